"""What an engine is: it takes texts with what is known about them and returns translations; nothing else.

To add one, write a class that fits `Engine`, and name it in `registry`, or in an entry point of the
group ``translate.engines`` in a package of your own: ``name = "package.module:Class"``. Its constructor
takes a `Setup`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from translator.configmodel import Engine as Settings
    from translator.engines.client import Client
    from translator.markup.modes import Mode
    from translator.terms import Term

__all__ = ["About", "Answer", "Ask", "Engine", "Limits", "Reply", "Setup", "Usage"]


@dataclass(frozen=True, slots=True)
class About:
    """What a language model is told of a message. Other services need none of it."""

    kind: str = ""
    """``heading 2``, ``table cell: Price``, ``alt text`` …"""
    page: str = ""
    """The page's title."""
    before: str = ""
    """The message before it on the page."""
    after: str = ""
    notes: tuple[str, ...] = ()
    """The author's notes to the translator."""
    kept: tuple[tuple[str, str], ...] = ()
    """What the placeholders stand for: (``x2``, `` `code` ``)."""
    terms: tuple[Term, ...] = ()
    """The glossary's terms that occur in it."""
    old_source: str = ""
    """Where the source was edited: what it was when the previous translation was made …"""
    old_text: str = ""
    """… and that translation."""
    similar: tuple[tuple[str, str], ...] = ()
    """Texts like it with their translations, from the memory."""
    fault: str = ""
    """Asked again: what is wrong with the answer …"""
    refused: str = ""
    """… that was given."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One text to translate, its markup put away in the engine's mode."""

    text: str
    about: About = About()


@dataclass(frozen=True, slots=True)
class Answer:
    """One translation, or why there is none."""

    text: str = ""
    fault: str = ""
    """``it was cut off`` … : asked again where that may help."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The answers to one request, in the order of its asks."""

    answers: tuple[Answer, ...]
    characters: int | None = None
    """What the service says that it billed, where it says so."""
    input_tokens: int = 0
    output_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """What a service takes. 0 for no limit."""

    items: int = 1
    """Texts in one request."""
    characters: int = 0
    """Code points in one request, all texts together."""
    bytes: int = 0
    """UTF-8 bytes in one request's body."""
    concurrency: int = 4
    """Requests at once."""
    requests_per_minute: float = 0
    characters_per_minute: float = 0
    tokens_per_minute: float = 0


@dataclass(frozen=True, slots=True)
class Usage:
    """What the account has used of its allowance, in characters."""

    used: int
    limit: int


@dataclass(frozen=True, slots=True)
class Setup:
    """What an engine is made of."""

    settings: Settings
    """The table ``[engine]``, of one locale."""
    environment: Mapping[str, str]
    """Where secrets are."""
    client: Client
    style_guide: str = ""
    """The text of the file that ``style_guide`` names."""
    terms: Sequence[Term] = ()
    """The locale's glossary, for services with glossaries of their own."""


class Engine(Protocol):
    """A translation service or program. Methods may be called from several threads at once."""

    name: str
    """As ``[engine] name`` has it."""
    identity: str
    """What the memory and the catalogs note: the name, and the model where there is one."""
    mode: Mode
    limits: Limits
    contextual: bool
    """Whether it understands `About`: a language model, which can be told what is wrong with an answer."""
    variables: tuple[str, ...]
    """The environment variables that it needs; secrets."""

    def __init__(self, setup: Setup) -> None:
        """Make it. Asks nobody.

        :raises AuthError: a variable that it needs is not set
        :raises ConfigError: the table lacks what it needs
        """

    def codes(self, source: str, target: str) -> tuple[str, str]:
        """The service's own codes for two BCP 47 tags.

        :raises EngineError: it does not translate between them; said before anything is spent
        """

    def translate(self, asks: Sequence[Ask], source: str, target: str) -> Reply:
        """Send one request.

        :param asks: within `limits`
        :param source: a code that `codes` gave
        :raises EngineError: it refused: `AuthError`, `QuotaError`, `RateError` and other faults that all
            requests would meet end the engine; a `RequestError` concerns this request alone
        """

    def languages(self) -> tuple[str, ...]:
        """The codes that it translates into, asked of the service where it can be; empty for any."""

    def usage(self) -> Usage | None:
        """What is left of the allowance, where the service tells."""


@dataclass(slots=True)
class Spent:
    """What a run has spent with an engine so far."""

    requests: int = 0
    characters: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    messages: int = field(default=0)
