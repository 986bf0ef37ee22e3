"""A player's eyes: looks at a game, tells what it saw as records, bytes, or pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from starleague.catalog.rules import MAX_UNIT_TYPES, ONE
from starleague.engine.layout import MAX_PLAYERS
from starleague.sc2api.eyes.ground import known_pathing
from starleague.sc2api.eyes.layout import GLASS, LEVELS, MAX_SIGHTINGS, MEMORY, SIGHTING, Fog
from starleague.sc2api.eyes.look import look
from starleague.sc2api.eyes.memory import begin_memories, remember
from starleague.sc2api.eyes.paint import paint
from starleague.sc2api.eyes.units import BODY, put_units

if TYPE_CHECKING:
    from starleague.game.games import Games
    from starleague.sc2api.screen.geometry import Frame

SPACE = 1 << 18  # bytes for units, at first; it grows


class Memories:
    """What the players of a game remember, and their upgrade levels."""

    def __init__(self, games: Games):
        self.games = games
        self.table = np.zeros(MAX_PLAYERS - 1, MEMORY)
        self.levels = np.zeros((MAX_PLAYERS, MAX_UNIT_TYPES), LEVELS)
        self._hurt = np.zeros(MAX_PLAYERS - 1, np.int64)
        self._upgrades: list[bytes] = [b""] * MAX_PLAYERS
        self.begin()

    def begin(self) -> None:
        """A game begins: nobody has seen anything but what the map shows."""
        begin_memories(self.games.table, self.games.state, 0, self.table)
        self.remember(0)
        self.update_levels()

    def remember(self, since: int) -> np.ndarray:
        """Keep what is in sight; for each player, bits 1 and 2 when units and structures were hurt after a loop."""
        remember(self.games.table, self.games.state, 0, self.table, since, self._hurt)
        return self._hurt

    def update_levels(self) -> None:
        """Upgrade levels of every player's unit types, worked out anew when an upgrade is done."""
        for player in range(1, MAX_PLAYERS):
            done = self.games.state["players"]["upgrades"][0, player].tobytes()
            if done != self._upgrades[player]:
                self._upgrades[player] = done
                levels = self.games.upgrade_levels(0, player)
                for column, name in enumerate(LEVELS.names):
                    self.levels[name][player, : len(levels)] = levels[:, column]

    def pathing(self, player: int) -> np.ndarray:
        """[y, x] 1 where ground units may walk as far as the player knows: what he has not seen does not block."""
        terrain = self.games.rules.terrain
        grid = np.zeros((int(terrain.height), int(terrain.width)), np.uint8)
        known_pathing(self.games.table, self.games.state, 0, self.table, player, grid)
        return grid

    def save(self) -> bytes:
        return self.table.tobytes()

    def restore(self, saved: bytes) -> None:
        self.table[:] = np.frombuffer(saved, MEMORY)
        self.update_levels()


@dataclass
class Canvas:
    """Pixels of a frame: index of the sighting that each shows, and how many lie over it."""

    shown: np.ndarray  # int32 [y, x]; the number of sightings: none
    density: np.ndarray  # uint8 [y, x]
    cover: np.ndarray  # uint8 [y, x] [1/16 of 255]


class Eye:
    """Looks for one player, or (player 0) for an observer of all."""

    def __init__(self, games: Games, memories: Memories, player: int, wishes: int = 0):
        self.games, self.memories, self.player = games, memories, player
        self.glass = np.zeros(1, GLASS)
        self.glass[0].player, self.glass[0].wishes = player, wishes
        self.sightings = np.zeros(MAX_SIGHTINGS, SIGHTING)
        self.n = 0
        self._body = np.zeros(BODY, np.uint8)
        self._out = np.zeros(SPACE, np.uint8)

    def crop(self, left: int, bottom: int) -> None:
        """Places are told as seen from this corner [cells]."""
        self.glass[0].left, self.glass[0].bottom = left * ONE, bottom * ONE

    def wish(self, bit: int, wanted: bool) -> None:
        """Turn a wish on or off."""
        wishes = int(self.glass[0].wishes)
        self.glass[0].wishes = wishes | bit if wanted else wishes & ~bit

    @property
    def fog(self) -> int:
        return int(self.glass[0].fog)

    @property
    def seen(self) -> np.ndarray:
        """The last look."""
        return self.sightings[: self.n]

    def look(self, camera: tuple[float, float], selected: list[int], fog: Fog) -> np.ndarray:
        """What the player sees and remembers now: SIGHTING records."""
        glass = self.glass[0]
        glass.camera_x, glass.camera_y = (round(at * ONE) for at in camera)
        glass.fog = fog
        glass.n_selected = len(selected)
        glass.selected[: len(selected)] = selected
        self.n = look(self.games.table, self.games.state, 0, self.memories.table, self.glass, self.sightings)
        return self.seen

    def units(self) -> bytes:
        """The last look as serialized ``ObservationRaw.units``."""
        while True:
            length = put_units(
                self.games.table, self.games.state, 0, self.glass, self.memories.levels, self.sightings, self.n,
                self._body, self._out,
            )
            if length >= 0:
                return self._out[:length].tobytes()
            self._out = np.zeros(2 * len(self._out), np.uint8)

    def paint(self, frame: Frame) -> Canvas:
        """The last look as pixels."""
        shape = (frame.rows, frame.columns)
        canvas = Canvas(np.full(shape, self.n, np.int32), np.zeros(shape, np.uint8), np.zeros(shape, np.uint8))
        paint(
            self.games.table, self.sightings, self.n, float(frame.left), float(frame.top), float(frame.scale),
            canvas.shown, canvas.density, canvas.cover,
        )
        return canvas
