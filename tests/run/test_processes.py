"""Processes that end with their command, and a command that ends."""

import asyncio
import multiprocessing
import os
import signal
import time

import pytest

from starleague.run.processes import end_as_interrupted, processes


def end_oneself(_: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_nobody_waits_for_a_process_that_was_ended():
    with pytest.raises(ChildProcessError, match="ended from outside"), processes(2) as pool:
        list(pool.map(end_oneself, range(3)))


def test_results_come_in_order_and_errors_through():
    with processes(2) as pool:
        assert list(pool.map(abs, [-3, 2, -1])) == [3, 2, 1]
    with pytest.raises(TypeError), processes(1) as pool:
        list(pool.map(abs, ["three"]))


def test_processes_end_with_the_block_whatever_they_are_at():
    before = set(multiprocessing.active_children())
    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt), processes(1) as pool:
        pool.submit(time.sleep, 600)
        raise KeyboardInterrupt
    assert time.monotonic() - begun < 300
    assert set(multiprocessing.active_children()) <= before


def test_sigterm_lets_a_step_of_a_task_come_to_its_end():
    """So no program is started that nobody knows of."""
    steps = []
    was = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    signal.signal(signal.SIGINT, signal.default_int_handler)  # other tests may have left another

    async def starts_a_program():
        os.kill(os.getpid(), signal.SIGTERM)
        steps.append("started")
        try:
            await asyncio.sleep(60)
        finally:
            steps.append("ended")

    end_as_interrupted()
    try:
        with pytest.raises(KeyboardInterrupt):
            asyncio.run(starts_a_program())
    finally:
        for number, handler in was.items():
            signal.signal(number, handler)
    assert steps == ["started", "ended"]
