"""Terms in messages, and in their translations."""

from __future__ import annotations

import re
import time

import polib
import pytest
from corpus import CORPUS, requires_corpus
from hypothesis import given
from hypothesis import strategies as st

from translator.terms import Term, Terms


def terms(*pairs: tuple[str, str], case_sensitive: bool = False) -> Terms:
    return Terms(tuple(Term(source, target, case_sensitive) for source, target in pairs))


def found(message: str, *sources: str, case_sensitive: bool = False) -> list[str]:
    glossary = terms(*((source, "x") for source in sources), case_sensitive=case_sensitive)
    return [term.source for term in glossary.occurring(message)]


# --- in messages ---


@pytest.mark.parametrize(
    ("message", "term"),
    [
        ("A catalog.", "catalog"),
        ("Catalogs!", "catalog"),
        ("CATALOG", "catalog"),
        ("the catalog’s entries", "catalog"),
        ("the catalog's entries", "catalog"),
        ("two boxes", "box"),
        ("libraries", "library"),
        ("LIBRARIES", "library"),
        ("keys", "key"),
        ("many CPUs", "CPU"),
        ("translation\nmemories", "translation memory"),
        ("translation\u00a0memory", "translation  memory"),
        ("**catalog**", "catalog"),
        ("a [catalog](https://example.org)", "catalog"),
        ("a [link](https://example.org 'the catalog')", "catalog"),
        ("(see catalog)", "catalog"),
        ("in C++ code", "C++"),
        ("on .NET", ".NET"),
        ("Node.js.", "Node.js"),
        ("le café, les cafés", "café"),
        ("le cafe\u0301", "café"),
        ("翻訳メモリを使う", "メモリ"),
        ("用Rust写", "Rust"),
        ("学习Rust语言", "Rust语言"),
        ("Это каталог.", "каталог"),
        ("a < catalog > b", "catalog"),
        ("a ` catalog", "catalog"),
        ("İstanbul'da bir katalog", "katalog"),
    ],
)
def test_terms_are_found(message: str, term: str) -> None:
    """Whole words, in any case, plurals included; any script."""
    assert found(message, term) == [term]


@pytest.mark.parametrize(
    ("message", "term"),
    [
        ("cataloguing, catalogued", "catalog"),
        ("a catalog", "log"),
        ("as he does", "a"),
        ("`catalog`", "catalog"),
        ("``a ` catalog``", "catalog"),
        ("<catalog>", "catalog"),
        ('<a href="catalog" title="catalog">x</a>', "catalog"),
        ("<code>catalog</code>", "catalog"),
        ("https://example.org/catalog", "catalog"),
        ("www.catalog.org", "catalog"),
        ("<https://example.org/catalog>", "catalog"),
        ("[x](catalog)", "catalog"),
        ("[x](</the catalog/>)", "catalog"),
        ("[x][catalog]", "catalog"),
        ("{{ site.catalog }}", "catalog"),
        ("{% include catalog %}", "catalog"),
        ("{{< catalog >}}", "catalog"),
        ("open catalog.md", "catalog"),
        ("docs/catalog", "catalog"),
        ("an e-mail", "mail"),
        ("me@catalog.org", "catalog"),
        ("#catalog", "catalog"),
        ("&amp;", "amp"),
        ("translation, memory", "translation memory"),
        ("translation `x` memory", "translation memory"),
    ],
)
def test_what_is_no_text_holds_no_terms(message: str, term: str) -> None:
    """Parts of words, code, tags, addresses, template tags, names of files."""
    assert found(message, term) == []


def test_the_longest_term_wins() -> None:
    """A term inside another is not asked for; standing by itself, it is."""
    pair = ("memory", "translation memory")
    assert found("The translation memory.", *pair) == ["translation memory"]
    assert found("Translation memories take memory.", *pair) == ["translation memory", "memory"]


def test_case() -> None:
    assert found("Go there, go", "Go", case_sensitive=True) == ["Go"]
    assert found("go there", "Go", case_sensitive=True) == []
    assert found("many Pods", "Pod", case_sensitive=True) == ["Pod"]


def test_a_name_inside_a_compound_must_be_left_alone() -> None:
    """`mail` in `e-mail` is another word; a name stays one."""
    assert terms(("Kubernetes", "Kubernetes")).occurring("Kubernetes-based")
    assert not terms(("based", "x")).occurring("Kubernetes-based")


