"""``translate serve`` on the command line."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from translator.cli.options import Root, site_root

if TYPE_CHECKING:
    from translator.model import Watched

__all__ = ["serve"]


def serve(
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, metavar="N", help="The port; 0 for any that is free.")
    ] = 0,
    edit: Annotated[
        bool,
        typer.Option(
            "--edit",
            help="Let translations be changed in the browser, and sync at every save, as watch does.",
        ),
    ] = False,
    open_it: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    root: Root = None,
) -> None:
    """Show how the translations stand, and previews, in a browser on this machine; end with Ctrl-C."""
    from translator.report.terminal import show, tell_findings  # noqa: PLC0415
    from translator.report.watch import watch_lines  # noqa: PLC0415
    from translator.serve.run import serve as run  # noqa: PLC0415

    def tell(told: Watched) -> None:
        if told.result is not None and not edit:
            return  # nothing was done, and the browser shows how it stands
        show(watch_lines(told), sys.stdout)
        sys.stdout.flush()
        if told.result is not None:
            findings = [
                *told.result.findings,
                *(each for page in told.result.pages for each in page.findings),
            ]
            tell_findings(dict.fromkeys(findings))

    def ready(address: str) -> None:
        sys.stdout.write(f"Open {address}\n")
        sys.stdout.flush()
        if open_it:
            import webbrowser  # noqa: PLC0415

            webbrowser.open(address)

    site = site_root(root)
    ended = run(site, port, editable=edit, tell=tell, ready=ready)
    if edit:
        tell(ended)
    raise typer.Exit(3 if edit and ended.failing else 0)
