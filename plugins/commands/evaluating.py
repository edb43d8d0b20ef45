"""How well the importer reads a corpus whose truth is known: body, title, authors, date, captions; nothing is written.

A corpus is a folder with `sources/`, `truth.jsonl` (one object a page: `id` and any of `body`, `title`, `authors`,
`date`, `captions`) and `urls.json` (file stem -> address).
"""

import json
import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import mean
from typing import Any, cast

from plugins.importer import captures, knowledge, pipeline
from plugins.importer.__main__ import as_record
from plugins.importer.errors import CaptureError
from plugins.importer.model import Article, Facts

from . import CommandError
from .environment import ROOT

_WORD = re.compile(r"\w+")
_RUN = 4
_SAME = 0.8
"""Captions are the same where this share of the words of each stands in the other."""

Record = Mapping[str, Any]
"""What `preview --json` prints of a page, or what its truth says."""


class EvaluateError(CommandError):
    """A corpus that cannot be scored; the message names the next move."""


@dataclass(frozen=True)
class Row:
    """A field's scores over so many pages: figure -> its value, 0 to 1; and its worst pages, worst first."""

    field: str
    pages: int
    figures: Mapping[str, float]
    worst: Sequence[str]


@dataclass(frozen=True)
class Evaluation:
    """The rows of a corpus, its pages that failed, and the seconds that its slowest page took."""

    rows: Sequence[Row]
    failed: Sequence[str]
    slowest: float


