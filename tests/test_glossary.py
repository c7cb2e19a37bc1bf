"""Glossaries as files: tables and term bases."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.errors import ConfigError
from translator.glossary import read
from translator.terms import Term

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "glossary.csv"


def got(path: Path, text: str | bytes, target: str = "ru", *codes: str, source: str = "en") -> dict[str, str]:
    """Write a file and read it: source term → target."""
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return {term.source: term.target for term in read(path, source, target, codes).terms}


def error(path: Path, text: str | bytes, target: str = "ru") -> ConfigError:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(ConfigError) as caught:
        read(path, "en", target)
    assert caught.value.path == str(path)
    assert caught.value.remedy
    return caught.value


# --- tables ---

_ONE = {"catalog": "каталог"}


@pytest.mark.parametrize(
    "text",
    [
        "en,ru\ncatalog,каталог\n",
        "en,ru\r\ncatalog,каталог\r\n",
        "\ufeffen,ru\ncatalog,каталог",
        "en;ru\ncatalog;каталог\n",
        "en\tru\ncatalog\tкаталог\n",
        "RU , EN\n каталог , catalog \n",
        "ru,en-US\nкаталог,catalog\n",
        '"en","ru"\n"catalog","каталог"\n',
        '"en" , "ru"\n"catalog" , "каталог" \n',
        '"en; or so, you know",ru\n'.replace("en; or so, you know", "en") + "catalog,каталог\n",
        "# terms\n\nen,ru\n\n# a comment, with a comma\n,,\ncatalog,каталог\n\n",
        "en,ru,de\ncatalog,каталог,Katalog\npage,,Seite\n,слово,Wort\n",
        "en,ru,\ncatalog,каталог,\n",
        "en,ru,#id\ncatalog,каталог,7\n",
        "en,ru\ncatalog\nstill,\ncatalog,каталог\ncatalog,каталог\n",
    ],
)
def test_tables(table: Path, text: str) -> None:
    """Separators, quotes, comments, blanks, empty cells; a row said twice is one."""
    assert got(table, text) == _ONE


def test_tabs_by_name(tmp_path: Path) -> None:
    """`.tsv` means tabs, however many commas there are."""
    assert got(tmp_path / "x.TSV", "en\tru\nred, green\tкрасный, зелёный\n") == {
        "red, green": "красный, зелёный"
    }


def test_the_separator_is_told_from_the_header(table: Path) -> None:
    assert got(table, "en;ru\nred, green, blue;красный, зелёный\n") == {
        "red, green, blue": "красный, зелёный"
    }


def test_cells_over_several_lines(table: Path) -> None:
    """A line break is a space; lines count as they do in an editor."""
    table.write_text(
        'en,ru,note\n"translation\n# memory","память\nпереводов",\ncatalog,каталог,"a ""list"""\n', "utf-8"
    )
    assert read(table, "en", "ru").terms == (
        Term("translation # memory", "память переводов", line=2),
        Term("catalog", "каталог", note='a "list"', line=5),
    )


def test_options(table: Path) -> None:
    """Names are left alone in every locale, their case counts; unless the table says otherwise."""
    table.write_text(
        "en,ru,case,translate,note\nGo,,,no,the language\nnpm,,no,No,\nPolish,польский,yes,,\n"
        "Rust,Rust,,,\nlog,журнал,,yes,\n",
        "utf-8",
    )
    terms = read(table, "en", "ru").terms
    assert terms == (
        Term("Go", "Go", case_sensitive=True, note="the language", line=2),
        Term("npm", "npm", line=3),
        Term("Polish", "польский", case_sensitive=True, line=4),
        Term("Rust", "Rust", case_sensitive=True, line=5),
        Term("log", "журнал", line=6),
    )
    assert [term.keep for term in terms] == [True, True, False, True, False]
    assert [term.source for term in read(table, "en", "fr").terms] == ["Go", "npm"]


def test_synonyms(table: Path) -> None:
    table.write_text("en,ru\nperson,человек | люди\n", "utf-8")
    assert read(table, "en", "ru").terms == (Term("person", "человек", line=2, also=("люди",)),)


