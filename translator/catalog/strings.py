"""The quoted strings of a PO file, with the escapes that GNU gettext reads."""

from __future__ import annotations

import re

__all__ = ["unquote"]

_PLAIN = re.compile(r'"([^"\\]*)"[ \t\r\f\v]*')
_SEVERAL = re.compile(r'(?:"(?:[^"\\]|\\.)*"[ \t\r\f\v]*)+')
_ONE = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(r"((?:\\(?:[0-7]{1,3}|x[0-9A-Fa-f]+))+)|\\(.)")
_NUMBER = re.compile(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]+))")
_LETTERS = {
    "n": "\n", "t": "\t", "r": "\r", "\\": "\\", '"': '"',
    "a": "\a", "b": "\b", "f": "\f", "v": "\v",
}  # fmt: skip


def unquote(text: str, charset: str) -> str:
    r"""Read one or more quoted strings that stand side by side: ``"a" "b\n"`` → ``ab`` and a line feed.

    :param text: a line from its first quote on
    :param charset: of the file: octal and hexadecimal escapes give its bytes (``"\320\226"`` is ``Ж``)
    :raises ValueError: with what is wrong, for people
    """
    if plain := _PLAIN.fullmatch(text):
        return plain[1]
    if not _SEVERAL.fullmatch(text):
        first = _ONE.match(text)
        raise ValueError(
            "a string without its closing quote" if first is None else "text behind the closing quote"
        )
    return "".join(_unescape(part, charset) for part in _ONE.findall(text))


def _unescape(text: str, charset: str) -> str:
    if "\\" not in text:
        return text

    def replacement(match: re.Match[str]) -> str:
        if match[1]:
            return _from_numbers(match[1], charset)
        if match[2] not in _LETTERS:
            raise ValueError(f"an escape that PO files do not know: \\{match[2]}")
        return _LETTERS[match[2]]

    return _ESCAPE.sub(replacement, text)


def _from_numbers(text: str, charset: str) -> str:
    values = [
        int(octal, 8) if octal else int(hexadecimal, 16) for octal, hexadecimal in _NUMBER.findall(text)
    ]
    if 0 in values:  # the end of the string to gettext: what follows would be lost
        raise ValueError(f"{text} is a NUL character")
    try:
        return bytes(values).decode(charset)
    except ValueError:
        raise ValueError(f"{text} is no character in {charset}") from None
