"""Messages of every kind, for laws: inline Markdown, HTML and builders' syntax in each other."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from translator.model import Form
from translator.page.inline import Setting

__all__ = ["LAW", "MESSAGES", "SETTINGS", "WORDS", "messages"]

LAW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
DIALECTS: tuple[tuple[str, ...], ...] = ((), ("jekyll",), ("hugo",), ("mdx",))

WORDS = st.sampled_from(
    [
        "Wash", "hands", "Größe", "水を", "使用", "中文，", "שלום", "العربية", "\u200fقبل", "e\u0301te\u0301",
        "🩺", "a_b", "1.", "100 %", "10,000", "don't", "x|y", "AT&T", "R&amp;D", "&copy;", "&#x41;",
        "&nosuch;", "2 \\* 3", "\\<b>", "\\\\", "*", "**", "_", "`", "[", "](", "<", ">", "a < x1 >",
        "< span id=g1>", "<g1>", "</g2>", "<x3/>", "{", "}}", "{{", "{%", "$", "%s", "%(name)s",
        ":smile:", "me@example.org", "www.example.org.", "\u00a0", "https://example.org/a?b=(c).",
        "mailto:a@b.cd", "<https://example.org>", "[^1]", "[^note]", "—", "~", "~~",
    ]
)  # fmt: skip
MARKUP = st.sampled_from(
    [
        "*{}*", "_{}_", "**{}**", "***{}***", "~~{}~~", "`{}`", "``{} ` x``", "[{}](/a)",
        '[{}](<b c> "Title")', "[{}]", "[{}][]", "[{}][one]", "![{}](i.png)", "![{}](i.png 'Its')",
        "[![{}](i.png)](/a)", "<b>{}</b>", '<abbr title="Long">{}</abbr>', "<code>{}</code>",
        "<kbd>{}</kbd>", "<b>{}", "{}</i>", "<!-- {} -->", '<span id="g1">{}</span>',
        "<x id=1></x>{}", "\\*{}\\*", "{}<br>", "{}<br/>", "{} \\\nbelow", "{}  \nbelow",
        "{}\nwrapped", " {} ", "({})", "“{}”", "{{{{ {} }}}}", "{{% tag {} %}}",
        '{{{{< fig title="{}" >}}}}', "{{{{% note %}}}}{}{{{{% /note %}}}}", "{{props.{}}}",
        "{{`{}`}}", "<Box a={{1}}>{}</Box>", "$${}$$", "{}{{: .c}}",
    ]
)  # fmt: skip
CHARACTERS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=4)


@st.composite
def messages(draw: st.DrawFn) -> str:
    """A few words, some of them in markup, some of that in other markup."""
    pieces = []
    for _ in range(draw(st.integers(1, 4))):
        piece = " ".join(draw(st.lists(st.one_of(WORDS, WORDS, CHARACTERS), min_size=1, max_size=3)))
        for frame in draw(st.lists(MARKUP, max_size=3)):
            piece = frame.format(piece)
        pieces.append(piece)
    return draw(st.sampled_from([" ", "", "\n"])).join(pieces)


MESSAGES = messages()
SETTINGS = st.builds(
    Setting,
    st.sampled_from(list(Form)),
    st.booleans(),
    st.sampled_from(DIALECTS),
    st.sampled_from([frozenset[str](), frozenset(["one", "wash"])]),
)
