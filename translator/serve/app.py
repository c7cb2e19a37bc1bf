"""What is answered to a request that the gate let pass."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass
from hashlib import sha256
from html import escape, unescape
from importlib import resources
from typing import TYPE_CHECKING, Any

from translator.commands.edit import Edit
from translator.errors import TranslateError
from translator.report.html.page import Extras, render_html

if TYPE_CHECKING:
    from translator.serve.gate import Gate, Request
    from translator.serve.workspace import Workspace

__all__ = ["App", "Response", "plain"]

_PLAIN = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_MORE = "connect-src 'self'; frame-src 'self'"
_TRUST = "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types translate"
_PREVIEW = (
    "default-src 'none'; img-src data:; style-src '%style%'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox"
)
_ALWAYS = (
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
)
_SCRIPTS = ("dom.js", "messages.js", "app.js")
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


@dataclass(frozen=True, slots=True)
class Response:
    """What goes back."""

    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()
    stream: bool = False
    """Whether events follow for as long as the browser listens."""


def plain(status: int, text: str, more: tuple[tuple[str, str], ...] = ()) -> Response:
    """Answer with a line of text."""
    return _made(status, f"{text}\n".encode(), "text/plain; charset=utf-8", _PLAIN, more)


class App:
    """The answers.

    :param workspace: the site
    :param gate: the secrets
    """

    def __init__(self, workspace: Workspace, gate: Gate) -> None:
        self._workspace = workspace
        self._gate = gate

    def answer(self, request: Request, body: bytes) -> Response:
        """Answer a request that the gate let pass."""
        if self._gate.bears_token(request):
            cookie = f"{self._gate.cookie}={self._gate.session}; HttpOnly; SameSite=Strict; Path=/"
            return plain(303, "welcome", (("Location", "/"), ("Set-Cookie", cookie)))
        first, _, rest = request.path[1:].partition("/")
        if request.method == "POST":
            return self._save(rest, body) if first == "save" else plain(404, "there is no such thing")
        if not first and not rest:
            return self._index()
        if first == "site" and not rest:
            return _json(self._workspace.site())
        if first == "page":
            page = self._workspace.page(rest)
            return _json(page) if page is not None else plain(404, "there is no such page")
        if first == "preview":
            return self._preview(*rest.partition("/")[::2])
        if first == "events" and not rest:
            made = _made(200, b"", "text/event-stream; charset=utf-8", _PLAIN, ())
            return Response(made.status, b"", made.headers, stream=True)
        if first == "save":
            return plain(405, "only POST", (("Allow", "POST"),))
        return plain(404, "there is no such thing")

    def _index(self) -> Response:
        """Give the report, with what makes it live; its policy, which names its scripts, goes ahead of it."""
        known = json.dumps({"csrf": self._gate.csrf, "editable": self._workspace.editable})
        script = "\n".join(_file(name).decode() for name in _SCRIPTS)
        start = f"window.translateServe = Object.freeze({known});"
        body = f"(() => {{\n'use strict';\n{script}\n}})();"
        extras = Extras((start, body), (_file("app.css").decode(),), _MORE)
        try:
            html = render_html(self._workspace.report(), extras)
        except TranslateError as error:
            return plain(503, str(error))
        found = _POLICY.search(html)
        policy = f"{unescape(found[1])}; {_TRUST}" if found else _PLAIN
        return _made(200, html.encode("utf-8", "replace"), "text/html; charset=utf-8", policy, ())

    def _preview(self, name: str, side: str) -> Response:
        try:
            html = self._workspace.preview(name, side)
        except TranslateError as error:
            html = f'<p class="problem">{escape(str(error))}</p>'
        if html is None:
            return plain(404, "there is no such page")
        # the document has an origin of its own, which may load nothing from here: its style stands in it
        style = _file("preview.css").decode()
        digest = base64.b64encode(sha256(style.encode()).digest()).decode()
        policy = _PREVIEW.replace("%style%", f"sha256-{digest}")
        document = _file("preview.html").decode().replace("%style%", style).replace("%body%", html)
        return _made(200, document.encode("utf-8", "replace"), "text/html; charset=utf-8", policy, ())

    def _save(self, name: str, body: bytes) -> Response:
        if not self._workspace.editable:
            return plain(403, "read-only: start translate serve with --edit")
        wanted = _edit(body)
        if wanted is None:
            return plain(400, "not what the page sends")
        try:
            saved = self._workspace.save(name, wanted)
        except TranslateError as error:
            return _json({"outcome": "failed", "reason": str(error), "message": None, "page": None})
        return _json(saved) if saved is not None else plain(404, "there is no such page")


def _edit(body: bytes) -> Edit | None:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict) or set(value) != {"id", "text", "fuzzy"}:
        return None
    if not (
        isinstance(value["id"], str) and isinstance(value["text"], str) and isinstance(value["fuzzy"], bool)
    ):
        return None
    return Edit(value["id"], value["text"], value["fuzzy"])


def _json(value: Any) -> Response:
    return _made(200, json.dumps(value).encode(), "application/json", _PLAIN, ())


def _file(name: str) -> bytes:
    return resources.files("translator.serve").joinpath("web", name).read_bytes()


def _made(
    status: int,
    body: bytes,
    kind: str,
    policy: str,
    more: tuple[tuple[str, str], ...],
) -> Response:
    frame = "SAMEORIGIN" if policy.endswith("sandbox") else "DENY"
    own = (
        ("Content-Type", kind),
        ("Content-Security-Policy", policy),
        ("X-Frame-Options", frame),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    )
    return Response(status, body, (*own, *_ALWAYS, *more))
