"""MkDocs: Python-Markdown with the extensions of its own and of pymdownx, as Material's sites have them.

Sources: https://python-markdown.github.io/extensions/, https://facelessuser.github.io/pymdown-extensions/.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from translator.names import EXTENSIONS
from translator.page.dialects import kramdown_html, mkdocs_blocks
from translator.page.dialects.base import (
    Ends,
    Mask,
    MaskKind,
    Param,
    alone,
    display_math,
    line_start,
    no_attributes,
    no_definitions,
    outside,
    shown,
)
from translator.page.dialects.fencetitles import fence_titles
from translator.page.dialects.kramdown_html import _fences

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MKDOCS", "paired_labels"]

# Patterns begin with what the engine can look for at once, a brace or a line end; what must not stand before
# it is asked after.
_ATTRIBUTES = re.compile(
    rb"""\{(?<![\\{%]\{)(:?)[ ]*(?:[.\#][\w:-]++|[\w:-]++=(?:"[^"\r\n]*+"|'[^'\r\n]*+'|[^\s"'{}]++))"""
    rb"""(?:[ ]++(?:"[^"\r\n]*+"|[^\r\n{}"])*+)?[ ]*\}"""
)
_HEADING = re.compile(rb"[ \t>]*#{1,6}[ \t][^\r\n]*\Z")
_TEMPLATE = re.compile(rb"\{(\{(?!\s*\{)|%|#(?=\s)|\*)")
_CLOSED_BY = {b"{": b"}}", b"%": b"%}", b"#": b"#}", b"*": b"*}"}
_SNIPPET = re.compile(rb"^[ \t>]*(;?-{1,}8<-{1,}[ \t]+[\"'][^\r\n]*)", re.MULTILINE)
_SNIPPETS = re.compile(
    rb"^[ \t>]*(-{1,}8<-{1,})[ \t]*\r?\n(?:(?![ \t>]*-{1,}8<-{1,})[^\n]*\n)*?[ \t>]*-{1,}8<-{1,}[ \t]*\r?$",
    re.MULTILINE,
)
_ABBREVIATION = re.compile(
    rb"^[ \t]*\*\[[^\]\r\n]+\]:[ \t]*+((?:[^\r\n]*[^ \t\r\n])?)[ \t]*\r?$", re.MULTILINE
)
_CONTENTS = re.compile(rb"^[ \t>]*+(\[TOC\])[ \t]*+\r?$", re.MULTILINE)
_KEYS = re.compile(rb"\+\+(?:[\w-]+|\"[^\"\r\n]*\")(?:\+(?:[\w-]+|\"[^\"\r\n]*\"))*\+\+")
_EMOJI = re.compile(rb":(?<![\w:\\]:)[A-Za-z][\w+-]*+:(?![\w:])")
_CRITIC = re.compile(rb"\{(?:\+\+|--|==|>>|~~[^~\r\n]*~>)")
_CRITIC_END = re.compile(rb"\}(?<=(?:\+\+|--|==|<<|~~)\})")
_TERM = re.compile(rb"\n[ \t]*+(<!--[^\r\n]*?-->)[ \t]*\r?\n(?:[ \t]*\r?\n)?(?=[ \t]*:[ ])")
"""A comment as a definition list's term: Material's own documentation has names of options so."""
_LEADING = re.compile(rb"\n[ \t]*+(?:(?:[:*+-]|\d+\.)[ \t]+)?(<!--[^\r\n]*?-->)(?=[ \t]*[^\s<])")
"""A comment that a line of text begins with: a block to the parser, and its whole line with it. To
Python-Markdown the text behind it is text (`markdown.htmlparser`, `handle_empty_tag`).
"""
_SHORTHAND = re.compile(
    rb"@(?<![\w./@&\\-]@)(?:[a-z]+:)?[A-Za-z\d_](?:[\w-]*\w)?(?:/[\w.-]*[A-Za-z\d])?\b|[#!?][1-9]\d*\b"
)
"""Somebody, somebody's repository, or an issue: links to `pymdownx.magiclink` if it is asked to."""
_JOINED = re.compile(rb"[A-Za-z./@&\\-]")
_REPOSITORY = re.compile(rb"(?<![\w./@&\\-])(?:[\w-]+/)?[\w.-]*[A-Za-z\d]\Z")
_INLINE_MATH = re.compile(rb"\\\((?=[^\r\n])|\$(?<![\\$\w]\$)(?![\s$])[^$\r\n]++(?<![\s\\])\$(?![\w$])")
_LINE_END = re.compile(rb"[\r\n]")
_DEFINED = re.compile(rb"^[ \t>]*+\[(?!\^)([^\[\]]++)\]:[ \t]*+(?:\r?\n[ \t]*+)?[^\s]", re.MULTILINE)
_PAIR = re.compile(rb"\[([^\[\]]++)\](?=\[(?!\^)([^\[\]]++)\](?![(:]))")
_IMAGE = re.compile(rb"!\[(?:[^\[\]\\]|\\.|\[[^\[\]]*+\])*+(\])(?=\[[^\[\]]*+\]\()", re.DOTALL)
"""``![alt][label](url)``: to Python-Markdown, which reads links before images, ``[label](url)`` is one."""
_NO_ESCAPE = re.compile(rb"\\(?=<[A-Za-z/!?])")
_UNTRIMMED = re.compile(rb"\[(?:[ \t]+[^\s\[\]][^\[\]]*|[^\s\[\]][^\[\]]*[ \t])\](?![\[(:])")
_SPACED = re.compile(rb"\[[^\[\]]+(\](?:[ ]|\r?\n)[ \t]*\[[^\[\]]+\])(?![(\[:])")


@dataclass(frozen=True, slots=True)
class _MkDocs:
    extensions: frozenset[str]
    name: str = "mkdocs"

    @property
    def options(self) -> frozenset[str]:
        switches = {"def_list": "definition_list", "attr_list": "heading_attributes", "magiclink": "linkify"}
        return frozenset(switch for name, switch in switches.items() if name in self.extensions)

    def having(self, extensions: frozenset[str]) -> Self:
        return type(self)(extensions)

    def masks(self, body: bytes) -> list[Mask]:
        code = _fences(body) if b"```" in body or b"~~~" in body else []
        found = outside(self._found(body, code), code)
        if code and b"title=" in body:
            found += fence_titles(body, code)
        return found

    def _found(self, body: bytes, code: list[tuple[int, int]]) -> Iterator[Mask]:
        on = self.extensions
        if b"!!!" in body and "admonition" in on:
            yield from mkdocs_blocks.admonitions(body)
        if b"???" in body and "details" in on:
            yield from mkdocs_blocks.details(body)
        if b"===" in body and "tabbed" in on:
            yield from mkdocs_blocks.tabs(body)
        if b"///" in body and "blocks" in on:
            yield from mkdocs_blocks.blocks(body)
        if b"8<" in body and "snippets" in on:
            yield from (Mask(*match.span(1), MaskKind.OPAQUE) for match in _SNIPPET.finditer(body))
            yield from (
                Mask(match.start(1), match.end(), MaskKind.OPAQUE) for match in _SNIPPETS.finditer(body)
            )
        if b"{" in body:
            yield from _templates(body)
            if "attr_list" in on:
                yield from _attributes(body)
            if "critic" in on:
                yield from (Mask(*match.span(), MaskKind.TEXT) for match in _CRITIC.finditer(body))
                yield from (
                    Mask(match.end() - 3, match.end(), MaskKind.TEXT) for match in _CRITIC_END.finditer(body)
                )
        if "emoji" in on:
            yield from (Mask(*match.span(), MaskKind.INLINE) for match in _EMOJI.finditer(body))
        if b"++" in body and "keys" in on:
            yield from (Mask(*match.span(), MaskKind.INLINE) for match in _KEYS.finditer(body))
        if "magiclink_shorthand" in on:
            yield from _shorthand(body)
        if b"-->" in body:
            yield from _comments(body, terms="def_list" in on)
        if b"[TOC]" in body:
            yield from (Mask(*match.span(1), MaskKind.BLOCK) for match in _CONTENTS.finditer(body))
        if b"*[" in body and "abbr" in on:
            yield from _abbreviations(body)
        if "arithmatex" in on and (b"$" in body or b"\\(" in body):
            yield from _math(body)
        if b"] [" in body or b"]\n" in body or b"]\r" in body:
            yield from _spaced(body)
        if b"][" in body:
            yield from _undefined(body)
            yield from (Mask(*match.span(1), MaskKind.TEXT) for match in _IMAGE.finditer(body))
        if b"[" in body:
            yield from _untrimmed(body)
        if b"\\<" in body:  # to Python-Markdown a backslash is one, and what is behind it a tag
            yield from (Mask(*match.span(), MaskKind.TEXT) for match in _NO_ESCAPE.finditer(body))
        if b"<" in body:
            yield from kramdown_html.masks(body, code, bare="md_in_html" in on)
        if "attr_list" in on:
            yield from no_attributes(body)
        if "def_list" in on:
            yield from no_definitions(body)


def _templates(body: bytes) -> Iterator[Mask]:
    """Macros are Jinja's; ``{* file *}`` includes code."""
    ends = Ends(body)
    position = 0
    while match := _TEMPLATE.search(body, position):
        start = match.start()
        end = ends.behind(_CLOSED_BY[match[1]], match.end())
        if end >= 0:
            yield Mask(start, end, MaskKind.BLOCK if alone(body, start, end) else MaskKind.INLINE)
        position = end if end >= 0 else start + 1


def _attributes(body: bytes) -> Iterator[Mask]:
    for match in _ATTRIBUTES.finditer(body):
        start, end = match.span()
        texts = shown(body, start, end)
        if alone(body, start, end):
            yield Mask(start, end, MaskKind.BLOCK, texts)
            continue
        at_end = body[end : end + 80].lstrip(b" \t")[:1] in (b"", b"\r", b"\n")
        if at_end and _HEADING.match(body, line_start(body, start), start):
            if match[1]:  # the parser knows them without the colon
                yield Mask(*match.span(1), MaskKind.JOIN)
            continue
        # a full stop: `_x_{.c}` must still close its emphasis
        yield Mask(start, end, MaskKind.INLINE, texts, b".")


def _shorthand(body: bytes) -> Iterator[Mask]:
    for match in _SHORTHAND.finditer(body):
        start, end = match.span()
        if body[start] != 0x40:
            before = _REPOSITORY.search(body, max(line_start(body, start), start - 140), start)
            if before is not None:
                start = before.start()
            elif _JOINED.match(body, start - 1):
                continue
        yield Mask(start, end, MaskKind.INLINE)


def _comments(body: bytes, *, terms: bool) -> Iterator[Mask]:
    below = b"\n" + body
    for pattern in (_LEADING, _TERM) if terms else (_LEADING,):
        for match in pattern.finditer(below):
            yield Mask(match.start(1) - 1, match.end(1) - 1, MaskKind.INLINE)


def _abbreviations(body: bytes) -> Iterator[Mask]:
    for match in _ABBREVIATION.finditer(body):
        texts = (Param("abbreviation", *match.span(1), "line"),) if match[1] else ()
        yield Mask(*match.span(), MaskKind.BLOCK, texts)


def _math(body: bytes) -> Iterator[Mask]:
    if b"$$" in body:
        yield from display_math(body)
    yield from _inline_math(body)


def _inline_math(body: bytes) -> Iterator[Mask]:
    position = line = last = 0
    while match := _INLINE_MATH.search(body, position):
        start, position = match.span()
        if body[start] == 0x5C:
            if start >= line:
                line = _line_end(body, start)
                last = body.rfind(b"\\)", start, line)
            if last <= position:
                continue
            position = body.find(b"\\)", position + 1, line) + 2
        yield Mask(start, position, MaskKind.INLINE)


def _line_end(body: bytes, position: int) -> int:
    found = _LINE_END.search(body, position)
    return found.start() if found else len(body)


def _spaced(body: bytes) -> Iterator[Mask]:
    """``[text] [label]``: a link to Python-Markdown, whatever stands between."""
    for match in _SPACED.finditer(body):
        yield Mask(match.start(), match.start() + 1, MaskKind.INLINE)
        yield Mask(*match.span(1), MaskKind.INLINE)


def paired_labels(text: bytes) -> Iterator[tuple[str, str, int, int]]:
    """What stands in the brackets of ``[text][label]``, as labels are compared; where the second pair is."""
    for match in _PAIR.finditer(text):
        yield _folded(match[1]), _folded(match[2]), match.end(), match.end(2) + 1


def _undefined(body: bytes) -> Iterator[Mask]:
    """The second label of ``[tags][meta.tags]``, if that is defined nowhere: what is linked is the first."""
    defined: frozenset[str] | None = None
    for first, second, start, end in paired_labels(body):
        if defined is None:
            defined = frozenset(_folded(match[1]) for match in _DEFINED.finditer(body))
        if first in defined and second not in defined:
            yield Mask(start, end, MaskKind.INLINE)


def _untrimmed(body: bytes) -> Iterator[Mask]:
    """The brackets of ``[ label]``, which is none to Python-Markdown."""
    for match in _UNTRIMMED.finditer(body):
        yield Mask(match.start(), match.start() + 1, MaskKind.TEXT)


def _folded(label: bytes) -> str:
    return " ".join(label.decode("utf-8", "replace").split()).casefold()


MKDOCS = _MkDocs(EXTENSIONS["mkdocs"])
