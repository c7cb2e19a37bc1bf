"""The golden files' own format."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from golden import Case, Message, cases

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
"""


def test_cases(tmp_path: Path) -> None:
    """A case has its heading's text, its page to the letter, and its messages."""
    path = tmp_path / "x.md"
    path.write_text(_FILE, encoding="utf-8")
    assert cases(path) == [
        Case(
            "One",
            "```sh\n# no heading\n```\n",
            (Message("paragraph", "", "a | b\nc"), Message("code", "key[*].x", "d")),
        ),
        Case("Two", "", ()),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "```md\na\n```\n",
        "```messages\n```\n",
        "```md\na\n```\n\n## b\n\n```messages\n```\n",
        "```md\na\n```\n```md\na\n```\n```messages\n```\n",
        "```md\n```\n```messages\nparagraph | a\n```\n",
    ],
)
def test_slips_are_named(tmp_path: Path, text: str) -> None:
    """A fence out of place or a malformed line is an error that names the case."""
    path = tmp_path / "x.md"
    path.write_text("## a\n\n" + text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"x\.md: [ab]: "):
        cases(path)
