"""Captures to articles: the sample against its hand-written truth, the seed, and the corpora against their floors."""

import json
import textwrap
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from plugins.commands.evaluating import score
from plugins.importer import captures, knowledge, pipeline, prose, readers, sites
from plugins.importer.__main__ import as_record
from plugins.importer.model import Article, Facts, Fate, visible
from plugins.importer.wording import plain
from tests.conftest import Corpora

ROOT = Path(__file__).parent.parent
CONTENT = ROOT / "content"
TRUTH = ROOT / "tests" / "truth"
FLOORS = tomllib.loads((TRUTH / "floors.toml").read_text(encoding="utf-8"))
KNOWN = knowledge.load(CONTENT)


def sample_truths() -> Iterator[tuple[str, dict[str, Any]]]:
    """(publication, truth) of every sample capture."""
    for file in sorted(TRUTH.glob("*.jsonl")):
        if file.stem != "tags":
            for line in file.read_text(encoding="utf-8").splitlines():
                yield file.stem, json.loads(line)


SAMPLES = [pytest.param(publication, truth, id=truth["id"]) for publication, truth in sample_truths()]


def sample_capture(publication: str, truth: dict[str, Any]) -> Path:
    stem = CONTENT / "captures" / publication / truth["id"]
    return next(path for suffix in (".txt", ".html") if (path := Path(f"{stem}{suffix}")).is_file())


def paragraphs(text: str) -> list[str]:
    return [plain(paragraph) for paragraph in text.split("\n\n")]


@pytest.mark.usefixtures("shipped_sample")
@pytest.mark.parametrize(("publication", "truth"), SAMPLES)
def test_a_sample_capture_gives_the_article_that_a_reader_sees_in_it(publication: str, truth: dict[str, Any]) -> None:
    [article] = pipeline.articles_of(sample_capture(publication, truth), KNOWN)
    found = {
        "title": plain(article.title),
        "title_from": article.title_from,
        "authors": list(article.authors),
        "date": article.date.isoformat() if article.date else None,
        "column": article.column or None,
        "language": article.language,
        "editors_note": plain(article.editors_note),
        "standfirst": plain(article.standfirst),
        "body": paragraphs(article.text),
        "figures": [(plain(figure.caption), figure.credit, figure.at) for figure in article.figures],
        "corrections": [(each.date.isoformat() if each.date else None, each.text) for each in article.corrections],
    }
    assert found == {
        "title": plain(truth["title"]),
        "title_from": truth["title_from"],
        "authors": truth["authors"],
        "date": truth["date"],
        "column": truth["column"],
        "language": truth["language"],
        "editors_note": plain(truth["editors_note"]),
        "standfirst": plain(truth.get("standfirst", "")),
        "body": paragraphs(truth["body"]),
        "figures": [(plain(each["caption"]), each["credit"], each["at"]) for each in truth["figures"]],
        "corrections": [(each["date"], each["text"]) for each in truth["corrections"]],
    }


@pytest.mark.usefixtures("shipped_sample")
@pytest.mark.parametrize(("publication", "truth"), SAMPLES)
def test_the_blocks_of_a_sample_capture_give_back_every_character(publication: str, truth: dict[str, Any]) -> None:
    for article in pipeline.articles_of(sample_capture(publication, truth), KNOWN):
        assert_nothing_is_lost(article)


def assert_nothing_is_lost(article: Article) -> None:
    """Every visible character of the capture stands in one part, in order; every dropped part names its rule."""
    decoded = "".join(block.text for block in next(readers.read(article.document.path)).blocks)
    assert visible(part.text for part in article.parts) == visible([decoded])
    assert all(part.rule for part in article.parts if part.fate is Fate.DROPPED)


# The seed -------------------------------------------------------------------------------------------------------------


def seed(corpora: Corpora, **facts: Any) -> Article:
    [path] = corpora.seeds.glob("*.txt")
    [article] = pipeline.articles_of(path, KNOWN, Facts(**facts) if facts else None)
    return article


def test_the_seed_is_right_in_every_detail(corpora: Corpora) -> None:
    article = seed(corpora)
    assert article.title == "Mend U.S.-EU rift first, then talk about peace"
    assert article.date and article.date.isoformat() == "2025-03-19"
    assert (article.publication, article.column, article.status) == ("CGTN", "First Voice", "published")
    assert article.editors_note.startswith("CGTN's First Voice provides instant commentary")
    assert [(figure.credit, figure.at) for figure in article.figures] == [("AP", 0), ("Xinhua", 5)]
    assert len(article.body) == 12
    assert article.body[0].text.startswith("In their much-anticipated talks on Tuesday")
    assert article.body[-1].text.endswith("to address the Ukraine conflict.")
    assert {"Ukraine", "Russia", "United States", "European Union"} <= set(article.tags)
    assert len(article.tags) <= 8
    assert_nothing_is_lost(article)


def test_the_seed_without_its_sidecar_is_a_draft_without_a_date(corpora: Corpora) -> None:
    article = seed(corpora, url="")
    assert (article.date, article.status) == (None, "draft")
    assert any("date" in doubt for doubt in article.doubts)


