"""What machines read of an article's page, read back from real builds and compared with the article."""

import csv
import json
import re
import shutil
import xml.etree.ElementTree as etree
from collections.abc import Callable
from pathlib import Path
from typing import Any

import extruct
import pytest
from bs4 import BeautifulSoup

from plugins import front_matter
from plugins.machine_readable import images
from tests.conftest import SITE, Files, files, pelican
from tests.test_site import ATOM

ADDRESS = "https://x.example/archive"
HARBOUR = "2024/05/14/the-harbour-account/"
TITLE = '"The harbour" account: 5 < 6 & <b>bold</b> claims'
ORIGINAL = "https://gazette.example/2024/05/14/harbour.html"


@pytest.fixture
def site(fixture_site: Callable[[str], Files]) -> Files:
    return fixture_site(ADDRESS)


def page(site: Files, url: str = HARBOUR) -> str:
    return site[f"{url}index.html"].decode()


def metas(html: str, kind: str = "name") -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in BeautifulSoup(html, "html.parser").find_all("meta", attrs={kind: True}):
        found.setdefault(str(meta[kind]), []).append(str(meta["content"]))
    return found


@pytest.mark.filterwarnings("ignore")
def graph(html: str, address: str = ADDRESS) -> list[dict[str, Any]]:
    (found,) = extruct.extract(html, base_url=address, syntaxes=["json-ld"])["json-ld"]
    nodes: list[dict[str, Any]] = found["@graph"]
    return nodes


def test_json_ld_tells_who_wrote_what_and_when(site: Files) -> None:
    opinion, trail = graph(page(site))
    wanted = {
        "@type": "OpinionNewsArticle",
        "url": f"{ADDRESS}/{HARBOUR}",
        "headline": TITLE,
        "datePublished": "2024-05-14",
        "dateModified": "2024-05-20T09:00:00+00:00",
        "inLanguage": "en",
        "articleSection": "High Water",
        "keywords": ["Ports", "Transport"],
        "isBasedOn": ORIGINAL,
        "archivedAt": f"{ADDRESS}/{HARBOUR}",
        "copyrightNotice": "Invented; free to use.",
    }
    assert {name: opinion.get(name) for name in wanted} == wanted
    assert opinion["publisher"]["name"] == "The Tidewater Gazette"
    assert [(each["@type"], each["name"], each["url"]) for each in opinion["author"]] == [
        ("Person", "Ada Moreau", f"{ADDRESS}/authors/ada-moreau/"),
        ("Person", "Ben Osei", f"{ADDRESS}/authors/ben-osei/"),
    ]
    assert [(each["position"], each["name"], each["item"]) for each in trail["itemListElement"]] == [
        (1, "Columns", f"{ADDRESS}/columns/"),
        (2, "High Water", f"{ADDRESS}/columns/high-water/"),
        (3, TITLE, f"{ADDRESS}/{HARBOUR}"),
    ]


def test_json_ld_holds_corrections_and_pictures_with_their_credit(site: Files) -> None:
    opinion, _ = graph(page(site))
    assert [(each["text"], each.get("datePublished")) for each in opinion["correction"]] == [
        ("An earlier version gave “1994” for 1995.", "2024-05-20"),
        ("The harbour is in the north.", None),
    ]
    (image,) = opinion["image"]
    assert image["@type"] == "ImageObject"
    assert image["caption"] == "The quay at dawn, with the “old” cranes."
    assert image["creditText"] == "Photo: J. Pell/Gazette"
    assert image["description"] == "Three cranes over grey water"
    assert image["contentUrl"].startswith(f"{ADDRESS}/{HARBOUR}")


@pytest.mark.filterwarnings("ignore")
def test_open_graph_reads_as_an_article(site: Files) -> None:
    (found,) = extruct.extract(page(site), syntaxes=["opengraph"])["opengraph"]
    facts = dict(found["properties"])
    assert facts["og:type"] == "article"
    assert facts["og:title"] == TITLE
    assert facts["og:url"] == f"{ADDRESS}/{HARBOUR}"
    assert facts["og:image"].startswith(f"{ADDRESS}/{HARBOUR}")
    assert facts["article:published_time"] == "2024-05-14"


def test_highwire_and_dublin_core_say_what_zotero_asks(site: Files) -> None:
    said = metas(page(site))
    assert said["dc.type"] == ["newspaperArticle"]
    assert said["citation_title"] == said["dc.title"] == [TITLE]
    assert said["citation_author"] == said["dc.creator"] == ["Moreau, Ada", "Osei, Ben"]
    assert said["citation_publication_date"] == ["2024/05/14"]
    assert said["citation_keywords"] == said["dc.subject"] == ["Ports", "Transport"]
    assert said["dc.publisher"] == said["prism.publicationName"] == ["The Tidewater Gazette"]
    assert said["dc.source"] == [ORIGINAL]
    assert "citation_journal_title" not in said


