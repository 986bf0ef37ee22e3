"""What abilities cost: the player's resources and supply, the unit's life, energy and cooldown."""

from __future__ import annotations

import numpy as np

from starleague.catalog.vocabulary import AbilityClass, Stat
from starleague.engine.cheats import Cheat, cheats
from starleague.engine.fixed import times
from starleague.engine.jit import jit
from starleague.engine.layout import MAX_COOLDOWNS
from starleague.engine.refusals import Refusal
from starleague.engine.tuning import tuned

SPENT = (1 << 31) - 1  # [1/4096 loop] cooldown of what can be used once in a life


@jit
def resource_error(rules, game, player, ability):
    """0 when a player has the minerals and vespene for an ability, else the ActionResult."""
    row = rules.abilities[ability]
    if cheats(game, player, Cheat.FREE):
        return np.int64(0)
    if row.minerals > game.players[player].minerals:
        return np.int64(Refusal.NOT_ENOUGH_MINERALS)
    if row.vespene > game.players[player].vespene:
        return np.int64(Refusal.NOT_ENOUGH_VESPENE)
    return np.int64(0)


@jit
def supply_error(rules, game, player, slot, ability):
    """0 when there is room for what a unit makes by an ability, else the ActionResult."""
    need = supply_for(rules, game.units[slot], ability)
    if need <= 0 or cheats(game, player, Cheat.FOOD):
        return np.int64(0)
    used = np.int64(game.players[player].supply_used)
    if used + need > rules.supply_max:
        return np.int64(Refusal.FOOD_USAGE_IMPOSSIBLE)
    if used + need > game.players[player].supply_cap:
        return np.int64(Refusal.NOT_ENOUGH_FOOD)
    return np.int64(0)


@jit
def supply_for(rules, unit, ability):
    """What a unit makes by an ability takes so much more than the unit does, if it goes into that [half supply]."""
    row = rules.abilities[ability]
    its_own = rules.unit_types[unit.type].supply_used if row.kind == AbilityClass.TRAIN and row.egg != 0 else 0
    return np.int64(row.supply) - its_own


@jit
def vital_error(rules, game, slot, ability):
    """0 when the unit itself can pay (life, energy), else the ActionResult."""
    unit = game.units[slot]
    row = rules.abilities[ability]
    if row.life > 0 and unit.life <= row.life:
        return np.int64(Refusal.NOT_ENOUGH_LIFE)
    if row.energy > unit.energy:
        return np.int64(Refusal.NOT_ENOUGH_ENERGY)
    return np.int64(0)


@jit
def cooldown_left(game, slot, cooldown_slot):
    """How long until a unit may use the abilities that share a cooldown again [1/4096 loop]."""
    unit = game.units[slot]
    if cooldown_slot != 0:
        for k in range(MAX_COOLDOWNS):
            if unit.cooldown_slots[k] == cooldown_slot:
                return np.int64(unit.cooldowns[k])
    return np.int64(0)


@jit
def pay(rules, game, slot, ability):
    """Take all that an ability costs from a unit and its owner."""
    unit = game.units[slot]
    row = rules.abilities[ability]
    if not cheats(game, unit.owner, Cheat.FREE):
        spend(game, unit.owner, row.minerals, row.vespene)
    unit.life -= row.life
    unit.energy -= row.energy
    if cheats(game, unit.owner, Cheat.COOLDOWN):
        return
    if row.charges > 0 and row.charge_time == 0:
        start_cooldown(unit, row.cooldown_slot, SPENT)
    elif row.charges > 0:  # an only charge comes back as a cooldown does
        start_cooldown(unit, row.cooldown_slot, row.charge_time)
    elif row.cooldown > 0:
        time = tuned(rules, game, unit.owner, row.changes, Stat.ABILITY_COOLDOWN, row.cooldown)
        start_cooldown(unit, row.cooldown_slot, time)


@jit
def spend(game, player, minerals, vespene):
    """Take resources from a player; negative amounts are given."""
    owner = game.players[player]
    owner.minerals -= minerals
    owner.vespene -= vespene
    owner.minerals_spent += minerals
    owner.vespene_spent += vespene


@jit
def refund(rules, game, player, ability):
    """Give back the part of an ability's price that a cancel returns."""
    row = rules.abilities[ability]
    spend(game, player, -times(row.minerals, row.refund), -times(row.vespene, row.refund))


@jit
def start_cooldown(unit, cooldown_slot, time):
    """In the place of that cooldown, else in the one that is over first."""
    place = np.int64(0)
    for k in range(MAX_COOLDOWNS):
        if unit.cooldown_slots[k] == cooldown_slot:
            place = np.int64(k)
            break
        if unit.cooldowns[k] < unit.cooldowns[place]:
            place = np.int64(k)
    unit.cooldown_slots[place] = cooldown_slot
    unit.cooldowns[place] = time
