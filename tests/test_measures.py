"""The published sample, measured: accessible in light and dark, small and wide; valid; every picture described."""

import gzip
import re
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Browser

from tests.conftest import ROOT, Sites, reader
from tests.published import published

AXE = ROOT / "tests" / "node" / "node_modules" / "axe-core" / "axe.min.js"
CUT = """() => [...document.querySelectorAll('h1, h2, h3, p, li, dt, dd, figcaption, label, input, select, button')]
    .filter((each) => !each.closest('.scroller, .unseen, .skip'))
    .filter((each) => each.getBoundingClientRect().right > innerWidth + 1 || each.getBoundingClientRect().left < -1)
    .map((each) => each.outerHTML)"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""What can differ between light and dark: all else is the same page."""


def kinds_of_pages(site: Path) -> dict[str, str]:
    """One page of each kind that a site has, by its path; the article is one with figures."""

    def first(pattern: str, holding: str = "") -> str | None:
        pages = (page for page in sorted(site.glob(pattern)) if holding in page.read_text(encoding="utf-8"))
        return next((page.parent.relative_to(site).as_posix() + "/" for page in pages), None)

    kinds = {
        "home": "",
        "article": first("2*/*/*/*/index.html", '<figure class="figure">'),
        "article with versions": first("2*/*/*/*/index.html", '<section class="versions"'),
        "capture": first("2*/*/*/*/capture/index.html"),
        "article in Arabic": first("2*/*/*/*/index.html", '<article class="article" lang="ar"'),
        "article in Chinese": first("2*/*/*/*/index.html", '<article class="article" lang="zh"'),
        "tags": "tags/",
        "tag": first("tags/*/index.html", "<svg"),
        "dates": "archives/",
        "year": first("2*/index.html"),
        "month": first("2*/*/index.html"),
        "day": first("2*/*/*/index.html"),
        "further page": first("**/page/2/index.html"),
        "columns": "columns/",
        "column": first("columns/*/index.html"),
        "authors": "authors/",
        "author": first("authors/*/index.html"),
        "publications": "publications/",
        "publication": first("publications/*/index.html"),
        "about": "about/",
        "search": "search/?q=harbour",
        "lookup": "lookup/",
        "not found": "404.html",
    }
    return {kind: path for kind, path in kinds.items() if path is not None}


def test_the_sample_has_a_page_of_every_kind(built_site: Sites) -> None:
    assert len(kinds_of_pages(built_site.sub)) == 23


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_light_and_dark(browser: Browser, built_site: Sites, width: int) -> None:
    if not AXE.exists():
        pytest.skip("no axe: install axe-core by `npm ci` in tests/node")
    axe, found = AXE.read_text(encoding="utf-8"), []
    context = reader(browser, built_site.sub, built_site.sub_address, viewport={"width": width, "height": 800})
    page = context.new_page()
    for kind, path in kinds_of_pages(built_site.sub).items():
        page.goto(path)
        if kind == "search":
            page.locator(".results li").first.wait_for()
        page.evaluate(axe)
        for scheme, rules in (("light", {"type": "tag", "values": RULES}), ("dark", COLOURS)):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            result = page.evaluate(
                "rules => axe.run({runOnly: rules, resultTypes: ['violations'], preload: false})", rules
            )
            found += [f"{kind}, {scheme}: {each['id']}: {each['nodes'][0]['html']}" for each in result["violations"]]
    context.close()
    assert found == []


def test_at_four_times_the_size_every_page_reflows(browser: Browser, built_site: Sites) -> None:
    """WCAG 1.4.10: a window of 1280 by 1024 at 400 %; only tables and code may scroll, each in its own box."""
    context = reader(browser, built_site.sub, built_site.sub_address, viewport={"width": 320, "height": 256})
    page = context.new_page()
    for kind, path in kinds_of_pages(built_site.sub).items():
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") == 320, kind
        assert page.evaluate(CUT) == [], kind
    context.close()


def test_every_picture_of_a_figure_has_an_alt_of_its_own(built_site: Sites) -> None:
    alts: dict[str, set[str]] = {}
    for page in built_site.root.glob("2*/*/*/*/index.html"):
        for picture in BeautifulSoup(page.read_bytes(), "html.parser").select("figure img"):
            assert picture.get("alt"), page
            alts.setdefault(str(picture["alt"]), set()).add(str(picture["src"]))
    assert alts
    assert [alt for alt, pictures in alts.items() if len(pictures) > 1] == []


def test_no_picture_makes_its_page_jump(built_site: Sites) -> None:
    for page in built_site.root.rglob("*.html"):
        for picture in BeautifulSoup(page.read_bytes(), "html.parser").find_all("img"):
            assert isinstance(picture, Tag)
            assert picture.get("width") and picture.get("height"), page


def test_nothing_is_fetched_from_another_host(built_site: Sites) -> None:
    for page in built_site.root.rglob("*.html"):
        html = re.sub(r"<a\b[^>]*>", "", page.read_text(encoding="utf-8"))
        assert not re.search(r'(?:src|srcset)="(?:https?:)?//', html), page
        assert not re.search(r'<link rel="stylesheet" href="(?:https?:)?//', html), page


def test_an_index_of_two_thousand_tags_is_light(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(ROOT / "tests" / "fixtures" / "site", content)
    for at in range(250):
        tags = ", ".join(f"Subject {number:04}" for number in range(at * 8, at * 8 + 8))
        text = f"---\ntitle: Piece {at}\ndate: 2024-05-14\ntags: [{tags}]\nslug: piece-{at}\n---\n\nText.\n"
        (content / "2024" / "05" / f"piece-{at}.md").write_text(text)
    (tmp_path / "served").mkdir()
    only_the_index = ("-e", "SEARCH=false", 'TAG_SAVE_AS=""', "TAG_FEED_ATOM=null")
    with published(tmp_path / "served", *only_the_index, content=content):
        index = (tmp_path / "served" / "archive" / "tags" / "index.html").read_bytes()
    assert index.count(b"/tags/subject-") >= 2000
    assert len(gzip.compress(index)) < 60_000
