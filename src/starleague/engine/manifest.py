"""Who is inside a carrier: its own passengers, or those that all carriers of a network share (Nydus)."""

from __future__ import annotations

import numpy as np

from starleague.engine.effect_queue import still
from starleague.engine.jit import jit, leaf
from starleague.engine.layout import MAX_NETWORK, MAX_PASSENGERS


@leaf
def is_shared(rules, unit_type):
    """Whether carriers of a type share their passengers."""
    return rules.unit_types[unit_type].shares_cargo != 0


@jit
def count(rules, game, carrier):
    """How many units may leave a carrier."""
    ship = game.units[carrier]
    if is_shared(rules, ship.type):
        return np.int64(game.players[ship.owner].n_network)
    return np.int64(ship.n_passengers)


@jit
def nth(rules, game, carrier, place):
    """The one in a place; 0 is that of the one that has been inside the longest. There must be one."""
    ship = game.units[carrier]
    if is_shared(rules, ship.type):
        return np.int64(game.players[ship.owner].network[place])
    return np.int64(ship.passengers[place])


@jit
def room(rules, game, carrier):
    """How much cargo still fits into a carrier."""
    ship = game.units[carrier]
    if is_shared(rules, ship.type):
        return (MAX_NETWORK - np.int64(game.players[ship.owner].n_network)) * np.int64(8)
    if ship.n_passengers >= MAX_PASSENGERS:
        return np.int64(0)
    return np.int64(game.players[ship.owner].unit_stats[ship.type].cargo_capacity) - ship.cargo_used


@jit
def put_in(rules, game, carrier, passenger):
    """Note a passenger; there is room."""
    ship = game.units[carrier]
    game.units[passenger].inside = carrier
    if is_shared(rules, ship.type):
        player = game.players[ship.owner]
        player.network[player.n_network] = passenger
        player.n_network += 1
        return
    ship.passengers[ship.n_passengers] = passenger
    ship.n_passengers += 1
    ship.cargo_used += rules.unit_types[game.units[passenger].type].cargo_size


@jit
def take_out(rules, game, carrier, passenger):
    """Take a passenger off the list that it is on; the others keep their order."""
    ship = game.units[carrier]
    game.units[passenger].inside = 0
    if is_shared(rules, ship.type):
        player = game.players[ship.owner]
        player.n_network = _strike(player.network, np.int64(player.n_network), passenger)
        return
    before = np.int64(ship.n_passengers)
    ship.n_passengers = _strike(ship.passengers, before, passenger)
    if ship.n_passengers < before:
        ship.cargo_used -= rules.unit_types[game.units[passenger].type].cargo_size


@jit
def move_on(rules, game, carrier):
    """Those who entered a network by a carrier that is lost stay in it while it has another; whether it has."""
    other = _another(rules, game, carrier)
    if other == 0:
        return False
    player = game.players[game.units[carrier].owner]
    for k in range(player.n_network):
        if game.units[player.network[k]].inside == carrier:
            game.units[player.network[k]].inside = other
    return True


@jit
def _another(rules, game, carrier):
    ship = game.units[carrier]
    for slot in range(1, game.n_slots):
        unit = game.units[slot]
        if slot == carrier or unit.owner != ship.owner or unit.building or unit.life <= 0:
            continue
        if still(game, slot, unit.generation) != 0 and is_shared(rules, unit.type):
            return np.int64(slot)
    return np.int64(0)


@jit
def _strike(listed, n, passenger):
    """Take one out of a list; its new length."""
    kept = np.int64(0)
    for k in range(n):
        if listed[k] != passenger:
            listed[kept] = listed[k]
            kept += 1
    return kept
