"""Reviews: questions of the importer to a person in a spreadsheet, and the answers back into sidecars."""

from pathlib import Path

from plugins.commands import CommandError, building
from plugins.commands.environment import ROOT
from plugins.importer import decisions, review
from plugins.importer.errors import CaptureError
from plugins.importer.files import write_atomically

FILE = ROOT / "review.xlsx"
"""Where the spreadsheet is written."""
_CONTENT = ROOT / "content"


class ReviewError(CommandError):
    """A review that cannot be written or taken back; the message names the next move."""


def write() -> int:
    """Write the spreadsheet of all open questions; gives their number.

    Raises ReviewError where nothing is known to ask, where the spreadsheet holds answers or cannot be written.
    """
    try:
        before = decisions.plan(FILE, _CONTENT / "captures") if FILE.exists() else None
        if before and (before.edits or before.faults):
            raise ReviewError(f"{FILE.name}: it holds answers that are not taken back, apply it or move it away")
        rows = review.rows(_CONTENT)
        write_atomically(FILE, review.workbook(rows, _CONTENT))
    except (CaptureError, OSError) as fault:
        raise ReviewError(str(fault)) from fault
    return len(rows)


def plan(answers: Path) -> decisions.Decisions:
    """What the answers in a spreadsheet would change. Raises ReviewError where any of them is at fault."""
    try:
        found = decisions.plan(answers, _CONTENT / "captures")
    except CaptureError as fault:
        raise ReviewError(str(fault)) from fault
    if found.faults:
        told = "\n".join(map(str, found.faults))
        raise ReviewError(f"{told}\nNothing was written; mend these and apply it again.")
    return found


def carry_out(found: decisions.Decisions) -> bool:
    """Write what was planned and import the captures that it speaks of; True where all could be read."""
    try:
        found.carry_out()
    except OSError as error:
        raise ReviewError(f"{error}; make room or mend the rights, then apply it again") from error
    return building.import_captures([building.from_root(path) for path in found.captures])
