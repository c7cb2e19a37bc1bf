"""Whether translations may go into a catalog: the checks that any translation has to pass.

First each by itself, as an engine's answer (`markup.faults`); then all together on their page, as a sync will
write it: what its guard would hold back is refused here already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.markup.faults import fault
from translator.markup.hidden import hide
from translator.page.inline import Setting
from translator.page.write import write

if TYPE_CHECKING:
    from collections.abc import Mapping

    from translator.page.parse import Page

__all__ = ["Key", "judge", "judge_one", "settings"]

Key = tuple[str, str]
"""A context (empty for none) and a message."""


def settings(page: Page) -> dict[Key, Setting]:
    """Tell where each message of a page stands, where it does so first."""
    labels = frozenset[str]()
    if page.body is not None:
        labels = frozenset(" ".join(label.split()).casefold() for label in page.body.structure.definitions)
    found: dict[Key, Setting] = {}
    for number, segment in enumerate(page.segments):
        slot = page.slots[number - len(page.scalars)] if number >= len(page.scalars) else None
        item = slot is not None and slot.leaf is not None and slot.leaf.item
        found.setdefault(
            (segment.context, segment.message), Setting(segment.form, item, page.options.dialects, labels)
        )
    return found


def judge_one(message: str, text: str, setting: Setting, tag: str) -> str:
    """Tell what is wrong with a translation; empty where nothing is.

    :param setting: where the message stands
    :param tag: the locale's BCP 47 tag
    """
    if text == message:  # a name, a product, a text to be left as it is: so somebody decided
        return ""
    return fault(hide(message, setting), text, setting, tag)


def judge(page: Page, wanted: Mapping[Key, str], tag: str) -> dict[Key, str]:
    """Tell what is wrong with translations for a page.

    :param page: the source page
    :param wanted: translations by context and message; those of messages that the page does not have (any
        more) are judged by themselves
    :param tag: the locale's BCP 47 tag
    :return: those that must not be taken, with the reason
    """
    places = settings(page)
    plain = Setting(dialects=page.options.dialects)
    wrong = {
        key: reason
        for key, text in wanted.items()
        if (reason := judge_one(key[1], text, places.get(key, plain), tag))
    }
    keys = [(segment.context, segment.message) for segment in page.segments]
    texts = [None if key in wrong else wanted.get(key) for key in keys]
    written = write(page, texts, by_people=range(len(texts)))
    reasons = [
        finding.message.partition("” held back: ")[2]
        for finding in written.findings
        if finding.rule == "held-back"
    ]
    for place, number in enumerate(written.held):
        reason = reasons[place] if len(reasons) == len(written.held) else ""
        wrong.setdefault(keys[number], reason or "the page would not keep its structure")
    return wrong
