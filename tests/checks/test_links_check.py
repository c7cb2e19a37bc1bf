"""`translate check`: dead links and fragments, and nothing that might be alive."""

from __future__ import annotations

import shutil
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from corpus import CORPUS, requires_corpus
from dead_links import check

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Folder

    from translator.model import CheckResult


def told(result: CheckResult) -> list[tuple[str, str, int, str, str]]:
    return [(f.rule, f.path, f.line, f.message, f.remedy) for f in result.findings]


PAGE = "content/en/hours.md"

JEKYLL = [
    ("[a](other.html)", None),
    ("[a](other)", None),
    ("[a](/en/other.html#part-one)", None),
    ("[a](other.md#part-one)", None),
    ("[a](#opening-hours)", None),
    ("[a](#top) [b](#)", None),
    ("[a](#fn:one) [b](#fnref:one)[^one]\n\n[^one]: A note.", None),
    ("[a](#from-the-layout)", None),
    ("[a](/pictures/x.png) ![b](../../pictures/x.png)", None),
    ("[a]({% link content/en/other.md %}#part-one)", None),
    ("[a]({{ site.baseurl }}/en/other.html)", None),
    ("[a](/tags/x/) [b](/other-project/x/) [c](/feed.xml) [d](/en/page/2/)", None),
    ("[a](https://x.example/dead) [b](//x.example) [c](mailto:x)", None),
    ("[a]({{ page.url }}) [b]({{ x }}/y/)", None),
    ("[a](../../../outside.md)", None),
    ("[a](/old/address/)", None),
    ("[a](with-tags.md#anything)", None),
    ("`[a](nothing.md)`", None),
    ("[a](othr.html)", ("dead-link", "nothing is at othr.html", "did you mean other.html?")),
    ("[a](othr.md#b)", ("dead-link", "nothing is at othr.md#b", "did you mean other.md#b?")),
    ("[a](/en/othr)", ("dead-link", "nothing is at /en/othr", "did you mean /en/other.html?")),
    ("[a](/xyzzy/)", None),
    ("[a](/en/xyzzy/)", ("dead-link", "nothing is at /en/xyzzy/", "")),
    ("[a](deep/xyzzy.html)", ("dead-link", "nothing is at deep/xyzzy.html", "")),
    ("[a](/pictures/y.png)", ("dead-link", "nothing is at /pictures/y.png", "")),
    (
        "[a]({% link content/en/othr.md %})",
        (
            "dead-link",
            "nothing is at {% link content/en/othr.md %}",
            "did you mean {% link content/en/other.md %}?",
        ),
    ),
    (
        "[a](other.html#part-on)",
        ("dead-fragment", "content/en/other.md has no id part-on", "did you mean #part-one?"),
    ),
    (
        "[a](#opening-hour)",
        ("dead-fragment", "this page has no id opening-hour", "did you mean #opening-hours?"),
    ),
    ('<a href="other.html#x">x</a>', ("dead-fragment", "content/en/other.md has no id x", "")),
]


@pytest.fixture
def jekyll(folder: Folder) -> Folder:
    folder.write("_config.yml", "permalink: none\n")
    folder.write("_layouts/page.html", '<main id="from-the-layout">{{ content }}</main>')
    folder.write("pictures/x.png", b"\x89PNG")
    for name in ("other", "deep/one"):
        folder.write(f"content/en/{name}.md", "---\nredirect_from: /old/address/\n---\n\n# Part one\n")
    folder.write("content/en/with-tags.md", "---\nlayout: page\n---\n\n{% include more.html %}\n")
    config = folder.read("translate.toml").replace("dialects = []", 'dialects = ["jekyll"]')
    folder.write("translate.toml", config)
    return folder


@pytest.mark.parametrize(("text", "expected"), JEKYLL, ids=[row[0] for row in JEKYLL])
def test_on_a_jekyll_site(jekyll: Folder, text: str, expected: tuple[str, str, str] | None) -> None:
    """What is dead is told with its remedy; what only might be is not."""
    # built by `jekyll build` in the folder above `content`, a page is at /content/en/…
    text = text.replace("/en/", "/content/en/").replace("content/content", "content")
    wanted = [
        (
            rule,
            PAGE,
            3,
            *(part.replace("/en/", "/content/en/").replace("content/content", "content") for part in rest),
        )
        for rule, *rest in ([expected] if expected else [])
    ]
    jekyll.write(PAGE, f"---\n---\n{text}\n\n# Opening hours\n")
    assert told(check(jekyll.root, (PAGE,))) == wanted


def test_without_a_builder_only_files_are_known(folder: Folder) -> None:
    """An address is anybody's; a file that is not there is not there."""
    folder.write("content/en/other.md", "# x\n")
    folder.write(PAGE, "[a](/nowhere/) [b](other.md#anything) [c](othr.md) [d](#what) [e](x.html)\n")
    assert told(check(folder.root, (PAGE,))) == [
        ("dead-link", PAGE, 1, "nothing is at othr.md", "did you mean other.md?")
    ]


