"""Which files are captures, and whether anything about one has changed."""

import os
import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from hashlib import file_digest
from pathlib import Path

from . import kept_pictures, ledger, readers, sidecar
from .errors import CaptureError

_LOADED = ledger.fingerprint(*(path.read_bytes() for path in sorted(Path(__file__).parent.rglob("*.py")))).encode()
"""A hash of this package, as it was when this process began."""
NO_KNOWN_FORMAT = "its format is not known; save what it says as text (.txt)"
_BESIDE = (
    *(".toml", ".csv", ".css", ".js", ".woff", ".woff2", ".ttf", ".otf", ".eot"),
    *(".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".bmp", ".tif", ".tiff", ".ico"),
)
"""The suffixes of what may lie beside captures."""
_WITH_PAGE = re.compile(r"[-_.][^-_.]+$")
"""What browsers put behind the name of a page, for the folder of what it consists of."""


def find(paths: Iterable[Path]) -> Iterator[Path]:
    """Every capture in files and folders, in the order of their names.

    Sidecars, pictures and whatever no reader knows are passed over in folders, but for what is called an archive; a
    file that is named is always a capture, and so is a folder that cannot be opened, which whoever reads it is told of.
    Hidden files and links that lead out of a folder are left alone.
    """
    for path in paths:
        if path.is_dir():
            inside = [each for each in sorted(path.rglob("*")) if not _is_hidden(each, path)]
            folders = (path, *filter(Path.is_dir, inside))
            yield from (each for each in folders if not os.access(each, os.R_OK | os.X_OK))
            yield from (each for each in inside if each.is_file() and _is_within(each, path) and _is_capture(each))
        else:
            yield path


def others(paths: Iterable[Path], found: Collection[Path]) -> list[Path]:
    """Every file in folders that is none of the captures found there, in the order of their names."""
    known = set(found)
    return [
        file
        for path in filter(Path.is_dir, paths)
        for file in sorted(path.rglob("*"))
        if file not in known and not _is_hidden(file, path) and file.is_file() and _is_within(file, path)
    ]


def strangers(files: Iterable[Path], found: Collection[Path]) -> Iterator[CaptureError]:
    """What is wrong with each sidecar among other files that lies beside none of the captures found, and each row of a
    table without its file: a misspelt name would be passed over.

    A table that cannot be read is reported with the captures beside it.
    """
    wanted = {each for capture in found for each in sidecar.paths_of(capture)}
    for file in files:
        if file.name == sidecar.TABLE:
            yield from _rows_without_file(file)
        elif file.suffix == ".toml" and file not in wanted:
            reason = "no capture of its name lies beside it"
            yield CaptureError(file, sidecar.STAGE, reason, "mend its name or take it out")


def of_no_known_format(files: Iterable[Path], found: Collection[Path]) -> Iterator[Path]:
    """Each of some other files that belongs to none of the captures found.

    To one belong sidecars, pictures, and all in a folder of its name, as browsers save what a page consists of.
    """
    pages = {*found, *(capture.with_suffix("") for capture in found)}
    for file in files:
        is_saved_along = any(folder.with_name(_WITH_PAGE.sub("", folder.name)) in pages for folder in file.parents[:-1])
        if file.suffix.lower() not in _BESIDE and file.name != ledger.NAME and not is_saved_along:
            yield file


def _rows_without_file(table: Path) -> Iterator[CaptureError]:
    with suppress(CaptureError):
        for file in sidecar.files_in(table):
            if not _lies_beside(table, file):
                reason = f"no file {file!r} lies beside it"
                yield CaptureError(table, sidecar.STAGE, reason, "mend the name or take the row out")


def _lies_beside(table: Path, file: str) -> bool:
    """Whether a row's file is in the table's own folder, or the file whose part it names."""
    return any((table.parent / name).is_file() for name in (file, file.partition("#")[0]) if name and "/" not in name)


def name_of(path: Path, root: Path) -> str:
    """A capture's path in the captures folder. Raises CaptureError for a file that lies elsewhere."""
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError as error:
        raise CaptureError(
            path, "read", f"it is not in {root.as_posix()}", "copy it there; python3 tasks.py import does"
        ) from error


def fingerprints(path: Path) -> tuple[str, str]:
    """Hashes of a capture, and of the facts and fetched pictures beside it. Raises CaptureError where it is missing."""
    if path.is_dir():
        raise CaptureError(path, "read", "the folder cannot be opened", "mend its rights")
    if not path.is_file():
        raise CaptureError(path, "read", "there is no such file", "mend the path")
    beside = [sidecar.path_of(path), path.parent / sidecar.TABLE]
    facts = [each.read_bytes() for each in beside if each is not None and each.is_file()]
    facts += [name.encode() for name in kept_pictures.names(path)]
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest(), ledger.fingerprint(*facts)


def rules_fingerprint(content: Path) -> str:
    """A hash of everything else that decides what a capture becomes: this package, the settings, the vocabulary."""
    settings = [content / name for name in ("archive.toml", "tags.yaml")]
    return ledger.fingerprint(_LOADED, *(path.read_bytes() for path in settings if path.is_file()))


def _is_capture(path: Path) -> bool:
    """Whether a reader knows a file's format; one that is damaged or cannot be opened is for its reader to report."""
    try:
        return readers.is_called_an_archive(path) or readers.recognise(path) is not None
    except OSError:
        return True


def _is_hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)


def _is_within(path: Path, root: Path) -> bool:
    return path.resolve().is_relative_to(root.resolve())
