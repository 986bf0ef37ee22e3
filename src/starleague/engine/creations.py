"""Effects that make units, or move them by force."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE, SHIFT
from starleague.catalog.vocabulary import State, Which
from starleague.engine import motion
from starleague.engine.births import create, free_spot
from starleague.engine.effect_queue import follow
from starleague.engine.fixed import angle_of, cosine, divide, length, sine
from starleague.engine.grids import walkable
from starleague.engine.jit import jit

TRIG = 4 * ONE  # sine and cosine are times that
FIRM = int(State.INVULNERABLE | State.UNTARGETABLE)


@jit
def create_units(rules, game, entry, effect, caster, target, x, y):
    """New units at a place, or on the free ground next to it; each is then the target of the spawn effect."""
    kind = np.int64(effect.unit_type)
    if effect.same_type and target != 0:
        kind = np.int64(game.units[target].type)
    owner = np.int64(entry.owner)
    if effect.spawn_neutral:
        owner = np.int64(0)
    elif effect.spawn_owner == Which.TARGET and entry.target != 0:
        owner = np.int64(game.units[entry.target].owner)
    if effect.offsets.count >= 2:
        x, y = _beside(rules, entry, x, y, rules.lists[effect.offsets.first], rules.lists[effect.offsets.first + 1])
    for _ in range(max(effect.count, 1)):
        there_x, there_y = x, y
        if effect.places:
            found, there_x, there_y = free_spot(rules, game, kind, x, y, entry.origin_x, entry.origin_y)
            if not found or length(there_x - x, there_y - y) > effect.spawn_range + 3 * ONE:
                continue
        slot = create(rules, game, kind, owner, there_x, there_y)
        if slot != 0:
            game.units[slot].no_supply = effect.without_supply
            follow(game, entry, effect.spawn_effect, slot, there_x, there_y)


@jit
def _beside(rules, entry, x, y, across, along):
    """A place ``across`` to the right of the line of fire and ``along`` it."""
    heading = angle_of(x - entry.origin_x, y - entry.origin_y)
    cos, sin = cosine(rules, heading), sine(rules, heading)
    return x + divide(along * cos + across * sin, TRIG), y + divide(along * sin - across * cos, TRIG)


@jit
def throw(rules, game, entry, effect, caster, slot):
    """Throw a unit away from the origin, as far as its kind can stand, or to a place; it drops what it was about."""
    unit = game.units[slot]
    if slot == 0 or unit.inside != 0 or unit.states & FIRM or unit.life <= 0:
        return
    if effect.force == 0:
        land_x, land_y = _landing(rules, game, entry, effect, caster, unit)
    else:
        land_x, land_y = _flung(rules, game, entry, effect, unit)
    unit.jump = max(np.int64(effect.force_time), np.int64(ONE))
    unit.jump_x = land_x
    unit.jump_y = land_y
    motion.halt(unit)


@jit
def _landing(rules, game, entry, effect, caster, unit):
    """Where a unit can stand at the destination, or the free ground beside it."""
    x, y = np.int64(entry.x), np.int64(entry.y)
    if effect.destination == Which.CASTER and caster != 0:
        x, y = np.int64(game.units[caster].x), np.int64(game.units[caster].y)
    if unit.flying or walkable(rules, game, x >> SHIFT, y >> SHIFT):
        return x, y
    _, land_x, land_y = free_spot(rules, game, unit.type, x, y, unit.x, unit.y)
    return land_x, land_y


@jit
def _flung(rules, game, entry, effect, unit):
    """The farthest place away from the origin where a unit can stand."""
    dx = np.int64(unit.x) - entry.origin_x
    dy = np.int64(unit.y) - entry.origin_y
    apart = length(dx, dy)
    if apart == 0:  # away from where it looks
        dx = -cosine(rules, unit.facing)
        dy = -sine(rules, unit.facing)
        apart = max(length(dx, dy), np.int64(1))
    land_x, land_y = np.int64(unit.x), np.int64(unit.y)
    steps = max(np.int64(effect.force) * 4 >> SHIFT, np.int64(1))
    for step in range(steps, 0, -1):
        x = unit.x + divide(dx * effect.force * step, apart * steps)
        y = unit.y + divide(dy * effect.force * step, apart * steps)
        if unit.flying or walkable(rules, game, x >> SHIFT, y >> SHIFT):
            land_x, land_y = x, y
            break
    return land_x, land_y
