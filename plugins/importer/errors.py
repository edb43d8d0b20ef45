"""The one exception of the importer."""

from pathlib import Path


class CaptureError(Exception):
    """A capture that cannot be taken in: which file, at which stage, why, and what a person can do."""

    def __init__(self, path: Path | str, stage: str, reason: str, next_move: str) -> None:
        super().__init__(f"{path}: {stage}: {reason}, {next_move}")
        self.path = Path(path)
        self.stage = stage
        self.reason = reason
        self.next_move = next_move