def test_the_seed_reads_the_same_with_no_rule_for_its_publication(
    corpora: Corpora, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_rule = seed(corpora)
    monkeypatch.setattr(sites, "_all", lambda: {})
    without = seed(corpora)
    assert (without.body, without.editors_note, without.figures) == (
        with_rule.body,
        with_rule.editors_note,
        with_rule.figures,
    )


# The corpora ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def corpus_articles(corpora: Corpora) -> list[Article]:
    """The articles of the text corpus, each with its address."""
    corpus = corpora.articles / "articles-text"
    urls = json.loads((corpus / "urls.json").read_text(encoding="utf-8"))
    return [
        article
        for path in captures.find([corpus / "sources"])
        for article in pipeline.articles_of(path, KNOWN, Facts(url=urls[path.stem]))
    ]


def test_the_text_corpus_scores_no_less_than_its_floor(corpora: Corpora, corpus_articles: list[Article]) -> None:
    lines = (corpora.articles / "articles-text" / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    made = {article.document.id: as_record(article) for article in corpus_articles}
    [body] = score([json.loads(line) for line in lines], made)
    assert body.figures["F1"] >= FLOORS["articles-text"]["body_f1"], body


def test_the_blocks_of_every_capture_of_the_corpora_give_back_every_character(corpus_articles: list[Article]) -> None:
    assert len(corpus_articles) == 79
    for article in corpus_articles:
        assert_nothing_is_lost(article)


# Tags -----------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("shipped_sample")
def test_tags_of_the_labelled_pieces_are_as_right_and_as_many_as_their_floors(corpus_articles: list[Article]) -> None:
    labels = [json.loads(line) for line in (TRUTH / "tags.jsonl").read_text(encoding="utf-8").splitlines()]
    articles = {article.document.id: article for article in corpus_articles}
    for path in captures.find([CONTENT / "captures"]):
        articles |= {article.document.id: article for article in pipeline.articles_of(path, KNOWN)}
    right = given = wanted = found = 0
    counts = []
    for label in labels:
        tags = {tag.casefold() for tag in articles[label["id"]].tags}
        required = {tag.casefold() for tag in label["tags"]}
        fitting = required | {tag.casefold() for tag in label["also"]}
        right, given = right + len(tags & fitting), given + len(tags)
        found, wanted = found + len(tags & required), wanted + len(required)
        counts.append(len(tags))
    assert len(labels) >= 60
    assert right / given >= FLOORS["tags"]["precision"]
    assert found / wanted >= FLOORS["tags"]["recall"]
    assert max(counts) <= 10
    assert sum(3 <= count <= 6 for count in counts) * 2 > len(counts)


# Rules ----------------------------------------------------------------------------------------------------------------


def capture(folder: Path, text: str, sidecar: str = "") -> Article:
    """The article of a capture written here."""
    path = folder / "piece.txt"
    path.write_text(text, encoding="utf-8")
    if sidecar:
        path.with_suffix(".toml").write_text(sidecar, encoding="utf-8")
    [article] = pipeline.articles_of(path, KNOWN)
    return article


BODY = "\n\n".join(
    f"The {number} paragraph says what a paragraph of a piece says, at some length, and it ends as sentences do."
    for number in ("first", "second", "third", "fourth")
)


def test_a_date_in_a_caption_or_in_the_body_never_dates_the_piece(tmp_path: Path) -> None:
    head = "A title of some words\n\nBy Ada Moreau\n\nThe quay on 5 November 2019. /AP"
    article = capture(tmp_path, f"{head}\n\n{BODY}\n\nIt was 3 May 2020 then.\n")
    assert article.date is None
    assert [figure.caption for figure in article.figures] == ["The quay on 5 November 2019."]


def test_an_update_alone_does_not_date_the_piece(tmp_path: Path) -> None:
    assert capture(tmp_path, f"A title of some words\n\nUpdated 5 May 2021\n\n{BODY}\n").date is None


def test_sidecar_goes_before_address_before_dateline(tmp_path: Path) -> None:
    text = f"A title of some words\n\nBy Ada Moreau | 1 January 2021\n\n{BODY}\n"
    address = 'url = "https://x.example/2022/02/02/a-title-of-some-words/"\n'
    assert str(capture(tmp_path, text).date) == "2021-01-01"
    assert str(capture(tmp_path, text, address).date) == "2022-02-02"
    assert str(capture(tmp_path, text, address + "date = 2023-03-03\n").date) == "2023-03-03"


def test_a_doubtful_name_is_left_empty_and_listed(tmp_path: Path) -> None:
    article = capture(tmp_path, f"A title of some words\n\nBy our harbour desk\n\n2 May 2021\n\n{BODY}\n")
    assert article.authors == ()
    assert any("By our harbour desk" in doubt for doubt in article.doubts)


def test_a_capture_without_prose_is_a_draft_with_a_doubt(tmp_path: Path) -> None:
    article = capture(tmp_path, "Home\n\nWorld\n\nSubscribe\n\n© 2021 The Lantern Post. All rights reserved.\n")
    assert (article.status, article.body) == ("draft", ())
    assert any("no piece" in doubt for doubt in article.doubts)


@pytest.mark.parametrize(
    "below",
    [
        pytest.param("Ada Moreau teaches at the Quay School.\n\nIf you buy here we get a share.", id="behind a note"),
        pytest.param("Ms Moreau is the keeper of a light on the quay.", id="a note by surname"),
        pytest.param("The author is an associate professor at the Quay School.", id="a note without a name"),
        pytest.param("Die Autorin ist emeritierte Professorin an der Hafenschule.", id="one in German"),
        pytest.param("L’auteure est professeure à l’école du quai.", id="one in French"),
        pytest.param("El autor es profesor en la escuela del puerto.", id="one in Spanish"),
        pytest.param("Dernier ouvrage paru : Géographie du quai, éd. la Digue, 2021.", id="her latest book"),
        pytest.param("（本文作者是港口大学研究院的研究员。）", id="one in Chinese"),
        pytest.param("boats quays lamps tides " * 12, id="a cloud of tags"),
        pytest.param(
            "Jonas Weber St. Boats Quays Lamps Tides Nets Oars Sails Ropes. Coasts Piers. " * 3 + "Moor", id="names"
        ),
        pytest.param(
            "\n\n".join(
                f"Quay keeper number {n} says it was all a mistake... and leaves the ferry for good" for n in "1234"
            ),
            id="headlines with a pause",
        ),
        pytest.param(
            "Posted in Coasts | 2 Comments\n\n" + BODY.replace("piece", "second piece"), id="the post that follows it"
        ),
    ],
)
def test_what_stands_below_a_piece_of_text_is_none_of_it(below: str, tmp_path: Path) -> None:
    rights = "© 2021 The Lantern Post. All rights reserved."
    article = capture(tmp_path, f"A title of some words\n\nBy Ada Moreau\n\n{BODY}\n\n{below}\n\n{rights}\n")
    assert article.text == BODY


def test_readers_comments_are_none_of_a_piece_of_text_whatever_stands_above_them(tmp_path: Path) -> None:
    said = "I have waited for this ferry for years, and I have never once seen it leave on time. " * 3
    readers = "\n\n".join(
        f"Jonas {n}\n\n{n} March 2021 at 1{n}:07\n\n{said}\n\nReply to Jonas {n}" for n in range(1, 8)
    )
    article = capture(tmp_path, f"A title of some words\n\nLog in\n\nBy Ada Moreau\n\n{BODY}\n\n{readers}\n")
    assert article.text == BODY


def test_a_few_hours_between_the_paragraphs_of_a_piece_do_not_end_it(tmp_path: Path) -> None:
    first, second, third, fourth = BODY.split("\n\n")
    told = "\n\n".join([first, second, "3 March 2021, 10:07", third, "3 March 2021, 11:07", fourth])
    article = capture(tmp_path, f"A title of some words\n\nLog in\n\n{told}\n")
    assert {first, second, third, fourth} <= set(article.text.split("\n\n"))


def test_a_title_that_stands_again_below_its_piece_is_not_taken_for_the_head_of_what_follows(tmp_path: Path) -> None:
    cards = "\n\n".join(f"The {n} ferry of the year left at dawn with nobody on board." for n in ("first", "second"))
    url = "https://x.example/count-the-ferries-first"
    text = f"Log in\n\nFerries, and who counts them\n\n{BODY}\n\nShare\n\nCount the ferries first\n\nMenu\n\n{cards}\n"
    assert capture(tmp_path, text, f'url = "{url}"\n').text == BODY


@pytest.mark.parametrize(
    ("head", "address"),
    [
        pytest.param(
            "Opinion: Count the ferries first\n\nBy Ada Moreau\n\nShare",
            "ferries-to-be-counted",
            id="a label before it",
        ),
        pytest.param(
            "Ferries at the coast\n\nOpinion: Count the ferries first\n\nOne counts ferries, and nobody the boats.\n\n"
            "A keeper stands before a very long quay\n\nOrder at the quay of the port. /AP\n\nBy Ada Moreau",
            "123",
            id="between a label and its standfirst, above the words of a picture",
        ),
        pytest.param(
            "Count the ferries first\n\nAda Moreau*\n\nThe quay (The Lantern Post)",
            "123",
            id="above a line that ends in brackets",
        ),
    ],
)
def test_a_title_is_told_from_what_stands_around_it(head: str, address: str, tmp_path: Path) -> None:
    text = f"Log in\n\n{head}\n\n{BODY}\n\n* A lecturer at the Quay School\n"
    article = capture(tmp_path, text, f'url = "https://x.example/{address}"\n')
    assert article.title == "Count the ferries first"
    assert article.authors == ("Ada Moreau",)


def test_a_byline_that_ends_in_a_comma_goes_on_in_the_next_line(tmp_path: Path) -> None:
    head = "A title of some words\n\n3 May 2021\n\nAda Moreau,\n\nJonas Weber"
    assert capture(tmp_path, f"Log in\n\n{head}\n\n{BODY}\n").authors == ("Ada Moreau", "Jonas Weber")


@pytest.mark.parametrize(
    ("head", "authors"),
    [
        pytest.param(
            "{title}\n\nAda Moreau\nSociologue\n\nJonas Weber\nMédiateur du port",
            ("Ada Moreau", "Jonas Weber"),
            id="each with what they are",
        ),
        pytest.param(
            "{title}\n\nAda Moreau\nJonas Weber\n3 May 2021", ("Ada Moreau", "Jonas Weber"), id="a line each, and a day"
        ),
        pytest.param("{title}\n\nBy\nAda Moreau\nand\nJonas Weber", ("Ada Moreau", "Jonas Weber"), id="a word between"),
        pytest.param("{title}\n\nBy Ada Moreau\nSanta Fe", ("Ada Moreau",), id="a place below a byline"),
        pytest.param("{title}\n\nAda Moreau\n3 days ago", ("Ada Moreau",), id="how long ago"),
        pytest.param("{title}\n\n3 May 2021 - Ada Moreau - in Coasts", ("Ada Moreau",), id="beside a day"),
        pytest.param("Ada Moreau\nColumnist\n\nListen\n\n{title}", ("Ada Moreau",), id="above the title"),
        pytest.param("{title}\n\nAda Moreau in Ghent\n\n3 May 2021", ("Ada Moreau",), id="from a place"),
        pytest.param(
            "{title}\n\nThe quay is late, writes Ada Moreau\n\n3 May 2021", ("Ada Moreau",), id="in the standfirst"
        ),
        pytest.param(
            "{title}\n\nText: Ada Moreau | Fotos: Jonas Weber", ("Ada Moreau",), id="beside who took pictures"
        ),
        pytest.param(
            "{title}\n\nAda Moreau\n\nWho counts has to know why, writes our guest writer.\n\nPhoto: AFP",
            ("Ada Moreau",),
            id="a standfirst that speaks of its writer",
        ),
        pytest.param(
            "{title}\n\nIlir Hoxha\nTwitter: @ihoxha\n\nThe fare\n\nPhoto: AFP", ("Ilir Hoxha",), id="above an address"
        ),
        pytest.param(
            "{title}\n\nIt is not the boats that are late, argues Ada Moreau.\n\nQuay Lamps",
            ("Ada Moreau",),
            id="in a standfirst alone",
        ),
        pytest.param(
            "{title}\n\n“It is not the boats that are late,” writes Ada Moreau.\n\nQuay Lamps", (), id="who is quoted"
        ),
        pytest.param(
            "{title}\n\nAda Moreau, Jonas Weber\nPuerto Lindo\n3 May 2021",
            ("Ada Moreau", "Jonas Weber"),
            id="a place below two names",
        ),
        pytest.param("{title}\n\nJONAS WEBER\nAda Moreau\n3 May 2021", ("Ada Moreau",), id="below who drew"),
        pytest.param("{title}\n\nQuay Lamps\nThe boats of the upper harbour", (), id="words of a section"),
    ],
)
def test_names_on_lines_of_their_own_are_bylines_where_something_vouches_for_them(
    head: str, authors: tuple[str, ...], tmp_path: Path
) -> None:
    title = "Count the ferries first, and then the boats"
    article = capture(tmp_path, f"Log in\n\n{head.format(title=title)}\n\nShare\n\n{BODY}\n")
    assert (article.title, article.authors) == (title, authors)


@pytest.mark.parametrize("signature", ["Posted by Ada Moreau at 9:20 AM", "Text: Ada Moreau, Fotos: Jonas Weber"])
def test_a_byline_may_stand_right_below_a_piece(signature: str, tmp_path: Path) -> None:
    below = "Comments\n\nPosted by Jonas Weber at 9:30 AM\n\nTruly."
    article = capture(tmp_path, f"A title of some words\n\nShare\n\n{BODY}\n\n{signature}\n\n{below}\n")
    assert (article.authors, article.text) == (("Ada Moreau",), BODY)


def test_a_line_of_the_header_that_says_who_the_writer_is_is_a_note(tmp_path: Path) -> None:
    head = "A title of some words\n\nAda Moreau\n\n3 May 2021\n\nShare"
    note = "The writer is the Quayside Review’s columnist on tides"
    article = capture(tmp_path, f"{head}\n\n{note}\n\n{BODY}\n")
    assert (article.author_note, article.text) == (note, BODY)


def test_figures_of_a_day_are_read_as_the_language_of_the_page_writes_them(tmp_path: Path) -> None:
    text = "El puerto se draga cada primavera, y nadie ha preguntado a los prácticos qué piensan de ello."
    head = "Los barcos del puerto viejo\n\n09/03/2025 9:20\n\nCompartir"
    assert str(capture(tmp_path, f"{head}\n\n{text}\n\n{text} Y tampoco en invierno.\n").date) == "2025-03-09"


def test_a_name_above_buttons_is_a_byline_where_it_stands_again_far_below(tmp_path: Path) -> None:
    head = "Tide and quay\n\nAda Moreau\n\nShare\n\nPrint"
    below = "Most read\n\nAda Moreau has a boat of her own, and a light."
    assert capture(tmp_path, f"A title of some words\n\n{head}\n\n{BODY}\n\n{BODY}\n\n{below}\n").authors == (
        "Ada Moreau",
    )
    assert capture(tmp_path, f"A title of some words\n\n{head}\n\n{BODY}\n\n{BODY}\n").authors == ()


def test_a_name_above_the_title_is_its_authors_where_a_note_tells(tmp_path: Path) -> None:
    note = "Ada Moreau writes a column on quays and is the author of two books."
    text = f"Log in\n\nAda Moreau\n\nCount the ferries first\n\nShare\n\n{BODY}\n\nMost read\n\n{note}\n"
    article = capture(tmp_path, text)
    assert (article.title, article.authors) == ("Count the ferries first", ("Ada Moreau",))


def test_a_name_in_capitals_is_a_byline_where_a_label_for_authors_speaks_of_it(tmp_path: Path) -> None:
    about = "About the author\n\nAda Moreau\n\nShe writes on tides."
    article = capture(tmp_path, f"A title of some words\n\nADA MOREAU\n\n{BODY}\n\n{about}\n")
    assert (article.authors, article.text) == (("Ada Moreau",), BODY)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        pytest.param(
            "The ferry is late again\n\nAda Moreau\n\nOne counts ferries, and nobody the boats.\n\n3 May 2021",
            "The ferry is late again",
            id="a standfirst between",
        ),
        pytest.param(
            "I waited at the quay for years. Here is what it taught me\n\nAda Moreau\n\nBoats are there\n\n3 May 2021",
            "I waited at the quay for years. Here is what it taught me",
            id="a byline above a short standfirst",
        ),
        pytest.param(
            "We gave the quay away long ago. A small law could buy some of it back.\n\nBy Ada Moreau\n\n3 May 2021",
            "We gave the quay away long ago. A small law could buy some of it back.",
            id="two sentences above a byline",
        ),
        pytest.param(
            "Jonas Weber, keeper and writer of tales\n\n“A quay is no road, it is a conversation”\n\n3 May 2021",
            "“A quay is no road, it is a conversation”",
            id="a quotation below who says it",
        ),
        pytest.param("Count them\n\nAda Moreau\n\n3 May 2021", "Tolls of the upper harbour", id="a short one is none"),
    ],
)
def test_a_signed_line_is_the_title_though_the_address_speaks_of_another(head: str, title: str, tmp_path: Path) -> None:
    address = 'url = "https://x.example/tolls-of-the-upper-harbour"\n'
    assert capture(tmp_path, f"Log in\n\n{head}\n\nShare\n\n{BODY}\n", address).title == title


