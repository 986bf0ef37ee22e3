"""Maps drawn in a test.

    scene = drawn('''
        ..........#++++
        ..........#++++
        ......../////++
        ..........#++++
    ''')

``.`` low ground, ``+`` high ground, ``/`` a ramp between them, ``#`` a cliff, ``~`` smoke that blocks sight,
``:`` ground to walk on but not to build on. The first line is the northern one; a rim of rock is added, so
that the drawing's lower left cell is (1, 1).
"""

from __future__ import annotations

import textwrap

import numpy as np

from scenario import Scenario, Unit, refresh_view
from starleague.catalog.rules import ONE
from starleague.game.games import Games
from starleague.game.maps import Map

HEIGHT = {"#": 127, ".": 143, ":": 143, "~": 143, "/": 151, "+": 159}


class Drawn(Scenario):
    """A scenario on a map of the test's own."""

    def __init__(self, drawing: str, seed: int = 0):
        self.games = Games(1, map=map_of(drawing), seed=seed, melee=False, threads=1)
        self.center = (self.games.map.width / 2, self.games.map.height / 2)

    @property
    def rules(self) -> np.record:
        return self.games.table[0]

    def see(self) -> Drawn:
        """Light the map and sort the units outside a tick."""
        refresh_view(self.games.table, self.games.state, 0)
        return self

    def crowd(self, kind: str, number: int, x: float, y: float, columns: int = 8, player: int = 1) -> list[Unit]:
        """Units side by side from (x, y) to the right and up."""
        facts = self.games.unit_type_facts(self.games.unit_row(kind))
        apart = 2 * facts.separation_radius + 0.1
        return [self.add(player, kind, x + k % columns * apart, y + k // columns * apart) for k in range(number)]


def drawn(drawing: str) -> Drawn:
    return Drawn(drawing)


def field(width: int, height: int) -> Drawn:
    """Flat ground of so many cells."""
    return Drawn("\n".join(["." * width] * height))


def map_of(drawing: str) -> Map:
    lines = textwrap.dedent(drawing).strip("\n").split("\n")
    width = len(lines[0]) + 2
    rows = ["#" * width, *(f"#{line}#" for line in lines), "#" * width][::-1]
    signs = np.array([list(row) for row in rows])

    def grid(test) -> np.ndarray:
        return np.array([[test(sign) for sign in row] for row in signs], np.uint8)

    return Map(
        name="drawn", playable=(0, 0, width, len(rows)),
        ground=grid(HEIGHT.__getitem__), pathable=grid(lambda sign: sign != "#"),
        placeable=grid(lambda sign: sign in ".+"), cliff=grid(lambda sign: sign in "/+"),
        sight_block=grid(lambda sign: sign == "~"), resources=(), starts=((width / 2, len(rows) / 2),),
    )


def fixed(cells: float) -> int:
    """Cells as the engine counts them."""
    return round(cells * ONE)
