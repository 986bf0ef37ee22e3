"""All that one player sees and remembers of a game, as columns by index: what a frame is the difference of.

An index below ``MEMORIES`` is the slot of a unit that is in sight; the others are of what is only remembered or
planned. Fog of war is that of the StarCraft II API (``sc2api.eyes``): what it hides never reaches the page.
"""

from __future__ import annotations

import math

import numpy as np

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Resource
from starleague.engine.layout import MAX_UNITS
from starleague.game.games import Games
from starleague.sc2api.eyes.eye import Eye, Memories
from starleague.sc2api.eyes.layout import Cloak, Fog, Known, Wish
from starleague.ui.page.wire import CELL

MEMORIES = 1024
INDICES = 2048
NUMBERS = {
    "tag": np.int64, "type": np.int32, "owner": np.int32, "flags": np.int32, "x": np.int32, "y": np.int32,
    "facing": np.int32, "life": np.int32, "life_max": np.int32, "shields": np.int32, "shields_max": np.int32,
    "energy": np.int32, "energy_max": np.int32, "progress": np.int32, "work": np.int32,
}
FLYING, UNFINISHED, HIDDEN, SNAPSHOT, PLAN, ACTIVE, MINERALS, GAS = (1 << bit for bit in range(8))
UNREAL, POWERED, BURIED, MOVING, BUFFED, OWN, EMPTY = (1 << bit for bit in range(8, 15))
FLAGS = {
    "flying": FLYING, "unfinished": UNFINISHED, "hidden": HIDDEN, "snapshot": SNAPSHOT, "plan": PLAN, "active": ACTIVE,
    "minerals": MINERALS, "gas": GAS, "unreal": UNREAL, "powered": POWERED, "buried": BURIED, "moving": MOVING,
    "buffed": BUFFED, "own": OWN, "empty": EMPTY,
}


class Looker:
    """Looks at game 0 for a player, or (player 0) for an observer of all."""

    def __init__(self, games: Games, memories: Memories, player: int):
        self.games, self.player = games, player
        self.eye = Eye(games, memories, player, int(Wish.PLACEHOLDERS) if player else 0)
        self._indices: dict[int, int] = {}  # of what is not in sight, by tag

    def look(self) -> dict[str, np.ndarray]:
        """Columns of length INDICES; ``tag`` 0: nothing there."""
        seen = self.eye.look((0.0, 0.0), [], Fog.THICK if self.player else Fog.NONE)
        index = self._index(seen)
        columns = {name: np.zeros(INDICES, kind) for name, kind in NUMBERS.items()}
        for name in ("tag", "type", "owner"):
            columns[name][index] = seen[name]
        for name in ("x", "y"):
            columns[name][index] = seen[name] * CELL // ONE
        columns["facing"][index] = np.round(seen["facing"] * (256 / math.tau)).astype(np.int32) & 255
        for name in ("life", "life_max", "shields", "shields_max", "energy", "energy_max"):
            columns[name][index] = (seen[name] + ONE - 1) // ONE
        columns["progress"][index] = seen["progress"] * 255
        columns["flags"][index] = self._flags(seen)
        self._add_what_is_seen_of_units(columns)
        return columns

    def _flags(self, seen: np.ndarray) -> np.ndarray:
        concealed = np.isin(seen["cloak"], (Cloak.CLOAKED, Cloak.DETECTED, Cloak.ALLIED))
        bits = {
            FLYING: seen["flying"], UNFINISHED: seen["progress"] < 1, HIDDEN: concealed,
            SNAPSHOT: seen["known"] == Known.SNAPSHOT, PLAN: seen["known"] == Known.PLACEHOLDER,
            ACTIVE: seen["active"], UNREAL: seen["hallucination"], POWERED: seen["powered"], BURIED: seen["burrowed"],
            BUFFED: seen["buff"] != 0, OWN: seen["own"],
        }
        return sum((values != 0) * bit for bit, values in bits.items())

    def _add_what_is_seen_of_units(self, columns: dict[str, np.ndarray]) -> None:
        """What sightings do not tell: loads, motion, what is left of resources, work in hand."""
        units = self.games.state["units"][0]
        here = np.flatnonzero(columns["tag"][:MAX_UNITS])
        carrying = units["carrying"][here]
        flags = (carrying == Resource.MINERALS) * MINERALS | (carrying == Resource.VESPENE) * GAS
        flags |= ((units["pace_x"][here] != 0) | (units["pace_y"][here] != 0)) * MOVING
        resource = self.games.rules.unit_types["resource"][units["type"][here]] != 0
        flags |= (resource & (units["contents"][here] == 0)) * EMPTY
        columns["flags"][here] |= flags
        columns["life"][here] = np.where(resource, units["contents"][here], columns["life"][here])
        own = here[columns["flags"][here] & OWN != 0]
        queue = units["queue"][own, 0]
        abilities = self.games.rules.abilities
        time = abilities["time"][queue["ability"]]
        time = np.where(time > 0, time, self.games.rules.upgrades["time"][abilities["upgrade"][queue["ability"]]])
        working = (units["n_queued"][own] > 0) & (queue["started"] != 0)
        share = np.where(working, queue["progress"] / np.maximum(1, time), 0)
        morphs = (units["build_ability"][own] != 0) & (units["building"][own] == 0) & (units["build_time"][own] > 0)
        share = np.where(morphs, units["progress"][own] / np.maximum(1, units["build_time"][own]), share)
        columns["work"][own] = np.clip(share * 255, 0, 255)

    def _index(self, seen: np.ndarray) -> np.ndarray:
        """Where each sighting stands: its slot, or a place of its own while it is remembered."""
        index = seen["slot"].astype(np.int64)
        apart = np.flatnonzero(index == 0)
        tags = seen["tag"][apart].tolist()
        kept = {tag: place for tag in tags if (place := self._indices.get(tag))}
        free = iter(sorted(set(range(MEMORIES, INDICES)) - set(kept.values()))) if len(kept) < len(tags) else iter(())
        for tag in tags:
            if tag not in kept:
                kept[tag] = next(free)
        self._indices = kept
        index[apart] = [kept[tag] for tag in tags]
        return index
