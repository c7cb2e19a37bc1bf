"""The whole page."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from translator.report.html.data import inline, payload
from translator.report.html.overview import cards, count, oldest
from translator.report.html.plot import plot

if TYPE_CHECKING:
    from translator.reportmodel import ReportResult

__all__ = ["Extras", "asset", "render_html"]


@dataclass(frozen=True, slots=True)
class Extras:
    """What another program adds to the page."""

    scripts: tuple[str, ...] = ()
    """Run after the report's own."""
    styles: tuple[str, ...] = ()
    policy: str = ""
    """Further directives of the page's policy: ``connect-src 'self'``."""


_NONE = Extras()


@cache
def asset(name: str) -> str:
    """Read a file that stands beside this one."""
    return (files(__package__) / name).read_text("utf-8")


def render_html(result: ReportResult, extras: Extras = _NONE) -> str:
    """Write a page that holds all it shows, and may run nothing but its own script.

    Law: whatever texts and names the site has, they are text in the page.
    """
    scripts = (asset("report.js"), *extras.scripts)
    styles = (asset("report.css"), *extras.styles)
    index, chunks = payload(result)
    head = (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_policy(scripts, styles, extras))}">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="light dark">\n'
        f"<title>Translations of {escape(result.title)}</title>\n"
        + "".join(f"<style>{style}</style>\n" for style in styles)
        + "</head>\n"
    )
    data = (
        f'<script type="application/json" id="index">{inline(index)}</script>\n'
        f'<script type="application/json" id="chunks">{inline(chunks)}</script>\n'
    )
    return (
        f"{head}<body>\n{_body(result)}{data}"
        + "".join(f"<script>{script}</script>\n" for script in scripts)
        + "</body>\n</html>\n"
    )


def _policy(scripts: tuple[str, ...], styles: tuple[str, ...], extras: Extras) -> str:
    directives = [
        "default-src 'none'",
        f"script-src {' '.join(map(_hash, scripts))}",
        f"style-src {' '.join(map(_hash, styles))}",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        extras.policy,
    ]
    return "; ".join(filter(None, directives))


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _body(result: ReportResult) -> str:
    codes = [each.locale for each in result.locales]
    sources = f"{count(result.sources, 'source page')} in {escape(result.source_locale)}"
    size = f"{sources}, {count(len(codes), 'locale')}"
    when = f', <time datetime="{escape(result.date)}">{escape(result.date[:16].replace("T", " "))}</time>'
    progress = (
        '<section aria-labelledby="progress"><h2 id="progress">Progress</h2>'
        f"{plot(result.progress, codes)}</section>"
        if len(result.progress) > 1
        else ""
    )
    unknown = "".join(f'<p class="soft">{escape(each)}</p>' for each in result.unknown)
    template = asset("body.html")
    parts = {
        "title": escape(result.title),
        "size": size + (when if result.date else ""),
        "cards": cards(result.locales),
        "progress": progress + unknown,
        "oldest": oldest(result.pages, result.date),
    }
    for name, text in parts.items():
        template = template.replace(f"<!--{name}-->", text, 1)
    return template
