"""What a hit does: armour, shields, life, credit, and how the victim and its friends answer."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import SHIFT
from starleague.catalog.vocabulary import Flag, State
from starleague.engine.alarm import call_for_help
from starleague.engine.behaviors import end, refresh, trigger_at
from starleague.engine.cheats import Cheat, cheats
from starleague.engine.conjoined import share_life
from starleague.engine.effect_queue import push
from starleague.engine.fixed import times
from starleague.engine.jit import jit, leaf
from starleague.engine.score import note_kill


@jit
def hit(rules, game, effect_row, owner, caster, slot, fraction):
    """Damage the unit in ``slot`` with an effect, in the name of a player and its unit ``caster`` (0: gone)."""
    unit = game.units[slot]
    effect = rules.effects[effect_row]
    if unit.life <= 0 or (unit.states & State.INVULNERABLE and not effect.kills):
        return
    if cheats(game, unit.owner, Cheat.GOD) and not effect.kills:
        return
    if effect.kills:
        _take(rules, game, effect, owner, caster, slot, np.int64(unit.shields), np.int64(unit.life))
        share_life(rules, game, slot)
        return
    amount = times(_amount(rules, game, effect, owner, caster, slot), fraction)
    if unit.n_buffs > 0:
        amount = _as_taken(rules, game, effect, slot, amount)
    if amount <= 0 and effect.shield_bonus == 0:
        return
    shields, life = _share(rules, game, effect, slot, amount)
    _take(rules, game, effect, owner, caster, slot, shields, life)
    share_life(rules, game, slot)
    if caster != 0 and game.units[caster].n_buffs > 0:
        _follow_up(rules, game, effect_row, owner, caster, slot)
    _answer(rules, game, owner, caster, slot, effect.provokes)


@jit
def _amount(rules, game, effect, owner, caster, slot):
    """Base, bonus by attribute, upgrades and what the attacker's behaviors add, before armour [1/4096 point]."""
    stats = game.players[owner].damage_stats[effect.damage_row]
    attributes = rules.unit_types[game.units[slot].type].attributes
    amount = np.int64(stats.amount)
    bonus = np.int64(0)
    for attribute in range(1, 12):
        if attributes >> attribute & 1:
            bonus += stats.bonus[attribute]
    if effect.vital_fraction > 0:
        amount += times(game.units[slot].energy, effect.vital_fraction)
    if caster != 0 and game.units[caster].n_buffs > 0:
        amount, bonus = _as_dealt(rules, game.units[caster], attributes, amount, bonus)
    return amount + bonus


@jit
def _as_dealt(rules, attacker, attributes, amount, bonus):
    """What the attacker's behaviors make of its damage."""
    amount = times(amount, attacker.damage_factor)
    bonus = times(bonus, attacker.damage_factor)
    for k in range(attacker.n_buffs):
        rule = rules.behaviors[attacker.buffs[k].behavior]
        if attacker.buffs[k].off:
            continue
        amount += rule.damage_dealt_bonus
        if rule.damage_bonus_amount != 0 and attributes >> rule.damage_bonus_attribute & 1:
            bonus += rule.damage_bonus_amount
        if rule.damage_dealt_max >= 0:
            amount = min(amount, np.int64(rule.damage_dealt_max))
            bonus = min(bonus, rule.damage_dealt_max - amount)
    return amount, bonus


@jit
def _as_taken(rules, game, effect, slot, amount):
    """What the victim's behaviors make of the damage: less, more, none, or an effect of their own."""
    unit = game.units[slot]
    for k in range(unit.n_buffs - 1, -1, -1):
        buff = unit.buffs[k]
        rule = rules.behaviors[buff.behavior]
        if buff.off or buff.cooldown > 0 or not _answers(rule, effect, unit, amount):
            continue
        buff.cooldown = rule.cooldown
        push(game, rule.damage_taken_effect, unit.owner, slot, slot, slot, unit.x, unit.y)
        off = amount - times(amount, rule.damage_taken_factor) - rule.damage_taken_bonus
        if rule.damage_taken_bonus < 0:
            off = min(off, amount - rules.damage_min)
        if rule.damage_taken_life > 0:
            off = max(off, amount - max(np.int64(unit.life) + unit.shields - rule.damage_taken_life, 0))
        if rule.damage_taken_limit > 0:
            off = min(off, np.int64(rule.damage_taken_limit) - buff.absorbed)
            buff.absorbed += off
        amount -= off
        if rule.damage_taken_limit > 0 and buff.absorbed >= rule.damage_taken_limit:
            end(rules, game, slot, k)
            refresh(rules, game, slot)
    return amount


