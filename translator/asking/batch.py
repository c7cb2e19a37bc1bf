"""One batch's life: ask, remember, check; ask again with the fault named; ask in pieces; give up.

Every answer is in the memory before anything else is done with it, as it came: a run that is killed
between an answer and its checks does not ask again.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from translator.asking.line import Outcome
from translator.engines.contract import Answer, Ask
from translator.errors import EngineError, QuotaError, RequestError, TranslateError
from translator.markup.exchange import pieces_of, receive, reunite
from translator.markup.modes import Mode
from translator.needs import Translation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from translator.asking.line import Item, Line

__all__ = ["checked", "refusals", "settle", "weight"]

_AGAIN = "\0again"
"""Behind a text that is asked a second time, in the memory of answers."""


@dataclass(frozen=True, slots=True)
class _Fault:
    item: Item
    fault: str
    answer: str


def weight(text: str) -> int:
    """Count the bytes that a text takes in a request's body, at most."""
    return len(json.dumps(text, ensure_ascii=False).encode("utf-8", "replace")) + 24


def settle(line: Line, items: Sequence[Item]) -> list[Outcome]:
    """See a batch of messages through. Runs in the station's threads.

    :return: an outcome for every item, in any order
    """
    outcomes: list[Outcome] = []
    try:
        wrong = _first(line, items, outcomes)
        if wrong and line.engine.contextual and line.engine.mode is not Mode.TEXT:
            wrong = _again(line, wrong, outcomes)
        if wrong:
            wrong = _in_pieces(line, wrong, outcomes)
        for each in wrong:
            line.memory.refuse(line.source, line.tag, each.item.need.message, refusals(line), each.fault)
            outcomes.append(Outcome(each.item, fault=each.fault, answer=each.answer))
        line.count(refused=len(wrong), messages=len(wrong))
    except TranslateError as error:
        line.station.dead = line.station.dead or error
    except Exception as error:  # noqa: BLE001 (an engine of another package may raise anything)
        words = line.station.client.scrub(f"{type(error).__name__}: {error}")
        line.station.dead = line.station.dead or EngineError(
            f"{line.engine.name} broke: {words}", remedy="whoever wrote the engine should know"
        )
    done = {id(outcome.item) for outcome in outcomes}
    return [*outcomes, *(Outcome(item) for item in items if id(item) not in done)]


def _first(line: Line, items: Sequence[Item], outcomes: list[Outcome]) -> list[_Fault]:
    wrong = []
    good: list[tuple[Item, str]] = []
    if line.engine.mode is Mode.TEXT:
        wrong = [_Fault(item, "it has markup", "") for item in items if len(item.sent.inner) > 1]
        items = [item for item in items if len(item.sent.inner) == 1]
    asks = [Ask(item.sent.text, item.about) for item in items]
    for item, answer in zip(items, _answers(line, asks), strict=True):
        text, fault = _checked(line, item, answer)
        if fault:
            wrong.append(_Fault(item, fault, answer.text))
        else:
            good.append((item, text))
    _keep(line, good, outcomes)
    return wrong


def _again(line: Line, wrong: Sequence[_Fault], outcomes: list[Outcome]) -> list[_Fault]:
    """Tell a language model what is wrong with its answers."""
    asks = [
        Ask(
            each.item.sent.text,
            replace(each.item.about, fault=each.fault if each.answer else "", refused=each.answer[:2000]),
        )
        for each in wrong
    ]
    still = []
    good = []
    for each, answer in zip(wrong, _answers(line, asks, _AGAIN), strict=True):
        text, fault = _checked(line, each.item, answer)
        if fault:
            still.append(_Fault(each.item, fault, answer.text or each.answer))
        else:
            good.append((each.item, text))
    _keep(line, good, outcomes)
    return still


def _in_pieces(line: Line, wrong: Sequence[_Fault], outcomes: list[Outcome]) -> list[_Fault]:
    """Translate what stands between the placeholders, each text by itself."""
    places: list[tuple[int, int]] = []
    asks: list[Ask] = []
    for number, each in enumerate(wrong):
        found = pieces_of(each.item.sent)
        if each.answer and len(found) == 1 and not _is_part(each.item, found[0][1]):
            continue  # the same text once more would get the same answer
        for index, text in found:
            places.append((number, index))
            asks.append(Ask(text, replace(each.item.about, kept=(), terms=line.terms.occurring(text))))
    if not asks:
        return list(wrong)
    parts: dict[int, dict[int, str]] = {}
    for (number, index), answer in zip(places, _answers(line, asks), strict=True):
        parts.setdefault(number, {})[index] = "" if answer.fault else answer.text
    still = []
    good = []
    for number, each in enumerate(wrong):
        texts = parts.get(number)
        if texts is None or not all(text.strip() for text in texts.values()):
            still.append(each)
            continue
        text, fault = reunite(each.item.sent, texts, line.judged)
        fault = fault or _against_terms(line, each.item, text)
        if fault:
            still.append(each)
        else:
            good.append((each.item, text))
    _keep(line, good, outcomes)
    return still


def _is_part(item: Item, text: str) -> bool:
    return text != item.sent.text


def _checked(line: Line, item: Item, answer: Answer) -> tuple[str, str]:
    if answer.fault:
        return "", answer.fault
    text, fault = receive(item.sent, answer.text, line.judged)
    fault = fault or _against_terms(line, item, text)
    return ("", fault) if fault else (text, "")


