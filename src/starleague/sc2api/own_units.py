"""What only its owner is told of a unit: cargo, harvesters, add-on, rally points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from s2clientprotocol import raw_pb2

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Flag
from starleague.sc2api.tags import tag_of

if TYPE_CHECKING:
    from starleague.sc2api.units import Row, View


def fill_own(view: View, row: Row, facts, out: raw_pb2.Unit) -> None:
    if row.addon:
        out.add_on_tag = tag_of(row.addon, int(view.units["generation"][row.addon]))
    if facts.cargo_capacity and not row.building and view.match.loop:  # clients do not know of it at the very start
        out.cargo_space_taken, out.cargo_space_max = row.cargo_used, facts.cargo_capacity
        for slot in _passengers(view, row, facts):
            _fill_passenger(view, slot, out.passengers.add())
    _fill_harvesters(view, row, facts, out)
    if row.target:
        out.engaged_target_tag = tag_of(row.target, row.target_generation)
    if row.n_rallies:
        _fill_rallies(view.units["rallies"][row.slot][: row.n_rallies], out)
    if row.n_worker_rallies:
        _fill_rallies(view.units["worker_rallies"][row.slot][: row.n_worker_rallies], out)


def _fill_harvesters(view: View, row: Row, facts, out: raw_pb2.Unit) -> None:
    assigned = ideal = 0
    if facts.flags & Flag.REFINERY and not row.building:
        assigned, ideal = row.harvesters, facts.ideal_harvesters if row.contents > 0 else 0
    elif facts.townhall and not row.building and not row.flying:
        assigned, ideal = view.games.base_harvesters(0, row.slot)
    out.assigned_harvesters, out.ideal_harvesters = assigned, ideal


def _passengers(view: View, row: Row, facts) -> list[int]:
    """Who is inside; carriers that share their cargo all name the same units."""
    player = view.games.state["players"][0][view.units["owner"][row.slot]]
    if facts.shares_cargo:
        return player["network"][: player["n_network"]].tolist()
    return view.units["passengers"][row.slot][: row.n_passengers].tolist()


def _fill_passenger(view: View, slot: int, out: raw_pb2.PassengerUnit) -> None:
    unit = view.units[slot]
    facts = view.facts(int(unit["type"]))
    stats = view.games.state["players"][0]["unit_stats"][unit["owner"], unit["type"]]
    out.tag = tag_of(slot, int(unit["generation"]))
    out.unit_type = facts.api_id
    out.health, out.health_max = unit["life"] / ONE, (stats["life_max"] + unit["life_max_bonus"]) / ONE
    out.shield, out.shield_max = unit["shields"] / ONE, stats["shields_max"] / ONE
    out.energy, out.energy_max = unit["energy"] / ONE, stats["energy_max"] / ONE


def _fill_rallies(rallies, out: raw_pb2.Unit) -> None:
    for target, generation, x, y in rallies.tolist():
        rally = out.rally_targets.add()
        rally.point.x, rally.point.y = x / ONE, y / ONE
        if target:
            rally.tag = tag_of(target, generation)
