"""Real translations adopted, then brought to their source: what of people's work is there afterwards."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from typing import TYPE_CHECKING

import polib
import pytest
from command_line import translate
from conftest import Folder
from corpus import CORPUS, requires_corpus, stale

from translator.adoption import adopt
from translator.bitext.units import units
from translator.catalog import po
from translator.commands.adopt import AdoptCall
from translator.commands.adopt import adopt as adopt_site
from translator.model import PageOptions, Pair
from translator.page.parse import Page, parse
from translator.planner import plan_page
from translator.rules import Rules

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [requires_corpus, pytest.mark.corpus]

KEYS = ("title", "linkTitle", "description", "summary", "sidebar_label")


def test_stale_pages_are_brought_to_today() -> None:
    """60 real cases: old source and translation, and what people made of them later.

    Every translation of a message that did not change is on the page to the letter, but for those that the
    guard does not let through (code or emphasis that the source lacks: fewer than one in a hundred); nothing
    shows that the source dropped; most of what people wrote later was there already.
    """
    found: Counter[str] = Counter()
    for case in stale():
        dialects = ("hugo",) if "kubernetes" in str(case.meta["repo"]) else ()
        rules = Rules(PageOptions(dialects, KEYS), min_translated=0)
        files = case.source_before, case.source_after, case.localized_before, case.localized_after
        before, after, old, new = (parse(each.read_bytes(), rules.options) for each in files)
        tag = str(case.meta["lang"])
        pair = Pair("en.md", "tr.md", "tr.po", tag, tag, 0, "tr")
        adopted = adopt(before, old, None, pair, rules, exact=True)
        plan = plan_page(pair, after, old.data, po.serialize(adopted.catalog), rules)
        written = texts(parse(plan.page or old.data, rules.options))
        certain = {row.source: row.localized for row in adopted.rows if row.kind == "certain"}
        now = {segment.message for segment in after.segments}
        for message, text in certain.items():
            if message in now:
                found["unchanged"] += 1
                found["kept"] += text in written
            elif text not in {certain.get(each) for each in now}:
                found["dropped"] += 1
                found["shows"] += text in written
        found["new"] += sum(map(len, texts(new)))
        found["had"] += sum(len(text) for text in texts(new) if text in written)
    assert found["unchanged"] > 3500
    assert found["kept"] >= 0.99 * found["unchanged"]
    assert found["dropped"] > 20
    assert found["shows"] == 0
    assert found["had"] >= 0.85 * found["new"]


def texts(page: Page) -> set[str]:
    return {segment.message for segment in page.segments}


def test_the_nine_locales_of_lucifit(tmp_path: Path) -> None:
    """No text of 198 pages is lost: each is in its catalog, or is the source's own."""
    assert CORPUS is not None
    site = Folder(tmp_path / "site")
    shutil.copytree(CORPUS / "lucifit", site.root)
    assert translate(site.root, "init").code == 0
    before = {path: path.read_bytes() for path in site.root.rglob("*") if path.is_file()}
    result = adopt_site(site.root, AdoptCall())
    assert {path: path.read_bytes() for path in before} == before
    assert len(result.pages) == 198
    assert {page.outcome for page in result.pages} == {"adopted"}
    rows = Counter(row.kind for page in result.pages for row in page.rows)
    assert rows["certain"] >= 0.85 * (rows.total() - rows["source alone"])
    for page in result.pages:
        catalog = polib.pofile(str(site.root / page.pair.catalog), wrapwidth=0)
        kept = {entry.msgstr for entry in catalog} | {entry.msgid for entry in catalog}
        joined = " ".join(kept)
        for row in page.rows:
            assert not row.localized or row.kind == "copy" or row.localized in kept or row.localized in joined


@pytest.mark.parametrize(("locale", "least", "share"), [("ru", 75, 0.9), ("fr", 30, 0.85)])
def test_helm_comes_back_as_it_was(locale: str, least: int, share: float) -> None:
    """Pages of the source's very structure, adopted and synced at the same revision: byte for byte, but for
    the hash. In the others today's source has keys, links or code that they lack, or they have what it lacks.
    """
    assert CORPUS is not None
    home = CORPUS / "helm" / "i18n" / locale / "docusaurus-plugin-content-docs" / "version-3"
    rules = Rules(PageOptions(("mdx",), KEYS), min_translated=0)
    pair = Pair("en.md", "tr.md", "tr.po", locale, locale, 0, "tr")
    found: Counter[str] = Counter()
    for path in sorted(home.rglob("*.md*")):
        other = CORPUS / "helm" / "versioned_docs" / "version-3" / path.relative_to(home)
        if not other.is_file():
            continue
        source, localized = (parse(each.read_bytes(), rules.options) for each in (other, path))
        if [unit.shape for unit in units(source)] != [unit.shape for unit in units(localized)]:
            continue
        adopted = adopt(source, localized, None, pair, rules, exact=True)
        if adopted.copy or adopted.other_code:
            continue
        plan = plan_page(pair, source, localized.data, po.serialize(adopted.catalog), rules)
        found["pages"] += 1
        found["same"] += unhashed(plan.page or localized.data) == localized.data
    assert found["pages"] >= least
    assert found["same"] >= share * found["pages"]


def unhashed(data: bytes) -> bytes:
    return re.sub(rb"(?m)^source_hash:.*\n", b"", data)
