"""Web pages to articles: fixtures against what a reader sees, the corpora against their floors, hostile pages."""

import base64
import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from time import process_time

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from plugins.commands import evaluating
from plugins.importer import captures, explain, knowledge, markdown, pipeline
from plugins.importer.model import Article, Facts, Fate, Paragraph, Setting, Span, visible
from plugins.importer.readers import html
from plugins.importer.web import blocks, parse
from plugins.pictures import PictureFolder
from plugins.rendering import Renderer
from tests.conftest import Corpora

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "tests" / "fixtures" / "import"
FLOORS = tomllib.loads((ROOT / "tests" / "truth" / "floors.toml").read_text(encoding="utf-8"))
KNOWN = knowledge.Knowledge()


def article_of(path: Path, url: str = "") -> Article:
    [article] = pipeline.articles_of(path, KNOWN, Facts(url=url) if url else None)
    return article


def page(folder: Path, body: str, head: str = "", url: str = "") -> Article:
    """The article of a page written here."""
    path = folder / "page.html"
    path.write_text(f"<html><head>{head}</head><body>{body}</body></html>", encoding="utf-8")
    return article_of(path, url)


PROSE = [
    f"The {number} paragraph says what a paragraph of a piece says, at some length, and it ends as sentences do."
    for number in ("first", "second", "third", "fourth")
]
PIECE = "<h1>A title of some words</h1>" + "".join(f"<p>{text}</p>" for text in PROSE)


_FIRST_NAMES = ("Ada", "Berta", "Carla", "Dora", "Edda", "Frida", "Gerda", "Hanna")
_SITE = '<meta property="og:site_name" content="The Lantern Post">'
_HCARD = '<div class="vcard"><a class="url fn n" href="/a/7">Ada Moreau</a></div>'


def _card(label: str) -> str:
    """The tags by which a card says who wrote the piece, in the words of the site's language."""
    return f'<meta name="twitter:label1" content="{label}"><meta name="twitter:data1" content="Ada Moreau">'


def rendered(article: Article, folder: Path) -> BeautifulSoup:
    """The body of an article as the site shows it."""
    text = markdown.join(markdown.blocks(article, {}))
    body = Renderer(site="", typeset=False).body(text, "en", PictureFolder(folder, ""), lambda _: None)
    return BeautifulSoup(str(body.html), "html.parser")


# Every character ------------------------------------------------------------------------------------------------------


def assert_nothing_is_lost(path: Path, article: Article) -> None:
    """Every visible character of the decoded page stands in one part, in order; every dropped part names its rule."""
    root = parse.tree(parse.decode(path.read_bytes())[0])
    body = root.find("body")
    seen = visible(_texts(root if body is None else body))
    assert visible(part.text for part in article.parts) == seen
    assert all(part.rule for part in article.parts if part.fate is Fate.DROPPED)


def _texts(element: etree._Element) -> Iterator[str]:
    if isinstance(element.tag, str) and element.tag not in blocks.INVISIBLE:
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            yield child.tail or ""


@pytest.mark.parametrize("case", sorted(FIXTURES.glob("*/source.html")), ids=lambda path: path.parent.name)
def test_the_blocks_of_a_page_give_back_every_character(case: Path) -> None:
    assert_nothing_is_lost(case, article_of(case))


# The corpora ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("corpus", ["articles-html", "metadata-html"])
def test_a_corpus_scores_no_less_than_its_floors_and_no_page_loses_a_character(
    corpora: Corpora, corpus: str, tmp_path: Path
) -> None:
    urls = json.loads((corpora.articles / corpus / "urls.json").read_text(encoding="utf-8"))
    lines = []
    for path in captures.find([corpora.articles / corpus / "sources"]):
        first, *further = pipeline.articles_of(path, KNOWN, Facts(url=urls[path.stem]))
        assert_nothing_is_lost(path, first)
        [record] = evaluating.records_of(
            [first, *further]
        )  # the figures of all pieces of a page, the rest of the first
        lines.append(json.dumps(record, ensure_ascii=False))
    (tmp_path / "predictions.jsonl").write_text("\n".join(lines), encoding="utf-8")
    score = [str(corpora.tools / "score.py"), str(corpora.articles / corpus), str(tmp_path / "predictions.jsonl")]
    report = subprocess.run([sys.executable, *score], capture_output=True, encoding="utf-8", check=True).stdout
    rows = {line.split()[0]: line.split()[3:] for line in reversed(report.splitlines()[1:])}
    for name, floor in FLOORS[corpus].items():
        field, _, measure = name.partition("_")
        value = float(rows[field][rows[field].index(_LABELS[measure]) + 1])
        assert value <= floor if measure == "wrong" else value >= floor, f"{name}\n{report}"


_LABELS = {"f1": "F1", "same": "same", "right": "right", "wrong": "wrong", "kept": "once"}


# Encodings ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("cp1252", '<meta charset="iso-8859-1">'),
        ("iso8859-2", '<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-2">'),
        ("shift_jis", '<meta charset="Shift_JIS">'),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_is_in(encoding: str, head: str, tmp_path: Path) -> None:
    word = {"iso8859-2": "Łódź", "shift_jis": "東京"}.get(encoding, "Müßiggang")
    text = (
        f"<html><head>{head}</head><body>{PIECE}<p>{word} is a word that stands at the end of it all.</p></body></html>"
    )
    (tmp_path / "page.html").write_bytes(text.encode(encoding))
    assert article_of(tmp_path / "page.html").body[-1].text.startswith(f"{word} is a word")


def test_a_fragment_without_html_is_a_page(tmp_path: Path) -> None:
    (tmp_path / "page.htm").write_text(PIECE, encoding="utf-8")
    assert [each.text for each in article_of(tmp_path / "page.htm").body] == PROSE


def test_html_is_told_by_its_content_whatever_its_suffix(tmp_path: Path) -> None:
    (tmp_path / "saved").write_text(f"<!DOCTYPE html><html><body>{PIECE}</body></html>", encoding="utf-8")
    assert article_of(tmp_path / "saved").title == "A title of some words"


@pytest.mark.parametrize("head", [b"WARC/1.1\r\n", b"<?xml version='1.0'?><rss>", b"MIME-Version: 1.0\r\n<html>"])
def test_other_formats_that_hold_pages_are_not_taken_for_one(head: bytes) -> None:
    assert not html.recognises(Path("x"), head)


# Fields ---------------------------------------------------------------------------------------------------------------


def test_a_moment_in_utc_gives_way_to_the_day_that_the_page_shows(tmp_path: Path) -> None:
    head = '<meta property="article:published_time" content="2024-03-09T23:30:00Z">'
    dated = PIECE.replace("</h1>", "</h1><p>10 March 2024</p>")
    assert str(page(tmp_path, dated, head).date) == "2024-03-10"
    assert str(page(tmp_path, PIECE, head).date) == "2024-03-09"


def test_a_moment_in_utc_gives_way_to_the_day_of_its_address(tmp_path: Path) -> None:
    head = '<meta property="article:published_time" content="2022-08-27T22:22:00Z">'
    assert str(page(tmp_path, PIECE, head, url="https://faro.example/opinion/2022/08/28/x.html").date) == "2022-08-28"


def test_a_modification_alone_does_not_date_a_page(tmp_path: Path) -> None:
    head = '<meta property="article:modified_time" content="2024-03-09T23:30:00Z">'
    assert page(tmp_path, PIECE, head).date is None


_CHANGED = '<meta property="article:modified_time" content="2024-03-20T09:00:00Z">'


