"""What there is to know of a site's builder to follow its links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from translator.links.address import Address

__all__ = ["Builder", "in_other_languages", "mapping", "path_of", "words"]


class Builder(Protocol):
    """One site's builder and what its configuration says. Files are relative to the builder's folder."""

    @property
    def name(self) -> str:
        """Name the builder, in lower case."""

    @property
    def base(self) -> str:
        """Give the path that the whole site stands under, without a slash at its end; mostly empty."""

    @property
    def slugs(self) -> str:
        """Name the manner of heading ids, as `links.slugs` knows it; empty where it is not known."""

    @property
    def certain(self) -> bool:
        """Whether the rules hold for all pages: no part of the configuration is beyond them."""

    @property
    def prefixes(self) -> tuple[str, ...]:
        """Path segments in front of a locale's pages that the builder serves all pages under."""

    @property
    def generated(self) -> frozenset[str]:
        """First path segments under which the builder makes pages of its own."""

    def address(self, file: str, matter: Mapping[str, Any] | None) -> Address:
        """Tell where a page goes.

        :param matter: its front matter; None where it has none
        """

    def static(self, file: str) -> str:
        """Tell the address of a file that is copied as it is; empty where it is not."""

    def content(self, path: str) -> tuple[str, ...]:
        """List the files that a path from the content's root may mean, by the builder's own links."""

    def fallbacks(self, file: str) -> tuple[str, ...] | None:
        """List the files that may be served where a page's file is not there: the page in another language.

        :return: nothing where the builder serves none; None where they are not known
        """


def in_other_languages(file: str, codes: Sequence[str]) -> tuple[str, ...]:
    """List where a page is in other languages, which are told by a folder or before the ending.

    >>> in_other_languages("docs/ru/x.md", ["en", "ru"])
    ('docs/x.md', 'docs/en/x.md', 'docs/ru/x.en.md', 'docs/ru/x.ru.md')
    """
    stem, _, ending = file.rpartition(".")
    *folders, name = stem.split("/")
    found = []
    for number, folder in enumerate(folders):
        if folder in codes:
            for other in ((), *((code,) for code in codes)):
                found.append("/".join((*folders[:number], *other, *folders[number + 1 :], name)))
    bare, _, code = name.rpartition(".")
    plain = bare if bare and code in codes else name
    found += ["/".join((*folders, each)) for each in (plain, *(f"{plain}.{code}" for code in codes))]
    return tuple(f"{each}.{ending}" for each in found if each != stem)


def path_of(url: Any) -> str:
    """Cut the path out of a base URL, without a slash at its end."""
    text = str(url or "").strip()
    if "://" in text:
        text = "/" + text.partition("://")[2].partition("/")[2]
    text = text.rstrip("/")
    return text if text.startswith("/") else f"/{text}" if text else ""


def mapping(value: Any) -> dict[str, Any]:
    """Take a mapping for what it is, and anything else for an empty one."""
    return value if isinstance(value, dict) else {}


def words(value: Any) -> tuple[str, ...]:
    """Take a list of texts, or a single one."""
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(str(each) for each in value) if isinstance(value, list) else ()
