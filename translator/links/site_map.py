"""A site's addresses: which page answers where. What is not known is told apart from what is not there."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from translator.links.address import Address, forms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from translator.links.builders.base import Builder

__all__ = ["SiteMap", "site_map"]


@dataclass(frozen=True, slots=True)
class SiteMap:
    """Files are relative to the site's root, with forward slashes; addresses are without the base."""

    builder: Builder | None
    folder: str
    """The builder's; empty for the site's root."""
    pages: Mapping[str, Address]
    """File → address, of all pages."""
    at: Mapping[str, str]
    """Address, in each of its forms → file."""
    statics: Mapping[str, str]
    """Address → file, of what is copied as it is."""
    folders: frozenset[str]
    """All folders of addresses that pages or files stand in, with a slash at both ends."""
    doubtful: frozenset[str]
    """Names of pages whose address is not known."""
    named: Mapping[str, Mapping[str, str]]
    """Folder → last part of the address, without its ending → address."""
    by_name: Mapping[str, Sequence[str]]
    """Last part of the address, without its ending → addresses."""
    roots: frozenset[str]
    """Folders that are the root of the site, or of a locale's pages."""
    redirects: tuple[str, ...] = ()
    """Regular expressions of addresses that lead elsewhere."""
    exists: Callable[[str], bool] = field(default=lambda _: False, repr=False)
    """Whether a file or folder of the site is there."""

    def inside(self, file: str) -> str:
        """Give a file's path as the builder sees it."""
        return file.removeprefix(f"{self.folder}/") if self.folder else file

    def outside(self, path: str) -> str:
        """Give a builder's path as the site has it."""
        return f"{self.folder}/{path}" if self.folder else path

    def url(self, file: str) -> str:
        """Give a page's address; empty where it is not known."""
        found = self.pages.get(file)
        return found.url if found is not None else ""

    def page_at(self, url: str) -> str:
        """Find the page that answers at an address, a builder's prefix for a locale or not."""
        file = self.at.get(url, "")
        if not file and self.builder is not None and self.builder.prefixes:
            _, first, rest = (*url.split("/", 2), "")[:3]
            if first in self.builder.prefixes:
                file = self.at.get(f"/{rest}", "")
        return file

    def is_known_missing(self, url: str) -> bool:
        """Whether nothing can answer at an address where no page and no file is known.

        Plugins, themes and other programs may serve what no file of the site shows. So it is only said of an
        address beside those of pages or files that are there, or of one that ends in the name of a page that
        is elsewhere, and of one right below a root only if it looks like a misspelt one.
        """
        builder = self.builder
        if builder is None or not builder.certain:
            return False
        parts = [part for part in url.split("/") if part]
        if not parts or set(parts) & builder.generated:
            return False
        name = parts[-1]
        parent = f"/{'/'.join(parts[:-1])}/".replace("//", "/")
        if name.rpartition(".")[0] and name.rpartition(".")[2] not in ("html", "htm", "md"):
            return len(parts) > 1 and parent in self.folders
        if plain_name(name) in self.doubtful or any(re.fullmatch(each, url) for each in self.redirects):
            return False
        if len(parts) == 1 or parent in self.roots:
            return bool(self.near(url))
        return parent in self.folders or (f"/{parts[0]}/" in self.folders and bool(self._moved(url)))

    def near(self, url: str) -> str:
        """Name the page address that may have been meant; empty if none looks like it."""
        parent, name = _split(url)
        beside = self.named.get(parent, {})
        close = difflib.get_close_matches(name, beside, 1, 0.75)
        return beside[close[0]] if close else self._moved(url)

    def _moved(self, url: str) -> str:
        """The one page of the same name elsewhere, under the same first folder."""
        top = url.split("/", 2)[1]
        name = _split(url)[1]
        if name in ("index", ""):
            return ""
        same = [each for each in self.by_name.get(name, ()) if each.split("/", 2)[1] == top]
        return same[0] if len(same) == 1 else ""


def site_map(
    builder: Builder | None,
    folder: str,
    pages: Mapping[str, Address],
    statics: Iterable[tuple[str, str]],
    locales: Iterable[str] = (),
    redirects: tuple[str, ...] = (),
    exists: Callable[[str], bool] = lambda _: False,
) -> SiteMap:
    """Make a map of pages and their addresses.

    :param pages: file → address
    :param statics: (address, file)
    :param locales: the codes that pages may stand under
    """
    at: dict[str, str] = {}
    doubtful: set[str] = set()
    for file, address in pages.items():
        for url in (address.url, *address.others):
            for form in forms(url) if url else ():
                at.setdefault(form, file)
        if not address.known:
            names = file.rpartition(".")[0].split("/")[-2:]
            doubtful.update(map(plain_name, names))
    copied = dict(statics)
    folders = {each for url in (*at, *copied) for each in _folders(url)}
    named: dict[str, dict[str, str]] = {}
    by_name: dict[str, list[str]] = {}
    for address in pages.values():
        if address.url:
            parent, name = _split(address.url)
            named.setdefault(parent, {})[name] = address.url
            by_name.setdefault(name, []).append(address.url)
    roots = {"/", *(f"/{code}/" for code in locales)}
    return SiteMap(
        builder,
        folder,
        pages,
        at,
        copied,
        frozenset(folders),
        frozenset(doubtful),
        named,
        by_name,
        frozenset(roots),
        redirects,
        exists,
    )


def _split(url: str) -> tuple[str, str]:
    """(folder, name without its ending) of an address."""
    head, _, name = url.rstrip("/").removesuffix(".html").rpartition("/")
    return f"{head}/", name


def _folders(url: str) -> Iterable[str]:
    end = url.rfind("/")
    while end >= 0:
        yield url[: end + 1]
        end = url.rfind("/", 0, end)


def plain_name(name: str) -> str:
    """What a name has in common however it is written; of a dated post, the title."""
    name = re.sub(r"^\d{4}-\d\d?-\d\d?-", "", name.lower().removesuffix(".html"))
    return re.sub(r"[\W_]+", "-", name).strip("-")