def test_a_page_says_each_fact_once_and_only_where_it_is_known(site: Files) -> None:
    for name, data in site.items():
        if name.endswith(".html"):
            assert 'content=""' not in data.decode(), name
            said = metas(data.decode(), "property")
            assert all(len(said[key]) == 1 for key in said if key.startswith("og:")), name


def test_cite_as_and_the_robust_link_name_both_addresses(site: Files) -> None:
    html = BeautifulSoup(page(site), "html.parser")
    assert [link["href"] for link in html.select('link[rel="cite-as"]')] == [f"{ADDRESS}/{HARBOUR}"]
    (link,) = html.select("a[data-originalurl]")
    assert link["href"] == link["data-originalurl"] == ORIGINAL
    assert link["data-versionurl"] == f"{ADDRESS}/{HARBOUR}"
    assert link["data-versiondate"] == "2024-05-21"


def test_at_home_a_page_names_itself_by_its_path_and_promises_no_lasting_address(
    fixture_site: Callable[[str], Files],
) -> None:
    html = page(fixture_site(""))
    opinion, _ = graph(html, "")
    assert opinion["url"] == f"/{HARBOUR}"
    assert "archivedAt" not in opinion
    assert 'rel="cite-as"' not in html
    assert "og:url" not in metas(html, "property")
    assert "data-versionurl" not in html


def test_a_hidden_piece_stands_in_no_trail(site: Files) -> None:
    assert [node["@type"] for node in graph(page(site, "2025/01/10/a-hidden-piece/"))] == ["OpinionNewsArticle"]


def test_json_ld_cannot_end_its_element(site: Files) -> None:
    for name, data in site.items():
        for script in re.findall(r"<script[^>]*>(.*?)</script", data.decode(errors="replace"), re.DOTALL):
            assert not set("<>&") & set(script), name


def test_a_figure_of_any_shape_gives_its_parts() -> None:
    html = (
        '<figure class="figure figure-unpictured"><figcaption><span class="caption">None</span></figcaption></figure>'
        '<figure class="figure"><picture><img src="/a.png" alt="A &amp; B" srcset="/b.png 2x"></picture><figcaption>'
        '<span class="caption">One <span lang="fr">deux</span> three</span> <span class="credit">AP</span></figcaption>'
        "</figure>"
    )
    (image,) = images(html)
    assert (image.url, image.alt, image.caption, image.credit, image.size) == (
        "/a.png",
        "A & B",
        "One deux three",
        "AP",
        None,
    )


# The archive as data --------------------------------------------------------------------------------------------------


def test_the_table_and_the_lines_hold_every_listed_article_in_the_same_words(site: Files) -> None:
    lines = [json.loads(line) for line in site["archive.jsonl"].decode().splitlines()]
    rows = list(csv.DictReader(site["archive.csv"].decode().splitlines()))
    assert len(lines) == len(rows) == 6
    assert [line["url"] for line in lines] == [row["url"] for row in rows]
    (harbour,) = [line for line in lines if line["url"].endswith(HARBOUR)]
    wanted = {
        "title": TITLE,
        "authors": ["Ada Moreau", "Ben Osei"],
        "date": "2024-05-14",
        "tags": ["Ports", "Transport"],
        "original": ORIGINAL,
        "sha256": ["74e1faade1d233eb", "0b1f7d2ac1e94c7e"],
        "figures": 2,
        "slug": "the-harbour-account",
        "versions": ["2024-05-23T08:00:00+00:00: https://courier.example/reprints/harbour"],
        "aliases": [f"{ADDRESS}/2024/05/13/harbour-account/", f"{ADDRESS}/opinion/harbour.html"],
        "editors_note": "The Gazette’s High Water looks at what the sea takes.",
        "corrections": [
            "2024-05-20: An earlier version gave “1994” for 1995.",
            "The harbour is in the north.",
        ],
    }
    assert {name: harbour[name] for name in wanted} == wanted
    (row,) = [row for row in rows if row["url"].endswith(HARBOUR)]
    assert row["authors"] == "Ada Moreau; Ben Osei"
    assert row["title"] == TITLE
    assert row["corrections"].startswith("2024-05-20: An earlier version gave “1994” for 1995.; The harbour")
    assert row.keys() == harbour.keys()


def test_every_page_of_an_article_leads_to_its_markdown(site: Files) -> None:
    pages = [name for name, data in site.items() if b"OpinionNewsArticle" in data]
    assert len(pages) == 7
    for name in pages:
        (link,) = BeautifulSoup(site[name], "html.parser").select('link[type="text/markdown"]')
        assert str(link["href"]).removeprefix(f"{ADDRESS}/") in site


