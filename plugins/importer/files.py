"""Files that appear whole or not at all."""

import logging
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_BESIDE = re.compile(r"\..+\.\d+\.new")


def write_atomically(path: Path, data: bytes) -> bool:
    """Write a file beside its place, then rename it there; False where it held the same bytes already."""
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return True


def leftovers(folder: Path) -> Iterator[Path]:
    """What processes that were killed while they wrote left in a folder, and what others are writing there now."""
    return (path for path in folder.rglob(".*.new") if _BESIDE.fullmatch(path.name))


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Wait until no other process is in here for the same folder. Windows, and some network drives, let all in."""
    if sys.platform == "win32" or not folder.is_dir():
        yield
        return
    import fcntl

    held = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            logging.getLogger(__name__).warning("%s: another import is under way; this one waits for it", folder)
            fcntl.flock(held, fcntl.LOCK_EX)
        except OSError:
            pass
        yield
    finally:
        os.close(held)
