"""The commands, run as a person runs them, in scratch copies of the project."""

import hashlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from plugins.commands import starting
from plugins.commands.checks import read_articles
from plugins.commands.environment import spread
from tests.conftest import CAPTURE, ROOT, Project

ARTICLE = "content/2024/05/a-harbour-reopens.md"
PAGE = "output/2024/05/02/a-harbour-reopens/index.html"


def edit(project: Project, name: str, old: str, new: str) -> None:
    """Change a text in a file of the project."""
    path = project.root / name
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


# build ----------------------------------------------------------------------------------------------------------------


def test_build_makes_the_site_and_a_second_build_does_nothing(project: Project) -> None:
    first = project.inv("build")
    assert first.returncode == 0, first.stdout
    assert "Next: python3 tasks.py serve" in first.stdout
    made = (project.root / PAGE).stat().st_mtime_ns

    second = project.inv("build")

    assert "Nothing has changed" in second.stdout
    assert (project.root / PAGE).stat().st_mtime_ns == made


def test_build_sees_an_edited_article_and_a_deleted_one(project: Project) -> None:
    project.inv("build")
    edit(project, ARTICLE, "brought oranges", "brought lemons")
    (project.root / "content/2024/06/the-price-of-oranges.md").unlink()

    project.inv("build")

    assert "lemons" in (project.root / PAGE).read_text(encoding="utf-8")
    assert not (project.root / "output/2024/06/11").exists()


def test_a_build_that_fails_leaves_the_former_site(project: Project) -> None:
    project.inv("build")
    before = project.files("output")
    edit(project, "pelicanconf.py", '"plugins.reader"', '"plugins.no_such_plugin"')

    failed = project.inv("build")

    assert failed.returncode == 1
    assert "output: not built" in failed.stdout
    assert project.files("output") == before


def test_a_build_killed_while_the_new_site_takes_its_place_is_finished_by_the_next(project: Project) -> None:
    project.inv("build")
    before = project.files("output")
    (project.root / "output").rename(project.root / ".cache/output.old")  # what a kill between the two renames leaves

    again = project.inv("build")

    assert "Nothing has changed" in again.stdout
    assert project.files("output") == before
    assert not (project.root / ".cache/output.old").exists()


def test_build_lists_a_capture_that_cannot_be_read_builds_the_rest_and_succeeds(project: Project) -> None:
    (project.root / "content/captures/broken.txt").write_bytes(b"")

    built, again, imported = project.inv("build"), project.inv("build"), project.inv("import", "content/captures")

    assert built.returncode == 0, built.stdout
    assert (project.root / PAGE).exists()
    assert "broken.txt: " in built.stdout
    assert "could not be read" in again.stdout
    assert imported.returncode == 1
    assert "broken.txt: " in imported.stdout


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


def test_import_never_overwrites_another_capture_of_the_same_name(project: Project, tmp_path: Path) -> None:
    there = project.write("content/captures/ferry.txt", "The one that is there.")
    other = tmp_path / "ferry.txt"
    other.write_text("Another.", encoding="utf-8")

    refused = project.inv("import", str(other))

    assert refused.returncode == 1
    assert "content/captures/ferry.txt: another file of this name is there" in refused.stdout
    assert there.read_text(encoding="utf-8") == "The one that is there."


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
        (["build"], ["build"]),
        ([], ["--list"]),
    ],
)
def test_tasks_py_takes_many_paths_where_invoke_takes_one(given: list[str], for_invoke: list[str]) -> None:
    assert spread(given) == for_invoke


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


# start ----------------------------------------------------------------------------------------------------------------


def test_start_takes_the_sample_away_and_nothing_else(project: Project) -> None:
    project.as_shipped()
    project.write("content/2024/05/mine.md", "---\ntitle: Mine\ndate: 2024-05-03\n---\n\nMine.\n")
    edit(project, ARTICLE, "brought oranges", "brought lemons")

    done = project.inv("start", 'Mine "and" yours', "--owner", "Ada", "--language", "fr", "--yes")

    assert done.returncode == 0, done.stdout
    kept = {"2024/05/mine.md", "2024/05/a-harbour-reopens.md", "pages/about.md", "tags.yaml", "archive.toml"}
    assert project.files("content").keys() == kept
    assert 'name = "Mine \\"and\\" yours"' in (project.root / "content/archive.toml").read_text(encoding="utf-8")
    assert "a-harbour-reopens.md (changed since it was shipped)" in done.stdout
    assert project.inv("build").returncode == 0


def test_an_archive_without_an_article_builds_and_has_no_fault(project: Project) -> None:
    project.as_shipped()
    project.inv("start", "Mine", "--yes")
    assert project.inv("build").returncode == 0
    checked = project.inv("check")
    assert checked.returncode == 0, checked.stdout


def test_the_list_of_the_sample_names_its_files_as_they_are() -> None:
    if starting.shipped().get(starting.SETTINGS) != starting.digest(starting.SETTINGS):
        pytest.skip("content/ does not hold the sample")
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


# check, clean, --list -------------------------------------------------------------------------------------------------


def test_check_lists_faults_of_content_and_site_and_fails(project: Project) -> None:
    project.inv("build")
    assert project.inv("check").returncode == 0
    edit(project, ARTICLE, "2024-05-02", "yesterday")
    (project.root / "output/tags/trade/index.html").unlink()

    found = project.inv("check")

    assert found.returncode == 1
    assert f"{ARTICLE}: date: 'yesterday' is no date, write a day" in found.stdout
    assert "the link /tags/trade/ leads nowhere" in found.stdout


def test_clean_takes_away_what_can_be_made_again(project: Project) -> None:
    project.inv("build")
    before = project.files("content")
    assert project.inv("clean").returncode == 0
    assert not (project.root / "output").exists()
    assert not (project.root / ".cache").exists()
    assert project.files("content") == before


def test_the_list_of_commands_says_in_one_line_what_each_does(project: Project) -> None:
    listed = project.inv("--list").stdout.splitlines()
    commands = {line.split()[0]: line.split(maxsplit=1)[1:] for line in listed if line.startswith("  ")}
    expected = {"build", "serve", "import", "preview", "new", "start", "clean", "check", "publish", "test"}
    assert commands.keys() == expected
    assert all(commands.values())


# serve ----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def home(project: Project) -> Iterator[str]:
    """The address of the project's site as `serve` shows it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "invoke", "serve", "--port", str(port)]
    server = subprocess.Popen(command, cwd=project.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}/"
    try:
        wait_until(lambda: "oranges" in fetch(f"{address}2024/05/02/a-harbour-reopens/"))
        yield address
    finally:
        server.terminate()
        server.wait()


def fetch(address: str) -> str:
    """A page, or nothing while it is not there."""
    try:
        with urllib.request.urlopen(address) as answer:
            return str(answer.read().decode())
    except (urllib.error.URLError, ConnectionError):
        return ""


def wait_until(holds: Callable[[], bool], seconds: float = 40) -> None:
    """Wait for something to come true; fail when it does not."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.2)


def test_serve_shows_drafts_and_builds_again_when_a_file_changes(project: Project, home: str) -> None:
    assert "unannounced ferry" in fetch(f"{home}drafts/held-back/")
    edit(project, ARTICLE, "brought oranges", "brought lemons")
    wait_until(lambda: "brought lemons" in fetch(f"{home}2024/05/02/a-harbour-reopens/"))


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
