"""``translate memory stats|export|import`` on the command line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translator.cli.options import Json, Locales, Root, site_root

if TYPE_CHECKING:
    from translator.model import MemoryResult

__all__ = ["app"]

app = typer.Typer(
    help="Look into the translation memory, or exchange it as TMX.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

File = Annotated[Path, typer.Argument(metavar="FILE.tmx", help="The TMX file.", show_default=False)]


@app.command()
def stats(root: Root = None, as_json: Json = False) -> None:
    """Count what the memory has, by locale and by who translated it."""
    from translator.commands.memory import stats as run  # noqa: PLC0415

    _print(run(_root(root)), as_json=as_json)


@app.command()
def export(file: File, root: Root = None, locale: Locales = None, as_json: Json = False) -> None:
    """Write the memory's units to a TMX file."""
    from translator.commands.memory import export as run  # noqa: PLC0415

    _print(run(_root(root), file, tuple(locale or ())), as_json=as_json)


@app.command("import")
def import_(file: File, root: Root = None, locale: Locales = None, as_json: Json = False) -> None:
    """Take the units of a TMX file into the memory; what people translated and is there stays."""
    from translator.commands.memory import import_ as run  # noqa: PLC0415

    _print(run(_root(root), file, tuple(locale or ())), as_json=as_json)


def _root(root: Path | None) -> Path:

    return site_root(root)


def _print(result: MemoryResult, *, as_json: bool) -> None:
    from translator.report.memory import memory_json, memory_lines  # noqa: PLC0415
    from translator.report.terminal import show, tell_findings  # noqa: PLC0415

    if as_json:
        sys.stdout.write(memory_json(result))
        return
    show(memory_lines(result), sys.stdout)
    tell_findings(result.findings)
