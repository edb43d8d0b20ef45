"""What the importer is not sure of, as a spreadsheet for a person to answer: one row a question.

`decisions` takes the answers back. The ledger keeps the questions of each capture from its import; a version on which
nobody has decided stands in its article's file.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import takewhile
from pathlib import Path
from typing import Any
from urllib.parse import quote

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from . import article_file, knowledge, ledger, merge, sidecar
from .article_file import Entry
from .errors import CaptureError
from .model import Question
from .wording import plain

COLUMNS = {
    "article": 34,
    "capture": 34,
    "field": 10,
    "value": 34,
    "evidence": 60,
    "address": 34,
    "your answer": 34,
}
"""The columns of the spreadsheet, and how many characters wide each is."""
ANSWER = "your answer"
COPY = "copy"
"""The field of a question on a capture that may be a copy."""
HOW = (
    "Write into the last column what is right; several authors are parted by semicolons. A dash says that the piece "
    "has none, and you are not asked again; what you leave empty stays as it is, and open. Save the file, then: "
    "python3 tasks.py review --apply review.xlsx"
)
_SHOWN = 160
"""Characters of a difference."""
_MOST = 32_000
"""Characters that a cell may hold."""
_LONGEST_LINK, _LONGEST_LIST = 2_000, 250
"""Characters that a spreadsheet takes."""
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Row:
    """A question: where it arises, what is asked, and the address of the page."""

    article: str
    """The article's file in the content folder."""
    capture: str
    """The capture's path in the captures folder; `file#part` for one of several in a file."""
    question: Question
    address: str


def rows(content: Path) -> list[Row]:
    """Every open question of a content folder, by article.

    Raises CaptureError where there is no ledger: a clone that has imported nothing has no questions.
    """
    captures = content / "captures"
    if not (captures / ledger.NAME).is_file():
        reason = "there is none, so that nothing is known of how captures were read"
        raise CaptureError(captures / ledger.NAME, "review", reason, "import the captures first")
    found = [*_doubtful(content, ledger.Ledger(captures)), *_versions(content)]
    return sorted(found, key=lambda row: (row.article, row.capture, row.question.field))


def _doubtful(content: Path, book: ledger.Ledger) -> Iterator[Row]:
    """The questions of captures that an article stands on, but for fields that a person has written."""
    for record in book.records():
        if not record.questions or not record.articles:
            continue
        path = content / record.articles[-1]
        entry = _read(path)
        if entry is None or not _is_first(entry, record.file):
            continue
        for question in record.questions:
            if not _is_answered(entry, question):
                yield Row(record.articles[-1], record.file, question, str(entry.source.get("url") or ""))


def _versions(content: Path) -> Iterator[Row]:
    """Captures whose text differs from their article's, and on which nobody has decided."""
    for path in article_file.find(content):
        if b"differs:" not in path.read_bytes():
            continue
        entry = _read(path)
        for capture in entry.captures if entry else ():
            name, places = str(capture.get("file")), capture.get("differs")
            if entry and isinstance(places, list) and not _is_decided(content / "captures", name):
                address = str(capture.get("url") or entry.source.get("url") or "")
                question = Question(COPY, "version", _told(places))
                yield Row(path.relative_to(content).as_posix(), name, question, address)


def _told(places: list[Any]) -> str:
    """Where a version differs, in words: how often, and the first place from where the two part."""
    first = places[0] if places and isinstance(places[0], dict) else {}
    out, into = (plain(" ".join(map(str, first.get(name) or []))) for name in ("out", "in"))
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(out, into, strict=False)))
    start = out.rfind(" ", 0, same) + 1
    told = (f"…{text[start:][:_SHOWN]}" if text else "nothing" for text in (out, into))
    return "places that differ: {}; the first: {} in the article, {} in this capture".format(len(places), *told)


def _is_decided(captures: Path, name: str) -> bool:
    file, _, part = name.partition("#")
    try:
        beside = sidecar.read(captures / file)
        return bool(beside.copy or (part and sidecar.read_part(captures / file, part).copy))
    except CaptureError:  # an import tells what is wrong with it
        return False


def _is_first(entry: Entry, capture: str) -> bool:
    """Whether an article says what a capture of it says, and not another one."""
    return str(next(iter(entry.captures), {}).get("file")) == capture


def _is_answered(entry: Entry, asked: Question) -> bool:
    """Whether a person wrote the field that is asked for, or took it out, or another capture filled it."""
    imported = entry.source.get("imported")
    value = entry.fields.get(asked.field) or entry.source.get(asked.field)
    is_written = isinstance(imported, dict) and imported.get(asked.field) != (merge.mark(value) if value else None)
    return is_written or bool(value and not asked.value)


def _read(path: Path) -> Entry | None:
    try:
        return article_file.read(path)
    except CaptureError:  # it was taken away, or is broken: `check` tells
        return None


def workbook(found: Iterable[Row], content: Path) -> bytes:
    """The spreadsheet of questions, to lie beside the content folder. Raises ArchiveError for unreadable settings."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "review"
    for number, (name, width) in enumerate(COLUMNS.items(), 1):
        _write(sheet, 1, number, name).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    offers = {COPY: _offer(sheet, sidecar.COPY)}
    known = knowledge.load(content)
    offers["column"] = _offer(sheet, [name for name, _ in known.columns])
    offers["publication"] = _offer(sheet, [name for _, name in known.publications])
    for number, row in enumerate(found, 2):
        asked = row.question
        values = (row.article, row.capture, asked.field, asked.value, asked.evidence, row.address, "")
        article, *_, address, answer = (_write(sheet, number, at, value) for at, value in enumerate(values, 1))
        article.hyperlink = quote(f"{content.name}/{row.article}")
        if row.address.startswith(("http://", "https://")) and len(row.address) < _LONGEST_LINK:
            address.hyperlink = row.address
        if offer := offers.get(asked.field):
            offer.add(answer)
    sheet.auto_filter.ref = sheet.dimensions
    notes = book.create_sheet("how to answer")
    notes.column_dimensions["A"].width = 100
    _write(notes, 1, 1, HOW)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _write(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """A cell that holds a text, whatever it looks like: never a formula."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    cell.value = _UNPRINTABLE.sub("\ufffd", text)[:_MOST] or None
    if text:
        cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _offer(sheet: Worksheet, answers: Iterable[str]) -> DataValidation | None:
    """A list to choose an answer from, though any other may be written; None where no cell can hold it."""
    listed = ",".join(answers)
    if not listed or len(listed) > _LONGEST_LIST or '"' in listed:
        return None
    offer = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=False)
    sheet.add_data_validation(offer)
    return offer
