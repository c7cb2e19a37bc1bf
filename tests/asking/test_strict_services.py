"""Every service's strict server, driven through the whole of `sync`.

The servers of `services` refuse what their specifications refuse: unknown fields, batches over the
limits, codes that they do not have. They were written apart from the engines.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from conftest import Folder
from services import faults
from services.amazon import KEY_ID, Amazon
from services.anthropic import Anthropic
from services.apertium import Apertium
from services.azure import Azure
from services.base import KEY, Service
from services.deepl import DeepL
from services.google_v2 import GoogleV2
from services.google_v3 import GoogleV3
from services.libretranslate import LibreTranslate
from services.modernmt import ModernMT
from services.openai import OpenAI
from services.yandex import Yandex

from translator import State
from translator.engines import client as client_module
from translator.model import PageOptions
from translator.page.guard import breach
from translator.page.parse import parse

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from services.faults import Fault


class Case(NamedTuple):
    """A service, and how it is configured."""

    make: Callable[[], Service]
    engine: str
    environment: dict[str, str]
    settings: dict[str, Any]
    path: str = ""


CASES: dict[str, Case] = {
    "deepl": Case(DeepL, "deepl", {"DEEPL_AUTH_KEY": KEY}, {"formality": "more"}),
    "google": Case(GoogleV2, "google", {"GOOGLE_API_KEY": KEY}, {}),
    "google-v3": Case(GoogleV3, "google-v3", {"GOOGLE_ACCESS_TOKEN": KEY}, {"project": "test-project"}),
    "azure": Case(
        lambda: Azure(region="westeurope"), "azure", {"AZURE_TRANSLATOR_KEY": KEY}, {"region": "westeurope"}
    ),
    "libretranslate": Case(LibreTranslate, "libretranslate", {"LIBRETRANSLATE_API_KEY": KEY}, {}),
    "openai": Case(OpenAI, "openai", {"OPENAI_API_KEY": KEY}, {"model": "test-model"}, "/v1"),
    "anthropic": Case(Anthropic, "anthropic", {"ANTHROPIC_API_KEY": KEY}, {"model": "test-model"}),
    "amazon": Case(
        Amazon,
        "amazon",
        {"AWS_ACCESS_KEY_ID": KEY_ID, "AWS_SECRET_ACCESS_KEY": KEY},
        {"region": "eu-west-1"},
    ),
    "yandex": Case(Yandex, "yandex", {"YANDEX_API_KEY": KEY}, {}),
    "modernmt": Case(ModernMT, "modernmt", {"MODERNMT_API_KEY": KEY}, {}),
    "apertium": Case(Apertium, "apertium", {}, {}),
}
PAGE = """\
---
title: Opening hours   # shown in the tab
---

# Opening hours of 2026

