"""The site that the seed page comes from, end to end: Jekyll, 21 pages in nine locales, `gr` for Greek."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from hashlib import md5
from pathlib import Path

import pytest
from conftest import Folder
from corpus import CORPUS, requires_corpus
from judges import RenderError, body_of, judge
from judges.html_shape import same_shape

from translator import Action, State, api
from translator.commands.init import init
from translator.config import load

pytestmark = [pytest.mark.corpus, requires_corpus]

LOCALES = {"ar", "es", "fr", "gr", "he", "it", "pt", "ru", "zh"}
BEAUTY = "_collections/_beauty-services/"
INJECTION = f"{BEAUTY}010-anti-wrinkle-injection"
NEEDLING = "_collections/_integrated-care/030-dry-needling"

_BULLET = re.compile(r"^(?:> ?)*[ \t]*(?:[-*+]|\d+\.|#+)[ \t]+", re.MULTILINE)
_LINE = re.compile(r"([ \t]*(?:[-#]+[ \t]+)?)(.*?)([ \t]*)", re.DOTALL)


@pytest.fixture
def lucifit(tmp_path: Path) -> Folder:
    """A copy to write in, with the configuration that `translate init` makes of it."""
    assert CORPUS is not None
    root = tmp_path / "lucifit"
    shutil.copytree(CORPUS / "lucifit", root)
    for path in (root, *root.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    init(root)
    return Folder(root)


@pytest.fixture
def translated(lucifit: Folder) -> Folder:
    """The same with full catalogs: the pages' own texts where they pair with their source, else made up."""
    lucifit.sync()
    lucifit.sync(pseudo="accent")
    return lucifit


def sources(site: Folder) -> list[str]:
    """The English pages."""
    return sorted(str(path.relative_to(site.root)) for path in site.root.glob("_collections/**/*-en.md"))


def localized(source: str) -> list[str]:
    return [source.replace("-en.md", f"-{locale}.md") for locale in sorted(LOCALES)]


def contents(site: Folder) -> dict[str, bytes]:
    return {str(p.relative_to(site.root)): p.read_bytes() for p in site.root.rglob("*") if p.is_file()}


def without_hash(page: str) -> str:
    return re.sub(r"^source_hash: [0-9a-f]{32}\r?\n", "", page, count=1, flags=re.MULTILINE)


def test_init_finds_layout_and_locales(lucifit: Folder) -> None:
    """Both trees, every locale that has pages, and that `gr`, which is no language's code, means Greek."""
    config = load(lucifit.root)
    assert config.source_locale == "en"
    assert set(config.locales) == LOCALES
    assert config.dialects == ("jekyll",)
    assert [(tree.source, tree.localized) for tree in config.pages] == [
        ("_collections/{path}-en.md", "_collections/{path}-{locale}.md"),
        ("_data/en/{path}.yml", "_data/{locale}/{path}.yml"),
    ]
    tags = {code: config.for_locale(code).tag for code in config.locales}
    assert tags.pop("gr") == "el"
    assert all(code == tag for code, tag in tags.items())
    assert {"title", "subtitle", "alt", "caption.title", "caption.subtitle"} <= set(
        config.front_matter.translate
    )


def test_status_trusts_the_recorded_hashes(lucifit: Folder) -> None:
    """Each of the 189 pages is current by its own hash; the nine data files are not."""
    before = contents(lucifit)
    result = lucifit.status()
    assert Counter((Path(page.pair.source).suffix, page.state) for page in result.pages) == {
        (".md", State.CURRENT): 189,
        (".yml", State.OUTDATED): 9,
    }
    assert result.sources == 22
    assert not result.failed
    assert contents(lucifit) == before


def test_the_first_sync_changes_no_page(lucifit: Folder) -> None:
    """The pages that another program wrote stay to the byte; only catalogs come to them."""
    before = contents(lucifit)
    result = lucifit.sync()
    after = contents(lucifit)
    assert {path: data for path, data in after.items() if path in before} == before
    assert {Path(path).parts[0] for path in after.keys() - before.keys()} == {"locales"}
    assert len(after) == len(before) + 198
    assert not result.failed
    assert {page.action for page in result.pages} <= {Action.NONE, Action.WAITING}
    assert sum(page.taken for page in result.pages) > 1000, "most pages pair with their source"
    stamps = lucifit.stamps()
    assert not any(page.catalog_written for page in lucifit.sync().pages)
    assert lucifit.stamps() == stamps


