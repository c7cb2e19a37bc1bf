"""What `translate init` finds: the builder, the trees, the locales and what their front matter shows."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from translator.builders import BUILDERS, Builder, detect_builder, spoken_by, text_of
from translator.builders.extensions import detect_extensions
from translator.detect.fresh import Habit, untranslated_trees
from translator.detect.keys import FoundKeys, find_keys, same_structure
from translator.detect.languages import Languages, read_languages
from translator.detect.trees import FoundTree, find_trees, source_files
from translator.errors import ConfigError
from translator.layout import DATA_FORMATS, PAGE_ENDINGS, compile_pattern
from translator.scan import scan
from translator.tags import canonical, is_tag, looks_like_locale, meant

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

__all__ = ["Detected", "detect"]

_SAMPLE = 60
"""Pages of a tree that are read to learn its keys; they are much alike."""
_PREFERRED = ("docs", "site", "website", "src")
"""Folders that a site may lie in, inside a repository about something else."""


@dataclass(frozen=True, slots=True)
class Detected:
    """All that is needed to write a configuration."""

    builder: str
    """Its name; empty where none is known."""
    builder_file: str
    """What told it."""
    dialects: tuple[str, ...]
    extensions: tuple[str, ...] | None
    """The builder's that are on; None where it has none to choose from, or does not say."""
    source_locale: str
    locales: tuple[str, ...]
    tags: Mapping[str, str]
    """Code → BCP 47 tag, for codes that are not the tag of the language meant."""
    trees: tuple[FoundTree, ...]
    keys: FoundKeys
    pages: int
    """How many source pages there are."""


def detect(root: Path) -> Detected:
    """Look at a site. Nothing is written.

    :param root: its root
    :raises ConfigError: there are no pages
    """
    builder, where = _builder(root)
    endings = frozenset((*PAGE_ENDINGS, *DATA_FORMATS))
    base = f"{where.rpartition('/')[0]}/" if "/" in where and not where.startswith((".", "config/")) else ""
    files = [file for file in scan(root, [""], endings).files if _is_content(file, builder, base)]
    known = read_languages(where, text_of(root / where)) if where else Languages()
    names, languages = known.source, known.codes
    source_locale, trees = _trees(root, files, names, languages)
    if not trees:
        habit = Habit(builder.name if builder else "", base, in_folders=known.in_folders)
        trees = untranslated_trees(files, source_locale, habit)
        if not trees:
            raise ConfigError(
                "no Markdown pages here, nor in a folder below",
                path=str(root),
                remedy="write a page first, or name the site's root: --root FOLDER",
            )
    present = frozenset[str]().union(*(tree.locales for tree in trees if tree.active))
    wanted = present or frozenset(code for code in languages if is_tag(code) or meant(code)) - {source_locale}
    locales = tuple(
        sorted(
            wanted, key=lambda code: (languages.index(code) if code in languages else len(languages), code)
        )
    )
    pairs = [pair for tree in trees if tree.active for pair in _sample(files, tree, locales, source_locale)]
    pages = [pair for pair in pairs if pair[0].rpartition(".")[2] in PAGE_ENDINGS]
    keys = find_keys(root, pages)
    if (
        not names
        and is_tag(keys.source_locale)
        and not any(_is_labelled(tree, source_locale) for tree in trees)
    ):
        source_locale = keys.source_locale
        locales = tuple(code for code in locales if code != source_locale)
    sources = {
        file for tree in trees if tree.active for file in source_files(tree, files, (*locales, source_locale))
    }
    return Detected(
        builder.name if builder else "",
        where,
        spoken_by(builder, text_of(root / where)) if builder else _spoken(root, files),
        detect_extensions((root / where).parent) if where else None,
        source_locale,
        locales,
        _tags(root, (source_locale, *locales), pairs),
        trees,
        keys,
        len(sources),
    )


def _builder(root: Path) -> tuple[Builder | None, str]:
    """Find the builder and its file: in the root, or in a folder of a program's repository."""
    folders = [
        "",
        *_PREFERRED,
        *sorted(path.relative_to(root).as_posix() for path in root.glob("docs/*") if path.is_dir()),
    ]
    for folder in folders:
        builder = detect_builder(root / folder)
        if builder is not None:
            name = next(name for name in builder.files if (root / folder / name).exists())
            return builder, f"{folder}/{name}" if folder else name
    if (root / "i18n").is_dir() and any(root.glob("i18n/*/docusaurus-plugin-content-*")):
        return next(builder for builder in BUILDERS if builder.name == "Docusaurus"), "i18n"
    return None, ""


