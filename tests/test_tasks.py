"""The commands, run as a person runs them, in scratch copies of the project."""

import hashlib
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import asdict, fields
from pathlib import Path
from typing import IO

import pytest
from invoke.context import Context
from invoke.exceptions import Exit
from openpyxl import load_workbook
from playwright.sync_api import Browser

import tasks
from plugins import settings
from plugins.commands import building, starting
from plugins.commands.building import _lock
from plugins.commands.checks import read_articles
from plugins.commands.environment import spread
from tests.conftest import CAPTURE, ROOT, Project, typed
from tests.serving import fetch, serving, wait_until

ARTICLE = "content/2024/05/a-harbour-reopens.md"
PAGE = "output/2024/05/02/a-harbour-reopens/index.html"


def edit(project: Project, name: str, old: str, new: str) -> None:
    """Change a text in a file of the project."""
    path = project.root / name
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


# build ----------------------------------------------------------------------------------------------------------------


def test_build_waits_for_another_makes_the_site_and_a_second_build_does_nothing(project: Project) -> None:
    (project.root / ".cache").mkdir()
    with (project.root / ".cache" / "build.lock").open("w") as lock:
        _lock(lock, wait=False)
        first = subprocess.Popen(
            [sys.executable, "-m", "invoke", "build", "--search"],
            cwd=project.root,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        assert first.stdout
        assert first.stdout.readline() == "Another build is at work here; waiting for it to end.\n"
        assert not (project.root / "output").exists()
    told, _ = first.communicate()
    assert first.returncode == 0, told
    assert "Next: python3 tasks.py serve" in told
    assert (project.root / "output/pagefind/en/pagefind.js").exists()
    made = (project.root / PAGE).stat().st_mtime_ns

    second = project.inv("build", "--search")

    assert "Nothing has changed" in second.stdout
    assert (project.root / PAGE).stat().st_mtime_ns == made


def test_build_sees_an_edited_article_and_a_deleted_one(built: Project) -> None:
    edit(built, ARTICLE, "brought oranges", "brought lemons")
    (built.root / "content/2024/06/the-price-of-oranges.md").unlink()

    built.inv("build")

    assert "lemons" in (built.root / PAGE).read_text(encoding="utf-8")
    assert not (built.root / "output/2024/06/11").exists()


def test_a_build_that_fails_leaves_the_former_site(built: Project) -> None:
    before = built.files("output")
    edit(built, "pelicanconf.py", '"plugins.reader"', '"plugins.no_such_plugin"')

    failed = built.inv("build")

    assert failed.returncode == 1
    assert "output: not built" in failed.stdout
    assert built.files("output") == before


def test_a_build_killed_while_the_new_site_takes_its_place_is_finished_by_the_next(built: Project) -> None:
    before = built.files("output")
    (built.root / "output").rename(built.root / ".cache/output.old")  # what a kill between the two renames leaves

    again = built.inv("build")

    assert "Nothing has changed" in again.stdout
    assert built.files("output") == before
    assert not (built.root / ".cache/output.old").exists()


def test_build_lists_a_capture_that_cannot_be_read_builds_the_rest_and_succeeds(project: Project) -> None:
    (project.root / "content/captures/broken.txt").write_bytes(b"")

    built, again, imported = project.inv("build"), project.inv("build"), project.inv("import", "content/captures")

    assert built.returncode == 0, built.stdout
    assert (project.root / PAGE).exists()
    assert "broken.txt: " in built.stdout
    assert "could not be read" in again.stdout
    assert imported.returncode == 1
    assert "broken.txt: " in imported.stdout


@pytest.mark.parametrize(("old", "new"), [("tags: [Trade]", "tags: [Trade"), ("2024-05-02", "yesterday")])
def test_build_names_an_article_that_cannot_be_read_and_builds_the_rest(project: Project, old: str, new: str) -> None:
    edit(project, ARTICLE, old, new)

    built, again = project.inv("build"), project.inv("build")

    assert built.returncode == 0, built.stdout
    assert (project.root / "output/2024/06/11/the-price-of-oranges/index.html").exists()
    for told in (built.stdout, again.stdout):
        assert f"1 article not on the site, for the file cannot be read:\n  {ARTICLE}: " in told


def test_build_stops_where_nothing_can_be_imported(built: Project) -> None:
    """As with a vocabulary that cannot be read: the tags of every article would change."""
    before = built.files("output")
    built.write("content/tags.yaml", "Trade: [\n")

    stopped = built.inv("build")

    assert stopped.returncode == 1, stopped.stdout
    assert "tags.yaml: " in stopped.stdout
    assert "nothing was imported or built" in stopped.stdout
    assert built.files("output") == before


@pytest.mark.skipif(os.name == "nt", reason="Windows tells a broken pipe in another way")
@pytest.mark.parametrize("errors", [subprocess.DEVNULL, subprocess.STDOUT])
def test_build_goes_on_where_nobody_reads_what_it_says(project: Project, errors: int) -> None:
    code = unheard(project, "build", errors=errors)
    assert code == 0
    assert (project.root / PAGE).exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows tells a broken pipe in another way")
def test_no_command_ends_in_a_traceback_where_nobody_reads_what_it_says(project: Project) -> None:
    project.write("content/captures/ferry.txt", CAPTURE)
    for command in (["preview", "content/captures"], ["import", "content/captures"], ["check"]):
        with tempfile.TemporaryFile() as said:
            unheard(project, *command, errors=said)
            said.seek(0)
            told = said.read()
            assert not any(word in told for word in (b"Traceback", b"Exception", b"Broken pipe")), told.decode()


def unheard(project: Project, *arguments: str, errors: int | IO[bytes]) -> int:
    """Run a task whose output goes into a pipe that nobody reads; gives its exit code."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "invoke", *arguments]
    done = subprocess.run(command, cwd=project.root, stdin=subprocess.DEVNULL, stdout=writing, stderr=errors)
    os.close(writing)
    return done.returncode


def heed_ctrl_c() -> None:
    """For a process begun here: a test run in the background is deaf to Ctrl-C, and so would be what it begins."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl-C in another way")
