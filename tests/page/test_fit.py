"""A translation, fitted into its source's place: the right markup and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from translator.model import Form
from translator.page.fit import Fit, doubtful, fit
from translator.page.inline import Setting, parse_inline
from translator.page.verdict import compare

P = Setting(labels=frozenset({"docs"}))
JEKYLL = Setting(dialects=("jekyll",))
HEADING, CELL, ALT, ITEM = Setting(Form.HEADING), Setting(Form.CELL), Setting(Form.ALT), Setting(item=True)
BLOCK = "it would be read as another kind of block"
BRINGS = "it brings what the source lacks: "


@pytest.mark.parametrize(
    ("message", "translation", "setting", "text"),
    [
        pytest.param("Words", "Wörter", P, "Wörter", id="words"),
        pytest.param("a *b*", "*y* x", P, "*y* x", id="the right markup, as it is"),
        pytest.param("a *b*", "_y_ x", P, "_y_ x", id="with the other mark"),
        pytest.param("Words", "1. x", P, "1\\. x", id="a line's beginning"),
        pytest.param("a", "- x", ITEM, "\\- x", id="an item's beginning"),
        pytest.param("a", "[x] y", ITEM, "\\[x\\] y", id="a task"),
        pytest.param("Words", "a *b* `c`", P, "a \\*b\\* \\`c\\`", id="markup where the source has none"),
        pytest.param("a *b* c *d*", "*x* *y* *z*", P, "*x* *y* \\*z\\*", id="more of it than the source has"),
        pytest.param("a [b](/c)", "x [y](/c) [z](/d)", P, "x [y](/c) \\[z\\](/d)", id="a link too many"),
        pytest.param("see [docs]", "siehe [Doku]", P, "siehe [Doku][docs]", id="a shortcut keeps its label"),
        pytest.param("see [Docs][]", "siehe [Doku][]", P, "siehe [Doku][Docs]", id="a collapsed one, too"),
        pytest.param("see ![docs]", "siehe ![Doku]", P, "siehe ![Doku][docs]", id="an image's label"),
        pytest.param("see [docs]", "siehe [DOCS]", P, "siehe [DOCS]", id="labels have no case"),
        pytest.param("Words", "see [docs]", P, "see \\[docs\\]", id="a label of the page"),
        pytest.param("Words", "see [other]", P, "see [other]", id="a label of none"),
        pytest.param("Words", "[^1]", P, "\\[^1\\]", id="a footnote's mark"),
        pytest.param("Words", "<b>x</b>", P, "\\<b>x\\</b>", id="tags"),
        pytest.param("Words", "<javascript:x>", P, "\\<javascript:x>", id="an address in brackets"),
        pytest.param("Words", "<!-- x", P, "\\<!-- x", id="a comment"),
        pytest.param("Words", "$$x$$", P, "\\$\\$x\\$\\$", id="math to some builders"),
        pytest.param("a ~b", "x ~y~ z", P, "x \\~y\\~ z", id="struck out by some builders"),
        pytest.param("Words", "https://a.b", P, "https\\://a.b", id="an address"),
        pytest.param("Words", "https://a.b", JEKYLL, "https://a.b", id="which kramdown does not link"),
        pytest.param("a", "x|y", CELL, "x\\|y", id="a pipe in a cell"),
        pytest.param("a `b`", "x `b` | y", CELL, "x `b` \\| y", id="beside code"),
        pytest.param("a", "x|y", P, "x|y", id="a pipe in a paragraph"),
        pytest.param("a", "x|y", JEKYLL, "x\\|y", id="which is a table to kramdown"),
        pytest.param("C", "C #", HEADING, "C \\#", id="a heading's closing mark"),
        pytest.param("Alt", "x ] y [", ALT, "x \\] y \\[", id="brackets in an alternative text"),
        pytest.param("Alt", "a](b) ![c", ALT, "a\\](b) !\\[c", id="two images for one"),
        pytest.param("Words", "{{ x }}", JEKYLL, "&#123;&#123; x \\}\\}", id="Liquid"),
        pytest.param(
            "a {{ x }}", "{{ x }} {{ y }}", JEKYLL, "{{ x }} &#123;&#123; y \\}\\}", id="beside the source's"
        ),
        pytest.param("**a:** b", "**字：**字", P, "**字：** 字", id="emphasis that would not close"),
        pytest.param("a _b_", "字_字_", P, "字*字*", id="emphasis that would not open"),
        pytest.param(
            "https://a.org x", "看https://a.org。字", P, "看<https://a.org>。字", id="a glued address"
        ),
        pytest.param("a *b*", "\ud800 *y*", P, "? *y*", id="a lone surrogate"),
        pytest.param("a &amp; b", "&lt;x&gt; & &copy;", P, "&lt;x&gt; & &copy;", id="entities"),
    ],
)
def test_what_is_written(message: str, translation: str, setting: Setting, text: str) -> None:
    """Nothing is to be said of it; what is fitted once fits."""
    assert fit(message, translation, setting) == Fit(text)
    assert fit(message, text, setting) == Fit(text)


@pytest.mark.parametrize(
    ("message", "translation", "setting", "reason"),
    [
        pytest.param("a *b*", "x y", P, "it lacks emphasis", id="emphasis"),
        pytest.param("a `b`", "x", P, "it lacks the code span `b`", id="code"),
        pytest.param("a [b](/c)", "x", P, "it lacks the link to /c", id="a link"),
        pytest.param("a [b](/c)", "[x](/d)", P, "it has another target: the link to /d", id="a target"),
        pytest.param("a<br>b", "x y", P, "it lacks <br>", id="a void tag"),
        pytest.param("a {{ x }}", "y", JEKYLL, "it lacks {{ x }}", id="a tag that prints"),
    ],
)
def test_what_is_told(message: str, translation: str, setting: Setting, reason: str) -> None:
    """What a translator left out is their affair."""
    assert fit(message, translation, setting) == Fit(translation, reason)


@pytest.mark.parametrize(
    ("message", "translation", "setting", "reason"),
    [
        pytest.param("a *b*", "x *y", P, "it lacks emphasis", id="half of an emphasis"),
        pytest.param("a `b`", "x `b", P, "it lacks the code span `b`", id="half of a code span"),
        pytest.param("a `b`", "x `y`", P, f"{BRINGS}the code span `y`", id="other code"),
        pytest.param(
            "a [b](/c)", "[x](javascript:y)", P, f"{BRINGS}the link to javascript:y", id="another scheme"
        ),
        pytest.param("a <b>c</b>", "x <i>y</i>", P, f"{BRINGS}<i>, </i>", id="other tags"),
        pytest.param("a <b>c</b>", "<b>y", P, "its HTML tags do not nest", id="half of a pair of tags"),
        pytest.param(
            "a <b>c</b>", "<b onclick='x'>y</b>", P, f"{BRINGS}<b onclick='x'>", id="another attribute"
        ),
        pytest.param("a[^1]", "x[^2]", P, f"{BRINGS}[^2]", id="another footnote"),
        pytest.param(
            "a {% x %}", "y", JEKYLL, "it lacks a template tag of the source: {% x %}", id="a tag that acts"
        ),
        pytest.param("C", "a\n# b", HEADING, BLOCK, id="a heading of two lines"),
        pytest.param("a *b*", "x\n\n*y*", P, BLOCK, id="two paragraphs"),
    ],
)
def test_what_is_held_back(message: str, translation: str, setting: Setting, reason: str) -> None:
    """It would bring what the source lacks, or break the page."""
    assert fit(message, translation, setting) == Fit(None, reason)


def test_harder_escapes_what_would_do_alone() -> None:
    """For a page that was not whole with the plain form."""
    assert fit("a", "x ] y", P, harder=True) == Fit("x \\] y")
    assert fit("a *b*", "x [1 *y*", P, harder=True) == Fit("x \\[1 *y*")


def test_a_message_that_is_none_apart_from_its_page() -> None:
    """It cannot be compared; the page's own guard will judge what comes of it."""
    assert fit("a\n\nb", "x *y*", P) == Fit("x *y*")
    assert fit("a\n\nb", "x *y*", P, harder=True) == Fit("x \\*y\\*")


