"""Beginning: an archive of one's own in place of the sample, and a new article.

The sample is known by `sample.sha256`, a list of its files as they were shipped. Only a file that still has the bytes
it was shipped with (line endings aside) is taken away; everything else in `content/` is a person's and stays.
"""

import hashlib
import json
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from plugins import front_matter, settings
from plugins.commands.environment import ROOT
from plugins.slugs import slug_of

MANIFEST = Path(__file__).with_name("sample.sha256")
SETTINGS = ROOT / "content" / "archive.toml"
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


class StartError(RuntimeError):
    """A reason not to begin; the message names the next move."""


@dataclass(frozen=True)
class Plan:
    """What `start` would do to the sample: files to remove, files that a person changed and that stay."""

    removed: list[Path]
    changed: list[Path]

    def __str__(self) -> str:
        lines = [f"  remove  {len(self.removed)} files of the sample: articles, captures, drafts, pictures"]
        lines += [
            f"  keep    {path.relative_to(ROOT).as_posix()} (changed since it was shipped)" for path in self.changed
        ]
        lines += ["  keep    content/tags.yaml, content/pages/, and everything that is not the sample's"]
        return "\n".join([*lines, "  write   content/archive.toml"])


def plan_start() -> Plan:
    """What stands of the sample. Raises StartError when archive.toml is no longer the sample's."""
    if SETTINGS.exists() and shipped().get(SETTINGS) != digest(SETTINGS):
        raise StartError("content/archive.toml: is yours already, edit it instead of starting again")
    of_sample = {path: known for path, known in shipped().items() if path.is_file() and not _is_kept(path)}
    removed = [path for path, known in of_sample.items() if digest(path) == known]
    return Plan(removed, [path for path in of_sample if path not in set(removed)])


def start(plan: Plan, name: str, answers: Mapping[str, str]) -> None:
    """Take the sample away and write archive.toml, settings first, so that an interrupted start can be seen."""
    for path in plan.removed:
        if path != SETTINGS:
            path.unlink()
            _remove_empty(path.parent)
    SETTINGS.write_text(_toml({"name": name, **answers}), encoding="utf-8", newline="\n")


def ask(given: Mapping[str, str], *, unasked: bool) -> dict[str, str]:
    """The answers to QUESTIONS: as given, else asked where a person is there, else the usual ones."""
    may_ask = sys.stdin.isatty() and not unasked
    answers = {}
    for key, (question, usual) in QUESTIONS.items():
        shown = f"{question} [{usual}] " if usual else f"{question} "
        answers[key] = given[key] or (input(shown).strip() if may_ask else "") or usual
    return answers


def check(name: str, answers: Mapping[str, str]) -> None:
    """Raises ArchiveError for an answer that archive.toml does not take."""
    settings.parse(tomllib.loads(_toml({"name": name, **answers})))


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
    """Settings as TOML; a JSON string is a TOML string."""
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items())


if __name__ == "__main__":
    if sys.argv[1:] != ["write-manifest"]:
        sys.exit("usage: python -m plugins.commands.starting write-manifest")
    write_manifest()
