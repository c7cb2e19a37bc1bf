"""What `translate watch` tells, as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.report.lines import Line, page_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translator.model import Watched

__all__ = ["watch_lines"]


def watch_lines(told: Watched) -> Iterator[Line]:
    """Tell what happened just now; findings go elsewhere."""
    if told.kind == "started":
        size = f"{_number(told.pages, 'source page')} × {_number(told.locales, 'locale')}"
        yield Line(f"Watching {size}; Ctrl-C ends it.", "head")
    elif told.kind == "settings":
        yield Line(f"settings   {told.problem}: read anew", "head")
    elif told.kind == "broken":
        yield Line(f"not done   {told.problem}", "bad")
    elif told.kind == "ended":
        sums = f"{_number(told.pages, 'page')} and {_number(told.catalogs, 'catalog')} written"
        left = f", {_number(told.failing, 'page')} to be looked at" if told.failing else ""
        yield Line(f"Ended: {sums}{left}.", "warn" if told.failing else "good")
    elif told.result is not None:
        lines = list(page_lines(told.result))
        yield from lines[:-1]
        if lines:  # how long it took stands once, at the end
            yield lines[-1]._replace(text=f"{lines[-1].text}  ({told.seconds:.2f} s)")


def _number(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"
