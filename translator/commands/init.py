"""``translate init``: look at the site, and write down what was found, every line explained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from translator import files
from translator.config import NAME, existing
from translator.detect import detect
from translator.detect.render import render_config
from translator.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

    from translator.detect import Detected

__all__ = ["Written", "init"]


@dataclass(frozen=True, slots=True)
class Written:
    """A configuration, as it was written down."""

    text: str
    path: str
    found: Detected

    @property
    def next_step(self) -> str:
        """What is to be done before the first sync."""
        if self.found.locales:
            return "Read it, then run: translate sync"
        where = self.found.builder_file
        named = f", and {where} names no other language" if where else ""
        return (
            f"No locale was found: no page is translated yet{named}. "
            'Name them in it, locales = ["ru", "pt-BR"], then run: translate sync'
        )


def init(root: Path, *, dry_run: bool = False) -> Written:
    """Find builder, trees and locales.

    :param root: the site's root
    :param dry_run: write nothing
    :raises ConfigError: there is a configuration already, or no such folder
    """
    if not root.is_dir():
        raise ConfigError("no such folder", path=str(root), remedy="name the site's root")
    if not dry_run:
        _refuse_second(root)
    found = detect(root)
    text = render_config(found)
    if not dry_run:
        files.write_atomic(root / NAME, text.encode(), root=root)
    return Written(text, NAME, found)


def _refuse_second(root: Path) -> None:
    """A configuration is never overwritten, nor put out of force by another one."""
    name = existing(root) or (NAME if (root / NAME).exists() else "")
    if name == NAME:
        raise ConfigError("it is there already", path=name, remedy="remove it first, or see --dry-run")
    if name:
        raise ConfigError(
            "[tool.translate] is there already",
            path=name,
            remedy=f"remove it first, or see --dry-run: {NAME} would put it out of force",
        )
