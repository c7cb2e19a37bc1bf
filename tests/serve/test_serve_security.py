"""Who is answered, and who is not: requests byte for byte, against the real server."""

from __future__ import annotations

import json
import socket
import stat
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest
from serving import Serving

if TYPE_CHECKING:
    from conftest import Folder

pytest_plugins = ("served",)

PO = "locales/ru/hours.po"
RU = "content/ru/hours.md"
HEADING = "Opening hours"


def target(serving: Serving) -> tuple[str, bytes]:
    """What a person would send to translate the heading."""
    page = serving.page(RU)
    name = next(each["id"] for each in page["messages"] if each["message"] == HEADING)
    return f"/save/{page['id']}", json.dumps({"id": name, "text": "Часы", "fuzzy": False}).encode()


def test_the_way_in(serving: Serving) -> None:
    """The token in the printed address is changed for a cookie, and leaves the address bar."""
    first = serving.send("GET", f"/?token={serving.token}")
    assert (first.status, first.headers["Location"]) == (303, "/")
    cookie = first.headers["Set-Cookie"]
    assert cookie.startswith(f"translate-{serving.port}=")
    assert cookie.endswith("; HttpOnly; SameSite=Strict; Path=/")
    assert serving.token not in cookie
    assert serving.token.encode() not in serving.get("/").body
    assert len(serving.token) >= 40


@pytest.mark.parametrize("path", ["/", "/site", "/events", "/save/0", "/page/0", "/preview/0/source", "/x"])
def test_nothing_without_the_secret(serving: Serving, path: str) -> None:
    """No token, a wrong one, a wrong cookie, another port's cookie, the token where none belongs."""
    assert serving.get("/site").status == 200
    value = serving.cookie.partition("=")[2]
    for sent, cookie in (
        (path, ""),
        (f"{path}?token=", ""),
        (f"{path}?token={serving.token[:-1]}", ""),
        (f"{path}?token={serving.token}x", ""),
        (f"{path}?token=%F0%9F%92%A9", ""),
        (path, f"translate-{serving.port}={serving.token}"),
        (path, f"translate-{serving.port}={value[:-1]}"),
        (path, f"translate-1={value}"),
        (path, value),
    ):
        answer = serving.send("GET", sent, {"Cookie": cookie})
        assert answer.status == 403, (sent, cookie)
        assert b"translate serve" in answer.body
    if path != "/":
        assert serving.send("GET", f"{path}?token={serving.token}").status == 403


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "localhost",
     "127.0.0.1.evil.example:{port}", "0.0.0.0:{port}", "[::2]:{port}", "127.1:{port}",
     "2130706433:{port}", "localhost.:{port}", ""],
)  # fmt: skip
def test_a_host_that_is_not_ours(serving: Serving, host: str) -> None:
    """A name that somebody lets point to this machine gets nothing, secret or not."""
    sent = host.format(port=serving.port)
    for path in ("/", f"/?token={serving.token}", "/site"):
        assert serving.send("GET", path, {"Host": sent, "Cookie": serving.cookie}).status == 421
    path, body = target(serving)
    headers = {**serving.headers(), "Host": sent, "Origin": f"http://{sent}"}
    assert serving.send("POST", path, headers, body).status == 421


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "LocalHost:{port}", "[::1]:{port}"])
def test_our_own_hosts(serving: Serving, host: str) -> None:
    """All names of this machine that a person may type."""
    sent = host.format(port=serving.port)
    assert serving.send("GET", "/site", {"Host": sent, "Cookie": serving.cookie}).status == 200


FOREIGN: list[tuple[int, dict[str, str]]] = [
    (403, {"Origin": ""}),
    (403, {"Origin": "null"}),
    (403, {"Origin": "http://evil.example"}),
    (403, {"Origin": "http://127.0.0.1:1"}),
    (403, {"Origin": "https://127.0.0.1:{port}"}),
    (403, {"Origin": "http://localhost:{port}"}),
    (403, {"Origin": "http://127.0.0.1:{port}.evil.example"}),
    (403, {"Sec-Fetch-Site": "cross-site"}),
    (403, {"Sec-Fetch-Site": "same-site"}),
    (403, {"Sec-Fetch-Site": "none"}),
    (403, {"X-Translate-CSRF": ""}),
    (403, {"X-Translate-CSRF": "x"}),
    (403, {"Cookie": ""}),
    (403, {"Cookie": "translate-1=x"}),
    (415, {"Content-Type": ""}),
    (415, {"Content-Type": "text/plain"}),
    (415, {"Content-Type": "application/x-www-form-urlencoded"}),
    (415, {"Content-Type": "multipart/form-data; boundary=x"}),
    (415, {"Content-Type": "text/plain; application/json"}),
    (411, {"Content-Length": "-1"}),
    (411, {"Content-Length": "1e3"}),
    (411, {"Content-Length": "٣"}),
    (411, {"Transfer-Encoding": "chunked"}),
    (413, {"Content-Length": "262145"}),
    (413, {"Content-Length": "9" * 30}),
]