# --- in translations ---

_GOOD = [
    # ru
    ("каталог", "Страница каталога."),
    ("каталог", "В КАТАЛОГАХ"),
    ("память переводов", "из памяти ваших переводов"),
    ("день", "через три дня"),
    ("окно", "много окон"),
    ("элемент", "элементы"),
    ("развёртывание", "при развертывании"),
    ("строка поиска", "поисковая строка"),
    # de
    ("Katalog", "in den Katalogen"),
    ("Katalog", "des Produktkatalogs"),
    ("Buch", "die Bücher"),
    ("Haus", "zwei Häuser"),
    ("Übersetzungsspeicher", "Übersetzungs-Speicher"),
    ("App", "Navigationsapps"),
    ("E-Mail", "eine Email"),
    # fr
    ("base de données", "des bases de données"),
    ("système", "les systèmes"),
    ("exécuter", "exécutez-le"),
    ("fichier d'aide", "les fichiers d’aide"),
    ("clé", "les clés"),
    # es
    ("versión", "las versiones"),
    ("imagen", "imágenes"),
    ("configurar", "configúrelo"),
    ("base de datos", "de las bases de datos"),
    # zh, ja, ko, th
    ("翻译记忆", "使用翻译记忆。"),
    ("Rust 语言", "学习Rust语言"),
    ("カタログ", "このカタログを開く"),
    ("번역 메모리", "번역메모리를"),
    ("설정하다", "설정합니다"),
    ("แคตตาล็อก", "เปิดแคตตาล็อกนี้"),
    # tr
    ("kitap", "kitabı"),
    ("İstanbul", "istanbul’da"),
    ("renk", "rengi"),
    ("ışık", "IŞIK"),
    # fi
    ("tietokanta", "tietokannassa"),
    ("tapa", "tavan"),
    ("koti", "kodin"),
    ("luettelo", "luetteloiden"),
    # ar, fa, he
    ("مشروع", "المشاريع"),
    ("خادم", "إلى الخوادم"),
    ("مكتبة", "ومكتبتها"),
    ("الملف", "للملفات"),
    ("کتابخانه", "کتابخانه‌ها"),
    ("ספרייה", "בספריית"),
    # others
    ("κατάλογος", "του καταλόγου"),
    ("कैटलॉग", "कैटलॉग में"),
    ("mtumiaji", "watumiaji"),
    ("C++", "в C++"),
]


@pytest.mark.parametrize(("target", "answer"), _GOOD)
def test_inflected_translations_are_right(target: str, answer: str) -> None:
    """What grammar does to a term is no fault."""
    assert terms(("term", target)).faults("A term.", answer) == ()


@pytest.mark.parametrize(
    ("target", "answer"),
    [
        ("каталог", "Страница списка."),
        ("память переводов", "переводы в базе"),
        ("каталог", "Страница `каталог`."),
        ("каталог", "[Список](https://example.org/каталог)"),
        ("Katalog", "die Liste"),
        ("Übersetzungsspeicher", "Speicher"),
        ("base de données", "les données"),
        ("versión", "la edición"),
        ("翻译记忆", "使用翻译存储。"),
        ("カタログ", "このリストを開く"),
        ("번역 메모리", "번역 목록"),
        ("kitap", "dergi"),
        ("tietokanta", "luettelo"),
        ("مشروع", "التطبيق"),
        ("ספרייה", "קובץ"),
        ("ИИ", "функции"),
        ("C++", "в Си"),
        ("каталог", ""),
    ],
)
def test_other_words_are_faults(target: str, answer: str) -> None:
    assert terms(("term", target)).faults("A term.", answer) == (f"the glossary wants “{target}” for “term”",)


@pytest.mark.parametrize(
    ("term", "answer"),
    [
        ("Kubernetes", "В Kubernetes."),
        ("Kubernetes", "Kubernetes'in"),
        ("Kubernetes", "Kubernetes-Cluster"),
        ("Kubernetes", "在Kubernetes中"),
        ("Kubernetes", "بـKubernetes"),
        ("Docker", "Dockerissa"),
        ("Docker", "Docker’а"),
        ("Java", "v Javě"),
        ("Москва", "в Москві"),
        ("npm", "Npm läuft"),
        ("open source", "Open\u00a0source"),
        ("C++", "в C++"),
    ],
)
def test_what_is_left_alone_may_have_endings(term: str, answer: str) -> None:
    assert terms((term, term)).faults(f"With {term}.", answer) == ()