def test_ctrl_c_stops_a_command_with_a_word_and_leaves_the_former_site(built: Project) -> None:
    before = built.files("output")
    edit(built, ARTICLE, "brought oranges", "brought lemons")
    edit(built, "pelicanconf.py", "import logging\n", "import logging, pathlib, time\n")
    edit(built, "pelicanconf.py", "PELICAN_CLASS =", "pathlib.Path('at').touch()\ntime.sleep(60)\nPELICAN_CLASS =")
    command = [sys.executable, "-m", "invoke", "build"]
    pipe, merged = subprocess.PIPE, subprocess.STDOUT
    with subprocess.Popen(
        command, cwd=built.root, stdout=pipe, stderr=merged, start_new_session=True, preexec_fn=heed_ctrl_c
    ) as building:
        wait_until((built.root / "at").exists)
        os.killpg(building.pid, signal.SIGINT)
        told, _ = building.communicate(timeout=30)
    assert building.returncode == 130
    assert told.decode().endswith("Stopped.\n")
    assert b"Traceback" not in told
    assert built.files("output") == before


def test_an_import_that_is_interrupted_says_what_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: str) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(building, "run", interrupted)
    with pytest.raises(
        Exit, match=r"^Stopped\. What was imported so far is kept; the same command goes on from there\.$"
    ):
        tasks.import_(Context(), "content/captures", [])


# import, preview, new -------------------------------------------------------------------------------------------------


def test_import_takes_in_a_capture_with_its_sidecar_and_writes_its_article(project: Project, tmp_path: Path) -> None:
    capture, sidecar = tmp_path / "ferry.txt", tmp_path / "ferry.toml"
    capture.write_text(CAPTURE, encoding="utf-8")
    sidecar.write_text("date = 2025-03-19\n", encoding="utf-8")

    planned = project.inv("import", str(capture), "--dry-run")
    assert planned.returncode == 0, planned.stdout
    assert project.files("content/captures") == {}

    done = project.inv("import", str(capture))

    assert done.returncode == 0, done.stdout
    taken = project.files("content/captures")
    assert taken["ferry.txt"] == capture.read_bytes()
    assert taken["ferry.toml"] == sidecar.read_bytes()
    assert list((project.root / "content/2025/03").glob("*.md")), done.stdout