@pytest.mark.parametrize(("status", "changed"), FOREIGN, ids=lambda value: str(value)[:60])
def test_what_may_not_write(serving: Serving, site: Folder, status: int, changed: dict[str, str]) -> None:
    """One thing otherwise than our own page has it, and nothing is written."""
    before = site.read(PO)
    path, body = target(serving)
    headers = {
        **serving.headers(),
        **{name: value.format(port=serving.port) for name, value in changed.items()},
    }
    headers = {name: value.encode().decode("latin-1") for name, value in headers.items()}
    assert serving.send("POST", path, headers, body).status == status
    assert site.read(PO) == before
    assert serving.send("POST", path, serving.headers(), body).json["outcome"] == "taken"
    assert site.read(PO) != before


def test_the_address_alone_may_not_write(serving: Serving, site: Folder) -> None:
    """The token is for the way in: it is no cookie, and no GET writes."""
    before = site.read(PO)
    path, body = target(serving)
    headers = {**serving.headers(), "Cookie": ""}
    assert serving.send("POST", f"{path}?token={serving.token}", headers, body).status == 403
    assert serving.send("POST", f"/?token={serving.token}", headers, body).status == 403
    assert serving.get(path).status == 405
    assert serving.get(f"{path}?id=x&text=y&fuzzy=false").status == 405
    assert serving.send("GET", path, serving.headers(), body).status == 400
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"):
        assert serving.send(method, path, serving.headers()).status == 405
    assert serving.send("BREW", path, serving.headers()).status == 501
    assert site.read(PO) == before


@pytest.mark.parametrize(
    "body",
    [b"", b"x", b"[]", b"null", b"{}", b'{"id": 1, "text": "a", "fuzzy": false}', b'{"id": "m", "text": "a"}',
     b'{"id": "m", "text": null, "fuzzy": false}', b'{"id": "m", "text": "a", "fuzzy": 0}', b"[" * 100_000,
     b'{"id": "m", "text": "a", "fuzzy": false, "path": "/etc/passwd"}', b"\xff\xfe", b'{"id": NaN}'],
)  # fmt: skip
def test_a_body_that_is_not_ours(serving: Serving, site: Folder, body: bytes) -> None:
    """Whatever it is, it is refused, and the server goes on."""
    before = site.read(PO)
    path, _ = target(serving)
    assert serving.send("POST", path, serving.headers(), body).status == 400
    assert site.read(PO) == before


def test_only_what_is_asked_for_by_our_own_page(serving: Serving) -> None:
    """A picture's address, a script's or a frame's on another site gets nothing; a link to the start does."""
    for path in ("/site", "/events", "/preview/0/source"):
        for where in ("cross-site", "same-site"):
            assert (
                serving.send("GET", path, {"Cookie": serving.cookie, "Sec-Fetch-Site": where}).status == 403
            )
    for where in ("cross-site", "none", "same-origin"):
        answer = serving.send("GET", f"/?token={serving.token}", {"Sec-Fetch-Site": where})
        assert answer.status == 303


@pytest.mark.parametrize(
    "path",
    ["/../../etc/passwd", "/static/../server.py", "/static/..%2fserver.py", "/static/%2e%2e/gate.py",
     "/static/app.js/",
     "/static/index.html", "/static/", "/static//etc/passwd", "/preview/..%2f..%2fetc%2fpasswd/source",
     "/page/%00", "/page/../site", "/page/content/ru/hours.md", "/preview/x/../../source",
     "/etc/passwd", "//etc/passwd",
     "/translate.toml", "/content/ru/hours.md", "/.git/config", "/page/" + "a" * 5000,
     "http://evil.example/etc/passwd"],
)  # fmt: skip
def test_no_path_leads_to_a_file(serving: Serving, path: str) -> None:
    """Pages have names that the server made; there is nothing else to be had."""
    assert serving.get(path).status == 404


def test_every_side_of_a_page_and_no_other(serving: Serving) -> None:
    """A preview has two sides."""
    name = serving.page(RU)["id"]
    assert serving.get(f"/preview/{name}/source").status == 200
    assert serving.get(f"/preview/{name}/localized").status == 200
    for side in ("catalog", "", "source/", "../source"):
        assert serving.get(f"/preview/{name}/{side}").status == 404


