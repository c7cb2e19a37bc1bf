"""Translations that no one can read: to see what a page does when its words change.

``accent`` puts marks on letters (what is left plain was never extracted); ``cjk`` writes Chinese
characters without spaces and with full-width punctuation; ``hostile`` throws in whatever Markdown,
HTML or a template engine could take for its own. All three are functions of the message alone.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Literal

from translator.model import Form
from translator.page import dialects
from translator.page.inline import Setting, parse_inline

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from translator.model import Segment
    from translator.page.parse import Page

__all__ = ["STYLES", "Style", "accent", "cjk", "pseudo"]

Style = Literal["accent", "cjk", "hostile"]
STYLES: tuple[Style, ...] = ("accent", "cjk", "hostile")

_ACCENTS = str.maketrans(
    "aeiouyAEIOUYcnszdlrtgkCNSZ",
    "áéíöúýÁÉÍÖÚÝçñšžďľřťğķÇÑŠŽ",
)
_FULL_WIDTH = str.maketrans(
    {".": "。", ",": "，", ":": "：", ";": "；", "!": "！", "?": "？", "(": "（", ")": "）"}
)
_HAN = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动"
_KEPT = re.compile(
    r"""
      \\[!-/:-@\[-`{-~]                       # an escape
    | &(?:\#\d+|\#[xX][0-9a-fA-F]+|\w+);      # an entity
    | <(code|samp|tt|pre)\b[^<>]*>.*?</\1> # an element that is no language
    | (?<!`)(`+)(?!`).+?(?<!`)\2(?!`)          # code
    | </?[A-Za-z][^<>]*> | <!--.*?-->         # a tag
    | (?:https?://|ftp://|www\.)[^\s<>]+      # an address
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+
    | :[a-z0-9_+-]+:                          # an emoji's name
    | \{[^{}]*\} | [{}]
    | \]\([^()\s]*(?:\s[^()]*)?\) | [\[\]*_`~|<>\\$] # what looks like markup, or stands in a value
    """,
    re.VERBOSE,
)
_ABBREVIATION = re.compile(rb"(?m)^[ \t]*\*\[([^\]\r\n]+)\]:")
_WORD = re.compile(r"[^\W\d_]+")
_HOSTILE = (
    "1.", "2)", "#", "-", "+", ">", "=", "===", "---", "www.", "www.example.org", "`", "``", "```", "*",
    "**", "_", "__", "~~", "[", "]", "](", "![", "<", "<b>", "</p>", "<br", "<!--",
    "<script>alert(1)</script>", "|", "\\", "{{ site.secret }}", "{% raw %}", "{{< x >}}", "{: .x}",
    "[a](javascript:alert(1))", "![a](b)", "[^1]", "&copy;", "$", "$$", ":", ": x",
    "http://example.org/a_b_c", "me@example.org", '"', "'", "**b**", "*e*", "_e_", "`c`",
    "<https://x.org>", "[x]", "[x]: y", "~~~", "\t", "{#id}", "{", "}}",
)  # fmt: skip


def pseudo(page: Page, style: Style) -> tuple[str, ...]:
    """A translation for every segment of a page."""
    scalars = len(page.scalars)
    labels = frozenset[str]()
    short: re.Pattern[str] | None = None
    if page.body is not None:
        short = _abbreviations(page.body.raw)
        labels = frozenset(" ".join(label.split()).casefold() for label in page.body.structure.definitions)
    made: dict[tuple[str, Form], str] = {}
    result = []
    for number, segment in enumerate(page.segments):
        key = (segment.message, segment.form)
        if key not in made:
            slot = page.slots[number - scalars] if number >= scalars else None
            item = slot is not None and slot.leaf is not None and slot.leaf.item
            setting = Setting(segment.form, item, page.options.dialects, labels)
            made[key] = _translate(segment, setting, style, short)
        result.append(made[key])
    return tuple(result)


def _abbreviations(body: bytes) -> re.Pattern[str] | None:
    """What a page explains (``*[W3C]: …``): written otherwise, it would not be explained any more."""
    found = {re.escape(match[1].decode()) for match in _ABBREVIATION.finditer(body)}
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(found, reverse=True))})(?!\w)") if found else None


def _translate(segment: Segment, setting: Setting, style: Style, short: re.Pattern[str] | None) -> str:
    change: Callable[[str], str] = {"accent": accent, "cjk": cjk, "hostile": _hostile}[style]
    text = segment.message
    kept = _kept(segment, setting)
    if short is not None:
        kept = sorted(kept + [match.span() for match in short.finditer(text)], key=_widest)
    pieces = []
    position = 0
    for start, end in kept:
        if start >= position:
            pieces.append(change(text[position:start]))
            pieces.append(text[start:end])
            position = end
    pieces.append(change(text[position:]))
    return "".join(pieces)


def _kept(segment: Segment, setting: Setting) -> list[tuple[int, int]]:
    """What stays to the letter, in characters."""
    text = segment.message
    data = text.encode("utf-8")
    spans: Sequence[tuple[int, int]] = [(m.start, m.end) for m in dialects.masks(setting.dialects, data)]
    kept = _likely(text, [(len(data[:start].decode()), len(data[:end].decode())) for start, end in spans])
    if segment.form in (Form.PARAGRAPH, Form.HEADING, Form.CELL, Form.ALT):
        found = parse_inline(text, setting)
        if found is not None:
            spans = [(token.start, token.end) for token in found.tokens] + list(spans)
    kept += [(len(data[:start].decode()), len(data[:end].decode())) for start, end in spans]
    return sorted(kept, key=_widest)


def _widest(span: tuple[int, int]) -> tuple[int, int]:
    return span[0], -span[1]


def _likely(text: str, tags: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """What looks like markup; what begins inside of a dialect's tag is a part of that."""
    found = []
    position = 0
    while match := _KEPT.search(text, position):
        tag = next((tag for tag in tags if tag[0] <= match.start() < tag[1]), None)
        if tag is None:
            found.append(match.span())
        position = max(match.end() if tag is None else tag[1], match.start() + 1)
    return found


def accent(text: str) -> str:
    """Put marks on the letters of a text without markup."""
    return text.translate(_ACCENTS)


def cjk(text: str) -> str:
    """Write Chinese characters for a text without markup."""
    changed = _WORD.sub(lambda match: _characters(match[0]), text).translate(_FULL_WIDTH)
    return re.sub(r" (?=[^\x00-\x7f]|\Z)|(?<=[^\x00-\x7f]) ", "", changed)


def _characters(word: str) -> str:
    seed = zlib.crc32(word.encode("utf-8"))
    return "".join(_HAN[(seed >> shift) % len(_HAN)] for shift in range(0, 8 * min(3, 1 + len(word) // 4), 8))


def _hostile(text: str) -> str:
    def change(match: re.Match[str]) -> str:
        seed = zlib.crc32(f"{match.start()}{match[0]}".encode())
        if seed % 10 >= 3:
            return match[0]
        evil = _HOSTILE[seed // 10 % len(_HOSTILE)]
        return (evil, f"{evil}{match[0]}", f"{match[0]}{evil}", f"{evil} {match[0]}")[seed // 7 % 4]

    return _WORD.sub(change, text)
