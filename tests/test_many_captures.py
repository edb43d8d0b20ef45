"""Many captures: read by other processes, written in order; stopped, killed and gone on with."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import tracemalloc
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from plugins.importer import executors, files, ledger, pipeline, spool
from plugins.importer.__main__ import main
from plugins.importer.knowledge import Knowledge
from tests.conftest import ROOT
from tests.conftest import files as tree

FACTS = 'url = "https://x.example/2021/05/14/a-letter-about-the-harbour/"\npublication = "The Small Courier"\n'
SENTENCES = [
    f"{who} knows what the timetable {verb} when the wind is in the east."
    for who in ("A minister of the crown", "Nobody on the quay", "My neighbour", "The last ferry home")
    for verb in ("means", "leaves out")
]
PICTURE = b"\x89PNG\r\n\x1a\n" + b"0" * 64
PAGE = (ROOT / "tests/fixtures/formats/the-lock-keepers-ledger.html").read_bytes()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder with captures that ask for one name, a draft, an archive with a picture, and two faults."""
    return filled(tmp_path / "content")


def filled(content: Path) -> Path:
    captures = content / "captures"
    captures.mkdir(parents=True)
    for number in range(8):
        text = re.sub(r"(\w{4,})", rf"\g<1>{number}", "\n\n".join(SENTENCES))  # each a piece of its own
        (captures / f"{number}.txt").write_text(f"A letter about the harbour\n\n{text}\n", encoding="utf-8")
        (captures / f"{number}.toml").write_text(FACTS if number != 4 else "", encoding="utf-8")
    with zipfile.ZipFile(captures / "3.zip", "w") as archive:
        saved = PAGE.replace(b"/pictures/lock-gate.png", b"page_files/lock-gate.png")
        for name, data in (("page.html", saved), ("page_files/lock-gate.png", PICTURE), ("empty.txt", b"")):
            archive.writestr(zipfile.ZipInfo(name), data)
    (captures / "5-empty.txt").write_bytes(b"\n")
    return content


def driven(content: Path, script: str) -> subprocess.CompletedProcess[str]:
    """What a Python script does in a process group of its own; `content` and `pipeline` are at hand."""
    begin = f"""
import os, signal
from pathlib import Path
from plugins.importer import ledger, pipeline
content = Path({str(content)!r})
"""
    file = content.parent / "script.py"
    file.write_text(begin + script, encoding="utf-8")
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, file], cwd=ROOT, env=environ, capture_output=True, text=True, start_new_session=True
    )


# Who reads ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """The address of a Dask scheduler with two worker processes."""
    from distributed import LocalCluster  # here, so that workers that look into this file start without it

    options = {"threads_per_worker": 1, "processes": True, "dashboard_address": "127.0.0.1:0", "host": "127.0.0.1"}
    with LocalCluster(n_workers=2, **options) as cluster:  # type: ignore[no-untyped-call]
        yield cluster.scheduler_address


def test_one_process_two_and_a_cluster_write_the_same_bytes(tmp_path: Path, scheduler: str) -> None:
    trees = []
    for processes, address in ((1, ""), (2, ""), (0, scheduler)):
        content = filled(tmp_path / f"{processes}")
        report = pipeline.import_captures(content, processes=processes, scheduler=address)
        assert sorted(fault.path.name for fault in report.faults) == ["3.zip", "5-empty.txt"]
        trees.append(tree(content))
    assert trees[0] == trees[1] == trees[2]
    assert "2021/05/a-letter-about-the-harbour-7.md" in trees[0]
    assert trees[0]["2024/06/the-lock-keepers-ledger-is-an-argument/lock-gate.png"] == PICTURE


