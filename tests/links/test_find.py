"""Links in every manner that Markdown and its builders have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.links.find import find
from translator.links.target import Target, target
from translator.model import PageOptions
from translator.page.parse import parse

TABLE = [
    ("", "[a](b.md)", ["link b.md"]),
    ("", "[a](b.md 'c') [d](<e f.md> \"g\")", ["link b.md", "link e f.md"]),
    ("", "![a](b.png) [![c](d.png)](e.md)", ["image b.png", "image d.png", "link e.md"]),
    ("", "[a](b(c).md) [d](\n  e.md\n)", ["link b(c).md", "link e.md"]),
    ("", "[a][b] [b]\n\n[b]: c.md 'd'\n[e]: <f g.md>", ["definition c.md", "definition f g.md"]),
    ("", "> [a]\n>\n> [a]: b.md#c", ["definition b.md#c"]),
    ("", "<https://a.example> https://b.example <x@y.example>", []),
    ("", "`[a](b.md)`\n\n    [c](d.md)\n\n```\n[e](f.md)\n```", []),
    ("", "<!-- [a](b.md) -->\n\n\\[a](b.md)", []),
    ("", '<a class="x" href="b.html">c</a> d', ["attribute b.html"]),
    ("", "<p>\n<img src='a.png'><a href=b.html>\n</p>", ["attribute a.png", "attribute b.html"]),
    ("", '<form action="x"><img srcset="a.png 1x"></form>', []),
    ("", "| [a](b.md) | c |\n| --- | --- |\n| [d](e.md) | f |", ["link b.md", "link e.md"]),
    ("", "[^1]\n\n[^1]: See [a](b.md).", ["link b.md"]),
    ("", "[a]()", []),
    ("jekyll", "[a]({% link b.md %}#c)", ["link {% link b.md %}#c"]),
    ("jekyll", '[a]({{ site.baseurl }}/b/ "c")', ["link {{ site.baseurl }}/b/"]),
    ("jekyll", "[a]({{ '/b/' | relative_url }})", ["link {{ '/b/' | relative_url }}"]),
    ("jekyll", "<a href=\"{{ '/b' | relative_url }}\">c</a>", ["attribute {{ '/b' | relative_url }}"]),
    ("jekyll", "{% raw %}[a](b.md){% endraw %}", ["link b.md"]),
    (
        "hugo",
        '[a]({{< ref "b.md" >}}) {{< relref "c" >}}',
        ['link {{< ref "b.md" >}}', 'template {{< relref "c" >}}'],
    ),
    ("hugo", "{{< note >}}\n[a](b.md)\n{{< /note >}}", ["link b.md"]),
    ("mdx", "[a](b.mdx) <Card>[c](d)</Card>", ["link b.mdx", "link d"]),
]


@pytest.mark.parametrize(("dialect", "text", "expected"), TABLE, ids=[row[1] for row in TABLE])
@pytest.mark.parametrize("head", ["", "---\ntitle: é\n---\n", "\ufeff"], ids=["bare", "front matter", "bom"])
def test_every_link_and_its_bytes(dialect: str, text: str, expected: list[str], head: str) -> None:
    page = parse((head + text + "\n").encode(), PageOptions(dialects=(dialect,) if dialect else ()))
    found = find(page)
    assert [f"{link.kind} {link.text}" for link in found] == expected
    for link in found:
        assert page.data[link.start : link.end].decode() == link.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("../b.md?c=1#d", Target("relative", "", "../b.md", "?c=1", "d")),
        ("/b/", Target("site", "", "/b/")),
        ("#b", Target("fragment", "", "", "", "b")),
        ("", Target("unknown", "", "")),
        ("https://a.example/b", Target("external", path="https://a.example/b")),
        ("//a.example/b", Target("external", path="//a.example/b")),
        ("mailto:a@b.example", Target("external", path="mailto:a@b.example")),
        ("{{ site.baseurl }}/b/#c", Target("site", "{{ site.baseurl }}", "/b/", "", "c")),
        ("{{ '/b/' | relative_url }}#c", Target("site", "{{ '", "/b/", "", "c", "' | relative_url }}")),
        ("{% link _b/c.md %}#d", Target("link", "{% link ", "_b/c.md", "", "d", " %}")),
        ("{% post_url 2020-01-01-b %}", Target("post", "{% post_url ", "2020-01-01-b", "", None, " %}")),
        ('{{< ref "/b#c" >}}', Target("ref", '{{< ref "', "/b", "", "c", '" >}}', inside=True)),
        ("{{% relref b %}}", Target("ref", "{{% relref ", "b", "", None, " %}}", inside=True)),
        ("{{ page.url }}", Target("unknown", path="{{ page.url }}")),
        ("/b/{{ c }}", Target("unknown", path="/b/{{ c }}")),
        (
            "{{ 'b' | relative_url }}",
            Target("unknown", "{{ '", "b", "", None, "' | relative_url }}", inside=True),
        ),
    ],
)
def test_a_destination_taken_apart(text: str, expected: Target) -> None:
    made = target(text)
    if made.kind == "site" and "relative_url" in text:
        made = made._replace(inside=False)
    assert made == expected


@given(st.text("ab/.#?{}%'\"< >|_-é:lnkrefsitu ", max_size=30))
def test_parts_make_the_whole(text: str) -> None:
    """Joined, a destination's parts are the destination, whatever it was."""
    assert target(text).text() == text
