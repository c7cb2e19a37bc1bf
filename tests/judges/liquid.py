"""Liquid tags made neutral, in the same way on both sides of a comparison.

A judge has no site data to evaluate `{{ page.title }}` with, and needs none: what matters is
that every tag is still there, unharmed, and that the Markdown around it still reads the same.
"""

from __future__ import annotations

import html
import re
import zlib

__all__ = ["PLACEHOLDER", "TRANSLATABLE", "neutralise"]

PLACEHOLDER = re.compile(r"LQ[0-9a-f]{8}")

TRANSLATABLE = frozenset(
    (
        "alt",
        "caption",
        "description",
        "heading",
        "label",
        "name",
        "placeholder",
        "subtitle",
        "summary",
        "text",
        "title",
        "tooltip",
    )
)
"""Parameters whose values a reader sees: they may differ between two pages of the same shape."""

_TAG = re.compile(
    r"\{%-?\s*raw\s*-?%\}(?P<raw>.*?)\{%-?\s*endraw\s*-?%\}"
    r"|\{%-?\s*comment\b.*?\{%-?\s*endcomment\s*-?%\}"
    r"|\{%-?\s*highlight\s+(?P<language>[\w+-]+).*?%\}(?P<code>.*?)\{%-?\s*endhighlight\s*-?%\}"
    r"|\{%.*?%\}|\{\{.*?\}\}",
    re.DOTALL,
)
_SILENT = re.compile(
    r"\{%-?\s*(?:end\w+|if|unless|elsif|else|case|when|for|break|continue|assign|capture|increment"
    r"|decrement|cycle|tablerow|comment)\b"
)
"""Tags that print nothing where they stand."""
_PARAMETER = re.compile(r"\b([\w-]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_SPACE = re.compile(r"\s+")


def neutralise(body: str) -> tuple[str, tuple[str, ...]]:
    """Replace the Liquid of a body, and list its tags.

    - a tag that stands alone on its line leaves a blank line, as most blocks do;
    - within a line, a tag that prints becomes a word made from its own text (see `PLACEHOLDER`),
      also inside a link's target; one that does not print goes;
    - ``raw`` gives its content as it stands, ``comment`` nothing, ``highlight`` a ``<pre>``.

    :return: the text to render, and every tag in order, white space folded and translatable
        parameters blanked: a harmed tag differs there even where it left a blank line
    """
    tags: list[str] = []
    parts: list[str] = []
    end = 0
    for match in _TAG.finditer(body):
        parts.append(body[end : match.start()])
        parts.append(_neutral(body, match, tags))
        end = match.end()
    parts.append(body[end:])
    return "".join(parts), tuple(tags)


def _neutral(body: str, match: re.Match[str], tags: list[str]) -> str:
    if match["raw"] is not None:
        tags.append("raw")
        return match["raw"]
    if match["code"] is not None:
        tags.append(_canonical(match[0].partition("%}")[0]))
        code = html.escape(match["code"].strip("\r\n"))
        opening = f'<figure class="highlight"><pre><code data-lang="{match["language"]}">'
        return f"{opening}{code}</code></pre></figure>"
    tags.append(_canonical(match[0]))
    if _SILENT.match(match[0]) or (match[0].startswith("{%") and _alone(body, match)):
        return ""
    return _stand_in(match[0])


def _stand_in(tag: str) -> str:
    """Make the word that stands for a tag: the same for the same tag, translatable parameters apart."""
    return f"LQ{zlib.crc32(_canonical(tag).encode()):08x}"


def _canonical(tag: str) -> str:
    blanked = _PARAMETER.sub(lambda m: f"{m[1]}=…" if m[1] in TRANSLATABLE else m[0], tag)
    return _SPACE.sub(" ", blanked)


def _alone(body: str, match: re.Match[str]) -> bool:
    before = body[body.rfind("\n", 0, match.start()) + 1 : match.start()]
    end = body.find("\n", match.end())
    after = body[match.end() : end if end >= 0 else len(body)]
    return not _TAG.sub("", before).strip() and not _TAG.sub("", after).strip()
