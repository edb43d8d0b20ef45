"""What a reader does in a browser, on the sample archive as it is published: find a piece, and read it."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import ROOT
from tests.published import published


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the sample archive, its lists cut into short pages."""
    with published(tmp_path_factory.mktemp("served"), "-e", "DEFAULT_PAGINATION=5") as address:
        yield address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page that stays on this machine, and fails the test where its console complains."""
    context = browser.new_context(base_url=f"{address}/")
    context.set_default_timeout(5_000)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert said == []


def test_by_tag_to_a_piece(page: Page) -> None:
    page.goto("")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Tags").click()
    page.locator(".weighted .weight-5 a").first.click()
    expect(page.locator("svg.columns")).to_be_visible()
    page.locator(".piece .headline a").first.click()
    expect(page.locator("article.article .body")).to_be_visible()


def test_by_calendar_to_a_piece_and_on_to_the_next_day(page: Page) -> None:
    page.goto("archives/")
    page.locator("svg.columns a").last.click()
    day = page.locator(".calendar td a").first
    name = day.get_attribute("title") or ""
    day.click()
    expect(page.locator(".facts").first).to_contain_text(name)
    heading = page.locator("h1").inner_text()
    page.get_by_role("navigation", name="Other days").get_by_role("link").first.click()
    expect(page.locator("h1")).not_to_have_text(heading)
    page.locator(".piece .headline a").first.click()
    expect(page.locator("article.article .body")).to_be_visible()


def test_by_author_to_a_piece(page: Page) -> None:
    page.goto("authors/")
    author = page.locator(".entries a").first
    name = author.inner_text()
    author.click()
    expect(page.locator("h1")).to_have_text(name)
    page.locator(".piece .headline a").first.click()
    expect(page.locator(".byline").first).to_contain_text(name)


def test_through_the_pages_of_a_list(page: Page) -> None:
    page.goto("columns/")
    page.locator(".shelf > .headline a").first.click()
    seen = page.locator(".piece .headline").all_inner_texts()
    page.get_by_role("link", name="Older pieces").click()
    expect(page).to_have_url(re.compile("/page/2/$"))
    further = page.locator(".piece .headline").all_inner_texts()
    assert further and not set(further) & set(seen)
    page.get_by_role("link", name="Newer pieces").click()
    assert page.locator(".piece .headline").all_inner_texts() == seen


def test_an_index_narrows_as_you_type(page: Page) -> None:
    page.goto("tags/")
    field = page.get_by_label("Filter by name")
    name = page.locator(".entries a").last.inner_text()
    field.fill(name.upper())
    expect(page.locator(".entries li:visible")).not_to_have_count(0)
    for shown in page.locator(".entries li:visible").all_inner_texts():
        assert name.lower() in shown.lower()
    field.fill("no such thing")
    expect(page.locator(".entries li:visible")).to_have_count(0)
    expect(page.get_by_text("Found: 0")).to_be_visible()


def test_searching_with_a_filter(page: Page) -> None:
    page.goto("search/")
    page.get_by_label("Words").fill("harbour")
    results = page.locator(".results li")
    expect(results).not_to_have_count(0)
    column = page.locator("#column option").nth(1).inner_text()
    page.get_by_label("Column").select_option(column)
    expect(results.filter(has_not_text=column)).to_have_count(0)
    expect(results).not_to_have_count(0)
    page.get_by_label("Order").select_option("newest first")
    expect(page).to_have_url(re.compile("sort=desc"))
    expect(page.get_by_role("status")).to_contain_text("Pieces found")
    page.locator(".results a").first.click()
    expect(page.locator("article.article .body")).to_be_visible()


@pytest.mark.parametrize("language", ["zh", "ar", "fr"])
def test_searching_in_other_languages_and_scripts(page: Page, language: str) -> None:
    page.goto("archives/")
    for path in page.locator("svg.columns a").evaluate_all("links => links.map(link => link.getAttribute('href'))"):
        page.goto(path)
        if page.locator(f".piece .text[lang={language}]").count():
            break
    headline = page.locator(f".piece .text[lang={language}] .headline").first.inner_text()
    longest = max(re.findall(r"\w+", headline), key=len)
    page.goto(f"search/?q={longest[:4] if language == 'zh' else longest}")
    found = page.locator(f".results .text[lang={language}]")
    expect(found).not_to_have_count(0)
    direction = found.first.evaluate("text => getComputedStyle(text).direction")
    assert direction == ("rtl" if language == "ar" else "ltr")


@pytest.mark.parametrize("words", ["xylqorb", "zzzz", "ضضضضض"])
def test_what_no_piece_says_is_not_found(page: Page, words: str) -> None:
    page.goto(f"search/?q={words}")
    expect(page.get_by_text("Nothing was found for these words.")).to_be_visible()


def test_what_one_language_says_is_found_in_that_alone(page: Page) -> None:
    page.goto("search/?q=harbour")
    expect(page.locator(".results li")).not_to_have_count(0)
    assert page.locator(".results .text:not([lang^=en])").count() == 0


def test_the_keyboard_alone_searches(page: Page) -> None:
    page.goto("search/")
    page.keyboard.press("/")
    page.keyboard.type("harbour")
    expect(page.locator(".results li")).not_to_have_count(0)
    page.keyboard.press("ArrowDown")
    expect(page.locator(".results a").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("article.article .body")).to_be_visible()


def test_a_filter_without_words_leads_to_its_page(page: Page) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto("search/")
    tag = page.locator("#tag option").nth(1).inner_text()
    page.get_by_label("Tag").select_option(tag)
    page.get_by_role("status").get_by_role("link", name=tag).click()
    expect(page.locator("h1")).to_have_text(tag)
    assert [url for url in requests if "/pagefind/" in url] == []


def test_a_lost_reader_searches_from_the_404_page(page: Page) -> None:
    page.goto("404.html")
    page.get_by_label("Words").fill("harbour")
    page.keyboard.press("Enter")
    expect(page.locator(".results li")).not_to_have_count(0)


def test_without_javascript_search_says_what_it_needs(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=f"{address}/", java_script_enabled=False)
    page = context.new_page()
    page.goto("search/")
    expect(page.locator("noscript p")).to_contain_text("Searching needs JavaScript")
    expect(page.locator("form.search")).to_be_hidden()
    page.get_by_role("link", name="Look among the tags").click()
    expect(page.locator("form.filter")).to_be_hidden()
    expect(page.locator(".weighted a").first).to_be_visible()
    context.close()


def test_an_archive_in_arabic_reads_from_right_to_left(browser: Browser, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests" / "fixtures" / "site", tmp_path / "content")
    settings = tmp_path / "content" / "archive.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('"en"', '"ar"'), encoding="utf-8")
    (tmp_path / "served").mkdir()
    with published(tmp_path / "served", content=tmp_path / "content") as address:
        page = browser.new_page()
        page.goto(f"{address}/")
        page.get_by_role("link", name="التواريخ").first.click()
        first, last = (page.locator("svg.columns a rect.reach").nth(at).bounding_box() for at in (0, -1))
        assert first and last and first["x"] > last["x"]
        name, menu = page.locator(".masthead .name").bounding_box(), page.locator(".menu").bounding_box()
        assert name and menu and name["x"] > menu["x"]
        page.goto(f"{address}/search/?q=الميناء")
        expect(page.get_by_role("status")).not_to_have_text("")
        page.close()


@pytest.mark.parametrize("path", ["", "archives/", "tags/", "authors/", "columns/", "about/", "search/"])
def test_no_page_is_wider_than_a_small_phone(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, base_url=f"{address}/", color_scheme="dark")
    page = context.new_page()
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    context.close()
