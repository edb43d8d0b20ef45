"""Folders of fixtures: each capture gives what stands beside it; and a publication's own file, begun from a capture."""

from dataclasses import replace
from pathlib import Path

import pytest

from plugins.commands import fixtures
from plugins.importer import pipeline, sites
from plugins.importer.knowledge import Knowledge

from .conftest import Project

FOLDERS = fixtures.folders()


@pytest.mark.parametrize("folder", FOLDERS, ids=[f"{folder.parent.name}/{folder.name}" for folder in FOLDERS])
def test_a_fixture_gives_the_articles_and_the_error_that_it_expects(folder: Path) -> None:
    """A fixture that expects nothing fails, too: something is made of every capture."""
    assert fixtures.made(folder) == fixtures.expected(folder)
    assert fixtures.expected(folder)
    assert "--" in folder.name or folder.parent.name == "invalid"


# A publication's own file ---------------------------------------------------------------------------------------------

URL = "https://www.the-tidewatch.example/salt-lines/2024/the-pier/"
SENTENCE = (
    "The pier was sold on a Monday, which is when such things are sold, and nobody on it was asked about the price."
)
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>The pier was sold | The "Tidewatch"</title>
<meta property="og:site_name" content='The "Tidewatch"'><meta property="article:section" content="Opinion">
</head><body><nav class="breadcrumbs"><a href="/">Home</a> <a href="/salt-lines/">Salt Lines</a></nav>
<p>Tide tables for 14 harbours, every morning</p>
<h1>The pier was sold</h1><p>By Ada Moreau</p><time datetime="2024-05-01">1 May 2024</time>
<p>{SENTENCE}</p><p>{SENTENCE.replace("Monday", "Tuesday")}</p>
<p>Ring the bell in the hall and tell the porter what you think of the tides and of whoever writes about them.</p>
<p>{SENTENCE.replace("Monday", "Sunday")}</p></body></html>
"""


def test_a_publications_file_and_fixture_are_begun_from_a_capture_once(project: Project) -> None:
    project.write("page.html", PAGE)
    begun = project.inv("new-site", URL, "page.html", "--proves", "a pier")
    assert begun.returncode == 0, begun.stdout
    assert "without a right to that text, do not commit it" in begun.stdout
    written = project.files("tests/fixtures/import/tidewatch--a-pier")
    assert set(written) == {"source.html", "source.toml", "expected/the-pier-was-sold.md"}
    assert written["source.html"].decode() == PAGE
    assert b'publication: The "Tidewatch"' in written["expected/the-pier-was-sold.md"]
    assert b"column: Salt Lines" in written["expected/the-pier-was-sold.md"]
    rules = (project.root / "plugins/importer/sites/tidewatch.py").read_text(encoding="utf-8")
    assert rules == TIDEWATCH

    again = project.inv("new-site", URL.replace("www", "shop"), "page.html")
    assert again.returncode == 1
    assert "sites/tidewatch.py: it claims shop.the-tidewatch.example already, add to it instead" in again.stdout
    assert len(project.files("tests/fixtures/import")) == 3

    project.write("plugins/importer/sites/tidewatch.py", rules.replace('"en"', '"de"'))
    accepted = project.inv("accept")
    assert "1 expectation changed.\n  tests/fixtures/import/tidewatch--a-pier/expected/the-pier" in accepted.stdout


TIDEWATCH = '''"""The Tidewatch (the-tidewatch.example)."""

from . import Site

SITE = Site(
    hosts=("the-tidewatch.example",),
    publication="The \\"Tidewatch\\"",
    language="en",
    columns=(("Salt Lines", "/salt-lines/"),),
    # Lines around the piece. Keep those that every page has, and import furniture as well.
    # furniture=(
    #     furniture("tide tables for", r"Tide tables for \\d+ harbours, every morning"),
    # ),
)
'''


def test_nothing_is_written_where_a_capture_gives_no_article(project: Project) -> None:
    project.write("page.html", "<html></html>")
    before = project.files("plugins/importer/sites")
    refused = project.inv("new-site", URL, "page.html")
    assert refused.returncode == 1
    assert "page.html: read: no text stands in it, save the page again" in refused.stdout
    assert project.files("plugins/importer/sites") == before
    assert not (project.root / "tests").exists()


def test_a_sites_own_furniture_is_left_out_of_its_web_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "source.html"
    page.write_text(PAGE, encoding="utf-8")
    page.with_suffix(".toml").write_text(f'url = "{URL}"\n', encoding="utf-8")
    site = sites.Site(hosts=("the-tidewatch.example",), publication="The Tidewatch")
    own = replace(site, furniture=(sites.furniture("porter", "Ring the bell in the hall .*"),))
    for claim, says in ((site, True), (own, False)):
        monkeypatch.setattr(sites, "_all", lambda claim=claim: {"tidewatch": claim})
        [article] = pipeline.articles_of(page, Knowledge())
        assert ("Ring the bell" in article.text) is says
        assert any(part.rule == "porter" for part in article.parts) is not says
