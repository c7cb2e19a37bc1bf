"""Which trees a site's file names show: pure, from the list of its files.

Each file gives hypotheses: a folder, or the end of its name, may be a locale's code. Files that agree on
one make a tree if their paths, with the locale taken out or put as the source's, are those of source pages.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from translator.layout import DATA_FORMATS, PAGE_ENDINGS, Pattern, compile_pattern, foreign_locales
from translator.tags import looks_like_locale

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["NO_CONTENT", "FoundTree", "content_root", "find_trees", "no_readme", "source_files"]

NO_CONTENT = frozenset(("test", "tests", "spec", "fixtures", "example", "examples", "themes", "scripts"))
"""Folders at the top that hold pages about the program, or of nobody's."""
_DOCUSAURUS = {
    "docusaurus-plugin-content-docs/current": "docs",
    "docusaurus-plugin-content-blog": "blog",
    "docusaurus-plugin-content-pages": "src/pages",
}
_NOT_PAGES = ("README", "LICENSE", "CHANGELOG", "CONTRIBUTING", "CODE_OF_CONDUCT", "SECURITY")


@dataclass(frozen=True, slots=True)
class FoundTree:
    """A tree, with what speaks for it."""

    source: str
    localized: str
    locales: frozenset[str]
    """Those that have pages."""
    mirrored: int
    """How many localized pages have their source page."""
    exclude: tuple[str, ...] = ()
    catalogs: str = ""
    """Its own catalogs' pattern, where the common one would have two trees share a catalog."""
    at_top: frozenset[str] = frozenset()
    """The locales that have pages right in the tree's folder, in no folder below."""
    active: bool = True
    """False: to be shown, but not to be written as if it were meant."""

    @property
    def is_data(self) -> bool:
        """Whether its files are data files."""
        return compile_pattern(self.source).ending in DATA_FORMATS


def find_trees(files: Sequence[str], source_locale: str, codes: Sequence[str] = ()) -> tuple[FoundTree, ...]:
    """Find the trees that have localized pages, the largest first, data files last.

    :param files: pages and data files, relative to the root
    :param codes: the locales that the builder's configuration names: they need not look like any
    """
    files = [file for file in files if file.partition("/")[0] not in NO_CONTENT]
    found: list[FoundTree] = []
    for pattern in _hypotheses(files):
        found.extend(_trees(pattern, files, source_locale, tuple(codes)))
    found.sort(key=lambda tree: (tree.is_data, -tree.mirrored, tree.source))
    largest = next(iter(found), None)
    if largest is None:
        return ()
    count = len(frozenset[str]().union(*(tree.locales for tree in found)))
    chosen = [tree for tree in found if tree is largest or tree.is_data or 2 * len(tree.locales) >= count]
    for localized in dict.fromkeys(tree.localized for tree in _at_root(chosen)):
        chosen = _wide_or_deep(chosen, localized, count)
    minor = [
        replace(tree, active=False, exclude=_folders_of(chosen) if tree in _at_root(found) else ())
        for tree in found
        if tree not in chosen and not any(_is_below(tree, wide) for wide in _at_root(chosen))
    ]
    chosen = [*chosen, *_other_endings(chosen, files)]
    return (*_apart(chosen, files, source_locale), *minor)


def _other_endings(trees: Sequence[FoundTree], files: Sequence[str]) -> Iterator[FoundTree]:
    """Find the pages among a tree's that end otherwise: ``x.mdx`` among ``.md``, none translated yet."""
    layouts = {tree.source for tree in trees}
    for tree in trees:
        ending = compile_pattern(tree.source).ending
        for other in PAGE_ENDINGS if not tree.is_data else ():
            source = f"{tree.source.removesuffix(ending)}{other}"
            localized = f"{tree.localized.removesuffix(ending)}{other}"
            sibling = replace(tree, source=source, localized=localized, mirrored=0, at_top=frozenset())
            if source not in layouts and source_files(sibling, files, tree.locales):
                layouts.add(source)
                yield sibling


