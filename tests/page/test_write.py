"""Pages written with their translations. The cases of good translations stand in `spec/writing.md`."""

from __future__ import annotations

import pytest

from translator.model import Finding, PageOptions, Severity, Splice, Written
from translator.page.parse import Page, parse
from translator.page.write import splice, write

HELD = "mend the translation in its catalog"


def read(text: str, *dialects: str) -> Page:
    return parse(text.encode(), PageOptions(dialects=dialects, translate=("title",)), "page.md")


def written(text: str, translations: dict[str, str], *dialects: str) -> Written:
    """The page with translations by message."""
    page = read(text, *dialects)
    return write(page, [translations.get(segment.message) for segment in page.segments])


@pytest.mark.parametrize(
    ("splices", "made"),
    [
        pytest.param([], b"abcdef", id="none"),
        pytest.param([Splice(0, 6, b"")], b"", id="all"),
        pytest.param([Splice(4, 5, b"X"), Splice(1, 3, b"YZW")], b"aYZWdXf", id="in any order"),
        pytest.param(
            [Splice(3, 3, b"1"), Splice(3, 3, b"2"), Splice(3, 4, b"3")], b"abc123ef", id="insertions"
        ),
        pytest.param([Splice(6, 6, b"!")], b"abcdef!", id="at the end"),
        pytest.param([Splice(0, 2, b""), Splice(2, 4, b"")], b"ef", id="side by side"),
    ],
)
def test_splice(splices: list[Splice], made: bytes) -> None:
    """What no edit names keeps its bytes; of several insertions at one place the first is first."""
    assert splice(b"abcdef", splices) == made


@pytest.mark.parametrize("other", [Splice(2, 3, b""), Splice(0, 2, b""), Splice(1, 3, b"")])
def test_edits_that_overlap_are_refused(other: Splice) -> None:
    """Nobody could say which one counts."""
    with pytest.raises(ValueError, match="overlap"):
        splice(b"abcdef", [Splice(1, 3, b"x"), other])


def test_a_translation_a_segment() -> None:
    """More or fewer are a mistake of the caller's."""
    with pytest.raises(ValueError, match="1 translations for 2 segments"):
        write(read("One\n\ntwo\n"), ["Eins"])


@pytest.mark.parametrize("none", [None, "", " \n\t"])
def test_no_translation_is_the_source(none: str | None) -> None:
    """Its bytes, line wraps and white space included."""
    text = "---\ntitle: 'One'  # two\n---\n\nThree\nfour  \n"
    assert write(read(text), [none, none]) == Written(text.encode())


@pytest.mark.parametrize(
    ("text", "translations", "made"),
    [
        pytest.param(
            "\ufeffOne\r\ntwo\r\n", {"One two": "Eins zwei"}, "\ufeffEins zwei\r\n", id="BOM and CRLF"
        ),
        pytest.param("One\n\ntwo", {"two": "zwei"}, "One\n\nzwei", id="no last line end"),
        pytest.param("One\rtwo\r\rthree\n", {"three": "drei"}, "One\rtwo\r\rdrei\n", id="mixed line ends"),
        pytest.param("*\tOne  \n\n\n\n", {"One": "Eins"}, "*\tEins  \n\n\n\n", id="white space around"),
        pytest.param("> One  \r\n>   two\r\n", {"One  \ntwo": "A  \nb"}, "> A  \r\n>   b\r\n", id="breaks"),
        pytest.param("One\\\ntwo\n", {"One\\\ntwo": "A\nb\nc"}, "A\\\nb\\\nc\n", id="one break more"),
        pytest.param("One\n", {"One": "  A\r\n\r\nb\t"}, "A b\n", id="line breaks that are none"),
        pytest.param("One\n", {"One": "A\0b\x1bc\u202ed"}, "Abcd\n", id="control characters"),
        pytest.param("🩺 One\n\ntwo\n", {"two": "שְׁ 🩺 e\u0301"}, "🩺 One\n\nשְׁ 🩺 e\u0301\n", id="scripts"),
        pytest.param("> " * 500 + "One\n", {"One": "- A"}, "> " * 500 + "\\- A\n", id="500 quotes"),
        pytest.param(
            "One\n", {"One": "a b. " * 3_200}, ("a b. " * 3_200).strip() + "\n", id="16,000 characters"
        ),
        pytest.param("[a]: b 'One'\n", {"One": "A's"}, "[a]: b 'A\\'s'\n", id="a title"),
        pytest.param(
            "<img alt='One'>\n", {"One": "A's <b>"}, "<img alt='A&#39;s &lt;b&gt;'>\n", id="an attribute"
        ),
    ],
)
def test_written(text: str, translations: dict[str, str], made: str) -> None:
    """Nothing but the words differs, and nothing is to be said."""
    assert written(text, translations) == Written(made.encode())


