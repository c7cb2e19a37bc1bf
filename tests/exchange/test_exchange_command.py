"""`translate export` and `translate import`, as their users run them."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from command_line import Ended, translate
from conftest import CONFIG, PAGE, Folder

from translator import files
from translator.catalog import po

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from translator.model import Entry

openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
pytest.importorskip("translate.storage.xliff2", reason="translate-toolkit is not installed")

DE = {
    "Opening hours": "Öffnungszeiten",
    "We are open *every* day.": "Wir haben *jeden* Tag geöffnet.",
    "Monday: `09:00`": "Montag: `09:00`",
    'Sunday: by [appointment](https://example.org/book "Book now").':
        'Sonntag: nach [Vereinbarung](https://example.org/book "Jetzt buchen").',
}  # fmt: skip
CATALOG = "locales/de/hours.po"
FORMATS = ["csv", "xlsx", "xlf", "xliff"]
EVIL = "We are open *every* day."


@pytest.fixture
def site(folder: Folder) -> Folder:
    """The catalogs are there, nothing is translated."""
    folder.write("content/en/about.md", "# About us\n\nWe bake bread.\n")
    folder.sync()
    return folder


def fill(path: Path, change: Callable[[dict[str, str]], None]) -> None:
    """Work on a table as a colleague would: a function sees each row by its columns."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[0]
        header = [cell.value for cell in sheet[1]]
        for row in sheet.iter_rows(min_row=2):
            had = {name: cell.value or "" for name, cell in zip(header, row, strict=True)}
            has = dict(had)
            change(has)
            for name, cell in zip(header, row, strict=True):
                if has[name] != had[name]:
                    cell.value = has[name]
                    cell.data_type = "s"
        book.save(path)
        return
    table = list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, list(table[0]), delimiter=";")
    writer.writeheader()
    for row in table:
        change(row)
        writer.writerow(row)
    path.write_bytes(file.getvalue().encode("utf-8-sig"))


def translated(row: dict[str, str]) -> None:
    """Fill in what the German colleague knows."""
    row["translation"] = DE.get(row["message"].removeprefix("'"), row["translation"])


def entries(site: Folder, catalog: str = CATALOG) -> dict[str, Entry]:
    parsed = po.parse((site.root / catalog).read_bytes(), catalog)
    return {f"{entry.msgctxt or ''}|{entry.msgid}": entry for entry in parsed.entries}


def export(site: Folder, name: str, *more: str) -> Path:
    ended = translate(site.root, "export", name, "--locale", "de", *more)
    assert ended.code == 0, ended.err
    return site.root / name


def import_(site: Folder, name: str, *more: str) -> Ended:
    return translate(site.root, "import", name, *more)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_from_the_colleagues_table_to_the_page(site: Folder, ending: str) -> None:
    """Export, translate in a spreadsheet, import, sync: the page is there."""
    fill(export(site, f"de.{ending}", "content/en/hours.md"), translated)
    pages = sorted(path for path in site.root.rglob("content/**/*.md"))
    ended = import_(site, f"de.{ending}")
    assert ended.code == 0, ended.err
    assert "5 taken in" in ended.out
    assert sorted(site.root.rglob("content/**/*.md")) == pages  # pages are a sync's business
    assert translate(site.root, "sync").code == 0
    page = site.read("content/de/hours.md")
    assert "# Öffnungszeiten\n\nWir haben *jeden* Tag geöffnet.\n" in page
    assert "title: Öffnungszeiten   # shown in the tab" in page


@pytest.mark.parametrize("ending", FORMATS)
def test_there_and_back_is_the_same_po(site: Folder, ending: str) -> None:
    """Not a byte changes; and a catalog that lost its translations has them again."""
    site.translate(CATALOG, DE)
    site.sync()
    site.write("content/en/hours.md", PAGE.replace("every* day", "single* day").replace("Monday", "Mondays"))
    site.sync()
    before = site.read(CATALOG)
    assert "#, fuzzy" in before
    export(site, f"de.{ending}")
    stamps = site.stamps()
    ended = import_(site, f"de.{ending}")
    assert ended.code == 0, ended.err
    assert "unchanged" in ended.out
    assert site.stamps() == stamps

    lines = []
    for line in before.split("\n\n", 1)[1].splitlines():
        if not line.startswith(("#, fuzzy", "#| ")):
            lines.append('msgstr ""' if line.startswith("msgstr") else line)
    emptied = before.split("\n\n", 1)[0] + "\n\n" + "\n".join(lines) + "\n"
    assert emptied.count('msgstr ""') == 6
    site.write(CATALOG, emptied)
    assert import_(site, f"de.{ending}").code == 0
    assert site.read(CATALOG) == before


