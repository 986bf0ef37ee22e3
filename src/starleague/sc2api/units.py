"""The units that a player sees, as raw protobuf.

Columns of the state are turned into Python lists at once: reading a record field by field costs more
than all the rest.
"""

from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np
from s2clientprotocol import raw_pb2
from s2clientprotocol import sc2api_pb2 as api

from starleague.catalog.rules import ONE, TURN
from starleague.catalog.vocabulary import Resource, State
from starleague.engine.layout import MAX_BUFFS, UNIT
from starleague.sc2api.match import Match, Seat
from starleague.sc2api.tags import NEUTRAL_OWNER, tag_of

_COLUMNS = [name for name in UNIT.names if UNIT[name].shape == () and UNIT[name].names is None]


def fill_units(
    match: Match, seat: Seat, options: api.InterfaceOptions, raw: raw_pb2.ObservationRaw, fog: bool
) -> None:
    """Add every unit that the player may know of."""
    game, rules = match.game, match.games.rules
    units = game.units[: int(game.n_slots)]
    shown = _shown(units, seat.player, fog, options.show_cloaked)
    slots = np.flatnonzero(shown)
    chosen = units[slots]
    columns = {name: chosen[name].tolist() for name in _COLUMNS}
    tags = {int(s): tag_of(s, g) for s, g in zip(slots, columns["generation"])}
    context = SimpleNamespace(match=match, seat=seat, game=game, rules=rules, tags=tags, fog=fog)
    ground = rules.terrain.ground
    for k, slot in enumerate(slots.tolist()):
        unit = SimpleNamespace(slot=slot, record=chosen[k], **{name: column[k] for name, column in columns.items()})
        kind = context.match.games.unit_type_facts(unit.type)
        _fill(context, unit, kind, int(ground[unit.y >> 12, unit.x >> 12]), raw.units.add())


def _shown(units: np.ndarray, player: int, fog: bool, cloaked: bool) -> np.ndarray:
    alive = (units["alive"] == 1) & (units["inside"] == 0)
    if not fog:
        return alive
    bit = 1 << player
    own = units["owner"] == player
    hidden = (units["states"] & (State.CLOAKED | State.BURIED)) != 0
    lit = ((units["visible_to"] & bit) != 0) & (~hidden | ((units["detected_by"] & bit) != 0) | cloaked)
    remembered = ((units["seen_by"] & bit) != 0) | (units["owner"] == 0)
    return alive & (own | lit | remembered)


def _fill(context, unit, kind, ground: int, out: raw_pb2.Unit) -> None:
    player = context.seat.player
    visible = unit.owner == player or unit.visible_to & (1 << player) or not context.fog
    out.display_type = raw_pb2.Visible if visible else raw_pb2.Snapshot
    out.alliance = raw_pb2.Self if unit.owner == player else raw_pb2.Neutral if unit.owner == 0 else raw_pb2.Enemy
    out.tag = context.tags[unit.slot]
    out.unit_type = kind.api_id
    out.owner = unit.owner or NEUTRAL_OWNER
    out.pos.x, out.pos.y = unit.x / ONE, unit.y / ONE
    out.pos.z = (ground - 127) / 8 + (kind.height if unit.flying else 0)
    out.facing = unit.facing * (2 * math.pi / TURN)
    out.radius = kind.api_radius
    out.build_progress = unit.progress / unit.build_time if unit.building and unit.build_time else 1.0
    out.cloak = _cloak(unit, player, visible)
    out.is_flying = bool(unit.flying)
    out.is_burrowed = bool(unit.states & State.BURIED)
    out.is_powered = bool(unit.powered)
    if not visible:
        return
    if unit.owner == 0:
        _contents(unit, kind, out)
        if kind.resource:
            return
    own = context.game.players[unit.owner]
    stats = own.unit_stats[unit.type]
    out.health, out.health_max = unit.life / ONE, (int(stats.life_max) + unit.life_max_bonus) / ONE
    if stats.shields_max:
        out.shield, out.shield_max = unit.shields / ONE, stats.shields_max / ONE
    if stats.energy_max:
        out.energy, out.energy_max = unit.energy / ONE, stats.energy_max / ONE
    out.is_hallucination = bool(unit.states & State.HALLUCINATION) and unit.owner == player
    if kind.detect_range:
        out.detect_range = (int(stats.detect_range) + unit.detect_bonus) / ONE
    out.weapon_cooldown = unit.cooldown / ONE
    _buffs(context, unit, out)
    _contents(unit, kind, out)
    if unit.owner == player or context.match.control_enemy:
        _own(context, unit, kind, out)


