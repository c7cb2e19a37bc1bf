"""MyST as MyST-Parser itself renders it, through docutils.

What Sphinx and sphinx-design bring, docutils does not know. Stand-ins print it: a role's title and, as an
attribute, its target; a directive's argument, its options and its content. So a title that was lost, or a
target that was translated, shows in the HTML. Directives that are of neither are left out, as MyST does by
itself: what a site's own program makes of its content nobody else knows.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils.parsers.rst.states import Inliner

__all__ = ["authored", "explicit", "missing", "render", "render_many", "settled"]

_EXTENSIONS = (
    "amsmath",
    "attrs_block",
    "attrs_inline",
    "colon_fence",
    "deflist",
    "dollarmath",
    "fieldlist",
    "strikethrough",
    "tasklist",
)
_ROLE = re.compile(r"\{([A-Za-z][\w:+.-]*)\}`")
_TITLED = re.compile(r"(?P<title>.+?)\s*<(?P<target>[^<>]+)>", re.DOTALL)
_BLOCKS = frozenset(
    (
        *("button-link", "button-ref", "card", "card-carousel", "centered", "code-block"),
        *("deprecated", "div", "dropdown", "figure-md", "glossary", "grid", "grid-item"),
        *("grid-item-card", "margin", "only", "rst-class", "seealso", "sidebar", "tab-item"),
        *("tab-set", "toctree", "todo", "versionadded", "versionchanged", "versionremoved"),
    )
)
"""Sphinx's and sphinx-design's; what docutils knows it prints itself."""
_CODE = frozenset(("code-block",))
_NAMED = _CODE | frozenset(("button-link", "button-ref", "div", "only", "rst-class"))
"""Those whose argument is no text: a language, a target, classes."""
_SHOWN = frozenset(("caption", "header", "subtitle"))
"""Options whose values readers see."""
_LITERAL = re.compile(r'<span class="docutils literal">((?:[^<]|<span class="pre">[^<]*</span>)*)</span>')
"""Inline code, as docutils has it."""
_EXPLICIT = re.compile(
    r"^[ \t>]*\(([^()\n]+)\)=|^[ \t>]*:name:[ \t]+(\S[^\n]*)|\{[^{}\n]*#([\w-]+)[^{}\n]*\}", re.MULTILINE
)
_ID = re.compile(
    r'<span id="([^"]*)"></span>'
    r'|(?:(?<=<section)|(?<=<nav class="contents")|(?<=<nav class="contents local")) id="([^"]*)"'
)
_TYPES = "Attention|Caution|Danger|Error|Hint|Important|Note|Tip|Warning"
_OWN = re.compile(
    rf'<p class="admonition-title">(?:{_TYPES})</p>'
    r'|<nav class="contents.*?</nav>'
    r'|<a class="reference external" href="([^"]*)">\1</a>',
    re.DOTALL,
)


def missing() -> str:
    """Why this judge cannot sit, or nothing."""
    return "" if find_spec("myst_parser") else "MyST-Parser is not installed"


def render(body: bytes) -> str:
    """Render one page's body; what is known to nobody, docutils reports to nobody."""
    from docutils.core import publish_parts
    from myst_parser.parsers.docutils_ import Parser

    text = body.decode("utf-8", "replace")
    _directives()
    for name in frozenset(_ROLE.findall(text)):
        _role(name.lower())
    settings = {
        "myst_enable_extensions": _EXTENSIONS,
        "myst_suppress_warnings": ["myst"],
        "myst_all_links_external": True,
        "report_level": 5,
        "halt_level": 6,
        "raw_enabled": True,
        "file_insertion_enabled": False,
        "math_output": "LaTeX",
        "syntax_highlight": "none",
        "doctitle_xform": False,
        "docinfo_xform": False,
    }
    parts = publish_parts(text, parser=Parser(), writer="html5", settings_overrides=settings)
    return _LITERAL.sub(r"<code>\1</code>", str(parts["body"]))


def authored(html: str) -> str:
    """Take out of a page what docutils says by itself: titles made of types, contents, addresses."""
    return _OWN.sub("<wbr>", html)


