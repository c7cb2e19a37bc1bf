"""Jobs, spread over the cores where that pays."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import threading
import time
from typing import TYPE_CHECKING, Any, TypeVar

from translator.commands.work import Job, work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import FrameType

    from translator.commands.work import Pending
    from translator.model import PageResult

__all__ = ["run", "spread"]

J = TypeVar("J")
R = TypeVar("R")

_WORTH = 24
"""Jobs from which starting processes costs less than it saves: some 20 ms each."""

_CHUNK = 8
"""Jobs sent to a process at once."""


def run(
    jobs: Sequence[Job], processes: int, advance: Callable[[int, int], None] | None = None
) -> Iterator[list[PageResult | Pending]]:
    """Do all of a sync's jobs, as `spread` does them."""
    return spread(work, jobs, processes, advance)


def spread(
    do: Callable[[J], R],
    jobs: Sequence[J],
    processes: int,
    advance: Callable[[int, int], None] | None = None,
) -> Iterator[R]:
    """Do all jobs; results in the jobs' order.

    :param do: does one; a function of a module, so that other processes find it
    :param processes: how many at most; 0 for as many as there are cores
    :param advance: told (done, total) as jobs end
    """
    count = min(processes or _cores(), max(1, len(jobs) // _CHUNK))
    if count < 2 or len(jobs) < _WORTH:
        for number, job in enumerate(jobs):
            yield do(job)
            if advance is not None:
                advance(number + 1, len(jobs))
        return
    import multiprocessing  # noqa: PLC0415
    import multiprocessing.sharedctypes  # noqa: PLC0415
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

    # Forking is quick and keeps the site's lock with the children, so that a new run waits for the
    # last child of a killed one; but a process with threads (the progress bar's) must not be forked.
    safe = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if safe else "spawn")
    stop = context.RawValue("b", 0)
    chunks = [jobs[at : at + _CHUNK] for at in range(0, len(jobs), _CHUNK)]
    with (
        ProcessPoolExecutor(
            count, mp_context=context, initializer=_begin, initargs=(os.getpid(), stop)
        ) as pool,
        _stopping(stop),
    ):
        try:
            with _undisturbed():
                futures = [pool.submit(_chunk, do, chunk) for chunk in chunks]
            number = 0
            for future in futures:
                if stop.value and future.cancel():
                    continue
                for result in future.result():
                    number += 1
                    if advance is not None:
                        advance(number, len(jobs))
                    yield result
        except BaseException:
            stop.value = 1
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    if stop.value:
        raise KeyboardInterrupt


@contextlib.contextmanager
def _stopping(stop: Any) -> Iterator[None]:
    """Have a Ctrl-C stop the processes after the page that each is at: what they did is counted.

    A second one ends the run at once.
    """
    if (
        threading.current_thread() is not threading.main_thread()
        or signal.getsignal(signal.SIGINT) is not signal.default_int_handler
    ):
        yield
        return

    def ask(number: int, frame: FrameType | None) -> None:
        if stop.value:
            signal.default_int_handler(number, frame)
        stop.value = 1

    signal.signal(signal.SIGINT, ask)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep a Ctrl-C until the processes are there: in the midst of a fork Python would lose it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Asked:
    """Whether this process is to stop; what the parent shares with it."""

    stop: Any = None


def _chunk(do: Callable[[J], R], jobs: Sequence[J]) -> list[R]:
    """Do some jobs in a process of the pool: all, or those before it was asked to stop."""
    results: list[R] = []
    for job in jobs:
        if _Asked.stop.value:
            break
        results.append(do(job))
    return results


def _begin(parent: int, stop: Any) -> None:
    """Live as the parent's: it alone hears Ctrl-C, and when it was killed nobody would read the results.

    :param stop: not 0 when no further job is to be begun
    """
    _Asked.stop = stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()  # what came with the fork is never garbage: no need to look through it again and again

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.2)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
