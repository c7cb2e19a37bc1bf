"""The values everything else works on: frozen, and free of files, clocks and networks.

Positions are byte offsets into a page's raw bytes, unless a field says otherwise; lines are
1-based.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from translator.errors import TranslateError

__all__ = [
    "Action",
    "AdoptResult",
    "AdoptRow",
    "AdoptedPage",
    "Catalog",
    "Change",
    "CheckResult",
    "DiffPage",
    "DiffResult",
    "EngineFacts",
    "EngineTest",
    "EngineUse",
    "EnginesResult",
    "Entry",
    "ExchangeResult",
    "Finding",
    "MemoryResult",
    "MemoryStat",
    "PageOptions",
    "PageResult",
    "Pair",
    "Result",
    "Segment",
    "Severity",
    "Splice",
    "State",
    "Watched",
    "Written",
]


@dataclass(frozen=True, slots=True)
class Splice:
    """One edit: the bytes `start`…`end` of a page give way to `data`. Empty ranges insert."""

    start: int
    end: int
    data: bytes


class Form(StrEnum):
    """Where a segment stands, which decides how its translation is escaped and written."""

    PARAGRAPH = "paragraph"
    """Inline Markdown in a paragraph, list item, quote, definition."""
    HEADING = "heading"
    """Inline Markdown in an ATX or setext heading: always one line."""
    CELL = "cell"
    """Inline Markdown in a table cell: one line, `|` escaped."""
    HTML = "html"
    """Text of an HTML block, inline tags inside."""
    ATTRIBUTE = "attribute"
    """Plain text between quotes: an HTML attribute's or a template tag's parameter's value."""
    TITLE = "title"
    """Plain text of a link's, image's or reference definition's title, without its quotes."""
    ALT = "alt"
    """Inline Markdown of an image's alternative text."""
    COMMENT = "comment"
    """Plain text of a comment in a code block, on as many lines as before."""
    SCALAR = "scalar"
    """A front matter or data file value."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One translatable stretch of a page."""

    message: str
    """What the translator sees: one line but for hard breaks, inline Markdown kept."""
    ranges: tuple[tuple[int, int], ...]
    """The byte ranges it occupies, in order, a range a line: prefixes (`> `, indentation) lie between."""
    form: Form
    """How it is written."""
    kind: str = field(default="paragraph", compare=False)
    """What it is, for the `#.` comment: ``heading 2``, ``list item``, ``table cell: Price``, ``alt text``."""
    context: str = ""
    """msgctxt: a front matter key path with ``[*]`` for every index, or an attribute's name; else empty."""
    notes: tuple[str, ...] = field(default=(), compare=False)
    """The author's notes to the translator (``<!-- translate:note: … -->``)."""
    line: int = field(default=0, compare=False)
    """Where it begins."""

    @property
    def start(self) -> int:
        """The first byte."""
        return self.ranges[0][0]

    @property
    def end(self) -> int:
        """One past the last byte."""
        return self.ranges[-1][1]


@dataclass(frozen=True, slots=True)
class Entry:
    """One message in a catalog, with its translation."""

    msgid: str
    msgstr: str = ""
    msgctxt: str | None = None
    fuzzy: bool = False
    obsolete: bool = False
    previous_msgid: str | None = None
    previous_msgctxt: str | None = None
    references: tuple[tuple[str, int], ...] = ()
    """(path, line) pairs."""
    extracted: tuple[str, ...] = ()
    """``#.`` lines: what the message is, the author's notes, who translated it."""
    comments: tuple[str, ...] = ()
    """``# `` lines: the translator's own."""
    flags: tuple[str, ...] = ()
    """``#,`` flags other than ``fuzzy``."""
    msgid_plural: str | None = None
    """Pages have no plurals; an entry that somebody gave one keeps it."""
    msgstr_plural: tuple[str, ...] = ()

    @property
    def has_text(self) -> bool:
        """Whether the entry has a translation; one of white space alone is none."""
        return bool(self.msgstr) and not self.msgstr.isspace()

    @property
    def translated(self) -> bool:
        """Whether the entry has a translation that may be published."""
        return self.has_text and not self.fuzzy and not self.obsolete


@dataclass(frozen=True, slots=True)
class Catalog:
    """The PO file of one page and one locale, as a value."""

    header: tuple[tuple[str, str], ...] = ()
    """The header entry's fields, in order: (``Language``, ``ru``) …"""
    entries: tuple[Entry, ...] = ()
    """Obsolete ones last."""
    comments: tuple[str, ...] = ()
    """The header entry's ``# `` lines."""
    header_fuzzy: bool = False

    def get(self, field_name: str) -> str:
        """A header field's value, or the empty string."""
        for name, value in self.header:
            if name == field_name:
                return value
        return ""


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """What there is to say of one message, page or catalog."""

    path: str
    line: int
    message: str
    severity: Severity = Severity.WARNING
    remedy: str = ""
    rule: str = ""
    """A short stable name: ``held-back``, ``edited``, ``unreadable`` …"""

    @classmethod
    def from_error(cls, error: TranslateError, rule: str) -> Finding:
        """An error that concerned one file only."""
        return cls(error.path, error.line, error.message, Severity.ERROR, error.remedy, rule)

    def __str__(self) -> str:
        """``path:line: message (remedy)``."""
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.message}" + (f" ({self.remedy})" if self.remedy else "")


