"""Finding a site's pages: pairs, orphans, and what is odd on the disk."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from corpus import CORPUS, requires_corpus

from translator import config
from translator.errors import ConfigError
from translator.model import Severity
from translator.site import Site, find_pairs

if TYPE_CHECKING:
    from collections.abc import Mapping

HEAD = 'source_locale = "en"\nlocales = ["ru", "de"]\n'
FOLDERS = ("content/en/{path}.md", "content/{locale}/{path}.md")
ROOT = ("_articles/{path}.md", "_articles/{locale}/{path}.md")
OURS = b'msgid ""\nmsgstr ""\n"X-Source-Hash: 1\\n"\n\n#: %s:1\nmsgid "a"\nmsgstr "b"\n'


def tree(source: str, localized: str, more: str = "") -> str:
    return f'[[pages]]\nsource = "{source}"\nlocalized = "{localized}"\n{more}\n'


def make(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(b"text\n")


def find(root: Path, *trees: str, locales: tuple[str, ...] | None = None) -> Site:
    return find_pairs(config.parse(HEAD + "".join(trees)), root, locales)


def rules(site: Site) -> list[tuple[str, str]]:
    return [(finding.rule, finding.path) for finding in site.findings]


def test_every_source_page_in_every_locale(tmp_path: Path) -> None:
    """Pairs come by tree, source page and locale as configured, localized page or none."""
    make(
        tmp_path,
        "content/en/b.md",
        "content/en/a/x & y.md",
        "content/en/é.md",
        "content/ru/b.md",
        "content/en/c.txt",
    )
    site = find(tmp_path, tree(*FOLDERS))
    assert [(pair.source, pair.locale) for pair in site.pairs] == [
        (source, locale)
        for source in ("content/en/a/x & y.md", "content/en/b.md", "content/en/é.md")
        for locale in ("ru", "de")
    ]
    first = site.pairs[0]
    assert first.localized == "content/ru/a/x & y.md"
    assert first.catalog == "locales/ru/a/x & y.po"
    assert (first.tag, first.tree, first.path) == ("ru", 0, "a/x & y")
    assert site.orphans == ()
    assert site.findings == ()


def test_one_locale_only(tmp_path: Path) -> None:
    make(tmp_path, "content/en/b.md", "content/ru/gone.md")
    site = find(tmp_path, tree(*FOLDERS), locales=("de",))
    assert [pair.locale for pair in site.pairs] == ["de"]
    assert site.orphans == ()


def test_localized_pages_that_the_sources_pattern_matches_are_no_sources(tmp_path: Path) -> None:
    """Nor are those of a locale that is not configured; that is said."""
    make(tmp_path, *(f"_articles/{folder}x.md" for folder in ("", "ru/", "de/", "fa/")))
    site = find(tmp_path, tree(*ROOT))
    assert {pair.source for pair in site.pairs} == {"_articles/x.md"}
    assert site.orphans == ()
    assert [(finding.rule, finding.severity) for finding in site.findings] == [
        ("foreign-locale", Severity.INFO)
    ]
    assert "(fa)" in site.findings[0].message


def test_a_suffix_at_the_root(tmp_path: Path) -> None:
    make(tmp_path, "index.md", "index.ru.md", "a/b.md", "a/b.de.md", "README.md", "release_1.2.md")
    site = find(tmp_path, tree("{path}.md", "{path}.{locale}.md", 'exclude = ["README.md"]'))
    assert {pair.source for pair in site.pairs} == {"index.md", "a/b.md", "release_1.2.md"}


def test_excluded_pages_and_their_localized_pages_are_left_alone(tmp_path: Path) -> None:
    """What is excluded is neither paired nor orphaned."""
    make(
        tmp_path,
        "content/en/drafts/x.md",
        "content/ru/drafts/x.md",
        "locales/ru/drafts/x.po",
        "content/en/y.md",
    )
    (tmp_path / "locales/ru/drafts/x.po").write_bytes(OURS % b"content/en/drafts/x.md")
    site = find(tmp_path, tree(*FOLDERS, 'exclude = ["drafts/**"]'))
    assert {pair.source for pair in site.pairs} == {"content/en/y.md"}
    assert site.orphans == ()


def test_a_mixed_site_is_two_trees(tmp_path: Path) -> None:
    make(tmp_path, "d/x.md", "d/y.mdx")
    site = find(
        tmp_path, *(tree(f"d/{{path}}.{end}", f"i/{{locale}}/{{path}}.{end}") for end in ("md", "mdx"))
    )
    assert [(pair.localized, pair.tree) for pair in site.pairs if pair.locale == "ru"] == [
        ("i/ru/x.md", 0),
        ("i/ru/y.mdx", 1),
    ]


def test_default_pages_with_and_without_a_code(tmp_path: Path) -> None:
    """``x.en.md`` and ``y.md`` side by side, as mkdocs-static-i18n has it: two trees, no page in both."""
    make(tmp_path, "d/x.en.md", "d/x.ru.md", "d/y.md", "d/y.ru.md")
    site = find(
        tmp_path, tree("d/{path}.en.md", "d/{path}.{locale}.md"), tree("d/{path}.md", "d/{path}.{locale}.md")
    )
    assert {(pair.source, pair.localized) for pair in site.pairs if pair.locale == "ru"} == {
        ("d/x.en.md", "d/x.ru.md"),
        ("d/y.md", "d/y.ru.md"),
    }
    assert site.orphans == ()


def test_the_demonstration_site() -> None:
    """This project's own configuration: every page is found, nothing is odd."""
    root = Path(config.__file__).parents[1]
    site = find_pairs(config.load(root), root)
    assert {pair.locale for pair in site.pairs} == {"ru", "de"}
    assert "content/_data/en/site.yml" in {pair.source for pair in site.pairs}
    assert (site.orphans, site.findings) == ((), ())


