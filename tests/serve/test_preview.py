"""The preview: what readers see, and nothing that acts."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.model import PageOptions
from translator.serve.preview import preview
from translator.serve.sanitize import sanitized

PICTURE = "data:image/png;base64,AAAA"
OPTIONS = PageOptions(dialects=("jekyll",), translate=("title",))


def shown(text: str, options: PageOptions = OPTIONS) -> str:
    return preview(text.encode(), options, "a.md", lambda address: PICTURE if address == "a.png" else "")


class Watcher(HTMLParser):
    """Notes whatever could act."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        allowed = {
            "alt",
            "title",
            "lang",
            "dir",
            "colspan",
            "rowspan",
            "align",
            "start",
            "open",
            "datetime",
            "src",
            "class",
            "type",
            "disabled",
            "checked",
        }
        if tag in (
            "script",
            "style",
            "iframe",
            "object",
            "embed",
            "svg",
            "math",
            "form",
            "base",
            "meta",
            "link",
        ):
            self.wrong.append(tag)
        for name, value in attrs:
            if name not in allowed:
                self.wrong.append(name)
            if name == "src" and value != PICTURE:
                self.wrong.append(str(value))
        if tag not in ("br", "hr", "img", "input", "wbr", "col"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"/{tag}")


def wrong(html: str) -> list[str]:
    watcher = Watcher()
    watcher.feed(html)
    watcher.close()
    return watcher.wrong + watcher.open


CASES = [
    ("# A *b*\n", "<h1>A <em>b</em></h1>"),
    ("a {{ site.x }} b\n", '<p>a <span class="tag">{{ site.x }}</span> b</p>'),
    ("[a]({{ site.url }}/b)\n", '<p><a title="{{ site.url }}/b">a</a></p>'),
    ("{% include x.html %}\n\na\n", "<p>a</p>"),
    ("# A {#b}\n", "<h1>A</h1>"),
    ("a\n{: .lead}\n", "<p>a"),
    ("![b](a.png)\n", f'<img alt="b" src="{PICTURE}">'),
    ("![b](c.png)\n", '<span class="picture">b</span>'),
    ("![b](https://example.org/a.png)\n", '<span class="picture">b</span>'),
    ("[a](https://example.org/ 'b')\n", '<a title="b">a</a>'),
    ("[a](javascript:alert%281%29)\n", '<a title="javascript:alert%281%29">a</a>'),
    ("- [x] a\n", '<input type="checkbox" disabled="" checked="">'),
    ("| a |\n|---|\n| b |\n", "<th>a</th>"),
    ("---\ntitle: Some <b>\n---\n\na\n", '<dl class="matter"><dt>title</dt><dd>Some &lt;b&gt;</dd></dl>'),
    ("&lt;script&gt;\n", "<p>&lt;script&gt;</p>"),
    ("`<script>`\n", "<code>&lt;script&gt;</code>"),
    ("<script>alert(1)</script>\n\na\n", "<p>a</p>"),
    ("a <b onclick=x style=y class=z id=i>b</b>\n", "<p>a <b>b</b></p>"),
    ("<div>\n\na\n", "<div>\n<p>a</p>\n</div>"),
    ("</div></main></body>a\n", "a"),
]


@pytest.mark.parametrize(("text", "part"), CASES)
def test_cases(text: str, part: str) -> None:
    """Markdown is rendered, a builder's tags are shown or left out, markup that acts is gone."""
    html = shown(text)
    assert part in html
    assert wrong(html) == []


HOSTILE = [
    "<script>x()</script>",
    "<SCRIPT SRC=//evil.example></SCRIPT>",
    "<scr<script>ipt>x()</script>",
    "<img src=x onerror=x()>",
    "<svg onload=x()>",
    "<svg><script>x()</script></svg>",
    "<math><mi xlink:href=javascript:x()>",
    "<iframe src=//e>",
    "<a href=javascript:x()>a</a>",
    "<a href=' java\nscript:x()'>a</a>",
    "<form action=//e><button>b</button></form>",
    "<base href=//e>",
    "<meta http-equiv=refresh content='0;url=//e'>",
    "<link rel=stylesheet href=//e>",
    "<style>@import '//e'</style>",
    "<p style='background:url(//e)'>a</p>",
    "<noscript><p title='</noscript><img src=x onerror=x()>'>",
    "<textarea><img src=x onerror=x()></textarea>",
    "<title><img src=x onerror=x()></title>",
    "<!--><img src=x onerror=x()>-->",
    "<![CDATA[<img src=x onerror=x()>]]>",
    "<?php <img src=x onerror=x()> ?>",
    "<img src='a.png' srcset='//e 2x'>",
    "<video poster=//e src=//e autoplay>",
    "<input type=image src=//e>",
    "<input type=checkbox onclick=x()>",
    "<object data=//e>",
    "<body onload=x()>",
    "<template><img src=x onerror=x()></template>",
    '<img src="a.png" alt=\'"><script>x()</script>\'>',
    "<a title='\"><script>x()</script>' href=x>a</a>",
    "<img/src=x/onerror=x()>",
    "<\0script>x()</script>",
    "<table background=//e>",
    "<plaintext><script>x()",
    "<xmp><script>x()</script></xmp>",
    "<a ping=//e href=b>c</a>",
    "\ue0000\ue001",
    "\ue000999999\ue001",
    "<b title='{{ \"><script>x()</script> }}'>a</b>",
    "{{ '<script>x()</script>' }}",
    "{% raw %}<script>x()</script>{% endraw %}",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    "frame", ["{}\n", "a {} b\n", "| {} |\n|---|\n", "- {}\n", "> {}\n", "---\ntitle: |\n  {}\n---\n"]
)
def test_nothing_acts(text: str, frame: str) -> None:
    """No tag, attribute or address that runs or loads anything, wherever in a page it stands."""
    if "title" in frame:  # a control character is none for YAML, and a line has to be indented
        text = text.replace("\0", "").replace("\n", " ")
    html = shown(frame.replace("{}", text, 1))
    assert wrong(html) == []


PIECES = (
    "<",
    ">",
    "/",
    "'",
    '"',
    "=",
    " ",
    "\n",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?",
    "&#60;",
    "&lt",
    "script",
    "img src=a.png",
    "svg",
    "style",
    "p",
    "a href=javascript:x",
    "onerror=x()",
    "\0",
    "b",
    "textarea",
    "title",
    "{{",
    "}}",
    "{%",
    "%}",
    "`",
    "[",
    "](",
    ")",
    "\ue000",
    "\ue001",
    "1",
)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_no_mixture_acts(text: str) -> None:
    """The law, on what nobody would write."""
    assert wrong(sanitized(text, lambda _: PICTURE, ("<b>",))) == []
    assert wrong(shown(text, PageOptions(dialects=("jekyll",)))) == []


def test_a_data_file() -> None:
    """Has no body: its texts are listed."""
    html = preview(
        b"menu:\n  title: Start <now>\n", PageOptions(translate=("**",), data_format="yaml"), "a.yml", str
    )
    assert html == '<dl class="matter"><dt>menu.title</dt><dd>Start &lt;now&gt;</dd></dl>'
