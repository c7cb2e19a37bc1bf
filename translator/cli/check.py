"""``translate check`` on the command line."""

from __future__ import annotations

import sys
from pathlib import Path  # noqa: TC003 (typer reads it at run time)
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from translator.cli.options import Locales, Pages, Part, Root, site_root
from translator.cli.paths import from_here

if TYPE_CHECKING:
    from translator.model import CheckResult

__all__ = ["check"]


def check(
    pages: Pages = None,
    locale: Locales = None,
    root: Root = None,
    shard: Part = "1/1",
    form: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--format",
            metavar="terminal|json|github|gitlab|sarif|junit",
            help="How findings are written: for people (the default), programs or CI servers.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            "--output",
            metavar="FILE",
            help="Write the findings there, and lines for people to the standard output.",
            show_default=False,
        ),
    ] = None,
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on",
            metavar="error|warning|info|never",
            help="The severity from which on the exit code is 1.",
        ),
    ] = "warning",
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object (schema 1); the same as --format json.")
    ] = False,
) -> None:
    """Find what is wrong with pages, catalogs and links; exit with 1 where anything is."""
    from translator.commands.check import CheckCall  # noqa: PLC0415
    from translator.commands.check import check as run  # noqa: PLC0415
    from translator.commands.shards import parse_shard  # noqa: PLC0415
    from translator.model import Severity  # noqa: PLC0415
    from translator.report.findings.registry import FORMATS, renderer  # noqa: PLC0415
    from translator.report.terminal import annotated, progress  # noqa: PLC0415

    wanted = "json" if as_json else form
    form = _one_of(wanted or "terminal", FORMATS, "--format")
    limit = _one_of(fail_on, (*(each.value for each in Severity), "never"), "--fail-on")
    site = site_root(root)
    with progress("check") as advance:
        result = run(
            site, CheckCall(from_here(site, pages), tuple(locale or ()), parse_shard(shard)), advance
        )
    _print(result, form, output)
    if wanted is None and annotated():
        sys.stderr.write(renderer("github")(result))
    if result.buggy:
        raise typer.Exit(4)
    raise typer.Exit(1 if limit != "never" and result.failed(Severity(limit)) else 0)


def _one_of(value: str, known: tuple[str, ...], option: str) -> str:
    if value not in known:
        from translator.errors import ConfigError  # noqa: PLC0415

        raise ConfigError(f"{option} {value}", remedy=f"one of {', '.join(known)}")
    return value


def _print(result: CheckResult, form: str, output: Path | None) -> None:
    from translator.report.check import check_lines  # noqa: PLC0415
    from translator.report.findings.registry import renderer  # noqa: PLC0415
    from translator.report.terminal import printable, show  # noqa: PLC0415

    if output is not None:
        if form == "terminal":
            _write(output, "".join(f"{printable(line.text)}\n" for line in check_lines(result)))
        else:
            _write(output, renderer(form)(result))
    if output is not None or form == "terminal":
        show(check_lines(result), sys.stdout)
    else:
        encoding = sys.stdout.encoding or "ascii"
        sys.stdout.write(renderer(form)(result).encode(encoding, "backslashreplace").decode(encoding))


def _write(path: Path, text: str) -> None:
    from translator.errors import ConfigError  # noqa: PLC0415

    try:
        path.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        raise ConfigError(f"cannot be written: {error.strerror}", path=str(path)) from None
