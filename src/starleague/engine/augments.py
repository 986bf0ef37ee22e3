"""Augments: abilities that join another one by themselves, as a charge joins an attack."""

from __future__ import annotations

import numpy as np

from starleague.catalog.vocabulary import AbilityClass
from starleague.engine.casting import cast_now
from starleague.engine.checks import able_error
from starleague.engine.jit import jit
from starleague.engine.repertoire import autocast_bit, of_kind
from starleague.engine.validators import all_valid


@jit
def augment_attack(rules, game, slot):
    """A unit on its way to its target uses what augments its attack, once all conditions of the effect hold."""
    unit = game.units[slot]
    ability = of_kind(rules, unit.type, AbilityClass.AUGMENT)
    if ability == 0 or not unit.autocast & autocast_bit(rules, unit.type, ability):
        return
    row = rules.abilities[ability]
    if row.augments != rules.abilities[rules.unit_types[unit.type].attack_ability].group:
        return
    target = np.int64(unit.target)
    x, y = np.int64(game.units[target].x), np.int64(game.units[target].y)
    conditions = rules.effects[row.effect].validators
    if able_error(rules, game, np.int64(unit.owner), slot, ability, np.bool_(False)) == 0:
        if all_valid(rules, game, row.autocast_validators, unit.owner, slot, slot, target, x, y):
            if all_valid(rules, game, conditions, unit.owner, slot, slot, target, x, y):
                cast_now(rules, game, slot, ability, target, x, y)
