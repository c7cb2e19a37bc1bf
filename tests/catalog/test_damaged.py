"""A catalog damaged by hand, by git or by a full disk is refused with its line: no translation is lost."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from catalog_strategies import catalogs
from corpus import CORPUS, requires_corpus
from hypothesis import given
from hypothesis import strategies as st

from translator.catalog import po
from translator.errors import CatalogError

if TYPE_CHECKING:
    from translator.model import Catalog

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ('msgid "a"\nmsgstr "y\n', 5, "closing quote"),
        ('msgid "a"\nmsgstr y"\n', 5, "neither"),
        ('msgid "a"\nmsgstr "y\\"\n', 5, "closing quote"),
        ('msgid "a"\nmsgstr "y" z\n', 5, "behind the closing quote"),
        ('msgid "a"\nmsgstr "say "hi" now"\n', 5, "behind the closing quote"),
        ('msgid "a"\nmsgstr "\\q"\n', 5, "escape"),
        ('msgid "a"\nmsgstr "\\377"\n', 5, "no character"),
        ('msgid "a"\nmsgstr "\\0z"\n', 5, "NUL"),
        ('msgid "a"\nmsgstr ""\n"b"\nc"\n', 7, "neither"),
        ('msgid "a"\n', 4, "no msgstr"),
        ('# c\n\nmsgid "a"\n\nmsgid "b"\nmsgstr ""\n', 8, "second msgid"),
        ('msgctxt "a"\n', 4, "no msgid"),
        ('msgstr "b"\n', 4, "second msgstr"),
        ('msgctxt "c"\nmsgstr "b"\n', 5, "no place"),
        ('#| "b"\n', 4, "no keyword"),
        ('msgid "a"\nmsgstr "b"\nmsgstr "c"\n', 6, "second msgstr"),
        ('msgid "a"\nmsgctxt "c"\nmsgstr "b"\n', 5, "no place"),
        ('msgid "a"\n# c\nmsgstr "b"\n', 5, "comment inside"),
        ('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', 7, "line 4"),
        ('msgid "a"\nmsgstr "b"\n\n#~ msgid "a"\n#~ msgstr "c"\n', 7, "line 4"),
        ('msgid "a"\nmsgstr "b"\n\n# c\n', 7, "no msgid"),
        ('msgid "a"\nmsgstr "b"\n\n#| msgid "c"\n', 7, "no msgid"),
        ('#~ msgid "a"\nmsgstr "b"\n', 5, "obsolete"),
        ('#~ msgid "a"\n#~ msgstr "b"\n"c"\n', 6, "no keyword"),
        ('#~ msgid "a"\n#~ msgstr b\n', 5, "neither"),
        ('<<<<<<< HEAD\nmsgid "a"\nmsgstr "b"\n', 4, "merge conflict"),
        ('msgid "a"\n<<<<<<< HEAD\nmsgstr "b"\n=======\nmsgstr "c"\n>>>>>>> x\n', 5, "merge conflict"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[1] "c"\n', 6, "plural form"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr "c"\n', 6, "no place"),
        ('msgid "a"\nmsgstr[0] "c"\n', 5, "no place"),
        ('msgid "a"\n#| msgid "z"\nmsgstr "c"\n', 5, "no place"),
        ('#| msgid_plural "z"\nmsgid "a"\nmsgstr "c"\n', 4, "no place"),
        ('domain "d"\nmsgid "a"\nmsgstr "c"\n', 4, "neither"),
        ('msgid "a"\nmsgstr "c"\nwords\n', 6, "neither"),
        ('msgid "a"\nmsgstr "c\0d"\n', 5, "NUL"),
    ],
)  # fmt: skip
def test_what_is_damaged_is_refused_with_its_line(text: str, line: int, what: str) -> None:
    """Each with what is wrong and what to do about it."""
    with pytest.raises(CatalogError, match=what) as caught:
        po.parse((HEAD + text).encode(), "ru/a.po")
    assert (caught.value.path, caught.value.line) == ("ru/a.po", line)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"\xff\xfem\0s\0g\0", "UTF-16"),
        (b"# title\n\nA page.\n", "neither"),
        (HEAD.encode() + b'msgid "a"\nmsgstr "\xff"\n', "no UTF-8"),
        (HEAD.replace("UTF-8", "KLINGON").encode(), "unknown"),
        (HEAD.replace("UTF-8", "hex").encode(), "unknown"),
        (("#: a.md:1\n" + HEAD).encode(), "header"),
        (b"GIF89a\0\0", "NUL"),
    ],
)
def test_what_is_no_catalog_is_refused(data: bytes, what: str) -> None:
    """With a reason, never with a traceback."""
    with pytest.raises(CatalogError, match=what) as caught:
        po.parse(data, "ru/a.po")
    assert caught.value.remedy


def cut(data: bytes, whole: Catalog, length: int) -> bool:
    """Cut a catalog; hold what is still read against what it was. Returns whether it was refused."""
    try:
        left = po.parse(data[:length], "x.po")
    except CatalogError:
        return True
    count = len(left.entries)
    for got, was in zip(left.entries[: count - 1], whole.entries, strict=False):
        assert got == was
    if count:
        # nothing tells a last translation that was cut between two whole lines from a shorter one
        got, was = left.entries[-1], whole.entries[count - 1]
        assert (got.msgctxt, got.msgid) == (was.msgctxt, was.msgid)
        assert was.msgstr.startswith(got.msgstr)
        assert got.msgstr == was.msgstr or data[:length].endswith((b'"\n', b'"'))
    return False


@given(catalogs(), st.data())
def test_a_cut_catalog_is_refused_or_read_as_far_as_it_goes(value: Catalog, data: st.DataObject) -> None:
    """No cut changes an entry before it."""
    whole = po.serialize(value)
    cut(whole, value, data.draw(st.integers(0, len(whole))))


@pytest.mark.corpus
@requires_corpus
def test_a_real_catalog_cut_anywhere() -> None:
    """At six hundred random bytes, and at every byte of its last entries."""
    assert CORPUS is not None
    data = po.serialize(po.parse((CORPUS / "comaps/po/content.ru.po").read_bytes(), "x.po"))
    whole = po.parse(data, "x.po")
    chance = random.Random(1)  # noqa: S311 (the same cuts every time)
    lengths = chance.sample(range(len(data)), 600) + list(range(len(data) - 1500, len(data)))
    refused = sum(cut(data, whole, length) for length in lengths)
    assert refused > len(lengths) * 0.9


@given(catalogs(), st.data())
def test_a_lost_quote_is_never_read_as_an_empty_string(value: Catalog, data: st.DataObject) -> None:
    """Whichever line loses the quote that ends it: refused."""
    lines = po.serialize(value).decode().split("\n")
    strings = [
        number for number, line in enumerate(lines) if line.endswith('"') and line[:2] not in ("# ", "#.")
    ]
    number = data.draw(st.sampled_from(strings))
    lines[number] = lines[number][:-1]
    with pytest.raises(CatalogError) as caught:
        po.parse("\n".join(lines).encode(), "x.po")
    assert caught.value.line == number + 1
