"""The checks of messages on translations that people made: what they find was read, and is true."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from command_line import translate
from corpus import CORPUS, requires_corpus

from translator.checks.registry import MESSAGE_CHECKS
from translator.commands.check import CheckCall, check

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [requires_corpus, pytest.mark.corpus]

KNOWN = {
    "opensource.guide": {"double-space": 2, "end-punctuation": 18, "link": 2},
    "helm": {"double-space": 1, "tag": 1},
    "cncf-glossary": {"double-space": 1, "end-punctuation": 1, "link": 3, "markup": 2},
    "kubernetes": {"double-space": 14, "end-punctuation": 4, "markup": 1, "number": 1},
}
"""By rule, of ru and fr. Each was read against its message: two are doubtful, stars that stand for the mark
of a footnote (kubernetes, markup) and an id in a comment that pins a heading (helm, tag); the others are
what the rule says."""


@pytest.mark.parametrize("name", KNOWN)
def test_what_is_found_is_true(name: str, tmp_path: Path) -> None:
    """Of some 20,000 translations, these."""
    assert CORPUS is not None
    root = tmp_path / name
    shutil.copytree(CORPUS / name, root, copy_function=shutil.copyfile)
    assert translate(root, "init").code == 0
    config = root / "translate.toml"
    config.write_text(re.sub(r"(?m)^locales = .*", 'locales = ["ru", "fr"]', config.read_text()))
    assert translate(root, "adopt").code in (0, 3)
    counts = Counter(finding.rule for finding in check(root, CheckCall()).findings)
    found = {rule: count for rule, count in counts.items() if rule in MESSAGE_CHECKS}
    print(name, found)
    assert found == KNOWN[name]
