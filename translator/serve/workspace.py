"""The site as the browser sees it: pages by a name that tells nothing of files, messages, previews."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from hashlib import md5
from typing import TYPE_CHECKING, Any

from translator import comparison, files
from translator.catalog import po
from translator.catalog.assign import assign, by_people
from translator.catalog.marks import engine_of, marks
from translator.commands.edit import edit
from translator.commands.report import ReportCall, report
from translator.errors import CatalogError, PageError, TranslateError
from translator.exchange.rows import identify, state_of
from translator.model import Catalog
from translator.page.parse import parse
from translator.page.write import write
from translator.serve.pictures import pictures
from translator.serve.preview import preview
from translator.tags import canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from translator.commands.edit import Edit
    from translator.commands.live import Live
    from translator.model import Entry, Finding, PageResult, Pair, Watched
    from translator.reportmodel import ReportResult

__all__ = ["Workspace", "page_id"]

Json = dict[str, Any]


def page_id(pair: Pair) -> str:
    """Name a localized page: the browser never names a file."""
    text = f"{pair.locale}\0{pair.source}"
    return md5(text.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()[:16]


class Workspace:
    """What the server's threads ask, one at a time.

    :param live: the site
    :param told: told what a save did
    :param editable: whether translations may be changed
    """

    def __init__(self, live: Live, told: Callable[[Watched], None], *, editable: bool) -> None:
        self.live = live
        self._told = told
        self.editable = editable
        self.lock = threading.RLock()
        self._version = 0
        self._report: tuple[int, ReportResult] | None = None
        self._reporting = threading.Lock()

    def report(self) -> ReportResult:
        """Tell how the translations stand, without the messages; the browser asks for these page by page."""
        with self._reporting:  # not `lock`: it takes a second where nobody should have to wait for a save
            version = self._version
            if self._report is None or self._report[0] != version:
                now = datetime.now(UTC).replace(microsecond=0).isoformat()
                self._report = (version, report(self.live.root, ReportCall(date=now, rows=False)))
            return self._report[1]

    def changed(self) -> None:
        """Forget what was told before a change."""
        with self.lock:
            self._version += 1

    def site(self) -> Json:
        """Tell of all pages how they stand."""
        with self.lock:
            config = self.live.opened.config
            known = {result.pair: result for result in self.live.results}
            return {
                "name": self.live.root.resolve().name,
                "source": canonical(config.source_locale),
                "locales": [
                    {"code": code, "tag": config.for_locale(code).tag}
                    for code in dict.fromkeys(pair.locale for pair in self.live.pairs)
                ],
                "editable": self.editable,
                "pages": [_page(pair, known.get(pair)) for pair in self.live.pairs],
            }

    def page(self, name: str) -> Json | None:
        """Tell of a page's messages; None where there is no such page."""
        with self.lock:
            pair = self._pair(name)
            if pair is None:
                return None
            result = next((each for each in self.live.results if each.pair == pair), None)
            found = _page(pair, result)
            try:
                catalog = self._catalog(pair)
            except TranslateError as error:
                return {**found, "messages": [], "problem": str(error)}
            return {**found, "messages": _messages(catalog), "problem": ""}

    def preview(self, name: str, side: str) -> str | None:
        """Render a page, as it is on the disk; of a localized page that is not written yet, a draft."""
        with self.lock:
            pair = self._pair(name)
            if pair is None or side not in ("source", "localized"):
                return None
            path = pair.source if side == "source" else pair.localized
            options = self.live.opened.rules(pair.tree, pair.locale).options
            if side == "localized" and not files.is_there(self.live.root / path):
                data = self._draft(pair)
                path = pair.source  # its pictures are where the source page's are
            else:
                data = files.read(self._inside(path))
            return preview(data, options, path, pictures(self.live.root, path))

    def save(self, name: str, wanted: Edit) -> Json | None:
        """Put a translation into its catalog, and bring its page up to date; None where there is no page.

        :raises TranslateError: the catalog cannot be written, or another run holds the site
        """
        with self.lock:
            pair = self._pair(name)
            if pair is None:
                return None
            with files.lock(self.live.root):
                edited = edit(self.live.opened, pair, wanted)
            if edited.kind == "taken":
                done = self.live.sync((pair.catalog,))
                if done is not None:
                    self._told(done)
                self.changed()
            page = self.page(name) or {}
            shown = next((each for each in page.get("messages", ()) if each["key"] == _key(wanted.id)), None)
            return {"outcome": edited.kind, "reason": edited.reason, "message": shown, "page": page}

    def touched(self, paths: Iterable[str]) -> list[str]:
        """Name the pages that some files belong to; none where they may be any page's."""
        with self.lock:
            pairs = self.live.pairs_of(paths)
            return [] if pairs is None else sorted(page_id(pair) for pair in pairs)

    def _pair(self, name: str) -> Pair | None:
        return next((pair for pair in self.live.pairs if page_id(pair) == name), None)

    def _catalog(self, pair: Pair) -> Catalog:
        path = self.live.root / pair.catalog
        if not files.is_there(path):
            raise CatalogError("there is no catalog yet", path=pair.catalog, remedy="run translate sync")
        return po.parse(files.read(path), pair.catalog)

    def _inside(self, path: str) -> Path:
        """A localized page may be a symbolic link: one that leads out of the site shows nothing."""
        found = self.live.root / path
        if not found.resolve().is_relative_to(self.live.root.resolve()):
            raise PageError("leads out of the site by a symbolic link", path=path)
        return found

    def _draft(self, pair: Pair) -> bytes:
        rules = self.live.opened.rules(pair.tree, pair.locale)
        page = parse(files.read(self.live.root / pair.source), rules.options, pair.source)
        try:
            entries = self._catalog(pair).entries
        except (CatalogError, PageError):
            entries = ()
        catalog = Catalog(entries=entries)
        texts = assign(catalog, page.segments)
        return write(page, texts, by_people=by_people(catalog, page.segments)).data


