"""What a unit carries (buffs), and what its type, upgrades and buffs together make of it.

A buff is applied and stripped here; ``upkeep`` lets its time pass.
"""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import BehaviorClass, Flag, Plane, Stat, State
from starleague.engine.buffs import count as count
from starleague.engine.buffs import find, take_out
from starleague.engine.creep import begin_creep
from starleague.engine.disabling import ability_off, behavior_off
from starleague.engine.effect_queue import push, recall, still
from starleague.engine.fixed import random_below, times
from starleague.engine.jit import jit, leaf
from starleague.engine.layout import MAX_BUFFS, Overflow
from starleague.engine.order_list import clear
from starleague.engine.requirements import holds
from starleague.engine.tuning import tuned, tuned_states
from starleague.engine.validators import all_valid

DURATION_ROLL = 101  # purpose of the random number

BY_FLAG = (
    (int(Flag.INVULNERABLE), int(State.INVULNERABLE)),
    (int(Flag.UNCOMMANDABLE), int(State.UNCOMMANDABLE)),
    (int(Flag.CLOAKED), int(State.CLOAKED)),
    (int(Flag.BURROWED), int(State.BURIED)),
    (int(Flag.SUMMONED), int(State.SUMMONED)),
    (int(Flag.PASSIVE), int(State.PASSIVE)),
    (int(Flag.UNSELECTABLE), int(State.UNSELECTABLE)),
    (int(Flag.UNTARGETABLE), int(State.UNTARGETABLE)),
    (int(Flag.UNDETECTABLE), int(State.UNDETECTABLE)),
)
HELPLESS = int(
    State.SUPPRESS_MOVEMENT | State.SUPPRESS_ATTACK | State.SUPPRESS_ABILITIES | State.SUPPRESS_TURNING
)  # who is stunned
CLOAK_BITS = int(State.CLOAKED)


@jit
def start_innate(rules, game, slot):
    """Give a new unit the behaviors of its type."""
    unit = game.units[slot]
    span = rules.unit_types[unit.type].behaviors
    game.scratch.cause.outer = 0
    for k in range(span.first, span.first + span.count):
        behavior = rules.lists[k]
        if is_carried(rules.behaviors[behavior].kind):
            _put(rules, game, slot, behavior, slot, unit.owner, 1, 0)
    refresh(rules, game, slot)


@leaf
def is_carried(kind):
    """Whether behaviors of a class are buffs of their unit; others are looked up in its type."""
    return kind == BehaviorClass.BUFF or kind == BehaviorClass.POWER_SOURCE or kind == BehaviorClass.POWER_USER


@jit
def apply(rules, game, slot, behavior, caster, owner, count, duration):
    """Put so many stacks of a behavior on a unit (duration 0: its own). No room sets Overflow.BUFFS."""
    game.scratch.cause.outer = 0
    game.scratch.cause.outer_x = game.units[slot].x
    game.scratch.cause.outer_y = game.units[slot].y
    apply_caused(rules, game, slot, behavior, caster, owner, count, duration)


@jit
def apply_caused(rules, game, slot, behavior, caster, owner, count, duration):
    """The same, with what ``scratch.cause`` says of the cause: whom and where it was aimed at."""
    if _put(rules, game, slot, behavior, caster, owner, count, duration):
        refresh(rules, game, slot)


@jit
def strip(rules, game, slot, behavior, count):
    """Take so many stacks of a behavior off (0: all); its final effect runs when none is left."""
    unit = game.units[slot]
    k = find(unit, behavior, 0)
    if k < 0:
        return
    if count > 0 and unit.buffs[k].stack > count:
        unit.buffs[k].stack -= count
    else:
        end(rules, game, slot, k)
    refresh(rules, game, slot)


@jit
def end(rules, game, slot, k):
    """The k-th buff of a unit is over: its final effect runs. The caller calls ``refresh``."""
    buff = game.units[slot].buffs[k]
    trigger(rules, game, slot, k, rules.behaviors[buff.behavior].final_effect)
    taken, former = rules.behaviors[buff.behavior].takes_over, np.int64(buff.former)
    take_out(game.units[slot], k)
    if taken:
        hand_over(rules, game, slot, former)


@jit
def hand_over(rules, game, slot, owner):
    """Make a unit another player's; it forgets what it was told."""
    game.units[slot].owner = owner
    clear(rules, game, slot)
    refresh(rules, game, slot)


@jit
def trigger(rules, game, slot, k, effect):
    """Push an effect of the k-th buff of a unit: its caster casts, its bearer is source and target."""
    if effect == 0:
        return
    trigger_at(game, slot, k, effect, slot)