@pytest.mark.parametrize(
    ("head", "title"),
    [
        pytest.param("Ada Moreau writes: Count the ferries\n\nBy Ada Moreau", "Count the ferries", id="who writes"),
        pytest.param("林佩珊：码头上的老钟\n\n林佩珊", "码头上的老钟", id="a name"),
        pytest.param(
            "Ada Moreau: “Count them all”\n\nBy Ada Moreau", "Ada Moreau: “Count them all”", id="who is quoted stays"
        ),
        pytest.param(
            "Ports of tomorrow: count the ferries\n\nBy Ada Moreau",
            "Ports of tomorrow: count the ferries",
            id="a topic in front of a colon stays",
        ),
        pytest.param(
            "Meinung: Mole der Fähren - Lange Graue Tage\n\nMole der Fähren\nLange Graue Tage\n\nBy Ada Moreau",
            "Lange Graue Tage",
            id="a topic that stands again above the title",
        ),
    ],
)
def test_what_stands_in_front_of_a_title_goes_off_it_where_the_page_sets_it_apart(
    head: str, title: str, tmp_path: Path
) -> None:
    text = f"Log in\n\n{head}\n\n3 May 2021\n\nShare\n\n{BODY}\n"
    article = capture(tmp_path, text, 'url = "https://x.example/piece-100"\n')
    assert (article.title, len(article.authors)) == (title, 1)
    assert_nothing_is_lost(article)


