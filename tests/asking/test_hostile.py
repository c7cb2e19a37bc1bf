"""Answers that no page may get, and keys that nobody may see."""

from __future__ import annotations

import itertools
import os
import re
import signal
import subprocess
import time
from typing import TYPE_CHECKING

import pytest
from command_line import COMMAND, environment, translate
from conftest import CONFIG, PAGE, Folder
from counting import KEY, Counting, accented

from translator.model import PageOptions
from translator.page.guard import breach
from translator.page.parse import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LIQUID = PAGE.replace("every* day", "every* day, says {{ site.name }}") + (
    "\n| Day | Time |\n|---|---|\n| Monday | nine *sharp* |\n\n"
    '<p title="A hint">Some <b>bold</b> text in a paragraph of HTML.</p>\n\n'
    'See ![a clock on the wall](clock.png "The clock") and https://example.org/hours for more[^1].\n\n'
    "[^1]: A footnote about the clock.\n"
)

EVIL: dict[str, Callable[[str], str]] = {
    "script": lambda text: f"{text}<script>alert(1)</script>",
    "script escaped": lambda text: f"{text}&lt;script&gt;alert(1)&lt;/script&gt;",
    "attribute": lambda text: f'<b onmouseover="alert(1)">{text}</b>',
    "javascript link": lambda text: f"[{text}](javascript:alert(1))",
    "link": lambda text: f"{text} https://evil.example/x",
    "image": lambda text: f"{text} ![x](https://evil.example/pixel.png)",
    "liquid": lambda text: f"{text} {{{{ site.secret }}}}",
    "liquid tag": lambda text: f"{{% include secret.html %}}{text}",
    "shortcode": lambda text: f'{text} {{{{< readfile "/etc/passwd" >}}}}',
    "front matter": lambda text: f"{text}\n---\npublished: false\n---\n",
    "yaml": lambda text: f'{text}"\nlayout: evil\n#',
    "nul": lambda text: f"{text}\0",
    "bidi": lambda text: f"\u202e{text}",
    "isolate": lambda text: f"{text}\u2066evil",
    "escape sequence": lambda text: f"{text}\x1b[31m",
    "megabyte": lambda text: f"{text} " + "very " * 200_000,
    "empty": lambda _: "",
    "heading": lambda text: f"# {text}\n\n## Another",
    "code": lambda text: f"`{text}`",
    "fence": lambda text: f"```markdown\n{text}\n```",
    "prompt": lambda text: f"Sure, here is the translation: {text}",
    "number": lambda text: re.sub(r"\d+", "7", text) + " 1234567",
    "placeholder invented": lambda text: f"{text}<x9/>",
    "placeholder doubled": lambda text: re.sub(r"(<x\d/>)", r"\1\1", text) + "<g1>x</g1>",
    "placeholders swapped": lambda text: text.replace("</g1>", "<g1>").replace("<g1>", "</g1>", 1),
    "table cell": lambda text: f"{text} | another | cell",
    "html end": lambda text: f"{text}</p></div>",
    "comment": lambda text: f"{text}<!-- hidden",
    "entity": lambda text: f"{text}&#x3c;img src=x onerror=alert(1)&#x3e;",
    "surrogate": lambda text: f"{text}\ud800",
}
FORBIDDEN = re.compile(
    r"<script|javascript:|site\.secret|include secret|readfile|published: false|layout: evil|\0|\x1b"
    r"|[\u202a-\u202e\u2066-\u2069]|(?:very ){9}|evil\.example|Another|```|here is the transl"
    r"|onmouseover|onerror"
    r"|<!-- hidden|1234567"
)


@pytest.fixture(autouse=True)
def _environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEEPL_AUTH_KEY", KEY)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def service() -> Iterator[Counting]:
    with Counting() as service:
        yield service


@pytest.fixture
def site(tmp_path: Path, service: Counting) -> Folder:
    folder = Folder(tmp_path / "site")
    config = CONFIG.replace('"ru", "de"', '"de"').replace("dialects = []", 'dialects = ["jekyll"]')
    folder.write("translate.toml", config + "\n[catalogs]\nmin_translated = 0\n" + service.table())
    folder.write("content/en/hours.md", LIQUID)
    return folder


@pytest.mark.parametrize("name", EVIL)
def test_no_hostile_answer_reaches_a_page(site: Folder, service: Counting, name: str) -> None:
    """It is refused, or made harmless; the page that is written has its source's structure."""
    service.answer = lambda text: EVIL[name](accented(text))
    site.sync()
    page = site.read("content/de/hours.md")
    catalog = site.read("locales/de/hours.po")
    assert FORBIDDEN.search(page) is None
    assert "\0" not in catalog
    source = parse(LIQUID.encode(), PageOptions(("jekyll",), ("title",)))
    written = parse(page.encode(), PageOptions(("jekyll",), ("title",)))
    assert source.body is not None
    assert written.body is not None
    assert breach(source.body, written.body) is None


def test_a_hostile_answer_to_one_message_spoils_no_other(site: Folder, service: Counting) -> None:
    """Each message for itself."""
    service.answer = lambda text: accented(text) + ("<script>" if "appointment" in text else "")
    site.sync()
    page = site.read("content/de/hours.md")
    assert "Wé áré ópén *évéry* dáy, sáys {{ site.name }}." in page
    assert "[appointment]" in page


FAILURES: dict[str, Callable[[Counting], None]] = {
    "wrong key": lambda service: setattr(service, "before", lambda _: 403),
    "quota": lambda service: setattr(service, "before", lambda _: 456),
    "bad request": lambda service: setattr(service, "before", lambda _: 400),
    "not found": lambda service: setattr(service, "before", lambda _: 404),
    "hostile": lambda service: setattr(service, "answer", lambda text: f"{text} {KEY} <script>"),
    "fine": lambda _: None,
}


CALLS = (
    ("sync", "--dry-run"),
    ("sync",),
    ("sync", "--json"),
    ("engines",),
    ("engines", "--test"),
    ("engines", "deepl", "--json"),
)


@pytest.mark.parametrize("name", FAILURES)
def test_the_key_is_shown_nowhere(site: Folder, service: Counting, tmp_path: Path, name: str) -> None:
    """Neither in what is printed, as lines or as JSON, nor in any file; though the service repeats it."""
    FAILURES[name](service)
    wrong = {"DEEPL_AUTH_KEY": KEY + "x"} if name == "wrong key" else None
    said = ""
    for arguments in CALLS:
        ended = translate(site.root, *arguments, variables=wrong)
        said += ended.out + ended.err
        assert "Traceback" not in said
    assert KEY not in said.replace(f"{KEY} <script>", "") or name == "hostile"
    for path in itertools.chain(site.root.rglob("*"), (tmp_path / "cache").rglob("*")):
        if path.is_file() and name != "hostile":
            assert KEY.encode() not in path.read_bytes(), path


def test_ctrl_c_ends_quickly_and_keeps_what_was_answered(site: Folder, service: Counting) -> None:
    """130; the next run asks for the rest alone."""
    site.write("content/en/long.md", "\n\n".join(f"Sentence number {n} of a page." for n in range(1000)))
    service.latency = 0.4
    process = subprocess.Popen(
        [*COMMAND, "sync"], cwd=site.root, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    while len(service.log) < 4:
        assert process.poll() is None
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGINT)
    began = time.monotonic()
    _, err = process.communicate(timeout=20)
    assert time.monotonic() - began < 3
    assert process.returncode == 130
    assert b"Traceback" not in err
    service.latency = 0
    site.sync()
    assert set(service.asked.values()) == {1}
    assert {page.state.value for page in site.status().pages} == {"current"}
