"""What the tests share: a browser, a validator, corpora from outside, scratch copies of the project, the built sample.

Nothing is installed from here. What this machine lacks skips the tests that need it, with one line that says so;
CI_NO_SKIPS=1 makes every skip a failure.
"""

import compileall
import json
import os
import shutil
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Route, sync_playwright

from plugins.commands import starting
from plugins.importer import accounts

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "tests" / "fixtures" / "site"
VNU = ROOT / "tests" / "node" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"

_NOT_COPIED = (".git", ".venv", ".cache", "output", "tests", "benchmarks", "screenshots", "__pycache__", ".*_cache")
_SUB_ADDRESS = "https://x.example/archive"


# No skip where none is allowed ----------------------------------------------------------------------------------------


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure where CI_NO_SKIPS is set."""
    report = yield
    _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a whole file that is skipped."""
    report = yield
    _refuse_skip(report)
    return report


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if os.environ.get("CI_NO_SKIPS") and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"no skip is allowed here: {reason}"


# From outside ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium without a window; CHROMIUM names another than Debian's."""
    path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    if not Path(path).exists():
        pytest.skip("no browser: install Debian's chromium, or set CHROMIUM to the path of one")
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        chromium = playwright.chromium.launch(executable_path=path, args=flags)
        yield chromium
        chromium.close()


def reader(browser: Browser, site: Path, address: str, **options: Any) -> BrowserContext:
    """A reader's window on a built site: its files answer at its address, and nothing answers elsewhere.

    `options` are those of Playwright's `new_context`. Close it after use.
    """
    context = browser.new_context(base_url=f"{address}/", **options)
    context.set_default_timeout(5_000)

    def answer(route: Route) -> None:
        url = route.request.url
        if not url.startswith(f"{address}/"):
            route.abort()
            return
        file = site / unquote(urlsplit(url.removeprefix(f"{address}/")).path)
        file = file / "index.html" if file.is_dir() else file
        found = file.is_file()
        route.fulfill(status=200 if found else 404, path=file if found else site / "404.html")

    context.route("**/*", answer)
    return context


@dataclass(frozen=True)
class Corpora:
    """Captures and hostile inputs from outside, never part of the repository."""

    articles: Path
    """`articles-text/`, `articles-html/`, `metadata-html/`, each with `sources/`, `truth.jsonl`, `urls.json`."""
    vectors: Path
    """`*.jsonl` of hostile inputs."""
    seeds: Path
    tools: Path


@pytest.fixture(scope="session")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Corpora:
    """The corpora that OPINION_CORPORA names, unpacked once a session."""
    given = os.environ.get("OPINION_CORPORA")
    if not given:
        pytest.skip("no corpora: set OPINION_CORPORA to the folder that holds them")
    origin = Path(given)

    def unpack(folder: Path) -> None:
        for name in ("corpora", "vectors"):
            with tarfile.open(origin / name / "dev.tar.xz") as archive:
                archive.extractall(folder / name, filter="data")

    unpacked = once(tmp_path_factory, "corpora", unpack)
    return Corpora(unpacked / "corpora", unpacked / "vectors" / "dev", origin / "seeds", origin / "tools")