def _is_content(file: str, builder: Builder | None, base: str) -> bool:
    """Whether a file is where its builder has pages and data: in its own folder, or beside it."""
    name = builder.name if builder else ""
    tops = {
        "Hugo": ("content", "data", "i18n"),
        "Zola": ("content",),
        "MkDocs": ("docs",),
        "mdBook": ("src",),
        "Astro": ("src", "content"),
        "Docusaurus": ("docs", "blog", "src", "i18n", "versioned_docs"),
    }.get(name)
    if tops and any(each.partition("/")[0] in tops for each in (file, file.removeprefix(base))):
        return True
    # a site inside another repository, or with folders of its own choice, is looked at as a whole
    return not tops


def _trees(
    root: Path, files: Sequence[str], named: str, languages: Sequence[str]
) -> tuple[str, tuple[FoundTree, ...]]:
    """Find the source locale and the trees.

    Where the builder names no language, it is English, unless that makes no trees and another does. Of
    those, the language with the most pages: localized pages mirror the source, so none has more.
    """
    folders = Counter(part for file in files for part in set(file.split("/")[:-1]) if looks_like_locale(part))
    most = [code for code, _ in folders.most_common(1) if is_tag(code)]
    likely = [named] if named else ["en", *most]
    for code in likely:
        trees = tuple(
            tree
            for tree in find_trees(files, code, languages)
            if not tree.is_data or _mirrors(root, files, tree)
        )
        if trees:
            return code, trees
    return likely[0], ()


def _is_labelled(tree: FoundTree, code: str) -> bool:
    """Whether the source pages' own place names their language."""
    return compile_pattern(tree.localized).for_locale(code).text == tree.source


def _mirrors(root: Path, files: Sequence[str], tree: FoundTree) -> bool:
    """Whether data files of several locales have the same keys; else they are no translations."""
    pairs = _sample(files, tree, tuple(sorted(tree.locales)), "")
    same = sum(same_structure(root / source, root / localized) for source, localized, _ in pairs)
    return bool(pairs) and 2 * same >= len(pairs)


def _sample(
    files: Sequence[str], tree: FoundTree, locales: Sequence[str], source_locale: str
) -> list[tuple[str, str, str]]:
    """(source page, localized page, locale) of some pairs of a tree, spread over all of it."""
    present = set(files)
    localized = compile_pattern(tree.localized)
    pairs = [
        (file, place, locale)
        for file, path in source_files(tree, files, (*locales, source_locale)).items()
        for locale in locales
        if (place := localized.fill(path, locale)) in present
    ]
    step = max(1, -(-len(pairs) // _SAMPLE))
    if step % max(1, len(locales)) == 0:
        step += 1  # else each sample would be of the same locale
    return pairs[::step]


def _tags(root: Path, codes: Sequence[str], pairs: Sequence[tuple[str, str, str]]) -> dict[str, str]:
    """Find the tags of codes that are none, or not that of the language that the pages are written in."""
    tags: dict[str, str] = {}
    for code in codes:
        texts = [text_of(root / place) for _, place, locale in pairs if locale == code][:5]
        tag = meant(code, "\n".join(texts))
        if tag is not None:
            tags[code] = tag
        elif not is_tag(code):
            tags[code] = "und"
        elif canonical(code) != code and "_" in code:
            tags[code] = canonical(code)
    return tags


def _spoken(root: Path, files: Sequence[str]) -> tuple[str, ...]:
    """Tell the dialect that pages show where no builder's configuration is at hand."""
    pages = [file for file in files if file.endswith(".md")]
    text = "".join(text_of(root / file) for file in pages[:: max(1, len(pages) // _SAMPLE)][:_SAMPLE])
    signs: dict[str, Any] = {"hugo": r"\{\{[<%]", "jekyll": r"\{% (?:include|highlight|raw|if|for|link)\b"}
    counts = {name: len(re.findall(sign, text)) for name, sign in signs.items()}
    best = max(counts, key=lambda name: counts[name])
    return (best,) if counts[best] >= 3 else ()
