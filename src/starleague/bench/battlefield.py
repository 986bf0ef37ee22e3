"""Battles between two squads, many at a time, set up as the real engine's recorded ones were.

The recorded battles were fought with jgs03177/sc2combatsim, the game's own computer on both sides: debug commands
put the squads on an 80 by 80 map, 20 cells west and east of its middle, type by type in random order; who is idle is
sent to attack, every half second of the game; the computer's tactics (`bots/data/tactics.toml`) do the rest. It is
over when a side has no unit left, or after 10,000 loops. No upgrades, no energy beyond that at birth.

There they were sent to the middle of the map, and the computer turned them on whom it saw; here they are sent to the
middle of their enemies: of both ways that is right more often.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from starleague.bench.terrains import terrain_map
from starleague.bots.layout import BOT, PLAYERS, VIEW
from starleague.bots.plans import compile_brains, level_number
from starleague.bots.spells import use_abilities
from starleague.bots.survey import survey
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import AbilityFlag
from starleague.engine.jit import entry, jit
from starleague.engine.layout import MAX_UNITS
from starleague.game.games import Games

APART = 20  # cells from the middle of the map to each squad
STEP = 8  # loops between two looks at who is idle and what the computer does
LONGEST = 10_000  # loops
AT_ONCE = 32  # battles in a batch

Squad = dict[str, int]  # unit type name to number


@dataclass(frozen=True)
class Battle:
    """A battle that was fought: squads of player 1, in the west, and 2; whether the first won."""

    terrain: str
    squads: tuple[Squad, Squad]
    first_won: bool

    @property
    def units(self) -> int:
        return sum(sum(squad.values()) for squad in self.squads)


@dataclass(frozen=True)
class Fought:
    """What became of it here."""

    battle: Battle
    first_wins: bool
    loops: int

    @property
    def agrees(self) -> bool:
        return self.first_wins == self.battle.first_won


def fight(battles: Iterable[Battle], patch: str, seed: int, threads: int | None = None) -> Iterator[Fought]:
    """Fight the battles of one terrain, in whatever order they end."""
    waiting = enumerate(battles)
    first = next(waiting, None)
    if first is None:
        return
    games = Games(AT_ONCE, map=terrain_map(first[1].terrain), patch=patch, seed=seed, melee=False, threads=threads)
    crowd = np.zeros((AT_ONCE, 2), np.int32)
    idle = np.zeros((AT_ONCE, MAX_UNITS), np.int16)
    running: dict[int, Battle] = {}
    loops = np.zeros(AT_ONCE, np.int32)
    tactics = Tactics(games)
    for g in range(AT_ONCE):
        _next(tactics, g, running, first if g == 0 else next(waiting, None), seed)
    while running:
        loops[:] = 0
        loops[list(running)] = STEP
        games.step(loops)
        tactics.use(loops)
        look(games.state, loops, crowd, idle)
        for g, battle in list(running.items()):
            record = games.state[g]
            if 0 in crowd[g] or record.loop >= LONGEST:
                yield Fought(battle, _worth(games, g, 1) > _worth(games, g, 2), int(record.loop))
                _next(tactics, g, running, next(waiting, None), seed)
            elif idle[g, 0]:
                _rouse(games, g, idle[g, 1 : idle[g, 0] + 1])
    games.close()


def _next(tactics: Tactics, g: int, running: dict[int, Battle], entry: tuple[int, Battle] | None, seed: int) -> None:
    """Set up the next battle in a game that is free; none: the game rests."""
    running.pop(g, None)
    if entry is None:
        return
    games, (number, battle) = tactics.games, entry
    games.reset([g], [seed + number])
    order = random.Random(seed + number)
    x, y = games.map.width / 2, games.map.height / 2
    for player, squad in enumerate(battle.squads, 1):
        for kind in order.sample(list(squad), len(squad)):
            games.create_unit(g, kind, player, x + (APART if player == 2 else -APART), y, squad[kind])
    tactics.take_over(g)
    running[g] = battle


def _rouse(games: Games, g: int, slots: np.ndarray) -> None:
    """Send units without orders at the middle of their enemies."""
    units = games.state[g].units[: int(games.state[g].n_slots)]
    for player in (1, 2):
        own = slots[units["owner"][slots] == player]
        if len(own):
            enemies = units[(units["alive"] == 1) & (units["owner"] == 3 - player)]
            middle = enemies["x"].mean() / ONE, enemies["y"].mean() / ONE
            games.command(g, player, games.ability_row(GENERAL_ATTACK), own, point=middle)


GENERAL_ATTACK = 3674  # API id


def _worth(games: Games, g: int, player: int) -> float:
    """What a side has left: the cost of its units, each by its share of life."""
    units = games.state[g].units[: int(games.state[g].n_slots)]
    mine = units[(units["alive"] == 1) & (units["owner"] == player)]
    kinds = games.rules.unit_types[mine["type"]]
    cost = kinds["minerals"] + 2.0 * kinds["vespene"] + 1
    return float((cost * mine["life"] / np.maximum(kinds["life_max"], 1)).sum())


class Tactics:
    """The abilities that the game's own computer uses, for both sides of every battle."""

    def __init__(self, games: Games):
        self.games, self.view = games, np.zeros(1, VIEW)
        self.brains = compile_brains(games.rules, games.names, [], "tactics.toml")
        self.bots = np.zeros((len(games), PLAYERS), BOT)
        self.bots["player"], self.bots["level"] = np.arange(PLAYERS), level_number("very_hard")
        casts, spans, abilities = self.brains[0].casts, self.brains[0].casts_of, games.rules.abilities
        self.by_hand = [
            (kind, int(cast.ability))
            for kind, span in enumerate(spans)
            for cast in casts[int(span.first) : int(span.first) + int(span["count"])]
            if abilities[cast.ability].flags & AbilityFlag.AUTOCAST_ON
        ]

    def take_over(self, g: int) -> None:
        """Turn autocast off for what is used by rules, right after the units of a game were made."""
        units = self.games.state[g].units[: int(self.games.state[g].n_slots)]
        for kind, ability in self.by_hand:
            for player in (1, 2):
                own = np.flatnonzero((units["alive"] == 1) & (units["type"] == kind) & (units["owner"] == player))
                if len(own):
                    self.games.command(g, player, ability, own.tolist(), autocast=True)

    def use(self, loops: np.ndarray) -> None:
        """Say what is to be done in the games that moved."""
        use_tactics(self.games.table, self.brains, self.view, self.games.state, self.bots, loops)


@entry
def use_tactics(rules, brains, views, games, bots, loops):
    """Let both sides use abilities in each game that moved."""
    for g in range(len(games)):
        if loops[g] == 0:
            continue
        for p in range(1, 3):
            survey(rules[0], brains[0], games[g], bots[g, p], views[0])
            use_abilities(rules[0], brains[0], games[g], bots[g, p], views[0])


@entry
def look(games, loops, crowd, idle):
    """Units of both sides in each game that moved, and those without orders that were told nothing just now: their
    number, then their slots."""
    for g in range(len(games)):
        if loops[g] == 0:
            continue
        game = games[g]
        crowd[g] = 0
        n = 0
        for slot in range(1, game.n_slots):
            unit = game.units[slot]
            if unit.alive and unit.life > 0 and unit.owner > 0:
                crowd[g, unit.owner - 1] += 1
                if unit.n_orders == 0 and unit.inside == 0 and not _is_told(game, slot):
                    n += 1
                    idle[g, n] = slot
        idle[g, 0] = n


@jit
def _is_told(game, slot):
    """Whether a command of this loop is for a unit."""
    for k in range(game.n_command_units):
        if game.command_units[k] == slot:
            return True
    return False