@pytest.mark.parametrize(
    ("term", "answer"),
    [
        ("Kubernetes", "Кубернетес"),
        ("Kubernetes", "`Kubernetes`"),
        ("Kubernetes", "KUBERNETES"),
        ("Azure", "Azur"),
        ("Azure", "Небо"),
        ("Go", "Django"),
        ("npm", "нпм"),
    ],
)
def test_what_is_left_alone_must_be_there(term: str, answer: str) -> None:
    assert terms((term, term)).faults(f"With {term}.", answer) == (f"“{term}” must be left as it is",)


def test_as_the_message_spells_it() -> None:
    """A term in capitals may stay in capitals, and a plural may lose its ending."""
    glossary = terms(("json", "json"), ("Pod", "Pod"))
    assert glossary.faults("JSON and Pods", "JSON et Pod") == ()
    assert glossary.faults("JSON and Pods", "json et Pods") == ()


def test_a_synonym_will_do() -> None:
    glossary = Terms((Term("person", "человек", also=("люди",)),))
    assert glossary.faults("Persons", "Людей") == ()
    assert glossary.faults("Persons", "Народ") == ("the glossary wants “человек” for “person”",)


def test_one_sentence_a_term() -> None:
    glossary = terms(("catalog", "каталог"), ("page", "страница"), ("Go", "Go"))
    assert glossary.faults("A page, a page of the catalog in Go", "Страница") == (
        "the glossary wants “каталог” for “catalog”",
        "“Go” must be left as it is",
    )


def test_the_fingerprint_changes_with_what_counts() -> None:
    """The order of rows and the notes do not; no terms have none."""
    one, other = Term("a", "b"), Term("c", "d")
    assert Terms().fingerprint() == ""
    assert Terms((one, other)).fingerprint() == Terms((other, Term("a", "b", note="x", line=7))).fingerprint()
    prints = {
        Terms(each).fingerprint()
        for each in [(one,), (other,), (one, other), (Term("a", "b", case_sensitive=True),)]
    }
    assert len(prints) == 4


def test_glossaries_are_values() -> None:
    assert terms(("a", "b")) == terms(("a", "b"))
    assert len({terms(("a", "b")), terms(("a", "b")), terms(("a", "c"))}) == 2


_WORDS = st.text(st.sampled_from("abcdeéßžабвгжйüıİς中文かな번역ก"), min_size=1, max_size=8)
_PHRASES = st.lists(_WORDS, min_size=1, max_size=3).map(" ".join)


@given(st.dictionaries(_PHRASES, _PHRASES, max_size=6), st.lists(_PHRASES, max_size=6), st.data())
def test_a_message_with_its_terms_replaced_has_no_faults(
    pairs: dict[str, str], words: list[str], data: st.DataObject
) -> None:
    """The law of the check, whatever the words."""
    glossary = terms(*pairs.items())
    message = " · ".join(data.draw(st.permutations([*words, *pairs])))
    occurring = glossary.occurring(message)
    answer = message
    for number, term in enumerate(occurring):  # marks first: a target may hold another term
        answer = re.sub(re.escape(term.source), chr(0xE000 + number), answer, flags=re.IGNORECASE)
    for number, term in enumerate(occurring):
        answer = answer.replace(chr(0xE000 + number), term.target)
    assert glossary.faults(message, answer) == ()


@given(st.text(), st.text(), st.dictionaries(st.text(min_size=1), st.text(min_size=1), max_size=4))
def test_any_text_can_be_looked_at(message: str, answer: str, pairs: dict[str, str]) -> None:
    """Whatever stands in a glossary, a message or an answer: sentences, never an error."""
    glossary = terms(*pairs.items())
    assert len(glossary.faults(message, answer)) <= len(glossary.occurring(message))