def _wide_or_deep(trees: list[FoundTree], localized: str, count: int) -> list[FoundTree]:
    """Keep either the trees that reach over all folders (``{path}-en.md``) or those of single folders.

    The wide ones are what is meant if the root has pages of its own in most of the locales.
    """
    wide = [tree for tree in trees if tree.localized == localized]
    deep = [tree for tree in trees if any(_is_below(tree, each) for each in wide)]
    at_top = frozenset[str]().union(*(tree.at_top for tree in wide))
    if not deep:
        return trees
    dropped = deep if 2 * len(at_top) >= count else wide
    return [tree for tree in trees if tree not in dropped]


def _is_below(tree: FoundTree, wide: FoundTree) -> bool:
    """Whether a tree is another one's layout in a folder."""
    return tree.source.endswith(f"/{wide.source}") and tree.localized.endswith(f"/{wide.localized}")


def _folders_of(trees: Iterable[FoundTree]) -> tuple[str, ...]:
    tops = {compile_pattern(tree.source).folder().partition("/")[0] for tree in trees if not tree.is_data}
    return tuple(f"{top}/**" for top in sorted(tops) if top)


def _at_root(trees: Iterable[FoundTree]) -> list[FoundTree]:
    return [
        tree for tree in trees if tree.source.startswith("{path}") and tree.localized.startswith("{path}")
    ]


def source_files(tree: FoundTree, files: Iterable[str], locales: Iterable[str]) -> dict[str, str]:
    """Find a tree's source pages → what ``{path}`` stands for, its ``exclude`` not yet applied."""
    source, localized = compile_pattern(tree.source), compile_pattern(tree.localized)
    matched = {file: path for file in files if (path := source.match(file)) is not None}
    foreign = foreign_locales(matched, source, localized, locales)
    return {file: path for file, path in matched.items() if file not in foreign}


def _hypotheses(files: Iterable[str]) -> list[Pattern]:
    """Every localized pattern that a file's name suggests, each once."""
    files = list(files)
    patterns: dict[str, None] = {}
    roots: dict[tuple[str, str], str] = {}
    for file in files:
        stem, _, ending = file.rpartition(".")
        folders = stem.split("/")[:-1]
        at = next((number for number, name in enumerate(folders) if looks_like_locale(name)), None)
        if at is not None:
            patterns[_folder_pattern(folders, at, ending)] = None
        if ending in DATA_FORMATS:
            continue
        for separator in ".-_":
            if compile_pattern(f"{{path}}{separator}{{locale}}.{ending}").match_locale(file):
                top = folders[0] if folders else ""
                if (top, ending) not in roots:
                    same = [each for each in files if each.endswith(f".{ending}")]
                    roots[top, ending] = content_root(top, same)
                root = roots[top, ending]
                patterns[f"{root}{'/' if root else ''}{{path}}{separator}{{locale}}.{ending}"] = None
    return [compile_pattern(text) for text in patterns]


def _folder_pattern(folders: Sequence[str], at: int, ending: str) -> str:
    """``i18n/ru/docusaurus-plugin-content-docs/current/x.md``: the plugin's folder belongs to the layout."""
    parts = [*folders[:at], "{locale}"]
    below = folders[at + 1 :]
    if below and below[0].startswith("docusaurus-plugin-content-"):
        depth = 2 if below[0] == "docusaurus-plugin-content-docs" else 1
        parts.extend(below[:depth])
    return "/".join((*parts, f"{{path}}.{ending}"))


def content_root(top: str, files: Sequence[str]) -> str:
    """Find the deepest folder under a top one that still holds all its pages."""
    if not top:
        return ""
    parents = [file.split("/")[:-1] for file in files if file.startswith(f"{top}/")]
    root = parents[0] if parents else [top]
    for parent in parents:
        shared = 0
        while shared < min(len(root), len(parent)) and root[shared] == parent[shared]:
            shared += 1
        root = root[:shared]
    return "/".join(root)


