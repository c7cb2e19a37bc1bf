"""The scheduled job, as the action runs it: night after night against a repository of its own."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from command_line import environment
from forge import BASE, Forge, inputs, make_forge, new_paragraph, step

HOME = Path(__file__).resolve().parents[2]


@pytest.fixture
def forge(tmp_path: Path) -> Forge:
    """The demonstration site on a branch that is not called main."""
    return make_forge(tmp_path)


def test_nothing_to_do(forge: Forge) -> None:
    """A site in step: no branch, no pull request."""
    night = forge.night()
    assert night.code == 0, night.log
    assert set(forge.refs()) == {BASE}
    assert forge.calls() == []
    assert "| ru | translate/ru | nothing to do |" in night.summary


def test_two_nights_in_a_row(forge: Forge) -> None:
    """One branch and one pull request a locale, with what changed; the second night does nothing."""
    new_paragraph(forge)
    night = forge.night()
    assert night.code == 0, night.log
    assert set(forge.refs()) == {BASE, "translate/ru", "translate/de"}
    ru = next(each for each in forge.requests() if each["headRefName"] == "translate/ru")
    assert (ru["title"], ru["baseRefName"], ru["state"]) == ("Translations: ru", BASE, "OPEN")
    assert "| ru | 8 of 9 |" in ru["body"]
    assert "We have moved" in ru["body"]
    assert 'msgid "We have moved."' in forge.show("translate/ru", "locales/ru/docs/visiting.po")
    assert 'msgid "We have moved."' not in forge.show("translate/ru", "locales/de/docs/visiting.po")
    refs, calls = forge.refs(), forge.calls()
    assert forge.night().code == 0
    assert (forge.refs(), forge.calls()) == (refs, calls)


def test_another_change_updates_the_same(forge: Forge) -> None:
    """The same branch goes on, forward; the same pull request tells all that changed since."""
    new_paragraph(forge)
    assert forge.night().code == 0
    before = forge.refs()["translate/ru"]
    new_paragraph(forge, "And we bake.")
    assert forge.night().code == 0
    assert len(forge.requests()) == 2
    forge.git("merge-base", "--is-ancestor", before, forge.refs()["translate/ru"], at=forge.origin)
    body = forge.requests()[0]["body"]
    assert "We have moved" in body
    assert "And we bake" in body


def test_a_commit_elsewhere_moves_nothing(forge: Forge) -> None:
    """The base goes on with what concerns no translation: branches stay as they are."""
    new_paragraph(forge)
    assert forge.night().code == 0
    refs = forge.refs()
    forge.git("checkout", "-q", "-B", BASE, f"origin/{BASE}")
    (forge.people / "README").write_text("x\n")
    forge.commit("Elsewhere")
    assert forge.night().code == 0
    after = forge.refs()
    assert {name: after[name] for name in after if name != BASE} == {n: refs[n] for n in refs if n != BASE}


def translated(forge: Forge, locale: str, text: str) -> None:
    """A person translates on the bot's branch."""
    forge.git("fetch", "-q")
    forge.git("checkout", "-q", "-B", "mine", f"origin/translate/{locale}")
    path = forge.people / f"locales/{locale}/docs/visiting.po"
    whole = path.read_text()
    assert 'msgid "We have moved."\nmsgstr ""' in whole
    path.write_text(
        whole.replace('msgid "We have moved."\nmsgstr ""', f'msgid "We have moved."\nmsgstr "{text}"')
    )
    forge.commit("Translate", f"translate/{locale}")


def test_a_person_commits_on_the_branch(forge: Forge) -> None:
    """Their commit stays in the branch, the page follows, whatever the source does."""
    new_paragraph(forge)
    assert forge.night().code == 0
    translated(forge, "ru", "Мы переехали.")
    theirs = forge.git("rev-parse", "HEAD")
    new_paragraph(forge, "And we bake.")
    assert forge.night().code == 0
    assert "Мы переехали." in forge.show("translate/ru", "content/ru/docs/visiting.md")
    forge.git("merge-base", "--is-ancestor", theirs, forge.refs()["translate/ru"], at=forge.origin)


def test_after_the_merge(forge: Forge) -> None:
    """What was merged has no pull request, and no branch, any more."""
    new_paragraph(forge)
    assert forge.night().code == 0
    for locale, text in (("ru", "Мы переехали."), ("de", "Wir sind umgezogen.")):
        translated(forge, locale, text)
    assert forge.night().code == 0
    forge.git("fetch", "-q")
    forge.git("checkout", "-q", "-B", BASE, f"origin/{BASE}")
    for locale in ("ru", "de"):
        forge.git("merge", "-q", "--no-edit", f"origin/translate/{locale}")
    forge.git("push", "-q", "origin", f"HEAD:{BASE}")
    assert forge.night().code == 0
    assert {each["state"] for each in forge.requests()} == {"CLOSED"}
    assert "translate/de" not in forge.refs()
    calls = forge.calls()
    assert forge.night().code == 0
    assert forge.calls() == calls


