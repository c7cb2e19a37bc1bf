"""YAML: text as a scalar, in the style of the one it replaces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["bare", "candidates", "double_quoted", "insertion"]

# Line breaks to YAML 1.1 (U+0085, U+2028, U+2029), to some editors, and what YAML forbids raw.
_ESCAPED_CLASS = "\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ufeff\\ufffe\\uffff"
_NOT_RAW = re.compile(f"[\\t\\n{_ESCAPED_CLASS}]")
_NOT_IN_BLOCK = re.compile(f"[{_ESCAPED_CLASS}]")
_IN_DOUBLE = re.compile(f'["\\\\\\t\\n{_ESCAPED_CLASS}]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_WORDS = frozenset("y n yes no true false on off null none nan inf infinity".split())  # noqa: SIM905 (a word list)
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`0123456789.~+=<")
_HASH = re.compile(r"[0-9a-f]*[acdf][0-9a-f]*")  # one of these letters, and no reader finds a number in it
_HEADER = re.compile(r"([|>])([-+1-9]*)([ \t]*(?:#[^\r\n]*)?)(\r\n|\r|\n)")


def bare(value: str, *, flow: bool) -> bool:
    """Whether a text is a string without quotes, to every YAML reader, 1.1 and 1.2.

    :param flow: whether it stands in ``[…]`` or ``{…}``
    """
    if _HASH.fullmatch(value):
        return True
    return not (
        not value
        or value != value.strip()
        or value[0] in _INDICATORS
        or value[-1] == ":"
        or ": " in value
        or " #" in value
        or value.lower() in _WORDS
        or _NOT_RAW.search(value)
        or (flow and not set(value).isdisjoint(",[]{}:"))
    )


def double_quoted(value: str) -> str:
    """Write a text in double quotes, on one line: they can hold any."""
    return f'"{_IN_DOUBLE.sub(_escape, value)}"'


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    code = ord(character)
    return _SHORT.get(character) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")


def candidates(value: str, style: str, old: str, *, flow: bool, eol: str) -> Iterator[str]:
    """Ways to write a text, the one most like the old first, the last one fit for any text.

    :param style: as `Scalar.style`
    :param old: how the scalar that it replaces is written
    :param flow: whether it stands in ``[…]`` or ``{…}``
    :param eol: how the block ends its lines
    """
    if style == "" and bare(value, flow=flow):
        yield value
    elif style == "'" and not _NOT_RAW.search(value):
        yield "'" + value.replace("'", "''") + "'"
    elif style in ("|", ">"):
        written = _block(value, old, eol)
        if written:
            yield written
    yield double_quoted(value)


def _block(value: str, old: str, eol: str) -> str:
    """Write a block scalar with the old one's header and indentation; empty where they do not fit."""
    header = _HEADER.match(old)
    if header is None:
        return ""
    style, marks, comment, end = header.groups()
    body = value.rstrip("\n")
    tail = len(value) - len(body)
    if not body or body[0] in " \t\n" or _NOT_IN_BLOCK.search(value) or (style == ">" and "\n" in body):
        return ""
    indent = re.match(r"(?:[ \t]*(?:\r\n|\r|\n))*( *)", old[header.end() :])
    if indent is None or not indent[1]:
        return ""
    chomping = {0: "-", 1: ""}.get(tail, "+")
    if "+" in marks and tail:
        chomping = "+"
    lines = [indent[1] + line if line else "" for line in body.split("\n")]
    if chomping == "+":  # all line breaks at the end are part of the value, all but one of the scalar's range
        lines += [""] * (tail - 1)
    return style + marks.replace("-", "").replace("+", "") + chomping + comment + end + eol.join(lines)


def insertion(key: str, value: str, *, flow: bool) -> str:
    """Write a key and its value: ``lang: ru``, ``source_hash: "12345678"``."""
    name = key if bare(key, flow=flow) else double_quoted(key)
    return f"{name}: {value if bare(value, flow=flow) else double_quoted(value)}"
