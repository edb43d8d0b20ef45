"""What was imported, and with which rules: so that nothing is read twice, and what a person deleted stays deleted."""

import json
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO

from .errors import CaptureError
from .files import write_atomically
from .model import Question

NAME = "ledger.jsonl"
"""Its file, in the captures' folder: a JSON object a line, by file name; while an import runs, as captures are done."""


@dataclass(frozen=True, slots=True)
class Record:
    """A capture as it was last imported: its hash, that of the facts beside it, that of the rules, its articles."""

    file: str
    sha256: str
    facts: str
    rules: str
    articles: tuple[str, ...]
    questions: tuple[Question, ...] = ()
    """What its import left open, for a review."""


class Ledger:
    """The records of a captures folder. Each is written down when it is put, and a run that is killed loses none."""

    def __init__(self, captures: Path) -> None:
        self._path = captures / NAME
        self._records: dict[str, Record] = {}
        self._file: IO[bytes] | None = None
        self._is_cut = False
        if self._path.is_file():
            self._read()

    def _read(self) -> None:
        """Read the records; raises CaptureError for a line that is none, since the ledger knows what was deleted.

        The last line is dropped where it is cut: a run was killed while it wrote it.
        """
        *lines, cut = self._path.read_text(encoding="utf-8", errors="replace").split("\n")
        self._is_cut = bool(cut)
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
                asked = tuple(Question(**each) for each in row.get("questions", ()))
                self._records[row["file"]] = Record(**row | {"articles": tuple(row["articles"]), "questions": asked})
            except (ValueError, TypeError, KeyError) as error:
                move = "take the line out, or the file: what you deleted then comes back"
                raise CaptureError(self._path, "ledger", f"line {number} is damaged", move) from error

    def get(self, file: str) -> Record | None:
        """The record of a capture, by its path in the captures folder."""
        return self._records.get(file)

    def records(self) -> Iterator[Record]:
        """Every record, by its capture's name."""
        return (self._records[file] for file in sorted(self._records))

    def put(self, record: Record) -> None:
        """Remember a capture, from now on and whatever happens. Raises CaptureError where the disk refuses."""
        try:
            if self._file is None:
                if self._is_cut:
                    self._write()
                self._file = self._path.open("ab")
            self._records[record.file] = record
            self._file.write(_line(record))
            self._file.flush()
        except OSError as error:
            raise self._refused(error) from error

    def forget(self, files: Collection[str]) -> None:
        """Take the records of captures, and of their parts, out; a ledger without any goes. Raises as `put` does."""
        kept = {file: record for file, record in self._records.items() if file.partition("#")[0] not in files}
        if len(kept) == len(self._records):
            return
        self._records = kept
        try:
            if kept:
                self._write()
            else:
                self._path.unlink()
        except OSError as error:
            raise self._refused(error) from error

    def close(self) -> None:
        """Write the ledger anew, in order, whole or not at all, if it says anything new. Raises as `put` does."""
        try:
            if self._file is not None:
                self._file.close()
                self._file = None
            if self._records or self._path.is_file():
                self._write()
        except OSError as error:
            raise self._refused(error) from error

    def _write(self) -> None:
        write_atomically(self._path, b"".join(map(_line, self.records())))

    def _refused(self, error: OSError) -> CaptureError:
        return CaptureError(self._path, "ledger", str(error), "make room or mend the rights and import again")


def _line(record: Record) -> bytes:
    said = {name: value for name, value in asdict(record).items() if name != "questions" or value}
    return f"{json.dumps(said, ensure_ascii=False)}\n".encode("utf-8", "backslashreplace")


def fingerprint(*texts: bytes) -> str:
    """A short hash of several texts."""
    return sha256(b"\0".join(sha256(text).digest() for text in texts)).hexdigest()[:12]
