"""What each site builder understands beyond CommonMark, one small file a builder."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from translator.page.dialects.asides import ASIDES
from translator.page.dialects.base import Mask, apply, outermost
from translator.page.dialects.github import GITHUB
from translator.page.dialects.hugo import HUGO
from translator.page.dialects.jekyll import JEKYLL
from translator.page.dialects.mdx import MDX
from translator.page.dialects.mkdocs import MKDOCS
from translator.page.dialects.myst import MYST
from translator.page.dialects.obsidian import OBSIDIAN
from translator.page.dialects.pandoc import PANDOC
from translator.page.dialects.vitepress import VITEPRESS
from translator.page.dialects.zola import ZOLA

if TYPE_CHECKING:
    from collections.abc import Iterable

    from translator.page.dialects.base import Dialect

__all__ = ["DIALECTS", "apply", "dialect", "masks", "speaks", "switches"]

DIALECTS: dict[str, Dialect] = {
    "asides": ASIDES,
    "github": GITHUB,
    "hugo": HUGO,
    "jekyll": JEKYLL,
    "mdx": MDX,
    "mkdocs": MKDOCS,
    "myst": MYST,
    "obsidian": OBSIDIAN,
    "pandoc": PANDOC,
    "vitepress": VITEPRESS,
    "zola": ZOLA,
}


@lru_cache(maxsize=64)
def dialect(name: str) -> Dialect:
    """Give the dialect of a name: ``mkdocs``, or ``mkdocs+admonition+attr_list`` with just these extensions.

    Where there are no extensions to choose from, what stands there is the site's: ``mdx+opaque:Trans``.
    Of MyST's, so are directives: ``myst+colon_fence+directive:weather``.

    :raises KeyError: no such dialect (the configuration is checked before)
    """
    base, plus, extensions = name.partition("+")
    known = DIALECTS[base]
    if not plus:
        return known
    chosen = frozenset(extensions.split("+"))
    # what has a colon is no extension: a directive of the site's own
    own = frozenset(name for name in chosen if ":" in name)
    return known.having(chosen & known.extensions | own if known.extensions else chosen)


def speaks(names: Iterable[str], base: str) -> bool:
    """Whether one of the dialects is of a builder, whichever of its extensions are on."""
    return any(name.partition("+")[0] == base for name in names)


def masks(names: tuple[str, ...], body: bytes) -> tuple[Mask, ...]:
    """The masks of all of a site's dialects, in order, the outer of overlapping ones.

    :raises KeyError: no such dialect (the configuration is checked before)
    """
    found: list[Mask] = []
    for name in names:
        found += dialect(name).masks(body)
    return outermost(found) if found else ()


@lru_cache(maxsize=64)
def switches(names: tuple[str, ...]) -> frozenset[str]:
    """The parser's switches for these dialects: plain Markdown is GitHub's, which links bare URLs."""
    if not names:
        return frozenset(("linkify",))
    return frozenset().union(*(dialect(name).options for name in names))
