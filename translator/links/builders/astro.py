"""Astro: pages of ``src/pages``, and Starlight's of ``src/content/docs``; ``slug`` in the front matter.

Its configuration is a program. What can be read of it are plain settings; other content collections go
where the site's own code puts them.
Sources: https://starlight.astro.build/guides/pages/, https://docs.astro.build/en/guides/routing/; a segment
of an address is made by github-slugger (https://docs.astro.build/en/guides/content-collections/#defining-custom-ids).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from translator.links.address import NOWHERE, UNKNOWN, Address
from translator.links.builders.base import in_other_languages, path_of
from translator.links.slugs import slug

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Astro", "read"]

_DOCS, _PAGES = "src/content/docs/", "src/pages/"
_BASE = re.compile(r"""^\s*base\s*:\s*(?:(["'])([^"']*)\1|\S)""", re.MULTILINE)
_LOCALES = re.compile(r"\blocales\s*:\s*\{")
_PIECE = re.compile(r"""["']?([\w-]+)["']?\s*:|[{}]|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""")


@dataclass(frozen=True, slots=True)
class Astro:
    """What can be read of an ``astro.config.mjs``."""

    base: str = ""
    starlight: bool = False
    languages: tuple[str, ...] = ()
    """Starlight's locales, but for the one without a prefix."""
    slugs: str = "github"
    certain: bool = False
    name: str = "astro"

    @property
    def prefixes(self) -> tuple[str, ...]:
        """Starlight shows the source page under every locale that has no other."""
        return self.languages

    @property
    def generated(self) -> frozenset[str]:
        """Any page may be made by a program: `certain` says so."""
        return frozenset()

    def address(self, file: str, matter: Mapping[str, Any] | None) -> Address:
        """Tell where a page goes."""
        if not file.endswith((".md", ".mdx")):
            return NOWHERE
        matter = matter or {}
        if str(matter.get("draft", "")).lower() == "true":
            return UNKNOWN
        if file.startswith(_DOCS) and self.starlight:
            stem = file.removeprefix(_DOCS).rpartition(".")[0]
            own = str(matter.get("slug") or "").strip("/")
            parts = [own] if own else [slug(part, "github") for part in stem.split("/")]
        elif file.startswith(_PAGES):
            parts = file.removeprefix(_PAGES).rpartition(".")[0].split("/")
            if any(part.startswith("_") for part in parts):
                return NOWHERE
        else:
            return UNKNOWN
        if parts[-1] == "index":
            parts.pop()
        return Address("/".join(("", *parts, "")))

    def static(self, file: str) -> str:
        """``public/x.png`` is ``/x.png``."""
        return file.removeprefix("public") if file.startswith("public/") else ""

    def content(self, path: str) -> tuple[str, ...]:
        """Links are addresses; none is looked up."""
        del path
        return ()

    def fallbacks(self, file: str) -> tuple[str, ...]:
        """Starlight shows the source page."""
        return in_other_languages(file, self.languages)


def read(text: str) -> Astro:
    """Make a builder of its configuration's text, as far as that is plain."""
    text = re.sub(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", "", text, flags=re.DOTALL)
    base = _BASE.search(text)
    return Astro(
        path_of(base[2]) if base and base[1] else "",
        "@astrojs/starlight" in text,
        tuple(code for code in _keys(text) if code != "root"),
    )


def _keys(text: str) -> list[str]:
    """The keys of the mapping `locales`: those of its values are another's."""
    start = _LOCALES.search(text)
    depth, keys = 1, []
    for piece in _PIECE.finditer(text, start.end()) if start else ():
        depth += {"{": 1, "}": -1}.get(piece[0], 0)
        if not depth:
            break
        if piece[1] and depth == 1:
            keys.append(piece[1])
    return keys
