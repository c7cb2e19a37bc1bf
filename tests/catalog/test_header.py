"""The header of a catalog."""

from __future__ import annotations

import re

import pytest

from translator.catalog.header import language, new_header, with_field
from translator.catalog.plurals import PLURAL_FORMS
from translator.model import Catalog


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("ru", "ru"),
        ("pt-BR", "pt_BR"),
        ("zh-Hans", "zh_CN"),
        ("zh-Hant", "zh_TW"),
        ("sr-Latn", "sr@latin"),
        ("", ""),
    ],
)
def test_a_language_has_gettexts_name(tag: str, name: str) -> None:
    """So that editors find their dictionaries."""
    assert language(tag) == name
    assert dict(new_header(tag))["Language"] == name


def test_plural_forms_are_known_by_language() -> None:
    """A regional locale has its language's, unless it has its own; an unknown one has none."""
    assert "n > 1" in dict(new_header("pt-BR"))["Plural-Forms"]
    assert "n != 1" in dict(new_header("pt-PT"))["Plural-Forms"]
    assert dict(new_header("de-AT"))["Plural-Forms"] == PLURAL_FORMS["de"]
    assert "Plural-Forms" not in dict(new_header("tlh"))


def test_plural_forms_are_well_formed() -> None:
    """Each language's expression gives every one of its forms to some number, and no other."""
    assert len(PLURAL_FORMS) >= 60
    for name, text in PLURAL_FORMS.items():
        match = re.fullmatch(r"nplurals=(\d); plural=(.*);", text)
        assert match, name
        assert {plural(match[2], n) for n in range(1000)} == set(range(int(match[1]))), name


def plural(expression: str, n: int) -> int:
    """Evaluate a C expression of comparisons and ``?:`` as Python."""

    def python(text: str) -> str:
        condition, mark, rest = text.partition("?")
        if not mark:
            return text.strip()
        value, _, other = rest.partition(":")
        return f"({value} if {condition} else {python(other)})"

    flat = expression.strip()
    if flat.startswith("(") and flat.endswith(")") and "?" in flat and flat.index("?") < flat.rindex(")"):
        depth = 0
        for at, char in enumerate(flat):
            depth += (char == "(") - (char == ")")
            if depth == 0:
                flat = flat[1:-1] if at == len(flat) - 1 else flat
                break
    source = python(flat.replace("&&", " and ").replace("||", " or "))
    return int(eval(source, {"n": n}))  # noqa: S307 (the project's own table)


def test_no_date_is_put_in() -> None:
    """The same page gives the same catalog at any time."""
    assert dict(new_header("ru"))["PO-Revision-Date"] == ""


def test_a_field_is_set_in_its_place() -> None:
    """Or behind the others; an empty value removes it."""
    catalog = Catalog((("A", "1"), ("B", "2")))
    assert with_field(catalog, "A", "9").header == (("A", "9"), ("B", "2"))
    assert with_field(catalog, "C", "3").header == (("A", "1"), ("B", "2"), ("C", "3"))
    assert with_field(catalog, "A", "").header == (("B", "2"),)
    assert with_field(catalog, "C", "") == catalog
