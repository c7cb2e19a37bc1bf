"""`translate check` on the demonstration site: nothing in the clean one, each planted fault by its rule."""

from __future__ import annotations

import json
import shutil
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from command_line import translate

from translator.catalog import po
from translator.checkrules import RULES
from translator.commands.check import CheckCall, check
from translator.model import Severity

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Folder

HOME = Path(__file__).resolve().parents[2]
INDEX, GUIDE, VISIT = "locales/ru/index.po", "locales/ru/docs/website-guide.po", "locales/ru/docs/visiting.po"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A copy of the demonstration site."""
    for name in ("content", "locales"):
        shutil.copytree(HOME / name, tmp_path / name)
    shutil.copyfile(HOME / "translate.toml", tmp_path / "translate.toml")
    return tmp_path


def found(root: Path, *pages: str) -> dict[str, list[tuple[str, str]]]:
    """Findings by rule: where, and what."""
    told: dict[str, list[tuple[str, str]]] = {}
    for finding in check(root, CheckCall(pages)).findings:
        assert (root / finding.path).exists()
        assert finding.remedy or finding.rule == "dead-link"
        told.setdefault(finding.rule, []).append((f"{finding.path}:{finding.line}", finding.message))
    return told


def change(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())


def test_the_clean_site_has_no_fault(site: Path) -> None:
    """And every file of it was looked at."""
    result = check(site, CheckCall())
    assert result.findings == ()
    pages = [path for path in (site / "content").rglob("*.md") if "/_" not in str(path)]
    catalogs = [*(site / "locales").rglob("*.po")]
    looked = {site / path for path in result.files}
    assert looked >= {*catalogs}
    assert len(looked & {*pages}) >= 24


def retranslated(root: Path, catalog: str, message: str, text: str) -> int:
    """Give a message another translation.

    :return: the line that it stands in
    """
    path = root / catalog
    read = po.parse(path.read_bytes(), catalog)
    active = [entry for entry in read.entries if not entry.obsolete]
    number = next(at for at, entry in enumerate(active) if entry.msgid.startswith(message))
    line = po.msgstr_lines(path.read_bytes())[number]
    change(path, f'msgstr "{active[number].msgstr}"', f'msgstr "{text}"')
    return line


def glossary(root: Path) -> None:
    (root / "terms.csv").write_text("en,ru\npatience,терпение\n")
    with (root / "translate.toml").open("a") as file:
        file.write('\n[glossary]\nfile = "terms.csv"\n')


def lengths(root: Path) -> None:
    with (root / "translate.toml").open("a") as file:
        file.write("\n[check]\nmax_length = { title = 12 }\n")


MESSAGES = [
    ("tag", GUIDE, "Then press <kbd>", "Нажмите Ctrl и S."),
    ("code", GUIDE, "A short page is a *kind*", "Короткая страница — *добрая* страница, `x`."),
    ("markup", GUIDE, "Thank you for your", "Спасибо за **терпение*!"),
    ("double-space", GUIDE, "Thank you for your", "Спасибо за  терпение!"),
    ("quotes", GUIDE, "Thank you for your", "Спасибо за “терпение”!"),
    ("number", GUIDE, "Thank you for your", "Спасибо за 2000 дней терпения!"),
    ("placeholder", GUIDE, "Thank you for your", "Спасибо за {terpenie}!"),
    ("glossary", GUIDE, "Thank you for your", "Спасибо!"),
    ("link", GUIDE, "Thank you for your", "[Спасибо](x.html) за терпение!"),
]


@pytest.mark.parametrize(("rule", "catalog", "message", "text"), MESSAGES)
def test_planted_in_a_translation(site: Path, rule: str, catalog: str, message: str, text: str) -> None:
    """It is found in the line of the translation; nothing else is, but what follows from it."""
    if rule == "glossary":
        glossary(site)
    line = retranslated(site, catalog, message, text)
    told = found(site, catalog)
    assert [place for place, _ in told.pop(rule)][:1] == [f"{catalog}:{line}"]
    assert set(told) <= {"outdated", "held-back"}


def test_planted_sentences(site: Path) -> None:
    """Ends, copies and scripts, each in a text of its own."""
    page = site / "content/en/docs/website-guide.md"
    with page.open("a") as file:
        file.write(
            "\nAre you in a hurry today?\n\nThis page was written in haste.\n\nYou may well skip this.\n"
        )
    assert translate(site, "sync").code == 0
    retold = [
        ("end-punctuation", "Are you in a hurry", "Вы сегодня спешите"),
        ("untranslated", "This page was written", "This page was written in haste."),
        ("script", "You may well skip", "Sie dürfen das überspringen."),
    ]
    lines = {}
    for rule, message, text in retold:
        path = site / GUIDE
        whole = path.read_text()
        at = whole.index(f'msgid "{message}')
        place = whole.index('msgstr ""', at)
        lines[rule] = whole.count("\n", 0, place) + 1
        path.write_text(f'{whole[:place]}msgstr "{text}"{whole[place + 9 :]}')
    told = found(site, GUIDE)
    for rule, line in lines.items():
        assert [place for place, _ in told[rule]] == [f"{GUIDE}:{line}"], rule


def outdated(root: Path) -> None:
    change(root / "content/en/index.md", "Linden Street", "Linden Avenue")


def missing(root: Path) -> None:
    (root / "content/ru/index.md").unlink()
    (root / INDEX).unlink()


def edited(root: Path) -> None:
    page = root / "content/ru/docs/visiting.md"
    page.write_bytes(
        page.read_bytes() + b"\n- \xd0\xb5\xd1\x89\xd1\x91\n\n> \xd0\xb8 \xd0\xb5\xd1\x89\xd1\x91\n"
    )


def orphaned(root: Path) -> None:
    for part in ("content/en/index.md", "locales/ru/index.po", "locales/de/index.po", "content/de/index.md"):
        (root / part).unlink()


def unfinished(root: Path) -> None:
    text = (root / INDEX).read_text()
    at = text.index('msgid "', text.index("#. heading"))
    first, last = text.index('msgstr "', at), text.index("\n", text.index('msgstr "', at))
    (root / INDEX).write_text(f'{text[:first]}msgstr ""{text[last:]}')


def held_back(root: Path) -> None:
    retranslated(root, GUIDE, "Then press <kbd>", "Нажмите <kbd>Ctrl</kbd>+<kbd>S.")


def unreadable(root: Path) -> None:
    (root / "content/ru/index.md").write_bytes(b"\xff\xfe")


def po_syntax(root: Path) -> None:
    change(root / INDEX, 'msgstr "', "msgstr ")


def msgfmt(root: Path) -> None:
    change(root / GUIDE, "#. paragraph\n#: content/en/docs/website-guide.md:68\n", "#, c-format\n")
    change(root / GUIDE, 'msgid "Thank you for your patience!"', 'msgid "Thank you for your %s patience!"')


def dead_link(root: Path) -> None:
    change(root / "content/en/docs/website-guide.md", "(visiting.html#prices ", "(visitin.html#prices ")


def dead_fragment(root: Path) -> None:
    change(root / "content/en/docs/website-guide.md", "(visiting.html#prices ", "(visiting.html#price ")


FILES = [
    ("outdated", outdated, "content/en/index.md:1"),
    ("missing", missing, "content/en/index.md:1"),
    ("edited", edited, "content/ru/docs/visiting.md"),
    ("orphaned", orphaned, "content/ru/index.md:1"),
    ("unfinished", unfinished, INDEX),
    ("held-back", held_back, "content/en/docs/website-guide.md:52"),
    ("unreadable", unreadable, "content/ru/index.md"),
    ("po-syntax", po_syntax, INDEX),
    ("msgfmt", msgfmt, GUIDE),
    ("dead-link", dead_link, "content/en/docs/website-guide.md"),
    ("dead-fragment", dead_fragment, "content/en/docs/website-guide.md"),
    ("too-long", lengths, "content/de/docs/first-appointment.md:2"),
]


@pytest.mark.parametrize(("rule", "plant", "place"), FILES)
def test_planted_in_files(site: Path, rule: str, plant: Callable[[Path], None], place: str) -> None:
    """Each is found where it is."""
    plant(site)
    assert found(site)[rule][0][0].startswith(place)


def test_every_rule_is_planted() -> None:
    """So a check that finds nothing any more does not go unnoticed."""
    planted = {row[0] for row in (*MESSAGES, *FILES)} | {"end-punctuation", "untranslated", "script"}
    assert planted == set(RULES)


def test_what_is_written_otherwise_than_it_is_given(folder: Folder) -> None:
    """A reference gets its label, lines are joined, marks at the beginning escaped: no fault of the text."""
    texts = {
        "Read the [house rules][] first.": "Сначала прочтите [правила дома][].",
        "See [them].": "См. [их].",
        "One": "- ",
        "Two": "Раз\n\nДва",
        "No [rules][] at all": "Никаких правил",
    }
    one, two, quote, second, last = texts
    folder.write(
        "content/en/a.md",
        f"{one}\n\n{two}\n\n> {quote}\n\n{second}\n\n{last}\n\n[house rules]: hours.md\n[them]: hours.md\n"
        "[rules]: hours.md\n",
    )
    folder.sync()
    folder.translate("locales/ru/a.po", texts)
    folder.sync()
    written = "Сначала прочтите [правила дома][house rules].\n\nСм. [их][them].\n\n> \\-\n\nРаз Два\n"
    assert folder.read("content/ru/a.md").startswith(written)
    findings = check(folder.root, CheckCall(("locales/ru/a.po",))).findings
    told = [(finding.rule, finding.message) for finding in findings]
    assert told == [("link", "“No [rules][] at all”: the link to ref:rules is missing")]


def test_what_only_waits_for_translations(folder: Folder) -> None:
    """A remedy is one that helps: not another sync, where one has done its part."""

    def told(rule: str) -> list[tuple[str, str]]:
        findings = check(folder.root, CheckCall(locales=("ru",))).findings
        return [(finding.message, finding.remedy) for finding in findings if finding.rule == rule]

    translate_it = "translate what their catalogs lack in a PO editor, or have an engine do it"
    assert told("missing") == [("not translated into ru yet", "run translate sync")]
    folder.sync()
    assert told("missing") == []
    assert told("unfinished")
    config = folder.read("translate.toml")
    folder.write("translate.toml", config + '\n[check.severity]\nunfinished = "off"\n')
    assert told("missing") == [("not translated into ru yet", translate_it)]
    folder.translate_all("locales/ru/hours.po")
    folder.sync()
    assert told("missing") == []
    source = folder.read("content/en/hours.md").partition("# Opening")[0]
    folder.write("content/en/hours.md", source + "\n\n".join(f"Something else, no. {n}." for n in "abcdef"))
    assert told("outdated") == [("its localized pages are outdated: ru", "run translate sync")]
    folder.sync()
    assert told("outdated") == [("its localized pages are outdated: ru", translate_it)]


def test_what_is_held_back_names_its_catalog(folder: Folder) -> None:
    """The finding is of the source page, which all locales have."""
    folder.sync()
    for locale in ("ru", "de"):
        folder.translate_all(f"locales/{locale}/hours.po")
        folder.translate(f"locales/{locale}/hours.po", {"We are open *every* day.": "<b>x"})
    result = folder.sync()
    remedies = [finding.remedy for page in result.pages for finding in page.findings]
    assert remedies == [f"mend the translation in locales/{locale}/hours.po" for locale in ("ru", "de")]
    found = check(folder.root, CheckCall()).findings
    assert sorted(each.remedy for each in found if each.rule == "held-back") == sorted(remedies)


def test_nothing_is_written(site: Path) -> None:
    """Whatever there is to be found."""
    for _, plant, _ in FILES[:3]:
        plant(site)
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    assert translate(site, "check").code == 1
    assert translate(site, "sync", "--check").code == 1
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before


def test_severities(site: Path) -> None:
    """The configuration changes them, by rule and locale; what is off is not looked for."""
    retranslated(site, GUIDE, "Thank you for your", "Спасибо за  терпение!")
    retranslated(site, GUIDE.replace("/ru/", "/de/"), "Thank you for your", "Vielen  Dank für Ihre Geduld!")
    with (site / "translate.toml").open("a") as file:
        file.write('\n[check.severity]\ndouble-space = "error"\noutdated = "off"\n')
        file.write('[locale.de.check.severity]\ndouble-space = "info"\n')
    told = {finding.path[:10]: finding.severity for finding in check(site, CheckCall()).findings}
    assert told == {"locales/ru": Severity.ERROR, "locales/de": Severity.INFO}
    assert translate(site, "check", "--locale", "de").code == 0
    assert translate(site, "check", "--locale", "de", "--fail-on", "info").code == 1
    assert translate(site, "check").code == 1
    assert translate(site, "check", "--fail-on", "never").code == 0
    change(site / "translate.toml", 'double-space = "error"', 'dubble-space = "error"')
    ended = translate(site, "check")
    assert ended.code == 2
    assert "no check is called dubble-space (did you mean double-space?)" in ended.err
    change(site / "translate.toml", 'dubble-space = "error"', 'double-space = "loud"')
    assert translate(site, "check").code == 2


@pytest.mark.parametrize(
    ("comment", "silent"),
    [
        ("# translate:ignore double-space", True),
        ("# as in the print, translate:ignore quotes, double-space", True),
        ("# translate:ignore", True),
        ("# translate:ignore quotes", False),
        ("# double-space", False),
    ],
)
def test_a_translator_may_insist(site: Path, comment: str, silent: bool) -> None:
    """A comment says that a translation is right as it is."""
    retranslated(site, GUIDE, "Thank you for your", "Спасибо за  терпение!")
    change(site / GUIDE, "#. paragraph\n#: content/en/docs/website-guide.md:68", f"{comment}\n#. paragraph")
    assert ("double-space" not in found(site)) == silent


def test_one_side_may_be_named(site: Path) -> None:
    """A source page, a localized page or a catalog: only what concerns it is told."""
    dead_link(site)
    retranslated(site, GUIDE, "Thank you for your", "Спасибо за  терпение!")
    source = "content/en/docs/website-guide.md"
    assert set(found(site, "content/en")) == {"dead-link", "double-space", "outdated"}
    assert set(found(site, source)) == {"dead-link", "double-space", "outdated"}
    assert set(found(site, GUIDE)) == {"double-space"}
    assert set(found(site, "content/ru/docs/visiting.md")) == set()
    assert translate(site, "check", "nothing.md").code == 2


def test_without_msgfmt(site: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where GNU gettext is not installed, the rest is checked."""
    msgfmt(site)
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    assert "msgfmt" not in found(site)


