"""Put translations in their place: splice, read again, compare, mend, or hold back.

The source's bytes stand wherever no translation does. A segment whose translation equals its
message keeps its bytes, line wraps included. After the splice the page is parsed again, and what is
not as in the source is fitted by itself. Where the skeleton still is not the source's, the segment
next to the departure is escaped harder, then falls back to the source text and is reported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translator.errors import PageError
from translator.model import Finding, Form, Segment, Severity, Splice, Written
from translator.page import frontmatter, html, plaintext
from translator.page.blocks import slots
from translator.page.controls import without_controls
from translator.page.fit import Fit, fit
from translator.page.guard import breach
from translator.page.inline import Setting
from translator.page.lines import as_broken, in_code_lines, in_lines, joined, out_of_code_lines
from translator.page.parse import read_body
from translator.page.signature import html_words
from translator.page.trial import trial
from translator.page.verdict import compare

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from translator.page.lines import Lines
    from translator.page.parse import Page

__all__ = ["splice", "write"]

_TRIES = 64
"""How often a page is read again before all that is left of its translations is held back."""

_OPEN_ESCAPE = re.compile(r"(?<!\\)\\(?:\\\\)*\Z")

_MARKDOWN = (Form.PARAGRAPH, Form.HEADING, Form.CELL, Form.ALT)


def splice(data: bytes, splices: Sequence[Splice]) -> bytes:
    """Apply edits to a page's bytes.

    :param splices: in any order; of several insertions at one place, the first comes first
    :raises ValueError: two of them overlap
    """
    pieces: list[bytes] = []
    position = 0
    for edit in sorted(splices, key=lambda edit: (edit.start, edit.end)):
        if edit.start < position:
            raise ValueError(f"edits overlap at byte {edit.start}")
        pieces += (data[position : edit.start], edit.data)
        position = edit.end
    pieces.append(data[position:])
    return b"".join(pieces)


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One segment's new bytes: none where the source's stay."""

    data: bytes | None
    level: int
    """0 as it came, 1 escaped harder, 2 held back."""
    reason: str = ""


def write(
    page: Page,
    translations: Sequence[str | None],
    extra: Sequence[Splice] = (),
    by_people: Collection[int] = (),
    lines: Lines | None = None,
) -> Written:
    """Write a page with its translations.

    :param page: the source page
    :param translations: one a segment; None or empty where the source text has to stand
    :param extra: further edits of the front matter: hash, locale, kept keys
    :param by_people: the numbers of those that a person wrote: they may emphasise what the source does not
    :param lines: how people broke the paragraphs of the localized page as it was
    :return: the localized page's bytes, what was held back, and a finding for each
    :raises ValueError: not as many translations as segments
    """
    if len(translations) != len(page.segments):
        raise ValueError(f"{len(translations)} translations for {len(page.segments)} segments")
    wanted = {
        number: clean
        for number, (segment, text) in enumerate(zip(page.segments, translations, strict=True))
        if text
        and text != segment.message
        and (clean := without_controls(text, segment.message)).strip()
        and clean != segment.message
    }
    attempts: dict[int, _Attempt] = {}
    head: list[Splice] = list(extra)
    for number in [n for n in wanted if n < len(page.scalars)]:
        attempt, edit = _scalar(page, number, wanted[number])
        attempts[number] = attempt
        # a key that the localized page keeps may hold texts that are translated elsewhere: its own stay
        if edit is not None and not any(kept.start <= edit.start < kept.end for kept in extra):
            head.append(edit)
    body = [number for number in wanted if number >= len(page.scalars)]
    labels = _labels(page)
    sound, whole = _tried(page, body, wanted)
    for number in body:
        attempts[number] = sound.get(number) or _attempt(
            page, number, wanted[number], labels, 0, by_people=number in by_people
        )
    if not whole:
        _mend(page, body, wanted, attempts, labels, by_people)
    placed = {
        n: Splice(page.segments[n].start, page.segments[n].end, attempt.data)
        for n in body
        if (attempt := attempts[n]).data is not None
    }
    edits = _as_broken(page, placed, lines, by_people=bool(by_people)) if lines else list(placed.values())
    data = splice(page.data, [*head, *edits])
    if len(head) > len(extra) and not _same_keys(page, data):
        # Each value was read back when it was written; together they must make the block again, too.
        for number in [n for n in attempts if n < len(page.scalars)]:
            attempts[number] = _Attempt(None, 2, "the front matter would not keep its structure")
        data = splice(page.data, [*extra, *edits])
    held = tuple(number for number, attempt in attempts.items() if attempt.level == 2)
    findings = tuple(
        _finding(page, number, attempts[number]) for number in attempts if attempts[number].reason
    )
    return Written(data, held, findings)


