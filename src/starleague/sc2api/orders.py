"""Deeds become commands of the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from s2clientprotocol import ui_pb2

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Verb
from starleague.game.inbox import Command, post
from starleague.sc2api import deeds
from starleague.sc2api.deeds import Deed
from starleague.sc2api.tags import slot_of

if TYPE_CHECKING:
    from starleague.sc2api.match import Match


def give(match: Match, player: int, deed: Deed) -> None:
    """Put what a deed tells units to do into the game's inbox: it takes effect in the next tick."""
    if deed.kind in (deeds.COMMAND, deeds.AUTOCAST):
        row = match.games.ability_row(deed.ability)
        if row:
            _send(match, player, deed, row)
    elif deed.kind == deeds.PANEL:
        _click(match, player, ui_pb2.ActionUI.FromString(deed.panel))


def commandable(match: Match, player: int) -> list[int]:
    """Slots of the selected units that the player may command."""
    units = match.game.units
    slots = match.desks[player].living(match)
    return [slot for slot in slots if units[slot].owner == player or match.control_enemy]


def _send(match: Match, player: int, deed: Deed, row: int, place: int | None = None) -> None:
    """One command for the units of each owner (a player may control his enemy's, too)."""
    game = match.game
    owned: dict[int, list[int]] = {}
    for slot in filter(None, (slot_of(game, tag) for tag in deed.units)):
        owner = int(game.units[slot].owner)
        if owner == player or match.control_enemy:
            owned.setdefault(owner, []).append(slot)
    target = slot_of(game, deed.target)
    if deed.target and not target:
        return  # it died meanwhile
    x, y = (round(at * ONE) for at in deed.places[0]) if deed.places else (place or 0, 0)
    for owner, slots in owned.items():
        units = np.asarray(slots, np.int64)
        post(game, Command(
            match.loop + 1, owner, row, units, game.units["generation"][units], target,
            int(game.units[target].generation), x, y, bool(deed.places), deed.queued, deed.kind == deeds.AUTOCAST,
        ))


def _click(match: Match, player: int, panel: ui_pb2.ActionUI) -> None:
    """Panels that command the selected units: production, cargo, autocast."""
    which = panel.WhichOneof("action")
    slots = commandable(match, player)
    if not slots:
        return
    if which == "toggle_autocast":
        row = match.games.ability_row(panel.toggle_autocast.ability_id)
        if row:
            _send(match, player, Deed(deeds.AUTOCAST, units=tuple(map(match.tag, slots))), row)
        return
    verb = {"production_panel": Verb.CANCEL_SLOT, "cargo_panel": Verb.UNLOAD_UNIT}.get(which)
    row = _held(match, slots[0], verb) if verb is not None else 0
    if row:
        index = max(0, getattr(panel, which).unit_index)
        _send(match, player, Deed(deeds.COMMAND, units=(match.tag(slots[0]),)), row, index)


def _held(match: Match, slot: int, verb: int) -> int:
    """The first ability of a unit with this verb; 0: it has none."""
    rules = match.games.rules
    span = rules.unit_types[match.game.units[slot].type].abilities
    rows = rules.lists[span.first : span.first + span.count].tolist()
    return next((row for row in rows if rules.abilities[row].verb == verb), 0)
