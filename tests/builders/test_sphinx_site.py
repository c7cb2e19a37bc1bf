"""The demonstration site as MyST pages in two languages, built by the real Sphinx: warnings are errors."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest
from command_line import translate
from dead_links import check
from demonstration import CONTENT, move
from judges.crawler import crawl
from judges.html_shape import same_shape

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(
    not (find_spec("sphinx") and find_spec("myst_parser")), reason="Sphinx and MyST-Parser are not installed"
)

CONFIG = """\
source_locale = "en"
locales = ["ru"]

[[pages]]
source = "en/{path}.md"
localized = "{locale}/{path}.md"

[catalogs]
min_translated = 50

[engine]
name = "pseudo"
"""
BUILDER = """\
project = "Linden Street"
extensions = ["myst_parser"]
myst_enable_extensions = [
    "attrs_inline", "colon_fence", "deflist", "fieldlist", "substitution", "tasklist",
]
myst_heading_anchors = 4
numfig = True
myst_title_to_header = True
myst_substitutions = {"site": {"phone": "555 0100"}}
"""
CONTENTS = """
```{toctree}
:caption: What we do
:hidden:

directives
docs/first-appointment
Visiting us <docs/visiting>
docs/website-guide
portfolio/facial-massage
portfolio/hand-care
portfolio/hydrating-facial
portfolio/sun-care-advice
```
"""
WRITTEN = (
    (re.compile(r"(\(|: )((?:[\w.-]+/)*[\w-]+)\.html"), r"\1\2.md"),
    (re.compile("555 0100"), "{{ site.phone }}"),
    (re.compile(r"^(#+ [^\n]*?) \{#([\w-]+)\}$", re.MULTILINE), r"(\2)=\n\1"),
    (re.compile(r"\A(---\n.*?\n---\n)#+ ", re.DOTALL), r"\1## "),
    (re.compile(r"^!\[([^]]+)\]\(([^()]+\.webp)\)$", re.MULTILINE), "```{figure} \\2\n:alt: \\1\n\n\\1\n```"),
    (
        re.compile(r'<div class="tip">\n(.*?)\n</div>', re.DOTALL),
        r":::{admonition} Before you save\n:class: tip\n\n\1\n:::",
    ),
)
"""MyST has figures, admonitions and targets in their place; of Jekyll's site, what it calls substitutions."""
DIRECTIVES = """\
# Everything else

(tables)=
## Tables and pictures

Read {ref}`about tables <tables>`, {ref}`tables`, {doc}`the way <docs/visiting>`
or [the prices](docs/visiting.md#prices).
The {abbr}`SPF (sun protection factor)` and {kbd}`Ctrl` stay what they are, see {numref}`Table %s <hours>`.

```{list-table} Opening *hours*
:header-rows: 1
:name: hours

* - Day
  - Morning
* - Monday
  - at nine, see [holidays](docs/visiting.md#holidays)
```

```{csv-table} Prices
:header: Treatment, Price
:name: price-list

"Hand care, with oil", €28
Sun care, free
```

```{figure} /assets/door.webp
:alt: A green door
:name: door

The door has a *brass* bell.

It is rung once.
```

:::{note}
:name: a-note

Ring {ref}`the bell <door>`.

```{code-block} python
:caption: A greeting

print("Good morning")
```
:::

:::{topic} In short
Come in.
:::

```{versionadded} 1.2 Tea for two
```

Address
: Linden Street 12

:Phone: call us, *please*
:Floor: the second

:::{glossary}
Serum
  A thin cream.
:::

A {term}`Serum` is a cream.[^serum]

[^serum]: Nearly.
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The English pages rewritten, the catalogs and made-up translations, one sync, a build a language."""
    root = tmp_path_factory.mktemp("sphinx")
    (root / "conf.py").write_text(BUILDER)
    (root / "translate.toml").write_text(CONFIG)
    move(root, WRITTEN, "en/{}.md".format)
    (root / "en/directives.md").write_text(DIRECTIVES)
    index = root / "en/index.md"
    index.write_text(index.read_text("utf-8") + CONTENTS, "utf-8")
    ended = translate(root, "sync")
    assert ended.code == 0, ended.err
    for locale in ("en", "ru"):
        shutil.copytree(CONTENT / "assets", root / locale / "assets")
        _build(root, locale)
    shutil.copytree(CONTENT / "assets", root / "out/assets")
    return root


def _build(root: Path, locale: str) -> None:
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html", "-c", "."]
    done = subprocess.run(
        [*command, "-D", f"language={locale}", locale, f"out/{locale}"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


_OWN = re.compile(
    r'<a class="headerlink".*?</a>|(?<=<section) id="[^"]*"|(?:<span id="[^"]*"></span>)+(?=<h\d>)'
    r'| id="id\d+"',
    re.DOTALL,
)
"""What Sphinx makes of headings' words: of those without a Latin letter, the ids that it counts."""
_FRAGMENT = re.compile(r'(href="[^"#]*#)([^"]*)')
_EXPLICIT = re.compile(r"^(?:\((\S+)\)=|:name: (\S+))$", re.MULTILINE)


def _body(page: str) -> str:
    found = re.search(r'<div class="body" role="main">.*?<div class="sphinxsidebar"', page, re.DOTALL)
    assert found is not None
    return _OWN.sub("", found[0])


def test_every_page_is_built_in_both_languages(site: Path) -> None:
    """With the language that a browser is told, the source's elements, and the ids that its author gave."""
    english = sorted(path.relative_to(site / "en") for path in (site / "en").rglob("*.md"))
    assert len(english) == len([*(CONTENT / "en").rglob("*.md")]) + 1
    named = [
        one or other
        for path in english
        for one, other in _EXPLICIT.findall((site / "en" / path).read_text("utf-8"))
    ]
    assert len(named) == 7

    def settled(fragment: re.Match[str]) -> str:
        return fragment[0] if fragment[2] in named else f"{fragment[1]}…"

    for path in english:
        had, has = (
            (site / "out" / each / path.with_suffix(".html")).read_text("utf-8") for each in ("en", "ru")
        )
        assert '<html lang="ru"' in has
        assert same_shape(*(_FRAGMENT.sub(settled, _body(page)) for page in (had, has))) is None, path
        assert [f'id="{name}"' in has for name in named] == [f'id="{name}"' in had for name in named]


def test_the_words_are_translated(site: Path) -> None:
    """Titles of directives, captions, cells and fields; the names of roles and their targets are not."""
    page = (site / "out/ru/directives.html").read_text("utf-8")
    for words in (
        "Öpéñíñğ <em>höúřš</em>",
        "áť ñíñé, šéé",
        "Thé ďööř háš á <em>břášš</em> béľľ.",
        "Íť íš řúñğ öñçé.",
        "Íñ šhöřť",
        "Téá föř ťwö",
        "Á ğřééťíñğ",
        "çáľľ úš, <em>pľéášé</em>",
        "Šéřúm",
        "áböúť ťábľéš",
        "Háñď çářé, wíťh öíľ",
        "Phöñé",
    ):
        assert words in page, words
    assert 'alt="Á ğřééñ ďööř"' in page


def test_no_link_is_dead(site: Path) -> None:
    """Neither to the crawler of what was built, nor to `translate check`; Sphinx itself would refuse."""
    assert crawl(site / "out") == []
    assert check(site).findings == ()


def test_a_second_sync_writes_nothing(site: Path) -> None:
    """Links that follow translated headings are no edits."""
    ended = translate(site, "sync", "--dry-run")
    assert "up to date" in ended.out or "nothing" in ended.out.lower(), ended.out
