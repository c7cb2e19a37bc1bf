"""A local server that a test scripts: it notes what it is sent, and answers as told, on the wire."""

from __future__ import annotations

import json
import socket
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType

__all__ = ["Raw", "Seen", "Wire"]


@dataclass(frozen=True)
class Seen:
    """A request."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    """Names in lower case."""
    raw: bytes
    at: float

    @property
    def body(self) -> Any:
        """JSON, or a form."""
        if "form" in self.headers.get("content-type", ""):
            return {name: values[-1] for name, values in parse_qs(self.raw.decode(), True).items()}
        return json.loads(self.raw) if self.raw else None


@dataclass(frozen=True)
class Raw:
    """An answer."""

    status: int = 200
    body: Any = None
    """JSON, or bytes as they are."""
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: bool = False
    """Close the connection in the middle of it."""
    slow: float = 0
    """Seconds that its two halves lie apart."""
    before: float = 0
    """Seconds before it."""


class Wire:
    """The server. What `script` holds is answered first, then what `answer` says."""

    def __init__(self, answer: Callable[[Seen], Any]) -> None:
        self.answer = answer
        self.script: list[Raw] = []
        self.requests: list[Seen] = []
        self.faults: list[str] = []
        self._lock = threading.Lock()
        wire = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def setup(self) -> None:
                super().setup()
                self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
                del format, args

            def _any(self) -> None:
                parts = urlsplit(self.path)
                raw = self.rfile.read(int(self.headers.get("content-length", 0)))
                query = {name: values[-1] for name, values in parse_qs(parts.query, True).items()}
                headers = {name.lower(): value for name, value in self.headers.items()}
                seen = Seen(self.command, parts.path, query, headers, raw, time.monotonic())
                try:
                    wire._send(self, wire._take(seen))
                except OSError:
                    self.close_connection = True

            do_GET = do_POST = do_PUT = _any  # noqa: N815

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 64

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.005,), daemon=True)

    def _take(self, seen: Seen) -> Raw:
        with self._lock:
            self.requests.append(seen)
            if self.script:
                return self.script.pop(0)
        try:
            found = self.answer(seen)
        except Exception as error:  # noqa: BLE001 (a test's assertion, told when it ends)
            self.faults.append(f"{seen.method} {seen.path}: {type(error).__name__}: {error}")
            return Raw(400, {"error": {"message": "not as the specification has it"}})
        return found if isinstance(found, Raw) else Raw(200, found)

    def _send(self, handler: BaseHTTPRequestHandler, raw: Raw) -> None:
        time.sleep(raw.before)
        body = raw.body if isinstance(raw.body, bytes) else json.dumps(raw.body).encode()
        handler.send_response(raw.status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body)))
        for name, value in raw.headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        half = len(body) // 2
        handler.wfile.write(body[:half])
        handler.wfile.flush()
        if raw.cut:
            handler.close_connection = True
            handler.connection.shutdown(socket.SHUT_RDWR)
            return
        time.sleep(raw.slow)
        handler.wfile.write(body[half:])

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
