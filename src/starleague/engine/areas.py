"""Effects on all units in an area: splash damage, searches, and the passengers of a carrier."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE, SHIFT, TURN
from starleague.engine import damage
from starleague.engine.effect_queue import follow
from starleague.engine.filters import passes
from starleague.engine.fixed import angle_of, length, turn_between
from starleague.engine.jit import jit
from starleague.engine.neighbors import first_row, last_row, span

BROADEST = 3 * ONE  # no unit has a larger radius


@jit
def splash(rules, game, entry, effect, caster, target, x, y):
    """Damage every unit in the areas, each by the largest fraction of the areas that hold it.

    A target that the areas leave out is hit as by damage without areas.
    """
    if effect.excludes_target and target != 0:
        damage.hit(rules, game, entry.effect, entry.owner, caster, target, entry.fraction)
    extra = np.int64(game.players[entry.owner].damage_stats[effect.damage_row].area)
    around = _widest(effect) + extra
    for row in range(first_row(y - around), last_row(y + around) + 1):
        start, stop = span(game, row, x - around, x + around)
        for k in range(start, stop):
            slot = np.int64(game.scratch.sorted[k])
            if not _is_meant(rules, game, entry, effect, caster, target, slot, x, y):
                continue
            fraction = np.int64(0)
            for area in range(effect.areas):
                if _holds(game, entry, effect, area, slot, x, y, extra):
                    fraction = max(fraction, np.int64(effect.area_fraction[area]))
            if fraction > 0:
                damage.hit(rules, game, entry.effect, entry.owner, caster, slot, fraction)


@jit
def search(rules, game, entry, effect, caster, source, target, x, y):
    """Push each area's effect for every unit in it, the nearest first where only some may be taken."""
    around = _widest(effect) + BROADEST
    for area in range(effect.areas):
        taken = 0
        limit = np.int64(effect.max_count)
        floor = np.int64(-1)  # distance and age of the last one taken, when the nearest are asked for
        while True:
            best = np.int64(0)
            best_key = np.int64(0)
            for row in range(first_row(y - around), last_row(y + around) + 1):
                start, stop = span(game, row, x - around, x + around)
                for k in range(start, stop):
                    slot = np.int64(game.scratch.sorted[k])
                    if not _is_meant(rules, game, entry, effect, caster, target, slot, x, y):
                        continue
                    radius = np.int64(rules.unit_types[game.units[slot].type].radius)
                    if not _holds(game, entry, effect, area, slot, x, y, radius):
                        continue
                    if limit == 0:
                        _push(game, entry, effect, area, slot)
                        continue
                    key = _nearness(game, slot, x, y)
                    if key > floor and (best == 0 or key < best_key):
                        best = slot
                        best_key = key
            if best == 0:
                break
            _push(game, entry, effect, area, best)
            floor = best_key
            taken += 1
            if taken >= limit:
                break


@jit
def passengers(rules, game, entry, effect, carrier):
    """Push the effect for everyone inside a carrier."""
    unit = game.units[carrier]
    for p in range(unit.n_passengers):
        inside = game.units[unit.passengers[p]]
        follow(game, entry, effect.effect, np.int64(unit.passengers[p]), inside.x, inside.y)


@jit
def _push(game, entry, effect, area, slot):
    unit = game.units[slot]
    follow(game, entry, effect.area_effect[area], slot, unit.x, unit.y)


@jit
def _nearness(game, slot, x, y):
    """A number that orders units by distance, then age, then owner."""
    unit = game.units[slot]
    apart = length(np.int64(unit.x) - x, np.int64(unit.y) - y)
    return (apart << 24) | ((np.int64(unit.serial) & 0x3FFFFF) << 2) | np.int64(unit.owner)


@jit
def _widest(effect):
    widest = np.int64(0)
    for area in range(effect.areas):
        widest = max(widest, np.int64(effect.area_radius[area]))
    return widest


@jit
def _is_meant(rules, game, entry, effect, caster, target, slot, x, y):
    """Whether a unit is of those that the area is for."""
    unit = game.units[slot]
    if unit.life <= 0 or unit.inside != 0 or not unit.alive:
        return False
    if slot == target:
        if effect.excludes_target:
            return False
        if effect.includes_target:
            return True
    if slot == caster:
        if effect.excludes_caster:
            return False
        if effect.includes_caster:
            return True
    if effect.same_cliff and not unit.flying:
        cliff = rules.terrain.cliff
        if cliff[unit.y >> SHIFT, unit.x >> SHIFT] != cliff[y >> SHIFT, x >> SHIFT]:
            return False
    return passes(rules, game, effect.search, entry.owner, caster, slot)


@jit
def _holds(game, entry, effect, area, slot, x, y, wider):
    """Whether a unit's middle is in an area, made ``wider``; one with an arc opens away from the origin of the effect.

    Damage reaches those whose middle is in its area, a search finds those whose edge is.
    """
    unit = game.units[slot]
    dx = np.int64(unit.x) - x
    dy = np.int64(unit.y) - y
    if length(dx, dy) > effect.area_radius[area] + wider:
        return False
    arc = np.int64(effect.area_arc[area])
    if arc == 0 or arc >= TURN or (dx == 0 and dy == 0):
        return True
    ahead = angle_of(x - entry.origin_x, y - entry.origin_y)
    return abs(turn_between(ahead, angle_of(dx, dy))) * 2 <= arc
