"""A person's answers to a review, taken back into sidecars: all are checked first, each file is whole or not at all."""

import csv
import datetime as dt
import io
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from glob import escape
from pathlib import Path
from zipfile import BadZipFile

import tomlkit
from openpyxl import load_workbook
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.utils.exceptions import InvalidFileException
from tomlkit.exceptions import TOMLKitError

from . import captures, readers, review, sidecar
from .containers import printable
from .errors import CaptureError
from .files import write_atomically

STAGE = "review"
_NONE = ("-", "–", "—", "none")
_LISTS = ("authors", "tags", "without")
_LARGEST = 64 << 20
"""Bytes of a spreadsheet."""
MOST_ROWS, MOST_COLUMNS = 200_000, 64
"""What is read of a spreadsheet: a stray cell may stand a million rows below and thousands of columns beside it."""

Place = tuple[Path, str]
"""A capture, and the part of it that is meant; "" for the whole."""
Value = str | list[str] | dt.date


@dataclass(frozen=True, slots=True)
class Edit:
    """A key of a sidecar, or of a row of a table: what it said, and what it will say."""

    where: str
    key: str
    old: str
    new: str

    def __str__(self) -> str:
        if self.key == "without":
            return f"{self.where}: {self._of_none()}"
        if not self.new:
            return f"{self.where}: {self.key}: {self.old} is taken out"
        return f"{self.where}: {self.key}: {f'{self.old} -> ' if self.old else ''}{self.new}"

    def _of_none(self) -> str:
        """What is said of the fields that a piece has none of, as a person would write it of each."""
        before, after = self.old.split("; "), self.new.split("; ")
        none = [f"{field}: none" for field in after if field and field not in before]
        return "; ".join([*none, *(f"{field}: no longer none" for field in before if field and field not in after)])


@dataclass(frozen=True, slots=True)
class Decisions:
    """What the answers of a review come to; where any of them is at fault, nothing is to be written."""

    edits: tuple[Edit, ...]
    captures: tuple[Path, ...]
    """The captures that say something new."""
    files: Mapping[Path, bytes]
    """What is to be written."""
    faults: tuple[CaptureError, ...]

    def carry_out(self) -> None:
        """Write the sidecars and tables, each whole or not at all. Raises OSError where the disk refuses."""
        for path, data in self.files.items():
            write_atomically(path, data)


def plan(answers: Path, root: Path) -> Decisions:
    """What the answers in a spreadsheet (.xlsx, or .csv) would change beside the captures in a folder.

    Raises CaptureError for a file that is no such spreadsheet.
    """
    faults: list[CaptureError] = []
    given: dict[Place, dict[str, str]] = {}
    for line, row in _rows(answers):
        try:
            place, field, answer = _read(row, root)
            if given.setdefault(place, {}).setdefault(field, answer) != answer:
                raise CaptureError("", "", f"another row answers otherwise for {field}", "keep one of the two")
        except CaptureError as fault:
            faults.append(CaptureError(f"{answers}: row {line}", STAGE, fault.reason, fault.next_move))
    edits: list[Edit] = []
    changed: dict[Path, None] = {}
    files: dict[Path, bytes] = {}
    for (capture, part), fields in given.items():
        try:
            found = list(_write(capture, part, fields, files))
        except CaptureError as fault:
            faults.append(fault)
            continue
        except OSError as error:
            faults.append(CaptureError(capture, STAGE, str(error), "mend its rights"))
            continue
        edits += found
        changed |= {capture: None} if found else {}
    return Decisions(tuple(edits), tuple(changed), files, tuple(faults))


# Answers --------------------------------------------------------------------------------------------------------------


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows that hold an answer, by the names of their columns, each with its number in the file."""
    try:
        if path.stat().st_size > _LARGEST:
            raise CaptureError(path, STAGE, "it is too large for a review", "give the file that review wrote")
        table = _of_csv(path) if path.suffix.lower() == ".csv" else _of_workbook(path)
        names = next(table, [])
        if missing := [name for name in ("capture", "field", review.ANSWER) if name not in names]:
            move = "keep the first row as review wrote it"
            raise CaptureError(path, STAGE, f"there is no column {missing[0]!r}", move)
        for number, cells in enumerate(table, 2):
            row = dict(zip(names, cells, strict=False))
            if row.get(review.ANSWER):
                yield number, row
    except FileNotFoundError as error:
        raise CaptureError(path, STAGE, "there is no such file", "mend the path") from error
    except (OSError, ValueError, KeyError, BadZipFile, InvalidFileException, csv.Error, SyntaxError) as error:
        raise CaptureError(
            path, STAGE, f"it cannot be read ({error})", "save it as .xlsx, or as CSV in UTF-8"
        ) from error


def _of_workbook(path: Path) -> Iterator[list[str]]:
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        if not book.worksheets:
            raise ValueError("it has no sheet with cells")
        for row in book.worksheets[0].iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True):
            yield [_cell(value) for value in row]
    finally:
        book.close()


def _cell(value: object) -> str:
    """A cell as text: a day as spreadsheets hold it, a number without the fraction that it does not have."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _of_csv(path: Path) -> Iterator[list[str]]:
    text = path.read_bytes().decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=sidecar.delimiter(text), strict=True):
        yield [cell.strip() for cell in row]


