"""Beginning: an archive of one's own in place of the sample, and a new article.

The sample is known by `sample.sha256`, a list of its files as they were shipped. Only a file that still has the bytes
it was shipped with (line endings aside) is taken away; everything else in `content/` is a person's and stays.
"""

import hashlib
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from plugins import front_matter, settings
from plugins.commands import CommandError
from plugins.commands.environment import ROOT
from plugins.commands.receiving import CAPTURES
from plugins.importer.errors import CaptureError
from plugins.importer.ledger import Ledger
from plugins.slugs import slug_of

MANIFEST = Path(__file__).with_name("sample.sha256")
SETTINGS = ROOT / "content" / "archive.toml"
AUTHORS = ROOT / "content" / "authors.yaml"
ABOUT = ROOT / "content" / "pages" / "about.md"
OF_THE_SAMPLE = "\n## This sample"
"""Where the About page begins to tell of the sample, to its end."""
NOT_SHIPPED = ("ledger.jsonl", ".DS_Store")
KEPT = ("content/tags.yaml", "content/pages/")
"""Parts of the sample that a new archive goes on from: the starter vocabulary and the pages written by hand."""

QUESTIONS = {
    "tagline": ("In one line, what is it?", ""),
    "owner": ("Who keeps it?", ""),
    "address": ("At which web address will it stand? (empty if you do not know yet)", ""),
    "language": ("In which language is it mostly written? (a tag such as en, fr, ar, zh)", "en"),
    "timezone": ("In which time zone?", "UTC"),
}
"""What `start` asks: key of archive.toml -> question and answer when there is none."""


class StartError(CommandError):
    """A reason not to begin; the message names the next move."""


@dataclass(frozen=True)
class Plan:
    """What `start` would do to the sample: files to remove, files that a person changed and that stay."""

    removed: list[Path]
    changed: list[Path]
    about: bool
    """Whether the About page is as it was shipped, and is to lose what it says of the sample."""

    def __str__(self) -> str:
        lines = [f"  remove  {len(self.removed)} files of the sample: articles, captures, drafts, pictures"]
        lines += [
            f"  keep    {path.relative_to(ROOT).as_posix()} (changed since it was shipped)" for path in self.changed
        ]
        lines += ["  keep    content/tags.yaml, content/pages/, and everything that is not the sample's"]
        lines += ["  shorten content/pages/about.md, by what it says of the sample"] if self.about else []
        lines += ["  remove  output/ and .cache/, which a build makes again"]
        return "\n".join([*lines, "  write   content/archive.toml, content/authors.yaml"])


_SETTINGS_FILE = """\
# The archive's settings. All but the name may be left out; a line such as #accent is a choice: take its # away.

name = {name}
# one line below the name
tagline = {tagline}
# who keeps it, named at the foot of every page and in feeds
owner = {owner}
# the public address, such as "https://example.org/archive"; empty while you work at home
address = {address}
# of the archive's own words, a tag such as "fr"; each article has its own
language = {language}
# for times that name no zone, such as "Europe/Paris"
timezone = {timezone}
# a paragraph about the archive
#description = "What it keeps, and why."
# the one colour of the pages
#accent = "#8a2b1d"
# a picture in content/, shown beside the name
#logo = "logo.svg"
# curly quotes, dashes and no-break spaces, set as each article's language has them
#typography = false
# which address search engines shall count: "original" or "archive"
#canonical = "archive"
# a domain of your own, for GitHub Pages
#cname = "archive.example.org"
# a fixed day, so that the same archive builds the same pages; else the newest article's
#today = "2026-10-31"

# the licence of what you wrote yourself
#[licence]
#name = "CC BY-SA 4.0"
#url = "https://creativecommons.org/licenses/by-sa/4.0/"

# whether a page beside each article shows all that was captured; most captures are other people's copyright
#[publish]
#captures = true

# a publication, one such table each; its captures are known by the host of its address
#[[publications]]
#name = "The Lantern Post"
#url = "https://www.example.org/"
#description = "What it is."
#rights = "Whose its articles are."

# a column, one such table each
#[[columns]]
#name = "Second Reading"
#publication = "The Lantern Post"
#description = "What it is about."

# words of the pages that you would rather say otherwise: the English one = your own
#[words]
#"Columns" = "Series"
"""

_AUTHORS_FILE = """\
# Authors: what to say of them, and the names that they signed with. All of it may be left out.
#
#   variants     pieces signed so are listed with the author's; the articles keep what they say
#   description  one or two plain sentences
#   cited        the name as citations order it, "Family, Given", where they would take it apart wrongly
#   url          the author's own page
#
# Maren Holt:
#   variants: [M. Holt, Maren A. Holt]
#   description: Lecturer in public law.
#   cited: Holt, Maren
#   url: https://www.example.org/holt
"""


