"""The server: bound to this machine alone, a thread a connection, one request each."""

from __future__ import annotations

import queue
import socket
import socketserver
import sys
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from translator.errors import ConfigError
from translator.serve.app import plain
from translator.serve.gate import Gate, Refusal, Request

if TYPE_CHECKING:
    from translator.serve.app import App, Response
    from translator.serve.hub import Hub

__all__ = ["Server"]

_PATIENCE = 15
"""Seconds that a browser may take for what it has to send or to read."""
_PULSE = 10.0
"""Seconds after which a silent stream of events shows that it is alive."""
_CONNECTIONS = 100


class Server:
    """Listens on the loopback addresses until it is closed.

    :param port: 0 for any that is free
    :raises ConfigError: the port is taken
    """

    def __init__(self, port: int) -> None:
        self._servers: list[_Listener] = []
        try:
            first = _Listener(("127.0.0.1", port), _Handler)
        except (OSError, OverflowError) as error:
            told = error.strerror if isinstance(error, OSError) else str(error)
            raise ConfigError(
                f"port {port} cannot be used: {told}", remedy="name another one, or none: --port 0"
            ) from None
        self._servers.append(first)
        self.gate = Gate(first.server_address[1])
        if socket.has_ipv6:
            with suppress(OSError):  # a machine without it, or another program is there
                self._servers.append(_Listener6(("::1", self.gate.port), _Handler))

    @property
    def address(self) -> str:
        """What a person opens."""
        return f"http://127.0.0.1:{self.gate.port}/?token={self.gate.token}"

    def start(self, app: App, hub: Hub) -> None:
        """Answer from now on, in threads of its own."""
        for each in self._servers:
            each.app, each.hub, each.gate = app, hub, self.gate
            threading.Thread(target=each.serve_forever, args=(0.1,), daemon=True).start()

    def close(self) -> None:
        """Answer no longer."""
        for each in self._servers:
            each.shutdown()
            each.server_close()


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    app: App
    hub: Hub
    gate: Gate

    def __init__(self, *args: Any) -> None:
        self.slots = threading.BoundedSemaphore(_CONNECTIONS)
        super().__init__(*args)

    def server_bind(self) -> None:
        """Bind, and look up no name for the address: that can take seconds."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "localhost", self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a browser that went away is none of a translator's business."""


class _Listener6(_Listener):
    address_family = socket.AF_INET6


class _Handler(BaseHTTPRequestHandler):
    """One request: HTTP/1.0, so that nothing of it can be taken for the next one."""

    server: _Listener
    timeout = _PATIENCE
    server_version = "translate"
    sys_version = ""

    def handle(self) -> None:
        """Answer, unless too many are being answered."""
        if not self.server.slots.acquire(blocking=False):
            return
        try:
            super().handle()
        except OSError:
            pass  # the browser has gone
        finally:
            self.server.slots.release()

    def do_GET(self) -> None:
        """Ask the gate, then the app."""
        request = self._request()
        refusal = self.server.gate.refuse(request)
        if refusal is not None:
            self._refused(refusal)
            return
        body = b""
        if request.method == "POST":
            length = int(request.get("content-length"))
            body = self.rfile.read(length)
            if len(body) != length:
                self._refused(Refusal(400, "the request ends too early"))
                return
        try:
            response = self.server.app.answer(request, body)
        except Exception as error:  # noqa: BLE001 (one answer's bug is not the server's end)
            sys.stderr.write(f"translate: this is a bug: {request.method} {request.path}: {error!r}\n")
            response = plain(500, f"a bug in translate: {type(error).__name__}: {error}")
        self._send(response)
        if response.stream:
            self._stream()

    do_POST = do_HEAD = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_GET  # noqa: N815 (the same)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Refuse what is no proper request; without a page of the library's."""
        del message, explain
        if not hasattr(self, "requestline"):
            self.requestline = ""
        self._refused(Refusal(code, "no proper request"))

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the library's name)
        """Say nothing: what is asked for is the browser's business, and addresses may hold the token."""

    def _request(self) -> Request:
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query, keep_blank_values=True, errors="replace"))
        headers = tuple((name.lower(), value) for name, value in self.headers.items())
        return Request(self.command, parts.path or "/", query, headers)

    def _refused(self, refusal: Refusal) -> None:
        more = (("Allow", "GET, POST"),) if refusal.status == 405 else ()
        self._send(plain(refusal.status, refusal.reason, more))
        # What was sent along is read before the connection is closed: else its sender would never hear why.
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_WR)
            self.connection.settimeout(0.5)
            for _ in range(64):
                if not self.connection.recv(2**16):
                    break

    def _send(self, response: Response) -> None:
        self.close_connection = True
        self.request_version = "HTTP/1.0"  # else the library sends no headers to what it could not read
        self.send_response(response.status)
        for name, value in response.headers:
            self.send_header(name, value)
        if not response.stream:
            self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(response.body)
        self.wfile.flush()

    def _stream(self) -> None:
        """Pass events on until the browser has gone."""
        hub = self.server.hub
        with hub.listen() as mine:
            if mine is None:
                return
            self.wfile.write(b"retry: 1000\n\n")
            while not hub.closed:
                try:
                    text = mine.get(timeout=_PULSE)
                except queue.Empty:
                    text = ": \n\n"
                if not text:
                    return
                self.wfile.write(text.encode())
                self.wfile.flush()
