"""The facts beside a capture: `<stem>.toml`, `<name with suffix>.toml`, or a row of the folder's `captures.csv`."""

import csv
import datetime as dt
import io
import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from plugins.front_matter import YEARS

from .containers import web_address
from .errors import CaptureError
from .model import Facts, Picture

TABLE = "captures.csv"
STAGE = "sidecar"

COPY = ("same", "version", "separate")
"""What a person may make of a capture of a piece that is there: listed alone, shown as a version, an article itself."""
WITHOUT = ("authors", "column", "date", "editors_note", "publication", "tags")
"""The fields that a person may say a piece has none of."""

_TEXTS = frozenset(
    {"url", "title", "captured", "publication", "column", "language", "editors_note", "slug", "status", "copy"}
)
_LISTS = frozenset({"authors", "tags", "without"})
_TOO_MANY = "cells too many"
_YES_OR_NO = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_STATUSES = ("published", "draft", "hidden")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def path_of(capture: Path) -> Path | None:
    """The sidecar that lies beside a capture, None without one; `name.suffix.toml` goes before `name.toml`."""
    return next(filter(Path.is_file, paths_of(capture)), None)


def paths_of(capture: Path) -> tuple[Path, Path]:
    """The names that a capture's sidecar may have, the one that goes before first."""
    return capture.with_name(f"{capture.name}.toml"), capture.with_suffix(".toml")


def read(capture: Path) -> Facts:
    """The facts beside a capture; empty facts where nothing lies beside it.

    Raises CaptureError, naming the sidecar, for TOML that does not parse, a key that is not known, or a value of the
    wrong kind.
    """
    beside = path_of(capture)
    if beside is None:
        path = capture.parent / TABLE
        return _facts(path, _from_rows(path, capture.name))
    return parse(beside, beside.read_bytes())


def read_part(capture: Path, part: str) -> Facts:
    """What the folder's table says of one part of a capture that holds several, in the row of `file#part`.

    Raises CaptureError as `read` does.
    """
    path = capture.parent / TABLE
    return _facts(path, _from_rows(path, f"{capture.name}#{part}"))


def parse(path: Path, data: bytes) -> Facts:
    """The facts that the text of a sidecar says. Raises CaptureError as `read` does."""
    try:
        table = tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CaptureError(path, STAGE, f"it is no TOML ({error})", "mend the line or quote the value") from error
    return _facts(path, table)


def _facts(path: Path, table: Mapping[str, Any]) -> Facts:
    known = [each.name for each in fields(Facts)]
    for key in table:
        if key not in known:
            raise CaptureError(path, STAGE, f"no such key {key!r}", f"use one of {', '.join(known)}")
    return Facts(**{key: value(path, key, given) for key, given in table.items()})


def value(path: Path, key: str, given: Any) -> Any:
    """What a key says, checked and typed as Facts has it. Raises CaptureError for a value of the wrong kind."""
    if key in ("date", "captured"):
        given = _moment(path, key, given)
    if key in _TEXTS:
        return _text(path, key, given)
    if key in _LISTS:
        if not isinstance(given, list):
            raise CaptureError(path, STAGE, f"{key} is no list", f'write {key} = ["...", "..."]')
        return tuple(_text(path, key, item) for item in given)
    if key == "pictures":
        if not isinstance(given, list):
            raise CaptureError(path, STAGE, "pictures is no list", 'write [[pictures]] with file = "..."')
        return tuple(_picture(path, item) for item in given)
    if key == "skip" and not isinstance(given, bool):
        raise CaptureError(path, STAGE, "skip is neither true nor false", "write skip = true")
    return given