@pytest.fixture(scope="session")
def vnu() -> Callable[[Path], list[str]]:
    """The Nu HTML Checker: what it finds wrong with the pages of a folder, one line each."""
    if not VNU.exists() or shutil.which("java") is None:
        pytest.skip("no HTML validator: install a Java runtime, and vnu by `npm ci` in tests/node")

    def check(folder: Path) -> list[str]:
        briefly = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]  # what is compiled to its best is not run for long
        options = ["--format", "json", "--skip-non-html", "--errors-only"]
        command = ["java", "-Xss4m", *briefly, "-jar", str(VNU), *options, str(folder)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8")
        return [_vnu_line(message) for message in json.loads(done.stderr)["messages"]]

    return check


def _vnu_line(message: dict[str, object]) -> str:
    return f"{message.get('url')}:{message.get('lastLine')}: {message['message']} {message.get('extract')!r}"


# The project ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sites:
    """The sample archive, built at the root of an address, and as published under a path, in short lists."""

    root: Path
    sub: Path
    sub_address: str = _SUB_ADDRESS


@pytest.fixture(scope="session")
def shipped_sample() -> None:
    """Skips a test of the sample archive where `content/` holds an archive of one's own."""
    if not starting.shipped() or not all(path.is_file() for path in starting.shipped()):
        pytest.skip("content/ does not hold the sample that is shipped, but an archive of one's own")


@pytest.fixture(scope="session")
def built_site(shipped_sample: None, tmp_path_factory: pytest.TempPathFactory) -> Sites:
    """The archive in `content/`, built once a session as `build` does and as `publish` does."""

    def build(folder: Path) -> None:
        folder.mkdir()
        accounts.keep(ROOT / "content", ROOT / ".cache" / "accounts")
        _pelican(folder / "root", "pelicanconf.py", "")
        _pelican(folder / "sub", "publishconf.py", _SUB_ADDRESS, "-e", "DEFAULT_PAGINATION=5")

    built = once(tmp_path_factory, "built-site", build)
    return Sites(built / "root", built / "sub")


def _pelican(output: Path, settings: str, address: str, *options: str) -> None:
    done = pelican(Path("content"), output, "-s", settings, *options, SITEURL=address)
    assert done.returncode == 0, done.stdout


# Small sites ----------------------------------------------------------------------------------------------------------

Files = dict[str, bytes]
"""Path below a folder -> bytes."""


def pelican(content: Path, output: Path, *more: str, **environ: str) -> "subprocess.CompletedProcess[str]":
    """Build as the project's tasks do; standard output and error are one."""
    command = [sys.executable, "-m", "pelican", str(content), "-o", str(output), "-s", "pelicanconf.py", *more]
    variables = {**os.environ, "SITEURL": "", "DRAFTS": "", **environ}
    return subprocess.run(
        [*command, "--log-handler", "plain"],
        cwd=ROOT,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


def files(folder: Path) -> Files:
    """Every file below a folder, by its path: its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="session")
def fixture_site(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Files]:
    """The fixture site under an address, built once a session each."""

    @cache
    def built(address: str) -> Files:
        def build(folder: Path) -> None:
            result = pelican(SITE, folder, SITEURL=address)
            assert result.returncode == 0, result.stdout

        return files(once(tmp_path_factory, f"fixture-site-{address.encode().hex()}", build))

    return built


@dataclass(frozen=True)
class Project:
    """A scratch copy of the project, to run commands in."""

    root: Path

    def inv(self, *arguments: str, environ: dict[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
        """Run a task as `inv` does in an activated environment, with nobody at the keyboard."""
        return self.run(sys.executable, "-m", "invoke", *arguments, environ=environ)

    def run(self, *command: str, environ: dict[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
        """Run any command in the project's folder."""
        variables = {**_without_pytest(), **(environ or {})}
        pipe, empty = subprocess.PIPE, subprocess.DEVNULL
        return subprocess.run(
            command, cwd=self.root, env=variables, stdin=empty, stdout=pipe, stderr=subprocess.STDOUT, encoding="utf-8"
        )

    def as_shipped(self) -> "Project":
        """The project, its archive now the sample that it is shipped with."""
        assert self.run(sys.executable, "-m", "plugins.commands.starting", "write-manifest").returncode == 0
        return self

    def write(self, name: str, text: str) -> Path:
        """Write a file, given its path below the project."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        return path

    def files(self, folder: str) -> Files:
        """Every file below a folder of the project, by its path there."""
        return files(self.root / folder)


def _without_pytest() -> dict[str, str]:
    dropped = ("PYTEST_", "SITEURL", "DRAFTS", "GIT_")
    return {name: value for name, value in os.environ.items() if not name.startswith(dropped)} | {"PYTHONUTF8": "1"}


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project without its archive, to be copied: compiled once a session, and not by each command in each copy."""

    def copy(folder: Path) -> None:
        shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*_NOT_COPIED, "content"))
        compileall.compile_dir(folder / "plugins", quiet=1)

    return once(tmp_path_factory, "original", copy)