class TestCollisions:
    def test_a_page_of_two_trees(self, tmp_path: Path) -> None:
        make(tmp_path, "a/b/x.md")
        with pytest.raises(ConfigError, match=r"a/b/x.md is a source page of two trees.*exclude it"):
            find(
                tmp_path,
                tree("a/{path}.md", "r/{locale}/{path}.md"),
                tree("a/b/{path}.md", "s/{locale}/{path}.md"),
            )

    def test_catalogs_of_two_trees(self, tmp_path: Path) -> None:
        """Two trees may have pages of the same path; then one needs its own catalogs."""
        make(tmp_path, "content/en/x.md", "_data/en/x.yml")
        data = ("_data/en/{path}.yml", "_data/{locale}/{path}.yml")
        with pytest.raises(
            ConfigError, match=r"content/en/x.md and _data/en/x.yml would share the catalog locales/ru/x.po"
        ):
            find(tmp_path, tree(*FOLDERS), tree(*data))
        site = find(tmp_path, tree(*FOLDERS), tree(*data, 'catalogs = "locales/{locale}/data/{path}.po"'))
        assert {pair.catalog for pair in site.pairs if pair.locale == "ru"} == {
            "locales/ru/x.po",
            "locales/ru/data/x.po",
        }

    def test_one_file_for_two_pages(self, tmp_path: Path) -> None:
        make(tmp_path, "a/x.md", "b/x.md")
        with pytest.raises(ConfigError, match=r"a/x.md and b/x.md would both be written to r/ru/x.md"):
            find(
                tmp_path,
                tree("a/{path}.md", "r/{locale}/{path}.md"),
                tree("b/{path}.md", "r/{locale}/{path}.md", 'catalogs = "po/{locale}/{path}.po"'),
            )

    def test_a_source_page_is_never_written_to(self, tmp_path: Path) -> None:
        make(tmp_path, "a/x.md", "b/ru/x.md")
        with pytest.raises(ConfigError, match=r"would overwrite the source page b/ru/x.md"):
            find(
                tmp_path,
                tree("a/{path}.md", "b/{locale}/{path}.md"),
                tree("b/ru/{path}.md", "c/{locale}/{path}.md", 'catalogs = "po/{locale}/{path}.po"'),
            )


