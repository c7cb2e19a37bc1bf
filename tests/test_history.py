"""Which git revision of a source page a recorded hash names: real repositories."""

from __future__ import annotations

import os
import shutil
import subprocess
from hashlib import md5
from pathlib import Path

import pytest
from corpus import edits, requires_corpus, stale

from translator.history import History, Revision

GIT = ("git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "protocol.file.allow=always")

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def git(where: Path, *arguments: str) -> str:
    run = subprocess.run([*GIT, *arguments], cwd=where, check=True, capture_output=True, text=True)
    return run.stdout


def commit(where: Path, path: str, data: bytes, subject: str = "A change") -> str:
    """Write a file and commit it; return the hash that a localized page would record."""
    file = where / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    git(where, "add", "-A")
    git(where, "commit", "-q", "--allow-empty", "-m", subject)
    return digest(data)


def digest(data: bytes) -> str:
    return md5(data, usedforsecurity=False).hexdigest()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    return root


def opened(root: Path) -> History:
    history = History.open(root)
    assert history is not None
    return history


def found(root: Path, path: str, recorded: str) -> Revision:
    with opened(root) as history:
        revision = history.find(path, recorded).revision
    assert revision is not None
    return revision


def why(root: Path, path: str, recorded: str) -> str:
    with opened(root) as history:
        result = history.find(path, recorded)
    assert result.revision is None
    return result.why


def test_the_revision_is_named(repository: Path) -> None:
    """Commit, date and subject, the page's bytes as they were, and how many have followed."""
    hashes = [commit(repository, "en/a.md", f"# Version {n}\n".encode(), f"Change {n}") for n in range(4)]
    with opened(repository) as history:
        result = history.find("en/a.md", hashes[1].upper())
        assert [revision.subject for revision in history.revisions("en/a.md")] == [
            f"Change {n}" for n in (3, 2, 1, 0)
        ]
        assert history.last_change("en/a.md").startswith("20")
    assert result.revision is not None
    assert (result.behind, result.why) == (2, "")
    revision = result.revision
    assert (revision.subject, revision.data) == ("Change 1", b"# Version 1\n")
    assert revision.commit == git(repository, "rev-parse", "HEAD~2").strip()


@pytest.mark.parametrize(
    "form",
    [
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: data.strip(),
        lambda data: data.partition(b"A\n---\n")[2],
        lambda data: data.partition(b"---\n\n")[2].strip(),
    ],
    ids=["crlf", "stripped", "body", "stripped body"],
)
def test_hashes_of_other_forms(repository: Path, form: object) -> None:
    """A Windows checkout, or an older script, hashed another form of the same revision."""
    data = b"---\ntitle: A\n---\n\nSome words.\n"
    commit(repository, "a.md", data)
    commit(repository, "a.md", data + b"More.\n")
    assert found(repository, "a.md", digest(form(data))).data == data  # type: ignore[operator]


@pytest.mark.parametrize(
    "name",
    ["with space.md", "ünï 文.md", "-dash.md", 'quo"te.md', "br[a]cket*.md", "new\nline.md", ":colon.md"],
)
def test_any_name(repository: Path, name: str) -> None:
    """Names are no patterns, options or shell words."""
    first = commit(repository, f"docs/{name}", b"one\n", "One")
    commit(repository, "docs/other.md", b"one\n", "Another")
    commit(repository, f"docs/{name}", b"two\n", "Two")
    assert found(repository, f"docs/{name}", first).subject == "One"
    assert found(repository / "docs", name, first).subject == "One"


def test_a_renamed_page(repository: Path) -> None:
    """Its history is followed, under its old name."""
    text = b"".join(b"Line %d of the page.\n" % n for n in range(30))
    first = commit(repository, "old name.md", text, "Born")
    git(repository, "mv", "old name.md", "new.md")
    commit(repository, "new.md", text + b"More.\n", "Renamed")
    revision = found(repository, "new.md", first)
    assert (revision.subject, revision.path) == ("Born", "old name.md")


def test_a_conflict_solved_in_a_merge(repository: Path) -> None:
    """The merge made the revision: no other commit has it."""
    commit(repository, "a.md", b"one\n")
    git(repository, "switch", "-q", "-c", "side")
    commit(repository, "a.md", b"side\n")
    git(repository, "switch", "-q", "main")
    commit(repository, "a.md", b"main\n")
    subprocess.run([*GIT, "merge", "-q", "side"], cwd=repository, check=False, capture_output=True)
    (repository / "a.md").write_bytes(b"both\n")
    git(repository, "commit", "-q", "-a", "-m", "Merged")
    commit(repository, "a.md", b"later\n")
    assert found(repository, "a.md", digest(b"both\n")).subject == "Merged"


def test_a_reverted_page_is_the_newest_that_has_the_hash(repository: Path) -> None:
    """Both revisions have the bytes: as few as possible have followed."""
    first = commit(repository, "a.md", b"one\n", "One")
    commit(repository, "a.md", b"two\n", "Two")
    commit(repository, "a.md", b"one\n", "Back")
    commit(repository, "a.md", b"three\n", "Three")
    assert found(repository, "a.md", first).subject == "Back"


def test_in_a_worktree(repository: Path, tmp_path: Path) -> None:
    """A second work tree of the repository."""
    first = commit(repository, "a.md", b"one\n", "One")
    commit(repository, "a.md", b"two\n")
    git(repository, "worktree", "add", "-q", str(tmp_path / "other"), "-b", "other")
    assert found(tmp_path / "other", "a.md", first).subject == "One"


def test_in_a_submodule(repository: Path, tmp_path: Path) -> None:
    """A site that is another repository's submodule."""
    first = commit(repository, "a.md", b"one\n", "One")
    commit(repository, "a.md", b"two\n")
    outer = tmp_path / "outer"
    outer.mkdir()
    git(outer, "init", "-q")
    git(outer, "submodule", "--quiet", "add", str(repository), "site")
    assert found(outer / "site", "a.md", first).subject == "One"


def test_a_shallow_clone_says_so(repository: Path, tmp_path: Path) -> None:
    """What it cannot know is no error."""
    first = commit(repository, "a.md", b"one\n")
    second = commit(repository, "a.md", b"two\n")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repository}", "shallow")
    assert "shallow" in why(tmp_path / "shallow", "a.md", first)
    assert found(tmp_path / "shallow", "a.md", second).data == b"two\n"


