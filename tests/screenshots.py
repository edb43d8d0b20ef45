"""Every kind of page at three widths, light and dark, into screenshots/: `python -m tests.screenshots`."""

import os
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.conftest import ROOT
from tests.published import published
from tests.test_measures import kinds_of_pages

TARGET = ROOT / "screenshots"
WIDTHS = (360, 768, 1440)


def main() -> None:
    """Make them all, over those of the last time."""
    with tempfile.TemporaryDirectory() as folder, published(Path(folder)) as address, sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        chromium = playwright.chromium.launch(executable_path=path, args=flags)
        for width in WIDTHS:
            for dark in (False, True):
                page = chromium.new_page(
                    viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light"
                )
                for kind, place in kinds_of_pages(Path(folder, "archive")).items():
                    page.goto(f"{address}/{place}")
                    page.evaluate("document.querySelectorAll('img').forEach(img => img.loading = 'eager')")
                    page.wait_for_load_state("networkidle")
                    name = f"{kind.replace(' ', '-')}-{width}-{'dark' if dark else 'light'}.png"
                    page.screenshot(path=TARGET / name, full_page=True)
                page.close()
        chromium.close()
    print(f"{TARGET.name}/: {len(list(TARGET.glob('*.png')))} pictures")


if __name__ == "__main__":
    main()
