"""What pandoc makes of translated pages: the source's elements, attributes, links, citations and code."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from corpus import CORPUS, pages, requires_corpus
from judges.html_shape import explicit_ids, same_shape

from translator.model import PageOptions
from translator.page.parse import parse
from translator.page.pseudo import pseudo
from translator.page.write import write

pytestmark = [
    pytest.mark.corpus,
    requires_corpus,
    pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed (Debian's package)"),
]


def _rendered(body: bytes) -> str:
    done = subprocess.run(
        ["pandoc", "-f", "markdown", "-t", "html"], input=body, capture_output=True, check=True
    )
    return done.stdout.decode()


def test_translation_keeps_the_shape() -> None:
    """Of every sixth page of a site, in all its languages."""
    wrong = {}
    for path in pages("opensource.guide")[::6]:
        page = parse(path.read_bytes(), PageOptions(dialects=("pandoc",)), path.name)
        written = write(page, pseudo(page, "accent")).data
        again = parse(written, page.options, path.name)
        assert page.body is not None
        assert again.body is not None
        told = same_shape(_rendered(page.body.raw), _rendered(again.body.raw), explicit_ids(page.body.raw))
        if told:
            wrong[path.relative_to(CORPUS or path.parent).as_posix()] = told
    assert wrong == {}


@pytest.mark.parametrize("dialect", ["github", "obsidian", "pandoc", "vitepress", "zola"])
@pytest.mark.parametrize("site", ["comaps", "hugoDocs", "cncf-glossary"])
def test_identity(site: str, dialect: str) -> None:
    """Whatever a page was written for: nothing changes where nothing is translated."""
    for path in pages(site):
        data = path.read_bytes()
        page = parse(data, PageOptions(dialects=(dialect,)), path.name)
        assert write(page, [segment.message for segment in page.segments]).data == data, path
