"""The facts beside a capture: `<stem>.toml`, `<name with suffix>.toml`, or a row of the folder's `captures.csv`."""

import csv
import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from .errors import CaptureError
from .model import Facts, Picture

TABLE = "captures.csv"
STAGE = "sidecar"

_TEXTS = frozenset({"url", "title", "captured", "publication", "column", "language", "editors_note", "slug", "status"})
_LISTS = frozenset({"authors", "tags"})
_STATUSES = ("published", "draft", "hidden")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def path_of(capture: Path) -> Path | None:
    """The sidecar that lies beside a capture, None without one; `name.suffix.toml` goes before `name.toml`."""
    for candidate in (capture.with_name(f"{capture.name}.toml"), capture.with_suffix(".toml")):
        if candidate.is_file():
            return candidate
    return None


def read(capture: Path) -> Facts:
    """The facts beside a capture; empty facts where nothing lies beside it.

    Raises CaptureError, naming the sidecar, for TOML that does not parse, a key that is not known, or a value of the
    wrong kind.
    """
    beside = path_of(capture)
    row = _rows(capture.parent / TABLE).get(capture.name)
    if beside is None:
        return Facts() if row is None else _facts(capture.parent / TABLE, _from_row(row))
    try:
        table = tomllib.loads(beside.read_bytes().decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CaptureError(beside, STAGE, f"it is no TOML ({error})", "mend the line or quote the value") from error
    return _facts(beside, table)


def _facts(path: Path, table: Mapping[str, Any]) -> Facts:
    known = [each.name for each in fields(Facts)]
    for key in table:
        if key not in known:
            raise CaptureError(path, STAGE, f"no such key {key!r}", f"use one of {', '.join(known)}")
    return Facts(**{key: _value(path, key, value) for key, value in table.items()})


def _value(path: Path, key: str, value: Any) -> Any:
    if key in ("date", "captured"):
        value = _moment(path, key, value)
    if key in _TEXTS:
        return _text(path, key, value)
    if key in _LISTS:
        if not isinstance(value, list):
            raise CaptureError(path, STAGE, f"{key} is no list", f'write {key} = ["...", "..."]')
        return tuple(_text(path, key, item) for item in value)
    if key == "pictures":
        return tuple(_picture(path, item) for item in value)
    if key == "skip" and not isinstance(value, bool):
        raise CaptureError(path, STAGE, "skip is neither true nor false", "write skip = true")
    return value


def _text(path: Path, key: str, value: Any) -> str:
    if not isinstance(value, str):
        raise CaptureError(path, STAGE, f"{key} is no text", f'write {key} = "..."')
    if found := _UNPRINTABLE.search(value):
        raise CaptureError(path, STAGE, f"{key} holds the character {found[0]!r}", "take it out")
    if key == "title" and not value.strip():
        raise CaptureError(path, STAGE, "title is empty", "write one or take the line out")
    if key == "slug" and not _SLUG.fullmatch(value):
        raise CaptureError(
            path, STAGE, f"slug {value!r} cannot be part of an address", "use lower-case letters, digits and hyphens"
        )
    if key == "status" and value not in _STATUSES:
        raise CaptureError(path, STAGE, f"status {value!r} is not known", f"use one of {', '.join(_STATUSES)}")
    return value


def _moment(path: Path, key: str, value: Any) -> Any:
    """`date` as a day; `captured` as it was written."""
    if key == "captured":
        return value if isinstance(value, str) else value.isoformat().replace("+00:00", "Z")
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise CaptureError(path, STAGE, f"date {value!r} is no day", "write date = 2025-03-19") from error


def _picture(path: Path, table: Any) -> Picture:
    """A picture by its file's name beside the sidecar; no way leads out of that folder."""
    if not isinstance(table, dict) or not set(table) <= {"file", "alt"}:
        raise CaptureError(
            path, STAGE, "a picture is not a table of file and alt", 'write [[pictures]] with file = "..."'
        )
    name, alt = _text(path, "file", table.get("file", "")), _text(path, "alt", table.get("alt", ""))
    if not name:
        return Picture(None, alt)
    file = (path.parent / name).resolve()
    if not file.is_relative_to(path.parent.resolve()) or not file.is_file():
        raise CaptureError(path, STAGE, f"there is no picture {name!r} beside it", "put it there or mend the name")
    return Picture(file, alt)


def _from_row(row: Mapping[str, str]) -> dict[str, Any]:
    """A row of the table in a sidecar's types: lists are parted by semicolons, empty cells say nothing."""
    table: dict[str, Any] = {}
    for key, cell in row.items():
        if key in ("file", None) or not cell:
            continue
        if key in _LISTS:
            table[key] = [item.strip() for item in cell.split(";") if item.strip()]
        elif key == "skip":
            table[key] = cell.strip().casefold() in ("true", "yes", "1")
        else:
            table[key] = cell
    return table


def _rows(path: Path) -> dict[str, dict[str, str]]:
    """File name -> its row, of a folder's table; empty without a table."""
    return _read_table(path, path.stat().st_mtime_ns) if path.is_file() else {}


@lru_cache(maxsize=8)
def _read_table(path: Path, _changed: int) -> dict[str, dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as table:
            rows = list(csv.DictReader(table, strict=True))
    except (csv.Error, UnicodeDecodeError) as error:
        raise CaptureError(path, STAGE, f"it is no CSV in UTF-8 ({error})", "save it again as CSV, UTF-8") from error
    if rows and "file" not in rows[0]:
        raise CaptureError(path, STAGE, "there is no column named file", "add it as the first")
    return {row["file"]: row for row in rows if row["file"]}