def test_review_asks_and_takes_the_answers_back_once_they_were_shown(project: Project) -> None:
    nothing = project.inv("review")
    assert (nothing.returncode, "import the captures first" in nothing.stdout) == (1, True)
    project.write("content/captures/ferry.txt", CAPTURE)
    assert project.inv("import", "content/captures").returncode == 0
    asked = project.inv("review")
    assert "Wrote 3 questions into review.xlsx" in asked.stdout
    book = load_workbook(project.root / "review.xlsx")
    rows = {row[2].value: row for row in book.worksheets[0].iter_rows(min_row=2)}
    assert {(row[1].value, field) for field, row in rows.items()} == {
        ("ferry.txt", field) for field in ("authors", "date", "publication")
    }
    rows["date"][-1].value = "2025-03-19"
    book.save(project.root / "review.xlsx")

    unasked = project.inv("review", "--apply", "review.xlsx")
    assert unasked.returncode == 1
    assert "content/captures/ferry.toml: date: 2025-03-19\n" in unasked.stdout
    assert not (project.root / "content/captures/ferry.toml").exists()
    done = project.inv("review", "--apply", "review.xlsx", "--yes")
    assert done.returncode == 0, done.stdout
    assert list((project.root / "content/2025/03").glob("*.md")), done.stdout


def test_import_never_overwrites_another_capture_of_the_same_name(project: Project, tmp_path: Path) -> None:
    there = project.write("content/captures/ferry.txt", "The one that is there.")
    other = tmp_path / "ferry.txt"
    other.write_text("Another.", encoding="utf-8")

    refused = project.inv("import", str(other))

    assert refused.returncode == 1
    assert "content/captures/ferry.txt: another file of this name is there" in refused.stdout
    assert there.read_text(encoding="utf-8") == "The one that is there."


def test_import_refuses_two_different_files_of_one_name(project: Project, tmp_path: Path) -> None:
    for folder, text in (("one", "A text."), ("two", "Another.")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "ferry.txt").write_text(text, encoding="utf-8")

    refused = project.inv("import", str(tmp_path / "one/ferry.txt"), "--more", str(tmp_path / "two/ferry.txt"))

    assert refused.returncode == 1
    assert f"{tmp_path / 'one/ferry.txt'} has the same name, rename one of them" in refused.stdout
    assert project.files("content/captures") == {}


def test_import_says_which_files_of_a_folder_it_does_not_know(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / "ferry.txt").write_text(CAPTURE, encoding="utf-8")
    for name in ("ferry.toml", "quay.png", "captures.csv", "letter.odt"):
        (folder / name).touch()
    planned, done = project.inv("import", str(folder), "--dry-run"), project.inv("import", str(folder))
    assert "saved/letter.odt: its format is not known; save what it says as text (.txt)\n" in planned.stdout
    assert "left out saved/letter.odt: its format is not known; save what it says as text (.txt)\n" in done.stdout
    assert (planned.returncode, done.returncode) == (0, 0)


def test_import_ends_on_one_next_move_which_is_to_mend_where_a_capture_cannot_be_read(project: Project) -> None:
    project.write("content/captures/empty.txt", "")
    for options, then in (["--dry-run"], "the same without --dry-run"), ([], "python3 tasks.py build"):
        done = project.inv("import", "content/captures", *options)
        assert done.returncode == 1
        assert [line for line in done.stdout.splitlines() if "Next: " in line] == [
            f"Some captures could not be read. Next: mend what is named above, then {then}"
        ]


def test_import_says_which_path_is_not_there(project: Project) -> None:
    missing = project.inv("import", "no-such-file.txt")
    assert missing.returncode == 1
    assert "not there, mend the path" in missing.stdout
    assert "Traceback" not in missing.stdout


@pytest.mark.parametrize(
    ("given", "for_invoke"),
    [
        (["import", "a", "b", "c"], ["import", "a", "--more", "b", "--more", "c"]),
        (["import", "--dry-run", "a", "b"], ["import", "--dry-run", "a", "--more", "b"]),
        (["preview", "a", "--urls", "u.json", "b"], ["preview", "a", "--urls", "u.json", "--more", "b"]),
        (["import", "a", "--more", "b"], ["import", "a", "--more", "b"]),
        (["new", "--help"], ["--help", "new"]),
        (["import", "a", "b", "-h"], ["--help", "import"]),
        (["--help", "new"], ["--help", "new"]),
        (["build"], ["build"]),
        (["fetch", "https://a.example/", "list.txt"], ["fetch", "https://a.example/", "--more", "list.txt"]),
        ([], ["--list"]),
    ],
)
def test_tasks_py_takes_many_paths_where_invoke_takes_one(given: list[str], for_invoke: list[str]) -> None:
    assert spread(given) == for_invoke


