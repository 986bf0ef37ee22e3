"""Which action types a player could do now: some unit of his may, and he can pay.

Looks at tech, cost, supply, energy, cooldown and room in production queues; not at where a target is.
"""

from __future__ import annotations

import numpy as np

from starleague.catalog.vocabulary import AbilityClass, State, Verb
from starleague.engine.costs import cooldown_left, resource_error, supply_error, vital_error
from starleague.engine.jit import jit
from starleague.engine.requirements import holds
from starleague.env.tables import NO_OP

UNKNOWN, POSSIBLE, IMPOSSIBLE, DONE = 0, 1, 2, 3


@jit
def mark_available(rules, tables, game, player, work, available):
    """Set ``available[action]`` to 1 for each action that is legal now, else 0."""
    available[:] = 0
    available[NO_OP] = 1
    if work.n_own + work.n_workers > 0:
        for target in range(3):
            available[tables.action_of[rules.smart_ability, target]] = 1
    work.status[: rules.n_abilities] = UNKNOWN
    for slots, n in ((work.own, work.n_own), (work.workers, work.n_workers)):
        for k in range(n):
            _mark_unit(rules, tables, game, player, np.int64(slots[k]), work, available)


@jit
def _mark_unit(rules, tables, game, player, slot, work, available):
    """Add what one unit can do."""
    unit = game.units[slot]
    if unit.states & (State.UNCOMMANDABLE | State.STASIS) != 0:
        return
    span = rules.unit_types[unit.type].abilities
    for k in range(span.first, span.first + span.count):
        ability = rules.lists[k]
        status = work.status[ability]
        if status == UNKNOWN:
            status = _player_status(rules, tables, game, player, slot, ability)
            work.status[ability] = status
        if status == POSSIBLE and unit_can(rules, tables, game, player, slot, ability):
            work.status[ability] = DONE
            for target in range(3):
                action = tables.action_of[ability, target]
                if action != 0:
                    available[action] = 1


@jit
def _player_status(rules, tables, game, player, slot, ability):
    """Whether the player has what an ability needs, whichever unit does it."""
    if resource_error(rules, game, player, ability) != 0 or supply_error(rules, game, player, ability) != 0:
        return IMPOSSIBLE
    if not tables.asks_unit[ability] and not _allowed(rules, game, player, slot, ability):
        return IMPOSSIBLE
    return POSSIBLE


@jit
def _allowed(rules, game, player, slot, ability):
    row = rules.abilities[ability]
    return holds(rules, game, player, slot, row.requirement) and holds(rules, game, player, slot, row.show)


@jit
def unit_can(rules, tables, game, player, slot, ability):
    """Whether a unit could do an ability now, were the target right."""
    unit = game.units[slot]
    row = rules.abilities[ability]
    if row.kind == AbilityClass.BUILDABLE:
        return unit.building == 1
    if unit.building:
        return False
    if vital_error(rules, game, slot, ability) != 0 or cooldown_left(game, slot, row.cooldown_slot) > 0:
        return False
    if tables.asks_unit[ability] and not _allowed(rules, game, player, slot, ability):
        return False
    if row.kind == AbilityClass.TRAIN or row.kind == AbilityClass.RESEARCH or row.kind == AbilityClass.WARP_TRAIN:
        size = np.int64(rules.unit_types[unit.type].queue_size) + np.int64(unit.queue_size_bonus)
        return unit.n_queued < size
    if row.kind == AbilityClass.QUEUE:
        return unit.n_queued > 0
    if row.kind == AbilityClass.TRANSPORT and (row.verb == Verb.UNLOAD_ALL or row.verb == Verb.UNLOAD_AT):
        return unit.n_passengers > 0
    if row.kind == AbilityClass.BUILD and row.verb == Verb.HALT:
        return unit.n_orders > 0 and rules.abilities[unit.orders[0].ability].kind == AbilityClass.BUILD
    if row.kind == AbilityClass.HARVEST and row.verb == Verb.RETURN:
        return unit.carrying != 0
    return True
