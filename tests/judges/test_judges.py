"""The judges themselves: each finds what it is there to find, and nothing else."""

from __future__ import annotations

import time

import pytest
from corpus import SITES, edits, pages, requires_corpus, stale

from judges import RenderError, body_of, cmark, judge, kramdown
from judges.coverage import uncovered
from judges.html_shape import explicit_ids, heading_ids, same_shape, shape, texts
from judges.liquid import neutralise

NAMES = ("cmark", "kramdown", "goldmark")


def rendered(name: str, *bodies: str) -> list[str]:
    results = judge(name)([body.encode() for body in bodies])
    assert all(isinstance(result, str) for result in results), results
    return [str(result) for result in results]


@pytest.mark.parametrize(
    ("page", "body"),
    [
        (b"---\ntitle: x\n---\n# h\n", b"# h\n"),
        (b"\xef\xbb\xbf---\r\ntitle: x\r\n---\r\nh", b"h"),
        (b"---\n---\nh", b"h"),
        (b"\n\n--- \na: b\n...\nh", b"h"),
        (b"---\na: x --- y\n---\nh\n\n---\nrest", b"h\n\n---\nrest"),
        (b'+++\na = "+++"\n+++\nh', b"h"),
        (b'{\n"a": {"b": "}"}\n}\nh', b"h"),
        (b"---\na: b\n", b"---\na: b\n"),
        (b"{{ x }}\n", b"{{ x }}\n"),
        (b"--- no front matter\n---\n", b"--- no front matter\n---\n"),
        (b"", b""),
    ],
)
def test_the_body_is_what_follows_the_front_matter(page: bytes, body: bytes) -> None:
    assert body_of(page) == body


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a *b* c\n", "a b c\n"),
        ("[a](x)\n", "[a](y)\n"),
        ("`a`\n", "`b`\n"),
        ("- a\n- b\n", "- a\n"),
        ("| a | b |\n| - | - |\n| c | d |\n", "| a | b |\n| - | :-: |\n| c | d |\n"),
        ("```\na\n```\n", "```\nb\n```\n"),
        ("<!-- a -->\n", "<!-- b -->\n"),
        ("a  \nb\n", "a b\n"),
    ],
)
def test_a_planted_difference_is_found(name: str, one: str, other: str) -> None:
    first, second, third = rendered(name, one, other, one)
    assert same_shape(first, second)
    assert same_shape(first, third) is None


@pytest.mark.parametrize("name", NAMES)
def test_other_words_are_no_difference(name: str) -> None:
    one = '# Head\n\nwords *and* `code` ![alt](i.png "title") [link](a%20b)\n\n> quote --- "so"\n'
    other = '# Titre\n\nmots *et* `code` ![texte](i.png "titre") [lien](a%20b)\n\n> citation --- "ainsi"\n'
    assert same_shape(*rendered(name, one, other)) is None


def test_a_difference_is_told_with_its_surroundings() -> None:
    told = same_shape("<p>many\nwords <em>b</em></p>", "<p>many\nwords <b>b</b></p>")
    assert told is not None
    assert "'<em>' became '<b>'" in told
    assert "words ⟨here⟩<em>b" in told
    assert same_shape("<p>a</p>", "<p>a</p><hr>") is not None
    assert same_shape("<p>a</p><hr>", "<p>a</p>") is not None


def test_code_keeps_its_letters_and_only_inline_code_folds_its_line_breaks() -> None:
    assert shape("<code>a\n b</code>") == shape("<code>a b</code>")
    assert shape("<code>a b</code>") != shape("<code>a  b</code>")
    assert shape("<pre><code>a\nb</code></pre>") != shape("<pre><code>a b</code></pre>")
    assert shape("<script>a &lt; b</script>") != shape("<script>a < b</script>")


def test_heading_ids_count_only_where_the_author_chose_them() -> None:
    one, other = '<h2 id="own">a</h2><h2 id="made">b</h2>', '<h2 id="own">c</h2><h2 id="fait">d</h2>'
    assert explicit_ids(b"## a {#own}\n## b\n{: .x #kram y=1}\n") == {"own", "kram"}
    assert same_shape(one, other, ids={"own"}) is None
    assert same_shape(one, other.replace("own", "lost"), ids={"own"}) is not None
    assert same_shape(one, other, ids=heading_ids(one)) is not None