def test_lines_for_people(site: Path) -> None:
    """A line a finding, worst things by their names, then the sum."""
    ended = translate(site, "check")
    assert (ended.code, ended.out, ended.err) == (0, "Nothing found. 45 files.\n", "")
    line = retranslated(site, GUIDE, "Thank you for your", "Спасибо за  терпение!")
    ended = translate(site, "check", GUIDE)
    assert ended.code == 1
    assert ended.out == (
        f"warning double-space: {GUIDE}:{line}: “Thank you for your patience!”: "
        "two spaces in a row: “Спасибо за  терпение!” (remove one)\n1 file: 1 double-space.\n"
    )


class TestFormats:
    """What programs read; hostile names and texts stay what they are."""

    @pytest.fixture
    def damaged(self, folder: Folder) -> Path:
        """A site with a name and a text that nobody would write, and findings of three severities."""
        folder.write("content/en/a,b%0A\n::error::x.md", "# x <b>]]>\n\n[a](nothing.md) \x1b[31m \x00\n")
        folder.write("content/en/ok.md", "[a](gone.md)\n")
        with (folder.root / "translate.toml").open("a") as file:
            file.write('\n[check.severity]\nmissing = "info"\ndead-link = "error"\n')
        return folder.root

    def test_json(self, damaged: Path) -> None:
        told = json.loads(translate(damaged, "check", "--json").out)
        assert (told["schema"], told["command"]) == (1, "check")
        assert told == json.loads(translate(damaged, "check", "--format", "json").out)
        assert set(told["findings"][0]) == {"path", "line", "severity", "rule", "message", "remedy"}
        assert {each["severity"] for each in told["findings"]} == {"info", "error"}

    def test_github(self, damaged: Path) -> None:
        """Errors first; a name with a line break or a comma cannot make a command of its own."""
        ended = translate(damaged, "check", "--format", "github")
        lines = ended.out.splitlines()
        assert ended.code == 1
        assert all(line.startswith(("::error file=", "::notice file=")) for line in lines)
        assert [line[:4] for line in lines] == sorted(line[:4] for line in lines)
        assert sum("file=content/en/a%2Cb%250A%0A%3A%3Aerror%3A%3Ax.md,line=" in line for line in lines) >= 1
        assert "\x1b" not in ended.out

    def test_in_a_job_of_github(self, damaged: Path) -> None:
        """Lines for people, as anywhere, and the annotations beside them; of `sync` and `status`, too."""
        job = {"GITHUB_ACTIONS": "true"}
        plain, ended = translate(damaged, "check"), translate(damaged, "check", variables=job)
        assert (ended.code, ended.out) == (plain.code, plain.out)
        assert ended.err == translate(damaged, "check", "--format", "github").out
        assert translate(damaged, "check", "--format", "terminal", variables=job).err == ""
        (damaged / "content/en/bad.md").write_bytes(b"\xff\n")
        alone, with_job = translate(damaged, "status"), translate(damaged, "status", variables=job)
        assert with_job.out == alone.out
        assert with_job.err.startswith(alone.err)
        assert "::error file=content/en/bad.md,line=1," in with_job.err

    def test_gitlab(self, damaged: Path) -> None:
        """Fingerprints tell findings apart, and do not change with their lines."""
        issues = json.loads(translate(damaged, "check", "--format", "gitlab").out)
        prints = [issue["fingerprint"] for issue in issues]
        assert len(set(prints)) == len(prints)
        assert {issue["severity"] for issue in issues} == {"info", "major"}
        page = damaged / "content/en/ok.md"
        page.write_text("\n\n" + page.read_text())
        moved = json.loads(translate(damaged, "check", "--format", "gitlab").out)
        assert {issue["fingerprint"] for issue in moved} == set(prints)
        assert [each for each in moved if each not in issues]

    def test_sarif(self, damaged: Path) -> None:
        """Each result points at its rule, at a line from 1 on, and at an address."""
        log = json.loads(translate(damaged, "check", "--format", "sarif").out)
        run = log["runs"][0]
        rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
        for result in run["results"]:
            assert rules[result["ruleIndex"]] == result["ruleId"]
            place = result["locations"][0]["physicalLocation"]
            assert place["region"]["startLine"] >= 1
            assert "\n" not in place["artifactLocation"]["uri"]
        assert {result["level"] for result in run["results"]} == {"note", "error"}

    def test_junit(self, damaged: Path) -> None:
        """A case a file; hints let it pass."""
        ended = translate(damaged, "check", "--format", "junit")
        suites = import_module("lxml.etree").fromstring(ended.out.encode())
        cases = suites.findall("testsuite/testcase")
        failed = [case for case in cases if case.find("failure") is not None]
        assert suites.attrib["failures"] == str(len(failed)) != "0"
        assert suites.attrib["tests"] == str(len(cases))

    @pytest.mark.parametrize("form", ["terminal", "json", "github", "gitlab", "sarif", "junit"])
    def test_into_a_file(self, damaged: Path, tmp_path: Path, form: str) -> None:
        """The file has what the standard output would have; people still see lines."""
        alone = translate(damaged, "check", "--format", form)
        ended = translate(damaged, "check", "--format", form, "--output", str(tmp_path / "out.txt"))
        assert (tmp_path / "out.txt").read_text() == alone.out
        assert ended.out.startswith("error ") or ended.out.startswith("info ")
        assert ended.code == alone.code == 1

    def test_wrong_calls(self, folder: Folder) -> None:
        assert translate(folder.root, "check", "--format", "xml").code == 2
        assert translate(folder.root, "check", "--fail-on", "anything").code == 2
        assert translate(folder.root, "check", "--output", "no/such/folder.txt").code == 2
