"""Emphasis beside letters that set no spaces, and addresses that would swallow them."""

from __future__ import annotations

import re

import pytest

from translator.page.flank import spaced_pair, unsettled
from translator.page.tokens import Token

_MARK = re.compile(r"(<?https?://[a-z./]+>?|`[^`]*`|\*+|_+|~~)")
_KINDS = {"*": "em", "_": "em", "**": "strong", "__": "strong", "~~": "del"}


def repaired(text: str, *, linkify: bool = True, glued: bool = False) -> str:
    """Mend a text whose marks open and close in turn, each kind its own."""
    pieces = _MARK.split(text)
    opened: set[str] = set()
    marks = []
    for index, mark in enumerate(pieces[1::2]):
        kind = _KINDS.get(mark, "code" if mark[0] == "`" else "glued" if glued else "url")
        role = "whole" if mark not in _KINDS else "close" if mark in opened else "open"
        opened ^= {mark} if mark in _KINDS else set()
        marks.append((2 * index + 1, Token(kind, role, 0, len(mark))))
    return spaced_pair(pieces, marks, linkify=linkify)


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        pytest.param("a *b* c", "a *b* c", id="nothing to mend"),
        pytest.param("文字*強調*文字", "文字*強調*文字", id="a star works beside letters"),
        pytest.param("文字_強調_文字", "文字*強調*文字", id="an underscore does not"),
        pytest.param("a _b_ c", "a _b_ c", id="between spaces it does"),
        pytest.param("**注意：**文字", "**注意：** 文字", id="punctuation before the end"),
        pytest.param("文字**「引用」**文字", "文字 **「引用」** 文字", id="brackets inside"),
        pytest.param("文字**「引用」**。", "文字 **「引用」**。", id="punctuation outside flanks"),
        pytest.param("~~（済）~~文", "~~（済）~~ 文", id="strikethrough"),
        pytest.param("a** b **c", "a **b** c", id="spaces move out"),
        pytest.param("__「あ」__い", "**「あ」** い", id="double underscores"),
        pytest.param("ש*לום*ש", "ש*לום*ש", id="from right to left"),
        pytest.param("**e\u0301.**e\u0301", "**e\u0301.** e\u0301", id="combining marks are letters"),
        pytest.param("字**🩺**字", "字 **🩺** 字", id="symbols count as punctuation"),
        pytest.param("``x``", "``x``", id="code stays"),
    ],
)
def test_emphasis(text: str, mended: str) -> None:
    """A star for an underscore; a space where nothing else helps."""
    assert repaired(text) == mended


def test_two_runs_stay_two() -> None:
    """`***` would be one of three."""
    tokens = [Token("em", "open", 0, 1), Token("em", "close", 2, 3)]
    tokens += [Token("strong", "open", 3, 5), Token("strong", "close", 6, 8)]
    pieces = ["", "*", "a", "*", "", "**", "b", "**", ""]
    assert spaced_pair(pieces, list(zip((1, 3, 5, 7), tokens, strict=True)), linkify=True) == "*a* **b**"


def test_code_behind_a_backquote() -> None:
    """Two code spans would be one."""
    pieces = ["a `", "`b`", ""]
    assert spaced_pair(pieces, [(1, Token("code", "whole", 3, 6))], linkify=True) == "a ` `b`"


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        pytest.param("看 https://a.org 。", "看 https://a.org 。", id="spaces part it"),
        pytest.param("a https://a.org. b", "a https://a.org. b", id="a full stop ends it"),
        pytest.param("看 https://a.org。现在", "看 <https://a.org>。现在", id="letters behind"),
        pytest.param("看https://a.org 现", "看<https://a.org> 现", id="letters before"),
        pytest.param("看<https://a.org>现", "看<https://a.org>现", id="already in brackets"),
        pytest.param("看https://localhost现", "看 https://localhost 现", id="a host without a dot"),
    ],
)
def test_addresses(text: str, mended: str) -> None:
    """GitHub's end at white space only: brackets end them, or spaces where brackets would link more."""
    assert repaired(text) == mended


def test_where_nothing_is_linked_nothing_is_mended() -> None:
    """kramdown links no bare address."""
    assert repaired("看https://a.org现", linkify=False) == "看https://a.org现"


def test_a_glued_address_stays_glued() -> None:
    """What some builders link and others do not goes on like that."""
    assert repaired("看https://a.org 现", glued=True) == "看https://a.org 现"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("a **b** c", 0),
        ("✨**a**✨", 0),
        ("✨**「a」**✨", 2),
        ("$**.**", 0),
        ("。*€", 1),
        ("*✨", 0),
    ],
)
def test_unsettled(text: str, count: int) -> None:
    """Runs between a symbol and punctuation, which old and new CommonMark read differently."""
    assert unsettled(text) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [("**a:**_b_", 1), ("**a:** _b_", 0), ("**_b_**", 0), ("a**_b_**", 1), ("[a](b)_c_", 0)],
)
def test_unsettled_to_pandoc(text: str, count: int) -> None:
    """Stars and underscores in one run, whose underscores may open nothing."""
    assert unsettled(text, parted=True) == count
    assert unsettled(text) == 0


@pytest.mark.parametrize(
    ("before", "after", "written"),
    [
        ("据", "所说", "据 @key 所说"),
        ("据 ", "，说", "据 @key，说"),
        ("据", "：说", "据 @key：说"),
        ("a", "b", "a@keyb"),
    ],
)
def test_citations_are_parted_from_letters_without_spaces(before: str, after: str, written: str) -> None:
    """Beside Latin letters it was meant for another word."""
    pieces = [before, "@key", after]
    token = Token("template", "whole", 0, 4)
    assert spaced_pair(pieces, [(1, token)], linkify=False, parted=True) == written
    assert spaced_pair([before, "@key", after], [(1, token)], linkify=False) == f"{before}@key{after}"
