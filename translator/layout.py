r"""Layouts: patterns that pair a source page with its localized pages. Pure.

A pattern is a path with placeholders. ``{path}`` stands for one or more path segments without the
extension, ``{locale}`` for a locale's code:

=====================================  ==============================  =====================================
layout                                 source                          localized
=====================================  ==============================  =====================================
a directory for each locale            ``content/en/{path}.md``        ``content/{locale}/{path}.md``
suffix on localized pages              ``{path}.md``                   ``{path}.{locale}.md``
suffix on both                         ``{path}-en.md``                ``{path}-{locale}.md``
a locale folder in a collection        ``_posts/{path}.md``            ``_posts/{locale}/{path}.md``
Docusaurus                             ``docs/{path}.md``              ``i18n/{locale}/…/current/{path}.md``
=====================================  ==============================  =====================================

A pattern has one extension. A site that mixes ``.md`` and ``.mdx`` has two trees, one each: the extension
decides how a file is read, and with one tree for both, nobody could say which of ``x.md`` and ``x.mdx``
a catalog ``x.po`` belongs to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from translator.tags import looks_like_locale

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "DATA_FORMATS",
    "PAGE_ENDINGS",
    "Pattern",
    "compile_pattern",
    "foreign_locales",
    "glob_matches",
    "objection",
]

PAGE_ENDINGS = ("md", "markdown", "mdx")
DATA_FORMATS = {"yml": "yaml", "yaml": "yaml", "json": "json", "toml": "toml"}
"""A data file's ending → its format."""

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_DRIVE = re.compile(r"[A-Za-z]:")
_SHAPES = (
    r"[A-Za-z]{2,3}[-_][A-Za-z]{4}[-_][A-Za-z]{2}",
    r"[A-Za-z]{2,3}[-_](?:[A-Za-z]{4}|[A-Za-z]{2}|[0-9]{3})",
    r"[A-Za-z]{2,3}",
)
"""Codes of locales, the long ones first: in ``my-zh-Hans.md`` the code is not ``Hans``."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A path with ``{path}`` once, and ``{locale}`` any number of times."""

    text: str
    before: str
    """What stands before ``{path}``; may hold ``{locale}``."""
    after: str

    @property
    def ending(self) -> str:
        """The file name's extension, without its dot."""
        return self.after.rpartition(".")[2] if "." in self.after else ""

    def for_locale(self, locale: str) -> Pattern:
        """Make the pattern of one locale's pages: no ``{locale}`` left."""
        return Pattern(*(part.replace("{locale}", locale) for part in (self.text, self.before, self.after)))

    def folder(self) -> str:
        """Find the deepest folder that holds every file the pattern can match; empty for the root.

        Only of a pattern without ``{locale}``.
        """
        return self.before.rpartition("/")[0]

    def match(self, file: str) -> str | None:
        """Find what ``{path}`` stands for in a file's path; None if the pattern does not match.

        Only of a pattern without ``{locale}``.
        """
        before, after = self.before, self.after
        if not (file.startswith(before) and file.endswith(after) and len(file) > len(before) + len(after)):
            return None
        path = file[len(before) : len(file) - len(after)]
        return None if path[0] == "/" or path[-1] == "/" else path

    def match_locale(
        self, file: str, locales: tuple[str, ...] = (), *, odd: bool = False
    ) -> tuple[str, str] | None:
        """(``{path}``, ``{locale}``) of a file's path.

        >>> compile_pattern("{path}-{locale}.md").match_locale("docs/my-page-pt-BR.md")
        ('docs/my-page', 'pt-BR')

        :param locales: the codes to look for; anything that looks like a locale where none is given. The
            longest code is taken where two fit.
        :param odd: take anything that merely has a locale's shape, too
        """
        if locales:
            found = _regex(
                self.text, "|".join(map(re.escape, sorted(locales, key=len, reverse=True)))
            ).fullmatch(file)
            return (found["path"], found["locale"]) if found else None
        for shape in _SHAPES:
            found = _regex(self.text, shape).fullmatch(file)
            if found and (odd or looks_like_locale(found["locale"])):
                return found["path"], found["locale"]
        return None

    def fill(self, path: str, locale: str = "") -> str:
        """Make the file's path for a page and a locale."""
        return f"{self.before.replace('{locale}', locale)}{path}{self.after.replace('{locale}', locale)}"


