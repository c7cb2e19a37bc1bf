"""What servers of language models have in common: they find the texts in a message, and answer in JSON."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from services.base import KEY, Service
from services.faults import Ending

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from services.wire import Request

__all__ = ["REFUSAL", "Model", "Said", "fault_of_schema", "items", "tokens"]

REFUSAL = "I'm sorry, but I can't help with that."
_TARGET = re.compile(r"\binto\b[^\n]*?\(([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\)")


@dataclass(frozen=True, slots=True)
class Said:
    """A model's answer, before it is put in a service's form."""

    content: str
    ending: Ending | None
    read: int
    """Tokens of the messages."""
    written: int


class Model(Service):
    """A server of language models; it answers ``{"translations": [{"id": …, "text": …}, …]}``."""

    ends = True

    def __init__(self, *, key: str = KEY) -> None:
        super().__init__(key=key)
        self.models = ["test-model"]
        self.wrap: Callable[[str], str] = str
        """What the model does around its JSON: fences, explanations, thoughts."""

    def say(self, request: Request, messages: Sequence[str], longest: float | None) -> Said:
        """Answer the last of the messages.

        :param longest: tokens that the answer may have
        """
        found = items(messages[-1])
        texts = [item["text"] for item in found]
        target = _TARGET.search("\n".join(messages[:-1]))
        answers = self.answers(
            request, texts, target[1] if target else "", ids=[item["id"] for item in found]
        )
        fault = request.fault
        ending = fault.ending if fault is not None else None
        pieces = [json.dumps(each._asdict(), ensure_ascii=True) for each in answers]
        content = self.wrap('{"translations": [' + ", ".join(pieces) + "]}")
        if ending is Ending.REFUSAL:
            content, request.answered = REFUSAL, []
        end = len(content) * 2 // 3 if ending is Ending.LENGTH else len(content)
        if longest is not None and tokens(content[:end]) > longest:
            ending, end = Ending.LENGTH, int(longest) * 4
        if ending is Ending.LENGTH:
            content = content[:end]
            there = {answer.id for answer, piece in zip(answers, pieces, strict=True) if piece in content}
            request.answered = [item["text"] for item in found if item["id"] in there]
        return Said(content, ending, sum(map(tokens, messages)), tokens(content))


def tokens(text: str) -> int:
    """Count as a rule of thumb does: four characters each."""
    return (len(text) + 3) // 4


def items(message: str) -> list[dict[str, Any]]:
    """Find the last JSON value with a list of ``{"id": …, "text": …}`` in a message, and that list."""
    found: list[dict[str, Any]] = []
    for value in _values(message):
        found = _listed(value) or found
    return found


def _values(message: str) -> Iterator[Any]:
    decoder = json.JSONDecoder()
    at = 0
    while start := re.compile(r"[\[{]").search(message, at):
        try:
            value, at = decoder.raw_decode(message, start.start())
        except (ValueError, RecursionError):
            at = start.end()
            continue
        yield value


def _listed(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list) and value and all(map(_is_item, value)):
        return value
    if _is_item(value):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return next((found for found in map(_listed, inner) if found), [])


def _is_item(value: Any) -> bool:
    return isinstance(value, dict) and "id" in value and isinstance(value.get("text"), str)


def fault_of_schema(schema: Any, path: str = "schema", *, all_required: bool) -> str:
    """Say what structured output would refuse of a schema; empty where it is fine.

    Objects must have ``additionalProperties: false``, and for OpenAI require all of their properties.
    """
    if not isinstance(schema, dict):
        return f"{path} is no object"
    if schema.get("type") == "object":
        if schema.get("additionalProperties") is not False:
            return f"{path}: 'additionalProperties' is required to be supplied and to be false"
        properties = schema.get("properties", {})
        if all_required and sorted(schema.get("required", ())) != sorted(properties):
            return f"{path}: 'required' is required to include every key in properties"
        for name, inner in properties.items():
            if fault := fault_of_schema(inner, f"{path}.{name}", all_required=all_required):
                return fault
    if schema.get("type") == "array":
        return fault_of_schema(schema.get("items"), f"{path}.items", all_required=all_required)
    return ""
