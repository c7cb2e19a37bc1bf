"""What is known of HTML's elements and attributes: tables, no code.

Names are in lower case, as bytes. Sources: https://html.spec.whatwg.org/multipage/indices.html and
https://www.w3.org/TR/wai-aria-1.3/ for ``aria-*``.
"""

from __future__ import annotations

__all__ = [
    "BLOCKS",
    "BUTTONS",
    "ENDED_BY",
    "EXCLUDED",
    "INLINE",
    "KINDS",
    "META",
    "RAW",
    "STYLE_SETS",
    "URLS",
    "URL_LISTS",
    "VOID",
    "WORDS",
    "WORDS_ON",
]


def _names(names: str) -> frozenset[bytes]:
    return frozenset(names.encode().split())


RAW = _names("iframe noembed noframes script style textarea xmp")
"""Elements whose content holds no tags. ``title`` is one more to browsers, but its text is
translated, and in an SVG it does hold tags: whatever looks like one there is treated as one."""

VOID = _names("area base br col embed hr img input link meta param source track wbr")
"""Elements that have no content and no end tag."""

EXCLUDED = RAW | _names("code kbd math pre samp svg tt var")
"""Elements whose content is no text to translate."""

INLINE = _names(
    """
    a abbr acronym b bdi bdo big br cite code data del dfn em font i img input ins kbd mark math nobr
    picture q rb rp rt rtc ruby s samp small source span strike strong sub sup svg time tt u var wbr
    """
)
"""Elements inside a sentence. All others part messages, unknown ones and components too."""

BLOCKS = _names(
    """
    address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead
    tr ul
    """
)
"""Elements whose end is the end of everything inline in them, and whose beginning ends a ``p``."""

ENDED_BY = {
    b"dd": _names("dd dt"),
    b"dt": _names("dd dt"),
    b"li": _names("li"),
    b"option": _names("optgroup option"),
    b"p": BLOCKS,
    b"td": _names("td th tr"),
    b"th": _names("td th tr"),
    b"tr": _names("tr"),
}
"""Elements whose end tag may be left out, and whose beginning then ends them."""

KINDS = {
    b"button": "button",
    b"caption": "caption",
    b"dd": "definition",
    b"dt": "term",
    b"figcaption": "caption",
    b"h1": "heading 1",
    b"h2": "heading 2",
    b"h3": "heading 3",
    b"h4": "heading 4",
    b"h5": "heading 5",
    b"h6": "heading 6",
    b"label": "label",
    b"legend": "caption",
    b"li": "list item",
    b"option": "option",
    b"p": "paragraph",
    b"summary": "summary",
    b"td": "table cell",
    b"th": "table heading",
    b"title": "title",
}
"""What a text is, by the element that it begins in."""

WORDS = _names(
    """
    alt aria-description aria-label aria-placeholder aria-roledescription aria-valuetext placeholder
    title
    """
)
"""Attributes whose values are words for readers, on any element."""

WORDS_ON = {
    b"content": _names("meta"),
    b"label": _names("optgroup option track"),
    b"summary": _names("table"),
    b"value": _names("input"),
}
"""Attributes whose values are words on some elements only."""

STYLE_SETS = _names("link script style")
"""Elements whose ``title`` names a set of style sheets."""

BUTTONS = _names("button reset submit")
"""Types of ``input`` whose ``value`` is the button's label."""

META = _names(
    """
    description keywords og:description og:image:alt og:site_name og:title twitter:description
    twitter:image:alt twitter:title
    """
)
"""Names and properties of ``meta`` whose ``content`` is words."""

URLS = _names(
    """
    action background cite data formaction href longdesc manifest ping poster src srcset xlink:href
    """
)
"""Attributes that hold a URL."""

URL_LISTS = _names("ping srcset")
"""Those that hold several, parted by white space and commas."""
