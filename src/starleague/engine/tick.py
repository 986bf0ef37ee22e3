"""One game loop: 1/22.4 of a second at "faster"."""

from __future__ import annotations

from starleague.engine.commands import receive_commands
from starleague.engine.death import bury_the_dead
from starleague.engine.effects import resolve_effects
from starleague.engine.harvest import gather_resources
from starleague.engine.jit import entry, jit
from starleague.engine.movement import move_units
from starleague.engine.neighbors import rebuild
from starleague.engine.orders import advance_orders
from starleague.engine.outcome import decide_winner
from starleague.engine.production import run_production
from starleague.engine.targets import choose_targets
from starleague.engine.upkeep import update_behaviors
from starleague.engine.vision import update_vision
from starleague.engine.weapons import fire_weapons

PHASES = (  # of a tick in their order, for those who time them; game.loop += 1 comes first
    rebuild, receive_commands, advance_orders, choose_targets, move_units, fire_weapons, update_behaviors,
    resolve_effects, run_production, gather_resources, bury_the_dead, update_vision, decide_winner,
)


@jit
def tick(rules, game):
    """Move a game on by one loop."""
    game.loop += 1
    rebuild(rules, game)
    receive_commands(rules, game)
    advance_orders(rules, game)
    choose_targets(rules, game)
    move_units(rules, game)
    fire_weapons(rules, game)
    update_behaviors(rules, game)
    resolve_effects(rules, game)
    run_production(rules, game)
    gather_resources(rules, game)
    bury_the_dead(rules, game)
    update_vision(rules, game)
    decide_winner(rules, game)


@entry
def run(rules, games, first, last, loops):
    """Move game g of [first, last) on by ``loops[g]`` loops, or until it is over; releases the interpreter lock.

    ``rules`` is the array of one record that ``catalog.compile`` returns, ``loops`` an int32 array.
    """
    for g in range(first, last):
        game = games[g]
        for _ in range(loops[g]):
            if game.over:
                break
            tick(rules[0], game)