@pytest.mark.parametrize(
    ("head", "line", "expected"),
    [
        pytest.param(_CHANGED, "9 March 2024", "2024-03-20", id="metadata"),
        pytest.param("", "Published 9 March 2024, updated 12 March 2024", "2024-03-12", id="a line"),
        pytest.param(_CHANGED, "9 March 2024. Updated: 12 March 2024", "2024-03-12", id="a line before metadata"),
        pytest.param(_CHANGED, "20 March 2024", "None", id="the day of publication"),
        pytest.param(_CHANGED, "21 March 2024", "None", id="a day before that of publication"),
        pytest.param(_CHANGED, "", "None", id="no day of publication"),
        pytest.param(_CHANGED.replace("article:modified_time", "last-modified"), "9 March 2024", "None", id="a file"),
        pytest.param(
            f'<meta property="article:published_time" content="2024-03-20T02:00:00Z">{_CHANGED}',
            "19 March 2024",
            "None",
            id="one day, in the time zone of metadata",
        ),
    ],
)
def test_a_change_is_dated_where_it_was_made_on_a_later_day(
    head: str, line: str, expected: str, tmp_path: Path
) -> None:
    article = page(tmp_path, PIECE.replace("</h1>", f"</h1><p>{line}</p>"), head)
    assert str(article.modified) == expected
    assert ("modified" in {each.field for each in explain.fields_of(article)}) == (article.modified is not None)


@pytest.mark.parametrize("around", ["div class=related", "aside class=widget", "footer", "nav", "div id=comments"])
def test_the_day_on_a_card_of_another_piece_is_no_change_of_this_one(around: str, tmp_path: Path) -> None:
    card = f'<{around}><h3>Another thing</h3><time class="entry-date updated" datetime="2023-09-09">'
    published = '<meta property="article:published_time" content="2021-05-01">'
    assert page(tmp_path, PIECE + card, published).modified is None
    own = PIECE + '<div><time class="updated" datetime="2021-05-03"></time></div>'
    assert str(page(tmp_path, own + card, published).modified) == "2021-05-03"


@pytest.mark.parametrize(
    ("captured", "published", "expected"),
    [
        ("", "2199-05-01", "None"),
        ("2021-05-03T20:00:00Z", "2021-05-05", "None"),
        ("2021-05-03T20:00:00Z", "2021-05-04", "2021-05-04"),
    ],
)
def test_a_day_on_which_a_page_was_not_there_yet_is_not_believed(
    captured: str, published: str, expected: str, tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    head = f'<meta property="article:published_time" content="{published}">'
    path.write_text(f"<html><head>{head}</head><body>{PIECE}</body></html>", encoding="utf-8")
    [article] = pipeline.articles_of(path, KNOWN, Facts(captured=captured))
    assert str(article.date) == expected


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param("<!-- <o:Created>2006-11-02T09:14:00Z</o:Created> -->", id="a comment"),
        pytest.param(
            "<p>Updated <time class=updated datetime=2016-10-13>now</time></p><a href=/2016/02/10/x>there</a>",
            id="a change",
        ),
        pytest.param("<figure><img src=a.jpg><figcaption>The quay (10.3.2019)</figcaption></figure>", id="a caption"),
        pytest.param("<li>The law on harbours was signed on August 14, 1935</li>", id="a day before there were pages"),
    ],
)
def test_a_day_of_something_else_is_not_that_of_the_piece(shown: str, tmp_path: Path) -> None:
    assert page(tmp_path, PIECE.replace("</h1>", f"</h1>{shown}")).date is None


def test_a_day_on_the_card_of_another_piece_is_not_that_of_the_piece(tmp_path: Path) -> None:
    card = "<a href=/x><time datetime=2020-04-11>11.04.2020</time><h3>Another piece of ours</h3></a>"
    assert page(tmp_path, f"{PIECE}<div><h2>News</h2>{card}</div>").date is None


def test_the_lines_below_the_title_go_before_those_above_it_and_those_below_the_piece(tmp_path: Path) -> None:
    above, below = "<div>11.03.2017</div>", "<p class=date>20.04.2019</p>"
    article = page(tmp_path, above + PIECE.replace("</h1>", "</h1><p>3.5.2018 | 14:30 Uhr</p>") + below)
    assert str(article.date) == "2018-05-03"


@pytest.mark.parametrize(
    ("shown", "day"),
    [
        ('<time class="meta__time updated" datetime="2016-10-13T12:34:00-04:00">Today 12:34pm</time>', "2016-10-13"),
        ('<p>Updated: <time class="updated" datetime="2016-10-13">Thursday</time></p>', "None"),
        ("<p class=date>09.30.2016 07:00 AM</p>", "2016-09-30"),
    ],
)
def test_the_only_day_of_a_page_dates_it_but_for_one_that_it_calls_an_update(
    shown: str, day: str, tmp_path: Path
) -> None:
    assert str(page(tmp_path, PIECE.replace("</h1>", f"</h1>{shown}")).date) == day


def test_a_moment_is_read_as_java_writes_it(tmp_path: Path) -> None:
    head = '<meta property="article:published_time" content="Mon Aug 03 12:45:00 EDT 2015">'
    assert str(page(tmp_path, PIECE, head).date) == "2015-08-03"


def test_metadata_among_the_text_parts_no_line(tmp_path: Path) -> None:
    line = '<p>Actualizado:<meta itemprop="dateModified" content="2019-03-13"> 13 MAR 2019 - 00:14</p>'
    article = page(tmp_path, PIECE.replace("</h1>", f"</h1>{line}"), url="https://faro.example/2019/03/12/x.html")
    assert (str(article.date), str(article.modified)) == ("2019-03-12", "2019-03-13")


def test_a_page_without_a_date_has_none(tmp_path: Path) -> None:
    footer = "<footer><p>© 2019 The Lantern Post</p></footer>"
    assert page(tmp_path, PIECE + footer).date is None


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("Ada Moreau", ("Ada Moreau",)),
        ("By Ada Moreau and Imre Vass", ("Ada Moreau", "Imre Vass")),
        ("ADA MOREAU, Foreign Editor", ("Ada Moreau",)),
        ("The Lantern Post", ()),
        ("https://lantern.example/ada", ()),
        ("Redaktion", ()),
        ("Reuters", ()),
    ],
)
def test_an_author_is_a_person_and_no_house(author: str, expected: tuple[str, ...], tmp_path: Path) -> None:
    head = f'<meta property="og:site_name" content="The Lantern Post"><meta name="author" content="{author}">'
    assert page(tmp_path, PIECE, head).authors == expected


def test_two_authors_of_json_ld_are_both_named(tmp_path: Path) -> None:
    people = [{"@type": "Person", "name": "Ada Moreau"}, {"@type": "Person", "name": "Imre Vass"}]
    data = json.dumps({"@type": "NewsArticle", "headline": "A title of some words", "author": people})
    assert page(tmp_path, PIECE, f'<script type="application/ld+json">{data}</script>').authors == (
        "Ada Moreau",
        "Imre Vass",
    )


@pytest.mark.parametrize(
    "line",
    [
        "Posted on 3 May 2021 by Ada Moreau | Leave a comment",
        "Veröffentlicht am 3. Mai 2021 von Ada Moreau in Allgemein",
        "Ada Moreau, 3 May 2021",
        "Par Ada Moreau • 3 mai 2021 à 12:30",
        "Autor: Ada Moreau | 03.05.2021",
        "3 de mayo de 202121:25 | Ada Moreau",
        '<a href="/author/amoreau/">Ada Moreau</a> Harbours and ferries 3 May 2021',
    ],
)
def test_a_line_above_the_piece_tells_who_and_when(line: str, tmp_path: Path) -> None:
    article = page(tmp_path, PIECE.replace("</h1>", f"</h1><p>{line}</p>"))
    assert (article.authors, str(article.date)) == (("Ada Moreau",), "2021-05-03")
    assert line not in article.text


