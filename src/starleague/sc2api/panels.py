"""What the panels of the screen show: control groups, selected units, cargo, production; and the command card."""

from __future__ import annotations

from s2clientprotocol import raw_pb2, ui_pb2
from s2clientprotocol import sc2api_pb2 as api

from starleague.catalog.rules import ONE
from starleague.sc2api.abilities import available
from starleague.sc2api.viewer import Viewer

MOST_ASKED = 40  # units of a selection whose command cards are put together


def fill_abilities(viewer: Viewer, view: api.Observation) -> None:
    """Commands that some selected unit could be given now."""
    match = viewer.match
    slots = [s for s in viewer.desk.living(match) if match.game.units[s].owner == viewer.player or match.control_enemy]
    found: dict[int, bool] = {}
    for slot in slots[:MOST_ASKED]:
        found |= dict(available(match, slot))
    for ability, requires_point in sorted(found.items()):
        view.abilities.add(ability_id=ability, requires_point=requires_point)


def fill_panels(viewer: Viewer, ui: ui_pb2.ObservationUI) -> None:
    """Control groups, and the panel that fits the selection."""
    match, desk = viewer.match, viewer.desk
    units, kinds = match.game.units, match.games.rules.unit_types
    for group, tags in sorted(desk.groups.items()):
        slots = desk.living(match, tags)
        if slots:
            leader = int(kinds[units[slots[0]].type].api_id)
            ui.groups.add(control_group_index=group, leader_unit_type=leader, count=len(slots))
    slots = desk.living(match)
    if len(slots) > 1:
        for slot in slots:
            _fill_unit(viewer, slot, ui.multi.units.add())
    elif slots:
        _fill_one(viewer, slots[0], ui)


def _fill_one(viewer: Viewer, slot: int, ui: ui_pb2.ObservationUI) -> None:
    """Cargo and production are for its owner's eyes."""
    match, unit = viewer.match, viewer.match.game.units[slot]
    own = unit.owner == viewer.player or viewer.everything
    if own and unit.n_passengers:
        _fill_cargo(viewer, slot, ui.cargo)
    elif own and unit.n_queued:
        _fill_production(viewer, slot, ui.production)
    else:
        _fill_unit(viewer, slot, ui.single.unit)
        level = match.memories.levels[int(unit.owner), int(unit.type)]
        ui.single.attack_upgrade_level = int(level.attack)
        ui.single.armor_upgrade_level = int(level.armor)
        ui.single.shield_upgrade_level = int(level.shields)
        behaviors = unit.buffs["behavior"][: int(unit.n_buffs)]
        ui.single.buffs.extend(sorted({int(b) for b in match.games.rules.behaviors["api_id"][behaviors] if b}))


def _fill_cargo(viewer: Viewer, slot: int, panel: ui_pb2.CargoPanel) -> None:
    unit = viewer.match.game.units[slot]
    _fill_unit(viewer, slot, panel.unit)
    for passenger in unit.passengers[: int(unit.n_passengers)].tolist():
        _fill_unit(viewer, passenger, panel.passengers.add())
    capacity = int(viewer.match.games.rules.unit_types[unit.type].cargo_capacity)
    panel.slots_available = capacity - int(unit.cargo_used)


def _fill_production(viewer: Viewer, slot: int, panel: ui_pb2.ProductionPanel) -> None:
    """Units in ``build_queue``; what is researched stands beside them only in ``production_queue``."""
    games = viewer.match.games
    rules, unit = games.rules, viewer.match.game.units[slot]
    _fill_unit(viewer, slot, panel.unit)
    for item in unit.queue[: int(unit.n_queued)]:
        ability = rules.abilities[item.ability]
        time = int(ability.time) or int(rules.upgrades[ability.upgrade].time)
        progress = min(1.0, int(item.progress) / time) if item.started and time else 0.0
        panel.production_queue.add(ability_id=int(ability.api_id), build_progress=progress)
        if ability.product:
            kind = rules.unit_types[ability.product]
            panel.build_queue.add(
                unit_type=int(kind.api_id), player_relative=raw_pb2.Self, build_progress=progress
            )


def _fill_unit(viewer: Viewer, slot: int, info: ui_pb2.UnitInfo, with_addon: bool = True) -> None:
    match, unit = viewer.match, viewer.match.game.units[slot]
    kind = match.games.rules.unit_types[unit.type]
    info.unit_type = int(kind.api_id)
    info.player_relative = viewer.side(int(unit.owner))
    if unit.owner:
        stats = match.game.players[unit.owner].unit_stats[unit.type]
        info.max_health = (int(stats.life_max) + int(unit.life_max_bonus)) // ONE
        info.max_shields, info.max_energy = int(stats.shields_max) // ONE, int(stats.energy_max) // ONE
        info.health = -(-int(unit.life) // ONE)
        info.shields, info.energy = int(unit.shields) // ONE, int(unit.energy) // ONE
    else:
        info.health = info.max_health = int(kind.life_max) // ONE
    info.transport_slots_taken = int(unit.cargo_used)
    if unit.building and unit.build_time:
        info.build_progress = int(unit.progress) / int(unit.build_time)
    if with_addon and unit.addon:
        _fill_unit(viewer, int(unit.addon), info.add_on, with_addon=False)
