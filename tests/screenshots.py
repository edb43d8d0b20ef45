"""Pictures of every kind of page at three widths, light and dark, and on paper; and the few that the README shows."""

import io
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import ROOT
from tests.published import published
from tests.test_measures import kinds_of_pages

TARGET = ROOT / "screenshots"
SHOWN = ROOT / "docs"
WIDTHS = (360, 768, 1440)
SHORT = ("-e", "DEFAULT_PAGINATION=5")
SCHEMES = ("light", "dark")
README = (
    ("home", "", 1280, 1000, "light"),
    ("article", "2025/03/12/a-ceasefire-needs-clerks/", 1280, 1000, "dark"),
    ("year", "2021/", 1280, 1000, "light"),
    ("search", "search/?q=harbour", 1280, 1000, "dark"),
)
"""What the README shows: (name, path, width and height in CSS pixels, scheme)."""


def main(arguments: list[str]) -> None:
    """Make them all into screenshots/, over the last ones; with an argument, those of the README into docs/."""
    with (
        tempfile.TemporaryDirectory() as folder,
        published(Path(folder), *SHORT) as address,
        sync_playwright() as playwright,
    ):
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        chromium = playwright.chromium.launch(executable_path=path, args=flags)
        made = _readme(chromium, address) if arguments else _all(chromium, address, Path(folder, "archive"))
        chromium.close()
    print(f"{SHOWN.name if arguments else TARGET.name}/: {made} pictures")


def _all(chromium: Browser, address: str, site: Path) -> int:
    TARGET.mkdir(exist_ok=True)
    for old in TARGET.glob("*.p[nd][gf]"):
        old.unlink()
    kinds = {kind.replace(" ", "-"): f"{address}/{place}" for kind, place in kinds_of_pages(site).items()}
    for width in WIDTHS:
        for scheme in SCHEMES:
            with _page(chromium, width, 900, scheme) as page:
                for kind, url in kinds.items():
                    _show(page, url)
                    page.screenshot(path=TARGET / f"{kind}-{width}-{scheme}.png", full_page=True)
    with _page(chromium, 794, 1123, "light") as page:
        for kind, url in kinds.items():
            _show(page, url)
            page.pdf(path=TARGET / f"{kind}.pdf", prefer_css_page_size=True)
    return len(list(TARGET.glob("*.p[nd][gf]")))


def _readme(chromium: Browser, address: str) -> int:
    SHOWN.mkdir(exist_ok=True)
    for name, path, width, height, scheme in README:
        with _page(chromium, width, height, scheme) as page:
            _show(page, f"{address}/{path}")
            with Image.open(io.BytesIO(page.screenshot())) as picture:
                picture.convert("RGB").save(SHOWN / f"{name}.webp", quality=82, method=6)
    return len(README)


@contextmanager
def _page(chromium: Browser, width: int, height: int, scheme: str) -> Iterator[Page]:
    page = chromium.new_page(
        viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light"
    )
    yield page
    page.close()


def _show(page: Page, url: str) -> None:
    """Go to a page and wait until all that it shows is there, below the window's edge too."""
    page.goto(url)
    page.evaluate(
        """Promise.all([...document.images].map((image) => {
            image.loading = 'eager';
            return image.decode();
        }))"""
    )
    page.wait_for_load_state("networkidle")


if __name__ == "__main__":
    main(sys.argv[1:])
