"""Results as lines: what a person reads after a sync or a status."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from translator.model import Action, Finding, PageResult, Pair, Result, Severity, State
from translator.report.lines import Line, findings_lines, status_lines, sync_lines


def _pair(name: str = "hours", locale: str = "ru") -> Pair:
    return Pair(f"en/{name}.md", f"{locale}/{name}.md", f"po/{locale}/{name}.po", locale, locale, 0, name)


def _sync(*pages: PageResult, dry_run: bool = False, interrupted: bool = False) -> list[Line]:
    return list(sync_lines(Result("sync", pages, (), 1, dry_run, interrupted)))


def _status(*pages: PageResult) -> list[Line]:
    return list(status_lines(Result("status", pages, sources=1)))


def test_a_written_page_is_named_with_its_counts() -> None:
    """Only counts that are not zero; what changed in the metadata stands below."""
    page = PageResult(
        _pair(), State.CURRENT, Action.UPDATED, True, 9, 8, fuzzy=1, new=2, taken=3, held=4,
        metadata=("image: a.png → b.png",),
    )  # fmt: skip
    counts = "8/9 translated, 1 fuzzy, 2 new, 3 taken from the page, 4 held back"
    assert _sync(page)[:2] == [
        Line(f"updated    ru/hours.md  {counts}", "good"),
        Line("           metadata: image: a.png → b.png", "dim"),
    ]


def test_a_catalog_written_alone_is_named_itself() -> None:
    """The page stays as it was."""
    page = PageResult(_pair(), State.INCOMPLETE, Action.NONE, True, 2, 1)
    assert _sync(page)[0].text == "catalog    po/ru/hours.po  1/2 translated"


def test_of_a_page_that_never_was_its_catalog_is_named() -> None:
    """An orphan, or a renamed source, may have got no further than its catalog."""
    page = PageResult(_pair(), State.ORPHANED, catalog_only=True)
    assert _sync(page)[0].text == "orphaned   po/ru/hours.po"
    assert _sync(replace(page, action=Action.PRUNED))[0].text == "pruned     po/ru/hours.po"


def test_what_was_left_as_it_was_is_not_mentioned() -> None:
    """A thousand current pages are one line."""
    pages = [PageResult(_pair(str(number)), State.CURRENT) for number in range(1_000)]
    assert _sync(*pages) == [Line("Nothing to do. 1 source page × 1 locale.", "good")]


def test_the_last_line_sums_up() -> None:
    """Actions in a fixed order, plural where it is one, and in red or yellow what went wrong."""
    created = PageResult(_pair(), State.CURRENT, Action.CREATED, True, 1, 1)
    failed = PageResult(_pair(locale="de"), State.OUTDATED, Action.FAILED)
    waiting = PageResult(_pair(locale="de"), State.MISSING, Action.WAITING)
    assert _sync(created)[-1] == Line("1 source page × 1 locale: 1 created, 1 catalog written.", "good")
    assert _sync(created, failed)[-1].text.endswith("2 locales: 1 created, 1 failed, 1 catalog written.")
    assert _sync(created, failed)[-1].style == "warn"
    assert _sync(waiting)[-1] == Line("Nothing to do (1 waiting). 1 source page × 1 locale.", "good")
    assert _sync(failed)[-1] == Line("Nothing done (1 failed). 1 source page × 1 locale.", "warn")
    assert _sync(created, dry_run=True)[-1].text.startswith("Would do: ")
    assert _sync(interrupted=True)[-1] == Line("Interrupted. 1 source page × 0 locales: nothing done.", "bad")


def test_status_is_a_table_and_the_pages_that_are_not_current() -> None:
    """A column a state that occurs; a share that says a hundred percent only where it is."""
    lines = _status(
        PageResult(_pair(), State.CURRENT, messages=1_000, translated=1_000),
        PageResult(_pair("b"), State.INCOMPLETE, messages=1_000, translated=999, fuzzy=1),
        PageResult(_pair(locale="de"), State.MISSING),
    )
    assert [line.text for line in lines] == [
        "locale  current  incomplete  missing  translated",
        "ru            1           1        ·        99 %",
        "de            ·           ·        1           –",
        "",
        "incomplete  ru/b.md  999/1000 translated, 1 fuzzy",
        "missing     de/hours.md",
    ]
    assert [line.style for line in lines] == ["head", "warn", "warn", "", "warn", "warn"]


def test_all_is_well_is_said() -> None:
    """One row, one sentence."""
    assert _status(PageResult(_pair(), State.CURRENT, messages=1, translated=1))[-1] == Line(
        "Everything is current. 1 source page × 1 locale.", "good"
    )


@given(
    st.lists(st.tuples(st.sampled_from(State), st.sampled_from(["ru", "de", "zh-Hant", "pt-BR"])), min_size=1)
)
def test_the_table_is_straight_and_fits(pages: list[tuple[State, str]]) -> None:
    """Every row is as long as the head, and none is longer than 80."""
    lines = _status(*(PageResult(_pair(locale=locale), state) for state, locale in pages))
    table = [line.text for line in lines[: [line.text for line in lines].index("")]]
    assert len({len(row) for row in table}) == 1
    assert len(table[0]) <= 80
    assert len(table) == 1 + len({locale for _, locale in pages})


def test_findings_are_a_line_each_and_infos_none() -> None:
    """Severity, path, line, what, remedy: the parts that are known."""
    findings = [
        Finding("a.md", 3, "broken", Severity.ERROR, "mend it", "x"),
        Finding("b.md", 0, "odd"),
        Finding("c.md", 0, "by the way", Severity.INFO),
    ]
    assert list(findings_lines(findings)) == [
        Line("error: a.md:3: broken (mend it)", "bad"),
        Line("warning: b.md: odd", "warn"),
    ]
