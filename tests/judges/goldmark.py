"""goldmark as Hugo runs it: the real ``hugo``, on a site made of nothing but the pages to judge.

Hugo's own parser finds the shortcodes. Their templates are stand-ins that print the name, the
parameters and the rendered content: a shortcode that lost a quote, its end or its indentation
shows in the HTML, or fails the build, as it would on the real site.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from judges import RenderError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["missing", "render_many"]

_CONFIG = """\
baseURL = "https://example.org/"
disableKinds = ["404", "home", "robotstxt", "rss", "section", "sitemap", "taxonomy", "term"]
uglyURLs = true
timeout = "120s"
enableGitInfo = false
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.parser.attribute]
block = true
"""
"""Hugo's defaults, with raw HTML and block attributes on, as on the Kubernetes site and Hugo's own."""

_BEFORE, _AFTER = "<main>", "</main>"
_CODE_BLOCK = (
    '<pre><code data-type="{{ .Type }}" data-attributes="{{ jsonify .Attributes }}" '
    'data-options="{{ jsonify .Options }}">{{ .Inner }}</code></pre>\n'
)
_TEMPLATES = {
    # Hugo writes no empty files: the element tells a page without content from a lost one.
    "page.html": f"{_BEFORE}{{{{ .Content }}}}{_AFTER}",
    # The default hooks drop the options of a fence and the kind of an alert.
    "_markup/render-codeblock.html": _CODE_BLOCK,
    "_markup/render-codeblock-goat.html": _CODE_BLOCK,  # or Hugo would draw it
    "_markup/render-blockquote.html": (
        '<blockquote data-alert="{{ .AlertType }}{{ .AlertSign }}">'
        "{{ with .AlertTitle }}<p>{{ . }}</p>{{ end }}{{ .Text }}</blockquote>"
    ),
}

_ATTRIBUTES = (
    "{{- range $key, $value := .Params }}"
    ' {{ printf "data-p-%v=\\"%s\\"" $key (htmlEscape (string $value)) | safeHTMLAttr }}'
    "{{ end -}}"
)
_MARKDOWN_CONTENT = '{{ .Page.RenderString (dict "display" "block") .InnerDeindent }}'

_WORD = '{{- printf "LQ%08x" (hash.FNV32a (printf "%v %v" .Name .Params)) -}}'
"""What a shortcode in an address prints: see `judges.liquid.PLACEHOLDER`."""

_VERBATIM = frozenset(("chem", "code-toggle", "comment", "highlight", "hl", "katex", "math", "mermaid"))
"""Paired shortcodes whose content is no Markdown."""

_SHORTCODE = re.compile(
    rb"""(?P<open>\{\{(?P<mark>[<%])\s*(?P<end>/\s*)?)
         (?P<name>\w[\w./-]*?)(?=\s|/?[>%]\}\})
         (?P<self>(?=(?:(?!/?[>%]\}\}).)*/[>%]\}\}))?""",
    re.ASCII | re.DOTALL | re.VERBOSE,
)
_BEHIND = re.compile(rb"(?:(?!>\}\}).)*>\}\}\s*+(\{\{%)?", re.DOTALL)
_IN_ADDRESS = re.compile(rb"(?:\]\(|\]:[ \t]*|<[A-Za-z][^<>]*=[\"'])<?[^\s\"'<>)]*\Z")
_FRONT_MATTER = b"---\ntitle: page\n---\n"
_LINES_BEFORE = _FRONT_MATTER.count(b"\n")
_BLAMED = re.compile(r"p(?P<page>\d{6})\.md(?::(?P<line>\d+):\d+)?\"?:? *(?P<complaint>.*)")


@cache
def _program() -> str | None:
    beside = Path(sys.prefix) / "bin" / "hugo"
    return str(beside) if beside.is_file() else shutil.which("hugo")


def missing() -> str:
    """Why this judge cannot sit, or nothing."""
    return "" if _program() else "hugo is not installed"


def render_many(bodies: Sequence[bytes]) -> list[str | RenderError]:
    """Render many bodies in one build, in order; a page that Hugo refuses does not hinder the others."""
    results: dict[int, str | RenderError] = {}
    templates: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="goldmark-") as name:
        root = Path(name)
        (root / "content").mkdir()
        (root / "hugo.toml").write_text(_CONFIG, encoding="utf-8")
        for number, body in enumerate(bodies):
            (root / "content" / _file(number)).write_bytes(_FRONT_MATTER + _with_own_names(body, templates))
        for path, template in (_TEMPLATES | templates).items():
            (root / "layouts" / path).parent.mkdir(parents=True, exist_ok=True)
            (root / "layouts" / path).write_text(template, encoding="utf-8")
        while len(results) < len(bodies) and (complaints := _build(root)):
            for number, complaint in complaints.items():
                results[number] = RenderError(complaint)
                (root / "content" / _file(number)).unlink()
        for number in range(len(bodies)):
            if number not in results:
                html = (root / "public" / f"p{number:06}.html").read_text(encoding="utf-8", errors="replace")
                results[number] = html.removeprefix(_BEFORE).removesuffix(_AFTER)
    return [results[number] for number in range(len(bodies))]


def _file(number: int) -> str:
    return f"p{number:06}.md"


def _build(root: Path) -> dict[int, str]:
    """Build the site, and return the pages that kept it from being built, with Hugo's complaint."""
    command = [_program() or "hugo", "build", "--source", str(root), "--noBuildLock"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    if not done.returncode:
        return {}
    output = done.stdout + done.stderr
    complaints = {
        int(match["page"]): f"line {int(match['line'] or 0) - _LINES_BEFORE}: {match['complaint']}"
        for line in output.splitlines()
        if line.startswith("ERROR")
        for match in _BLAMED.finditer(line)
    }
    if not complaints:
        raise RuntimeError(f"hugo failed, and blames no page:\n{output}")
    return complaints


def _with_own_names(body: bytes, templates: dict[str, str]) -> bytes:
    """Rename a page's shortcodes by how the page uses them, and add their templates.

    A template that prints its content must be called with an end, and one that does not must not;
    nor can it learn whether it was called with ``<`` or ``%``, which is to say whether its
    content is rendered by it or with the page. So each manner of use gets a template of its own.

    What holds nothing but shortcodes with ``%`` has them rendered already: the tabs of Kubernetes' site
    are printed as they are, and Markdown is not made of their HTML once more.
    """
    paired = {
        match["name"]
        for match in _SHORTCODE.finditer(body)
        if match["end"] is not None or match["self"] is not None
    }

    openings = [each for each in _SHORTCODE.finditer(body) if each["mark"] == b"<" and each["end"] is None]
    mixed = {
        each["name"] for each in openings if not (behind := _BEHIND.match(body, each.end())) or not behind[1]
    }

    def rename(match: re.Match[bytes]) -> bytes:
        name, content = match["name"].decode(), match["name"] in paired
        markdown = match["mark"] == b"%"
        line = body.rfind(b"\n", 0, match.start()) + 1
        address = not content and bool(_IN_ADDRESS.search(body, line, match.start()))
        holder = content and not markdown and match["name"] not in mixed
        use = "of" if holder else "in" if content else "url" if address else "no"
        own = f"{'md' if markdown else 'lt'}-{use}-{name.replace('/', '-')}"
        templates[f"_shortcodes/{own}.html"] = _template(
            name, content=content, markdown=markdown, address=address, holder=holder
        )
        return match["open"] + own.encode()

    return _SHORTCODE.sub(rename, body)


def _template(name: str, *, content: bool, markdown: bool, address: bool, holder: bool) -> str:
    attributes = f'data-sc="{name}"{_ATTRIBUTES}'
    if not content:
        return _WORD if address else f"<span {attributes}></span>"
    if name in _VERBATIM:
        return f"<pre {attributes}>{{{{ htmlEscape .Inner | safeHTML }}}}</pre>"
    if markdown:
        return f"<div {attributes}>\n\n{{{{ .Inner }}}}\n\n</div>"
    return f"<div {attributes}>{'{{ .Inner }}' if holder else _MARKDOWN_CONTENT}</div>"
