"""How a game begins: resources, town halls and workers of a melee, or an empty field."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable

import numpy as np

from starleague.catalog.rules import ONE, TURN
from starleague.catalog.vocabulary import Flag
from starleague.engine.births import create
from starleague.engine.grids import snap
from starleague.engine.jit import entry, jit
from starleague.engine.layout import MAX_PLAYERS
from starleague.engine.neighbors import rebuild
from starleague.engine.order_list import issue
from starleague.engine.production import count_units
from starleague.engine.rallies import set_rally
from starleague.engine.spawning import hatch_all
from starleague.engine.spots import free_spot_in_crowd
from starleague.engine.upgrades import complete, start_stats
from starleague.engine.vision import light_map, notice, update_vision
from starleague.game.map_checks import BASE_REACH, is_mineral
from starleague.game.maps import Map, MapError, Point

log = logging.getLogger("starleague.game")
RING = 3  # cells: workers start in a square this far from the middle of their town hall
HALL_FACING = 40960  # [1/65536 turn] structures look to the lower left

# A unit of the start: type, owner, x, y, facing, and the resource (row) that it gathers or rallies to; -1: none.
BIRTH_COLUMNS = 6


def resource_rows(game_map: Map, unit_row: Callable[[str], int]) -> np.ndarray:
    """Resources as int64 [n, 3]: type, x, y. ``unit_row`` gives a name's row in the rules."""
    unknown = {name for name, _, _ in game_map.resources if not unit_row(name)}
    if unknown:
        raise MapError(f"{game_map.name}: the catalog has no {', '.join(sorted(unknown))}; leave it off the map")
    rows = [(unit_row(name), round(x * ONE), round(y * ONE)) for name, x, y in game_map.resources]
    return np.array(rows, np.int64).reshape(-1, 3)


def neutral_births(game_map: Map, unit_row: Callable[[str], int]) -> np.ndarray:
    """Rocks, towers and other neutral units as births; those that the catalog does not have stay away."""
    known = [(unit_row(name), x, y) for name, x, y in game_map.neutrals]
    if missing := sorted({name for name, *_ in game_map.neutrals if not unit_row(name)}):
        log.warning("%s: the catalog has no %s; the map is played without", game_map.name, ", ".join(missing))
    births = [(row, 0, round(x * ONE), round(y * ONE), HALL_FACING, -1) for row, x, y in known if row]
    return np.array(births, np.int64).reshape(-1, BIRTH_COLUMNS)


