"""Phase update_behaviors: time passes for buffs, vitals grow back, cooldowns of abilities run down."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import BehaviorClass
from starleague.engine.behaviors import end, refresh, trigger
from starleague.engine.creep import begin_creep
from starleague.engine.effect_queue import still
from starleague.engine.jit import jit
from starleague.engine.regeneration import regenerate
from starleague.engine.requirements import holds
from starleague.engine.validators import all_valid

CHECK_EVERY = 4  # loops between two looks at a buff's validators, a power of two


@jit
def update_behaviors(rules, game):
    """Time passes for every buff; regeneration of life, shields and energy; cooldowns of abilities run down."""
    for k in range(game.scratch.n_live):
        slot = np.int64(game.scratch.live[k])
        unit = game.units[slot]
        if unit.life <= 0:
            continue
        _update(rules, game, slot)
        for p in range(unit.n_passengers):
            _update(rules, game, np.int64(unit.passengers[p]))


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
    """Turn the k-th buff on or off as its disable validators say (they must hold for it to work)."""
    unit = game.units[slot]
    buff = unit.buffs[k]
    rule = rules.behaviors[buff.behavior]
    if rule.disable_validators.count == 0 and rule.requirement == 0 and not rule.off_while_building:
        return False
    on = not (rule.off_while_building and unit.building)
    on = on and (rule.requirement == 0 or holds(rules, game, unit.owner, slot, rule.requirement))
    on = on and _holds(rules, game, slot, buff, rule.disable_validators)
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
    if (game.loop + unit.serial) & (CHECK_EVERY - 1) == 0 and rule.remove_validators.count > 0:
        if not _holds(rules, game, slot, buff, rule.remove_validators):
            end(rules, game, slot, k)
            return True
    if rule.period > 0 and not buff.off:
        buff.next_period -= ONE
        while buff.next_period <= 0 and (rule.period_count == 0 or buff.periods < rule.period_count):
            buff.next_period += rule.period
            buff.periods += 1
            trigger(rules, game, slot, k, rule.periodic_effect)
    if rule.duration == 0 and buff.remaining == 0:
        return False
    buff.remaining -= ONE
    if buff.remaining > 0:
        return False
    trigger(rules, game, slot, k, rule.expire_effect)
    end(rules, game, slot, k)
    return True


@jit
def _holds(rules, game, slot, buff, span):
    unit = game.units[slot]
    caster = still(game, buff.caster, buff.caster_generation)
    return all_valid(rules, game, span, buff.owner, caster, slot, slot, unit.x, unit.y)
