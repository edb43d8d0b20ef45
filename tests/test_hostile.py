"""Hostile input, from a capture to the built page: nothing runs script, and text is shown as it was given."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from plugins.importer import library, pipeline
from tests.conftest import ROOT, Corpora

BEFORE = "This sentence stands right before the text that is looked at here."
BEHIND = "This sentence stands right behind the text that is looked at here."
SETTINGS = 'name = "Hostile"\nlanguage = "en"\ntimezone = "UTC"\ntypography = false\n'
DAY = "2021-05-14"


def vectors(corpora: Corpora, name: str) -> Iterator[tuple[str, str]]:
    """(id, text) of every vector of a set."""
    for line in (corpora.vectors / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        yield record["id"], record["vector"]


def write_capture(content: Path, name: str, text: str, facts: str) -> None:
    captures = content / "captures"
    captures.mkdir(parents=True, exist_ok=True)
    (captures / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    (captures / f"{name}.toml").write_text(facts, encoding="utf-8")


def build(content: Path, output: Path) -> None:
    (content / "archive.toml").write_text(SETTINGS, encoding="utf-8")
    report = pipeline.import_captures(content)
    assert report.faults == []
    command = [sys.executable, "-m", "pelican", str(content), "-o", str(output), "-s", "pelicanconf.py"]
    done = subprocess.run([*command, "--log-handler", "plain"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_text_that_looks_like_markdown_is_shown_as_given_and_runs_nothing(
    corpora: Corpora, browser: object, tmp_path: Path
) -> None:
    content, output, names = tmp_path / "content", tmp_path / "output", ("xss_mdown", "text_mdlookalike")
    for ident, text in (vector for name in names for vector in vectors(corpora, name)):
        facts = f'title = "Piece {ident}"\nslug = "{ident}"\ndate = {DAY}\n'
        write_capture(content, ident, f"{BEFORE}\n\n{text}\n\n{BEHIND}\n", facts)
    build(content, output)
    pages = output / DAY.replace("-", "/")
    citations = ("--allow-script", "^data a@href$")  # the downloads of a page's own citations
    command = [sys.executable, str(corpora.tools / "xss_browser.py"), str(pages), *citations]
    ran = subprocess.run(command, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    for name in names:
        shown = subprocess.run(
            [
                *(sys.executable, corpora.tools / "roundtrip.py", corpora.vectors / f"{name}.jsonl", pages, "-v"),
                *("--engine", "lxml", "--path", "{id}/index.html", "--selector", ".body", "--between", BEFORE, BEHIND),
            ],
            capture_output=True,
            text=True,
        )
        assert shown.returncode == 0, shown.stdout + shown.stderr


def test_what_sidecars_say_comes_back_equal_or_is_refused_by_name(corpora: Corpora, tmp_path: Path) -> None:
    content = tmp_path / "content"
    given: dict[str, tuple[str, object]] = {}
    for ident, text in vectors(corpora, "fm_nasties"):
        field, value = json.loads(text)
        given[ident] = field, value
        facts = {"title": f"Piece {ident}", "date": DAY} | {field: [value] if field == "tags" else value}
        lines = [f"{name} = {_toml(said)}\n" for name, said in facts.items()]
        write_capture(content, ident, f"{BEFORE}\n\n{BEHIND}\n", "".join(lines))
    report = pipeline.import_captures(content)
    refused = {fault.path.stem: str(fault) for fault in report.faults}
    archive = library.Library(content)
    for ident, (field, value) in given.items():
        if ident in refused:
            assert f"{ident}.toml: sidecar: " in refused[ident]
            assert field in refused[ident] or "TOML" in refused[ident]
            continue
        entry = archive.find(f"{ident}.txt", "")
        assert entry is not None
        found = entry.fields[field]
        assert value in found if field == "tags" else found == value, (field, value, found)


def _toml(value: object) -> str:
    """A TOML literal: JSON's texts and lists are TOML's too, but for lone surrogates, which no TOML may hold."""
    return json.dumps(value)
