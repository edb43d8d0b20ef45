"""Building the site: import what is new, let Pelican write apart from the old site, put the new one in its place.

A build whose inputs are as they were does nothing; one that is interrupted leaves the site that stood before.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TypedDict

from plugins.commands import CommandError, streams
from plugins.commands.checks import read_articles
from plugins.commands.environment import ROOT

CACHE = ROOT / ".cache"
_INPUTS = ("content", "theme", "plugins", "pelicanconf.py", "publishconf.py", "requirements.lock")


class BuildError(CommandError):
    """A site that could not be built; the one that stood before stands still."""


@dataclass(frozen=True)
class Build:
    """What to build, and where.

    address: the site's web address, None to leave it to the settings. search: with an index of all words, whatever the
    settings say.
    """

    output: Path = ROOT / "output"
    settings: str = "pelicanconf.py"
    address: str | None = None
    drafts: bool = False
    search: bool = False

    def environ(self) -> dict[str, str]:
        """The environment variables that the settings read."""
        chosen = {} if self.address is None else {"SITEURL": self.address}
        indexed = {"SEARCH": "1"} if self.search else {}
        return {**os.environ, **chosen, **indexed, "DRAFTS": "1" if self.drafts else ""}


@dataclass(frozen=True)
class Built:
    """What a build came to: how many pages stand, whether any was made anew, whether all content could be read.

    left_out: a line for each article that is not on the site because its file cannot be read.
    """

    pages: int
    changed: bool
    all_read: bool
    left_out: list[str]
    seconds: float = field(compare=False, default=0.0)


def build(plan: Build) -> Built:
    """Bring `plan.output` up to date with content, theme and settings.

    Waits for another build of the same folder. Raises BuildError when the importer cannot begin or Pelican fails.
    """
    with _alone():
        return _build(plan)


def _build(plan: Build) -> Built:
    started = time.monotonic()
    _finish_interrupted(plan.output)
    if is_current(plan):
        known = _known(plan)
        return Built(_count(plan.output), False, known["all_read"], known["left_out"])
    all_read = import_captures(["--quiet-when-unchanged"])
    inputs = _fingerprint(plan)  # before Pelican reads, so that an edit made meanwhile is seen by the next build
    _place(_generate(plan), plan.output)
    left_out = [str(fault) for fault in read_articles(ROOT / "content")[1]]
    _remember(plan, {"inputs": inputs, "all_read": all_read and not left_out, "left_out": left_out})
    return Built(_count(plan.output), True, all_read and not left_out, left_out, time.monotonic() - started)


def is_current(plan: Build) -> bool:
    """Whether `plan.output` stands and was built from content, theme and settings as they are now."""
    return plan.output.is_dir() and _known(plan)["inputs"] == _fingerprint(plan)


def import_captures(arguments: list[str]) -> bool:
    """Run the importer's `import` with more arguments; True when every capture and article could be read.

    Raises BuildError when nothing was imported, as with settings or a vocabulary that cannot be used, and where it is
    interrupted a KeyboardInterrupt that says what is kept.
    """
    try:
        code = run("plugins.importer", "import", "--log", from_root(CACHE / "import.log"), *arguments)
    except KeyboardInterrupt:
        kept = "What was imported so far is kept; the same command goes on from there."
        raise KeyboardInterrupt(kept) from None
    if code not in (0, 1):
        raise BuildError("nothing was imported or built; mend what is named above, then the same command again")
    return code == 0


def from_root(path: str | Path) -> str:
    """A path as the modules that `run` starts see it: they work in the project's folder."""
    found = Path(path).resolve()
    return found.relative_to(ROOT).as_posix() if found.is_relative_to(ROOT) else str(found)


