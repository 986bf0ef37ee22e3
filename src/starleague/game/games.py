"""Games: a batch of games on one map, moved on together.

    games = Games(8, map="Basalt Terraces", races=("Terran", "Terran"), seed=1)
    games.command(0, 1, "TrainSCV", [slot])
    games.step(100)
    games[0].players[1].minerals

A game is a record of ``engine.layout``; players are 1 and 2. The same seed and the same commands give the same
game, alone or in a batch, on any number of threads.
"""

from __future__ import annotations

import concurrent.futures
import itertools
import os
import sys
from collections.abc import Iterable, Sequence

import numpy as np
from numba import config as numba_config

from starleague import catalog
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Race
from starleague.engine import tick
from starleague.engine.cache import cache_folder
from starleague.engine.layout import GAME, MAX_PLAYERS
from starleague.game import start
from starleague.game.hashing import hash_of, words_of
from starleague.game.inbox import Command, post
from starleague.game.interventions import Interventions
from starleague.game.maps import Map, load_map
from starleague.game.questions import Questions

SEED_BITS = (1 << 63) - 1
WORTH_A_PART = 64  # loops: with fewer, handing a part of the batch to a thread costs more than an even share gains


class Games(Questions, Interventions):
    """A batch of ``n`` games.

    ``seed``: game g starts with seed + g, and each later reset without seeds takes the next ones.
    ``races``: of both players, in every game until a reset says otherwise; ``games.races[g]`` are those of a game.
    ``mirror_seeds``: both players get the same random numbers, so that mirrored play stays mirrored.
    ``melee`` false: no resources, neutral units, town halls or workers, and nobody loses for having no structures.
    ``threads``: that move the batch on; default: one a processor core.
    """

    def __init__(
        self, n: int = 1, map: str | Map = "Basalt Terraces", races: Sequence[str] = ("Terran", "Terran"),
        patch: str = "4.10", seed: int = 0, threads: int | None = None, melee: bool = True, mirror_seeds: bool = False,
    ) -> None:
        self.map = load_map(map)
        self.patch = patch
        self.races = [_pair(races)] * n
        self.melee = melee and not self.map.task
        self.mirror_seeds = mirror_seeds
        self.threads = max(1, min(n, threads or os.cpu_count() or 1))
        self.names = catalog.load(patch).names
        self.table = catalog.compile(patch=patch).copy()
        self.map.fill(self.table)
        self.rules = self.table[0]
        self.state = np.zeros(n, GAME)
        self.seeds = [(seed + g - n) & SEED_BITS for g in range(n)]
        self.places = [(0, 1)] * n  # start locations of players 1 and 2
        self.recorder = None
        self._words = words_of(self.state)
        self._pool: concurrent.futures.ThreadPoolExecutor | None = None
        self._resources = start.resource_rows(self.map, self.unit_row) if self.melee else np.zeros((0, 3), np.int64)
        self._neutrals = start.neutral_births(self.map, self.unit_row)
        tell_of_compilation()
        self.reset()

    def __len__(self) -> int:
        return len(self.state)

    def __getitem__(self, g: int) -> np.record:
        """The record of a game: a view, what is written into it is written into the game."""
        return self.state[g]

    def reset(
        self, indices: Iterable[int] | None = None, seeds: Sequence[int] | None = None,
        races: Sequence[Sequence[str]] | None = None,
    ) -> None:
        """Begin games anew; all of them by default. ``seeds`` and ``races`` are those of ``indices``."""
        which = list(range(len(self)) if indices is None else indices)
        for k, g in enumerate(which):
            self.seeds[g] = (int(seeds[k]) if seeds is not None else self.seeds[g] + len(self)) & SEED_BITS
            self.races[g] = self.races[g] if races is None else _pair(races[k])
            self._begin(g)
            if self.recorder is not None:
                self.recorder.began(g)

    def _begin(self, g: int) -> None:
        seed = self.seeds[g]
        players = [start.scramble(seed + (0 if self.mirror_seeds else player)) for player in range(1, MAX_PLAYERS)]
        races = [self._race(race, player) for race, player in zip(self.races[g], players, strict=True)]
        self.places[g] = (0, 1) if start.scramble(seed) & 1 or len(self.map.starts) < 2 else (1, 0)
        births = np.zeros((0, start.BIRTH_COLUMNS), np.int64)
        if self.melee:
            births = start.melee_births(self.rules, self.map, races, list(self.places[g]), players)
            births = np.concatenate([births, self._neutrals])
        self._words[g] = 0
        start.begin(
            self.table, self.state, g, self.melee, np.array([seed, *players], np.uint64),
            np.array([0, *races], np.int64), self._resources, births,
        )

    def _race(self, name: str, seed: int) -> int:
        """A race's number; "Random" is one of those in the catalog, by the player's seed."""
        known = [race for race in Race if race and self.rules.town_hall[race] and self.rules.worker[race]]
        if name == "Random":
            return known[seed % len(known)]
        try:
            race = Race[name.upper()]
        except KeyError:
            raise ValueError(f"no race {name!r}; there are Terran, Zerg, Protoss and Random") from None
        if race not in known:
            raise ValueError(f"{name} is not in the catalog of patch {self.patch} yet; {known[0].name.title()} is")
        return race

    def step(self, loops: int | np.ndarray = 1) -> None:
        """Move every game on by so many loops (an array: each by its own number), or until it is over."""
        left = np.array(np.broadcast_to(loops, len(self)), np.int32)
        if self.recorder is None:
            self._run(left)
            return
        while left.any():
            some = np.minimum(left, self.recorder.chunk)
            self._run(some)
            self.recorder.moved()
            left -= some

    def _run(self, loops: np.ndarray) -> None:
        if self.threads == 1:
            tick.run(self.table, self.state, 0, len(self), loops)
            return
        self._pool = self._pool or concurrent.futures.ThreadPoolExecutor(self.threads, "starleague")
        parts = min(len(self), max(self.threads, min(4 * self.threads, int(loops.sum()) // WORTH_A_PART)))
        edges = [len(self) * k // parts for k in range(parts + 1)]
        submit = self._pool.submit
        for part in [submit(tick.run, self.table, self.state, a, b, loops) for a, b in itertools.pairwise(edges)]:
            part.result()

    def command(
        self, g: int, player: int, ability: int | str, units: Sequence[int], target: int = 0,
        point: tuple[float, float] | None = None, queued: bool = False, autocast: bool = False,
    ) -> bool:
        """A player tells units (slots) to use an ability, by name or row of the rules (``ability_row`` for API ids).

        It takes effect ``action_delay`` loops later; what is refused then becomes an event. Returns False, with
        Overflow.COMMANDS set, when the inbox is full.
        """
        row = self._row(ability, self.names.abilities, int(self.rules.n_abilities), "ability")
        slots = np.asarray(units, np.int64)
        game = self.state[g]
        if len(slots) and (slots.min() < 1 or slots.max() >= len(game.units)):
            raise ValueError(f"unit slots must lie in 1..{len(game.units) - 1}: {slots.tolist()}")
        x, y = (round(point[0] * ONE), round(point[1] * ONE)) if point is not None else (0, 0)
        return post(game, Command(
            int(game.loop + game.action_delay), player, row, slots, game.units["generation"][slots], target,
            int(game.units[target].generation), x, y, point is not None, queued, autocast,
        ))

    def snapshot(self, g: int) -> bytes:
        """The whole of a game, to go on from later with ``restore``: exact, for this version of the engine."""
        return self._words[g].tobytes()

    def restore(self, g: int, snapshot: bytes) -> None:
        """Put a game back to a snapshot, of this or another batch on the same map."""
        if len(snapshot) != self._words[g].nbytes:
            raise ValueError(f"{len(snapshot)} bytes are no snapshot of this version ({self._words[g].nbytes} bytes)")
        self._words[g] = np.frombuffer(snapshot, np.uint32)
        if self.recorder is not None:
            self.recorder.restored(g)

    def hash(self, g: int) -> int:
        """64 bits that are equal for equal games (``game.hashing``)."""
        return hash_of(self._words, g)

    @property
    def over(self) -> np.ndarray:
        """bool [n]"""
        return self.state["over"] != 0

    @property
    def results(self) -> np.ndarray:
        """``engine.layout.Result`` of players 1 and 2, int8 [n, 2]."""
        return self.state["players"]["result"][:, 1:]

    def close(self) -> None:
        """End the threads; a closed batch may be used again."""
        if self._pool is not None:
            self._pool.shutdown()
            self._pool = None


def _pair(races: Sequence[str]) -> tuple[str, str]:
    first, second = races
    return first.title(), second.title()


def tell_of_compilation() -> None:
    """One line on stderr when the compiled simulator is not in the cache yet."""
    global _told
    if _told or numba_config.DISABLE_JIT:
        return
    _told = True
    if not any(cache_folder().glob("**/*.nbi")):
        print("Compiling the simulator (once, about a minute)…", file=sys.stderr, flush=True)


_told = False
