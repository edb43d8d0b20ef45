"""What a reader does in a browser, on the sample archive as it is published: find a piece, read it, cite it."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import ROOT, Sites, once, reader

CEASEFIRE = "2025/03/12/a-ceasefire-needs-clerks/"
FIRST_SEEN = "www.lanternpost.example/opinion/second-reading/2025/03/12/a-ceasefire-needs-clerks"


@pytest.fixture
def page(browser: Browser, built_site: Sites) -> Iterator[Page]:
    """A page that fails the test where its console complains."""
    yield from _watched(browser, built_site)


@pytest.fixture
def phone(browser: Browser, built_site: Sites) -> Iterator[Page]:
    """The same on a phone, in the dark."""
    window = {"width": 360, "height": 740}
    yield from _watched(browser, built_site, viewport=window, is_mobile=True, has_touch=True, color_scheme="dark")


def _watched(browser: Browser, site: Sites, **options: object) -> Iterator[Page]:
    context = reader(browser, site.sub, site.sub_address, **options)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert said == []


def the_piece_is_read(page: Page) -> None:
    expect(page.locator("article.article .body")).to_be_visible()


# By tag, by calendar, by author ---------------------------------------------------------------------------------------


def test_by_tag_to_a_piece(page: Page) -> None:
    page.goto("")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Tags").click()
    page.locator(".weighted .weight-5 a").first.click()
    expect(page.locator("svg.columns")).to_be_visible()
    page.locator(".piece .headline a").first.click()
    the_piece_is_read(page)


def test_by_calendar_to_a_piece_and_on_to_the_next_day_on_a_phone_in_the_dark(phone: Page) -> None:
    phone.goto("archives/")
    paper = phone.evaluate("getComputedStyle(document.body).backgroundColor")
    assert sum(map(int, re.findall(r"\d+", paper)[:3])) < 150
    phone.locator("svg.columns a").last.tap()
    day = phone.locator(".calendar td a").first
    name = day.get_attribute("title") or ""
    day.tap()
    expect(phone.locator(".facts").first).to_contain_text(name)
    heading = phone.locator("h1").inner_text()
    phone.get_by_role("navigation", name="Other days").get_by_role("link").first.tap()
    expect(phone.locator("h1")).not_to_have_text(heading)
    phone.locator(".piece .headline a").first.tap()
    the_piece_is_read(phone)


def test_by_author_under_the_family_name_to_a_piece(page: Page) -> None:
    page.goto("authors/")
    listed = page.locator(".entries a").all_inner_texts()
    assert "van Roosmalen, Piet" in listed and "陆砚青" in listed
    assert listed.index("Solvang, Einar") < listed.index("Tanabe-Brandt, Yuki") < listed.index("Weissgerber, Hana")
    page.get_by_label("Filter by name").fill("einar solvang")
    page.locator(".entries a:visible").click()
    expect(page.locator("h1")).to_have_text("Einar Solvang")
    page.locator(".piece .headline a").first.click()
    expect(page.locator(".byline").first).to_contain_text("Einar Solvang")


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


# By words -------------------------------------------------------------------------------------------------------------


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
    the_piece_is_read(page)


@pytest.mark.parametrize(("language", "words"), [("zh", "账本"), ("ar", "معاهدات"), ("fr", "dernier train")])
def test_searching_in_other_languages_and_scripts(page: Page, language: str, words: str) -> None:
    page.goto(f"search/?q={words}")
    found = page.locator(f".results .text[lang={language}]")
    expect(found).not_to_have_count(0)
    direction = found.first.evaluate("text => getComputedStyle(text).direction")
    assert direction == ("rtl" if language == "ar" else "ltr")


def test_what_no_piece_says_is_not_found(page: Page) -> None:
    page.goto("search/")
    for words in ("xylqorb", "zzzz", "ضضضضض"):
        page.get_by_label("Words").fill(words)
        expect(page).to_have_url(re.compile(r"\?q="))
        expect(page.get_by_text("Nothing was found for these words.")).to_be_visible()
        page.get_by_label("Words").fill("")
        expect(page.get_by_text("Nothing was found for these words.")).to_be_hidden()


def test_what_one_language_says_is_found_in_that_alone(page: Page) -> None:
    page.goto("search/?q=harbour")
    expect(page.locator(".results li")).not_to_have_count(0)
    assert page.locator(".results .text:not([lang^=en])").count() == 0


SHIFTS = """() => new Promise((tell) => {
    let sum = 0;
    const add = (list) => list.getEntries().forEach((each) => (sum += each.value));
    new PerformanceObserver(add).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => tell(sum), 200);
})"""


def test_what_is_found_moves_nothing_that_was_seen_before_it(phone: Page) -> None:
    phone.goto("search/?q=harbour")
    expect(phone.locator(".results li")).not_to_have_count(0)
    expect(phone.get_by_role("heading", name="Other ways")).to_be_visible()
    assert phone.evaluate(SHIFTS) < 0.01


def test_the_keyboard_alone_searches(page: Page) -> None:
    page.goto("search/")
    page.keyboard.press("/")
    page.keyboard.type("harbour")
    expect(page.locator(".results li")).not_to_have_count(0)
    page.keyboard.press("ArrowDown")
    expect(page.locator(".results a").first).to_be_focused()
    page.keyboard.press("Enter")
    the_piece_is_read(page)


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


# By an old address ----------------------------------------------------------------------------------------------------


def test_every_variant_of_an_old_address_leads_to_its_piece(page: Page, built_site: Sites) -> None:
    page.goto("lookup/")
    expect(page.get_by_role("status")).to_have_text("", use_inner_text=True)
    link = page.locator("#answer").get_by_role("link")
    bare = FIRST_SEEN.removeprefix("www.")
    for variant in (
        f"https://{FIRST_SEEN}",
        f"http://{bare}/",
        f"amp.{bare}.amp.html",
        f"https://{FIRST_SEEN}?utm_source=letter&utm_medium=mail&fbclid=abc#comments",
        f"https://web.archive.org/web/20250312080000/https://{FIRST_SEEN}",
    ):
        page.get_by_label("Old address").fill(variant)
        page.keyboard.press("Enter")
        expect(link).to_have_text("A ceasefire needs clerks")
        page.get_by_label("Old address").fill("harbour")
        page.get_by_role("button", name="Look up").click()
        expect(page.get_by_role("status")).to_contain_text("This is no web address")
        expect(link).to_have_count(0)
    page.get_by_label("Old address").fill("https://www.lanternpost.example/elsewhere")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("The archive has no piece")
    page.goto(f"lookup/?url={bare}")
    link.click()
    assert page.url == f"{built_site.sub_address}/{CEASEFIRE}"


# Citing ---------------------------------------------------------------------------------------------------------------


def test_a_citation_is_selected_by_one_click_and_downloaded_whole(page: Page, tmp_path: Path) -> None:
    page.goto(CEASEFIRE)
    entry = page.locator(".cite .entry").first
    entry.click()
    assert page.evaluate("getSelection().toString()").strip() == entry.inner_text()
    assert entry.inner_text().startswith("Marrant, Ilse. “A ceasefire needs clerks.” The Lantern Post, March 12, 2025.")
    records = {}
    for label in ("BibTeX", "RIS", "CSL-JSON"):
        with page.expect_download() as waiting:
            page.get_by_role("link", name=label).click()
        assert waiting.value.suggested_filename.startswith("marrant2025-a-ceasefire-needs-clerks.")
        waiting.value.save_as(tmp_path / label)
        records[label] = (tmp_path / label).read_text("utf-8")
    assert records["BibTeX"].startswith("@article{marrant2025-a-ceasefire-needs-clerks,\n  author = {Marrant, Ilse},\n")
    for line in (
        "AU  - Marrant, Ilse",
        "TI  - A ceasefire needs clerks",
        "T2  - The Lantern Post",
        f"UR  - https://{FIRST_SEEN}",
    ):
        assert line in records["RIS"].splitlines()
    item = json.loads(records["CSL-JSON"])[0]
    assert item["author"] == [{"family": "Marrant", "given": "Ilse"}]
    assert (item["title"], item["container-title"]) == ("A ceasefire needs clerks", "The Lantern Post")
    assert item["issued"] == {"date-parts": [[2025, 3, 12]]}


# However one reads ----------------------------------------------------------------------------------------------------

STOPS = """() => [...document.querySelectorAll('a[href], button, input, select, [tabindex="0"]')]
    .filter((each) => each.tabIndex >= 0 && each.checkVisibility({ visibilityProperty: true }))"""
FOCUSED = f"""() => {{
    const at = ({STOPS})().indexOf(document.activeElement), style = getComputedStyle(document.activeElement);
    return [at, style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth)];
}}"""


@pytest.mark.parametrize("path", [CEASEFIRE, "search/", "about/", "2023/"])
def test_the_keyboard_reaches_all_in_order_and_shows_where_it_is(page: Page, path: str) -> None:
    page.goto(path)
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the text")).to_be_focused()
    stops = page.evaluate(f"({STOPS})().length")
    reached = [page.evaluate(FOCUSED)]
    for _ in range(stops - 1):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(FOCUSED))
    assert [at for at, _ in reached] == list(range(stops))
    assert all(outline >= 2 for _, outline in reached[1:])
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_without_javascript_every_way_but_two_works_and_these_say_what_they_need(
    browser: Browser, built_site: Sites
) -> None:
    context = reader(browser, built_site.sub, built_site.sub_address, java_script_enabled=False)
    page = context.new_page()
    page.goto("search/")
    expect(page.locator("noscript p")).to_contain_text("Searching needs JavaScript")
    expect(page.locator("form")).to_be_hidden()
    page.get_by_role("link", name="Look up an old address").first.click()
    expect(page.get_by_text("This page needs JavaScript")).to_be_visible()
    expect(page.locator("form")).to_be_hidden()
    page.get_by_role("link", name="By author").click()
    expect(page.locator("form")).to_be_hidden()
    page.locator(".entries a").first.click()
    page.locator(".piece .headline a").first.click()
    the_piece_is_read(page)
    context.close()


def test_an_archive_in_arabic_reads_from_right_to_left(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    address = "https://x.example/ar"

    def build(folder: Path) -> None:
        shutil.copytree(ROOT / "tests" / "fixtures" / "site", folder / "content")
        settings = folder / "content" / "archive.toml"
        settings.write_text(settings.read_text(encoding="utf-8").replace('"en"', '"ar"'), encoding="utf-8")
        command = [sys.executable, "-m", "pelican", str(folder / "content"), "-o", str(folder / "built")]
        environ = {**os.environ, "SITEURL": address}
        subprocess.run([*command, "-s", "publishconf.py"], cwd=ROOT, env=environ, check=True, capture_output=True)

    context = reader(browser, once(tmp_path_factory, "arabic", build) / "built", address)
    page = context.new_page()
    page.goto("")
    page.get_by_role("link", name="التواريخ").first.click()
    first, last = (page.locator("svg.columns a rect.reach").nth(at).bounding_box() for at in (0, -1))
    assert first and last and first["x"] > last["x"]
    name, menu = page.locator(".masthead .name").bounding_box(), page.locator(".menu").bounding_box()
    assert name and menu and name["x"] > menu["x"]
    page.locator("svg.columns a").first.click()
    days = [page.locator(".calendar th").nth(at).bounding_box() for at in (0, 6)]
    assert days[0] and days[1] and days[0]["x"] > days[1]["x"]
    page.locator(".calendar td a").first.click()
    page.locator(".piece .headline a").first.click()
    the_piece_is_read(page)
    page.goto("search/?q=الميناء")
    expect(page.get_by_role("status")).not_to_have_text("")
    context.close()
