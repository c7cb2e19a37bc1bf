"""Whether a written page is its source but for the words."""

from __future__ import annotations

import pytest

from translator.model import PageOptions
from translator.page.guard import Breach, breach
from translator.page.parse import read_body

PLAIN: tuple[str, ...] = ()
JEKYLL, HUGO = ("jekyll",), ("hugo",)
BLOCK = "a block would begin, end or change"


def compared(source: str, written: str, names: tuple[str, ...] = PLAIN) -> Breach | None:
    options = PageOptions(dialects=names)
    return breach(read_body(source.encode(), options), read_body(written.encode(), options))


@pytest.mark.parametrize(
    ("source", "written", "names"),
    [
        pytest.param("", "", PLAIN, id="nothing"),
        pytest.param("# One\n\n*two* three\n", "# Eins\n\ndrei *zwei*\n", PLAIN, id="words and their order"),
        pytest.param("One\ntwo\n", "Eins zwei\n", PLAIN, id="line breaks"),
        pytest.param("One *two*\n", "Eins zwei\n", PLAIN, id="emphasis lost"),
        pytest.param("[One](/a 'T')\n", "[Eins](/de/a 'U')\n", PLAIN, id="another target of the same kind"),
        pytest.param("<p title='One'>two</p>\n", "<p title='Eins'>zwei</p>\n", PLAIN, id="words in HTML"),
        pytest.param("|a|b|\n|-|-|\n|c|d|\n", "|w|x|\n|-|-|\n|y|z|\n", PLAIN, id="cells"),
        pytest.param("`a` b\n", "c\n", PLAIN, id="code lost"),
        pytest.param("{% a %}\nb {{ c }}\n", "{% a %}\n{{ c }} d\n", JEKYLL, id="template tags"),
        pytest.param('{{< f alt="One" >}}\n', '{{< f alt="Eins" >}}\n', HUGO, id="a parameter's words"),
        pytest.param("- [ ] One\n", "- [x] Eins\n", PLAIN, id="a task that is done"),
        pytest.param("One\r\n\r\ntwo", "Eins\n\nzwei\n", PLAIN, id="line ends"),
    ],
)
def test_whole(source: str, written: str, names: tuple[str, ...]) -> None:
    """Words may change, markup may move, and some of it may be left out."""
    assert compared(source, written, names) is None


@pytest.mark.parametrize(
    ("source", "written", "expected"),
    [
        pytest.param("a\n", "- b\n", Breach(0, 0, BLOCK, 0), id="a list"),
        pytest.param("a\n\nb\n", "a\n\n# c\n", Breach(3, 3, BLOCK, 3), id="a heading"),
        pytest.param("a\n\nb\n", "a\n\nc\n\nd\n", Breach(5, 5, BLOCK, 6), id="a paragraph more"),
        pytest.param("a\n\nb\n", "a b\n", Breach(3, 3, BLOCK, 4), id="a paragraph less"),
        pytest.param("# a\n", "## a\n", Breach(0, 0, BLOCK, 0), id="another level"),
        pytest.param("1. a\n", "2. a\n", Breach(0, 0, BLOCK, 0), id="another number"),
        pytest.param("a\n\n    b\n", "a\n\n    c\n", Breach(7, 7, BLOCK, 7), id="other code"),
        pytest.param("```sh\na\n```\n", "```py\na\n```\n", Breach(0, 0, BLOCK, 0), id="another language"),
        pytest.param("|a|\n|-|\n", "|a|\n|:-|\n", Breach(0, 0, BLOCK, 0), id="another alignment"),
        pytest.param("> a\n", "> [!NOTE]\n> a\n", Breach(0, 0, BLOCK, 0), id="an alert"),
        pytest.param(
            "a `b`\n", "a `c`\n", Breach(0, 5, "it brings what the source lacks: the code span `c`"),
            id="other inline code",
        ),
        pytest.param(
            "a\n\nb\n", "a\n\n<b>c</b>\n", Breach(3, 4, "it brings what the source lacks: <b>, </b>"),
            id="tags in a paragraph",
        ),
        pytest.param(
            "<p>a</p>\n", "<p onclick='x'>a</p>\n",
            Breach(0, 9, "it brings what the source lacks: <p onclick='x'>"), id="another attribute",
        ),
        pytest.param(
            "a\n", "[b](javascript:x)\n",
            Breach(0, 1, "it brings what the source lacks: the link to javascript:x"), id="a link",
        ),
        pytest.param("<div>\na\n</div>\n", "a\n", Breach(0, 0, BLOCK, 0), id="an HTML block lost"),
    ],
)  # fmt: skip
def test_breached(source: str, written: str, expected: Breach) -> None:
    """The first departure, where it is in the source and where it shows."""
    assert compared(source, written) == expected


@pytest.mark.parametrize(
    ("source", "written", "names", "reason"),
    [
        pytest.param("a\n", "{{ x }}\n", JEKYLL, "it brings what the source lacks: {{ x }}", id="in text"),
        pytest.param(
            "{% a %}\n\nb\n", "{% c %}\n\nb\n", JEKYLL, "a template tag would change: {% a %}", id="another"
        ),
        pytest.param(
            "{% a %}\n\n<p>b</p>\n", "\n\n<p>b</p>\n", JEKYLL, "a template tag would come in or go", id="gone"
        ),
        pytest.param(
            "<p>a</p>\n", "<p>{{ x }}</p>\n", JEKYLL, "it brings a template tag: {{ x }}", id="in HTML"
        ),
        pytest.param(
            '{{< f alt="a" >}}\n', '{{< f alt="a" src="b" >}}\n', HUGO,
            'a template tag would change: {{< f alt="" >}}', id="another parameter",
        ),
        pytest.param(
            "a {{< b >}}\n", "a\n", HUGO, "it lacks a template tag of the source: {{< b >}}", id="lost"
        ),
    ],
)  # fmt: skip
def test_template_tags(source: str, written: str, names: tuple[str, ...], reason: str) -> None:
    """None comes in, wherever it stands; none that does something goes."""
    found = compared(source, written, names)
    assert found is not None
    assert found.reason == reason