MISUNDERSTOOD = {
    "biuld": "'biuld' is; python3 tasks.py --list names every command",
    "build --serch": "'--serch' is; python3 tasks.py build --help",
    "import": "'path'; python3 tasks.py import --help",
    "import --nope": "import has no option '--nope'; python3 tasks.py import --help",
    "import x --processes two": "is no number (invalid literal for int() with base 10: 'two'); python3 tasks.py import",
    "fetch javascript:alert(1)": "javascript:alert(1): fetch: it is no address of the web",
    "preview content --urls nope.json": "nope.json: preview: it cannot be read (No such file or directory)",
    "review --apply nope.xlsx": "nope.xlsx: review: there is no such file, mend the path",
}


def test_a_command_line_that_cannot_be_understood_is_told_with_the_next_move(project: Project) -> None:
    for given, told in MISUNDERSTOOD.items():
        refused = project.run(sys.executable, "-P", "plugins/commands/program.py", *shlex.split(given))
        assert refused.returncode == 1
        assert told in refused.stdout
        assert "Traceback" not in refused.stdout


def test_new_begins_an_article_and_never_overwrites_one(project: Project) -> None:
    title = 'After the "storm": what now? — été'
    begun = project.inv("new", title)
    assert begun.returncode == 0, begun.stdout
    text = (project.root / "content/drafts/after-the-storm-what-now-ete.md").read_text(encoding="utf-8")
    assert "status: draft" in text
    assert "content/drafts/after-the-storm-what-now-ete.md" in begun.stdout

    again = project.inv("new", title)

    assert again.returncode == 1
    assert "is there already" in again.stdout


@pytest.mark.parametrize("command", ["new", "start"])
@pytest.mark.parametrize("name", ["", " ", "--help", "-x"])
def test_no_title_or_name_is_empty_or_an_option(project: Project, command: str, name: str) -> None:
    before = project.as_shipped().files("content")
    refused = project.inv(command, name)
    assert refused.returncode == 1
    assert "write one between quotes" in refused.stdout
    assert project.files("content") == before


# start ----------------------------------------------------------------------------------------------------------------


def test_start_takes_the_sample_away_and_nothing_else(project: Project) -> None:
    project.as_shipped()
    project.write("content/2024/05/mine.md", "---\ntitle: Mine\ndate: 2024-05-03\n---\n\nMine.\n")
    edit(project, ARTICLE, "brought oranges", "brought lemons")

    done = project.inv("start", 'Mine "and" yours', "--owner", "Ada", "--language", "fr", "--yes")

    assert done.returncode == 0, done.stdout
    kept = {"2024/05/mine.md", "2024/05/a-harbour-reopens.md", "pages/about.md"}
    assert project.files("content").keys() == kept | {"tags.yaml", "authors.yaml", "archive.toml"}
    assert 'name = "Mine \\"and\\" yours"' in (project.root / "content/archive.toml").read_text(encoding="utf-8")
    assert "a-harbour-reopens.md (changed since it was shipped)" in done.stdout
    assert project.inv("build").returncode == 0


def test_start_takes_away_what_was_made_of_the_sample_and_keeps_what_the_ledger_tells_of_ones_own(
    project: Project,
) -> None:
    project.write("content/captures/sample/ferry.txt", CAPTURE)
    project.as_shipped()
    project.write("content/captures/mine.txt", CAPTURE.replace("ferry", "tram"))
    assert project.inv("build").returncode == 0
    project.write(".cache/import.log", "sample/ferry.txt: no date was found\n")
    ledger = project.root / "content/captures/ledger.jsonl"
    whole = ledger.read_bytes()

    ledger.write_bytes(b"damaged\n")
    refused = project.inv("start", "Mine", "--yes")
    assert (refused.returncode, "ledger.jsonl: ledger: line 1 is damaged" in refused.stdout) == (1, True)
    assert (project.root / "content/captures/sample/ferry.txt").exists()

    ledger.write_bytes(whole)
    done = project.inv("start", "Mine", "--yes")
    assert "remove  output/ and .cache/, which a build makes again" in done.stdout
    assert not {"output", ".cache"} & {path.name for path in project.root.iterdir()}
    assert [json.loads(line)["file"] for line in ledger.read_text(encoding="utf-8").splitlines()] == ["mine.txt"]


