"""What Lighthouse gives the published sample on a phone, page kind by page kind: `python -m tests.lighthouse [RUNS]`.

Takes some minutes and wants a quiet machine, so it is no part of the test suite. Of several runs the median is told and
counts; ends with 1 where one is below 100. Lighthouse is installed apart (`npm install --prefix ~/apart
lighthouse@12.8.2`) and, unless it is on the PATH, named by LIGHTHOUSE (~/apart/node_modules/.bin/lighthouse).
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.published import published
from tests.test_measures import kinds_of_pages

LIGHTHOUSE = os.environ.get("LIGHTHOUSE") or shutil.which("lighthouse")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
KINDS = ("home", "article", "tags", "tag", "year", "month", "author", "search")
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"


def scores(lighthouse: str, address: str) -> dict[str, int]:
    """Category -> score of 100, of one page on a simulated phone."""
    chosen = [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={FLAGS}", "--output=json", "--quiet"]
    environ = {"CHROME_PATH": os.environ.get("CHROMIUM", "/usr/bin/chromium"), **os.environ}
    done = subprocess.run([lighthouse, address, *chosen], env=environ, check=True, capture_output=True)
    report = json.loads(done.stdout)
    return {name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES}


def main(runs: int) -> int:
    """Print the scores; gives the exit code."""
    if not LIGHTHOUSE:
        print("no Lighthouse: install it, and set LIGHTHOUSE to its path")
        return 1
    perfect = True
    with tempfile.TemporaryDirectory() as folder, published(Path(folder), "-e", "DEFAULT_PAGINATION=5") as address:
        for kind, path in kinds_of_pages(Path(folder, "archive")).items():
            if kind in KINDS:
                found = [scores(LIGHTHOUSE, f"{address}/{path}") for _ in range(runs)]
                medians = {name: statistics.median_low(each[name] for each in found) for name in CATEGORIES}
                perfect &= set(medians.values()) == {100}
                print(f"{kind:10}", *(f"{name} {score}" for name, score in medians.items()), sep="  ", flush=True)
    return 0 if perfect else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else 1))
