"""A small started game and its observer, for the tests of this folder."""

from __future__ import annotations

import numpy as np
import pytest

from starleague.env.actions import land_of
from starleague.env.features import Observer
from starleague.env.memory import seats
from starleague.env.z import begin_tracking
from starleague.game.games import Games


class Table:
    """Games with what environments connect to them; ``look(player)`` observes one seat of the first."""

    def __init__(self, n: int = 1, map: str = "Training Ground", **settings):
        self.games = Games(n, map=map, threads=1, **settings)
        self.state = self.games.state
        self.seats = seats(n)
        self.observer = Observer(self.games.table, 2 * n)
        self.tables = self.observer.shapes.tables
        self.land = land_of(self.observer.frame, self.observer.shapes, self.games.map.bases())
        begin_tracking(self.observer.tables, self.state, self.seats, 0, n)

    def look(self, player: int, g: int = 0) -> dict[str, np.ndarray]:
        observations = self.observer.observe(self.state, self.seats, np.array([(g, player)]))
        return {key: np.array(array[0]) for key, array in observations.items()}

    def entities(self, player: int, name: str, g: int = 0) -> list[int]:
        """Entity slots of a type in what a player sees."""
        seen = self.look(player, g)
        return [n for n, kind in enumerate(seen["entity_type"]) if kind and self.tables.unit_types[kind] == name]

    def put(self, kind: str, owner: int, x: float, y: float, n: int = 1, g: int = 0) -> list[int]:
        return self.games.create_unit(g, kind, owner, x, y, n)


@pytest.fixture
def melee() -> Table:
    """The beginning of a Terran mirror game."""
    return Table(seed=3)


@pytest.fixture
def field() -> Table:
    """An empty map."""
    return Table(seed=3, melee=False)


@pytest.fixture
def table() -> type[Table]:
    """To set up other games."""
    return Table
