"""Deeds become commands of the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from s2clientprotocol import ui_pb2

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Verb
from starleague.engine.layout import MAX_COMMAND_UNITS, MAX_COMMANDS, MAX_QUEUE
from starleague.game.inbox import Command, post
from starleague.sc2api import deeds
from starleague.sc2api.deeds import Deed
from starleague.sc2api.tags import slot_of

if TYPE_CHECKING:
    from starleague.sc2api.match import Match

SPARE = 50  # commands, and units in them, that are left to computers


def give(match: Match, player: int, deed: Deed) -> bool:
    """Put what a deed tells units to do into the game's inbox: it takes effect in the next tick.

    False: the inbox is full, try again in the next loop.
    """
    if deed.kind in (deeds.COMMAND, deeds.AUTOCAST):
        row = match.games.ability_row(deed.ability)
        return not row or _send(match, player, deed, row)
    if deed.kind == deeds.PANEL:
        return _click(match, player, ui_pb2.ActionUI.FromString(deed.panel))
    return True


def commandable(match: Match, player: int) -> list[int]:
    """Slots of the selected units that the player may command."""
    units = match.game.units
    slots = match.desks[player].living(match)
    return [slot for slot in slots if units[slot].owner == player or match.control_enemy]


def _send(match: Match, player: int, deed: Deed, row: int, place: int | None = None) -> bool:
    """One command for the units of each owner (a player may control his enemy's, too)."""
    game = match.game
    owned: dict[int, list[int]] = {}
    for slot in filter(None, (slot_of(game, tag) for tag in deed.units)):
        owner = int(game.units[slot].owner)
        if owner == player or match.control_enemy:
            owned.setdefault(owner, []).append(slot)
    target = slot_of(game, deed.target)
    if deed.target and not target:
        return True  # it died meanwhile: nothing happens
    needed = sum(map(len, owned.values()))
    if game.n_commands + len(owned) > MAX_COMMANDS - SPARE or game.n_command_units + needed > MAX_COMMAND_UNITS - SPARE:
        return False
    x, y = (round(at * ONE) for at in deed.places[0]) if deed.places else (place or 0, 0)
    for owner, slots in owned.items():
        units = np.asarray(slots, np.int64)
        post(game, Command(
            match.loop + 1, owner, row, units, game.units["generation"][units], target,
            int(game.units[target].generation), x, y, bool(deed.places), deed.queued, deed.kind == deeds.AUTOCAST,
        ))
    return True


def _click(match: Match, player: int, panel: ui_pb2.ActionUI) -> bool:
    """Panels that command the selected units: production, cargo, autocast."""
    which = panel.WhichOneof("action")
    slots = commandable(match, player)
    if not slots:
        return True
    if which == "toggle_autocast":
        row = match.games.ability_row(panel.toggle_autocast.ability_id)
        return not row or _send(match, player, Deed(deeds.AUTOCAST, units=tuple(map(match.tag, slots))), row)
    verb = {"production_panel": Verb.CANCEL_SLOT, "cargo_panel": Verb.UNLOAD_UNIT}.get(which)
    row = _held(match, slots[0], verb) if verb is not None else 0
    if not row:
        return True
    index = min(max(0, getattr(panel, which).unit_index), MAX_QUEUE)
    return _send(match, player, Deed(deeds.COMMAND, units=(match.tag(slots[0]),)), row, index)


def _held(match: Match, slot: int, verb: int) -> int:
    """The first ability of a unit with this verb; 0: it has none."""
    rules = match.games.rules
    span = rules.unit_types[match.game.units[slot].type].abilities
    rows = rules.lists[span.first : span.first + span.count].tolist()
    return next((row for row in rows if rules.abilities[row].verb == verb), 0)
