"""Unit.orders: what own units do, by the API's ability ids."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from s2clientprotocol import raw_pb2

from starleague.catalog.rules import ONE
from starleague.engine.layout import Phase
from starleague.sc2api.tags import GENERATION_BITS, tag_of

if TYPE_CHECKING:
    from starleague.sc2api.units import Row, View

PLACEHOLDER = 1 << 62  # bit of the tag of what is only planned; the rest is its builder's tag and the order's place


def fill_orders(view: View, row: Row, out: raw_pb2.Unit) -> None:
    """What the unit trains or researches, then what it was ordered."""
    if row.n_queued:
        for ability, started, progress in view.units["queue"][row.slot][: row.n_queued].tolist():
            time = _queue_time(view, ability)
            share = min(1.0, progress / time) if started and time else 0.0
            out.orders.add(ability_id=_api_id(view, ability), progress=share)
    if row.n_orders:
        for k, order in enumerate(view.units["orders"][row.slot][: row.n_orders].tolist()):
            _fill_order(view, row, k, order, out.orders.add())
    elif row.build_ability and not row.building and row.build_time > 0:
        out.orders.add(ability_id=_api_id(view, row.build_ability), progress=_share(row))


def placeholders(view: View) -> Iterator[tuple[int, float, float, int]]:
    """(unit type, x, y, tag) of each structure that an own worker is told to build and has not begun."""
    units = view.units
    builders = (units["owner"] == view.player) & (units["alive"] == 1) & (units["n_orders"] > 0)
    for slot in np.flatnonzero(builders).tolist():
        for k, order in enumerate(units["orders"][slot][: units["n_orders"][slot]].tolist()):
            ability, _, _, phase, has_point, x, y = order
            rule = view.match.ability_facts(ability)
            if rule.builds and has_point and phase != Phase.WORK and not rule.addon:
                at_x, at_y = view.games.snapped(rule.product, (x / ONE, y / ONE))
                tag = tag_of(slot, int(units["generation"][slot])) | (k << GENERATION_BITS + 10) | PLACEHOLDER
                yield rule.product, at_x, at_y, tag


def _fill_order(view: View, row: Row, k: int, order: tuple, out: raw_pb2.UnitOrder) -> None:
    ability, target, generation, _phase, has_point, x, y = order
    out.ability_id = _api_id(view, ability)
    rule = view.match.ability_facts(ability)
    if rule.builds and (has_point or rule.addon):
        _fill_site(view, rule, order, out)
    elif target:
        out.target_unit_tag = tag_of(target, generation)
    elif has_point:
        out.target_world_space_pos.x, out.target_world_space_pos.y = x / ONE, y / ONE
        out.target_world_space_pos.z = _ground(view, x, y)
    if k == 0 and ability == row.build_ability and row.build_time > 0:
        out.progress = _share(row)


def _fill_site(view: View, rule, order: tuple, out: raw_pb2.UnitOrder) -> None:
    """The place of a structure, exactly: clients tell by it which worker builds what."""
    _, target, generation, phase, has_point, x, y = order
    if phase == Phase.WORK and view.units["generation"][target] == generation:
        site = view.units[target]
        x, y = int(site["x"]), int(site["y"])
        if rule.addon and site["build_time"]:
            out.progress = min(1.0, int(site["progress"]) / int(site["build_time"]))
    elif has_point:
        x, y = (round(value * ONE) for value in view.games.snapped(rule.product, (x / ONE, y / ONE)))
    else:
        return
    out.target_world_space_pos.x, out.target_world_space_pos.y = x / ONE, y / ONE
    out.target_world_space_pos.z = _ground(view, x, y)


def _queue_time(view: View, ability: int) -> int:
    rule = view.rules.abilities[ability]
    return int(rule.time) or int(view.rules.upgrades[rule.upgrade].time)


def _share(row: Row) -> float:
    return min(1.0, max(0.0, row.progress / row.build_time))


def _api_id(view: View, ability: int) -> int:
    return view.match.ability_facts(ability).api_id


def _ground(view: View, x: int, y: int) -> float:
    grid = view.rules.terrain.ground
    row, column = min(max(y >> 12, 0), grid.shape[0] - 1), min(max(x >> 12, 0), grid.shape[1] - 1)
    return (int(grid[row, column]) - 127) / 8