def test_a_scheduler_that_is_not_there_is_named(
    content: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(executors, "PATIENCE", 0.2)
    assert main(["--content", str(content), "import", "--scheduler", "tcp://127.0.0.1:1"]) == 2
    assert "tcp://127.0.0.1:1: no Dask scheduler answers" in capsys.readouterr().err
    assert not list(content.glob("2*"))


def read_or_die(task: pipeline._Task, **options: object) -> pipeline._Read:
    """Reads a capture, but for one that it dies of, as of a fault in a library."""
    if task.file == "2.txt":
        os.kill(os.getpid(), signal.SIGKILL)
    return READ(task, **options)  # type: ignore[arg-type]


READ = pipeline._read


def test_a_capture_that_kills_the_process_that_reads_it_is_named_and_costs_no_other(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "_read", read_or_die)
    report = pipeline.import_captures(content, processes=2)
    told = {fault.path.name: str(fault) for fault in report.faults}
    assert set(told) == {"2.txt", "3.zip", "5-empty.txt"}
    assert "2.txt: read: the process that read it died" in told["2.txt"]
    assert report.count("new") == 8


def test_articles_pass_one_by_one_however_many_a_capture_holds(content: Path, tmp_path: Path) -> None:
    [article] = pipeline.articles_of(content / "captures" / "0.txt", Knowledge())
    many = (replace(article, standfirst="x" * (1 << 20)) for _ in range(50))
    tracemalloc.start()
    spool.leave(many, folder := spool.folder(tmp_path / "spool"))
    assert sum(1 for _ in spool.take(folder)) == 50
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10 << 20
    assert not folder.exists()


# Stopped and killed ---------------------------------------------------------------------------------------------------

KILLED = {
    "while a file is written": """
replace, count = Path.replace, 0
def dying(self, target):
    global count
    count += self.name.endswith(".new")
    if count == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    return replace(self, target)
Path.replace = dying
""",
    "between an article and its line in the ledger": """
put, count = ledger.Ledger.put, 0
def dying(self, record):
    global count
    count += 1
    if count == 4:
        os.kill(os.getpid(), signal.SIGKILL)
    put(self, record)
ledger.Ledger.put = dying
""",
    "in the middle of a line of the ledger": """
line, count = ledger._line, 0
def dying(record):
    global count
    count += 1
    if count == 6:
        with (content / "captures/ledger.jsonl").open("ab") as file:
            file.write(line(record)[:-9])
        os.kill(os.getpid(), signal.SIGKILL)
    return line(record)
ledger._line = dying
""",
}


@pytest.mark.parametrize("moment", KILLED)
def test_a_run_that_is_killed_is_gone_on_with_as_if_nothing_had_been(moment: str, tmp_path: Path) -> None:
    undisturbed, content = filled(tmp_path / "undisturbed"), filled(tmp_path / "content")
    pipeline.import_captures(undisturbed)
    assert driven(content, f"{KILLED[moment]}\npipeline.import_captures(content)\n").returncode == -signal.SIGKILL
    assert tree(content) != tree(undisturbed)
    pipeline.import_captures(content)
    assert tree(content) == tree(undisturbed)


def test_ctrl_c_ends_a_run_at_once_with_one_line(content: Path) -> None:
    interrupted = driven(
        content,
        """
from plugins.importer import __main__, progress
from contextlib import contextmanager
signal.signal(signal.SIGINT, signal.default_int_handler)  # a test run in the background is deaf to Ctrl-C
@contextmanager
def shown():
    yield lambda done, of: os.killpg(0, signal.SIGINT) if done == 3 else None
progress.shown = shown
if __name__ == "__main__":
    raise SystemExit(__main__.main(["--content", str(content), "import", "--processes", "2"]))
""",
    )
    assert interrupted.returncode == 130
    assert interrupted.stderr == ""
    assert not (content / "captures" / pipeline.SPOOL).exists()
    assert len(pipeline.import_captures(content).unchanged) >= 2


def test_of_the_ledger_a_last_line_that_is_cut_is_dropped_and_the_others_are_kept(tmp_path: Path) -> None:
    book = ledger.Ledger(tmp_path)
    for name in ("b.txt", "a.txt", "c\u2028.txt"):
        book.put(ledger.Record(name, "", "", "", ()))
    book.close()
    path = tmp_path / ledger.NAME
    path.write_bytes(path.read_bytes()[:-3])
    again = ledger.Ledger(tmp_path)
    assert [again.get(name) is not None for name in ("a.txt", "b.txt", "c\u2028.txt")] == [True, True, False]
    again.put(ledger.Record("d.txt", "", "", "", ()))
    again.close()
    assert [json.loads(line)["file"] for line in path.read_bytes().splitlines()] == ["a.txt", "b.txt", "d.txt"]


def test_a_second_run_waits_until_the_first_is_over(content: Path, caplog: pytest.LogCaptureFixture) -> None:
    second = threading.Thread(target=pipeline.import_captures, args=[content])
    with files.alone(content / "captures"):
        second.start()
        while "this one waits" not in caplog.text:
            second.join(0.01)
        assert not list(content.rglob("*.md"))
    second.join()
    assert list(content.rglob("*.md"))


# Told -----------------------------------------------------------------------------------------------------------------


def test_faults_that_are_alike_are_one_line_and_the_log_names_each(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(40):
        (content / "captures" / f"nothing-{number:02}.txt").write_bytes(b" " * (number + 2))
    log = tmp_path / "import.log"
    assert main(["--content", str(content), "import", "--processes", "1", "--log", str(log)]) == 1
    told = capsys.readouterr()
    [grouped, archive] = [line for line in told.err.splitlines() if ": read: " in line]
    assert grouped.startswith("41 files, such as ") and grouped.endswith("copy the page again or take the file out")
    assert "3.zip: read: left out empty.txt" in archive
    assert f"Every file by its name: {log}" in told.out
    assert all(f"nothing-{number:02}.txt: read: it is empty" in log.read_text() for number in range(40))


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (
            "file,titel\n4.txt,A letter\n5.txt,A letter\n6.txt,A letter\n7.txt,A letter\n",
            "no such key 'titel', use one",
        ),
        (
            "file,date\n4.txt,1 May\n5.txt,2 May\n6.txt,3 May\n7.txt,4 May\n",
            "date '1 May' is no day, write date = 2025-03-19 (and 3 like it)\n",
        ),
    ],
)
def test_what_is_wrong_with_a_table_is_told_once_and_names_it_once(
    content: Path, capsys: pytest.CaptureFixture[str], table: str, told: str
) -> None:
    for number in (4, 5, 6, 7):
        (content / "captures" / f"{number}.toml").unlink()
    path = content / "captures" / "captures.csv"
    path.write_text(table, encoding="utf-8")
    assert main(["--content", str(content), "import", "--processes", "1"]) == 1
    said = capsys.readouterr().err
    assert f"{path}: sidecar: {told}" in said
    assert said.count("captures.csv") == 1