def test_every_answer_is_guarded(serving: Serving) -> None:
    """Nothing may be kept, framed, sniffed, or told to others; scripts are files of ours alone."""
    name = serving.page(RU)["id"]
    for path in ("/", "/site", f"/page/{name}", "/nothing", f"/preview/{name}/source"):
        headers = serving.get(path).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "Access-Control-Allow-Origin" not in headers
        assert "Python" not in headers["Server"]
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; ")
        assert "unsafe" not in policy
        assert "http" not in policy
        assert "*" not in policy
        if "preview" in path:
            assert "script-src" not in policy
            assert policy.endswith("frame-ancestors 'self'; sandbox")
            assert headers["X-Frame-Options"] == "SAMEORIGIN"
        else:
            script = policy.partition("script-src ")[2].partition(";")[0].split()
            assert all(each.startswith("'sha256-") for each in script)
            assert bool(script) == (path == "/")
            assert "frame-ancestors 'none'" in policy
            assert headers["X-Frame-Options"] == "DENY"
    refused = serving.send("GET", "/site").headers
    assert refused["Content-Security-Policy"].startswith("default-src 'none'")


def raw(serving: Serving, data: bytes) -> bytes:
    """Send bytes, and give what comes back until the server closes."""
    with socket.create_connection(("127.0.0.1", serving.port), timeout=30) as connection:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        found = b""
        while part := connection.recv(65536):
            found += part
    return found


