"""Scoring the importer: the figures are those of the corpora's own scorer, and a folder that is none is told."""

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks import corpora as corpora_of
from plugins.commands.evaluating import EvaluateError, evaluate, score
from tests.conftest import Corpora

TRUTHS: list[dict[str, Any]] = [
    {
        "id": "one",
        "body": "The harbour opened again this week, and the first ship brought oranges.",
        "title": "A harbour reopens",
        "authors": ["Ada Moreau", "Ben Ito"],
        "date": "2024-05-02",
        "captions": ["The first ship at the quay. AP", "Oranges in crates by the old crane."],
    },
    {
        "id": "two",
        "body": "Nobody on the quay was surprised by it.",
        "title": "Late again",
        "authors": ["C D"],
        "date": None,
    },
    {"id": "three", "body": "A third piece of which nothing was made.", "title": "Third", "date": "2020-01-01"},
]
MADE: list[dict[str, Any]] = [
    {
        "id": "one",
        "text": "The harbour opened again this week, and the first ship brought lemons. Share this.",
        "title": "a Harbour reopens!",
        "authors": ["Ben Ito", "ada moreau"],
        "date": "2024-05-02",
        "figures": [
            {"src": "ship.png", "caption": "The first ship at the quay.", "credit": "AP"},
            {"src": None, "caption": "Oranges in crates by the old crane.", "credit": ""},
        ],
    },
    {
        "id": "two",
        "text": "Nobody on the quay was surprised by it.",
        "title": "",
        "authors": ["E F"],
        "date": "2021-01-01",
    },
]


def test_the_figures_are_those_of_the_corpora_s_own_scorer(corpora: Corpora, tmp_path: Path) -> None:
    for name, records in (("truth", TRUTHS), ("made", MADE)):
        lines = "".join(f"{json.dumps(record)}\n" for record in records)
        (tmp_path / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    command = [sys.executable, str(corpora.tools / "score.py"), str(tmp_path), str(tmp_path / "made.jsonl")]
    report = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    rows = list(score(TRUTHS, {str(record["id"]): record for record in MADE}))
    for row in rows:
        for name, value in row.figures.items():
            assert f"{name} {value:.4f}" in report, (row, report)
    assert {row.field for row in rows} == {"body", "title", "authors", "date", "captions", "no date"}


def test_a_corpus_is_read_and_scored_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    body = "The harbour opened again this week, and the first ship brought oranges to the old quay."
    (tmp_path / "sources" / "one.txt").write_text(f"A harbour reopens\n\n{body}\n", encoding="utf-8")
    (tmp_path / "sources" / "bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    truth = {"id": "one", "body": body, "title": "A harbour reopens"}
    (tmp_path / "truth.jsonl").write_text(json.dumps(truth), encoding="utf-8")
    (tmp_path / "urls.json").write_text("{}", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    found = evaluate(tmp_path)
    assert [row.figures.get("same", row.figures.get("right")) for row in found.rows] == [1.0, 1.0]
    assert len(found.failed) == 1 and "bad.txt" in found.failed[0]
    assert sorted(tmp_path.rglob("*")) == before


def test_a_clone_of_a_public_corpus_becomes_a_folder_that_can_be_scored(tmp_path: Path) -> None:
    """Clones in miniature, in the form of the two corpora, of pages of our own."""
    body = " ".join(
        f"The harbour opened again in week {week}, and the first ship brought oranges." for week in range(9)
    )
    head = "<head><title>A harbour reopens</title></head>"
    page = f"<html>{head}<body><h1>A harbour reopens</h1><p>{body}</p></body></html>"
    benchmark, evaldata = tmp_path / "benchmark", tmp_path / "evaldata"
    (benchmark / "html").mkdir(parents=True)
    (benchmark / "html" / "one.html.gz").write_bytes(gzip.compress(page.encode()))
    truth = {"one": {"articleBody": body, "url": "https://harbour.example/one"}}
    (benchmark / "ground-truth.json").write_text(json.dumps(truth), encoding="utf-8")
    (evaldata / "tests" / "cache").mkdir(parents=True)
    (evaldata / "tests" / "cache" / "one.html").write_text(page, encoding="utf-8")
    listed = {"file": "one.html", "title": "A harbour reopens", "author": "", "date": "", "with": [], "without": []}
    pages = {"https://harbour.example/one": listed, "https://harbour.example/two": {"file": "gone.html"}}
    (evaldata / "tests" / "evaldata.py").write_text(f"EVAL_PAGES = {pages!r}\n", encoding="utf-8")
    for clone, rows in ((benchmark, {"body": 1.0}), (evaldata, {"title": 1.0})):
        assert corpora_of.main([str(clone), str(clone / "folder")]) == 0
        scored = {row.field: row.figures.get("F1", row.figures.get("right")) for row in evaluate(clone / "folder").rows}
        assert scored == rows
    assert corpora_of.main([str(tmp_path), str(tmp_path / "folder")]) == 1


def test_the_pages_that_were_measured_are_told_from_others_by_their_content(
    corpora: Corpora, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Pages of the corpora in a clone whose list names them otherwise, with one that was never measured."""
    pages = sorted((corpora.articles / "metadata-html" / "sources").iterdir())[:3]
    (tmp_path / "tests" / "eval").mkdir(parents=True)
    listed = {}
    for number, data in enumerate([*(page.read_bytes() for page in pages), b"<p>Another page.</p>"]):
        (tmp_path / "tests" / "eval" / f"{number}.html").write_bytes(data)
        listed[f"https://harbour.example/{number}"] = {"file": f"{number}.html", "title": f"Page {number}"}
    (tmp_path / "tests" / "evaldata.py").write_text(f"EVAL_PAGES = {listed!r}\n", encoding="utf-8")
    assert corpora_of.main([str(tmp_path), str(tmp_path / "all")]) == 0
    assert "4 pages, 3 of them among those that the floors were measured on" in capsys.readouterr().out
    assert corpora_of.main([str(tmp_path), str(tmp_path / "measured"), "--measured"]) == 0
    made = [page.read_bytes() for page in (tmp_path / "measured" / "sources").iterdir()]
    assert sorted(made) == sorted(page.read_bytes() for page in pages)


def test_a_folder_that_is_no_corpus_is_told(tmp_path: Path) -> None:
    with pytest.raises(EvaluateError, match="give a folder with sources/"):
        evaluate(tmp_path)