def explicit(body: bytes) -> frozenset[str]:
    """Collect the ids that a page's author gave: targets, names of directives, attributes."""
    from docutils.nodes import make_id

    found = _EXPLICIT.findall(body.decode("utf-8", "replace"))
    return frozenset(make_id(name) for names in found for name in names if name)


def settled(html: str, ids: frozenset[str]) -> str:
    """Take out of a page the ids that docutils makes of headings' words.

    :param ids: those to keep, as `explicit` gives them
    """
    return _ID.sub(lambda match: match[0] if (match[1] or match[2]) in ids else "", html)


def render_many(bodies: Sequence[bytes]) -> list[str]:
    """Render many bodies, in order; of the ids, those stay that their authors gave."""
    return [settled(render(body), explicit(body)) for body in bodies]


@cache
def _role(name: str) -> None:
    """Register a role that docutils lacks."""
    from docutils import nodes
    from docutils.parsers.rst import roles
    from docutils.parsers.rst.languages import en

    if name in en.roles:
        return

    def stand_in(
        _name: str, _raw: str, text: str, _line: int, _inliner: Inliner, *_: object
    ) -> tuple[Sequence[nodes.reference], Sequence[nodes.reference]]:
        titled = _TITLED.fullmatch(text)
        shown = titled["title"] if titled else text
        # of a term and of a reference without a title, the text itself is what is looked for
        target = titled["target"] if titled else "" if name.rpartition(":")[2] == "term" else text
        return [nodes.reference(text, shown, refuri=f"{name}:{target}")], []

    roles.register_local_role(name, stand_in)


@cache
def _directives() -> None:
    """Register the directives that docutils lacks."""
    from docutils import nodes
    from docutils.parsers.rst import Directive, directives
    from docutils.statemachine import StringList

    class AnyOption(dict[str, Any]):
        """Takes every option for text."""

        def __contains__(self, _: object) -> bool:
            return True

        def __getitem__(self, _: str) -> Any:
            return directives.unchanged

        def get(self, _: str, __: Any = None) -> Any:
            return directives.unchanged

        def __bool__(self) -> bool:
            return True

    class StandIn(Directive):
        optional_arguments = 1
        final_argument_whitespace = True
        has_content = True
        option_spec = AnyOption()

        def run(self) -> list[nodes.Node]:
            made = nodes.container(classes=[self.name])
            if self.arguments:
                made += self._arguments()
            for name, value in self.options.items():
                made += (
                    nodes.paragraph("", value) if name in _SHOWN else nodes.comment("", f"{name}: {value}")
                )
            if self.name in _CODE:
                made += nodes.literal_block("", "\n".join(self.content))
            elif self.name == "toctree":
                made += [node for line in self.content for node in self._entry(line)]
            elif self.name == "glossary":
                made += self._glossary()
            else:
                self.state.nested_parse(self.content, self.content_offset, made)
            return [made]

        def _arguments(self) -> list[nodes.Node]:
            """Of a version the number first; of code its language; else text."""
            argument = self.arguments[0]
            if self.name in _NAMED:
                return [nodes.comment("", argument)]
            found: list[nodes.Node] = []
            if self.name.startswith(("version", "deprecated")):
                number, _, argument = argument.partition(" ")
                found.append(nodes.comment("", number))
            texts, messages = self.state.inline_text(argument, self.lineno)
            return [*found, nodes.paragraph("", "", *texts), *messages]

        def _entry(self, line: str) -> list[nodes.Node]:
            titled = _TITLED.fullmatch(line.strip())
            if titled is None:
                return [nodes.comment("", line.strip())]
            return [nodes.paragraph("", titled["title"]), nodes.comment("", titled["target"])]

        def _glossary(self) -> list[nodes.Node]:
            found: list[nodes.Node] = []
            for line in self.content:
                if line.strip():
                    part = nodes.container(classes=["definition" if line[0] in " \t" else "term"])
                    self.state.nested_parse(StringList([line.strip()]), self.content_offset, part)
                    found.append(part)
            return found

    for name in _BLOCKS:
        directives.register_directive(name, StandIn)
