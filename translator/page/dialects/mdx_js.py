"""JavaScript in MDX, as far as one has to know it to find its end: brackets, strings, templates, comments.

Every search is linear in the page's length, also on pages whose brackets are never closed.
"""

from __future__ import annotations

import re

__all__ = ["Braces", "Modules"]

_SIMPLE = re.compile(rb"\{[^{}\"'`/\r\n]*+\}")
_QUOTED = rb""""(?:[^"\\\r\n]++|\\.)*+"|'(?:[^'\\\r\n]++|\\.)*+'"""
_SKIPPED = _QUOTED + rb"|`(?:[^`\\]++|\\.)*+`|/\*(?:[^*]++|\*(?!/))*+(?:\*/|\Z)|(?<![:\w])//[^\r\n]*+"
_IN_BRACES = re.compile(rb"[{}]|" + _SKIPPED, re.DOTALL)
_IN_MODULE = re.compile(
    rb"[({\[]|[)}\]]|(?P<blank>(?>\r\n|\n|\r)[ \t]*+(?=[\r\n]|\Z))|" + _SKIPPED, re.DOTALL
)
_PARAGRAPH = re.compile(rb"(?:[^\r\n]++|(?>\r\n|\n|\r)(?![ \t]*+(?:[\r\n]|\Z)))*+")


class Braces:
    """Where the expressions of one body end; what a search learns of nested braces, the next one knows."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self._ends: dict[int, int] = {}
        self._searched = 0

    def end(self, start: int) -> int:
        """Find where the expression ends whose opening brace stands at `start`; -1 if nowhere.

        A brace in what an earlier search took for a string closes on its own line, or nowhere.
        """
        if simple := _SIMPLE.match(self._body, start):
            return simple.end()
        if start >= self._searched:
            self._search(start)
        return self._ends.get(start, -1)

    def _search(self, start: int) -> None:
        open_: list[int] = []
        self._searched = len(self._body)
        for token in _IN_BRACES.finditer(self._body, start):
            mark = self._body[token.start()]
            if mark == 0x7B:
                open_.append(token.start())
            elif mark == 0x7D:
                self._ends[open_.pop()] = token.end()
                if not open_:
                    self._searched = token.end()
                    return


class Modules:
    """Where the imports and exports of one body end."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self._broken = False

    def end(self, start: int) -> int:
        """Find where it ends: at the first blank line that stands in no bracket, string or comment.

        One whose brackets are never closed ends at the first blank line, as do all below it.
        """
        if not self._broken:
            depth = 0
            for token in _IN_MODULE.finditer(self._body, start):
                if token["blank"] is not None:
                    if depth <= 0:
                        return token.start()
                elif token.end() - token.start() == 1:
                    depth += 1 if self._body[token.start()] in b"({[" else -1
            if depth <= 0:
                return len(self._body.rstrip())
            self._broken = True
        match = _PARAGRAPH.match(self._body, start)
        return match.end() if match else start
