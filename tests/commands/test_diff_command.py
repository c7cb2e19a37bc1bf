"""`translate diff`: what changed in a source page since its translation was made."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest
from command_line import translate
from conftest import CONFIG, Folder
from corpus import requires_corpus, stale
from hypothesis import given
from hypothesis import strategies as st

from translator.commands.diff import diff
from translator.comparison import words
from translator.report.diff import LIMIT, diff_markdown

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = """\
---
title: Opening hours
weight: 3
---

# Opening hours

We are open every day from nine to five.

Ring the bell twice.

The door is blue.
"""
RU = "content/ru/hours.md"
PO = "locales/ru/hours.po"


def git(site: Folder, *arguments: str) -> str:
    return subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments],
        cwd=site.root, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip


@pytest.fixture
def site(tmp_path: Path) -> Folder:
    """A page that was translated, committed, and whose source has changed in two commits since."""
    folder = Folder(tmp_path / "site")
    folder.write("translate.toml", CONFIG.replace('"ru", "de"', '"ru"'))
    folder.write("content/en/hours.md", SOURCE)
    folder.sync()
    folder.translate_all(PO)
    folder.sync()
    git(folder, "init", "-q")
    git(folder, "commit", "-q", "--allow-empty", "-m", "Begun")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "As translated")
    folder.write("content/en/hours.md", SOURCE.replace("nine", "ten"))
    git(folder, "commit", "-q", "-a", "-m", "Later")
    changed = SOURCE.replace("nine", "eleven").replace("Ring the bell twice.\n\n", "").replace("3", "4")
    folder.write("content/en/hours.md", changed + "\nThere is a lift.\n")
    git(folder, "commit", "-q", "-a", "-m", "A lift")
    return folder


def test_words_that_changed(site: Folder) -> None:
    """The revision, how far behind, and message by message what became of it, the old translation beneath."""
    run = translate(site.root, "diff")
    assert run.code == 0
    commit = git(site, "rev-parse", "HEAD~2")[:10]
    assert f"{RU}  outdated, made from {commit} of" in run.out
    assert "“As translated”, 2 revisions behind" in run.out
    assert "    8  ~ We are open every day from [-nine-]{+eleven+} to five.\n" in run.out
    assert "         ru We are open every day from nine to five.\n" in run.out
    assert "   12  + There is a lift.\n" in run.out
    assert "   10  - Ring the bell twice.\n" in run.out
    assert "  front matter  weight: 3 → 4\n" in run.out
    assert run.out.endswith("1 localized page behind, 0 others.\n")


def test_nothing_changed(site: Folder) -> None:
    """A page of today's source is not told."""
    site.write("content/en/hours.md", SOURCE)
    assert translate(site.root, "diff").out == "Nothing to tell, 1 others.\n"


def test_as_json(site: Folder) -> None:
    """Everything that the lines tell, and the words one by one."""
    (page,) = json.loads(translate(site.root, "diff", "--json").out)["pages"]
    assert (page["localized"], page["state"], page["behind"]) == (RU, "outdated", 2)
    assert page["commit"] == git(site, "rev-parse", "HEAD~2").strip()
    changed = next(change for change in page["changes"] if change["kind"] == "changed")
    assert ["-", "nine"] in changed["words"]
    assert ["+", "eleven"] in changed["words"]


def test_without_history(site: Folder) -> None:
    """What the catalog knows is told; and why there is no more."""
    site.sync()
    site.write("content/en/hours.md", site.read("content/en/hours.md").replace("blue", "red"))
    spoilt = site.read(RU).replace("source_hash: ", "source_hash: 0")
    site.write(RU, spoilt)
    assert "made from" in translate(site.root, "diff").out  # the catalog knows the hash
    site.write(PO, site.read(PO).replace("X-Source-Hash: ", "X-Source-Hash: 0"))
    run = translate(site.root, "diff")
    assert "its source revision is not known: no revision has that hash" in run.out
    assert "[-nine-]{+eleven+}" in run.out


def test_in_a_shallow_clone(site: Folder, tmp_path: Path) -> None:
    """Its first commit seems to have made every file; nobody is told that for certain."""
    subprocess.run(
        ["git", "clone", "-q", "--depth", "3", f"file://{site.root}", str(tmp_path / "shallow")], check=True
    )
    run = translate(tmp_path / "shallow", "diff")
    assert "“As translated”, 2 revisions behind" in run.out
    assert "  the clone is shallow: an earlier commit may have made it\n" in run.out
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", f"file://{site.root}", str(tmp_path / "top")], check=True
    )
    run = translate(tmp_path / "top", "diff")
    assert "its source revision is not known: the clone is shallow" in run.out


def test_what_somebody_edited_in_the_page(site: Folder) -> None:
    """Texts of the localized page that stand in no catalog, against what they were."""
    site.write(RU, site.read(RU).replace("ru The door is blue.", "ru The door is very blue."))
    run = translate(site.root, "diff")
    assert f"{RU}  edited" in run.out
    assert "✎ ru The door is {+very +}blue." in run.out


def test_every_incomplete_page_is_told(tmp_path: Path) -> None:
    """One that has only fuzzy translations, and one whose translation is held back."""
    site = Folder(tmp_path / "fuzzy")
    site.write("translate.toml", CONFIG.replace('"ru", "de"', '"ru"'))
    site.write("content/en/hours.md", "# One\n\nTwo\n\nWe *are* open.\n\nFour\n\nFive\n")
    site.sync()
    site.translate_all(PO)
    site.sync()
    site.write(PO, site.read(PO).replace('msgid "Two"', '#, fuzzy\nmsgid "Two"'))
    run = translate(site.root, "diff")
    assert f"{RU}  incomplete" in run.out
    assert "3  ? Two\n         ru Two" in run.out
    assert "❔ Two\n  <br>ru Two" in translate(site.root, "diff", "--format", "markdown").out
    site.translate(PO, {"Two": "Два", "We *are* open.": "<b>x"})
    site.sync()
    run = translate(site.root, "diff")
    assert f"{RU}  incomplete" in run.out
    assert "held back" in run.err
    assert run.code == 0


