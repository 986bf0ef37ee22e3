"""Phase choose_targets: whom a unit attacks, and how it comes near enough.

Orders say where a unit goes; while it has a target that it may pursue, this phase says it instead.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import AbilityClass, Response, State, Verb
from starleague.engine import motion
from starleague.engine.acquisition import HIGHEST, best_target, rank_all, rank_of, takes_by_angle
from starleague.engine.augments import augment_attack
from starleague.engine.effect_queue import still
from starleague.engine.fixed import square_distance
from starleague.engine.jit import jit
from starleague.engine.layout import Swing
from starleague.engine.weapons import DISARMED, gap_to, in_reach, range_of, weapon_for

AT_POST = ONE // 2  # nearer than this to its post, an idle unit is back
SEARCH_EVERY = 4  # loops between two searches of a unit without a target, a power of two
LOOK_EVERY = 8  # loops between two looks for a better target, a power of two
SHORT = 200  # [1/4096 cell] nearer than its range that a unit comes, so that rounding cannot keep it out
LEGLESS = int(State.SUPPRESS_MOVEMENT | State.STASIS)


class Stance(IntEnum):
    """What the current order lets a unit do about enemies."""

    NONE = 0
    HOLD = 1  # shoot what is in range
    PURSUE = 2  # and go after it
    OBEY = 3  # only the target of the order


@jit
def choose_targets(rules, game):
    """Keep, drop or find the target of every armed unit; chase it when the order allows."""
    rank_all(rules, game)
    for k in range(game.scratch.n_live):
        slot = np.int64(game.scratch.live[k])
        unit = game.units[slot]
        kind = rules.unit_types[unit.type]
        if kind.weapons.count > 0:
            _engage(rules, game, slot)
        if unit.n_passengers > 0 and fires_from_inside(rules, unit.type):
            for p in range(unit.n_passengers):
                _engage(rules, game, np.int64(unit.passengers[p]))


@jit
def fires_from_inside(rules, unit_type):
    """Whether passengers of a carrier attack."""
    span = rules.unit_types[unit_type].abilities
    for k in range(span.first, span.first + span.count):
        if rules.abilities[rules.lists[k]].passengers_attack:
            return True
    return False


@jit
def _engage(rules, game, slot):
    unit = game.units[slot]
    stance = _stance(rules, unit)
    if stance == Stance.NONE:
        if unit.target != 0 or unit.swing_state != Swing.IDLE or unit.leash_x != 0:
            _disengage(unit)
        return
    if stance == Stance.OBEY:
        weapon = _obey(rules, game, slot)
    else:
        weapon = _keep_or_find(rules, game, slot, stance)
    if weapon != 0:
        _approach(rules, game, slot, stance, weapon)
    elif unit.swing_state == Swing.AIMING:
        _disengage(unit)
    if unit.n_orders == 0 and stance == Stance.PURSUE:
        _keep_post(rules, unit)
    else:
        unit.leash_x = 0
        unit.leash_y = 0


@jit
def _stance(rules, unit):
    kind = rules.unit_types[unit.type]
    if unit.building or unit.states & DISARMED:
        return Stance.NONE
    roots = unit.inside != 0 or kind.speed == 0 or unit.hold != 0
    if unit.n_orders == 0:
        if kind.response != Response.ACQUIRE or unit.states & State.PASSIVE:
            return Stance.NONE
        return Stance.HOLD if roots else Stance.PURSUE
    ability = rules.abilities[unit.orders[0].ability]
    if ability.kind == AbilityClass.ATTACK:
        if unit.orders[0].target != 0:
            return Stance.OBEY
        return Stance.HOLD if roots else Stance.PURSUE
    if ability.kind == AbilityClass.MOVE:
        if ability.verb == Verb.HOLD:
            return Stance.HOLD
        if ability.verb == Verb.PATROL or ability.verb == Verb.SCAN_MOVE:
            return Stance.HOLD if roots else Stance.PURSUE
    if _shoots_on_the_move(rules, kind):
        return Stance.HOLD
    return Stance.NONE


@jit
def _shoots_on_the_move(rules, kind):
    for k in range(kind.weapons.first, kind.weapons.first + kind.weapons.count):
        weapon = rules.weapons[rules.lists[k]]
        if weapon.fires_while_moving and not weapon.needs_attack_order:
            return True
    return False


@jit
def _disengage(unit):
    """Forget the target. A swing that has not struck yet is called off, and costs nothing."""
    unit.target = 0
    if unit.swing_state == Swing.AIMING:
        unit.swing_state = Swing.IDLE
        unit.cooldown = 0
    unit.leash_x = 0
    unit.leash_y = 0


@jit
def _obey(rules, game, slot):
    """Take the order's target while a weapon can hit it; that weapon. Whether the order is over is not said here."""
    unit = game.units[slot]
    order = unit.orders[0]
    target = still(game, order.target, order.target_generation)
    weapon = weapon_for(rules, game, slot, target)
    _aim_at(game, unit, target if weapon != 0 else np.int64(0))
    return weapon