def test_a_preview_tells_once_what_is_wrong_with_a_table(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for beside in (content / "captures").glob("*.toml"):
        beside.unlink()
    (content / "captures" / "captures.csv").write_text("file,titel\n4.txt,A letter\n5.txt,A letter\n", "utf-8")
    assert main(["--content", str(content), "preview", str(content / "captures")]) == 1
    assert capsys.readouterr().err.count("captures.csv: sidecar: no such key 'titel'") == 1


def test_what_was_told_of_articles_is_counted_and_not_told_again(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "import.log"
    command = ["--content", str(content), "import", "--processes", "1", "--log", str(log)]
    main(command)
    assert "no date was found" in capsys.readouterr().out
    (content / "tags.yaml").write_text("Harbours: {}\n", encoding="utf-8")
    main(command)
    told = capsys.readouterr().out
    assert "1 to look at in articles that are as they were." in told
    assert "no date was found" not in told and "no date was found" in log.read_text()


def test_a_row_of_a_table_for_a_file_that_is_not_there_is_a_fault(content: Path) -> None:
    table = content / "captures" / "captures.csv"
    table.write_text("file,title\n4.txt,A letter\n4.text,A letter\n3.zip#page.html,A letter\n", encoding="utf-8")
    faults = [str(fault) for fault in pipeline.import_captures(content, dry_run=True).faults if fault.path == table]
    assert faults == [f"{table}: sidecar: no file '4.text' lies beside it, mend the name or take the row out"]


def test_a_sidecar_that_lies_beside_no_capture_is_a_fault(content: Path) -> None:
    lone = content / "captures" / "9.toml"
    for name in ("4.toml", "4.txt.toml", "9.toml", ".hidden.toml"):
        (content / "captures" / name).write_text('title = "A letter"\n', encoding="utf-8")
    (content / "captures" / "9.jpg").write_bytes(b"\xff\xd8\xff")
    faults = [str(fault) for fault in pipeline.import_captures(content, dry_run=True).faults if "toml" in str(fault)]
    move = "mend its name or take it out"
    assert faults == [f"{lone}: sidecar: no capture of its name lies beside it, {move}"]
