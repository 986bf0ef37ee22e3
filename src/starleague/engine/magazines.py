"""Units of a magazine: inside their carrier (its passengers), or outside (it is their builder)."""

from __future__ import annotations

import numpy as np

from starleague.engine.births import create
from starleague.engine.effect_queue import next_chain, push
from starleague.engine.jit import jit
from starleague.engine.layout import MAX_PASSENGERS
from starleague.engine.motion import halt
from starleague.engine.order_list import issue


@jit
def take_in(rules, game, carrier, ability):
    """A new unit in a carrier's magazine; its slot, or 0 when there is no room."""
    ship = game.units[carrier]
    if ship.n_passengers >= MAX_PASSENGERS:
        return np.int64(0)
    made = np.int64(create(rules, game, np.int64(rules.abilities[ability].product), ship.owner, ship.x, ship.y))
    if made != 0:
        game.units[made].builder = carrier
        game.units[made].builder_generation = ship.generation
        dock(game, made, carrier)
    return made


@jit
def send_out(rules, game, carrier, target):
    """A carrier sends one unit of its magazine against a target, and those outside that have none."""
    ship = game.units[carrier]
    if ship.n_passengers > 0:
        ship.n_passengers -= 1
        slot = np.int64(ship.passengers[ship.n_passengers])
        unit = game.units[slot]
        unit.inside = 0
        unit.launched = 1
        unit.x, unit.y, unit.facing = ship.x, ship.y, ship.facing
        assault(rules, game, slot, target)


@jit
def release(game, carrier):
    """One unit of a magazine is used up; False when there is none."""
    ship = game.units[carrier]
    if ship.n_passengers == 0:
        return False
    ship.n_passengers -= 1
    spent = game.units[ship.passengers[ship.n_passengers]]
    spent.inside = 0
    spent.life = 0
    spent.consumed = 1
    return True


@jit
def spend(rules, game, player, ability):
    """One of what a player's magazines of an ability hold is used up; False when there is none."""
    for k in range(game.scratch.n_live):
        slot = np.int64(game.scratch.live[k])
        unit = game.units[slot]
        if unit.owner == player and rules.unit_types[unit.type].magazine == ability and release(game, slot):
            return True
    return False


@jit
def throw(rules, game, carrier, target):
    """A weapon without an effect throws what the magazine holds: each strikes with its own weapon, which ends it."""
    ship = game.units[carrier]
    while ship.n_passengers > 0:
        ship.n_passengers -= 1
        slot = np.int64(ship.passengers[ship.n_passengers])
        unit = game.units[slot]
        weapon = np.int64(rules.lists[rules.unit_types[unit.type].weapons.first])
        unit.inside = 0
        unit.x, unit.y, unit.facing = ship.x, ship.y, ship.facing
        unit.cooldown = rules.weapons[weapon].period
        strike(rules, game, slot, weapon, target)


@jit
def strike(rules, game, slot, weapon, target):
    """A unit's weapon hits a target."""
    aimed = game.units[target]
    k = push(game, rules.weapons[weapon].effect, game.units[slot].owner, slot, slot, target, aimed.x, aimed.y)
    if k >= 0:
        game.scratch.pending[k].chain = next_chain(game)


@jit
def assault(rules, game, slot, target):
    unit = game.units[slot]
    attack = np.int64(rules.unit_types[unit.type].attack_ability)
    issue(rules, game, slot, attack, False, target, game.units[target].x, game.units[target].y, 0)


@jit
def dock(game, slot, carrier):
    unit, ship = game.units[slot], game.units[carrier]
    halt(unit)
    unit.target = 0
    unit.n_orders = 0
    unit.inside = carrier
    unit.launched = 0
    unit.x, unit.y = ship.x, ship.y
    ship.passengers[ship.n_passengers] = slot
    ship.n_passengers += 1