def test_a_question_with_a_label_behind_it_is_a_title_and_no_caption(tmp_path: Path) -> None:
    text = f"Log in\n\nWho counts the ferries? | Opinion\n\nBy Ada Moreau\n\nShare\n\n{BODY}\n"
    assert (
        capture(tmp_path, text, 'url = "https://x.example/who-counts-the-ferries"\n').title == "Who counts the ferries?"
    )


@pytest.mark.parametrize(
    ("behind", "address", "title"),
    [
        ("– Then the bridges", "https://x.example/count-the-ferries-then-the-bridges", "whole"),
        ("– Then the bridges", "https://x.example/count-the-ferries", "whole"),
        ("– The Lantern Post", "https://www.lanternpost.example/count-the-ferries", "cut"),
        ("| Coasts", "https://x.example/count-the-ferries", "cut"),
        ("- Column", "https://x.example/count-the-ferries", "cut"),
        ("（时评）", "https://x.example/count-the-ferries", "cut"),
    ],
)
def test_a_title_keeps_what_stands_behind_its_dash_unless_its_host_is_called_so(
    behind: str, address: str, title: str, tmp_path: Path
) -> None:
    article = capture(tmp_path, f"Log in\n\nCount the ferries {behind}\n\n{BODY}\n", f'url = "{address}"\n')
    assert article.title == ("Count the ferries" if title == "cut" else f"Count the ferries {behind}")
    assert_nothing_is_lost(article)