def _key(name: str) -> str:
    return name.partition("-")[0]


def _page(pair: Pair, result: PageResult | None) -> Json:
    return {
        "id": page_id(pair),
        "source": pair.source,
        "localized": pair.localized,
        "catalog": pair.catalog,
        "locale": pair.locale,
        "tag": pair.tag,
        "state": result.state.value if result is not None else "",
        "action": result.action.value if result is not None else "",
        "total": result.messages if result is not None else 0,
        "translated": result.translated if result is not None else 0,
        "fuzzy": result.fuzzy if result is not None else 0,
        "findings": [_finding(each) for each in result.findings] if result is not None else [],
    }


def _finding(finding: Finding) -> Json:
    return {"severity": finding.severity.value, "text": str(finding)}


def _messages(catalog: Catalog) -> list[Json]:
    return [_message(entry) for entry in catalog.entries if not entry.obsolete and entry.msgid_plural is None]


def _changed(entry: Entry) -> list[tuple[str, str]]:
    """The message, with what is new in it since its fuzzy translation was made; empty for no such one."""
    if not entry.fuzzy or entry.previous_msgid is None:
        return []
    return [part for part in comparison.words(entry.previous_msgid, entry.msgid) if part[0] != "-"]


def _message(entry: Entry) -> Json:
    told = marks(entry)
    notes = [line for line in entry.extracted if line not in told]
    return {
        "key": _key(identify(entry)),
        "id": identify(entry),
        "message": entry.msgid,
        "context": entry.msgctxt or "",
        "text": entry.msgstr,
        "state": state_of(entry),
        "previous": entry.previous_msgid or "",
        "changed": _changed(entry),
        "machine": engine_of(entry),
        "marked": bool(told),
        "line": entry.references[0][1] if entry.references else 0,
        "notes": [*notes, *entry.comments],
    }