def _text(path: Path, key: str, value: Any) -> str:
    if not isinstance(value, str):
        raise CaptureError(path, STAGE, f"{key} is no text", f'write {key} = "..."')
    if found := _UNPRINTABLE.search(value):
        raise CaptureError(path, STAGE, f"{key} holds the character {found[0]!r}", "take it out")
    if key == "title" and not value.strip():
        raise CaptureError(path, STAGE, "title is empty", "write one or take the line out")
    if key == "url" and value and not web_address(value):
        raise CaptureError(path, STAGE, f"url {value!r} is no address of the web", "begin it with https://")
    if key == "language" and value and not _LANGUAGE.fullmatch(value):
        raise CaptureError(path, STAGE, f"language {value!r} is no language tag", "write one such as en, fr or zh-Hant")
    if key == "slug" and not _SLUG.fullmatch(value):
        raise CaptureError(
            path, STAGE, f"slug {value!r} cannot be part of an address", "use lower-case letters, digits and hyphens"
        )
    for name, allowed in (("status", _STATUSES), ("copy", COPY), ("without", WITHOUT)):
        if key == name and value not in allowed:
            raise CaptureError(path, STAGE, f"{key} {value!r} is not known", f"use one of {', '.join(allowed)}")
    return value


def _moment(path: Path, key: str, value: Any) -> Any:
    """`date` as a day; `captured` as it was written."""
    if key == "captured":
        if not isinstance(value, str | dt.date) or (isinstance(value, str) and value and not _is_moment(value)):
            raise CaptureError(path, STAGE, f"captured {value!r} is no moment", "write captured = 2025-03-19T08:15:00Z")
        return value if isinstance(value, str) else value.isoformat().replace("+00:00", "Z")
    try:
        day = dt.datetime.fromisoformat(str(value)).date()
    except ValueError as error:
        raise CaptureError(path, STAGE, f"date {value!r} is no day", "write date = 2025-03-19") from error
    if day.year not in YEARS:
        raise CaptureError(path, STAGE, f"date {day} is of no year from {YEARS[0]} to {YEARS[-1]}", "mend the year")
    return day


def _is_moment(text: str) -> bool:
    """Whether a text is a day or a moment of ISO 8601."""
    try:
        return bool(dt.datetime.fromisoformat(text))
    except ValueError:
        return False


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


def _from_rows(path: Path, name: str) -> dict[str, Any]:
    """What a folder's table says of a file, in a sidecar's types; nothing without a table, or without its row."""
    rows = _read_table(path, path.stat().st_mtime_ns).get(name, []) if path.is_file() else []
    if len(rows) > 1:
        raise CaptureError(path, STAGE, f"two rows are for {name!r}", "keep one of them")
    row = rows[0] if rows else {}
    if any(row.get(_TOO_MANY, ())):
        reason = f"the row of {name!r} has more cells than the table has columns"
        raise CaptureError(path, STAGE, reason, "quote the cell that holds a comma or semicolon")
    return {key: from_cell(key, cell) for key, cell in row.items() if key not in ("file", _TOO_MANY) and cell}


def has_row(table: Path, file: str) -> bool:
    """Whether a folder's table speaks of a file. Raises CaptureError for a table that cannot be read."""
    return table.is_file() and file in _read_table(table, table.stat().st_mtime_ns)


def files_in(table: Path) -> list[str]:
    """The files that a folder's table has rows for. Raises CaptureError for a table that cannot be read."""
    return [file for file in _read_table(table, table.stat().st_mtime_ns) if file]


def from_cell(key: str, cell: str) -> Any:
    """A table's cell in the type that a sidecar has for its key: lists are parted by semicolons."""
    if key in _LISTS:
        return [item.strip() for item in cell.split(";") if item.strip()]
    return _YES_OR_NO.get(cell.strip().casefold(), cell) if key == "skip" else cell


def delimiter(table: str) -> str:
    """What parts the cells of a table, by its first line: a comma, or as spreadsheets have it, a semicolon or tab."""
    return max(",;\t", key=table.partition("\n")[0].count)


@lru_cache(maxsize=8)
def _read_table(path: Path, _changed: int) -> dict[str, list[dict[str, str]]]:
    """File name -> its rows, of a folder's table."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        table = io.StringIO(text, newline="")
        rows = list(csv.DictReader(table, restkey=_TOO_MANY, strict=True, delimiter=delimiter(text)))
    except (csv.Error, UnicodeDecodeError) as error:
        raise CaptureError(path, STAGE, f"it is no CSV in UTF-8 ({error})", "save it again as CSV, UTF-8") from error
    if rows and "file" not in rows[0]:
        raise CaptureError(path, STAGE, "there is no column named file", "add it as the first")
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        found.setdefault(row["file"], []).append(row)
    return found
