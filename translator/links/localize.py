"""A localized page's links: turned to localized pages where these are there, and back.

Only destinations change, and only where the source's would lead elsewhere: a relative link that finds
the localized page beside it stays as it is.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from translator.links.address import forms
from translator.links.anchors import pins, renamed, unpins
from translator.links.find import find
from translator.links.ids import targets
from translator.links.resolve import resolve
from translator.links.target import target
from translator.model import Form, Splice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from translator.links.rules import LinkRules
    from translator.links.site_map import SiteMap
    from translator.links.target import Target
    from translator.page.parse import Page

__all__ = ["Here", "LinkPlan", "link_plan", "moved"]

_PAGES = (".md", ".markdown", ".mdx")
_UNSAFE = re.compile(r"[\s()<>\"%]")


@dataclass(frozen=True, slots=True)
class LinkPlan:
    """What is to be done with one localized page's links and headings."""

    rules: LinkRules
    moves: Mapping[str, str] = field(default_factory=dict)
    """Destination in the source page → in the localized page, where they differ."""
    back: Mapping[str, str] = field(default_factory=dict)
    """The way back, from whatever may have been written."""
    awaits: tuple[str, ...] = ()
    """What the links depend on: see `stamps.LINKS`."""
    own: frozenset[str] = frozenset()
    """Destinations in the source page that lead to headings of the page itself."""
    leads: tuple[str, ...] = ()
    """Localized pages that the links lead to: were they gone, the links would lead elsewhere."""

    def is_idle(self, source: Page) -> bool:
        """Whether there is nothing to finish."""
        if self.moves:
            return False
        headed = any(segment.form is Form.HEADING for segment in source.segments)
        return not (self.rules.slugs and headed and (self.rules.anchors == "pin" or self.own))

    def finish(self, source: Page, written: Page) -> bytes:
        """Turn a page's links, and pin its headings' ids.

        :param written: the localized page as it was made from the source page and its translations
        """
        edits = moved(written, {**self.moves, **self._followed(source, written)})
        if self.rules.anchors == "pin" and self.rules.slugs:
            edits += pins(source, written, self.rules)
        return _spliced(written.data, edits)

    def restore(self, source: Page, localized: Page) -> bytes:
        """Undo `finish`: the page as its translations and its source page alone make it."""
        followed = {text: old for old, text in self._followed(source, localized).items()}
        edits = moved(localized, {**self.back, **followed})
        if self.rules.anchors == "pin" and self.rules.slugs:
            edits += unpins(source, localized, self.rules)
        return _spliced(localized.data, edits)

    def _followed(self, source: Page, page: Page) -> dict[str, str]:
        """Destinations within the page → the same with its translated headings' ids."""
        if not self.own or self.rules.anchors != "rewrite" or not self.rules.slugs:
            return {}
        names = renamed(source, page, self.rules.slugs)
        made = {}
        for text in self.own:
            wanted = target(self.moves.get(text, text))
            if wanted.name in names:
                made[text] = wanted._replace(fragment=_safe(names[wanted.name])).text()
        return made


def _spliced(data: bytes, edits: list[Splice]) -> bytes:
    pieces: list[bytes] = []
    position = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        pieces += (data[position : edit.start], edit.data)
        position = edit.end
    return b"".join((*pieces, data[position:]))


def moved(page: Page, moves: Mapping[str, str]) -> list[Splice]:
    """Give the edits that change a page's destinations.

    :param moves: destination as written → what is to stand there
    """
    if not moves:
        return []
    return [
        Splice(link.start, link.end, moves[link.text].encode()) for link in find(page) if link.text in moves
    ]


class Here(NamedTuple):
    """Where a localized page stands, and what is around it."""

    source: str
    localized: str
    url: str
    """The localized page's address; empty where it is not known."""
    counterpart: Callable[[str], str]
    """The localized page of a source page, there or not; empty where the site has none."""
    there: Callable[[str], bool]
    """Whether a localized page is there."""
    url_of: Callable[[str], str]
    """Any page's address, also of one that is not there yet."""
    renamed: Callable[[str, str], Mapping[str, str]]
    """Of a source page and its localized page: heading ids of the one → of the other."""


def link_plan(source: Page, site: SiteMap, here: Here, rules: LinkRules) -> LinkPlan:
    """Plan a localized page's links.

    :param source: its source page
    :param site: the site's addresses
    """
    moves: dict[str, str] = {}
    back: dict[str, str] = {}
    awaits: dict[str, None] = {}
    leads: dict[str, None] = {}
    own: set[str] = set()
    links = find(source)
    texts = {link.text for link in links}
    for link in links:
        if link.text in moves:
            continue
        wanted = target(link.text)
        if wanted.kind in ("external", "unknown", "post"):
            continue
        found = resolve(site, here.source, wanted, image=link.kind == "image")
        if found.kind == "file":
            variants = [_to_file(site, here, wanted, found.file)] if rules.localize else []
        elif found.kind == "page":
            localized = here.counterpart(found.file)
            if found.file == here.source and wanted.fragment and not _is_target(source, wanted):
                own.add(link.text)
            there = bool(localized) and (localized == here.localized or here.there(localized))
            if localized and not there:
                awaits[localized] = None
            variants = [
                _to_page(site, here, wanted, found.file, each, found.how, rules)
                for each in ((localized, found.file) if there else (found.file, localized))
                if each
            ]
            if there and localized != here.localized and variants[0] != variants[-1]:
                leads[localized] = None
        else:
            continue
        made = [text for text in variants if text is not None]
        if variants and variants[0] is not None and variants[0] != link.text:
            moves[link.text] = variants[0]
        for text in made:
            if text != link.text and text not in texts:
                back.setdefault(text, link.text)
    return LinkPlan(rules, moves, back, tuple(sorted(awaits)), frozenset(own), tuple(sorted(leads)))


