"""`starleague bench openings`: a folder of real games, followed; how far off buildings and income are."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.progress import track
from rich.table import Table

from starleague.bench.machine import last_line
from starleague.bench.openings.measuring import Measured, measure
from starleague.bench.openings.reading import read_openings
from starleague.env.ladder import ReplayError

WORST = 10  # buildings told of singly


def print_openings(folder: Path, sample: int | None, patch: str | None, seed: int, json: bool) -> None:
    """Read, follow, tell; see ``starleague bench openings --help``."""
    console = Console(stderr=json)
    files = sorted(folder.rglob("*.SC2Replay"))
    if not files:
        raise FileNotFoundError(f"{folder} has no .SC2Replay files")
    order = np.random.default_rng(seed).permutation(len(files))
    games: list[list[Measured]] = []
    for k in track(order, "following games", console=console, transient=True):
        try:
            games.append([measure(opening, patch) for opening in read_openings(files[k])])
        except ReplayError as error:
            console.print(f"left out: {error}")
        if sample and len(games) == sample:
            break
    played = [each for game in games for each in game]
    if not any(each.buildings for each in played):
        raise ValueError(f"no game of {folder} could be followed")
    errors = np.array([begun.error for each in played for begun in each.buildings])
    _print(console, played)
    console.print(
        f"{len(games)} games, {len(errors)} buildings of their first five minutes: the loop in which one could begin "
        f"is off by {np.median(errors):.2%} (median), {np.quantile(errors, 0.95):.2%} (95th percentile)"
    )
    if json:
        last_line({
            "games": len(games), "median_rel_error": round(float(np.median(errors)), 5),
            "p95_rel_error": round(float(np.quantile(errors, 0.95)), 5), "buildings": len(errors),
            "never_began": sum(begun.here < 0 for each in played for begun in each.buildings),
            "median_minerals_rel_error": round(float(np.median([abs(each.minerals) for each in played])), 5),
        })


def _print(console: Console, played: list[Measured]) -> None:
    by_name: dict[tuple[str, str], list] = defaultdict(list)
    for each in played:
        for begun in each.buildings:
            by_name[each.race, begun.name].append(begun)
    table = Table("race", "building", "begun", "never here", "too late", "median off", "p95 off")
    for (race, name), rows in sorted(by_name.items(), key=lambda entry: (entry[0][0], -len(entry[1]))):
        errors = [begun.error for begun in rows]
        late = np.median([begun.late for begun in rows])
        table.add_row(race, name, str(len(rows)), str(sum(begun.here < 0 for begun in rows)), f"{late:+.1%}",
                      f"{np.median(errors):.1%}", f"{np.quantile(errors, 0.95):.1%}")
    console.print(table)
    worst = Table("game", "race", "building", "begun", "could", "could here", "began here", title="farthest off")
    for begun in sorted((row for rows in by_name.values() for row in rows), key=lambda row: -row.error)[:WORST]:
        worst.add_row(begun.game, begun.race, begun.name, *(f"{loop:.0f}" for loop in (
            begun.started, begun.expected, begun.found, begun.here)))
    console.print(worst)
    income = Table("race", "players", "minerals after five minutes, here over recorded")
    for race in sorted({each.race for each in played}):
        off = [each.minerals for each in played if each.race == race]
        income.add_row(race, str(len(off)), f"{np.median(off):+.1%} (5th to 95th percentile "
                       f"{np.quantile(off, 0.05):+.1%} to {np.quantile(off, 0.95):+.1%})")
    console.print(income)
