"""Where work is done: in this process, in processes of this machine, or on a Dask cluster.

`concurrent.futures.Executor` is the one notion of it; the standard library and Dask schedule, nothing here does.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD = 4
"""How many items may be under way for each process."""
PATIENCE = 30
"""Seconds that a cluster has to answer, and to find a worker."""


class ExecutorError(RuntimeError):
    """Work that cannot be done where it should be; the message names the next move."""


@dataclass(frozen=True, slots=True)
class Died:
    """What there is instead of a result where the process that worked on an item died."""

    error: Exception


@dataclass(slots=True)
class Workers:
    """An executor, how many items may be under way in it, and what is done when a process of it dies."""

    executor: Executor
    window: int = 1
    deaths: tuple[type[BaseException], ...] = ()
    """What the executor raises for work whose process died."""
    start: Callable[[], Executor] | None = None
    """Makes a new executor in place of one that does not outlive a process's death."""

    def do(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[tuple[Item, Result | Died]]:
        """Each item with what work gives for it, in the order of the items, a bounded number of them under way.

        work, items and results must be picklable, and work must raise ExecutorError alone. Where a process dies, what
        was under way is done once more, each item alone, which tells the one at fault. Raises ExecutorError where work
        or the executor itself cannot go on.
        """
        under_way: deque[tuple[Item, Future[Result]]] = deque()
        for item in items:
            under_way.append((item, self._submit(work, item)))
            if len(under_way) >= self.window:
                yield from self._next(work, under_way)
        while under_way:
            yield from self._next(work, under_way)

    def _next(
        self, work: Callable[[Item], Result], under_way: deque[tuple[Item, Future[Result]]]
    ) -> Iterator[tuple[Item, Result | Died]]:
        """The next item; all that are under way where a process died, before others are begun."""
        item, future = under_way.popleft()
        outcome = self._outcome(future)
        if isinstance(outcome, Died):
            wait(each for _, each in under_way)
            self._renew()
            yield item, self._alone(work, item)
            while under_way:
                item, future = under_way.popleft()
                outcome = self._outcome(future)
                yield item, self._alone(work, item) if isinstance(outcome, Died) else outcome
        else:
            yield item, outcome

    def _alone(self, work: Callable[[Item], Result], item: Item) -> Result | Died:
        outcome = self._outcome(self._submit(work, item))
        if isinstance(outcome, Died):
            if not isinstance(outcome.error, self.deaths):
                what = " ".join(f"{type(outcome.error).__name__}: {outcome.error}".split())[:300]
                raise ExecutorError(f"the work cannot go on ({what}); mend this and import again") from outcome.error
            self._renew()
        return outcome

    def _submit(self, work: Callable[[Item], Result], item: Item) -> Future[Result]:
        try:
            return self.executor.submit(work, item)
        except Exception as error:  # as where a process died since the last was submitted
            failed: Future[Result] = Future()
            failed.set_exception(error)
            return failed

    def _outcome(self, future: Future[Result]) -> Result | Died:
        """The result, or why there is none; a cluster that loses a process may say anything of what it had done."""
        try:
            return future.result()
        except ExecutorError:
            raise
        except Exception as error:
            return Died(error)

    def _renew(self) -> None:
        if self.start is not None:
            self.executor.shutdown()
            self.executor = self.start()


def workers(processes: int = 1, scheduler: str = "") -> AbstractContextManager[Workers]:
    """Workers for as long as they are wanted: of a Dask scheduler at an address, else so many processes here.

    processes: 0 for one a core, 1 for this process itself. Entering raises ExecutorError where there is no cluster.
    """
    if scheduler:
        return _cluster(scheduler)
    number = processes or os.cpu_count() or 1
    return _processes(number) if number > 1 else _here()


@contextmanager
def _here() -> Iterator[Workers]:
    yield Workers(_Here())


class _Here(Executor):
    """Does work when it is submitted."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


@contextmanager
def _processes(number: int) -> Iterator[Workers]:
    """Processes that are started anew, not forked: the same on every system, and safe beside threads."""
    others = multiprocessing.active_children()
    spawn = multiprocessing.get_context("spawn")

    def start() -> Executor:
        return _Processes(number, spawn, initializer=_begin)

    pool = Workers(start(), AHEAD * number, (BrokenExecutor,), start)
    try:
        yield pool
    except BaseException:  # ^C too: what is under way is not waited for
        for process in multiprocessing.active_children():
            if process not in others:
                process.kill()
        raise
    finally:
        pool.executor.shutdown(cancel_futures=True)


class _Processes(ProcessPoolExecutor):
    """A pool whose processes leave ^C to this one, from their first moment."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if not hasattr(signal, "pthread_sigmask"):
            return super().submit(fn, *args, **kwargs)
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return super().submit(fn, *args, **kwargs)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin() -> None:
    """Begin a process: it outlives neither ^C, which its parent answers, nor its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)


@contextmanager
def _cluster(address: str) -> Iterator[Workers]:
    try:
        from distributed import Client, KilledWorker
    except ImportError as error:
        move = "python3 tasks.py import installs it for --scheduler, pip install -r requirements-cluster.lock does too"
        raise ExecutorError(f"a cluster needs the package distributed, which is not installed; {move}") from error
    try:
        client: Any = Client(address, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, ImportError) as error:
        move = "start one with python -m dask scheduler, or mend the address"
        raise ExecutorError(f"{address}: no Dask scheduler answers ({error}); {move}") from error
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            move = f"start some in this folder, with python -m dask worker {address} --nthreads 1"
            raise ExecutorError(f"{address}: the scheduler has no workers; {move}") from error
        threads = sum(client.nthreads().values())
        yield Workers(client.get_executor(pure=False), AHEAD * threads, (KilledWorker,))