@pytest.mark.parametrize(
    "last",
    [
        "The author is right about the tide, and a reader knows it.",
        "Der Autor ist überzeugt davon, und niemand widerspricht ihm.",
        "Ms Weber is a keeper, and she has waited for ten years.",
    ],
)
def test_what_a_piece_says_of_somebody_stays(last: str, tmp_path: Path) -> None:
    text = f"A title of some words\n\nLog in\n\nBy Ada Moreau\n\n{BODY}\n\n{last}\n"
    assert capture(tmp_path, text).text == f"{BODY}\n\n{last}"


def test_a_note_about_the_author_above_the_piece_is_none_of_it(tmp_path: Path) -> None:
    note = "Ms. Moreau is the keeper of a light on the coast."
    article = capture(tmp_path, f"A title of some words\n\nLog in\n\nBy Ada Moreau\n\n{note}\n\n{BODY}\n")
    assert (article.text, article.author_note) == (BODY, note)


def test_a_note_below_its_label_is_about_the_author(tmp_path: Path) -> None:
    note = "Ada Moreau teaches at the Quay School."
    text = f"A title of some words\n\nBy Ada Moreau\n\n{BODY}\n\nShare\n\nAbout the author\n\nAda Moreau\n\n{note}\n"
    article = capture(tmp_path, text)
    assert (article.text, article.author_note) == (BODY, note)