@leaf
def _answers(rule, effect, unit, amount):
    """Whether a behavior answers damage of a kind, and so much of it."""
    if rule.damage_kinds != 0 and not rule.damage_kinds >> effect.damage_kind & 1:
        return False
    return not rule.damage_taken_fatal or amount >= np.int64(unit.life) + unit.shields


@jit
def _follow_up(rules, game, effect_row, owner, caster, slot):
    """Effects that the attacker's behaviors add to a hit; they do not answer themselves."""
    attacker = game.units[caster]
    for k in range(attacker.n_buffs):
        rule = rules.behaviors[attacker.buffs[k].behavior]
        added = np.int64(rule.damage_dealt_effect)
        if added != 0 and added != effect_row and not attacker.buffs[k].off:
            trigger_at(game, caster, k, added, slot)


@jit
def _share(rules, game, effect, slot, amount):
    """(shields, life) that the damage takes: shields first, each less its armour, at least half a point.

    What comes on top for shields goes first, and never into life.
    """
    unit = game.units[slot]
    stats = game.players[unit.owner].unit_stats[unit.type]
    shields = np.int64(0)
    if unit.shields > 0:
        armor = np.int64(stats.shield_armor) + unit.shield_armor_bonus
        shields = max(amount + effect.shield_bonus - times(armor, effect.armor_reduction), np.int64(rules.damage_min))
        if shields <= unit.shields:
            return shields, np.int64(0)
        amount = min(shields - unit.shields, np.int64(amount))
        shields = np.int64(unit.shields)
    if amount <= 0:
        return shields, np.int64(0)
    armor = np.int64(stats.armor) + unit.armor_bonus
    if unit.building and rules.unit_types[unit.type].flags & Flag.ARMOR_DISABLED_WHILE_CONSTRUCTING:
        armor = np.int64(0)
    return shields, max(amount - times(armor, effect.armor_reduction), np.int64(rules.damage_min))


@jit
def _take(rules, game, effect, owner, caster, slot, shields, life):
    """Vitals go down; score, leech and kill go up. More than the unit has left does not count."""
    unit = game.units[slot]
    life = min(life, np.int64(unit.life))
    unit.shields -= shields
    unit.life -= life
    unit.since_damage = game.loop
    taken = game.players[unit.owner].damage_taken
    taken[0] += life
    taken[1] += shields
    if owner != unit.owner:
        dealt = game.players[owner].damage_dealt
        dealt[0] += life
        dealt[1] += shields
    if effect.leech > 0 and caster != 0 and game.units[caster].life > 0:
        attacker = game.units[caster]
        most = np.int64(game.players[attacker.owner].unit_stats[attacker.type].life_max) + attacker.life_max_bonus
        attacker.life = min(most, attacker.life + times(life, effect.leech))
    if unit.life <= 0 and not effect.no_kill_credit:
        _credit(rules, game, owner, caster, slot)


@jit
def _credit(rules, game, owner, caster, slot):
    """The score of the player, and of the unit, that killed."""
    victim = game.units[slot].owner
    if victim == 0:
        return
    note_kill(rules, game, owner, slot)
    if caster != 0 and victim != owner:
        game.units[caster].kills += 1


@jit
def _answer(rules, game, owner, caster, slot, provokes):
    """The victim remembers who hit it; the attacker is seen; friends come to help."""
    unit = game.units[slot]
    if caster == 0 or owner == unit.owner:
        return
    unit.attacker = caster
    unit.attacker_generation = game.units[caster].generation
    if unit.owner != 0:
        game.units[caster].revealed_until = game.loop + (rules.reveal_time >> SHIFT)
        if provokes:
            call_for_help(rules, game, slot, caster)