def test_urls_are_the_same_however_they_are_encoded() -> None:
    assert same_shape('<a href="/a%20é">x</a>', '<a href="/a%20%C3%A9">y</a>') is None
    assert same_shape('<a href="https://a.b/注意">x</a>', '<a href="https://a.b/">x</a>') is not None


def test_texts_are_what_a_reader_can_see() -> None:
    html = (
        "<p>one\n  two <b>three</b> <code>four</code></p><style>p {}</style><pre>five</pre>"
        '<p translate="no">six <i>seven</i><br></p>eight &amp; nine<code/> ten'
    )
    assert texts(html) == ["one two", "three", "eight & nine", "ten"]


def test_cmark_renders_alike_in_this_process_and_as_a_program() -> None:
    judge("cmark")
    bodies = [
        b"~~a~~ www.b.c <i>x</i>[^1]\n\n[^1]: n\n\n- [x] d\n",
        b"| a |\n|---|\n| b |\n",
        b"",
        b"a\x00b\xff",
    ]
    assert cmark.render_many(bodies) == cmark.render_many_with_program(bodies)


def test_kramdown_sees_words_where_liquid_prints() -> None:
    judge("kramdown")
    html = kramdown.render(b"{% if a %}\n[x]({{ site.url }}/a) {{ b }}\n{% endif %}\n{: .c}\n")
    assert 'href="LQ' in html
    assert "{" not in html.partition("<meta")[0]
    assert '<meta data-liquid="{% endif %}">' in html


def test_a_harmed_liquid_tag_is_a_difference_and_a_translated_parameter_is_none() -> None:
    source = '{% include figure.html src="a.png" caption="Words" %}\n\ntext\n'
    assert same_shape(*rendered("kramdown", source, source.replace("Words", "Mots"))) is None
    assert same_shape(*rendered("kramdown", source, source.replace("a.png", "b.png"))) is not None
    assert same_shape(*rendered("kramdown", source, source.replace("%}", "}"))) is not None


def test_liquid_blocks_give_what_jekyll_would() -> None:
    text, tags = neutralise(
        "{% raw %}{{ x }}{% endraw %} {% comment %}gone{% endcomment %}\n"
        "{% highlight ruby linenos %}\na < b\n{% endhighlight %}\n"
    )
    assert "{{ x }}" in text
    assert "gone" not in text
    assert '<pre><code data-lang="ruby">a &lt; b</code></pre>' in text
    assert tags[0] == "raw"


def test_hugo_judges_shortcodes_in_both_notations() -> None:
    source = (
        '{{< note >}}\n- a *b*\n{{< /note >}}\n\n{{% tab name="Words" k=1 %}}\n## h\n{{% /tab %}}\n\n'
        'see [it]({{< param "u" >}}/a) {{< tip a="b" >}}\n\n{{< blocks/x />}}\n\n'
        "{{< mermaid >}}\na --> b\n{{< /mermaid >}}\n"
        "\n{{</* shown */>}}\n"
    )
    (html,) = rendered("goldmark", source)
    assert '<div data-sc="note"><ul>' in html
    assert "<em>b</em>" in html
    assert '<h2 id="h">h</h2>' in html
    assert '<div data-sc="blocks/x"></div>' in html
    assert '<span data-sc="tip" data-p-a="b"></span>' in html
    assert 'href="LQ' in html
    assert '<pre data-sc="mermaid">\na --&gt; b\n</pre>' in html
    assert "{{&lt; shown &gt;}}" in html
    assert same_shape(*rendered("goldmark", source, source.replace("Words", "Mots"))) is None
    for part, harmed in {"k=1": "k=2", "- a": "a", '"u"': '"v"', 'a="b"': "", "a --> b": "a"}.items():
        assert same_shape(*rendered("goldmark", source, source.replace(part, harmed))) is not None, part


def test_hugo_renders_what_tabs_hold_once() -> None:
    """A comment with a blank line in it is one."""
    tabs = "{{< tabs >}}\n{{% tab %}}\na\n\n<!--\nb\n\nc\n-->\n{{% /tab %}}\n{{< /tabs >}}\n"
    (html,) = rendered("goldmark", tabs)
    assert "<!--\nb\n\nc\n-->" in html
    assert same_shape(*rendered("goldmark", tabs, tabs.replace("\na\n", "\n**a**\n"))) is not None