def test_a_piece_ends_before_a_few_loose_lines_with_short_paragraphs_and_goes_on_across_a_heading() -> None:
    assert prose.without_tail([40, 41, 45, 42, None, 16, 13, None, 14, 4, 11]) == 4
    assert prose.without_tail([40, 41, 45, 42, None, 36, 13, None, 14, 4, 11]) == 11
    assert prose.without_tail([40, 41, 45, None, 16, 13]) == 6


def test_a_piece_goes_on_below_the_heads_of_other_pieces(tmp_path: Path) -> None:
    first, second, third, fourth = BODY.split("\n\n")
    cards = "\n\n".join(
        [
            "Related articles",
            "The quay has no keeper any more. Now the town looks for one by an advertisement",
            "3 May 2024",
            "4 min",
            "Kommentar",
            "What became of the ferry",
            "Jonas Weber",
        ]
    )
    announced = "The harbour board could do three things at once:\n\n1. It could count."
    above, below = f"{first}\n\n{second * 3}", f"{third * 3}\n\n{announced}\n\n{fourth * 3}"
    text = f"{above}\n\n{cards}\n\n{below}"
    article = capture(tmp_path, f"A title of some words\n\nLog in\n\nBy Ada Moreau\n\n{text}\n")
    assert article.text == f"{above}\n\n{below}"


@pytest.mark.parametrize(
    "box",
    [
        pytest.param(
            "Sign up to Matters of the Quay\n\nKeepers on what they have seen\n\nEnter your email", id="slogans"
        ),
        pytest.param("Newsletter\n\nWhat now?\n\nThe keeper's best lines, each week.\n\nSign me up", id="a label"),
    ],
)
def test_the_lines_of_a_box_go_with_its_button(box: str, tmp_path: Path) -> None:
    first, second, third, fourth = (paragraph * 3 for paragraph in BODY.split("\n\n"))
    above, below = f"{first}\n\n{second}\n\nThe lamp is out.\n\n1. It was the wind\n\nOil", f"{third}\n\n{fourth}"
    text = f"A title of some words\n\nLog in\n\nBy Ada Moreau\n\n{above}\n\n{box}\n\n{below}\n"
    assert capture(tmp_path, text).text == f"{above}\n\n{below}"


def test_a_short_sentence_in_the_header_is_the_caption_of_the_credit_below_it(tmp_path: Path) -> None:
    head, said = "A title of some words\n\nBy Ada Moreau\n\n3 May 2021", "A lamp that no keeper lights."
    first, rest = BODY.split("\n\n", 1)
    article = capture(tmp_path, f"{head}\n\n{said}\n\nILIR HOXHA / REA\n\n{BODY}\n")
    assert [(figure.caption, figure.credit) for figure in article.figures] == [(said, "ILIR HOXHA / REA")]
    assert article.text == BODY
    long = f"{first} {first} {first}"
    article = capture(tmp_path, f"{head}\n\n{long}\n\n{said}\n\nILIR HOXHA / REA\n\n{rest}\n")
    assert article.text == f"{long}\n\n{said}\n\n{rest}"
    standfirst = "Nineteen pilots wait for a tide."
    article = capture(tmp_path, f"A title\n\n{standfirst}\n\n{said}\n\nPhoto: Ilir Hoxha\n\nBy Ada Moreau\n\n{BODY}\n")
    assert (article.authors, article.text) == (("Ada Moreau",), BODY)


def test_a_note_above_a_piece_may_speak_of_two_authors(tmp_path: Path) -> None:
    note = "Ms. Moreau and Mr. Hoxha teach tides at the Quay School."
    text = f"A title of some words\n\nBy Ada Moreau and Ilir Hoxha\n\n{note}\n\nShare\n\n{BODY}\n"
    article = capture(tmp_path, text)
    assert (article.author_note, article.text) == (note, BODY)


def test_a_label_for_subscribers_does_not_end_a_list_of_other_pieces(tmp_path: Path) -> None:
    box = "Lire aussi |\n\nArticle réservé à nos abonnés\n\nLe bac de Port-Auberon repart"
    first, rest = BODY.split("\n\n", 1)
    text = f"A title of some words\n\nBy Ada Moreau\n\n{first}\n\n{box}\n\n{rest}\n"
    assert capture(tmp_path, text).text == BODY


def test_a_paragraph_with_a_name_in_brackets_behind_it_is_text_of_the_piece(tmp_path: Path) -> None:
    last = "That is my trade. Anybody can count. (Ada Moreau, 3.5.2021)"
    text = f"A title of some words\n\nLog in\n\n2 May 2021\n\n{BODY}\n\n{last}\n\nShare\n\nMenu\n"
    assert capture(tmp_path, text).text == f"{BODY}\n\n{last}"


