"""Readers: bytes to Documents, one file a format. They are found by listing this folder.

A reader is a module with `recognises(path, head) -> bool`, told by a file's content and not by its suffix alone, and
`read(path) -> Iterator[Document]`, which yields what is whole and then raises CaptureError for what is not.
"""

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Protocol, cast

from ..errors import CaptureError
from ..model import Document

HEAD = 4096
"""How many bytes a reader is shown to recognise its format by."""
_ARCHIVES = (".zip", ".tar", ".gz", ".tgz", ".bz2", ".tbz2", ".xz", ".txz", ".warc", ".arc", ".wacz")


class Reader(Protocol):
    """What a module in this folder is."""

    def recognises(self, path: Path, head: bytes) -> bool:
        """Whether a file is of this reader's format."""

    def read(self, path: Path) -> Iterator[Document]:
        """The documents of a file."""


def recognise(path: Path) -> Reader | None:
    """The reader of a file's format, None for a file of no format that is known."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    return next((reader for reader in _all() if reader.recognises(path, head)), None)


def is_called_an_archive(path: Path) -> bool:
    """Whether a file has the suffix of an archive that is read: one that no reader recognises is damaged."""
    return path.suffix.lower() in _ARCHIVES


def read(path: Path) -> Iterator[Document]:
    """The documents of a capture. Raises CaptureError for a file that is missing, of no known format, or damaged."""
    if path.is_dir():
        raise CaptureError(path, "read", "the folder cannot be opened", "mend its rights")
    if not path.is_file():
        raise CaptureError(path, "read", "there is no such file", "mend the path")
    reader = recognise(path)
    if reader is None and is_called_an_archive(path):
        raise CaptureError(path, "read", "the archive is damaged", "copy it again or take it out")
    if reader is None:
        raise CaptureError(path, "read", "its format is not known", "save the page as text (.txt)")
    yield from reader.read(path)


@cache
def _all() -> tuple[Reader, ...]:
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(cast(Reader, importlib.import_module(f"{__name__}.{name}")) for name in names)
