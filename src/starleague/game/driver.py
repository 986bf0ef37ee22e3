"""Who moves a batch of games on: the engine alone, or the engine with computer players inside.

Packages above (bots, agent) supply drivers; packages beside them (sc2api, env) only know this protocol.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np

from starleague.game.games import Games


class Driver(Protocol):
    """Moves games on, with its computer players giving their commands on the way."""

    def seat(self, g: int, player: int, difficulty: str, build: str = "macro") -> None:
        """Let a computer play ``player`` of game ``g``; ValueError names the known difficulties."""

    def clear(self, g: int) -> None:
        """Take every computer out of game ``g``."""

    def step(self, loops: int | np.ndarray) -> None:
        """Move every game on by so many loops; an array gives each game's own number."""


class EngineDriver:
    """No computer players: the seats stay empty and their units idle."""

    def __init__(self, games: Games):
        self.games = games

    def seat(self, g: int, player: int, difficulty: str, build: str = "macro") -> None:
        raise ValueError(f"this driver has no computer players; nobody can play seat {player} of game {g}")

    def clear(self, g: int) -> None:
        pass

    def step(self, loops: int | np.ndarray) -> None:
        self.games.step(loops)
