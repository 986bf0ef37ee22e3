"""A game as a stream of frames for one player or an observer: a keyframe, then only what has changed."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE
from starleague.engine.layout import MAX_UNITS
from starleague.engine.sight import VISIBLE
from starleague.game.games import Games
from starleague.sc2api.eyes.eye import Memories
from starleague.ui.page.looks import Looker
from starleague.ui.page.wire import CELL, CHANGE, COLUMNS, KEY, Section, frame, runs, section

BIRTH = ("tag", "type", "owner", "life_max", "shields_max", "energy_max")  # when these change, a row is told anew
SMALL = 127  # of a small step


class Stream:
    """Frames of game 0 as ``player`` (0: an observer) may see it; all who watch with his eyes get the same bytes."""

    def __init__(self, games: Games, memories: Memories, player: int):
        self.games, self.player = games, player
        self.looker = Looker(games, memories, player)
        self._size = games.map.height, games.map.width
        self.begin()

    def begin(self) -> None:
        """Forget what was told: the game has jumped."""
        self.now = self.looker.look()
        self._sight = np.zeros(self._size, np.uint8)
        self._creep = np.zeros(self._size, np.uint8)
        self._purses = {player: [-1] * 7 for player in (1, 2)}
        self._cooldowns = np.zeros(MAX_UNITS, np.int64)
        self._update_grids()

    def key(self) -> bytes:
        """All that is seen, for who comes in now; tells what the last ``change`` told."""
        rows = np.flatnonzero(self.now["tag"])
        blank = np.zeros(self._size, np.uint8)
        purses = np.array([[player, *self._purse(player)] for player in self._purse_owners()])
        return frame(KEY, self._loop, [
            section(Section.PURSE, _columns(Section.PURSE, purses)),
            section(Section.BORN, self._born(rows)),
            section(Section.SIGHT, runs(blank, self._sight)),
            section(Section.CREEP, runs(blank, self._creep)),
            *self._in_flight(),
        ])

    def change(self) -> bytes:
        """What has changed since the last call (or ``begin``)."""
        before, self.now = self.now, self.looker.look()
        sight, creep = self._sight, self._creep
        self._update_grids()
        sections = [*self._purse_changes(), *self._unit_changes(before), *self._shots(before)]
        for what, old, new in ((Section.SIGHT, sight, self._sight), (Section.CREEP, creep, self._creep)):
            told = runs(old, new)
            if len(told["start"]):
                sections.append(section(what, told))
        return frame(CHANGE, self._loop, sections + self._in_flight())

    @property
    def _loop(self) -> int:
        return int(self.games.state["loop"][0])

    def _unit_changes(self, before: dict[str, np.ndarray]) -> list[bytes]:
        now = self.now
        differs = {name: now[name] != before[name] for name in now}
        there = now["tag"] != 0
        born = there & np.logical_or.reduce([differs[name] for name in BIRTH])
        kept = there & ~born
        gone = np.flatnonzero((before["tag"] != 0) & ~there)
        dx, dy = now["x"] - before["x"], now["y"] - before["y"]
        moved = kept & (differs["x"] | differs["y"] | differs["facing"])
        small = (np.abs(dx) <= SMALL) & (np.abs(dy) <= SMALL)
        told = [
            (Section.GONE, gone, lambda rows: {"index": rows, "died": self._died(before, rows)}),
            (Section.BORN, np.flatnonzero(born), self._born),
            (Section.MOVED, np.flatnonzero(moved & small), lambda rows: {
                "index": rows, "dx": dx[rows], "dy": dy[rows], "facing": now["facing"][rows]}),
            (Section.JUMPED, np.flatnonzero(moved & ~small), self._columns(Section.JUMPED)),
            (Section.VITALS, np.flatnonzero(kept & (differs["life"] | differs["shields"] | differs["energy"])),
             self._columns(Section.VITALS)),
            (Section.STATE, np.flatnonzero(kept & (differs["flags"] | differs["progress"] | differs["work"])),
             self._columns(Section.STATE)),
        ]
        return [section(what, columns(rows)) for what, rows, columns in told if len(rows)]

    def _columns(self, what: Section):
        """Columns of a section as they stand now."""
        return lambda rows: _of(self.now, what, rows)

    def _born(self, rows: np.ndarray) -> dict[str, np.ndarray]:
        return {**_of({**self.now, "generation": self.now["tag"]}, Section.BORN, rows),
                "generation": self.now["tag"][rows] & 0xFFFFFFFF}

    def _died(self, before: dict[str, np.ndarray], rows: np.ndarray) -> np.ndarray:
        """Whether what is no longer seen has died: its slot is empty, or somebody else's."""
        units = self.games.state["units"][0]
        slots = np.where(rows < MAX_UNITS, rows, 0)
        same = (units["alive"][slots] == 1) & (units["generation"][slots] + 1 == before["tag"][rows] & 0x3FFFF)
        return (rows < MAX_UNITS) & ~same

    def _shots(self, before: dict[str, np.ndarray]) -> list[bytes]:
        """Weapons that have fired: their cooldown has risen."""
        units = self.games.state["units"][0]
        cooldowns = units["cooldown"].astype(np.int64)
        fired = (cooldowns > self._cooldowns) & (units["target"] != 0)
        self._cooldowns = cooldowns
        rows = np.flatnonzero(fired & (self.now["tag"][:MAX_UNITS] != 0) & (before["tag"][:MAX_UNITS] != 0))
        targets = units["target"][rows]
        rows = rows[(self.now["tag"][targets] != 0) | (before["tag"][targets] != 0)]
        return [section(Section.SHOTS, {"index": rows, "target": units["target"][rows]})] if len(rows) else []

    def _in_flight(self) -> list[bytes]:
        """Missiles and effects on the ground, where they are in sight."""
        game, found = self.games[0], []
        missiles = game.missiles[: int(game.n_missiles)]
        missiles = missiles[self._in_sight(missiles)]
        if len(missiles):
            units = self.games.state["units"][0]
            aimed = missiles["target"] != 0
            places = {name: missiles[name] * CELL // ONE for name in ("x", "y")}
            for name in ("x", "y"):
                to = np.where(aimed, units[name][missiles["target"]], missiles[f"to_{name}"])
                places[f"to_{name}"] = np.clip(to * CELL // ONE, 0, 0xFFFF)
            speed = np.clip(missiles["speed"] * 64 // ONE, 1, 255)
            found.append(section(Section.MISSILES, {
                "style": missiles["effect"], "owner": missiles["owner"], "speed": speed, **places}))
        fields = game.persistents[: int(game.n_persistents)]
        shown = self.games.rules.effects["api_id"][fields["effect"]] != 0  # others are but how a weapon works
        fields = fields[shown & self._in_sight(fields) & (fields["started"] == 1)]
        if len(fields):
            units = self.games.state["units"][0]
            goes_along = fields["target"] != 0  # with the unit that it lies round
            places = {name: np.where(goes_along, units[name][fields["target"]], fields[name]) for name in ("x", "y")}
            found.append(section(Section.FIELDS, {
                "style": fields["effect"], "owner": fields["owner"],
                **{name: np.clip(at * CELL // ONE, 0, 0xFFFF) for name, at in places.items()}}))
        return found

    def _in_sight(self, things: np.ndarray) -> np.ndarray:
        if not self.player:
            return np.ones(len(things), bool)
        height, width = self._size
        x = np.clip(things["x"] // ONE, 0, width - 1)
        y = np.clip(things["y"] // ONE, 0, height - 1)
        return (self._sight[y, x] == VISIBLE) | (things["owner"] == self.player)

    def _update_grids(self) -> None:
        height, width = self._size
        game = self.games.state[0]
        creep = (game["creep"][:height, :width] > 0).astype(np.uint8)
        if self.player:
            self._sight = game["visibility"][self.player - 1][:height, :width].copy()
            creep = np.where(self._sight == VISIBLE, creep, self._creep)
        else:
            self._sight = np.full(self._size, VISIBLE, np.uint8)
        self._creep = creep

    def _purse_owners(self) -> list[int]:
        return [self.player] if self.player else [1, 2]

    def _purse(self, player: int) -> list[int]:
        own = self.games[0].players[player]
        names = ("minerals", "vespene", "supply_used", "supply_cap", "workers", "idle_workers", "army_count")
        return [int(own[name]) for name in names]

    def _purse_changes(self) -> list[bytes]:
        purses = {player: self._purse(player) for player in self._purse_owners()}
        rows = [[player, *purse] for player, purse in purses.items() if purse != self._purses[player]]
        self._purses.update(purses)
        return [section(Section.PURSE, _columns(Section.PURSE, np.array(rows)))] if rows else []


def _of(columns: dict[str, np.ndarray], what: Section, rows: np.ndarray) -> dict[str, np.ndarray]:
    return {name: rows if name == "index" else columns[name][rows] for name in COLUMNS[what]}


def _columns(what: Section, table: np.ndarray) -> dict[str, np.ndarray]:
    return dict(zip(COLUMNS[what], table.T, strict=True))
