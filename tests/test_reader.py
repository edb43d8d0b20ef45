"""From an article file to safe, typeset HTML and typed fields."""

import datetime
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from plugins.front_matter import read
from plugins.metadata import ArticleError, Metadata, direction, understand
from plugins.pictures import PictureFolder
from plugins.rendering import Body, Renderer, readable
from plugins.slugs import slug_of


def body(markdown: str, *, typeset: bool = False, language: str = "en", site: str = "") -> Body:
    pictures = PictureFolder(Path("/nowhere"), "/x/")
    return Renderer(site=site, typeset=typeset).body(markdown, language, pictures, lambda _: None)


def fields(front: str) -> Metadata:
    return understand(read(f"---\n{front}\n---\n")[0], slug="from-file", language="en", timezone="Europe/Paris")


# Fields ---------------------------------------------------------------------------------------------------------------


def test_a_day_is_a_day_and_a_time_keeps_its_own_zone() -> None:
    day = fields("title: T\ndate: 2025-03-19")
    assert day.date is not None
    assert (day.date.isoformat(), day.date_is_day) == ("2025-03-19T00:00:00+01:00", True)
    late = fields("title: T\ndate: 2025-03-19T23:30:00-05:00")
    assert late.date is not None
    assert (late.date.date(), late.date_is_day) == (datetime.date(2025, 3, 19), False)


def test_what_the_file_does_not_say_comes_from_its_name_and_the_archive() -> None:
    known = fields("title: T")
    assert (known.slug, known.language, known.status, known.date) == ("from-file", "en", "published", None)


def test_text_stays_text() -> None:
    known = fields("title: No\nauthors: 2025\ncolumn: 1.10\ntags: [yes, ' a  b ', yes, '']")
    assert (known.title, known.authors, known.column, known.tags) == ("No", ("2025",), "1.10", ("yes", "a b"))


FAULTS = {
    "date: 2025-03-19": "title: is missing",
    "title: ' '": "title: is missing",
    "title: [a]": "title: one text is wanted",
    "title: T\ndate: 19 March": "date: '19 March' is no date; write a day as 2025-03-19",
    "title: T\ndate: 2025-02-30": "date: '2025-02-30' is no date",
    "title: T\ndate: 9999-12-31": "date: '9999-12-31' is of no year from 1500 to 2200; mend the year",
    "title: T\nmodified: 0001-01-01": "modified: '0001-01-01' is of no year",
    "title: T\nmodified: soon": "modified: 'soon' is no date",
    "title: T\nstatus: live": "status: 'live' is not known; write published, draft or hidden",
    "title: T\nslug: ../up": "slug: '../up' cannot be an address",
    "title: T\nslug: a/b": "slug: ",
    "title: T\nslug: .": "slug: ",
    "title: T\nlanguage: english please": "language: ",
    "title: T\ntags: {a: b}": "tags: a list of texts is wanted",
    "title: T\ntags: [a: b]": "tags: a list of texts is wanted",
    "title: T\ncorrections: none": "corrections: a list is wanted",
    "title: T\nsource: The Post": "source: a mapping is wanted",
}


@pytest.mark.parametrize(("front", "expected"), FAULTS.items())
def test_a_fault_names_the_field_and_the_next_move(front: str, expected: str) -> None:
    with pytest.raises(ArticleError) as caught:
        fields(front)
    assert str(caught.value).startswith(expected)
    assert ";" in str(caught.value)


def test_addresses_are_http_or_nothing() -> None:
    for hostile in (
        "javascript:alert(1)",
        "data:text/html,x",
        "//x.example",
        "https://",
        "https://x.example/<b>",
        "ftp://x",
    ):
        known = fields(f"title: T\ncanonical: '{hostile}'\nsource: {{url: '{hostile}'}}")
        assert known.source is not None
        assert (known.canonical, known.source.url) == ("", "")


def test_control_characters_never_reach_a_page() -> None:
    assert fields('title: "a\\x00b\\x1b"').title == "a\ufffdb\ufffd"
    assert "\x0b" not in body("a\x0bb").html


def test_languages_written_from_right_to_left() -> None:
    assert [direction(tag) for tag in ("ar", "ar-EG", "he", "fa", "ur", "uz-Arab", "en", "zh-Hant")] == ["rtl"] * 6 + [
        "ltr"
    ] * 2


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("United States", "united-states"),
        ("Côte d'Ivoire", "cote-divoire"),
        ("海潮报", "hai-chao-bao"),
        ("../../etc", "etc"),
        ("<script>alert(1)</script>", "script-alert-1-script"),
    ],
)
def test_slugs_are_plain_words(name: str, slug: str) -> None:
    assert slug_of(name) == slug


@given(st.text(max_size=300))
def test_every_name_has_a_slug_that_is_one_safe_part_of_an_address(name: str) -> None:
    slug = slug_of(name)
    assert slug.replace("-", "").isalnum()
    assert slug.isascii()
    assert len(slug) <= 80


# Body -----------------------------------------------------------------------------------------------------------------


def test_headings_of_the_body_begin_below_the_title() -> None:
    assert body("# One\n\n## Two\n\nThree\n=====").html == "<h2>One</h2>\n<h2>Two</h2>\n<h2>Three</h2>"


def test_links_within_the_site_stand_under_its_address() -> None:
    site = "https://x.example/archive"
    assert body("[a](/tags/)", site=site).html == f'<p><a href="{site}/tags/">a</a></p>'
    assert (
        body("[a](https://y.example/?a=1&b=2#c)", site=site).html
        == '<p><a href="https://y.example/?a=1&amp;b=2#c">a</a></p>'
    )