def compile_pattern(text: str) -> Pattern:
    """Compile a pattern that `objection` has no objection to."""
    text = text.removeprefix("./")
    before, _, after = text.partition("{path}")
    return Pattern(text, before, after)


def objection(text: str, *, locale: bool) -> tuple[str, str] | None:
    """Tell what is wrong with a pattern, and the remedy; None if nothing is.

    :param locale: whether it must hold ``{locale}`` (else it must not)
    """
    if "\\" in text:
        return "has a backslash", "write forward slashes"
    if text.startswith("/") or _DRIVE.match(text):
        return "is an absolute path", "paths are relative to the configuration's folder"
    if ".." in text.split("/"):
        return "leads out of the site", "move the configuration up, beside all pages"
    for name in _PLACEHOLDER.findall(text):
        if name not in ("path", "locale"):
            return f"has an unknown placeholder {{{name}}}", "there are {path} and {locale}"
    if text.count("{path}") != 1:
        return "must have {path} once", "it stands for a page's path without its extension"
    if locale and "{locale}" not in text:
        return "lacks {locale}", "without it, all locales would share one file"
    if not locale and "{locale}" in text:
        return (
            "has {locale}",
            "the source pages' pattern names the source locale itself: content/en/{path}.md",
        )
    if "//" in text:
        return "has two slashes in a row", "write one"
    return None


@lru_cache(maxsize=256)
def _regex(text: str, codes: str) -> re.Pattern[str]:
    """Make a pattern's regular expression, the first ``{locale}`` a group, the others its repetition.

    ``{path}`` takes as little as it can, so that of two codes that fit, the longer one is found.
    """
    parts = []
    seen = False
    for part in re.split(r"(\{path\}|\{locale\})", text):
        if part == "{path}":
            parts.append(r"(?P<path>[^/]|[^/].*?[^/])")
        elif part == "{locale}":
            parts.append("(?P=locale)" if seen else f"(?P<locale>{codes})")
            seen = True
        else:
            parts.append(re.escape(part))
    return re.compile("".join(parts), re.DOTALL)


def foreign_locales(
    files: Iterable[str], source: Pattern, localized: Pattern, locales: Iterable[str]
) -> dict[str, str]:
    """Of files that the source's pattern matches, those that are localized pages: file → locale.

    ``_articles/{path}.md`` matches ``_articles/ru/x.md`` as well. A file counts as localized if the localized
    pattern matches it with a locale of the configuration. Otherwise, if the code found looks like
    a locale's, and at least half of all files with that code mirror a source page: so the folders of
    locales that are on disk but not in the configuration are no source pages either, and a folder
    ``docs/cs/`` about computer science, whose pages mirror nothing, is. A code that no language has
    (``index.pr.md``) is known by its company: beside ``index.md`` and ``index.ru.md`` it is a locale's.

    :param files: what the source's pattern matches, relative to the root
    :param locales: the configured locales
    """
    known = tuple(locales)
    every = set(files)
    found: dict[str, str] = {}
    doubtful: dict[str, list[tuple[str, bool]]] = {}
    for file in every:
        match = localized.match_locale(file, known)
        if match is not None and source.fill(match[0]) != file:
            found[file] = match[1]
            continue
        match = localized.match_locale(file) or localized.match_locale(file, odd=True)
        if match is None or source.fill(match[0]) == file:
            continue  # in the second case the pattern fits the source locale too: `content/en/x.md`
        path, locale = match
        mirrors = source.fill(path) in every
        if looks_like_locale(locale):
            doubtful.setdefault(locale, []).append((file, mirrors))
        elif mirrors and any(localized.fill(path, code) in every for code in known):
            found[file] = locale
    for locale, members in doubtful.items():
        if 2 * sum(mirrors for _, mirrors in members) >= len(members):
            found.update((file, locale) for file, _ in members)
    return found


def glob_matches(path: str, pattern: str) -> bool:
    """Whether a glob picks a path: ``*`` and ``?`` stay within a segment, ``**`` spans any number of them."""
    return _glob(pattern).fullmatch(path) is not None


@lru_cache(maxsize=256)
def _glob(pattern: str) -> re.Pattern[str]:
    parts = []
    for part in re.split(r"(\*\*/|\*\*|\*|\?)", pattern.removeprefix("./")):
        parts.append({"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}.get(part, re.escape(part)))
    return re.compile("".join(parts), re.DOTALL)
