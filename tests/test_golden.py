"""The golden files' own format."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from golden import Case, Message, Told, cases

if TYPE_CHECKING:
    from pathlib import Path

_FILE = r"""# Title

Words for the reader.

## One

````md
```sh
# no heading
```
````

```messages
paragraph |  | a | b\nc
code | key[*].x |  d

```

### Two ##

```md
```

```messages
```

## Three

```toml translate=a,b[*] dialects=
a = 1
```

```messages
data | a | 1
```

```translations
1 => -> 2\n=> 3
```

```result
a = 2
```

```findings
1 | held-back | a | b
```
"""


def test_cases(tmp_path: Path) -> None:
    """A case has its heading's text, its page to the letter, and what is expected of it."""
    path = tmp_path / "x.md"
    path.write_text(_FILE, encoding="utf-8")
    assert cases(path) == [
        Case(
            "One",
            "```sh\n# no heading\n```\n",
            (Message("paragraph", "", "a | b\nc"), Message("code", "key[*].x", "d")),
        ),
        Case("Two", "", ()),
        Case(
            "Three",
            "a = 1\n",
            (Message("data", "a", "1"),),
            (("1", "-> 2\n=> 3"),),
            "a = 2\n",
            (Told(1, "held-back", "a | b"),),
            "toml",
            (("translate", ("a", "b[*]")), ("dialects", ())),
        ),
    ]


def test_settings(tmp_path: Path) -> None:
    """A setting may have no values, and then says something other than none at all."""
    path = tmp_path / "x.md"
    path.write_text("```md dialects=\na\n```\n```messages\n```\n", encoding="utf-8")
    (case,) = cases(path)
    assert case.setting("dialects") == ()
    assert case.setting("translate") is None


@pytest.mark.parametrize(
    "text",
    [
        "```md\na\n```\n",
        "```messages\n```\n",
        "```md\na\n```\n\n## b\n\n```messages\n```\n",
        "```md\na\n```\n```md\na\n```\n```messages\n```\n",
        "```md\n```\n```messages\nparagraph | a\n```\n",
        "```md\n```\n```translations\na => b\n```\n",
        "```md\n```\n```result\n```\n",
        "```md\n```\n```translations\na = b\n```\n```result\n```\n",
        "```md\n```\n```messages\n```\n```findings\n```\n",
        "```md\n```\n```translations\n```\n```result\n```\n```findings\n1 | a\n```\n",
        "```md\n```\n```mesages\n```\n",
        "```md title\n```\n```messages\n```\n",
    ],
)
def test_slips_are_named(tmp_path: Path, text: str) -> None:
    """A fence out of place or a malformed line is an error that names the case."""
    path = tmp_path / "x.md"
    path.write_text("## a\n\n" + text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"x\.md: [ab]: "):
        cases(path)
