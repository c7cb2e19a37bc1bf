"""The languages that a builder's configuration names. It is read as text, and never run."""

from __future__ import annotations

import re
from dataclasses import dataclass

from translator.tags import is_tag, meant

__all__ = ["Languages", "read_languages"]

_SCRIPTS = (".js", ".ts", ".mjs", ".mts", ".cjs")
_TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)|"(?P<double>(?:[^"\\\n]|\\.)*)"|'(?P<single>(?:[^'\\\n]|\\.)*)'"""
    r"""|`(?P<tick>(?:[^`\\]|\\.)*)`|(?P<name>[\w$]+)|(?P<mark>[][{}(),:=])""",
    re.DOTALL,
)
"""What matters of JavaScript: names, texts and brackets. A text keeps a quote before it."""
_DEFAULT = (
    r"^\s*(?:default_lang|default_language|defaultContentLanguage|defaultLocale)\s*[:=]\s*[\"']?([\w-]+)"
)


@dataclass(frozen=True, slots=True)
class Languages:
    """What the configuration says; empty where it does not."""

    source: str = ""
    codes: tuple[str, ...] = ()
    """All of them, in its order; the source language may be among them."""
    in_folders: bool = False
    """Whether it says that each language has a folder, where the builder's habit is a suffix."""


def read_languages(name: str, text: str) -> Languages:
    """Read the languages.

    :param name: the configuration's file name
    :param text: what is in it
    """
    if name.endswith(_SCRIPTS):
        return _of_script(text)
    default = re.search(_DEFAULT, text, re.MULTILINE)
    listed = re.search(r"^\s*(?:languages|locales)\s*[:=]\s*\[([^\]]*)\]", text, re.MULTILINE)
    codes = re.findall(r"[\w-]+", listed[1]) if listed and "{" not in listed[1] else []
    marked = ""
    if not codes:  # Hugo, Zola: a table for each; MkDocs's plugin: a list of tables
        block = re.search(r"^languages:[ \t]*\n((?:[ \t]+.*\n|\s*\n)+)", text, re.MULTILINE)
        if block:
            indent = re.match(r"[ \t]+", block[1].lstrip("\n"))
            codes = re.findall(rf"^{indent[0] if indent else '  '}([\w-]+):", block[1], re.MULTILINE)
        codes = codes or re.findall(r"^\s*\[languages\.([\w-]+)\]", text, re.MULTILINE)
        if not codes:
            items = re.split(r"^\s*-\s+(?=locale:)|(?<=[\[,])\s*\{\s*(?=locale:)", text, flags=re.MULTILINE)[
                1:
            ]
            named = [
                (found[1], item) for item in items if (found := re.match(r"locale:\s*[\"']?([\w-]+)", item))
            ]
            codes = [code for code, _ in named if code != "null"]
            marked = next((code for code, item in named if re.search(r"\bdefault:\s*true\b", item)), "")
    in_folders = re.search(r"^\s*docs_structure:\s*[\"']?folder\b", text, re.MULTILINE) is not None
    return Languages(default[1] if default else marked, tuple(dict.fromkeys(codes)), in_folders)


def _of_script(text: str) -> Languages:
    """``defaultLocale: 'en'``, ``locales: ['en', 'ru']``, ``locales: {root: {lang: 'en'}, ru: {…}}``."""
    tokens = list(_tokens(text))
    source = _after(tokens, "defaultLocale")
    for at, token in enumerate(tokens[:-2]):
        if token.strip("'") != "locales" or tokens[at + 1] not in (":", "="):
            continue
        inner = _inside(tokens, at + 2)
        codes, root = _keys(inner) if tokens[at + 2] == "{" else (_items(inner), "")
        codes = [code for code in codes if is_tag(code) or meant(code)]
        if codes:
            return Languages(root or source, tuple(dict.fromkeys(codes)))
    return Languages(source)


def _tokens(text: str) -> list[str]:
    found = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind in ("double", "single", "tick"):
            found.append(f"'{match[kind]}")
        elif kind != "comment":
            found.append(match[0])
    return found


def _after(tokens: list[str], name: str) -> str:
    """Find the text that a key has."""
    for at, token in enumerate(tokens[:-2]):
        if token.strip("'") == name and tokens[at + 1] == ":" and tokens[at + 2].startswith("'"):
            value = tokens[at + 2][1:]
            return value if is_tag(value) or meant(value) else ""
    return ""


def _inside(tokens: list[str], at: int) -> list[str]:
    """Find what stands between a bracket and the one that closes it; nothing where there is none."""
    if tokens[at] not in ("[", "{"):
        return []
    depth = 0
    for end in range(at, len(tokens)):
        depth += (tokens[end] in ("[", "{", "(")) - (tokens[end] in ("]", "}", ")"))
        if depth == 0:
            return tokens[at + 1 : end]
    return []


def _items(tokens: list[str]) -> list[str]:
    """Find the texts of a list; of Astro's ``{path: 'pt', codes: [...]}``, the path."""
    depth, found = 0, []
    for at, token in enumerate(tokens):
        depth += (token in ("[", "{", "(")) - (token in ("]", "}", ")"))
        is_path = depth == 1 and at > 1 and tokens[at - 2].strip("'") == "path"
        if token.startswith("'") and (depth == 0 or is_path):
            found.append(token[1:])
    return found


def _keys(tokens: list[str]) -> tuple[list[str], str]:
    """(the keys of a table without ``root``, the language of ``root``); VuePress writes them ``/ru/``."""
    depth, keys, root = 0, list[str](), ""
    for at, token in enumerate(tokens):
        if depth == 0 and tokens[at + 1 : at + 2] == [":"]:
            key = token.removeprefix("'").strip("/")
            if key in ("root", ""):
                root = _after(_inside(tokens, at + 2) if at + 2 < len(tokens) else [], "lang")
            else:
                keys.append(key)
        depth += (token in ("[", "{", "(")) - (token in ("]", "}", ")"))
    return keys, root