@pytest.mark.parametrize(
    ("body", "head", "expected"),
    [
        pytest.param("", _card("Verfasst von") + _HCARD, ("Ada Moreau",), id="a card's label, and an hCard"),
        pytest.param("", _card("Lesedauer"), (), id="a card's label that says something else"),
        pytest.param("<h4>Author</h4><p>Ada Moreau,</p>", "", ("Ada Moreau",), id="a line below a byline's word"),
        pytest.param("<p>Von: det/dpa</p>", "", ("det/dpa",), id="an agency"),
        pytest.param(
            "<p>3 May 2021 The Lantern Post</p>", _SITE, ("The Lantern Post",), id="the publication, by a day"
        ),
        pytest.param("<h2>Whatever became of the harbour of Port Auberon</h2>", "", (), id="of in a standfirst"),
        pytest.param("<h2>Die Polizei fand das Boot von Ada Moreau</h2>", "", (), id="von in a standfirst"),
        pytest.param(
            "<p>Posted by Sailor under Harbours | Tags: quay, ferries</p>", "", ("Sailor",), id="a first word"
        ),
        pytest.param("<p>Beitragvon sailor7 » 21.01.2009, 05:42</p>", "", ("sailor7",), id="a forum"),
        pytest.param("<p>3 May 2021 | Photos by Imre Vass</p>", "", (), id="who took the pictures"),
        pytest.param(
            "<p>Words by Ada Moreau</p>",
            '<meta name="author" content="lp_admin7"><meta name="parsely-author" content="lp_admin7">',
            ("Ada Moreau",),
            id="an account that goes before no name",
        ),
        pytest.param(
            "<p>Autorin Ada Moreau:</p><p>Übersetzung Imre Vass, 3.5.2021</p>",
            '<meta name="author" content="Imre Vass"><meta name="parsely-author" content="Imre Vass">',
            ("Ada Moreau",),
            id="a translator, whose account it is",
        ),
        pytest.param(
            "<figure><img src=q.jpg><figcaption>Blick vom Auberoner Horn am 3. Mai 2021</figcaption></figure>",
            "",
            (),
            id="a caption",
        ),
        pytest.param(
            "<div>Press•</div><div>Harbour Renewal Plan•</div><div>3 May 2021</div>", "", (), id="a row of topics"
        ),
        pytest.param(
            '<div class="byline">Ada Moreau, Bern, Imre Vass 3.5.2021, 23:38 Uhr</div>',
            "",
            ("Ada Moreau", "Imre Vass"),
            id="a place among names",
        ),
        pytest.param(
            '<ul><li class="byline">By Ada Moreau</li><li class="byline">IMRE VASS</li></ul>',
            "",
            ("Ada Moreau", "Imre Vass"),
            id="an item for each",
        ),
        pytest.param("<p>By ADA MOREAU Staff Writer</p>", "", ("Ada Moreau",), id="an office without a comma"),
        pytest.param("<p>Von Ada Moreau und Imre Vass, New Auberon</p>", "", ("Ada Moreau", "Imre Vass"), id="a port"),
        pytest.param("<p>By April Moreau and Imre May</p>", "", ("April Moreau", "Imre May"), id="names of months"),
        pytest.param("<p>Interview: Ada Moreau, Fotos: Imre Vass</p>", "", ("Ada Moreau",), id="who asked"),
        pytest.param(
            "<p>harbours.txt · Last modified: 2021/05/03 14:03 by Imre Vass</p>", "", (), id="who changed the page"
        ),
        pytest.param(
            '<p><span class="author vcard">Ada Moreau | News desk for lantern.example</span></p>',
            "",
            ("Ada Moreau",),
            id="an author's card with more than a name",
        ),
        pytest.param(
            "",
            "".join(f'<meta name="citation_author" content="{letter} Moreau">' for letter in _FIRST_NAMES),
            tuple(f"{name} Moreau" for name in _FIRST_NAMES),
            id="all authors of a study",
        ),
        pytest.param('<p class="kicker">NEWS 3 May 2021</p>', "", (), id="a section that looks like an agency"),
        pytest.param("<p>Ada Moreau</p><p>3 May 2021</p>", "", ("Ada Moreau",), id="a name next to a day"),
        pytest.param(
            '<p><a href="/author/ada">Ada Moreau</a>, <a href="/author/time">TIME</a></p>',
            "",
            ("Ada Moreau",),
            id="a house beside a name",
        ),
        pytest.param(
            "<p>Ada Moreau</p><p>3 May 2021</p>", "<title>Is Ada Moreau late?</title>", (), id="who the piece is about"
        ),
        pytest.param('<p><a href="/s/4">Executive Branch</a></p><p>3 May 2021</p>', "", (), id="a link to a section"),
        pytest.param(
            '<p><span class="by">كتبت: ليلى حداد</span><span class="on">٣ مايو ٢٠٢١</span></p>',
            "",
            ("ليلى حداد",),
            id="words of a script without capitals that markup glues",
        ),
    ],
)
def test_what_stands_around_a_piece_tells_its_author(
    body: str, head: str, expected: tuple[str, ...], tmp_path: Path
) -> None:
    assert page(tmp_path, PIECE.replace("</h1>", f"</h1>{body}"), head).authors == expected


def _titled(text: str) -> str:
    return f'<meta property="og:title" content="{text}">'


@pytest.mark.parametrize(
    ("heading", "head", "expected"),
    [
        pytest.param(
            '<h1><a href="/">Lantern Post Archive</a></h1><h3>A title of some words</h3>',
            "<title>Lantern Post Archive » A title of some words</title>",
            "A title of some words",
            id="the site's name leads to its first page",
        ),
        pytest.param('<h1><a href="#">A title of words</a></h1>', "", "A title of words", id="a link to nowhere"),
        pytest.param(
            '<h1><span class="kicker">Harbours</span><span>: </span><span>A title of words</span></h1>',
            _titled("Harbours: A title of words"),
            "A title of words",
            id="a kicker in the heading",
        ),
        pytest.param(
            "<h1><span>Opinion </span><span>A title of words</span></h1>",
            _titled("Opinion | A title of words"),
            "A title of words",
            id="a kicker before a bar",
        ),
        pytest.param(
            "<h1>Design Week | A lamp of many lights</h1>",
            _titled("Design Week | A lamp of many lights"),
            "Design Week | A lamp of many lights",
            id="a bar in the heading",
        ),
        pytest.param(
            "<h1>Why nobody waits for the ferry</h1>",
            _titled("Ferry times: all you must know in 2024"),
            "Why nobody waits for the ferry",
            id="the only heading, and a title for search engines",
        ),
        pytest.param(
            "<h1>Harbours</h1>", _titled("Why nobody waits"), "Why nobody waits", id="the only heading, and a section"
        ),
        pytest.param(
            "<h2>Why nobody waits for the ferry</h2>",
            _titled("why-nobody-waits"),
            "Why nobody waits for the ferry",
            id="an address in metadata",
        ),
        pytest.param(
            "<h1>‘Nobody waits here’: the ferrymen of Auberon</h1>",
            _titled("The ferrymen of Auberon"),
            "‘Nobody waits here’: the ferrymen of Auberon",
            id="something said, that metadata leaves out",
        ),
        pytest.param("<h1>港口的算术</h1>", _titled("林晓舟：港口的算术"), "港口的算术", id="an author before a title"),
    ],
)
def test_the_title_is_what_the_piece_is_headed_by(heading: str, head: str, expected: str, tmp_path: Path) -> None:
    assert page(tmp_path, heading + "".join(f"<p>{text}</p>" for text in PROSE), head).title == expected


@pytest.mark.parametrize(("address", "title"), [("/opinion/", "A title of words"), ("/opinion/2024/x/", "The Quay")])
def test_a_heading_that_leads_to_a_page_above_is_its_name_and_no_title(
    address: str, title: str, tmp_path: Path
) -> None:
    headings = f'<h1><a href="{address}">The Quay</a></h1><h2>A title of words</h2>'
    text = "".join(f"<p>{each}</p>" for each in PROSE)
    assert page(tmp_path, headings + text, url="https://lantern.example/opinion/2024/x/").title == title


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param('<div class="menu"><p class="byline">von Ada, 3.5.2021</p></div>', ("Ada",), id="in its own menu"),
        pytest.param("<p>Sailor<br>10 September 2017</p>", ("Sailor",), id="a signature of one word, and a day"),
        pytest.param(
            '<h2><a href="/other/">Another title of some words</a></h2><p>By Imre Vass 12 May 2022</p>', (), id="a card"
        ),
        pytest.param(
            '<section><article><a rel="author" href="/p/7">Imre Vass</a></article></section>', (), id="another article"
        ),
        pytest.param(
            '<div class="post-footer">posted by Ada Moreau at 3:14 PM</div>', ("Ada Moreau",), id="the foot of a post"
        ),
        pytest.param("<p>Text: Ada Moreau, Fotos: Imre Vass</p>", ("Ada Moreau",), id="a signature that says so"),
    ],
)
def test_what_stands_below_a_piece_tells_its_author_or_anothers(
    body: str, expected: tuple[str, ...], tmp_path: Path
) -> None:
    assert page(tmp_path, f"<article>{PIECE}{body}</article>").authors == expected


