"""`translate report`: what it counts, and that whatever a site holds stays text."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
from base64 import b64decode
from typing import TYPE_CHECKING, Any

import pytest
from command_line import translate

from translator.commands.report import ReportCall, report
from translator.report.html.page import render_html

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Folder

DAY = "2026-11-23T10:00:00+00:00"
HOSTILE = "</script><script>alert(1)</script><!-- <img src=x onerror=alert(2)> \"'&\u2028"


def translated(folder: Folder, locale: str, message: str, text: str) -> None:
    path = folder.root / f"locales/{locale}/hours.po"
    whole = path.read_text("utf-8")
    assert f'msgid "{message}"\nmsgstr ""' in whole
    path.write_text(
        whole.replace(f'msgid "{message}"\nmsgstr ""', f'msgid "{message}"\nmsgstr "{text}"'), "utf-8"
    )


@pytest.fixture
def site(folder: Folder) -> Folder:
    """A page in two locales, half translated into one of them."""
    folder.write("content/en/hours.md", "# Opening hours\n\nWe are open every day.\n")
    assert translate(folder.root, "sync").code == 0
    translated(folder, "ru", "Opening hours", "Часы работы")
    assert translate(folder.root, "sync").code == 0
    return folder


def test_counts(site: Folder) -> None:
    """Messages, words of the source, what is to do."""
    ru, de = report(site.root, ReportCall(date=DAY)).locales
    assert (ru.messages, ru.translated, ru.words, ru.words_to_do, ru.share) == (2, 1, 7, 5, 50)
    assert (de.messages, de.translated, de.words_to_do, de.share) == (2, 0, 7, 0)


def test_a_page_whose_source_is_gone_is_none_to_translate(site: Folder) -> None:
    """It is listed, but no locale has the more pages for it."""
    site.write("content/ru/old.md", "# Старое\n")
    told = report(site.root, ReportCall(date=DAY))
    assert [page.gone for page in told.pages if page.pair.path == "old"] == [True]
    assert (told.sources, *(locale.pages for locale in told.locales)) == (1, 1, 1)


def test_a_page_without_a_catalog_is_all_to_do(site: Folder) -> None:
    (site.root / "locales/de/hours.po").unlink()
    _, de = report(site.root, ReportCall(date=DAY)).locales
    assert (de.messages, de.words, de.words_to_do) == (0, 7, 7)


@pytest.mark.parametrize(
    ("text", "words"), [("Don’t stop", 3), ("日本語のページ", 7), ("한국 말", 3), ("a-b 12", 3)]
)
def test_words(site: Folder, text: str, words: int) -> None:
    """Letters in a row; characters of scripts that set no spaces."""
    site.write("content/en/hours.md", f"# {text}\n")
    assert translate(site.root, "sync").code == 0
    assert report(site.root, ReportCall()).locales[0].words == words


def test_machine_and_people(site: Folder) -> None:
    """A machine's translation counts as such until somebody touches it."""
    assert translate(site.root, "sync", "--pseudo", "accent", "--locale", "de").code == 0
    ru, de = report(site.root, ReportCall()).locales
    assert (ru.machine, de.machine, de.translated) == (0, 2, 2)
    path = site.root / "locales/de/hours.po"
    text = path.read_text("utf-8")
    first = re.findall(r'msgstr "([^"]+)"', text)[-1]
    path.write_text(text.replace(f'msgstr "{first}"', 'msgstr "Wir haben immer offen."'), "utf-8")
    assert report(site.root, ReportCall()).locales[1].machine == 1


def git(root: Path, *arguments: str, day: str = "2026-01-01") -> None:
    who = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
    command = ["git", "-c", "user.name=x", "-c", "user.email=x@x.example", *arguments]
    subprocess.run(command, cwd=root, check=True, capture_output=True, env={**os.environ, **who})


def committed(root: Path, day: str) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-qm", "x", day=day)


class TestHistory:
    """What git tells: progress, and since when a page is stale."""

    @pytest.fixture
    def past(self, site: Folder) -> Folder:
        git(site.root, "init", "-q")
        committed(site.root, "2026-01-01")
        translated(site, "ru", "We are open every day.", "Мы открыты каждый день.")
        assert translate(site.root, "sync").code == 0
        committed(site.root, "2026-02-01")
        site.write("content/en/hours.md", "# Opening hours\n\nWe are open every day but one.\n")
        committed(site.root, "2026-03-01")
        site.write("content/en/hours.md", "# Opening hours\n\nWe are open every day but two.\n")
        committed(site.root, "2026-04-01")
        return site

    def test_progress(self, past: Folder) -> None:
        """A point a commit that changed catalogs, by its date; the same from the cache."""
        expected = [("2026-01-01", {"ru": 50, "de": 0}), ("2026-02-01", {"ru": 100, "de": 0})]
        for _ in range(2):
            points = report(past.root, ReportCall()).progress
            assert [(point.date[:10], dict(point.shares)) for point in points] == expected

    def test_translated_and_not_synced_yet(self, past: Folder) -> None:
        """What a translator committed counts at once, whatever the last sync had counted."""
        translated(past, "de", "Opening hours", "Öffnungszeiten")
        committed(past.root, "2026-05-01")
        points = report(past.root, ReportCall()).progress
        assert (points[-1].date[:10], dict(points[-1].shares)) == ("2026-05-01", {"ru": 100, "de": 50})

    def test_since(self, past: Folder) -> None:
        """The first change that the localized page lacks, not the last."""
        ru = next(page for page in report(past.root, ReportCall()).pages if page.pair.locale == "ru")
        assert (ru.state.value, ru.since[:10]) == ("outdated", "2026-03-01")
        told = translate(past.root, "report", "--format", "markdown").out
        assert "- content\\/ru\\/hours\\.md, since 2026-03-01" in told

    def test_a_catalog_that_went_counts_no_more(self, past: Folder) -> None:
        (past.root / "locales/de/hours.po").unlink()
        committed(past.root, "2026-05-01")
        points = report(past.root, ReportCall()).progress
        assert dict(points[-1].shares) == {"ru": 100}

    def test_shallow(self, past: Folder, tmp_path: Path) -> None:
        """It says what it cannot know."""
        git(tmp_path, "clone", "-q", "--depth", "1", f"file://{past.root}", "clone")
        result = report(tmp_path / "clone", ReportCall())
        assert "shallow" in result.unknown[0]
        assert len(result.progress) == 1

    def test_in_a_folder_of_the_repository(self, past: Folder, tmp_path: Path) -> None:
        """The site need not be all of it."""
        (tmp_path / "whole").mkdir()
        past.root.rename(tmp_path / "whole/site")
        (tmp_path / "whole/site/.git").rename(tmp_path / "whole/.git")
        git(tmp_path / "whole", "add", "-A")
        git(tmp_path / "whole", "commit", "-qm", "moved", day="2026-06-01")
        points = report(tmp_path / "whole/site", ReportCall()).progress
        assert [point.date[:10] for point in points] == ["2026-06-01"]

    def test_no_repository(self, site: Folder) -> None:
        assert "no git repository" in report(site.root, ReportCall()).unknown[0]