def _as_broken(page: Page, edits: dict[int, Splice], lines: Lines, *, by_people: bool) -> list[Splice]:
    """Give the paragraphs their lines again, unless the page would be another one for it."""
    changed = as_broken(page, edits, lines)
    if not changed or page.body is None:
        return list(edits.values())
    for _ in range(2):
        whole = list({**edits, **changed}.values())
        body = [Splice(edit.start - page.offset, edit.end - page.offset, edit.data) for edit in whole]
        again = read_body(splice(page.body.raw, body), page.options)
        said = {slot.segment.message for slot in slots(again.raw, again.masks, again.structure, 0, 0)}
        lost = {
            number for number in changed if out_of_code_lines(page, number, edits[number].data) not in said
        }
        if not lost and breach(page.body, again, by_people=by_people) is None:
            return whole
        changed = {number: edit for number, edit in changed.items() if number not in lost}
    return list(edits.values())


def _same_keys(page: Page, data: bytes) -> bool:
    """Whether the written front matter has the source's values under the source's keys."""
    form = page.options.data_format
    try:
        block = frontmatter.data_file(data, form, path=page.path) if form else frontmatter.split(data)
        if block is None or page.front_matter is None:
            return False
        keys = {scalar.path for scalar in frontmatter.scalars(data, block)}
    except PageError:
        return False
    return all(scalar.path in keys for scalar in page.scalars)


def _tried(page: Page, body: Sequence[int], wanted: Mapping[int, str]) -> tuple[dict[int, _Attempt], bool]:
    """Read the body once with all translations as they came.

    :return: those that need no fitting, and whether the page is whole with them and they are all
    """
    source = page.body
    if source is None or not body:
        return {}, True
    found: dict[int, _Attempt] = {}
    for number in sorted(body, key=lambda number: page.segments[number].start):
        segment = page.segments[number]
        if segment.form in _MARKDOWN:
            found[number] = _Attempt(_laid_out(page, number, _normal(segment, wanted[number])), 0)
        else:
            found[number] = _attempt(page, number, wanted[number], frozenset(), 0)
    edited = [number for number, attempt in found.items() if attempt.data is not None]
    edits = _edits(page, edited, found)
    made = trial(source, read_body(splice(source.raw, edits), page.options), edits, page.options.dialects)
    sound = {edited[place] for place in made.sound}
    kept = {
        number: attempt
        for number, attempt in found.items()
        if number in sound or page.segments[number].form not in _MARKDOWN
    }
    return kept, made.whole and len(kept) == len(found)


def _edits(page: Page, numbers: Sequence[int], attempts: Mapping[int, _Attempt]) -> list[Splice]:
    """The edits of some segments, in offsets of the body."""
    return [
        Splice(page.segments[n].start - page.offset, page.segments[n].end - page.offset, attempt.data)
        for n in numbers
        if (attempt := attempts[n]).data is not None
    ]


def _mend(
    page: Page,
    body: Sequence[int],
    wanted: Mapping[int, str],
    attempts: dict[int, _Attempt],
    labels: frozenset[str],
    by_people: Collection[int],
) -> None:
    """Read the written body until it is whole, escaping or holding back the guilty one by one."""
    source = page.body
    if source is None:
        return
    for _ in range(_TRIES):
        edits = _edits(page, body, attempts)
        if not edits:
            return
        found = breach(source, read_body(splice(source.raw, edits), page.options), by_people=bool(by_people))
        if found is None:
            return
        guilty = _at(edits, body, attempts, page, found.written) if found.written >= 0 else None
        if guilty is None or attempts[guilty].level == 1:
            near = _guilty(page, body, attempts, found.start + page.offset, found.end + page.offset)
            guilty = near if guilty is None or (near is not None and not attempts[near].level) else guilty
        if guilty is None:
            break
        if attempts[guilty].level == 0:
            attempts[guilty] = _attempt(page, guilty, wanted[guilty], labels, 1)
        else:
            attempts[guilty] = _Attempt(None, 2, found.reason)
    for number in body:
        if attempts[number].data is not None:
            attempts[number] = _Attempt(None, 2, "the page would not keep its structure")


def _at(
    edits: Sequence[Splice], body: Sequence[int], attempts: Mapping[int, _Attempt], page: Page, place: int
) -> int | None:
    """The segment whose translation stands at a place of the written body, or last before it."""
    shift = 0
    found = -1
    for edit in sorted(edits, key=lambda edit: edit.start):
        if edit.start + shift > place:
            break
        found = edit.start
        shift += len(edit.data) - (edit.end - edit.start)
    return next(
        (n for n in body if attempts[n].data is not None and page.segments[n].start - page.offset == found),
        None,
    )


