"""Strict reading of what a client sends: each field by its name and type, and none that nobody knows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from services.base import Refused
    from services.wire import Request

__all__ = ["Fields", "codes", "parsed", "strings", "whole"]


def codes(text: str) -> frozenset[str]:
    """Read a list of words."""
    return frozenset(text.split())


def parsed(request: Request, refuse: Callable[[str], Refused]) -> Any:
    """Read JSON in UTF-8: no NaN, no name twice, no half characters.

    :param refuse: makes the service's own error of a message
    """

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len({name for name, _ in pairs}) != len(pairs):
            raise ValueError("a name is there twice")
        return dict(pairs)

    def no_number(word: str) -> None:
        raise ValueError(f"{word} is no JSON")

    try:
        body = json.loads(request.raw.decode(), object_pairs_hook=once, parse_constant=no_number)
        json.dumps(body, ensure_ascii=False).encode()
    except (ValueError, RecursionError):  # UnicodeError is a ValueError
        raise refuse("The body is no valid JSON") from None
    return body


def strings(value: Any) -> list[str]:
    """Find the strings in a value that may be one, or a list of them, or anything."""
    if isinstance(value, str):
        return [value]
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def whole(value: Any) -> bool:
    """Whether it is an integer: JSON's true is none, though Python's is."""
    return isinstance(value, int) and not isinstance(value, bool)


class Fields:
    """The fields of an object. Read them, then call `end`: what was not read is refused."""

    def __init__(
        self,
        values: Any,
        refuse: Callable[[str], Refused],
        *,
        unknown: str = "Unknown field: {}",
        wrong: str = "Invalid value: {}",
    ) -> None:
        if not isinstance(values, dict):
            raise refuse(wrong.format("the body"))
        self._values: dict[str, Any] = dict(values)
        self._refuse, self._unknown, self._wrong = refuse, unknown, wrong

    def any(self, name: str, default: Any = None) -> Any:
        """Take a value of any type."""
        return self._values.pop(name, default)

    def text(self, name: str, default: str | None = None) -> str:
        """Take a string; without a default it must be there."""
        return str(self._typed(name, default, lambda value: isinstance(value, str)))

    def texts(self, name: str, default: list[str] | None = None) -> list[str]:
        """Take a list of strings."""
        return list(self._typed(name, default, _strings))

    def flag(self, name: str, *, default: bool | None = None) -> bool:
        """Take true or false."""
        return bool(self._typed(name, default, lambda value: isinstance(value, bool)))

    def number(self, name: str, default: float | None = None) -> float:
        """Take a number."""
        return float(self._typed(name, default, lambda value: whole(value) or isinstance(value, float)))

    def choice(self, name: str, allowed: Collection[str], default: str | None = None) -> str:
        """Take one of some strings."""
        return str(self._typed(name, default, lambda value: isinstance(value, str) and value in allowed))

    def fields(self, name: str) -> Fields:
        """Take an object; an empty one where there is none."""
        return Fields(self._values.pop(name, {}), self._refuse, unknown=self._unknown, wrong=self._wrong)

    def end(self) -> None:
        """Refuse what is left."""
        for name in self._values:
            raise self._refuse(self._unknown.format(name))

    def _typed(self, name: str, default: Any, right: Callable[[Any], bool]) -> Any:
        if name not in self._values and default is not None:
            return default
        value = self._values.pop(name, None)
        if not right(value):
            raise self._refuse(self._wrong.format(name))
        return value


def _strings(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)
