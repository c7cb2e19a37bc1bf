"""Make a translation stand in Markdown as its source stood: the right markup, and nothing else.

A translation comes as people and engines write it: a `*` too many, a line that begins with `1.`,
emphasis that does not close beside a Chinese letter. `fit` returns the text to write, or why there
is none. Order of trial: as it is; with its line's beginning escaped; with the source's own markup
found again in it and everything else escaped; with whatever markup it really has, and the rest
escaped.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from translator.page.align import Match, align
from translator.page.dialects import speaks
from translator.page.escape import escape, escape_start
from translator.page.flank import spaced_pair, unsettled
from translator.page.inline import Inline, Setting, parse_inline, plain
from translator.page.verdict import compare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translator.page.tokens import Token

__all__ = ["Fit", "doubtful", "fit", "two_links"]

_EMPHASIS = ("em", "strong", "del")
_MARKS = (b"*", b"_", b"~", b"`")
_STAR = re.compile(r"(?<!\\)\*")
_MARK = re.compile(r"[\[`*~$|_{<^@]|==|\+\+|\A:|://")
_LOOSE = re.compile(r"(?<!\\)(?:(?<=\S)\*|\*(?=\S))")
_OPENED = re.compile(r"(?<!\\)\[")
_TWO_LINKS = re.compile(r"\]\[[^\[\]]*\]\(")
_CLOSED = re.compile(r"(?<!\\)\]")
_DOUBTFUL = re.compile(
    r"\A\[[^\]\n]+\]:|\A\{[#.:]|\A:\s|\A\[[ xX]\](?![(\[])|(?<![\\\s])~(?!\s)|(?<!\\)[`*]|(?<!\\)\$\$"
)
_DOUBTFUL_KRAMDOWN = re.compile(
    r"\A\[[^\]\n]+\]:|(?<!\\)[`*|~]|(?<![\\\w])_|(?<!\\)_(?!\w)|(?<!\\)\$\$|(?<!\\)\{"
)
_DOUBTFUL_MDX = re.compile(_DOUBTFUL.pattern + r"|(?<!\\)[<{]")
# markdown-it's plugins take braces for attributes and a tag at a line's beginning for a component, and link
# a URL behind any punctuation
_DOUBTFUL_VITEPRESS = re.compile(
    _DOUBTFUL.pattern
    + r"|(?<!\\)\{|(?<!\\)<(?=[A-Za-z/!?])|(?<![A-Za-z0-9])(?:https?|ftp):(?=//)|(?<=\w)@(?=\w+\.)"
)
_DOUBTFUL_MYST = re.compile(_DOUBTFUL.pattern + r"|(?<!\\)\{")
# a line of a block of lines; what is set higher
_DOUBTFUL_PANDOC = re.compile(_DOUBTFUL.pattern + r"|\A\|(?=[ \t]|\Z)|(?<!\\)\^")
_DOUBTFUL_MKDOCS = re.compile(
    _DOUBTFUL.pattern + r"|<(?=[A-Za-z/!?])|(?<!\\)\{|==|\^|\+\+|(?<![\\\w])_|(?<!\\)_(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Fit:
    """What came of a translation."""

    text: str | None
    """The text to write; None where the source has to stay."""
    reason: str = ""
    """Why it was held back, or in what it differs from the source, tolerably."""


def fit(
    message: str, translation: str, setting: Setting, *, harder: bool = False, by_people: bool = False
) -> Fit:
    """Fit a translation into its source's place.

    :param message: the segment's message
    :param translation: what the catalog has for it
    :param setting: where it stands
    :param harder: escape all that could be markup, since the page with the plain form was not whole
    :param by_people: whether a person wrote it, who may emphasise what the message does not
    """
    if not harder and plain(translation) and plain(message):
        return Fit(translation)
    source = _parsed(message, setting)
    if source is None:
        # The message cannot be judged apart from its page: the page's own guard will.
        return Fit(escape(translation, setting) if harder else translation)
    tolerated: Fit | None = None
    reason = ""
    for text in _candidates(source, translation, setting, harder=harder):
        written = parse_inline(text, setting)
        if written is None:
            continue
        own = text in (translation, escape_start(translation))
        difference = compare(source.words, written.words, by_people=by_people and own)
        if not difference:
            texts = source.words_only().decode(), written.words_only().decode()
            if not doubtful(*texts, setting.dialects, own=own) and _settled(message, text, setting):
                return Fit(text)
            reason = reason or "its marks could be read as markup"
            continue
        if (
            difference.emphasis
            and own
            and not _stray(source, written)
            and not (by_people and _loose(source, written))
            and _settled(message, text, setting)
        ):
            return Fit(text)
        # What the translator left out is their affair, but only in their own words: escaping what they
        # brought instead would print backquotes and brackets.
        if own and difference.tolerable and not _stray(source, written):
            tolerated = tolerated or Fit(text, difference.text)
        reason = reason or difference.text
    return tolerated or Fit(None, reason or "it would be read as another kind of block")


def _settled(message: str, text: str, setting: Setting) -> bool:
    """Whether of no more of its marks builders are of two minds."""
    if two_links(text) > two_links(message):
        return False
    parted = speaks(setting.dialects, "pandoc")
    return unsettled(text, parted=parted) <= unsettled(message, parted=parted)


def two_links(text: str) -> int:
    """Count what is one link or another: ``[^ a][b](c)`` leads to `b`, and to `c` where no text begins so."""
    return len(_TWO_LINKS.findall(text)) if "](" in text else 0


@lru_cache(maxsize=512)
def _parsed(message: str, setting: Setting) -> Inline | None:
    return parse_inline(message, setting)


def _candidates(source: Inline, translation: str, setting: Setting, *, harder: bool) -> Iterator[str]:
    if not harder:
        yield translation
        yield escape_start(translation)
    data = translation.encode("utf-8", "replace")
    strict = align(source, data, own=True)
    if strict is not None:
        yield _rebuild(source, data, strict, setting)
    matches = align(source, data)
    if matches is not None and matches != strict:
        yield _rebuild(source, data, matches, setting)
    written = parse_inline(translation, setting)
    if written is not None:
        yield _rebuild(source, data, _affordable(source, written), setting)
    elif matches is None:
        yield escape(translation, setting)


def _affordable(source: Inline, written: Inline) -> list[Match]:
    """The markup that the translation really has, as far as the source has as much of it."""
    left = Counter(source.count)
    outer = written.outer()
    pairs = written.pairs()
    taken: set[int] = set()
    for index, (token, word) in enumerate(outer):
        members = (index, pairs[index]) if index in pairs else (index,)
        if token.role == "close" or (token.role == "open" and len(members) == 1):
            continue
        word = word or outer[members[-1]][1]  # noqa: PLW2901 (a link's word stands at its end)
        if left[word] > 0:
            left[word] -= 1
            taken.update(members)
    return [Match(token, token.start, token.end) for index, (token, _) in enumerate(outer) if index in taken]


def _stray(source: Inline, written: Inline) -> bool:
    """Whether the translation lost markup by accident: its delimiters stand there as text."""
    lost = source.count - written.count
    had, has = source.words_only(), written.words_only()
    if any(word.startswith(("link ", "image ")) for word in lost) and has.count(b"](") > had.count(b"]("):
        return True
    if not any(word.split(" ", 1)[0] in (*_EMPHASIS, "code") for word in lost):  # `em nested` is one, too
        return False
    for mark in _MARKS:
        had, has = had.replace(b"\\" + mark, b""), has.replace(b"\\" + mark, b"")
    return any(has.count(mark) > had.count(mark) for mark in _MARKS)


def _loose(source: Inline, written: Inline) -> bool:
    """Whether stars stand as text beside a letter: who knows which of them were meant as marks."""
    had, has = source.words_only().decode(), written.words_only().decode("utf-8", "replace")
    return len(_LOOSE.findall(has)) > len(_LOOSE.findall(had))


def doubtful(source: str, written: str, dialects: tuple[str, ...], *, own: bool) -> bool:
    """Whether marks stand in the text that some builder could take for markup: more than in the source's.

    Or fewer, where we escaped them: what is text to the parser may be markup to the builder.

    The parser takes them for text, but GitHub may strike what is between single tildes, kramdown makes
    a table of any line with a pipe, and some give up all code spans behind a lone run of backquotes.

    :param source: the source's text without its markup
    :param written: the same of what is to be written
    :param own: whether it is the translator's own, with nothing escaped by us
    """
    if not own and len(_STAR.findall(written)) < len(_STAR.findall(source)):
        return True
    if _unclosed(written) > max(0, _unclosed(source)):  # behind a `[`, GitHub links no bare URL
        return True
    marks = _DOUBTFUL
    if speaks(dialects, "jekyll"):
        marks = _DOUBTFUL_KRAMDOWN
    elif speaks(dialects, "mkdocs"):
        marks = _DOUBTFUL_MKDOCS
    elif speaks(dialects, "mdx"):
        marks = _DOUBTFUL_MDX
    elif speaks(dialects, "vitepress"):
        marks = _DOUBTFUL_VITEPRESS
    elif speaks(dialects, "pandoc"):
        marks = _DOUBTFUL_PANDOC
    elif speaks(dialects, "myst"):
        marks = _DOUBTFUL_MYST
    has = len(marks.findall(written)) if _MARK.search(written) else 0
    return has > 0 and has > len(marks.findall(source))


def _unclosed(text: str) -> int:
    return len(_OPENED.findall(text)) - len(_CLOSED.findall(text)) if "[" in text else 0


def _rebuild(source: Inline, data: bytes, matches: Sequence[Match], setting: Setting) -> str:
    """Write the matched markup again, well flanked, and escape all text between."""
    pieces: list[str] = []
    marks: list[tuple[int, Token]] = []
    position = 0
    for match in matches:
        pieces.append(escape(data[position : match.start].decode(), setting, first=not pieces))
        marks.append((len(pieces), match.token))
        pieces.append(data[match.start : match.end].decode())
        position = match.end
    pieces.append(escape(data[position:].decode(), setting, first=not pieces))
    _name_references(source, pieces, marks)
    return spaced_pair(
        pieces,
        marks,
        linkify=not speaks(setting.dialects, "jekyll"),
        angles=not speaks(setting.dialects, "mdx"),
        parted=speaks(setting.dialects, "pandoc"),
    )


def _name_references(source: Inline, pieces: list[str], marks: Sequence[tuple[int, Token]]) -> None:
    """`[text]` and `[text][]` name their target by their text: a new text needs `][text]`.

    A parenthesis right behind could be the address of a link whose text is the label.
    """
    stack: list[int] = []
    for index, token in marks:
        if token.kind not in ("link", "image"):
            continue
        if token.role == "open":
            stack.append(index)
        elif stack:
            text = "".join(pieces[stack.pop() + 1 : index])
            label = token.key.removeprefix("ref:")
            named = _folded(text) == label and text == text.strip()
            if label != token.key and pieces[index] in ("]", "][]") and not named:
                pieces[index] = f"][{_label(source, token.key)}]"
            if pieces[index].startswith("][") and pieces[index + 1].startswith("("):
                pieces[index + 1] = "&#40;" + pieces[index + 1][1:]


def _label(source: Inline, key: str) -> str:
    """A reference's label as the source writes it."""
    outer = source.outer()
    for opening, closing in source.pairs().items():
        token = outer[closing][0]
        if token.key == key and source.text[token.start : token.end] in (b"]", b"][]"):
            return source.text[outer[opening][0].end : token.start].decode()
    return key.removeprefix("ref:")


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