@jit
def trigger_at(game, slot, k, effect, target):
    """The same, aimed at another unit; whom the buff's cause was aimed at is remembered."""
    unit = game.units[slot]
    buff = unit.buffs[k]
    caster = still(game, buff.caster, buff.caster_generation)
    entry = push(game, effect, buff.owner, caster, slot, target, game.units[target].x, game.units[target].y)
    if entry >= 0:
        recall(game.scratch.pending[entry], buff)


@jit
def _put(rules, game, slot, behavior, caster, owner, count, duration):
    """Add to the buff that is there, or begin a new one; whether anything changed but its time."""
    unit = game.units[slot]
    rule = rules.behaviors[behavior]
    k = find(unit, behavior, caster if rule.max_stack_per_caster > 0 else 0)
    most = np.int64(rule.max_stack_per_caster if rule.max_stack_per_caster > 0 else rule.max_stack)
    if k >= 0:
        buff = unit.buffs[k]
        before = np.int64(buff.stack)
        buff.stack = before + count if most == 0 else max(before, min(before + count, most))
        if rule.refreshes:
            buff.remaining = max(np.int64(buff.remaining), _lasting(rules, game, slot, behavior, duration))
        trigger(rules, game, slot, k, rule.refresh_effect)
        return buff.stack != before
    if unit.n_buffs >= MAX_BUFFS:
        game.overflow |= Overflow.BUFFS
        return False
    k = np.int64(unit.n_buffs)
    unit.n_buffs += 1
    buff = unit.buffs[k]
    buff.behavior = behavior
    buff.stack = count if most == 0 else min(np.int64(count), most)
    buff.remaining = _lasting(rules, game, slot, behavior, duration)
    buff.next_period = rule.period
    buff.periods = 0
    buff.absorbed = 0
    buff.cooldown = 0
    recall(buff, game.scratch.cause)
    buff.ability = 0
    if rule.channeled and caster != 0 and game.units[caster].n_orders > 0:
        buff.ability = game.units[caster].orders[0].ability
    buff.caster = caster
    buff.caster_generation = game.units[caster].generation
    buff.owner = owner
    buff.off = 0
    buff.former = unit.owner
    if is_conditional(rule, unit) and not works(rules, game, slot, k):
        buff.off = 1
    trigger(rules, game, slot, k, rule.initial_effect)
    if rule.kind == BehaviorClass.CREEP_SOURCE:
        begin_creep(rules, game, slot, behavior)
    if rule.takes_over and owner != unit.owner:
        hand_over(rules, game, slot, owner)
    return True


@leaf
def is_conditional(rule, unit):
    """Whether a behavior may be on its unit without doing anything."""
    tied = rule.disable_validators.count > 0 or rule.requirement != 0 or rule.off_while_building != 0
    return tied or unit.n_buffs > 1  # another may turn it off


@jit
def works(rules, game, slot, k):
    """Whether the k-th buff does anything now, as its requirement and disable validators say (they must hold)."""
    unit = game.units[slot]
    rule = rules.behaviors[unit.buffs[k].behavior]
    if (rule.off_while_building and unit.building) or behavior_off(rules, unit, unit.buffs[k].behavior):
        return False
    if rule.requirement != 0 and not holds(rules, game, unit.owner, slot, rule.requirement):
        return False
    return all_hold(rules, game, slot, k, rule.disable_validators)


@jit
def all_hold(rules, game, slot, k, span):
    """Whether validators of the k-th buff hold: its caster casts, its bearer is source and target."""
    unit = game.units[slot]
    buff = unit.buffs[k]
    caster = still(game, buff.caster, buff.caster_generation)
    return all_valid(rules, game, span, buff.owner, caster, slot, slot, unit.x, unit.y)


@jit
def _lasting(rules, game, slot, behavior, duration):
    """How long a behavior lasts [1/4096 loop]; 0: for ever."""
    rule = rules.behaviors[behavior]
    time = np.int64(duration)
    if time <= 0:
        time = tuned(rules, game, game.units[slot].owner, rule.changes, Stat.BEHAVIOR_DURATION, rule.duration)
    if time > 0 and rule.duration_random > 0:
        unit = game.units[slot]
        time += random_below(game, unit.owner, unit.serial, DURATION_ROLL + np.int64(behavior), rule.duration_random)
    return time


