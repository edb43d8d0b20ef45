"""The ways into the archive, taken from real builds of the small site in fixtures/site."""

import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pelican.settings import read_settings

from plugins.indexes import dates
from plugins.indexes.breakdowns import by_year
from plugins.indexes.holdings import figures_of
from plugins.redirects import file_of
from plugins.site import ArticleLists

ROOT = Path(__file__).parent.parent
SITE = ROOT / "tests" / "fixtures" / "site"


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What templates see, without writing a page."""
    yield context_of(SITE, tmp_path_factory.mktemp("output"))


def context_of(content: Path, output: Path) -> dict[str, Any]:
    settings = read_settings(str(ROOT / "pelicanconf.py"), {"PATH": str(content), "OUTPUT_PATH": str(output)})
    site = settings["PELICAN_CLASS"](settings)
    shared = {**site.settings, "generated_content": {}, "static_links": set(), "static_content": {}, "localsiteurl": ""}
    generator = ArticleLists(shared, site.settings, site.path, site.theme, site.output_path)
    generator.generate_context()
    context: dict[str, Any] = generator.context
    return context


def article(context: dict[str, Any], slug: str) -> Any:
    return next(each for each in context["articles"] if each.slug == slug)


def names(pairs: list[tuple[Any, list[Any]]]) -> list[tuple[str, int]]:
    return [(wrapper.name, len(articles)) for wrapper, articles in pairs]


def test_articles_stand_newest_first_and_equal_ones_by_title(context: dict[str, Any]) -> None:
    slugs = [each.slug for each in context["articles"]]
    assert slugs == ["zhangben", "le-pont", "without-anything", "on-the-same-day", "the-harbour-account", "maqaid"]


def test_neighbours_lead_through_all_articles(context: dict[str, Any]) -> None:
    one, seen = context["articles"][0], []
    assert one.newer is None
    while one:
        seen.append(one)
        assert one.older is None or one.older.newer is one
        one = one.older
    assert seen == context["articles"]


def test_hidden_articles_and_drafts_are_in_no_list(context: dict[str, Any]) -> None:
    assert [each.slug for each in context["hidden_articles"]] == ["a-hidden-piece"]
    assert context["drafts"] == []
    lists = [context["tags"], context["categories"], context["authors"]]
    shown = {wrapper.name for pairs in lists for wrapper, _ in pairs} | {each.name for each in context["publications"]}
    assert not {name for name in shown if "hidden" in name.lower() or "unpublished" in name.lower()}
    assert context["hidden_articles"][0].tags == []
    assert context["hidden_articles"][0].publication is None


def test_tags_that_differ_in_case_are_one(context: dict[str, Any]) -> None:
    assert ("Ports", 3) in names(context["tags"])
    assert article(context, "on-the-same-day").tags[0] is article(context, "zhangben").tags[0]


def test_a_tag_knows_its_meaning_and_its_relatives(context: dict[str, Any]) -> None:
    tags = {tag.slug: tag for tag, _ in context["tags"]}
    ports, transport = tags["ports"], tags["transport"]
    assert (ports.means, ports.names, ports.broader, ports.count) == (
        "Where ships land.",
        ("harbours",),
        [transport],
        3,
    )
    assert (transport.narrower, transport.broader) == ([ports], [])
    assert ports in transport.related
    assert "never-used" not in tags


def test_a_tag_without_letters_has_an_address(context: dict[str, Any]) -> None:
    emoji = next(tag for tag, _ in context["tags"] if tag.name == "🙂")
    assert emoji.slug.startswith("x-")
    assert emoji.url == f"tags/{emoji.slug}/"


def test_columns_have_what_the_settings_say(context: dict[str, Any]) -> None:
    columns = {column.slug: column for column, _ in context["categories"]}
    assert set(columns) == {"high-water", "marees"}
    assert columns["high-water"].description == "What the sea takes."
    assert columns["high-water"].publication.name == "The Tidewater Gazette"
    assert (columns["marees"].description, columns["marees"].publication) == ("", None)


def test_an_article_without_column_author_or_source_says_so(context: dict[str, Any]) -> None:
    bare = article(context, "without-anything")
    assert (bare.category.name, bare.authors, bare.tags, bare.source, bare.publication) == ("", [], [], None, None)


def test_authors_are_described(context: dict[str, Any]) -> None:
    assert names(context["authors"]) == [("Ada Moreau", 1), ("Ben Osei", 2), ("Élodie Brun", 1), ("سميرة أوكونجو", 1)]
    assert context["authors"][0][0].description == "Harbour master and columnist."


def test_publications_are_those_that_articles_have(context: dict[str, Any]) -> None:
    gazette, chinese = sorted(context["publications"], key=lambda each: each.home, reverse=True)
    assert (gazette.name, gazette.home, gazette.count, gazette.years) == (
        "The Tidewater Gazette",
        "https://gazette.example/",
        2,
        [(2024, 2)],
    )
    assert [column.name for column in gazette.columns] == ["High Water"]
    assert (chinese.name, chinese.url) == ("海潮报", "publications/hai-chao-bao/")
    assert article(context, "the-harbour-account").rights == "Invented; free to use."
    assert article(context, "zhangben").source.url == ""


def test_periods_hold_their_articles(context: dict[str, Any]) -> None:
    assert [(year.label, year.count, year.url) for year in context["years"]] == [
        ("2025", 1, "2025/"),
        ("2024", 4, "2024/"),
        ("2023", 1, "2023/"),
    ]
    may = context["periods"]["month", datetime.date(2024, 5, 1)]
    assert (may.label, may.url, len(may.articles)) == ("May 2024", "2024/05/", 2)
    day = context["periods"]["day", datetime.date(2024, 6, 2)]
    assert (day.label, [each.slug for each in day.articles]) == ("2 June 2024", ["le-pont", "without-anything"])


@pytest.mark.parametrize(
    ("alias", "file"),
    [
        ("/2025/03/18/title/", "2025/03/18/title/index.html"),
        ("/opinion/title", "opinion/title/index.html"),
        ("/opinion/title.html", "opinion/title.html"),
        ("/caf%C3%A9/", "café/index.html"),
        ("/", None),
        ("//evil.example/", None),
        ("/../up/", None),
        ("/%2e%2e/up/", None),
        ("/a/../../up/", None),
        ("/.git/config", None),
        ("/theme/css/base.css", None),
        ("/feeds/all.atom.xml", None),
        ("/a?b=c", None),
        ("/a\\b", None),
        ("/a\nb", None),
        ("javascript:alert(1)", None),
        ("https://x.example/a/", None),
        ("title", None),
    ],
)
def test_an_alias_is_a_page_of_this_site_or_nothing(alias: str, file: str | None) -> None:
    assert file_of(alias) == file


def test_a_year_is_a_calendar_of_twelve_months(context: dict[str, Any]) -> None:
    periods = context["periods"]
    months = dates.months_of(periods["year", datetime.date(2024, 1, 1)], periods, "en")
    assert [month.count for month in months] == [0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 0, 0]
    may = months[4]
    assert [day.start.day if day else None for day in may.weeks[0]] == [None, None, 1, 2, 3, 4, 5]
    assert all(len(week) == 7 for month in months for week in month.weeks)
    days = [day for week in may.weeks for day in week if day]
    assert [(day.url, day.count, day.weight) for day in days if day.count] == [("2024/05/14/", 2, 2)]
    assert len(days) == 31


def test_weeks_begin_as_the_language_has_it(context: dict[str, Any]) -> None:
    periods = context["periods"]
    may = dates.months_of(periods["year", datetime.date(2024, 1, 1)], periods, "ar-EG")[4]
    assert may.weeks[0][4] is not None
    assert (may.weeks[0][3], may.weeks[0][4].start) == (None, datetime.date(2024, 5, 1))  # from Saturday


def test_years_without_anything_stand_between_those_with(context: dict[str, Any]) -> None:
    ends = [article(context, "zhangben"), article(context, "maqaid")]
    assert [(year.label, year.count) for year in by_year(ends)] == [("2023", 1), ("2024", 0), ("2025", 1)]
    assert by_year([]) == []


def test_the_ledger_counts_what_is_missing(context: dict[str, Any]) -> None:
    holdings = context["holdings"]
    assert (holdings.pieces, holdings.authors, holdings.publications) == (6, 4, 2)
    assert sum(line.pieces for line in holdings.ledger) == 6
    assert sum(line.without_author for line in holdings.ledger) == sum(not each.authors for each in context["articles"])
    assert holdings.ledger[-1].publication is None


def test_a_figure_lacks_an_alt_or_a_credit() -> None:
    pictured = '<figure class="figure"><img src="a.png" alt="{}"><figcaption>{}</figcaption></figure>'
    credit = '<span class="credit">AP</span>'
    found = figures_of([pictured.format("", credit), pictured.format("x", ""), '<figure class="figure"></figure>'])
    assert (found.all, found.pictured, found.without_alt, found.without_credit) == (3, 2, 1, 2)


def test_names_that_one_author_signed_with_are_one_author(tmp_path: Path) -> None:
    shutil.copytree(SITE, tmp_path / "content")
    (tmp_path / "content" / "authors.yaml").write_text("Ada Osei: {variants: [Ada Moreau, B. Osei, Ben Osei]}")
    read = context_of(tmp_path / "content", tmp_path / "output")
    assert ("Ada Osei", 2) in names(read["authors"])
    assert {name for name, _ in names(read["authors"])}.isdisjoint({"Ada Moreau", "Ben Osei"})


def test_a_renamed_tag_takes_the_articles_that_still_have_its_old_name(tmp_path: Path) -> None:
    shutil.copytree(SITE, tmp_path / "content")
    (tmp_path / "content" / "tags.yaml").write_text("Harbours and docks: {names: [quays], former: [Ports, Docks]}")
    read = context_of(tmp_path / "content", tmp_path / "output")
    assert ("Harbours and docks", 3) in names(read["tags"])
    tag = next(tag for tag, _ in read["tags"] if tag.slug == "harbours-and-docks")
    assert (tag.former, {name.casefold() for name in tag.said}) == (("Ports", "Docks"), {"ports"})