def test_start_takes_out_of_the_about_page_what_it_says_of_the_sample(sample: Project) -> None:
    about = sample.root / "content/pages/about.md"
    assert "invented" in about.read_text(encoding="utf-8")
    done = sample.inv("start", "Mine", "--yes")
    assert "shorten content/pages/about.md" in done.stdout
    text = about.read_text(encoding="utf-8")
    assert text.endswith("coming back here to look.\n")
    assert "ample" not in text and "invented" not in text


def test_an_about_page_that_a_person_wrote_stays_when_an_archive_is_begun(sample: Project) -> None:
    about = sample.write("content/pages/about.md", "---\ntitle: About\n---\n\nMine.\n\n## This sample\n\nOf cloth.\n")
    before = about.read_bytes()
    assert "shorten" not in sample.inv("start", "Mine", "--yes").stdout
    assert about.read_bytes() == before


def test_an_archive_without_an_article_builds_and_has_no_fault(project: Project) -> None:
    project.as_shipped()
    project.inv("start", "Mine", "--yes")
    assert project.inv("build").returncode == 0
    checked = project.inv("check")
    assert checked.returncode == 0, checked.stdout


@pytest.mark.usefixtures("shipped_sample")
def test_the_list_of_the_sample_names_its_files_as_they_are() -> None:
    wrong = [path.name for path, digest in starting.shipped().items() if starting.digest(path) != digest]
    assert wrong == [], "take the sample down anew: python -m plugins.commands.starting write-manifest"
    articles, _ = read_articles(ROOT / "content")
    assert {article.path for article in articles} <= starting.shipped().keys()


def test_start_does_nothing_unasked(project: Project) -> None:
    project.as_shipped()
    before = project.files("content")
    refused = project.inv("start", "Mine")
    assert refused.returncode == 1
    assert "Give --yes" in refused.stdout
    assert project.files("content") == before


def test_start_refuses_an_archive_that_was_started_already(project: Project) -> None:
    project.as_shipped()
    project.inv("start", "Mine", "--yes")
    again = project.inv("start", "Other", "--yes")
    assert again.returncode == 1
    assert "is yours already" in again.stdout


def test_start_refuses_an_answer_that_the_settings_do_not_take(project: Project) -> None:
    project.as_shipped()
    before = project.files("content")
    refused = project.inv("start", "Mine", "--timezone", "Nowhere", "--yes")
    assert refused.returncode == 1
    assert "timezone: 'Nowhere' is not allowed" in refused.stdout
    assert project.files("content") == before


def test_start_writes_every_setting_there_is_to_be_found_and_taken_up(project: Project) -> None:
    project.as_shipped()
    project.inv("start", "Mine", "--yes")
    text = (project.root / "content/archive.toml").read_text(encoding="utf-8")

    written = tomllib.loads(text)
    taken_up = settings.parse(tomllib.loads(re.sub(r"^#(?! )", "", text, flags=re.MULTILINE)))

    assert written == {"name": "Mine", "tagline": "", "owner": "", "address": "", "language": "en", "timezone": "UTC"}
    left = {each.name for each in fields(taken_up) if getattr(taken_up, each.name) == each.default}
    assert left == {"tagline", "owner", "address", "language", "timezone"}
    (publication,), (column,) = taken_up.publications, taken_up.columns
    assert taken_up.words == {"Columns": "Series"}
    assert all([*asdict(taken_up.licence).values(), *asdict(publication).values(), *asdict(column).values()])


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminal to answer questions through")
def test_start_asks_again_on_the_spot_where_an_answer_is_none(project: Project) -> None:
    project.as_shipped()
    answers = ["", "", "example", "https://x.example", "French", "fr", "Paris", "Europe/Paris", "y"]
    code, output = typed(project, ["start", "Mine"], "".join(f"{answer}\n" for answer in answers))
    assert code == 0, output
    assert "timezone: 'Paris' is not allowed; write a time zone such as \"Europe/Paris\"" in output
    written = settings.load(project.root / "content/archive.toml")
    assert (written.address, written.language, written.timezone) == ("https://x.example", "fr", "Europe/Paris")


