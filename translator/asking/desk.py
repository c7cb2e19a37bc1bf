"""Takes what pages need, gathers it into batches, and gives back what came of each message.

One thread parses pages and checks nothing; the stations' threads wait for services. What waits is
bounded, so that a site of any size fits into memory.
"""

from __future__ import annotations

import queue
import re
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from translator.asking.batch import checked, refusals, settle, weight
from translator.asking.line import Item, Outcome
from translator.engines.contract import About
from translator.markup import modes
from translator.markup.exchange import prepare
from translator.markup.hidden import CLOSE, hide
from translator.markup.within import replaced, within
from translator.model import Form
from translator.needs import Need, Translation
from translator.page.inline import Setting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from translator.asking.line import Line
    from translator.markup.exchange import Sent
    from translator.markup.within import Within

__all__ = ["BY_PEOPLE", "Desk", "item_of", "parts_of"]

BY_PEOPLE = "memory"
"""What the catalogs name where the memory had a person's translation of another page."""

_WAITING = 4000
"""Messages on their way at most, all locales together: some megabytes."""
_GRACE = 2.0
"""Seconds that answers on their way have when a run is interrupted: they are paid for."""
_ALIKE = 2
_LIKE = 0.75
"""How like a message must be whose translation is offered to a translator."""
_HOLDS_TEXT = re.compile(r"""["']\s*\)|<[A-Za-z][^<>]*=""")
"""What a message with texts within its markup looks like, for a first look."""


@dataclass(slots=True)
class _Buffer:
    """A locale's next batch."""

    items: list[Item] = field(default_factory=list)
    characters: int = 0
    weight: int = 0


class Desk:
    """One run's asking.

    :param lines: by locale
    """

    def __init__(self, lines: Mapping[str, Line]) -> None:
        self.lines = lines
        self._buffers: dict[str, _Buffer] = {}
        self._done: queue.SimpleQueue[tuple[str, list[Outcome]]] = queue.SimpleQueue()
        self._waiting: dict[tuple[str, str], list[tuple[Need, Callable[[Need, Outcome], None]]]] = {}
        self._batches = 0

    @property
    def full(self) -> bool:
        """Whether as much is on its way as may be."""
        return len(self._waiting) >= _WAITING

    @property
    def busy(self) -> bool:
        """Whether anything is on its way."""
        return bool(self._waiting)

    def ask(self, locale: str, needs: Iterable[Need], tell: Callable[[Need, Outcome], None]) -> None:
        """Have messages translated, and the texts within their markup.

        :param locale: one that has a line
        :param tell: called in this thread, now or in `drain`, with each message's outcome
        """
        plain = []
        for need in needs:
            texts = _texts_within(need)
            if not texts:
                plain.append(need)
                continue
            joint = _Joint(self.lines[locale], need, tell, texts)
            parts = parts_of(need, texts)
            joint.left += len(parts)
            self._ask(locale, [need], joint.whole)
            self._ask(locale, parts, joint.part)
        self._ask(locale, plain, tell)

    def _ask(self, locale: str, needs: Iterable[Need], tell: Callable[[Need, Outcome], None]) -> None:
        line = self.lines[locale]
        new = [need for need in needs if not self._joined(locale, need, tell)]
        known = line.memory.exact(line.source, line.tag, [need.message for need in new], line.engine.identity)
        refused = line.memory.refused(line.source, line.tag, [need.message for need in new], refusals(line))
        for need in new:
            if self._joined(locale, need, tell):
                continue  # one message in two contexts
            item = item_of(line, need)
            found = known.get(need.message)
            if found is not None and not checked(line, item, found.text):
                line.count(remembered=1, saved=len(need.message))
                engine = found.engine or BY_PEOPLE
                tell(need, Outcome(item, Translation(found.text, engine)))
            elif not item.sent.text:
                # marks alone, as `[`code`](url)`: there is nothing to translate
                tell(need, Outcome(item, Translation(need.message, line.engine.identity)))
            elif need.message in refused:
                line.count(refused=1)
                tell(need, Outcome(item, fault=refused[need.message]))
            elif line.engine.name == BY_PEOPLE:
                tell(need, _like_it(line, item))
            elif line.station.dead is not None:
                tell(need, Outcome(item))
            else:
                self._waiting[locale, need.message] = [(need, tell)]
                self._put(locale, line, item)

    def _joined(self, locale: str, need: Need, tell: Callable[[Need, Outcome], None]) -> bool:
        """Let a message wait for one that is on its way already, where there is such a one."""
        waiters = self._waiting.get((locale, need.message))
        if waiters is None:
            return False
        waiters.append((need, tell))
        return True

    def _put(self, locale: str, line: Line, item: Item) -> None:
        limits = line.engine.limits
        buffer = self._buffers.setdefault(locale, _Buffer())
        characters, heavy = len(item.sent.text), weight(item.sent.text)
        if buffer.items and (
            (limits.items and len(buffer.items) >= limits.items)
            or (limits.characters and buffer.characters + characters > limits.characters)
            or (limits.bytes and buffer.weight + heavy > limits.bytes)
        ):
            self._send(locale)
            buffer = self._buffers.setdefault(locale, _Buffer())
        buffer.items.append(item)
        buffer.characters += characters
        buffer.weight += heavy

    def _send(self, locale: str) -> None:
        line, items = self.lines[locale], self._buffers.pop(locale).items
        self._batches += 1
        line.station.threads.submit(self._work, locale, line, items)

    def _work(self, locale: str, line: Line, items: Sequence[Item]) -> None:
        self._done.put((locale, settle(line, items)))

    def flush(self) -> None:
        """Send what waits for a batch to fill."""
        for locale in list(self._buffers):
            self._send(locale)

    def drain(self) -> None:
        """Wait for an outcome, where anything is on its way; tell those that are there."""
        while self._waiting:
            if not self._batches:
                self.flush()
            if not self._batches:
                return
            # in short turns: on some systems a wait without end hears no Ctrl-C
            try:
                locale, outcomes = self._done.get(timeout=1.0)
            except queue.Empty:
                continue
            self._batches -= 1
            self._tell(locale, outcomes)
            if self._done.empty() and not self.full:
                return

    def _tell(self, locale: str, outcomes: Iterable[Outcome]) -> None:
        for outcome in outcomes:
            asked = outcome.item.need
            for need, tell in self._waiting.pop((locale, asked.message), ()):
                tell(
                    need, outcome if need.setting == asked.setting else self._elsewhere(locale, need, outcome)
                )

    def _elsewhere(self, locale: str, need: Need, outcome: Outcome) -> Outcome:
        """An outcome for the same message in another place: a table cell, a heading."""
        line = self.lines[locale]
        item = item_of(line, need)
        fault = outcome.fault
        if outcome.translation is not None:
            fault = checked(line, item, outcome.translation.text)
        return Outcome(item, None if fault else outcome.translation, fault)

    def stop(self) -> None:
        """End quickly and lose nothing that was paid for: requests on their way have a moment more."""
        stations = {id(line.station): line.station for line in self.lines.values()}.values()
        for station in stations:
            station.client.stopped.set()
            station.threads.shutdown(wait=False, cancel_futures=True)
        end = time.monotonic() + _GRACE
        while time.monotonic() < end and any(
            thread.is_alive()
            for station in stations
            for thread in station.threads._threads  # noqa: SLF001
        ):
            time.sleep(0.02)
        for station in stations:
            station.client.close()

    def close(self) -> None:
        """End in peace."""
        for line in self.lines.values():
            line.station.close()


