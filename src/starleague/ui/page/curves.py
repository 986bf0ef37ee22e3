"""How both players stood over a whole game: what the charts of a replay show."""

from __future__ import annotations

import bisect
from typing import Any

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Flag
from starleague.engine.layout import EventKind
from starleague.game.clock import LOOPS_PER_MINUTE
from starleague.game.games import Games
from starleague.game.replay import Replay
from starleague.ui.page.words import spaced

EVERY = 112  # loops: five seconds
NAMES = ("minerals", "vespene", "collected", "spent", "lost", "supply", "workers", "army", "actions")
MOST_MARKS = 400


class Curves:
    """Filled by one thread, read by another: lists only grow."""

    def __init__(self) -> None:
        self.every = EVERY
        self.rows: dict[int, list[list[int]]] = {1: [], 2: []}
        self.marks: list[list[Any]] = []  # loop, player, what, text, x, y
        self.done = False
        self.problem = ""

    def begin(self, games: Games, replay: Replay) -> None:
        types = games.rules.unit_types
        self._army = (types["flags"] & Flag.ARMY != 0) * (types["minerals"] + types["vespene"])
        self._replay = replay
        self._commands = 0
        self._said: dict[int, list[int]] = {1: [], 2: []}  # loops of commands
        self._seen: set[tuple[int, str]] = set()
        self.note(games)

    def note(self, games: Games) -> None:
        """How things stand now, and what has happened since."""
        game = games[0]
        loop = int(game.loop)
        for due, player, *_ in self._replay.commands[self._commands :]:
            self._commands += 1
            if player in self._said:
                self._said[player].append(due)
        for player in (1, 2):
            own = game.players[player]
            row = [
                own.minerals, own.vespene, own.minerals_collected + own.vespene_collected,
                own.minerals_spent + own.vespene_spent, own.lost.sum(), own.supply_used // 2,
                own.workers, own.complete @ self._army, self._actions(player, loop),
            ]
            self.rows[player].append([int(value) for value in row])
        for event in game.events[: int(game.n_events)].tolist():
            self._mark(games, loop, *event)
        game.n_events = 0

    def to_json(self) -> dict[str, Any]:
        return {"every": self.every, "names": NAMES, "players": self.rows, "marks": self.marks, "done": self.done,
                "problem": self.problem}

    def _actions(self, player: int, loop: int) -> int:
        """A minute, lately."""
        said = self._said[player]
        return bisect.bisect_right(said, loop) - bisect.bisect_right(said, loop - LOOPS_PER_MINUTE)

    def _mark(
        self, games: Games, loop: int, kind: int, player: int, unit: int, generation: int, row: int, value: int, x: int,
        y: int, other: int,
    ) -> None:
        if not player or len(self.marks) >= MOST_MARKS:
            return
        facts = games.unit_type_facts(row)
        what = text = ""
        if kind == EventKind.STRUCTURE_STARTED:
            what, text = "build", spaced(facts.name)
        elif kind == EventKind.UPGRADE_COMPLETE:
            what, text = "research", spaced(games.names.upgrade_names[value])
        elif kind == EventKind.UNIT_DIED and facts.flags & Flag.STRUCTURE:
            what, text = "lost", f"{spaced(facts.name)} lost"
        if what and (what != "build" or (player, text) not in self._seen):
            self._seen.add((player, text))
            self.marks.append([loop, player, what, text, round(x / ONE, 1), round(y / ONE, 1)])
