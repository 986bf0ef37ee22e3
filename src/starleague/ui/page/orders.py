"""What a person at the page tells his units, checked: nothing from outside reaches the game as it is."""

from __future__ import annotations

from typing import Any

import numpy as np

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Verb
from starleague.engine.layout import MAX_QUEUE, MAX_UNITS
from starleague.game.games import Games
from starleague.sc2api.eyes.layout import GENERATION_BITS
from starleague.ui.page.stream import Stream

MOST_UNITS = 500  # of one order
INSIDE = 1 / 64  # cells from the map's edge


class BadMessage(ValueError):
    """A message that the page does not send."""


def give(games: Games, stream: Stream, message: dict[str, Any]) -> None:
    """Tell units of the stream's player to use an ability; BadMessage when the message makes no sense."""
    ability = whole(message, "ability", 1, int(games.rules.n_abilities) - 1)
    units = own_units(games, stream.player, message.get("units"))
    target, point = _target(games, stream, message)
    if units:
        games.command(
            0, stream.player, ability, units, target, point, bool(message.get("queued")), bool(message.get("autocast"))
        )


def cancel(games: Games, player: int, message: dict[str, Any]) -> None:
    """Take one thing out of a structure's queue: its place there stands where a command has its point."""
    place_in_queue = whole(message, "place", 0, MAX_QUEUE - 1)
    for slot in own_units(games, player, [message.get("unit")]):
        span = games.rules.unit_types[games[0].units[slot].type].abilities
        held = games.rules.lists[span.first : span.first + span.count].tolist()
        for row in held:
            if games.rules.abilities[row].verb == Verb.CANCEL_SLOT:
                games.command(0, player, row, [slot], point=(place_in_queue / ONE, 0))
                break


def own_units(games: Games, player: int, indices: Any) -> list[int]:
    """Those of some indices that are living units of a player."""
    if not isinstance(indices, list) or len(indices) > MOST_UNITS:
        raise BadMessage(f"units must be a list of up to {MOST_UNITS} indices")
    if not all(type(index) is int and 0 < index < 1 << 16 for index in indices):
        raise BadMessage("units must be indices that frames have told")
    slots = np.unique(np.array([index for index in indices if index < MAX_UNITS], np.int64))
    units = games.state["units"][0][slots]
    return slots[(units["alive"] == 1) & (units["owner"] == player)].tolist()


def place(games: Games, message: dict[str, Any]) -> tuple[float, float]:
    """A point of the map; what lies outside is moved in."""
    found = []
    for name, limit in (("x", games.map.width), ("y", games.map.height)):
        at = message.get(name)
        if isinstance(at, bool) or not isinstance(at, int | float) or at != at:
            raise BadMessage(f"{name} must be a number")
        found.append(min(max(float(at), INSIDE), limit - INSIDE))
    return found[0], found[1]


def whole(message: dict[str, Any], name: str, least: int, most: int) -> int:
    """A whole number of a message."""
    value = message.get(name)
    if type(value) is not int or not least <= value <= most:
        raise BadMessage(f"{name} must be a whole number from {least} to {most}")
    return value


def _target(games: Games, stream: Stream, message: dict[str, Any]) -> tuple[int, tuple[float, float] | None]:
    """Slot and point: a unit that is seen or remembered, or a place."""
    if not message.get("target"):
        return 0, place(games, message) if "x" in message else None
    index = whole(message, "target", 1, len(stream.now["tag"]) - 1)
    tag = int(stream.now["tag"][index])
    slot, generation = tag >> GENERATION_BITS & (1 << 10) - 1, (tag & (1 << GENERATION_BITS) - 1) - 1
    if tag and int(games.state["units"]["generation"][0, slot]) == generation and games[0].units[slot].alive:
        return slot, None
    return 0, place(games, message) if "x" in message else None