def test_who_metadata_names_goes_before_a_byline_below_the_piece(tmp_path: Path) -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "author": {"name": "Ada Moreau"}}</script>'
    below = "<div><p>A line on another piece of ours</p><p>By Imre Vass</p></div>"
    assert page(tmp_path, PIECE + below, head).authors == ("Ada Moreau",)


def test_a_line_in_the_foot_that_stands_above_an_articles_text_tells_its_author(tmp_path: Path) -> None:
    title, text = PIECE.split("</h1>")
    foot = '<footer><p class="byline">By Ada Moreau</p></footer>'
    assert page(tmp_path, f"<article>{title}</h1>{foot}{text}</article>").authors == ("Ada Moreau",)


def test_a_name_of_an_element_that_holds_the_title_hides_nothing(tmp_path: Path) -> None:
    head = '<header class="content-header__nav-spacing caption-style"><h1>A title of some words</h1>'
    by = '<p class="byline"><a href="/contributors/ada">Ada Moreau</a></p></header>'
    assert page(tmp_path, head + by + PIECE.split("</h1>")[1]).authors == ("Ada Moreau",)


def test_a_site_called_by_its_host_is_no_author(tmp_path: Path) -> None:
    head = '<meta property="og:site_name" content="tidelamp.example"><meta name="author" content="Tide Lamp">'
    assert page(tmp_path, PIECE, head, "https://www.tidelamp.example/a-title/").authors == ()


def test_who_signs_a_piece_is_its_author_and_none_of_its_text(tmp_path: Path) -> None:
    article = page(tmp_path, f"{PIECE}<p>Ada Moreau<br>10 September 2017</p>")
    assert (article.authors, str(article.date)) == (("Ada Moreau",), "2017-09-10")
    assert article.text.endswith("ends as sentences do.")
    assert page(tmp_path, f"{PIECE}<p>Ada Moreau</p><p>{PROSE[0]}</p>").authors == ()
    assert page(tmp_path, f"{PIECE}<p>(Ada Moreau, 3.5.2021)</p><p>(1) {PROSE[0]}</p>").authors == ("Ada Moreau",)


def test_a_line_that_only_names_the_authors_is_none_of_the_text(tmp_path: Path) -> None:
    signed = PIECE.replace("</h1>", "</h1><p>By Ada Moreau</p>")
    assert page(tmp_path, f"{signed}<p>Ada Moreau</p>").text.endswith("ends as sentences do.")
    assert page(tmp_path, f"{signed}<p>Imre Vass</p><p>{PROSE[0]}</p>").text.count("Imre Vass") == 1


@pytest.mark.parametrize("below", ["", "3 May 2024", "Foreign Editor, Auberon"])
def test_a_sentence_in_one_block_with_its_byline_stays_in_the_text(below: str, tmp_path: Path) -> None:
    sentence = "The ferry is late again and <i>nobody</i> in the town knows why."
    article = page(tmp_path, PIECE.replace("</h1>", f"</h1><p>By Ada Moreau<br>{below or sentence}</p>"))
    opening = [] if below else ["The ferry is late again and nobody in the town knows why."]
    assert (article.authors, article.text) == (("Ada Moreau",), "\n\n".join([*opening, *PROSE]))


@pytest.mark.parametrize(
    "note",
    [
        "Ada Moreau is the author of Ink and Water and teaches at the university of Auberon.",
        "ADA MOREAU is the author of Ink and Water. She lives in Auberon.",
        "Ada Moreau currently works for The Lantern Post as a writer, and keeps a boat.",
    ],
)
def test_a_note_about_the_author_may_stand_above_the_piece(note: str, tmp_path: Path) -> None:
    body = PIECE.replace("</h1>", f"</h1><p>By Ada Moreau</p><p>{note}</p>")
    article = page(tmp_path, body)
    assert (article.author_note, note in article.text) == (note, False)


def test_a_note_that_names_no_author_is_none_of_the_text(tmp_path: Path) -> None:
    article = page(tmp_path, f"{PIECE}<p>The author is a senior research fellow at the institute of harbours.</p>")
    assert "research fellow" in article.author_note and "research fellow" not in article.text


def test_the_author_of_a_book_that_a_piece_is_about_stays_in_it(tmp_path: Path) -> None:
    line = "<p>The author is a professor of harbours, who has written much on ferries before.</p>"
    text = "".join(f"<p>{each}</p>" for each in [*PROSE, *PROSE])
    assert "professor of harbours" in page(tmp_path, f"{PIECE}{line}{text}").text


def test_the_heading_of_a_correction_goes_with_it(tmp_path: Path) -> None:
    correction = "An earlier version of this column said that the ferry left at nine. It leaves at eight."
    article = page(tmp_path, f"{PIECE}<h3>CORRECTION</h3><p>{correction}</p>")
    assert [each.text for each in article.corrections] == [correction] and "CORRECTION" not in article.text


def test_two_notes_of_the_editor_and_two_credits_of_a_picture_are_all_kept(tmp_path: Path) -> None:
    notes = ["The author is a keeper of locks.", "This piece was first given as a talk."]
    figure = (
        "<figure><img src=a.jpg><figcaption>A quay at night.</figcaption><p class=credit>Photo: Ada Moreau</p>"
        "<p class=credit>© The Lantern Post</p><p class=credit>Moreau</p></figure>"
    )
    top, end = (f"<p>Editor’s note: {note}</p>" for note in notes)
    article = page(tmp_path, PIECE.replace("</h1>", f"</h1>{top}{figure}") + end + top)
    assert article.editors_note == "\n\n".join(notes)
    assert [each.credit for each in article.figures] == ["Ada Moreau; The Lantern Post"]


def test_the_note_about_the_author_is_kept_as_such_and_none_of_the_text(tmp_path: Path) -> None:
    note = "Ada Moreau is a lecturer in maritime law at a university on the coast."
    other = "Imre Vass is a pilot who has never read a word of it, and he says so."
    article = page(tmp_path, f"{PIECE.replace('</h1>', '</h1><p>By Ada Moreau</p>')}<p>{other}</p><p>{note}</p>")
    assert (article.author_note, article.authors) == (note, ("Ada Moreau",))
    assert article.text.endswith(other)


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>A title of some words</h1><p>(21 March 2025) {PROSE[0]}</p><p>{PROSE[1]}</p>",
        f"<h1>A title of some words</h1><p>Port Auberon, 21 March 2025 – {PROSE[0]}</p><p>{PROSE[1]}</p>",
        f"<h1>A title of some words</h1><p>Port Auberon, (21 March 2025). {PROSE[0]}</p><p>{PROSE[1]}</p>",
        PIECE + PIECE[PIECE.index("<p>") :].replace("paragraph", "sentence") + "<p>Auberon, den 21. März 2025</p>"
        "<p>Nothing of what the sentences above say may be printed elsewhere without a word to the harbour master.</p>",
        f"<p>21 March 2025</p>{PIECE}",
    ],
)
def test_the_day_may_stand_above_the_title_or_begin_the_first_paragraph(body: str, tmp_path: Path) -> None:
    assert str(page(tmp_path, body).date) == "2025-03-21"


def test_a_day_that_only_a_comment_shows_is_none_of_the_piece(tmp_path: Path) -> None:
    comments = '<div class="comments"><p>Brigid – 04/03/2021, 09:12</p><p>Odo – 06/02/2021, 17:40</p></div>'
    assert page(tmp_path, PIECE + comments).date is None


