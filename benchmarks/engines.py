"""A sync that translates 10,000 messages, against a service with DeepL's limits and 200 ms of latency."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.row import Row, at_most

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["rows"]

_LATENCY = 0.2
_ITEMS, _BYTES = 50, 120 * 1024
"""DeepL's texts in one request, and bytes."""
_AT_ONCE = 4
_MESSAGES = 10_000
_PER_PAGE = 50
_WANTED = 1.3
_GROWTH = 1.1
_CONFIG = """\
source_locale = "en"
locales = ["de"]
dialects = []

[[pages]]
source = "content/en/{{path}}.md"
localized = "content/{{locale}}/{{path}}.md"

[engine]
name = "deepl"
base_url = "{url}"
concurrency = {at_once}
"""
_SERVER = f"""\
import json, re, sys, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
ACCENTS = str.maketrans("aeiou", "áéíóú")
class Handler(BaseHTTPRequestHandler):
    protocol_version, disable_nagle_algorithm, wbufsize = "HTTP/1.1", True, -1
    def log_message(self, *_): pass
    def reply(self, body):
        data = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
    def do_GET(self):
        self.reply({{"character_count": 0, "character_limit": 10 ** 9}})
    def do_POST(self):
        began = time.monotonic()
        data = self.rfile.read(int(self.headers["content-length"]))
        texts = json.loads(data)["text"]
        assert len(texts) <= {_ITEMS} and len(data) <= 128 * 1024
        parts = [re.split(r"(<[^>]*>)", text) for text in texts]
        found = ["".join(p if p[:1] == "<" else p.translate(ACCENTS) for p in each) for each in parts]
        time.sleep(max(0, {_LATENCY} - (time.monotonic() - began)))
        self.reply({{"translations": [{{"text": text}} for text in found]}})
server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
"""
_RUN = """\
import json, os, resource, sys, time
from pathlib import Path
os.environ["DEEPL_AUTH_KEY"] = "none"
from translator import sync
began = time.monotonic()
result = sync(sys.argv[1])
took = time.monotonic() - began
assert not result.failed and all(page.state == "current" for page in result.pages)
(use,) = result.engines
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
status = Path("/proc/self/status")
if status.exists():
    peak = int(status.read_text().partition("VmHWM:")[2].split()[0])
print(json.dumps([use.messages, use.requests, took, peak]))
"""


def rows() -> Iterator[Row]:
    """Measure the time, and the memory of a small and of a large site."""
    with subprocess.Popen([sys.executable, "-c", _SERVER], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None  # noqa: S101 (for the type checker)
        url = f"http://127.0.0.1:{int(server.stdout.readline())}"
        try:
            _, _, _, small = _sync(url, _MESSAGES // 2)
            messages, requests, took, large = _sync(url, _MESSAGES)
        finally:
            server.kill()
    dictated = requests * _LATENCY / _AT_ONCE
    ours = f"{took:.1f} s ({messages / took:,.0f} messages/s)"
    name = f"sync of {messages:,} messages, {_ITEMS} a request, {_AT_ONCE} requests at once"
    yield at_most(_WANTED, name, ours, f"latency alone {dictated:.1f} s", took / dictated)
    figures = f"{large / 1024:.0f} MB", f"{_MESSAGES // 2:,} messages {small / 1024:.0f} MB"
    yield at_most(_GROWTH, "its peak memory", *figures, large / small)


def _sync(url: str, count: int) -> tuple[int, int, float, int]:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (root / "translate.toml").write_text(_CONFIG.format(url=url, at_once=_AT_ONCE), "utf-8")
        for page in range(count // _PER_PAGE):
            lines = [
                f"Sentence {page * _PER_PAGE + n} has *some* markup, `code`, [a link](https://example.org) "
                "and it is about as long as the sentences of a real page are."
                for n in range(_PER_PAGE)
            ]
            path = root / f"content/en/{page:04}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n\n".join(lines) + "\n", "utf-8")
        time.sleep(0.1)
        done = subprocess.run(
            [sys.executable, "-c", _RUN, str(root)],
            check=True,
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[1],
        )
    messages, requests, took, peak = json.loads(done.stdout)
    return int(messages), int(requests), float(took), int(peak)