@jit
def refresh(rules, game, slot):
    """Sum up type, upgrades and behaviors into the unit's own factors and states."""
    unit = game.units[slot]
    _plain(rules, game, unit)
    stats = game.players[unit.owner].unit_stats[unit.type]
    for k in range(unit.n_buffs):
        if not unit.buffs[k].off:
            _add(rules, game, unit, stats, unit.buffs[k])
    if unit.states & State.STUNNED:
        unit.states |= HELPLESS
    if unit.states & State.SUPPRESS_CLOAK:
        unit.states &= ~CLOAK_BITS
    if unit.states & State.IMMUNE_SLOW:
        unit.speed_factor = max(np.int64(unit.speed_factor), ONE)
    if unit.n_buffs > 0:
        _paralyze(rules, unit)


@jit
def _paralyze(rules, unit):
    """Who cannot use its ability to attack, or to move, does not do so by itself either."""
    kind = rules.unit_types[unit.type]
    if kind.attack_ability != 0 and ability_off(rules, unit, rules.abilities[kind.attack_ability].group):
        unit.states |= State.SUPPRESS_ATTACK
    if kind.move_ability != 0 and ability_off(rules, unit, rules.abilities[kind.move_ability].group):
        unit.states |= State.SUPPRESS_MOVEMENT


@jit
def _plain(rules, game, unit):
    """A unit without any buff."""
    states = np.int64(0)
    flags = rules.unit_types[unit.type].flags
    for flag, state in BY_FLAG:
        if flags & flag:
            states |= state
    unit.states = states
    unit.flying = rules.unit_types[unit.type].plane == Plane.AIR  # a Colossus, in both, walks
    unit.speed_factor = ONE
    unit.speed_bonus = 0
    unit.speed_max = 0
    unit.attack_factor = ONE
    unit.rate_factor = ONE
    unit.damage_factor = ONE
    unit.armor_bonus = 0
    unit.shield_armor_bonus = 0
    unit.range_bonus = 0
    unit.ranged_bonus = 0
    unit.scan_bonus = 0
    unit.life_regen_bonus = 0
    unit.shields_regen_bonus = 0
    unit.energy_regen_bonus = 0
    unit.life_max_bonus = 0
    unit.sight_bonus = 0
    unit.sight_max = 0
    unit.detect_bonus = 0
    unit.queue_size_bonus = 0
    unit.queue_parallel_bonus = 0
    unit.supply_bonus = 0
    unit.radar = 0


@jit
def _add(rules, game, unit, stats, buff):
    """One buff: what adds up counts for each stack, what multiplies once."""
    rule = rules.behaviors[buff.behavior]
    stack = np.int64(buff.stack)
    unit.states |= tuned_states(rules, game, unit.owner, rule) if rule.changes.count > 0 else rule.states
    if rule.plane != 0:
        unit.flying = rule.plane == Plane.AIR
    speed_factor = tuned(rules, game, unit.owner, rule.changes, Stat.BEHAVIOR_SPEED, rule.speed_factor)
    unit.speed_factor = _factor(unit.speed_factor, speed_factor)
    unit.attack_factor = _factor(unit.attack_factor, rule.attack_speed_factor)
    unit.rate_factor = _factor(unit.rate_factor, rule.rate_factor)
    unit.damage_factor = _factor(unit.damage_factor, rule.damage_dealt_factor)
    unit.speed_bonus += stack * rule.speed_bonus
    if rule.speed_max > 0 and (unit.speed_max == 0 or rule.speed_max < unit.speed_max):
        unit.speed_max = rule.speed_max
    unit.armor_bonus += stack * rule.life_armor + _factor(stats.armor, rule.life_armor_factor) - stats.armor
    unit.shield_armor_bonus += stack * rule.shield_armor
    unit.shield_armor_bonus += _factor(stats.shield_armor, rule.shield_armor_factor) - stats.shield_armor
    unit.range_bonus += stack * rule.weapon_range
    unit.ranged_bonus += stack * rule.ranged_weapon_range
    unit.scan_bonus += stack * rule.weapon_scan
    unit.life_regen_bonus += stack * rule.life_regen
    unit.shields_regen_bonus += stack * rule.shields_regen
    unit.energy_regen_bonus += stack * rule.energy_regen
    unit.life_max_bonus += stack * rule.life_max
    unit.sight_bonus += stack * rule.sight_bonus
    if rule.sight_max > 0 and (unit.sight_max == 0 or rule.sight_max < unit.sight_max):
        unit.sight_max = rule.sight_max
    unit.detect_bonus = max(np.int64(unit.detect_bonus), np.int64(rule.detect_range))
    unit.queue_size_bonus += stack * rule.queue_size
    unit.queue_parallel_bonus += stack * rule.queue_parallel
    unit.supply_bonus += stack * rule.supply
    unit.radar = max(np.int64(unit.radar), np.int64(rule.radar))


@leaf
def _factor(value, factor):
    return np.int64(value) if factor == ONE else times(value, factor)
