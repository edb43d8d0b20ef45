"""Where the pictures lie that were fetched for a capture: a folder beside it, each file named by its address's hash."""

from hashlib import sha256
from pathlib import Path

from .files import write_atomically
from .resources import Resource


def folder_of(capture: Path) -> Path:
    """The folder of a capture's fetched pictures, whether it is there or not."""
    return capture.with_name(f"{capture.name}.pictures")


def keep(capture: Path, address: str, data: bytes, suffix: str) -> None:
    """Keep a picture that was fetched. Raises OSError."""
    write_atomically(folder_of(capture) / f"{_stem(address)}{suffix}", data)


def find(capture: Path, address: str) -> Resource | None:
    """A picture that was fetched for a capture; None where it was not."""
    file = next(folder_of(capture).glob(f"{_stem(address)}.*"), None)
    return Resource("", file.read_bytes) if file else None


def _stem(address: str) -> str:
    return sha256(address.encode()).hexdigest()[:20]


def names(capture: Path) -> list[str]:
    """What was fetched for a capture, in order."""
    folder = folder_of(capture)
    return sorted(each.name for each in folder.iterdir()) if folder.is_dir() else []