@pytest.mark.parametrize(
    ("header", "target", "codes", "column"),
    [
        ("ru", "ru", (), "ru"),
        ("de,pt_br,pt", "pt-BR", (), "pt_br"),
        ("pt,de", "pt-BR", (), "pt"),
        ("gr,de", "el", ("gr",), "gr"),
        ("gr,el", "el", ("gr",), "el"),
        ("zh-Hans,zh-Hant", "zh-TW", (), "zh-Hant"),
        ("zh-Hans,zh-Hant", "zh-CN", (), "zh-Hans"),
        ("zh", "zh-Hans", (), "zh"),
        ("zh", "zh-TW", (), None),
        ("pt-PT", "pt-BR", (), None),
        ("sr", "sr-Latn", (), None),
        ("note,de", "no", (), None),
    ],
)
def test_which_column(
    table: Path, header: str, target: str, codes: tuple[str, ...], column: str | None
) -> None:
    """A locale's own column, else its language's if that is written alike, else another tag for the same."""
    names = header.split(",")
    table.write_text(f"en,{header}\nx,{','.join(names)}\n", "utf-8")
    assert [term.target for term in read(table, "en", target, codes).terms] == ([column] if column else [])


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("en,ru\ncatalog,каталог\ncatalog,список\n", 3, "“catalog” is “список” here and “каталог” in line 2"),
        ("en,ru\nCatalog,каталог\n\ncatalog,список\n", 4, "line 2"),
        ("en,ru\nfine,да\nred, green,красный\n", 3, "“красный” stands in a column without a name"),
        ('en,ru\nfine,да\n"catalog,каталог\nx,y\n', 3, "a quote is not closed"),
        ('en,ru\n"cata"log,каталог\n', 2, "damaged"),
        ("en,ru,case\nx,y,perhaps\n", 2, "“perhaps” in the column “case”"),
        ("en,ru,translate\nx,y,нет\n", 2, "“нет” in the column “translate”"),
        ("en,ru,ru\nx,y,z\n", 1, "two columns “ru”"),
        ("en,russian\nx,y\n", 1, "“russian” is no locale"),
        ("en,ru,notes\nx,y,z\n", 1, "“notes” is no locale"),
        ("# a\n\nde,ru\nx,y\n", 3, "no column “en”"),
        ("catalog\n", 1, "no column “en”"),
        ("catalog,каталог\n", 1, "which locale"),
        ("source,target\ncatalog,каталог\n", 1, "which locale"),
        ("en,ru\ncatalog,каталог\n".encode("utf-16"), 1, "not UTF-8"),
        ("en,ru\ncatalog,каталог\n".encode("utf-16-le"), 1, "not UTF-8"),
        ("en,ru\nfine,fine\ncatalog,каталог\n".encode("cp1251"), 3, "not UTF-8"),
        ("en,ru\nx,y\0\n", 2, "not UTF-8"),
    ],
)
def test_damaged_tables(table: Path, text: str | bytes, line: int, words: str) -> None:
    """What is wrong is said with its line; nothing is guessed, nothing skipped."""
    caught = error(table, text)
    assert words in caught.message
    assert caught.line == line


def test_a_quote_in_a_bare_cell_is_a_character(table: Path) -> None:
    assert got(table, 'en,ru\n5" disk,диск 5"\n') == {'5" disk': 'диск 5"'}


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing yet\n", "en,ru\n"])
def test_empty_tables_have_no_terms(table: Path, text: str) -> None:
    assert got(table, text) == {}


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    for name in ("missing.csv", "glossary.xlsx", "glossary"):
        with pytest.raises(ConfigError, match="glossary") as caught:
            read(tmp_path / name, "en", "ru")
        assert caught.value.path == str(tmp_path / name)


# --- tables as services export them ---


@pytest.mark.parametrize(
    "name", ["ru.csv", "en-ru.csv", "glossary_ru.csv", "Glossary (RU).csv", "terms.en.ru.csv"]
)
def test_without_a_header_the_name_must_tell(tmp_path: Path, name: str) -> None:
    """Two columns, the term first, and no locale but in the file's name."""
    assert got(tmp_path / name, "catalog,каталог\npage,страница\n") == {
        "catalog": "каталог",
        "page": "страница",
    }
    assert got(tmp_path / name, "source,target\ncatalog,каталог\n") == _ONE
    assert "which locale" in error(tmp_path / name, "catalog,Katalog\n", "de").message