def test_a_sentence_said_again_with_a_name_in_capitals_is_a_caption(tmp_path: Path) -> None:
    said = "A keeper by the lamp of the old quay, last January."
    head = f"A title of some words\n\nLog in\n\nBy Ada Moreau\n\n{said}\n\n{said} Jonas Weber"
    article = capture(tmp_path, f"{head}\n\n{BODY}\n")
    assert [(figure.caption, figure.credit) for figure in article.figures] == [(said, "Jonas Weber")]
    assert article.text == BODY
    more = "The lamp of the old quay is out. And nobody knows why that is."
    assert more in capture(tmp_path, f"{head}\n\n{BODY}\n\nThe lamp of the old quay is out.\n\n{more}\n").text


@pytest.mark.parametrize(
    ("lines", "figures"),
    [
        pytest.param(
            ["Image source, Quay Agency", "Image caption, Forty families live from the crossing"],
            [("Forty families live from the crossing", "Quay Agency")],
            id="a broadcaster's, in one line",
        ),
        pytest.param(
            ["图像来源，QUAY AGENCY", "图像加注文字，", "The quay at night, and all its lamps are lit."],
            [("The quay at night, and all its lamps are lit.", "QUAY AGENCY")],
            id="a broadcaster's, the caption on a line of its own",
        ),
        pytest.param(
            [
                "The keeper turns a page of it.",
                "The keeper turns a page of it. Ilse Marrant for Quay Radio",
                "Ilse Marrant for Quay Radio",
            ],
            [("The keeper turns a page of it.", "Ilse Marrant for Quay Radio")],
            id="said twice, its credit once more",
        ),
        pytest.param(
            ["The keepers meet at noon to see the boat pass.", ". Image: Ilse Marrant"],
            [("The keepers meet at noon to see the boat pass.", "Ilse Marrant")],
            id="a credit that goes on with the line above it",
        ),
    ],
)
def test_lines_about_a_picture_are_its_caption_and_credit(
    lines: list[str], figures: list[tuple[str, str]], tmp_path: Path
) -> None:
    first, *rest = BODY.split("\n\n")
    article = capture(tmp_path, "\n".join(["A title of some words", "Share", first, *lines, *rest]))
    assert [(figure.caption, figure.credit) for figure in article.figures] == figures
    assert article.text == BODY


def test_a_text_broken_at_a_width_is_joined_in_its_short_paragraphs_too(tmp_path: Path) -> None:
    first, second, third, fourth = BODY.split("\n\n")
    short = "A paragraph of two lines is broken at the width that all the others are, and it is one."
    whole = [f"{first} {second}", f"{second} {third}", f"{third} {fourth}", short]
    wrapped = "\n\n".join(textwrap.fill(paragraph, 70) for paragraph in whole)
    verse = "Low water, and the boats lie down,\nthe channel is a thread,"
    article = capture(tmp_path, f"A title of some words\n\nShare\n\n{wrapped}\n\n{verse}\n\n{whole[0]}\n")
    assert [" ".join(paragraph.text.split()) for paragraph in article.body if paragraph.text != verse] == [
        *whole,
        whole[0],
    ]
    assert verse in [paragraph.text for paragraph in article.body]


def test_a_piece_goes_on_below_a_list_of_others_in_one_paragraph_with_its_head(tmp_path: Path) -> None:
    first, second, third, _ = BODY.split("\n\n")
    listed = "Related articles\nThe quay that nobody wanted\nCan a ferry own itself?\nWe asked for boats. We got paint"
    last = "The keeper rows on, and he rows alone."
    text = f"A title of some words\n\nLog in\n\n{first}\n\n{second}\n\n{third}\n\n{listed}\n\n{third}\n\n{last}\n"
    assert capture(tmp_path, text).text == f"{first}\n\n{second}\n\n{third}\n\n{third}\n\n{last}"


def test_a_list_ends_where_a_line_says_so(tmp_path: Path) -> None:
    first, second, third, fourth = BODY.split("\n\n")
    last = f"{fourth} {first}"
    listed = ["Most read", "The quay that nobody wanted", "Can a ferry own itself?", "End of list"]
    article = capture(tmp_path, "\n".join(["A title of some words", first, second, third, *listed, last, "Menu"]))
    assert article.text == "\n\n".join([first, second, third, last])
    assert article.left_out["related links"] == 3


@pytest.mark.parametrize(
    "last",
    [
        ["— And then?", "— Then one rows.", "— Alone?", "— One is always alone on a quay."],
        ["Why?", "It was dark.", "And the lamp?", "There was none."],
        ["“It is late,” she said.", "He looked up.", "He rowed.", "He did not sing."],
    ],
    ids=["a dialogue", "an interview", "talk"],
)
def test_a_piece_ends_on_as_many_short_sentences_as_are_said_in_it(last: list[str], tmp_path: Path) -> None:
    said = "\n\n".join(last)
    text = f"A title of some words\n\nLog in\n\n{BODY}\n\n{said}\n\nMost read\n\nThe quay that nobody wanted\n"
    assert capture(tmp_path, text).text == f"{BODY}\n\n{said}"


def test_a_piece_goes_on_below_a_box_and_its_button(tmp_path: Path) -> None:
    last = "On Thursday, says the keeper of the quay, the evening ferry slowed down.\n\n—For a cow.\n\n—But it slowed."
    box = "Support our journalism and the keepers of it.\n\nSubscribe"
    text = f"A title of some words\n\nLog in\n\n{BODY}\n\n{BODY}\n\n{box}\n\n{last}\n\nComments\n"
    assert capture(tmp_path, text).text == f"{BODY}\n\n{BODY}\n\n{last}"


