"""``translate export`` and ``translate import`` on the command line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from translator.cli.options import Json, Pages, Root, site_root
from translator.cli.paths import from_here

if TYPE_CHECKING:
    from translator.model import ExchangeResult

__all__ = ["export", "import_"]

File = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        help="The file; its ending tells the format: .xlf, .tmx, .csv, .xlsx.",
        show_default=False,
    ),
]


def export(
    file: File,
    pages: Pages = None,
    locale: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--locale",
            "-l",
            metavar="CODE",
            help="The locale; may be left out where the site has but one.",
            show_default=False,
        ),
    ] = None,
    state: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(
            "--state",
            metavar="untranslated|fuzzy|translated",
            help="Only messages of this state; may be given several times; all where none is named.",
            show_default=False,
        ),
    ] = None,
    root: Root = None,
    as_json: Json = False,
) -> None:
    """Write the catalogs' messages to a file for somebody without a PO editor."""
    from translator.commands.exchange import ExportCall  # noqa: PLC0415
    from translator.commands.exchange import export as run  # noqa: PLC0415

    site = _root(root)
    states = tuple(each for each in state or () if each != "all") if "all" not in (state or ()) else ()
    _print(run(site, ExportCall(file, from_here(site, pages), locale or "", states)), as_json=as_json)


def import_(
    file: File,
    locale: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--locale",
            "-l",
            metavar="CODE",
            help="Only this locale; also the locale of what names none.",
            show_default=False,
        ),
    ] = None,
    root: Root = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what would be taken in; write nothing.")
    ] = False,
    overwrite: Annotated[
        bool,
        typer.Option(
            "--overwrite", help="Take translations where the catalog was changed since the export, too."
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    """Put the translations of such a file into the catalogs, checked; change no page."""
    from translator.commands.import_ import ImportCall  # noqa: PLC0415
    from translator.commands.import_ import import_ as run  # noqa: PLC0415

    call = ImportCall(file, locale or "", dry_run, overwrite)
    _print(run(_root(root), call), as_json=as_json)


def _root(root: Path | None) -> Path:

    return site_root(root)


def _print(result: ExchangeResult, *, as_json: bool) -> None:
    from translator.report.exchange import exchange_json, exchange_lines  # noqa: PLC0415
    from translator.report.terminal import show, tell_findings  # noqa: PLC0415

    if as_json:
        sys.stdout.write(exchange_json(result))
    else:
        show(exchange_lines(result), sys.stdout)
        tell_findings(result.findings)
    raise typer.Exit(4 if result.buggy else 3 if result.failed else 0)
