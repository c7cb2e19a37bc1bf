"""Messages of nothing but openings that are never closed, and the like: away and back in no time.

A pattern that looks for its end once for each of thirty thousand beginnings would be seen to hang here.
"""

from __future__ import annotations

import pytest

from translator.markup.exchange import pieces_of, prepare, receive, reunite
from translator.markup.faults import fault
from translator.markup.hidden import hide, restore
from translator.markup.modes import Mode
from translator.markup.numbers import numbers_fault
from translator.markup.within import replaced, within
from translator.model import Form
from translator.page.inline import Setting

LENGTH = 30_000
REPEATED = [
    "*", "* ", "**a ", "*a", "_", "_a_ ", "~", "~~a", "[", "](", "[a](", "[a](b) ", "[[a]]", "![",
    "[^1] x ", "<", "<a ", "<b>", "</b>", "<code>", "<pre ", "<!--", "<!-- a ", "<br/>", "<g1>",
    "</g1>", "<x1/>", "<span ", '<span id="g1">', "</span>", "<x id=", "`", "`a", "`` ` ", "{%",
    "{% a ", "{{", "{{ a ", "{{< ", "{{% a ", "}}", "{", "{a", "${", "{{a}} {%b%} ", '"', "'", '" ',
    ' title="', "alt='", '<a title="x" ', '](a "', " ", "\t", "\n", " \n", "  \n", "\\\n", "\\", "\\*",
    "1", "1 ", "12 ", "1,", "1,111", "1.1", "4:00 pm ", "1 million ", "1万", "a", "a ", "Abc ",
    "\u6f22", "\u6f22**\u5b57** ", "\u05e9", "\u200f", "&", "&amp;", "&amp", "&#1;", "http://",
    "http:a", "www.", "www.a ", "@", "a@", "a@b-", "a@b.", "a.", ":", ":a", " :a1", "$", "%(", "%s",
    "%1$", "|", "#", ">", "- ", "```\n", "\n   ```", "~~~\n", "sure ", "as an ai ",
    "here's the translation", "javascript:", "{{`", "{/*", "<A b={", "\r", "\0", "\u2028",
]  # fmt: skip
NESTED = {
    "brackets": "[" * (LENGTH // 2) + "]" * (LENGTH // 2),
    "links": "[*" * (LENGTH // 8) + "a" + "*](b)" * (LENGTH // 8),
    "emphasis": "**a " * (LENGTH // 8) + "a** " * (LENGTH // 8),
    "tags": "<b>" * (LENGTH // 7) + "</b>" * (LENGTH // 7),
    "other tags": "<b>" * (LENGTH // 7) + "</i>" * (LENGTH // 7),
    "tags and emphasis": "<b>" + "*a **b " * (LENGTH // 8) + "</b>" * (LENGTH // 8),
    "templates": "{{" * (LENGTH // 4) + "}}" * (LENGTH // 4),
    "backquotes": "".join("`" * number + " " for number in range(1, 240)),
    "other links": "".join(f'[a{number}](b{number} "title {number}") ' for number in range(LENGTH // 30)),
    "other entities": "".join(f"&#{200 + number}; *x* " for number in range(LENGTH // 12)),
    "other numbers": "".join(f"{number * 7919 % 100003} " for number in range(LENGTH // 6)),
    "one tag": f'<a title="{"x" * LENGTH}">',
    "identifiers": "<span " + "id=g1 " * (LENGTH // 6),
    "spaces": "<" + " " * LENGTH,
    "an emoji": ":" + "a" * LENGTH,
    "titles": "<img " + 'alt="some words" ' * (LENGTH // 18) + ">",
    "escapes": '[a](b "' + '\\"' * (LENGTH // 2) + ' words")',
}
SHORT = "Some short text with **bold** words."


def all_ways(message: str, setting: Setting) -> None:
    """Everything that a message goes through, with answers that are itself, a little longer, another."""
    hidden = hide(message, setting)
    assert restore(hidden, hidden.pieces) == message
    texts = within(hidden)
    assert replaced(message, texts, {each.text: each.text for each in texts}).count("<") >= 0
    for answer in (message, f"{message}x", SHORT):
        fault(hidden, answer, setting, "ru")
    fault(hide(SHORT, setting), message, setting, "ru")
    numbers_fault(message, f"{message} 1")
    for mode in (Mode.TOKENS, Mode.HTML):
        sent = prepare(message, setting, mode)
        for answer in (sent.text, message):
            text, wrong = receive(sent, answer, "ru")
            assert bool(text) != bool(wrong)
        receive(prepare(SHORT, setting, mode), message, "ru")
        reunite(sent, dict(pieces_of(sent)), "ru")


@pytest.mark.parametrize("form", [Form.PARAGRAPH, Form.HTML])
@pytest.mark.parametrize("piece", REPEATED)
def test_what_is_repeated(piece: str, form: Form) -> None:
    """From beginning to end; and behind what closes none of it."""
    all_ways((piece * LENGTH)[:LENGTH], Setting(form))


@pytest.mark.parametrize("form", [Form.PARAGRAPH, Form.HTML])
@pytest.mark.parametrize("name", NESTED)
def test_what_is_nested(name: str, form: Form) -> None:
    """Deeply, or with a thousand different ones."""
    all_ways(NESTED[name], Setting(form))
    all_ways(f"# {NESTED[name]}", Setting(form))


@pytest.mark.parametrize("dialect", ["jekyll", "hugo", "mdx"])
@pytest.mark.parametrize(
    "piece", ["{", "{%", "{% a ", "{{", "{{ a ", "{{< ", "{{% a ", "{:", "$$", "<A b={", "*[a]: "]
)
def test_what_builders_know(piece: str, dialect: str) -> None:
    """With their own syntax never closed."""
    all_ways((piece * LENGTH)[: LENGTH // 2], Setting(dialects=(dialect,)))
