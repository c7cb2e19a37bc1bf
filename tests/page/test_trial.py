"""One reading of a page tells which translations need no second look."""

from __future__ import annotations

import pytest

from translator.model import PageOptions, Splice
from translator.page.parse import Body, read_body
from translator.page.trial import Trial, trial
from translator.page.write import splice

OPTIONS = PageOptions()


def _trial(source: str, *changes: tuple[str, str]) -> Trial:
    raw = source.encode()
    edits = []
    for old, new in changes:
        start = raw.index(old.encode())
        edits.append(Splice(start, start + len(old.encode()), new.encode()))
    edits.sort(key=lambda edit: edit.start)

    def read(data: bytes) -> Body:
        return read_body(data, OPTIONS)

    return trial(read(raw), read(splice(raw, edits)), edits, ())


def test_the_right_markup_is_sound() -> None:
    """Words may change, and markup its place among them."""
    made = _trial(
        "# One\n\nTwo *three* `four`.\n", ("One", "Eins"), ("Two *three* `four`.", "`four` *drei* zwei.")
    )
    assert made == Trial(frozenset({0, 1}), whole=True)


@pytest.mark.parametrize(
    "text",
    [
        "Two three `four`.",  # tolerable, but somebody has to be told
        "Two *three* `vier`.",
        "Two *three* `four` <b>five</b>.",
        "Two *three* `four` ` five.",
        "Two *three* `four` [^1].",
    ],
)
def test_other_markup_is_looked_at_again(text: str) -> None:
    """Only the leaf that it stands in: the others are sound."""
    made = _trial("# One\n\nTwo *three* `four`.\n", ("One", "Eins"), ("Two *three* `four`.", text))
    assert made == Trial(frozenset({0}), whole=False)


@pytest.mark.parametrize("text", ["- One", "One\n\ntwo", "[One]: two"])
def test_where_blocks_change_nothing_is_sure(text: str) -> None:
    """Nobody knows then which leaf is whose."""
    assert _trial("One\n\nTwo\n", ("One", text), ("Two", "Zwei")) == Trial()


def test_a_cell_that_loses_words_is_unsound() -> None:
    """A pipe makes a cell too many, which the parser throws away: the blocks are the same."""
    made = _trial("| a | b |\n|---|---|\n| c | d |\n", ("c", "x"), ("d", "y | z"))
    assert made == Trial(frozenset({0}), whole=False)


def test_a_link_that_loses_its_definition_elsewhere_is_no_whole_page() -> None:
    """Though its own leaf was not edited."""
    source = "See [one].\n\nWords.\n\n[one]: /x 'Title'\n"
    assert not _trial(source, ("Title", "Ti'tle")).whole
