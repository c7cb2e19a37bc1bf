"""The ids that builders give footnotes and the places that refer to them.

Sources: Python-Markdown's `footnotes`, kramdown's HTML converter, goldmark's `extension.Footnote`,
mdast-util-to-hast (Docusaurus, Astro) and markdown-it-footnote (VitePress, where it is asked for).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["footnote_ids"]

_MARK = re.compile(rb"\[\^([^\]\r\n]+)\](:?)")


def footnote_ids(raw: bytes, style: str) -> frozenset[str]:
    r"""Collect the ids of a page's footnotes; a few too many where a mark only looks like one.

    >>> sorted(footnote_ids(b"One[^a], two[^a].\n\n[^a]: Note.", "toc"))
    ['fn:a', 'fnref2:a', 'fnref:a']

    :param raw: the page's body
    :param style: one of `slugs.STYLES`
    """
    if style not in _FORMS or b"[^" not in raw:
        return frozenset()
    defined: set[str] = set()
    times: Counter[str] = Counter()
    for label, colon in _MARK.findall(raw):
        name = label.decode("utf-8", "replace")
        if colon:
            defined.add(name)
        else:
            times[name] += 1
    notes = [(name, times[name]) for name in times if name in defined]
    notes += [(name, 0) for name in sorted(defined - times.keys())]
    return frozenset(
        each for number, (name, count) in enumerate(notes, 1) for each in _FORMS[style](name, number, count)
    )


def _toc(name: str, _: int, times: int) -> Iterator[str]:
    yield f"fn:{name}"
    for time in range(times):
        yield f"fnref{time + 1 if time else ''}:{name}"


def _kramdown(name: str, _: int, times: int) -> Iterator[str]:
    yield f"fn:{name}"
    for time in range(times):
        yield f"fnref:{name}:{time}" if time else f"fnref:{name}"


def _goldmark(_: str, number: int, times: int) -> Iterator[str]:
    yield f"fn:{number}"
    for time in range(times):
        yield f"fnref{time or ''}:{number}"


def _github(name: str, _: int, times: int) -> Iterator[str]:
    yield "footnote-label"
    yield f"user-content-fn-{name.lower()}"
    for time in range(times):
        yield f"user-content-fnref-{name.lower()}" + (f"-{time + 1}" if time else "")


def _vitepress(_: str, number: int, times: int) -> Iterator[str]:
    yield f"fn{number}"
    for time in range(times):
        yield f"fnref{number}:{time}" if time else f"fnref{number}"


_FORMS: dict[str, Callable[[str, int, int], Iterator[str]]] = {
    "kramdown": _kramdown,
    "kramdown-gfm": _kramdown,
    "goldmark": _goldmark,
    "github": _github,
    "toc": _toc,
    "vitepress": _vitepress,
}
"""By the name that `Builder.slugs` gives: of a label, its number, and how often it is referred to."""
