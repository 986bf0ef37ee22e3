"""Game loops per second in a real game state: both players mine, and armies of all races walk and fight.

What one core does is measured by that core's own clock, so that other programs on the machine count little; the
speed-up of two cores is of one batch, moved on by one thread and by two, in turns, by the clock on the wall.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np
from rich.console import Console
from rich.table import Table

from starleague.bench.battlefield import GENERAL_ATTACK
from starleague.bench.machine import last_line, machine
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Flag
from starleague.game.games import Games

SIZES = (50, 100, 200, 400)
PIECE = 100  # loops between top-ups, so that the number of live units stays as named
BATCH = 8  # games that two cores share
RACES = ("Terran", "Zerg")
ARMY = (
    "Marine", "Zealot", "Zergling", "Marauder", "Stalker", "Roach", "SiegeTank", "Immortal", "Hydralisk", "Medivac",
    "Sentry", "Mutalisk", "Hellion", "Archon", "Baneling", "VikingFighter", "Phoenix", "Queen",
)


def print_engine(seconds: float, json: bool) -> None:
    """Measure and print; see ``starleague bench engine --help``."""
    console = Console(stderr=json)
    console.print(f"[dim]{machine()}[/]")
    cold, cached = compile_times()
    table = Table("live units", "loops/s, one core", "unit updates/s", "two cores")
    loops: dict[str, float] = {}
    speedups = []
    for size in SIZES:
        rate = loops_per_second(size, seconds)
        speedups.append(two_core_speedup(size, seconds))
        loops[str(size)] = round(rate)
        table.add_row(str(size), f"{rate:,.0f}", f"{rate * size:,.0f}", f"×{speedups[-1]:.2f}")
    console.print(table)
    console.print(f"first compilation {cold:.1f} s, from the cache {cached:.2f} s")
    if json:
        last_line({
            "loops_per_second": loops, "two_core_speedup": round(statistics.median(speedups), 2),
            "compile_cold_s": round(cold, 1), "compile_cached_s": round(cached, 2),
        })


def loops_per_second(units: int, seconds: float) -> float:
    """Game loops per second of processor time of one game with so many live units."""
    games = _battlefield(1, units)
    loops, spent = 0, 0.0
    while spent < seconds:
        _top_up(games, units)
        begun = time.thread_time()
        games.step(PIECE)
        spent += time.thread_time() - begun
        loops += PIECE
    return loops / spent


def two_core_speedup(units: int, seconds: float) -> float:
    """How much faster two threads move a batch of games on than one: the median over pieces of both."""
    games = _battlefield(BATCH, units)
    ratios, spent = [], 0.0
    while spent < seconds or len(ratios) < 5:
        one, two = (_timed_piece(games, units, threads) for threads in (1, 2))
        spent += one + two
        ratios.append(one / two)
    games.close()
    return statistics.median(ratios)


def _timed_piece(games: Games, units: int, threads: int) -> float:
    """Seconds that a piece of all games takes; the dead are replaced before it."""
    games.threads = threads
    _top_up(games, units)
    begun = time.perf_counter()
    games.step(PIECE)
    return time.perf_counter() - begun


def _battlefield(n: int, units: int) -> Games:
    """Melee games some way in: workers mine at both mains, two armies meet in the middle."""
    games = Games(n, races=RACES, threads=2)
    _top_up(games, units)
    games.step(300)
    return games


def _top_up(games: Games, units: int) -> None:
    """Bring both players' live units to half of ``units`` each and send the armies at each other."""
    middle = np.array([games.map.width / 2, games.map.height / 2])
    for g in range(len(games)):
        games[g].stirred = games[g].loop  # else nobody's earning and paying would be a stalemate
        for player, start in games.start_locations(g).items():
            toward = middle - np.array(start) / ONE
            at = middle - toward / np.linalg.norm(toward) * 12
            for k in range(units // 2 - _count(games, g, player)):
                games.create_unit(g, ARMY[(k + player) % len(ARMY)], player, *at)
            if army := _army(games, g, player):
                games.command(g, player, games.ability_row(GENERAL_ATTACK), army, point=tuple(middle))


def _count(games: Games, g: int, player: int) -> int:
    used = games[g].units[: int(games[g].n_slots)]
    return int(((used["owner"] == player) & (used["alive"] == 1)).sum())


def _army(games: Games, g: int, player: int) -> list[int]:
    used = games[g].units[: int(games[g].n_slots)]
    flags = games.rules.unit_types["flags"][used["type"]]
    fights = (games.rules.unit_types["supply_used"][used["type"]] > 0) & (flags & Flag.WORKER == 0)
    return np.flatnonzero((used["owner"] == player) & (used["alive"] == 1) & fights).tolist()


def compile_times() -> tuple[float, float]:
    """Seconds until a fresh process has moved a game on, with an empty cache and with a full one."""
    folder = tempfile.mkdtemp(prefix="starleague-bench-")
    try:
        return _first_step(folder), statistics.median(_first_step(folder) for _ in range(3))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _first_step(folder: str) -> float:
    """Seconds that loading and compiling the tick take: a first run less what importing Numba alone costs."""
    code = (
        "import numba, numpy, time; begun = time.perf_counter();"
        "from starleague import catalog; from starleague.engine import tick, layout; import numpy as np;"
        "rules = catalog.compile(); games = np.zeros(1, layout.GAME); games[0].over = 1;"
        "tick.run(rules, games, 0, 1, np.array([1], np.int32)); print(time.perf_counter() - begun)"
    )
    environment = {**os.environ, "STARLEAGUE_CACHE": folder}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return float(done.stdout)
