"""What becomes of a catalog when rows come back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from translator.catalog.marks import marked, their_mark
from translator.exchange.incoming import Outcome, Taken, Wanted, take
from translator.exchange.rows import Row, rows_of
from translator.model import Catalog, Entry

if TYPE_CHECKING:
    from collections.abc import Sequence

ONE = Entry("Opening hours", "Öffnungszeiten")
TWO = Entry(
    "We are open every day.", "Wir haben taglich auf.", fuzzy=True, previous_msgid="We are open daily."
)
NEW = Entry("Closed on holidays")


def catalog(*entries: Entry) -> Catalog:
    return Catalog((), entries)


def out(*entries: Entry) -> list[Row]:
    return list(rows_of(catalog(*entries), "a.md", "de"))


def fine(wanted: Sequence[Wanted]) -> list[str]:
    return ["" for _ in wanted]


def one(now: Sequence[Entry], row: Row, *, overwrite: bool = False) -> tuple[tuple[Entry, ...], Outcome]:
    taken = take(catalog(*now), [row], fine, overwrite=overwrite)
    assert taken.changed == (taken.catalog.entries != tuple(now))
    return taken.catalog.entries, taken.outcomes[0]


def edited(entry: Entry, text: str, state: str | None = None) -> Row:
    """The row of an entry, as somebody has changed it in the file."""
    row = out(entry)[0]
    return replace(row, translation=text, state=row.state if state is None else state)


def test_a_translation_comes_in() -> None:
    """The word in the column beside it is still “untranslated”: nobody cares for it."""
    entries, outcome = one([NEW], edited(NEW, "An Feiertagen zu"))
    assert entries == (Entry("Closed on holidays", "An Feiertagen zu"),)
    assert outcome.kind == "taken"


def test_a_fuzzy_one_that_was_changed_is_approved() -> None:
    """As in PO editors; its previous message goes."""
    entries, _ = one([TWO], edited(TWO, "Wir haben täglich auf."))
    assert entries == (Entry(TWO.msgid, "Wir haben täglich auf."),)


def test_a_fuzzy_one_may_be_approved_as_it_is() -> None:
    """By its state alone."""
    entries, outcome = one([TWO], edited(TWO, TWO.msgstr, "translated"))
    assert entries == (Entry(TWO.msgid, TWO.msgstr),)
    assert outcome.kind == "taken"


def test_a_translation_may_be_doubted() -> None:
    """By its state alone, with another text, or in a row that had none."""
    for before, text in ((ONE, ONE.msgstr), (ONE, "Geöffnet"), (NEW, "Zu")):
        entries, _ = one([before], edited(before, text, "fuzzy"))
        assert entries == (replace(before, msgstr=text, fuzzy=True),)


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_an_empty_translation_changes_nothing(text: str) -> None:
    """Nobody deletes a translation so."""
    entries, outcome = one([ONE], edited(ONE, text))
    assert (entries, outcome.kind) == ((ONE,), "empty")


def test_a_row_that_nobody_touched_undoes_nothing() -> None:
    """Neither another person's text, nor their approval."""
    there = replace(ONE, msgstr="Wann wir da sind")
    assert one([there], out(ONE)[0])[1].kind == "same"
    assert one([replace(TWO, fuzzy=False, previous_msgid=None)], out(TWO)[0])[1].kind == "same"


def test_two_people_are_a_conflict() -> None:
    """The catalog's stays, both are told; the caller decides."""
    there = replace(ONE, msgstr="Wann wir da sind")
    row = edited(ONE, "Geöffnet")
    entries, outcome = one([there], row)
    assert (entries, outcome.kind, outcome.there) == ((there,), "conflict", "Wann wir da sind")
    entries, outcome = one([there], row, overwrite=True)
    assert (entries[0].msgstr, outcome.kind) == ("Geöffnet", "taken")


def test_two_people_of_one_mind_are_none() -> None:
    """Nor is there anything to do."""
    there = replace(ONE, msgstr="Geöffnet")
    assert one([there], edited(ONE, "Geöffnet"))[1].kind == "same"


def test_a_machine_is_no_person() -> None:
    """What an engine put there meanwhile gives way, and so does its mark."""
    there = marked(NEW, "Feiertags geschlossen", "deepl", review=False)
    entries, outcome = one([there], edited(NEW, "An Feiertagen zu"))
    assert (entries, outcome.kind) == ((replace(NEW, msgstr="An Feiertagen zu"),), "taken")


def test_a_machines_mark_goes_with_its_text() -> None:
    """And stays where nobody changed it."""
    machine = marked(NEW, "Feiertage geschlossen", "deepl", review=True)
    entries, _ = one([machine], edited(machine, "An Feiertagen zu"))
    assert entries[0] == replace(NEW, msgstr="An Feiertagen zu")
    entries, _ = one([machine], edited(machine, machine.msgstr, "translated"))
    assert entries[0] == replace(NEW, msgstr=machine.msgstr)
    gone = replace(machine, msgstr="", fuzzy=False)
    entries, _ = one([gone], out(machine)[0])
    assert their_mark(entries[0]) is not None
    assert entries[0] == machine


def test_an_edited_message_gets_it_as_fuzzy() -> None:
    """Where a merge offered the old translation already, or could offer none: it was not there yet."""
    merged = replace(NEW, msgid="Closed on all holidays", msgstr="", previous_msgid=None)
    row = edited(NEW, "An Feiertagen zu")
    entries, outcome = one([ONE, merged], row)
    wanted = replace(merged, msgstr="An Feiertagen zu", fuzzy=True, previous_msgid="Closed on holidays")
    assert entries == (ONE, wanted)
    assert (outcome.kind, outcome.message) == ("fuzzy", "Closed on all holidays")

    offered = Entry("Opening times", ONE.msgstr, fuzzy=True, previous_msgid=ONE.msgid)
    entries, outcome = one([offered], edited(ONE, "Geöffnet"))
    assert entries == (replace(offered, msgstr="Geöffnet"),)
    assert one([offered], out(ONE)[0])[1].kind == "same"