@pytest.mark.parametrize(
    ("source", "written", "dialects", "own", "expected"),
    [
        pytest.param("a", "b", (), True, False, id="words"),
        pytest.param("a", "b ` c", (), True, True, id="a lone backquote"),
        pytest.param("a ` b", "c ` d", (), True, False, id="the source has one, too"),
        pytest.param("a", "b \\` c", (), True, False, id="an escaped one"),
        pytest.param("a", "b~c", (), True, True, id="a tilde in a word"),
        pytest.param("a", "b ~ c", (), True, False, id="between spaces"),
        pytest.param("a", "b [c", (), True, True, id="a bracket that is never closed"),
        pytest.param("a", "b [c]", (), True, False, id="one that is"),
        pytest.param("a", "b | c", (), True, False, id="a pipe"),
        pytest.param("a", "b | c", ("jekyll",), True, True, id="a pipe to kramdown"),
        pytest.param("a", "b _c", (), True, False, id="an underscore"),
        pytest.param("a", "b _c", ("jekyll",), True, True, id="an underscore to kramdown"),
        pytest.param("a * b", "c \\* d", (), False, True, id="a star of the source's that we escaped"),
        pytest.param("a * b", "c \\* d", (), True, False, id="that the translator escaped"),
    ],
)
def test_doubtful(source: str, written: str, dialects: tuple[str, ...], own: bool, expected: bool) -> None:
    """Marks that are text to the parser, and to some builder markup: more of them than in the source."""
    assert doubtful(source, written, dialects, own=own) is expected


