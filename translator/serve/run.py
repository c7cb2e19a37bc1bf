"""``translate serve``, from its start to Ctrl-C."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.changes import Changes
from translator.commands.live import Live
from translator.commands.watch import Loop, ended_by_signals
from translator.serve.app import App
from translator.serve.hub import Hub
from translator.serve.server import Server
from translator.serve.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from translator.model import Watched

__all__ = ["serve"]


def serve(
    root: Path,
    port: int,
    *,
    editable: bool,
    tell: Callable[[Watched], None],
    ready: Callable[[str], None],
) -> Watched:
    """Show a site's translations in a browser until a signal ends it.

    :param root: the site's root
    :param port: 0 for any that is free
    :param editable: whether translations may be changed, and pages be brought up to date; else nothing is
        ever written
    :param tell: told what is done, as by `watch`
    :param ready: told the address to open
    :return: what was done, all in all
    :raises ConfigError: the configuration is wrong at the start, or the port is taken
    :raises TranslateError: files cannot be watched, or another run holds the site
    """
    changes = Changes(root)
    live = Live(root, write=editable)
    loop = Loop(live, changes, tell)
    workspace = Workspace(live, loop.told, editable=editable)
    hub = Hub()
    server = Server(port)
    with ended_by_signals(changes.end):
        try:
            with workspace.lock:
                loop.start()
            server.start(App(workspace, server.gate), hub)
            ready(server.address)
            while not changes.ended:
                paths = loop.pause()
                if not paths:
                    continue
                before = live.pairs
                with workspace.lock:
                    touched = workspace.touched(paths)
                    loop.sync(paths)
                    workspace.changed()
                    whole = not touched or before != live.pairs
                hub.tell("change", {"pages": [] if whole else touched})
        finally:
            hub.close()
            server.close()
            changes.close()
    return loop.summary()
