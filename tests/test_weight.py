"""What an article's page costs its reader: bytes, scripts, requests."""

import gzip
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from tests.conftest import Sites

MOST_BYTES = 20_000


def plain_articles(site: Path) -> list[Path]:
    """The pages of articles of 900 words and more without pictures."""
    found = []
    for path in sorted(site.glob("[0-9]*/*/*/*/index.html")):
        html = path.read_text("utf-8")
        words = re.search(r'"wordCount":(\d+)', html)
        if words and int(words[1]) >= 900 and "<figure" not in html:
            found.append(path)
    return found


def sent(data: bytes) -> int:
    """How many bytes a server sends that compresses as usual."""
    return len(gzip.compress(data, 6))


def test_an_article_without_pictures_is_small(built_site: Sites) -> None:
    pages = plain_articles(built_site.sub)
    assert len(pages) > 5
    for path in pages:
        soup = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        sheets = [str(link["href"]) for link in soup.select('link[rel="stylesheet"]')]
        files = [built_site.sub / sheet.removeprefix(f"{built_site.sub_address}/") for sheet in sheets]
        assert sent(path.read_bytes()) + sum(sent(file.read_bytes()) for file in files) < MOST_BYTES, path


@pytest.mark.parametrize("attribute", ["src", "srcset", "style", "poster", "action"])
def test_an_article_runs_nothing_and_asks_no_other_host(built_site: Sites, attribute: str) -> None:
    home = urlsplit(built_site.sub_address).netloc
    for path in built_site.sub.glob("[0-9]*/*/*/*/index.html"):
        soup = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        assert not soup.select('script:not([type="application/ld+json"])'), path
        loaded = [
            str(link["href"]) for link in soup.select('link:is([rel="stylesheet"], [rel="icon"], [rel="preload"])')
        ]
        loaded += [str(tag[attribute]) for tag in soup.find_all(attrs={attribute: True})]
        hosts = {urlsplit(address).netloc for text in loaded for address in re.findall(r"https?://[^\s),]+", text)}
        assert hosts <= {home}, path