class State(StrEnum):
    """How a localized page stands."""

    MISSING = "missing"
    OUTDATED = "outdated"
    INCOMPLETE = "incomplete"
    EDITED = "edited"
    CURRENT = "current"
    ORPHANED = "orphaned"
    UNMANAGED = "unmanaged"


@dataclass(frozen=True, slots=True)
class Pair:
    """A source page, the localized page of one locale, and the catalog between them.

    All paths are relative to the site's root, with forward slashes.
    """

    source: str
    localized: str
    catalog: str
    locale: str
    """The site's own code (``gr``)."""
    tag: str
    """The BCP 47 tag (``el``)."""
    tree: int
    """Which ``[[pages]]`` table of the configuration, from 0."""
    path: str
    """What ``{path}`` stood for."""


@dataclass(frozen=True, slots=True)
class PageOptions:
    """What a page's parser has to know of the configuration."""

    dialects: tuple[str, ...] = ()
    """Names of `translator.page.dialects`, in order."""
    translate: tuple[str, ...] = ()
    """Front matter keys to translate, as glob paths: ``title``, ``features[*].text``, ``**``."""
    keep: tuple[str, ...] = ()
    """Front matter keys that a localized page keeps for itself, as glob paths."""
    locale_key: str = "lang"
    hash_key: str = "source_hash"
    data_format: str = ""
    """``yaml``, ``json`` or ``toml`` for a data file (a page without a body), else empty."""
    code_comments: bool = False
    """Whether comments in code blocks are segments."""
    mdx: str = "mdx"
    """What an `.mdx` page speaks, whatever its site says: the dialect, with the components it has to know."""


@dataclass(frozen=True, slots=True)
class Written:
    """A localized page's bytes, and what the guard had to do to them."""

    data: bytes
    held: tuple[int, ...] = ()
    """Indexes of the segments that fell back to the source text."""
    findings: tuple[Finding, ...] = ()


class Action(StrEnum):
    """What a sync did, or would do, with a localized page."""

    NONE = "none"
    """Nothing: it is as it should be."""
    CREATED = "created"
    UPDATED = "updated"
    WAITING = "waiting"
    """Too few of its messages are translated (`min_translated`); it is left as it is."""
    LEFT = "left"
    """It holds what would be lost; it is left as it is, and named."""
    MOVED = "moved"
    """Its source page was renamed; it went along."""
    PRUNED = "pruned"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class PageResult:
    """One localized page after (or before) a sync."""

    pair: Pair
    state: State
    action: Action = Action.NONE
    catalog_written: bool = False
    messages: int = 0
    """How many messages its catalog has."""
    translated: int = 0
    fuzzy: int = 0
    new: int = 0
    """Messages that came in with this run."""
    fuzzied: int = 0
    """Of these, the ones that an old translation was offered to."""
    obsoleted: int = 0
    revived: int = 0
    taken: int = 0
    """Translations taken from the localized page, where someone had written them."""
    held: int = 0
    """Translations that the guard held back."""
    metadata: tuple[str, ...] = ()
    """What changed in the untranslated front matter: ``image: a.png → b.png``."""
    findings: tuple[Finding, ...] = ()
    catalog_only: bool = False
    """Of what was moved, pruned or is orphaned: whether there is no localized page, but its catalog."""
    awaits: bool = False
    """Whether its links depend on other pages, so that its own files alone do not tell that nothing is to be
    done."""
    waits: bool = False
    """Of a page as it is: whether a sync has done its part, so that only translations are missing."""

    @property
    def failed(self) -> bool:
        """Whether a person has to look at it."""
        return self.action in (Action.FAILED, Action.LEFT) or any(
            finding.severity is Severity.ERROR for finding in self.findings
        )


