"""Addresses of pages, held against what Jekyll and Hugo build."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from translator.linkmap import read_builder, read_map
from translator.links.builders import astro

JEKYLL_PAGES = {
    "index.md": "layout: x",
    "about.md": "title: About",
    "docs/index.md": "",
    "docs/guide.md": "",
    "docs/moved.md": "permalink: /elsewhere/x/",
    "docs/named.md": "permalink: /:path/:basename.html",
    "_posts/2020-01-02-hello-world.md": "",
    "news/_posts/2021-03-04-more.md": "slug: much-more",
    "_things/one.md": "",
    "_things/deep/two.md": "",
    "_notes/hidden.md": "",
    "set/by-default.md": "",
    "page.html": "title: HTML",
}
STYLES = ["", "permalink: pretty", "permalink: /:categories/:title/", "permalink: none"]


@pytest.mark.parametrize("style", STYLES)
def test_jekyll(tmp_path: Path, style: str) -> None:
    """Each page of which an address is known is built there; a page without one is not built."""
    if shutil.which("jekyll") is None:
        pytest.skip("jekyll is not installed")
    config = (
        f"{style}\ncollections:\n  things:\n    output: true\n  notes: {{}}\n"
        "defaults:\n  - scope: {path: set}\n    values: {permalink: /by/default/}\n"
    )
    (tmp_path / "_config.yml").write_text(config)
    for name, matter in JEKYLL_PAGES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"---\n{matter}\n---\ntext\n")
    (tmp_path / "static.txt").write_text("x")
    subprocess.run(
        [
            "jekyll",
            "build",
            "--source",
            tmp_path,
            "--destination",
            tmp_path / "_site",
            "--disable-disk-cache",
        ],
        capture_output=True,
        check=True,
    )
    site = read_map(tmp_path, "", read_builder(tmp_path, ""), ())
    assert set(JEKYLL_PAGES) <= set(site.pages)
    for name, address in site.pages.items():
        if name == "_notes/hidden.md":
            assert (address.url, address.known) == ("", True)
            continue
        assert address.known, name
        file = address.url + ("index.html" if address.url.endswith("/") else "")
        built = tmp_path / "_site" / file.lstrip("/")
        assert built.is_file() or built.with_name(f"{built.name}.html").is_file(), (name, address)
    assert site.statics["/static.txt"] == "static.txt"


HUGO_PAGES = {
    "_index.md": "",
    "about.md": "",
    "Docs/_index.md": "",
    "Docs/Guide One.md": "",
    "Docs/bundle/index.md": "",
    "Docs/slugged.md": "slug: other",
    "Docs/absolute.md": "url: /some/where/",
    "Docs/relative.md": "url: some/where/else/",
    "Docs/aliased.md": "aliases: [/old/place/, sibling]",
    "about.ru.md": "",
    "Docs/slugged.ru.md": "slug: another",
    "Docs/relative.ru.md": "url: there/",
}


@pytest.mark.parametrize("more", ["", "uglyURLs = true\n", "defaultContentLanguageInSubdir = true\n"])
def test_hugo(tmp_path: Path, more: str) -> None:
    """Each page and each alias is built where it is thought to be."""
    beside = Path(sys.prefix) / "bin" / "hugo"
    program = str(beside) if beside.is_file() else shutil.which("hugo")
    if program is None:
        pytest.skip("hugo is not installed")
    (tmp_path / "hugo.toml").write_text(
        f'baseURL = "https://a.example/"\n{more}disableKinds = ["rss", "sitemap", "taxonomy", "term"]\n'
        "[languages.en]\nweight = 1\n[languages.ru]\nweight = 2\n"
    )
    for kind in ("home", "section", "page"):
        (tmp_path / "layouts").mkdir(exist_ok=True)
        (tmp_path / "layouts" / f"{kind}.html").write_text("<main>{{ .Content }}</main>")
    for name, matter in HUGO_PAGES.items():
        (tmp_path / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / name).write_text(f"---\ntitle: x\n{matter}\n---\ntext\n")
    subprocess.run([program, "--source", tmp_path, "--noBuildLock"], capture_output=True, check=True)
    site = read_map(tmp_path, "", read_builder(tmp_path, ""), ())
    assert {f"content/{name}" for name in HUGO_PAGES} == set(site.pages)
    for name, address in site.pages.items():
        assert address.known, name
        for url in (address.url, *address.others):
            file = tmp_path / "public" / url.lstrip("/")
            assert any(each.is_file() for each in (file, file / "index.html", Path(f"{file}.html"))), (
                name,
                url,
            )


@pytest.mark.parametrize(
    ("config", "file", "expected"),
    [
        ("site_name: x\n", "docs/a/b.md", "/a/b/"),
        ("site_name: x\n", "docs/a/index.md", "/a/"),
        ("site_name: x\nuse_directory_urls: false\n", "docs/a/b.md", "/a/b.html"),
        ("docs_dir: pages\n", "pages/README.md", "/"),
        (
            "plugins:\n- i18n:\n    languages:\n    - {locale: en, default: true}\n    - locale: ru\n",
            "docs/a.ru.md",
            "/ru/a/",
        ),
    ],
)
def test_mkdocs(tmp_path: Path, config: str, file: str, expected: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(config)
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).write_text("# x\n")
    site = read_map(tmp_path, "", read_builder(tmp_path, ""), ())
    assert site.url(file) == expected


@pytest.mark.parametrize(
    ("file", "matter", "expected"),
    [
        ("docs/01-a/02-b.md", "", "/docs/a/b"),
        ("docs/a/index.mdx", "", "/docs/a/"),
        ("docs/a/a.md", "", "/docs/a/"),
        ("docs/a/b.md", "id: c", "/docs/a/c"),
        ("docs/a/b.md", "slug: /c", "/docs/c"),
        ("docs/a/b.md", "slug: c", "/docs/a/c"),
        ("i18n/ru/docusaurus-plugin-content-docs/current/a/b.md", "", "/ru/docs/a/b"),
        ("blog/2020-01-01-x.md", "", ""),
    ],
)
def test_docusaurus(tmp_path: Path, file: str, matter: str, expected: str) -> None:
    (tmp_path / "docusaurus.config.js").write_text("module.exports = { baseUrl: '/', };\n")
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).write_text(f"---\n{matter}\n---\n# x\n")
    site = read_map(tmp_path, "", read_builder(tmp_path, ""), ())
    assert site.url(file) == expected


@pytest.mark.parametrize(
    ("file", "matter", "expected"),
    [
        ("src/content/docs/index.md", "", "/"),
        ("src/content/docs/ru/index.mdx", "", "/ru/"),
        ("src/content/docs/ru/Guides/What's new?.md", "", "/ru/guides/whats-new/"),
        ("src/content/docs/a/b.md", "slug: c/d", "/c/d/"),
        ("src/content/docs/a/b.md", "draft: true", ""),
        ("src/pages/ru/A.md", "", "/ru/A/"),
        ("src/pages/_part.md", "", ""),
        ("src/content/blog/a.md", "", ""),
    ],
)
def test_astro(tmp_path: Path, file: str, matter: str, expected: str) -> None:
    """Starlight's pages under their slugs, Astro's own under their names."""
    (tmp_path / "astro.config.mjs").write_text("import starlight from '@astrojs/starlight';\n")
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).write_text(f"---\n{matter}\n---\n# x\n")
    site = read_map(tmp_path, "", read_builder(tmp_path, ""), ())
    assert site.url(file) == expected


@pytest.mark.parametrize(
    ("config", "file", "expected"),
    [
        ("", "index.md", "/"),
        ("", "ru/guide/index.md", "/ru/guide/"),
        ("", "guide/What's new.md", "/guide/What's new.html"),
        ("", "packages/[name].md", ""),
        ("export default {\n  srcDir: './src',\n}", "src/a.md", "/a.html"),
        ("export default {\n  srcDir: './src',\n}", "README.md", ""),
        ("export default {\n  rewrites: {},\n}", "a.md", ""),
        ("export default {\n  srcDir: place(),\n}", "a.md", ""),
    ],
)
def test_vitepress(tmp_path: Path, config: str, file: str, expected: str) -> None:
    """Pages under their files' names, where the configuration does not move them."""
    (tmp_path / ".vitepress").mkdir()
    (tmp_path / ".vitepress/config.mjs").write_text(config)
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_text("# x\n")
    site = read_map(tmp_path, "", read_builder(tmp_path, ""), ())
    assert site.url(file) == expected


@pytest.mark.parametrize(
    ("config", "base", "locales"),
    [
        (
            "starlight({ locales: { root: { lang: 'en' }, 'zh-cn': {label: '{'}, ru: {} } })",
            "",
            ("zh-cn", "ru"),
        ),
        ("export default defineConfig({\n  base: '/site/', // not: base: '/x'\n})", "/site", ()),
        ("export default defineConfig({\n  base: process.env.BASE,\n})", "", ()),
        ("", "", ()),
    ],
)
def test_an_astro_configuration(config: str, base: str, locales: tuple[str, ...]) -> None:
    """What is plain in it is read: it is a program."""
    found = astro.read(config)
    assert (found.base, found.languages) == (base, locales)