def checked(line: Line, item: Item, text: str) -> str:
    """Tell what is wrong with a translation from elsewhere: another page's, the memory's."""
    from translator.markup.faults import fault  # noqa: PLC0415

    return fault(item.sent.hidden, text, item.sent.setting, line.judged) or _against_terms(line, item, text)


def _against_terms(line: Line, item: Item, text: str) -> str:
    return next(iter(line.terms.faults(item.need.message, text)), "")


def _keep(line: Line, good: Sequence[tuple[Item, str]], outcomes: list[Outcome]) -> None:
    identity = line.engine.identity
    pairs = [(item.need.message, text) for item, text in good]
    line.count(messages=len(good))
    with _stopping(line):
        line.memory.learn(line.source, line.tag, pairs, identity)
    outcomes.extend(Outcome(item, Translation(text, identity)) for item, text in good)


@contextmanager
def _stopping(line: Line) -> Iterator[None]:
    """Where the memory cannot be written, use the answers that were paid for, and ask for no more."""
    try:
        yield
    except TranslateError as error:
        line.station.dead = line.station.dead or error


# -- asking ---------------------------------------------------------------------------------------------


def _answers(line: Line, asks: Sequence[Ask], stage: str = "") -> list[Answer]:
    """Get an answer to each text: one given before, or a new one.

    :param stage: what tells a second asking from the first
    """
    identity, source, tag = line.engine.identity, line.source, line.tag
    keys = [ask.text + stage for ask in asks]
    known = line.memory.answers(source, tag, identity, keys)
    found: dict[str, Answer] = {key: Answer(text) for key, text in known.items()}
    todo = {key: ask for key, ask in zip(keys, asks, strict=True) if key not in found}
    limits = line.engine.limits
    for chunk in _chunks(todo.items(), limits.items, limits.characters, limits.bytes):
        for part in _halved(line, chunk, found):
            found.update(part)
    return [found[key] for key in keys]


def _chunks(
    asks: Iterable[tuple[str, Ask]], items: int, characters: int, size: int
) -> Iterator[list[tuple[str, Ask]]]:
    """Part asks into requests within a service's limits; what is too long alone goes alone."""
    chunk: list[tuple[str, Ask]] = []
    length = heavy = 0
    for key, ask in asks:
        more, heavier = len(ask.text), weight(ask.text)
        full = (
            (items and len(chunk) >= items)
            or (characters and length + more > characters)
            or (size and heavy + heavier > size)
        )
        if chunk and full:
            yield chunk
            chunk, length, heavy = [], 0, 0
        chunk.append((key, ask))
        length, heavy = length + more, heavy + heavier
    if chunk:
        yield chunk


def _halved(
    line: Line, chunk: Sequence[tuple[str, Ask]], found: dict[str, Answer]
) -> Iterator[dict[str, Answer]]:
    """Send a request; in halves where it is refused as a whole, and for what its answer leaves out."""
    try:
        answers = _request(line, chunk)
    except RequestError as error:
        if len(chunk) == 1:
            yield {chunk[0][0]: Answer(fault=error.message)}
            return
        half = len(chunk) // 2
        yield from _halved(line, chunk[:half], found)
        yield from _halved(line, chunk[half:], found)
        return
    yield answers
    lost = [(key, ask) for key, ask in chunk if answers[key].fault]
    if lost and len(lost) < len(chunk):
        # some came through: the rest may, in a request of its own
        yield from _halved(line, lost, found)
    elif len(lost) > 1:
        half = len(lost) // 2
        yield from _halved(line, lost[:half], found)
        yield from _halved(line, lost[half:], found)


def _request(line: Line, chunk: Sequence[tuple[str, Ask]]) -> dict[str, Answer]:
    station = line.station
    asks = [ask for _, ask in chunk]
    limits = line.engine.limits
    characters = sum(len(ask.text) for ask in asks)
    if len(asks) == 1 and (
        (limits.characters and characters > limits.characters)
        or (limits.bytes and weight(asks[0].text) > limits.bytes)
    ):
        raise RequestError(f"it is too long for {line.engine.name}: {characters:,} characters")
    with station.gate:
        if station.dead is not None:
            raise station.dead
        line.ledger.reserve(characters)
        try:
            reply = line.engine.translate(asks, *line.codes)
        except (RequestError, QuotaError):
            line.ledger.refund(characters)  # refused, and so not billed
            raise
    if len(reply.answers) != len(asks):
        raise RequestError(f"{line.engine.name} answered {len(reply.answers)} of {len(asks)} texts")
    answers = {
        key: answer if answer.fault or answer.text.strip() else Answer(fault="it is empty")
        for (key, _), answer in zip(chunk, reply.answers, strict=True)
    }
    came = [(key, answer.text) for key, answer in answers.items() if not answer.fault]
    with _stopping(line):
        line.memory.keep_answers(line.source, line.tag, line.engine.identity, came)
    line.count(
        requests=1,
        characters=characters if reply.characters is None else reply.characters,
        input_tokens=reply.input_tokens,
        output_tokens=reply.output_tokens,
    )
    return answers


def refusals(line: Line) -> str:
    """Name what refused answers are noted under: another glossary may find the answers good."""
    return f"{line.engine.identity} {line.terms.fingerprint()}"
