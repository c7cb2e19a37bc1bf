"""The trees of a site that nobody has translated yet, where its builder looks for translations. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from translator.detect.trees import NO_CONTENT, FoundTree, content_root, no_readme
from translator.layout import PAGE_ENDINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Habit", "untranslated_trees"]


@dataclass(frozen=True, slots=True)
class Habit:
    """Where a builder has its pages."""

    builder: str = ""
    base: str = ""
    """The folder of the builder's configuration, with a slash at its end; empty for the root."""
    in_folders: bool = False
    """Whether the builder's configuration wants a folder for each locale."""


def untranslated_trees(files: Sequence[str], source_locale: str, habit: Habit) -> tuple[FoundTree, ...]:
    """Propose a tree for each ending of a site's pages, in its builder's habit; none without pages."""
    pages = [file for file in files if file.rpartition(".")[2] in PAGE_ENDINGS]
    pages = [file for file in pages if file.partition("/")[0] not in NO_CONTENT] or pages
    if not pages:
        return ()
    root = _root(pages, source_locale, habit)
    folder = f"{root}/" if root else ""
    trees: list[FoundTree] = []
    taken: set[str] = set()
    endings = [file.rpartition(".")[2] for file in pages]
    for ending in sorted(PAGE_ENDINGS, key=endings.count, reverse=True):
        own = [file for file in pages if file.startswith(folder) and file.endswith(f".{ending}")]
        if not own:
            continue
        paths = {file.removesuffix(f".{ending}") for file in own}
        trees.append(
            FoundTree(
                f"{folder}{{path}}.{ending}",
                _localized(root, ending, source_locale, habit),
                frozenset(),
                0,
                no_readme(folder, own),
                f"locales/{{locale}}/{ending}/{{path}}.po" if paths & taken else "",
            )
        )
        taken |= paths
    return tuple(trees)


def _root(pages: Sequence[str], source_locale: str, habit: Habit) -> str:
    """Find the folder that the builder takes for the pages' root, else the deepest that holds most."""
    root = next(
        (each for each in _usual(habit) if any(file.startswith(f"{each}/") for file in pages)),
        None,
    )
    if root is None:
        tops = [file.partition("/")[0] if "/" in file else "" for file in pages]
        root = content_root(max(sorted(set(tops)), key=tops.count), pages)
    pages = [file for file in pages if not root or file.startswith(f"{root}/")]
    own = f"{root}/{source_locale}" if root else source_locale
    return own if 5 * sum(file.startswith(f"{own}/") for file in pages) >= 4 * len(pages) else root


def _usual(habit: Habit) -> tuple[str, ...]:
    if habit.builder == "Docusaurus":
        return f"{habit.base}docs", "docs"
    return (f"{habit.base}src/content/docs",) if habit.builder == "Astro" else ()


def _localized(root: str, ending: str, source_locale: str, habit: Habit) -> str:
    parts = root.split("/") if root else []
    folder = f"{root}/" if root else ""
    if source_locale in parts:
        folders = "/".join("{locale}" if part == source_locale else part for part in parts)
        return f"{folders}/{{path}}.{ending}"
    if root in _usual(habit) and habit.builder == "Docusaurus":
        return f"{habit.base}i18n/{{locale}}/docusaurus-plugin-content-docs/current/{{path}}.{ending}"
    if habit.builder in ("Hugo", "Zola", "MkDocs") and not habit.in_folders:
        return f"{folder}{{path}}.{{locale}}.{ending}"
    return f"{folder}{{locale}}/{{path}}.{ending}"
