"""Thoughts of agents as notes in a replay: what the page shows of them, in the game's own terms."""

from __future__ import annotations

from typing import Any

import numpy as np

from starleague.agent.thoughts import Likely, Thought
from starleague.catalog.rules import ONE
from starleague.env.spec import Shapes
from starleague.game.games import Games
from starleague.game.recorder import THOUGHT


class Telling:
    """Writes the thoughts of players of the recorded game into its replay."""

    def __init__(self, games: Games, shapes: Shapes, land: np.ndarray) -> None:
        self.games, self.shapes, self.land = games, shapes, land

    def note(self, player: int, thought: Thought, slots: np.ndarray) -> None:
        """``slots``: the unit slot of each entity slot of the observation that was thought about."""
        self.games.recorder.note(player, {THOUGHT: self.told(thought, slots)})

    def told(self, thought: Thought, slots: np.ndarray) -> dict[str, Any]:
        """Plain JSON: names of actions, slots of units, places in cells, probabilities to three digits."""
        action = thought.action
        [kind], [delay] = action["type"], action["delay"]
        told: dict[str, Any] = {
            "value": round(thought.value, 3), "action": self.shapes.tables.actions[kind].name, "delay": delay,
            "actions": [[self.shapes.tables.actions[index].name, round(p, 3)] for index, p in thought.types],
            "selected": [int(slots[entity]) for entity in action["units"] if entity >= 0],
            "units": units(thought.units, slots), "targets": units(thought.target_entities, slots),
            "places": [[*self.place(cell), round(p, 3)] for cell, p in thought.target_cells],
        }
        [entity], [cell] = action["target_entity"], action["target_cell"]
        if entity >= 0:
            told["target"] = int(slots[entity])
        if cell >= 0:
            told["place"] = self.place(cell)
        return told

    def place(self, cell: int) -> list[float]:
        """The middle of a target cell."""
        land, size = self.land[0], self.shapes.sizes.target_size
        frame, row, column = land["frame"], cell // size, cell % size
        side = int(frame["side"]) / size
        left, bottom = int(frame["left"]), int(frame["bottom"])
        return [round((left + (column + 0.5) * side) / ONE, 1), round((bottom + (row + 0.5) * side) / ONE, 1)]


def units(likely: Likely, slots: np.ndarray) -> list[list[float]]:
    """[unit slot, probability]; the end of a selection is no unit."""
    return [[int(slots[entity]), round(p, 3)] for entity, p in likely if entity < len(slots) and slots[entity]]
