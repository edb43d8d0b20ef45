"""What Lighthouse gives the published sample on a phone, page kind by page kind: `python -m tests.lighthouse`.

Takes some minutes and wants a quiet machine, so it is no part of the test suite; ends with 1 where a page has less than
100. Lighthouse comes by `npm ci` in tests/node.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.conftest import ROOT
from tests.published import published
from tests.test_measures import kinds_of_pages

LIGHTHOUSE = ROOT / "tests" / "node" / "node_modules" / ".bin" / "lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
KINDS = ("home", "article", "tags", "tag", "year", "month", "author", "search")
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"


def scores(address: str) -> dict[str, int]:
    """Category -> score of 100, of one page on a simulated phone."""
    chosen = [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={FLAGS}", "--output=json", "--quiet"]
    environ = {"CHROME_PATH": os.environ.get("CHROMIUM", "/usr/bin/chromium"), **os.environ}
    done = subprocess.run([str(LIGHTHOUSE), address, *chosen], env=environ, check=True, capture_output=True)
    report = json.loads(done.stdout)
    return {name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES}


def main() -> int:
    """Print the scores; gives the exit code."""
    if not LIGHTHOUSE.exists():
        print("no Lighthouse: install it by `npm ci` in tests/node")
        return 1
    perfect = True
    with tempfile.TemporaryDirectory() as folder, published(Path(folder)) as address:
        for kind, path in kinds_of_pages(Path(folder, "archive")).items():
            if kind in KINDS:
                found = scores(f"{address}/{path}")
                perfect &= set(found.values()) == {100}
                print(f"{kind:10}", *(f"{name} {score}" for name, score in found.items()), sep="  ", flush=True)
    return 0 if perfect else 1


if __name__ == "__main__":
    sys.exit(main())
