"""The configuration that `translate init` writes: every line explained."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING

from translator.configmodel import FrontMatter
from translator.layout import compile_pattern
from translator.tags import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable

    from translator.detect import Detected
    from translator.detect.trees import FoundTree

__all__ = ["render_config"]

_COLUMN = 44
"""Where the comments stand."""
_WIDE = 80
"""Characters of a list that stays on one line."""


def render_config(found: Detected) -> str:
    """Write down what was found, as ``translate.toml``."""
    lines = [
        "# The translations of this site, kept in step by `translate sync`.",
        "# All paths are relative to this file.",
        "",
    ]
    lines.append(_line("source_locale", found.source_locale, "the language that the pages are written in"))
    lines.extend(_locales(found.locales))
    lines.append(_dialects(found))
    if found.extensions is not None:
        # Jupyter Book is known by its table of contents, and says what is on in its configuration
        where = found.builder_file.replace("_toc.yml", "_config.yml")
        why = f"the extensions that {where} has on, as far as they matter here"
        lines.append(_line("extensions", list(found.extensions), why))
    for tree in found.trees:
        lines.extend(["", *(_tree(tree) if tree.active else _shown(tree))])
    lines.extend(["", *_front_matter(found)])
    lines.extend(["", *_catalogs()])
    for code, tag in found.tags.items():
        lines.extend(["", f"[locale.{_key(code)}]"])
        why = "say which language this is" if tag == "und" else f"what {code} means here, as a BCP 47 tag"
        lines.append(_line("tag", tag, why))
    return "\n".join(lines) + "\n"


def _locales(codes: Iterable[str]) -> list[str]:
    codes = list(codes)
    if not codes:
        return [_line("locales", [], 'the languages that they are translated into: ["ru", "pt-BR"]')]
    return [_line("locales", codes, "the languages that they are translated into")]


def _dialects(found: Detected) -> str:
    if found.dialects:
        why = (
            f"what {found.builder} understands beyond Markdown"
            if found.builder
            else "what the pages show beyond Markdown"
        )
        return _line(
            "dialects",
            list(found.dialects),
            f"{why} (from {found.builder_file})" if found.builder_file else why,
        )
    why = (
        f"{found.builder}: read as plain Markdown"
        if found.builder
        else "no builder recognised: plain Markdown"
    )
    return _line("dialects", [], why)


def _tree(tree: FoundTree) -> list[str]:
    what = (
        "a data file is a page without a body"
        if tree.is_data
        else "{path} is a page's path without its extension"
    )
    source, localized = compile_pattern(tree.source), compile_pattern(tree.localized)
    example = next(iter(sorted(tree.locales)), "ru")
    lines = [
        f"[[pages]]{' ' * (_COLUMN - 9)}# {what}",
        _line("source", tree.source, source.fill("x")),
        _line("localized", tree.localized, f"is translated in {localized.fill('x', example)}"),
    ]
    if tree.exclude:
        lines.append(_line("exclude", list(tree.exclude), "source pages to leave alone"))
    if tree.catalogs:
        lines.append(_line("catalogs", tree.catalogs, "apart: another tree has pages of the same paths"))
    return lines


def _shown(tree: FoundTree) -> list[str]:
    """Show a tree that would make work that nobody may have meant: commented out."""
    return [
        f"# Here there are pages in {', '.join(sorted(tree.at_top or tree.locales))} only.",
        "# To have them translated into all locales:",
        "# [[pages]]",
        f"# source = {json.dumps(tree.source)}",
        f"# localized = {json.dumps(tree.localized)}",
        *([f"# exclude = {json.dumps(list(tree.exclude))}"] if tree.exclude else []),
    ]


def _front_matter(found: Detected) -> list[str]:
    keys = found.keys
    lines = ["[front_matter]"]
    names = keys.translate or FrontMatter().translate
    why = "the keys that hold text for readers; all others are copied"
    lines.append(_line("translate", list(names), why))
    lines.append(_line("keep", [], "keys that a localized page keeps for itself, as a translator's name"))
    locale_key = keys.locale_key or FrontMatter().locale_key
    lines.append(_line("locale_key", locale_key, "names the page's language"))
    if keys.locale_key and not keys.source_locale:
        lines.append(_line("add_locale_key", value=True, why="localized pages have it, source pages do not"))
    lines.append(
        _line(
            "hash_key",
            keys.hash_key or FrontMatter().hash_key,
            "says which version of the source was translated",
        )
    )
    if keys.hash_algorithm not in ("", FrontMatter().hash_algorithm):
        lines.append(_line("hash_algorithm", keys.hash_algorithm, "how the hashes on the pages were made"))
    if keys.pair_by:
        lines.append(f"# Source and localized pages share {keys.pair_by}. Pages not where a pattern says")
        lines.append(f'# they are, are found with `pair_by = "{keys.pair_by}"` in their [[pages]].')
    return lines


def _catalogs() -> list[str]:
    return [
        "[catalogs]",
        _line("path", "locales/{locale}/{path}.po", "what translators open in their PO editor"),
        _line("min_translated", 80, "percent; a page with less is left as it is"),
        _line("publish_fuzzy", value=False, why="a translation that awaits review is not published"),
    ]


def _line(name: str, value: str | float | list[str] | bool, why: str) -> str:
    """``name = value    # why``."""
    text = f"{name} = {json.dumps(value, ensure_ascii=False)}"
    if isinstance(value, list) and len(text) > _WIDE:
        items = textwrap.fill(
            " ".join(f"{json.dumps(item, ensure_ascii=False)}," for item in value),
            _WIDE,
            initial_indent="  ",
            subsequent_indent="  ",
            break_long_words=False,
            break_on_hyphens=False,
        )
        return f"{f'{name} = ['.ljust(_COLUMN)}# {why}\n{items}\n]"
    return f"{text.ljust(_COLUMN)}{'' if len(text) < _COLUMN else '  '}# {why}"


def _key(code: str) -> str:
    return code if canonical(code).replace("-", "").isalnum() and code.isascii() else json.dumps(code)
