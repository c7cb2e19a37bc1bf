"""What a translation may not be, whoever made it: checks that know nothing of the language but its script."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from translator.markup.language import copied, script_fault, script_of
from translator.markup.numbers import numbers_fault
from translator.model import Form
from translator.page import dialects
from translator.page.fit import fit

if TYPE_CHECKING:
    from translator.markup.hidden import Hidden
    from translator.page.inline import Setting

__all__ = ["fault"]

_NEW = re.compile(
    r"""
      </?[A-Za-z][^<>]*>? | <!--                  # a tag
    | \b(?:javascript|vbscript|data):[^\s]
    | (?:https?|ftp|file)://[^\s<>"'`)\]]+
    | \]\([^()\s]*\)                              # a link's address
    | \{\{(?:(?!\{\{).)*?\}\} | \{%(?:(?!\{%).)*?%\} | \{[{%]
    | &\#?\w{2,32};                               # an entity
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FENCE = re.compile(r"^[^\S\n]*(?:```|~~~)", re.MULTILINE)
_LEAK = re.compile(
    r"""
      ^\W*(?:sure|certainly|of\ course|here(?:'s|’s|\ is)\ the\ translat\w+|translation|translated\ text)\b
      [^\n]{0,60}[:!]
    | \bas\ an?\ (?:AI|artificial\ intelligence|language)\ (?:language\ )?model\b
    | \b(?:system\ prompt|<\|im_(?:start|end)\|>|\[/?INST\]|</?s>|<\|endoftext\|>)
    | ^\s*\{\s*"(?:translations?|id|text)"\s*:
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
_MARKS = "\u200e\u200f"
"""They only say which way a dot or a bracket belongs: people who write from right to left need them."""
_RIGHT_TO_LEFT = (("ARABIC",), ("HEBREW",))


def fault(hidden: Hidden, answer: str, setting: Setting, tag: str) -> str:
    """Tell the first thing that is wrong with a translation; empty where nothing is.

    :param hidden: the source message, its markup put away
    :param answer: the translation, its markup restored
    :param setting: where the message stands
    :param tag: the locale's BCP 47 tag; empty where it is in no language
    """
    message = hidden.message
    return (
        _nothing(answer)
        or _characters(message, answer, tag)
        or _leaked(message, answer)
        or _length(message, answer)  # from here on, an answer is about as long as its source
        or _brought(message, answer, setting)
        or numbers_fault(" ".join(hidden.texts), _text_of(answer, hidden))
        or _language(hidden, _text_of(answer, hidden), tag)
        or _markup(message, answer, setting)
    )


def _nothing(answer: str) -> str:
    return "" if answer.strip() else "it is empty"


def _characters(message: str, answer: str, tag: str) -> str:
    had = set(_CONTROL.findall(message))
    for char in _CONTROL.findall(answer):
        if char not in had and not (char in _MARKS and tag and script_of(tag)[:1] in _RIGHT_TO_LEFT):
            return f"it has the control character U+{ord(char):04X}"
    if answer.strip().count("\n") > message.count("\n"):
        return "it has a line break that its source lacks"
    try:
        answer.encode()
    except UnicodeEncodeError:
        return "it is no Unicode text"
    return ""


def _leaked(message: str, answer: str) -> str:
    if _FENCE.search(answer) and not _FENCE.search(message):
        return "it is wrapped in a code fence"
    found = _LEAK.search(answer)
    if found and not _LEAK.search(message):
        return f"it talks about the translation: “{found[0].strip()[:40]}”"
    return ""


def _length(message: str, answer: str) -> str:
    """From Chinese into German a text grows fourfold, from English into Chinese it shrinks to a third."""
    dense = sum("\u2e80" <= char <= "\ua4cf" or "\uac00" <= char <= "\ud7af" for char in message)
    most = 60 + 3 * (len(message) - dense) + 10 * dense
    if len(answer) > most:
        return f"it has {len(answer)} characters where its source has {len(message)}"
    if len(message) > 60 and len(answer) * 8 < len(message):
        return f"it has only {len(answer)} characters where its source has {len(message)}"
    return ""


def _brought(message: str, answer: str, setting: Setting) -> str:
    """Tags, addresses and template calls that the source lacks."""
    had = Counter(match[0] for match in _NEW.finditer(message))
    for match in _NEW.finditer(answer):
        had[match[0]] -= 1
        if had[match[0]] < 0:
            return f"it brings “{match[0][:40]}”, which its source lacks"
    if setting.dialects:
        was, now = _calls(message, setting), _calls(answer, setting)
        extra = now - was
        if extra:
            return f"it brings “{next(iter(extra)).decode(errors='replace')[:40]}”, which its source lacks"
    return ""


def _calls(text: str, setting: Setting) -> Counter[bytes]:
    data = text.encode("utf-8", "surrogatepass")
    return Counter(data[mask.start : mask.end] for mask in dialects.masks(setting.dialects, data))


def _text_of(answer: str, hidden: Hidden) -> str:
    """The answer without what it has of the source's markup."""
    for mark in sorted(
        {mark.literal for mark in hidden.marks if len(mark.literal) > 2}, key=len, reverse=True
    ):
        answer = answer.replace(mark, " ")
    return answer


def _language(hidden: Hidden, answer: str, tag: str) -> str:
    if copied(hidden.texts, answer):
        return "it is not translated"
    return script_fault(hidden.texts, answer, tag)


def _markup(message: str, answer: str, setting: Setting) -> str:
    """Whether its Markdown can be made to stand as the source's."""
    if setting.form not in (Form.PARAGRAPH, Form.HEADING, Form.CELL, Form.ALT):
        return ""
    fitted = fit(message, answer, setting)
    return fitted.reason or "its markup differs from its source's" if fitted.text is None else ""