def test_a_draft_at_the_edited_message_is_a_conflict() -> None:
    """Somebody is at work there."""
    draft = Entry("Opening times", "Wann offen?", fuzzy=True, previous_msgid=ONE.msgid)
    entries, outcome = one([draft], edited(ONE, "Geöffnet"))
    assert (entries, outcome.kind) == ((draft,), "conflict")


def test_a_message_in_place_is_found_though_little_is_left_of_it() -> None:
    """Between the same two neighbours."""
    was = [Entry("First", "Eins"), Entry("The quick brown fox jumps"), Entry("Last", "Zuletzt")]
    now = [was[0], Entry("A quick brown dog slept"), Entry("Another paragraph, far away"), was[2]]
    rows = [replace(row, translation=row.translation or "Der Fuchs springt") for row in out(*was)]
    taken = take(catalog(*now), rows, fine)
    assert [outcome.kind for outcome in taken.outcomes] == ["same", "fuzzy", "same"]
    assert taken.catalog.entries[1].msgstr == "Der Fuchs springt"


def test_a_message_that_is_gone_is_kept_as_obsolete() -> None:
    """It comes back with its translation."""
    entries, outcome = one([ONE], edited(NEW, "An Feiertagen zu"))
    assert entries == (ONE, Entry("Closed on holidays", "An Feiertagen zu", obsolete=True))
    assert outcome.kind == "gone"
    old = Entry(NEW.msgid, "Zu", obsolete=True)
    entries, _ = one([ONE, old], edited(replace(old, obsolete=False), "An Feiertagen zu"))
    assert entries == (ONE, replace(old, msgstr="An Feiertagen zu"))


def test_a_column_sorted_by_itself_is_noticed() -> None:
    """The id says which message the translation belongs to, the message beside it is another."""
    first, second = out(ONE, NEW)
    rows = [replace(first, message=second.message, translation="Zu"), replace(second, message=first.message)]
    taken = take(catalog(ONE, NEW), rows, fine)
    assert [outcome.kind for outcome in taken.outcomes] == ["refused", "empty"]
    assert "sorted" in taken.outcomes[0].reason


def test_white_space_in_the_message_is_no_such_thing() -> None:
    """Spreadsheets change line ends."""
    entry = Entry("One  \ntwo")
    entries, _ = one([entry], replace(edited(entry, "Eins"), message="One \r\ntwo"))
    assert entries[0].msgstr == "Eins"


def test_line_ends_are_those_of_catalogs() -> None:
    """Other programs write CR LF."""
    entry = Entry("One\ntwo", "Eins\nzwei")
    assert one([entry], edited(entry, "Eins\r\nzwei"))[1].kind == "same"
    entries, _ = one([entry], edited(entry, "Eins\r\nund zwei"))
    assert entries[0].msgstr == "Eins\nund zwei"


def test_a_message_twice_in_a_file() -> None:
    """With one translation it is one; with two, the second is told."""
    same = take(catalog(NEW), [edited(NEW, "Zu"), edited(NEW, "Zu")], fine)
    assert [outcome.kind for outcome in same.outcomes] == ["taken", "same"]
    rows = [replace(edited(NEW, "Zu"), line=7), edited(NEW, "Dicht")]
    other = take(catalog(NEW), rows, fine)
    assert [outcome.kind for outcome in other.outcomes] == ["taken", "refused"]
    assert "row 7" in other.outcomes[1].reason


def test_contexts_are_told_apart() -> None:
    """None and an empty one, too, though no table knows the difference."""
    entries = [Entry("Home", msgctxt=context) for context in (None, "", "title")]
    rows = [
        replace(row, translation=f"Heim {n}", context=row.context or None)
        for n, row in enumerate(out(*entries))
    ]
    taken = take(catalog(*entries), rows, fine)
    assert [entry.msgstr for entry in taken.catalog.entries] == ["Heim 0", "Heim 1", "Heim 2"]


def test_rows_without_an_id_fill_in() -> None:
    """A person's translation in the catalog is a conflict then, as long as it is another one."""
    row = replace(edited(NEW, "Zu"), id="")
    assert one([NEW], row)[1].kind == "taken"
    assert one([replace(NEW, msgstr="Zu")], row)[1].kind == "same"
    assert one([replace(NEW, msgstr="Dicht")], row)[1].kind == "conflict"


def test_what_is_refused_does_not_come_in() -> None:
    """The others do."""

    def judge(wanted: Sequence[Wanted]) -> list[str]:
        return ["it is wrong" if "bad" in each.text else "" for each in wanted]

    taken: Taken = take(catalog(ONE, NEW), [edited(ONE, "bad"), edited(NEW, "good")], judge)
    assert [(each.kind, each.reason) for each in taken.outcomes] == [
        ("refused", "it is wrong"),
        ("taken", ""),
    ]
    assert [entry.msgstr for entry in taken.catalog.entries] == [ONE.msgstr, "good"]


def test_plural_forms_are_left_to_the_catalog() -> None:
    """They do not go out; a row of somebody's own is refused."""
    plural = replace(NEW, msgid_plural="x", msgstr_plural=("a", "b"))
    assert out(plural) == []
    assert "plural" in one([plural], replace(edited(NEW, "Zu"), id=""))[1].reason