@pytest.fixture
def sample(built_site: Sites, original: Path, tmp_path: Path) -> Project:
    """A scratch copy of the project as it is shipped, with its sample archive, whose pictures have their sizes."""
    shutil.copytree(original, tmp_path / "sample")
    for part in ("content", ".cache/pictures"):
        shutil.copytree(ROOT / part, tmp_path / "sample" / part)
    return Project(tmp_path / "sample")


@pytest.fixture
def project(original: Path, tmp_path: Path) -> Project:
    """A scratch copy of the project with a small archive of its own: two articles, a draft, a page."""
    return _with_small_archive(original, tmp_path / "project")


@pytest.fixture
def built(original: Path, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Project:
    """The same, its site built: once a session, and copied with it."""

    def build(folder: Path) -> None:
        done = _with_small_archive(original, folder).inv("build")
        assert done.returncode == 0, done.stdout

    shutil.copytree(once(tmp_path_factory, "built-project", build), tmp_path / "project")
    return Project(tmp_path / "project")


def _with_small_archive(original: Path, folder: Path) -> Project:
    shutil.copytree(original, folder)
    project = Project(folder)
    for name, text in SMALL_ARCHIVE.items():
        project.write(f"content/{name}", text)
    (folder / "content" / "captures").mkdir()
    return project


SMALL_ARCHIVE = {
    "archive.toml": 'name = "The Small Archive"\nlanguage = "en"\ntimezone = "UTC"\n',
    "tags.yaml": "Trade: {names: [commerce], means: buying and selling between countries, broader: []}\n",
    "pages/about.md": "---\ntitle: About\nslug: about\n---\n\nA small archive.\n",
    "2024/05/a-harbour-reopens.md": """---
title: A harbour reopens
date: 2024-05-02
authors: [Ada Moreau]
column: Coasts
tags: [Trade]
slug: a-harbour-reopens
---

The harbour opened again this week, and the first ship brought oranges.
""",
    "2024/06/the-price-of-oranges.md": """---
title: The price of oranges
date: 2024-06-11T09:30:00+02:00
authors: [Ada Moreau]
column: Coasts
tags: [Trade, Food]
slug: the-price-of-oranges
---

A month on, oranges cost what they did before the storm.
""",
    "drafts/held-back.md": """---
title: Held back until the vote
status: draft
slug: held-back
---

Nobody outside this house has read the sentence about the unannounced ferry.
""",
}


CAPTURE = """The ferry is late again

The ferry is late again, and nobody on the quay is surprised by it, least of all the captain, who has been late for
eleven years and has stopped saying why.

There was a time when the timetable was a promise. The council printed it on card, and the school set its bell by it,
and a fisherman could sell his catch in town before the ice had melted in the box.

What changed was not the sea. The sea has the same moods that it had when my grandmother crossed it. What changed was a
line in a budget, which somebody who has never been wet moved from one column to another.

I do not ask for a new ship. I ask that the old one be given the second engineer whom the rules require, and that the
minister who cut the post come and stand here, at seven in the morning, in February, and read the timetable aloud.
"""
"""A text capture of our own."""


def typed(project: Project, arguments: list[str], answers: str) -> tuple[int, str]:
    """Run a task as a person does at a terminal; gives exit code and output."""
    import pty

    ours, theirs = pty.openpty()
    os.write(ours, answers.encode())
    command = [sys.executable, "-m", "invoke", *arguments]
    environ = {**os.environ, "SITEURL": "https://x.example/archive"} if arguments[0] == "publish" else None
    done = subprocess.run(
        command, cwd=project.root, env=environ, stdin=theirs, stdout=-1, stderr=subprocess.STDOUT, encoding="utf-8"
    )
    os.close(ours)
    os.close(theirs)
    return done.returncode, done.stdout


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder that `make` fills, made once a session by whichever worker comes first; the others wait."""
    base = factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, failed, done = base / name, base / f"{name}.failed", base / f"{name}.done"
    try:
        (base / f"{name}.lock").mkdir()
    except FileExistsError:
        while not done.exists():
            assert not failed.exists(), f"{name} could not be made; see the first failure"
            time.sleep(0.1)
        return folder
    try:
        make(folder)
    except BaseException:
        failed.touch()
        raise
    done.touch()
    return folder