def test_tmx_holds_what_is_translated(site: Folder) -> None:
    """And gives it to the page and context that it came from."""
    site.translate(CATALOG, DE)
    before = site.read(CATALOG)
    export(site, "de.tmx")
    site.write(
        CATALOG, "\n".join('msgstr ""' if line.startswith("msgstr") else line for line in before.splitlines())
    )
    site.write(CATALOG, before.split("\n\n", 1)[0] + "\n\n" + site.read(CATALOG).split("\n\n", 1)[1] + "\n")
    ended = import_(site, "de.tmx")
    assert (ended.code, "5 taken in" in ended.out) == (0, True), ended.err + ended.out
    assert site.read(CATALOG) == before


def test_tmx_of_another_program_fills_in(site: Folder) -> None:
    """Wherever a message stands untranslated; a person's translation is left alone."""
    site.translate(CATALOG, {"Monday: `09:00`": "Montags: `09:00`"})
    units = "".join(
        f'<tu><tuv xml:lang="en"><seg>{source}</seg></tuv><tuv xml:lang="DE"><seg>{text}</seg></tuv></tu>'
        for source, text in (
            ("Opening hours", "Öffnungszeiten"),
            ("Monday: `09:00`", "Montag: `09:00`"),
            ("Nowhere", "Nirgends"),
        )
    )  # fmt: skip
    site.write("x.tmx", f'<tmx version="1.4"><header srclang="en"/><body>{units}</body></tmx>')
    ended = import_(site, "x.tmx")
    assert (ended.code, ended.err) == (0, "")
    assert "2 taken in, 1 of pages" in ended.out
    found = entries(site)
    assert found["title|Opening hours"].msgstr == found["|Opening hours"].msgstr == "Öffnungszeiten"
    assert found["|Monday: `09:00`"].msgstr == "Montags: `09:00`"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Wir haben <script>alert(1)</script> auf.", "<script>"),
        ("Wir haben *jeden* Tag [auf](javascript:alert).", "javascript"),
        ("Wir haben *jeden Tag auf.\n\n# Groß", "line break"),
        ("Wir haben {{ site.secret }} auf.", "site.secret"),
        ("Wir haben\u202e *jeden* Tag auf.", "control character"),
    ],
)
def test_what_sync_would_hold_back_is_left_out(site: Folder, text: str, said: str) -> None:
    """With file, row, message and reason; all else comes in."""

    def change(row: dict[str, str]) -> None:
        translated(row)
        if row["message"] == EVIL:
            row["translation"] = text

    fill(export(site, "de.xlsx", "content/en/hours.md"), change)
    ended = import_(site, "de.xlsx")
    assert ended.code == 3
    assert ended.err.startswith(f"error: de.xlsx:4: content/en/hours.md: “{EVIL}”: translation left out: ")
    assert said in ended.err
    assert "4 taken in, 1 left out" in ended.out
    assert entries(site)[f"|{EVIL}"].msgstr == ""
    assert entries(site)["|Monday: `09:00`"].msgstr == "Montag: `09:00`"


def test_a_changed_source_is_noticed(site: Folder) -> None:
    """Its translation is fuzzy, with the message that it was made for; where there is none, it is kept."""

    def change(row: dict[str, str]) -> None:
        translated(row)
        if "bake" in row["message"]:
            row["translation"] = "Wir backen."

    fill(export(site, "de.csv"), change)
    site.write("content/en/hours.md", PAGE.replace("open *every* day", "open *nearly every* day"))
    site.write("content/en/about.md", "# About us\n\nOur team has forty members.\n")
    site.sync()
    ended = import_(site, "de.csv")
    assert ended.code == 0
    entry = entries(site)["|We are open *nearly every* day."]
    assert (entry.msgstr, entry.fuzzy, entry.previous_msgid) == (DE[EVIL], True, EVIL)
    assert (
        "was edited since the export; its translation is fuzzy at “We are open *nearly every* day.”"
        in ended.err
    )
    gone = entries(site, "locales/de/about.po")["|We bake bread."]
    assert (gone.msgstr, gone.obsolete) == ("Wir backen.", True)
    assert "is gone since the export; its translation “Wir backen.” is kept" in ended.err
    assert translate(site.root, "sync").code == 0
    assert entries(site)["|We are open *nearly every* day."] == entry


