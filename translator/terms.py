"""A glossary's terms: which of them a message holds, and whether a translation has them.

A translation that is refused is asked for again, paid for again, and left out in the end. So where grammar
may be at work, the check believes the translation: it is there for an engine that took another word,
not for one that inflects.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, field
from hashlib import md5
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Term", "Terms"]


@dataclass(frozen=True, slots=True)
class Term:
    """One term, and what it is in the locale."""

    source: str
    target: str
    """The same as the source where it must be left alone."""
    case_sensitive: bool = False
    """Whether ``Go`` is found and ``go`` is not. A translation may always write it as its grammar wants."""
    note: str = ""
    line: int = 0
    """In its file."""
    also: tuple[str, ...] = ()
    """What a translation may have in the target's stead: a synonym, an irregular form."""

    @property
    def keep(self) -> bool:
        """Whether it is left alone."""
        return self.source == self.target


@dataclass(frozen=True, slots=True)
class Terms:
    """A locale's glossary."""

    terms: tuple[Term, ...] = ()
    _by_word: dict[str, list[_Needle]] = field(init=False, repr=False, compare=False)
    """By the first word; messages are looked through once, however many terms there are."""
    _by_letter: dict[str, list[_Needle]] = field(init=False, repr=False, compare=False)
    """By the first character: what has no words in it, or is in a script that sets no spaces."""
    _fingerprint: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the terms."""
        by_word: dict[str, list[_Needle]] = {}
        by_letter: dict[str, list[_Needle]] = {}
        for term in self.terms:
            needle = _needle(term)
            if needle.word:
                by_word.setdefault(needle.word, []).append(needle)
            elif needle.text:
                by_letter.setdefault(_lower(needle.text[0]), []).append(needle)
        told = sorted(json.dumps((t.source, t.target, t.case_sensitive, t.also)) for t in self.terms)
        digest = md5("\n".join(told).encode(), usedforsecurity=False).hexdigest()[:8] if told else ""
        object.__setattr__(self, "_by_word", by_word)
        object.__setattr__(self, "_by_letter", by_letter)
        object.__setattr__(self, "_fingerprint", digest)

    def fingerprint(self) -> str:
        """Tell this glossary from another: eight digits that change with its terms, none if it has none."""
        return self._fingerprint

    def occurring(self, message: str) -> tuple[Term, ...]:
        """Find the terms that stand in a message, the longest first; none that is only a part of another.

        A term is found as whole words, in any case unless it is case-sensitive; in a script without spaces,
        wherever it stands. In Latin letters its plural is found, too, as English makes it (``-s``, ``-es``,
        ``-ies``); which language it is, is not asked: a French or a German plural in ``-s`` is one as well.
        ``mail`` is not found in ``e-mail``, nor in ``mail.example.org``, unless it must be left alone.

        What no one translates is not looked into: code, HTML tags, addresses, template tags.
        """
        return tuple(term for term, _ in self._found(message))

    def faults(self, message: str, answer: str) -> tuple[str, ...]:
        """Tell which terms of a message its translation lacks, a sentence each.

        Law: a message whose terms are replaced by their targets has no faults.

        A term that is left alone must be there letter by letter, spelled as in the glossary or as in the
        message; any ending may follow (``Kubernetes'in``, ``Dockerissa``, ``Javě`` for ``Java``). For other
        terms each longer word of the target must have its like in the translation, in any order, whatever
        stands between: see `_alike`. In scripts that set no spaces, the target must be there as it is.
        """
        found = self._found(message)
        if not found:
            return ()
        text = _without_markup(_composed(answer))
        folded = _fold(text)
        words = frozenset(_WORD.findall(folded)) | frozenset(_WORD.findall(_HYPHEN.sub("", folded)))
        told = []
        for term, spellings in found:
            if term.keep:
                if not any(_kept(spelling, text) for spelling in (term.source, *spellings)):
                    told.append(f"“{term.source}” must be left as it is")
            elif not any(_has(target, folded, words) for target in (term.target, *term.also)):
                told.append(f"the glossary wants “{term.target}” for “{term.source}”")
        return tuple(told)

    def _found(self, message: str) -> list[tuple[Term, tuple[str, ...]]]:
        """The terms in a message, each with the ways in which it is spelled there."""
        if not self.terms:
            return []
        text = " ".join(_without_markup(_composed(message)).split())
        found: dict[Term, list[str]] = {}
        taken: list[tuple[int, int]] = []
        hits = sorted(
            self._hits(text), key=lambda hit: (-len(hit[2].source), not hit[2].case_sensitive, hit[0])
        )
        for start, end, term in hits:
            if not any(start < other_end and other_start < end for other_start, other_end in taken):
                taken.append((start, end))
                found.setdefault(term, []).append(text[start:end])
        return [(term, tuple(spellings)) for term, spellings in found.items()]

    def _hits(self, text: str) -> Iterator[tuple[int, int, Term]]:
        """Every place of every term, those inside others as well."""
        lower = _lower(text)
        for word in _WORD.finditer(lower):
            for key in _singulars(word[0]):
                for needle in self._by_word.get(key, ()):
                    start = word.start() - needle.offset
                    end = needle.end(text if needle.term.case_sensitive else lower, start)
                    if end and _stands_alone(text, start, end, kept=needle.term.keep):
                        yield start, end, needle.term
        if self._by_letter:
            for letter in set(lower) & self._by_letter.keys():
                for needle in self._by_letter[letter]:
                    where = text if needle.term.case_sensitive else lower
                    start = where.find(needle.text)
                    while start >= 0:
                        yield start, start + len(needle.text), needle.term
                        start = where.find(needle.text, start + len(needle.text))


class _Needle(NamedTuple):
    """A term as it is looked for, by comparing slices: compiling 5,000 patterns takes ten seconds."""

    term: Term
    text: str
    """In lower case, unless its case counts."""
    endings: tuple[tuple[str, str], ...]
    """Pairs: what it ends in, and what may stand there in the plural."""
    word: str
    """Its first word, in lower case; empty if it is found by its first character."""
    offset: int
    """Where that word begins."""

    def end(self, where: str, start: int) -> int:
        """Where the term ends that begins there; 0 if none does."""
        if start < 0:
            return 0
        for old, new in self.endings:
            stem = self.text.removesuffix(old)
            # the plural's ending may be in capitals or not: `CPUs`, `LIBRARIES`
            end = start + len(stem) + len(new)
            there = where.startswith(stem, start) and where[start + len(stem) : end].lower() == new
            if there and not _ONE.match(where, end):
                return end
        return start + len(self.text) if where.startswith(self.text, start) else 0


def _needle(term: Term) -> _Needle:
    source = " ".join(_composed(term.source).split())
    text = source if term.case_sensitive else _lower(source)
    first = _WORD.search(_lower(source))
    if first is None or _DENSE.search(source):
        return _Needle(term, text, (), "", 0)
    last = source.split()[-1]
    endings: tuple[tuple[str, str], ...] = ()
    # `as` is no plural of `a`, `CPUs` is one of `CPU`
    if re.search("[A-Za-z]$", last) and (len(last) > 2 or last.isupper()):
        endings = ("", "s"), ("", "es")
        if re.search("[^AEIOUaeiou][Yy]$", last):
            endings = (("", "s"), (text[-1], "ies"))
    return _Needle(term, text, endings, first[0], first.start())


def _stands_alone(text: str, start: int, end: int, *, kept: bool) -> bool:
    before, after = (_KEPT_BEFORE, _ONE) if kept else (_BEFORE, _AFTER)
    return before.match(text, start) is not None and after.match(text, end) is None


# Thai, Lao, Burmese, Khmer, Kana, Han: no spaces between words
_DENSE_RANGE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u30ff\u31f0-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
# accents, vowel points, the vowel signs of India's scripts, the joiners inside Persian words: `\w` has none
_MARK_RANGE = (
    "\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u0900-\u0963\u0971-\u0dff\u200c\u200d"
)
_DENSE = re.compile(f"[{_DENSE_RANGE}]")
_HANGUL = re.compile("[\uac00-\ud7af]")
_LETTER = rf"(?:[^\W{_DENSE_RANGE}]|[{_MARK_RANGE}])"
_WORD = re.compile(rf"{_LETTER}+")
_ONE = re.compile(_LETTER)
_KEPT_BEFORE = re.compile(rf"(?<![^\W{_DENSE_RANGE}])")
_BEFORE = re.compile(rf"(?<![^\W{_DENSE_RANGE}])(?<![@#$/\\])(?<!\w[-.:])")
_AFTER = re.compile(rf"{_LETTER}|[-.:/\\@]\w")
_HYPHEN = re.compile("[-\u2010\u2011]")

_MARKUP = re.compile(
    r"""
      (?P<ticks>(?<!`)`+(?!`)).+?(?<!`)(?P=ticks)(?!`)                    # a code span
    | <(?P<tag>code|kbd|pre|samp|script|style|var)\b[^<>]*>.*?</(?P=tag)\s*>
    | <[a-zA-Z/!?][^<>]*>                                                 # a tag, an address
    | \{\{.*?\}\} | \{%.*?%\}                                             # template tags
    | (?<=\])\(\s*(?:<[^<>]*>|(?:[^\s()\\]|\\.|\([^\s()]*\))*)            # a link's address, not its title
    | (?<=\])\[[^\[\]]*\]                                                 # a link's reference
    | \b(?:https?://|ftp://|mailto:|www\.)[^\s<>]*[^\s<>.,;:!?)\]*_"']
    | &\#?\w+;
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


def _without_markup(text: str) -> str:
    """Blank what is no text; offsets stay, and no term reaches across."""
    return _MARKUP.sub(lambda match: "\0" * len(match[0]), text)


def _composed(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _lower(text: str) -> str:
    """Write in lower case without changing a length, as ``İ`` would."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(each if len(each.lower()) > 1 else each.lower() for each in text)


def _singulars(word: str) -> Iterator[str]:
    """What a word may be the plural of, and itself."""
    yield word
    if word.endswith("s"):
        yield word[:-1]
        if word.endswith("es"):
            yield word[:-2]
        if word.endswith("ies"):
            yield word[:-3] + "y"


def _kept(spelling: str, text: str) -> bool:
    """Whether a translation has a term as it is, whatever ending follows.

    A vowel at a longer term's end may have turned into another ending: ``Javě``, ``Москві``. A term in small
    letters may begin a sentence.
    """
    spelling = " ".join(_composed(spelling).split())
    beginning = re.escape(spelling).replace(r"\ ", r"\s+")
    if spelling[:1].islower() and spelling[:1].upper() != spelling[:1]:
        beginning = f"[{spelling[0]}{spelling[0].upper()}]{beginning[len(re.escape(spelling[0])) :]}"
    if len(spelling) > 3 and _fold(spelling[-1]) in _VOWELS:
        beginning = rf"{beginning[:-1]}(?:{beginning[-1]}|[^\W\d_A-Z])"
    for match in re.finditer(beginning, text):
        before = text[match.start() - 1 : match.start()]
        if not before.isalpha() or not spelling[:1].isalpha() or _script(before) != _script(spelling[0]):
            return True
    return False


def _script(letter: str) -> str:
    return unicodedata.name(letter, "?").split()[0]


_DROPPED = re.compile("[\u00ad\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]")


def _fold(text: str) -> str:
    """Write a text without what spelling and grammar change in a word: case, accents, vowel points.

    ``Bücher`` has an accent that ``Buch`` has not, ``versión`` one that ``versiones`` has not; Turkish has
    two ``i``, and Russian writes ``е`` for ``ё``.
    """
    if text.isascii():
        return text.lower()
    text = _DROPPED.sub("", unicodedata.normalize("NFKD", text).casefold())
    return unicodedata.normalize("NFC", text).replace("ı", "i")


def _has(target: str, folded: str, words: frozenset[str]) -> bool:
    """Whether a translation has a target.

    :param folded: the translation's text
    :param words: its words
    """
    target = _fold(_composed(target))
    if _DENSE.search(target) or _HANGUL.search(target):
        # where spaces stand is a matter of style; `하다` makes a verb of a noun
        return re.sub(r"\s+|하?다$", "", target) in re.sub(r"\s+", "", folded)
    if len(target) > 3 and target in folded:
        return True
    wanted = _WORD.findall(target)
    wanted = [word for word in wanted if len(word) > 2] or wanted  # `de la` may have become `du`
    if not wanted:
        return target.strip() in folded
    return all(any(_alike(word, other) for other in words) for word in wanted)


_VOWELS = "aeiouyæøœаеиоуыэюяіїєαεηιουω"
_HARD = str.maketrans("bvdgğбвдгβδγ", "pptkkппткπτκ", _VOWELS + "ьъ")
"""Vowels come and go (`день`, `дня`), consonants soften (`tapa`, `tavan`; `koti`, `kodin`)."""
_SEMITIC = re.compile("[\u0590-\u06ff\u0750-\u077f\u08a0-\u08ff]")
_WEAK = str.maketrans("ךםןףץ", "כמנפצ", "אויהءآأؤإئاةوىيهیۀ\u200c")
_JOINED = "^[فبكلבכלמש]{0,2}"
_ARTICLE = re.compile("^[وفبكل]?ال(?=..)")


def _alike(wanted: str, word: str) -> bool:
    """Whether a word may be a form of the wanted one, both folded. One of these is enough:

    - it begins as the wanted one does, but for three letters at the end; for all of three letters
      (``каталога``, ``Kataloge``, ``bases``)
    - it holds the wanted one: all of four letters and more, longer ones but for the first letter and two at
      the end, shorter ones near its own end (``Produktkatalogs``, ``watumiaji`` for ``mtumiaji``,
      ``Navigationsapps``)
    - their consonants agree as far as the wanted one has some, where vowels move (``дня`` for ``день``)
    - in Arabic and Hebrew script, it holds the wanted one's strong consonants (``مشاريع`` for ``مشروع``)
    """  # noqa: D400, D415
    if _SEMITIC.search(wanted):
        strong = _ARTICLE.sub("", wanted).translate(_WEAK)
        if len(strong) < 2:
            return wanted in word
        # two consonants stand in many words: there they must be the first
        return re.search(("" if len(strong) > 2 else _JOINED) + strong, word.translate(_WEAK)) is not None
    if word.startswith(wanted[: max(3, len(wanted) - 3)]):
        return True
    if len(wanted) < 4:
        return len(wanted) > 2 and wanted in word[-len(wanted) - 2 :]
    if (wanted[1:-2] if len(wanted) > 6 else wanted) in word:
        return True
    hard = wanted.translate(_HARD)
    return (
        wanted[0] == word[0]
        and len(hard) > 1
        and len(word) < len(wanted) + 5
        and word.translate(_HARD).startswith(hard)
    )
