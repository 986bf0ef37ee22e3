"""Carriers: they make units, keep them inside, send them out against their target and take them in again."""

from __future__ import annotations

import numpy as np

from starleague.catalog.vocabulary import State
from starleague.engine.checks import able_error
from starleague.engine.effect_queue import push, still
from starleague.engine.fixed import square_distance
from starleague.engine.jit import jit
from starleague.engine.layout import MAX_PASSENGERS
from starleague.engine.magazines import assault, dock, take_in
from starleague.engine.motion import go
from starleague.engine.order_list import clear
from starleague.engine.queues import enqueue
from starleague.engine.repertoire import autocast_bit

LOOK_EVERY = 2  # loops between two looks whether there is room for one more, a power of two


@jit
def keep_hangars(rules, game):
    """Part of run_production: new carriers get their first units, the others make what they lack; units come home."""
    for k in range(game.scratch.n_makers):
        slot = np.int64(game.scratch.makers[k])
        unit = game.units[slot]
        magazine = np.int64(rules.unit_types[unit.type].magazine)
        if magazine != 0 and unit.life > 0 and not unit.building:
            if not unit.stocked:
                _stock(rules, game, slot, magazine)
            if (game.loop + unit.serial) & (LOOK_EVERY - 1) == 0:
                _replenish(rules, game, slot, magazine)
        if unit.launched:
            _serve(rules, game, slot)


@jit
def lose_hangar(rules, game, carrier):
    """A carrier is lost: its units outside end, or what the data says happens to them."""
    ship = game.units[carrier]
    magazine = rules.unit_types[ship.type].magazine
    effect = rules.abilities[magazine].death_effect
    for k in range(game.scratch.n_live):
        slot = np.int64(game.scratch.live[k])
        unit = game.units[slot]
        if unit.launched and unit.builder == carrier and unit.builder_generation == ship.generation:
            push(game, effect, unit.owner, carrier, carrier, slot, unit.x, unit.y)
            if effect == 0:
                unit.life = 0


@jit
def _stock(rules, game, slot, magazine):
    """What a new carrier has to begin with. A false one has nothing."""
    unit = game.units[slot]
    unit.stocked = 1
    if not unit.states & State.HALLUCINATION:
        for _ in range(rules.abilities[magazine].start_count):
            take_in(rules, game, slot, magazine)


@jit
def _replenish(rules, game, slot, magazine):
    """Begin the next one if that is wanted, allowed and can be paid."""
    unit = game.units[slot]
    if unit.n_queued == 0 and unit.autocast & autocast_bit(rules, unit.type, magazine):
        if able_error(rules, game, np.int64(unit.owner), slot, magazine, np.bool_(False)) == 0:
            enqueue(rules, game, slot, magazine)


@jit
def _serve(rules, game, slot):
    """A unit outside fights until its target is gone, takes its carrier's next one, or comes home."""
    unit = game.units[slot]
    carrier = still(game, unit.builder, unit.builder_generation)
    if carrier == 0 or game.units[carrier].life <= 0 or unit.life <= 0:
        return
    ship = game.units[carrier]
    leash = np.int64(rules.abilities[rules.unit_types[ship.type].magazine].leash) + rules.unit_types[ship.type].radius
    apart = square_distance(unit.x, unit.y, ship.x, ship.y)
    target = still(game, ship.target, ship.target_generation)
    if apart > leash * leash:
        clear(rules, game, slot)
    elif unit.n_orders == 0 and target != 0:
        assault(rules, game, slot, target)
    if unit.n_orders > 0:
        return
    radius = np.int64(rules.unit_types[ship.type].radius)
    if apart <= radius * radius and ship.n_passengers < MAX_PASSENGERS:
        dock(game, slot, carrier)
    else:
        go(unit, ship.x, ship.y, radius // 2)
