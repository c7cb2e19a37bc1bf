"""The checks of messages, by the tables in `spec/`: a file a rule, a row a case."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.checkrules import RULES
from translator.checks.base import Message
from translator.checks.registry import MESSAGE_CHECKS, PAGE_CHECKS
from translator.model import Form
from translator.page.inline import Setting
from translator.terms import Term, Terms

if TYPE_CHECKING:
    from collections.abc import Iterator

SPEC = Path(__file__).parent / "spec"
TERMS = Terms((Term("cluster", "кластер"), Term("Kubernetes", "Kubernetes")))
CODE = re.compile(r"(?<!`)(`+)(?!`) ?(.*?) ?(?<!`)\1(?!`)")


class Row(NamedTuple):
    """One case."""

    rule: str
    where: tuple[str, ...]
    message: str
    translation: str
    findings: tuple[str, ...]


def rows() -> Iterator[Row]:
    """Each row of each table; texts stand in code spans, as in Markdown."""
    for path in sorted(SPEC.glob("*.md")):
        for line in path.read_text("utf-8").splitlines():
            cells = re.split(r"(?<!\\)\|", line)[1:-1]
            if len(cells) != 4 or cells[0].strip() in ("locale", "---"):
                continue
            message, translation = ([found[1] for found in CODE.findall(cell)] for cell in cells[1:3])
            findings = tuple(found[1] for found in CODE.findall(cells[3]))
            where = tuple(part.strip() for part in cells[0].split(","))
            yield Row(path.stem, where, message[0], translation[0], findings)


def test_the_registry_names_every_file() -> None:
    """So that no check is forgotten there."""
    import translator.checks

    files = {path.stem for path in Path(str(translator.checks.__file__)).parent.glob("*.py")}
    known = {
        check.__module__.rpartition(".")[2] for check in (*MESSAGE_CHECKS.values(), *PAGE_CHECKS.values())
    }
    assert files - {"__init__", "base", "registry", "entries", "states"} == known


def test_every_rule_of_messages_has_its_table() -> None:
    """And every table is of a rule."""
    assert {path.stem for path in SPEC.glob("*.md")} == set(MESSAGE_CHECKS)
    assert set(MESSAGE_CHECKS) <= set(RULES)


@pytest.mark.parametrize("row", [*rows()], ids=lambda row: f"{row.rule}: {row.translation}")
def test_cases(row: Row) -> None:
    """What is found is what the table says, in any order."""
    tag, *rest = row.where
    forms = {form.value: form for form in Form}
    setting = Setting(
        next((forms[word] for word in rest if word in forms), Form.PARAGRAPH),
        dialects=tuple(word for word in rest if word not in forms and word != "machine"),
    )
    by_people = "machine" not in rest
    message = Message(row.message, row.translation, setting, tag if tag != "xx" else "", TERMS, by_people)
    found = sorted(fault.text for fault in MESSAGE_CHECKS[row.rule](message))
    assert found == sorted(row.findings)


TEXT = st.text(alphabet='aя1 *_`[]()<>{}%#!:?."«»“”„&;/\\~|\n-=', max_size=40)


@given(TEXT, TEXT, st.sampled_from(list(Form)), st.sampled_from(["ru", "ja", "de", ""]))
def test_no_text_makes_a_check_fail(source: str, text: str, form: Form, tag: str) -> None:
    """Whatever stands in a catalog, a check has an opinion or none."""
    for dialects in ((), ("jekyll",), ("mdx",)):
        message = Message(source, text, Setting(form, dialects=dialects), tag, TERMS)
        for check in MESSAGE_CHECKS.values():
            for fault in check(message):
                assert fault.text
                assert fault.remedy


@given(TEXT, st.sampled_from(list(Form)))
def test_a_copy_differs_in_nothing(source: str, form: Form) -> None:
    """A text held against itself has no tag, placeholder, link, code or number too many or too few."""
    message = Message(source, source, Setting(form), "de")
    for rule in ("tag", "placeholder", "link", "code", "markup", "number", "end-punctuation", "double-space"):
        assert list(MESSAGE_CHECKS[rule](message)) == []


@pytest.mark.parametrize(
    "unit", ["!", "“", "( ", "'a ", "a b c ", "_", "-a", "{", "[x](y) ", "*a", "<b>", "1,"]
)
def test_long_texts_are_read_in_steps_that_grow_with_them(unit: str) -> None:
    """A text of openings that never close is looked at as often as it is long, not as that squared.

    Nothing is timed: where it is squared, a hundred thousand characters take the whole time of the tests.
    """
    text = unit * (100_000 // len(unit))
    for rule, check in MESSAGE_CHECKS.items():
        if rule not in (
            "markup",
            "link",
            "tag",
            "code",
        ):  # these parse it, and are held by tests of the parser
            list(check(Message(text, text + "x", Setting(Form.SCALAR), "ru")))
