"""Heading ids as the builders make them of a heading's text.

Sources: kramdown-parser-gfm's ``generate_gfm_header_id`` and kramdown's ``basic_generate_id``, Hugo's
``sanitizeAnchorName``, github-slugger (Docusaurus, Astro), Python-Markdown's ``toc`` extension (MkDocs),
``slugify`` of @mdit-vue/shared (VitePress).
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["STYLES", "reads", "slug", "slugs"]

_LETTERS = frozenset(("Lu", "Ll", "Lt", "Lm", "Lo", "Nd"))
_WORD = _LETTERS | {"Mn", "Mc", "Me", "Nl", "Pc"}


def _kept(text: str, categories: frozenset[str], also: str) -> str:
    return "".join(char for char in text if char in also or unicodedata.category(char) in categories)


def _kramdown_gfm(text: str) -> str:
    return _kept(text.lower(), _WORD, "- \t").replace(" ", "-").replace("\t", "-")


def _kramdown(text: str) -> str:
    text = re.sub(r"^[^a-zA-Z]+", "", text)
    made = re.sub(r"[^a-zA-Z0-9 -]", "", text).replace(" ", "-").lower()
    return made or "section"


def _goldmark(text: str) -> str:
    kept = _kept(text.strip(), _LETTERS, "_- ").replace(" ", "-")
    # one rune for one: `İ` is `i`
    return "".join(char.lower()[0] for char in kept) or "heading"


def _github(text: str) -> str:
    return _kept(text.lower(), _WORD, "- ").replace(" ", "-")


def _toc(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def _vitepress(text: str) -> str:
    plain = re.sub(r"[\u0300-\u036f\x00-\x1f]", "", unicodedata.normalize("NFKD", text))
    made = re.sub(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'“”‘’<>,.?/]+", "-", plain).strip("-")
    return re.sub(r"^(?=[0-9])", "_", made).lower()


_READS = {"kramdown": "raw", "kramdown-gfm": "smart", "goldmark": "smart", "vitepress": "literal"}
STYLES: dict[str, Callable[[str], str]] = {
    "kramdown-gfm": _kramdown_gfm,
    "kramdown": _kramdown,
    "goldmark": _goldmark,
    "github": _github,
    "toc": _toc,
    "vitepress": _vitepress,
}
"""By the name that `Builder.slugs` gives."""


def reads(style: str) -> str:
    """Tell what the builder makes ids of: a heading's ``raw``, ``plain``, ``smart`` or ``literal`` text."""
    return _READS.get(style, "plain")


def slug(text: str, style: str) -> str:
    """Make the id of one heading, without regard to others.

    >>> slug("What's new?", "goldmark")
    'whats-new'

    :param text: in the form that `reads` names
    :param style: one of `STYLES`
    """
    return STYLES[style](text)


def slugs(headings: Iterable[tuple[str | None, str]], style: str) -> list[str]:
    """Make the ids of a page's headings, in order, repeated ones told apart as the builder does.

    :param headings: (text, explicit id); the text is None where it is not known
    :return: the ids; empty where one is not known
    """
    made: list[str] = []
    counts: dict[str, int] = {}
    used: set[str] = {explicit for _, explicit in headings if explicit} if style == "toc" else set()
    for text, explicit in headings:
        if explicit:
            made.append(explicit)
            if style in ("goldmark", "github", "vitepress"):
                used.add(explicit)
        elif text is None:
            made.append("")
        elif style == "toc":
            made.append(_numbered(slug(text, style), used))
        elif style == "kramdown-gfm":
            made.append(_counted(slug(text, style), counts))
        else:
            made.append(_suffixed(slug(text, style), counts, used))
    return made


def _counted(wanted: str, counts: dict[str, int]) -> str:
    """The second `x` is `x-1`, even if there is one of that name."""
    counts[wanted] = counts.get(wanted, -1) + 1
    return f"{wanted}-{counts[wanted]}" if counts[wanted] else wanted


def _suffixed(wanted: str, counts: dict[str, int], used: set[str]) -> str:
    """The second `x` is `x-1`, or the next that is free."""
    made = wanted
    while made in used:
        counts[wanted] = counts.get(wanted, 0) + 1
        made = f"{wanted}-{counts[wanted]}"
    used.add(made)
    return made


def _numbered(wanted: str, used: set[str]) -> str:
    """The second `x` is `x_1`; one without a letter is `_1`."""
    made = wanted
    while made in used or not made:
        match = re.fullmatch(r"(.*)_(\d+)", made)
        made = f"{match[1]}_{int(match[2]) + 1}" if match else f"{made}_1"
    used.add(made)
    return made
