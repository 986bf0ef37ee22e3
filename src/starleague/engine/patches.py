"""Resources and the places where they are delivered: how near, which is free."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE, SHIFT
from starleague.catalog.vocabulary import Flag, Resource
from starleague.engine.effect_queue import still
from starleague.engine.fixed import clamp, divide, length, square_distance
from starleague.engine.grids import walkable
from starleague.engine.jit import jit, leaf
from starleague.engine.layout import Phase

BASE = 10 * ONE  # [1/4096 cell] resources so near to each other, or to a town hall, belong together
CLOSE = ONE // 5  # [1/4096 cell] that may be between the edges of a worker and an oblong footprint
FAR = 1 << 60


@jit
def touches(rules, unit, other, reach):
    """Whether a unit is near enough to work on something: bodies are circles, oblong footprints are what they are.

    The edges of circles touch; ``reach`` may lie between them, as may always a little before what is oblong.
    """
    x, y, near = _nearest(rules, unit, other, reach)
    return length(np.int64(unit.x) - x, np.int64(unit.y) - y) <= near


@jit
def standing_place(rules, game, unit, other, reach):
    """(x, y, range): where a unit goes in order to touch something.

    An oblong resource may have others close by, so a free place beside it is looked for: the one that is
    straight ahead, or the best for the way there and on to the town hall.
    """
    x, y, near = _nearest(rules, unit, other, reach)
    if _is_round(rules, other):
        return x, y, near
    away = length(np.int64(unit.x) - x, np.int64(unit.y) - y)
    if away <= near:
        return np.int64(unit.x), np.int64(unit.y), np.int64(0)
    ahead_x = x + divide((np.int64(unit.x) - x) * near, away)
    ahead_y = y + divide((np.int64(unit.y) - y) * near, away)
    if _is_clear(rules, game, unit, ahead_x, ahead_y):
        return ahead_x, ahead_y, np.int64(0)
    hall = game.units[other.gather_target] if other.gather_target != 0 else unit
    best_x, best_y, best = ahead_x, ahead_y, np.int64(FAR)
    wide, high = _half_sizes(rules, other)
    for side in range(4):
        half = wide if side < 2 else high
        for along in range(-half, half + 1, ONE // 2):
            at_x = other.x + (along if side < 2 else (wide + near if side == 2 else -wide - near))
            at_y = other.y + ((high + near if side == 0 else -high - near) if side < 2 else along)
            way = length(at_x - unit.x, at_y - unit.y) + length(at_x - hall.x, at_y - hall.y)
            if way < best and _is_clear(rules, game, unit, at_x, at_y):
                best_x, best_y, best = np.int64(at_x), np.int64(at_y), way
    return best_x, best_y, np.int64(0)


@jit
def _nearest(rules, unit, other, reach):
    """(x, y, distance): a unit touches something when it is so near to this place."""
    radius = np.int64(rules.unit_types[unit.type].radius)
    if _is_round(rules, other):
        return np.int64(other.x), np.int64(other.y), radius + reach + rules.unit_types[other.type].radius
    wide, high = _half_sizes(rules, other)
    x, y = clamp(unit.x, other.x - wide, other.x + wide), clamp(unit.y, other.y - high, other.y + high)
    return x, y, radius + max(reach, np.int64(CLOSE))


@leaf
def _is_round(rules, other):
    footprint = rules.footprints[rules.unit_types[other.type].footprint]
    return footprint.width == footprint.height


@leaf
def _half_sizes(rules, other):
    footprint = rules.footprints[rules.unit_types[other.type].footprint]
    return np.int64(footprint.width) * (ONE // 2), np.int64(footprint.height) * (ONE // 2)


@jit
def _is_clear(rules, game, unit, x, y):
    """Whether a unit finds room at a place between walls."""
    radius = np.int64(rules.unit_types[unit.type].inner_radius)
    for corner in range(4):
        corner_x = x + (radius if corner & 1 else -radius)
        corner_y = y + (radius if corner & 2 else -radius)
        if not walkable(rules, game, corner_x >> SHIFT, corner_y >> SHIFT):
            return False
    return True


@jit
def hall_for(rules, game, slot):
    """The nearest town hall of a unit's owner that takes what it brings; 0: none."""
    unit = game.units[slot]
    best = np.int64(0)
    best_distance = np.int64(FAR)
    for k in range(game.scratch.n_live):
        other = np.int64(game.scratch.live[k])
        hall = game.units[other]
        if hall.owner != unit.owner or not is_hall(rules, hall):
            continue
        distance = square_distance(unit.x, unit.y, hall.x, hall.y)
        if distance < best_distance:
            best = other
            best_distance = distance
    return best


@leaf
def is_hall(rules, unit):
    """Whether a structure takes deliveries now."""
    is_built = unit.alive and not unit.building and not unit.flying and unit.life > 0
    return is_built and rules.unit_types[unit.type].flags & Flag.TOWNHALL != 0


@leaf
def target_of(game, unit):
    """The resource that a worker gathers from; 0: none, or gone."""
    return still(game, unit.gather_target, unit.gather_generation)


@jit
def is_mineable(rules, game, player, resource, ability):
    """Whether workers of a player may take something there by an ability."""
    unit = game.units[resource]
    kind = rules.unit_types[unit.type]
    if not unit.alive or unit.life <= 0 or unit.contents <= 0 or unit.inside != 0 or kind.flags & Flag.GEYSER:
        return False
    if kind.flags & Flag.REFINERY and (unit.owner != player or unit.building):
        return False
    return rules.abilities[ability].resources & (1 << kind.resource) != 0


@jit
def works_at(rules, game, worker, resource, beside):
    """Whether a worker really holds the place at a resource that it took, or (``beside``) that beside the others."""
    unit = game.units[worker]
    if worker == 0 or not unit.alive or unit.life <= 0 or unit.n_orders == 0 or unit.gather_target != resource:
        return False
    order = unit.orders[0]
    row = rules.abilities[order.ability]
    at_work = order.phase == Phase.WORK or order.phase == Phase.FINISH
    return at_work and row.resources != 0 and (row.harvest_beside != 0) == beside


@jit
def best_patch(rules, game, slot, ability, x, y, most):
    """The mineral field round a place with the fewest workers, at most so many; of those the nearest; 0: none.

    With ``most`` below FAR, only fields where nobody is at work.
    """
    unit = game.units[slot]
    best = np.int64(0)
    best_rank = np.int64(FAR)
    for k in range(game.n_resources):
        other = np.int64(game.resources[k])
        field = game.units[other]
        if square_distance(field.x, field.y, x, y) > np.int64(BASE) * BASE or other == unit.gather_target:
            continue
        if rules.unit_types[field.type].resource != Resource.MINERALS or field.harvesters > most:
            continue
        if (most < FAR and field.harvester != 0) or not is_mineable(rules, game, unit.owner, other, ability):
            continue
        rank = (np.int64(field.harvesters) << 44) + square_distance(unit.x, unit.y, field.x, field.y)
        if rank < best_rank:
            best = other
            best_rank = rank
    return best
