"""Whether a bare value is text, or only looks like it."""

from __future__ import annotations

import re

__all__ = ["is_prose"]

# What front matter and data files hold beside text: addresses, paths, file names, colours, keys.
_NO_TEXT = re.compile(
    r"""
      (?:[a-z][a-z0-9+.-]*:)?//[!-~]+         # a URL
    | (?:mailto|tel|https?):[!-~]+
    | [^\s@]+@[^\s@][^\s@.]*+\.[^\s@]+         # an e-mail address
    | [./#?][!-~]*                            # a path, an anchor, a query
    | [\w.-]+(?:/[\w.@%+-]+)+/?               # a path of several parts
    | [\w-]+\.(?:png|jpe?g|gif|svg|webp|avif|ico|pdf|html?|md|s?css|js|json|ya?ml|xml|txt|mp[34]|webm)
    | \#[0-9a-fA-F]{3,8}
    | [0-9a-fA-F]{32,}                        # a digest
    | \{\{[^{}]*\}\} | \{%[^{}]*%\}           # a template tag alone
    """,
    re.VERBOSE | re.ASCII,  # Chinese text without a space is no path
)
# In data files, where every value is looked at, a lower-case word in code's spelling is a name.
_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)+|[a-z]+(?:[A-Z][a-z0-9]*)+|fa[bsrl]? fa-[\w -]+")
_TAGS = re.compile(r"<[^<>]*>|&#?\w+;")


def is_prose(value: str, *, sure: bool) -> bool:
    """Whether a value has words to translate.

    :param sure: whether the configuration names its key, so that only what cannot be text is left out
    """
    text = value.strip()
    if not any(map(str.isalpha, _TAGS.sub("", text))) or _NO_TEXT.fullmatch(text):
        return False
    return sure or not _NAME.fullmatch(text)
