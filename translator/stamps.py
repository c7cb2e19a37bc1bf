"""What `translate` writes into a catalog's header, to know the next time that nothing is to be done."""

from __future__ import annotations

from hashlib import md5

__all__ = [
    "CATALOG_HASH",
    "HELD_BACK",
    "KEPT_KEYS",
    "LINKS",
    "OWN_LAYOUT",
    "OWN_PAGE",
    "PAGE_HASH",
    "SOURCE_HASH",
    "catalog_stamp",
    "is_edited",
    "merged_since",
    "stamped",
]

Counts = tuple[int, int, int]

SOURCE_HASH = "X-Source-Hash"
"""The hash of the source page that the localized page was made from."""
PAGE_HASH = "X-Page-Hash"
"""The hash of the localized page as last written."""
CATALOG_HASH = "X-Catalog-Hash"
"""See `catalog_stamp`."""
OWN_PAGE = "X-Own-Page"
"""The hash of a localized page that has more or less than the catalog gives, and was accepted so."""
OWN_LAYOUT = "X-Own-Layout"
"""The hash of a localized page that says what the catalog says, and is laid out by somebody's hand."""
KEPT_KEYS = "X-Kept-Keys"
"""Front matter keys that only the localized page has."""
HELD_BACK = "X-Held-Back"
"""How many translations the guard kept from the page."""

LINKS = "X-Links"
"""What the page's links depend on beside its source: localized pages that they would lead to, were they
there; ``path=`` of those that they do lead to, and ``path=hash`` where they follow their heading ids; parted
by spaces, percent-escaped."""


def catalog_stamp(entries: str, source: str, fingerprint: str, counts: Counts) -> str:
    """Identify a catalog's entries together with the source and the rules they were merged under.

    A catalog that bears it, beside a page that bears its X-Page-Hash, needs no second look. Line ends
    do not count, so that a Windows checkout is not merged anew. The counts stand behind the digest, and
    are part of it: where there is nothing to do, counting would take longer than hashing. Last stands the
    beginning of the entries' own digest: it tells whether somebody edited them, whatever the source did.

    :param entries: the catalog's `po.body_digest`
    :param source: the source page's `hashes.lf_digest`
    :param fingerprint: `Rules.fingerprint`
    :param counts: of messages, of translated ones, of fuzzy ones
    """
    shown = "{} {} {}".format(*counts)
    text = f"{entries} {source} {fingerprint} {shown}"
    return f"{md5(text.encode(), usedforsecurity=False).hexdigest()} {shown} {entries[:8]}"


def is_edited(stamp: str, entries: str) -> bool:
    """Tell whether a catalog's entries are others than when it was stamped.

    :param entries: its `po.body_digest`
    """
    return stamp.rpartition(" ")[2] != entries[:8]


def merged_since(stamp: str, entries: str) -> str:
    """Give a stamp that is none of these entries', but says that nobody has edited them: they were merged.

    :param entries: the catalog's new `po.body_digest`
    """
    return f"{stamp.rpartition(' ')[0]} {entries[:8]}"


def stamped(stamp: str, entries: str, source: str, fingerprint: str) -> Counts | None:
    """Read the counts from a stamp; None where it is not that of these entries, source and rules."""
    try:
        total, translated, fuzzy = map(int, stamp.split(" ")[1:4])
    except ValueError:
        return None
    counts = total, translated, fuzzy
    return counts if stamp == catalog_stamp(entries, source, fingerprint, counts) else None
