"""What a translation may do to inline markup, and what it may not.

Promise 5: it brings no tag, attribute, template call, code span, link or URL scheme that its source
lacks. What it leaves out is its own affair, and worth a warning, unless the page would break: half
a pair of HTML tags, a template tag that others depend on.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Difference", "compare"]


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs; falsy where nothing does."""

    tolerable: bool = True
    text: str = ""
    emphasis: bool = False
    """Whether all that differs is emphasis of another kind or, where that is allowed, more of it."""

    def __bool__(self) -> bool:
        """Whether there is any difference."""
        return bool(self.text)


_SAME = Difference()
_PAIRS = frozenset(("em", "strong"))
_EMPHASIS = {"em": "emphasis", "strong": "strong emphasis", "del": "strikethrough"}
_HREF = re.compile(r"""(\shref ?= ?["']?)([^"'\s>]*)""")
_SCHEME = re.compile(r"\A[\x00-\x20]*([A-Za-z][A-Za-z0-9+.\-\x00-\x20]*):")
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)[^>]*?(/?)>")
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)


def compare(source: Sequence[str], written: Sequence[str], *, by_people: bool = False) -> Difference:
    """Compare two texts' markup, as words of `token_words`, in any order.

    :param by_people: whether a person wrote it, who may emphasise what the source does not
    :return: the empty difference; a tolerable one (a lost link, a destination of the same kind); or one
        that must not be published
    """
    have, want = Counter(filter(None, written)), Counter(filter(None, source))
    if have == want:
        if _balanced(source) and not _balanced(written):
            return Difference(tolerable=False, text="its HTML tags do not nest")
        return _SAME
    gained, lost = have - want, want - have
    for word in [word for word in gained if word.startswith("url ")]:
        glued = f"glued {word[4:]}"  # linked by some builders before, by all of them now
        both = min(gained[word], lost[glued])
        gained[word] -= both
        lost[glued] -= both
    gained, lost = +gained, +lost
    if not gained and not lost:
        return _SAME
    moved = _moved(gained, lost)
    gained -= moved
    emphasis = _emphasis(gained, lost, by_people=by_people)
    alone = gained == emphasis and set(lost) <= _PAIRS and not moved
    if emphasis and alone and gained.total() >= lost.total():
        if _balanced(source) and not _balanced(written):
            return Difference(tolerable=False, text="its HTML tags do not nest")
        return Difference(text=f"it has other emphasis: {_name(emphasis)}", emphasis=True)
    if by_people:
        gained -= emphasis
    if gained:
        return Difference(tolerable=False, text=f"it brings what the source lacks: {_name(gained)}")
    if any(word.startswith("template ") and not _output(word) for word in lost):
        return Difference(tolerable=False, text=f"it lacks a template tag of the source: {_name(lost)}")
    if _balanced(source) and not _balanced(written):
        return Difference(tolerable=False, text="its HTML tags do not nest")
    return Difference(
        text=f"it lacks {_name(lost)}" if not moved else f"it has another target: {_name(moved)}"
    )


def _moved(gained: Counter[str], lost: Counter[str]) -> Counter[str]:
    """Links, images and bare URLs that lead elsewhere, by a scheme that a lost one had."""
    moved: Counter[str] = Counter()
    left = Counter(map(_movable, lost.elements()))
    for word in gained.elements():
        key = _movable(word)
        if key[0] in ("link", "image", "url", "html <a") and left[key] > 0:
            left[key] -= 1
            moved[word] += 1
    return moved


def _emphasis(gained: Counter[str], lost: Counter[str], *, by_people: bool) -> Counter[str]:
    """Emphasis that took the place of another kind's, or that a person added.

    That of a machine only where as much was lost: it does not know why the source emphasises.
    """
    found = Counter({word: count for word, count in gained.items() if word in _PAIRS})
    alone = set(gained) <= _PAIRS and set(lost) <= _PAIRS
    return found if by_people or (alone and gained.total() == lost.total()) else Counter()


def _movable(word: str) -> tuple[str, str]:
    """Tell what stays of a link that leads elsewhere: its scheme; of a tag, all other attributes, too."""
    if word.startswith("html <a "):
        return "html <a", _HREF.sub(lambda match: match[1] + _scheme("link " + match[2]), word)
    return word.split(" ", 1)[0], _scheme(word)


def _scheme(word: str) -> str:
    target = word.partition(" ")[2]
    if target.startswith("ref:"):
        return "ref"
    match = _SCHEME.match(target.removeprefix("<"))
    return re.sub(r"[\x00-\x20]", "", match[1]).lower() if match else ""


def _output(word: str) -> bool:
    """Whether a template tag only prints something: `{{ x }}`, but not `{{< x >}}` or `{% x %}`."""
    tag = word.removeprefix("template ")
    return tag.startswith("{{") and tag[2:3] not in ("<", "%")


def _balanced(words: Iterable[str]) -> bool:
    stack: list[str] = []
    for word in words:
        if not word.startswith("html "):
            continue
        for closing, name, empty in _TAG.findall(word):
            name = name.lower()  # noqa: PLW2901
            if empty or name in _VOID:
                continue
            if not closing:
                stack.append(name)
            elif not stack or stack.pop() != name:
                return False
    return not stack


def _name(words: Counter[str]) -> str:
    """The words for a person: `code x`, emphasis, the link to y."""
    told = []
    for word in words:
        kind, _, rest = word.partition(" ")
        told.append(
            _EMPHASIS.get(kind, "")
            or {
                "code": f"the code span `{rest}`",
                "link": f"the link to {rest}",
                "image": f"the image {rest}",
            }.get(kind, rest)
        )
    return ", ".join(told[:3]) + (f" and {len(told) - 3} more" if len(told) > 3 else "")