def test_requests_that_are_none(serving: Serving) -> None:
    """Old ones, broken ones, doubled headers, two requests in one: refused, and nothing is answered twice."""
    cookie, port = serving.cookie.encode(), str(serving.port).encode()
    host = b"Host: 127.0.0.1:" + port + b"\r\n"
    good = b"Cookie: " + cookie + b"\r\n"
    cases: list[tuple[bytes, bytes]] = [
        (b"GET /site HTTP/1.0\r\n" + good + b"\r\n", b"421"),
        (b"GET /site HTTP/1.1\r\n" + good + b"\r\n", b"421"),
        (b"GET /site HTTP/1.1\r\n" + host + host + good + b"\r\n", b"421"),
        (b"GET /site HTTP/1.1\r\n" + host + b"Host: evil.example\r\n" + good + b"\r\n", b"421"),
        (b"GET /site HTTP/1.1\r\n" + host + good + b"Content-Length: 5\r\n\r\nhello", b"400"),
        (b"GET /site HTTP/1.1\r\n" + host + good + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", b"400"),
        (b"GET /site HTTP/9.9\r\n" + host + good + b"\r\n", b"505"),
        (b"NONSENSE\r\n\r\n", b"400"),
        (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n" + host + b"\r\n", b"414"),
        (b"GET /site HTTP/1.1\r\n" + host + good + b"X: y\r\n" * 200 + b"\r\n", b"431"),
        (b"GET /site HTTP/1.1\r\n" + host + good + b"X: " + b"y" * 70_000 + b"\r\n\r\n", b"431"),
    ]
    for data, status in cases:
        answer = raw(serving, data)
        assert answer.split(b" ", 2)[1] == status, (data[:80], answer[:200])
        assert b"Content-Security-Policy" in answer
        assert b"content/ru" not in answer
    assert raw(serving, b"") == b""
    twice = raw(serving, (b"GET /site HTTP/1.1\r\n" + host + good + b"Connection: keep-alive\r\n\r\n") * 2)
    assert twice.count(b"HTTP/1.0 200") == 1
    fields = b"".join(f"{name}: {value}\r\n".encode() for name, value in serving.headers().items())
    early = b"POST /save/x HTTP/1.1\r\n" + host + fields + b'Content-Length: 50\r\n\r\n{"id"'
    assert raw(serving, early).split(b" ", 2)[1] == b"400"
    assert serving.get("/site").status == 200


def test_many_who_never_finish(serving: Serving) -> None:
    """Connections that send nothing do not keep others from being answered."""
    held = [socket.create_connection(("127.0.0.1", serving.port), timeout=30) for _ in range(60)]
    try:
        for each in held:
            each.sendall(b"GET /")
        assert serving.get("/site").status == 200
    finally:
        for each in held:
            each.close()


def test_bound_to_this_machine_alone(serving: Serving) -> None:
    """No other address of the machine answers."""
    for family, address in _others():
        with socket.socket(family) as sock:
            sock.settimeout(2)
            assert sock.connect_ex((address, serving.port)) != 0, address


def _others() -> list[tuple[int, str]]:
    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            found.append((socket.AF_INET, probe.getsockname()[0]))
        except OSError:
            pass
    found.append((socket.AF_INET, "127.0.0.2"))
    return [each for each in found if each[1] != "127.0.0.1"]


def test_read_only_unless_asked(site: Folder) -> None:
    """Without --edit not a byte is written: not what a browser sends, not a page that is stale."""
    site.write("content/en/hours.md", site.read("content/en/hours.md") + "\nStale.\n")
    before = {path: site.read(path) for path in site.stamps()}
    serving = Serving(site)
    try:
        serving.login()
        page = serving.page(RU)
        assert page["state"] == "outdated"
        assert serving.get("/site").json["editable"] is False
        path, body = target(serving)
        answer = serving.send("POST", path, serving.headers(), body)
        assert (answer.status, b"--edit" in answer.body) == (403, True)
        site.write("content/en/new.md", "# New\n")
        until_page(serving, "content/ru/new.md")
        (site.root / "content/en/new.md").unlink()
    finally:
        assert serving.end()[0] == 0
    assert {path: site.read(path) for path in site.stamps()} == before


def until_page(serving: Serving, localized: str) -> Any:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        for page in serving.get("/site").json["pages"]:
            if page["localized"] == localized:
                return page
        time.sleep(0.05)
    raise AssertionError(localized)


def test_nothing_is_logged(serving: Serving) -> None:
    """Requests are nobody's business; least of all the token."""
    for path in ("/site", "/nothing", f"/?token={serving.token}", "/?token=wrong"):
        serving.get(path)
    raw(serving, b"NONSENSE\r\n\r\n")
    code, out, err = serving.end()
    assert (code, err) == (0, "")
    assert out == "Ended: 0 pages and 0 catalogs written.\n"


def test_a_port_that_is_taken(serving: Serving, site: Folder) -> None:
    """Said in a line, with a remedy."""
    run = subprocess.run(
        [sys.executable, "-m", "translator", "serve", "--port", str(serving.port)],
        cwd=site.root,
        env=_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    assert f"port {serving.port} cannot be used" in run.stderr


def _environment() -> dict[str, str]:
    from command_line import environment

    return environment()


def test_pictures_come_from_the_site_alone(serving: Serving, site: Folder) -> None:
    """By extension, inside the root, with links followed to their end; nothing else is put into a preview."""
    outside = site.root.parent / "outside.png"
    outside.write_bytes(b"outside")
    site.write("content/en/own.png", b"own picture")
    site.write("static/top.svg", b"<svg/>")
    site.write("content/en/.hidden.png", b"hidden")
    site.write("content/en/secret.txt", b"secret words")
    (site.root / "content/en/link.png").symlink_to(outside)
    (site.root / "content/en/text.png").symlink_to(site.root / "content/en/secret.txt")
    addresses = [
        "own.png", "/top.svg", "link.png", "text.png", "../../../outside.png",
        "%2e%2e/%2e%2e/%2e%2e/outside.png",
        str(outside), f"file://{outside}", ".hidden.png", "secret.txt", "https://example.org/own.png",
        "//example.org/own.png", "own.png%00.png", "data:image/png;base64,AAAA", "..\\..\\outside.png",
    ]  # fmt: skip
    site.write(
        "content/en/pics.md",
        "# Pictures\n\n" + "\n\n".join(f"![{n}](<{a}>)" for n, a in enumerate(addresses)),
    )
    until_page(serving, "content/ru/pics.md")
    name = serving.page("content/ru/pics.md")["id"]
    html = serving.get(f"/preview/{name}/source").body.decode()
    assert html.count("<img ") == 2
    assert "data:image/png;base64,b3duIHBpY3R1cmU=" in html
    assert "data:image/svg+xml;base64,PHN2Zy8+" in html


def test_a_localized_page_that_leads_out_of_the_site(serving: Serving, site: Folder) -> None:
    """A symbolic link to a secret shows nothing of it."""
    secret = site.root.parent / "secret.md"
    secret.write_text("# The secret\n", encoding="utf-8")
    secret.chmod(stat.S_IRUSR | stat.S_IWUSR)
    name = serving.page(RU)["id"]
    (site.root / RU).unlink()
    (site.root / RU).symlink_to(secret)
    for _ in range(20):
        body = serving.get(f"/preview/{name}/localized").body
        assert b"The secret" not in body
        time.sleep(0.02)
    assert secret.read_text(encoding="utf-8") == "# The secret\n"