def test_regions_in_names(tmp_path: Path) -> None:
    assert got(tmp_path / "terms-pt-BR.csv", "catalog,catálogo\n", "pt-BR") == {"catalog": "catálogo"}
    assert got(tmp_path / "terms_gr.csv", "catalog,κατάλογος\n", "el", "gr") == {"catalog": "κατάλογος"}


def test_a_header_of_other_locales_is_no_term(tmp_path: Path) -> None:
    assert "no column “en”" in error(tmp_path / "fr-ru.csv", "fr,ru\nliste,список\n").message


def test_with_the_languages_in_each_row(table: Path) -> None:
    """Term, translation, languages, perhaps a relevance; rows of other pairs are not for this locale."""
    text = "catalog,каталог,EN,RU,0.9\ncatalog,Katalog,EN,DE,0.9\nкаталог,catalog,RU,EN,0.1\n"
    assert got(table, text) == _ONE
    assert got(table, text, "de") == {"catalog": "Katalog"}
    assert error(table, "catalog,каталог,EN,RU\npage,страница\n").line == 2


def test_a_third_cell_needs_a_header(tmp_path: Path) -> None:
    assert error(tmp_path / "ru.csv", "catalog,каталог\nred, green,красный\n").line == 2


# --- term bases ---


def _martif(entries: str) -> str:
    return f"<martif><text><body>{entries}</body></text></martif>"


_HEAD = "<fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc>"
_V2 = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en"><martifHeader>{_HEAD}</martifHeader><text><body>
<termEntry id="c1"><descrip type="subjectField">tools</descrip>
  <langSet xml:lang="en-US"><tig><term>catalog</term><termNote type="partOfSpeech">noun</termNote></tig>
    <tig><term>message  file</term></tig></langSet>
  <langSet xml:lang="ru">
    <tig><term>список</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
    <tig><term>файл</term><termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></tig>
    <tig><term>каталог</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
  </langSet></termEntry>
<termEntry id="c2"><langSet xml:lang="EN"><ntig><termGrp><term>Git</term></termGrp></ntig></langSet>
  <langSet xml:lang="ru"><ntig><termGrp><term>Git</term></termGrp></ntig></langSet></termEntry>
<termEntry id="c3"><langSet xml:lang="en"><tig><term>page</term></tig></langSet>
  <langSet xml:lang="de"><tig><term>Seite</term></tig></langSet></termEntry>
</body></text></martif>
"""


def _v3(style: str, old: str, best: str) -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<?xml-model href="https://raw.githubusercontent.com/x/TBX-Basic.sch" type="application/xml"?>
<tbx type="TBX-Basic" style="{style}" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
     xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
<tbxHeader>{_HEAD}</tbxHeader><text><body>
<!-- a comment -->
<conceptEntry id="c1">
  <langSec xml:lang="en"><termSec><term>catalog</term></termSec>
    <termSec><term>message file</term></termSec></langSec>
  <langSec xml:lang="ru">
    <termSec><term>список</term>{old}</termSec>
    <termSec><term>файл</term></termSec>
    <termSec><term>ката<hi>лог</hi></term>{best}</termSec></langSec></conceptEntry>
<conceptEntry id="c2"><langSec xml:lang="en"><termSec><term>Git</term></termSec></langSec>
  <langSec xml:lang="ru"><termSec><term>Git</term></termSec></langSec></conceptEntry>
</body></text></tbx>
"""


_DCA = _v3(
    "dca",
    '<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote>',
    '<termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>',
)
_DCT = _v3(
    "dct",
    "<min:administrativeStatus>supersededTerm-admn-sts</min:administrativeStatus>",
    "<basic:termType>fullForm</basic:termType><min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus>",
)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    pytest.importorskip("translate.storage.tbx", reason="needs the extra `exchange`")
    return tmp_path / "terms.tbx"