@pytest.mark.parametrize(
    "href", ["javascript:x", "data:text/html,x", "//y.example", "/../x", "x.md", "{static}/x", "/|a|", "\\\\y"]
)
def test_a_link_that_leads_nowhere_safe_is_no_link(href: str) -> None:
    assert body(f'[a](<{href}>) <a href="{href}">b</a>').html == "<p><a>a</a> <a>b</a></p>"


def test_tables_footnotes_and_lists_survive() -> None:
    html = body("| a | b |\n|--:|---|\n| 1 | 2 |\n\n1. one\n2. two\n\nText[^n].\n\n[^n]: Note.").html
    soup = BeautifulSoup(html, "html.parser")
    assert [len(soup.find_all(name)) for name in ("td", "li")] == [2, 3]
    assert soup.find(id="fn:n") is not None
    assert soup.find("a", href="#fn:n") is not None


def test_no_id_class_or_style_of_the_page_can_be_taken() -> None:
    html = body('<p id="main" class="site-header" style="x" onclick="y" data-z="1">a</p>').html
    assert html == "<p>a</p>"


def test_a_paragraph_of_open_brackets_has_no_link_and_costs_no_more_than_its_length() -> None:
    links = "[a](https://x.example/) " * 600
    runaway = "[" * 20_000
    assert (
        readable(f"{runaway}\n\n{links}\n\n[a [b (c") == f"{runaway.replace('[', chr(92) + '[')}\n\n{links}\n\n[a [b (c"
    )
    assert runaway in body(runaway).html
    assert readable("[" * 200 + "]" * 200).startswith("\\[")


def test_typography_can_be_turned_off() -> None:
    assert body('"a" -- b', typeset=False).html == '<p>"a" -- b</p>'
    assert body('"a" -- b', typeset=True).html == "<p>“a” — b</p>"


def test_a_headline_shows_what_the_title_says() -> None:
    headline = Renderer(site="", typeset=False).headline("<b>5 < 6</b> & *not* &amp;", "en")
    assert headline == "&lt;b&gt;5 &lt; 6&lt;/b&gt; &amp; *not* &amp;amp;"


def test_the_summary_is_the_first_words_as_plain_text() -> None:
    text = "/// figure\nCaption.\n///\n\nFirst &lt;b&gt; *one*.[^1]\n\nSecond.\n\n[^1]: Note."
    assert body(text).summary == "First <b> one."
    assert body("word " * 50).summary == " ".join(["word"] * 40) + "…"
    assert body("字" * 200).summary == "字" * 80 + "…"


def test_words_are_counted_in_every_script() -> None:
    assert body("It's a well-known *fact*: 3.5 of 10.").word_count == 7
    assert body("她说要等。").word_count == 4
    assert body("قالت نعم ثم صمتت.").word_count == 4
    assert body("word " * 690).reading_minutes == 3
    assert body("").reading_minutes == 1


# Hostile input --------------------------------------------------------------------------------------------------------


def dangers(html: str) -> list[str]:
    """What a browser could run, or load as a document, in a piece of HTML."""
    found = []
    for tag in BeautifulSoup(html, "html.parser").find_all(True):
        attributes: dict[str, Any] = tag.attrs
        found += (
            [tag.name]
            if tag.name in ("script", "style", "iframe", "object", "embed", "form", "base", "meta", "svg", "math")
            else []
        )
        found += [name for name in attributes if name.startswith("on") or name in ("style", "srcdoc", "formaction")]
        found += [attributes[name] for name in ("href", "src", "cite") if not _is_web(str(attributes.get(name, "#")))]
    return found


def _is_web(address: str) -> bool:
    return address.startswith(("http://", "https://", "mailto:", "#", "/")) and not address.startswith("//")


SPOILED = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](java&#115;cript:alert(1))",
    '![a](x"onerror="alert(1))',
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=alert(1)&gt;'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<a href='https://x.example' onmouseover='alert(1)'>x</a>",
    '<https://x.example/" onmouseover="alert(1)>',
    "\x02wzxhzdk:0\x03<b onclick=x>",
    "[^<img src=x onerror=alert(1)>]: x",
    "| <img src=x onerror=alert(1)> |\n|---|\n| [a](vbscript:x) |",
    "<base href=//evil.example><meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
]


@pytest.mark.parametrize("vector", SPOILED)
def test_nothing_that_runs_leaves_the_reader(vector: str) -> None:
    renderer = Renderer(site="", typeset=True)
    for html in (body(vector).html, renderer.note(vector, "en", lambda _: None), renderer.headline(vector, "en")):
        assert dangers(html) == []


def test_nothing_of_the_hostile_corpora_leaves_the_reader(corpora: Any, vectors: Callable[[str], list[str]]) -> None:
    renderer = Renderer(site="", typeset=True)
    for name in ("xss_mdown", "xss_dompurify", "xss_owasp", "xss_bleach", "html_html5lib"):
        for vector in vectors(name):
            quoted = "/// figure\n    src: {0}\n    alt: {0}\n    credit: {0}\n{0}\n///".format(
                " ".join(vector.split())
            )
            texts = [body(vector, typeset=True).html, body(quoted).html, renderer.note(vector, "en", lambda _: None)]
            assert [found for html in texts for found in dangers(html)] == [], vector


@pytest.fixture
def vectors(corpora: Any) -> Callable[[str], list[str]]:
    """The hostile inputs of one set, as text."""

    def of(name: str) -> list[str]:
        lines = (corpora.vectors / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        return [item["vector"] for item in map(json.loads, lines) if "vector" in item]

    return of


@given(st.text(st.sampled_from("<>\"'&;=/()[]!#*_`\\\n abimgsrconeror:javscpt{}|"), max_size=80))
def test_no_mixture_of_markup_gives_anything_that_runs(text: str) -> None:
    assert dangers(body(text, typeset=True).html) == []
