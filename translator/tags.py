"""Language tags: what is one, what looks like one, and what a site's own code probably means.

Most sites name a locale by its BCP 47 tag, in whatever case (``pt-br``); some by a country's code
(``gr`` for Greek, which as a language code does not exist; ``se``, which is Northern Sami, for Swedish).
"""

from __future__ import annotations

import re

__all__ = ["canonical", "is_tag", "looks_like_locale", "meant"]

_LANGUAGES = frozenset(
    re.findall(
        r"\w+",
        """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da
    de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz
    ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln
    lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi
    pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti
    tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    """,
    )
)
"""ISO 639-1, so that the usual tag is known without loading the registry."""

_LONGER = frozenset(
    ("ast", "ckb", "cmn", "dsb", "fil", "gsw", "haw", "hsb", "kab", "mai", "nds", "pap", "sco", "yue")
)
"""Languages without a two-letter code that sites are translated into. Not all of ISO 639-3: it has
``api``, ``doc`` and ``new``, which are names of folders."""

_MEANT: dict[str, tuple[str, str]] = {
    # no language has these codes
    "cn": ("zh-CN", ""),
    "cz": ("cs", ""),
    "dk": ("da", ""),
    "ge": ("ka", ""),
    "gr": ("el", ""),
    "hk": ("zh-HK", ""),
    "il": ("he", ""),
    "ir": ("fa", ""),
    "jp": ("ja", ""),
    "kz": ("kk", ""),
    "mx": ("es-MX", ""),
    "rs": ("sr", ""),
    "sp": ("es", ""),
    "ua": ("uk", ""),
    "us": ("en-US", ""),
    "gb": ("en-GB", ""),
    "vn": ("vi", ""),
    # these are languages of their own, so the pages' letters have to tell
    "am": ("hy", "[\u0531-\u0587]"),
    "br": ("pt-BR", "[ãõ]"),
    "by": ("be", "[\u0400-\u04ff]"),
    "ee": ("et", "[äü]"),
    "in": ("hi", "[\u0900-\u097f]"),
    "kr": ("ko", "[\uac00-\ud7af]"),
    "se": ("sv", "[öå]"),
    "si": ("sl", "[čšž]"),
    "tw": ("zh-TW", "[\u4e00-\u9fff]"),
}
"""A country's code → the language it stands for on a site, and letters that prove it where they must."""

_SHAPE = re.compile(
    r"[A-Za-z]{2,3}(?:[-_](?:arab|cyrl|deva|guru|hans|hant|latn|mong|tfng))?(?:[-_](?:[A-Za-z]{2}|[0-9]{3}))?",
    re.IGNORECASE,
)
"""Scripts by name: any four letters would do for BCP 47, and ``en-docs`` is no locale."""


def is_tag(text: str) -> bool:
    """Whether a text is a valid BCP 47 tag, in any case, ``_`` counting as ``-``."""
    if not text.isascii() or not text:
        return False
    if text.lower() in _LANGUAGES:
        return True
    from langcodes import tag_is_valid  # noqa: PLC0415 (30 ms, for the uncommon tag only)

    return bool(tag_is_valid(text))


def canonical(tag: str) -> str:
    """Write a tag in BCP 47's recommended case: ``zh-hans`` → ``zh-Hans``, ``pt_br`` → ``pt-BR``."""
    first, *rest = tag.replace("_", "-").split("-")
    parts = [first.lower()]
    for part in rest:
        if len(parts[-1]) == 1:  # after a singleton (`x`) all is lower case
            parts.append(part.lower())
        else:
            parts.append({2: part.upper(), 4: part.title()}.get(len(part), part.lower()))
    return "-".join(parts)


def looks_like_locale(name: str) -> bool:
    """Whether a folder or a file name's ending so called is likely to be a locale."""
    if _SHAPE.fullmatch(name) is None:
        return False
    language = re.split("[-_]", name, maxsplit=1)[0].lower()
    return language in _LANGUAGES or language in _LONGER or language in _MEANT


def meant(code: str, text: str = "") -> str | None:
    """Tell the language that a code stands for on a site, where it is not what its tag says.

    :param code: the site's own code
    :param text: some text in that language, as evidence
    :return: a tag, None if the code can be taken at its word
    """
    tag, evidence = _MEANT.get(code.lower(), ("", ""))
    if not tag or (evidence and not re.search(evidence, text)):
        return None
    return tag
