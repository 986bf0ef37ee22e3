"""Compiling everything once, on every core, before workers need it."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable

import numpy as np

from starleague.bots.driver import BotDriver
from starleague.env.arena import Arena, ArenaConfig
from starleague.game.games import Games


def compile_all(tell: Callable[[str], None] = lambda note: None) -> None:
    """Compile the engine, the computers and the interface of agents, side by side; quick when the cache is full."""
    context = multiprocessing.get_context("spawn")
    parts = [context.Process(target=part, daemon=True) for part in (_engine, _around)]
    for part in parts:
        part.start()
    begun = time.monotonic()
    while any(part.is_alive() for part in parts):
        tell(f"{time.monotonic() - begun:.0f} s")
        time.sleep(0.5)
    if any(part.exitcode for part in parts):
        raise RuntimeError("the simulator does not compile on this machine; the error is above")


def _engine() -> None:
    """The tick."""
    Games(1).step(1)


def _around() -> None:
    """What decides and what observes; nothing here moves a game on."""
    games = Games(1)
    driver = BotDriver(games)
    driver.seat(0, 1, 1)
    driver.decide(np.array([1], np.int32))
    games.hash(0)
    arena = Arena(1, ArenaConfig())
    arena.reset(0, seed=0)
    who = np.array([[0, 1]], np.int32)
    arena.observe(who)
    sizes = arena.shapes.sizes
    nothing = {name: np.zeros(1, np.int32) for name in ("type", "queued", "repeat")}
    nothing |= {"delay": np.ones(1, np.int32), "units": np.full((1, sizes.max_selected), -1, np.int32)}
    nothing |= {name: np.full(1, -1, np.int32) for name in ("target_entity", "target_cell")}
    arena.act(who, nothing)
