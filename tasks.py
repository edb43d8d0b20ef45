"""Every command of the archive, one after the other; `inv --list` is their table of contents.

Run as a script (`python3 tasks.py build`) it makes the environment `.venv` first, where that is missing or out of date,
and goes on inside it. In an activated environment `inv build` is the same.
"""

import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - so that an older Python says what is missing, and not "SyntaxError"
    sys.exit(f"Python 3.11 or newer is needed, and this is {sys.version.split()[0]}; get it from python.org")

from plugins.commands import environment

if __name__ == "__main__":
    environment.enter(environment.spread(sys.argv[1:]))

from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

from invoke.context import Context
from invoke.exceptions import Exit
from invoke.tasks import task

from plugins import settings
from plugins.commands import CommandError, building, checks, publishing, receiving, starting, streams

PATHS = {"path": "a file or folder", "more": "one more (any number of times; tasks.py takes them one after the other)"}
SEARCH = "with the index of all words, which takes some seconds more"
UNREAD = "Some captures could not be read. Next: mend what is named above, then {}"


def command(**options: Any) -> Callable[[Callable[..., None]], Any]:
    """An Invoke task whose foreseen failures are one line each and exit code 1, not a traceback."""

    def wrap(do: Callable[..., None]) -> Any:
        @wraps(do)
        def told(*arguments: Any, **named: Any) -> None:
            try:
                do(*arguments, **named)
            except (CommandError, settings.ArchiveError) as failure:
                raise Exit(str(failure), code=1) from failure
            except KeyboardInterrupt as stop:
                raise Exit(" ".join(["Stopped.", *stop.args]), code=130) from None
            except EOFError:
                raise Exit("Nobody answered; nothing was done.", code=1) from None
            except BrokenPipeError:  # as after `| head`: nobody reads any more
                streams.lead_nowhere()
            finally:
                streams.flush()

        return task(told, **options)

    return wrap


@command(help={"search": SEARCH})
def build(_: Context, search: bool = False) -> None:
    """Import new captures and build the site to output/."""
    built = building.build(building.Build(search=search))
    if built.changed:
        print(f"Built {built.pages:,} pages into output/ in {built.seconds:.1f} s.")
    else:
        print(f"Nothing has changed: output/ stands as it is, {built.pages:,} pages.")
    if not built.all_read:
        if built.left_out:
            left_out = checks.counted(len(built.left_out), "article")
            print(f"{left_out} not on the site, for the file cannot be read:", *built.left_out, sep="\n  ")
        else:
            print("Some captures could not be read and are left out.")
        print("python3 tasks.py check names all that is wrong.")
    print("Next: python3 tasks.py serve shows it at http://127.0.0.1:8000/")


@command(help={"port": "where to listen on this machine", "search": SEARCH})
def serve(_: Context, port: str = "8000", search: bool = False) -> None:
    """Show the site and its drafts at home, rebuilt on every change."""
    from plugins.commands import serving

    serving.serve(port, search=search)


@command(
    name="import",
    help=PATHS
    | {
        "dry_run": "show the plan, write nothing",
        "processes": "how many read captures (one a core)",
        "scheduler": "the address of a Dask scheduler, to read on its cluster",
        "pictures": "fetch pictures that captures do not hold",
    },
    positional=["path"],
    iterable=["more"],
)
def import_(
    _: Context,
    path: str,
    more: list[str],
    dry_run: bool = False,
    processes: int = 0,
    scheduler: str = "",
    pictures: bool = False,
) -> None:
    """Take captures in and make articles of all that are new."""
    if scheduler:
        environment.require(environment.CLUSTER)
    paths = [Path(each) for each in [path, *more]]
    copies = receiving.plan(paths)
    if copies:
        files = checks.counted(len(copies), "file")
        print(f"{sum(copy.needed for copy in copies):,} of {files} to copy into content/captures/.")
    receiving.receive([] if dry_run else copies)
    workers = ["--scheduler", scheduler] if scheduler else ["--processes", str(processes)]
    if not dry_run:
        options = [*workers, *["--pictures"] * pictures]
        read = building.import_captures([*options, *([] if copies else map(building.from_root, paths))])
    elif copies:  # not in content/captures/ yet, where alone the importer can tell what is new
        read = not building.run("plugins.importer", "preview", *map(building.from_root, paths))
    else:
        read = building.import_captures([*workers, *map(building.from_root, paths), "--dry-run"])
    move = "the same without --dry-run" if dry_run else "python3 tasks.py build"
    if not read:
        raise Exit(UNREAD.format(move), code=1)
    print(f"Next: {move}")


