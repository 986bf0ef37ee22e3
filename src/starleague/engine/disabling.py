"""What a unit's behaviors turn off: its abilities, and other behaviors."""

from __future__ import annotations

from starleague.catalog.vocabulary import State
from starleague.engine.jit import jit


@jit
def ability_off(rules, unit, group):
    """Whether a behavior takes an ability group away, and none leaves it on all the same."""
    off = unit.states & State.SUPPRESS_ABILITIES != 0
    for k in range(unit.n_buffs):
        if unit.buffs[k].off:
            continue
        rule = rules.behaviors[unit.buffs[k].behavior]
        if _lists(rules, rule.enables, group):
            return False
        off = off or _lists(rules, rule.disables, group)
    return off


@jit
def behavior_off(rules, unit, behavior):
    """Whether another behavior turns one off."""
    kind = rules.behaviors[behavior].kind
    for k in range(unit.n_buffs):
        if unit.buffs[k].off:
            continue
        rule = rules.behaviors[unit.buffs[k].behavior]
        if rule.disables_behavior_kinds >> kind & 1 or _lists(rules, rule.disables_behaviors, behavior):
            return True
    return False


@jit
def _lists(rules, span, row):
    for k in range(span.first, span.first + span.count):
        if rules.lists[k] == row:
            return True
    return False
