"""The command line: parses, wires, exits; nothing else."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from translator.cli import adopt, check, diff, exchange, memory, report, serve, watch
from translator.cli.options import Json, Locales, Pages, Part, Root, site_root
from translator.cli.paths import from_here

if TYPE_CHECKING:
    from translator.commands.sync import SyncCall
    from translator.model import Finding, Result
    from translator.page.pseudo import Style

__all__ = ["app"]

app = typer.Typer(
    name="translate",
    help="Keep the translations of a Markdown site in step with its source language.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.add_typer(memory.app, name="memory")

# typer reads these annotations at run time, so they are spelt for it.


def _version(value: bool) -> None:
    if value:
        from translator import __version__  # noqa: PLC0415

        typer.echo(f"translate {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    del version


@app.command(short_help="Find the site's pages and locales; write translate.toml.")
def init(
    root: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            "--root",
            metavar="FOLDER",
            help="The site's root; the working directory if left out.",
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the configuration instead of writing it.")
    ] = False,
) -> None:
    """Find builder, trees and locales, and write translate.toml, every line explained."""
    from translator.commands.init import init as run  # noqa: PLC0415

    written = run(root or Path.cwd(), dry_run=dry_run)
    if dry_run:
        sys.stdout.write(written.text)
    else:
        typer.echo(f"Wrote {written.path}. {written.next_step}")


@app.command()
def sync(
    pages: Pages = None,
    locale: Locales = None,
    root: Root = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what would be done; write nothing.")
    ] = False,
    check: Annotated[
        bool,
        typer.Option(
            "--check",
            help="Write nothing and ask no engine: tell what would be done and what translate check finds; "
            "exit with 1 where there is any.",
        ),
    ] = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove localized pages and catalogs whose source page is gone.")
    ] = False,
    ours: Annotated[
        bool,
        typer.Option(
            "--ours", help="Overwrite localized pages that were edited by hand with what the catalogs have."
        ),
    ] = False,
    theirs: Annotated[
        bool,
        typer.Option(
            "--theirs",
            help="Keep the page's words where its edits by hand conflict with the catalog or have no place.",
        ),
    ] = False,
    pseudo: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--pseudo",
            metavar="accent|cjk|hostile",
            help="Fill what is untranslated with pseudo-translations.",
            show_default=False,
        ),
    ] = None,
    no_engine: Annotated[
        bool, typer.Option("--no-engine", help="Ask no translation engine in this run.")
    ] = False,
    no_memory: Annotated[
        bool, typer.Option("--no-memory", help="Neither read nor fill the translation memory.")
    ] = False,
    shard: Part = "1/1",
    jobs: Annotated[
        int,
        typer.Option("--jobs", "-j", min=0, metavar="N", help="Processes; 0 for as many as there are cores."),
    ] = 0,
    as_json: Json = False,
) -> None:
    """Bring catalogs and localized pages up to date."""
    from translator.commands.shards import parse_shard  # noqa: PLC0415
    from translator.commands.sync import SyncCall  # noqa: PLC0415
    from translator.commands.sync import sync as run  # noqa: PLC0415
    from translator.report.terminal import progress  # noqa: PLC0415

    if ours and theirs:
        from translator.errors import ConfigError  # noqa: PLC0415

        raise ConfigError("--ours and --theirs exclude each other", remedy="give one of them")
    site = site_root(root)
    call = SyncCall(
        pages=from_here(site, pages),
        locales=tuple(locale or ()),
        dry_run=dry_run or check,
        prune=prune,
        ours=ours,
        theirs=theirs,
        pseudo=_style(pseudo),
        shard=parse_shard(shard),
        jobs=jobs,
        no_engine=no_engine or check,
        no_memory=no_memory,
    )
    with progress("sync") as advance:
        result = run(site, call, advance)
    if check:
        raise typer.Exit(_checked(site, call, result, as_json=as_json))
    _print(result, as_json=as_json)
    raise typer.Exit(130 if result.interrupted else _code(result))


app.command(short_help="Sync at every save, until Ctrl-C.")(watch.watch)
app.command(short_help="Show, preview and edit translations in a browser.")(serve.serve)


@app.command(short_help="Tell how every localized page stands.")
def status(
    pages: Pages = None,
    locale: Locales = None,
    root: Root = None,
    check: Annotated[bool, typer.Option("--check", help="Exit with 1 if anything is stale.")] = False,
    shard: Part = "1/1",
    as_json: Json = False,
) -> None:
    """Tell what is missing, outdated, incomplete, edited, current, orphaned or unmanaged."""
    from translator.commands.shards import parse_shard  # noqa: PLC0415
    from translator.commands.status import status as run  # noqa: PLC0415

    site = site_root(root)
    result = run(site, from_here(site, pages), tuple(locale or ()), parse_shard(shard))
    _print(result, as_json=as_json)
    raise typer.Exit(_code(result) or (1 if check and result.stale else 0))


# after `status`, in the order that people meet them in
app.command(short_help="Tell what changed in the source since a page was translated.")(diff.diff)
app.command(short_help="Find what is wrong with pages, catalogs and links.")(check.check)
app.command(short_help="Write a page that shows how every language stands.")(report.report)
app.command(short_help="Take pages that were translated before into the catalogs.")(adopt.adopt)
app.command(short_help="Write messages to a table, XLIFF or TMX file.")(exchange.export)
app.command("import", short_help="Take such a file into the catalogs.")(exchange.import_)


@app.command(short_help="List translation engines; ask whether they answer.")
def engines(
    name: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(
            metavar="ENGINE", help="Ask these for their languages; list all if left out.", show_default=False
        ),
    ] = None,
    root: Root = None,
    test: Annotated[
        bool, typer.Option("--test", help="Have one sentence translated; exit with 1 if that fails.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object (schema 1).")] = False,
) -> None:
    """List translation engines, whether their key is set, and the locales that they are used for."""
    from translator.commands.engines import engines as run  # noqa: PLC0415
    from translator.errors import ConfigError  # noqa: PLC0415
    from translator.report.engines import engines_json, engines_lines  # noqa: PLC0415
    from translator.report.terminal import show  # noqa: PLC0415

    try:
        site = site_root(root)
    except ConfigError:
        if root is not None:
            raise
        site = None
    result = run(site, tuple(name or ()), os.environ, test=test)
    if as_json:
        sys.stdout.write(engines_json(result))
    else:
        show(engines_lines(result), sys.stdout)
    raise typer.Exit(1 if result.failed else 0)


def _checked(site: Path, call: SyncCall, result: Result, *, as_json: bool) -> int:
    """Print what a sync would do, and what is wrong; give the exit code."""
    from translator.commands.check import CheckCall  # noqa: PLC0415
    from translator.commands.check import check as run  # noqa: PLC0415
    from translator.report.check import check_lines  # noqa: PLC0415
    from translator.report.terminal import show  # noqa: PLC0415

    found = run(site, CheckCall(call.pages, call.locales, call.shard, call.jobs))
    if as_json:
        _write(result, as_json=True, checks=found.findings)
    else:
        _write(result, as_json=False)
        show(check_lines(found), sys.stdout)
    if result.buggy or found.buggy:
        return 4
    if result.misconfigured:
        return 2
    return 1 if result.stale or result.to_do or found.failed() else 0


def _code(result: Result) -> int:
    return 4 if result.buggy else 2 if result.misconfigured else 3 if result.failed else 0


def _style(name: str | None) -> Style | None:
    if name is None:
        return None
    from translator.errors import ConfigError  # noqa: PLC0415
    from translator.page.pseudo import STYLES  # noqa: PLC0415 (the parser's modules, 40 ms)

    for style in STYLES:
        if style == name:
            return style
    raise ConfigError(f"no pseudo-translation {name}", remedy=f"one of {', '.join(STYLES)}")


def _print(result: Result, *, as_json: bool) -> None:
    try:
        _write(result, as_json=as_json)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has gone (`translate status | head`). That changes nothing about what was done, nor
        # the exit code: the rest goes nowhere, the interpreter's own last flush included.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if not as_json:
        from translator.report.terminal import tell_findings  # noqa: PLC0415

        findings = [*result.findings, *(finding for page in result.pages for finding in page.findings)]
        tell_findings(dict.fromkeys(findings))  # a source page's is each locale's


def _write(result: Result, *, as_json: bool, checks: tuple[Finding, ...] | None = None) -> None:
    if as_json:
        from translator.report.machine import to_json  # noqa: PLC0415

        sys.stdout.write(to_json(result, sys.stdout.encoding, checks))
        return
    from translator.report import lines  # noqa: PLC0415
    from translator.report.terminal import show  # noqa: PLC0415

    show(lines.sync_lines(result) if result.command == "sync" else lines.status_lines(result), sys.stdout)
