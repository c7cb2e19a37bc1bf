"""Reads what a site's links can lead to: its builder's configuration, its files, their front matter."""

from __future__ import annotations

import os
import re
from hashlib import md5
from typing import TYPE_CHECKING, Any

from translator.builders import detect_builder
from translator.errors import PageError
from translator.links.address import NOWHERE, UNKNOWN, Address
from translator.links.site_map import SiteMap, site_map

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from translator.config import Config
    from translator.links.builders.base import Builder

__all__ = ["builder_folder", "read_builder", "read_map", "read_matter"]

_PAGES = (".md", ".markdown", ".mdx")
_SKIPPED = {
    "jekyll": ("vendor",),
    "hugo": ("public", "resources"),
    "mkdocs": ("site",),
    "docusaurus": ("build",),
    "astro": ("dist",),
    "vitepress": (),
}
"""What builders write in their own folder, or have no pages in."""
_LIMIT = 512 * 1024
"""Bytes of a page that are looked at for its front matter."""
_KEYS = re.compile(
    rb"""^[ \t]*["']?(?:permalink|redirect_from|published|slug|date|category|categories|url|aliases|draft
    |unlisted|build|_build|headless|publishdate|expirydate|id|lang)["']?[ \t]*[:=]""",
    re.MULTILINE | re.IGNORECASE | re.VERBOSE,
)
_MATTER: dict[bytes, Mapping[str, Any] | None] = {}
"""Front matter by the digest of what was read: `watch` meets the same pages at every change."""
_REMEMBERED = 2**15
_OPENING = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:---|\+\+\+|\{)[ \t]*\r?\n")
_REDIRECT = re.compile(r"^\s*(?:from\s*=\s*[\"'])?(/[^\s\"']*)", re.MULTILINE)


def builder_folder(root: Path, config: Config) -> str | None:
    """Find the folder of the builder's configuration, from the first pages' folder upwards.

    :return: relative to the root, empty for the root itself; None where no builder is known
    """
    for tree in config.pages:
        if tree.data_format:
            continue
        parts = tree.source.partition("{path}")[0].rpartition("/")[0].split("/")
        for length in range(len(parts), -1, -1):
            folder = "/".join(part for part in parts[:length] if part)
            if detect_builder(root / folder) is not None:
                return folder
    return None


def read_builder(root: Path, folder: str | None) -> Builder | None:
    """Read a builder's configuration; None where it is none whose addresses are known, or unreadable.

    :param folder: as `builder_folder` gives it
    """
    if folder is None:
        return None
    found = detect_builder(root / folder)
    if found is None:
        return None
    place = root / folder
    if found.name == "Jekyll":
        from translator.links.builders import jekyll  # noqa: PLC0415 (only the one that is needed)

        values = _values(place, found.files)
        return jekyll.read(values) if values is not None else None
    if found.name == "Hugo":
        from translator.links.builders import hugo  # noqa: PLC0415

        values = _hugo_values(place, found.files)
        return hugo.read(values) if values is not None else None
    if found.name == "MkDocs":
        from translator.links.builders import mkdocs  # noqa: PLC0415

        values = _values(place, found.files)
        return mkdocs.read(values) if values is not None else None
    if found.name == "Docusaurus":
        from translator.links.builders import docusaurus  # noqa: PLC0415

        text = next((_text(place / name) for name in found.files if (place / name).is_file()), "")
        return docusaurus.read(text)
    if found.name == "Astro":
        from translator.links.builders import astro  # noqa: PLC0415

        text = next((_text(place / name) for name in found.files if (place / name).is_file()), "")
        return astro.read(text)
    if found.name == "VitePress":
        from translator.links.builders import vitepress  # noqa: PLC0415

        text = next((_text(place / name) for name in found.files if (place / name).is_file()), "")
        return vitepress.read(text)
    return None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return ""


def _values(place: Path, names: Iterable[str]) -> dict[str, Any] | None:
    for name in names:
        if (place / name).is_file():
            return _parsed(_text(place / name), name)
    return None


def _hugo_values(place: Path, names: tuple[str, ...]) -> dict[str, Any] | None:
    values = _values(place, [name for name in names if not name.startswith("config/")])
    folder = place / "config" / "_default"
    if not folder.is_dir():
        return values
    merged = dict(values or {})
    for path in sorted(folder.glob("*.*")):
        found = _parsed(_text(path), path.name)
        if found is None:
            return None
        name = path.name.partition(".")[0]
        merged.update(found if name in ("hugo", "config") else {name: found})
    return merged