def test_an_editorial_desk_that_json_ld_names_is_the_author(tmp_path: Path) -> None:
    data = json.dumps(
        {"@type": "NewsArticle", "headline": "A title of some words", "author": {"name": "Editorial Board"}}
    )
    head = f'<script type="application/ld+json">{data}</script>'
    assert page(tmp_path, PIECE, head).authors == ("Editorial Board",)


def test_damaged_json_ld_is_passed_over(tmp_path: Path) -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": </script>'
    assert page(tmp_path, PIECE, head).title == "A title of some words"


def test_every_field_names_its_evidence_and_who_agrees_with_it_or_differs(tmp_path: Path) -> None:
    head = (
        '<meta name="author" content="Ada Moreau"><meta name="dc.creator" content="Imre Vass">'
        '<meta property="article:published_time" content="2024-03-09">'
        '<meta property="og:title" content="A title of some words">'
    )
    article = page(tmp_path, PIECE.replace("</h1>", "</h1><p>By Ada Moreau, 9 March 2024</p>"), head)
    found = {each.field: each for each in explain.fields_of(article)}
    assert [str(found[name]) for name in ("title", "date", "authors")] == [
        "title: heading, block 0; agreeing: meta og:title",
        "date: meta article:published_time; agreeing: block 1",
        "authors: block 1; agreeing: meta author; differing: meta dc.creator",
    ]
    assert not any(each.is_weak for each in found.values())
    unsure = page(tmp_path, PIECE, head.replace("Ada Moreau", "Redaktion"))
    assert {each.field for each in explain.fields_of(unsure) if each.is_weak} == set()
    assert {each.field for each in explain.fields_of(page(tmp_path, PIECE)) if each.is_weak} == {"date", "authors"}


# Figures --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "picture",
    [
        '<img src="/big.jpg">',
        '<img src="data:image/gif;base64,R0lG" data-src="/big.jpg">',
        '<img src="/small.jpg" srcset="/small.jpg 300w, /big.jpg 1200w">',
        '<picture><source srcset="/big.jpg 2x"><img src="/small.jpg"></picture>',
        '<noscript><img src="/big.jpg"></noscript>',
        '<amp-img src="/big.jpg" width="1200" height="800"></amp-img>',
    ],
)
@pytest.mark.parametrize(
    "frame",
    [
        "<figure>{picture}<figcaption>The quay at dusk.</figcaption></figure>",
        '<div class="wp-caption">{picture}<p class="wp-caption-text">The quay at dusk.</p></div>',
        '<div class="bild"><div>{picture}</div><div class="bildunterschrift">The quay at dusk.</div></div>',
    ],
)
def test_a_caption_is_bound_to_its_picture_and_not_in_the_text(picture: str, frame: str, tmp_path: Path) -> None:
    body = PIECE.replace("</p><p>", f"</p>{frame.format(picture=picture)}<p>", 1)
    article = page(tmp_path, body, url="https://x.example/a/")
    assert [(each.src, each.caption, each.at) for each in article.figures] == [
        ("https://x.example/big.jpg", "The quay at dusk.", 1)
    ]
    assert "quay" not in article.text


def test_a_credit_in_the_line_of_its_caption_is_told_from_it(tmp_path: Path) -> None:
    line = 'The boat at its quay<span class="img-credit">Photo: Ada Moreau</span>'
    body = PIECE.replace("</p>", f'</p><figure><img src="/boat.jpg"><figcaption>{line}</figcaption></figure>', 1)
    [figure] = page(tmp_path, body).figures
    assert (figure.caption, figure.credit) == ("The boat at its quay", "Ada Moreau")


def test_a_caption_that_stands_twice_is_one_figure(tmp_path: Path) -> None:
    frame = '<figure><img src="/big.jpg"><figcaption>The quay at dusk, from the ferry.</figcaption></figure>'
    assert (
        len(page(tmp_path, PIECE.replace("</p><p>", f"</p>{frame}{frame}<p>", 1), url="https://x.example/").figures)
        == 1
    )


def figures_of(folder: Path, html: str, head: str = "") -> list[tuple[str, str, str]]:
    """(the end of the address, caption, credit) of the figures of a page with HTML behind its first paragraph."""
    article = page(folder, PIECE.replace("</p><p>", f"</p>{html}<p>", 1), head, url="https://x.example/a/")
    assert article.text == "\n\n".join(PROSE)
    return [(each.src.removeprefix("https://x.example/"), each.caption, each.credit) for each in article.figures]


@pytest.mark.parametrize(
    ("html", "caption", "credit"),
    [
        (
            '<p><img src="/a.jpg"><br><em>The quay at dusk, from the ferry.</em></p>',
            "The quay at dusk, from the ferry.",
            "",
        ),
        (
            '<div><p><img src="/a.jpg"></p><p>The quay at dusk. Photo: Ilse Marrant</p></div>',
            "The quay at dusk.",
            "Ilse Marrant",
        ),
        ('<div><div><img src="/a.jpg"></div><div>Foto: Ilse Marrant</div></div>', "", "Foto: Ilse Marrant"),
        (
            '<figure><img src="/a.jpg"><figcaption>The quay at dusk. PTI</figcaption></figure>',
            "The quay at dusk.",
            "PTI",
        ),
        ('<dl><dt><img src="/a.jpg"></dt><dd>渡轮停靠在港口。图/李明</dd></dl>', "渡轮停靠在港口。", "李明"),
        (
            '<figure><a class="popup" href="/b"><img src="/a.jpg"></a><figcaption>The quay.</figcaption></figure>',
            "The quay.",
            "",
        ),
        (
            '<a href="/b" data-caption="&lt;b&gt;The quay&lt;/b&gt; at dusk"><img src="/a.jpg" data-credit="PTI"></a>',
            "The quay at dusk",
            "PTI",
        ),
    ],
)
def test_a_caption_is_known_without_markup_that_names_it(html: str, caption: str, credit: str, tmp_path: Path) -> None:
    assert figures_of(tmp_path, html) == [("a.jpg", caption, credit)]


def test_names_of_elements_tell_a_credit_from_its_caption(tmp_path: Path) -> None:
    html = """<figure><img src="/a.jpg"><div class="caption">The quay at dusk. <span class="CaptionCredit-cRZQ">Marrant
        </span></div></figure><div class="img-metadata"><img src="/b.jpg"><span class="img-metadata__title">The ferry,
        in winter.</span></div><figure><img src="/c.jpg"><figcaption>The mill, in summer.</figcaption><span
        class="image-description__author">Ilse Marrant</span></figure>"""
    assert figures_of(tmp_path, html) == [
        ("a.jpg", "The quay at dusk.", "Marrant"),
        ("b.jpg", "The ferry, in winter.", ""),
        ("c.jpg", "The mill, in summer.", "Ilse Marrant"),
    ]


