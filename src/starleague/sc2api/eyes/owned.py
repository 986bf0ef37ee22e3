"""What only its owner is told of a unit: orders, cargo, harvesters, weapon, rally points."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import AbilityClass, AbilityFlag, Flag, Verb
from starleague.engine import manifest
from starleague.engine.jit import jit, leaf
from starleague.engine.layout import Phase
from starleague.engine.placement import snap
from starleague.game.questions import ideal_workers, workers_about
from starleague.sc2api.eyes.parts import points, put_point2d
from starleague.sc2api.eyes.tags import tag_of
from starleague.sc2api.eyes.wire import close_message, open_message, put_float, put_int

# Fields of SC2APIProtocol.Unit
ORDERS, ADD_ON, PASSENGERS, CARGO_TAKEN, CARGO_MAX, ASSIGNED, IDEAL, COOLDOWN = 22, 23, 24, 25, 26, 28, 29, 30
ENGAGED, DURATION_LEFT, DURATION_MAX, RALLY = 34, 43, 44, 45

f4 = np.float32


@jit
def put_owned(rules, game, glass, sighting, kind, out, at):
    unit = game.units[sighting.slot]
    at = _put_orders(rules, game, glass, unit, out, at)
    if unit.addon != 0:
        at = put_int(out, at, ADD_ON, tag_of(unit.addon, game.units[unit.addon].generation))
    if kind.cargo_capacity > 0 and not unit.building and game.loop > 0:  # clients do not know of it at the very start
        at = put_int(out, at, CARGO_TAKEN, unit.cargo_used)
        at = put_int(out, at, CARGO_MAX, kind.cargo_capacity)
        for k in range(manifest.count(rules, game, np.int64(sighting.slot))):
            at = _put_passenger(rules, game, manifest.nth(rules, game, np.int64(sighting.slot), np.int64(k)), out, at)
    at = _put_harvesters(rules, game, unit, kind, out, at)
    if kind.weapons.count > 0:
        at = put_float(out, at, COOLDOWN, max(f4(0.0), f4(unit.cooldown) / f4(ONE)))
    if unit.target != 0:
        at = put_int(out, at, ENGAGED, tag_of(unit.target, unit.target_generation))
    at = _put_duration(rules, unit, out, at)
    for k in range(unit.n_rallies):
        at = _put_rally(glass, unit.rallies[k], out, at)
    for k in range(unit.n_worker_rallies):
        at = _put_rally(glass, unit.worker_rallies[k], out, at)
    return at


@jit
def _put_orders(rules, game, glass, unit, out, at):
    """What the unit trains or researches, then what it was ordered, or what it changes into."""
    for k in range(unit.n_queued):
        item = unit.queue[k]
        ability = rules.abilities[item.ability]
        time = np.int64(ability.time) if ability.time != 0 else np.int64(rules.upgrades[ability.upgrade].time)
        start = open_message(out, at, ORDERS)
        at = put_int(out, start, 1, ability.api_id)
        at = put_float(out, at, 4, _share(np.int64(item.progress), time) if item.started else f4(0.0))
        close_message(out, start, at)
    for k in range(unit.n_orders):
        at = _put_order(rules, game, glass, unit, k, out, at)
    if unit.n_orders == 0 and unit.build_ability != 0 and not unit.building and unit.build_time > 0:
        start = open_message(out, at, ORDERS)
        at = put_int(out, start, 1, rules.abilities[unit.build_ability].api_id)
        at = put_float(out, at, 4, _share(np.int64(unit.progress), np.int64(unit.build_time)))
        close_message(out, start, at)
    return at


@jit
def _put_order(rules, game, glass, unit, k, out, at):
    order = unit.orders[k]
    ability = rules.abilities[order.ability]
    start = open_message(out, at, ORDERS)
    at = put_int(out, start, 1, _id_of(rules, unit, order))
    addon = ability.flags & AbilityFlag.ADDON != 0
    if ability.kind == AbilityClass.BUILD and ability.product != 0 and (order.has_point or addon):
        at = _put_site(rules, game, glass, ability, addon, order, out, at)
    elif order.target != 0:
        at = put_int(out, at, 3, tag_of(order.target, order.target_generation))
    elif order.has_point:
        at = put_point2d(out, at, 2, glass, order.x, order.y)
    if k == 0 and order.ability == unit.build_ability and unit.build_time > 0:
        at = put_float(out, at, 4, _share(np.int64(unit.progress), np.int64(unit.build_time)))
    return close_message(out, start, at)


@jit
def _id_of(rules, unit, order):
    """Units that merge are told by the command that names whom they mean, whichever brought them together."""
    ability = rules.abilities[order.ability]
    if ability.verb == Verb.WITH_SELECTED and order.target != 0:
        span = rules.unit_types[unit.type].abilities
        for k in range(span.first, span.first + span.count):
            other = rules.abilities[rules.lists[k]]
            if other.group == ability.group and other.verb == Verb.EXECUTE:
                return other.api_id
    return ability.api_id


@jit
def _put_site(rules, game, glass, ability, addon, order, out, at):
    """The place of a structure, exactly: clients tell by it which worker builds what."""
    site = game.units[order.target]
    if order.phase == Phase.WORK and order.target != 0 and site.generation == order.target_generation:
        at = put_point2d(out, at, 2, glass, site.x, site.y)
        if addon and site.build_time > 0:
            at = put_float(out, at, 4, _share(np.int64(site.progress), np.int64(site.build_time)))
    elif order.has_point:
        x, y = snap(rules, np.int64(ability.product), np.int64(order.x), np.int64(order.y))
        at = put_point2d(out, at, 2, glass, x, y)
    return at


@leaf
def _share(progress, time):
    """Progress in [0, 1]."""
    if time <= 0:
        return f4(0.0)
    return min(f4(1.0), max(f4(0.0), f4(progress) / f4(time)))


@jit
def _put_passenger(rules, game, slot, out, at):
    unit = game.units[slot]
    stats = game.players[unit.owner].unit_stats[unit.type]
    start = open_message(out, at, PASSENGERS)
    at = put_int(out, start, 1, tag_of(slot, unit.generation))
    at = put_float(out, at, 2, points(unit.life))
    at = put_float(out, at, 3, points(np.int64(stats.life_max) + np.int64(unit.life_max_bonus)))
    at = put_float(out, at, 4, points(unit.shields))
    at = put_float(out, at, 7, points(stats.shields_max))
    at = put_float(out, at, 5, points(unit.energy))
    at = put_float(out, at, 8, points(stats.energy_max))
    at = put_int(out, at, 6, rules.unit_types[unit.type].api_id)
    return close_message(out, start, at)


@jit
def _put_harvesters(rules, game, unit, kind, out, at):
    assigned = np.int64(0)
    ideal = np.int64(0)
    if not unit.building:
        if kind.flags & Flag.REFINERY:
            assigned = np.int64(unit.harvesters)
            ideal = np.int64(kind.ideal_harvesters) if unit.contents > 0 else np.int64(0)
        elif kind.flags & Flag.TOWNHALL and not unit.flying:
            assigned = workers_about(rules, game, unit)
            ideal = ideal_workers(rules, game, unit)
    at = put_int(out, at, ASSIGNED, assigned)
    return put_int(out, at, IDEAL, ideal)


@jit
def _put_duration(rules, unit, out, at):
    """How long a buff that clients see lasts, or the unit itself where it was summoned for a time."""
    summoned = rules.unit_types[unit.type].flags & Flag.SUMMONED != 0
    for k in range(unit.n_buffs):
        rule = rules.behaviors[unit.buffs[k].behavior]
        if rule.duration > 0 and (rule.api_id != 0 or summoned):
            at = put_int(out, at, DURATION_LEFT, np.int64(unit.buffs[k].remaining) // ONE)
            return put_int(out, at, DURATION_MAX, np.int64(rule.duration) // ONE)
    return at


@jit
def _put_rally(glass, rally, out, at):
    start = open_message(out, at, RALLY)
    at = put_point2d(out, start, 1, glass, rally.x, rally.y)
    if rally.target != 0:
        at = put_int(out, at, 2, tag_of(rally.target, rally.target_generation))
    return close_message(out, start, at)
