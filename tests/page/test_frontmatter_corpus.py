"""Front matter of real sites: found, read, and edited without touching another byte."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from corpus import CORPUS, pages, requires_corpus

from translator.errors import PageError
from translator.page import frontmatter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translator.model import Splice
    from translator.page.frontmatter import FrontMatter

pytestmark = [pytest.mark.corpus, requires_corpus]

BROKEN = {"bad_post.md", "fm-unclosed.md", "seed-cp1251.md"}
"""Pages that their builders refuse, too."""
VALUES = [
    "Übersetzung",
    "a: b # c",
    'it\'s "q"',
    "two\nlines\n",
    " 12",
    "\x00\u2028",
    "---",
    "[x], {{ y }}",
    "",
]
HASHES = ["6b0dfbad27ce8ca7496bc8a3c9059b6d", "12345678901234567890123456789012"]


def blocks() -> Iterator[tuple[bytes, FrontMatter]]:
    """Every real block; of a tenth of the pages also with CRLF and with a byte order mark."""
    assert CORPUS is not None
    rng = random.Random(1)  # noqa: S311 (a choice of pages)
    for path in pages():
        data = path.read_bytes()
        copies = [data]
        if rng.random() < 0.1 and b"\r\n" not in data and not data.startswith(b"\xef"):
            copies += [data.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + data]
        for copy in copies:
            try:
                block = frontmatter.split(copy, path=path.name)
            except PageError:
                assert path.name in BROKEN
                continue
            if block is not None:
                yield copy, block
    for path in pages(kinds=(".yml",)):
        data = path.read_bytes()
        yield data, frontmatter.data_file(data, "yaml", str(path))


def edited(data: bytes, edit: Splice) -> bytes:
    return data[: edit.start] + edit.data + data[edit.end :]


def again(data: bytes, block: FrontMatter) -> FrontMatter:
    unfenced = block.start == block.content_start
    found = (
        frontmatter.data_file(data, "yaml")
        if unfenced and block.format == "yaml"
        else frontmatter.split(data)
    )
    assert found is not None
    return found


def test_values_are_replaced_exactly_on_every_real_page() -> None:
    rng = random.Random(2)  # noqa: S311 (a choice of values)
    count = 0
    for data, block in blocks():
        scalars = frontmatter.scalars(data, block)
        want = {each.path: each.value for each in scalars}
        for scalar in scalars if len(scalars) < 10 else rng.sample(scalars, 10):
            assert edited(data, frontmatter.replace(data, block, scalar, scalar.value)) == data
            value = rng.choice(VALUES)
            written = edited(data, frontmatter.replace(data, block, scalar, value))
            found = frontmatter.scalars(written, again(written, block))
            assert {each.path: each.value for each in found} == {**want, scalar.path: value}
            count += 1
    print(f"{count} values replaced")
    assert count > 5000


def test_the_hash_is_set_on_every_real_page() -> None:
    for data, block in blocks():
        before = frontmatter.metadata(data, block)
        for value in HASHES:
            edit = frontmatter.set_key(data, block, "source_hash", value)
            written = edited(data, edit)
            now = again(written, block)
            assert frontmatter.get(written, now, "source_hash") == value
            assert frontmatter.metadata(written, now) == {**before, "source_hash": value}
            assert edited(written, frontmatter.set_key(written, now, "source_hash", value)) == written


def test_a_page_keeps_its_own_values() -> None:
    """A page that keeps all of its own front matter is the page it was."""
    for data, block in blocks():
        if block.end < len(data):
            edits = frontmatter.keep(data, block, data, block, ["**"])
            for edit in edits:
                assert data[edit.start : edit.end] == edit.data
