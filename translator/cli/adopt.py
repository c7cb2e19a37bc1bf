"""``translate adopt`` on the command line."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from translator.cli.options import Json, Locales, Pages, Root, site_root
from translator.cli.paths import from_here

__all__ = ["adopt"]


def adopt(
    pages: Pages = None,
    locale: Locales = None,
    root: Root = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what would be found; write nothing.")
    ] = False,
    write_hash: Annotated[
        bool,
        typer.Option(
            "--write-hash",
            help="Write the hash of the source revision that a page was made from into its front matter.",
        ),
    ] = False,
    report: Annotated[
        bool, typer.Option("--report", help="Show each page's pairs, source and translation side by side.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Take the translations of pages that were translated before into the catalogs; change no page."""
    from translator.commands.adopt import AdoptCall  # noqa: PLC0415
    from translator.commands.adopt import adopt as run  # noqa: PLC0415
    from translator.report.adopt import adopt_json, adopt_lines  # noqa: PLC0415
    from translator.report.terminal import columns, progress, show, tell_findings  # noqa: PLC0415

    site = site_root(root)
    call = AdoptCall(from_here(site, pages), tuple(locale or ()), dry_run, write_hash)
    with progress("adopt") as advance:
        result = run(site, call, advance)
    if as_json:
        sys.stdout.write(adopt_json(result, report=report))
    else:
        show(adopt_lines(result, report=report, width=columns()), sys.stdout)
        findings = (*result.findings, *(each for page in result.pages for each in page.findings))
        tell_findings(findings)
    raise typer.Exit(3 if result.failed else 0)