def _cloak(unit, player: int, visible: bool) -> int:
    if not visible:
        return raw_pb2.CloakedUnknown
    if not unit.states & (State.CLOAKED | State.BURIED):
        return raw_pb2.NotCloaked
    if unit.owner == player:
        return raw_pb2.CloakedAllied
    return raw_pb2.CloakedDetected if unit.detected_by & (1 << player) else raw_pb2.Cloaked


def _contents(unit, kind, out: raw_pb2.Unit) -> None:
    if kind.resource == Resource.MINERALS:
        out.mineral_contents = unit.contents
    elif kind.resource == Resource.VESPENE:
        out.vespene_contents = unit.contents


def _buffs(context, unit, out: raw_pb2.Unit) -> None:
    if not unit.n_buffs:
        return
    for k in range(MAX_BUFFS):
        behavior = int(unit.record.buffs[k].behavior)
        api_id = int(context.rules.behaviors[behavior].api_id) if behavior else 0
        if api_id:
            out.buff_ids.append(api_id)


def _own(context, unit, kind, out: raw_pb2.Unit) -> None:
    """What only the owner is told: orders, cargo, harvesters, rally points."""
    record, tags = unit.record, context.tags
    _orders(context, unit, record, out)
    out.is_active = bool(unit.n_orders or unit.n_queued)
    if unit.addon:
        out.add_on_tag = tags.get(unit.addon, 0)
    if kind.cargo_capacity:
        out.cargo_space_taken, out.cargo_space_max = unit.cargo_used, kind.cargo_capacity
        for k in range(unit.n_passengers):
            _passenger(context, int(record.passengers[k]), out.passengers.add())
    if kind.ideal_harvesters and not unit.building:
        out.assigned_harvesters, out.ideal_harvesters = unit.harvesters, kind.ideal_harvesters
    elif kind.townhall and not unit.building and not unit.flying:
        out.assigned_harvesters, out.ideal_harvesters = context.match.games.base_harvesters(0, unit.slot)
    if unit.target in tags:
        out.engaged_target_tag = tags[unit.target]
    for k in range(unit.n_rallies):
        rally = record.rallies[k]
        target = out.rally_targets.add(tag=tags.get(int(rally.target), 0))
        target.point.x, target.point.y = rally.x / ONE, rally.y / ONE
    out.attack_upgrade_level, out.armor_upgrade_level = context.match.games.upgrade_levels(0, unit.owner, unit.type)


def _orders(context, unit, record, out: raw_pb2.Unit) -> None:
    rules, tags = context.rules, context.tags
    for k in range(unit.n_queued):
        item = record.queue[k]
        ability = rules.abilities[item.ability]
        share = item.progress / ability.time if ability.time else 0.0
        out.orders.add(ability_id=int(ability.api_id), progress=share)
    for k in range(unit.n_orders):
        order = record.orders[k]
        entry = out.orders.add(ability_id=int(rules.abilities[order.ability].api_id))
        if order.target:
            entry.target_unit_tag = tags.get(int(order.target), 0)
        elif order.has_point:
            entry.target_world_space_pos.x, entry.target_world_space_pos.y = order.x / ONE, order.y / ONE
        if k == 0 and unit.build_time and not unit.building:
            entry.progress = unit.progress / unit.build_time


def _passenger(context, slot: int, out: raw_pb2.PassengerUnit) -> None:
    inside = context.game.units[slot]
    kind = context.match.games.unit_type_facts(int(inside.type))
    out.tag = tag_of(slot, inside.generation)
    out.unit_type = kind.api_id
    stats = context.game.players[inside.owner].unit_stats[inside.type]
    out.health, out.health_max = inside.life / ONE, stats.life_max / ONE