def melee_births(rules, game_map: Map, races: list[int], places: list[int], seeds: list[int]) -> np.ndarray:
    """Town halls and workers of the players, int64 [n, 6]; ``places`` are indices of ``game_map.starts``.

    Workers look anywhere, by the players' ``seeds``; with equal seeds the second start is the first, turned.
    """
    births = []
    for player, (race, place, seed) in enumerate(zip(races, places, seeds, strict=True), 1):
        x, y = game_map.starts[place]
        field = nearest_field(game_map, (x, y))
        births.append((rules.town_hall[race], player, round(x * ONE), round(y * ONE), HALL_FACING, field))
        for k, (dx, dy) in enumerate(worker_places(game_map, (x, y))[: int(rules.start_workers)]):
            facing = (scramble(seed + k) + place * TURN // 2) % TURN
            births.append((rules.worker[race], player, round((x + dx) * ONE), round((y + dy) * ONE), facing, field))
        for (dx, dy), kind in zip(reversed(worker_places(game_map, (x, y))), start_units(rules, race), strict=False):
            births.append((kind, player, round((x + dx) * ONE), round((y + dy) * ONE), HALL_FACING, -1))
    return np.array(births, np.int64).reshape(-1, BIRTH_COLUMNS)


def start_units(rules, race: int) -> list[int]:
    """Types of the units that a race has at the start beside its workers; they stand away from the minerals."""
    listed = rules.start_units[race]
    pairs = [int(value) for value in rules.lists[listed.first : listed.first + listed.count]]
    return [kind for kind, number in zip(pairs[::2], pairs[1::2], strict=True) for _ in range(number)]


def mineral_center(game_map: Map, start: Point) -> tuple[float, float]:
    """The middle of a start's mineral fields, seen from the town hall."""
    fields = [(x - start[0], y - start[1]) for name, x, y in game_map.resources
              if is_mineral(name) and math.hypot(x - start[0], y - start[1]) < BASE_REACH]
    if not fields:
        return 0.0, -1.0
    return sum(x for x, _ in fields) / len(fields), sum(y for _, y in fields) / len(fields)


def nearest_field(game_map: Map, start: Point) -> int:
    """The mineral field (row of ``game_map.resources``) that all workers of a start are sent to: the middle one."""
    center_x, center_y = mineral_center(game_map, start)
    best = (BASE_REACH, 0.0, -1)
    for row, (name, x, y) in enumerate(game_map.resources):
        dx, dy = x - start[0] - center_x, y - start[1] - center_y
        if is_mineral(name):
            best = min(best, (math.hypot(dx, dy), _side(center_x, center_y, x - start[0], y - start[1]), row))
    return best[2]


def worker_places(game_map: Map, start: Point) -> list[tuple[int, int]]:
    """Where workers stand at the start, seen from the town hall: on the side of the minerals, nearest first."""
    center_x, center_y = mineral_center(game_map, start)
    ring = [(dx, dy) for dx in range(-RING, RING + 1) for dy in range(-RING, RING + 1) if max(abs(dx), abs(dy)) == RING]
    return sorted(ring, key=lambda at: (
        (at[0] - center_x) ** 2 + (at[1] - center_y) ** 2, _side(center_x, center_y, *at)
    ))


def _side(center_x: float, center_y: float, x: float, y: float) -> float:
    """Which of two equally near places comes first: the same one when the whole map is turned."""
    return center_x * y - center_y * x


def scramble(x: int) -> int:
    """A 64-bit finaliser of Python ints, as ``engine.fixed.mix``."""
    x &= (1 << 64) - 1
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & ((1 << 64) - 1)
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & ((1 << 64) - 1)
    return x ^ (x >> 31)


@entry
def begin(rules, games, g, playing, seeds, races, resources, births):
    """Fill the zeroed record ``games[g]``: ``seeds`` and ``races`` by player, rows of resources and of births.

    Without ``playing`` nobody can lose for having no structures.
    """
    game = games[g]
    game.n_slots = 1
    game.fog = 1
    game.seed = seeds[0]
    game.action_delay = rules[0].action_delay
    start_stats(rules[0], game, 0)
    for player in range(1, MAX_PLAYERS):
        _seat(rules[0], game, player, races[player], seeds[player])
        game.players[player].in_game = playing
    for k in range(resources.shape[0]):
        create(rules[0], game, resources[k, 0], 0, resources[k, 1], resources[k, 2])
    for k in range(births.shape[0]):
        _bear(rules[0], game, births[k])
    _look(rules[0], game)
    game.n_events = 0


@entry
def put(rules, games, g, unit_type, owner, x, y):
    """A finished unit at a place, or beside it; its slot or 0."""
    game = games[g]
    kind = rules[0].unit_types[unit_type]
    if kind.footprint != 0:
        found, at_x, at_y = True, *snap(rules[0], unit_type, x, y)
    else:
        found, at_x, at_y = free_spot_in_crowd(rules[0], game, unit_type, x, y)
    if not found:
        return np.int64(0)
    slot = create(rules[0], game, unit_type, owner, at_x, at_y)
    rebuild(rules[0], game)
    count_units(rules[0], game)
    return slot


@entry
def finish_upgrade(rules, games, g, player, upgrade):
    """An upgrade is done for a player, from now on."""
    complete(rules[0], games[g], player, upgrade)


@entry
def refresh_view(rules, games, g):
    """Light the map and count units outside a tick, so that what was put in shows at once."""
    rebuild(rules[0], games[g])
    light_map(rules[0], games[g])
    _look(rules[0], games[g])


@jit
def _seat(rules, game, player, race, seed):
    seat = game.players[player]
    seat.race = race
    seat.seed = seed
    seat.minerals = rules.start_minerals
    seat.vespene = rules.start_vespene
    start_stats(rules, game, player)


@jit
def _bear(rules, game, birth):
    """A unit of the start, with what it does about minerals."""
    slot = create(rules, game, birth[0], birth[1], birth[2], birth[3])
    if slot == 0:
        return
    game.units[slot].facing = birth[4]
    if rules.unit_types[birth[0]].spawner != 0:
        hatch_all(rules, game, slot)
    field = birth[5] + 1  # resources took the first slots
    kind = rules.unit_types[birth[0]]
    if field == 0:
        return
    if kind.flags & Flag.TOWNHALL:
        set_rally(rules, game, slot, True, False, field, game.units[field].x, game.units[field].y)
    elif kind.gather_ability != 0:
        issue(rules, game, slot, kind.gather_ability, False, field, game.units[field].x, game.units[field].y, 0)


@jit
def _look(rules, game):
    """Count and see what is there, as a tick does."""
    rebuild(rules, game)
    count_units(rules, game)
    update_vision(rules, game)
    for k in range(game.n_resources):
        notice(rules, game, np.int64(game.resources[k]))