def test_a_source_that_changed_but_was_not_synced(site: Folder) -> None:
    """The catalog still has the old message; the sync behind makes it fuzzy."""
    fill(export(site, "de.csv"), translated)
    site.write("content/en/hours.md", PAGE.replace("open *every* day", "open *nearly every* day"))
    assert import_(site, "de.csv").code == 0
    site.sync()
    entry = entries(site)["|We are open *nearly every* day."]
    assert (entry.msgstr, entry.fuzzy, entry.previous_msgid) == (DE[EVIL], True, EVIL)


def test_a_conflict_is_told_and_left(site: Folder) -> None:
    """Both texts, the file's row; `--overwrite` takes the file's."""
    fill(export(site, "de.csv"), translated)
    site.translate(CATALOG, {EVIL: "Täglich *offen*."})
    before = site.read(CATALOG)
    ended = import_(site, "de.csv", "--dry-run", "--json")
    told = json.loads(ended.out)
    assert (ended.code, told["schema"], told["command"], told["dry_run"]) == (3, 1, "import", True)
    assert (told["counts"]["taken"], told["counts"]["conflict"], told["catalogs"]) == (4, 1, [CATALOG])
    assert [finding["rule"] for finding in told["findings"]] == ["conflict"]
    assert site.read(CATALOG) == before

    ended = import_(site, "de.csv")
    assert ended.code == 3
    assert "it has “Täglich *offen*.”, the file “Wir haben *jeden* Tag geöffnet.”" in ended.err
    assert entries(site)[f"|{EVIL}"].msgstr == "Täglich *offen*."
    assert import_(site, "de.csv", "--overwrite").code == 0
    assert entries(site)[f"|{EVIL}"].msgstr == DE[EVIL]


