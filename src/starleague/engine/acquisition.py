"""The search for the best target: who can hurt us, then by priority, then for the first weapon, then the nearest.

Some weapons aim at those that it takes the least turn to face instead of the nearest.
"""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Plane, State
from starleague.engine.filters import passes
from starleague.engine.fixed import angle_of, root, square_distance, turn_between
from starleague.engine.jit import jit, leaf
from starleague.engine.layout import BUCKET_SHIFT, MAX_PLAYERS
from starleague.engine.neighbors import first_row, last_row, span
from starleague.engine.weapons import enabled, range_of, weapon_for

BROADEST = 3 * ONE  # no unit has a larger radius
SCAN = ONE // 2  # a weapon without scan range looks that much farther than it reaches
THREAT = 1024  # added to the rank of those that can hurt us
HIGHEST = 2 * (THREAT + 20) + 1  # no rank is higher: there is nothing better to look for
UNSEEN = int(State.UNTARGETABLE | State.HIDDEN | State.STASIS | State.INVULNERABLE)


@jit
def rank_all(rules, game):
    """Note how much the units of each player, on the ground and in the air, want to attack each unit on the field."""
    scratch = game.scratch
    scratch.row_radius[:] = 0
    for k in range(scratch.n_sorted):
        enemy = game.units[scratch.sorted[k]]
        radius = np.int64(rules.unit_types[enemy.type].radius)
        row = scratch.sorted_y[k] >> BUCKET_SHIFT
        scratch.sorted_radius[k] = radius
        scratch.row_radius[row] = max(np.int64(scratch.row_radius[row]), radius)
        from_ground, from_air = np.int64(0), np.int64(0)
        if enemy.owner != 0 and enemy.life > 0 and enemy.inside == 0:
            from_ground, from_air = _rank(rules, enemy, 0), _rank(rules, enemy, 1)
        for player in range(1, MAX_PLAYERS):
            is_foe = enemy.owner != player and enemy.mimics != player
            scratch.rank[player - 1, 0, k] = from_ground if is_foe else 0
            scratch.rank[player - 1, 1, k] = from_air if is_foe else 0


@jit
def best_target(rules, game, slot, only_in_range):
    """The enemy that a unit attacks by itself: 0 when there is none within its scan (or weapon) range.

    ``rank_all`` must have run since anything else happened.
    """
    unit = game.units[slot]
    if unit.owner == 0:
        return np.int64(0)
    stand = game.units[unit.inside] if unit.inside else unit
    radius = np.int64(rules.unit_types[stand.type].radius)
    reach = scan_of(rules, game, slot, only_in_range)
    x, y = np.int64(stand.x), np.int64(stand.y)
    widest = reach + radius + BROADEST
    best = np.int64(0)
    best_rank = np.int64(2)
    least = np.int64(0)
    by_angle = takes_by_angle(rules, unit)
    scratch = game.scratch
    ranks = scratch.rank[np.int64(unit.owner) - 1, np.int64(unit.flying)]
    middle = y >> BUCKET_SHIFT
    for n in range(2 * (widest >> BUCKET_SHIFT) + 3):
        row = middle + ((n + 1 >> 1) if n & 1 else -(n >> 1))  # from the middle outward: the nearest are found soon
        if row < first_row(y - widest) or row > last_row(y + widest):
            continue
        around = reach + radius + scratch.row_radius[row]
        start, stop = span(game, row, x - around, x + around)
        for k in range(start, stop):
            rank = 2 * np.int64(ranks[k]) + 1  # as of one that the first weapon is for
            if rank < best_rank:
                continue
            square = square_distance(x, y, scratch.sorted_x[k], scratch.sorted_y[k])
            if square > around * around:
                continue
            gap = root(square) - radius - scratch.sorted_radius[k]
            other = np.int64(scratch.sorted[k])
            if gap > reach:
                continue
            if not _suits(rules, game, slot, other):
                rank -= 1
            effort = _turn_to(stand, scratch.sorted_x[k], scratch.sorted_y[k]) if by_angle else gap
            if not _precedes(game, best, best_rank, least, other, rank, effort):
                continue
            if _may_hit(rules, game, slot, other, gap, only_in_range):
                best = other
                best_rank = rank
                least = effort
    return best


@leaf
def takes_by_angle(rules, unit):
    """Whether a unit takes the target that it has to turn least to, not the nearest. Melee units never do.

    In the data Ultralisks would; but in the real engine they win as those do that take whom they touch.
    """
    weapons = rules.unit_types[unit.type].weapons
    if weapons.count == 0:
        return False
    first = rules.weapons[rules.lists[weapons.first]]
    return first.acquires_by_angle != 0 and first.melee == 0


@leaf
def _turn_to(unit, x, y):
    """How far a unit would have to turn to face a place [1/65536 turn]."""
    return abs(turn_between(unit.facing, angle_of(np.int64(x) - unit.x, np.int64(y) - unit.y)))


@jit
def scan_of(rules, game, slot, only_in_range):
    """How far a unit looks for targets, edge to edge [1/4096 cell]: as far for all of its weapons as for the widest."""
    unit = game.units[slot]
    weapons = rules.unit_types[unit.type].weapons
    reach = np.int64(0)
    for k in range(weapons.first, weapons.first + weapons.count):
        weapon = np.int64(rules.lists[k])
        reach = max(reach, range_of(rules, game, slot, weapon))
        scan = np.int64(game.players[unit.owner].weapon_stats[weapon].scan_range)
        if not only_in_range:
            reach = max(reach, range_of(rules, game, slot, weapon) + SCAN, scan)
    return reach + unit.scan_bonus


@jit
def rank_of(rules, game, slot, other):
    """How much a unit wants to attack another: what can hurt it comes first, what suits its first weapon breaks ties.

    Less than 2: never by itself.
    """
    unit = game.units[slot]
    return 2 * _rank(rules, game.units[other], unit.flying) + np.int64(_suits(rules, game, slot, other))


@jit
def _suits(rules, game, slot, other):
    """Whether the first of a unit's weapons is for such a target."""
    unit = game.units[slot]
    weapons = rules.unit_types[unit.type].weapons
    if weapons.count < 2:
        return True
    first = np.int64(rules.lists[weapons.first])
    return passes(rules, game, rules.weapons[first].targets, unit.owner, slot, other)


@leaf
def _rank(rules, enemy, flying):
    """The same for any unit on the ground, or in the air."""
    kind = rules.unit_types[enemy.type]
    if kind.attack_priority <= 0 or enemy.states & UNSEEN:
        return np.int64(0)
    threatens = not enemy.building and kind.threatens & (Plane.AIR if flying else Plane.GROUND)
    return np.int64(kind.attack_priority) + (THREAT if threatens else 0)


@jit
def _precedes(game, best, best_rank, least, other, rank, effort):
    """Higher rank, then less effort (to come near, or to turn), then older: not by slot, to keep mirrored games so."""
    if best == 0 or rank != best_rank:
        return best == 0 or rank > best_rank
    if effort != least:
        return effort < least
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
    least = rules.weapons[weapon].min_range
    if (least > 0 and gap < least) or not _seeks(rules, game, slot, other):  # nil: in one another, too
        return False
    return not only_in_range or gap <= range_of(rules, game, slot, weapon)