def test_hostile_texts_stay_text(site: Folder) -> None:
    """In the page nothing of a site ends a script, begins a comment or a tag."""
    name = "content/en/<img src=x onerror=alert(3)>.md"
    site.write(name, f"---\ntitle: {json.dumps(HOSTILE)}\n---\n\nText {HOSTILE}\n")
    assert translate(site.root, "sync", "--pseudo", "accent").code == 0
    page = render_html(report(site.root, ReportCall(date=DAY)))
    assert "alert(" not in re.sub(r'<script type="application/json".*?</script>', "", page, flags=re.DOTALL)
    data = re.findall(r'<script type="application/json" id="\w+">(.*?)</script>', page, re.DOTALL)
    assert not [char for char in "<>&\u2028" if char in "".join(data)]
    index, chunks = map(json.loads, data)
    texts: list[Any] = []
    for chunk in chunks:
        texts += json.loads(gzip.decompress(b64decode(chunk)))["t"]
    assert any("alert(1)" in text for text in texts)
    assert any(source == name for source, _, _ in index["pages"])


def test_the_page_runs_nothing_but_its_script(site: Folder) -> None:
    """Its policy names the hashes; it loads nothing."""
    page = render_html(report(site.root, ReportCall(date=DAY)))
    policy = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)[0]
    assert policy.startswith("default-src &#x27;none&#x27;; script-src &#x27;sha256-")
    assert "unsafe" not in policy
    assert not re.findall(r'\b(?:src|href)="(?!#|data:)', page)
    assert " style=" not in page


def test_markdown(site: Folder) -> None:
    """A table; names are no markup, and nobody is told by a mention."""
    text = (site.root / "translate.toml").read_text().replace('"de"', '"de", "pt-BR"')
    (site.root / "translate.toml").write_text(text)
    told = translate(site.root, "report", "--format", "markdown").out
    assert told == (
        "| Locale | Pages current | Translated | Fuzzy | By a machine | Words to do |\n"
        "| --- | ---: | ---: | ---: | ---: | ---: |\n"
        "| ru | 0 of 1 | 50 % | 0 | 0 % | 5 |\n"
        "| de | 0 of 1 | 0 % | 0 | – | 7 |\n"
        "| pt\\-BR | 0 of 1 | – | 0 | – | 7 |\n"
        "\n_There is no git repository: neither progress nor dates are known._\n"
    )


def test_badges(site: Folder, tmp_path: Path) -> None:
    """One for the site, one a locale; what they show is told to screen readers, too."""
    ended = translate(site.root, "report", "--format", "badges", "--output", str(tmp_path / "made/here"))
    assert (ended.code, ended.out) == (0, f"Wrote 3 badges into {tmp_path / 'made/here'}.\n")
    drawn = {path.name: path.read_text("utf-8") for path in (tmp_path / "made/here").iterdir()}
    labels = {name: re.findall(r'aria-label="([^"]+)"', svg) for name, svg in drawn.items()}
    assert labels == {
        "translations.svg": ["translations: 25 %"],
        "ru.svg": ["ru: 50 %"],
        "de.svg": ["de: 0 %"],
    }


def test_on_the_command_line(site: Folder, tmp_path: Path) -> None:
    """Formats, places and wrong calls; the site itself is left as it is."""
    before = {path: path.read_bytes() for path in site.root.rglob("*") if path.is_file()}
    told = json.loads(translate(site.root, "report", "--json").out)
    assert (told["schema"], told["command"], told["sources"]) == (1, "report", 1)
    assert [each["share"] for each in told["locales"]] == [50, 0]
    assert translate(site.root, "report", "--output", str(tmp_path / "x.html")).code == 0
    assert (tmp_path / "x.html").read_text("utf-8").startswith("<!doctype html>")
    assert translate(site.root, "report", "-o", "-").out.startswith("<!doctype html>")
    assert translate(site.root, "report", "--locale", "ru", "--json").out.count('"localized"') == 1
    assert {path: path.read_bytes() for path in site.root.rglob("*") if path.is_file()} == before
    for wrong in (("--format", "pdf"), ("--format", "badges"), ("--locale", "xx"), ("-o", str(tmp_path))):
        assert translate(site.root, "report", *wrong).code == 2
