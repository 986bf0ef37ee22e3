"""Phase update_behaviors: time passes for buffs, vitals grow back, cooldowns of abilities run down."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import BehaviorClass
from starleague.engine.behaviors import all_hold, end, is_conditional, refresh, trigger, works
from starleague.engine.creep import begin_creep
from starleague.engine.effect_queue import still
from starleague.engine.jit import jit
from starleague.engine.layout import MAX_PLAYERS
from starleague.engine.power import update_power
from starleague.engine.regeneration import regenerate

CHECK_EVERY = 4  # loops between two looks whether a buff works, a power of two


@jit
def update_behaviors(rules, game):
    """Time passes for every buff; regeneration of life, shields and energy; cooldowns of abilities run down."""
    update_power(rules, game)
    for k in range(game.scratch.n_live):
        slot = np.int64(game.scratch.live[k])
        unit = game.units[slot]
        if unit.life <= 0:
            continue
        _update(rules, game, slot)
        for p in range(unit.n_passengers):
            _update(rules, game, np.int64(unit.passengers[p]))
    for player in range(1, MAX_PLAYERS):
        for k in range(game.players[player].n_network):
            _update(rules, game, np.int64(game.players[player].network[k]))


@jit
def _update(rules, game, slot):
    unit = game.units[slot]
    regenerate(rules, game, unit)
    if unit.n_buffs == 0:
        return
    changed = False
    look = (game.loop + unit.serial) & (CHECK_EVERY - 1) == 0
    for k in range(unit.n_buffs - 1, -1, -1):
        if look and _switch(rules, game, slot, k):
            changed = True
        if _age(rules, game, slot, k):
            changed = True
    if changed:
        refresh(rules, game, slot)


@jit
def _switch(rules, game, slot, k):
    """Turn the k-th buff on or off, as its conditions and the other buffs say."""
    buff = game.units[slot].buffs[k]
    rule = rules.behaviors[buff.behavior]
    if not is_conditional(rule, game.units[slot]) or rule.kind == BehaviorClass.POWER_USER:
        return False  # of power, power.py knows
    on = works(rules, game, slot, k)
    if on == (buff.off == 0):
        return False
    buff.off = 0 if on else 1
    if on and rule.kind == BehaviorClass.CREEP_SOURCE:
        begin_creep(rules, game, slot, np.int64(buff.behavior))
    return True


@jit
def _age(rules, game, slot, k):
    """One loop of the k-th buff; True when it is over."""
    unit = game.units[slot]
    buff = unit.buffs[k]
    rule = rules.behaviors[buff.behavior]
    if rule.remove_validators.count > 0 and not all_hold(rules, game, slot, k, rule.remove_validators):
        end(rules, game, slot, k)
        return True
    if buff.cooldown > 0:
        buff.cooldown -= ONE
    if rule.channeled and not _is_channeled(game, buff):
        end(rules, game, slot, k)
        return True
    if rule.period == 0 and rule.periodic_effect != 0 and not buff.off:
        trigger(rules, game, slot, k, rule.periodic_effect)  # every loop
    elif rule.period > 0 and not buff.off:
        buff.next_period -= ONE
        while buff.next_period <= 0 and (rule.period_count == 0 or buff.periods < rule.period_count):
            buff.next_period += rule.period
            buff.periods += 1
            trigger(rules, game, slot, k, rule.periodic_effect)
    if rule.duration == 0 and buff.remaining == 0:
        return False
    buff.remaining -= ONE
    if buff.remaining > 0 or not all_hold(rules, game, slot, k, rule.disable_validators):
        return False  # one that is off ends as soon as it works again
    trigger(rules, game, slot, k, rule.expire_effect)
    end(rules, game, slot, k)
    return True


@jit
def _is_channeled(game, buff):
    """Whether the caster of a behavior still does what it lives by."""
    caster = still(game, buff.caster, buff.caster_generation)
    if caster == 0 or game.units[caster].life <= 0:
        return False
    unit = game.units[caster]
    return buff.ability == 0 or (unit.n_orders > 0 and unit.orders[0].ability == buff.ability)
