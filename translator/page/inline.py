"""One message, parsed apart from its page: where its markup stands, and what must stay of it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from translator.model import Form
from translator.page import dialects
from translator.page.dialects.mkdocs import paired_labels
from translator.page.leaf import Leaf
from translator.page.signature import token_words
from translator.page.structure import structure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translator.page.tokens import Token

__all__ = ["Inline", "Setting", "parse_inline", "plain"]


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a message stands, as far as it decides how its text is read."""

    form: Form = Form.PARAGRAPH
    item: bool = False
    """It begins a list item."""
    dialects: tuple[str, ...] = ()
    labels: frozenset[str] = frozenset()
    """The page's reference labels, case-folded."""


@dataclass(frozen=True, slots=True)
class Inline:
    """A message's markup, in byte offsets of its UTF-8 form."""

    text: bytes
    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    """A word a token, see `token_words`."""
    count: Counter[str] = field(compare=False)
    """How often each word occurs."""

    def outer(self) -> list[tuple[Token, str]]:
        """The tokens that lie in no other's own range, with their words, in order."""
        found: list[tuple[Token, str]] = []
        for token, word in zip(self.tokens, self.words, strict=True):
            if not found or token.start >= found[-1][0].end:
                found.append((token, word))
        return found

    def pairs(self) -> dict[int, int]:
        """Where each opening token of `outer` is closed: index → index."""
        stack: list[int] = []
        found: dict[int, int] = {}
        for index, (token, _) in enumerate(self.outer()):
            if token.role == "open":
                stack.append(index)
            elif token.role == "close" and stack:
                found[stack.pop()] = index
        return found

    def words_only(self) -> bytes:
        """The text between the markup, a NUL where markup stood."""
        pieces = []
        position = 0
        for token, _ in self.outer():
            pieces.append(self.text[position : token.start])
            position = token.end
        return b"\0".join([*pieces, self.text[position:]])


# What could be markup in some place or other; texts without it need no parser.
_NOTE = re.compile(rb"\[\^[^\]\s]{1,999}\]")
"""A footnote's mark; labels are no longer: https://spec.commonmark.org/0.31.2/#link-label."""
_SPECIAL = re.compile(
    r"[*_`<>\[\]|~$\\{}#&!^=@\n\r\v\f\x1c-\x1f\x85\u2028\u2029]|://|www\.|^\s*(?:[-+:]|\d+[.)])|^\s|\s$"
)

_FRAMES = {
    Form.PARAGRAPH: (b"", b""),
    Form.HEADING: (b"# ", b""),
    Form.CELL: (b"| ", b" |\n|-|"),
    Form.ALT: (b"![", b"](x)"),
}


def plain(text: str) -> bool:
    """Whether no reader of Markdown could take any part of the text for markup."""
    return _SPECIAL.search(text) is None


def parse_inline(text: str, setting: Setting) -> Inline | None:
    """Parse a message as its page would.

    :return: None where the text is not one leaf in that place: it begins with `# `, holds a `|` in a
        table cell, ends in `#` in a heading …
    """
    data = text.encode("utf-8", "surrogatepass")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    before, after = _FRAMES[setting.form]
    if setting.item and setting.form is Form.PARAGRAPH:
        before = b"- "
    notes = b"".join(b"\n\n" + label + b": x" for label in sorted(set(_NOTE.findall(data))))
    notes += _defined(data, setting)
    body = before + data + after + notes
    masks = dialects.masks(setting.dialects, body)
    found = structure(
        body,
        dialects.apply(body, masks),
        masks,
        dialects.switches(setting.dialects),
        lambda label: " ".join(label.split()).casefold() in setting.labels,
    )
    expected = _frame(before, after, notes, setting.dialects)
    if found.blocks != expected:
        return None
    leaf = found.parts[0]
    offset, end = len(before), len(before) + len(data)
    if not isinstance(leaf, Leaf):
        return None
    inside = leaf.tokens
    if setting.form is Form.ALT:
        if not _one_image(inside) or inside[0].end != offset or inside[-1].start != end:
            return None
        inside = inside[1:-1]
    elif (leaf.start, leaf.end) != (offset, end):
        return None
    words = token_words(body, inside, {mask.start: mask for mask in masks})
    tokens = tuple(t._replace(start=t.start - offset, end=t.end - offset) for t in inside)
    return Inline(data, tokens, words, Counter(filter(None, words)))


def _defined(data: bytes, setting: Setting) -> bytes:
    """The page's definitions that `mkdocs` has to see: of labels right before one that is defined nowhere."""
    if b"][" not in data or not setting.labels or not dialects.speaks(setting.dialects, "mkdocs"):
        return b""
    labels = {
        first
        for first, second, *_ in paired_labels(data)
        if first in setting.labels and second not in setting.labels
    }
    return b"".join(f"\n\n[{label}]: x".encode() for label in sorted(labels))


def _one_image(tokens: Sequence[Token]) -> bool:
    """Whether they are an image and what stands in its text: `a](b) ![c` would make two of it."""
    depth = 0
    for index, token in enumerate(tokens):
        if token.kind in ("link", "image"):
            depth += 1 if token.role == "open" else -1
        if not depth:
            return token.kind == "image" and index == len(tokens) - 1
    return False


@lru_cache(maxsize=256)
def _frame(before: bytes, after: bytes, notes: bytes, names: tuple[str, ...]) -> tuple[str, ...]:
    body = before + b"x" + after + notes
    return structure(body, body, (), dialects.switches(names)).blocks
