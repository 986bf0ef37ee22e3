"""Persistent effects: what lasts, strikes again and again, or reveals a place for a while."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import AbilityClass, Stat
from starleague.engine.effect_queue import next_chain, push, recall, remember, still
from starleague.engine.fixed import angle_of, cosine, divide, sine
from starleague.engine.jit import jit
from starleague.engine.layout import MAX_PERSISTENTS, Overflow
from starleague.engine.tuning import tuned
from starleague.engine.validators import valid
from starleague.engine.weapons import DISARMED, in_reach

TRIG = 4 * ONE  # sine and cosine are times that
WAITING, RUNNING, DESTROYED = 0, 1, 2  # PERSISTENT.started

@jit
def begin(rules, game, entry, effect, caster, target, x, y):
    """Start a persistent effect at a unit or place; what is due at once happens in this very loop.

    A beam that its caster still keeps on the same unit does not begin anew.
    """
    if effect.channeled and effect.until_destroyed and target != 0 and _is_kept_up(game, entry, caster, target):
        return
    if game.n_persistents >= MAX_PERSISTENTS:
        game.overflow |= Overflow.PERSISTENTS
        return
    lasting = game.persistents[game.n_persistents]
    game.n_persistents += 1
    lasting.effect = entry.effect
    lasting.owner = entry.owner
    lasting.caster = caster
    lasting.caster_generation = game.units[caster].generation
    lasting.source = entry.source
    lasting.source_generation = entry.source_generation
    lasting.target = target
    lasting.target_generation = game.units[target].generation
    lasting.x = x
    lasting.y = y
    lasting.origin_x = entry.origin_x
    lasting.origin_y = entry.origin_y
    lasting.delay = effect.initial_delay
    lasting.remaining = effect.expire_delay
    lasting.count = 0
    lasting.started = WAITING
    lasting.ability = 0
    lasting.chain = next_chain(game) if effect.chain else entry.chain
    lasting.heading = angle_of(np.int64(entry.x) - entry.origin_x, np.int64(entry.y) - entry.origin_y)
    remember(entry, target, lasting)
    if effect.channeled and caster != 0 and game.units[caster].n_orders > 0:
        lasting.ability = game.units[caster].orders[0].ability
    if lasting.delay <= 0 and not _pass_time(rules, game, lasting, effect, 0):
        _cause(rules, game, lasting, effect.final_effect)
        lasting.effect = 0
        game.n_persistents -= 1


@jit
def advance_persistents(rules, game):
    """Every persistent effect ages by one loop; those that are over push their final effect and are gone."""
    kept = 0
    for k in range(game.n_persistents):
        lasting = game.persistents[k]
        effect = rules.effects[lasting.effect]
        time = _clock(game, lasting, effect)
        if _goes_on(rules, game, lasting, effect) and _pass_time(rules, game, lasting, effect, time):
            if kept != k:
                game.persistents[kept] = lasting
            kept += 1
        else:
            _cause(rules, game, lasting, effect.final_effect)
    for k in range(kept, game.n_persistents):
        game.persistents[k].effect = 0
    game.n_persistents = kept


@jit
def destroy(game, effect_row, caster):
    """End the persistent effects of a row that a caster made (0: anyone); their final effects run in the next loop."""
    for k in range(game.n_persistents):
        lasting = game.persistents[k]
        if lasting.effect == effect_row and (caster == 0 or lasting.caster == caster):
            lasting.started = DESTROYED


@jit
def _goes_on(rules, game, lasting, effect):
    """Whether nothing ends it early: destruction, its periodic validator, the end of the order it lives by."""
    if lasting.started == DESTROYED:
        return False
    caster = still(game, lasting.caster, lasting.caster_generation)
    if effect.channeled:
        if caster == 0 or game.units[caster].life <= 0:
            return False
        unit = game.units[caster]
        if effect.until_destroyed and _is_beam(rules, lasting) and not _bears(rules, game, lasting, unit, caster):
            return False
        if lasting.ability != 0:
            if unit.n_orders == 0 or unit.orders[0].ability != lasting.ability:
                return False
    if effect.periodic_validator != 0:
        source = still(game, lasting.source, lasting.source_generation)
        target = still(game, lasting.target, lasting.target_generation)
        row = effect.periodic_validator
        return valid(rules, game, row, lasting.owner, caster, source, target, lasting.x, lasting.y)
    return True


@jit
def _is_beam(rules, lasting):
    """Whether it is the effect of a weapon, not of an ability."""
    kind = rules.abilities[lasting.ability].kind
    return kind != AbilityClass.EFFECT_TARGET and kind != AbilityClass.EFFECT_INSTANT


@jit
def _bears(rules, game, lasting, unit, caster):
    """Whether a weapon still points its beam: at the same unit, and that within reach."""
    target = still(game, lasting.target, lasting.target_generation)
    if target == 0 or unit.target != target or game.units[target].life <= 0 or unit.states & DISARMED:
        return False
    return in_reach(rules, game, caster, np.int64(unit.weapon_index), target, True)


@jit
def _is_kept_up(game, entry, caster, target):
    """Whether a caster keeps such an effect on a unit already."""
    for k in range(game.n_persistents):
        lasting = game.persistents[k]
        if lasting.effect == entry.effect and lasting.caster == caster and lasting.target == target:
            if lasting.started != DESTROYED and lasting.caster_generation == game.units[caster].generation:
                return True
    return False


@jit
def _clock(game, lasting, effect):
    """The time that passes for it in a loop [1/4096 loop]."""
    if effect.caster_time:
        caster = still(game, lasting.caster, lasting.caster_generation)
        if caster != 0:
            return np.int64(game.units[caster].attack_factor)
    return np.int64(ONE)


@jit
def _pass_time(rules, game, lasting, effect, time):
    """Let time pass: initial effect, periods, expiry. False when it has expired."""
    if lasting.started == RUNNING and not _periods_left(rules, game, lasting, effect):
        lasting.remaining -= time
        return _remains(rules, game, lasting, effect)
    lasting.delay -= time
    if lasting.started == WAITING:
        if lasting.delay > 0:
            return True
        lasting.started = RUNNING
        _cause(rules, game, lasting, effect.initial_effect)
        lasting.delay += _period(rules, effect, 0)
    while _periods_left(rules, game, lasting, effect) and lasting.delay <= 0:
        _strike(rules, game, lasting, effect)
        lasting.count += 1
        lasting.delay += max(_period(rules, effect, lasting.count), np.int64(1))
    return _periods_left(rules, game, lasting, effect) or _remains(rules, game, lasting, effect)


@jit
def _remains(rules, game, lasting, effect):
    """False once its periods and its expiry delay are over; its expire effect runs then."""
    if effect.until_destroyed or lasting.remaining > 0:
        return True
    _cause(rules, game, lasting, effect.expire_effect)
    return False


@jit
def _periods_left(rules, game, lasting, effect):
    if effect.periods.count == 0:
        return False
    periods = tuned(rules, game, lasting.owner, effect.changes, Stat.EFFECT_PERIODS, effect.period_count)
    return effect.until_destroyed != 0 or lasting.count < periods


@jit
def _period(rules, effect, k):
    """Time before the k-th periodic effect [1/4096 loop]."""
    if effect.periods.count == 0:
        return np.int64(0)
    return np.int64(rules.lists[effect.periods.first + k % effect.periods.count])


@jit
def _strike(rules, game, lasting, effect):
    """The next periodic effect, at its offset where the data gives one."""
    if effect.children.count == 0:
        return
    row = rules.lists[effect.children.first + lasting.count % effect.children.count]
    if effect.offsets.count == 0:
        _cause(rules, game, lasting, row)
        return
    pair = effect.offsets.first + (lasting.count * 2) % effect.offsets.count
    x, y = _offset(rules, lasting, rules.lists[pair], rules.lists[pair + 1])
    _push(game, lasting, row, np.int64(0), x, y)


@jit
def _offset(rules, lasting, across, along):
    """A place beside the effect's own: ``across`` to the right of the line of fire, ``along`` it."""
    cos, sin = cosine(rules, lasting.heading), sine(rules, lasting.heading)
    x = np.int64(lasting.x) + divide(along * cos + across * sin, TRIG)
    y = np.int64(lasting.y) + divide(along * sin - across * cos, TRIG)
    return x, y


@jit
def _cause(rules, game, lasting, row):
    """Push an effect of it: on its unit, which it follows, or at its place."""
    if row != 0:
        _push(game, lasting, row, still(game, lasting.target, lasting.target_generation), lasting.x, lasting.y)


@jit
def _push(game, lasting, row, target, x, y):
    caster = still(game, lasting.caster, lasting.caster_generation)
    source = still(game, lasting.source, lasting.source_generation)
    k = push(game, row, lasting.owner, caster, source, target, x, y)
    if k >= 0:
        entry = game.scratch.pending[k]
        entry.origin_x = lasting.origin_x
        entry.origin_y = lasting.origin_y
        recall(entry, lasting)
        entry.chain = lasting.chain
