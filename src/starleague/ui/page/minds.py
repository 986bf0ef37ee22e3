"""What agents thought, as their replay's notes tell it: their estimate, their next action, what they attend to."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from typing import Any

from starleague.game.recorder import THOUGHT
from starleague.league.charts import thinned

MOST = 64  # rows of a list that is passed on
TEXTS, NUMBERS = ("action",), ("value", "delay", "target")
LISTS = {"actions": 2, "selected": 0, "units": 2, "targets": 2, "places": 3, "place": 0}  # width of a row; 0: no rows


class Minds:
    """The thoughts of both players by loop; grows with its notes."""

    def __init__(self) -> None:
        self.loops: dict[int, list[int]] = {1: [], 2: []}
        self.thoughts: dict[int, list[dict[str, Any]]] = {1: [], 2: []}
        self._read = 0

    def read(self, notes: Sequence[list]) -> None:
        """Take the notes that are new: [loop, player, what]."""
        for loop, player, what in notes[self._read :]:
            thought = what.get(THOUGHT)
            if player in self.loops and is_thought(thought):
                self.loops[player].append(loop)
                self.thoughts[player].append(thought)
        self._read = len(notes)

    def at(self, loop: int) -> dict[int, dict[str, Any]]:
        """What each agent thought last."""
        found = {}
        for player, loops in self.loops.items():
            place = bisect.bisect_right(loops, loop) - 1
            if place >= 0:
                found[player] = self.thoughts[player][place] | {"loop": loops[place]}
        return found

    def values(self) -> dict[int, list[list[float]]]:
        """Each agent's estimate over time: [loop, from −1 to 1]."""
        return {
            player: [list(point) for point in thinned([
                (loop, thought["value"]) for loop, thought in zip(self.loops[player], self.thoughts[player])
            ])]
            for player in self.loops
        }


def is_thought(told: Any) -> bool:
    """Notes come from files that others may have written: the page is only shown what has the right shape."""
    if not isinstance(told, dict) or not all(isinstance(told.get(name), str) for name in TEXTS):
        return False
    if not all(_number(told.get(name, 0)) for name in NUMBERS) or not -1 <= told.get("value", 2) <= 1:
        return False
    return all(_rows(told.get(name, []), width) for name, width in LISTS.items())


def _rows(rows: Any, width: int) -> bool:
    if not isinstance(rows, list) or len(rows) > MOST:
        return False
    if not width:
        return all(_number(one) for one in rows)
    return all(
        isinstance(row, list) and len(row) == width and isinstance(row[0], str | int | float)
        and all(_number(one) for one in row[1:])
        for row in rows
    )


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9
