"""The registry of dialects, and what each of its entries has to hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.names import EXTENSIONS
from translator.page.dialects import DIALECTS, apply, dialect, masks, switches
from translator.page.dialects.base import MaskKind

_SYNTAX = (
    "{{ {% %} }} {{< >}} {{% {: .x} {:toc} {#id} {.lead} {::comment} {:/} $$ | : > - ``` ~~~ ::: ` \" ' = \\ "
    "raw endraw highlight comment figure title=\"x\" caption='y' alt=`z` note /* */ *[A]: [!NOTE] "
    'import export <div> </div> <p markdown="1"> </p> <span> <Tabs label="x"> </Tabs> <> </> ä 水 words '
    "```{note} :::{tip} :::: (a)= +++ % $ :alt: :caption: {ref}`a` ```{toctree} {glossary} {figure} "
    "@key -@key [@key] [x]{.y} \\alpha \\begin{x} \\end{x} <aside> </aside> +-+ "
    '!!! ??? ???+ === "x" --8<-- /// |tip ++ctrl++ {.x} *[B]: :smile: {++ ++} {== ==}'
)
_PIECES = st.sampled_from([*_SYNTAX.split(" "), " ", "  ", "\n", "\n\n", "\r\n", "\t", "    "])
BODIES = st.lists(_PIECES | st.text(st.characters(exclude_categories=["Cs"]), max_size=2), max_size=30).map(
    lambda pieces: "".join(pieces).encode()
)
NAMES = st.sampled_from([(), *((name,) for name in DIALECTS), tuple(DIALECTS)])


def test_names() -> None:
    """Each dialect is registered under its own name."""
    assert [dialect.name for dialect in DIALECTS.values()] == list(DIALECTS)


def test_extensions() -> None:
    """The configuration knows each dialect's extensions without loading it."""
    assert {name: each.extensions for name, each in DIALECTS.items() if each.extensions} == EXTENSIONS


def test_extensions_are_chosen_by_name() -> None:
    """What stands behind the dialect's name are the extensions that are on, and no others."""
    for name, whole in DIALECTS.items():
        assert dialect(name) is whole
        for chosen in ("", *whole.extensions):
            assert dialect(f"{name}+{chosen}").name == name


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ((), {"linkify"}),
        (("jekyll",), {"definition_list", "heading_attributes"}),
        (("hugo",), {"definition_list", "heading_attributes", "linkify"}),
        (("mdx",), {"heading_attributes", "linkify"}),
        (("mkdocs",), {"definition_list", "heading_attributes", "linkify"}),
        (("mkdocs+admonition+attr_list",), {"heading_attributes"}),
        (("mkdocs+",), set()),
        (("myst",), {"definition_list", "linkify"}),
        (("myst+colon_fence",), set()),
        (("jekyll", "mdx"), {"definition_list", "heading_attributes", "linkify"}),
    ],
)
def test_switches(names: tuple[str, ...], expected: set[str]) -> None:
    """The parser reads what the builder does; plain Markdown is GitHub's, which links bare addresses."""
    assert switches(names) == expected


def test_unknown_dialect() -> None:
    """The configuration is checked before: a wrong name here is a bug."""
    with pytest.raises(KeyError):
        masks(("wiki",), b"words")


@given(NAMES, BODIES)
def test_masks_are_sound(names: tuple[str, ...], body: bytes) -> None:
    """Masks are in order, inside the body, never overlap, and cut no character in half."""
    position = 0
    for mask in masks(names, body):
        assert position <= mask.start < mask.end <= len(body)
        body[mask.start : mask.end].decode()
        assert mask.kind is not MaskKind.SHAPE or len(mask.fill) == mask.end - mask.start
        position = mask.end
        for param in mask.params:
            assert mask.start <= param.start <= param.end <= mask.end
            body[param.start : param.end].decode()


@given(NAMES, BODIES)
def test_the_masked_body_has_the_same_length(names: tuple[str, ...], body: bytes) -> None:
    """Every offset stays true, what lies between the masks is untouched, and all of it is text still."""
    found = masks(names, body)
    masked = apply(body, found)
    assert len(masked) == len(body)
    masked.decode()
    position = 0
    for mask in found:
        assert masked[position : mask.start] == body[position : mask.start]
        position = mask.end
    assert masked[position:] == body[position:]


@given(BODIES)
def test_no_dialects_mask_nothing(body: bytes) -> None:
    """Without a dialect the parser sees the body itself."""
    assert masks((), body) == ()
    assert apply(body, ()) is body