def evaluate(corpus: Path, progress: Callable[[int, int], None] = lambda done, of: None) -> Evaluation:
    """Read every page of a corpus, on all cores, and score what was made of it.

    progress: told how many pages are read, of how many. Raises EvaluateError where the folder is none.
    """
    try:
        truths = [json.loads(line) for line in (corpus / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
        urls: dict[str, str] = json.loads((corpus / "urls.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EvaluateError(
            f"{corpus}: no corpus ({error}); give a folder with sources/, truth.jsonl, urls.json"
        ) from error
    paths = list(captures.find([corpus / "sources"]))
    made: dict[str, Record] = {}
    failed, slowest = [], 0.0
    with ProcessPoolExecutor(max_workers=min(os.cpu_count() or 1, len(paths) or 1)) as pool:
        reads = pool.map(partial(_read, knowledge.load(ROOT / "content"), urls), paths, chunksize=4)
        for done, read in enumerate(reads, 1):
            made |= {str(record["id"]): record for record in read.records}
            failed += [read.fault] if read.fault else []
            slowest = max(slowest, read.seconds)
            progress(done, len(paths))
    return Evaluation(list(score(truths, made)), failed, slowest)


@dataclass(frozen=True)
class _Page:
    """What was made of a page, what was wrong with it, and the seconds that it took."""

    records: Sequence[Record]
    fault: str
    seconds: float


def _read(known: knowledge.Knowledge, urls: Mapping[str, str], path: Path) -> _Page:
    articles: list[Article] = []
    fault, started = "", time.perf_counter()
    try:
        for article in pipeline.articles_of(path, known, Facts(url=urls.get(path.stem, ""))):
            articles.append(article)
    except CaptureError as error:
        fault = str(error)
    return _Page(records_of(articles), fault, time.perf_counter() - started)


def records_of(articles: Sequence[Article]) -> list[Record]:
    """What `preview --json` prints of the articles of a file, for scoring.

    A page that strings pieces together is one record, for its truth is one: its captions are those of all its pieces,
    so the figures of all are in it; text, title, authors and date are of the first.
    """
    records = [as_record(article) for article in articles]
    if articles and articles[0].document.own is not None:
        figures = [figure for record in records for figure in cast(list[object], record["figures"])]
        return [records[0] | {"figures": figures}]
    return [*records]


def score(truths: Sequence[Record], made: Mapping[str, Record]) -> Iterator[Row]:
    """Score what was made of pages (id -> record) against their truths; a field that no truth holds has no row."""
    for field, (pick, rate) in _FIELDS.items():
        pairs = [(truth["id"], truth[field], pick(made.get(truth["id"], {}))) for truth in truths if truth.get(field)]
        if pairs:
            yield rate(field, pairs)
    undated = [truth["id"] for truth in truths if "date" in truth and not truth["date"]]
    if undated:
        invented = [ident for ident in undated if made.get(ident, {}).get("date")]
        yield Row("no date", len(undated), {"invented": len(invented) / len(undated)}, invented)


def _body(field: str, pairs: Sequence[tuple[str, str, str]]) -> Row:
    """Runs of four words, shared, surplus and missing: precision and recall averaged over pages, F1 of the two."""
    precisions, recalls, pages = [], [], []
    for ident, truth, given in pairs:
        expected, found = _runs(truth), _runs(given)
        shared = sum((expected & found).values())
        if found:
            precisions.append(shared / sum(found.values()))
        if expected:
            recalls.append(shared / sum(expected.values()))
        pages.append((2 * shared / max(1, sum(found.values()) + sum(expected.values())), ident))
    precision, recall = mean(precisions or [0.0]), mean(recalls or [0.0])
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    same = mean(_WORD.findall(truth) == _WORD.findall(given or "") for _, truth, given in pairs)
    figures = {"F1": f1, "precision": precision, "recall": recall, "same": same}
    return Row(field, len(pairs), figures, [ident for _, ident in sorted(pages)])


def _shares(equal: Callable[[Any, Any], bool]) -> Callable[[str, Sequence[tuple[str, Any, Any]]], Row]:
    """The share of pages that are right, wrong, and missing."""

    def rate(field: str, pairs: Sequence[tuple[str, Any, Any]]) -> Row:
        bad = [ident for ident, truth, given in pairs if not equal(truth, given)]
        missing = sum(not given for _, truth, given in pairs if not equal(truth, given))
        right, wrong = len(pairs) - len(bad), len(bad) - missing
        shares = {"right": right, "wrong": wrong, "missing": missing}
        return Row(field, len(pairs), {name: count / len(pairs) for name, count in shares.items()}, bad)

    return rate


def _captions(field: str, pairs: Sequence[tuple[str, Sequence[str], Record]]) -> Row:
    """The share of captions that stand, credit included, at exactly one figure with a picture, and not in the text."""
    kept = total = 0
    pages = []
    for ident, captions, record in pairs:
        pictured = [figure for figure in record.get("figures") or [] if figure.get("src")]
        figures = [_fold(f"{figure.get('caption') or ''} {figure.get('credit') or ''}") for figure in pictured]
        text = _fold(record.get("text"))
        good = sum(
            sum(_same_words(caption, figure) for figure in figures) == 1 and caption not in text
            for caption in map(_fold, captions)
        )
        kept, total = kept + good, total + len(captions)
        pages.append((good / len(captions), ident))
    return Row(field, total, {"kept once": kept / total}, [ident for _, ident in sorted(pages)])


_FIELDS: Mapping[str, tuple[Callable[[Record], Any], Callable[[str, Any], Row]]] = {
    "body": (lambda record: record.get("text"), _body),
    "title": (lambda record: record.get("title"), _shares(lambda truth, given: _fold(truth) == _fold(given))),
    "authors": (
        lambda record: record.get("authors"),
        _shares(lambda truth, given: set(map(_fold, truth)) == set(map(_fold, given or []))),
    ),
    "date": (lambda record: record.get("date"), _shares(lambda truth, given: (given or "")[:10] == truth[:10])),
    "captions": (lambda record: record, _captions),
}


def _runs(text: str | None) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text or "")
    return Counter(tuple(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1)) if words)


def _fold(text: str | None) -> str:
    return " ".join(_WORD.findall((text or "").replace("_", " ").casefold()))


def _same_words(one: str, other: str) -> bool:
    left, right = Counter(one.split()), Counter(other.split())
    both = sum((left & right).values())
    return both >= _SAME * sum(left.values()) and both >= _SAME * sum(right.values())