class TestOrphans:
    def test_a_page_and_its_catalog_are_one(self, tmp_path: Path) -> None:
        make(tmp_path, "content/en/here.md", "content/ru/gone.md")
        (tmp_path / "locales/ru").mkdir(parents=True)
        (tmp_path / "locales/ru/gone.po").write_bytes(OURS % b"content/en/gone.md")
        (tmp_path / "locales/ru/alone.po").write_bytes(OURS % b"content/en/alone.md")
        site = find(tmp_path, tree(*FOLDERS))
        assert [(pair.source, pair.localized, pair.catalog) for pair in site.orphans] == [
            ("content/en/alone.md", "content/ru/alone.md", "locales/ru/alone.po"),
            ("content/en/gone.md", "content/ru/gone.md", "locales/ru/gone.po"),
        ]

    def test_a_catalog_belongs_to_the_tree_that_it_refers_to(self, tmp_path: Path) -> None:
        make(tmp_path, "content/en/here.md", "_data/en/site.yml", "locales/ru/x.po")
        (tmp_path / "locales/ru/gone.po").write_bytes(OURS % b"_data/en/gone.yml")
        site = find(tmp_path, tree(*FOLDERS), tree("_data/en/{path}.yml", "_data/{locale}/{path}.yml"))
        assert [(pair.source, pair.tree) for pair in site.orphans] == [("_data/en/gone.yml", 1)]

    def test_another_programs_catalog_is_none(self, tmp_path: Path) -> None:
        """Sphinx keeps ``locales/ru/LC_MESSAGES/index.po`` there."""
        make(tmp_path, "content/en/here.md", "locales/ru/LC_MESSAGES/index.po")
        assert find(tmp_path, tree(*FOLDERS)).orphans == ()

    def test_none_if_the_trees_folder_is_gone(self, tmp_path: Path) -> None:
        """A slip in the configuration must not let ``--prune`` remove all pages."""
        make(tmp_path, "content/ru/x.md")
        site = find(tmp_path, tree(*FOLDERS))
        assert site.orphans == ()
        assert rules(site) == [("no-sources", "content/en")]

    def test_none_if_the_source_may_be_in_a_folder_that_cannot_be_read(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make(tmp_path, "content/en/a/x.md", "content/ru/a/x.md", "content/en/y.md")
        scandir = os.scandir

        def refuse(path: str) -> Any:
            if path.endswith("content/en/a"):
                raise PermissionError(13, "Permission denied")
            return scandir(path)

        monkeypatch.setattr(os, "scandir", refuse)
        monkeypatch.setattr(os.path, "lexists", lambda path: False)  # noqa: ARG005 (as without permission)
        site = find(tmp_path, tree(*FOLDERS))
        assert rules(site) == [("unreadable", "content/en/a")]
        assert site.orphans == ()
        assert {pair.source for pair in site.pairs} == {"content/en/y.md"}


class TestOddities:
    def test_links_out_of_the_site_are_refused(self, tmp_path: Path) -> None:
        """Files and folders alike; and their localized pages are not orphaned by it."""
        root, outside = tmp_path / "site", tmp_path / "outside"
        make(root, "content/en/x.md", "content/ru/file.md")
        make(outside, "secret.md", "folder/y.md")
        (root / "content/en/file.md").symlink_to(outside / "secret.md")
        (root / "content/en/folder").symlink_to(outside / "folder")
        site = find(root, tree(*FOLDERS))
        assert {pair.source for pair in site.pairs} == {"content/en/x.md"}
        assert sorted(rules(site)) == [("symlink", "content/en/file.md"), ("symlink", "content/en/folder")]
        assert all(finding.severity is Severity.ERROR for finding in site.findings)
        assert site.orphans == ()

    def test_a_tree_that_is_a_link_out_of_the_site(self, tmp_path: Path) -> None:
        root, outside = tmp_path / "site", tmp_path / "outside"
        make(outside, "en/x.md")
        root.mkdir()
        (root / "content").symlink_to(outside)
        site = find(root, tree(*FOLDERS))
        assert site.pairs == ()
        assert ("symlink", "content/en") in rules(site)

    def test_links_within_the_site_are_followed_once(self, tmp_path: Path) -> None:
        make(tmp_path, "content/en/x.md", "shared/y.md", "shared/deep/z.md")
        (tmp_path / "content/en/more").symlink_to(tmp_path / "shared")
        (tmp_path / "content/en/copy.md").symlink_to("x.md")
        (tmp_path / "shared/again").symlink_to(tmp_path / "content")
        site = find(tmp_path, tree(*FOLDERS))
        assert [pair.path for pair in site.pairs if pair.locale == "ru"] == [
            "copy",
            "more/deep/z",
            "more/y",
            "x",
        ]
        assert rules(site) == [("symlink", "content/en/more/again")]

    def test_loops_and_dead_links(self, tmp_path: Path) -> None:
        make(tmp_path, "content/en/x.md")
        (tmp_path / "content/en/loop").symlink_to(tmp_path / "content")
        (tmp_path / "content/en/self.md").symlink_to("self.md")
        (tmp_path / "content/en/dead.md").symlink_to("nowhere.md")
        site = find(tmp_path, tree(*FOLDERS))
        assert {pair.source for pair in site.pairs} == {"content/en/x.md"}
        assert sorted(path for _, path in rules(site)) == [
            "content/en/dead.md",
            "content/en/loop",
            "content/en/self.md",
        ]

    def test_a_folder_named_like_a_page(self, tmp_path: Path) -> None:
        make(tmp_path, "content/en/x.md/y.md")
        site = find(tmp_path, tree(*FOLDERS))
        assert rules(site) == [("folder", "content/en/x.md")]
        assert {pair.source for pair in site.pairs} == {"content/en/x.md/y.md"}

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
    def test_a_pipe_is_not_read(self, tmp_path: Path) -> None:
        make(tmp_path, "content/en/x.md")
        os.mkfifo(tmp_path / "content/en/pipe.md")
        site = find(tmp_path, tree(*FOLDERS))
        assert rules(site) == [("unreadable", "content/en/pipe.md")]

    def test_a_name_that_is_not_utf_8(self, tmp_path: Path) -> None:
        make(tmp_path, "content/en/x.md")
        try:
            with open(os.path.join(os.fsencode(tmp_path), b"content/en/caf\xe9.md"), "wb"):  # noqa: PTH118, PTH123
                pass
        except OSError:
            pytest.skip("this file system has UTF-8 names only")
        site = find(tmp_path, tree(*FOLDERS))
        assert rules(site) == [("name", "content/en/caf\\xe9.md")]
        assert len(site.pairs) == 2

    def test_hidden_folders_and_builders_output_are_passed_over(self, tmp_path: Path) -> None:
        """Unless a pattern names them; and deeper down, ``vendor`` is a folder like any other."""
        make(
            tmp_path,
            "x.md",
            ".git/y.md",
            "_site/y.md",
            "node_modules/a/y.md",
            "public/y.md",
            "a/.y.md",
            "docs/vendor/z.md",
        )
        site = find(tmp_path, tree("{path}.md", "{path}.{locale}.md"))
        assert {pair.source for pair in site.pairs} == {"x.md", "docs/vendor/z.md"}
        site = find(tmp_path, tree("public/{path}.md", "public/{path}.{locale}.md"))
        assert {pair.source for pair in site.pairs} == {"public/y.md"}


class TestPairBy:
    """Pages that say themselves what they are."""

    TREE = tree("_p/{path}.md", "_p/{locale}/{path}.md", 'pair_by = "page_id"')

    def find(self, root: Path, pages: dict[str, dict[str, str]]) -> Site:
        make(root, *pages)

        def read(path: Path, keys: tuple[str, ...]) -> Mapping[str, str]:
            assert keys == ("page_id", "lang")
            return pages[path.relative_to(root).as_posix()]

        return find_pairs(config.parse(HEAD + self.TREE), root, read_keys=read)

    def test_wherever_they_stand(self, tmp_path: Path) -> None:
        """A localized page keeps its own name; one that is missing goes where the pattern says."""
        site = self.find(
            tmp_path,
            {"_p/one.md": {"page_id": "1", "lang": "en"}, "_p/odin.md": {"page_id": "1", "lang": "ru"}},
        )
        assert {(pair.source, pair.locale, pair.localized) for pair in site.pairs} == {
            ("_p/one.md", "ru", "_p/odin.md"),
            ("_p/one.md", "de", "_p/de/one.md"),
        }
        assert site.orphans == ()

    def test_a_value_that_several_pages_share(self, tmp_path: Path) -> None:
        """Then the page at the pattern's place comes first, the others in order."""
        site = self.find(
            tmp_path,
            {
                "_p/a.md": {"page_id": "1"},
                "_p/b.md": {"page_id": "1"},
                "_p/0.md": {"page_id": "1", "lang": "ru"},
                "_p/ru/b.md": {"page_id": "1", "lang": "RU"},
            },
        )
        russian = {pair.source: pair.localized for pair in site.pairs if pair.locale == "ru"}
        assert russian == {"_p/a.md": "_p/0.md", "_p/b.md": "_p/ru/b.md"}

    def test_what_finds_no_source_is_said(self, tmp_path: Path) -> None:
        site = self.find(
            tmp_path,
            {
                "_p/a.md": {"page_id": "1"},
                "_p/ru/a.md": {"page_id": "1", "lang": "ru"},
                "_p/ru/b.md": {"page_id": "1", "lang": "ru"},
                "_p/ru/c.md": {"page_id": "9", "lang": "ru"},
            },
        )
        assert [finding.message for finding in site.findings] == [
            "another page of ru has page_id 1 as well",
            "no source page has page_id 9",
        ]

    def test_the_keys_come_from_the_front_matter(self, tmp_path: Path) -> None:
        """Read as the pages' own front matter has them, of whatever format; a broken block has none."""
        make(tmp_path, "_p/x.md", "_p/y.md", "_p/z.md")
        (tmp_path / "_p/x.md").write_text("---\npage_id: 1\n---\n")
        (tmp_path / "_p/y.md").write_text('+++\npage_id = "1"\nlang = "ru"\n+++\n')
        (tmp_path / "_p/z.md").write_text("---\npage_id: [\n---\n")
        site = find_pairs(config.parse(HEAD + self.TREE), tmp_path)
        assert ("_p/x.md", "_p/y.md") in {(pair.source, pair.localized) for pair in site.pairs}


@pytest.mark.corpus
@requires_corpus
class TestRealSites:
    def test_the_seeds_own_site(self) -> None:
        """21 pages and a data file in nine locales, all there; by pattern and by page_id alike."""
        assert CORPUS is not None
        for more in ("", 'pair_by = "page_id"'):
            text = 'source_locale = "en"\nlocales = ["ar", "it", "ru", "zh", "fr", "gr", "he", "pt", "es"]\n'
            text += tree("_collections/{path}-en.md", "_collections/{path}-{locale}.md", more)
            text += tree("_data/en/{path}.yml", "_data/{locale}/{path}.yml") + '[locale.gr]\ntag = "el"\n'
            site = find_pairs(config.parse(text), CORPUS / "lucifit")
            assert len(site.pairs) == 198
            assert all((CORPUS / "lucifit" / pair.localized).exists() for pair in site.pairs)
            assert (site.orphans, site.findings) == ((), ())

    def test_sources_at_the_root_of_localized_folders(self) -> None:
        """Only ``ru`` is configured; the pages of five other locales are still no sources."""
        assert CORPUS is not None
        site = find(CORPUS / "opensource.guide", tree(*ROOT), locales=("ru",))
        assert len(site.pairs) == 13
        assert "(ar, fa, fr, ja, zh-hans)" in site.findings[0].message