def test_the_published_markdown_keeps_the_text_and_nothing_of_the_work_on_it(site: Files) -> None:
    fields, body = front_matter.read(site[f"{HARBOUR}index.md"].decode())
    _, source = front_matter.read(Path(SITE, "2024/05/the-harbour-account.md").read_text("utf-8"))
    assert body.strip() == source.strip()
    assert fields["title"] == TITLE
    assert fields["source"]["captures"] == [{"sha256": "74e1faade1d233eb"}, {"sha256": "0b1f7d2ac1e94c7e"}]
    assert not {"imported", "fates", "importer", "tags", "permalink"} & set(fields["source"])
    assert not {"status", "aliases"} & set(fields)


# Feeds ----------------------------------------------------------------------------------------------------------------


def test_beside_each_atom_feed_lies_the_same_as_json(site: Files) -> None:
    atoms = {name for name in site if name.endswith(".atom.xml")}
    assert {"feeds/all.atom.xml", "feeds/tags/ports.atom.xml", "feeds/columns/high-water.atom.xml"} <= atoms
    assert "feeds/authors/ada-moreau.atom.xml" in atoms
    for name in atoms:
        feed = json.loads(site[name.replace(".atom.xml", ".json")])
        atom = etree.fromstring(site[name])
        assert [item["id"] for item in feed["items"]] == [each.text for each in atom.iterfind(f"{ATOM}entry/{ATOM}id")]
        assert feed["title"] == atom.findtext(f"{ATOM}title")
        assert feed["feed_url"] == f"{ADDRESS}/{name.replace('.atom.xml', '.json')}"


def test_a_json_item_tells_what_the_article_is(site: Files) -> None:
    items = json.loads(site["feeds/tags/ports.json"])["items"]
    (item,) = [item for item in items if item["url"].endswith(HARBOUR)]
    wanted = {
        "id": f"{ADDRESS}/{HARBOUR}",
        "external_url": ORIGINAL,
        "title": TITLE,
        "date_published": "2024-05-14T00:00:00+02:00",
        "date_modified": "2024-05-20T09:00:00+00:00",
        "authors": [
            {"name": "Ada Moreau", "url": f"{ADDRESS}/authors/ada-moreau/"},
            {"name": "Ben Osei", "url": f"{ADDRESS}/authors/ben-osei/"},
        ],
        "tags": ["High Water", "Ports", "Transport"],
        "language": "en",
    }
    assert {name: item[name] for name in wanted} == wanted
    assert "<p>“It isn’t much,”" in item["content_html"]
    assert 'src="/' not in item["content_html"]


def test_a_page_leads_to_its_feeds_in_both_kinds(site: Files) -> None:
    links = BeautifulSoup(site["tags/ports/index.html"], "html.parser").select('link[rel="alternate"]')
    assert [str(link["href"]).removeprefix(ADDRESS) for link in links] == [
        "/feeds/tags/ports.atom.xml",
        "/feeds/tags/ports.json",
        "/feeds/all.atom.xml",
        "/feeds/all.json",
    ]


# Former addresses -----------------------------------------------------------------------------------------------------


def target(site: Files, file: str) -> str:
    """Where a redirecting page leads."""
    return str(BeautifulSoup(site[file], "html.parser").select('link[rel="canonical"]')[0]["href"])


def test_the_path_of_the_original_leads_to_the_piece(site: Files) -> None:
    assert target(site, "2024/05/14/harbour.html") == f"{ADDRESS}/{HARBOUR}"


def test_a_former_name_leads_to_its_tag_or_author_and_a_mere_word_does_not(tmp_path: Path) -> None:
    shutil.copytree(SITE, tmp_path / "content")
    tags = "Docks: {names: [Harbours, Ports], former: [Havens & Quays]}\nUnused: {former: [Never]}\n"
    (tmp_path / "content" / "tags.yaml").write_text(tags, encoding="utf-8")
    authors = "Ada Moreau: {variants: [Ada M. Moreau], cited: 'Moreau of Ansel, Ada'}\n"
    (tmp_path / "content" / "authors.yaml").write_text(authors, encoding="utf-8")
    assert pelican(tmp_path / "content", tmp_path / "output", SITEURL=ADDRESS).returncode == 0
    site = files(tmp_path / "output")
    assert target(site, "authors/ada-m-moreau/index.html") == f"{ADDRESS}/authors/ada-moreau/"
    assert metas(page(site))["citation_author"] == ["Moreau of Ansel, Ada", "Osei, Ben"]
    assert target(site, "tags/ports/index.html") == f"{ADDRESS}/tags/docks/"
    assert target(site, "tags/havens-quays/index.html") == f"{ADDRESS}/tags/docks/"
    assert not {"tags/harbours/index.html", "tags/never/index.html"} & set(site)
