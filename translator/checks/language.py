"""Text that was left in the source language, or stands in a script that the locale is not written in."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from translator.checks.base import Fault
from translator.markup.language import TECHNICAL, copied, plain_words, script_fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translator.checks.base import Message
    from translator.markup.hidden import Hidden

__all__ = ["script", "untranslated"]

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\0")
_RUN = 7
"""Words in a row that no translation shares with its message by chance …"""
_PLAIN = 5
"""… of which so many are no names."""
_QUOTED = re.compile(r"[\"“«「『(][^\"”»」』)]{0,300}[\"”»」』)]|(?<!\w)['‘].{0,300}?['’](?!\w)")
"""What is quoted may be quoted as it is."""
_SLUG = re.compile(r"(?<!\w)\w++(?:-\w++){2,}|\{[^{}]*\}")
"""A name that programs use, as the id of a heading."""
_LONG = 800
"""Words beyond which a message is no sentence any more, and comparing takes too long."""
_SHORT = 4
"""Words that a text must have to be judged by its letters."""


def untranslated(message: Message) -> Iterator[Fault]:
    """Look for text that was left as it was: all of it, or a good part of a sentence."""
    if copied(message.hidden.texts, message.answer_text):
        yield Fault("it is not translated", "translate it")
        return
    left = _left(message)
    if left:
        yield Fault(f"“{left}” is not translated", "translate the rest, too")


def _left(message: Message) -> str:
    """A run of the message's words that stands in the translation."""
    same = set(message.hidden.texts) & set(message.answer.texts)
    had, has = _words(message.hidden, same), _words(message.answer, same)
    if (
        not _RUN <= min(len(had), len(has)) <= max(len(had), len(has)) <= _LONG
        or len(set(had) & set(has)) < _PLAIN
    ):
        return ""
    for match in SequenceMatcher(None, had, has, autojunk=False).get_matching_blocks():
        for run in _split(had[match.a : match.a + match.size]):
            if len(run) >= _RUN and len(plain_words([" ".join(run)])) >= _PLAIN:
                return " ".join(run)
    return ""


def _words(text: Hidden, same: set[str]) -> list[str]:
    """A text's words, an empty one wherever markup, a quotation or something technical stands between."""
    found: list[str] = []
    for piece in text.texts:
        if piece in same:  # the title of what is linked to, say
            continue
        bare = TECHNICAL.sub("\0", _SLUG.sub("\0", _QUOTED.sub("\0", piece)))
        found += [word.strip("\0") for word in _WORD.findall(bare)]
        found.append("")
    return found


def _split(words: Sequence[str]) -> Iterator[list[str]]:
    run: list[str] = []
    for word in (*words, ""):
        if word:
            run.append(word)
        else:
            yield run
            run = []


def script(message: Message) -> Iterator[Fault]:
    """Look for a letter of the locale's script."""
    if copied(message.hidden.texts, message.answer_text) or len(_WORD.findall(message.answer_text)) < _SHORT:
        return
    fault = script_fault(message.hidden.texts, message.answer_text, message.tag)
    if fault:
        yield Fault(fault, "translate it")
