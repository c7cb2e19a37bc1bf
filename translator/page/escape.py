"""Text that has to be read as text: a backslash before whatever could be markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translator.model import Form
from translator.page.dialects import dialect, speaks

if TYPE_CHECKING:
    from translator.page.inline import Setting

__all__ = ["escape", "escape_start"]

# An escape that the translator wrote stays one; what it stands for is text already.
_ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")
_MARKUP = re.compile(
    r"""
      \\(?=[!-/:-@\[-`{-~]|\Z)   # a backslash that would escape what follows
    | [*`\[\]<~|$]
    | _(?!(?<=[^\W_]_)[^\W_])    # in a_b it is text for every builder
    | \{\{|\{%                   # a template tag: no backslash helps, builders read it before Markdown
    | [{}]
    """,
    re.VERBOSE,
)
_BARE = re.compile(r"(?<![A-Za-z0-9])(www)(?=\.)|(?<=[A-Za-z])(?=://)")
# GitHub looks for e-mail addresses when all escapes are gone; only another character parts them.
_MAIL = re.compile(r"(?<=[A-Za-z0-9._+-])(?=@[A-Za-z0-9_-]+\.)")
# A backslash before these is printed by Python-Markdown; the doubled ones are marks of pymdownx.
_UNKNOWN = re.compile(r"\\([<~|$:=])|(==|\+\+|\^)")
_SHORTHAND = re.compile(r"(@)(?=\w)|(?<!&)([#!?])(?=[1-9])")
# To pandoc a backslash before a letter begins a TeX command; what is between carets is set higher.
_PANDOC = re.compile(r"(\\[!-/:-@\[-`{-~])|(\\(?=[^\W\d_])|\^)")
# What only pandoc takes for the number of a list's item: `#.`, `a)`, `(iv)`, `(@)`.
_PANDOC_START = re.compile(
    r"\A([ \t]*\(?(?:[ivxlcdmIVXLCDM]+|[A-Za-z]|\\?#|\d{1,9}|@[\w-]*))(?=[.)][ \t])", re.ASCII
)
_WORD_JOINER = "&#8288;"
# `{#id}` at a line's beginning are the block's attributes to goldmark, and the line is gone
_START = re.compile(r"([ \t]*)(?:(\d{1,9})(?=[.)])|(?=[-+#>=:|]|\*[ \t]|~~~|```|\{[#.:]))")


def escape(text: str, setting: Setting, *, first: bool = True) -> str:
    """Escape all markup in a stretch of text.

    :param text: the stretch, without any markup that is meant
    :param setting: where it stands
    :param first: whether it begins its line, where `1.`, `-`, `#`, `>` and others open blocks
    """
    pieces = []
    position = 0
    for match in _ESCAPED.finditer(text):
        pieces.append(_MARKUP.sub(_quoted, text[position : match.start()]))
        pieces.append(match[0])
        position = match.end()
    pieces.append(_MARKUP.sub(_quoted, text[position:]))
    escaped = "".join(pieces)
    if speaks(setting.dialects, "jekyll"):
        # kramdown looks for code before it looks for escapes where a line could be a table's
        escaped = escaped.replace("\\`", "&#96;")
    elif speaks(setting.dialects, "mdx"):
        # remark links what looks like an address when all escapes are gone, as GitHub does with e-mail
        escaped = _MAIL.sub(_WORD_JOINER, _BARE.sub(lambda match: f"{match[1] or ''}{_WORD_JOINER}", escaped))
    else:  # kramdown links no bare URL, and prints `\@` as it stands
        escaped = _MAIL.sub(_WORD_JOINER, _BARE.sub(lambda match: f"{match[1] or ''}\\", escaped))
    if speaks(setting.dialects, "mkdocs"):
        escaped = _UNKNOWN.sub(_entities, escaped)
        if any("magiclink_shorthand" in dialect(name).extensions for name in setting.dialects):
            escaped = _SHORTHAND.sub(_entities, escaped.replace(f"{_WORD_JOINER}@", "@"))
    elif speaks(setting.dialects, "pandoc"):
        escaped = _PANDOC.sub(lambda match: match[1] or f"\\{match[2]}", escaped)
    if setting.form is Form.HEADING and escaped.endswith("#"):
        escaped = escaped[:-1] + "\\#"
    if not first:
        head, newline, rest = escaped.partition("\n")
        return head + newline + escape_start(rest) if newline else escaped
    if speaks(setting.dialects, "pandoc"):
        escaped = _PANDOC_START.sub(r"\1\\", escaped)
    return escape_start(escaped)


def escape_start(text: str) -> str:
    """Escape what would open a block at the beginning of a line."""
    return "\n".join(
        _START.sub(_opened, line, count=1) if _START.match(line) else line for line in text.split("\n")
    )


def _entities(match: re.Match[str]) -> str:
    return "".join(f"&#{ord(char)};" for char in match[1] or match[2])


def _opened(match: re.Match[str]) -> str:
    return f"{match[1]}{match[2]}\\" if match[2] else f"{match[1]}\\"


def _quoted(match: re.Match[str]) -> str:
    mark = match[0]
    if len(mark) == 2:
        return "&#123;" + mark[1].replace("{", "&#123;")
    return "\\" + mark
