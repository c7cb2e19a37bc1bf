"""Which page a link leads to."""

from __future__ import annotations

import difflib
import posixpath
from typing import TYPE_CHECKING, NamedTuple

from translator.links.address import join, normal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translator.links.site_map import SiteMap
    from translator.links.target import Target

__all__ = ["Found", "resolve"]

_PAGES = (".md", ".markdown", ".mdx")


class Found(NamedTuple):
    """Where a link leads."""

    kind: str
    """``page``, ``file`` (any other that is there), ``dead``, or ``unknown``."""
    file: str = ""
    how: str = ""
    """How a page was found: by ``file``, by ``url``, or by the builder's own search (``name``)."""
    hint: str = ""
    """For a dead link: what may have been meant, in its own manner of writing."""


_UNKNOWN = Found("unknown")


def resolve(site: SiteMap, file: str, target: Target, *, image: bool = False) -> Found:
    """Follow a link from a page.

    :param site: the site's addresses
    :param file: the page that the link stands in
    :param target: where it leads
    :param image: whether it is one to a file that is shown, rather than to a page
    """
    if target.kind == "fragment":
        return Found("page", file, "file")
    if target.kind == "relative":
        return _relative(site, file, target, image=image)
    if target.kind == "site":
        return _absolute(site, target.wanted)
    if target.kind == "link":
        return _named(site, site.outside(target.wanted.lstrip("/")))
    if target.kind == "ref":
        return _ref(site, file, target.wanted)
    return _UNKNOWN


def _relative(site: SiteMap, file: str, target: Target, *, image: bool) -> Found:
    path = target.wanted
    beside = posixpath.normpath(f"{posixpath.dirname(file)}/{path}").lstrip("/")
    if path.lower().endswith(_PAGES):
        return _file(site, beside, path)
    url = site.url(file)
    wanted = join(url, path) if url else None
    if wanted is not None:
        if found := site.page_at(wanted):
            return Found("page", found, "url")
        if wanted in site.statics:
            return Found("file", site.statics[wanted])
    if beside.startswith("../"):
        return _UNKNOWN
    if site.exists(beside):
        return Found("file", beside)
    if any(site.exists(f"{beside.rstrip('/')}{ending}") for ending in _PAGES):
        return _UNKNOWN  # some builders look for it so
    if wanted is None or image:
        return _UNKNOWN
    if site.builder is not None and site.builder.name == "docusaurus":
        return _UNKNOWN  # whether its addresses end in a slash is the server's matter
    return _dead(site, wanted, url) if site.is_known_missing(wanted) else _UNKNOWN


def _file(site: SiteMap, beside: str, path: str) -> Found:
    """A path to a page's file."""
    if beside in site.pages:
        return Found("page", beside, "file")
    if beside.startswith("../"):
        return _UNKNOWN
    if site.exists(beside):
        return Found("file", beside)
    if site.builder is not None:
        for each in site.builder.content(path):
            if site.outside(each) in site.pages:
                return Found("page", site.outside(each), "name")
        others = site.builder.fallbacks(site.inside(beside))
        if others is None or any(site.exists(site.outside(each)) for each in others):
            return _UNKNOWN  # the builder falls back to the source page
    near = difflib.get_close_matches(beside, site.pages, 1, 0.8)
    known = site.exists(posixpath.dirname(beside)) if not near else True
    if not known:
        return _UNKNOWN
    hint = posixpath.relpath(near[0], posixpath.dirname(beside) or ".") if near else ""
    folder = posixpath.dirname(path)
    return Found("dead", hint=posixpath.normpath(f"{folder}/{hint}" if folder else hint) if hint else "")


def _absolute(site: SiteMap, path: str) -> Found:
    builder = site.builder
    if builder is None:
        return _UNKNOWN
    if builder.base:
        if path != builder.base and not path.startswith(f"{builder.base}/"):
            based = False
        else:
            path, based = path.removeprefix(builder.base) or "/", True
    else:
        based = True
    url = normal(path)
    if url is None:
        return _UNKNOWN
    if found := site.page_at(url):
        return Found("page", found, "url")
    if url in site.statics:
        return Found("file", site.statics[url])
    for each in builder.content(path):
        if site.outside(each) in site.pages:
            return Found("page", site.outside(each), "name")
    if url in site.folders or f"{url}/" in site.folders:
        return _UNKNOWN  # a folder may have a page that the builder makes
    return _dead(site, url) if based and site.is_known_missing(url) else _UNKNOWN


def _dead(site: SiteMap, url: str, origin: str = "") -> Found:
    near = site.near(url)
    if near and origin:
        folder = origin.rpartition("/")[0] or "/"
        tail = "/" if near.endswith("/") else ""
        near = posixpath.relpath(near, folder) + tail
    return Found("dead", hint=near)


def _named(site: SiteMap, file: str) -> Found:
    """A file that a template tag names: the builder stops where it is not there."""
    if file in site.pages:
        return Found("page", file, "name")
    if site.exists(file):
        return Found("file", file)
    if site.builder is None:
        return _UNKNOWN
    near = difflib.get_close_matches(file, site.pages, 1, 0.7)
    return Found("dead", hint=site.inside(near[0]) if near else "")


def _ref(site: SiteMap, file: str, path: str) -> Found:
    for each in _candidates(site, file, path):
        if each in site.pages:
            return Found("page", each, "name")
    if site.builder is None or not site.builder.certain:
        return _UNKNOWN
    name = path.rstrip("/").rpartition("/")[2].removesuffix(".md")
    if "/" not in path.strip("/"):
        same = [
            each
            for each in site.pages
            if f"/{each}".endswith((f"/{name}.md", f"/{name}/index.md", f"/{name}/_index.md"))
        ]
        if same:
            return Found("page", same[0], "name") if len(same) == 1 else _UNKNOWN
    return _UNKNOWN if not site.pages else Found("dead", hint=_ref_hint(site, name))


def _ref_hint(site: SiteMap, name: str) -> str:
    names = {posixpath.basename(each).rpartition(".")[0] for each in site.pages}
    return next(iter(difflib.get_close_matches(name, names, 1, 0.7)), "")


def _candidates(site: SiteMap, file: str, path: str) -> Iterator[str]:
    if not path.startswith("/"):
        folder = posixpath.dirname(file)
        for end in ("",) if path.endswith(".md") else (".md", "/index.md", "/_index.md"):
            yield posixpath.normpath(f"{folder}/{path}{end}")
    if site.builder is not None:
        for each in site.builder.content(path):
            yield site.outside(each)
