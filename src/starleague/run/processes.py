"""Work spread over processes of its own, and how a command ends."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import FrameType


@contextlib.contextmanager
def processes(workers: int) -> Iterator[ProcessPoolExecutor]:
    """An executor whose processes end with the block, whatever they are at; Ctrl-C is for this process to answer.

    ChildProcessError where one of them was ended from outside: what it was at is lost, and nobody waits for it.
    """
    before = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _ignore_interrupts)
    try:
        yield pool
    except BrokenProcessPool as error:
        trouble = "a process of this command was ended from outside, or for want of memory; run it again"
        raise ChildProcessError(trouble) from error
    finally:
        for process in set(multiprocessing.active_children()) - before:
            process.terminate()
        pool.shutdown(cancel_futures=True)


def end_as_interrupted() -> None:
    """From here on SIGTERM is what Ctrl-C is: what is under way is saved, and no program is left behind."""
    signal.signal(signal.SIGTERM, _interrupt)


def _interrupt(number: int, frame: FrameType | None) -> None:
    """As SIGINT, which asyncio answers between two steps of a task, not in the midst of starting a program."""
    answer = signal.getsignal(signal.SIGINT)
    (answer if callable(answer) else signal.default_int_handler)(signal.SIGINT, frame)


def _ignore_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