@command(
    help={"address": "a page's full address, or a file with an address on each line", "more": PATHS["more"]}
    | {"pictures": "fetch their pictures too"},
    positional=["address"],
    iterable=["more"],
)
def fetch(_: Context, address: str, more: list[str], pictures: bool = False) -> None:
    """Fetch pages of the web as captures, and make articles of them."""
    given = [building.from_root(each) if Path(each).is_file() else each for each in [address, *more]]
    if building.run("plugins.importer", "fetch", *given, *["--pictures"] * pictures):
        raise Exit("Some pages could not be fetched or read; they are named above.", code=1)
    print("Next: python3 tasks.py build")


@command(
    help=PATHS
    | {"urls": "a JSON file: file stem to URL", "json": "one object a line", "explain": "why each block went"},
    positional=["path"],
    iterable=["more"],
)
def preview(_: Context, path: str, more: list[str], urls: str = "", json: bool = False, explain: bool = False) -> None:
    """Show what would be made of captures; write nothing."""
    options = [*(["--urls", building.from_root(urls)] if urls else []), *["--json"] * json, *["--explain"] * explain]
    files = [*map(building.from_root, [path, *more])]
    if building.run("plugins.importer", "preview", *files, *options, unheard=False):
        raise Exit("Some captures could not be read; they are named above.", code=1)


@command(help={"apply": "a review.xlsx (or .csv) with your answers", "yes": "do not ask"})
def review(_: Context, apply: str = "", yes: bool = False) -> None:
    """Ask a person what the importer is not sure of."""
    from plugins.commands import reviewing

    if not apply:
        asked = reviewing.write()
        print(f"Wrote {checks.counted(asked, 'question')} into {reviewing.FILE.name}; answer in its last column.")
        print(f"Next: python3 tasks.py review --apply {reviewing.FILE.name}")
        return
    decisions = reviewing.plan(Path(apply))
    for edit in decisions.edits:
        print(str(edit).removeprefix(f"{environment.ROOT.as_posix()}/"))
    if not decisions.edits:
        print("No answer in it says anything new. Next: python3 tasks.py review")
        return
    confirm(f"Write {checks.counted(len(decisions.files), 'file')} and import again?", yes)
    if not reviewing.carry_out(decisions):
        raise Exit(UNREAD.format("python3 tasks.py build"), code=1)
    print("Next: python3 tasks.py build")


@command(help={"title": "the article's title"}, positional=["title"])
def new(_: Context, title: str) -> None:
    """Begin an article of your own in content/drafts/."""
    starting.refuse_no_name(title, "title")
    archive = settings.load(publishing.SETTINGS)
    path = starting.new_article(title, date.today(), archive.language)
    print(f"Wrote {path.relative_to(environment.ROOT).as_posix()}.")
    print(f"Next: write; python3 tasks.py serve shows it at http://127.0.0.1:8000/drafts/{path.stem}/")
    print(f"To publish it, take out `status: draft` and move it to content/{date.today():%Y/%m}/.")


@command(
    positional=["name"],
    help={"name": "the archive's name", "yes": "do not ask"}
    | {key: text for key, (text, _) in starting.QUESTIONS.items()},
)
def start(
    _: Context,
    name: str,
    tagline: str = "",
    owner: str = "",
    address: str = "",
    language: str = "",
    timezone: str = "",
    yes: bool = False,
) -> None:
    """Begin an archive of your own in place of the sample."""
    starting.refuse_no_name(name, "name")
    given = {"tagline": tagline, "owner": owner, "address": address, "language": language, "timezone": timezone}
    plan = starting.plan_start()
    print(f"To begin {name!r}:\n{plan}")
    answers = starting.ask(given, unasked=yes)
    confirm("Go on?", yes)
    starting.start(plan, name, answers)
    building.remove_made()
    print("Wrote content/archive.toml.")
    if plan.about:
        print("content/pages/about.md now tells what any archive of this kind keeps; make it yours.")
    print("Next: put captures into content/captures/, then python3 tasks.py build")


@command()
def check(_: Context) -> None:
    """Look for faults in content/ and in the built site."""
    site = building.Build()
    where = "content/ and output/" if site.output.is_dir() else "content/"
    faults = checks.content_faults(environment.ROOT / "content")
    if site.output.is_dir():
        faults += checks.site_faults(checks.Site(site.output), environment.ROOT / "content")
    named = {fault.path for fault in faults}
    faults += [fault for fault in checks.capture_faults(environment.ROOT / "content") if fault.path not in named]
    for fault in faults:
        print(fault)
    if not any(building.is_current(building.Build(search=search)) for search in (False, True)):
        print("output/ was not built from content/ as it is now: python3 tasks.py build, then check again.")
    if faults:
        found = checks.counted(len(faults), "fault")
        raise Exit(f"{found} in {where}. Next: mend what is named above, then check again", code=1)
    print(f"No fault in {where}. Next: python3 tasks.py publish")


