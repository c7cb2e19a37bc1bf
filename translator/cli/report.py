"""``translate report`` on the command line."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from translator.cli.options import Locales, Pages, Root, site_root
from translator.cli.paths import from_here

if TYPE_CHECKING:
    from translator.reportmodel import ReportResult

__all__ = ["report"]

_FORMATS = ("html", "markdown", "json", "badges")
_FILE = "translation-report.html"


def report(
    pages: Pages = None,
    locale: Locales = None,
    root: Root = None,
    form: Annotated[
        str,
        typer.Option("--format", metavar="html|markdown|json|badges", help="A page, a summary, or pictures."),
    ] = "html",
    output: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help=f"Where to write; - is the standard output. {_FILE} for html, a folder for badges, the "
            "standard output for the others if left out.",
            show_default=False,
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object (schema 1); the same as --format json.")
    ] = False,
) -> None:
    """Write a page that shows how every language stands; or a summary, badges, numbers."""
    from datetime import UTC, datetime  # noqa: PLC0415

    from translator.commands.report import ReportCall  # noqa: PLC0415
    from translator.commands.report import report as run  # noqa: PLC0415
    from translator.errors import ConfigError  # noqa: PLC0415
    from translator.report.terminal import progress  # noqa: PLC0415

    form = "json" if as_json else form
    if form not in _FORMATS:
        raise ConfigError(f"--format {form}", remedy=f"one of {', '.join(_FORMATS)}")
    if form == "badges" and output is None:
        raise ConfigError("--format badges needs a folder", remedy="name it with --output")
    site = site_root(root)
    gc.disable()  # all that is read is kept to the end: looking for what could go takes a tenth of the time
    now = datetime.now(UTC).replace(microsecond=0).isoformat()
    whole = form == "html"
    call = ReportCall(from_here(site, pages), tuple(locale or ()), now, rows=whole, past=form != "badges")
    with progress("report") as advance:
        result = run(site, call, advance)
    if form == "badges":
        _badges(result, output or Path())
    elif output == Path("-") or (output is None and form != "html"):
        encoding = sys.stdout.encoding or "ascii"
        sys.stdout.write(_text(result, form).encode(encoding, "backslashreplace").decode(encoding))
    else:
        path = output or Path(_FILE)
        _write(path, _text(result, form))
        typer.echo(f"Wrote {path}.")


def _text(result: ReportResult, form: str) -> str:
    if form == "html":
        from translator.report.html.page import render_html  # noqa: PLC0415

        return render_html(result)
    if form == "markdown":
        from translator.report.summary import summary_markdown  # noqa: PLC0415

        return summary_markdown(result)
    from translator.report.reportjson import report_json  # noqa: PLC0415

    return report_json(result)


def _badges(result: ReportResult, folder: Path) -> None:
    from translator.errors import ConfigError  # noqa: PLC0415
    from translator.report.badges import badges  # noqa: PLC0415

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"no folder can be made: {error.strerror}", path=str(folder)) from None
    drawn = badges(result)
    for name, svg in drawn.items():
        _write(folder / name, svg)
    typer.echo(f"Wrote {len(drawn)} badges into {folder}.")


def _write(path: Path, text: str) -> None:
    """Write a file whole, or not at all."""
    from translator import files  # noqa: PLC0415
    from translator.errors import ConfigError, TranslateError  # noqa: PLC0415

    data = text.encode("utf-8", "backslashreplace")
    try:
        if path.exists() and not path.is_file():  # a pipe, /dev/stdout: nothing to be replaced
            path.write_bytes(data)
        else:
            files.write_atomic(path.absolute(), data)
    except OSError as error:
        raise ConfigError(f"cannot be written: {error.strerror}", path=str(path)) from None
    except TranslateError as error:
        raise ConfigError(error.message, path=str(path), remedy=error.remedy) from None
