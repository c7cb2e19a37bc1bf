"""``translate watch`` on the command line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from translator.cli.options import Locales, Pages, Root, site_root
from translator.cli.paths import from_here

if TYPE_CHECKING:
    from translator.model import Watched

__all__ = ["watch"]


def watch(
    pages: Pages = None,
    locale: Locales = None,
    root: Root = None,
) -> None:
    """Sync whenever a page, a catalog or the configuration is saved, until Ctrl-C; ask no engine."""
    from translator.commands.watch import watch as run  # noqa: PLC0415
    from translator.report.terminal import show, tell_findings  # noqa: PLC0415
    from translator.report.watch import watch_lines  # noqa: PLC0415

    def tell(told: Watched) -> None:
        show(watch_lines(told), sys.stdout)
        sys.stdout.flush()
        if told.result is not None:
            findings = [
                *told.result.findings,
                *(each for page in told.result.pages for each in page.findings),
            ]
            tell_findings(dict.fromkeys(findings))
            sys.stderr.flush()

    site = site_root(root)
    ended = run(site, from_here(site, pages), tuple(locale or ()), tell)
    tell(ended)
    raise typer.Exit(3 if ended.failing else 0)
