"""Files as other programs write and read them, and files that are damaged or ill meant."""

from __future__ import annotations

import csv
import io
import zipfile
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

from translator.errors import ConfigError
from translator.exchange import csv_, tmxrows, xliff, xlsx
from translator.exchange.formats import format_of
from translator.exchange.rows import Languages, Row
from translator.exchange.table import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable

openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
xliff2 = pytest.importorskip("translate.storage.xliff2", reason="translate-toolkit is not installed")

LANGUAGES = Languages("en", "de", "de")
ID = "m0123456789ab-01234567-"
ROWS = [
    Row("a.md", "de", "One  two", "=Eins()", "title", "translated", id=f"{ID}t", notes=("heading 1", "x")),
    Row("a.md", "de", "1-2", "", None, "untranslated", id=f"{ID[:-2]}8-u"),
    Row("b/c.md", "de", "Line\nbreak\tand \a bell", "Zeilen\numbruch", "", "fuzzy", "Break", "", f"{ID}f"),
]  # fmt: skip
HEADER = "page,message,translation"


def texts(rows: tuple[Row, ...]) -> list[tuple[str, str]]:
    return [(row.message, row.translation) for row in rows]


# -- CSV -----------------------------------------------------------------------------------------------


def test_csv_is_read_by_python() -> None:
    """An independent reader sees a header, rows, and nothing that runs."""
    data = csv_.serialize(ROWS, LANGUAGES)
    assert data.startswith(b"\xef\xbb\xbf")
    table = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert tuple(table[0]) == COLUMNS
    assert table[1][3:6] == ["One  two", "'=Eins()", "translated"]
    assert table[2][3] == "'1-2"
    assert table[3][3:5] == ["Line\nbreak\tand \a bell", "Zeilen\numbruch"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_csv_of_any_spreadsheet_is_read(delimiter: str, charset: str, end: str) -> None:
    """The header line tells the delimiter; the others may stand in any text."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerow(["Translation", " PAGE ", "mine", "message", "state"])
    writer.writerow(["a;b,c\td,", "x.md", "!", 'say "a;b"', "Translated"])
    writer.writerow(["", "", "", "", ""])
    writer.writerow(["Zeile\nzwei;", "x.md", "", "line\ntwo;", "übersetzt"])
    rows = csv_.parse(file.getvalue().encode(charset), "x.csv")
    assert texts(rows) == [('say "a;b"', "a;b,c\td,"), ("line\ntwo;", "Zeile\nzwei;")]
    assert [(row.page, row.state, row.line) for row in rows] == [("x.md", "translated", 2), ("x.md", "", 4)]


def test_csv_may_name_its_delimiter() -> None:
    """Excel's own way."""
    assert texts(csv_.parse(b'sep=;\r\npage;message;translation\r\na.md;"x,y";z\r\n', "x")) == [("x,y", "z")]


def test_csv_with_a_cell_of_any_length() -> None:
    """Python's own limit is 131,072 characters."""
    limit = csv.field_size_limit()
    long = "x" * 200_000
    rows = [Row("a.md", "de", long, long)]
    assert texts(csv_.parse(csv_.serialize(rows, LANGUAGES), "x")) == [(long, long)]
    assert csv.field_size_limit() == limit


def test_an_apostrophe_of_ones_own_stays() -> None:
    """Dutch has them; only one before what a spreadsheet would run or turn into a number is ours."""
    data = f"{HEADER}\na.md,In the evening,'s avonds\na.md,x,'=1\na.md,y,'2024\n".encode()
    assert [row.translation for row in csv_.parse(data, "x")] == ["'s avonds", "=1", "2024"]


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        (b"", 1, "no column page"),
        (b"a,b,c\n1,2,3\n", 1, "no column page and none message and none translation"),
        (b"page,message\n", 1, "no column translation"),
        (f'{HEADER}\na.md,x,"y\n'.encode(), 3, "damaged"),
        (f'{HEADER}\na.md,x,"y"z\n'.encode(), 2, "damaged"),
        (f"{HEADER}\na.md,x,Öl\n".encode("cp1252"), 2, "not in UTF-8"),
        (b"PK\x03\x04\xff", 1, "not in UTF-8"),
        (b"\xff\xfea", 1, "not in UTF-8"),
    ],
)
def test_damaged_csv_is_refused(data: bytes, line: int, said: str) -> None:
    """With the line and what to do about it."""
    with pytest.raises(ConfigError, match=said) as caught:
        csv_.parse(data, "x.csv")
    assert (caught.value.path, caught.value.line) == ("x.csv", line)
    assert caught.value.remedy


# -- XLSX ----------------------------------------------------------------------------------------------