def _parsed(text: str, name: str) -> dict[str, Any] | None:
    """Read a configuration; None where it is broken: then nothing is known."""
    try:
        if name.endswith(".toml"):
            import tomllib  # noqa: PLC0415

            return tomllib.loads(text)
        if name.endswith(".json"):
            import json  # noqa: PLC0415

            values: Any = json.loads(text)
        else:
            import yaml  # noqa: PLC0415

            values = yaml.load(text, Loader=_loader())  # noqa: S506 (a safe loader that knows no tags)
    except ValueError:
        return None
    except Exception as error:
        if type(error).__module__.startswith("yaml"):
            return None
        raise
    return values if isinstance(values, dict) else {}


def _loader() -> Any:
    """YAML's base loader, which makes texts of everything, and of a tag what stands behind it."""
    import yaml  # noqa: PLC0415

    class Loader(yaml.BaseLoader):
        pass

    def plain(loader: Any, _: str, node: Any) -> Any:
        if isinstance(node, yaml.MappingNode):
            return loader.construct_mapping(node, deep=True)
        if isinstance(node, yaml.SequenceNode):
            return loader.construct_sequence(node, deep=True)
        return loader.construct_scalar(node)

    Loader.add_multi_constructor("!", plain)
    Loader.add_multi_constructor("tag:", plain)
    return Loader


def read_map(
    root: Path, folder: str | None, builder: Builder | None, pages: Iterable[str], locales: Iterable[str] = ()
) -> SiteMap:
    """Find all that a site's links can lead to.

    :param root: the site's root
    :param folder: the builder's, as `builder_folder` gives it
    :param pages: the site's source and localized pages, relative to the root; those that are not there are
        passed over
    :param locales: all locales' codes, the source's too
    """
    known: dict[str, Address] = {}
    statics: list[tuple[str, str]] = []
    prefix = f"{folder}/" if folder else ""
    found = _files(root, folder, _SKIPPED[builder.name]) if builder is not None and folder is not None else []
    present = set(found)
    for file in found:
        inside = file.removeprefix(prefix)
        page = file.endswith(_PAGES)
        if builder is not None and (page or file.endswith((".html", ".htm"))):
            matter = read_matter(root / file)
            if page or matter is not None:
                known[file] = builder.address(inside, matter)
        if builder is not None and (url := builder.static(inside)):
            statics.append((url, file))
    for file in pages:
        if file not in known and file not in present and os.path.isfile(f"{root}/{file}"):  # noqa: PTH113
            known[file] = UNKNOWN if builder is not None else NOWHERE
    statics = [each for each in statics if not known.get(each[1], NOWHERE).url]
    return site_map(
        builder,
        folder or "",
        known,
        statics,
        locales,
        _redirects(root / (folder or ""), builder),
        lambda path: os.path.lexists(f"{root}/{path}"),
    )


def _files(root: Path, folder: str, skip: tuple[str, ...]) -> list[str]:
    found = []
    top = os.path.join(root, folder) if folder else str(root)  # noqa: PTH118 (thousands of them)
    for place, folders, names in os.walk(top):
        inside = os.path.relpath(place, root).replace(os.sep, "/")
        inside = "" if inside == "." else f"{inside}/"
        skipped = {"node_modules", "_site", *(skip if place == top else ())}
        folders[:] = sorted(each for each in folders if not each.startswith(".") and each not in skipped)
        found += [f"{inside}{name}" for name in sorted(names) if not name.startswith(".")]
    return found


def read_matter(path: Path) -> Mapping[str, Any] | None:
    """Read a page's front matter, where it says anything of its address; None where it has none."""
    from translator.page import frontmatter  # noqa: PLC0415

    try:
        with path.open("rb") as file:
            head = file.read(4096)
            if not _OPENING.match(head):
                return None
            data = head if len(head) < 4096 else head + file.read(_LIMIT)
    except OSError:
        return None
    if not _KEYS.search(data):
        return {}
    digest = md5(data, usedforsecurity=False).digest()
    if digest not in _MATTER:
        if len(_MATTER) >= _REMEMBERED:
            _MATTER.clear()
        try:
            block = frontmatter.split(data)
            _MATTER[digest] = frontmatter.metadata(data, block) if block is not None else None
        except (PageError, ValueError):
            _MATTER[digest] = {}
    return _MATTER[digest]


def _redirects(place: Path, builder: Builder | None) -> tuple[str, ...]:
    """Addresses that the server redirects, as Netlify and its like have them."""
    if builder is None:
        return ()
    texts = [
        _text(place / name)
        for name in ("_redirects", "static/_redirects", "public/_redirects", "netlify.toml")
    ]
    found = []
    for text in filter(None, texts):
        for address in _REDIRECT.findall(text):
            if address in ("/", "/*"):
                continue
            pattern = re.escape(address.rstrip("/")).replace(r"\*", ".*")
            found.append(re.sub(r":\w+", "[^/]+", pattern) + "/?")
    return tuple(found)