def _texts_within(need: Need) -> list[Within]:
    return within(hide(need.message, need.setting)) if _HOLDS_TEXT.search(need.message) else []


def parts_of(need: Need, texts: Sequence[Within] | None = None) -> list[Need]:
    """Make messages of their own of the texts within a message's markup.

    :param texts: where they are known already
    """
    setting = Setting(Form.TITLE, dialects=need.setting.dialects)
    found = dict.fromkeys(each.text for each in (_texts_within(need) if texts is None else texts))
    return [Need(text, "", setting, "title", need.page, need.message, "", line=need.line) for text in found]


@dataclass(slots=True)
class _Joint:
    """A message that waits for the texts within its markup as well."""

    line: Line
    need: Need
    tell: Callable[[Need, Outcome], None]
    texts: list[Within]
    left: int = 1
    outcome: Outcome | None = None
    answers: dict[str, str] = field(default_factory=dict)

    def whole(self, _: Need, outcome: Outcome) -> None:
        self.outcome = outcome
        self._count()

    def part(self, need: Need, outcome: Outcome) -> None:
        if outcome.translation is not None:
            self.answers[need.message] = outcome.translation.text
        self._count()

    def _count(self) -> None:
        """Where all is there, put it together; what does not fit stays as the source has it."""
        self.left -= 1
        if self.left or self.outcome is None:
            return
        outcome = self.outcome
        if outcome.translation is not None and self.answers:
            text = replaced(outcome.translation.text, self.texts, self.answers)
            if not checked(self.line, outcome.item, text):
                translation = replace(outcome.translation, text=text)
                outcome = replace(outcome, translation=translation)
        self.tell(self.need, outcome)


def _like_it(line: Line, item: Item) -> Outcome:
    """Offer the translation of the likest message that is known, where there is no engine to ask."""
    need = item.need
    if need.old_text:
        return Outcome(item)  # it has an offer of its own page
    for near in line.memory.near(line.source, line.tag, need.message, 1, _LIKE):
        line.count(remembered=1, saved=len(need.message))
        return Outcome(item, Translation(near.text, BY_PEOPLE, near.message))
    return Outcome(item)


def item_of(line: Line, need: Need) -> Item:
    """Make a message ready to go."""
    sent = prepare(need.message, need.setting, line.engine.mode)
    return Item(need, sent, _about(line, need, sent) if line.engine.contextual else About(page=need.page))


def _about(line: Line, need: Need, sent: Sent) -> About:
    """What a language model is told of a message."""
    kept = tuple(
        (modes.write([mark], line.engine.mode), mark.literal[:80])
        for mark in sent.inner
        if not isinstance(mark, str) and mark.role != CLOSE
    )
    similar: tuple[tuple[str, str], ...] = ()
    if not need.old_text:
        near = line.memory.near(line.source, line.tag, need.message, _ALIKE)
        similar = tuple((each.message, each.text) for each in near)
    return About(
        need.kind,
        need.page if need.page != need.message else "",
        need.before,
        need.after,
        need.notes,
        kept,
        line.terms.occurring(need.message),
        need.old_source,
        need.old_text,
        similar,
    )
