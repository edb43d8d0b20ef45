"""From an old address to its piece: the key of an address, in Python and in the browser, and the page that asks."""

import json

import pytest
from playwright.sync_api import Browser

from plugins.addresses import keys
from plugins.lookup import digits_for, shard, shards
from tests.conftest import Sites, reader

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


def test_the_browser_makes_the_same_keys_and_files(browser: Browser, built_site: Sites) -> None:
    context = reader(browser, built_site.sub, built_site.sub_address)
    page = context.new_page()
    page.goto("lookup/")
    theirs = page.evaluate(CALL % (built_site.sub_address, "m.keys(each)"), [*VARIANTS, *OTHERS])
    assert theirs == [keys(each) for each in (*VARIANTS, *OTHERS)]
    found = [key for answer in theirs for key in answer]
    files = page.evaluate(CALL % (built_site.sub_address, "m.shard(each, 2)"), found)
    context.close()
    assert files == [shard(key, 2) for key in found]
