"""The units that a player sees, as raw protobuf.

Columns of the state are turned into Python lists at once: reading records field by field costs more than
all the rest.
"""

from __future__ import annotations

import math
from collections import namedtuple
from collections.abc import Iterator

import numpy as np
from s2clientprotocol import raw_pb2
from s2clientprotocol import sc2api_pb2 as api

from starleague.catalog.rules import ONE, TURN
from starleague.catalog.vocabulary import Flag, Resource, State
from starleague.sc2api.buffs import fill_buffs
from starleague.sc2api.match import Match, Seat
from starleague.sc2api.orders import fill_orders, placeholders
from starleague.sc2api.own_units import fill_own
from starleague.sc2api.tags import NEUTRAL_OWNER, tags_of

RADIANS = 2 * math.pi / TURN
CONCEALED = State.CLOAKED | State.BURIED

FIELDS = (  # of engine.layout.UNIT, as they are
    "type", "owner", "generation", "life", "shields", "energy", "facing", "cooldown", "states", "visible_to",
    "detected_by", "flying", "building", "powered", "progress", "build_time", "build_ability", "contents",
    "carrying", "carry_rich", "n_buffs", "n_orders", "n_queued", "n_rallies", "n_worker_rallies", "n_passengers",
    "cargo_used", "harvesters", "addon", "target", "target_generation", "life_max_bonus", "detect_bonus",
)
Row = namedtuple(  # a unit; x, y, z in cells, maxima in points, known: Visible, Snapshot or Hidden, shown: on screen
    "Row",
    ("slot", "tag", "x", "y", "z", "life_max", "shields_max", "energy_max", "detect_range", "known", "shown", *FIELDS),
)


