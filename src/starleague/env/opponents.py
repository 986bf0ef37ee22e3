"""Who sits in the other seat: the built-in computer by level, or any object that gives commands.

This package knows no bots. A level name ("easy", "hard:rush") is played by a ``game.driver.Driver`` that
is looked up by name when it is first needed; anything with ``reset`` and ``act`` plays as an ``Opponent``.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Protocol

import numpy as np

from starleague.game.driver import Driver
from starleague.game.games import Games

COMPUTER = "starleague.bots.driver:BotDriver"

DriverFactory = Callable[[Games], Driver]


class Opponent(Protocol):
    """A scripted player. It puts its commands into the inbox of game ``g`` of ``games.state``."""

    interval: int  # loops between two calls of act

    def reset(self, games: Games, g: int, player: int) -> None:
        """A new game begins in which it plays ``player``."""

    def act(self, games: Games, g: int, player: int) -> None:
        """Give commands."""


def driver_factory(name: str | DriverFactory = COMPUTER) -> DriverFactory:
    """What makes drivers: a callable, or ``"module:attribute"``; raises ValueError for a name of nothing."""
    if callable(name):
        return name
    module, _, attribute = name.partition(":")
    try:
        return getattr(importlib.import_module(module), attribute)
    except (ImportError, AttributeError) as error:
        raise ValueError(f"no driver {name!r}: {error}; give 'module:attribute' or a callable") from error


class Opponents:
    """Moves games on, each by its own number of loops, with scripted players giving commands on the way."""

    def __init__(self, games: Games, driver: Driver):
        self.games = games
        self.driver = driver
        self._scripted: dict[tuple[int, int], Opponent] = {}

    def seat(self, g: int, player: int, who: str | Opponent | None) -> None:
        """Let ``who`` play from now on: a level with an optional build ("easy:macro"), an Opponent; None: nobody."""
        self._scripted.pop((g, player), None)
        if isinstance(who, str):
            difficulty, _, build = who.partition(":")
            self.driver.seat(g, player, difficulty, build or "macro")
        elif who is not None:
            self._scripted[g, player] = who
            who.reset(self.games, g, player)

    def clear(self, g: int) -> None:
        """Take everybody out of game ``g``."""
        self.driver.clear(g)
        for player in (1, 2):
            self._scripted.pop((g, player), None)

    def step(self, loops: np.ndarray) -> None:
        """Move game g on by ``loops[g]`` loops, in pieces where somebody scripted has to act."""
        left = loops.astype(np.int32)
        while left.any():
            piece = left.copy()
            for (g, player), who in self._scripted.items():
                if left[g] and not self.games.state[g]["over"]:
                    since = int(self.games.state[g]["loop"]) % who.interval
                    if since == 0:
                        who.act(self.games, g, player)
                    piece[g] = min(piece[g], who.interval - since)
            self.driver.step(piece)
            left -= piece
