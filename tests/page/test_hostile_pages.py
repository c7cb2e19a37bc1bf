"""Pages of nothing but openings that are never closed: read, written, and in no time.

A pattern that tries every way to pair three hundred quotes would not come back before the sun goes out.
"""

from __future__ import annotations

import pytest

from translator.model import PageOptions
from translator.page.dialects import DIALECTS
from translator.page.guard import breach
from translator.page.parse import parse
from translator.page.pseudo import pseudo
from translator.page.write import write

TIMES = 300
OPENINGS = [
    "{{", "{%", "{{<", "{{%", '{{< a "', '{{% "x" ', "{%- ", "{{</*", "{{`", "{% raw %}", "{% comment %}",
    "{:", "{::comment}", "{#", "{.", "{", "{/*", "<A b={", "<A b={{", "<!--", "<!-- translate:", "<a ",
    '<a x="', "<a title='", "</a", "<div>", '<p markdown="1">', "<details>\n", "<pre>", "<code>",
    "<script>", "<?", "<!A", "<![CDATA[", "[", "[a](", "![", '![a](b "', "[^a", "[^a]: ", '[a]: x "', "*",
    "**a ", "*a_", "_", "`", "``a", "$", "$$", "|", "a|", "| - |\n", "a\n|-|\n", "~", "~~", "http://",
    "https://a.b/((", "<https:", "www.", "a@b.", "&a", "&#1", "\\", "> ", "- ", "1. ", "# ", ":::",
    "::: a\n", "> [!A] ", "*[a]: ", "import a\n",
    "export {\n\n", "export `", "{`", "{'", "{//", "<A\n\n", "<A>\n        ",
    "title: {", '"', "'", "(", "%}", "}}", "\u2028", "\t", "\r",
    '!!! a "', '=== "', "/// a | ", "--8<--\n", "<div markdown>\n", "{--", "{~~", "\\(", "++a+", "```{note} ",
    "\\``",
]  # fmt: skip

LONG = [
    ("", unit, "")
    for unit in (
        "!!! ", '!!! a "', '??? "', '=== "', '=== "a"\n', "/// ", "/// a\n", "--8<--\n", '--8<-- "',
        "<div markdown>", "<div markdown>\n", "<div markdown>\n```\n", "<div>\n", "<div/>\n",
        "<p>\n\n<span>\n", "<p>\n</p>\n<b>\n", "[^", "{", "{{", "{%", "{# ", "{*", "{.a ", '{.a "',
        "# a {.b} ", "{{a}}", "<b>{{a}} ", "![](a){{b}}", "++", "++a+", "==", "^^", "~~", "{--", "{~~", "$",
        "$$", "$a$ ", "\\(", "\\(a\n", ":a:\n", "- <!-- a", "[a] [", "*[a]: b\n", ":::", ":::a\n~~~\n",
        ":::{note}\n", "```{", "```{note}\n", "```{note}\n---\n", '``` title="a b"\n```\n', "\\``", "`a``b",
        "{a}``", "```{figure} a\n:alt: b\n```\n",
    )
] + [
    (before, " ", "x")
    for before in (
        "???", '??? "', "/// a", "/// a | b", "*[a]: b", "```{note} a", "```{note}\n:alt: a", "{.a",
        '``` title="a b" c', ":a", "(a)=", '=== "a"', "--8<--",
    )
] + [('``` title="a b"\n', "~", ""), ("- ", "<!-- -->", "<"), ("$$a$$", " (", "")]  # fmt: skip


@pytest.mark.parametrize("dialects", [(), *((name,) for name in sorted(DIALECTS))], ids="".join)
@pytest.mark.parametrize("opening", OPENINGS)
def test_what_is_never_closed(opening: str, dialects: tuple[str, ...]) -> None:
    """Alone, behind a word and below front matter, the page comes back, and no translation breaks it."""
    for before in ("", "a ", "---\ntitle: x\n---\n"):
        data = (before + opening * TIMES).encode()
        page = parse(data, PageOptions(dialects=dialects, translate=("title",)), "page.md")
        assert write(page, [segment.message for segment in page.segments]).data == data
        again = parse(write(page, pseudo(page, "hostile")).data, page.options, page.path)
        assert page.body is not None
        assert again.body is not None
        assert breach(page.body, again.body) is None


@pytest.mark.parametrize("dialect", ["mkdocs", "myst"])
@pytest.mark.parametrize(("before", "unit", "behind"), LONG)
def test_long_pages_are_read_in_steps_that_grow_with_them(
    before: str, unit: str, behind: str, dialect: str
) -> None:
    """A page is looked at as often as it is long, not as that squared, whatever is opened and never closed.

    Nothing is timed: where it is squared, a page of fifty thousand bytes takes the whole time of the tests.
    """
    data = (before + unit * (50_000 // len(unit)) + behind).encode()
    page = parse(data, PageOptions(dialects=(dialect,)))
    assert page.data == data
