"""How far a long run is: a bar on a terminal, elsewhere a line now and then."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

EVERY = 30.0
"""Seconds from line to line."""


@contextmanager
def shown(what: str = "captures") -> Iterator[Callable[[int, int], None]]:
    """What a run tells how many captures, pages or the like are done, of how many; shown on stderr."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _lines(what)
        return
    columns = (BarColumn(), MofNCompleteColumn(), _Rate(), TimeElapsedColumn(), TextColumn("left"))
    with Progress(
        TextColumn(what.capitalize()), *columns, TimeRemainingColumn(), console=console, transient=True
    ) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


class _Rate(ProgressColumn):
    """How many are done in a second, of late."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f} a second" if task.speed else "", style="progress.data.speed")


def _lines(what: str) -> Callable[[int, int], None]:
    begun = told = time.monotonic()
    before = 0

    def tell(done: int, of: int) -> None:
        nonlocal told, before
        now = time.monotonic()
        if now - told < EVERY or done == of:
            return
        rate = (done - before) / (now - told)
        line = f"{done:,} of {of:,} {what}, {rate:.1f} a second, {_span(now - begun)}, {_span((of - done) / rate)} left"
        print(line, file=sys.stderr, flush=True)
        told, before = now, done

    return tell


def _span(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds >= 90 else f"{seconds:.0f} s"
