"""Front matter: found, read, and edited in place. Never serialised anew.

`split` finds a page's block, `data_file` takes a whole file for one; `scalars` tells every string's own
bytes; `replace`, `set_key` and `keep` give the splices of an edit. All positions are byte offsets of
the page.
"""

from __future__ import annotations

import re

from translator.page.detect import data_file, split, tree
from translator.page.edit import has_keys, replace, set_key
from translator.page.keep import keep
from translator.page.keys import context, key_text
from translator.page.matter import FrontMatter, Scalar, leaves
from translator.page.metadata import metadata
from translator.page.text import line_ends, line_of

__all__ = [
    "FrontMatter",
    "Scalar",
    "context",
    "data_file",
    "get",
    "has_keys",
    "keep",
    "key_text",
    "metadata",
    "near_hash",
    "replace",
    "scalars",
    "set_key",
    "split",
]

_DIGEST = re.compile(r"[0-9a-fA-F]{32,128}")


def scalars(data: bytes, block: FrontMatter, path: str = "") -> tuple[Scalar, ...]:
    """Find every string of the block, in order; keys, numbers, dates, truth values and aliases are none.

    :raises PageError: the block cannot be read
    """
    base = block.content_start
    ends = line_ends(data[: block.end])
    found = [
        Scalar(
            path=where,
            value=node.value,
            start=node.start + base,
            end=node.end + base,
            line=line_of(ends, node.start + base),
            style=node.style,
            flow=node.flow,
        )
        for where, node in leaves(tree(data, block, path))
        if node.kind == "str"
    ]
    if block.format == "toml":  # its tables may be taken up again further down
        found.sort(key=lambda scalar: scalar.start)
    return tuple(found)


def get(data: bytes, block: FrontMatter, key: str) -> str | None:
    """Read the text of a top-level key's value, not retyped; empty for none (``lang:``).

    :return: None where the key is absent or commented out, or its value is a list or a map
    :raises PageError: the block cannot be read
    """
    for member in tree(data, block).members:
        if member.key == key:
            node = member.node
            if node.kind == "alias":
                value = metadata(data, block).get(key)
                return value if isinstance(value, str) else None
            return None if node.kind in ("map", "list") else node.value if node.kind != "null" else ""
    return None


def near_hash(data: bytes, block: FrontMatter, key: str) -> str | None:
    """Read the digest behind a top-level key whose name merely ends as it should: ``9source_hash: 22c5…``.

    :return: None where there is none such, or the key stands there as it should
    """
    root = tree(data, block)
    near = None
    for member in root.members:
        if member.key == key:
            return None
        if isinstance(member.key, str) and member.key.endswith(key) and _DIGEST.fullmatch(member.node.value):
            near = member.node.value
    return near