LANGUAGES = "[{{locale: en, default: true}}, {{locale: ru}}]"
MKDOCS = f"plugins:\n- i18n:\n    docs_structure: {{}}\n    languages: {LANGUAGES}\n"
DOCUSAURUS = "export default {{i18n: {{defaultLocale: 'en', locales: ['en', 'ru']}}, {}}}"
DOCS = "i18n/{locale}/docusaurus-plugin-content-docs/current/{path}.md"
TRANSLATED = [
    ("mkdocs.yml", MKDOCS.format("folder"), "docs/en/{path}.md", "docs/{locale}/{path}.md"),
    ("mkdocs.yml", MKDOCS.format("suffix"), "docs/{path}.md", "docs/{path}.{locale}.md"),
    ("docusaurus.config.js", DOCUSAURUS.format(""), "docs/{path}.md", DOCS),
    ("docusaurus.config.js", DOCUSAURUS.format("docs: {path: './handbook'}"), "handbook/{path}.md", DOCS),
]


@pytest.mark.parametrize(("name", "config", "source", "localized"), TRANSLATED)
def test_where_the_builder_falls_back_to_the_source_page(
    folder: Folder, name: str, config: str, source: str, localized: str
) -> None:
    """A link to a page that only the source language has is alive; one to a file in no language is dead."""
    folder.write(name, config)
    folder.write(
        "translate.toml",
        f'source_locale = "en"\nlocales = ["ru"]\n[[pages]]\n'
        f'source = "{source}"\nlocalized = "{localized}"\n',
    )
    here, there = source.format(path="sub/a"), localized.format(path="sub/a", locale="ru")
    for path, text in ((here, "[a](b.md) [b](../nosuch.md)\n"), (there, "[a](b.md)\n\n[b](pods.md)\n")):
        folder.write(path, text)
    folder.write(source.format(path="sub/b"), "# b\n")
    found = [(rule, path, line, message) for rule, path, line, message, _ in told(check(folder.root))]
    assert found == sorted(
        [
            ("dead-link", here, 1, "nothing is at ../nosuch.md"),
            ("dead-link", there, 3, "nothing is at pods.md"),
        ],
        key=lambda each: each[1],
    )


def test_pages_and_locales_narrow_it(folder: Folder) -> None:
    folder.write(PAGE, "[a](hour.md)\n")
    folder.write("content/ru/hours.md", "[a](hour.md)\n")
    folder.write("content/de/hours.md", "[a](hour.md)\n")
    places = {(): 3, ("content/ru",): 1, (PAGE,): 1, ("content/*/hours.md",): 3}
    for pages, count in places.items():
        assert len(check(folder.root, pages).findings) == count, pages
    assert [f.path for f in check(folder.root, (), ("de",)).findings] == ["content/de/hours.md"]


def test_a_page_that_cannot_be_read_hides_no_other(folder: Folder) -> None:
    folder.write("content/en/bad.md", b"\xff\xfea")
    folder.write(PAGE, "[a](hour.md)\n")
    assert [finding.rule for finding in check(folder.root).findings] == ["unreadable", "dead-link"]


SITES = {
    "opensource.guide": (
        "_articles/{path}.md",
        "_articles/{locale}/{path}.md",
        "ru fr zh-hans ja ar fa",
        "",
        "",
    ),
    "kubernetes": (
        "content/en/{path}.md",
        "content/{locale}/{path}.md",
        "ru fr zh",
        "hugo.toml",
        'baseURL = "https://x.example"\ndefaultContentLanguage = "en"\n'
        + "".join(
            f'[languages.{code}]\ncontentDir = "content/{code}"\n' for code in ("en", "ru", "fr", "zh")
        ),
    ),
    "helm": (
        "versioned_docs/version-3/{path}.md",
        "i18n/{locale}/docusaurus-plugin-content-docs/version-3/{path}.md",
        "ru fr",
        "docusaurus.config.js",
        'module.exports = { baseUrl: "/", presets: [["classic", {docs: {routeBasePath: "docs"}}]] };\n',
    ),
}
KNOWN = {
    "opensource.guide": {},
    "helm": {"dead-fragment": 2},
}
"""Each of these was looked at: it is dead."""


@requires_corpus
@pytest.mark.corpus
@pytest.mark.parametrize("name", SITES)
def test_on_real_sites(name: str, tmp_path: Path) -> None:
    """What is found was read by hand, and is dead.

    Of kubernetes the corpus holds three sections: what leads out of them cannot be judged.
    """
    assert CORPUS is not None
    source, localized, codes, config, text = SITES[name]
    root = tmp_path / name
    shutil.copytree(CORPUS / name, root, copy_function=shutil.copyfile)
    if config:
        (root / config).write_text(text)
    listed = ", ".join(f'"{code}"' for code in codes.split())
    (root / "translate.toml").write_text(
        f'source_locale = "en"\nlocales = [{listed}]\n'
        f'[[pages]]\nsource = "{source}"\nlocalized = "{localized}"\n'
    )
    found = check(root).findings
    counts = Counter(finding.rule for finding in found)
    print(name, dict(counts))
    if name in KNOWN:
        assert counts == KNOWN[name]
        return
    within = [
        finding
        for finding in found
        if finding.rule == "dead-fragment"
        or any(f"/docs/{section}/" in finding.message for section in ("concepts", "tutorials", "setup"))
    ]
    print(len(within), "within the sections that are there")
    # moved or renamed pages (`taint-and-toleration`), ids of older versions (`#capacity`)
    assert 0 < len(within) < 80
