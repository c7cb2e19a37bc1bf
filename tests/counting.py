"""A translation service on this machine that counts: DeepL's wire, any answers, a log of what was asked.

It is lenient; the strict servers, which know their services' rules, are in `services`.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["KEY", "Counting", "Sent", "accented"]

KEY = "s3cr3t-key-0123456789"
_MARKUP = re.compile(r"(<[^<>]*>|&\w+;)")
_RUN = re.compile(r"/run(\d+)(/.*)")
_ACCENTS = str.maketrans("aeiouAEIOU", "áéíóúÁÉÍÓÚ")


def accented(text: str) -> str:
    """Put accents on what is outside of tags and entities."""
    return "".join(
        part if part.startswith(("<", "&")) else part.translate(_ACCENTS) for part in _MARKUP.split(text)
    )


@dataclass(frozen=True, slots=True)
class Sent:
    """One answered request."""

    texts: tuple[str, ...]
    target: str
    body: dict[str, object]
    run: int
    """The number of the run that asked, where the address says it: see `Counting.at`."""


@dataclass
class Counting:
    """The service; a context manager."""

    answer: Callable[[str], str] = accented
    latency: float = 0.0
    before: Callable[[dict[str, object]], int] | None = None
    """Called with each request's body; may give a status other than 200 to answer with."""
    log: list[Sent] = field(default_factory=list)
    glossaries: list[dict[str, object]] = field(default_factory=list)
    limit: int = 10_000_000
    used: int = 0
    url: str = ""
    _server: ThreadingHTTPServer | None = None

    def __enter__(self) -> Self:
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        server.daemon_threads = True
        self._server = server
        self.url = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()

    @property
    def asked(self) -> Counter[str]:
        """How often each text was translated."""
        return Counter(text for sent in self.log for text in sent.texts)

    def at(self, run: int) -> str:
        """Give the address for one run: what a killed run sent may arrive when the next is under way."""
        return f"{self.url}/run{run}"

    def table(self, rest: str = "") -> str:
        """Give the table ``[engine]`` that leads here."""
        return f'\n[engine]\nname = "deepl"\nbase_url = "{self.url}"\n{rest}\n'


def _handler(service: Counting) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1
        timeout = 30

        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def _reply(self, status: int, body: object) -> None:
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
            self.wfile.flush()

        def do_GET(self) -> None:
            if _RUN.sub(r"\2", self.path).startswith("/v2/glossaries"):
                self._reply(200, {"glossaries": service.glossaries})
                return
            self._reply(200, {"character_count": service.used, "character_limit": service.limit})

        def do_POST(self) -> None:
            size = int(self.headers["content-length"])
            data = self.rfile.read(size)
            if len(data) < size:
                self.close_connection = True  # whoever asked was killed
                return
            body, numbered = json.loads(data), _RUN.match(self.path)
            self.path, run = (numbered[2], int(numbered[1])) if numbered else (self.path, 0)
            if self.headers["Authorization"] != f"DeepL-Auth-Key {KEY}":
                self._reply(403, {"message": f"wrong key {self.headers['Authorization']}"})
                return
            if self.path == "/v2/glossaries":
                service.glossaries.append(
                    {**body, "glossary_id": f"g{len(service.glossaries)}", "ready": True}
                )
                self._reply(201, service.glossaries[-1])
                return
            status = service.before(body) if service.before is not None else 200
            time.sleep(service.latency)
            if status != 200:
                self._reply(status, {"message": "as the test wants it"})
                return
            found = [{"text": service.answer(text)} for text in body["text"]]
            try:
                self._reply(200, {"translations": found})
            except OSError:
                return  # whoever asked was killed
            service.used += sum(map(len, body["text"]))
            service.log.append(Sent(tuple(body["text"]), body["target_lang"], body, run))

        def handle(self) -> None:
            with suppress(OSError):
                super().handle()

    return Handler
