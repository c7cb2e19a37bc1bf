"""``translate check`` on the command line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Optional

import typer

from translator.cli_paths import from_here

__all__ = ["check"]


def check(
    pages: Annotated[
        Optional[list[str]],  # noqa: UP045 (typer reads it at run time)
        typer.Argument(
            metavar="PAGE",
            help="Source or localized pages, folders or glob patterns; all where none is named.",
            show_default=False,
        ),
    ] = None,
    locale: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(
            "--locale",
            "-l",
            metavar="CODE",
            help="Only the localized pages of this locale; may be given several times.",
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
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object (schema 1) instead of lines.")
    ] = False,
) -> None:
    """Find dead internal links and fragments; exit with 1 where there are any."""
    from translator.commands.check import check as run  # noqa: PLC0415
    from translator.config import find_root  # noqa: PLC0415
    from translator.report.check import check_json, check_lines  # noqa: PLC0415
    from translator.report.terminal import show  # noqa: PLC0415

    site = root.resolve() if root is not None else find_root(Path.cwd())
    result = run(site, from_here(site, pages), tuple(locale or ()))
    if as_json:
        sys.stdout.write(check_json(result))
    else:
        show(check_lines(result), sys.stdout)
    raise typer.Exit(1 if result.failed else 0)
