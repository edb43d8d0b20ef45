"""What holds for every file that holds others: how much it may unpack to, and how it says what it had to leave out."""

import lzma
import tarfile
import unicodedata
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from .errors import CaptureError, PassedOver

PAGE: Final = 16 << 20
"""Bytes that a page, or a picture, may unpack to. The largest pages that are kept weigh a third of it."""
MEMBER: Final = 1 << 30
"""Bytes that a member of an archive may unpack to, where it holds pages itself."""
WHOLE: Final = 4 << 30
"""Bytes that all members of an archive may unpack to."""
MEMBERS: Final = 50_000
"""Members of an archive."""
DEEPEST: Final = 32
"""Folders in folders of an archive."""
LONGEST: Final = 512
"""Bytes of a member's name."""
NAMED: Final = 20
"""How many parts are named when they are left out; the others are counted."""


DAMAGE: Final = (
    zipfile.BadZipFile,
    tarfile.TarError,
    EOFError,
    zlib.error,
    lzma.LZMAError,
    OSError,
    RuntimeError,
    NotImplementedError,
)
"""What unpacking raises where a file is damaged, locked or packed in a way that is not known."""


class LeftOut:
    """The parts of a file that could not be taken: gathered while the rest is read, told at its end."""

    def __init__(self, path: Path, whole: str = "", next_move: str = "look at them; the rest was read") -> None:
        """`whole`: what is wrong with the file itself, in words, where that is known from the start."""
        self._path = path
        self._whole = whole
        self._next_move = next_move
        self._named: list[str] = []
        self._count = 0
        self._is_fault = whole != ""

    def add(self, name: str, reason: str, *, is_fault: bool = True) -> None:
        """Leave a part out, by its name."""
        self._is_fault = self._is_fault or is_fault
        self._count += 1
        if len(self._named) < NAMED:
            self._named.append(f"{printable(name) or 'a part without a name'}: {reason}")

    def cut(self, reason: str = "the file is cut: it ends before its end") -> None:
        """Say that the file is not whole."""
        self._is_fault = True
        self._whole = self._whole or reason
        self._next_move = "copy it again; what is whole in it was read"

    def settle(self) -> None:
        """Raise one CaptureError for all that was left out, PassedOver where none of it is a fault; else nothing."""
        more = [f"and {self._count - len(self._named)} more"] if self._count > len(self._named) else []
        parts = [f"left out {'; '.join([*self._named, *more])}"] if self._count else []
        if told := "; ".join(filter(None, [self._whole, *parts])):
            raise (CaptureError if self._is_fault else PassedOver)(self._path, "read", told, self._next_move)


def printable(name: str, most: int = 120) -> str:
    """A name from a container for a person's eyes: on one line, and short."""
    plain = "".join(character if character.isprintable() else "\ufffd" for character in name)
    return plain if len(plain) <= most else f"{plain[:most]}…"


def part(member: str) -> str:
    """The name that a person reads and writes for a part of a file, behind the file's own and a `#`."""
    return printable(member, 500)


def web_address(url: str) -> str:
    """An address that a container gives, if it is one of the web; else ""."""
    plain = url.strip().strip("<>").replace(" ", "%20")
    try:
        parts = urlsplit(plain)
    except ValueError:
        return ""
    return plain if parts.scheme in ("http", "https") and parts.hostname and plain.isprintable() else ""


def fault_of_name(name: str) -> str:
    """What is wrong with a member's name, by which it could leave its folder or be hidden in it; "" for a good one.

    Names are judged as the most careless unpacker would understand them: with escapes undone, in compatible
    characters, either slash parting folders.
    """
    plain = unicodedata.normalize("NFKC", unquote(name)).replace("\\", "/").replace("\u2024", ".")
    parts = PurePosixPath(plain).parts
    if plain.startswith("/") or ":" in plain.split("/")[0] or ".." in parts:
        return "it leaves its folder"
    if not plain.isprintable():
        return "its name cannot be written"
    if any(part.startswith(".") for part in parts):
        return "it is hidden"
    if len(parts) > DEEPEST or len(name.encode()) > LONGEST or any(len(part.encode()) > 255 for part in parts):
        return "its name is too long"
    return "" if parts else "it has no name"