def test_what_cannot_be_known_is_said(repository: Path) -> None:
    """A page never committed, a hash of nobody's, a repository without commits."""
    assert why(repository, "a.md", "0" * 32) == "a.md is in no commit"
    commit(repository, "a.md", b"one\n")
    assert why(repository, "a.md", "0" * 32) == "no revision has that hash"
    assert why(repository, "b.md", "0" * 32) == "b.md is in no commit"


def test_without_a_repository_or_git(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No exception: there is no history."""
    (tmp_path / "plain").mkdir()
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert History.open(tmp_path / "plain") is None
    assert History.open(repository) is not None
    monkeypatch.setenv("PATH", str(tmp_path))
    assert History.open(repository) is None


def test_a_hooks_variables_do_not_mislead(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Within a hook of another repository, git's variables name that one."""
    first = commit(repository, "a.md", b"one\n", "One")
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "-q")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git" / "index"))
    assert found(repository, "a.md", first).subject == "One"


def test_a_cache_is_only_a_cache(repository: Path) -> None:
    """Found again at once; a damaged one, or another branch's, changes no answer."""
    first = commit(repository, "a.md", b"one\n", "One")
    commit(repository, "a.md", b"two\n")
    assert found(repository, "a.md", first).subject == "One"
    (cache,) = Path(os.environ["XDG_CACHE_HOME"]).rglob("history.msgpack")
    assert found(repository, "a.md", first).subject == "One"
    cache.write_bytes(b"\xff\x00 damaged")
    assert found(repository, "a.md", first).subject == "One"
    git(repository, "switch", "-q", "--orphan", "empty")
    commit(repository, "a.md", b"three\n")
    assert why(repository, "a.md", first) == "no revision has that hash"


@requires_corpus
@pytest.mark.corpus
def test_the_right_revision_of_fifty_pages(repository: Path) -> None:
    """Real edits, as a history: each former version is found where it was committed."""
    wanted: list[tuple[str, str, str]] = []
    for number, edit in enumerate(edits()[:50]):
        path = f"en/{number} {edit.before.parent.name}.md"
        wanted.append(
            (path, commit(repository, path, edit.before.read_bytes(), f"Before {number}"), "Before")
        )
        wanted.append((path, commit(repository, path, edit.after.read_bytes(), f"After {number}"), "After"))
    for number, case in enumerate(stale()[:20]):
        path = f"docs/{number}.md"
        wanted.append((path, commit(repository, path, case.source_before.read_bytes(), "Before"), "Before"))
        wanted.append((path, commit(repository, path, case.source_after.read_bytes(), "After"), "After"))
    with opened(repository) as history:
        for path, recorded, subject in wanted:
            revision = history.find(path, recorded).revision
            assert revision is not None
            assert revision.subject.startswith(subject) or digest(revision.data) == recorded
            assert digest(revision.data) == recorded
