"""The way out to GitHub Pages: build to publish, check, show, push to the `gh-pages` branch without history."""

import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from plugins import settings
from plugins.commands import CommandError
from plugins.commands.building import CACHE, Build, build
from plugins.commands.checks import Fault, Site, content_faults, counted, read_articles, site_faults
from plugins.commands.environment import ROOT

PUBLIC = CACHE / "public"
"""Where the site to publish is built."""

SETTINGS = ROOT / "content" / "archive.toml"
BRANCH = "gh-pages"
LARGEST_SITE = 1_000_000_000
"""Bytes that GitHub Pages takes: https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits"""
LARGEST_FILE = 100_000_000
"""Bytes of one file that GitHub takes in a push."""

_GITHUB = re.compile(r"github\.com[:/](?P<owner>[^/]+)/(?P<name>[^/]+?)(?:\.git)?/?$")


class PublishError(CommandError):
    """A reason not to publish; the message names the next move."""


@dataclass(frozen=True)
class Size:
    """How large a site is: bytes in all, by its largest parts, and of its largest file."""

    total: int
    parts: list[tuple[str, int]]
    largest_file: tuple[str, int]
    articles: int

    @classmethod
    def of(cls, folder: Path, articles: int) -> "Size":
        """Measure a built site that holds so many articles."""
        sizes = {
            path.relative_to(folder).as_posix(): path.stat().st_size for path in folder.rglob("*") if path.is_file()
        }
        parts: Counter[str] = Counter()
        for name, size in sizes.items():
            parts[name.partition("/")[0]] += size
        return cls(sum(sizes.values()), parts.most_common(5), max(sizes.items(), key=lambda pair: pair[1]), articles)

    def __str__(self) -> str:
        parts = ", ".join(f"{name} {megabytes(size)}" for name, size in self.parts)
        return (
            f"{megabytes(self.total)} of the {megabytes(LARGEST_SITE)} that GitHub Pages takes;"
            f" {self.forecast()}\n  largest parts: {parts}"
        )

    def forecast(self) -> str:
        """How many more articles would fit, if they are like those that are there."""
        room = (LARGEST_SITE - self.total) * self.articles // max(self.total, 1)
        return f"room for some {max(room, 0):,} more articles like these {self.articles:,}"

    def faults(self) -> list[Fault]:
        """What GitHub would refuse."""
        faults = []
        if self.total > LARGEST_SITE:
            parts = ", ".join(f"{name} {megabytes(size)}" for name, size in self.parts)
            what = f"the site has {megabytes(self.total)}, over the {megabytes(LARGEST_SITE)} of GitHub Pages"
            faults.append(Fault(".", what, f"make its largest parts smaller: {parts}"))
        if self.largest_file[1] > LARGEST_FILE:
            what = f"has {megabytes(self.largest_file[1])}, over the {megabytes(LARGEST_FILE)} that GitHub takes"
            faults.append(Fault(self.largest_file[0], what, "make it smaller or leave it out"))
        return faults


def megabytes(size: int) -> str:
    """Bytes in words."""
    return f"{size / 1_000_000:,.1f} MB"


def site_address(given: str | None, remote: str) -> str:
    """The address to publish at: as given, else of SITEURL, archive.toml, or the remote on GitHub.

    Raises PublishError when none of them tells, or what they tell is no web address.
    """
    address = given or os.environ.get("SITEURL") or kept_address(remote)
    if not address:
        raise PublishError(
            "the site's address is not known; set `address` in content/archive.toml or give --address URL"
        )
    if not re.match(r"https?://[^/\s]+", address):
        raise PublishError(f"{address!r} is no web address; write it in full, as https://name.github.io/archive")
    return address.rstrip("/")


def kept_address(remote: str) -> str:
    """The address that archive.toml or the remote on GitHub tells, each time anew; "" where neither does."""
    archive = settings.load(SETTINGS)
    custom = f"https://{archive.cname}" if archive.cname else ""
    return (archive.address or custom or github_address(remote)).rstrip("/")


