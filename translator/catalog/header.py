"""A catalog's header: what editors want to know, and what `translate` remembers there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from translator.catalog.plurals import PLURAL_FORMS

if TYPE_CHECKING:
    from translator.model import Catalog

__all__ = ["language", "new_header", "with_field"]

_SCRIPTS = {"zh-Hans": "zh_CN", "zh-Hant": "zh_TW", "zh": "zh_CN", "sr-Latn": "sr@latin", "sr-Cyrl": "sr"}
"""Where gettext's own names are what editors and their spelling dictionaries know."""


def language(tag: str) -> str:
    """Give a BCP 47 tag as gettext writes it: ``pt-BR`` → ``pt_BR``, ``zh-Hans`` → ``zh_CN``."""
    return _SCRIPTS.get(tag, tag.replace("-", "_"))


def new_header(tag: str, project: str = "translate") -> tuple[tuple[str, str], ...]:
    """The fields of a new catalog, without dates: the clock is no part of the text.

    `msgfmt --check` asks for every one of these fields, though not for a value; a date or a name stands
    there once an editor has put it.

    :param tag: the locale's BCP 47 tag; empty for a template
    :param project: for Project-Id-Version
    """
    name = language(tag)
    plural = PLURAL_FORMS.get(name) or PLURAL_FORMS.get(name.partition("_")[0].partition("@")[0])
    fields = [
        ("Project-Id-Version", project),
        ("Report-Msgid-Bugs-To", ""),
        ("PO-Revision-Date", ""),
        ("Last-Translator", ""),
        ("Language-Team", name),
        ("Language", name),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=UTF-8"),
        ("Content-Transfer-Encoding", "8bit"),
    ]
    if plural:
        fields.append(("Plural-Forms", plural))
    return tuple(fields)


def with_field(catalog: Catalog, name: str, value: str) -> Catalog:
    """Set a header field: in its place, or as the last one. An empty value removes it."""
    fields = [(key, value if key == name else old) for key, old in catalog.header if key != name or value]
    if value and all(key != name for key, _ in fields):
        fields.append((name, value))
    return replace(catalog, header=tuple(fields))
