"""Game loops per second in a real game state: both players mine, walk and fight."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

import numpy as np
from rich.console import Console
from rich.table import Table

from starleague.bench.machine import last_line, machine
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Flag
from starleague.engine import tick
from starleague.game.games import Games

SIZES = (50, 100, 200, 400)
PIECE = 100  # loops between top-ups, so that the number of live units stays as named
REPEATS = 5


def print_engine(seconds: float, json: bool) -> None:
    """Measure and print; see ``starleague bench engine --help``."""
    console = Console(stderr=json)
    console.print(f"[dim]{machine()}[/]")
    cold, cached = compile_times()
    table = Table("live units", "loops/s, one core", "unit updates/s", "two cores", "speed-up")
    loops: dict[str, float] = {}
    speedups = []
    for size in SIZES:
        one = loops_per_second(size, seconds, threads=1)
        two = loops_per_second(size, seconds, threads=2)
        loops[str(size)] = round(one)
        speedups.append(two / one)
        table.add_row(str(size), f"{one:,.0f}", f"{one * size:,.0f}", f"{two:,.0f}", f"×{two / one:.2f}")
    console.print(table)
    console.print(f"first compilation {cold:.1f} s, from the cache {cached:.2f} s")
    if json:
        last_line({
            "loops_per_second": loops, "two_core_speedup": round(statistics.median(speedups), 2),
            "compile_cold_s": round(cold, 1), "compile_cached_s": round(cached, 2),
        })


def loops_per_second(units: int, seconds: float, threads: int) -> float:
    """Median over repeats of game loops per second, summed over threads, at ``units`` live units."""
    batches = [_battlefield(units, seed) for seed in range(threads)]
    rates = []
    for _ in range(REPEATS):
        counts = [0] * threads
        spent = [0.0] * threads

        def work(k: int, counts=counts, spent=spent) -> None:
            counts[k], spent[k] = _run(batches[k], units, seconds / REPEATS)

        workers = [threading.Thread(target=work, args=(k,)) for k in range(threads)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        rates.append(sum(c / s for c, s in zip(counts, spent)))
    return statistics.median(rates)


def _run(games: Games, units: int, seconds: float) -> tuple[int, float]:
    """Loops done and time spent in them; the dead are replaced between pieces, outside the clock."""
    loops, spent, loops_each = 0, 0.0, np.array([PIECE], np.int32)
    while spent < seconds:
        _top_up(games, units)
        begun = time.perf_counter()
        tick.run(games.table, games.state, 0, 1, loops_each)
        spent += time.perf_counter() - begun
        loops += PIECE
    return loops, spent


def _battlefield(units: int, seed: int) -> Games:
    """A melee game some way in: workers mine at both mains, two armies meet in the middle."""
    games = Games(1, seed=seed, threads=1)
    for player, (x, y) in games.start_locations(0).items():
        games.create_unit(0, games.names.unit_types[_kinds(games)[0]], player, x / ONE + 4, y / ONE, n=4)
    _top_up(games, units)
    games.step(300)
    return games


def _kinds(games: Games) -> tuple[str, ...]:
    return ("SCV", "Marine", "Marine", "Marauder", "Reaper")


def _top_up(games: Games, units: int) -> None:
    """Bring both players' live units to half of ``units`` each and send the armies at each other."""
    game = games[0]
    used = game.units[: int(game.n_slots)]
    middle = games.map.width / 2, games.map.height / 2
    for player, (x, y) in games.start_locations(0).items():
        missing = units // 2 - int(((used["owner"] == player) & (used["alive"] == 1)).sum())
        toward = np.array(middle) - np.array([x, y]) / ONE
        at = np.array(middle) - toward / np.linalg.norm(toward) * 12
        for k in range(max(0, missing)):
            games.create_unit(0, _kinds(games)[1 + k % 4], player, *at)
        game.over = 0
        army = _army(games, player)
        if army:
            games.command(0, player, "attack,Execute", army, point=middle)


def _army(games: Games, player: int) -> list[int]:
    used = games[0].units[: int(games[0].n_slots)]
    flags = games.rules.unit_types["flags"][used["type"]]
    armed = games.rules.unit_types["weapons"]["count"][used["type"]] > 0
    mine = (used["owner"] == player) & (used["alive"] == 1) & (used["inside"] == 0)
    return np.flatnonzero(mine & armed & ((flags & (Flag.WORKER | Flag.STRUCTURE)) == 0)).tolist()


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