# check, clean, --list -------------------------------------------------------------------------------------------------


def test_check_lists_faults_of_content_and_site_and_fails(built: Project) -> None:
    assert built.inv("check").returncode == 0
    edit(built, ARTICLE, "2024-05-02", "yesterday")
    (built.root / "output/tags/trade/index.html").unlink()

    found = built.inv("check")

    assert found.returncode == 1
    assert f"{ARTICLE}: date: 'yesterday' is no date, write a day" in found.stdout
    assert "the link /tags/trade/ leads nowhere" in found.stdout


def test_check_tells_each_fault_once_and_counts_captures_too(project: Project) -> None:
    project.write("content/captures/broken.txt", "")

    one = project.inv("check")
    edit(project, ARTICLE, "tags: [Trade]", "tags: [Trade")
    two = project.inv("check")

    assert one.returncode == two.returncode == 1
    assert "content/captures/broken.txt: read: it is empty, " in one.stdout
    assert "1 fault in content/." in one.stdout
    assert "2 faults in content/." in two.stdout
    assert two.stdout.count(ARTICLE) == 1


def test_clean_takes_away_what_can_be_made_again(built: Project) -> None:
    before = built.files("content")
    assert built.inv("clean").returncode == 0
    assert not (built.root / "output").exists()
    assert not (built.root / ".cache").exists()
    assert built.files("content") == before


def test_the_list_of_commands_says_in_one_line_what_each_does(project: Project) -> None:
    listed = project.inv("--list").stdout.splitlines()
    commands = {line.split()[0]: line.split(maxsplit=1)[1:] for line in listed if line.startswith("  ")}
    expected = {
        "build",
        "serve",
        "import",
        "preview",
        "review",
        "fetch",
        "screenshots",
        "new",
        "start",
        "clean",
        "check",
        "publish",
        "test",
        "evaluate",
        "accept",
        "new-site",
    }
    assert commands.keys() == expected
    assert all(commands.values())


def test_a_command_does_not_wait_for_what_only_others_need(project: Project) -> None:
    heavy = "{'numpy', 'openpyxl', 'pelican', 'plugins.importer.pipeline'}"
    told = project.run(sys.executable, "-c", f"import sys, tasks; print({heavy} & sys.modules.keys())")
    assert told.stdout == "set()\n"


# serve ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("port", ["abc", "0", "70000", "-1"])
def test_serve_refuses_what_is_no_port(project: Project, port: str) -> None:
    refused = project.inv("serve", f"--port={port}")
    assert refused.returncode == 1
    assert "give a number from 1 to 65535" in refused.stdout
    assert "Traceback" not in refused.stdout


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl-C in another way")
def test_serve_says_where_each_draft_is_and_stops_with_a_word(project: Project) -> None:
    log = project.root / "log"
    with log.open("w") as out, serving(project, stdout=out, preexec_fn=heed_ctrl_c) as (server, home):
        assert "oranges" in fetch(f"{home}2024/05/02/a-harbour-reopens/")
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=30) == 0
    told = log.read_text(encoding="utf-8")
    assert f"a draft: {home}drafts/held-back/\n" in told
    assert told.rstrip().endswith("Stopped.")


@pytest.fixture
def home(project: Project) -> Iterator[str]:
    """The address of the project's site as `serve` shows it."""
    with serving(project) as (_, address):
        yield address


def test_serve_shows_drafts_and_builds_again_when_a_file_changes(project: Project, home: str) -> None:
    assert "unannounced ferry" in fetch(f"{home}drafts/held-back/")
    edit(project, ARTICLE, "brought oranges", "brought lemons")
    wait_until(lambda: "brought lemons" in fetch(f"{home}2024/05/02/a-harbour-reopens/"))


