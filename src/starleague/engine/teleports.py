"""Teleports: a unit is elsewhere at once, as far as its range goes and its player sees, where it finds room."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE, SHIFT
from starleague.catalog.vocabulary import Which
from starleague.engine.births import free_spot
from starleague.engine.fixed import clamp, divide, length
from starleague.engine.jit import jit
from starleague.engine.motion import halt
from starleague.engine.order_list import clear

VISIBLE = 2  # of game.visibility
STEP = ONE // 2  # [1/4096 cell] by which a place out of sight is drawn nearer


@jit
def teleport(rules, game, entry, effect, caster, source, slot):
    """One TELEPORT effect on the unit in ``slot``."""
    unit = game.units[slot]
    x, y = _destination(game, entry, effect, caster, source)
    if effect.source_effect != 0:  # it keeps its place in the formation
        x += np.int64(unit.x) - entry.outer_x
        y += np.int64(unit.y) - entry.outer_y
    x, y = _on_map(rules, x, y)
    x, y = _within(game, entry, effect, unit, x, y)
    found, there_x, there_y = free_spot(rules, game, unit.type, x, y, unit.x, unit.y)
    if not found:
        return
    unit.x = there_x
    unit.y = there_y
    unit.waypoint_until = 0
    unit.jump = 0
    halt(unit)
    if effect.clears_orders:
        clear(rules, game, slot)


@jit
def _destination(game, entry, effect, caster, source):
    """Where it leads: to the target, or to the unit from which the effect (or an earlier one) started."""
    to = effect.destination
    unit = np.int64(0)
    if to == Which.CASTER or to == Which.CASTER_POINT or effect.destination_effect != 0:
        unit = caster
    elif to == Which.SOURCE or to == Which.SOURCE_POINT:
        unit = source
    if unit != 0 and to != Which.TARGET and to != Which.TARGET_POINT:
        return np.int64(game.units[unit].x), np.int64(game.units[unit].y)
    return np.int64(entry.x), np.int64(entry.y)


@jit
def _on_map(rules, x, y):
    ground = rules.terrain
    x = clamp(x, (np.int64(ground.left) << SHIFT) + 1, (np.int64(ground.right) << SHIFT) - 1)
    return x, clamp(y, (np.int64(ground.bottom) << SHIFT) + 1, (np.int64(ground.top) << SHIFT) - 1)


@jit
def _within(game, entry, effect, unit, x, y):
    """The place on the way to (x, y) that is in range and, where the effect asks for that, in sight."""
    dx, dy = x - np.int64(unit.x), y - np.int64(unit.y)
    far = length(dx, dy)
    reach = far
    if effect.range > 0:
        reach = min(far, np.int64(effect.range))
    while reach > 0:
        at_x, at_y = unit.x + divide(dx * reach, far), unit.y + divide(dy * reach, far)
        if not effect.needs_vision or _sees(game, entry.owner, at_x, at_y):
            return at_x, at_y
        reach -= STEP
    return np.int64(unit.x), np.int64(unit.y)


@jit
def _sees(game, player, x, y):
    return player == 0 or game.visibility[player - 1, y >> SHIFT, x >> SHIFT] == VISIBLE
