"""What is told of a run when it is over: figures first, then what a person should know, alike things together."""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from .errors import CaptureError
from .pipeline import Imported, Report

NAMED = 3
"""Files that are named of many of which the same is told."""
LINES = 20
"""Lines of a kind, beyond which the rest is counted."""

_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")

Told = Sequence[tuple[str, str]]
"""(file, what is told of it)"""


def tell(report: Report, dry_run: bool, log: Path | None = None) -> None:
    """Print what a run came to, faults to stderr. log: a file for every line of it, where these are not all printed."""
    changes = list(_changes(report, dry_run))
    needs = [(each.capture, doubt) for each in report.imported for doubt in _doubts(each)]
    before = [(each.capture, doubt) for each in report.imported if each.kind == "same" for doubt in each.doubts]
    faults = [(str(fault.path), _what(fault)) for fault in report.faults]
    for line in _few(changes):
        print(line)
    print(f"{'Would import' if dry_run else 'Imported'} {_counts(report)}.")
    if report.moved:
        print(f"{report.moved} articles have a new address; the former one leads there.")
    for line in _few(_grouped(report.left_out)):
        print(f"  left out {line}")
    if needs:
        print(f"\n{len(needs)} to look at:")
    for line in _few(_grouped(needs)):
        print(f"  {line}")
    if before:
        print(f"{len(before)} to look at in articles that are as they were.")
    for line in _few(_grouped(faults)):
        print(line, file=sys.stderr)
    left_out = [f"left out {line}" for line in _named(report.left_out)]
    whole = [*changes, *left_out, *_named(needs), *_named(before), *_named(faults)]
    if log is not None and (before or len(whole) > LINES):
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text("".join(f"{line}\n" for line in whole), encoding="utf-8", errors="backslashreplace")
        print(f"\nEvery file by its name: {log.as_posix()}")


def _counts(report: Report) -> str:
    """Articles that are new or changed, and captures of which nothing is; each is counted once, whatever is told."""
    taken = [(each.kind, each.path, _file(each.capture)) for each in report.imported]
    new = {path for kind, path, _ in taken if kind == "new"}
    changed = {path for kind, path, _ in taken if kind == "changed"} - new
    made = {file for kind, _, file in taken if kind != "same"}
    same = report.unchanged.union(file for *_, file in taken) - made
    left_out, failed = {_file(name) for name, _ in report.left_out}, {fault.path for fault in report.faults}
    files = f"{len(same)} as they were, {len(left_out)} left out, {len(failed)} failed"
    return f"articles: {len(new)} new, {len(changed)} changed; files: {files}"


def _file(capture: str) -> str:
    return capture.partition("#")[0]


def _changes(report: Report, dry_run: bool) -> Iterator[str]:
    verbs = {"new": "write", "changed": "update"}
    for each in report.imported:
        if each.kind in verbs and (dry_run or each.kind == "changed"):
            what = f" ({', '.join(each.fields)})" if each.fields else ""
            yield f"{'would ' if dry_run else ''}{verbs[each.kind]} {each.path.as_posix()}{what}"


def _doubts(each: Imported) -> Iterator[str]:
    """What is new to look at: nothing that was told of an article when it was written."""
    yield from () if each.kind == "same" else each.doubts
    for conflict in each.conflicts:
        yield f"{conflict}: edited by hand and new from the capture; yours is kept in {each.path.as_posix()}"


def _what(fault: CaptureError) -> str:
    return f"{fault.stage}: {fault.reason}, {fault.next_move}"


def _grouped(told: Told) -> list[str]:
    """A line for all files of which the same is told, but for names and numbers in it; the most frequent first."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for file, what in told:
        groups.setdefault(_shape(what), []).append((file, what))
    lines = []
    for group in sorted(groups.values(), key=len, reverse=True):
        files = list(dict.fromkeys(file for file, _ in group))
        what = "parts of files" if all("#" in file for file in files) else "files"
        such = f"{len(files)} {what}, such as {', '.join(files[:NAMED])}" if len(files) > 1 else files[0]
        more = f" (and {len(group) - 1} like it)" if len(files) == 1 else ""
        lines += [f"{such}: {group[0][1]}{more}"] if len(group) > NAMED else _named(group)
    return lines


def _shape(what: str) -> str:
    """What is told, without what is quoted and without every word that holds a digit, a dot or a slash inside."""
    words = _QUOTED.sub("", what).split()
    return " ".join(word for word in words if not any(mark.isdigit() or mark in "./" for mark in word[:-1]))


def _named(told: Told) -> list[str]:
    return [f"{file}: {what}" for file, what in told]


def _few(lines: Sequence[str]) -> Iterable[str]:
    more = len(lines) - LINES
    return [*lines[:LINES], f"... and {more} more"] if more > 0 else lines
