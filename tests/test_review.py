"""A review: what the importer is not sure of goes into a spreadsheet, and a person's answers come back as sidecars."""

import csv
import datetime as dt
import shutil
from collections.abc import Mapping
from pathlib import Path
from time import process_time

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart

from plugins import front_matter
from plugins.importer import decisions, pipeline, review, sidecar
from plugins.importer.errors import CaptureError
from plugins.importer.model import Facts, Question

COPIES = Path(__file__).parent / "fixtures" / "copies"
HOSTILE = '=HYPERLINK("https://x.example";"click") \u202eلا\u202c'
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="author" content="{author}"><meta property="article:published_time" content="2021-05-14"></head>
<body><nav><a href="/">Home</a></nav><article><h1>{title}</h1><p class="byline">{byline}</p>{paragraphs}</article>
<footer>© The Small Courier</footer></body></html>"""
FEED = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Small Courier</title><item><title>A letter, unsigned</title><guid>https://courier.example/letter</guid>
<link>https://courier.example/letter</link><pubDate>Tue, 01 Jan 2019 10:00:00 +0000</pubDate>
<content:encoded><![CDATA[{paragraphs}]]></content:encoded></item></channel></rss>"""


def prose(word: str) -> str:
    """A dozen paragraphs that no other word gives."""
    return "".join(
        f"<p>Of the {word} in house {number} it is said that {word} {number} was never late, and that nobody who "
        f"lived by {word} {number + 40} had any reason to complain of it in the year {1800 + number}.</p>"
        for number in range(12)
    )


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with captures that leave questions open, imported."""
    content = tmp_path_factory.mktemp("review") / "content"
    captures = content / "captures"
    captures.mkdir(parents=True)
    for name in ("clock.html", "clock-later.html", "tides-first.txt", "tides-first.toml"):
        shutil.copy(COPIES / name, captures / name)
    hostile = {"title": "On gates", "author": HOSTILE.replace('"', "&quot;"), "byline": "By 40 thieves\nand others"}
    (captures / "gates.html").write_text(PAGE.format(paragraphs=prose("gate"), **hostile), encoding="utf-8")
    (captures / "feed.xml").write_text(FEED.format(paragraphs=prose("lamp")), encoding="utf-8")
    assert pipeline.import_captures(content).faults == []
    return content


@pytest.fixture
def content(imported: Path, tmp_path: Path) -> Path:
    """That archive, for one test."""
    return shutil.copytree(imported, tmp_path / "content")


def asked(content: Path) -> dict[tuple[str, str], review.Row]:
    """(capture, field) -> its question."""
    return {(row.capture, row.question.field): row for row in review.rows(content)}


def answered(content: Path, answers: Mapping[tuple[str, str], str | dt.datetime]) -> Path:
    """The spreadsheet of a review with answers in its last column."""
    path = content.parent / "review.xlsx"
    path.write_bytes(review.workbook(review.rows(content), content))
    book = load_workbook(path)
    for row in book.worksheets[0].iter_rows(min_row=2):
        key = (str(row[1].value), str(row[2].value))
        if key in answers:
            row[-1].value = answers[key]
    book.save(path)
    return path


def applied(content: Path, path: Path) -> decisions.Decisions:
    """The answers of a spreadsheet, taken back and imported."""
    found = decisions.plan(path, content / "captures")
    assert found.faults == ()
    found.carry_out()
    assert pipeline.import_captures(content, found.captures).faults == []
    return found


def fields(content: Path, slug: str) -> front_matter.Fields:
    [path] = content.rglob(f"{slug}.md")
    return front_matter.read(path.read_text(encoding="utf-8"))[0]


PART = "feed.xml#https://courier.example/letter"


def test_a_review_asks_for_what_is_not_sure_with_value_evidence_and_address(content: Path) -> None:
    found = asked(content)
    assert set(found) == {
        ("clock.html", "copy"),
        ("gates.html", "authors"),
        ("gates.html", "publication"),
        ("tides-first.txt", "authors"),
        (PART, "authors"),
    }
    tides = found["tides-first.txt", "authors"]
    assert tides.question.evidence == "line 'By the pilot house'"
    assert (tides.article, tides.address) == (
        "2023/11/high-water.md",
        "https://www.lantern.example/tides/high-water-tides-first/",
    )
    [version] = [row for (_, field), row in found.items() if field == "copy"]
    assert version.question.evidence.startswith("places that differ: 1; the first: …six kilograms and holds")
    assert "…four kilograms" in version.question.evidence


def test_a_missing_author_and_publication_are_asked_for_with_what_there_is_of_them(content: Path) -> None:
    found = asked(content)
    assert found[PART, "authors"].question == Question("authors", "", "none was found")
    assert found["gates.html", "publication"].question == Question("publication", "", "none was found")
    (content / "captures" / "gates.toml").write_text('url = "https://gates.example/x"\n', encoding="utf-8")
    pipeline.import_captures(content)
    assert asked(content)["gates.html", "publication"].question.evidence == "address: gates.example"


def test_what_another_capture_of_a_piece_filled_is_not_asked_for(tmp_path: Path) -> None:
    captures = tmp_path / "content" / "captures"
    captures.mkdir(parents=True)
    page = (COPIES / "clock.html").read_text("utf-8")
    byline = '<p class="byline">By <a rel="author" href="/authors/x">Nela Ortwin</a></p>'
    author = ',"author":{"@type":"Person","name":"Nela Ortwin"}'
    assert byline in page and author in page
    (captures / "clock.html").write_text(page.replace(byline, "").replace(author, ""), encoding="utf-8")
    pipeline.import_captures(captures.parent)
    assert ("clock.html", "authors") in asked(captures.parent)
    shutil.copy(COPIES / "clock.txt", captures / "clock.txt")
    pipeline.import_captures(captures.parent)
    assert fields(captures.parent, "the-clock-that-keeps-two-times")["authors"] == ["Nela Ortwin"]
    assert ("clock.html", "authors") not in asked(captures.parent)


def test_no_cell_of_the_spreadsheet_is_a_formula_whatever_a_page_says(content: Path) -> None:
    path = answered(content, {})
    sheet = load_workbook(path).worksheets[0]
    assert sheet.freeze_panes == "A2"
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert any("=HYPERLINK" in str(cell.value) and "\u202e" in str(cell.value) for cell in cells)
    links = {str(cell.hyperlink.target) for cell in cells if cell.hyperlink}
    assert {"content/2023/11/high-water.md", "https://www.lantern.example/tides/high-water-tides-first/"} <= links


def test_answers_come_back_as_sidecars_and_are_not_asked_for_again(content: Path) -> None:
    beside = content / "captures" / "tides-first.toml"
    beside.write_text(f"# from the paper's own archive\n{beside.read_text('utf-8')}", encoding="utf-8")
    [copy] = [capture for capture, field in asked(content) if field == "copy"]
    path = answered(
        content,
        {
            (copy, "copy"): "same",
            ("gates.html", "authors"): "-",
            ("gates.html", "publication"): "–",
            ("tides-first.txt", "authors"): "Ida Roon; Jo Brill",
            (PART, "authors"): "Ada Moreau",
        },
    )
    found = applied(content, path)
    assert len(found.edits) == 4
    assert beside.read_text("utf-8").startswith("# from the paper's own archive\n")
    assert sidecar.read(content / "captures" / "tides-first.txt").authors == ("Ida Roon", "Jo Brill")
    assert fields(content, "high-water")["authors"] == ["Ida Roon", "Jo Brill"]
    assert "authors" not in fields(content, "on-gates")
    assert all(
        "differs" not in each for each in fields(content, "the-clock-that-keeps-two-times")["source"]["captures"]
    )
    assert asked(content) == {}
    assert decisions.plan(path, content / "captures").edits == ()


def test_what_answers_would_change_is_told_as_a_person_would_write_it(content: Path) -> None:
    beside = content / "captures" / "gates.toml"
    beside.write_text('authors = ["Ada"]\nlanguage = "en"\nwithout = ["date"]\n', encoding="utf-8")
    rows = ["authors,-", "publication,none", "language,fr", "date,2021-05-14"]
    path = content.parent / "answers.csv"
    path.write_text("\n".join(["capture,field,your answer", *(f"gates.html,{row}" for row in rows)]), encoding="utf-8")
    told = [str(edit).removeprefix(f"{beside}: ") for edit in decisions.plan(path, content / "captures").edits]
    assert told == [
        "authors: Ada is taken out",
        "language: en -> fr",
        "authors: none; publication: none; date: no longer none",
        "date: 2021-05-14",
    ]


def test_the_answer_for_a_part_of_a_container_is_a_row_of_its_folders_table(content: Path) -> None:
    table = content.parent / "answers.csv"
    with table.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerows([["capture", "field", "your answer"], [PART, "authors", "Ada Moreau"], [PART, "date", ""]])
    applied(content, table)
    rows = (content / "captures" / "captures.csv").read_text(encoding="utf-8").splitlines()
    assert rows == ["file,authors", f"{PART},Ada Moreau"]
    assert fields(content, "a-letter-unsigned")["authors"] == ["Ada Moreau"]
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["capture", "field", "your answer"], [PART, "date", "2019-02-03"]])
    applied(content, table)
    assert fields(content, "a-letter-unsigned")["date"] == "2019-02-03"
    assert fields(content, "a-letter-unsigned")["authors"] == ["Ada Moreau"]


def test_a_table_with_semicolons_keeps_them_when_an_answer_is_written_into_it(content: Path) -> None:
    table = content / "captures" / "captures.csv"
    table.write_text("file;title\ngates.html;On gates, again\n", encoding="utf-8")
    applied(content, answered(content, {("gates.html", "authors"): "Ida Roon; Jo Brill"}))
    assert table.read_text("utf-8").splitlines() == [
        "file;title;authors",
        'gates.html;On gates, again;"Ida Roon; Jo Brill"',
    ]
    assert sidecar.read(content / "captures" / "gates.html").authors == ("Ida Roon", "Jo Brill")


def test_a_day_may_be_a_spreadsheets_day_and_other_keys_stay_as_they_are(content: Path) -> None:
    path = answered(content, {("tides-first.txt", "authors"): dt.datetime(2023, 11, 10)})
    book = load_workbook(path)
    [row] = [row for row in book.worksheets[0].iter_rows(min_row=2) if row[1].value == "tides-first.txt"]
    row[2].value = "date"
    book.save(path)
    applied(content, path)
    beside = sidecar.read(content / "captures" / "tides-first.txt")
    assert (beside.date, beside.publication) == (dt.date(2023, 11, 10), "The Lantern Post")


def test_a_sidecar_that_two_captures_share_is_left_to_the_other(content: Path) -> None:
    captures = content / "captures"
    shutil.copy(COPIES / "clock.txt", captures / "gates.txt")
    (captures / "gates.toml").write_text('publication = "The Small Courier"\n', encoding="utf-8")
    pipeline.import_captures(content)
    applied(content, answered(content, {("gates.html", "authors"): "Ada Moreau"}))
    assert sidecar.read(captures / "gates.html") == Facts(publication="The Small Courier", authors=("Ada Moreau",))
    assert sidecar.read(captures / "gates.txt") == Facts(publication="The Small Courier")


@pytest.mark.parametrize(
    ("capture", "field", "answer", "reason"),
    [
        ("gates.html", "date", "soon", "date 'soon' is no day"),
        ("gates.html", "date", "0001-01-01", "date 0001-01-01 is of no year from 1500 to 2200"),
        ("gates.html", "copy", "maybe", "copy 'maybe' is not known"),
        ("gates.html", "title", "-", "title cannot be none"),
        ("gates.html", "skip", "true", "no field 'skip' is asked for"),
        ("../archive.toml", "title", "x", "there is no capture '../archive.toml'"),
        ("gates.html", "title", "#REF!", "its answer is the error #REF!"),
        ("x/../gates.html", "title", "x", "there is no capture 'x/../gates.html'"),
        ("ledger.jsonl", "title", "x", "there is no capture 'ledger.jsonl'"),
        ("a" * 300, "title", "x", f"there is no capture '{'a' * 80}…'"),
        ("gone.html", "title", "x", "there is no capture 'gone.html'"),
    ],
)
def test_an_answer_that_no_sidecar_takes_is_named_with_its_row_and_nothing_is_written(
    content: Path, capture: str, field: str, answer: str, reason: str
) -> None:
    path = content.parent / "answers.csv"
    rows = [["capture", "field", "your answer"], ["gates.html", "authors", "Ada Moreau"], [capture, field, answer]]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    (content / "archive.toml").write_text("", encoding="utf-8")
    found = decisions.plan(path, content / "captures")
    [fault] = found.faults
    assert str(fault).startswith(f"{path}: row 3: review: {reason}")


def test_of_a_spreadsheet_with_a_stray_cell_the_answers_alone_are_read(content: Path) -> None:
    path = answered(content, {("gates.html", "authors"): "Ada Moreau"})
    book = load_workbook(path)
    book.worksheets[0]["XFD1048576"] = "stray"
    book.save(path)
    start = process_time()
    assert decisions.plan(path, content / "captures").edits
    assert process_time() - start < 10


def test_a_workbook_of_charts_alone_is_no_review(content: Path) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    book.create_chartsheet("chart").add_chart(BarChart())
    book.save(path := content.parent / "other.xlsx")
    with pytest.raises(CaptureError, match=r"other\.xlsx: review: it cannot be read"):
        decisions.plan(path, content / "captures")


def test_what_is_no_review_and_an_archive_without_a_ledger_are_named(content: Path) -> None:
    path = content.parent / "other.xlsx"
    for data in (b"", b"PK\x03\x04no workbook", b"file,answer\n"):
        path.write_bytes(data)
        with pytest.raises(CaptureError, match=r"other\.xlsx: review: it cannot be read"):
            decisions.plan(path, content / "captures")
    (content / "captures" / "ledger.jsonl").unlink()
    with pytest.raises(CaptureError, match="import the captures first"):
        review.rows(content)


def test_what_a_person_wrote_into_an_article_is_not_asked_for(content: Path) -> None:
    [path] = content.rglob("high-water.md")
    path.write_text(path.read_text("utf-8").replace("language: en", "language: en\nauthors: [Ida Roon]"), "utf-8")
    assert ("tides-first.txt", "authors") not in asked(content)