def test_a_piece_goes_on_below_a_list_or_a_table_that_it_announces(tmp_path: Path) -> None:
    announced = "These are the figures that the harbour office gives of it:"
    cells = "\n\n".join(["Year", "Boats", "Ferries", "1998", "41", "212", "2018", "12", "9"])
    text = f"A title of some words\n\nLog in\n\n{BODY}\n\n{announced}\n\n{cells}\n\n{BODY}\n\nMost read\n\nThe quay\n"
    assert capture(tmp_path, text).text == f"{BODY}\n\n{announced}\n\n{cells}\n\n{BODY}"


def test_the_day_of_another_piece_goes_with_its_headline(tmp_path: Path) -> None:
    linked = "Read more: The quay that nobody wanted\n\nFebruary 17, 2021"
    article = capture(tmp_path, "\n\n".join(["A title of some words", BODY, BODY, linked, BODY]))
    assert article.text == "\n\n".join([BODY, BODY, BODY])


@pytest.mark.parametrize(
    ("standfirst", "first"),
    [
        pytest.param(
            "In a guest essay, Ada Moreau says why a quay without a ferry binds more than one with two.",
            "",
            id="it presents the author",
        ),
        pytest.param(
            "Ferries are counted before anybody has decided what for. It is the people who will pay.",
            "PORT AUBERON – ",
            id="the place stands below it",
        ),
    ],
)
def test_a_standfirst_below_the_byline_is_told_by_what_it_says_or_by_what_follows(
    standfirst: str, first: str, tmp_path: Path
) -> None:
    text = f"A title of some words\n\nBy Ada Moreau\n\n{standfirst}\n\nShare\n\n{first}{BODY}\n"
    article = capture(tmp_path, text)
    assert (article.standfirst, article.text) == (standfirst, f"{first}{BODY}")


def test_a_late_byline_and_dateline_are_none_of_the_body(tmp_path: Path) -> None:
    first, rest = BODY.split("\n\n", 1)
    box, marks = (
        "Get alerts and reports, and the stories that matter, each morning.",
        "Nov. 19, 2019, 8:41 AM UTC\n\nBy Ada Moreau",
    )
    article = capture(tmp_path, f"A title of some words\n\n{first}\n\n{box}\n\n{marks}\n\n{rest}\n")
    assert "Nov. 19" not in article.text
    assert "Ada Moreau" not in article.text


def test_where_a_piece_was_first_published_is_part_of_it_in_text_and_on_a_web_page(tmp_path: Path) -> None:
    note = "This article was originally published by the Quayside Review."
    assert capture(tmp_path, f"A title of some words\n\n{BODY}\n\n{note}\n").text == f"{BODY}\n\n{note}"
    page = tmp_path / "page.html"
    shown = "".join(f"<p>{text}</p>" for text in [*BODY.split("\n\n"), note])
    page.write_text(f"<html><body><h1>A title of some words</h1>{shown}</body></html>", encoding="utf-8")
    [article] = pipeline.articles_of(page, KNOWN)
    assert article.text == f"{BODY}\n\n{note}"


def test_one_host_claimed_by_two_site_files_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    claim = sites.Site(hosts=("x.example",), publication="X")
    monkeypatch.setattr(sites, "_all", lambda: {"one": claim, "two": replace(claim, publication="Y")})
    path = tmp_path / "piece.txt"
    path.write_text(BODY, encoding="utf-8")
    with pytest.raises(Exception, match=r"sites/one\.py and sites/two\.py both claim"):
        list(pipeline.articles_of(path, KNOWN, Facts(url="https://www.x.example/a")))


_HARBOUR = [
    "The harbour has been dredged every spring since 1911, and nobody has asked the pilots what they think of it.",
    "That is a mistake, and it is an expensive one, as the town will find out this winter when the ferry turns.",
    "I have stood on the quay for forty years, and I have seen three harbour masters come and go with their plans.",
]


@pytest.mark.parametrize(
    ("lines", "title", "authors"),
    [
        (
            [
                "The pilots are leaving",
                "Ada Moreau",
                "Ada Moreau is a columnist who writes about ports",
                "March 3, 2022",
            ],
            "The pilots are leaving",
            ("Ada Moreau",),
        ),
        (
            ["Opinion | Ferries are late", "By Ada Moreau", "March 3, 2022"],
            "Ferries are late",
            ("Ada Moreau",),
        ),
        (
            ["Ferries are late again", "By ADA MOREAU", "Updated: 04/03/2022 10:30", "Published: 03/03/2022 08:00"],
            "Ferries are late again",
            ("Ada Moreau",),
        ),
    ],
    ids=["who the author is", "a label before a bar", "moments in numbers"],
)
def test_what_stands_below_a_title_is_not_taken_for_it(
    lines: list[str], title: str, authors: tuple[str, ...], tmp_path: Path
) -> None:
    capture = tmp_path / "x.txt"
    capture.write_text("\n\n".join([*lines, "Share", *_HARBOUR, "All rights reserved."]), encoding="utf-8")
    [article] = pipeline.articles_of(capture, KNOWN)
    assert (article.title, article.authors) == (title, authors)
