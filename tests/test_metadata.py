"""What changed in a page's untranslated front matter, in words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from translator.metadata import changes

VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(0, 5), st.text(max_size=5), st.lists(st.integers(), max_size=2)
)
SETS = st.dictionaries(st.tuples(st.sampled_from("abcdefg")), VALUES, max_size=7)


def test_each_change_is_told() -> None:
    """Added, removed, another value; in order of keys."""
    had = {("image",): "a.png", ("draft",): True, ("menu", "weight"): 3, ("tags", 0): "x"}
    has = {("image",): "b.png", ("date",): "2026-11-23", ("menu", "weight"): 4, ("tags", 0): "x"}
    assert changes(had, has) == (
        "date: added 2026-11-23",
        "draft: removed",
        "image: a.png → b.png",
        "menu.weight: 3 → 4",
    )


def test_sets_with_nothing_in_common() -> None:
    """Each key is told, not one change of everything."""
    assert changes({("a",): 1, ("b",): 2, ("c",): 3}, {("d",): 4}) == (
        "a: removed", "b: removed", "c: removed", "d: added 4",
    )  # fmt: skip


@given(SETS, SETS)
def test_any_two_sets(
    had: dict[tuple[str | int, ...], object], has: dict[tuple[str | int, ...], object]
) -> None:
    """A line a key that differs, never an error."""
    told = changes(had, has)
    keys = {line.partition(":")[0] for line in told}
    every = {path[0] for path in had.keys() | has.keys()}
    assert keys == {
        key
        for key in every
        if ((key,) in had) != ((key,) in has)
        or type(had[key,]) is not type(has[key,])
        or had[key,] != has[key,]
    }
