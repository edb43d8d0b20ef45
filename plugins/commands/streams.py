"""What the commands print, down a pipe whose reader may go early (`| head`): from then on it leads nowhere."""

import os
import sys
from typing import IO


def flush() -> None:
    """Hand on what was printed so far; where nobody reads any more, this and all that follows is dropped."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        lead_nowhere()


def hand_on(source: IO[bytes], *, unheard: bool) -> None:
    """Print what another process prints, as it comes.

    unheard: read it to its end though nobody reads ours any more, so that the process can finish. Otherwise raises
    BrokenPipeError then.
    """
    while part := os.read(source.fileno(), 1 << 16):
        try:
            sys.stdout.buffer.write(part)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            lead_nowhere()
            if not unheard:
                raise


def are_one() -> bool:
    """Whether errors go where the output goes, as after `2>&1`."""
    return os.name != "nt" and os.path.sameopenfile(sys.stdout.fileno(), sys.stderr.fileno())


def lead_nowhere() -> None:
    """Let the output, and the errors that go the same way, end in nothing."""
    ways = [sys.stdout.fileno(), *([sys.stderr.fileno()] if are_one() else [])]
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for way in ways:
        os.dup2(nowhere, way)
    os.close(nowhere)
