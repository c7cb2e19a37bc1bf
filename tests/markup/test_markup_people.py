"""Translations by people, held against what engines' answers are held against."""

from __future__ import annotations

from collections import Counter

import polib
import pytest
from corpus import CORPUS, requires_corpus

from translator.markup.faults import fault
from translator.markup.hidden import hide
from translator.page.inline import Setting

pytestmark = [pytest.mark.corpus, requires_corpus]

CATALOGS = {
    "comprehensive-rust/po/fr.po": "fr",
    "comprehensive-rust/po/ru.po": "ru",
    "comprehensive-rust/po/zh-CN.po": "zh-CN",
    "comaps/po/content.ar.po": "ar",
    "comaps/po/content.de.po": "de",
    "comaps/po/content.fr.po": "fr",
    "comaps/po/content.ru.po": "ru",
    "comaps/po/content.zh-Hans.po": "zh-Hans",
}
PERSIAN = "comprehensive-rust/po/fa.po"


def refused(path: str, tag: str) -> tuple[int, Counter[str]]:
    """How many translations there are, and what is said of those that are refused.

    Strings and comments of programs are left out: this catalog has them, a page's would not.
    """
    assert CORPUS is not None
    count = 0
    reasons = Counter[str]()
    for entry in polib.pofile(str(CORPUS / path)).translated_entries():
        if entry.msgid_plural or entry.msgid.startswith(('"', "//")) or entry.msgid.endswith("\n"):
            continue
        count += 1
        found = fault(hide(entry.msgid, Setting()), entry.msgstr, Setting(), tag)
        if found:
            reasons[" ".join(found.split()[:4])] += 1
    print(f"{path}: {reasons.total()} of {count}", dict(reasons))
    return count, reasons


def test_people_are_hardly_ever_refused() -> None:
    """In less than 2.5 % of all; what is refused has other code, other addresses or tags, broken links."""
    found = [refused(path, tag) for path, tag in CATALOGS.items()]
    count = sum(number for number, _ in found)
    reasons = sum((each for _, each in found), Counter[str]())
    assert count > 3000
    assert reasons.total() < count * 0.025
    told = Counter[str]()
    for reason, number in reasons.items():
        told[reason.split(" “")[0]] += number
    assert told["it is not translated"] <= 2
    assert told["it has no letter"] == 0
    assert told["it talks about"] == 0


def test_from_right_to_left() -> None:
    """These translators wrapped `C++` in tags of their own, and turned code round: that is refused.

    Their direction marks, words and numbers are not.
    """
    count, reasons = refused(PERSIAN, "fa")
    told = sum(number for reason, number in reasons.items() if not reason.startswith("it brings"))
    assert count > 2500
    assert told < count * 0.01
    assert not any(reason.startswith("it has the control") for reason in reasons)
