"""Pages that were renamed."""

from __future__ import annotations

from translator.catalog.rename import best_match, similarity

PAGE = ["Opening hours", "We are open every day.", "Sundays by appointment.", "Call us.", "Thank you."]


def test_the_same_messages_are_the_same_page() -> None:
    """In whatever order; nothing is like nothing."""
    assert similarity(PAGE, PAGE[::-1]) == 1.0
    assert similarity(PAGE, ["Something", "else"]) == 0.0
    assert similarity([], []) == 0.0


def test_an_edited_message_counts_by_its_likeness() -> None:
    """Once, however many messages are like it."""
    edited = [*PAGE[:1], "We are open every day!", *PAGE[2:]]
    assert 0.95 < similarity(PAGE, edited) < 1.0
    assert similarity(["We are open every day."], ["We are open every day!", "We are open every day?"]) < 0.5


def test_messages_count_as_often_as_they_occur() -> None:
    """And an excerpt is not the page."""
    assert similarity(["a", "a", "b"], ["a", "b", "b"]) == 2 / 3
    assert similarity(PAGE, PAGE[:2]) == 0.4


def test_pairs_are_one_to_one_and_the_best_first() -> None:
    """What is less than 60 % alike is no pair."""
    had = {"old/a.po": PAGE, "old/b.po": ["x", "y", "z"], "old/c.po": PAGE[:4]}
    has = {"new/a.md": PAGE[:4], "new/b.md": [*PAGE, "New."], "new/c.md": ["x", "q", "r"]}
    assert best_match(had, has) == {"old/c.po": "new/a.md", "old/a.po": "new/b.md"}


def test_equals_are_paired_by_name() -> None:
    """So that every run gives the same."""
    had = {f"{name}.po": PAGE for name in "cab"}
    has = {f"{name}.md": PAGE for name in "zxy"}
    assert best_match(had, has) == {"a.po": "x.md", "b.po": "y.md", "c.po": "z.md"}
