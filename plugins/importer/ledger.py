"""What was imported, and with which rules: so that nothing is read twice, and what a person deleted stays deleted."""

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from .errors import CaptureError
from .files import write_atomically

NAME = "ledger.jsonl"
"""Its file, in the captures' folder: a JSON object a line, by file name."""


@dataclass(frozen=True, slots=True)
class Record:
    """A capture as it was last imported: its hash, that of the facts beside it, that of the rules, its articles."""

    file: str
    sha256: str
    facts: str
    rules: str
    articles: tuple[str, ...]


class Ledger:
    """The records of a captures folder."""

    def __init__(self, captures: Path) -> None:
        self._path = captures / NAME
        self._records: dict[str, Record] = {}
        if self._path.is_file():
            self._read()

    def _read(self) -> None:
        """Read the records; raises CaptureError for a line that is none, since the ledger knows what was deleted."""
        for number, line in enumerate(self._path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            try:
                row = json.loads(line)
                self._records[row["file"]] = Record(**row | {"articles": tuple(row["articles"])})
            except (ValueError, TypeError, KeyError) as error:
                move = "take the line out, or the file: what you deleted then comes back"
                raise CaptureError(self._path, "ledger", f"line {number} is damaged", move) from error

    def get(self, file: str) -> Record | None:
        """The record of a capture, by its path in the captures folder."""
        return self._records.get(file)

    def put(self, record: Record) -> None:
        """Remember a capture."""
        self._records[record.file] = record

    def save(self) -> None:
        """Write the ledger, whole or not at all, if it says anything new."""
        text = "".join(
            f"{json.dumps(asdict(self._records[file]), ensure_ascii=False)}\n" for file in sorted(self._records)
        )
        if text or self._path.is_file():
            write_atomically(self._path, text.encode())


def fingerprint(*texts: bytes) -> str:
    """A short hash of several texts."""
    return sha256(b"\0".join(sha256(text).digest() for text in texts)).hexdigest()[:12]
