"""Phase advance_orders: every unit pursues its current order."""

from __future__ import annotations

import numpy as np

from starleague.catalog.vocabulary import AbilityClass, AbilityFlag, EffectClass, State, Verb
from starleague.engine.addons import advance_addon, change_by_itself
from starleague.engine.autocast import look_for_work
from starleague.engine.cargo import advance_transport
from starleague.engine.casting import advance_cast
from starleague.engine.construction import advance_build
from starleague.engine.jit import jit, leaf
from starleague.engine.layout import Phase
from starleague.engine.merging import advance_merge
from starleague.engine.order_list import finish, is_bound
from starleague.engine.repair import advance_repair
from starleague.engine.takeoff import advance_morph
from starleague.engine.travel import advance_attack, advance_move, pause
from starleague.engine.trips import advance_harvest
from starleague.engine.wandering import wander

LOOK_EVERY = 8  # loops between two looks of a unit for something to do by itself, a power of two


@jit
def advance_orders(rules, game):
    """One step of each unit's current order: set its goal, start its work, cast, load, finish."""
    for k in range(game.scratch.n_live):
        slot = np.int64(game.scratch.live[k])
        unit = game.units[slot]
        if unit.building or unit.life <= 0 or (unit.states & State.STASIS and not _is_elsewhere(rules, unit)):
            continue
        if unit.n_orders > 0:
            if unit.autocast != 0 and _fights_its_way(rules, unit.orders[0]) and _looks_now(game, unit):
                look_for_work(rules, game, slot)
            before = np.int64(unit.n_orders)
            _advance(rules, game, slot)
            if 0 < unit.n_orders < before:
                _advance(rules, game, slot)  # the next one begins at once
        elif unit.owner != 0 or unit.autocast != 0:
            _idle(rules, game, slot)


@jit
def _idle(rules, game, slot):
    """What a unit does by itself while it has no orders."""
    unit = game.units[slot]
    kind = rules.unit_types[unit.type]
    if kind.automatic != 0:
        change_by_itself(rules, game, slot)
    elif kind.wanderer != 0:
        wander(rules, game, slot)
    elif unit.autocast != 0 and _looks_now(game, unit):
        look_for_work(rules, game, slot)


@leaf
def _looks_now(game, unit):
    return (np.int64(game.loop) + unit.serial) & (LOOK_EVERY - 1) == 0


@leaf
def _is_elsewhere(rules, unit):
    """Whether it is the unit's own ability that keeps it from the world (a tactical jump): that runs its course."""
    return is_bound(rules, unit) and unit.orders[0].phase != Phase.PREPARE


@leaf
def _fights_its_way(rules, order):
    """Whether a unit minds what it meets, on its way or where it stands on guard."""
    row = rules.abilities[order.ability]
    if row.kind == AbilityClass.MOVE:
        return row.verb == Verb.PATROL or row.verb == Verb.SCAN_MOVE or row.verb == Verb.HOLD
    return row.kind == AbilityClass.ATTACK and order.target == 0


@jit
def _advance(rules, game, slot):
    """Every class of ability has its own way; what has none is dropped."""
    row = rules.abilities[game.units[slot].orders[0].ability]
    kind = row.kind
    if kind == AbilityClass.MOVE:
        advance_move(rules, game, slot)
    elif kind == AbilityClass.ATTACK:
        advance_attack(rules, game, slot)
    elif kind == AbilityClass.HARVEST:
        advance_harvest(rules, game, slot)
    elif kind == AbilityClass.BUILD and row.flags & AbilityFlag.ADDON:
        advance_addon(rules, game, slot)
    elif kind == AbilityClass.BUILD and row.product != 0:
        advance_build(rules, game, slot)
    elif kind == AbilityClass.MORPH or kind == AbilityClass.MORPH_PLACEMENT:
        advance_morph(rules, game, slot)
    elif kind == AbilityClass.TRANSPORT:
        advance_transport(rules, game, slot)
    elif kind == AbilityClass.EFFECT_TARGET and rules.effects[row.effect].kind == EffectClass.CREATE_HEALER:
        advance_repair(rules, game, slot)
    elif kind == AbilityClass.EFFECT_TARGET or kind == AbilityClass.EFFECT_INSTANT:
        advance_cast(rules, game, slot)
    elif kind == AbilityClass.MERGE:
        advance_merge(rules, game, slot)
    elif kind == AbilityClass.STOP:
        pause(rules, game, slot)
    else:
        finish(rules, game, slot)