@dataclass(frozen=True, slots=True)
class EngineUse:
    """What one locale took from its engine in a run, or would take."""

    locale: str
    engine: str
    """Its name, and its model's."""
    messages: int = 0
    """Sent to it."""
    characters: int = 0
    """Of these; what the service billed, where it says so."""
    input_tokens: int = 0
    output_tokens: int = 0
    requests: int = 0
    remembered: int = 0
    """Messages that came from the memory."""
    saved: int = 0
    """Their characters."""
    refused: int = 0
    """Messages left untranslated, because the answers did not pass the checks."""
    cost: float | None = None
    """None where the configuration names no prices."""
    currency: str = ""
    estimated: bool = False
    """Whether it is only what a run would take."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a command did."""

    command: str
    """``sync`` or ``status``."""
    pages: tuple[PageResult, ...] = ()
    findings: tuple[Finding, ...] = ()
    """What concerns no page in particular: unreadable folders, orphans, colliding names."""
    sources: int = 0
    """How many source pages the site has."""
    dry_run: bool = False
    interrupted: bool = False
    engines: tuple[EngineUse, ...] = ()
    """What was asked of engines, by locale."""

    @property
    def misconfigured(self) -> bool:
        """Whether the configuration or the environment kept an engine from being asked: exit code 2."""
        return any(finding.rule == "engine-setup" for finding in self.findings)

    @property
    def failed(self) -> bool:
        """Whether a page has to be named: exit code 3."""
        return any(page.failed for page in self.pages) or any(
            finding.severity is Severity.ERROR for finding in self.findings
        )

    @property
    def buggy(self) -> bool:
        """Whether a page met a bug of ours, while the others were done: exit code 4."""
        return any(finding.rule == "bug" for page in self.pages for finding in page.findings)

    @property
    def to_do(self) -> bool:
        """Whether anything was written or removed, or would be."""
        done = (Action.CREATED, Action.UPDATED, Action.MOVED, Action.PRUNED)
        return any(page.action in done or page.catalog_written for page in self.pages)

    @property
    def stale(self) -> bool:
        """Whether any localized page is not as its source: exit code 1 where the caller asked."""
        return any(
            page.state is not State.CURRENT for page in self.pages if page.state is not State.UNMANAGED
        )


@dataclass(frozen=True, slots=True)
class EngineFacts:
    """What is known of one engine."""

    name: str
    variables: tuple[str, ...] = ()
    """The environment variables that it reads its key from."""
    missing: tuple[str, ...] = ()
    """Those that are not set."""
    locales: tuple[str, ...] = ()
    """The locales that the configuration uses it for."""
    languages: tuple[str, ...] = ()
    """The service's own codes: as it says where it was asked, else those that are known to be there."""
    problem: str = ""
    """Why it could not be asked."""
    anything: bool = False
    """Whether it takes any language, as language models do."""
    optional: bool = False
    """Whether it may do without its key, as servers of one's own do."""


@dataclass(frozen=True, slots=True)
class EngineTest:
    """What an engine made of one sentence."""

    engine: str
    locale: str
    sentence: str
    text: str
    fault: str
    seconds: float


