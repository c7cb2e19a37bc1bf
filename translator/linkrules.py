"""What is sound to do with a site's links where its configuration does not say: told from its builder's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from translator.builders import detect_builder, text_of
from translator.linkmap import builder_folder
from translator.links.rules import LinkRules

if TYPE_CHECKING:
    from pathlib import Path

    from translator.config import Config
    from translator.links.rules import Anchors

__all__ = ["link_rules"]

_OWN_IDS = {
    "jekyll": re.compile(
        r"^\s*(?:auto_id|parse_block_html:\s*true|markdown:\s*(?!kramdown)\S|input:\s*(?!GFM)\S)",
        re.MULTILINE,
    ),
    "hugo": re.compile(r"autoHeadingID", re.IGNORECASE),
    "mkdocs": re.compile(r"\bslugify\b|^\s*separator:", re.MULTILINE),
    "docusaurus": re.compile(r"anchorsMaintainCase"),
    "astro": re.compile(r"rehype-?slug|headingIds?", re.IGNORECASE),
    "vitepress": re.compile(r"slugify|getTokensText|^\s*anchor\s*:", re.MULTILINE),
    "sphinx": re.compile(r"myst_heading_slug_func|\A(?!.*myst_heading_anchors)", re.DOTALL),
}
"""Settings that change how ids are made."""
_ATTRIBUTES = re.compile(r"^\s*-\s+['\"]?(?:attr_list|extra|markdown\.extensions\.attr_list)\b", re.MULTILINE)
_SLUGS = {
    "jekyll": "kramdown-gfm",
    "hugo": "goldmark",
    "mkdocs": "toc",
    "docusaurus": "github",
    "astro": "github",
    "vitepress": "vitepress",
    "sphinx": "github",
}
_HOOKS = ("layouts/_markup/render-link*", "layouts/_default/_markup/render-link*")


def link_rules(root: Path, config: Config) -> LinkRules | None:
    """Decide what is done with links and heading ids.

    A setting of the configuration goes before what is found here. Only texts are searched, nothing is
    parsed: it happens in every run.

    :return: None where no builder is known and the configuration asks for nothing
    """
    links = config.links
    folder = builder_folder(root, config)
    found = detect_builder(root / folder) if folder is not None else None
    name = found.name.lower() if found is not None else ""
    if found is None or folder is None or name not in _SLUGS:
        if not links.localize:
            return None
        return LinkRules(localize=True)
    place = root / folder
    text = "\n".join(text_of(place / each) for each in found.files if (place / each).is_file())
    if name == "hugo":
        text += "\n".join(text_of(each) for each in sorted((place / "config" / "_default").glob("*.*")))
    slugs = "" if _OWN_IDS[name].search(text) else _SLUGS[name]
    usual: Anchors = "rewrite" if name in ("astro", "sphinx") else "pin"
    anchors = links.anchors or (usual if slugs and _can_pin(name, text) else "leave")
    localize = links.localize if links.localize is not None else _certain(name, text, place)
    return LinkRules(name, localize, anchors, slugs)


def _can_pin(name: str, text: str) -> bool:
    """Whether a heading may bear its id."""
    if name == "mkdocs":
        return _ATTRIBUTES.search(text) is not None
    if name == "vitepress":
        return re.search(r"\battrs\s*:", text) is None
    if name == "hugo":
        return re.search(r"\battribute\b[^\[]*?\btitle\s*[=:]\s*false", text, re.IGNORECASE) is None
    return True


def _certain(name: str, text: str, place: Path) -> bool:
    """Whether links reach the built page as they are written: then the page has to have them right."""
    if name == "docusaurus":
        return False  # puts the locale in front of links by itself
    if name == "sphinx":
        return False  # builds each locale by itself: there is no other to lead to
    if name == "astro":
        return "@astrojs/starlight" in text
    if name == "vitepress":
        return True
    if name == "jekyll":
        return "polyglot" not in text  # the same
    if name == "mkdocs":
        return re.search(r"^\s*-?\s*i18n\b", text, re.MULTILINE) is None  # the same
    hooks = [*_HOOKS, *(f"themes/*/{each}" for each in _HOOKS)]
    return not any(any(place.glob(each)) for each in hooks)
