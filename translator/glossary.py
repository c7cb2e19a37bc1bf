"""Reads a glossary: a table with a column a locale (CSV, TSV), or a term base (TBX)."""

from __future__ import annotations

import csv
import io
import re
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from translator import files
from translator.errors import ConfigError, PageError
from translator.tags import is_tag, looks_like_locale
from translator.terms import Term, Terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

__all__ = ["read"]

_OPTIONS = ("note", "case", "translate")
_YES_NO = {
    **dict.fromkeys(("yes", "y", "true", "1"), True),
    **dict.fromkeys(("no", "n", "false", "0"), False),
}
_UTF8 = "save it as UTF-8 (spreadsheets call it “CSV UTF-8”)"


def read(path: Path, source: str, target: str, codes: Sequence[str] = ()) -> Terms:
    """Read the terms of one source locale and one locale.

    :param path: ends in ``.csv``, ``.tsv`` or ``.txt`` (a table), or in ``.tbx``
    :param source: the source locale's BCP 47 tag
    :param target: the locale's
    :param codes: the site's own names of the locale, where they are no tags
    :return: none, where the file has nothing in that locale
    :raises ConfigError: the file cannot be read, is damaged, or contradicts itself
    """
    pair = _Pair(path, source, target, tuple(codes))
    kind = path.suffix.lower()
    if kind not in (".csv", ".tsv", ".txt", ".tbx"):
        pair.fail("a glossary's name ends in .csv, .tsv or .tbx", 0, "export it as CSV, in UTF-8")
    try:
        data = files.read(path)
    except PageError as error:
        pair.fail(f"the glossary: {error.message}", 0, error.remedy)
    if kind == ".tbx":
        return Terms(_merged(_concepts(pair, data)))
    return Terms(_unique(pair, _table(pair, _rows(pair, _text(pair, data)))))


class _Pair(NamedTuple):
    """What is read, and from where."""

    path: Path
    source: str
    target: str
    codes: tuple[str, ...]

    def fail(self, message: str, line: int, remedy: str) -> NoReturn:
        raise ConfigError(message, path=str(self.path), line=line, remedy=remedy) from None

    def source_in(self, names: Sequence[str]) -> int | None:
        return _chosen(names, self.source)

    def target_in(self, names: Sequence[str]) -> int | None:
        return _chosen(names, self.target, self.codes)


def _chosen(names: Sequence[str], tag: str, codes: Sequence[str] = ()) -> int | None:
    """Find a locale among names: under its own, a wider one, or another tag for the same.

    ``pt-BR`` is ``pt_br``, else ``pt``; ``en`` is ``en-US`` and ``zh-CN`` is ``zh-Hans`` where nothing comes
    nearer. ``zh-TW`` is not ``zh``, which is written in another script.
    """
    known = [_same(name) for name in names]
    for each in (tag, *codes):
        if _same(each) in known:
            return known.index(_same(each))
    likely = _likely(tag)
    wider = _same(tag)
    while "-" in wider:
        wider = wider.rpartition("-")[0]
        if wider in known and _likely(wider)[:2] == likely[:2]:
            return known.index(wider)
    return next(
        (number for number, name in enumerate(known) if is_tag(name) and _likely(name) == likely), None
    )


def _same(name: str) -> str:
    return name.strip().replace("_", "-").lower()


def _likely(tag: str) -> tuple[str, ...]:
    """Language, script, territory."""
    if not is_tag(tag):
        return (tag,)
    from langcodes import Language  # noqa: PLC0415 (30 ms, where a name is not the tag)

    full = Language.get(tag).maximize()
    return full.language or "", full.script or "", full.territory or ""


def _is_locale(name: str) -> bool:
    name = _same(name)
    return looks_like_locale(name) or is_tag(name)


# --- tables ---


