"""What MkDocs' dialect hides from the parser, extension by extension."""

from __future__ import annotations

import pytest
from shown_masks import masked, shown

from translator.page.dialects import apply, masks


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ('!!! note "Title"\n', "+  #      Title \n"),
        ('    !!! note "Title"\n', "    +  #      Title \n"),
        ("!!! note\n", "+  #    \n"),
        ('!!! note ""\n', "+  #       \n"),
        ('???+ note "A \\"b\\""\n', '+  #       A \\"b\\" \n'),
        ('=== "A"\n', "+  # A \n"),
        ('===! "A"\n', "+  #  A \n"),
        ("/// tip | Title\n", "#       | Title\n".replace("|", " ")),
        ("///\n", "///\n"),
        ("/// a\n\n///\n", "     \n\n   \n"),
        ("## A {: #b }\n", "## A {  #b }\n"),
        ("A\n{: .b }\n", "A\n       \n"),
        ("*a*{: .b}", "*a*......"),
        ("\\{: .b}", "\\{: .b}"),
        ("++a+b++", "xxxxxxx"),
        ("a :b-c: d", "a xxxxx d"),
        ("12:30:45", "12:30:45"),
    ],
)
def test_what_the_parser_sees(text: str, parsed: str) -> None:
    """Of the same length, and the block that the builder makes of it."""
    raw = text.encode()
    assert apply(raw, masks(("mkdocs",), raw)).decode() == parsed


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("admonition", "!!! note\n"),
        ("details", "??? note\n"),
        ("tabbed", '=== "A"\n'),
        ("blocks", "/// tip | A\n"),
        ("attr_list", "a *b*{: .c}\n"),
        ("abbr", "*[A]: B\n"),
        ("snippets", '--8<-- "a"\n'),
        ("keys", "++a++\n"),
        ("critic", "{++a++}\n"),
        ("arithmatex", "$a$\n"),
        ("emoji", ":a:\n"),
    ],
)
def test_each_extension_can_be_off(name: str, text: str) -> None:
    """What is off is text to the builder, and to the parser."""
    others = "+".join(sorted({"admonition", "details", "tabbed", "blocks", "attr_list", "abbr"} - {name}))
    assert masked("mkdocs", text) != []
    assert masked(f"mkdocs+{name}", text) != []
    assert masked(f"mkdocs+{others}", text) == []


def test_code_is_left_alone() -> None:
    """Examples of syntax in fences are no syntax."""
    assert shown("mkdocs", "```\n!!! note\n{{ a }}\n```\n") == []