def workbook(fill: Callable[[Any], None], title: str = "de") -> bytes:
    """A workbook as openpyxl makes it, with shared strings as in Excel's."""
    book = openpyxl.Workbook()
    book.active.title = title
    fill(book.active)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_workbook_is_read_by_openpyxl() -> None:
    """All of it is text, the header stays in sight."""
    book = openpyxl.load_workbook(io.BytesIO(xlsx.serialize(ROWS, LANGUAGES)))
    sheet = book.worksheets[0]
    assert (sheet.title, sheet.freeze_panes) == ("de", "A2")
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    cell = sheet.cell(2, COLUMNS.index("translation") + 1)
    assert (cell.value, cell.data_type, cell.number_format) == ("=Eins()", "s", "@")
    assert sheet.cell(3, COLUMNS.index("message") + 1).value == "1-2"
    assert sheet.cell(4, COLUMNS.index("message") + 1).value == "Line\nbreak\tand _x0007_ bell"
    assert sheet.cell(3, COLUMNS.index("translation") + 1).number_format == "@"


def test_a_workbook_saved_by_another_program_is_read() -> None:
    """Shared strings, rich text, numbers, a second sheet, columns of one's own; and what became of cells."""
    from datetime import UTC, datetime

    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    def fill(sheet: Any) -> None:
        sheet.title = "Notes"
        sheet.append(["read", "this", "first"])
        own = sheet.parent.create_sheet("de")
        own.append(["message", "mine", "page", "translation"])
        rich = CellRichText("Eins ", TextBlock(InlineFont(b=True), "zwei"), " _x000D_")
        day = datetime(2024, 5, 1, tzinfo=UTC).replace(tzinfo=None)
        for text in ("Eins", rich, 2024, "=1+1", day, 1.5, True, "#NAME?", "a_x005F_x0041_"):
            own.append(["x", None, "a.md", text])
        own.append([None])

    rows = xlsx.parse(workbook(fill), "x.xlsx")
    assert [row.translation for row in rows] == [
        "Eins", "Eins zwei \r", "2024", "", "", "", "", "", "a_x0041_",
    ]  # fmt: skip
    assert [bool(row.fault) for row in rows] == [
        False, False, False, True, True, True, True, True, False,
    ]  # fmt: skip
    assert "formula" in rows[3].fault
    assert [row.line for row in rows] == list(range(2, 11))


def test_a_text_too_long_for_a_cell_is_refused() -> None:
    """Excel and openpyxl would cut it, and say nothing. A character outside the BMP counts twice."""
    fits = "x" * xlsx.MOST
    assert texts(xlsx.parse(xlsx.serialize([Row("a.md", "de", fits, "y")], LANGUAGES), "x")) == [(fits, "y")]
    for text in (fits + "x", "\U0001f600" * 16_384):
        with pytest.raises(ConfigError, match=r"message of “.* characters, a cell holds 32,767") as caught:
            xlsx.serialize([Row("a.md", "de", text)], LANGUAGES)
        assert caught.value.path == "a.md"


def zipped(**files: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return file.getvalue()


def with_doctype(encoding: str) -> bytes:
    """A sound workbook, but that its sheet declares a document type."""
    source = zipfile.ZipFile(io.BytesIO(xlsx.serialize(ROWS, LANGUAGES)))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("sheet1.xml"):
                text = data.decode().partition("?>")[2] if data.startswith(b"<?xml") else data.decode()
                data = f'<!DOCTYPE x [<!ENTITY a "b">]>{text}'.encode(encoding)
            archive.writestr(name, data)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no Excel workbook"),
        (b"page,message,translation", "no Excel workbook"),
        (xlsx.serialize(ROWS, LANGUAGES)[:-300], "no Excel workbook"),
        (zipped(a_xml=b"<a/>"), "no Excel workbook"),
        (workbook(lambda sheet: sheet.append(["a"])), "no column page"),
        (workbook(lambda _: None), "no column page"),
        (with_doctype("utf-8"), "document type"),
        (with_doctype("utf-16"), "document type"),
    ],
    ids=range(8),
)
def test_damaged_workbooks_are_refused(data: bytes, said: str) -> None:
    """And those that would read other files or grow without end."""
    with pytest.raises(ConfigError, match=said) as caught:
        xlsx.parse(data, "x.xlsx")
    assert caught.value.path == "x.xlsx"


