"""Phase fire_weapons: swing, damage point, cooldown."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import FOOTPRINT_BLOCKS, ONE, SHIFT, TURN
from starleague.catalog.vocabulary import Flag, State
from starleague.engine.effect_queue import still
from starleague.engine.filters import passes
from starleague.engine.fixed import angle_of, clamp, divide, length, random_below, root, turn_between
from starleague.engine.jit import jit
from starleague.engine.layout import Swing
from starleague.engine.magazines import strike, throw
from starleague.engine.validators import all_valid

PERIOD_ROLL = 201  # purpose of the random number
DISARMED = int(State.SUPPRESS_ATTACK | State.STASIS | State.HIDDEN)
CLOSE = 2 * ONE  # [1/4096 cell] from the edge of a structure as a circle, from where its ground is looked at
FAR = 1 << 50
RIGID = int(State.SUPPRESS_TURNING | State.STASIS)


@jit
def fire_weapons(rules, game):
    """Advance every weapon by one loop; a hit pushes the weapon's effect."""
    for k in range(game.scratch.n_live):
        slot = np.int64(game.scratch.live[k])
        unit = game.units[slot]
        if unit.target != 0 or unit.cooldown != 0 or unit.swing_state != Swing.IDLE:
            _advance(rules, game, slot)
        for p in range(unit.n_passengers):
            _advance(rules, game, np.int64(unit.passengers[p]))


@jit
def _advance(rules, game, slot):
    """One loop of a unit's weapon. Its clock runs with the unit's attack speed."""
    unit = game.units[slot]
    if unit.cooldown > 0:
        unit.cooldown -= unit.attack_factor  # what it overshoots counts for the next shot
    else:
        unit.cooldown = 0
    if unit.swing_state == Swing.BACKSWING:
        unit.swing -= unit.attack_factor
        if unit.swing <= 0:
            unit.swing_state = Swing.IDLE
    target = still(game, unit.target, unit.target_generation)
    if target != 0 and game.units[target].life <= 0:
        target = np.int64(0)
    if unit.swing_state == Swing.AIMING:
        _aim(rules, game, slot, target)
    elif target != 0:
        off = _face(rules, game, slot, target)
        if unit.cooldown <= 0:
            _begin(rules, game, slot, target, off)


@jit
def _begin(rules, game, slot, target, off):
    """Start a swing at a target within arc and range; the weapon's period begins with it."""
    unit = game.units[slot]
    weapon = weapon_for(rules, game, slot, target)
    rule = rules.weapons[weapon]
    if weapon == 0 or off > (np.int64(rule.arc) >> 1) + rule.arc_slop or (unit.moving and not rule.fires_while_moving):
        return
    if not in_reach(rules, game, slot, weapon, target, False) or (rule.effect == 0 and unit.n_passengers == 0):
        return
    period = np.int64(game.players[unit.owner].weapon_stats[weapon].period) + rule.random_low
    if rule.random_high > rule.random_low:
        spread = np.int64(rule.random_high) - rule.random_low + 1
        period += random_below(game, unit.owner, unit.serial, PERIOD_ROLL, spread)
    period = divide(period * ONE, np.int64(game.players[unit.owner].weapon_stats[weapon].rate))
    unit.cooldown = max(np.int64(unit.cooldown) + period, np.int64(1))
    unit.swing_state = Swing.AIMING
    unit.swing = rule.damage_point
    unit.weapon_index = weapon
    if rule.damage_point == 0:
        _strike(rules, game, slot, weapon, target)


@jit
def _aim(rules, game, slot, target):
    """Toward the damage point; a target that is gone, or got out of reach, ends the swing."""
    unit = game.units[slot]
    weapon = weapon_for(rules, game, slot, target)
    if weapon == 0 or not in_reach(rules, game, slot, weapon, target, True):
        unit.swing_state = Swing.IDLE
        unit.cooldown = 0
        return
    unit.swing -= unit.attack_factor
    if unit.swing <= 0:
        _strike(rules, game, slot, weapon, target)


@jit
def _strike(rules, game, slot, weapon, target):
    unit = game.units[slot]
    rule = rules.weapons[weapon]
    if rule.effect != 0:
        strike(rules, game, slot, weapon, target)
    else:
        throw(rules, game, slot, target)
    unit.swing_state = Swing.BACKSWING
    unit.swing = rule.backswing


@jit
def _face(rules, game, slot, target):
    """Turn toward the target; how far off the unit, or its turret, still points [1/65536 turn]."""
    unit = game.units[slot]
    kind = rules.unit_types[unit.type]
    if unit.inside != 0 or (kind.turret_rate == 0 and not kind.flags & Flag.TURNABLE):
        return np.int64(0)
    aimed = game.units[target]
    wanted = angle_of(np.int64(aimed.x) - unit.x, np.int64(aimed.y) - unit.y)
    if kind.turret_rate > 0:
        unit.turret_facing = _turned(unit.turret_facing, wanted, kind.turret_rate)
        return abs(turn_between(unit.turret_facing, wanted))
    if not unit.states & RIGID and not unit.moving:
        unit.facing = _turned(unit.facing, wanted, max(kind.stationary_turning_rate, kind.turning_rate))
    return abs(turn_between(unit.facing, wanted))


