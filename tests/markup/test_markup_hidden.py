"""Markup put away, and put back."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from corpus import SITES, pages, requires_corpus
from hypothesis import given
from hypothesis import strategies as st
from markup_strategies import LAW, MESSAGES, SETTINGS

from translator.errors import PageError
from translator.markup.hidden import CLOSE, OPEN, VOID, Hidden, Mark, hide, restore
from translator.model import Form, PageOptions
from translator.page.dialects import DIALECTS
from translator.page.inline import Setting
from translator.page.parse import parse

if TYPE_CHECKING:
    from collections.abc import Sequence


def shown(hidden: Hidden) -> str:
    """The pieces with marks for markup: ``⟨1⟩bold⟨/1⟩ ⟨2/⟩``."""
    return "".join(
        piece
        if isinstance(piece, str)
        else {OPEN: "⟨{}⟩", CLOSE: "⟨/{}⟩", VOID: "⟨{}/⟩"}[piece.role].format(piece.number)
        for piece in hidden.pieces
    )


def assert_lawful(message: str, setting: Setting) -> None:
    """The laws of a hidden message."""
    hidden = hide(message, setting)
    assert restore(hidden, hidden.pieces) == message
    assert hidden.message == message
    assert all(hidden.pieces)
    assert all(mark.literal for mark in hidden.marks)
    assert not any(isinstance(one, str) and isinstance(two, str) for one, two in pairwise(hidden.pieces))
    assert_numbered(hidden.pieces)


def assert_numbered(pieces: Sequence[str | Mark]) -> None:
    """Numbers begin with 1 and leave none out; what opens is closed, inside of what opened before it."""
    count = 0
    stack: list[int] = []
    for mark in [piece for piece in pieces if isinstance(piece, Mark)]:
        if mark.role == CLOSE:
            assert stack.pop() == mark.number
            continue
        count += 1
        assert mark.number == count
        if mark.role == OPEN:
            stack.append(count)
    assert not stack


@LAW
@given(MESSAGES, SETTINGS)
def test_what_is_hidden_is_restored(message: str, setting: Setting) -> None:
    """restore(hide(s)) == s, wherever it stands; placeholders are numbered in order, each once."""
    assert_lawful(message, setting)


@LAW
@given(st.text(), SETTINGS)
def test_any_text_is_restored(message: str, setting: Setting) -> None:
    """Lone surrogates and controls, too."""
    assert_lawful(message, setting)


@pytest.mark.corpus
@requires_corpus
@pytest.mark.parametrize("site", sorted(SITES))
def test_real_messages_are_restored(site: str) -> None:
    """Of every third page of every site, in all of its locales."""
    dialects = tuple(name for name in SITES[site].dialects if name in DIALECTS)
    for path in pages(site)[::3]:
        try:
            page = parse(path.read_bytes(), PageOptions(dialects=dialects), path.name)
        except PageError:
            continue
        for segment in page.segments:
            assert_lawful(segment.message, Setting(segment.form, dialects=page.options.dialects))


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Use **bold** and `code`.", "Use ⟨1⟩bold⟨/1⟩ and ⟨2/⟩."),
        ("***both*** _one_ ~~gone~~", "⟨1⟩⟨2⟩both⟨/2⟩⟨/1⟩ ⟨3⟩one⟨/3⟩ ⟨4⟩gone⟨/4⟩"),
        ("snake_case_name, 2*3*4", "snake_case_name, 2⟨1⟩3⟨/1⟩4"),
        ('[text](https://example.org/a_b "T")', "⟨1⟩text⟨/1⟩"),
        ("![alt](i.png) [![alt](i.png)](/a)", "⟨1⟩alt⟨/1⟩ ⟨2⟩⟨3⟩alt⟨/3⟩⟨/2⟩"),
        ("[no link] and [^1]", "[no link] and ⟨1/⟩"),
        ("<https://example.org> or me@example.org", "⟨1/⟩ or ⟨2/⟩"),
        ("See https://example.org/a, or www.example.org.", "See ⟨1/⟩, or ⟨2/⟩."),
        ("<b>bold</b><br>next<br/>", "⟨1⟩bold⟨/1⟩⟨2/⟩next⟨3/⟩"),
        ("<b>open, closed</i>", "⟨1/⟩open, closed⟨2/⟩"),
        ("<b>*a</b>*", "⟨1/⟩⟨2⟩a⟨3/⟩⟨/2⟩"),
        ("<b><i>a</b></i>", "⟨1⟩⟨2/⟩a⟨/1⟩⟨3/⟩"),
        ("<code>let x</code>, <kbd>A</kbd>", "⟨1/⟩, ⟨2/⟩"),
        ("`<code>` around %s, `</code>` behind it", "⟨1/⟩ around ⟨2/⟩, ⟨3/⟩ behind it"),
        ("<code>`</code> <b>`</b>", "⟨1/⟩ ⟨2⟩`⟨/2⟩"),
        ("<code>never closed", "⟨1/⟩never closed"),
        ("a <!-- note --> b <!-- open", "a ⟨1/⟩ b <!-- open"),
        ("{{ site.title }} and {% include x.md %}", "⟨1/⟩ and ⟨2/⟩"),
        ("${{ github.ref }}, ${name}, {name}, {}", "⟨1/⟩, ⟨2/⟩, ⟨3/⟩, ⟨4/⟩"),
        ("{{ open {% open {name}", "{{ open {% open ⟨1/⟩"),
        ("{{ open {% a %}", "{{ open ⟨1/⟩"),
        ("%s of %(count)d, 100 % sure", "⟨1/⟩ of ⟨2/⟩, 100 % sure"),
        (":smile: at 10:30:15, a:b:c", "⟨1/⟩ at 10:30:15, a:b:c"),
        (":+1: :100: :e-mail:", ":+1: :100: ⟨1/⟩"),
        ("one  \ntwo\\\nthree", "one⟨1/⟩two⟨2/⟩three"),
        ("AT&amp;T", "AT&T"),
        ("AT&T and R&amp;D", "AT&T and R⟨1/⟩D"),
        ("R&amp;D &#38; AT&amp;T", "R⟨1/⟩D ⟨2/⟩ AT⟨3/⟩T"),
        ("2 \\* 3 \\* 4", "2 * 3 * 4"),
        ("a&nbsp;b &nosuch; &copy;", "a\u00a0b ⟨1/⟩ ©"),
        ("`&amp;` AT&amp;T", "⟨1/⟩ AT&T"),
        ("a <g1> b </x2> c < g3", "a ⟨1/⟩ b ⟨2/⟩ c ⟨3/⟩g3"),
        ("水を**強く**飲む", "水を⟨1⟩強く⟨/1⟩飲む"),
        ("שלום **עולם** [קישור](/he)", "שלום ⟨1⟩עולם⟨/1⟩ ⟨2⟩קישור⟨/2⟩"),
    ],
)  # fmt: skip
def test_paragraphs(message: str, expected: str) -> None:
    """What an engine sees of a paragraph in plain Markdown."""
    assert shown(hide(message, Setting())) == expected
    assert_lawful(message, Setting())


@pytest.mark.parametrize(
    ("message", "form", "dialect", "expected"),
    [
        ("**not bold** <b>bold</b>", Form.HTML, "", "**not bold** ⟨1⟩bold⟨/1⟩"),
        ("`no code` &amp; words", Form.HTML, "", "`no code` & words"),
        ("2 * 3 & 4", Form.ATTRIBUTE, "", "2 * 3 & 4"),
        ("*bold* and `code`", Form.SCALAR, "", "⟨1⟩bold⟨/1⟩ and ⟨2/⟩"),
        ("a \\| b", Form.CELL, "", "a | b"),
        ("# no heading `code` ``a`b``", Form.PARAGRAPH, "", "# no heading ⟨1/⟩ ⟨2/⟩"),
        ("text{: .note}", Form.PARAGRAPH, "jekyll", "text⟨1/⟩"),
        ("{% raw %}*a*{% endraw %}", Form.PARAGRAPH, "jekyll", "⟨1/⟩⟨2⟩a⟨/2⟩⟨3/⟩"),
        ('See {{< ref "a.md" >}}.', Form.PARAGRAPH, "hugo", "See ⟨1/⟩."),
        ("{{% b %}}words{{% /b %}}", Form.PARAGRAPH, "hugo", "⟨1/⟩words⟨2/⟩"),
        ("Hello {user.name + `a`}!", Form.PARAGRAPH, "mdx", "Hello ⟨1/⟩!"),
    ],
)
def test_other_places(message: str, form: Form, dialect: str, expected: str) -> None:
    """What is markup depends on where it stands, and on the site's builder."""
    setting = Setting(form, dialects=(dialect,) if dialect else ())
    assert shown(hide(message, setting)) == expected
    assert_lawful(message, setting)


@pytest.mark.parametrize("message", ["*Wash* \r\x80", "*a* \rb*c*"])
def test_a_carriage_return_moves_nothing(message: str) -> None:
    """In a heading, neither."""
    assert_lawful(message, Setting(Form.HEADING, dialects=("jekyll",)))


def test_a_translation_is_written_as_its_source() -> None:
    """Characters that the source escapes are escaped in the translation; others are not."""
    hidden = hide("AT&amp;T \\* 2", Setting())
    assert restore(hidden, ["2 * AT&T \\ <"]) == "2 \\* AT&amp;T \\ <"


@pytest.mark.parametrize(
    ("message", "wordless"),
    [
        ("`code` 12 <https://a.b>", True),
        ("{{ title }}", True),
        ("", True),
        ("`code` a", False),
        ("水", False),
    ],
)
def test_without_words_nothing_is_to_be_translated(message: str, *, wordless: bool) -> None:
    """Letters of code, addresses and template tags are no words."""
    assert hide(message, Setting()).wordless is wordless
