"""Effects that change a unit otherwise than by damage: vitals, owner, orders, cooldowns, behaviors."""

from __future__ import annotations

import numpy as np

from starleague.catalog.vocabulary import EffectClass, Which
from starleague.engine import creations, magazines, order_list, teleports
from starleague.engine.behaviors import apply, hand_over, strip
from starleague.engine.buffs import find
from starleague.engine.effect_queue import follow, still
from starleague.engine.fixed import clamp, times
from starleague.engine.jit import jit
from starleague.engine.layout import MAX_COOLDOWNS
from starleague.engine.repertoire import autocast_bit, own_row


@jit
def change(rules, game, entry, effect, caster, source, target, slot, x, y):
    """One effect of these classes on the unit in ``slot``."""
    kind = effect.kind
    if kind == EffectClass.USE_CALLDOWN:
        if magazines.spend(rules, game, entry.owner, effect.ability):
            follow(game, entry, effect.effect, slot, x, y)
    elif kind == EffectClass.USE_MAGAZINE:
        if caster != 0 and target != 0:
            magazines.send_out(rules, game, caster, target)
    elif kind == EffectClass.RELEASE_MAGAZINE:
        if caster != 0:
            magazines.release(game, caster)
    elif slot == 0 or game.units[slot].life <= 0:
        return
    elif kind == EffectClass.MODIFY_UNIT:
        _modify(rules, game, entry, effect, source, slot)
    elif kind == EffectClass.ISSUE_ORDER:
        _order(rules, game, entry, effect, caster, source, target, slot)
    elif kind == EffectClass.CANCEL_ORDER:
        order_list.clear(rules, game, slot)
    elif kind == EffectClass.TELEPORT:
        teleports.teleport(rules, game, entry, effect, caster, source, slot)
    elif kind == EffectClass.APPLY_FORCE:
        creations.throw(rules, game, entry, effect, caster, slot)
    elif kind == EffectClass.TRANSFER_BEHAVIOR:
        _transfer(rules, game, effect, source, slot)


@jit
def _modify(rules, game, entry, effect, source, slot):
    """Vitals within their bounds, owner, cooldown, orders; salvage pays its owner and ends the unit."""
    unit = game.units[slot]
    stats = game.players[unit.owner].unit_stats[unit.type]
    most = np.int64(stats.life_max) + unit.life_max_bonus
    unit.life = _changed(unit.life, effect.life_change, effect.life_change_fraction, most)
    unit.shields = _changed(unit.shields, effect.shields_change, effect.shields_change_fraction, stats.shields_max)
    unit.energy = _changed(unit.energy, effect.energy_change, effect.energy_change_fraction, stats.energy_max)
    if effect.cooldown_slot != 0:
        _set_cooldown(unit, effect)
    if effect.copies_orders and source != 0:
        unit.n_orders = game.units[source].n_orders
        for k in range(unit.n_orders):
            unit.orders[k] = game.units[source].orders[k]
    if effect.takes_over:
        unit.mimics = unit.owner if effect.mimics else np.int64(0)
        hand_over(rules, game, slot, entry.owner)
    if effect.salvage != 0:
        kind = rules.unit_types[unit.type]
        player = game.players[unit.owner]
        player.minerals += times(kind.minerals, effect.salvage)
        player.vespene += times(kind.vespene, effect.salvage)
        unit.life = 0


@jit
def _changed(value, points, fraction, most):
    if points == 0 and fraction == 0:
        return np.int64(value)
    return clamp(np.int64(value) + points + times(most, fraction), 0, most)


@jit
def _set_cooldown(unit, effect):
    """Set, or add to, the cooldown of a slot; cooldowns in use are packed in front."""
    for k in range(MAX_COOLDOWNS):
        if unit.cooldown_slots[k] == effect.cooldown_slot or unit.cooldown_slots[k] == 0:
            before = np.int64(0) if effect.cooldown_set else np.int64(unit.cooldowns[k])
            unit.cooldown_slots[k] = effect.cooldown_slot
            unit.cooldowns[k] = max(before + effect.cooldown_change, np.int64(0))
            return


@jit
def _order(rules, game, entry, effect, caster, source, target, slot):
    """Give the unit an order that it knows, at the target that the data names."""
    ability = own_row(rules, game.units[slot].type, np.int64(effect.ability))
    if ability == 0:
        return
    outer = still(game, entry.outer, entry.outer_generation)
    aim = target
    if effect.order_target == Which.CASTER:
        aim = caster
    elif effect.order_target == Which.SOURCE:
        aim = source
    elif aim == slot and outer != 0:
        aim = outer  # the order's target is whom the causing effect was aimed at, not the new unit itself
    x, y = np.int64(entry.x), np.int64(entry.y)
    if effect.which_effect != 0 and (outer == 0 or effect.order_target == Which.TARGET_POINT):
        aim, x, y = np.int64(0), np.int64(entry.outer_x), np.int64(entry.outer_y)
    has_point = not effect.order_without_target
    if effect.order_without_target or effect.order_target >= Which.TARGET_POINT or aim == slot:
        aim = np.int64(0)
    elif aim != 0:
        x, y, has_point = np.int64(game.units[aim].x), np.int64(game.units[aim].y), False
    if effect.order_autocast:
        game.units[slot].autocast &= ~autocast_bit(rules, game.units[slot].type, ability)
    elif effect.order_preempts:
        order_list.precede(rules, game, slot, ability, aim, x, y, has_point)
    else:
        order_list.issue(rules, game, slot, ability, effect.order_queued, aim, x, y, has_point)


@jit
def _transfer(rules, game, effect, source, slot):
    """Move a behavior from the source to the unit, with the time that it has left."""
    if source == 0 or source == slot:
        return
    k = find(game.units[source], effect.behavior, 0)
    if k < 0:
        return
    buff = game.units[source].buffs[k]
    caster = still(game, buff.caster, buff.caster_generation)
    left = max(np.int64(buff.remaining), np.int64(0))
    apply(rules, game, slot, effect.behavior, caster, buff.owner, buff.stack, left)
    strip(rules, game, source, effect.behavior, 0)