def test_an_edited_paragraph_concerns_its_own_pages_only(translated: Folder) -> None:
    """Nine pages become outdated, each catalog of theirs gets one message to look at, and nothing else."""
    source = f"{INJECTION}-en.md"
    text = translated.read(source)
    had = {page.pair.localized: page.state for page in translated.status().pages}
    assert {had[page] for page in localized(source)} == {State.CURRENT}
    before = contents(translated)

    translated.write(source, text.replace("designated as types A, B,", "known as types A, B,"))
    has = {page.pair.localized: page.state for page in translated.status().pages}
    assert {path for path in has if has[path] is not had[path]} == set(localized(source))
    assert {has[path] for path in localized(source)} == {State.OUTDATED}

    result = translated.sync()
    own = [page for page in result.pages if page.pair.source == source]
    assert [page.messages - page.translated for page in own] == [1] * 9
    assert [page.new for page in own] == [1] * 9
    assert {page.pair.catalog for page in result.pages if page.catalog_written} == {
        page.pair.catalog for page in own
    }
    changed = {path for path, data in contents(translated).items() if data != before.get(path)}
    assert changed <= {source, *localized(source), *(page.pair.catalog for page in own)}

    translated.write(source, text)
    for page in (page for page in translated.sync().pages if page.pair.source == source):
        assert page.translated == page.messages, "what was said before comes back"


def russian(lines: list[str]) -> list[str]:
    """The texts of a page's lines: bullets, heading marks and blanks off, empty lines out."""
    texts = []
    for line in lines:
        match = _LINE.fullmatch(line)
        if match is not None and match[2]:
            texts.append(match[2])
    return texts


def test_the_pages_own_russian_in_the_sources_layout(lucifit: Folder) -> None:
    """Comments, blank lines, `-⇥`, trailing spaces stand as in the source, around the words of the old page.

    That page had lost its heading and the levels of its lists, yet each of its lines is the translation of
    the line of the source with the same number, empty ones not counted.
    """
    english = lucifit.read(f"{INJECTION}-en.md")
    head, body = english.split("\n---\n", 1)
    texts = russian(lucifit.read(f"{INJECTION}-ru.md").split("\n---\n", 1)[1].split("\n"))
    words = iter(texts)
    translations = {}
    rows = []
    for row in body.split("\n"):
        match = _LINE.fullmatch(row)
        assert match is not None
        if match[2]:
            translations[match[2]] = next(words)
            rows.append(match[1] + translations[match[2]] + match[3])
        else:
            rows.append(row)
    assert list(words) == []
    title = "Инъекция против морщин"
    expected = head.replace("Anti-Wrinkle Injection", title).replace("lang: en", "lang: ru")
    assert expected.count(title) == 3
    assert "  -\tBotulinum" in english
    assert "Treatment   \n" in english
    assert "caption: #what displays" in english

    lucifit.sync()
    catalog = "locales/ru/_beauty-services/010-anti-wrinkle-injection.po"
    lucifit.translate(catalog, {**translations, "Anti-Wrinkle Injection": title})
    lucifit.sync(ours=True)
    written = lucifit.read(f"{INJECTION}-ru.md")
    unpinned = re.sub(r" \{#[\w-]+\}$", "", without_hash(written), flags=re.MULTILINE)
    assert unpinned == expected + "\n---\n" + "\n".join(rows)
    assert f"source_hash: {md5(english.encode(), usedforsecurity=False).hexdigest()}\n" in written
    assert lucifit.page(f"{INJECTION}-ru.md").state is State.CURRENT


