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

__all__ = ["danger", "neutral", "parameter", "title"]

_SCRIPT = re.compile(r"(?:javascript|vbscript|data)[\x00-\x20]*:", re.IGNORECASE)


def neutral(text: str, message: str, names: Sequence[str]) -> str:
    """Take their effect from template tags that the source lacks: `{{` becomes `&#123;{`.

    No backslash helps: builders read template tags before they read Markdown or HTML.
    """
    gained = _templates(text, names) - _templates(message, names)
    for tag in gained:
        text = text.replace(tag, "&#123;" + tag[1:])
    return text


def title(text: str, quote: str) -> str:
    """A link's title: its own quotes escaped, and no blank line."""
    closing = {"(": ")"}.get(quote, quote)
    text = re.sub(r"\\+\Z", "", text)
    for mark in {quote, closing}:
        text = re.sub(rf"(?<!\\)((?:\\\\)*){re.escape(mark)}", lambda m: f"{m[1]}\\{mark}", text)  # noqa: B023
    return text


def parameter(text: str, quote: str, names: Sequence[str]) -> Fit:
    """A template tag's parameter. Hugo knows `\\"`; Liquid knows no escape, so an entity stands for it."""
    if any(mark in text for mark in ("{{", "}}", "{%", "%}", ">}}")):
        return Fit(None, "a template tag cannot stand in a parameter")
    if not quote:
        return Fit(text if re.fullmatch(r"[\w.-]+", text) else None, "the parameter has no quotes")
    if "hugo" in names:
        if quote == "`":
            return Fit(text.replace("`", "'"))
        return Fit(re.sub(r"(?<!\\)((?:\\\\)*)" + quote, lambda m: f"{m[1]}\\{quote}", re.sub(r"\\+\Z", "", text)))
    return Fit(text.replace(quote, "&quot;" if quote == '"' else "&#39;"))


def danger(text: str, message: str, names: Sequence[str]) -> str:
    """Why a front matter value must not be published, or the empty string.

    Values go into templates, often unescaped: what would be a tag there must be one in the source.
    """
    if "<" in text:
        gained = Counter(html.tags(text.encode("utf-8", "replace"))) - Counter(html.tags(message.encode("utf-8", "replace")))
        if gained:
            return f"it brings a tag that the source lacks: {next(iter(gained))}"
    gained_tags = _templates(text, names) - _templates(message, names)
    if gained_tags:
        return f"it brings a template tag that the source lacks: {next(iter(gained_tags))}"
    if len(_SCRIPT.findall(text)) > len(_SCRIPT.findall(message)):
        return "it brings a URL that runs a script"
    return ""


def _templates(text: str, names: Sequence[str]) -> Counter[str]:
    if "{" not in text:
        return Counter()
    raw = text.encode("utf-8", "replace")
    masks = dialects.masks(tuple(names), raw)
    by_start = {mask.start: mask for mask in masks}
    return Counter(template_key(raw, mask.start, mask.end, by_start) for mask in masks)