@jit
def _turned(facing, wanted, rate):
    """A direction turned toward another by at most ``rate``."""
    turn = clamp(turn_between(facing, wanted), -np.int64(rate), rate)
    return (np.int64(facing) + turn) & (TURN - 1)


@jit
def weapon_for(rules, game, slot, target):
    """The weapon with which a unit hits a target: the first that reaches it, else the farthest; 0: none."""
    unit = game.units[slot]
    if target == 0 or unit.building or unit.states & DISARMED:
        return np.int64(0)
    span = rules.unit_types[unit.type].weapons
    chosen = np.int64(0)
    for k in range(span.first, span.first + span.count):
        weapon = np.int64(rules.lists[k])
        targets = rules.weapons[weapon].targets
        if not passes(rules, game, targets, unit.owner, slot, target) or not enabled(rules, unit, weapon):
            continue
        if not _has_effect(rules, game, slot, weapon, target):
            continue
        if rules.weapons[weapon].effect == 0 and rules.unit_types[unit.type].magazine == 0:
            continue
        if span.count == 1 or in_reach(rules, game, slot, weapon, target, False):
            return weapon
        if chosen == 0 or range_of(rules, game, slot, weapon) > range_of(rules, game, slot, chosen):
            chosen = weapon
    return chosen


@jit
def _has_effect(rules, game, slot, weapon, target):
    """Whether what the weapon's effect demands of a target holds: a sieged Liberator hits only who is in its zone."""
    conditions = rules.effects[rules.weapons[weapon].effect].validators
    if conditions.count == 0:
        return True
    unit, aimed = game.units[slot], game.units[target]
    x, y = np.int64(aimed.x), np.int64(aimed.y)
    return all_valid(rules, game, conditions, np.int64(unit.owner), np.int64(slot), np.int64(slot), target, x, y)


@jit
def enabled(rules, unit, weapon):
    """Behaviors switch weapons on and off."""
    on = rules.weapons[weapon].starts_disabled == 0
    for k in range(unit.n_buffs):
        if unit.buffs[k].off:
            continue
        rule = rules.behaviors[unit.buffs[k].behavior]
        if _lists(rules, rule.weapons_off, weapon):
            return False
        if not on and _lists(rules, rule.weapons_on, weapon):
            on = True
    return on


@jit
def _lists(rules, span, row):
    for k in range(span.first, span.first + span.count):
        if rules.lists[k] == row:
            return True
    return False


@jit
def in_reach(rules, game, slot, weapon, target, leashed):
    """Whether a target stands in a weapon's range; one that it is already shooting at may get a little farther."""
    rule = rules.weapons[weapon]
    gap = gap_to(rules, game, slot, target)
    reach = range_of(rules, game, slot, weapon)
    if leashed or engaged(game.units[slot]):
        reach += rule.range_slop
    return gap <= reach and (rule.min_range == 0 or gap >= rule.min_range)


@jit
def engaged(unit):
    """Whether a unit stands and shoots: it need not come nearer until the target leaves range and slop."""
    return not unit.moving and (unit.cooldown > 0 or unit.swing_state != Swing.IDLE)


@jit
def range_of(rules, game, slot, weapon):
    """Range of a weapon in the hands of a unit [1/4096 cell], edge to edge."""
    unit = game.units[slot]
    bonus = np.int64(unit.range_bonus)
    if not rules.weapons[weapon].melee:
        bonus += unit.ranged_bonus
    return np.int64(game.players[unit.owner].weapon_stats[weapon].range) + bonus


@jit
def gap_to(rules, game, slot, target):
    """Distance from edge to edge [1/4096 cell]; a passenger's edge is its carrier's."""
    unit = game.units[slot]
    stand = np.int64(unit.inside) if unit.inside else np.int64(slot)
    unit = game.units[stand]
    aimed = game.units[target]
    apart = length(np.int64(aimed.x) - unit.x, np.int64(aimed.y) - unit.y)
    gap = apart - rules.unit_types[unit.type].radius - rules.unit_types[aimed.type].radius
    if 0 < gap < CLOSE and rules.unit_types[aimed.type].footprint != 0 and not aimed.flying:
        return min(gap, _gap_to_ground(rules, unit, aimed) - rules.unit_types[unit.type].radius)
    return gap


@jit
def _gap_to_ground(rules, unit, structure):
    """How far a unit's middle is from the nearest cell that a structure blocks [1/4096 cell]."""
    footprint = rules.footprints[rules.unit_types[structure.type].footprint]
    cells = footprint.cells
    x = np.int64(structure.x) - (footprint.width & 1) * (ONE // 2)
    y = np.int64(structure.y) - (footprint.height & 1) * (ONE // 2)
    nearest = np.int64(FAR)
    for k in range(cells.first, cells.first + cells.count, 3):
        if rules.lists[k + 2] & FOOTPRINT_BLOCKS:
            left = x + (rules.lists[k] << SHIFT)
            bottom = y + (rules.lists[k + 1] << SHIFT)
            dx = np.int64(unit.x) - clamp(unit.x, left, left + ONE)
            dy = np.int64(unit.y) - clamp(unit.y, bottom, bottom + ONE)
            nearest = min(nearest, dx * dx + dy * dy)
    return root(nearest)


