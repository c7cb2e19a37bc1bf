"""Emphasis that opens and closes where the translation's letters would not let it.

`*` and `_` only work where they flank their text (https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run).
Chinese and Japanese set no spaces, and put full-width punctuation inside the emphasis: `**注意：**文字`
never closes, `文_字_` never opens. Cured by a `*` for a `_`, and by a space where nothing else helps.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translator.page.tokens import Token

__all__ = ["spaced_pair", "unsettled"]

_HOST = re.compile(r"(?:://|@)[^/?#]*\.")
_UP_TO_SPACE = re.compile(r"[^\s<]*")
_BETWEEN = re.compile(r"(?<=(\S))[*_~]++(?=(\S))")
_MIXED = re.compile(r"(?<=[^\s*_])\*+_+(?=\w)")
_GOES_ON = re.compile(r"[:.#$%&+?<>~/-]*[^\W\x00-\x7f]")
"""What would be read as more of a citation's key, in a script without spaces."""


def unsettled(text: str, *, parted: bool = False) -> int:
    """Count the runs of `*` and `_` beside a symbol on one side and punctuation on the other.

    Symbols are punctuation to CommonMark since 0.31, and were letters before: of `✨**a `b`**✨` builders
    are of two minds.

    :param parted: see `spaced_pair`; what stars and underscores together close or open is counted, too
    """
    mixed = len(_MIXED.findall(text)) if parted else 0
    return mixed + sum(
        _symbol(match[1]) != _symbol(match[2]) and all(map(_punctuation, match.groups()))
        for match in _BETWEEN.finditer(text)
    )


def spaced_pair(
    pieces: list[str],
    marks: Sequence[tuple[int, Token]],
    *,
    linkify: bool,
    angles: bool = True,
    parted: bool = False,
) -> str:
    """Join a text's pieces, its marks repaired where they would not be read as marks.

    :param pieces: text and marks, in turn; changed in place
    :param marks: which of the pieces are marks, and of what kind
    :param linkify: whether the builder links bare URLs, which end at white space only
    :param angles: whether it knows ``<url>``; to MDX that is a broken tag
    :param parted: whether, as to pandoc, citations end with their word, and no underscore opens right behind
        other markup's end
    """
    stack: list[int] = []
    closed = -1
    for index, token in marks:
        if parted and token.kind == "template":
            _part_citation(pieces, index)
        if parted and token.role == "open" and pieces[index][0] == "_" and closed == index - 2:
            pieces[index - 1] = pieces[index - 1] or " "
        closed = index if token.role == "close" else closed
        if token.kind in ("url", "glued") and linkify:
            _part_url(pieces, index, glued=token.kind == "glued" or not angles)
        elif token.kind == "code" and _last(pieces, index) == "`":
            pieces[index - 1] += " "  # two code spans would be one
        elif token.kind in ("em", "strong", "del"):
            if token.role == "open":
                stack.append(index)
            elif stack:
                _flank(pieces, stack.pop(), index)
    return "".join(pieces)


def _flank(pieces: list[str], opening: int, closing: int) -> None:
    # White space just inside is moved out: `** text**` was meant as ` **text**`.
    inside = pieces[opening + 1]
    if closing > opening + 1 and inside.lstrip() != inside:
        pieces[opening + 1] = inside.lstrip()
        pieces[opening - 1] = pieces[opening - 1].rstrip() + " " if pieces[opening - 1] else ""
    inside = pieces[closing - 1]
    if closing > opening + 1 and inside.rstrip() != inside:
        pieces[closing - 1] = inside.rstrip()
        pieces[closing + 1] = (
            " " + pieces[closing + 1].lstrip() if pieces[closing + 1].strip() else pieces[closing + 1]
        )
    before, first = _last(pieces, opening), _first(pieces, opening)
    last, after = _last(pieces, closing), _first(pieces, closing)
    if (
        "_" in pieces[opening]
        and (_letter(before) or _letter(after))
        and "*" not in before + first + last + after
    ):
        pieces[opening] = pieces[opening].replace("_", "*")
        pieces[closing] = pieces[closing].replace("_", "*")
    bound = "_" in pieces[opening]  # beside a letter an underscore never opens or closes
    if (_letter(before) and (bound or _punctuation(first))) or before == pieces[opening][0]:
        pieces[opening - 1] += " "
    if (_letter(after) and (bound or _punctuation(last))) or after == pieces[closing][0]:
        pieces[closing + 1] = " " + pieces[closing + 1]


def _part_url(pieces: list[str], index: int, *, glued: bool) -> None:
    url = pieces[index]
    before = _last(pieces, index)
    behind = _UP_TO_SPACE.match("".join(pieces[index + 1 :]))
    swallowed = bool(behind and behind[0].rstrip("?!.,:*_~'\"<)"))
    unseen = bool(before) and not before.isspace() and before not in "*_~(" and not glued
    if not (swallowed or unseen) or url.startswith("<"):
        return
    if _HOST.search(url) and not glued:
        # in `<>` even a host without a dot is linked, which goldmark links nowhere else
        pieces[index] = f"<{url}>"
        return
    if swallowed:
        pieces[index + 1] = " " + pieces[index + 1]
    if unseen:
        pieces[index - 1] += " "


def _part_citation(pieces: list[str], index: int) -> None:
    """``@key`` begins behind no letter, and goes on over the letters behind it.

    Beside a Latin letter it is another key, or was meant for an address.
    """
    if not pieces[index].startswith(("@", "-@")):
        return
    before = _last(pieces, index)
    if before.isalnum() and not before.isascii():
        pieces[index - 1] += " "
    if pieces[index][-1] != "}" and _GOES_ON.match("".join(pieces[index + 1 :])):
        pieces[index + 1] = " " + pieces[index + 1]


def _last(pieces: list[str], index: int) -> str:
    for piece in reversed(pieces[:index]):
        if piece:
            return piece[-1]
    return ""


def _first(pieces: list[str], index: int) -> str:
    for piece in pieces[index + 1 :]:
        if piece:
            return piece[0]
    return ""


def _letter(char: str) -> bool:
    """Neither white space nor punctuation to every builder: what keeps a run from flanking."""
    return bool(char) and not char.isspace() and (not _punctuation(char) or _symbol(char))


def _symbol(char: str) -> bool:
    """Unicode's category S, but for ASCII: `$` and its like are punctuation to all."""
    return not char.isascii() and unicodedata.category(char)[0] == "S"


def _punctuation(char: str) -> bool:
    """CommonMark's: Unicode's categories P and S."""
    return bool(char) and unicodedata.category(char)[0] in "PS"
