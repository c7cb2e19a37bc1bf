"""Placeholders as engines get them, and as they come back."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markup_strategies import LAW, MESSAGES, SETTINGS

from translator.markup.hidden import Mark, hide, restore
from translator.markup.modes import Mode, core, read, write
from translator.page.inline import Setting

MODES = st.sampled_from(list(Mode))
MESSAGE = "Use **bold** and `a < b` & <br>more"


def sent(message: str, mode: Mode) -> str:
    return write(hide(message, Setting()).pieces, mode)


def back(message: str, answer: str, mode: Mode) -> str:
    """The answer with its markup, or what is wrong with it."""
    hidden = hide(message, Setting())
    found = read(answer, hidden, mode)
    return found if isinstance(found, str) else restore(hidden, found)


@LAW
@given(MESSAGES, SETTINGS, MODES)
def test_what_is_written_is_read_again(message: str, setting: Setting, mode: Mode) -> None:
    """read(write(pieces)) == pieces in every mode, though the text has what looks like placeholders."""
    hidden = hide(message, setting)
    text = write(hidden.pieces, mode)
    if mode is Mode.UNESCAPED:
        text = html.unescape(text)  # as its service does
    assert read(text, hidden, mode) == list(hidden.pieces)


@LAW
@given(MESSAGES, SETTINGS, MODES, st.data())
def test_any_answer_is_read(message: str, setting: Setting, mode: Mode, data: st.DataObject) -> None:
    """Whatever an engine makes of a text: pieces with marks of the source's alone, or a sentence."""
    hidden = hide(message, setting)
    text = write(hidden.pieces, mode)
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    junk = data.draw(st.sampled_from(["", "<g1>", "</g1>", "<x1/>", "<x id=2>", "</span>", "<g", "1", "/>"]))
    found = read(text[:start] + junk + text[end:], hidden, mode)
    if isinstance(found, str):
        assert found
    else:
        assert {piece for piece in found if isinstance(piece, Mark)} <= set(hidden.marks)


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        (Mode.XML, "Use <g1>bold</g1> and <x2/> &amp; <x3/>more"),
        (
            Mode.HTML,
            'Use <span id="g1">bold</span> and <span id="x2" KEPT>`a &lt; b`</span> &amp; '
            '<span id="x3" KEPT>&lt;br&gt;</span>more'.replace("KEPT", 'class="notranslate" translate="no"'),
        ),
        (Mode.EMPTY, 'Use <span id="g1">bold</span> and <x id="2"></x> &amp; <x id="3"></x>more'),
        (Mode.UNESCAPED, 'Use <span id="g1">bold</span> and <x id="2"></x> &amp; <x id="3"></x>more'),
        (Mode.TOKENS, "Use <g1>bold</g1> and <x2/> & <x3/>more"),
        (Mode.TEXT, "Use <g1>bold</g1> and <x2/> & <x3/>more"),
    ],
)
def test_forms(mode: Mode, expected: str) -> None:
    """What each kind of engine gets."""
    assert sent(MESSAGE, mode) == expected


@pytest.mark.parametrize(
    ("mode", "answer"),
    [
        (Mode.XML, "Nimm <g1>fett</g1> und <x2/> &amp; <x3/>mehr"),
        (Mode.XML, "Nimm < g1 >fett</ g1 > und < x2 / > &amp; <X3/>mehr"),
        (Mode.XML, "Nimm <g1>fett</g1> und <x2></x2> &#38; <x3>mehr"),
        (Mode.TOKENS, "Nimm <G1>fett</G1> und <x2> & <x3/>mehr"),
        (Mode.HTML, "Nimm <span id=g1>fett</span> und <span id='x2'>`a < b`</span> &amp; <span id=x3/>mehr"),
        (
            Mode.HTML,
            'Nimm <SPAN a="b" id="g1">fett</SPAN> und <span id="x2">b</span > & <x id="3" />mehr',
        ),
        (Mode.EMPTY, 'Nimm <span id="g1">fett</span> und <x id="2"/> &amp; <x id="3"> </x>mehr'),
        (Mode.UNESCAPED, 'Nimm <span id="g1">fett</span> und <x id="2"></x> & <x id="3"></x>mehr'),
    ],
)
def test_what_engines_do_to_tags_is_understood(mode: Mode, answer: str) -> None:
    """Spaces, quotes, capitals, other attributes; their copy of what is kept."""
    assert back(MESSAGE, answer, mode) == "Nimm **fett** und `a < b` & <br>mehr"


@pytest.mark.parametrize(
    ("mode", "answer", "fault"),
    [
        (Mode.XML, "<g7>a</g7>", "it has a placeholder g7 of its own"),
        (Mode.XML, "<x1/>", "it has a placeholder x1 of its own"),
        (Mode.XML, "<g2>a</g2>", "it has a placeholder g2 of its own"),
        (Mode.TOKENS, "<x99999/>", "it has a placeholder x99999 of its own"),
        (Mode.XML, "a</g1>", "it closes a placeholder that it did not open"),
        (Mode.XML, "<g1>a", "it leaves a placeholder open"),
        (Mode.XML, "a <b>c</b>", "it has a tag of its own: <b>c</b>"),
        (Mode.XML, "a <!-- c -->", "it has a tag of its own: <!-- c -->"),
        (Mode.HTML, '<div id="g1">a</div>', 'it has a tag of its own: <div id="g1">a</div>'),
        (Mode.HTML, "<span>a</span>", "it has a tag of its own: <span>a"),
        (Mode.HTML, '<span id="g1">a', "it leaves a placeholder open"),
        (Mode.HTML, 'a <span id="x2">b und c', "it leaves a placeholder open"),
        (Mode.EMPTY, '<x id="2">a</x>', "it has text in the placeholder x2"),
        (Mode.EMPTY, '<x id="2"> a', "it has text in the placeholder x2"),
    ],
)
def test_what_is_wrong_with_tags_is_told(mode: Mode, answer: str, fault: str) -> None:
    """Words that would be lost with a placeholder are a fault, too."""
    assert back(MESSAGE, answer, mode) == fault


def test_overlapping_placeholders_are_told() -> None:
    """``<g1>a<g2>b</g1>c</g2>`` is no nesting."""
    assert back("*a* **b**", "<g1>a<g2>b</g1>c</g2>", Mode.XML) == "its placeholders g2 and g1 overlap"


@pytest.mark.parametrize(
    ("mode", "answer", "expected"),
    [
        (Mode.XML, "1 &lt; 2 &amp;amp; 3", "1 < 2 &amp; 3"),
        (Mode.HTML, "l&#39;eau &quot;x&quot;", 'l\'eau "x"'),
        (Mode.TOKENS, "1 < 2 &amp; 3", "1 < 2 &amp; 3"),
        (Mode.UNESCAPED, "1 < 2 & 3", "1 < 2 & 3"),
    ],
)
def test_text_is_unescaped_once(mode: Mode, answer: str, expected: str) -> None:
    """And only where it was escaped."""
    assert back("1 < 2", answer, mode) == expected


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("**all of it**", "all of it"),
        ("***all of it***", "all of it"),
        ("[all **of** it](/a)", "all <g2>of</g2> it"),
        ("**one** and **two**", "<g1>one</g1> and <g2>two</g2>"),
        ("`code` words", "<x1/> words"),
        ("<b> spaced </b>", " spaced "),
    ],
)
def test_what_is_around_all_is_not_sent(message: str, expected: str) -> None:
    """An engine cannot lose what it does not get."""
    hidden = hide(message, Setting())
    start, end = core(hidden)
    assert write(hidden.pieces[start:end], Mode.TOKENS) == expected
