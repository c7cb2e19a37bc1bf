"""Internal links that lead nowhere: ``dead-link``, and to no id of their page: ``dead-fragment``.

Only what is certain is a finding: an address that a theme, a plugin or another program may answer is
none, and neither is a fragment of a page whose ids are not all known.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from translator.links.find import find
from translator.links.resolve import resolve
from translator.links.target import target
from translator.model import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translator.checks.base import Checked
    from translator.links.find import Link
    from translator.links.target import Target
    from translator.page.parse import Page

__all__ = ["check"]


def check(page: Page, checked: Checked) -> Iterator[Finding]:
    """Find a page's dead links and fragments."""
    for link in find(page):
        wanted = target(link.text)
        if wanted.kind in ("external", "unknown"):
            continue
        found = resolve(checked.site, page.path, wanted, image=link.kind == "image")
        if found.kind == "dead":
            yield Finding(
                page.path,
                link.line,
                f"nothing is at {link.text}",
                Severity.WARNING,
                f"did you mean {wanted._replace(path=found.hint).text()}?" if found.hint else "",
                "dead-link",
            )
        elif found.kind == "page" and wanted.name:
            yield from _fragment(page, link, wanted, found.file, checked)


def _fragment(page: Page, link: Link, wanted: Target, file: str, checked: Checked) -> Iterator[Finding]:
    name = wanted.name
    # "top" is every page's top: https://html.spec.whatwg.org/multipage/browsing-the-web.html#scroll-to-fragid
    if name.lower() == "top" or name.startswith((":~:", "/", "!")):
        return
    known = checked.ids(file)
    if not known.complete or name in known.names or name in checked.layout_ids():
        return
    near = difflib.get_close_matches(name, sorted(known.names), 1, 0.6)
    where = "this page" if file == page.path else file
    yield Finding(
        page.path,
        link.line,
        f"{where} has no id {name}",
        Severity.WARNING,
        f"did you mean #{near[0]}?" if near else "",
        "dead-fragment",
    )
