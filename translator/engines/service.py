"""What the services have in common: where their keys are, their codes for languages, their limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from translator.engines.chat import sound
from translator.engines.client import by_status
from translator.engines.contract import Answer, Limits, Reply, Setup
from translator.errors import AuthError, ConfigError, EngineError, RequestError
from translator.markup.modes import Mode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from translator.engines.client import Verdict
    from translator.engines.contract import Ask, Usage

__all__ = ["Service", "field", "matching"]


class Service:
    """A translation service over HTTP; subclasses say what is their own.

    A subclass has `name`, `variables`, `mode`, `limits`, `base` and writes `translate`; most write
    `codes` with a table, and `judge` where status codes mean something else.
    """

    name: str = ""
    variables: tuple[str, ...] = ()
    """The first is the key's; the others may be needed besides."""
    mode: Mode = Mode.HTML
    limits: Limits = Limits()
    contextual: bool = False
    table: tuple[str, ...] = ()
    """The codes of its languages that are known without asking; empty where only the service knows."""
    base: str = ""
    keyless: bool = False
    """Whether some servers of the kind want no key."""
    keyless_elsewhere: bool = False
    """Whether servers at a ``base_url`` of one's own may want no key."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self.client = setup.client
        self.settings = setup.settings
        self.identity = f"{self.name} {setup.settings.model}".strip()
        free = self.keyless or (self.keyless_elsewhere and bool(setup.settings.base_url))
        self.key = self.variable(self.variables[0], needed=not free) if self.variables else ""
        address = setup.settings.base_url or self.base
        try:
            parts = urlsplit(address)
        except ValueError:
            parts = urlsplit("")
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise ConfigError(
                f"{self.name} needs base_url, its address"
                if not address
                else f"base_url: {address} is no address",
                remedy='for example base_url = "https://…" in [engine]',
            )
        if parts.username or parts.password:
            raise ConfigError(
                "base_url holds a name or a password", remedy="secrets come from the environment"
            )
        self.address = address.rstrip("/")

    def variable(self, name: str, *, needed: bool = True) -> str:
        """Read a secret from the environment.

        :raises AuthError: it is needed, and not set
        """
        value = self.setup.environment.get(name, "").strip()
        if not value and needed:
            raise AuthError(f"{self.name}: the environment variable {name} is not set")
        if any(ord(char) < 0x21 or ord(char) > 0x7E for char in value):
            raise AuthError(f"{self.name}: the environment variable {name} holds what no key can hold")
        return self.client.secret(value)

    def codes(self, source: str, target: str) -> tuple[str, str]:
        """Take BCP 47 tags for the service's codes."""
        return source, target

    def languages(self) -> tuple[str, ...]:
        """Any, as far as it is known."""
        return ()

    def usage(self) -> Usage | None:
        """Nothing is known of it."""
        return None

    def judge(self, status: int, headers: Any, body: Any) -> Verdict:
        """What an answer that is no success means."""
        return by_status(status, headers, body)

    def ask(self, method: str, path: str, *, size: int = 0, tokens: int = 0, **request: Any) -> Any:
        """Send a request to a path of the service; the rest as `Client.ask` has it."""
        return self.client.ask(
            method, self.address + path, judge=self.judge, size=size, tokens=tokens, **request
        )

    def texts(self, found: Any, count: int) -> tuple[Answer, ...]:
        """Make answers of a list of texts.

        :param found: what the service has where its translations should be
        :param count: how many were asked for
        :raises RequestError: it is no list of so many texts
        """
        if not isinstance(found, list) or len(found) != count:
            got = f"{len(found)} translations" if isinstance(found, list) else "no translations"
            raise RequestError(f"{self.name} answered with {got} to {count} texts")
        return tuple(Answer(text) if sound(text) else Answer(fault="the answer is no text") for text in found)

    def reply(self, found: Any, asks: Sequence[Ask], characters: Any = None) -> Reply:
        """Make a reply of a list of texts."""
        billed = characters if isinstance(characters, int) and characters >= 0 else None
        return Reply(self.texts(found, len(asks)), billed)

    def known(
        self, tag: str, table: Iterable[str], own: Mapping[str, str] | None = None, *, ask: bool = True
    ) -> str:
        """Find the code for a tag: in a table of the service's codes, or where it has none, asking.

        The table spares a request, and serves where nothing may be asked; services learn languages.

        :param ask: whether `languages` may be asked
        :raises EngineError: there is none
        """
        codes = tuple(table)
        found = matching(tag, codes, own)
        if found is None and ask:
            codes = self.languages() or codes
            found = matching(tag, codes, own)
        return self.supported(found, tag, codes)

    def supported(self, code: str | None, tag: str, known: Iterable[str]) -> str:
        """Give a code that the service has, or say that it has none.

        :raises EngineError: there is none
        """
        if code is None:
            some = ", ".join(sorted(known)[:40])
            raise EngineError(
                f"{self.name} does not translate {tag}", remedy=f"it knows {some}" if some else ""
            )
        return code


def field(body: Any, *path: str | int) -> Any:
    """Look into an answer; None where it is not as expected."""
    for step in path:
        if isinstance(step, str) and isinstance(body, dict):
            body = body.get(step)
        elif isinstance(step, int) and isinstance(body, list) and len(body) > step:
            body = body[step]
        else:
            return None
    return body


def matching(tag: str, known: Iterable[str], own: Mapping[str, str] | None = None) -> str | None:
    """Find the service's code for a BCP 47 tag: its own word for it, the tag, or the language alone.

    Where the tag names a script (``zh-Hant``) or a region that implies one (``zh-TW``), a code of
    another script is none.

    :param known: the service's codes
    :param own: its words for some tags: ``{"zh-Hans": "zh-CN"}``; they need not be in `known`
    """
    from langcodes import Language  # noqa: PLC0415 (30 ms)

    codes = {code.lower().replace("_", "-"): code for code in known}
    words = {key.lower(): value for key, value in (own or {}).items()}
    full = Language.get(tag).maximize()
    candidates = [
        tag,
        f"{full.language}-{full.script}-{full.territory}",
        f"{full.language}-{full.script}",
        f"{full.language}-{full.territory}",
    ]
    language = str(full.language)
    plain = Language.get(language).maximize()
    if plain.script == full.script:
        candidates.append(language)
    for candidate in candidates:
        found = words.get(candidate.lower()) or codes.get(candidate.lower())
        if found:
            return found
    return None
