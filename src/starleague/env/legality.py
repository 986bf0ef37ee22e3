"""Which action types a player could do now: some unit of his may, and he can pay.

Looks at tech, cost, supply, energy, cooldown and room in production queues; not at where a target is.
"""

from __future__ import annotations

import numpy as np

from starleague.engine.checks import use_error
from starleague.engine.costs import resource_error
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
    span = rules.unit_types[game.units[slot].type].abilities
    for k in range(span.first, span.first + span.count):
        ability = rules.lists[k]
        status = work.status[ability]
        if status == UNKNOWN:
            status = _player_status(rules, tables, game, player, slot, ability)
            work.status[ability] = status
        if status == POSSIBLE and use_error(rules, game, player, slot, ability, False) == 0:
            work.status[ability] = DONE
            for target in range(3):
                action = tables.action_of[ability, target]
                if action != 0:
                    available[action] = 1


@jit
def _player_status(rules, tables, game, player, slot, ability):
    """Whether the player has what an ability needs, whichever unit does it."""
    if resource_error(rules, game, player, ability) != 0:
        return IMPOSSIBLE
    if tables.asks_unit[ability] or is_open(rules, game, player, slot, ability):
        return POSSIBLE
    return IMPOSSIBLE


@jit
def is_open(rules, game, player, slot, ability):
    """Whether the tech that an ability needs is there, and what it would give is not there yet."""
    row = rules.abilities[ability]
    return holds(rules, game, player, slot, row.requirement) and holds(rules, game, player, slot, row.show)
