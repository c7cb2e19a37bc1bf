"""What language models answer, made into answers: whatever fences, words and mistakes are around it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from translator.engines.contract import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["answers", "estimate", "sound"]

_FENCE = re.compile(r"\A\s*```[\w-]*\s*\n(.*?)\n?\s*```\s*\Z", re.DOTALL)
_THOUGHT = re.compile(r"\A\s*<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)
"""What reasoning models say to themselves first, where their server leaves it in the answer."""
_ITEM = re.compile(r'\{\s*"id"\s*:\s*"?(\d+)"?\s*,\s*"text"\s*:\s*("(?:[^"\\]|\\.)*")\s*\}', re.DOTALL)


def estimate(text: str) -> int:
    """Guess how many tokens a text has: 4 ASCII characters each, or 1.5 of other scripts."""
    plain = sum(char.isascii() for char in text)
    return 1 + plain // 4 + (len(text) - plain) * 2 // 3


def sound(text: Any) -> bool:
    r"""Whether an answer is text: ``"\ud83d"``, half a character, is JSON, but nothing can store it."""
    return isinstance(text, str) and not any("\ud800" <= char <= "\udfff" for char in text)


def answers(content: str, count: int, *, cut: bool = False) -> tuple[Answer, ...]:
    """Find the translations in a model's answer.

    :param content: what it said
    :param count: how many texts it was sent; their ids count from 1
    :param cut: whether the service says that the answer was cut off: what is whole in it counts
    :return: one a text; what is missing, doubled or no text is a fault
    """
    found: dict[int, str | None] = {}
    for number, text in _items(_THOUGHT.sub("", content), cut=cut):
        if number in found and found[number] != text:
            found[number] = None  # two answers to one text: neither can be trusted
        else:
            found.setdefault(number, text)
    missing = "the answer was cut off before it" if cut else "the answer leaves it out"
    result = []
    for number in range(1, count + 1):
        answer = found.get(number)
        if answer is not None:
            result.append(Answer(answer) if sound(answer) else Answer(fault="the answer is no text"))
        else:
            result.append(Answer(fault="the answer has it twice" if number in found else missing))
    return tuple(result)


def _items(content: str, *, cut: bool) -> Iterator[tuple[int, str]]:
    body = None if cut else _body(content)
    if body is None:
        # half an answer, or words around it: the items that are whole
        for match in _ITEM.finditer(content):
            try:
                yield int(match[1]), json.loads(match[2], strict=False)
            except ValueError:
                continue
        return
    if isinstance(body, dict) and "translations" not in body and len(body) == 1:
        body = next(iter(body.values()))
    items = body.get("translations") if isinstance(body, dict) else body
    if isinstance(items, dict):  # {"1": "…"}
        items = [{"id": key, "text": value} for key, value in items.items()]
    for item in items if isinstance(items, list) else ():
        number, text = (item.get("id"), item.get("text")) if isinstance(item, dict) else (None, None)
        if isinstance(number, str) and number.isdecimal() and len(number) < 10:
            number = int(number)
        if isinstance(number, int) and not isinstance(number, bool) and isinstance(text, str):
            yield number, text


def _body(content: str) -> Any:
    fenced = _FENCE.match(content)
    text = fenced[1] if fenced else content
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        pass
    start, end = text.find("{"), text.rfind("}")
    try:
        return json.loads(text[start : end + 1], strict=False) if 0 <= start < end else None
    except (ValueError, RecursionError):
        return None