def test_a_conflict_with_a_persons_commit(forge: Forge) -> None:
    """Theirs is left as it is, and named; the other locale is done all the same."""
    new_paragraph(forge)
    assert forge.night().code == 0
    translated(forge, "ru", "Мы переехали.")
    theirs = forge.git("rev-parse", "HEAD")
    forge.git("checkout", "-q", "-B", BASE, f"origin/{BASE}")
    path = forge.people / "locales/ru/docs/visiting.po"
    path.write_text(path.read_text().replace("msgstr", "# here\nmsgstr"))
    (forge.people / "locales/ru/docs/visiting.po").unlink()
    new_text = (forge.people / "content/en/docs/visiting.md").read_text() + "\nMore.\n"
    (forge.people / "content/en/docs/visiting.md").write_text(new_text)
    forge.commit("A conflict")
    night = forge.night()
    assert night.code == 0, night.log
    assert forge.refs()["translate/ru"] == theirs
    assert f"conflicts with {BASE}" in night.summary
    assert 'msgid "More."' in forge.show("translate/de", "locales/de/docs/visiting.po")


def test_a_conflict_with_the_bots_own(forge: Forge) -> None:
    """A branch of the bot's alone is begun anew; its pull request stays."""
    new_paragraph(forge)
    assert forge.night().code == 0
    forge.git("checkout", "-q", "-B", BASE, f"origin/{BASE}")
    (forge.people / "locales/ru/docs/visiting.po").unlink()
    forge.commit("A conflict")
    night = forge.night()
    assert night.code == 0, night.log
    forge.git("merge-base", "--is-ancestor", BASE, "translate/ru", at=forge.origin)
    assert len(forge.requests()) == 2


def test_somebody_pushes_meanwhile(forge: Forge) -> None:
    """Nothing of theirs is overwritten; the next night takes it in."""
    new_paragraph(forge)
    assert forge.night().code == 0
    new_paragraph(forge, "And we bake.")
    night = forge.night(
        meanwhile="git fetch -q; git checkout -q -B mine origin/translate/ru; echo x > note.txt; git add -A; "
        "git -c user.name=Anna -c user.email=anna@x.example commit -qm note; "
        "git push -q origin HEAD:translate/ru"
    )
    assert night.code == 1
    assert "somebody pushed meanwhile" in night.log
    assert forge.show("translate/ru", "note.txt") == "x"
    assert forge.night().code == 0
    assert forge.show("translate/ru", "note.txt") == "x"
    assert 'msgid "And we bake."' in forge.show("translate/ru", "locales/ru/docs/visiting.po")


def test_a_run_that_was_stopped(forge: Forge) -> None:
    """Whether before its push or behind it, the next night ends what it began."""
    new_paragraph(forge)
    assert forge.night(publish=False).code == 0
    assert set(forge.refs()) == {BASE}
    assert forge.night().code == 0
    (forge.folder / "requests.json").unlink()  # pushed, but no pull request was opened
    assert forge.night().code == 0
    assert sorted(each["headRefName"] for each in forge.requests()) == ["translate/de", "translate/ru"]


def test_a_pull_request_that_was_closed(forge: Forge) -> None:
    """It is not asked for again, until there is something new."""
    new_paragraph(forge)
    assert forge.night().code == 0
    requests = forge.requests()
    for each in requests:
        each["state"] = "CLOSED"
    (forge.folder / "requests.json").write_text(json.dumps(requests))
    assert forge.night().code == 0
    assert len(forge.requests()) == 2
    new_paragraph(forge, "And we bake.")
    assert forge.night().code == 0
    assert [each["state"] for each in forge.requests()] == ["CLOSED", "CLOSED", "OPEN", "OPEN"]


def test_a_locale_that_came_later(forge: Forge) -> None:
    """It gets a branch of its own."""
    config = forge.people / "translate.toml"
    config.write_text(config.read_text().replace('"de"]', '"de", "fr"]'))
    forge.commit("French")
    assert forge.night().code == 0
    assert set(forge.refs()) == {BASE, "translate/fr"}


def test_a_sync_that_fails(forge: Forge) -> None:
    """The locale is named, the others are done, the job fails."""
    new_paragraph(forge)
    forge.git("checkout", "-q", "-B", BASE, f"origin/{BASE}")
    with (forge.people / "translate.toml").open("a") as file:
        file.write('\n[locale.ru.glossary]\nfile = "no-such.csv"\n\n[locale.ru.engine]\nname = "command"\n')
    forge.commit("A slip")
    night = forge.night()
    assert night.code == 1
    assert "translate/ru | failed |" in night.summary
    assert "translate/de" in forge.refs()
    assert "translate/ru" not in forge.refs()


def test_a_wrong_mode(forge: Forge) -> None:
    ran = subprocess.run(
        ["bash", "-ec", step("Run")], env=environment({**inputs("fly"), "GITHUB_ACTION_PATH": str(HOME)}),
        cwd=forge.people, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 2
