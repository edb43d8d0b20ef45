"""What reading a page costs: CPU time of the importer beside that of trafilatura alone, over the same pages in one run.

    python -m benchmarks.reading FOLDER [--urls FILE]

Both read every page once to warm up and once to be measured, page by page in turn.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import trafilatura

from plugins.importer import captures, knowledge, pipeline
from plugins.importer.model import Facts


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print a table; returns 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="pages, as .html files")
    parser.add_argument("--urls", type=Path, metavar="FILE", help="JSON: file stem -> address")
    options = parser.parse_args(arguments)
    urls: dict[str, str] = json.loads(options.urls.read_text(encoding="utf-8")) if options.urls else {}
    known = knowledge.Knowledge()
    pages = list(captures.find([options.folder]))
    ours: list[float] = []
    theirs: list[float] = []
    for path in pages:
        ours.append(_seconds(partial(_read, path, known, Facts(url=urls.get(path.stem, "")))))
        theirs.append(_seconds(partial(_extract, path)))
    print(f"{len(pages)} pages      CPU ms a page   longest")
    for name, times in (("importer", ours), ("trafilatura", theirs)):
        print(f"{name:<14} {1000 * sum(times) / len(times):10.1f}    {1000 * max(times):10.1f}")
    print(f"{'times':<14} {sum(ours) / sum(theirs):10.2f}")
    return 0


def _read(path: Path, known: knowledge.Knowledge, facts: Facts) -> object:
    return list(pipeline.articles_of(path, known, facts))


def _extract(path: Path) -> object:
    return trafilatura.extract(path.read_bytes())


def _seconds(work: Callable[[], object]) -> float:
    """CPU seconds of the second of two runs."""
    work()
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
