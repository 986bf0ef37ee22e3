"""What each player has: counted anew every loop, so that nothing drifts."""

from __future__ import annotations

import numpy as np

from starleague.catalog.vocabulary import AbilityClass, Flag, State
from starleague.engine.costs import supply_for
from starleague.engine.jit import jit
from starleague.engine.layout import MAX_PLAYERS


@jit
def count_units(rules, game):
    """Fill the players' counts by type, supply and workers from the units that are there."""
    for player in range(1, MAX_PLAYERS):
        _open(rules, game.players[player])
    for slot in range(1, game.n_slots):
        unit = game.units[slot]
        if unit.alive and unit.owner != 0 and unit.life > 0 and not unit.consumed:
            _count(rules, game, slot)
    for player in range(1, MAX_PLAYERS):
        _close(rules, game.players[player])


@jit
def _open(rules, owner):
    owner.complete[: rules.n_unit_types] = 0
    owner.pending[: rules.n_unit_types] = 0
    owner.supply_used = 0
    owner.supply_cap = 0
    owner.supply_workers = 0
    owner.supply_army = 0
    owner.workers = 0
    owner.idle_workers = 0
    owner.army_count = 0
    for upgrade in range(rules.n_upgrades):
        if owner.upgrades[upgrade] == 2:
            owner.upgrades[upgrade] = 0  # unless a queue says otherwise


@jit
def _count(rules, game, slot):
    unit = game.units[slot]
    owner = game.players[unit.owner]
    kind = rules.unit_types[unit.type]
    if unit.building:
        owner.pending[unit.type] += 1
        owner.supply_used += kind.supply_used
        return
    if unit.states & State.HALLUCINATION:
        return
    owner.complete[unit.type] += 1
    if unit.build_ability != 0:
        owner.pending[rules.abilities[unit.build_ability].product] += 1
    owner.supply_cap += np.int64(kind.supply_provided) + unit.supply_bonus
    if unit.no_supply:
        return
    if not unit.states & State.SUPPRESS_SUPPLY:
        owner.supply_used += kind.supply_used
    if kind.flags & Flag.WORKER:
        _count_worker(owner, unit, kind)
    elif kind.supply_used > 0:
        owner.supply_army += kind.supply_used
        owner.army_count += 1
    for k in range(unit.n_queued):
        _count_queued(rules, owner, unit, unit.queue[k])
    if kind.queue_size > 0 and unit.n_queued == 0:
        owner.idle_production_loops += 1


@jit
def _count_worker(owner, unit, kind):
    """Workers without supply (MULEs) are not among the workers that the score counts."""
    if kind.supply_used == 0:
        return
    owner.supply_workers += kind.supply_used
    owner.workers += 1
    if unit.n_orders == 0:
        owner.idle_workers += 1
        owner.idle_worker_loops += 1


@jit
def _count_queued(rules, owner, unit, item):
    row = rules.abilities[item.ability]
    if row.kind == AbilityClass.RESEARCH:
        owner.upgrades[row.upgrade] = 2
    elif row.product != 0:
        owner.pending[row.product] += max(np.int64(row.count), 1)
    if item.started:
        owner.supply_used += supply_for(rules, unit, item.ability)
    else:
        owner.supply_blocked_loops += 1 if row.supply > 0 and owner.supply_used >= owner.supply_cap else 0


@jit
def _close(rules, owner):
    if owner.supply_cap > rules.supply_max:
        owner.supply_cap = rules.supply_max
