"""Phase gather_resources: who works where, and who may come next."""

from __future__ import annotations

import numpy as np

from starleague.catalog.vocabulary import AbilityClass, Flag
from starleague.engine.effect_queue import still
from starleague.engine.fixed import square_distance
from starleague.engine.jit import jit
from starleague.engine.patches import BASE, is_hall, target_of, works_at
from starleague.engine.trips import advance_harvest as advance_harvest
from starleague.engine.trips import mine

HALLS_EVERY = 16  # loops between two looks which town hall a resource belongs to, a power of two


@jit
def gather_resources(rules, game):
    """Places at resources whose workers left are free; workers inside refineries go on; workers are counted."""
    for k in range(game.n_resources):
        _keep_resource(rules, game, np.int64(game.resources[k]))
    for k in range(game.scratch.n_halls):
        slot = np.int64(game.scratch.halls[k])
        game.units[slot].harvesters = 0
        if rules.unit_types[game.units[slot].type].flags & Flag.REFINERY and game.units[slot].harvester != 0:
            _work_inside(rules, game, slot)
    for k in range(game.scratch.n_gatherers):
        unit = game.units[game.scratch.gatherers[k]]
        if unit.inside:  # it went in just now, and was counted there
            continue
        if unit.n_orders > 0 and rules.abilities[unit.orders[0].ability].kind == AbilityClass.HARVEST:
            _count(rules, game, unit)


@jit
def _keep_resource(rules, game, slot):
    """Free the places of workers that left; a geyser under a refinery holds what that holds."""
    unit = game.units[slot]
    unit.harvesters = 0
    if unit.harvester != 0 and not works_at(rules, game, unit.harvester, slot, False):
        unit.harvester = 0
    if unit.harvester_beside != 0 and not works_at(rules, game, unit.harvester_beside, slot, True):
        unit.harvester_beside = 0
    if unit.inside != 0:
        refinery = still(game, unit.builder, unit.builder_generation)
        if refinery != 0:
            unit.contents = game.units[refinery].contents
        else:
            unit.inside = 0
    if (np.int64(game.loop) + slot) & (HALLS_EVERY - 1) == 0:
        _find_hall(rules, game, slot)


@jit
def _find_hall(rules, game, slot):
    """Which town hall a resource belongs to, whoever owns it."""
    unit = game.units[slot]
    unit.gather_target = 0
    nearest = np.int64(BASE) * BASE
    for k in range(game.scratch.n_halls):
        other = np.int64(game.scratch.halls[k])
        if is_hall(rules, game.units[other]):
            distance = square_distance(unit.x, unit.y, game.units[other].x, game.units[other].y)
            if distance < nearest:
                nearest = distance
                unit.gather_target = other


@jit
def _work_inside(rules, game, slot):
    """The worker in a refinery goes on harvesting; it comes out when it is done, or told to."""
    refinery = game.units[slot]
    worker = np.int64(refinery.harvester)
    unit = game.units[worker]
    if not unit.alive or unit.inside != slot:
        refinery.harvester = 0
        return
    if works_at(rules, game, worker, slot, False):
        _count(rules, game, unit)
        mine(rules, game, worker)
        if works_at(rules, game, worker, slot, False):
            return
    refinery.harvester = 0
    unit.inside = 0


@jit
def _count(rules, game, unit):
    """Among the workers of its resource and of the town hall that this belongs to."""
    patch = target_of(game, unit)
    if patch == 0:
        return
    resource = game.units[patch]
    resource.harvesters += 1
    if rules.unit_types[resource.type].flags & Flag.RESOURCE and resource.gather_target != 0:
        hall = game.units[resource.gather_target]
        if hall.alive and hall.owner == unit.owner:
            hall.harvesters += 1
