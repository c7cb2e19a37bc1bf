"""What the commands' arguments and options share: said once, so that they read alike everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

__all__ = ["Json", "Locales", "Pages", "Part", "Root", "site_root"]

# typer reads these annotations at run time, so they are spelt for it.
Pages = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Argument(
        metavar="PAGE",
        help="Source or localized pages, folders or glob patterns; all where none is named.",
        show_default=False,
    ),
]
Locales = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option(
        "--locale",
        "-l",
        metavar="CODE",
        help="Only this locale; may be given several times.",
        show_default=False,
    ),
]
Root = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option(
        "--root",
        metavar="FOLDER",
        help="The site's root, where translate.toml is; found from here upwards if left out.",
        show_default=False,
    ),
]
Part = Annotated[
    str, typer.Option("--shard", metavar="N/OF", help="Only this part of the site: 1/8, 2/8 … 8/8.")
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object (schema 1) instead of lines.")]


def site_root(root: Path | None) -> Path:
    """Find the site: as it was named, or from the working directory upwards.

    :raises ConfigError: there is none
    """
    from translator.config import find_root  # noqa: PLC0415

    return root.resolve() if root is not None else find_root(Path.cwd())
