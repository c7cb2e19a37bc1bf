"""Translations that stand where no Markdown is read: titles, parameters, front matter values."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from translator.page import dialects, html
from translator.page.fit import Fit
from translator.page.signature import template_key

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["harmless", "in_html", "neutral", "parameter", "title"]

_SCRIPT = re.compile(r"\b((?:java|vb)script[\x00-\x20]*)(?=:\S)|\b(data[\x00-\x20]*)(?=:\w+/)", re.IGNORECASE)
_BRACES = re.compile(r"[{%](?=[{%])|[}%>](?=\})")
_OUTPUT = re.compile(r"\{\{[^{}]*\}\}")
_COMMENT = re.compile(r"[ \t](?=#)")
_UNQUOTED = {
    '"': {ord('"'): "\u201d", ord("`"): "'"},
    "'": {ord("'"): "\u2019", ord("`"): "\u2019"},
    "]": {ord("["): "(", ord("]"): ")", ord("`"): "'"},
}
"""By what ends a text, what is written for signs that would end it, or its fence's line."""
_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")


def neutral(text: str, message: str, names: Sequence[str]) -> str:
    """Take their effect from template tags that the source lacks: `{{` becomes `&#123;{`.

    No backslash helps: builders read template tags before they read Markdown or HTML. What is left of a
    tag may be another, `{{{ x }}`; of such a one no brace stays.
    """
    if "{" not in text:
        return text
    made = _disarmed(text, message, names, 1)
    while (again := _disarmed(made, message, names)) != made:
        made = again
    return made


def _disarmed(text: str, message: str, names: Sequence[str], braces: int = -1) -> str:
    """Replace so many opening braces of each tag that the source lacks, or all."""
    left = Counter(key for key, *_ in _templates(message, names))
    raw = text.encode("utf-8", "replace")
    pieces: list[bytes] = []
    position = 0
    for key, start, end in _templates(text, names):
        if left[key] > 0:
            left[key] -= 1
        elif raw[start : start + 1] == b"{":
            pieces += (raw[position:start], raw[start:end].replace(b"{", b"&#123;", braces))
            position = end
    return b"".join((*pieces, raw[position:])).decode("utf-8")


def in_html(text: str, message: str, names: Sequence[str]) -> str:
    """Text of an HTML block: one line, no tag that its source lacks.

    With kramdown and pandoc an element may hold Markdown: no mark either that its source lacks, outside of
    code.
    """
    made = html.escape_text(text, message)
    spans = [match[0] for match in _CODE.finditer(message)]
    pieces = re.split("(" + "|".join(map(re.escape, spans)) + ")", made) if spans else [made]
    had, has = _CODE.sub("", message), "".join(pieces[::2])
    markdown = dialects.speaks(names, "jekyll") or dialects.speaks(names, "pandoc")
    marks = ("$$", "](", "`", *(("![", "*", "_") if markdown else ()))
    for mark in marks:
        if has.count(mark) > had.count(mark):
            written = "".join(f"&#{ord(char)};" for char in mark)
            pieces[::2] = [piece.replace(mark, written) for piece in pieces[::2]]
    return "".join(pieces)


def title(text: str, quote: str) -> str:
    """A link's title: its own quotes escaped, and no blank line."""
    closing = {"(": ")"}.get(quote, quote)
    text = re.sub(r"\\+\Z", "", text)
    for mark in {quote, closing}:
        text = re.sub(rf"(?<!\\)((?:\\\\)*){re.escape(mark)}", lambda m: f"{m[1]}\\{mark}", text)  # noqa: B023
    return text


def parameter(text: str, message: str, quote: str, names: Sequence[str]) -> Fit:
    r"""A template tag's parameter. Hugo knows `\"`; Liquid knows no escape, so an entity stands for it."""
    own = [match[0] for match in _OUTPUT.finditer(message)]  # in an HTML tag's value, Liquid is at work, too
    pieces = re.split("(" + "|".join(map(re.escape, own)) + ")", text) if own else [text]
    # no escape helps: with a zero-width space it is no tag
    pieces[::2] = [_BRACES.sub("\\g<0>\u200b", piece) for piece in pieces[::2]]
    text = "".join(pieces)
    if quote == "line":
        return Fit(text)
    if quote.startswith("fence"):
        return Fit(text.translate(_UNQUOTED[quote[-1]]))
    if quote == "option":  # behind a space that is none to YAML, nothing begins a comment or a quote
        text = _COMMENT.sub("\u00a0", text)
        return Fit(f"\u200b{text}" if text[:1] in tuple("#\"'>|") else text)
    if quote == "cell":  # without quotes, in which a comma would be text
        return Fit(text.translate({ord(","): "&#44;", ord('"'): "&quot;"}))
    if quote == "]":
        return Fit(
            text.translate({ord("["): "&#91;", ord("]"): "&#93;", ord("{"): "&#123;", ord("}"): "&#125;"})
        )
    if not quote:
        return Fit(text if re.fullmatch(r"[\w.-]+", text) else None, "the parameter has no quotes")
    if dialects.speaks(names, "hugo"):
        if quote == "`":
            return Fit(text.replace("`", "'"))
        text = re.sub(r"\\+\Z", "", text)
        if not text.strip():
            return Fit(None, "nothing would be left of it")
        return Fit(re.sub(r"(?<!\\)((?:\\\\)*)" + quote, lambda m: f"{m[1]}\\{quote}", text))
    return Fit(text.replace(quote, "&quot;" if quote == '"' else "&#39;"))


def harmless(text: str, message: str, names: Sequence[str]) -> Fit:
    """A front matter value, without the effect of what its source lacks.

    Values go into templates, often unescaped: what would be a tag there must be one in the source, or
    it becomes text.
    """
    if len(_SCRIPT.findall(text)) > len(_SCRIPT.findall(message)):
        text = _SCRIPT.sub("\\g<0>\u200b", text)  # a zero-width space, and it is no scheme any more
    if "<" in text and Counter(html.tags(text)) - Counter(html.tags(message)):
        text = "\n".join(html.escape_text(row, message) for row in text.split("\n"))
        if Counter(html.tags(text)) - Counter(html.tags(message)):
            return Fit(None, "it brings a tag that the source lacks")
    return Fit(neutral(text, message, names))


def _templates(text: str, names: Sequence[str]) -> list[tuple[str, int, int]]:
    """Every template tag, as its key and where it stands, in bytes."""
    # behind a word: what begins with `~~~` is no code here, in which a dialect would see no tag
    raw = b"x" + text.encode("utf-8", "replace")
    masks = dialects.masks(tuple(names), raw)
    by_start = {mask.start: mask for mask in masks}
    return [
        (template_key(raw, mask.start, mask.end, by_start), mask.start - 1, mask.end - 1) for mask in masks
    ]
