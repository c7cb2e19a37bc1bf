"""A page's segments as entries."""

from __future__ import annotations

from dataclasses import replace

from translator.catalog import po
from translator.catalog.template import pot, template
from translator.model import Entry, Form, Segment

HEADING = Segment("Home", ((0, 1),), Form.HEADING, "heading 2", notes=("short,\n  please",), line=3)


def test_an_entry_tells_what_and_where_the_message_is() -> None:
    """`#.` has the kind, then the author's notes; msgctxt stands only where there is a context."""
    segments = [HEADING, Segment("Home", ((0, 1),), Form.SCALAR, "title", "title", line=1)]
    assert template("content/my page.md", segments) == (
        Entry(
            "Home", references=(("content/my page.md", 3),), extracted=("heading 2", "note: short, please")
        ),
        Entry("Home", msgctxt="title", references=(("content/my page.md", 1),), extracted=("title",)),
    )


def test_a_message_that_occurs_twice_is_one_entry() -> None:
    """With every place, and every kind of thing that it is, once."""
    item = replace(HEADING, kind="list item", notes=(), line=9)
    (entry,) = template("a.md", [HEADING, item, item])
    assert entry.references == (("a.md", 3), ("a.md", 9))
    assert entry.extracted == ("heading 2", "list item", "note: short, please")


def test_a_template_has_a_header_without_a_language() -> None:
    """And can be read again."""
    found = pot("a.md", [HEADING])
    assert (found.get("Language"), found.get("Plural-Forms"), found.header_fuzzy) == ("", "", True)
    assert po.parse(po.serialize(found), "a.pot") == found
