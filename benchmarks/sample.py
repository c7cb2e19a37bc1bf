"""A generated site: realistic pages, translated in full."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from translator import sync

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["generate"]

_CONFIG = """\
source_locale = "en"
locales = [{locales}]
dialects = ["hugo"]

[[pages]]
source = "content/en/{{path}}.md"
localized = "content/{{locale}}/{{path}}.md"
"""
_FRONT_MATTER = """\
---
title: "{title}"   # shown in the tab
description: >-
  {description}
weight: {number}
image: /images/{number}.png
lang: en
---
"""
_WORDS = [
    "a",
    "the",
    "of",
    "and",
    "to",
    "in",
    "is",
    "that",
    "for",
    "it",
    "as",
    "with",
    "on",
    "be",
    "by",
    "this",
    "are",
    "from",
    "at",
    "or",
    "an",
    "not",
    "which",
    "can",
    "will",
    "page",
    "site",
    "cluster",
    "node",
    "service",
    "volume",
    "container",
    "network",
    "request",
    "value",
    "field",
    "version",
    "default",
    "example",
    "following",
    "configuration",
    "command",
    "user",
    "name",
    "resource",
    "object",
    "policy",
    "access",
    "storage",
    "control",
    "plane",
    "application",
]


def generate(root: Path, count: int, locales: tuple[str, ...]) -> None:
    """Write a site and its translations, everything current.

    :param root: an empty folder
    :param count: how many source pages, of some 6 kB
    """
    names = ", ".join(f'"{locale}"' for locale in locales)
    (root / "translate.toml").write_text(_CONFIG.format(locales=names), encoding="utf-8")
    for number in range(count):
        page = root / "content" / "en" / f"section-{number // 25}" / f"page-{number}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(_page(number), encoding="utf-8")
    sync(root, pseudo="accent", jobs=0)


def _page(number: int) -> str:
    draw = random.Random(number)  # noqa: S311 (the same site every time)
    parts = [
        _FRONT_MATTER.format(
            title=f"Page {number}: {_sentence(draw, 4)}", description=_sentence(draw, 12), number=number
        )
    ]
    for section in range(5):
        parts.append(f"## {_sentence(draw, 4)}\n")
        parts += [f"{_paragraph(draw)}\n" for _ in range(2)]
        parts.append("".join(f"- {_sentence(draw, 9)} `--flag-{section}`\n" for _ in range(4)))
        parts.append(f"```yaml\nkind: Example\nname: n{section}\n```\n")
        parts.append(f"{{{{< note >}}}}\nSee [{_sentence(draw, 3)}](/docs/{section}/).\n{{{{< /note >}}}}\n")
    return "\n".join(parts)


def _paragraph(draw: random.Random) -> str:
    sentences = [_sentence(draw, draw.randint(8, 16)) for _ in range(4)]
    return f"{sentences[0]} **{sentences[1]}**\n{sentences[2]}\n{sentences[3]}"


def _sentence(draw: random.Random, length: int) -> str:
    return " ".join(draw.choices(_WORDS, k=length)).capitalize() + "."