def test_a_workbook_that_unpacks_to_very_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few kilobytes may hold gigabytes."""
    monkeypatch.setattr(xlsx, "_LIMIT", 1_000_000)
    with pytest.raises(ConfigError, match="larger than"):
        xlsx.parse(zipped(a_xml=b"\0" * 2_000_000), "x.xlsx")


# -- XLIFF ---------------------------------------------------------------------------------------------


def test_xliff_is_read_by_translate_toolkit() -> None:
    """By its own reader, which knows nothing of ours."""
    store = xliff2.Xliff2File.parsestring(xliff.serialize(ROWS, LANGUAGES))
    assert (store.sourcelanguage, store.targetlanguage) == ("en", "de")
    first, second, third = store.units
    assert (first.source, first.target, first.istranslated()) == ("One  two", "=Eins()", True)
    assert not second.target
    assert third.isfuzzy()
    assert first.getid() == f"{ID}t"


def test_xliff_has_the_form_of_the_standard() -> None:
    """Elements in their order, ids that are names, a file a page, none twice."""
    root = import_module("lxml.etree").fromstring(xliff.serialize(ROWS, LANGUAGES))
    space = "{urn:oasis:names:tc:xliff:document:2.0}"
    assert (root.tag, root.get("version")) == (f"{space}xliff", "2.0")
    pages = root.findall(f"{space}file")
    assert [page.get("original") for page in pages] == ["a.md", "b/c.md"]
    assert len({page.get("id") for page in pages}) == 2
    for page in pages:
        for unit in page:
            assert [part.tag.removeprefix(space) for part in unit] in (["notes", "segment"], ["segment"])
            segment = unit.find(f"{space}segment")
            assert set(segment.attrib) == {"state"}
            assert segment[0].tag == f"{space}source"
    points = [(point.get("hex"), point.tail) for point in root.iter(f"{space}cp")]
    assert points == [("0007", " bell")]


XLIFF = """<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="de">
<file id="f" original="a.md"><group id="g">{}</group></file></xliff>"""


def test_xliff_of_other_programs_is_read() -> None:
    """Units parted into segments, inline elements, no state or one of their own."""
    data = XLIFF.format(
        '<unit id="1"><segment state="final"><source>One. </source><target>Eins. </target></segment>'
        "<ignorable><source> </source></ignorable>"
        '<segment state="reviewed"><source>Two.</source>'
        '<target>Z<mrk id="m">w<!-- c -->e</mrk>i.</target></segment>'
        '</unit><unit id="2"><segment><source>x</source></segment></unit>'
        '<unit id="3"><segment state="initial"><source>y</source><target>ypsilon</target></segment></unit>'
        f'<unit id="{ID}u"><segment state="initial"><source>z</source><target>zett</target></segment></unit>'
    )
    rows = xliff.parse(data.encode(), "x.xlf")
    assert texts(rows) == [("One.  Two.", "Eins.  Zwei."), ("x", ""), ("y", "ypsilon"), ("z", "zett")]
    assert [row.state for row in rows] == ["translated", "untranslated", "fuzzy", ""]
    assert {row.page for row in rows} == {"a.md"}
    assert [row.line for row in rows] == [2, 2, 2, 2]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "damaged"),
        (b"no XML", "damaged"),
        (XLIFF.encode()[:-10], "damaged"),
        (b"<html/>", "no XLIFF 2"),
        (b'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file/></xliff>', "XLIFF 1"),
        (b'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0"/>', "no XLIFF 2"),
        (f'<!DOCTYPE xliff [<!ENTITY a "b">]>{XLIFF}'.encode(), "document type"),
        (f'<!DOCTYPE xliff [<!ENTITY a "b">]>{XLIFF}'.encode("utf-16"), "document type"),
        (
            b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xliff version="2.0">&a;</xliff>',
            "document type",
        ),
        (b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><xliff version="2.0"/>', "document type"),
    ],
)
def test_damaged_xliff_is_refused(data: bytes, said: str) -> None:
    """Entities are: they read other files, and grow without end."""
    with pytest.raises(ConfigError, match=said) as caught:
        xliff.parse(data, "x.xlf")
    assert caught.value.path == "x.xlf"


# -- TMX, and all of them --------------------------------------------------------------------------------


def test_tmx_has_no_characters_that_xml_has_not() -> None:
    """Better none than a file with others."""
    with pytest.raises(ConfigError, match="control characters of 1"):
        tmxrows.serialize([Row("a.md", "de", "\a", "x", state="translated", id=f"{ID}t")], LANGUAGES)


def test_the_ending_tells_the_format() -> None:
    """In capitals, too; what spreadsheets make of a CSV file is read, not written."""
    assert vars(format_of("A.XLF", written=True))["__name__"] == xliff.__name__
    assert vars(format_of("x.txt", written=False))["__name__"] == csv_.__name__
    for name, written in (("x.txt", True), ("x.po", True), ("x.odt", False), ("x", True)):
        with pytest.raises(ConfigError, match="ending"):
            format_of(name, written=written)


@pytest.mark.parametrize(("form", "package"), [(xlsx, "openpyxl"), (xliff, "lxml.etree")])
def test_a_missing_package_is_named(form: Any, package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that installs it."""
    monkeypatch.setitem(__import__("sys").modules, package, None)
    with pytest.raises(ConfigError, match=r"one more package .*pip install 'translate-sync\[exchange\]'"):
        form.serialize(ROWS, LANGUAGES)
