"""Rows of tables and items of lists go with those of the same name, wherever these stand."""

from __future__ import annotations

import pytest

from translator.bitext.align import align
from translator.bitext.rows import rows
from translator.bitext.units import units
from translator.model import PageOptions
from translator.page.parse import Page, parse


def page(text: str) -> Page:
    return parse(text.encode(), PageOptions(), "page.md")


def paired(source: str, localized: str, *, exact: bool = False) -> dict[str, tuple[str, bool]]:
    """Source text → its partner, and whether that is certain."""
    one, other = page(source), page(localized)
    return {
        one.segments[match.sources[0]].message: (other.segments[match.others[0]].message, match.certain)
        for match in align(one, other, exact=exact).matches
    }


SOURCE = """\
| Condition        | Description |
|------------------|-------------|
| `Ready`          | `True` if the node is healthy, otherwise `False` |
| `DiskPressure`   | `True` if the disk is almost full, otherwise `False` |
| `MemoryPressure` | `True` if the memory is low, otherwise `False` |
| `PIDPressure`    | `True` if there are many processes, otherwise `False` |
"""
OTHER_ORDER = """\
| Condition        | Description |
|------------------|-------------|
| `Ready`          | `True` si le nœud est sain, sinon `False` |
| `MemoryPressure` | `True` si la mémoire est faible, sinon `False` |
| `PIDPressure`    | `True` si les processus sont trop, sinon `False` |
| `DiskPressure`   | `True` si le disque est presque plein, sinon `False` |
"""


@pytest.mark.parametrize("exact", [False, True])
def test_rows_go_by_their_code(exact: bool) -> None:
    """What is in the first cell is no message: the descriptions are as like each other as can be."""
    found = paired(SOURCE, OTHER_ORDER, exact=exact)
    assert found["`True` if the disk is almost full, otherwise `False`"] == (
        "`True` si le disque est presque plein, sinon `False`",
        True,
    )
    assert found["`True` if the memory is low, otherwise `False`"] == (
        "`True` si la mémoire est faible, sinon `False`",
        True,
    )


def test_rows_of_other_names_are_not_certain() -> None:
    """A row that went and one that came in its place have no more in common than their words' number."""
    found = paired(SOURCE, OTHER_ORDER.replace("`PIDPressure`", "`OutOfDisk`  "))
    assert not found.get("`True` if there are many processes, otherwise `False`", ("", False))[1]
    assert found["`True` if the memory is low, otherwise `False`"][1]


def test_items_go_by_the_name_that_they_begin_with() -> None:
    """In another order, without code marks, and in other letter case."""
    found = paired(
        "Kinds:\n\n* `awsBlockStore` - AWS Block Store\n* `cephfs` - CephFS volume\n"
        "* `nfs` - Network File System\n* `vsphereVolume` - vSphere volume\n",
        "Les types :\n\n* GCEDisk\n* AWSBlockStore\n* CephFS\n* VsphereVolume\n* NFS\n* StorageOS\n",
    )
    names = {source.partition("`")[2].partition("`")[0]: text for source, (text, _) in found.items()}
    assert names == {
        "": "Les types :",
        "awsBlockStore": "AWSBlockStore",
        "cephfs": "CephFS",
        "nfs": "NFS",
        "vsphereVolume": "VsphereVolume",
    }


def test_items_that_are_other_names_stay_alone() -> None:
    """They stand in the same place of their lists, and that is all."""
    one, other = page("* GCEDisk\n* AzureFile\n"), page("* GCEDisk\n* StorageOS\n")
    found = align(one, other)
    assert [match.sources for match in found.matches] == [(0,)]
    assert (found.source_alone, found.localized_alone) == ((1,), (1,))


def test_a_name_in_two_rows_names_none() -> None:
    """Then the order tells, as it does where the names are translated."""
    source = "| Kind | Use |\n|---|---|\n| `a` | First use |\n| `a` | Second use |\n| Red | Third use |\n"
    localized = source.replace("First", "Premier").replace("Second", "Autre").replace("Red", "Rouge")
    found = paired(source, localized.replace("use", "usage"))
    assert found["First use"] == ("Premier usage", True)
    assert found["Second use"] == ("Autre usage", True)
    assert found["Third use"] == ("Third usage", True)


def test_rows_and_items_are_seen_in_any_nesting() -> None:
    """A list in an item, a paragraph below it, a table in a quote; text outside stands in no row."""
    found = page(
        "Text.\n\n1. `one` is\n\n   * **Two**: is\n   * three\n\n   more\n2. *four* (is)\n\n"
        "> | A | B |\n> |---|---|\n> | 7.5 | c |\n> | [x_y](z.md) | d |\n\nText.\n"
    )
    row = [each and (each.key, each.name, each.column) for each in rows(found, units(found))]
    assert row == [
        None,
        ("one", True, 0),
        ("two", False, 0),
        ("three", False, 0),
        ("one", True, 1),
        ("four", False, 0),
        None,
        None,
        ("7.5", True, 1),
        ("xy", True, 0),
        ("xy", True, 1),
        None,
    ]


def test_a_names_plural_is_no_other_name() -> None:
    """`StatefulSets` are written without their s in a language that has no plural."""
    found = paired("* StatefulSets\n* PodTemplates\n", "* StatefulSet\n* PodTemplate\n")
    assert found["StatefulSets"] == ("StatefulSet", True)


def test_paragraphs_below_an_item_keep_their_order() -> None:
    """One more in the source's item does not shift the others: only its first text goes by its name."""
    source = "* `mode` is so.\n\n  A new remark.\n\n  See `man mode` for it.\n* `size` too.\n"
    found = paired(source, "* `mode` est ainsi.\n\n  Voir `man mode`.\n* `size` aussi.\n")
    assert found["See `man mode` for it."] == ("Voir `man mode`.", True)
    assert "A new remark." not in found


def test_a_name_is_not_all() -> None:
    """A sentence may begin with the name that another one of the source begins with."""
    source = "* The `end` must be 12 or more, see [it](a.md).\n* `end` goes with `begin`.\n"
    localized = "* `end` vaut 12 ou plus, voir [ici](a.md).\n* Avec `begin`, il y a `end`.\n"
    found = paired(source, localized)
    assert (
        found["The `end` must be 12 or more, see [it](a.md)."][0]
        == "`end` vaut 12 ou plus, voir [ici](a.md)."
    )