def _text(pair: _Pair, data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        pair.fail("the glossary is not UTF-8", data.count(b"\n", 0, error.start) + 1, _UTF8)
    if "\0" in text:
        pair.fail("the glossary is not UTF-8", text[: text.index("\0")].count("\n") + 1, _UTF8)
    return text


class _Row(NamedTuple):
    cells: list[str]
    """Without spaces around; line breaks inside are spaces."""
    line: int
    """Where it begins."""

    def cell(self, column: int | None) -> str:
        return self.cells[column] if column is not None and column < len(self.cells) else ""


def _rows(pair: _Pair, text: str) -> Iterator[_Row]:
    """Split a table; leave out comments and blank lines."""
    lines = list(io.StringIO(text, newline=""))
    head = re.sub(r'"[^"]*"', "", next((line for line in lines if not _is_blank(line)), ""))
    delimiter = "\t" if pair.path.suffix.lower() == ".tsv" else max(",;\t", key=head.count)
    loose = re.compile(rf'(?<=[^"{delimiter}])"[^\S\t\r\n]+(?={delimiter}|\r?\n?$)')  # "a" ,"b"
    begun = 0
    inside = False

    def feed() -> Iterator[str]:
        nonlocal begun, inside
        for number, line in enumerate(lines, start=1):
            if not inside:
                if _is_blank(line):
                    continue
                begun = number
            inside = True  # until the row is out, which may take more lines
            yield loose.sub('"', line)

    try:
        for cells in csv.reader(feed(), delimiter=delimiter, skipinitialspace=True, strict=True):
            inside = False
            yield _Row([" ".join(cell.split()) for cell in cells], begun)
    except csv.Error as error:
        told = "a quote is not closed" if "end of data" in str(error) else str(error)
        remedy = 'a quote inside a quoted cell is doubled: "a ""word"""'
        pair.fail(f"the glossary is damaged: {told}", begun, remedy)


def _is_blank(line: str) -> bool:
    return line.lstrip().startswith("#") or not line.strip(" \t\r\n,;")


def _table(pair: _Pair, rows: Iterator[_Row]) -> Iterator[Term]:
    head = next(rows, None)
    if head is None:
        return
    names = [_same(cell) for cell in head.cells]
    locales = [name if name not in _OPTIONS else "" for name in names]
    had = pair.source_in(locales)
    if had is None or _has_codes(head):
        yield from _without_header(pair, head, rows)
        return
    for number, name in enumerate(names):
        if name and name in names[:number]:
            pair.fail(f"the glossary has two columns “{name}”", head.line, "leave one of them out")
        known = name in _OPTIONS or _is_locale(name) or name in map(_same, pair.codes)
        if name and not known and not name.startswith("#"):
            pair.fail(
                f"the glossary's column “{name}” is no locale",
                head.line,
                f"name it by a BCP 47 tag, or {', '.join(_OPTIONS)}; “#{name}” is not read",
            )
    has = pair.target_in(locales)
    note, case, translate = (names.index(name) if name in names else None for name in _OPTIONS)
    for row in rows:
        spare = next(
            (cell for n, cell in enumerate(row.cells) if cell and not (n < len(names) and names[n])), ""
        )
        if spare:
            pair.fail(
                f"“{spare}” stands in a column without a name",
                row.line,
                "put a cell that holds the separator in quotes",
            )
        left = _yes(pair, row, translate, "translate") is False
        strict = _yes(pair, row, case, "case")
        source, target = row.cell(had), row.cell(has)
        if source and (left or target):
            yield _term(source, source if left else target, strict, row.cell(note), row.line)


def _yes(pair: _Pair, row: _Row, column: int | None, name: str) -> bool | None:
    cell = row.cell(column).lower()
    if cell and cell not in _YES_NO:
        pair.fail(f"“{cell}” in the column “{name}”", row.line, "write yes or no")
    return _YES_NO.get(cell)


def _term(source: str, target: str, case: bool | None, note: str, line: int) -> Term:
    """Make a term of two cells. ``каталог | каталожек``: the second is as good.

    What is left alone is mostly a name, and “Go” is not meant where one goes: its case counts unless
    the glossary says no.
    """
    if target == source:
        return Term(source, source, case is not False, note, line)
    first, *also = [part.strip() for part in target.split("|") if part.strip()] or [target]
    return Term(source, first, case is True, note, line, tuple(also))


def _without_header(pair: _Pair, first: _Row, rows: Iterator[_Row]) -> Iterator[Term]:
    """Read a table as translation services export it: the term, its translation, perhaps the two languages.

    Without the languages, only the file's name can tell which locale it is for. A guess would have the terms
    of one language asked for in all.
    """
    remedy = f"let its first line name the columns: {pair.source},{pair.target}"
    with_codes = _has_codes(first)
    named = [_same(cell) for cell in first.cells] == ["source", "target"]
    if not with_codes:
        if len(first.cells) != 2 or all(map(_is_locale, first.cells)):
            pair.fail(f"the glossary has no column “{pair.source}”", first.line, remedy)
        words = re.split(r"[\W_]+", pair.path.stem)
        if pair.target_in([*map("-".join, pairwise(words)), *words]) is None:
            pair.fail("nothing tells which locale the glossary is for", first.line, remedy)
    for row in rows if named else (first, *rows):
        if with_codes:
            if not all(map(_is_locale, (row.cell(2), row.cell(3)))):
                pair.fail("the row lacks its languages", row.line, remedy)
            if pair.source_in(row.cells[2:3]) is None or pair.target_in(row.cells[3:4]) is None:
                continue
        elif len(row.cells) > 2:
            pair.fail(
                "the row has more than two cells", row.line, "put a cell that holds the separator in quotes"
            )
        if row.cell(0) and row.cell(1):
            yield _term(row.cells[0], row.cells[1], None, "", row.line)


def _has_codes(row: _Row) -> bool:
    """Whether it is a term, its translation, and their languages; no header of locales and options."""
    names = [_is_locale(cell) or _same(cell) in _OPTIONS for cell in row.cells]
    return names[:4] == [False, False, True, True]


def _unique(pair: _Pair, terms: Iterator[Term]) -> tuple[Term, ...]:
    """Leave out what is said twice; refuse what is said in two ways."""
    seen: dict[tuple[str, bool], Term] = {}
    for term in terms:
        key = (term.source if term.case_sensitive else term.source.casefold(), term.case_sensitive)
        before = seen.setdefault(key, term)
        if (before.target, before.also) != (term.target, term.also):
            pair.fail(
                f"“{term.source}” is “{term.target}” here and “{before.target}” in line {before.line}",
                term.line,
                f"leave one out, or write both in one: {before.target} | {term.target}",
            )
    return tuple(seen.values())


# --- term bases ---

_V2 = {
    "tbx": "martif",
    "tbxHeader": "martifHeader",
    "conceptEntry": "termEntry",
    "langSec": "langSet",
    "termSec": "tig",
    "ntig": "tig",
}
"""TBX 3's elements, as version 2 calls them; and a nested group of which the term alone is wanted."""
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def _concepts(pair: _Pair, data: bytes) -> Iterator[Term]:
    """Read a term base, of version 2 or 3, in either style."""
    try:
        etree, tbx = import_module("lxml.etree"), import_module("translate.storage.tbx")
    except ImportError:
        pair.fail("reading TBX needs one more package", 0, "pip install 'translate-sync[exchange]'")
    root = _tree(pair, data, etree)
    lines = [entry.sourceline for entry in root.iter("termEntry")]
    units = tbx.tbxfile.parsestring(etree.tostring(root)).units
    if not units:
        pair.fail("the term base holds no concepts", 0, "export it as TBX-Basic, or as CSV")
    had = False
    for unit, line in zip(units, lines, strict=True):
        sections = unit.getlanguageNodes()
        names = [section.get(_LANG, "") for section in sections]
        if not all(names):
            pair.fail("a language section without xml:lang", line, "name its language")
        source, target = pair.source_in(names), pair.target_in(names)
        had = had or source is not None
        if source is None or target is None:
            continue
        wanted = _terms_in(sections[target])
        for word in _terms_in(sections[source], outdated=True) if wanted else ():
            case = True if word in wanted else None
            first = word if word in wanted else wanted[0]
            yield Term(word, first, case is True, "", line, tuple(each for each in wanted if each != first))
    if not had:
        pair.fail(f"the term base has no terms in {pair.source}", 0, "look at its xml:lang attributes")


def _tree(pair: _Pair, data: bytes, etree: Any) -> Any:
    """Parse the XML; give every element the name that it has in version 2, without a namespace.

    A term base may come from anywhere: nothing outside it is loaded, and no entities are let in.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        told = str(error.msg).split(", line ")[0].rstrip(".")
        pair.fail(f"the term base is damaged: {told}", error.lineno or 0, "export it once more")
    inner = root.getroottree().docinfo.internalDTD
    if (inner is not None and any(True for _ in inner.iterentities())) or any(
        True for _ in root.iter(etree.Entity)
    ):
        pair.fail("the term base declares entities", 0, "export it without; they are not safe to read")
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        if name in (
            "administrativeStatus",
            "normativeAuthorization",
        ):  # the style that has element names for all
            element.set("type", name)
            name = "termNote"
        element.tag = _V2.get(name, name)
    if root.tag != "martif":
        pair.fail(
            f"the file is no term base: it begins with <{root.tag}>", 0, "export it as TBX-Basic, or as CSV"
        )
    etree.cleanup_namespaces(root)
    return root


def _terms_in(section: Any, *, outdated: bool = False) -> list[str]:
    """The terms of one language, the preferred ones first."""
    found = []
    for group in section.iter("tig"):
        text = " ".join(" ".join("".join(word.itertext()) for word in group.iter("term")).split())
        status = [
            "".join(note.itertext()).strip().lower()
            for note in group.iter("termNote")
            if note.get("type") in ("administrativeStatus", "normativeAuthorization")
        ]
        old = any(each.startswith(("deprecated", "superseded")) for each in status)
        if text and (outdated or not old):
            found.append((not any(each.startswith("preferred") for each in status), text))
    return list(dict.fromkeys(word for _, word in sorted(found, key=lambda each: each[0])))


def _merged(terms: Iterator[Term]) -> tuple[Term, ...]:
    """Make one term of concepts that share a word: any of their targets will do."""
    found: dict[str, Term] = {}
    for term in terms:
        key = term.source.casefold()
        if key in found:
            first = found[key]
            every = dict.fromkeys((first.target, *first.also, term.target, *term.also))
            also = tuple(each for each in every if each != first.target)
            term = Term(first.source, first.target, first.case_sensitive, first.note, first.line, also)  # noqa: PLW2901
        found[key] = term
    return tuple(found.values())
