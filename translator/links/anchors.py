"""Heading ids of localized pages: pinned to those of the source page, in the builder's own syntax.

Every heading is pinned whose id the translation would change, whether anything links to it or not: so a
page depends on its own source alone, and addresses that people share work in every language. A heading
that bears an id keeps it; one that is not translated needs none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translator.links.headings import ids_of, text_of
from translator.links.slugs import slugs
from translator.model import Splice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translator.links.headings import Heading
    from translator.links.rules import LinkRules
    from translator.page.parse import Page

__all__ = ["pins", "renamed", "unpins"]

_ROUNDS = 4
"""Pinning one heading may number another one anew."""
_LINE_END = re.compile(rb"\r\n|\n|\r")


def pins(source: Page, written: Page, rules: LinkRules) -> list[Splice]:
    """Give a localized page's headings the ids of its source's.

    :param written: the localized page, with the source's skeleton; nothing is done where it has another
        number of headings
    :return: edits of the written page
    """
    wanted, there = ids_of(source, rules.slugs), ids_of(written, rules.slugs)
    if len(wanted) != len(there):
        return []
    style = rules.slugs
    tagged = source.body is not None and b"{{" in source.body.raw
    pinned: dict[int, str] = {}
    for _ in range(_ROUNDS):
        now = slugs(
            [
                (text_of(head, style), head.explicit or pinned.get(number, ""))
                for number, (head, _) in enumerate(there)
            ],
            style,
        )
        new = {
            number: name
            for number, ((head, name), (other, _)) in enumerate(zip(wanted, there, strict=True))
            if name
            and number not in pinned
            and not head.explicit
            and not other.explicit
            and text_of(other, style) is not None
            and now[number] != name
            and not (rules.builder == "hugo" and _is_numbered(head, name, style) and tagged)
        }
        if not new:
            break
        pinned |= new
    edits = [_pin(written, there[number][0], name, rules.builder) for number, name in pinned.items()]
    return [edit for edit in edits if edit is not None]


def _is_numbered(head: Heading, name: str, style: str) -> bool:
    """Whether an id was told apart from another: in a shortcode's content Hugo counts by itself."""
    text = text_of(head, style)
    return text is not None and slugs([(text, "")], style) != [name]


def _pin(page: Page, head: Heading, name: str, builder: str) -> Splice | None:
    if builder == "jekyll" and not (name[0].isalpha() or name[0] == "_"):
        return _below(page, head, name)
    if head.inside:
        return Splice(head.inside, head.inside, f"#{name} ".encode())
    # these two read an id behind closing hashes
    place = head.stop if builder in ("jekyll", "hugo") else head.end
    mark = "\\" if page.path.endswith(".mdx") or (builder == "docusaurus" and not _hashed(page, head)) else ""
    return Splice(place, place, f" {mark}{{#{name}}}".encode())


def _hashed(page: Page, head: Heading) -> bool:
    """Whether a heading begins with hashes: only there is a bare ``{#id}`` an id to Docusaurus."""
    data = page.data
    start = max(data.rfind(b"\n", 0, head.start), data.rfind(b"\r", 0, head.start)) + 1
    return b"#" in data[start : head.start]


def _below(page: Page, head: Heading, name: str) -> Splice | None:
    """Pin an id that begins with a digit: kramdown takes none behind a heading, but any in a list below."""
    data = page.data
    match = _LINE_END.search(data, head.stop)
    start = max(data.rfind(b"\n", 0, head.start), data.rfind(b"\r", 0, head.start)) + 1
    if data[start : start + 1] != b"#":
        return None  # in a quote or a list the line would need their prefix
    end = match[0] if match else b"\n"
    return Splice(head.stop, head.stop, end + f'{{: id="{name}"}}'.encode())


def unpins(source: Page, written: Page, rules: LinkRules) -> list[Splice]:
    """Take away from a localized page the ids that `pins` gave its headings.

    :return: edits of the written page
    """
    ours = {name for head, name in ids_of(source, rules.slugs) if name and not head.explicit}
    edits = []
    for head, name in ids_of(written, rules.slugs):
        if not head.explicit or name not in ours:
            continue
        if head.pin[1]:
            edits.append(Splice(head.pin[0], head.pin[1], b""))
        else:
            line = f'{{: id="{name}"}}'.encode()
            match = re.compile(rb"(?:\r\n|\n|\r)" + re.escape(line)).match(written.data, head.stop)
            if match:
                edits.append(Splice(match.start(), match.end(), b""))
    return edits


def renamed(source: Page, localized: Page, style: str) -> dict[str, str]:
    """Map the ids of a source page's headings to those of its localized page's, where they differ.

    :return: nothing where the two have another number of headings
    """
    had: Sequence[tuple[Heading, str]] = ids_of(source, style)
    has = ids_of(localized, style)
    if len(had) != len(has):
        return {}
    return {
        name: other
        for (_, name), (_, other) in zip(had, has, strict=True)
        if name and other and name != other
    }