def _read(row: Mapping[str, str], root: Path) -> tuple[Place, str, str]:
    """What a row answers: for which capture, which field, and what; checked as a sidecar is."""
    file, _, part = row["capture"].partition("#")
    field, answer = row["field"], row[review.ANSWER]
    capture = _capture(file, root)
    if field not in (*sidecar.WITHOUT, "title", "language", review.COPY):
        raise CaptureError("", "", f"no field {field!r} is asked for", "leave that column as review wrote it")
    if answer in ERROR_CODES:
        raise CaptureError("", "", f"its answer is the error {answer}", "write what is right or leave it empty")
    if answer.casefold() in _NONE:
        if field not in sidecar.WITHOUT:
            raise CaptureError("", "", f"{field} cannot be none", "write what is right or leave it empty")
        return (capture, part), field, ""
    sidecar.value(capture, field, sidecar.from_cell(field, answer))
    return (capture, part), field, answer


def _capture(file: str, root: Path) -> Path:
    """The capture that the ledger knows by a name. Raises CaptureError where there is none."""
    capture = root / file
    with suppress(CaptureError, OSError, ValueError):
        if captures.name_of(capture, root) == file and capture.is_file() and readers.recognise(capture):
            return capture
    name = printable(file, 80)
    raise CaptureError("", "", f"there is no capture {name!r}", "leave that column as review wrote it")


# Sidecars -------------------------------------------------------------------------------------------------------------


def _write(capture: Path, part: str, fields: Mapping[str, str], files: dict[Path, bytes]) -> Iterator[Edit]:
    """Put answers into the new text of a capture's sidecar, or of its row; gives what that changes.

    files: the new texts so far. Raises CaptureError where what stands there already is at fault.
    """
    beside = sidecar.path_of(capture)
    table = capture.with_name(sidecar.TABLE)
    row = f"{capture.name}#{part}" if part else capture.name
    in_table = bool(part) or (beside is None and sidecar.has_row(table, row))
    path = table if in_table else _own(capture)
    source = path if path.is_file() or in_table else beside
    before = files.get(path, source.read_bytes() if source and source.is_file() else b"")
    if in_table:
        yield from _in_table(path, before, row, fields, files)
    else:
        yield from _in_sidecar(path, before, fields, files)


def _own(capture: Path) -> Path:
    """The sidecar that is one capture's alone: where others share its stem, by its whole name."""
    by_name, by_stem = sidecar.paths_of(capture)
    of_stem = [each for each in capture.parent.glob(f"{escape(capture.stem)}.*") if each not in (capture, by_stem)]
    return by_name if any(each == by_name or readers.recognise(each) for each in of_stem) else by_stem


def _in_sidecar(path: Path, before: bytes, fields: Mapping[str, str], files: dict[Path, bytes]) -> Iterator[Edit]:
    try:
        document = tomlkit.parse(before.decode("utf-8-sig"))
    except (TOMLKitError, UnicodeDecodeError) as error:
        raise CaptureError(path, sidecar.STAGE, f"it is no TOML ({error})", "mend it, then the same again") from error
    values = dict(document.unwrap())
    found = [*_changes(path.as_posix(), values, fields)]
    for edit in found:
        if values[edit.key]:
            document[edit.key] = values[edit.key]
        else:
            document.pop(edit.key, None)
    data = tomlkit.dumps(document).encode()
    sidecar.parse(path, data)
    if found:
        files[path] = data
    yield from found


def _in_table(
    path: Path, before: bytes, row: str, fields: Mapping[str, str], files: dict[Path, bytes]
) -> Iterator[Edit]:
    text = before.decode("utf-8-sig")
    delimiter = sidecar.delimiter(text)
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="", delimiter=delimiter)
    table = list(reader)
    names = list(reader.fieldnames or ["file"])
    if wrong := next((each for each in table if any(each.get("", ()))), None):
        reason = f"the row of {wrong['file']!r} has more cells than the table has columns"
        raise CaptureError(path, sidecar.STAGE, reason, "quote the cell that holds a comma or semicolon")
    own = next((each for each in table if each["file"] == row), None)
    if own is None:
        own = {"file": row}
        table.append(own)
    values = {key: sidecar.from_cell(key, cell) for key, cell in own.items() if cell and key != "file"}
    found = [*_changes(f"{path.as_posix()} ({row})", values, fields)]
    for edit in found:
        own[edit.key] = edit.new
        names += [edit.key] if edit.key not in names else []
    new = io.StringIO(newline="")
    end = "\r\n" if "\r\n" in text else "\n"
    writer = csv.DictWriter(new, names, restval="", extrasaction="ignore", lineterminator=end, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(table)
    if found:
        files[path] = new.getvalue().encode("utf-8-sig" if before.startswith(b"\xef\xbb\xbf") else "utf-8")
    yield from found


def _changes(where: str, values: dict[str, Value], fields: Mapping[str, str]) -> Iterator[Edit]:
    """Put answers into the values of a sidecar; gives every key that says something else then."""
    before = dict(values)
    said = values.get("without")
    without = [field for field in said if field not in fields] if isinstance(said, list) else []
    for field, answer in fields.items():
        values[field] = _typed(field, answer)
    values["without"] = [*without, *(field for field, answer in fields.items() if not answer)]
    for key, value in values.items():
        old, new = _shown(before.get(key, "")), _shown(value)
        if old != new:
            yield Edit(where, key, old, new)


def _typed(field: str, answer: str) -> Value:
    if field == "date" and answer:
        return dt.datetime.fromisoformat(answer).date()
    typed: Value = sidecar.from_cell(field, answer)
    return typed


def _shown(value: object) -> str:
    """A value as a table's cell holds it."""
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