def test_what_the_writer_did_is_nobodys_edit(tmp_path: Path) -> None:
    """Labels of references, escapes, and a text that has no words any more."""
    site = Folder(tmp_path / "refs")
    site.write("translate.toml", CONFIG)
    site.write(
        "content/en/hours.md", "# Rules\n\nThe [house rules][].\n\n> Old\n\n- a\n\n[house rules]: hours.md\n"
    )
    site.sync()
    texts = {"Rules": "Дом", "The [house rules][].": "Здесь [правила][].", "Old": "- ", "a": "1. Раз"}
    site.translate("locales/ru/hours.po", texts)
    site.sync()
    site.write(RU, site.read(RU).replace("Дом", "Домик"))
    run = translate(site.root, "diff")
    assert [line.strip() for line in run.out.splitlines() if "✎" in line] == ["1  ✎ [-Дом-]{+Домик+}"]


def test_what_somebody_deleted_in_the_page(site: Folder) -> None:
    """A text that went is shown, behind the line that it stood behind."""
    before = site.read(RU)
    line = 1 + before[: before.index("ru The door is blue.")].count("\n")
    site.write(RU, before.replace("ru The door is blue.\n", ""))
    run = translate(site.root, "diff")
    assert f"{RU}  edited" in run.out
    shown = next(each for each in run.out.splitlines() if "[-ru The door is blue.-]" in each)
    assert 0 < int(shown.split()[0]) < line
    assert "<del>ru The door is blue" in translate(site.root, "diff", "--format", "markdown").out


def test_a_page_that_cannot_be_read(site: Folder) -> None:
    """Exit code 3; what is wrong is on stderr."""
    site.write("content/en/bad.md", "---\ntitle: [\n---\n\nText.\n")
    site.write("content/ru/bad.md", "Текст.\n")
    run = translate(site.root, "diff")
    assert run.code == 3
    assert "content/en/bad.md:3: invalid YAML" in run.err
    assert "[-nine-]{+eleven+}" in run.out


def test_a_comment_for_a_pull_request(site: Folder) -> None:
    """Nothing of a page is taken for markup, a mention, a link, or the comment's end."""
    evil = "Thanks @octocat, see #12 and <img src=x> </details> **bold** `code` [x](javascript:y) https://a.b"
    site.write("content/en/hours.md", SOURCE + f"\n{evil}\n")
    text = translate(site.root, "diff", "--format", "markdown").out
    assert text.count("<details>") == text.count("</details>") == 1
    for forbidden in ("@octocat", "#12", "<img", "**bold**", "](javascript", "https://a.b", "`code`"):
        assert forbidden not in text.partition("</summary>")[2], forbidden
    assert "There" not in text


def test_a_comment_is_never_too_long(site: Folder) -> None:
    """GitHub takes so many characters; what is left out is counted."""
    for number in range(30):
        site.write(f"content/en/p{number}.md", "\n\n".join(f"Sentence {n} of {number}." for n in range(120)))
    site.sync()
    for number in range(30):
        site.translate_all(f"locales/ru/p{number}.po")
    site.sync()
    git(site, "add", "-A")
    git(site, "commit", "-q", "-m", "All")
    for number in range(30):
        path = f"content/en/p{number}.md"
        site.write(path, site.read(path).replace("Sentence", "The sentence"))
    text = diff_markdown(diff(site.root))
    assert len(text) <= LIMIT
    assert "more pages, left out for their length." in text


def test_a_wrong_format(site: Folder) -> None:
    """A wrong call."""
    assert translate(site.root, "diff", "--format", "html").code == 2


@given(st.text(alphabet="ab c*`<>漢字\n", max_size=40), st.text(alphabet="ab c*`<>漢字\n", max_size=40))
def test_words_make_both_texts(old: str, new: str) -> None:
    """What stayed and what went is the old text; what stayed and what came the new one."""
    parts = words(old, new)
    assert "".join(text for kind, text in parts if kind != "+") == old
    assert "".join(text for kind, text in parts if kind != "-") == new


@requires_corpus
@pytest.mark.corpus
def test_fifty_pages_that_are_years_behind(tmp_path: Path) -> None:
    """Real sources and translations: the named revision is the right one in all."""
    site = Folder(tmp_path / "site")
    site.write("translate.toml", CONFIG.replace('"ru", "de"', '"tr"'))
    cases = stale()[:50]
    git_root = site.root
    for number, case in enumerate(cases):
        site.write(f"content/en/{number}.md", case.source_before.read_bytes())
        site.write(f"content/tr/{number}.md", case.localized_before.read_bytes())
    subprocess.run(["git", "init", "-q"], cwd=git_root, check=True)
    git(site, "add", "-A")
    git(site, "commit", "-q", "-m", "Then")
    assert translate(site.root, "adopt", "--write-hash").code == 0
    for number, case in enumerate(cases):
        site.write(f"content/en/{number}.md", case.source_after.read_bytes())
    git(site, "add", "-A")
    git(site, "commit", "-q", "-m", "Now")
    told = json.loads(translate(site.root, "diff", "--json").out)
    behind = [page for page in told["pages"] if page["state"] == "outdated"]
    assert len(behind) >= 45
    assert all(page["subject"] == "Then" and page["behind"] == 1 for page in behind if page["commit"])
    hashless = [page for page in behind if not page["commit"]]
    assert not hashless, hashless[:1]