@command(
    help={
        "address": "the site's full web address; else archive.toml or the remote tells",
        "remote": "the git remote to push to",
        "push": "--no-push builds and checks only",
        "yes": "do not ask before the first push",
    }
)
def publish(_: Context, address: str = "", remote: str = "origin", push: bool = True, yes: bool = False) -> None:
    """Build the public site, check it, push it to GitHub Pages."""
    address = publishing.site_address(address, remote)
    size = publishing.prepare(address)
    print(f"Ready for {address}/ in {publishing.PUBLIC.relative_to(environment.ROOT).as_posix()}: {size}")
    if address != publishing.kept_address(remote):
        print(f'To keep this address for the next time, write address = "{address}" into content/archive.toml.')
    if not push:
        print("Nothing was pushed. Next: python3 tasks.py publish")
        return
    if publishing.is_first(remote):
        print(publishing.what_becomes_public(remote, address, size))
        confirm("Publish it?", yes)
    publishing.push(remote)
    print(f"Pushed to the branch {publishing.BRANCH} of {remote}. Next: open {address}/ in a few minutes.")


@command()
def test(_: Context) -> None:
    """Check lint, types and tests."""
    environment.require(environment.DEVELOPMENT)
    steps = (
        ["ruff", "check"],
        ["ruff", "format", "--check"],
        ["mypy"],
        ["pytest", "-n", str((os.cpu_count() or 1) + 1), "--dist", "worksteal"],
    )
    failed = [" ".join(step) for step in steps if building.run(*step)]
    if failed:
        raise Exit(f"Failed: {', '.join(failed)}. Next: mend what is named above, then python3 tasks.py test", code=1)
    print("Lint, types and tests hold. Next: git commit")


@command(
    help={"corpus": "a folder with sources/, truth.jsonl and urls.json", "worst": "name so many pages of each field"}
)
def evaluate(_: Context, corpus: str, worst: int = 0) -> None:
    """Score the importer against pages whose truth is known."""
    from plugins.commands import evaluating
    from plugins.importer import progress

    with progress.shown("pages") as show:
        found = evaluating.evaluate(Path(corpus), show)
    for row in found.rows:
        figures = "  ".join(f"{name} {value:.4f}" for name, value in row.figures.items())
        print(f"{row.field:<9} n {row.pages:<5} {figures}")
        for ident in row.worst[:worst]:
            print(f"          {ident}")
    print(f"{len(found.failed)} pages failed; the slowest took {found.slowest:.2f} s.", *found.failed, sep="\n  ")
    print("Next: python3 tasks.py preview PAGE --explain shows why a page reads as it does")


@command(
    name="new-site",
    help={"url": "an address of the publication", "capture": "a page of it", "proves": "what the fixture proves"},
    positional=["url", "capture"],
)
def new_site(_: Context, url: str, capture: str, proves: str = "a saved page") -> None:
    """Begin a publication's own rules, and a fixture, from a capture."""
    from plugins.commands import sites

    made = sites.begin(url, Path(capture), proves)
    print(f"Wrote {building.from_root(made.rules)} and {building.from_root(made.fixture)}/.")
    print("The fixture holds the capture as it is: without a right to that text, do not commit it to a public")
    print("repository; write a page of your own in its shape instead, and let it be accepted.")
    print("Next: look through both, then python3 tasks.py accept, and python3 tasks.py test")


@command()
def accept(_: Context) -> None:
    """Let the importer's fixtures expect what is made of them now."""
    from plugins.commands import fixtures

    changed = [building.from_root(path) for folder in fixtures.folders() for path in fixtures.accept(folder)]
    print(f"{checks.counted(len(changed), 'expectation')} changed.", *changed, sep="\n  ")
    print("Next: read git diff tests/fixtures, and commit what is right")


@command(help={"readme": "only those that the README shows, into docs/"})
def screenshots(_: Context, readme: bool = False) -> None:
    """Take pictures of every kind of page into screenshots/."""
    environment.require(environment.DEVELOPMENT)
    if building.run("tests.screenshots", *(["readme"] if readme else [])):
        raise Exit("No pictures were taken; mend what is named above.", code=1)
    print(f"Next: look at them in {'docs' if readme else 'screenshots'}/")


@command()
def clean(_: Context) -> None:
    """Take away what can be made again."""
    building.remove_made()
    print("Took away output/ and .cache/. Next: python3 tasks.py build")


def confirm(question: str, yes: bool) -> None:
    """Ask a person; exit code 1 where the answer is no, or where nobody is there to give it."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise Exit("Nobody is there to answer; nothing was done. Give --yes to go on without asking.", code=1)
    if input(f"{question} [y/N] ").strip().lower() not in ("y", "yes"):
        raise Exit("Nothing was done.", code=1)
