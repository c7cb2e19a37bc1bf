"""Pages as the caller names them, from the folder that the caller stands in."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["from_here"]


def from_here(root: Path, pages: list[str] | None) -> tuple[str, ...]:
    """Name pages from the site's root, as commands do; the caller may stand in a folder of the site.

    What is there when seen from the working directory is meant so; else it is seen from the root, as
    in reports: so a catalog's or a missing localized page's name can be pasted from one.
    """
    from glob import glob  # noqa: PLC0415

    named = []
    for page in pages or ():
        path = os.path.normpath(os.path.join(Path.cwd(), page))  # noqa: PTH118 (a link keeps its own name)
        there = os.path.lexists(page) or glob(page, recursive=True)  # noqa: PTH207
        inside = Path(path).is_relative_to(root)
        named.append(Path(path).relative_to(root).as_posix() if there and inside else page)
    return tuple(named)
