"""Which of MyST's extensions a site has on: read from its configuration, which is never run."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["extensions"]

_JUPYTER_BOOK = ("colon_fence", "dollarmath", "linkify", "substitution", "tasklist")
"""What Jupyter Book has on where its configuration says nothing."""


def extensions(file: Path) -> tuple[str, ...] | None:
    """The extensions that are on.

    :param file: the configuration by which the builder was told
    :return: None where it cannot be told: all of them may be
    """
    if file.suffix == ".py":
        return _of_python(file.read_bytes())
    if file.name == "myst.yml":
        return None  # the engine in JavaScript has its syntax always on
    return _of_book(file.with_name("_config.yml"))


def _of_python(text: bytes) -> tuple[str, ...] | None:
    try:
        module = ast.parse(text)
    except (SyntaxError, ValueError):
        return None
    found: tuple[str, ...] | None = ()
    for node in module.body:
        if isinstance(node, ast.AnnAssign | ast.AugAssign):
            targets: list[ast.expr] = [node.target]
        elif isinstance(node, ast.Assign):
            targets = node.targets
        else:
            continue
        if not any(isinstance(each, ast.Name) and each.id == "myst_enable_extensions" for each in targets):
            continue
        names = _literal(node.value)
        if isinstance(node, ast.AugAssign):
            found = None if found is None or names is None else (*found, *names)
        else:
            found = names
    return found


def _literal(value: ast.expr | None) -> tuple[str, ...] | None:
    try:
        names = ast.literal_eval(value) if value is not None else ()
    except ValueError:
        return None
    return _names(names)


def _of_book(path: Path) -> tuple[str, ...] | None:
    import yaml  # noqa: PLC0415 (slow to import, rarely needed)

    try:
        document: Any = yaml.safe_load(path.read_bytes())
    except OSError:
        return _JUPYTER_BOOK
    except yaml.YAMLError:
        return None
    parse = document.get("parse") if isinstance(document, dict) else None
    if not isinstance(parse, dict):
        return _JUPYTER_BOOK
    names = parse.get("myst_enable_extensions", _JUPYTER_BOOK)
    more = parse.get("myst_extra_extensions", ())
    known, extra = _names(names), _names(more)
    return None if known is None or extra is None else (*known, *extra)


def _names(value: object) -> tuple[str, ...] | None:
    if not isinstance(value, list | tuple | set):
        return None
    return tuple(each for each in value if isinstance(each, str))
