"""``translate watch`` on the command line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from translator.cli_paths import from_here

if TYPE_CHECKING:
    from translator.model import Watched

__all__ = ["watch"]


def watch(
    pages: Annotated[
        Optional[list[str]],  # noqa: UP045 (typer reads it at run time)
        typer.Argument(
            metavar="PAGE",
            help="Source or localized pages, or glob patterns; all where none is named.",
            show_default=False,
        ),
    ] = None,
    locale: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(
            "--locale",
            "-l",
            metavar="CODE",
            help="Only this locale; may be given several times.",
            show_default=False,
        ),
    ] = None,
    root: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            "--root",
            metavar="FOLDER",
            help="The site's root, where translate.toml is; found from here upwards if left out.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Sync whenever a page, a catalog or the configuration is saved, until Ctrl-C; ask no engine."""
    from translator.commands.watch import watch as run  # noqa: PLC0415
    from translator.config import find_root  # noqa: PLC0415
    from translator.report.lines import findings_lines  # noqa: PLC0415
    from translator.report.terminal import show  # noqa: PLC0415
    from translator.report.watch import watch_lines  # noqa: PLC0415

    def tell(told: Watched) -> None:
        show(watch_lines(told), sys.stdout)
        sys.stdout.flush()
        if told.result is not None:
            findings = [
                *told.result.findings,
                *(each for page in told.result.pages for each in page.findings),
            ]
            show(findings_lines(dict.fromkeys(findings)), sys.stderr)
            sys.stderr.flush()

    site = root.resolve() if root is not None else find_root(Path.cwd())
    ended = run(site, from_here(site, pages), tuple(locale or ()), tell)
    tell(ended)
    raise typer.Exit(3 if ended.failing else 0)