def test_what_is_exported_may_be_narrowed(site: Folder) -> None:
    """By page and by state; counts are told."""
    site.translate(CATALOG, {EVIL: DE[EVIL]})
    told = json.loads(
        translate(site.root, "export", "x.csv", "-l", "de", "--state", "translated", "--json").out
    )
    assert (told["counts"], told["pages"]) == ({"translated": 1, "fuzzy": 0, "untranslated": 0}, 1)
    ended = translate(
        site.root,
        "export",
        "x.csv",
        "content/en/about.md",
        "-l",
        "de",
        "--state",
        "fuzzy",
        "--state",
        "untranslated",
    )
    assert ended.out == "2 messages of 1 page written to x.csv: 2 untranslated.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["export", "x.csv"], "--locale ru or de"),
        (["export", "x.csv", "--locale", "fr"], "no locale fr"),
        (["export", "x.csv", "--locale", "de", "--state", "new"], "no state new"),
        (["export", "x.csv", "content/en/none.md", "--locale", "de"], "no page matches"),
        (["export", "x.doc", "--locale", "de"], "no format is known by the ending .doc"),
        (["export", "no/where/\0.csv", "--locale", "de"], "cannot be written"),
        (["import", "none.csv"], "none.csv"),
        (["import", "translate.toml"], "no format is known by the ending .toml"),
        (["import", "ok.csv", "--locale", "fr"], "no locale fr"),
        (["import", "bad.csv"], "bad.csv:1: the first row has no column page"),
        (["import", "bad.xlsx"], "bad.xlsx: it is no Excel workbook"),
        (["import", "bad.xlf"], "bad.xlf:1: the file declares a document type"),
        (["import", "bad.tmx"], "bad.tmx: the TMX file declares entities"),
    ],
)
def test_what_is_wrong_with_the_call_or_the_file(site: Folder, arguments: list[str], said: str) -> None:
    """Exit code 2, nothing done."""
    entity = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    site.write("ok.csv", "page,message,translation\n")
    site.write("bad.csv", "one,two\n1,2\n")
    site.write("bad.xlsx", "no")
    site.write("bad.xlf", f'{entity}<xliff version="2.0">&a;</xliff>')
    site.write("bad.tmx", f'{entity}<tmx version="1.4"><header srclang="en"/><body>&a;</body></tmx>')
    if any("\0" in argument for argument in arguments):
        arguments = [argument.replace("\0", "x" * 300) for argument in arguments]
    stamps = site.stamps()
    ended = translate(site.root, *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert site.stamps() == stamps


@pytest.mark.parametrize("ending", FORMATS[:2])
def test_what_came_back_is_not_overwritten(site: Folder, ending: str) -> None:
    """Not before it was imported: a colleague's work would be lost."""
    fill(export(site, f"de.{ending}"), translated)
    stamps = site.stamps()
    ended = translate(site.root, "export", f"de.{ending}", "--locale", "de")
    assert (ended.code, "5 translations in it are in no catalog yet" in ended.err) == (2, True)
    assert site.stamps() == stamps
    assert import_(site, f"de.{ending}").code == 0
    export(site, f"de.{ending}")
    export(site, f"de.{ending}")


def test_rows_that_belong_nowhere_stop_no_other(site: Folder) -> None:
    """Unknown pages and locales are named once each, with their first row: exit code 3."""
    site.write(
        "x.csv",
        "page,locale,message,translation\n"
        "content/en/none.md,de,A,B\n"
        "content/en/none.md,de,C,D\n"
        "content/en/hours.md,fr,E,F\n"
        "content/en/hours.md,DE,Opening hours,Öffnungszeiten\n"
        "content/en/hours.md,,Monday: `09:00`,Montag: `09:00`\n",
    )
    ended = import_(site, "x.csv")
    assert ended.code == 3
    locales = "one of ru, de; --locale CODE where the file names none"
    renamed = "was it renamed or removed? Write its path now into the file"
    assert ended.err.splitlines() == [
        f"error: x.csv:2: no source page content/en/none.md, 2 rows: left out ({renamed})",
        f"error: x.csv:4: no locale fr: left out ({locales})",
        f"error: x.csv:6: no locale is named: left out ({locales})",
    ]
    assert entries(site)["|Opening hours"].msgstr == "Öffnungszeiten"
    assert import_(site, "x.csv", "--locale", "de").code == 3
    assert entries(site)["|Monday: `09:00`"].msgstr == "Montag: `09:00`"


def test_a_damaged_catalog_stops_no_other(site: Folder) -> None:
    """It is named, and left as it is; so it is where there is none yet."""
    site.write(CATALOG, 'msgid "a\n')
    ended = translate(site.root, "export", "de.csv", "--locale", "de")
    assert (ended.code, CATALOG in ended.err) == (3, True)
    assert "2 messages of 1 page" in ended.out
    site.write(
        "x.csv", "page,message,translation\ncontent/en/hours.md,A,B\ncontent/en/about.md,About us,Über uns\n"
    )
    ended = import_(site, "x.csv", "--locale", "de")
    assert (ended.code, CATALOG in ended.err) == (3, True)
    assert site.read(CATALOG) == 'msgid "a\n'
    assert entries(site, "locales/de/about.po")["|About us"].msgstr == "Über uns"
    (site.root / CATALOG).unlink()
    assert "run translate sync first" in import_(site, "x.csv", "--locale", "de").err


def test_a_locale_with_a_code_of_its_own(site: Folder) -> None:
    """XLIFF and TMX name the language, the site its code."""
    config = CONFIG.replace('["ru", "de"]', '["ru", "gr"]') + '\n[locale.gr]\ntag = "el"\n'
    site.write("translate.toml", config)
    site.sync()
    assert translate(site.root, "export", "gr.xlf", "--locale", "gr").code == 0
    text = site.read("gr.xlf")
    assert 'trgLang="el"' in text
    source = "<source>About us</source>"
    assert source in text
    site.write("gr.xlf", text.replace(source, f"{source}<target>Σχετικά με εμάς</target>"))
    ended = import_(site, "gr.xlf")
    assert (ended.code, ended.err) == (0, "")
    assert entries(site, "locales/gr/about.po")["|About us"].msgstr == "Σχετικά με εμάς"


def test_a_run_at_work_is_waited_for(site: Folder) -> None:
    """The catalogs are under the same lock as a sync's."""
    export(site, "de.csv")
    with files.lock(site.root):
        ended = import_(site, "de.csv")
    assert (ended.code, "another run" in ended.err) == (2, True)


def test_help_loads_no_format(site: Folder) -> None:
    """`translate export --help` answers at once."""
    for command in ("export", "import"):
        ended = translate(site.root, command, "--help", variables={"PYTHONPROFILEIMPORTTIME": "1"})
        assert ended.code == 0
        assert not {"openpyxl", "lxml", "translator.exchange"} & set(ended.err.split())
