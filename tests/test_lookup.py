"""From an old address to its piece: the key of an address, in Python and in the browser, and the page that asks."""

import functools
import json
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from plugins.addresses import keys
from plugins.lookup import digits_for, shard, shards
from tests.test_site import SITE, pelican

KEY = "gazette.example/2024/05/14/harbour"
VARIANTS = [
    "https://gazette.example/2024/05/14/harbour.html",
    "http://gazette.example/2024/05/14/harbour.html",
    "https://www.gazette.example/2024/05/14/harbour.html",
    "HTTPS://WWW.Gazette.Example:443/2024/05/14/Harbour.html",
    "//m.gazette.example/2024/05/14/harbour/",
    "gazette.example/2024/05/14/harbour",
    "  https://amp.gazette.example/2024/05/14/harbour.amp.html  ",
    "https://www.gazette.example/amp/2024/05/14/harbour.html",
    "https://gazette.example/2024/05/14/harbour/amp/",
    "https://gazette.example//2024/05/14//harbour/index.html",
    "https://gazette.example/2024/05/14/%68arbour.html#comments",
    "https://gazette.example/2024/05/14/harbour.html?utm_source=x&utm_medium=mail&fbclid=abc&amp=1",
    "https://web.archive.org/web/20240521080000/https://gazette.example/2024/05/14/harbour.html",
    "https://web.archive.org/web/20240521080000id_/http://www.gazette.example/2024/05/14/harbour.html?utm_source=x",
    "https://www.google.com/amp/s/gazette.example/2024/05/14/harbour.amp.html",
    "https://gazette-example.cdn.ampproject.org/c/s/gazette.example/2024/05/14/harbour.amp.html",
]
OTHERS = [
    "https://gazette.example/",
    "https://gazette.example/?p=123&b=2&a=1",
    "https://gazette.example/a%20b/%C3%A9t%C3%A9%2Fx/é",
    "https://gazette.example/%ff%zz%",
    "https://zeitung.example/straße/Übermaß.html?x=Ä",
    "https://报.example/海潮/账本.shtml",
    "https://user:pw@gazette.example:8080/x;jsessionid=1?ref=home",
    "https://m.example/x",
    "mailto:x@y.example",
    "no address",
    "",
    "😀.example/😀",
]


CALL = "async (all) => { const m = await import('%s/theme/js/lookup.js'); return all.map((each) => %s); }"


@pytest.mark.parametrize("address", VARIANTS)
def test_every_variant_of_an_address_has_one_key(address: str) -> None:
    assert keys(address) == [KEY]


def test_what_is_left_of_a_query_is_tried_first_and_then_left_out() -> None:
    assert keys("https://x.example/?b=2&p=123&utm_source=a") == ["x.example?b=2&p=123", "x.example"]
    assert keys("https://x.example/?p=123&b=2") == keys("http://www.x.example?b=2&p=123")


def test_what_is_no_address_has_no_key() -> None:
    assert keys("harbour account") == keys("") == keys("///") == []


def test_every_file_is_there_and_holds_its_keys() -> None:
    files = shards([(KEY, ("a/", "A")), ("x.example", ("b/", "B")), (KEY, ("a/", "A")), (KEY, ("c/", "C"))], 1)
    assert sorted(files) == list("0123456789abcdef")
    assert files[shard(KEY, 1)][KEY] == [("a/", "A"), ("c/", "C")]
    assert sum(map(len, files.values())) == 2


def test_files_stay_small_in_a_large_archive() -> None:
    pieces = 10_000
    entries = [
        (f"gazette.example/2024/some-title-{at}", (f"2024/05/14/{at}/", "A title of usual length"))
        for at in range(pieces)
    ]
    sizes = [len(json.dumps(found)) for found in shards(entries, digits_for(pieces)).values()]
    assert len(sizes) == 256
    assert max(sizes) < 16_000


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The fixture site, built for the address at which it is served, a path below the root."""
    folder = tmp_path_factory.mktemp("served")
    handler = functools.partial(Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        site = f"http://127.0.0.1:{server.server_port}/archive"
        assert pelican(SITE, folder / "archive", SITEURL=site).returncode == 0
        yield site
        server.shutdown()


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    page = browser.new_page()
    page.goto(f"{address}/lookup/")
    yield page
    page.close()


def test_the_browser_makes_the_same_keys_and_files(page: Page, address: str) -> None:
    theirs = page.evaluate(CALL % (address, "m.keys(each)"), [*VARIANTS, *OTHERS])
    assert theirs == [keys(each) for each in (*VARIANTS, *OTHERS)]
    found = [key for answer in theirs for key in answer]
    assert page.evaluate(CALL % (address, "m.shard(each, 2)"), found) == [shard(key, 2) for key in found]


def test_a_pasted_address_leads_to_its_piece(page: Page, address: str) -> None:
    page.get_by_label("Old address").fill(VARIANTS[12])
    page.keyboard.press("Enter")
    link = page.locator("#answer").get_by_role("link")
    expect(link).to_have_text('"The harbour" account: 5 < 6 & <b>bold</b> claims')
    link.click()
    assert page.url == f"{address}/2024/05/14/the-harbour-account/"


def test_an_address_can_be_asked_in_the_link_itself(page: Page, address: str) -> None:
    page.goto(f"{address}/lookup/?url=www.gazette.example%2F2024%2F05%2F14%2Fharbour.html")
    expect(page.locator("#answer").get_by_role("link")).to_have_count(1)


@pytest.mark.parametrize(
    ("pasted", "said"),
    [("https://gazette.example/elsewhere", "The archive has no piece"), ("harbour", "This is no web address")],
)
def test_the_page_says_what_it_did_not_find(page: Page, pasted: str, said: str) -> None:
    page.get_by_label("Old address").fill(pasted)
    page.get_by_role("button", name="Look up").click()
    expect(page.get_by_role("status")).to_contain_text(said)
    expect(page.locator("#answer").get_by_role("link")).to_have_count(0)


def test_without_script_the_page_says_so_and_shows_other_ways(browser: Browser, address: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{address}/lookup/")
    expect(page.get_by_text("needs JavaScript")).to_be_visible()
    expect(page.get_by_role("button", name="Look up")).to_be_hidden()
    expect(page.get_by_role("link", name="By date")).to_be_visible()
    page.context.close()


def test_with_script_the_page_says_nothing_before_it_is_asked(page: Page) -> None:
    expect(page.get_by_role("button", name="Look up")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("", use_inner_text=True)


def test_a_citation_is_downloaded_whole_by_its_link(browser: Browser, address: str, tmp_path: Path) -> None:
    page = browser.new_page()
    page.goto(f"{address}/2024/05/14/the-harbour-account/")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="BibTeX").click()
    waiting.value.save_as(tmp_path / "record.bib")
    record = (tmp_path / "record.bib").read_text("utf-8")
    assert waiting.value.suggested_filename == "moreau2024-the-harbour-account.bib"
    assert record.startswith("@article{moreau2024-the-harbour-account,\n  author = {Moreau, Ada and Osei, Ben},\n")
    page.close()
