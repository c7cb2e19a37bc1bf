"""Front matter's values, all of them, for pairing pages and for telling what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from translator.page.detect import content_of, tree
from translator.page.scalars_toml import read_values
from translator.page.scalars_yaml import base_loader

if TYPE_CHECKING:
    from translator.page.matter import FrontMatter, Node

__all__ = ["metadata"]


def metadata(data: bytes, block: FrontMatter, path: str = "") -> dict[Any, Any]:
    """Read a block's values, none of them retyped: YAML's and every number are text as it is written.

    So a hash of digits stays that hash, ``012`` is no ten, and a date is no object.

    :return: the top-level keys; for a data file that holds a list, its indexes
    :raises PageError: the block cannot be read
    """
    root = tree(data, block, path)  # refuses what would hang or crash the readers below
    text = content_of(data, block).decode("utf-8")
    if block.format == "toml":
        values: Any = _dates_as_text(read_values(text))
    elif block.format == "json":
        values = _json(text)
    else:
        values = _yaml(text, root)
    if isinstance(values, list):
        return dict(enumerate(values))
    return values if isinstance(values, dict) else {}


def _json(text: str) -> Any:
    from frontmatter.default_handlers import JSONHandler  # noqa: PLC0415 (30 ms to import)

    return JSONHandler().load(text, parse_int=str, parse_float=str)


def _yaml(text: str, root: Node) -> Any:
    """By python-frontmatter, with a loader that leaves strings alone."""
    import yaml  # noqa: PLC0415
    from frontmatter.default_handlers import YAMLHandler  # noqa: PLC0415

    try:
        return YAMLHandler().load(text, Loader=base_loader())
    except yaml.YAMLError:  # a bare {{ … }}, or a list as a key
        return _plain(root)


def _plain(node: Node) -> Any:
    if node.kind == "map":
        return {member.key: _plain(member.node) for member in node.members}
    if node.kind == "list":
        return [_plain(member.node) for member in node.members]
    return f"*{node.value}" if node.kind == "alias" else node.value


def _dates_as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _dates_as_text(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_dates_as_text(each) for each in value]
    return value if isinstance(value, (str, bool)) else str(value)
