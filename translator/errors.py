"""What can stop a run, or a page.

::

    TranslateError               anything the user can mend; never shown as a traceback
    ├── ConfigError              translate.toml, or the call itself, is wrong          (exit code 2)
    ├── PageError                one page cannot be read, parsed or written            (exit code 3)
    ├── CatalogError             one catalog cannot be read or written                 (exit code 3)
    └── EngineError              a translation service refused
        ├── AuthError            the key is missing or wrong
        ├── QuotaError           the allowance is spent
        │   └── BudgetError      the run has spent what the configuration allows
        ├── RateError            too many requests, even after waiting
        └── RequestError         this one request is refused; others may not be

What stops a run is raised. What is wrong with one page or one message becomes a `Finding`
(`Finding.from_error`), so that one bad page never hides the rest.
"""

from __future__ import annotations

__all__ = [
    "AuthError",
    "BudgetError",
    "CatalogError",
    "ConfigError",
    "EngineError",
    "PageError",
    "QuotaError",
    "RateError",
    "RequestError",
    "TranslateError",
]


class TranslateError(Exception):
    """Something the user can mend: what, where and how.

    :param message: what is wrong, one line, no full stop needed
    :param path: the file, as the user knows it (relative to the site's root where possible)
    :param line: 1-based line in that file, 0 if it is about the file as a whole
    :param remedy: what to do about it, one line, may be empty
    """

    def __init__(self, message: str, *, path: str = "", line: int = 0, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.remedy = remedy

    def __str__(self) -> str:
        """``path:line: message (remedy)``, the parts that are known."""
        place = (
            f"{self.path}:{self.line}: " if self.path and self.line else f"{self.path}: " if self.path else ""
        )
        return f"{place}{self.message}" + (f" ({self.remedy})" if self.remedy else "")

    def __reduce__(self) -> tuple[object, ...]:
        """Errors cross process borders whole."""
        return (_rebuild, (type(self), self.message, self.path, self.line, self.remedy))


def _rebuild(kind: type[TranslateError], message: str, path: str, line: int, remedy: str) -> TranslateError:
    return kind(message, path=path, line=line, remedy=remedy)


class ConfigError(TranslateError):
    """The configuration or the call is wrong; nothing was done."""


class PageError(TranslateError):
    """A page cannot be read, parsed or written."""


class CatalogError(TranslateError):
    """A catalog cannot be read or written; it is left as it is."""


class EngineError(TranslateError):
    """A translation service refused."""


class AuthError(EngineError):
    """The service's key is missing or wrong."""


class QuotaError(EngineError):
    """The service's allowance is spent."""


class BudgetError(QuotaError):
    """The run has spent what the configuration allows."""


class RateError(EngineError):
    """The service was asked too often."""


class RequestError(EngineError):
    """The service refused one request for what is in it."""
