"""VitePress: each page under its file's name, below the folder that `srcDir` names; locales are folders.

Its configuration is a program. What can be read of it are plain settings; where pages are renamed
(``rewrites``) or made (``[id].md``), the builder is not `certain`.
Source: https://vitepress.dev/guide/routing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from translator.links.address import NOWHERE, UNKNOWN, Address
from translator.links.builders.base import path_of

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["VitePress", "read"]

_SETTING = re.compile(r"""^\s*(base|srcDir)\s*:\s*(?:(["'])([^"'\n]*)\2|\S)""", re.MULTILINE)
_MOVED = re.compile(r"^\s*(?:rewrites|srcExclude)\b", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class VitePress:
    """What can be read of a ``.vitepress/config.mjs``."""

    base: str = ""
    folder: str = ""
    """`srcDir`; empty where pages lie beside the folder of the configuration."""
    slugs: str = "vitepress"
    certain: bool = True
    name: str = "vitepress"

    @property
    def prefixes(self) -> tuple[str, ...]:
        """A page that a locale lacks is nowhere under its folder."""
        return ()

    @property
    def generated(self) -> frozenset[str]:
        """Its own program and pictures are below this."""
        return frozenset(("assets",))

    def address(self, file: str, matter: Mapping[str, Any] | None) -> Address:
        """Tell where a page goes."""
        del matter
        path = self._inside(file)
        if not path or not path.endswith(".md"):
            return NOWHERE
        if not self.certain or "[" in path:
            return UNKNOWN
        stem = path.removesuffix(".md")
        if stem == "index" or stem.endswith("/index"):
            return Address(f"/{stem.removesuffix('index')}")
        return Address(f"/{stem}.html")

    def _inside(self, file: str) -> str:
        """The path below `srcDir`; empty for a file that is not there."""
        if not self.folder:
            return file
        return file.removeprefix(f"{self.folder}/") if file.startswith(f"{self.folder}/") else ""

    def static(self, file: str) -> str:
        """``public/x.png`` is ``/x.png``."""
        path = self._inside(file)
        return path.removeprefix("public") if path.startswith("public/") else ""

    def content(self, path: str) -> tuple[str, ...]:
        """A link that begins with a slash may name a file."""
        if not path.endswith(".md"):
            return ()
        inside = path.lstrip("/")
        return (f"{self.folder}/{inside}" if self.folder else inside,)

    def fallbacks(self, file: str) -> tuple[str, ...]:
        """A page that a language lacks is nowhere."""
        del file
        return ()


def read(text: str) -> VitePress:
    """Make a builder of its configuration's text, as far as that is plain."""
    text = re.sub(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", "", text, flags=re.DOTALL)
    found = {match[1]: match for match in _SETTING.finditer(text)}
    base, folder = found.get("base"), found.get("srcDir")
    return VitePress(
        path_of(base[3]) if base and base[2] else "",
        folder[3].strip("./") if folder and folder[2] else "",
        certain=not (_MOVED.search(text) or (base and not base[2]) or (folder and not folder[2])),
    )
