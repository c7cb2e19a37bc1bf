"""Results as JSON: schema 1."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from translator.model import Action, EngineUse, Finding, PageResult, Pair, Result, Severity, State
from translator.report.machine import SCHEMA, to_json

PAIR = Pair("en/à.md", "gr/à.md", "po/gr/à.po", "gr", "el", 0, "à")
RESULT = Result(
    "sync",
    (
        PageResult(
            PAIR, State.INCOMPLETE, Action.UPDATED, True, 9, 8, 1, 2, 3, 4, 5, 6, 7, ("a: 1 → 2",),
            (Finding("gr/à.md", 3, "odd", Severity.WARNING, "mend it", "x"),),
        ),
    ),
    (Finding("c", 0, "by the way", Severity.INFO),),
    sources=1,
    dry_run=True,
    engines=(EngineUse("gr", "deepl", 1, 20, 3, 4, 5, 6, 70, 8, 0.5, "EUR", True),),
)  # fmt: skip


def test_everything_a_result_knows_is_told() -> None:
    """Numbers as numbers, words as words, nothing left out."""
    assert json.loads(to_json(RESULT)) == {
        "schema": SCHEMA,
        "command": "sync",
        "dry_run": True,
        "interrupted": False,
        "sources": 1,
        "states": {"incomplete": 1},
        "actions": {"updated": 1},
        "engines": [
            {
                "locale": "gr", "engine": "deepl", "estimated": True, "messages": 1, "characters": 20,
                "input_tokens": 3, "output_tokens": 4, "requests": 5, "remembered": 6, "saved": 70,
                "refused": 8, "cost": 0.5, "currency": "EUR",
            }
        ],
        "pages": [
            {
                "source": "en/à.md", "localized": "gr/à.md", "catalog": "po/gr/à.po", "locale": "gr",
                "state": "incomplete", "action": "updated", "catalog_written": True,
                "messages": 9, "translated": 8, "fuzzy": 1, "new": 2, "fuzzied": 3, "obsoleted": 4,
                "revived": 5, "taken": 6, "held": 7, "metadata": ["a: 1 → 2"],
                "findings": [
                    {"path": "gr/à.md", "line": 3, "severity": "warning", "rule": "x", "message": "odd",
                     "remedy": "mend it"},
                ],
            }
        ],
        "findings": [
            {"path": "c", "line": 0, "severity": "info", "rule": "", "message": "by the way", "remedy": ""},
        ],
    }  # fmt: skip


def test_it_is_one_object_that_ends_its_line() -> None:
    """So that it can be appended to a log, and compared by diff."""
    assert to_json(RESULT).startswith('{\n  "schema": 1,\n')
    assert to_json(RESULT).endswith("}\n")


def test_another_encoding_gets_escapes() -> None:
    """The same value, in ASCII alone."""
    assert "à" in to_json(RESULT)
    assert to_json(RESULT, "iso8859-1").isascii()
    assert json.loads(to_json(RESULT, "ascii")) == json.loads(to_json(RESULT))


@given(st.text(), st.sampled_from(["utf-8", "ascii"]))
def test_any_text_comes_back(text: str, encoding: str) -> None:
    """Quotes, control characters, line separators."""
    result = Result("status", findings=(Finding(text, 0, text),))
    assert json.loads(to_json(result, encoding))["findings"][0]["message"] == text
