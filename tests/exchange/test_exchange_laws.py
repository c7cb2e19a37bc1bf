"""A catalog that goes out in any format and comes back is the same catalog."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from catalog_strategies import CHARACTERS, TEXTS, catalogs
from corpus import CORPUS, requires_corpus
from hypothesis import example, given, settings
from hypothesis import strategies as st

from translator.catalog import po
from translator.exchange import csv_
from translator.exchange.formats import FORMATS
from translator.exchange.incoming import Wanted, take
from translator.exchange.rows import Languages, Row, rows_of
from translator.exchange.xstring import escape, unescape
from translator.model import Catalog, Entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translator.exchange.formats import Format

pytest.importorskip("translate.storage.xliff2", reason="translate-toolkit is not installed")
pytest.importorskip("openpyxl", reason="openpyxl is not installed")

PAGE = "content/en/a page/=x?#.md"
LANGUAGES = Languages("en", "pt-BR", "br")
NO_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
WHOLE = ["csv_", "xlsx", "xliff"]
"""Formats that hold everything."""
HOSTILE = st.one_of(
    TEXTS,
    st.text(st.sampled_from("=+-@'\"|%;,\t\r\n 0123x_F/.:€abM\ufeff\u2028"), min_size=1, max_size=12),
    st.sampled_from(
        [
            "=cmd|' /C calc'!A0", "+1", "-2+3", "@SUM(A1)", "'=1", "''=1", "'", "007", "1-2", "1/2", "3:00",
            "1e5", "MARCH1", "TRUE", "Wahr", "10 %", "sep=;", "_x0041_", "_x005F_x0041_", "x005F_", "&amp;",
            "]]>", "  two  spaces  ", "\n", "\r\n", "a\r\nb", "\ufeffx", "\ufffe", "page;message;translation",
        ]
    ),
)  # fmt: skip


def form(name: str) -> Format:
    module: Format = import_module(f"translator.exchange.{name}")  # type: ignore[assignment]
    return module


def sound(wanted: Sequence[Wanted]) -> list[str]:
    """A judge that nothing displeases."""
    return ["" for _ in wanted]


def unasked(wanted: Sequence[Wanted]) -> list[str]:
    """A judge that must not be asked: what comes back as it went out is no new translation."""
    raise AssertionError(wanted)


def emptied(catalog: Catalog) -> Catalog:
    """The catalog without its translations; obsolete entries are nothing without theirs, so they stay."""

    def bare(entry: Entry) -> Entry:
        if entry.obsolete or entry.msgid_plural is not None:
            return entry
        return replace(entry, msgstr="", fuzzy=False, previous_msgid=None, previous_msgctxt=None)

    return replace(catalog, entries=tuple(map(bare, catalog.entries)))


def there_and_back(catalog: Catalog, name: str) -> tuple[Row, ...]:
    chosen = form(name)
    rows = list(rows_of(catalog, PAGE, "br"))
    back = chosen.parse(chosen.serialize(rows, LANGUAGES), f"x.{name}")
    assert [row.page for row in back] == [PAGE for _ in back]
    return back


@pytest.mark.parametrize("name", WHOLE)
@settings(deadline=None)
@given(catalogs())
def test_what_comes_back_as_it_went_out_changes_nothing(name: str, catalog: Catalog) -> None:
    """Not a byte of the PO file, and nobody is asked whether it is right."""
    taken = take(catalog, there_and_back(catalog, name), unasked)
    assert (taken.catalog, taken.changed) == (catalog, False)


@pytest.mark.parametrize("name", WHOLE)
@settings(deadline=None)
@given(catalogs())
@example(Catalog((), (Entry("0", "\r", fuzzy=True), Entry("1", " "))))
def test_a_catalog_that_lost_its_translations_is_the_same_again(name: str, catalog: Catalog) -> None:
    """States, previous messages, marks of machines and all."""
    taken = take(emptied(catalog), there_and_back(catalog, name), unasked)
    assert po.serialize(taken.catalog) == po.serialize(catalog)


@settings(deadline=None)
@given(catalogs())
def test_tmx_has_what_is_translated(catalog: Catalog) -> None:
    """That much of a catalog comes back; what XML cannot hold is refused when it goes out."""
    entries = [
        entry
        for entry in catalog.entries
        if not NO_XML.search(entry.msgid + entry.msgstr) and (entry.translated or entry.obsolete)
    ]
    catalog = replace(catalog, entries=tuple(entries))
    taken = take(emptied(catalog), there_and_back(catalog, "tmxrows"), unasked)
    assert taken.catalog == catalog


@pytest.mark.parametrize("name", WHOLE)
@settings(deadline=None)
@given(st.lists(st.tuples(HOSTILE, HOSTILE), max_size=5, unique_by=lambda pair: pair[0]))
def test_hostile_texts_come_back_to_the_letter(name: str, pairs: list[tuple[str, str]]) -> None:
    """Formulas, numbers, escapes, separators, characters that XML does not know."""
    rows = [Row(PAGE, "br", message, text, state="fuzzy", id="m0-0-f") for message, text in pairs]
    back = form(name).parse(form(name).serialize(rows, LANGUAGES), "x")
    assert [(row.message, row.translation) for row in back] == pairs


@given(HOSTILE)
def test_a_guarded_cell_is_undone(text: str) -> None:
    """And runs nowhere, nor is it a number."""
    cell = csv_.guard(text)
    assert csv_.unguard(cell) == text
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))
    assert not re.fullmatch(r"\s*\d[\d.,eE%:/ -]*", cell)


@given(st.text(CHARACTERS) | st.text(st.sampled_from("_x0041F\a\0")))
def test_an_escaped_text_is_undone(text: str) -> None:
    """And has only what XML can hold."""
    assert unescape(escape(text)) == text
    assert not NO_XML.search(escape(text))


@pytest.mark.corpus
@requires_corpus
@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("locale", ["fa", "fr", "ru", "zh-CN"])
def test_real_catalogs(name: str, locale: str) -> None:
    """Some 3,700 messages each: the same bytes again."""
    assert CORPUS is not None
    path = CORPUS / "comprehensive-rust" / "po" / f"{locale}.po"
    if not path.exists():
        pytest.skip(f"no {path}")
    catalog = po.parse(path.read_bytes(), path.name)
    back = there_and_back(catalog, name)
    assert len(back) > 3000
    assert not take(catalog, back, unasked).changed
    taken = take(emptied(catalog), back, unasked)
    assert po.serialize(taken.catalog) == po.serialize(catalog)


def test_every_format_has_a_law() -> None:
    """Who adds one, adds it here."""
    assert set(FORMATS.values()) == {*WHOLE, "tmxrows", "pofile"}
