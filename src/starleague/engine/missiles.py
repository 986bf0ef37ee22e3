"""Missiles: they fly after their target, and have their effect where they land."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Which
from starleague.engine.effect_queue import follow, push, recall, remember, still
from starleague.engine.fixed import divide, length
from starleague.engine.jit import jit
from starleague.engine.layout import MAX_MISSILES, Overflow


@jit
def launch(rules, game, entry, effect, caster, target, x, y):
    """Send a missile from the effect's origin to a unit, or to (x, y); one without speed lands at once."""
    follow(game, entry, effect.launch_effect, target, x, y)
    if effect.missile_speed == 0 and effect.missile_time == 0:
        follow(game, entry, effect.impact_effect, target, x, y)
        follow(game, entry, effect.final_effect, target, x, y)
        return
    if game.n_missiles >= MAX_MISSILES:
        game.overflow |= Overflow.MISSILES
        return
    missile = game.missiles[game.n_missiles]
    game.n_missiles += 1
    missile.effect = entry.effect
    missile.owner = entry.owner
    missile.caster = caster
    missile.caster_generation = game.units[caster].generation
    missile.target = target
    missile.target_generation = game.units[target].generation
    missile.to_x = x
    missile.to_y = y
    missile.x = entry.origin_x
    missile.y = entry.origin_y
    if caster != 0 and (effect.origin == Which.CASTER or effect.origin == Which.CASTER_POINT):
        missile.x = game.units[caster].x
        missile.y = game.units[caster].y
    remember(entry, target, missile)
    missile.chain = entry.chain
    missile.speed = effect.missile_start if effect.missile_acceleration > 0 else effect.missile_speed
    missile.remaining = effect.missile_time


@jit
def advance_missiles(rules, game):
    """Every missile flies on for one loop; those that land push their impact effect and are gone."""
    kept = 0
    for k in range(game.n_missiles):
        missile = game.missiles[k]
        if _fly(rules, game, missile):
            if kept != k:
                game.missiles[kept] = missile
            kept += 1
    for k in range(kept, game.n_missiles):
        game.missiles[k].effect = 0
    game.n_missiles = kept


@jit
def _fly(rules, game, missile):
    """One loop of a missile; False when it has landed."""
    target = still(game, missile.target, missile.target_generation)
    if target != 0:
        missile.to_x = game.units[target].x
        missile.to_y = game.units[target].y
    effect = rules.effects[missile.effect]
    if effect.missile_time > 0:
        landed = _glide(missile)
    else:
        landed = _home(missile, effect)
    if not landed:
        return True
    if target != 0 or missile.target == 0 or effect.point_fallback:
        _land(game, missile, effect.impact_effect, target)
    _land(game, missile, effect.final_effect, target)
    return False


@jit
def _land(game, missile, effect, target):
    """Push an effect of a missile that has arrived."""
    caster = still(game, missile.caster, missile.caster_generation)
    k = push(game, effect, missile.owner, caster, caster, target, missile.to_x, missile.to_y)
    if k >= 0:
        entry = game.scratch.pending[k]
        entry.origin_x = missile.x
        entry.origin_y = missile.y
        recall(entry, missile)
        entry.chain = missile.chain


@jit
def _glide(missile):
    """A flight of fixed time: the rest of the way shrinks with the rest of the time."""
    left = np.int64(missile.remaining)
    if left <= ONE:
        return True
    missile.x += divide((np.int64(missile.to_x) - missile.x) * ONE, left)
    missile.y += divide((np.int64(missile.to_y) - missile.y) * ONE, left)
    missile.remaining = left - ONE
    return False


@jit
def _home(missile, effect):
    """Straight at the target, one that accelerates faster from loop to loop."""
    missile.speed = min(np.int64(missile.speed) + effect.missile_acceleration, np.int64(effect.missile_speed))
    dx = np.int64(missile.to_x) - missile.x
    dy = np.int64(missile.to_y) - missile.y
    apart = length(dx, dy)
    speed = np.int64(missile.speed)
    if apart <= speed:
        return True
    missile.x += divide(dx * speed, apart)
    missile.y += divide(dy * speed, apart)
    return False
