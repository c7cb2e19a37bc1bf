"""The wire: requests as they come in, replies as they go out, HTTP/1.1 with connections that stay open."""

from __future__ import annotations

import json
import socket
import sys
import threading
import time
from dataclasses import dataclass, field
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from services.faults import Fault

__all__ = ["Cut", "Reply", "Request", "Server", "json_reply"]

_NONE: Mapping[str, str] = {}


class Cut(Enum):
    """Where a connection breaks."""

    NOWHERE = 0
    BEFORE = 1
    """The request was read, nothing is answered."""
    MIDWAY = 2
    """Half of the body comes, of the length that the headers told."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer on the wire."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    kind: str = "application/json"
    """The content's type; no header for an empty body."""
    cut: Cut = Cut.NOWHERE
    first: float = 0
    """Seconds before the body."""
    between: float = 0
    """Seconds between its bytes."""


def json_reply(status: int, value: Any, headers: Mapping[str, str] = _NONE) -> Reply:
    """Write JSON; a fault's answer may hold half a character, which only an escape can carry."""
    try:
        body = json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        body = json.dumps(value).encode()
    return Reply(status, body, headers)


@dataclass(slots=True)
class Request:
    """A request, with what becomes of it."""

    method: str
    target: str
    """The path with the query, as sent: what signatures are made of."""
    headers: Mapping[str, str]
    """Names in lower case."""
    raw: bytes
    at: float
    """Of `time.monotonic`."""
    fault: Fault | None = None
    answered: list[str] = field(default_factory=list)
    """Texts that the reply has a translation of."""

    @property
    def path(self) -> str:
        """The path without the query."""
        return urlsplit(self.target).path

    @property
    def query(self) -> list[tuple[str, str]]:
        """The query's pairs in their order."""
        return parse_qsl(urlsplit(self.target).query, keep_blank_values=True)

    @property
    def kind(self) -> str:
        """The content's type, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def form(self) -> list[tuple[str, str]]:
        """The body's pairs, where it is a form."""
        return parse_qsl(self.raw.decode(errors="replace"), keep_blank_values=True)

    @property
    def body(self) -> Any:
        """JSON, or a form's values (a list where a name is there twice); nothing where it is neither."""
        if self.kind == "application/x-www-form-urlencoded":
            values: dict[str, Any] = {}
            for name, value in self.form:
                values[name] = [*_listed(values[name]), value] if name in values else value
            return values
        try:
            return json.loads(self.raw) if self.raw else None
        except (ValueError, RecursionError):
            return None


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: Server

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (its name there)
        del format, args

    def _any(self) -> None:
        raw = self.rfile.read(int(self.headers.get("content-length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.command, self.path, headers, raw, time.monotonic())
        reply = self.server.serve(request)
        if reply.cut is Cut.BEFORE:
            self._break()
            return
        self.send_response(reply.status)
        if reply.body and reply.kind:
            self.send_header("Content-Type", reply.kind)
        if reply.status != 204:
            self.send_header("Content-Length", str(len(reply.body)))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self._write(reply)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _any  # noqa: N815 (their names there)

    def _write(self, reply: Reply) -> None:
        if reply.first or reply.between:
            self.wfile.flush()  # the headers come at once
        if self.server.sleep(reply.first):
            return
        if reply.cut is Cut.MIDWAY:
            self.wfile.write(reply.body[: len(reply.body) // 2])
            self.wfile.flush()
            self._break()
        elif reply.between:
            for number in range(len(reply.body)):
                self.wfile.write(reply.body[number : number + 1])
                self.wfile.flush()
                if self.server.sleep(reply.between):
                    return
        else:
            self.wfile.write(reply.body)
            self.wfile.flush()

    def _break(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)


class Server(ThreadingHTTPServer):
    """A server that ends at once, whatever its connections are doing."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, serve: Callable[[Request], Reply]) -> None:
        self.serve = serve
        self.failures: list[BaseException] = []
        self._open: set[Any] = set()
        self._changed = threading.Condition()
        self._ending = threading.Event()
        super().__init__(("127.0.0.1", 0), _Handler)
        self._thread = threading.Thread(target=self.serve_forever, args=(0.005,), daemon=True)
        self._thread.start()

    def server_bind(self) -> None:
        """Bind without asking for the host's name, which can take seconds."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]

    @property
    def url(self) -> str:
        """The address, without a path."""
        return f"http://127.0.0.1:{self.server_port}"

    def sleep(self, seconds: float) -> bool:
        """Wait, and say whether the server ends meanwhile."""
        return seconds > 0 and self._ending.wait(seconds)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Remember the connection, so that `stop` can end it."""
        with self._changed:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Forget the connection."""
        super().shutdown_request(request)
        with self._changed:
            self._open.discard(request)
            self._changed.notify_all()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep what is our own mistake; that a client goes away is none."""
        del request, client_address
        error = sys.exception()
        if error is not None and not isinstance(error, OSError):
            self.failures.append(error)

    def stop(self) -> None:
        """End the server and its connections."""
        self._ending.set()
        self.shutdown()
        self._thread.join()
        self.server_close()
        with self._changed:
            for connection in self._open:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # gone by itself
            self._changed.wait_for(lambda: not self._open, timeout=1)