def test_many_terms_take_no_time() -> None:
    """5,000 terms: a fifth of a millisecond a message on a common machine; here, with room, five."""
    glossary = terms(*((f"word{n} thing{n % 7}", f"слово{n}") for n in range(5000)))
    message = " and ".join(f"word{n} thing{n % 7}" for n in range(0, 5000, 500)) + " nothing else" * 20
    begun = time.perf_counter()
    for _ in range(100):
        assert len(glossary.occurring(message)) == 10
    assert time.perf_counter() - begun < 0.5


# --- what people wrote ---

_PEOPLE = {
    "ru": {
        "function": ("функция", r"\bфункци(?:я|и|ю|ей|й|ям|ями|ях)\b"),
        "variable": ("переменная", r"\bпеременн(?:ая|ой|ую|ые|ых|ым|ыми)\b"),
        "value": ("значение", r"\bзначени(?:е|я|ю|ем|и|й|ям|ями|ях)\b"),
        "type": ("тип", r"\bтип(?:а|у|ом|е|ы|ов|ам|ами|ах)?\b"),
        "string": ("строка", r"\bстрок(?:а|и|у|ой|е|ам|ами|ах)?\b"),
        "error": ("ошибка", r"\bошиб(?:ка|ки|ку|кой|ке|ок|кам|ками|ках)\b"),
        "reference": ("ссылка", r"\bссыл(?:ка|ки|ку|кой|ке|ок|кам|ками|ках)\b"),
        "exercise": ("упражнение", r"\bупражнени(?:е|я|ю|ем|и|й|ям|ями|ях)\b"),
        "trait": ("типаж", r"\bтипаж(?:а|у|ом|е|и|ей|ам|ами|ах)?\b"),
        "library": ("библиотека", r"\bбиблиотек(?:а|и|у|ой|е|ам|ами|ах)?\b"),
        "day": ("день", r"\b(?:день|дня|дню|дн[её]м|дне|дни|дней|дням|днями|днях)\b"),
        "thread": ("поток", r"\bпоток(?:а|у|ом|е|и|ов|ам|ами|ах)?\b"),
    },
    "fr": {
        "function": ("fonction", r"\bfonctions?\b"),
        "variable": ("variable", r"\bvariables?\b"),
        "error": ("erreur", r"\berreurs?\b"),
        "exercise": ("exercice", r"\bexercices?\b"),
        "library": ("bibliothèque", r"\bbibliothèques?\b"),
        "compiler": ("compilateur", r"\bcompilateurs?\b"),
        "example": ("exemple", r"\bexemples?\b"),
        "course": ("cours", r"\bcours\b"),
        "day": ("jour", r"\bjours?\b"),
        "key": ("clé", r"\bclés?\b"),
        "general": ("général", r"\b(?:généra(?:l|le|les|ux))\b"),
    },
    "zh-CN": {
        "function": ("函数", "函数"),
        "memory": ("内存", "内存"),
        "thread": ("线程", "线程"),
        "variable": ("变量", "变量"),
        "compiler": ("编译器", "编译器"),
        "string": ("字符串", "字符串"),
        "error": ("错误", "错误"),
        "value": ("值", "值"),
        "type": ("类型", "类型"),
        "library": ("库", "库"),
        "method": ("方法", "方法"),
    },
}
"""What the glossary of a course would say; and every form of it, written out, as the other way to tell."""


@pytest.mark.corpus
@requires_corpus
@pytest.mark.parametrize("locale", _PEOPLE)
def test_translations_by_people_are_not_refused(locale: str) -> None:
    """Where a person's translation has the term in any form, the check finds it; elsewhere hardly."""
    assert CORPUS is not None
    entries = polib.pofile(str(CORPUS / "comprehensive-rust" / "po" / f"{locale}.po")).translated_entries()
    used = refused = others = believed = 0
    for source, (target, forms) in _PEOPLE[locale].items():
        glossary = terms((source, target))
        for entry in entries:
            if not glossary.occurring(entry.msgid):
                others += 1
                believed += not glossary.faults(source, entry.msgstr)
            elif re.search(forms, re.sub(r"`[^`]*`", "", entry.msgstr), re.IGNORECASE):
                used += 1
                refused += bool(glossary.faults(entry.msgid, entry.msgstr))
    print(f"{locale}: {refused} of {used} that use a term refused, {believed} of {others} others believed")
    assert used > 50
    assert refused == 0
    assert believed < others * 0.02
