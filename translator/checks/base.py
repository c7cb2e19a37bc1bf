"""What every check is given."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

from translator.markup.hidden import VOID, hide
from translator.model import Form
from translator.page import dialects
from translator.page.fit import Fit, fit
from translator.page.inline import Inline, Setting, parse_inline
from translator.page.lines import joined
from translator.page.signature import html_words
from translator.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from translator.links.ids import Ids
    from translator.links.site_map import SiteMap
    from translator.markup.hidden import Hidden
    from translator.model import Finding
    from translator.page.parse import Page

__all__ = ["Checked", "Fault", "Message", "MessageCheck", "PageCheck"]

MARKDOWN = (Form.PARAGRAPH, Form.HEADING, Form.CELL, Form.ALT)


@dataclass(frozen=True, slots=True)
class Checked:
    """The site that a page stands in."""

    site: SiteMap
    ids: Callable[[str], Ids]
    """The ids of a page, by its file."""
    layout_ids: Callable[[], frozenset[str]]
    """The ids that the site's templates bring to any page."""
    max_length: Mapping[str, int] = field(default_factory=dict)
    """Front matter keys, as glob paths, and how many characters their values may have."""


class PageCheck(Protocol):
    """A check of one page."""

    def __call__(self, page: Page, checked: Checked) -> Iterator[Finding]:
        """Find what is wrong with a page, in the order of its lines."""


class Fault(NamedTuple):
    """What is wrong with a translation."""

    text: str
    remedy: str = ""


@dataclass(frozen=True)
class Message:
    """A message and its translation, and what several checks want to know of them, found out once."""

    source: str
    text: str
    """The translation, as it stands in the catalog."""
    setting: Setting = Setting()  # noqa: RUF009 (frozen)
    tag: str = ""
    """The locale's BCP 47 tag."""
    terms: Terms = field(default_factory=Terms)
    by_people: bool = True
    """Whether the translation is a person's."""

    @cached_property
    def hidden(self) -> Hidden:
        """The message with its markup put away."""
        return hide(self.source, self.setting)

    @cached_property
    def answer(self) -> Hidden:
        """The translation with its markup put away."""
        return hide(self.text, self.setting)

    @cached_property
    def source_text(self) -> str:
        """The message without its markup."""
        return " ".join(self.hidden.texts)

    @cached_property
    def answer_text(self) -> str:
        """The translation without its markup."""
        return " ".join(self.answer.texts)

    @cached_property
    def markdown(self) -> tuple[Inline | None, Inline | None]:
        """Both texts' Markdown, parsed; None where one is none, or would be another block."""
        if self.setting.form not in MARKDOWN:
            return None, None
        text = joined(self.source, self.text)
        return parse_inline(self.source, self.setting), parse_inline(text, self.setting)

    @cached_property
    def fitted(self) -> Fit:
        """What is written to the page for the translation of a Markdown message: escaped, labels named."""
        text = joined(self.source, self.text)
        return fit(self.source, text, self.setting, by_people=self.by_people)

    @cached_property
    def gained(self) -> Counter[str]:
        """The words of markup (see `page.signature`) that only the translation has."""
        return self._words[1] - self._words[0]

    @cached_property
    def lost(self) -> Counter[str]:
        """Those that only the message has."""
        return self._words[0] - self._words[1]

    @cached_property
    def _words(self) -> tuple[Counter[str], Counter[str]]:
        if self.setting.form in MARKDOWN:
            had, has = self.markdown
            if had is None or has is None:  # the guard will say; no word is certain
                return Counter(), Counter()
            return had.count, has.count
        if self.setting.form is Form.HTML:
            had_words, has_words = Counter(html_words(self.source)), Counter(html_words(self.text))
        else:
            had_words, has_words = Counter(), Counter()
        return had_words + self._templates(self.source), has_words + self._templates(self.text)

    def _templates(self, text: str) -> Counter[str]:
        data = text.encode("utf-8", "replace")
        return Counter(
            f"template {data[mask.start : mask.end].decode('utf-8', 'replace')}"
            for mask in dialects.masks(self.setting.dialects, data)
        )

    def kept(self) -> tuple[Counter[str], Counter[str]]:
        """What stands for itself in message and translation: placeholders, code, addresses, templates."""
        return (
            Counter(mark.literal for mark in self.hidden.marks if mark.role == VOID),
            Counter(mark.literal for mark in self.answer.marks if mark.role == VOID),
        )


class MessageCheck(Protocol):
    """A check of one message and its translation."""

    def __call__(self, message: Message) -> Iterator[Fault]:
        """Find what is wrong with the translation."""