We are open *every* day & `all` week: see [the guide](https://x.org/a_b "A hint"), AT&amp;T's.

- Monday at **nine**, when 2 < 3 & 4 > 1
- Sunday by appointment[^1]

[^1]: Please call.

<p>An <b>HTML</b> paragraph.</p>
"""
FAULTS: dict[str, Callable[[], list[Fault]]] = {
    "429, wait a moment": lambda: [faults.retry_after(0.1)],
    "429, wait until": lambda: [faults.retry_after_date(1)],
    "a storm": lambda: faults.storm(4),
    "cut": lambda: [faults.cut(), faults.cut()],
    "cut midway": lambda: [faults.cut_midway()],
    "slow": lambda: [faults.slow(0.2)],
    "no JSON": lambda: [faults.not_json()],
    "one less": lambda: [faults.wrong_count(-1)],
    "one more": lambda: [faults.wrong_count(1)],
    "empty": lambda: [faults.empty()],
}
MODELS = ("openai", "anthropic")


@pytest.fixture(autouse=True)
def _environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(client_module, "_BASE", 0.01)
    monkeypatch.setattr(client_module, "_SLOW", 0.02)
    for name in ("AZURE_TRANSLATOR_REGION", "AWS_SESSION_TOKEN", "AWS_REGION"):
        monkeypatch.delenv(name, raising=False)
    for case in CASES.values():
        for name, value in case.environment.items():
            monkeypatch.setenv(name, value)


def site_of(tmp_path: Path, case: Case, service: Service, locale: str = "es", rest: str = "") -> Folder:
    site = Folder(tmp_path / "site")
    table = {"name": case.engine, "base_url": service.url + case.path, **case.settings}
    lines = "\n".join(f"{key} = {json.dumps(value)}" for key, value in table.items())
    site.write(
        "translate.toml",
        f'source_locale = "en"\nlocales = ["{locale}"]\ndialects = []\n[[pages]]\nsource = "en/{{path}}.md"\n'
        f'localized = "{{locale}}/{{path}}.md"\n[engine]\n{lines}\n{rest}\n',
    )
    site.write("en/hours.md", PAGE)
    return site


def whole(site: Folder) -> None:
    """All is translated, and of its source's structure."""
    assert {page.state for page in site.status().pages} == {State.CURRENT}
    options = PageOptions(translate=("title",))
    source, written = (parse(site.read(path).encode(), options) for path in ("en/hours.md", "es/hours.md"))
    assert source.body is not None
    assert written.body is not None
    assert breach(source.body, written.body) is None
    page = site.read("es/hours.md")
    assert "`all`" in page
    assert "](https://x.org/a_b " in page
    assert "Opening" not in page


@pytest.mark.parametrize("name", CASES)
def test_a_large_page_keeps_to_the_limits(tmp_path: Path, name: str) -> None:
    """Nothing is refused, nothing is asked twice; the second run asks nothing."""
    case = CASES[name]
    with case.make() as service:
        site = site_of(tmp_path, case, service)
        lines = [f"Sentence {n} — «é» of a long page. " + "And another one. " * (n % 40) for n in range(200)]
        site.write("en/long.md", "\n\n".join(lines) + "\n")
        result = site.sync()
        assert result.findings == ()
        assert [f for page in result.pages for f in page.findings] == []
        whole(site)
        assert set(service.asked.values()) == {1}
        before = len(service.requests)
        site.sync()
        assert len(service.requests) == before
    assert all(KEY.encode() not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", CASES)
def test_what_goes_wrong_is_mended(tmp_path: Path, name: str, fault: str) -> None:
    """Waited for, sent again, parted: the page comes out whole."""
    case = CASES[name]
    with case.make() as service:
        service.only_translations = True
        service.faults.extend(FAULTS[fault]())
        site = site_of(tmp_path, case, service)
        result = site.sync()
        assert [f for page in result.pages for f in page.findings] == []
        assert result.findings == ()
        whole(site)


@pytest.mark.parametrize("fault", [faults.reordered, faults.duplicated, faults.truncated, faults.refused])
@pytest.mark.parametrize("name", MODELS)
def test_what_models_do(tmp_path: Path, name: str, fault: Callable[[], Fault]) -> None:
    """Other orders, items twice, half an answer, none: asked again for what is missing."""
    case = CASES[name]
    with case.make() as service:
        service.only_translations = True
        service.faults.append(fault())
        site = site_of(tmp_path, case, service)
        site.sync()
        whole(site)


@pytest.mark.parametrize("name", [name for name in CASES if name != "apertium"])
def test_a_spent_allowance_ends_the_engine(tmp_path: Path, name: str) -> None:
    """It is told once; pages that need none are written; nothing is lost."""
    case = CASES[name]
    with case.make() as service:
        service.only_translations = True
        service.faults.append(faults.quota())
        site = site_of(tmp_path, case, service)
        site.write("en/short.md", "```\ncode\n```\n")
        result = site.sync()
        assert [f.rule for f in result.findings] == ["engine"]
        assert KEY not in str(result)
        assert site.exists("es/short.md")
        site.sync()
        whole(site)


@pytest.mark.parametrize("locale", ["pt-BR", "zh-Hans", "fr", "nb"])
@pytest.mark.parametrize("name", [name for name in CASES if name not in ("apertium", "yandex")])
def test_codes_are_what_the_service_knows(tmp_path: Path, name: str, locale: str) -> None:
    """The strict server refuses a code that it does not have."""
    case = CASES[name]
    with case.make() as service:
        service.translate = lambda text, _: text.replace("Opening", "开 Åpen").replace("Sentence", "句 S")
        site = site_of(tmp_path, case, service, locale)
        site.write("en/hours.md", "# Opening\n")
        result = site.sync()
        assert result.findings == ()
        assert "Åpen" in site.read(f"{locale}/hours.md")
