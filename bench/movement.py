"""What moving, finding ways and seeing cost, beside a fixed piece of arithmetic in the same run.

    python bench/movement.py [--units 100] [--rounds 15]

Microseconds a loop for so many units of two players, and the same as a multiple of the time that 1000
steps of a hash take: that ratio says the same on a busy machine. Medians over the rounds.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable

import numpy as np

from starleague.bench.machine import machine
from starleague.catalog.rules import ONE
from starleague.engine import fields, ground, motion, movement, neighbors, paths, vision
from starleague.engine.fixed import mix
from starleague.engine.jit import entry
from starleague.game.games import Games

MAP = "Basalt Terraces"
LOOPS = 200


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=15)
    arguments = parser.parse_args()
    print(machine())
    print(f"{arguments.units} units, {MAP}\n{'what':<44}{'us':>10}{'ratio':>10}")
    stands = army(arguments.units)
    show("rebuild, a loop", arguments.rounds, lambda: rebuild(stands.table, stands.state, LOOPS), LOOPS)
    show("move_units, all idle, a loop", arguments.rounds, lambda: move(stands.table, stands.state, LOOPS), LOOPS)
    show("update_vision, a loop", arguments.rounds, lambda: look(stands.table, stands.state, LOOPS), LOOPS)
    show("move_units, armies cross the map, a loop", arguments.rounds, *marching(arguments.units))
    games = army(2)
    show("a field over the whole map", arguments.rounds, lambda: grow(games.table, games.state, 20, 0), 20)
    show("a field 20 cells deep", arguments.rounds, lambda: grow(games.table, games.state, 20, 20), 20)
    show("next_corner with its field at hand", arguments.rounds, lambda: corner(games.table, games.state, 200), 200)


def army(units: int) -> Games:
    """Two blocks of marines at the two starts, and the minerals of the map."""
    games = Games(1, map=MAP, melee=True, threads=1)
    for k in range(units):
        player = 1 + k % 2
        x, y = games.start_locations(0)[player]
        games.create_unit(0, "Marine", player, x / ONE + 4 + k // 2 % 8, y / ONE + 4 + k // 16)
    return games


def marching(units: int) -> tuple[Callable[[], None], int]:
    """Both armies walk to the other's start, and each round begins anew."""
    games = army(units)
    start = games.state.copy()
    (ax, ay), (bx, by) = games.start_locations(0)[1], games.start_locations(0)[2]

    def run() -> None:
        games.state[:] = start
        march(games.table, games.state, ax, ay, bx, by)
        began = time.process_time()
        move(games.table, games.state, 4 * LOOPS)
        return time.process_time() - began

    return run, 4 * LOOPS


def show(what: str, rounds: int, run: Callable[[], float | None], loops: int) -> None:
    """Print the median of a run's time and of its ratio to the arithmetic beside it."""
    run()
    hashes(1000)
    times, ratios = [], []
    for _ in range(rounds):
        began = time.process_time()
        hashes(1000)
        beside = time.process_time() - began
        began = time.process_time()
        spent = run() or time.process_time() - began
        times.append(spent / loops * 1e6)
        ratios.append(spent / loops / (beside / 1000))
    print(f"{what:<44}{statistics.median(times):>10.2f}{statistics.median(ratios):>10.2f}")


@entry
def hashes(thousands):
    """The yardstick: so many thousand steps of a hash, each waiting for the one before."""
    x = np.uint64(1)
    for _ in range(thousands * 1000):
        x = mix(x)
    return x


@entry
def rebuild(rules, games, loops):
    for _ in range(loops):
        neighbors.rebuild(rules[0], games[0])


@entry
def move(rules, games, loops):
    game = games[0]
    for _ in range(loops):
        game.loop += 1
        neighbors.rebuild(rules[0], game)
        movement.move_units(rules[0], game)


@entry
def look(rules, games, loops):
    game = games[0]
    for _ in range(loops):
        game.loop += 1
        vision.update_vision(rules[0], game)


@entry
def march(rules, games, ax, ay, bx, by):
    game = games[0]
    for slot in range(1, game.n_slots):
        unit = game.units[slot]
        if unit.owner == 1:
            motion.go(unit, bx, by, ONE)
        elif unit.owner == 2:
            motion.go(unit, ax, ay, ONE)


@entry
def grow(rules, games, times, deep):
    """Grow the field to the first start so often, over the whole map or a few cells deep."""
    game = games[0]
    ground.survey(rules[0], game)
    x, y = rules[0].terrain.starts[0, 0] >> 12, rules[0].terrain.starts[0, 1] >> 12
    cell = fields.cell_of(x + 5 + deep // 2, y + 5 + deep // 2) if deep else np.int64(0)
    for _ in range(times):
        game.scratch.fields[0].version = 0
        game.scratch.fields[0].used = 0
        for f in range(1, len(game.scratch.fields)):
            game.scratch.fields[f].used = 1
        fields.find(rules[0], game, fields.cell_of(x + 5, y + 5), 0, cell)


@entry
def corner(rules, games, times):
    """Ask for the way from the first start to the second."""
    game = games[0]
    terrain = rules[0].terrain
    for _ in range(times):
        paths.next_corner(rules[0], game, game.scratch.live[0], terrain.starts[1, 0], terrain.starts[1, 1] + 5 * ONE)


if __name__ == "__main__":
    main()
