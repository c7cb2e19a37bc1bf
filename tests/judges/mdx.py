"""MDX as its own compiler reads it, in two long-lived Node processes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from judges.node import Judge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judges import RenderError

__all__ = ["missing", "render_many"]

_JUDGE = Judge("mdx", "MDX")
missing = _JUDGE.missing
_COMMENT = re.compile(r"(?<!\\)<!--(.*?)-->", re.DOTALL)
_HEADING = re.compile(r"^(#{1,6}[ \t][^\n]*?)(?<!\\)\{(#[\w-]+)\}", re.MULTILINE)


def render_many(bodies: Sequence[bytes]) -> list[str | RenderError]:
    """Compile many bodies, in order; HTML comments and ids of headings first, as Docusaurus does."""
    texts = (_COMMENT.sub(r"{/*\1*/}", body.decode("utf-8", "replace")) for body in bodies)
    return _JUDGE.render_many([_HEADING.sub(r"\1\\{\2}", text) for text in texts])
