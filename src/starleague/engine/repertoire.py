"""What a unit can be told: the rows of ``rules.abilities`` that its type holds."""

from __future__ import annotations

import numpy as np

from starleague.catalog.vocabulary import AbilityFlag
from starleague.engine.jit import jit


@jit
def holds(rules, unit_type, ability):
    """Whether units of a type can be told an ability."""
    span = rules.unit_types[unit_type].abilities
    for k in range(span.first, span.first + span.count):
        if rules.lists[k] == ability:
            return True
    return False


@jit
def find(rules, unit_type, kind, verb):
    """The first ability of a class and verb that a type holds; 0: none."""
    span = rules.unit_types[unit_type].abilities
    for k in range(span.first, span.first + span.count):
        ability = rules.abilities[rules.lists[k]]
        if ability.kind == kind and ability.verb == verb:
            return np.int64(rules.lists[k])
    return np.int64(0)


@jit
def of_kind(rules, unit_type, kind):
    """The first ability of a class that a type holds; 0: none."""
    span = rules.unit_types[unit_type].abilities
    for k in range(span.first, span.first + span.count):
        if rules.abilities[rules.lists[k]].kind == kind:
            return np.int64(rules.lists[k])
    return np.int64(0)


@jit
def same_command(rules, a, b):
    """Whether two abilities are one command to a player: by generic id, or as the same command of one group."""
    if a == b:
        return True
    one = rules.abilities[a]
    two = rules.abilities[b]
    if one.generic_id != 0 and (one.generic_id == two.generic_id or one.generic_id == two.api_id):
        return True
    if two.generic_id != 0 and two.generic_id == one.api_id:
        return True
    return one.group != 0 and one.group == two.group and one.index == two.index


@jit
def own_row(rules, unit_type, ability):
    """The row by which units of a type carry out an ability, or the same command of another; 0: they have none."""
    if holds(rules, unit_type, ability):
        return np.int64(ability)
    span = rules.unit_types[unit_type].abilities
    for k in range(span.first, span.first + span.count):
        if same_command(rules, ability, rules.lists[k]):
            return np.int64(rules.lists[k])
    return np.int64(0)


@jit
def autocast_bit(rules, unit_type, ability):
    """The bit of ``unit.autocast`` for an ability: its rank among the type's autocast abilities; 0: it is none."""
    bit = np.int64(1)
    span = rules.unit_types[unit_type].abilities
    for k in range(span.first, span.first + span.count):
        row = rules.lists[k]
        if rules.abilities[row].flags & AbilityFlag.AUTOCAST:
            if row == ability:
                return bit
            bit <<= 1
    return np.int64(0)


@jit
def autocast_at_birth(rules, unit_type):
    """The bits of ``unit.autocast`` of the abilities that new units of a type use by themselves."""
    bits = np.int64(0)
    bit = np.int64(1)
    span = rules.unit_types[unit_type].abilities
    for k in range(span.first, span.first + span.count):
        flags = rules.abilities[rules.lists[k]].flags
        if flags & AbilityFlag.AUTOCAST:
            if flags & AbilityFlag.AUTOCAST_ON:
                bits |= bit
            bit <<= 1
    return bits