class View:
    """What one observation is made from."""

    def __init__(self, match: Match, seat: Seat, options: api.InterfaceOptions, fog: bool):
        self.match, self.seat, self.player, self.options, self.fog = match, seat, seat.player, options, fog
        self.games, self.game, self.rules = match.games, match.game, match.games.rules
        self.units = self.games.state["units"][0]
        self.facts = self.games.unit_type_facts

    def rows(self) -> Iterator[Row]:
        """Every unit that the player may know of."""
        units = self.units[: int(self.game.n_slots)]
        known = self._known(units)
        slots = np.flatnonzero(known)
        some = {name: units[name][slots] for name in ("x", "y", *FIELDS)}
        stats = self.games.state["players"][0]["unit_stats"]
        key = (some["owner"], some["type"])
        ground = self.rules.terrain.ground[some["y"] >> 12, some["x"] >> 12].astype(np.int64)
        columns = [slots, tags_of(slots, some["generation"]), some["x"] / ONE, some["y"] / ONE, (ground - 127) / 8]
        columns += [stats[name][key] / ONE for name in ("life_max", "shields_max", "energy_max", "detect_range")]
        columns += [known[slots], self._on_screen(columns[2], columns[3]), *(some[name] for name in FIELDS)]
        return map(Row._make, zip(*(column.tolist() for column in columns), strict=True))

    def _known(self, units: np.ndarray) -> np.ndarray:
        """DisplayType of each unit; 0: the player does not know of it."""
        alive = (units["alive"] == 1) & ((units["inside"] == 0) | (units["owner"] == 0))
        if not self.fog:
            return np.where(alive, raw_pb2.Visible, 0)
        bit = 1 << self.player
        own = units["owner"] == self.player
        lit = units["visible_to"] & bit != 0
        concealed = (units["states"] & CONCEALED != 0) & (units["detected_by"] & bit == 0) & ~own
        buried = units["states"] & State.BURIED != 0
        hinted = np.where(buried, self.options.show_burrowed_shadows, self.options.show_cloaked)
        structure = self.rules.unit_types["flags"][units["type"]] & Flag.STRUCTURE != 0
        remembered = (units["owner"] == 0) | (structure & (units["seen_by"] & bit != 0) & (units["flying"] == 0))
        known = np.where(remembered, raw_pb2.Snapshot, 0)
        known = np.where(lit, np.where(concealed, np.where(hinted, raw_pb2.Hidden, 0), raw_pb2.Visible), known)
        return np.where(alive, np.where(own, raw_pb2.Visible, known), 0)


    def _on_screen(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Whether places lie in what the camera shows: about so much of real clients' screens."""
        right, up = x - self.seat.camera[0], y - self.seat.camera[1]
        return (np.abs(right) < 17 + up / 5) & (up > -8) & (up < 14)


def fill_units(match: Match, seat: Seat, options: api.InterfaceOptions, raw: raw_pb2.ObservationRaw, fog: bool) -> None:
    """Add every unit that the player may know of, what he remembers, and what he is about to build."""
    view = View(match, seat, options, fog)
    memory = seat.memory
    for row in view.rows():
        enemy = row.owner not in (0, view.player)
        if enemy and row.known == raw_pb2.Snapshot and row.tag in memory.snapshots:
            continue
        facts = view.facts(row.type)
        out = raw.units.add()
        _fill_known(view, row, facts, out)
        if row.known == raw_pb2.Visible:
            _fill_seen(view, row, facts, out)
        if enemy and facts.structure:
            memory.see(out)
    if fog:
        memory.recall(view.game.visibility[view.player - 1], raw)
    if options.show_placeholders:
        for unit_type, x, y, tag in placeholders(view):
            _fill_placeholder(view, unit_type, x, y, tag, raw.units.add())


def _fill_known(view: View, row: Row, facts, out: raw_pb2.Unit) -> None:
    """What is told of a unit in any case."""
    out.display_type = row.known
    out.alliance = _alliance(view, row.owner)
    out.tag = row.tag
    out.unit_type = facts.api_id
    out.owner = row.owner or NEUTRAL_OWNER
    out.pos.x, out.pos.y = row.x, row.y
    out.pos.z = row.z + facts.height if row.flying else row.z
    out.facing = row.facing * RADIANS if row.known != raw_pb2.Snapshot or row.owner else 0.0
    out.radius = facts.api_radius
    out.build_progress = row.progress / row.build_time if row.building and row.build_time else 1.0
    out.cloak = _cloak(view, row)
    out.is_on_screen = row.shown
    out.is_blip = False
    if facts.structure:
        out.is_powered = bool(row.powered and facts.flags & Flag.NEEDS_PYLON)


def _fill_seen(view: View, row: Row, facts, out: raw_pb2.Unit) -> None:
    """What is told of a unit in sight."""
    out.is_selected = False
    out.is_flying = bool(row.flying)
    out.is_burrowed = bool(row.states & State.BURIED)
    if facts.resource:
        _fill_contents(row, facts, out)
    if row.owner == 0:
        out.health = out.health_max = facts.life_max / ONE
        out.shield = out.energy = out.shield_max = out.energy_max = 0
    else:
        out.health, out.health_max = row.life / ONE, row.life_max + row.life_max_bonus / ONE
        out.shield, out.shield_max = row.shields / ONE, row.shields_max
        out.energy, out.energy_max = row.energy / ONE, row.energy_max
    own = row.owner == view.player
    out.is_hallucination = own and bool(row.states & State.HALLUCINATION)
    out.is_active = bool(row.n_orders or row.n_queued or (row.build_ability and not row.building))
    if facts.detect_range:
        out.detect_range = row.detect_range + row.detect_bonus / ONE
    if facts.armed:
        out.weapon_cooldown = max(0.0, row.cooldown / ONE)
    _fill_levels(view, row, facts, out)
    if row.n_buffs or row.carrying:
        fill_buffs(view, row, out)
    if own or (view.match.control_enemy and row.owner != 0):
        fill_orders(view, row, out)
        fill_own(view, row, facts, out)


def _fill_levels(view: View, row: Row, facts, out: raw_pb2.Unit) -> None:
    attack, armor = view.match.levels(row.owner, row.type) if row.owner else (0, 0)
    if facts.armed:
        out.attack_upgrade_level = attack
    out.armor_upgrade_level = armor
    out.shield_upgrade_level = 0


def _fill_contents(row: Row, facts, out: raw_pb2.Unit) -> None:
    if facts.resource == Resource.MINERALS:
        out.mineral_contents = row.contents
    else:
        out.vespene_contents = row.contents


def _fill_placeholder(view: View, unit_type: int, x: float, y: float, tag: int, out: raw_pb2.Unit) -> None:
    """A structure that a worker is on its way to build."""
    facts = view.facts(unit_type)
    out.display_type = raw_pb2.Placeholder
    out.alliance = raw_pb2.Self
    out.tag, out.unit_type, out.owner = tag, facts.api_id, view.player
    out.pos.x, out.pos.y = x, y
    out.pos.z = (int(view.rules.terrain.ground[int(y), int(x)]) - 127) / 8
    out.radius = facts.api_radius
    out.is_on_screen = False
    out.is_blip = False


def _alliance(view: View, owner: int) -> int:
    if owner == view.player:
        return raw_pb2.Self
    return raw_pb2.Enemy if owner else raw_pb2.Neutral


def _cloak(view: View, row: Row) -> int:
    if row.known == raw_pb2.Snapshot:
        return raw_pb2.CloakedUnknown
    if not row.states & CONCEALED:
        return raw_pb2.NotCloaked
    if row.owner == view.player:
        return raw_pb2.CloakedAllied
    return raw_pb2.CloakedDetected if row.detected_by & (1 << view.player) else raw_pb2.Cloaked
