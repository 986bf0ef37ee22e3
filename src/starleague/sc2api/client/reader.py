"""Observations of a real game, read into the record of our own games (``game.mirror``)."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass

import numpy as np
from s2clientprotocol import raw_pb2
from s2clientprotocol import sc2api_pb2 as api

from starleague.catalog.rules import ONE, TURN
from starleague.catalog.vocabulary import AbilityClass, Resource, State, Verb
from starleague.engine.layout import MAX_ORDERS, MAX_QUEUE, MAX_UNITS
from starleague.game.games import Games
from starleague.game.map_import import grid_of, map_from_answers
from starleague.game.mirror import Mirror
from starleague.sc2api.seats import RACES
from starleague.sc2api.tags import GENERATION_BITS, NEUTRAL_OWNER

HIDDEN, SNAPSHOT, PLACEHOLDER = raw_pb2.Hidden, raw_pb2.Snapshot, raw_pb2.Placeholder
CARRIES = {271: (Resource.MINERALS, 0), 272: (Resource.MINERALS, 1)}  # buffs, and whether it is rich
CARRIES |= dict.fromkeys((273, 274, 275), (Resource.VESPENE, 0))
COUNTS = {
    "minerals": "minerals", "vespene": "vespene", "idle_workers": "idle_worker_count", "army_count": "army_count",
    "warp_gates": "warp_gate_count", "larva": "larva_count",
}
SUPPLIES = {
    "supply_cap": "food_cap", "supply_used": "food_used", "supply_workers": "food_workers", "supply_army": "food_army",
}


@dataclass
class Known:
    """A unit that has been told of."""

    slot: int
    serial: int
    born: int  # [loop] at which it was first told of
    life: int = 0  # [1/4096 point] life and shields at the last look
    hurt: int = 0  # [loop] of its last loss
    field: int = 0  # tag of the resource that it gathers from, also on its way back
    last: raw_pb2.Unit | None = None  # as an own worker was told of last


class Reader:
    """Keeps a mirror of the game that one player is told of."""

    def __init__(self, info: api.ResponseGameInfo, first: api.ResponseObservation, player: int, patch: str):
        """From a game's first answers; MapError when they are not of its first loop."""
        self.player = player
        races = ["Random", "Random"]
        for told in info.player_info:
            if told.player_id in (1, 2):
                races[told.player_id - 1] = RACES.get(told.race_actual or told.race_requested, "Random")
        self.games = Games(1, map=map_from_answers(info, first), races=tuple(races), patch=patch)
        self.mirror = Mirror(self.games)
        self._known: dict[int, Known] = {}
        self._serials: dict[int, int] = {}  # of all that were ever told of, by tag
        self._free = list(range(MAX_UNITS - 1, 0, -1))

    def read(self, observation: api.Observation) -> None:
        """Make ``games[0]`` what the observation tells."""
        loop, raw = observation.game_loop, observation.raw_data
        told = [
            unit for unit in raw.units
            if unit.display_type != PLACEHOLDER and not unit.is_blip and self._row(unit.unit_type)
        ]
        inside = {rider.tag: (rider, unit) for unit in told for rider in unit.passengers if self._row(rider.unit_type)}
        inside |= self._inside_refineries(told, set(raw.event.dead_units))
        tags = {unit.tag for unit in told} | set(inside)
        for tag in set(self._known) - tags:
            self._free.append(self._known.pop(tag).slot)
        for tag in sorted(tags - set(self._known)):
            self._meet(tag, loop)
        self.mirror.forget()
        for unit in told:
            self._tell(unit, loop)
        for rider, carrier in inside.values():
            self._tell_inside(rider, carrier)
        for upgrade in raw.player.upgrade_ids:
            row = self.games.names.upgrade_by_api.get(upgrade, 0)
            if row:
                self.mirror.research(self.player, row)
        self.mirror.show(loop)
        self._light(raw.map_state)
        self.mirror.count()
        self._count(observation.player_common)

    def tag(self, slot: int) -> int:
        """The tag of the unit in a slot; 0: nobody is there."""
        return next((tag for tag, known in self._known.items() if known.slot == slot), 0)

    def _row(self, unit_type: int) -> int:
        return self.games.unit_row(unit_type)

    def _inside_refineries(self, told: list[raw_pb2.Unit], dead: set[int]) -> dict[int, tuple]:
        """Own workers that have gone into a refinery: nobody tells of them until they come out again."""
        there = {unit.tag: unit for unit in told}
        return {
            tag: (known.last, there[known.field]) for tag, known in self._known.items()
            if known.last is not None and tag not in there and tag not in dead and known.field in there
        }

    def _meet(self, tag: int, loop: int) -> None:
        """A slot for a new unit: that in its tag if it is free, so that units come in the order of their tags."""
        slot = tag >> GENERATION_BITS & 0x3FFF
        if slot not in self._free:
            slot = self._free[-1]
        self._free.remove(slot)
        self._known[tag] = Known(slot, self._serials.setdefault(tag, len(self._serials)), loop)

    def _tell(self, unit: raw_pb2.Unit, loop: int) -> None:
        known, rules = self._known[unit.tag], self.games.rules
        out = self.mirror.told[known.slot]
        kind = rules.unit_types[self._row(unit.unit_type)]
        own = unit.alliance == raw_pb2.Self
        out.alive, out.type = 1, self._row(unit.unit_type)
        out.owner = 0 if unit.owner == NEUTRAL_OWNER or not 0 < unit.owner <= 2 else unit.owner
        out.generation = _generation(unit.tag)
        out.serial, out.born = known.serial, known.born
        out.x, out.y = round(unit.pos.x * ONE), round(unit.pos.y * ONE)
        out.facing = round(unit.facing / (2 * math.pi) * TURN) % TURN
        out.life, out.shields, out.energy = (round(v * ONE) for v in (unit.health, unit.shield, unit.energy))
        out.flying, out.powered = unit.is_flying, unit.is_powered
        out.contents = unit.mineral_contents + unit.vespene_contents
        out.harvesters = unit.assigned_harvesters
        out.cargo_used = unit.cargo_space_taken
        out.cooldown = round(unit.weapon_cooldown * ONE)
        self._tell_sight(unit, out)
        self._tell_buffs(unit, out)
        if unit.build_progress < 1 and unit.display_type != SNAPSHOT:
            out.building, out.build_time = 1, max(1, int(kind.build_time))
            out.build_ability = self._makers.get(int(out.type), 0)
            out.progress = round(unit.build_progress * int(out.build_time))
        if own:
            self._tell_doings(unit, out)
        self._tell_hurt(known, out, loop)

    def _tell_inside(self, rider, carrier: raw_pb2.Unit) -> None:
        """Who is in a transport or refinery is off the field."""
        known, out = self._known[rider.tag], self.mirror.told[self._known[rider.tag].slot]
        out.alive, out.type, out.owner = 1, self._row(rider.unit_type), self.player
        out.generation, out.serial, out.born = _generation(rider.tag), known.serial, known.born
        out.x, out.y = round(carrier.pos.x * ONE), round(carrier.pos.y * ONE)
        out.life, out.shields, out.energy = (round(v * ONE) for v in (rider.health, rider.shield, rider.energy))
        out.visible_to = out.detected_by = out.seen_by = 1 << self.player
        out.inside, out.since_damage = self._known[carrier.tag].slot, known.hurt

    def _tell_sight(self, unit: raw_pb2.Unit, out: np.record) -> None:
        bit = 1 << self.player
        seen = unit.display_type != SNAPSHOT
        out.visible_to = bit if seen else 0
        out.detected_by = bit if seen and unit.display_type != HIDDEN else 0
        out.seen_by = bit
        concealed = unit.cloak in (raw_pb2.Cloaked, raw_pb2.CloakedDetected, raw_pb2.CloakedAllied)
        if unit.is_burrowed:
            out.states |= State.BURIED
        elif concealed:
            out.states |= State.CLOAKED
        if unit.is_hallucination:
            out.states |= State.HALLUCINATION

    def _tell_buffs(self, unit: raw_pb2.Unit, out: np.record) -> None:
        """What a worker carries is a buff to clients; how long the others last is told of the first."""
        behaviors = self.games.names.behavior_by_api
        for buff in unit.buff_ids:
            if buff in CARRIES:
                out.carrying, out.carry_rich = CARRIES[buff]
            elif buff in behaviors and out.n_buffs < len(out.buffs):
                entry = out.buffs[out.n_buffs]
                entry.behavior, entry.stack = behaviors[buff], 1
                entry.remaining = unit.buff_duration_remain * ONE
                out.n_buffs += 1

    def _tell_doings(self, unit: raw_pb2.Unit, out: np.record) -> None:
        """Orders, queue and add-on of an own unit."""
        if unit.add_on_tag in self._known:
            out.addon = self._known[unit.add_on_tag].slot
        rules = self.games.rules
        for order in unit.orders:
            row = self.games.ability_row(order.ability_id)
            ability = rules.abilities[row]
            makes = ability.kind in (AbilityClass.TRAIN, AbilityClass.RESEARCH)
            morphs = ability.kind in (AbilityClass.MORPH, AbilityClass.MORPH_PLACEMENT) and order.progress > 0
            if makes and out.n_queued < MAX_QUEUE:
                self._tell_queued(order, row, out)
            elif morphs:
                out.build_ability, out.build_time = row, max(1, int(ability.time))
                out.progress = round(order.progress * int(out.build_time))
            elif out.n_orders < MAX_ORDERS:
                self._tell_order(order, row, out)
        self._tell_field(unit, self._known[unit.tag], out)

    def _tell_queued(self, order: raw_pb2.UnitOrder, row: int, out: np.record) -> None:
        ability, item = self.games.rules.abilities[row], out.queue[out.n_queued]
        time = int(ability.time) or int(self.games.rules.upgrades[ability.upgrade].time)
        item.ability, item.started = row, order.progress > 0
        item.progress = round(order.progress * time)
        out.n_queued += 1

    def _tell_order(self, order: raw_pb2.UnitOrder, row: int, out: np.record) -> None:
        entry = out.orders[out.n_orders]
        entry.ability = row
        if order.HasField("target_world_space_pos"):
            entry.has_point = 1
            entry.x = round(order.target_world_space_pos.x * ONE)
            entry.y = round(order.target_world_space_pos.y * ONE)
        elif order.target_unit_tag in self._known:
            entry.target = self._known[order.target_unit_tag].slot
            entry.target_generation = _generation(order.target_unit_tag)
        out.n_orders += 1

    def _tell_field(self, unit: raw_pb2.Unit, known: Known, out: np.record) -> None:
        """Where a worker gathers, which is not told while it brings something back."""
        order = out.orders[0]
        ability = self.games.rules.abilities[order.ability]
        if not out.n_orders or ability.kind != AbilityClass.HARVEST:
            known.field = 0
        elif ability.verb == Verb.GATHER:
            known.field = unit.orders[0].target_unit_tag
        known.last = unit if known.field else None
        if known.field in self._known:
            out.gather_target = self._known[known.field].slot

    @staticmethod
    def _tell_hurt(known: Known, out: np.record, loop: int) -> None:
        life = int(out.life) + int(out.shields)
        if life < known.life:
            known.hurt = loop
        known.life, out.since_damage = life, known.hurt

    def _light(self, state: raw_pb2.MapState) -> None:
        """Fog and creep as they were told."""
        game = self.games[0]
        seen, creep = grid_of(state.visibility), grid_of(state.creep)
        game.visibility[self.player - 1, : seen.shape[0], : seen.shape[1]] = np.minimum(seen, 2)
        game.creep[: creep.shape[0], : creep.shape[1]] = creep

    def _count(self, common: api.PlayerCommon) -> None:
        own = self.games[0].players[self.player]
        for name, told in COUNTS.items():
            own[name] = getattr(common, told)
        for name, told in SUPPLIES.items():
            if int(own[name]) // 2 != getattr(common, told):  # told in whole supplies
                own[name] = 2 * getattr(common, told)

    @functools.cached_property
    def _makers(self) -> dict[int, int]:
        """The ability (row) that makes a unit type."""
        products = self.games.rules.abilities["product"][: int(self.games.rules.n_abilities)]
        return {int(product): row for row, product in reversed(list(enumerate(products))) if product}


def _generation(tag: int) -> int:
    """The part of a tag that tells units of one slot apart."""
    return (tag - 1) & 0x7FFF