def test_extra_edits_go_along() -> None:
    """Of the front matter: hash, locale, kept keys."""
    page = read("---\ntitle: One\nlang: en\n---\nTwo\n")
    made = write(page, ["Eins", "Zwei"], [Splice(21, 23, b"de"), Splice(24, 24, b"hash: x\n")])
    assert made.data == b"---\ntitle: Eins\nlang: de\nhash: x\n---\nZwei\n"


def test_what_is_held_back_is_named() -> None:
    """The source's text stands, the others are translated; path, line, reason, remedy are told."""
    text = "# One\n\nUse `two`\nnow\n\nThree\n"
    made = written(text, {"One": "Eins", "Use `two` now": "Nimm `zwei`", "Three": "Drei"})
    assert made.data == b"# Eins\n\nUse `two`\nnow\n\nDrei\n"
    assert made.held == (1,)
    reason = "it brings what the source lacks: the code span `zwei`"
    told = f"translation of “Use `two` now” held back: {reason}"
    assert made.findings == (Finding("page.md", 3, told, Severity.WARNING, HELD, "held-back"),)


def test_what_differs_tolerably_is_told() -> None:
    """And written; a long message is cut short."""
    message = "Use `two` and so on" + ", and so on" * 10
    made = written(message + "\n", {message: "Nimm zwei"})
    assert (made.data, made.held) == (b"Nimm zwei\n", ())
    told = f"translation of “{message[:57]}…”: it lacks the code span `two`"
    assert made.findings == (Finding("page.md", 1, told, Severity.INFO, "", "differs"),)


@pytest.mark.parametrize(
    ("text", "message", "translation", "dialects", "made"),
    [
        pytest.param(
            "One\n\n[a]: /b\n", "One", "see [a]", (), "see \\[a\\]\n\n[a]: /b\n", id="a label of the page"
        ),
        pytest.param("One\n\n[^1]: a\n", "One", "x[^1]", (), "x\\[^1\\]\n\n[^1]: a\n", id="a note"),
        pytest.param("- One\n", "One", "[x] a", (), "- \\[x\\] a\n", id="a task"),
        pytest.param("One\n", "One", "{% raw %}", ("jekyll",), "&#123;% raw %\\}\n", id="Liquid"),
        pytest.param("<p>One</p>\n", "One", "{{ a }}", ("jekyll",), "<p>&#123;{ a }}</p>\n", id="in HTML"),
        pytest.param("<p>One</p>\n", "One", "<script>a", (), "<p>&lt;script>a</p>\n", id="a script"),
        pytest.param("<p>One</p>\n", "One", "a</p><p>b", (), "<p>a&lt;/p>&lt;p>b</p>\n", id="an end tag"),
        pytest.param(
            "<p>One</p>\n", "One", "a\n\n# b", (), "<p>a # b</p>\n", id="a blank line in HTML"
        ),
        pytest.param(
            '{{< f alt="One" >}}\n', "One", 'a" onclick="b', ("hugo",), '{{< f alt="a\\" onclick=\\"b" >}}\n',
            id="a parameter that ends early",
        ),
        pytest.param(
            "---\ntitle: One\n---\n", "One", "a: b\n---\n# c", (), '---\ntitle: "a: b\\n---\\n# c"\n---\n',
            id="a value that ends its block",
        ),
        pytest.param(
            "---\ntitle: One\n---\n", "One", "<b>a</b>", (), '---\ntitle: "&lt;b>a&lt;/b>"\n---\n',
            id="tags in front matter",
        ),
    ],
)  # fmt: skip
def test_no_translation_takes_effect(
    text: str, message: str, translation: str, dialects: tuple[str, ...], made: str
) -> None:
    """It becomes text; read again, the page has the source's structure."""
    result = written(text, {message: translation}, *dialects)
    assert (result.data.decode(), result.held) == (made, ())
    source, again = read(text, *dialects), parse(result.data, PageOptions(dialects=dialects), "page.md")
    assert source.body is not None
    assert again.body is not None
    assert again.body.structure.blocks == source.body.structure.blocks


@pytest.mark.parametrize("times", [3, 80])
def test_all_of_a_page_hostile(times: int) -> None:
    """However many translations are: each is mended or named, and no other suffers for it."""
    text = "".join(f"Word{chr(97 + n % 26)} {n}\n\n" for n in range(times))
    page = read(text)
    made = write(page, [f"> {n} <b>\n\n- *x" for n in range(times)])
    assert made.held == ()
    assert made.data.decode() == "".join(f"\\> {n} \\<b> - \\*x\n\n" for n in range(times))
