"""A real service: Debian's Apertium translates the demonstration site, and fifty pages of real ones."""

from __future__ import annotations

import random
import re
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from conftest import Folder
from corpus import pages, requires_corpus
from judges.html_shape import same_shape

from translator import State
from translator.model import PageOptions
from translator.page.guard import breach
from translator.page.parse import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

SYSTEM = "/usr/bin/python3"
ROOT = Path(__file__).resolve().parents[2]
MODES = Path("/usr/share/apertium/modes")
needs_apertium = pytest.mark.skipif(
    not all((MODES / f"{pair}.mode").is_file() for pair in ("eng-spa", "eng-cat"))
    or not Path("/usr/lib/python3/dist-packages/apertium_apy").is_dir(),
    reason="apertium-apy, apertium-eng-spa or apertium-eng-cat is not installed",
)
pytestmark = needs_apertium


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    """The service's address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with subprocess.Popen(
        [SYSTEM, str(Path(__file__).with_name("apy.py")), str(port)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        url = f"http://127.0.0.1:{port}"
        for _ in range(100):
            try:
                httpx.get(f"{url}/listPairs", trust_env=False).raise_for_status()
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield url
        process.kill()


@pytest.fixture(autouse=True)
def _environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def build(site: Folder, name: str) -> Path:
    """Build the site with Jekyll."""
    target = site.root / name
    subprocess.run(
        ["jekyll", "build", "--quiet", "--source", "content", "--destination", str(target)],
        cwd=site.root, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return target


def test_it_translates_the_demonstration_site(tmp_path: Path, service: str) -> None:
    """Into Spanish and Catalan: all pages current, built by Jekyll, of the same shape as the English ones."""
    site = Folder(tmp_path / "site")
    for name in ("content", "locales"):
        shutil.copytree(ROOT / name, site.root / name)
    config = (ROOT / "translate.toml").read_text("utf-8")
    config = re.sub(r"^locales = .*$", 'locales = ["es", "ca"]', config, flags=re.MULTILINE)
    site.write("translate.toml", f'{config}\n[engine]\nname = "apertium"\nbase_url = "{service}"\n')
    result = site.sync()
    assert [f for page in result.pages for f in page.findings] == []
    assert {page.state for page in site.status().pages} == {State.CURRENT}
    assert "puerta verde" in site.read("content/es/index.md")
    if shutil.which("jekyll") is None:
        pytest.skip("jekyll is not installed")
    target = build(site, "built")
    english = sorted((target / "en").rglob("*.html"))
    assert english
    for path in english:
        for locale in ("es", "ca"):
            other = target / locale / path.relative_to(target / "en")
            had, has = path.read_text("utf-8"), other.read_text("utf-8")
            # the layout leads to the other pages of its locale
            has = has.replace(f'lang="{locale}"', 'lang="en"').replace(f'"/{locale}/', '"/en/')
            assert same_shape(had, has) is None, other


@pytest.mark.corpus
@requires_corpus
def test_it_translates_fifty_real_pages(tmp_path: Path, service: str) -> None:
    """Skeletons whole, every link and every code span as in the source; what is refused is under 2 %."""
    site = Folder(tmp_path / "site")
    chance = random.Random(7)  # noqa: S311 (a sample)
    sample = []
    for name, part, count in (
        ("kubernetes", r"/en/", 20),
        ("hugoDocs", r"/en/", 15),
        ("fastapi", r"/docs/en/", 10),
        ("opensource.guide", r"_articles/[^/]+$", 5),
    ):
        found = [path for path in pages(name) if re.search(part, path.as_posix())]
        sample += [(name, path) for path in chance.sample(found, count)]
    for number, (name, path) in enumerate(sample):
        site.write(f"content/en/{name}/{number:02}.md", path.read_bytes())
    site.write(
        "translate.toml",
        'source_locale = "en"\nlocales = ["es"]\ndialects = ["hugo", "jekyll"]\n'
        '[[pages]]\nsource = "content/en/{path}.md"\nlocalized = "content/{locale}/{path}.md"\n'
        "[front_matter]\ntranslate = ['title', 'description']\n"
        f'[engine]\nname = "apertium"\nbase_url = "{service}"\n',
    )
    result = site.sync()
    (use,) = result.engines
    refused = [f for page in result.pages for f in page.findings if f.rule == "refused"]
    print(f"{use.messages} messages, {len(refused)} refused")
    assert len(refused) < use.messages * 0.02
    options = PageOptions(("hugo", "jekyll"), ("title", "description"))
    assert sum(page.state is State.CURRENT for page in site.status().pages) >= 30
    for page in result.pages:
        if not site.exists(page.pair.localized):
            continue
        source = parse(site.root.joinpath(page.pair.source).read_bytes(), options)
        written = parse(site.root.joinpath(page.pair.localized).read_bytes(), options)
        if source.body is None or written.body is None:
            continue
        assert breach(source.body, written.body) is None, page.pair.source
        assert kept(source) == kept(written), page.pair.source


KINDS = ("code", "link", "image", "url")


def kept(page: object) -> list[tuple[str, str]]:
    """Code and links of a page, wherever they moved in their sentence."""
    from translator.page.leaf import Leaf
    from translator.page.parse import Page

    assert isinstance(page, Page)
    assert page.body is not None
    found: list[tuple[str, str]] = []
    for part in page.body.structure.parts:
        if isinstance(part, Leaf):
            found += sorted(
                (t.kind, t.key) for t in part.tokens if t.kind in ("code", "link", "image", "url")
            )
    return found
