"""Catalogs of every kind, for laws."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from translator.catalog import header
from translator.model import Catalog, Entry

# The separators and controls that trip line-based readers occur often, not once in a million.
# U+0004 parts context and message in gettext's own files: msgcat refuses it.
CHARACTERS = st.one_of(
    st.sampled_from('ab "\\\n\t\r\a\b\v\f#~|:\x01\x1c\x85\xa0\u2028\u2029\u2068\u2069\ufeffЖ中\U0001f600'),
    st.characters(exclude_categories=["Cs"], exclude_characters="\0\x04"),
)
TEXTS = st.text(CHARACTERS, min_size=1, max_size=12)
LINES = st.text(CHARACTERS.filter(lambda c: c not in "\n\r"), max_size=10).filter(
    lambda line: not line.endswith("\\")
)
WORDS = st.text(st.sampled_from("abcdefg-_.Ж中"), min_size=1, max_size=8)
PATHS = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
FLAGS = st.lists(st.sampled_from(["c-format", "no-wrap", "markdown-text"]), unique=True, max_size=2)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """One entry in the form that PO files can hold: an obsolete one has a translation, so has a fuzzy one."""
    kind = draw(
        st.sampled_from(["untranslated", "translated", "fuzzy", "obsolete", "fuzzy obsolete", "plural"])
    )
    entry = Entry(
        draw(TEXTS),
        msgstr="" if kind in ("untranslated", "plural") else draw(TEXTS),
        msgctxt=draw(st.none() | TEXTS | st.just("")),
        fuzzy="fuzzy" in kind,
        obsolete="obsolete" in kind,
        references=tuple(draw(st.lists(st.tuples(PATHS, st.integers(0, 999)), max_size=3, unique=True))),
        extracted=tuple(draw(st.lists(LINES, max_size=2))),
        comments=tuple(draw(st.lists(LINES, max_size=2))),
        flags=tuple(draw(FLAGS)),
    )
    if entry.fuzzy:
        previous = draw(st.none() | TEXTS)
        context = None if previous is None else draw(st.none() | TEXTS)
        entry = replace(entry, previous_msgid=previous, previous_msgctxt=context)
    if kind == "plural":
        entry = replace(
            entry,
            msgid_plural=draw(TEXTS),
            msgstr_plural=tuple(draw(st.lists(TEXTS, min_size=1, max_size=3))),
        )
    return entry


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    """A catalog, each message once, obsolete entries last."""
    found = draw(st.lists(entries(), max_size=6, unique_by=lambda entry: (entry.msgctxt, entry.msgid)))
    fields = header.new_header(draw(st.sampled_from(["ru", "pt-BR", "zh-Hans", "tlh"])))
    extra = draw(st.dictionaries(WORDS.map("X-".__add__), LINES, max_size=2))
    return Catalog(
        (*fields, *extra.items()),
        tuple(sorted(found, key=lambda entry: entry.obsolete)),
        comments=tuple(draw(st.lists(LINES, max_size=2))),
        header_fuzzy=draw(st.booleans()),
    )
