"""Conditions of the data: which effects, behaviors and abilities may work, on whom and where."""

from __future__ import annotations

import numpy as np

from starleague.catalog.vocabulary import ValidatorClass, Which
from starleague.engine.jit import jit
from starleague.engine.place_checks import place_holds
from starleague.engine.requirements import holds
from starleague.engine.unit_checks import compare, unit_holds

LEVELS = 6  # combinations within combinations
ROW_BITS, ROW_MASK = 10, 1023
CHILD_BITS, CHILD_MASK = 6, 63


@jit
def all_valid(rules, game, span, player, caster, source, target, x, y):
    """Whether every validator of a SPAN holds."""
    for k in range(span.first, span.first + span.count):
        if not valid(rules, game, rules.lists[k], player, caster, source, target, x, y):
            return False
    return True


@jit
def valid(rules, game, validator, player, caster, source, target, x, y):
    """Whether one validator holds; row 0 always does.

    Combinations are walked without recursion: ``rows`` keeps the combination of each level and
    ``at`` its next child, the innermost in the lowest bits. A false child decides an "and", a true
    one an "or", at once.
    """
    row = _meant(rules, validator, target)
    if rules.validators[row].kind != ValidatorClass.COMBINE:
        return _single(rules, game, row, player, caster, source, target, x, y)
    rows = row
    at = np.int64(0)
    depth = 1
    while True:
        parent = rules.validators[rows & ROW_MASK]
        child = at & CHILD_MASK
        if child < parent.children.count:
            at += 1
            row = _meant(rules, rules.lists[parent.children.first + child], target)
            if rules.validators[row].kind == ValidatorClass.COMBINE and depth < LEVELS:
                rows = (rows << ROW_BITS) | row
                at <<= CHILD_BITS
                depth += 1
                continue
            result = _single(rules, game, row, player, caster, source, target, x, y)
            if result != (parent.any != 0):
                continue
        else:
            result = parent.any == 0
        # The innermost combination is decided, and perhaps some of those around it.
        while True:
            if rules.validators[rows & ROW_MASK].negate:
                result = not result
            rows >>= ROW_BITS
            at >>= CHILD_BITS
            depth -= 1
            if depth == 0:
                return result
            if result == (rules.validators[rows & ROW_MASK].any != 0):
                continue
            break


@jit
def _meant(rules, validator, target):
    """LOCATION_TYPE chooses between its children, one for a point and one for a unit; others are themselves."""
    row = np.int64(validator)
    for _ in range(4):
        rule = rules.validators[row]
        if rule.kind != ValidatorClass.LOCATION_TYPE:
            break
        row = np.int64(rules.lists[rule.children.first + (1 if target else 0)])
    return row


@jit
def _single(rules, game, row, player, caster, source, target, x, y):
    rule = rules.validators[row]
    kind = rule.kind
    slot = _unit_of(rule.which, caster, source, target)
    other = _unit_of(rule.other, caster, source, target)
    if kind == ValidatorClass.NONE:
        return True
    if kind == ValidatorClass.PLAYER_REQUIREMENT:
        asked = np.int64(game.units[slot].owner) if slot else np.int64(player)
        result = holds(rules, game, asked, slot, rule.reference)
    elif kind == ValidatorClass.PLAYER_COMPARE:
        result = compare(game.players[player].minerals, rule.compare, rule.value)
    elif kind == ValidatorClass.FUNCTION:
        result = False
    elif kind >= ValidatorClass.LOCATION_COMPARE_RANGE:
        result = place_holds(rules, game, rule, player, slot, other, caster, x, y)
    else:
        result = slot != 0 and unit_holds(rules, game, rule, player, caster, slot, other)
    return result != (rule.negate != 0)


@jit
def _unit_of(which, caster, source, target):
    """The unit that a Which means; 0 for a point."""
    if which == Which.TARGET:
        return np.int64(target)
    if which == Which.CASTER:
        return np.int64(caster)
    if which == Which.SOURCE:
        return np.int64(source)
    return np.int64(0)
