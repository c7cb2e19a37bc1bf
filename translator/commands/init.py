"""``translate init``: look at the site, and write down what was found, every line explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator import files
from translator.config import NAME
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
    if not dry_run and (root / NAME).exists():
        raise ConfigError("it is there already", path=NAME, remedy="remove it first, or see --dry-run")
    text = render_config(detect(root))
    if not dry_run:
        files.write_atomic(root / NAME, text.encode(), root=root)
    return text, NAME
