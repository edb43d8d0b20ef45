"""The one exception of the importer, and its milder kind."""

from pathlib import Path


class CaptureError(Exception):
    """A capture that cannot be taken in: which file, at which stage, why, and what a person can do.

    It can be pickled: captures are read in other processes.
    """

    def __init__(self, path: Path | str, stage: str, reason: str, next_move: str) -> None:
        super().__init__(path, stage, reason, next_move)
        self.path = Path(path)
        self.stage = stage
        self.reason = reason
        self.next_move = next_move

    def __str__(self) -> str:
        return f"{self.args[0]}: {self.stage}: {self.reason}, {self.next_move}"


class PassedOver(CaptureError):
    """Parts of a capture that nobody could have taken in: told of it, and no fault."""
