"""What was captured, beside what is published: kept by the importer, shown where the owner says so, nowhere else."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from bs4 import BeautifulSoup
from markupsafe import Markup

from plugins.accounts import Row, rows
from plugins.importer import accounts
from tests.conftest import CAPTURE, Sites


def article(content: str) -> Any:
    texts = {"standfirst": "", "note": "", "author_note": "", "corrections": (), "authors": (), "tags": (), "day": None}
    return SimpleNamespace(content=Markup(content), headline=Markup("The ferry"), lang="en", **texts)


def part(text: str, fate: str = "body", rule: str = "prose") -> dict[str, str]:
    return {"text": text, "fate": fate, "rule": rule}


def test_each_part_stands_beside_what_is_published_of_it() -> None:
    published = """<p>It's <em>late</em> again.</p>
        <figure class="figure"><figcaption><span class="caption">The ferry.</span>
        <span class="credit">AP</span></figcaption>
        </figure><p>A paragraph that somebody mended.</p><p>One of our own.</p>
        <ul><li>First</li><li>Last</li></ul>"""
    captured = [
        part("Menu", "dropped", "navigation"),
        part("THE FERRY", "title"),
        part("It’s late again."),
        part("A paragraph that sombody misspelt."),
        part("The ferry.", "caption"),
        part("(Photo: AP)", "credit"),
        part("First"),
        part("Last"),
        part("Only in the capture."),
    ]
    shown = [(row.captured, row.published) for row in rows(captured, article(published))]
    assert shown == [
        ("Menu", ""),
        ("THE FERRY", "The ferry"),
        ("It’s late again.", "It's late again."),
        ("A paragraph that sombody misspelt.", ""),
        ("The ferry.", "The ferry."),
        ("(Photo: AP)", "AP"),
        ("", "A paragraph that somebody mended."),
        ("", "One of our own."),
        ("First", "First"),
        ("Last", "Last"),
        ("Only in the capture.", ""),
    ]
    assert rows(captured, article(published))[2].is_same
    assert not rows(captured, article(published))[1].is_same
    one = rows([part("One."), part("Two, mispelt."), part("Three.")], article("<p>One.</p><p>Two.</p><p>Three.</p>"))
    assert one[1] == Row("Two, mispelt.", "body", "prose", "Two.")


def test_lines_that_became_one_paragraph_and_a_paragraph_that_became_lines_are_found() -> None:
    first, second = "The first line of a long poem,", "and the second line of the same"
    joined = rows([part(first), part(second)], article(f"<p>{first} {second}</p>"))
    assert [row.published for row in joined] == [f"{first} {second}"] * 2
    assert [row.published for row in rows([part(f"{first}\n{second}")], article(f"<p>{first}<br>{second}</p>"))] == [
        f"{first} {second}"
    ]


def test_accounts_follow_the_captures_and_are_made_once(tmp_path: Path) -> None:
    content, folder = tmp_path / "content", tmp_path / "accounts"
    capture = content / "captures" / "ferry.txt"
    capture.parent.mkdir(parents=True)
    capture.write_text(f"Share on Facebook\n\n{CAPTURE}", encoding="utf-8")
    accounts.keep(content, folder)
    (made,) = (path for path in folder.glob("*.json") if path.name != accounts.INDEX)
    assert {"text": "Share on Facebook", "fate": "dropped", "rule": "share bar"} in json.loads(made.read_text())
    made.write_text("[]")
    accounts.keep(content, folder)
    assert made.read_text() == "[]"
    capture.with_suffix(".toml").write_text('title = "Late"\n')
    accounts.keep(content, folder)
    assert made.read_text() != "[]"
    capture.unlink()
    accounts.keep(content, folder)
    assert [path.name for path in folder.iterdir()] == [accounts.INDEX]


def test_what_was_left_out_is_shown_on_the_captures_page_alone(built_site: Sites) -> None:
    page = built_site.root / "2021/05/14/a-box-a-canal-and-the-price-of-patience"
    shown = BeautifulSoup((page / "capture" / "index.html").read_text(), "html.parser")
    assert shown.select_one('meta[name="robots"]')["content"] == "noindex"  # type: ignore[index]
    lines = [[cell.get_text(" ", strip=True) for cell in row.find_all("td")] for row in shown.select("tbody tr")]
    assert ["Accept cookies?", "Left out consent button", ""] in lines
    assert ["14 May 2021 06.00", "Moved dateline", "14 May 2021"] in lines
    assert ["January. There is no box.", "Kept", "January. There is no box."] in lines
    telling = [path for path in built_site.root.rglob("*.*") if b"Accept cookies?" in path.read_bytes()]
    assert telling
    assert {path.parent.name for path in telling} == {"capture"}
    assert "/capture/" not in (built_site.root / "sitemap.xml").read_text()
    box = BeautifulSoup((page / "index.html").read_text(), "html.parser").select_one(".provenance")
    assert box
    assert box.find("a", href="/2021/05/14/a-box-a-canal-and-the-price-of-patience/capture/")
    assert "related links 3" in " ".join(box.get_text(" ").split())
