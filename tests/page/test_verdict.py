"""What a translation may do to inline markup, and what it may not."""

from __future__ import annotations

import pytest

from translator.page.verdict import Difference, compare

SAME = ("", True)


@pytest.mark.parametrize(
    ("source", "written", "told", "tolerable"),
    [
        pytest.param([], [], *SAME, id="nothing"),
        pytest.param(["em", "code x"], ["code x", "em"], *SAME, id="another order"),
        pytest.param(["em", ""], ["", "em"], *SAME, id="ends of pairs do not count"),
        # lost
        pytest.param(["em"], [], "it lacks emphasis", True, id="emphasis lost"),
        pytest.param(["code x"], [], "it lacks the code span `x`", True, id="code lost"),
        pytest.param(["link /a"], [], "it lacks the link to /a", True, id="a link lost"),
        pytest.param(["template {{ x }}"], [], "it lacks {{ x }}", True, id="a tag that prints lost"),
        pytest.param(
            ["template {% x %}"], [], "it lacks a template tag of the source: {% x %}", False,
            id="a tag that acts lost",
        ),
        pytest.param(
            ["template {{< x >}}"], [], "it lacks a template tag of the source: {{< x >}}", False,
            id="a shortcode lost",
        ),
        pytest.param(["html <br>"], [], "it lacks <br>", True, id="a void tag lost"),
        pytest.param(["html <b>", "html </b>"], [], "it lacks <b>, </b>", True, id="a pair of tags lost"),
        pytest.param(
            ["html <b>", "html </b>"], ["html <b>"], "its HTML tags do not nest", False, id="half a pair lost"
        ),
        pytest.param(
            ["html <b>", "html </b>"], ["html </b>", "html <b>"], "its HTML tags do not nest", False,
            id="a pair the wrong way round",
        ),
        pytest.param(
            ["html <b>", "html <i>", "html </i>", "html </b>"],
            ["html <b>", "html <i>", "html </b>", "html </i>"],
            "its HTML tags do not nest", False, id="tags across each other",
        ),
        pytest.param(["html </b>"], ["html </b>"], *SAME, id="a source that does not nest either"),
        # gained
        pytest.param(
            [], ["code x"], "it brings what the source lacks: the code span `x`", False, id="code gained"
        ),
        pytest.param(["em"], ["em", "em"], "it brings what the source lacks: emphasis", False, id="emphasis"),
        pytest.param(
            [], ["image x.png"], "it brings what the source lacks: the image x.png", False, id="an image"
        ),
        pytest.param([], ["html <b>"], "it brings what the source lacks: <b>", False, id="a tag"),
        pytest.param(
            ["code a"], ["code b"], "it brings what the source lacks: the code span `b`", False,
            id="other code",
        ),
        # moved
        pytest.param(
            ["link /a"], ["link /de/a"], "it has another target: the link to /de/a", True, id="another path"
        ),
        pytest.param(
            ["link https://a"], ["link https://b"], "it has another target: the link to https://b", True,
            id="another site by the same scheme",
        ),
        pytest.param(
            ["link /a"], ["link https://b"], "it brings what the source lacks: the link to https://b", False,
            id="another scheme",
        ),
        pytest.param(
            ["link https://a"], ["image https://a"], "it brings what the source lacks: the image https://a",
            False, id="an image for a link",
        ),
        pytest.param(
            ["link ref:a"], ["link ref:b"], "it has another target: the link to ref:b", True,
            id="another label",
        ),
        pytest.param(["glued https://a"], ["url https://a"], *SAME, id="linked by all builders now"),
        pytest.param(
            [], ["url https://a"], "it brings what the source lacks: https://a", False, id="an address gained"
        ),
        pytest.param(
            [], ["code a", "code b", "em", "del"],
            "it brings what the source lacks: the code span `a`, the code span `b`, emphasis and 1 more",
            False, id="no more than three are named",
        ),
    ],
)  # fmt: skip
def test_compare(source: list[str], written: list[str], told: str, tolerable: bool) -> None:
    """Nothing may come in; what goes out is told, and held back where the page would break."""
    assert compare(source, written) == Difference(tolerable, told)


@pytest.mark.parametrize(
    "target",
    ["javascript:x", "JavaScript:x", "java\tscript:x", "\x01javascript:x", "<javascript:x>", "vbscript:x",
     "data:text/html,x", "file:///etc/passwd", " javascript:x"],
)  # fmt: skip
def test_no_scheme_that_the_source_lacks(target: str) -> None:
    """However it is spelled: browsers skip control characters, and read either case."""
    for had in ("/a", "https://a", "mailto:a@b.c", "ref:a"):
        assert not compare([f"link {had}"], [f"link {target}"]).tolerable


def test_a_difference_is_true() -> None:
    """And none is false."""
    assert not compare(["em"], ["em"])
    assert compare(["em"], [])