@pytest.mark.parametrize(
    ("said", "caption", "credit"),
    [
        ("(© Ilse Marrant)", "", "Ilse Marrant"),
        ("Bild 2 von 4 © Ilse Marrant", "", "Ilse Marrant"),
        ("<p>The quay at dusk.</p><p>Foto:</p><p>Marrant</p>", "The quay at dusk.", "Marrant"),
        ("<p>The quay at dusk.</p><p>©</p><p>Marrant</p>", "The quay at dusk.", "Marrant"),
        ("The quay at dusk.<span class='author'>Ilse Marrant</span>", "The quay at dusk.", "Ilse Marrant"),
        (": The quay at dusk.", "The quay at dusk.", ""),
        ("Image caption, The quay at dusk.", "The quay at dusk.", ""),
        ("<p>Image caption</p><p>The quay at dusk.</p>", "The quay at dusk.", ""),
        ("<p>Image source, Ilse Marrant</p><p>The quay at dusk.</p>", "The quay at dusk.", "Ilse Marrant"),
        ("<p>Image copyright</p><p>Thinkstock</p><p>The quay at dusk.</p>", "The quay at dusk.", "Thinkstock"),
        (
            "<span>The quay at dusk.</span><span class=credit><i>Credit</i>CreditIlse Marrant</span>",
            "The quay at dusk.",
            "Ilse Marrant",
        ),
        ("<p>Zoom</p><p>The quay at dusk.</p><p>Share on Pinterest</p>", "The quay at dusk.", ""),
        ("Image: The ferry waits here for its last trip", "Image: The ferry waits here for its last trip", ""),
    ],
)
def test_caption_credit_and_buttons_of_a_figure_are_told_apart(
    said: str, caption: str, credit: str, tmp_path: Path
) -> None:
    html = f'<figure><img src="/a.jpg"><figcaption>{said}</figcaption></figure>'
    assert figures_of(tmp_path, html) == [("a.jpg", caption, credit)]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://twitter.com/intent/tweet?text=x"><img src="/a.jpg"></a>',
        '<a href="https://www.pinterest.com/pin/create/button/?url=x"><img src="/a.jpg"></a>',
        '<a href="https://www.facebook.com/lanternpost"><img src="/a.jpg"></a>',
        '<a href="/"><img src="/a.jpg"></a>',
        '<a href="/author/moreau/"><img src="/a.jpg"></a>',
        '<a href="/b"><img src="/a.jpg"></a><p><a href="/b">The tide that never came back</a></p>',
        '<img src="/wp-content/themes/lantern/images/social/digg.gif">',
        '<img src="/uploads/ferries-728x90.png">',
        '<img src="/img/author-ada-moreau-large.png">',
        '<div class="caption"><img src="/avatars/7.png"><p>Achievements</p></div>',
        '<div class="caption"><img src="/a.jpg" width="26"><p>Our editor</p></div>',
    ],
)
def test_a_button_a_face_and_the_picture_of_another_piece_are_none(html: str, tmp_path: Path) -> None:
    assert figures_of(tmp_path, html) == []


def test_a_picture_that_leads_to_itself_or_to_a_gallery_of_many_is_one(tmp_path: Path) -> None:
    line = '<p><a href="/all/quay.html">The quay of our town</a></p>'
    html = f'<a href="/all/quay.html"><img src="/quay.jpg"></a>{line}'
    assert [src for src, _, _ in figures_of(tmp_path, html)] == ["quay.jpg"]
    places = "".join(f'<a href="/all"><img src="/{name}.jpg"></a><p>{PROSE[0]}</p>' for name in "abc")
    article = page(
        tmp_path, f'{PIECE}{places}<p><a href="/all">All pictures of the quay</a></p>', url="https://x.example/"
    )
    assert len(article.figures) == 3


def test_the_picture_that_stands_for_the_page_is_kept_above_the_title(tmp_path: Path) -> None:
    above = '<img src="/other.jpg"><p>Opinion</p><div class="share"><img src="/quay-1200x800.jpg"></div><p>Coasts</p>'
    head = '<meta property="og:image" content="https://x.example/quay.jpg">'
    article = page(tmp_path, above + PIECE, head, url="https://x.example/")
    assert [each.src for each in article.figures] == ["https://x.example/quay-1200x800.jpg"]


@pytest.mark.parametrize(
    "line",
    [
        "<p>The island of Auberon, seen from the ferry.</p>",
        "<p>Vergrößern The island of Auberon, seen from the ferry.</p>",
    ],
)
def test_what_the_attributes_of_a_picture_say_too_is_its_caption(line: str, tmp_path: Path) -> None:
    html = f'<div><img src="/a.jpg" alt="The island of Auberon, seen from the ferry">{line}</div>'
    assert figures_of(tmp_path, html) == [("a.jpg", "The island of Auberon, seen from the ferry.", "")]


def test_the_last_paragraph_may_be_the_credit_of_the_first_picture(tmp_path: Path) -> None:
    body = PIECE.replace("</h1>", '</h1><img src="/a.jpg">') + "<p>Titelbild: Ilse Marrant</p>"
    article = page(tmp_path, body, url="https://x.example/")
    assert [each.credit for each in article.figures] == ["Titelbild: Ilse Marrant"]
    assert article.text == "\n\n".join(PROSE)


def test_a_title_is_no_caption(tmp_path: Path) -> None:
    body = PIECE.replace("<h1>", '<figure><img src="/a.jpg"><h1>').replace("</h1>", "</h1></figure>")
    article = page(tmp_path, body, url="https://x.example/")
    assert (article.title, [each.caption for each in article.figures]) == ("A title of some words", [""])


@pytest.mark.parametrize(
    "attributes",
    [
        'src="/lazyloading-placeholder.png" data-sm="/small.jpg" data-lg="/a.jpg" data-md="/middle.jpg"',
        'src="/leer.gif" data-retina-src="/a.jpg" data-thumb="/a/small.jpg"',
        'src="/a.jpg" srcset="/a.jpg?w={width}&h={height} 1200w"',
    ],
)
def test_what_stands_in_a_pictures_place_until_a_script_runs_is_not_taken(attributes: str, tmp_path: Path) -> None:
    assert [src for src, _, _ in figures_of(tmp_path, f"<img {attributes}>")] == ["a.jpg"]


@pytest.mark.parametrize("address", ["http://[bad", "http://a]b/x.jpg", "//[::x/y.jpg"])
def test_an_address_that_is_none_is_passed_over_wherever_it_stands(address: str, tmp_path: Path) -> None:
    html = f'<img src="{address}"><img srcset="{address} 2x"><video poster="{address}"></video><h1><a href="{address}">'
    article = page(tmp_path, PIECE.replace("<h1>", html, 1), url=f"https://web.archive.org/web/2021/{address}")
    assert (article.title, article.text) == ("A title of some words", "\n\n".join(PROSE))


def test_signs_of_markup_in_the_address_of_a_picture_are_quoted(tmp_path: Path) -> None:
    picture = "<img src='https://www.example.org/a\"b<c\\d e.jpg'>"
    [figure] = page(tmp_path, PIECE.replace("</h1>", f"</h1>{picture}")).figures
    assert figure.src == "https://www.example.org/a%22b%3Cc%5Cd%20e.jpg"


def test_an_address_without_a_host_is_none(tmp_path: Path) -> None:
    assert figures_of(tmp_path, '<img src="https://:0">') == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/_processed_/6/e/csm_quay_fe4206fb09.jpg", "/_processed_/6/e/csm_quay_40e3b6147c.jpg"),
        ("/files/styles/small_200/public/quay.jpg", "/files/styles/large_900/public/quay.jpg.webp"),
        ("/16-9/quay.jpg", "/1-1/quay.jpg"),
    ],
)
def test_the_sizes_of_a_picture_in_one_place_are_one_figure(one: str, other: str, tmp_path: Path) -> None:
    assert len(figures_of(tmp_path, f'<img src="{one}"><img src="{other}">')) == 1


@pytest.mark.parametrize(
    "picture",
    [
        '<a href="/l.jpg" data-sub-html="<h4>The quay</h4><p>at dusk.</p>"><img src="/a.jpg"></a>',
        '<a class="fancybox" href="/l.jpg" title="The quay at dusk."><img src="/a.jpg"></a>',
        '<a data-lightbox="1" data-title="The quay at dusk." href="/l.jpg"><img src="/a.jpg"></a>',
        '<img class="caption" title="The quay at dusk." src="/a.jpg">',
    ],
)
def test_what_a_script_shows_below_a_picture_is_its_caption(picture: str, tmp_path: Path) -> None:
    assert figures_of(tmp_path, f"<div>{picture}</div>") == [("a.jpg", "The quay at dusk.", "")]


def test_the_title_of_a_link_that_opens_no_picture_is_no_caption(tmp_path: Path) -> None:
    assert figures_of(tmp_path, '<a href="/p/7" title="Read more of this"><img src="/a.jpg"></a>') == [
        ("a.jpg", "", "")
    ]


def test_the_picture_for_readers_without_script_goes_before_its_blur(tmp_path: Path) -> None:
    blur, whole = '<div><img src="/max/60/quay.png?q=20"></div>', '<noscript><img src="/max/1080/quay.png"></noscript>'
    html = (
        f"{PIECE}<figure><div>{blur}{whole}</div><figcaption>The quay at dusk.</figcaption></figure><p>{PROSE[0]}</p>"
    )
    [figure] = page(tmp_path, html, url="https://lantern.example/a").figures
    assert figure.src.endswith("/max/1080/quay.png")