@pytest.mark.parametrize(("text", "line"), [(_V2, 4), (_DCA, 7), (_DCT, 7)], ids=["v2", "v3-dca", "v3-dct"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_term_bases(base: Path, text: str, line: int, encoding: str) -> None:
    """Versions 2 and 3, both styles: synonyms in both languages, the preferred first, the outdated never."""
    base.write_bytes(text.replace("UTF-8", encoding).encode(encoding))
    assert [(t.source, t.target, t.also, t.case_sensitive) for t in read(base, "en", "ru").terms] == [
        ("catalog", "каталог", ("файл",), False),
        ("message file", "каталог", ("файл",), False),
        ("Git", "Git", (), True),
    ]
    assert read(base, "en", "ru").terms[0].line == line


def test_concepts_that_share_a_word(base: Path) -> None:
    """A word with two meanings has two translations: either will do."""
    entry = (
        '<termEntry><langSet xml:lang="en"><tig><term>{}</term></tig></langSet>'
        '<langSet xml:lang="ru"><tig><term>{}</term></tig></langSet></termEntry>'
    )
    text = _martif(f"{entry.format('key', 'ключ')}\n{entry.format('Key', 'клавиша')}")
    base.write_text(text, "utf-8")
    assert read(base, "en", "ru").terms == (Term("key", "ключ", line=1, also=("клавиша",)),)


def test_a_term_base_without_the_locale(base: Path) -> None:
    assert got(base, _V2, "fr") == {}


_ENTRY = '<termEntry><langSet xml:lang="en"><tig><term>{}</term></tig></langSet></termEntry>'


def _doctype(inner: str, term: str, outer: str = "") -> str:
    return f"<!DOCTYPE martif {outer} [{inner}]>" + _martif(_ENTRY.format(term))


_LAUGHS = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "damaged"),
        ("catalog,каталог", "damaged"),
        (_V2[:900], "damaged"),
        ("<html><body/></html>", "no term base: it begins with <html>"),
        (_martif(""), "no concepts"),
        ("<martif/>", "no concepts"),
        (_martif(_ENTRY).replace('"en"', '"de"'), "no terms in en"),
        (_martif(_ENTRY).replace(' xml:lang="en"', ""), "xml:lang"),
        (_doctype('<!ENTITY a "b">', "&a;"), "entities"),
        (_doctype('<!ENTITY a "b">', "x"), "entities"),
        (_doctype('<!ENTITY a SYSTEM "file:///etc/hostname">', "&a;"), "entities"),
        (_doctype('<!ENTITY % a SYSTEM "http://127.0.0.1:1/x.dtd"> %a;', "x"), "entities"),
        (_doctype("", "&unknown;", 'SYSTEM "x.dtd"'), "entities"),
        (_doctype(_LAUGHS, "&a9;"), "entit"),
        (_doctype(_LAUGHS, "x").replace("<martif>", '<martif type="&a9;">'), "damaged"),
    ],
)
def test_damaged_and_hostile_term_bases(base: Path, text: str, words: str) -> None:
    """Nothing outside the file is read, nothing in it multiplies, nothing is passed over."""
    assert words in error(base, text).message


def test_without_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """TBX is an optional extra, and the error says how to get it."""
    monkeypatch.setitem(sys.modules, "translate.storage.tbx", None)
    assert error(tmp_path / "x.tbx", _V2).remedy == "pip install 'translate-sync[exchange]'"


@given(st.binary(max_size=200), st.sampled_from([".csv", ".tsv", ".tbx"]))
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, data: bytes, kind: str) -> None:
    """Terms, or an error for the user; never a traceback."""
    path = tmp_path_factory.getbasetemp() / f"any{kind}"
    for each in (data, b"en,ru\n" + data, b"<martif>" + data):
        path.write_bytes(each)
        with contextlib.suppress(ConfigError):
            read(path, "en", "ru")


_CELLS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), min_size=1).filter(
    lambda cell: cell.strip() and "|" not in cell
)


@given(st.dictionaries(_CELLS, _CELLS, max_size=5))
def test_what_is_quoted_comes_back(tmp_path_factory: pytest.TempPathFactory, pairs: dict[str, str]) -> None:
    """Quoted cells are read as they are, whatever is in them."""
    path = tmp_path_factory.getbasetemp() / "quoted.csv"
    unlike = {source.casefold(): (source, target) for source, target in pairs.items()}
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in pair) for pair in unlike.values()]
    path.write_text("\n".join(["en,ru", *quoted]), "utf-8", newline="")
    terms = read(path, "en", "ru").terms
    assert [(term.source, term.target) for term in terms] == list(unlike.values())