def github_address(remote: str) -> str:
    """The address that GitHub gives to the Pages of a remote; empty when the remote is none of GitHub's."""
    try:
        found = _GITHUB.search(_git("remote", "get-url", remote))
    except PublishError:
        return ""
    if found is None:
        return ""
    host = f"{found['owner'].lower()}.github.io"
    return f"https://{host}" if found["name"].lower() == host else f"https://{host}/{found['name']}"


def prepare(address: str) -> Size:
    """Build and check the site to publish. Raises PublishError with every fault found."""
    build(Build(output=PUBLIC, settings="publishconf.py", address=address))
    articles, _ = read_articles(ROOT / "content")
    size = Size.of(PUBLIC, sum(not article.is_draft for article in articles))
    _write_pages_files()
    faults = [*content_faults(ROOT / "content"), *site_faults(Site(PUBLIC, address), ROOT / "content"), *size.faults()]
    if faults:
        lines = "\n".join(map(str, faults))
        raise PublishError(f"{lines}\n{counted(len(faults), 'fault')} in the way; nothing was published")
    return size


def is_first(remote: str) -> bool:
    """Whether nothing has been published to the remote yet. Raises PublishError when it cannot be reached."""
    return not _git("ls-remote", "--heads", remote, BRANCH)


def push(remote: str) -> str:
    """Push the prepared site as the branch's one commit; gives its id. Raises PublishError when git refuses."""
    subprocess.run(["git", "update-ref", "-d", f"refs/heads/{BRANCH}"], cwd=ROOT, capture_output=True)
    command = [sys.executable, "-m", "ghp_import", "--no-history", "--force", "--push", "--no-jekyll"]
    options = ["--remote", remote, "--branch", BRANCH, "--message", "Publish the archive", str(PUBLIC)]
    done = subprocess.run([*command, *options], cwd=ROOT, env=_committer(), stderr=subprocess.PIPE, text=True)
    here, there = _git("rev-parse", BRANCH), _git("ls-remote", "--heads", remote, BRANCH).partition("\t")[0]
    if done.returncode or here != there:
        raise PublishError(
            f"{done.stderr.strip()}\n{remote}: git did not take the push; mend what it says and publish again"
        )
    return here


def what_becomes_public(remote: str, address: str, size: Size) -> str:
    """What a first push shows to the world, for the owner to read before it."""
    archive = settings.load(SETTINGS)
    captures = "published, as archive.toml says" if archive.publish.captures else "not published"
    return f"""This is the first time that this archive goes out. It becomes public, for anyone to read:
  where:     {address}/ , from the branch {BRANCH} of {_git("remote", "get-url", remote)}
  articles:  {size.articles:,}, with their pictures; drafts are left out
  captures:  {captures}
  size:      {size}"""


def _write_pages_files() -> None:
    """`.nojekyll`, so that GitHub serves the files as they are, and CNAME for a domain of one's own."""
    cname = settings.load(SETTINGS).cname
    (PUBLIC / ".nojekyll").touch()
    if cname:
        (PUBLIC / "CNAME").write_text(f"{cname}\n", encoding="utf-8")


def _committer() -> dict[str, str]:
    """git's environment, with a committer's name for machines where none is set."""
    known = subprocess.run(["git", "config", "user.email"], cwd=ROOT, capture_output=True, text=True).stdout.strip()
    named = {} if known else {"GIT_COMMITTER_NAME": "archive", "GIT_COMMITTER_EMAIL": "archive@localhost"}
    return {**named, **os.environ}


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True)
    except FileNotFoundError:
        raise PublishError("git is not installed; install it from https://git-scm.com and publish again") from None
    if done.returncode:
        raise PublishError(
            f"git {arguments[0]}: {done.stderr.strip()}; set the remote up (git remote add) and publish again"
        )
    return done.stdout.strip()
