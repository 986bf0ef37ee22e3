"""How fast the levels of the built-in computer grow, beside the pace of the real game's recorded computers."""

from __future__ import annotations

import numpy as np
from rich.console import Console
from rich.table import Table

from starleague.bench.machine import last_line
from starleague.bots.driver import BotDriver
from starleague.bots.layout import PACE
from starleague.bots.plans import PACED, level_fields, levels
from starleague.game.games import Games
from starleague.run.agents import RACES

MARKS = (2000, 4000, 6000, 8000, 10000, 12000, 14000)  # [loop]


def print_growth(games: int, seed: int, level: tuple[str, ...], json: bool) -> None:
    """Play and print; see ``starleague bench growth --help``."""
    console = Console(stderr=json)
    rows = [row for name in level or levels() for row in _of_level(name, games, seed)]
    table = Table("level", "race", *(f"{mark:,}" for mark in MARKS), title="Supply/workers by loop, median")
    for row in rows:
        table.add_row(row["level"], row["race"], *(f"{s}/{w}" for s, w in zip(row["supply"], row["workers"])))
    console.print(table)
    if json:
        last_line(rows)


def _of_level(level: str, games: int, seed: int) -> list[dict]:
    """What is recorded, where something is, then what each race has in mirrored games of all builds."""
    fields = level_fields(level)
    workers, army = ([fields[key][mark // PACE] for mark in MARKS if fields[key]] for key in PACED)
    recorded = {"level": level, "race": "pace", "supply": [w + a for w, a in zip(workers, army)], "workers": workers}
    return [recorded] * bool(army) + [_played(level, race, games, seed) for race in RACES]


def _played(level: str, race: str, games: int, seed: int) -> dict:
    batch = Games(games, races=(race, race), seed=seed, threads=1)
    driver = BotDriver(batch)
    for g in range(games):
        for player in (1, 2):
            driver.seat(g, player, level, "random")
    supply, workers = [], []
    for mark in MARKS:
        driver.step(mark - int(batch.state["loop"].max()))
        players = batch.state["players"][~batch.over, 1:3]
        for figures, name in ((supply, "supply_used"), (workers, "supply_workers")):
            figures.append(int(np.median(players[name])) // 2 if len(players) else 0)
    return {"level": level, "race": race, "supply": supply, "workers": workers}
