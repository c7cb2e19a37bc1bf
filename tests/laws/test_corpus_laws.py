"""The laws, on every page of the corpus: English and all other locales, LF and CRLF, with and without BOM."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from corpus import SITES, pages, requires_corpus

from translator.errors import PageError
from translator.model import PageOptions
from translator.page.dialects import DIALECTS
from translator.page.parse import Page, parse
from translator.page.pseudo import STYLES, Style, pseudo
from translator.page.write import splice, write

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.corpus, requires_corpus]

KEYS = (
    "title",
    "subtitle",
    "description",
    "summary",
    "alt",
    "caption.title",
    "caption.subtitle",
    "linkTitle",
)
BOM = b"\xef\xbb\xbf"


def options(site: str) -> PageOptions:
    return PageOptions(dialects=tuple(d for d in SITES[site].dialects if d in DIALECTS), translate=KEYS)


def forms(data: bytes) -> list[bytes]:
    """The page as it is, with the other line ends, with and without BOM."""
    bare = data.removeprefix(BOM)
    lf = bare.replace(b"\r\n", b"\n")
    return list(dict.fromkeys((data, bare, lf, lf.replace(b"\n", b"\r\n"), BOM + bare)))


def read(path: Path, data: bytes, site: str) -> Page | None:
    """The page parsed; None where it is refused with a reason (which other tests look at)."""
    try:
        return parse(data, options(site), path.name)
    except PageError:
        return None


@pytest.mark.parametrize("site", sorted(SITES))
def test_identity(site: str) -> None:
    """With every translation equal to its message the page comes back byte for byte, in every form."""
    refused = Counter[str]()
    for path in pages(site):
        for data in forms(path.read_bytes()):
            page = read(path, data, site)
            if page is None:
                refused[path.name] += 1
                continue
            written = write(page, [segment.message for segment in page.segments])
            assert written.data == data, path
            assert not written.findings, path
    print(site, "refused:", dict(refused))


@pytest.mark.parametrize("site", sorted(SITES))
def test_line_ends_make_no_difference(site: str) -> None:
    """A Windows checkout has the same messages, so that its catalogs are the same."""
    for path in pages(site):
        lf = path.read_bytes().replace(b"\r\n", b"\n")
        one, other = read(path, lf, site), read(path, lf.replace(b"\n", b"\r\n"), site)
        assert (one is None) == (other is None), path
        if one is not None and other is not None:
            assert [s.message for s in one.segments] == [s.message for s in other.segments], path


@pytest.mark.parametrize("site", sorted(SITES))
def test_segments_and_gaps_make_the_page(site: str) -> None:
    """Ranges are in order, inside the page, never overlap, and a message's words are at its place."""
    for path in pages(site):
        data = path.read_bytes()
        page = read(path, data, site)
        if page is None:
            continue
        ranges = [span for segment in page.segments for span in segment.ranges]
        assert all(0 <= start < end <= len(data) for start, end in ranges), path
        assert all(a[1] <= b[0] for a, b in pairwise(ranges)), path
        assert splice(data, []) == data


LIMITS = {"accent": 0.0, "cjk": 0.001, "hostile": 0.005}


@pytest.mark.parametrize("style", STYLES)
def test_pseudo_is_rarely_held_back(style: Style) -> None:
    """The guard holds back nothing in accent, next to nothing in cjk and hostile, and names what it does."""
    segments = Counter[str]()
    named: dict[str, list[str]] = {site: [] for site in SITES}
    for site in SITES:
        for path in pages(site):
            page = read(path, path.read_bytes(), site)
            if page is None:
                continue
            written = write(page, pseudo(page, style))
            segments[site] += len(page.segments)
            told = [f"{path.name}: {f}" for f in written.findings if f.rule == "held-back"]
            assert len(told) == len(written.held), path
            named[site] += told
            parse(written.data, options(site), path.name)
    for site, told in named.items():
        print(f"{site} {style}: {len(told)} of {segments[site]} segments held back", *told[:5], sep="\n  ")
    assert sum(map(len, named.values())) <= LIMITS[style] * segments.total()
