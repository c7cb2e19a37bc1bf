"""``translate diff`` on the command line."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from translator.cli.options import Json, Locales, Pages, Root, site_root
from translator.cli.paths import from_here

__all__ = ["diff"]


def diff(
    pages: Pages = None,
    locale: Locales = None,
    root: Root = None,
    form: Annotated[
        str, typer.Option("--format", metavar="text|markdown", help="For a terminal, or for a comment.")
    ] = "text",
    as_json: Json = False,
) -> None:
    """Tell what changed in the source pages since the localized pages were made, word by word."""
    from translator.commands.diff import diff as run  # noqa: PLC0415
    from translator.errors import ConfigError  # noqa: PLC0415
    from translator.report.diff import diff_json, diff_lines, diff_markdown  # noqa: PLC0415
    from translator.report.terminal import coloured, printable, show, tell_findings  # noqa: PLC0415

    if form not in ("text", "markdown"):
        raise ConfigError(f"no format {form}", remedy="text or markdown")
    site = site_root(root)
    result = run(site, from_here(site, pages), tuple(locale or ()))
    if as_json:
        sys.stdout.write(diff_json(result))
    elif form == "markdown":
        for line in diff_markdown(result).splitlines():
            sys.stdout.write(printable(line, sys.stdout) + "\n")
    else:
        show(diff_lines(result, colour=coloured(sys.stdout)), sys.stdout)
    findings = (*result.findings, *(each for page in result.pages for each in page.findings))
    tell_findings(findings)
    raise typer.Exit(3 if result.failed else 0)
