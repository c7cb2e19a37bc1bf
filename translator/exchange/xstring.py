r"""Text in which every character is one that XML can hold: ``\a`` is ``_x0007_``.

So workbooks write their texts (``ST_Xstring``, ECMA-376, part 1, 22.9.2.19), and so it is done here wherever
XML has no way of its own. A text that looks like an escape, or would with one behind it (``_x0041`` and a
bell), is escaped. Law: ``unescape(escape(s)) == s``.
"""

from __future__ import annotations

import re

__all__ = ["escape", "unescape"]

_NO_XML = re.compile(
    "[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|_(?=x[0-9A-Fa-f]{4})"  # CR is read as LF
)
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def escape(text: str) -> str:
    """Write a text."""
    return _NO_XML.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def unescape(text: str) -> str:
    """Read such a text."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