def _is_target(page: Page, wanted: Target) -> bool:
    """Whether a fragment names a target of MyST's rather than a heading."""
    return wanted.kind == "fragment" and wanted.name in targets(page)


def _to_page(
    site: SiteMap, here: Here, wanted: Target, source: str, page: str, how: str, rules: LinkRules
) -> str | None:
    """Write a link to a page, in the source link's own manner; None where that cannot be done."""
    made = _turned(site, here, wanted, page, how) if rules.localize else wanted
    if made is None:
        return None
    if (
        rules.anchors != "leave"  # pages that were translated before there were pins have ids of their own
        and rules.slugs
        and wanted.fragment
        and page not in (source, here.localized)
    ):
        name = here.renamed(source, page).get(wanted.name)
        if name:
            made = made._replace(fragment=_safe(name))
    return made.text()


def _turned(site: SiteMap, here: Here, wanted: Target, page: str, how: str) -> Target | None:
    if wanted.kind == "fragment":
        return wanted
    if wanted.kind == "ref":
        return _ref(site, here, wanted, page)
    if wanted.kind == "link":
        return wanted._replace(path=_safe(site.inside(page)))
    if wanted.kind == "site" and how == "name":
        url = here.url_of(page)
        same = _language(site, page) == _language(site, here.localized)
        return wanted if same else _site_path(site, wanted, url) if url else None
    if how == "file" or (how == "name" and wanted.wanted.lower().endswith(_PAGES)):
        if _by_file(here, wanted) == page:
            return wanted
        if site.builder is not None and site.builder.name == "hugo":
            # Hugo follows files within one language; beyond it, only addresses
            url = here.url_of(page)
            return _site_path(site, wanted, url) if url else None
        return wanted._replace(path=_safe(_relative(page, posixpath.dirname(here.localized))))
    url = here.url_of(page)
    if not url:
        return None
    if wanted.kind == "site":
        return _site_path(site, wanted, _as_written(url, wanted.wanted))
    if not here.url:
        return None
    folder = here.url.rpartition("/")[0] or "/"
    form = _as_written(url, wanted.wanted)
    leads = posixpath.normpath(posixpath.join(folder, wanted.wanted))
    if leads in {posixpath.normpath(each) for each in forms(url) if each}:
        return wanted  # it leads there already, however it is written
    return wanted._replace(path=_safe(_relative(form, folder)))


def _by_file(here: Here, wanted: Target) -> str:
    return posixpath.normpath(f"{posixpath.dirname(here.localized)}/{wanted.wanted}").lstrip("/")


def _site_path(site: SiteMap, wanted: Target, url: str) -> Target:
    base = site.builder.base if site.builder is not None else ""
    if wanted.kind == "site" and base and not wanted.wanted.startswith(f"{base}/"):
        base = ""  # a template tag in front of the path brings it
    if (
        wanted.kind == "site"
        and site.page_at(wanted.wanted)
        and url in forms(site.url(site.page_at(wanted.wanted)))
    ):
        return wanted
    return wanted._replace(path=_safe(f"{base}{url}"))


def _ref(site: SiteMap, here: Here, wanted: Target, page: str) -> Target:
    """Hugo looks for a page in its own language; another has to be named."""
    language = _language(site, page)
    if not language or language == _language(site, here.localized):
        return wanted
    place = site.inside(page)
    for folder, _ in getattr(site.builder, "folders", ()):
        place = place.removeprefix(f"{folder}/")
    path = place.rpartition(".")[0].removesuffix("/_index").removesuffix("/index")
    head = wanted.before.rstrip("\"'").removesuffix("path=").rstrip()
    tail = wanted.behind.lstrip("\"'").lstrip()
    return wanted._replace(before=f'{head} path="', path=f"/{path}", behind=f'" lang="{language}" {tail}')


def _language(site: SiteMap, page: str) -> str:
    """The language that Hugo takes a page for; empty for other builders."""
    place = getattr(site.builder, "place", None)
    placed = place(site.inside(page)) if place is not None else None
    return placed[1] if placed is not None else ""


def _to_file(site: SiteMap, here: Here, wanted: Target, file: str) -> str | None:
    """Write a link to a file that is no page: it stays where it is, beside the source page."""
    if wanted.kind != "relative" or (site.builder is not None and site.builder.name == "hugo"):
        return None
    beside = _by_file(here, wanted)
    if site.exists(beside):
        return None
    if site.builder is None or site.builder.name != "jekyll":
        return wanted._replace(path=_safe(_relative(file, posixpath.dirname(here.localized)))).text()
    url = next((url for url, each in site.statics.items() if each == file), "")
    if not url or not here.url:
        return None
    return wanted._replace(path=_safe(_relative(url, here.url.rpartition("/")[0] or "/"))).text()


def _as_written(url: str, path: str) -> str:
    """Choose the form of an address that a link has: with ``.html``, with a slash, or with neither."""
    known = forms(url)
    if path.endswith(".html"):
        return next((each for each in known if each.endswith(".html")), url)
    if path.endswith("/"):
        return next((each for each in known if each.endswith("/")), url)
    return next((each for each in known if each and not each.endswith(("/", ".html"))), url)


def _relative(path: str, folder: str) -> str:
    made = posixpath.relpath(path.rstrip("/") or "/", folder or ".")
    return f"{made}/" if path.endswith("/") else made


def _safe(path: str) -> str:
    """Escape what would end a destination."""
    return _UNSAFE.sub(lambda match: quote(match[0], safe=""), path)
