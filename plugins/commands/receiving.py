"""Taking captures in: copied as they are into `content/captures/`, never over a different file."""

import filecmp
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from plugins.commands import CommandError
from plugins.commands.environment import ROOT
from plugins.importer import sidecar

CAPTURES = ROOT / "content" / "captures"


class ReceiveError(CommandError):
    """A path that cannot be taken in; the message names the next move."""


@dataclass(frozen=True)
class Copy:
    """One file to copy; `needed` is False when it lies there already."""

    source: Path
    target: Path
    needed: bool


def plan(paths: list[Path]) -> list[Copy]:
    """What copying these files and folders, with the sidecars of the files, would come to.

    A folder keeps its name and its insides. Raises ReceiveError, before anything is copied, for a path that is not
    there, for a different file of the same name in `content/captures/`, and for two different files of one name.
    """
    copies: dict[Path, Copy] = {}
    try:
        found = [copy for path in paths for copy in _copies(path.resolve())]
    except OSError as error:
        raise ReceiveError(f"{error.filename}: {error.strerror or error}; mend its rights and import again") from error
    for copy in found:
        other = copies.setdefault(copy.target, copy).source
        if not filecmp.cmp(other, copy.source, shallow=False):
            raise ReceiveError(f"{copy.source}: {other} has the same name, rename one of them and import both again")
    for copy in copies.values():
        if copy.needed and copy.target.exists():
            shown = copy.target.relative_to(ROOT).as_posix()
            raise ReceiveError(f"{shown}: another file of this name is there, rename {copy.source} and import it again")
    return list(copies.values())


def receive(copies: list[Copy]) -> None:
    """Copy what is not there yet; a file appears whole or not at all. Raises ReceiveError for one that cannot be."""
    try:
        _receive(copies)
    except OSError as error:
        reason = f"{error.filename or CAPTURES}: {error.strerror or error}"
        raise ReceiveError(f"{reason}; mend the rights or make room, and import again") from error


def _receive(copies: list[Copy]) -> None:
    for copy in copies:
        if copy.needed:
            copy.target.parent.mkdir(parents=True, exist_ok=True)
            partial = copy.target.with_name(f".{copy.target.name}.partial")
            shutil.copyfile(copy.source, partial)
            partial.replace(copy.target)


def _copies(path: Path) -> Iterator[Copy]:
    if not path.exists():
        raise ReceiveError(f"{path}: not there, mend the path")
    if path.is_relative_to(CAPTURES):
        return
    base = path.parent
    for source in sorted(path.rglob("*")) if path.is_dir() else _with_sidecar(path):
        if source.is_file():
            target = CAPTURES / source.relative_to(base)
            same = target.exists() and filecmp.cmp(source, target, shallow=False)
            yield Copy(source, target, not same)


def _with_sidecar(path: Path) -> list[Path]:
    return [path, *(each for each in sidecar.paths_of(path) if each.is_file() and each != path)]