@jit
def _aim_at(game, unit, target):
    if target == unit.target and game.units[target].generation == unit.target_generation:
        return
    if unit.swing_state == Swing.AIMING:
        unit.swing_state = Swing.IDLE
        unit.cooldown = 0
    unit.target = target
    unit.target_generation = game.units[target].generation


@jit
def _keep_or_find(rules, game, slot, stance):
    """Keep the target while it is good; look now and then for one, or for a better one. The weapon for it."""
    unit = game.units[slot]
    target = still(game, unit.target, unit.target_generation)
    weapon = weapon_for(rules, game, slot, target)
    near = weapon != 0 and in_reach(rules, game, slot, weapon, target, False)
    if weapon == 0 or (stance == Stance.HOLD and not near):
        if unit.target != 0:
            unit.retarget = game.loop  # the next one at once
        target = np.int64(0)
        weapon = np.int64(0)
    every = SEARCH_EVERY if target == 0 else LOOK_EVERY
    due = unit.retarget == game.loop or (game.loop + unit.serial) & (every - 1) == 0
    if due and unit.swing_state != Swing.AIMING and not (near and rank_of(rules, game, slot, target) >= HIGHEST):
        found = best_target(rules, game, slot, stance == Stance.HOLD)
        if found != 0 and found != target and (target == 0 or _is_better(rules, game, slot, found, target, near)):
            target = found
            weapon = weapon_for(rules, game, slot, target)
    _aim_at(game, unit, target)
    return weapon


@jit
def _is_better(rules, game, slot, found, target, near):
    """Whether to leave a target for another: for a higher rank, or for a nearer one when the target is out of range.

    Who goes by angle faces the one that it goes after: none suits it better.
    """
    new, old = rank_of(rules, game, slot, found), rank_of(rules, game, slot, target)
    if new != old:
        return new > old
    if near or takes_by_angle(rules, game.units[slot]):
        return False
    return gap_to(rules, game, slot, found) < gap_to(rules, game, slot, target)


@jit
def _approach(rules, game, slot, stance, weapon):
    """Stand when the target is in reach or the last swing is still under way, else go nearer."""
    unit = game.units[slot]
    target = np.int64(unit.target)
    kind = rules.unit_types[unit.type]
    if unit.inside != 0 or stance == Stance.HOLD or kind.speed == 0 or unit.states & LEGLESS:
        return
    swings = unit.swing_state != Swing.IDLE and not rules.weapons[weapon].fires_while_moving
    if swings or in_reach(rules, game, slot, weapon, target, False):
        if unit.moving:
            motion.halt(unit)
        return
    aimed = game.units[target]
    reach = range_of(rules, game, slot, weapon) + kind.radius + rules.unit_types[aimed.type].radius - SHORT
    motion.go(unit, aimed.x, aimed.y, max(reach, np.int64(0)))
    if unit.autocast != 0:
        augment_attack(rules, game, slot)


@jit
def _keep_post(rules, unit):
    """An idle unit that goes after an enemy goes no farther than its leash from where it stood, and comes back."""
    posted = unit.leash_x != 0
    if unit.target != 0:
        if not posted:
            unit.leash_x = unit.x
            unit.leash_y = unit.y
        elif square_distance(unit.x, unit.y, unit.leash_x, unit.leash_y) > np.int64(rules.leash) * rules.leash:
            x, y = unit.leash_x, unit.leash_y
            _disengage(unit)
            unit.leash_x = x
            unit.leash_y = y
            motion.go(unit, x, y, 0)
    elif posted:
        if square_distance(unit.x, unit.y, unit.leash_x, unit.leash_y) <= np.int64(AT_POST) * AT_POST:
            unit.leash_x = 0
            unit.leash_y = 0
            motion.halt(unit)
        else:
            motion.go(unit, unit.leash_x, unit.leash_y, 0)