def _trees(
    localized: Pattern, files: Sequence[str], source_locale: str, codes: tuple[str, ...]
) -> Iterator[FoundTree]:
    """Find the trees of a localized pattern: whose source pages bear their locale too, or do not, or both."""
    members: dict[str, set[str]] = defaultdict(set)
    for file in files:
        match = (localized.match_locale(file, codes) if codes else None) or localized.match_locale(file)
        if match is not None:
            members[match[1]].add(match[0])
    present = set(files)
    for source in _sources(localized, source_locale):
        labelled = source.text == localized.for_locale(source_locale).text
        counts = {
            code: sum(source.fill(path) in present for path in paths)
            for code, paths in members.items()
            if code != source_locale
        }
        # a name such as `sign-in` beside `sign` proves nothing; a second pair does
        least = 2 if not labelled and "{path}-" in localized.text else 1
        locales = {
            code
            for code, count in counts.items()
            if count >= least and (labelled or 2 * count >= len(members[code]))
        }
        if locales:
            paths = set().union(*(members[code] for code in locales))
            deeper = _shared_folder(localized, [path for path in paths if source.fill(path) in present])
            yield FoundTree(
                source.text.replace("{path}", f"{deeper}{{path}}"),
                localized.text.replace("{path}", f"{deeper}{{path}}"),
                frozenset(locales),
                sum(counts[code] for code in locales),
                at_top=frozenset(
                    code
                    for code in locales
                    if any("/" not in path and source.fill(path) in present for path in members[code])
                ),
            )


def _sources(localized: Pattern, source_locale: str) -> Iterator[Pattern]:
    yield localized.for_locale(source_locale)
    text = localized.text
    for plugin, folder in _DOCUSAURUS.items():
        if f"/{plugin}/" in text:
            yield compile_pattern(text.replace(f"i18n/{{locale}}/{plugin}", folder))
            return
    if "/docusaurus-plugin-content-docs/version-" in text:
        yield compile_pattern(text.replace("i18n/{locale}/docusaurus-plugin-content-docs", "versioned_docs"))
        return
    bare = text
    for mark in ("{locale}/", ".{locale}", "-{locale}", "_{locale}"):
        bare = bare.replace(mark, "")
    if "{locale}" not in bare:
        yield compile_pattern(bare)


def _shared_folder(localized: Pattern, paths: Sequence[str]) -> str:
    """Find the folder below the locale that all pages share: ``docs/`` in ``docs/ru/docs/x.md``."""
    if not localized.before.endswith("{locale}/") or len(paths) < 3:
        return ""
    firsts = {path.partition("/")[0] if "/" in path else "" for path in paths}
    return f"{firsts.pop()}/" if len(firsts) == 1 and "" not in firsts else ""


def _apart(trees: Sequence[FoundTree], files: Sequence[str], source_locale: str) -> tuple[FoundTree, ...]:
    """Keep the trees out of one another: exclude what is another's, give catalogs of their own."""
    locales = {source_locale, *(code for tree in trees for code in tree.locales)}
    sources = [source_files(tree, files, locales) for tree in trees]
    apart: list[FoundTree] = []
    taken: set[str] = set()
    for tree, own in zip(trees, sources, strict=True):
        folder = compile_pattern(tree.source).before.rpartition("/")[0]
        exclude = list(no_readme(f"{folder}/" if folder else "", own))
        for other, theirs in zip(trees, sources, strict=True):
            inner = compile_pattern(other.source).folder()
            if (
                other is not tree
                and own.keys() & theirs.keys()
                and inner.startswith(folder)
                and inner != folder
            ):
                exclude.append(f"{inner.removeprefix(f'{folder}/')}/**")
        paths = {path for file, path in own.items() if not _is_in(file, folder, exclude)}
        if not paths:
            continue
        catalogs = f"locales/{{locale}}/{_short_name(tree)}/{{path}}.po" if paths & taken else ""
        taken |= paths
        apart.append(replace(tree, exclude=tuple(dict.fromkeys(exclude)), catalogs=catalogs))
    return tuple(apart)


def _is_in(file: str, folder: str, globs: Iterable[str]) -> bool:
    inner = file.removeprefix(f"{folder}/") if folder else file
    return any(inner.startswith(glob[:-2]) if glob.endswith("/**") else inner == glob for glob in globs)


def _short_name(tree: FoundTree) -> str:
    """Name a tree's catalogs: after the folder of data (``data``), else after the files' ending."""
    first = tree.source.partition("/")[0].strip("_.")
    return first if tree.is_data and first.isidentifier() else compile_pattern(tree.source).ending


def no_readme(folder: str, files: Iterable[str]) -> tuple[str, ...]:
    """In a repository's root there are pages for its visitors."""
    if folder:
        return ()
    return tuple(
        sorted(file for file in files if "/" not in file and file.partition(".")[0].upper() in _NOT_PAGES)
    )