@pytest.mark.parametrize(
    ("message", "translation", "setting", "text"),
    [
        pytest.param("an app", "приложение (*stateful*)", P, "приложение (*stateful*)", id="emphasis"),
        pytest.param("a *b*", "*y* **z** _x_", P, "*y* **z** _x_", id="more of it"),
        pytest.param("an *app*", "ein __App__ **x**", HEADING, "ein __App__ **x**", id="for another kind"),
        pytest.param("an app", "1. *x*", P, "1\\. *x*", id="behind what is escaped"),
        pytest.param("an app", "`x` *y*", P, "\\`x\\` \\*y\\*", id="not with a code span"),
        pytest.param("an app", "字**（字）**字", P, "字\\*\\*（字）\\*\\*字", id="not where no mark flanks"),
        pytest.param("an app", "*x **y*", P, "\\*x \\*\\*y\\*", id="not with a stray mark"),
        pytest.param("an app", "~~x~~", P, "\\~\\~x\\~\\~", id="no deletion, which not all builders know"),
        pytest.param("an app", "*<b>x</b>*", P, "\\*\\<b>x\\</b>\\*", id="no tag"),
    ],
)
def test_people_may_emphasise(message: str, translation: str, setting: Setting, text: str) -> None:
    """A person's emphasis stands, where it is emphasis to every builder and nothing else came with it."""
    assert fit(message, translation, setting, by_people=True) == Fit(text)
    assert fit(message, text, setting, by_people=True) == Fit(text)


MESSAGES = [
    "Words",
    "a *b* `c`",
    "[a](/b) <b>c</b>",
    "see [docs] **x**",
    "![a](b) https://a.org",
    "~~a~~[^1]",
]
PIECES = ["\n", "](/b)", "](javascript:x)", "<b>", "</b>", "[docs]", "`c`", "[^1]"]
HOSTILE = st.lists(st.sampled_from([*"*_`[]()<>~|$\\{}#!-+=:. a字", *PIECES]), max_size=14).map("".join)


@example("see [docs] **x**", "*[*", False, False, HEADING)
@given(
    st.sampled_from(MESSAGES),
    HOSTILE,
    st.booleans(),
    st.booleans(),
    st.sampled_from([P, HEADING, CELL, ITEM, JEKYLL]),
)
def test_what_is_written_reads_as_the_source(
    message: str, text: str, harder: bool, by_people: bool, setting: Setting
) -> None:
    """Whatever comes in: the source's markup or tolerably less; told where less, held back where not.

    Emphasis of the other kind is no less: a translator's `*x*` for `**x**` needs no telling. Nor does
    emphasis that people add.
    """
    translation = text.strip() or "x"
    made = fit(message, translation, setting, harder=harder, by_people=by_people)
    if made.text is None:
        assert made.reason
        return
    source, written = parse_inline(message, setting), parse_inline(made.text, setting)
    assert source is not None
    assert written is not None
    difference = compare(source.words, written.words, by_people=by_people)
    assert difference.tolerable
    assert made.reason == difference.text or (difference.emphasis and not made.reason)
