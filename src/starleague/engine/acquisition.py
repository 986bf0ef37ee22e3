"""The search for the best target: who can hurt us first, then by priority, then the nearest."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Filter, Flag, State
from starleague.engine.filters import passes
from starleague.engine.fixed import root, square_distance
from starleague.engine.jit import jit
from starleague.engine.neighbors import first_row, last_row, span
from starleague.engine.weapons import enabled, range_of, weapon_for

BROADEST = 3 * ONE  # no unit has a larger radius
SCAN = ONE // 2  # a weapon without scan range looks that much farther than it reaches
THREAT = 1024  # added to the rank of those that can hurt us
HIGHEST = THREAT + 20  # no rank is higher: there is nothing better to look for
UNSEEN = int(State.UNTARGETABLE | State.HIDDEN | State.STASIS | State.INVULNERABLE)


@jit
def best_target(rules, game, slot, only_in_range):
    """The enemy that a unit attacks by itself: 0 when there is none within its scan (or weapon) range."""
    unit = game.units[slot]
    stand = game.units[unit.inside] if unit.inside else unit
    radius = np.int64(rules.unit_types[stand.type].radius)
    reach = scan_of(rules, game, slot, only_in_range)
    x, y = np.int64(stand.x), np.int64(stand.y)
    around = reach + radius + BROADEST
    best = np.int64(0)
    best_rank = np.int64(0)
    best_gap = np.int64(0)
    scratch = game.scratch
    for row in range(first_row(y - around), last_row(y + around) + 1):
        start, stop = span(game, row, x - around, x + around)
        for k in range(start, stop):
            square = square_distance(x, y, scratch.sorted_x[k], scratch.sorted_y[k])
            if square > around * around:
                continue
            other = np.int64(scratch.sorted[k])
            enemy = game.units[other]
            if enemy.owner == unit.owner or enemy.owner == 0 or enemy.life <= 0 or enemy.inside != 0:
                continue
            if enemy.mimics == unit.owner:
                continue
            gap = root(square) - radius - rules.unit_types[enemy.type].radius
            if gap > reach:
                continue
            rank = rank_of(rules, game, unit, other)
            if rank <= 0 or not _precedes(game, best, best_rank, best_gap, other, rank, gap):
                continue
            if _may_hit(rules, game, slot, other, gap, only_in_range):
                best = other
                best_rank = rank
                best_gap = gap
    return best


@jit
def scan_of(rules, game, slot, only_in_range):
    """How far a unit looks for targets, edge to edge [1/4096 cell]."""
    unit = game.units[slot]
    weapons = rules.unit_types[unit.type].weapons
    reach = np.int64(0)
    for k in range(weapons.first, weapons.first + weapons.count):
        weapon = np.int64(rules.lists[k])
        reach = max(reach, range_of(game, slot, weapon))
        scan = np.int64(game.players[unit.owner].weapon_stats[weapon].scan_range)
        if not only_in_range:
            reach = max(reach, range_of(game, slot, weapon) + SCAN, scan)
    return reach + unit.scan_bonus


@jit
def rank_of(rules, game, unit, other):
    """How much a unit wants to attack another: what can hurt it comes first; 0: never by itself."""
    enemy = game.units[other]
    kind = rules.unit_types[enemy.type]
    if kind.attack_priority <= 0 or enemy.states & UNSEEN:
        return np.int64(0)
    rank = np.int64(kind.attack_priority)
    if not enemy.building and _threatens(rules, enemy, unit):
        rank += THREAT
    return rank


@jit
def _threatens(rules, enemy, unit):
    """Whether one of an enemy's weapons can hit where the unit is, or the data calls it a danger there."""
    kind = rules.unit_types[enemy.type]
    if unit.flying:
        away, danger = np.int64(Filter.GROUND), Flag.AI_THREAT_AIR
    else:
        away, danger = np.int64(Filter.AIR), Flag.AI_THREAT_GROUND
    if kind.flags & danger:
        return True
    for k in range(kind.weapons.first, kind.weapons.first + kind.weapons.count):
        if not rules.weapons[rules.lists[k]].targets.require & away:
            return True
    return False


@jit
def _precedes(game, best, best_rank, best_gap, other, rank, gap):
    """Higher rank, then nearer, then older: never by slot, so that mirrored games stay mirrored."""
    if best == 0 or rank != best_rank:
        return best == 0 or rank > best_rank
    if gap != best_gap:
        return gap < best_gap
    return game.units[other].serial < game.units[best].serial


@jit
def _seeks(rules, game, slot, other):
    """Whether a weapon of the unit looks for such targets by itself."""
    unit = game.units[slot]
    span = rules.unit_types[unit.type].weapons
    for k in range(span.first, span.first + span.count):
        acquire = rules.weapons[rules.lists[k]].acquire
        if acquire.require | acquire.exclude == 0:
            return True
        if enabled(rules, unit, rules.lists[k]) and passes(rules, game, acquire, unit.owner, slot, other):
            return True
    return False


@jit
def _may_hit(rules, game, slot, other, gap, only_in_range):
    weapon = weapon_for(rules, game, slot, other)
    if weapon == 0:
        return False
    if gap < rules.weapons[weapon].min_range or not _seeks(rules, game, slot, other):
        return False
    return not only_in_range or gap <= range_of(game, slot, weapon)
