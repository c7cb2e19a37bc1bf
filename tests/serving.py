"""A running `translate serve`, and requests as the tests send them."""

from __future__ import annotations

import http.client
import json
import re
import signal
import subprocess
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from command_line import COMMAND, environment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conftest import Folder

__all__ = ["Answer", "Serving"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Serving:
    """The server, in a process of its own, and a browser's cookie and secret where it logged in."""

    def __init__(self, folder: Folder, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [*COMMAND, "serve", *arguments],
            cwd=folder.root,
            env=environment({"PYTHONFAULTHANDLER": "1"}),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        assert self.process.stdout is not None
        self.address = ""
        for line in self.process.stdout:
            found = re.match(r"Open (http://127\.0\.0\.1:\d+/\?token=\S+)$", line)
            if found:
                self.address = found[1]
                break
        if not self.address:
            assert self.process.stderr is not None
            raise AssertionError(self.process.stderr.read())
        parts = urlsplit(self.address)
        assert parts.port is not None
        self.port = parts.port
        self.token = parts.query.removeprefix("token=")
        self.cookie = ""
        self.csrf = ""

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def send(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Answer:
        """Send a request with these very headers, and nothing but Host and a length besides."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            return self._sent(connection, method, path, headers, body)

    def _sent(
        self,
        connection: http.client.HTTPConnection,
        method: str,
        path: str,
        headers: Mapping[str, str] | None,
        body: bytes | None,
    ) -> Answer:
        given = dict(headers or {})
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        given.setdefault("Host", f"127.0.0.1:{self.port}")
        if body is not None:
            given.setdefault("Content-Length", str(len(body)))
        for name, value in given.items():
            if value:
                connection.putheader(name, value)
        connection.endheaders(body)
        answer = connection.getresponse()
        return Answer(answer.status, dict(answer.getheaders()), answer.read())

    def login(self) -> None:
        """Open the printed address, follow it, and read the secret that is in the page."""
        first = self.send("GET", f"/?token={self.token}")
        assert first.status == 303, first
        self.cookie = first.headers["Set-Cookie"].partition(";")[0]
        page = self.get("/")
        found = re.search(rb'"csrf": "([^"]+)"', page.body)
        assert found, page
        self.csrf = found[1].decode()

    def get(self, path: str) -> Answer:
        return self.send("GET", path, {"Cookie": self.cookie})

    def headers(self) -> dict[str, str]:
        """What our own page sends with a translation."""
        return {
            "Cookie": self.cookie,
            "Origin": self.origin,
            "Sec-Fetch-Site": "same-origin",
            "Content-Type": "application/json",
            "X-Translate-CSRF": self.csrf,
        }

    def page(self, localized: str) -> Any:
        """A page with its messages."""
        pages = self.get("/site").json["pages"]
        name = next(page["id"] for page in pages if page["localized"] == localized)
        return self.get(f"/page/{name}").json

    def message(self, localized: str, message: str) -> Any:
        """A message of the page's body."""
        messages = self.page(localized)["messages"]
        return next(each for each in messages if each["message"] == message and not each["context"])

    def save(self, localized: str, message: str, text: str, *, fuzzy: bool = False) -> Any:
        """Translate a message, as our own page does."""
        name = self.message(localized, message)["id"]
        return self.save_as(self.page(localized)["id"], name, text, fuzzy=fuzzy)

    def save_as(self, page: str, name: str, text: str, *, fuzzy: bool = False) -> Any:
        body = json.dumps({"id": name, "text": text, "fuzzy": fuzzy}).encode()
        answer = self.send("POST", f"/save/{page}", self.headers(), body)
        assert answer.status == 200, answer
        return answer.json

    def end(self) -> tuple[int, str, str]:
        """End it as a person does; its exit code, and what it printed since the address."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            out, err = self.process.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGABRT)  # tells where each thread is
            raise AssertionError(self.process.communicate(timeout=30)[1]) from None
        assert "Traceback" not in err, err
        assert "bug" not in err, err
        return self.process.returncode, out, err