@dataclass(frozen=True, slots=True)
class EnginesResult:
    """What `translate engines` found."""

    engines: tuple[EngineFacts, ...]
    tests: tuple[EngineTest, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether an engine did not answer: exit code 1, for the caller asked."""
        return any(test.fault for test in self.tests) or any(each.problem for each in self.engines)


@dataclass(frozen=True, slots=True)
class MemoryStat:
    """How much the memory has of one locale pair from one engine."""

    source: str
    target: str
    engine: str
    """Empty for people."""
    units: int
    characters: int


@dataclass(frozen=True, slots=True)
class MemoryResult:
    """What `translate memory` found or did."""

    verb: str
    """``stats``, ``export`` or ``import``."""
    path: str
    """The memory's file."""
    size: int = 0
    """Its bytes."""
    stats: tuple[MemoryStat, ...] = ()
    written: str = ""
    """The TMX file that was written."""
    added: int = 0
    """Units that went out, or came in."""
    kept: int = 0
    """Units that were there already."""
    skipped: int = 0
    """Units that the site has no use for, or that TMX cannot hold."""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What `translate check` found."""

    files: tuple[str, ...]
    """What was looked at: source pages, localized pages and catalogs."""
    findings: tuple[Finding, ...] = ()
    """By path and line."""
    titles: tuple[tuple[str, str], ...] = ()
    """Rules and what each is about, for reports that explain."""

    @property
    def buggy(self) -> bool:
        """Whether a page met a bug of ours: exit code 4."""
        return any(finding.rule == "bug" for finding in self.findings)

    def failed(self, at: Severity = Severity.WARNING) -> bool:
        """Whether anything of a severity, or worse, was found: exit code 1, for the caller asked."""
        worst = [Severity.INFO, Severity.WARNING, Severity.ERROR]
        return any(worst.index(finding.severity) >= worst.index(at) for finding in self.findings)


@dataclass(frozen=True, slots=True)
class AdoptRow:
    """Texts of a source page and of its localized page that were paired, or one that was not."""

    source: str
    localized: str
    line: int
    """In the localized page; in the source page where it has no counterpart there."""
    kind: str
    """``certain``, ``uncertain``, ``copy``, ``source alone`` or ``localized alone``."""
    score: int = 0
    """0 to 100."""
    why: str = ""
    """Why it is uncertain."""


@dataclass(frozen=True, slots=True)
class AdoptedPage:
    """What `translate adopt` made of one localized page."""

    pair: Pair
    outcome: str
    """``adopted``, ``copy`` (an untranslated copy of its source), ``known`` (its catalog is kept already) or
    ``failed``."""
    revision: str = ""
    """The source revision that it was made from: a short commit, or empty for today's source."""
    how: str = ""
    """How that is known: ``source_hash``, ``structure`` or, of today's source, ``today``."""
    found_at: str = ""
    """Where the localized page stands, if not at its place."""
    rows: tuple[AdoptRow, ...] = ()
    findings: tuple[Finding, ...] = ()

    def count(self, kind: str) -> int:
        """How many rows are of a kind."""
        return sum(row.kind == kind for row in self.rows)


@dataclass(frozen=True, slots=True)
class AdoptResult:
    """What `translate adopt` did, page by page."""

    pages: tuple[AdoptedPage, ...]
    findings: tuple[Finding, ...] = ()
    dry_run: bool = False

    @property
    def failed(self) -> bool:
        """Whether any page could not be adopted."""
        return any(page.outcome == "failed" for page in self.pages)


@dataclass(frozen=True, slots=True)
class ExchangeResult:
    """What `translate export` or `translate import` did."""

    verb: str
    """``export`` or ``import``."""
    file: str
    """The file that was written or read."""
    pages: int = 0
    """Source pages that messages of went out, or came in for."""
    counts: tuple[tuple[str, int], ...] = ()
    """Of messages. Of an export: ``translated``, ``fuzzy`` and ``untranslated``; of an import: ``taken``,
    ``fuzzy`` (their source was edited), ``doubtful`` (fuzzy, it failed
    a check), ``gone`` (kept as obsolete), ``same``, ``empty``, ``conflict``,
    ``refused`` and ``unknown`` (their page or locale is)."""
    catalogs: tuple[str, ...] = ()
    """The catalogs that were written, or would be."""
    findings: tuple[Finding, ...] = ()
    dry_run: bool = False

    @property
    def failed(self) -> bool:
        """Whether something was left out and has to be looked at: exit code 3."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def buggy(self) -> bool:
        """Whether a page met a bug of ours, while the others were done: exit code 4."""
        return any(finding.rule == "bug" for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one message of a source page."""

    kind: str
    """``changed``, ``added`` or ``removed``; ``fuzzy`` for a translation that nobody has confirmed;
    ``edited`` for what somebody changed in the localized page."""
    old: str = ""
    new: str = ""
    line: int = 0
    """In today's source page; of what was removed in the former one; of an edit in the localized page (a text
    that went stood behind it)."""
    context: str = ""
    """The front matter key, or the attribute."""
    translation: str = ""
    """What the catalog has for the former message."""
    words: tuple[tuple[str, str], ...] = ()
    """(``=``, ``-`` or ``+``, text) in order: how the one became the other."""


@dataclass(frozen=True, slots=True)
class DiffPage:
    """What changed since a localized page was made."""

    pair: Pair
    state: State
    commit: str = ""
    """The source revision that it was made from; empty where that is not known."""
    date: str = ""
    subject: str = ""
    behind: int = 0
    """How many revisions the source page has had since."""
    why: str = ""
    """Why the revision is not known; or where it is, why an earlier commit may have made it."""
    changes: tuple[Change, ...] = ()
    metadata: tuple[str, ...] = ()
    """Changes of the front matter that is not translated."""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class DiffResult:
    """What `translate diff` found, page by page."""

    pages: tuple[DiffPage, ...]
    findings: tuple[Finding, ...] = ()
    current: int = 0
    """Localized pages of which there is nothing to tell."""

    @property
    def failed(self) -> bool:
        """Whether any page could not be read."""
        return any(each.severity is Severity.ERROR for page in self.pages for each in page.findings)


@dataclass(frozen=True, slots=True)
class Watched:
    """What `translate watch` has to tell at one moment."""

    kind: str
    """``started``, ``synced``, ``settings`` (the configuration was read anew), ``broken`` (something keeps it
    from working, told in `problem`) or ``ended``."""
    result: Result | None = None
    """Of a sync: the pages where something was done, or that stand otherwise than told before."""
    seconds: float = 0.0
    """What the sync took."""
    problem: str = ""
    pages: int = 0
    """At the start: source pages. At the end: localized pages that were written."""
    locales: int = 0
    catalogs: int = 0
    """At the end: catalogs that were written."""
    failing: int = 0
    """At the end: pages that somebody has to look at."""
