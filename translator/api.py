"""The public API: a site's state, what a sync would do, the sync itself; one page in, one page out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from translator.commands.opened import Opened, open_site
from translator.commands.status import status as _status
from translator.commands.sync import SyncCall
from translator.commands.sync import sync as _sync
from translator.model import PageOptions, Written
from translator.page.parse import Page, parse
from translator.page.write import write

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping, Sequence

    from translator.model import Result
    from translator.page.pseudo import Style

__all__ = ["load_site", "parse_page", "plan", "render", "status", "sync"]

_PLAIN = PageOptions(
    translate=("title", "subtitle", "description", "alt", "caption.title", "caption.subtitle")
)


def load_site(root: str | os.PathLike[str], locales: Sequence[str] = ()) -> Opened:
    """Open a site: its configuration, its pairs of pages, the rules for each.

    :param root: the folder of translate.toml (or of pyproject.toml with ``[tool.translate]``)
    :param locales: only these; all where none is named
    :raises ConfigError: the configuration is missing or wrong
    """
    return open_site(Path(root).resolve(), locales)


def status(root: str | os.PathLike[str], *, pages: Sequence[str] = (), locales: Sequence[str] = ()) -> Result:
    """Tell how every localized page stands. Writes nothing.

    :param root: the site's root
    :param pages: paths or globs, relative to the root; all where none is named
    :param locales: only these; all where none is named
    :raises ConfigError: the configuration or the call is wrong
    """
    return _status(Path(root).resolve(), tuple(pages), tuple(locales))


def plan(root: str | os.PathLike[str], *, pages: Sequence[str] = (), locales: Sequence[str] = ()) -> Result:
    """Tell what a sync would do. Writes nothing; parameters as in `sync`."""
    return sync(root, pages=pages, locales=locales, dry_run=True)


def sync(
    root: str | os.PathLike[str],
    *,
    pages: Sequence[str] = (),
    locales: Sequence[str] = (),
    dry_run: bool = False,
    prune: bool = False,
    ours: bool = False,
    theirs: bool = False,
    pseudo: Style | None = None,
    jobs: int = 1,
    no_engine: bool = False,
    no_memory: bool = False,
) -> Result:
    """Bring catalogs and localized pages up to date.

    What is wrong with a page is a finding in the result, never an exception.

    :param root: the site's root
    :param pages: paths or globs, relative to the root; all where none is named
    :param locales: only these; all where none is named
    :param dry_run: write nothing
    :param prune: remove what belongs to source pages that are gone
    :param ours: overwrite localized pages that were edited by hand
    :param theirs: where such an edit and the catalog disagree, or its place is not certain, let the page win
    :param pseudo: ``accent``, ``cjk`` or ``hostile``: fill what is untranslated
    :param jobs: processes; 0 for as many as there are cores
    :param no_engine: ask no engine
    :param no_memory: neither read nor fill the memory
    :raises ConfigError: the configuration or the call is wrong; nothing was done
    """
    call = SyncCall(
        tuple(pages), tuple(locales), dry_run, prune, ours, pseudo, jobs, no_engine, no_memory, theirs
    )
    return _sync(Path(root).resolve(), call)


def parse_page(data: bytes, path: str = "", options: PageOptions = _PLAIN) -> Page:
    """Find a page's segments.

    :param data: the page's raw bytes
    :param path: its name, for messages; an `.mdx` page speaks MDX
    :param options: dialects and front matter keys
    :raises PageError: the page cannot be read, with line and remedy
    """
    return parse(data, options, path)


def render(page: Page, translations: Sequence[str | None] | Mapping[str, str]) -> Written:
    """Write a page with translations in their place, through the guard.

    :param page: from `parse_page`
    :param translations: one a segment (None keeps the source text), or a mapping from messages
    :return: the bytes, which segments were held back, and why
    :raises ValueError: not as many translations as segments
    """
    if hasattr(translations, "get"):
        return write(page, [translations.get(segment.message) for segment in page.segments])
    return write(page, list(translations))