def test_hugo_judges_attributes_alerts_and_fences() -> None:
    source = '# a {#b .c}\n\npara\n{.d}\n\n> [!NOTE]\n> e\n\n```go {f="g"}\nh\n```\n\nterm\n: definition\n'
    for part in (".c", ".d", "NOTE", "go", '"g"', ": def"):
        assert same_shape(*rendered("goldmark", source, source.replace(part, "zz"))) is not None, part


def test_a_page_that_hugo_refuses_does_not_sink_the_others() -> None:
    bodies = [b"one\n", b"a {{< b c", b"", b'\n{{< b c="d >}}\n', b"two\n"]
    one, unclosed, empty, unquoted, two = judge("goldmark")(bodies)
    assert (one, empty, two) == ("<p>one</p>\n", "", "<p>two</p>\n")
    assert isinstance(unclosed, RenderError)
    assert str(unclosed) == "line 1: unclosed shortcode action"
    assert isinstance(unquoted, RenderError)
    assert str(unquoted).startswith("line 2: unterminated quoted string")


def test_pandoc_judges_citations_formulas_and_tex() -> None:
    source = "Says @smith, $a^2$ and \\alpha{b}.\n\n| a | b |\n|---|---|\n| c | d |\n\n[t]{.x}\n"
    for part, harmed in {
        "@smith": "@smithe",
        "a^2": "a^3",
        "alpha": "beta",
        "--|\n": ":|\n",
        ".x": ".y",
    }.items():
        assert same_shape(*rendered("pandoc", source, source.replace(part, harmed))), part
    assert same_shape(*rendered("pandoc", source, source.replace("| c", "| " + "long " * 40))) is None


def test_a_page_that_pandoc_refuses_does_not_sink_the_others() -> None:
    one, refused, empty, two = judge("pandoc")([b"one\n", b"---\na: b: c\n---\n", b"", "ä\n".encode()])
    assert (one, empty, two) == ("<p>one</p>", "", "<p>ä</p>")
    assert isinstance(refused, RenderError)
    assert "YAML" in str(refused)


def test_coverage_compares_words_not_markup() -> None:
    judge("cmark")
    messages = [
        'He said "no" -- *twice*...',
        "un**think**able [ref][] &amp; {{ page.x }} more",
        "`{% raw %}` tag",
    ]
    seen = [
        "He said “no” –",
        "twice",
        "…",
        "un",
        "think",
        "ref",
        "& LQ12ab34cd more",
        "42",
        "https://a.b/c",
        "unthinkable",
    ]
    assert uncovered(seen, messages) == []
    assert uncovered(["missing words", "thin", "said twice"], messages) == [
        "missing words",
        "thin",
        "said twice",
    ]


@requires_corpus
@pytest.mark.corpus
def test_the_corpus_is_listed() -> None:
    assert len(pages()) > 4000
    assert {site.judge for site in SITES.values()} == {*NAMES, "python_markdown"}
    assert len(edits()) == 114
    assert all(edit.before.is_file() and edit.after.is_file() and edit.meta["repo"] for edit in edits())
    assert all(case.localized_after.is_file() for case in stale())


@requires_corpus
@pytest.mark.corpus
@pytest.mark.parametrize("name", NAMES)
def test_real_pages_are_judged_and_a_lost_line_is_noticed(name: str) -> None:
    chosen = [path for site, known in SITES.items() if known.judge == name for path in pages(site)][::7]
    bodies = [body_of(path.read_bytes()) for path in chosen]
    began = time.perf_counter()
    results = judge(name)([*bodies, *(body + b"\n\n1. *planted*\n" for body in bodies)])
    seconds = time.perf_counter() - began
    pairs = zip(chosen, results[: len(bodies)], results[len(bodies) :], strict=True)
    missed = refused = 0
    for path, source, planted in pairs:
        if isinstance(source, RenderError) or isinstance(planted, RenderError):
            refused += 1
            continue
        assert same_shape(source, source) is None, path
        missed += same_shape(source, planted) is None
    print(f"{name}: {len(results) / seconds:.0f} pages/s, {refused} refused, {missed} not noticed")
    assert refused <= 2
    assert missed <= len(bodies) // 100