def test_serve_answers_with_the_sites_own_page_where_none_is(home: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(f"{home}2024/no/such/page/")
    assert caught.value.code == 404
    assert caught.value.headers["Content-Type"].startswith("text/html")
    assert caught.value.read().decode() == fetch(f"{home}404.html")


def test_serve_loads_the_page_in_the_browser_again(project: Project, home: str, browser: Browser) -> None:
    page = browser.new_page()
    try:
        with page.expect_websocket():
            page.goto(f"{home}2024/05/02/a-harbour-reopens/")
        page.wait_for_timeout(500)
        edit(project, ARTICLE, "brought oranges", "brought lemons")
        page.get_by_text("brought lemons").wait_for(timeout=40_000)
    finally:
        page.close()


# The environment ------------------------------------------------------------------------------------------------------


def bare(project: Project, code: str) -> "subprocess.CompletedProcess[str]":
    """Run Python in the project's folder as outside of any environment."""
    return project.run(getattr(sys, "_base_executable", sys.executable), "-c", code)


def test_an_older_python_is_told_what_is_needed(project: Project) -> None:
    old = bare(project, "import sys; sys.version_info = (3, 10, 0); import tasks")
    assert old.returncode == 1
    assert old.stdout.startswith("Python 3.11 or newer is needed")


def test_a_python_without_venv_is_told_what_to_install(project: Project) -> None:
    hide = "import sys; sys.modules['ensurepip'] = None; "
    code = f"{hide}from plugins.commands import environment as e; e.require(e.RUNTIME)"
    without = bare(project, code)
    assert without.returncode == 1
    assert "apt install python3-venv" in without.stdout
    assert "Traceback" not in without.stdout


def test_the_environment_is_made_once_and_installed_into_only_when_the_lock_changes(project: Project) -> None:
    project.write("requirements.lock", "# nothing\n")
    bare(project, "import venv; venv.create('.venv', with_pip=False)")  # what a run leaves that was interrupted
    require = "from plugins.commands import environment as e; e.require(e.RUNTIME); print('done')"

    first, second = bare(project, require), bare(project, require)
    project.write("requirements.lock", "# nothing, said otherwise\n")
    third = bare(project, require)

    assert "Making the environment" in first.stdout
    assert second.stdout == "done\n"
    assert "Installing what requirements.lock names" in third.stdout
    assert "Making the environment" not in third.stdout


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl-C in another way")
def test_ctrl_c_while_the_environment_is_made_is_told_in_a_line(project: Project) -> None:
    interrupt = "import signal; signal.signal(2, signal.default_int_handler); "
    code = "from plugins.commands import environment as e; e.require = lambda _: signal.raise_signal(2); e.enter([])"
    stopped = bare(project, interrupt + code)
    assert stopped.returncode == 130
    assert stopped.stdout == "Stopped. .venv is not made to its end; the same command goes on from there.\n"


def test_a_package_that_is_not_the_one_in_the_lock_is_refused(project: Project) -> None:
    wheel = project.root / "thing-1.0-py3-none-any.whl"
    wheel.write_bytes(b"not the one")
    project.write("requirements.lock", f"thing @ {wheel.as_uri()} --hash=sha256:{'0' * 64}\n")
    refused = bare(project, "from plugins.commands import environment as e; e.require(e.RUNTIME)")
    assert refused.returncode == 1
    assert "do not use it" in refused.stdout
    assert "Traceback" not in refused.stdout


def test_the_lock_files_name_no_registry(project: Project) -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        assert "://" not in (project.root / name).read_text(encoding="utf-8")
    assert "resolved" not in (ROOT / "tests/node/package-lock.json").read_text(encoding="utf-8")


@pytest.mark.skipif(os.name == "nt", reason="on Windows a link to a folder needs a right that few have")
def test_tasks_py_as_a_script_goes_on_inside_the_environment(project: Project) -> None:
    (project.root / ".venv").symlink_to(sys.prefix)
    stamp = Path(sys.prefix) / "requirements.lock.installed"
    lock = (project.root / "requirements.lock").read_bytes()
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != hashlib.sha256(lock).hexdigest():
        pytest.skip("these tests do not run in the environment that tasks.py makes")
    listed = bare(
        project, "import runpy, sys; sys.argv = ['tasks.py']; runpy.run_path('tasks.py', run_name='__main__')"
    )
    assert "Available tasks" in listed.stdout, listed.stdout