def test_a_line_in_italics_with_a_link_is_a_caption_only_where_that_stands_in_brackets(tmp_path: Path) -> None:
    def captions(line: str) -> list[str]:
        picture = f'<div class="image-right"><img src="/a.jpg"><br><i style="display:block">{line}</i></div>'
        body = PIECE.replace("</p>", f"</p>{picture}", 1)
        return [each.caption for each in page(tmp_path, body, url="https://lantern.example/a").figures]

    assert captions('The quay looked cooler in 1952. (<a href="/w">Public domain</a>)') == [
        "The quay looked cooler in 1952. (Public domain)"
    ]
    assert captions('We spoke of the quay on the radio, and you may <a href="/w">hear it here</a>!') == [""]


def test_a_line_of_credits_that_a_paragraph_parts_from_a_picture_is_not_its_credit(tmp_path: Path) -> None:
    first, second, *others = (f"<p>{text}</p>" for text in PROSE)
    line = '<p class="credits">Editing: Ilse Marrant. Design: Ada Moreau</p>'
    body = f'{first}<figure><img src="/a.jpg"></figure>{second}{line}{"".join(others)}'
    [figure] = page(tmp_path, f"<h1>A title of some words</h1>{body}", url="https://lantern.example/a").figures
    assert (figure.caption, figure.credit) == ("", "")


def test_metadata_tells_the_caption_of_a_picture_that_shows_none(tmp_path: Path) -> None:
    head = """<script type="application/ld+json">{"@type": "ImageObject", "contentUrl": "https://x.example/a-800x600.jpg",
        "caption": "The quay at dusk", "creditText": "Ilse Marrant"}</script>"""
    assert figures_of(tmp_path, '<img src="/a.jpg">', head) == [("a.jpg", "The quay at dusk", "Ilse Marrant")]


def test_what_stands_below_a_picture_and_is_no_caption_stays_in_the_piece(tmp_path: Path) -> None:
    below = '<img src="/a.jpg"><p>The mayor of this town never answered the letters that we wrote to him.</p>'
    article = page(tmp_path, PIECE.replace("</p><p>", f"</p>{below}<p>", 1), url="https://x.example/")
    assert "never answered" in article.text
    assert [each.caption for each in article.figures] == [""]


def test_a_picture_that_stands_again_in_another_size_is_one_figure(tmp_path: Path) -> None:
    html = """<img src="/a-300x200.jpg"><figure><img src="/a-1024x768.jpg"><figcaption>The quay at dusk, from the
        ferry.</figcaption></figure><figure><img src="/a.jpg"><figcaption>The quay at dusk.</figcaption></figure>"""
    assert [caption for _, caption, _ in figures_of(tmp_path, html)] == ["The quay at dusk, from the ferry."]


def test_a_picture_whose_alternative_text_repeats_its_caption_is_for_a_person_to_look_at(tmp_path: Path) -> None:
    html = '<figure><img src="/a.jpg" alt="The quay at dusk"><figcaption>The quay at dusk.</figcaption></figure>'
    article = page(tmp_path, PIECE.replace("</p><p>", f"</p>{html}<p>", 1), url="https://x.example/")
    assert any("only the caption for an alternative text" in doubt for doubt in article.doubts)
    assert [picture["alt"] for picture in rendered(article, tmp_path).find_all("img")] == ["Picture"]


def test_of_a_pictures_saved_sizes_the_largest_is_its_file(tmp_path: Path) -> None:
    (tmp_path / "page_files").mkdir()
    for name, size in (("small.png", 64), ("large.png", 640)):
        (tmp_path / "page_files" / name).write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * size)
    picture = (
        '<figure><img srcset="page_files/small.png 2x" src="page_files/large.png"><figcaption>Q.</figcaption></figure>'
    )
    [figure] = page(tmp_path, PIECE.replace("</p><p>", f"</p>{picture}<p>", 1)).figures
    assert figure.picture is not None
    assert figure.picture.file == tmp_path / "page_files" / "large.png"


