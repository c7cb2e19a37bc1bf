r"""How a translation ends: with a line feed where its message does, and only there.

gettext asks for it (``msgfmt --check``: “'msgid' and 'msgstr' entries do not both end with '\n'”). The value
of a YAML block scalar ends in one, that of the same key in a localized page may not.
"""

from __future__ import annotations

__all__ = ["ended_as"]


def ended_as(message: str, text: str) -> str:
    """Let a translation end as its message; an empty one stays so."""
    bare = text.rstrip("\n")
    if not bare:
        return text
    return bare + message[len(message.rstrip("\n")) :]