def run(module: str, *arguments: str, environ: dict[str, str] | None = None, unheard: bool = True) -> int:
    """Run a Python module from the project's folder, showing what it prints; gives its exit code.

    unheard: let it finish though nobody reads any more what is printed; otherwise raises BrokenPipeError then.
    """
    streams.flush()
    command = [sys.executable, "-m", "plugins.commands.module", module, *arguments]
    handed_on = not sys.stdout.isatty()
    out = subprocess.PIPE if handed_on else None
    errors = subprocess.STDOUT if handed_on and streams.are_one() else None
    with subprocess.Popen(command, cwd=ROOT, env=environ, stdout=out, stderr=errors) as process:
        try:
            if process.stdout:
                streams.hand_on(process.stdout, unheard=unheard)
            return process.wait()
        except KeyboardInterrupt:  # it was interrupted as well, and may have something to put in order
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=10)
            raise


def remove(folder: Path) -> None:
    """Take a folder away, if it is there."""
    if folder.exists():
        shutil.rmtree(folder)


def remove_made() -> None:
    """Take away what a build makes again: the site, and what is kept between builds."""
    for folder in (Build().output, CACHE):
        remove(folder)


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the one lock of this project's builds; the system lets it go when the process ends, however it ends."""
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "build.lock").open("w") as file:
        try:
            _lock(file, wait=False)
        except OSError:
            print("Another build is at work here; waiting for it to end.", flush=True)
            _lock(file, wait=True)
        yield


def _lock(file: IO[str], *, wait: bool) -> None:
    """Lock a file for this process; raises OSError where another has it and we do not wait (on Windows for 10 s)."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))


def _generate(plan: Build) -> Path:
    staged = _aside(plan.output, "new")
    remove(staged)
    if run("pelican", "content", "-o", str(staged), "-s", plan.settings, environ=plan.environ()):
        raise BuildError(f"{plan.output.name}: not built; mend what is named above and build again")
    if not staged.is_dir():
        raise BuildError(f"{plan.output.name}: Pelican wrote nothing; put an article into content/ and build again")
    return staged


def _place(staged: Path, output: Path) -> None:
    former = _aside(output, "old")
    try:
        remove(former)
        if output.exists():
            output.rename(former)
        staged.rename(output)
        remove(former)
    except OSError as error:
        reason = error.strerror or error
        raise BuildError(
            f"{output.name}: it cannot be put in place ({reason}); mend its rights and build again"
        ) from error


def _finish_interrupted(output: Path) -> None:
    former = _aside(output, "old")
    if former.exists() and not output.exists():
        former.rename(output)


def _aside(output: Path, suffix: str) -> Path:
    """Where a site waits for its place, or steps aside: on the same file system, so that one rename is enough."""
    return CACHE / f"{output.name}.{suffix}"


def _count(output: Path) -> int:
    return sum(1 for _ in output.rglob("*.html"))


def _fingerprint(plan: Build) -> str:
    """One hash over names, sizes and times of everything that a build reads; no file is opened."""
    digest = hashlib.sha256(repr((plan.settings, sorted(_chosen(plan).items()), sys.version_info[:2])).encode())
    for path in _input_files():
        status = path.stat()
        digest.update(f"{path.relative_to(ROOT).as_posix()}\0{status.st_size}\0{status.st_mtime_ns}\0".encode())
    return digest.hexdigest()


def _chosen(plan: Build) -> dict[str, str]:
    return {name: plan.environ().get(name, "") for name in ("SITEURL", "DRAFTS", "SEARCH")}


def _input_files() -> Iterator[Path]:
    for name in _INPUTS:
        top = ROOT / name
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and path.suffix != ".pyc":
                yield path


def _stamp(plan: Build) -> Path:
    return CACHE / f"{plan.output.name}.stamp.json"


class _Facts(TypedDict):
    """What is kept of a build until the next."""

    inputs: str
    all_read: bool
    left_out: list[str]


def _known(plan: Build) -> _Facts:
    try:
        known = json.loads(_stamp(plan).read_text(encoding="utf-8"))
        left_out = [str(line) for line in known["left_out"]]
        return {"inputs": str(known["inputs"]), "all_read": bool(known["all_read"]), "left_out": left_out}
    except (OSError, ValueError, LookupError, TypeError):
        return {"inputs": "", "all_read": True, "left_out": []}


def _remember(plan: Build, facts: _Facts) -> None:
    _stamp(plan).write_text(json.dumps(facts), encoding="utf-8")