def test_a_picture_saved_with_its_page_is_its_file(tmp_path: Path) -> None:
    (tmp_path / "page_files").mkdir()
    (tmp_path / "page_files" / "quay.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 64)
    frame = '<figure><img src="page_files/quay.png"><figcaption>The quay.</figcaption></figure>'
    [figure] = page(tmp_path, PIECE.replace("</p><p>", f"</p>{frame}<p>", 1)).figures
    assert figure.picture is not None
    assert figure.picture.file == tmp_path / "page_files" / "quay.png"


def test_no_picture_is_taken_from_outside_the_folder_of_its_page(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 64)
    (tmp_path / "in").mkdir()
    frame = '<figure><img src="../secret.png"><figcaption>The quay.</figcaption></figure>'
    [figure] = page(tmp_path / "in", PIECE.replace("</p><p>", f"</p>{frame}<p>", 1)).figures
    assert figure.picture is None


# Markdown -------------------------------------------------------------------------------------------------------------

_LOOKS = st.builds(
    Span,
    st.text(alphabet="ab *_[]()!`<>&#-1.\\|~^:/é", min_size=1, max_size=12),
    st.sampled_from(["", "https://x.example/a_(b)"]),
    st.booleans(),
    st.booleans(),
    st.sampled_from([(), ("sub",), ("code",), ("del", "sup")]),
)


@given(spans=st.lists(_LOOKS, min_size=1, max_size=5))
def test_links_and_emphasis_never_change_a_character(spans: list[Span]) -> None:
    text = " ".join("".join(span.text for span in spans).split())
    block = Paragraph(text, "paragraph", Setting("p", spans=tuple(spans)))
    body = Renderer(site="", typeset=False).body(
        markdown.paragraph(block) + "\n", "en", PictureFolder(Path("x"), ""), lambda _: None
    )
    assert visible([BeautifulSoup(str(body.html), "html.parser").get_text()]) == visible([text])


def test_what_a_body_holds_survives_to_the_page_as_what_it_is(tmp_path: Path) -> None:
    shown = rendered(article_of(FIXTURES / "lantern-post--all-that-a-body-holds" / "source.html"), tmp_path)

    def texts(selector: str) -> list[str]:
        return [" ".join(each.get_text().split()) for each in shown.select(selector)]

    assert texts("h2, h3") == ["Wind, and what it does", "A smaller heading"]
    assert texts("ul > li > ul > li") == ["the first hour;", "the rest of it."]
    assert texts("ol[start='3'] > li > ol > li") == ["Its only part."]
    assert texts("ul > li > p + p") == ["And which has this second paragraph, long enough to be one."]
    assert [len(quote.select("p")) for quote in shown.select("blockquote")] == [3, 2, 1]
    assert texts("blockquote em") == ["Lights"]
    assert texts("th") == ["Year", "Boats"]
    assert texts("tr > td:first-child strong") == ["2023", "2024"]
    assert texts("tr > td:last-child") == ["12", "9 | 10"]
    assert texts("sub, sup:not([id]), del, ins") == ["2", "rd", "never", "always"]
    assert texts("dl dt") == ["Neap", "Spring"]
    assert len(shown.select("dl dd")) == 2
    assert shown.select_one("pre code").get_text() == "high = low + 6.2\n    if wind: high += 1\n"  # type: ignore[union-attr]
    assert len(shown.select("hr")) == 2  # the author's own, and the one above the footnotes
    assert [
        str(link["href"])
        for link in shown.select("p > a:only-child")
        if link.get_text() == link.parent.get_text()  # type: ignore[union-attr]
    ] == [
        "https://www.instagram.com/p/AbC/",
        "https://www.youtube.com/watch?v=abc123",
        "https://vimeo.com/271828",
        "https://soundcloud.com/lantern/one",
        "https://open.spotify.com/episode/xyz",
    ]
    [verse] = [each for each in shown.select("p") if "drowned" in each.get_text()]
    assert [line.strip("\n") for line in verse.strings] == [
        "The lamp goes round,",
        "the lamp goes round,",
        "\xa0\xa0and nobody is drowned.",
    ]
    text = shown.get_text()
    assert "Wind goes round with the sun" in text
    assert "Hafen\xadbehörde\xadvorsteher" in text
    assert "lanternpost.example" in text
    assert text.count("nobody is late twice") == text.count("never forgave anyone") == 1


def test_footnotes_lead_to_their_notes_and_back(tmp_path: Path) -> None:
    shown = rendered(article_of(FIXTURES / "lantern-post--all-that-a-body-holds" / "source.html"), tmp_path)
    for mark in shown.select("sup[id] > a"):
        note = shown.find(id=str(mark["href"]).removeprefix("#"))
        assert isinstance(note, Tag)
        back = note.select_one("a.footnote-backref")
        assert back is not None
        assert mark.parent is shown.find(id=str(back["href"]).removeprefix("#"))
    notes = [" ".join(note.get_text().replace("↩", "").split()) for note in shown.select(".footnote li")]
    assert notes == [
        "Since 1871, with a gap of two years. See here. The gap is not explained by anything that I have read.",
        "The keeper has been asked twice (in Lights).",
        "His name was Voss.",
    ]


def test_a_note_whose_number_stands_in_a_line_of_its_own_is_all_of_its_text(tmp_path: Path) -> None:
    mark = '<a href="#footnote-1" id="footnote-anchor-1">1</a>'
    said = "<div><p>The first of it.</p><p>The rest of it.</p></div>"
    note = f'<div><a id="footnote-1" href="#footnote-anchor-1">1</a>{said}</div>'
    article = page(
        tmp_path, f"{PIECE.replace('at some length', f'at length{mark}', 1)}{note}<div><p>Thanks for it.</p></div>"
    )
    assert [each.text for each in article.body if each.note] == ["The first of it.", "The rest of it."]


@pytest.mark.parametrize(
    "target", ["<h2 id='x'>3 Comments</h2>", "<div class='comments' id='x'><p>3 people wrote.</p></div>"]
)
def test_a_number_that_links_to_what_is_no_note_is_no_footnote(target: str, tmp_path: Path) -> None:
    article = page(tmp_path, PIECE.replace("some length,", "some length, <a href='#x'>3</a>", 1) + target)
    assert "[^" not in markdown.join(markdown.blocks(article, {}))


# Hostile pages --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("vectors", ["xss_dompurify", "xss_owasp", "xss_bleach", "html_html5lib"])
def test_a_hostile_page_is_read_and_runs_nothing(vectors: str, corpora: Corpora, tmp_path: Path) -> None:
    for line in (corpora.vectors / f"{vectors}.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        given = record["vector"].encode() if "vector" in record else base64.b64decode(record["b64_utf8_surrogatepass"])
        path = tmp_path / "page.html"
        halves = PIECE.replace("</p><p>", "</p>\0<p>", 1).encode().split(b"\0")
        path.write_bytes(b"<html><body>" + halves[0] + given + halves[1])
        for article in pipeline.articles_of(path, KNOWN):
            shown = rendered(article, tmp_path)
            assert not shown.select("script, iframe, object, embed, svg, form, style, link, meta, base")
            for element in shown.find_all(True):
                assert not any(name.startswith("on") or name == "style" for name in element.attrs)
                for name in ("href", "src"):
                    assert str(element.get(name, "https:")).split(":")[0] in ("http", "https", "mailto")


@pytest.mark.parametrize("text", ["", " \n ", "<html></html>", "<script>x</script>"])
def test_a_page_without_text_says_so(text: str, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(text, encoding="utf-8")
    with pytest.raises(Exception, match=r"page\.html: read: .*, save the page again"):
        article_of(tmp_path / "page.html")


def test_a_page_of_a_hundred_thousand_nested_elements_is_read(tmp_path: Path) -> None:
    assert page(tmp_path, PIECE + "<div>" * 100_000 + "deep").title == "A title of some words"


@pytest.mark.parametrize(
    "body",
    [
        "<dl><dt>x<dd>y" * 10_000,
        "<table>" + "<tr><td colspan=1000 rowspan=60000>x</td></tr>" * 20_000 + "</table>",
        "<div>x</div>" * 20_000,
        "<ul><li>\ufffe</li><li>other</li></ul>",
        "<p>- " + "- " * 100_000 + "</p>",
        "<p>So it was"
        + "".join(f"<a href=#n{number}>1</a>" for number in range(5000))
        + ".</p><ol>"
        + "<li>" * 200
        + "".join(f"<p id=n{number}>It was so.</p>" for number in range(5000)),
    ],
    ids=["nested terms", "spans", "short blocks", "no character", "dashes", "notes in one item"],
)
def test_no_page_is_too_much_for_an_extractor_or_takes_minutes(body: str, tmp_path: Path) -> None:
    article = page(tmp_path, PIECE + body + "".join(f"<p>{text}</p>" for text in PROSE[::-1]))
    assert PROSE[3] in article.text
    assert markdown.blocks(article, {})


@pytest.mark.parametrize(
    "figures",
    [
        "<figure><img src=a.jpg>" + "".join(f"<figcaption>Caption {n} of it.</figcaption>" for n in range(5000)),
        "".join(f"<img src=a{n}.jpg><div class=caption>Caption {n} of it.</div>" for n in range(8000)),
        "<figure><img src=a.jpg>" + f"<figcaption class=credit>{'(' * 900}</figcaption>" * 100,
    ],
    ids=["captions of one picture", "pictures of one element", "brackets"],
)
def test_thousands_of_captions_are_read_in_seconds(figures: str, tmp_path: Path) -> None:
    start = process_time()
    assert page(tmp_path, PIECE.replace("</h1>", f"</h1><div>{figures}</div>")).parts
    assert process_time() - start < 6


@pytest.mark.parametrize(
    "inline",
    [
        *("<i>&lt;</i>script<b>&gt;</b>x", "a<i>&lt;</i>/<b>b</b>&gt;", "&lt;<i>a</i>@b.c&gt;", "&amp;<i>#60</i>;"),
        *("Term<br><b>:</b> what it means", "<b>+</b> two", "So<br><i>|</i>---|", "<b>&amp;am</b>p;"),
    ],
)
def test_signs_of_markdown_that_emphasis_parts_stay_the_characters_they_were(inline: str, tmp_path: Path) -> None:
    said = BeautifulSoup(inline.replace("<br>", " "), "html.parser").get_text()
    for body in (f"<p>{inline}</p>", f"<h2>{said.replace('<', '&lt;')} ##</h2>", "<h2>##</h2>"):
        article = page(tmp_path, PIECE + body + "".join(f"<p>{text}</p>" for text in PROSE[::-1]))
        shown = rendered(article, tmp_path).get_text()
        assert visible("\n".join(block.text for block in article.body)) == visible(shown)


# Publication ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (_SITE, "The Lantern Post"),
        ('<meta property="og:site_name" content="The Lantern Post | All the news of the coast">', "The Lantern Post"),
        ('<meta property="og:site_name" content="lantern-post.example">', ""),
        ('<meta property="og:site_name" content="lantern-post.example/politics">', ""),
        ('<meta property="og:site_name" content="The Lantern Post.com">', "The Lantern Post"),
        ('<meta property="og:site_name" content="@lanternpost">', ""),
        ("", ""),
    ],
)
def test_a_publication_is_what_its_page_calls_it_and_no_address(head: str, expected: str, tmp_path: Path) -> None:
    assert page(tmp_path, PIECE, head).publication == expected


def test_an_agency_that_json_ld_calls_the_publisher_is_not_the_publication(tmp_path: Path) -> None:
    data = {"@type": "NewsArticle", "headline": "A title of some words", "publisher": {"name": "A Wire Service"}}
    claim = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    article = page(tmp_path, PIECE, claim + _SITE)
    assert article.publication == "The Lantern Post"
    assert "publication: meta og:site_name" in [str(each) for each in explain.fields_of(article)]
    assert page(tmp_path, PIECE, claim).publication == "A Wire Service"
