"""``translate init``: look at the site, and write down what was found, every line explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator import files
from translator.config import NAME, existing
from translator.detect import detect
from translator.detect.render import render_config
from translator.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["init"]


def init(root: Path, *, dry_run: bool = False) -> tuple[str, str]:
    """Find builder, trees and locales.

    :param root: the site's root
    :param dry_run: write nothing
    :return: the configuration's text, and its file name
    :raises ConfigError: there is a configuration already, or no such folder
    """
    if not root.is_dir():
        raise ConfigError("no such folder", path=str(root), remedy="name the site's root")
    if not dry_run:
        _refuse_second(root)
    text = render_config(detect(root))
    if not dry_run:
        files.write_atomic(root / NAME, text.encode(), root=root)
    return text, NAME


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