def _guilty(
    page: Page, body: Sequence[int], attempts: Mapping[int, _Attempt], start: int, end: int
) -> int | None:
    """The changed segment that a departure is laid to: one in its range, else the last before, else the next.

    Of these, one that was not escaped harder yet goes first.
    """
    changed = [number for number in body if attempts[number].data is not None]
    inside = [number for number in changed if start <= page.segments[number].start < end]
    before = [number for number in changed if page.segments[number].start <= start][-2:][::-1]
    after = [number for number in changed if page.segments[number].start > start][:1]
    near = inside or [*before, *after]
    return min(near, key=lambda number: attempts[number].level, default=None)


def _labels(page: Page) -> frozenset[str]:
    if page.body is None:
        return frozenset()
    return frozenset(" ".join(label.split()).casefold() for label in page.body.structure.definitions)


def _attempt(
    page: Page, number: int, text: str, labels: frozenset[str], level: int, *, by_people: bool = False
) -> _Attempt:
    segment = page.segments[number]
    slot = page.slots[number - len(page.scalars)]
    if segment.form in _MARKDOWN:
        item = slot.leaf is not None and slot.leaf.item
        setting = Setting(segment.form, item, page.options.dialects, labels)
        text = _normal(segment, text)
        made = fit(segment.message, text, setting, harder=level > 0, by_people=by_people)
    else:
        made = _plain(page, number, " ".join(text.split()))
    if made.text is None:
        return _Attempt(None, 2, made.reason)
    return _Attempt(_laid_out(page, number, made.text), level, made.reason)


def _laid_out(page: Page, number: int, text: str) -> bytes:
    return in_code_lines(page, number, in_lines(page, page.segments[number], text))


def _plain(page: Page, number: int, text: str) -> Fit:
    """Text that is no Markdown: of HTML, of attributes, titles and template parameters."""
    segment = page.segments[number]
    param = page.slots[number - len(page.scalars)].param
    kept = plaintext.neutral(text, segment.message, page.options.dialects)
    if segment.form is Form.HTML:
        made = plaintext.in_html(kept, segment.message, page.options.dialects)
        difference = compare(html_words(segment.message), html_words(made))
        return Fit(made if difference.tolerable else None, difference.text)
    if segment.form is Form.COMMENT:  # in code no escape is read
        return Fit(text) if kept == text else Fit(None, "it brings a template tag that the source lacks")
    quote = page.data[segment.start - 1 : segment.start].decode("ascii", "replace")
    if segment.form is Form.TITLE:
        return Fit(plaintext.title(kept, quote))
    if param is not None:
        # an alert's title, a field's name, a cell: Markdown is read in it
        if param.name == "cell" or (param.quote == "line" and param.name in ("title", "field")):
            fitted = fit(segment.message, text, Setting(dialects=page.options.dialects))
            if fitted.text is None:
                return fitted
            text = fitted.text
        return plaintext.parameter(text, segment.message, param.quote, page.options.dialects)
    return Fit(html.escape_attribute(kept, quote))


def _normal(segment: Segment, text: str) -> str:
    r"""One line, but for the breaks that the message has; a heading's last backslash is itself escaped.

    Python-Markdown takes `## C:\` for a paragraph, and in `## C:\ {#id}` the id for text.
    """
    made = joined(segment.message, text)
    return made + "\\" if segment.form is Form.HEADING and _OPEN_ESCAPE.search(made) else made


def _scalar(page: Page, number: int, text: str) -> tuple[_Attempt, Splice | None]:
    segment, scalar, block = page.segments[number], page.scalars[number], page.front_matter
    made = plaintext.harmless(text, segment.message, page.options.dialects)
    if made.text is None or block is None:
        return _Attempt(None, 2, made.reason), None
    try:
        edit = frontmatter.replace(page.data, block, scalar, made.text)
    except ValueError as error:
        return _Attempt(None, 2, str(error)), None
    return _Attempt(edit.data, 0), edit


def _finding(page: Page, number: int, attempt: _Attempt) -> Finding:
    segment = page.segments[number]
    shown = segment.message if len(segment.message) <= 60 else segment.message[:57] + "…"
    if attempt.level == 2:
        return Finding(
            page.path,
            segment.line,
            f"translation of “{shown}” held back: {attempt.reason}",
            Severity.WARNING,
            "mend the translation in its catalog",
            "held-back",
        )
    return Finding(
        page.path,
        segment.line,
        f"translation of “{shown}”: {attempt.reason}",
        Severity.INFO,
        "",
        "differs",
    )
