"""Phase resolve_effects: the only place where life changes by force.

Effects are resolved in the order in which they were pushed, and what they cause joins the end of
the queue. Nobody dies here: two units that strike in the same loop both strike.
"""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import EffectClass, Which
from starleague.engine import areas, changes, creations, damage
from starleague.engine.behaviors import apply_caused, strip
from starleague.engine.effect_queue import follow, remember, still, was_hit
from starleague.engine.fixed import random_below
from starleague.engine.healing import heal as heal
from starleague.engine.jit import jit
from starleague.engine.missiles import advance_missiles, launch
from starleague.engine.persistents import advance_persistents, begin, destroy
from starleague.engine.validators import all_valid, valid

CHANCE_ROLL = 301  # purpose of the random number


@jit
def resolve_effects(rules, game):
    """Missiles and persistent effects move on, then every pending effect happens, and what it causes in turn."""
    advance_missiles(rules, game)
    advance_persistents(rules, game)
    settle(rules, game)


@jit
def settle(rules, game):
    """Empty the queue. A chain of effects ends at the latest when the queue has no room left."""
    k = 0
    while k < game.scratch.n_pending:
        _resolve(rules, game, game.scratch.pending[k], k)
        k += 1
    game.scratch.n_pending = 0


@jit
def _resolve(rules, game, entry, k):
    effect = rules.effects[entry.effect]
    caster = still(game, entry.caster, entry.caster_generation)
    source = still(game, entry.source, entry.source_generation)
    target = still(game, entry.target, entry.target_generation)
    if target != 0:
        entry.x = game.units[target].x
        entry.y = game.units[target].y
    if effect.validators.count > 0:
        if not all_valid(rules, game, effect.validators, entry.owner, caster, source, target, entry.x, entry.y):
            return
    if 0 < effect.chance < ONE:
        key = np.int64(game.units[caster].serial) * 64 + k
        if random_below(game, entry.owner, key, CHANCE_ROLL, ONE) >= effect.chance:
            return
    if effect.once and target != 0 and was_hit(game, target, np.int64(entry.chain), np.int64(entry.effect)):
        return
    meant = target
    if effect.which_effect != 0 and effect.kind != EffectClass.ISSUE_ORDER and entry.outer != 0:
        meant = still(game, entry.outer, entry.outer_generation)
    unit, x, y = _object(game, effect.which, entry, caster, source, meant)
    if effect.which_effect != 0 and effect.which == Which.TARGET_POINT:
        x, y = np.int64(entry.outer_x), np.int64(entry.outer_y)
    _happen(rules, game, entry, effect, caster, source, target, unit, x, y)


@jit
def _object(game, which, entry, caster, source, target):
    """(unit, x, y): the unit that an effect acts on, 0 for none, and the place."""
    unit = np.int64(0)
    if which == Which.CASTER or which == Which.CASTER_POINT:
        unit = caster
    elif which == Which.SOURCE or which == Which.SOURCE_POINT:
        unit = source
    elif which == Which.TARGET:
        unit = target
    if unit != 0:
        x, y = np.int64(game.units[unit].x), np.int64(game.units[unit].y)
    elif which == Which.SOURCE or which == Which.SOURCE_POINT:
        x, y = np.int64(entry.origin_x), np.int64(entry.origin_y)
    else:
        x, y = np.int64(entry.x), np.int64(entry.y)
    if which >= Which.TARGET_POINT:
        unit = np.int64(0)
    return unit, x, y


@jit
def _happen(rules, game, entry, effect, caster, source, target, unit, x, y):
    """One effect, by its class."""
    kind = effect.kind
    if kind == EffectClass.DAMAGE:
        if effect.areas > 0:
            areas.splash(rules, game, entry, effect, caster, target, x, y)
        elif unit != 0:
            damage.hit(rules, game, entry.effect, entry.owner, caster, unit, entry.fraction)
    elif kind == EffectClass.SET:
        for k in range(effect.children.first, effect.children.first + effect.children.count):
            follow(game, entry, rules.lists[k], unit, x, y)
    elif kind == EffectClass.APPLY_BEHAVIOR:
        if unit != 0:
            _apply(rules, game, entry, effect, caster, unit)
    elif kind == EffectClass.REMOVE_BEHAVIOR:
        if unit != 0:
            strip(rules, game, unit, effect.behavior, effect.count)
    elif kind == EffectClass.LAUNCH_MISSILE:
        launch(rules, game, entry, effect, caster, unit, x, y)
    elif kind == EffectClass.CREATE_PERSISTENT:
        begin(rules, game, entry, effect, caster, unit, x, y)
    elif kind == EffectClass.ENUM_AREA:
        areas.search(rules, game, entry, effect, caster, source, target, x, y)
    elif kind == EffectClass.SWITCH:
        _switch(rules, game, entry, effect, caster, source, target)
    elif kind == EffectClass.CREATE_UNIT:
        creations.create_units(rules, game, entry, effect, caster, unit, x, y)
    elif kind == EffectClass.DESTROY_PERSISTENT:
        destroy(game, effect.effect, caster)
    elif kind == EffectClass.CREATE_HEALER:
        if caster != 0 and unit != 0:
            heal(rules, game, caster, unit, entry.effect)
    elif kind == EffectClass.ENUM_TRANSPORT:
        if unit != 0:
            areas.passengers(rules, game, entry, effect, unit)
    else:
        changes.change(rules, game, entry, effect, caster, source, target, unit, x, y)


@jit
def _apply(rules, game, entry, effect, caster, unit):
    """Put on a behavior, which remembers whom its cause was aimed at when that was another unit."""
    remember(entry, np.int64(unit), game.scratch.cause)
    count = max(effect.count, 1)
    apply_caused(rules, game, unit, effect.behavior, caster, entry.owner, count, effect.duration)


@jit
def _switch(rules, game, entry, effect, caster, source, target):
    """The effect of the first case whose validator holds, else the default."""
    chosen = np.int64(effect.case_default)
    for k in range(effect.cases.first, effect.cases.first + effect.cases.count, 2):
        if valid(rules, game, rules.lists[k], entry.owner, caster, source, target, entry.x, entry.y):
            chosen = np.int64(rules.lists[k + 1])
            break
    follow(game, entry, chosen, target, entry.x, entry.y)