def plan_start() -> Plan:
    """What stands of the sample. Raises StartError when archive.toml is no longer the sample's."""
    if SETTINGS.exists() and shipped().get(SETTINGS) != digest(SETTINGS):
        raise StartError("content/archive.toml: is yours already, edit it instead of starting again")
    of_sample = {path: known for path, known in shipped().items() if path.is_file() and not _is_kept(path)}
    removed = [path for path, known in of_sample.items() if digest(path) == known]
    changed = [path for path in of_sample if path not in set(removed)]
    return Plan(removed, changed, about=ABOUT.is_file() and shipped().get(ABOUT) == digest(ABOUT))


def start(plan: Plan, name: str, answers: Mapping[str, str]) -> None:
    """Take the sample away, and what the ledger tells of it, and write archive.toml.

    Raises StartError, before anything is taken away, for a ledger that cannot be read.
    """
    try:
        book = Ledger(CAPTURES)
    except CaptureError as fault:
        raise StartError(str(fault)) from fault
    for path in plan.removed:
        if path != SETTINGS:
            path.unlink()
            _remove_empty(path.parent)
    book.forget({path.relative_to(CAPTURES).as_posix() for path in plan.removed if path.is_relative_to(CAPTURES)})
    if plan.about:
        ABOUT.write_text(ABOUT.read_text(encoding="utf-8").partition(OF_THE_SAMPLE)[0], encoding="utf-8", newline="\n")
    SETTINGS.write_text(_toml({"name": name, **answers}), encoding="utf-8", newline="\n")
    if not AUTHORS.exists():
        AUTHORS.write_text(_AUTHORS_FILE, encoding="utf-8", newline="\n")


def ask(given: Mapping[str, str], *, unasked: bool) -> dict[str, str]:
    """The answers to QUESTIONS: as given, else asked where a person is there, else the usual ones.

    Raises ArchiveError for a given answer that archive.toml does not take; a person is asked again.
    """
    for key, answer in given.items():
        check(key, answer)
    may_ask = sys.stdin.isatty() and not unasked
    return {
        key: given[key] or (_asked(key, question, usual) if may_ask else usual)
        for key, (question, usual) in QUESTIONS.items()
    }


def check(key: str, answer: str) -> None:
    """Raises ArchiveError for an answer, unless empty, that archive.toml does not take."""
    if answer:
        settings.parse({"name": "any", key: answer})


def refuse_no_name(name: str, what: str) -> None:
    """Raises StartError for a name or title that is empty or looks like an option."""
    if not name.strip() or name.startswith("-"):
        raise StartError(f"{name!r} is no {what}; write one between quotes")


def _asked(key: str, question: str, usual: str) -> str:
    while True:
        answer = input(f"{question} [{usual}] " if usual else f"{question} ").strip() or usual
        try:
            check(key, answer)
        except settings.ArchiveError as fault:
            print(f"  {fault}")
        else:
            return answer


def new_article(title: str, today: date, language: str) -> Path:
    """Write an article file to content/drafts/ with its front matter filled in. Raises StartError when it is there."""
    slug = slug_of(title)
    path = ROOT / "content" / "drafts" / f"{slug}.md"
    fields: front_matter.Fields = {"title": title, "date": today.isoformat(), "authors": [], "column": "", "tags": []}
    fields |= {"language": language, "slug": slug, "status": "draft"}
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(front_matter.write(fields, "Write here.\n"))
    except FileExistsError:
        raise StartError(f"{path.relative_to(ROOT).as_posix()}: is there already, choose another title") from None
    return path


def write_manifest() -> None:
    """Take down the sample as it lies in `content/`: for whoever changes the sample, never for an archive in use."""
    files = sorted(path for path in (ROOT / "content").rglob("*") if path.is_file() and path.name not in NOT_SHIPPED)
    lines = (f"{digest(path)}  {path.relative_to(ROOT).as_posix()}\n" for path in files)
    MANIFEST.write_text("".join(lines), encoding="utf-8", newline="\n")


def shipped() -> dict[Path, str]:
    """The files of the sample, each with its digest as it was shipped."""
    lines = MANIFEST.read_text(encoding="utf-8").splitlines() if MANIFEST.exists() else []
    return {ROOT / name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def digest(path: Path) -> str:
    """SHA-256 of a file, its line endings aside; empty when there is none."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest() if path.is_file() else ""


def _is_kept(path: Path) -> bool:
    return path.relative_to(ROOT).as_posix().startswith(KEPT)


def _remove_empty(folder: Path) -> None:
    while folder != ROOT / "content" and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _toml(values: Mapping[str, str]) -> str:
    """The settings file with these values in it; a JSON string is a TOML string, but for the character DEL."""
    shown = {key: json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f") for key, value in values.items()}
    return _SETTINGS_FILE.format(**shown)


if __name__ == "__main__":
    if sys.argv[1:] != ["write-manifest"]:
        sys.exit("usage: python -m plugins.commands.starting write-manifest")
    write_manifest()
