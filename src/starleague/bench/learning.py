"""Strength per hour: what an agent that has learned for so many minutes on this machine wins."""

from __future__ import annotations

import tempfile
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path

from rich.console import Console

from starleague.bench.machine import last_line
from starleague.bots.plans import levels
from starleague.run import main_job
from starleague.run.agents import main_of
from starleague.run.evaluation import Score, evaluate, print_scores
from starleague.run.programs import find_example

EXAMPLES = ("proxy_rax.py", "zerg_rush.py", "cannon_rush.py", "threebase_voidray.py")  # of python-sc2
OUT_OF_REACH = 0.10  # of the games: levels above one that is won less often than this are not tried


def print_learning(
    minutes: tuple[float, ...], race: str, games: int, api_games: int, seed: int, folder: Path | None, json: bool
) -> None:
    """Learn, play and print; see ``starleague bench learning --help``."""
    console = Console(stderr=json)
    rows: list[dict] = []
    with tempfile.TemporaryDirectory() if folder is None else nullcontext(folder) as home:
        for time in minutes:
            place = Path(home) / f"{race}-{time:g}-minutes"
            main_job.run(place, "laptop", time, seed, 2, races=(race,))
            scores = strength(console, main_of(place, race), games, api_games, seed + 20_000)
            print_scores(console, scores, f"{race} after {time:g} minutes, {games} games each")
            rows += [{"minutes": time, "race": race, **asdict(score)} for score in scores]
    if json:
        last_line(rows)


def strength(console: Console, agent: Path, games: int, api_games: int, seed: int) -> list[Score]:
    """Against each level of random race, up to one that is out of reach, and python-sc2's examples, where they are at
    hand ($STARLEAGUE_EXAMPLES)."""
    scores: list[Score] = []
    for level in levels():
        scores += evaluate(console, str(agent), [f"builtin:random:{level}"], games, seed, 0)
        if scores[-1].wins < OUT_OF_REACH * games:
            break
    examples = [f"bot:{found}" for name in EXAMPLES if (found := find_example(name)) is not None]
    return scores + evaluate(console, str(agent), examples if api_games else [], games, seed, api_games)
