"""Key paths of front matter: how they are written, and the glob patterns that pick them.

A path is a tuple: ``("features", 0, "text")``. A pattern picks paths:

=====================  ==============================================================
``title``              the top-level key only
``caption.title``      a key within a key
``features[*].text``   a key of every item of a list; ``features[0].text`` of the first
``*.title``            ``*`` is any one key, also within a name: ``title_*``
``**.title``           ``**`` is any number of keys and items: ``title`` at any depth
``**``                 everything
``"a.b".title``        quotes around a name that holds a dot, a bracket or a star
=====================  ==============================================================
"""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["Path", "context", "covers", "key_text", "matches", "validate"]

Path = tuple[str | int, ...]

_TOKEN = re.compile(
    r"""
      (?P<quoted> "(?:[^"\\]|\\.)*" )
    | (?P<index> \[ (?: \* | [0-9]+ ) \] )
    | (?P<dot> \. )
    | (?P<name> [^.\[\]"]+ )
    """,
    re.VERBOSE,
)
_PLAIN_NAME = re.compile(r"""[^.\[\]"*\\]+""")


def matches(path: Path, pattern: str) -> bool:
    """Whether a pattern picks a path.

    :param path: keys and list indexes, outermost first
    :param pattern: a glob path; one that `validate` objects to picks nothing
    """
    steps = _compiled(pattern)
    return not isinstance(steps, str) and _match(path, steps)


def covers(path: Path, pattern: str) -> bool:
    """Whether a pattern picks a path, or what the path stands in: ``authors`` covers ``authors[0].name``."""
    return any(matches(path[:length], pattern) for length in range(1, len(path) + 1))


def validate(pattern: str) -> str | None:
    """Say what is wrong with a pattern; None if nothing is."""
    steps = _compiled(pattern)
    return steps if isinstance(steps, str) else None


def key_text(path: Path) -> str:
    """Write a path as people do, and as a pattern that picks just it: ``features[0].text``."""
    return _text(path, "[{}]")


def context(path: Path) -> str:
    """Write a path with ``[*]`` for every index, so that a moved item keeps its messages' context."""
    return _text(path, "[*]")


def _text(path: Path, index: str) -> str:
    text = ""
    for part in path:
        if isinstance(part, int):
            text += index.format(part)
        else:
            text += ("." if text else "") + _name(part)
    return text


def _name(key: str) -> str:
    if key.strip() and _PLAIN_NAME.fullmatch(key):
        return key
    escaped = key.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


# A step: None is `**`, a number or "*" in brackets is an index, a regular expression is a key.
_Step = re.Pattern[str] | int | None
_ANY_INDEX = -1


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> tuple[_Step, ...] | str:
    """Read a pattern's steps, or say what is wrong with it."""
    if not pattern.strip():
        return "the pattern is empty"
    steps: list[_Step] = []
    position = 0
    name_may_follow = True
    while position < len(pattern):
        token = _TOKEN.match(pattern, position)
        if token is None:
            return f"“{pattern[position:]}” is neither a key nor an index such as [*] or [0]"
        position = token.end()
        text = token[0]
        if token.lastgroup == "dot":
            if name_may_follow or position == len(pattern):
                return "a dot stands between two keys"
            name_may_follow = True
            continue
        if token.lastgroup == "index":
            if name_may_follow and steps:
                return "an index follows its key without a dot: features[*]"
            steps.append(_ANY_INDEX if text == "[*]" else int(text[1:-1]))
        elif not name_may_follow:
            return f"a dot is missing before “{text}”"
        elif text == "**":
            steps.append(None)
        elif token.lastgroup == "quoted":
            steps.append(re.compile(re.escape(re.sub(r"\\(.)", r"\1", text[1:-1], flags=re.DOTALL))))
        elif "**" in text:
            return "** stands alone between dots"
        else:
            steps.append(re.compile(".*".join(re.escape(part) for part in text.split("*")), re.DOTALL))
        name_may_follow = False
    return tuple(steps)


def _match(path: Path, steps: tuple[_Step, ...]) -> bool:
    """Match from the left; the ends of all prefixes of the path that the steps so far can pick."""
    reached = {0}
    for step in steps:
        if step is None:
            reached = set(range(min(reached), len(path) + 1))
        else:
            reached = {at + 1 for at in reached if at < len(path) and _fits(path[at], step)}
        if not reached:
            return False
    return len(path) in reached


def _fits(part: str | int, step: re.Pattern[str] | int) -> bool:
    if isinstance(part, int):
        return isinstance(step, int) and step in (_ANY_INDEX, part)
    return not isinstance(step, int) and step.fullmatch(part) is not None