def test_nothing_is_lost_on_any_page(lucifit: Folder) -> None:
    """All 189 pages, in other words, render as their source does: no heading, list item or link less."""
    result = lucifit.sync(ours=True, pseudo="accent")
    pages = [page for page in result.pages if page.pair.source.endswith(".md")]
    assert len(pages) == 189
    assert {page.action for page in pages} == {Action.UPDATED}
    assert sum(page.held for page in pages) == 0
    render = judge("kramdown")
    names = sources(lucifit)
    html = dict(zip(names, render([body_of((lucifit.root / n).read_bytes()) for n in names]), strict=True))
    rendered = render([body_of((lucifit.root / page.pair.localized).read_bytes()) for page in pages])
    for page, made in zip(pages, rendered, strict=True):
        source, name = html[page.pair.source], page.pair.localized
        assert not isinstance(source, RenderError)
        assert not isinstance(made, RenderError)
        assert same_shape(source, made) is None, name


def test_marks_and_ends_stay_on_every_page(lucifit: Folder) -> None:
    """The bullets and numbers in their order, comments, the last line's end or the want of it."""
    lucifit.sync(ours=True, pseudo="accent")
    for source in sources(lucifit):
        text = lucifit.read(source)
        for name in localized(source):
            written = lucifit.read(name)
            assert _BULLET.findall(written) == _BULLET.findall(text), name
            assert written.endswith("\n") == text.endswith("\n"), name
            for comment in re.findall(r"[ \t]#.*$", text.partition("\n---")[0], re.MULTILINE):
                assert comment in written, name
            assert len(re.findall(r"^[ \t]*$", written, re.MULTILINE)) == len(
                re.findall(r"^[ \t]*$", text, re.MULTILINE)
            ), name
    assert not lucifit.read(f"{NEEDLING}-ru.md").endswith("\n")


def test_a_rule_in_the_body_ends_nothing(lucifit: Folder) -> None:
    """A page with `---` in its body, and in a value, is whole: the script that made the site cut it there."""
    source = f"{INJECTION}-en.md"
    text = lucifit.read(source).replace("title: Anti", "title: Before --- and after, Anti")
    lucifit.write(source, text + "\n---\n\nBehind the rule\n---\n\nThe *very* last words.\n")
    lucifit.sync(ours=True, pseudo="accent")
    for name in localized(source):
        written = lucifit.read(name)
        assert len(re.findall("^---$", written, re.MULTILINE)) == 4, name
        page = api.parse_page(written.encode())
        assert len(page.segments) == len(api.parse_page((lucifit.root / source).read_bytes()).segments)
        assert page.segments[-1].message.count("*") == 2, name


def test_the_seed_page_keeps_its_quirks(folder: Folder) -> None:
    """As a source: an empty line before the first key, spaces on empty lines, comments, no last newline."""
    assert CORPUS is not None
    seed = (CORPUS.parent / "seed" / "anti-wrinkle-treatment.ru.md").read_text(encoding="utf-8")
    folder.write(
        "translate.toml",
        'source_locale = "ru"\nlocales = ["el"]\ndialects = ["jekyll"]\n'
        '[[pages]]\nsource = "{path}.ru.md"\nlocalized = "{path}.{locale}.md"\n',
    )
    folder.write("treatment.ru.md", seed)
    folder.sync()
    folder.translate_all("locales/el/treatment.po")
    folder.sync()
    written = folder.read("treatment.el.md")

    head, body = seed.split("\n---\n", 1)
    head = re.sub(r"(?<=: )(?=Инъекция)", "ru ", head).replace("lang: ru", "lang: el")
    rows = [_LINE.fullmatch(row) for row in body.split("\n")]
    texts = [f"{m[1]}ru {m[2]}{m[3]}" if m[2] else m[0] for m in rows if m is not None]
    assert without_hash(written) == without_hash(head + "\n---\n" + "\n".join(texts))
    assert seed.startswith("---\n\ncaption: #what")
    assert "\n  \n" in seed
    assert written.index("\n\nsource_hash: ") == written.index("el\npage_id") + len("el\n") + len(
        "page_id: anti-wrinkle-treatment2"
    )
    assert f"source_hash: {md5(seed.encode(), usedforsecurity=False).hexdigest()}\n---\n" in written
    stamps = folder.stamps()
    folder.sync()
    assert folder.stamps() == stamps
