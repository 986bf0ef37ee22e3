"""Playing agents, levels and programs against each other, and saying how sure the result is."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.progress import Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from starleague.bench.machine import last_line
from starleague.league.ratings import wilson

TIME_LIMIT = 30 * 1344  # loops; then it is a draw
BATCH = 10  # games that a process plays at once


@dataclass(frozen=True)
class Score:
    """One player's games against one opponent, with the 95 % interval of the win rate (draws count half)."""

    player: str
    opponent: str
    games: int
    wins: int
    draws: int
    low: float
    high: float

    @classmethod
    def of(cls, player: str, opponent: str, results: Sequence[float]) -> Score:
        """From results: 1 won, 0 drawn, -1 lost."""
        values = np.asarray(results)
        wins, draws = int((values > 0).sum()), int((values == 0).sum())
        low, high = wilson(wins + draws / 2, len(values)) if len(values) else (0.0, 1.0)
        return cls(player, opponent, len(values), wins, draws, round(float(low), 4), round(float(high), 4))


def play_many(
    player: str, opponent: str, games: int, seed: int, map_name: str | None = None, workers: int = 2,
    tell: Callable[[int], None] = lambda n: None,
) -> list[float]:
    """Results of ``games`` games, 1 won, 0 drawn, -1 lost for ``player``; seats alternate with the seed."""
    if opponent.startswith("bot:") or player.startswith("bot:"):
        return _play_programs(player, opponent, games, map_name, tell)
    pieces = [(player, opponent, min(BATCH, games - k), seed + k, map_name) for k in range(0, games, BATCH)]
    workers = max(1, min(workers, len(pieces), os.cpu_count() or 1))
    results: list[float] = []
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        for part in pool.imap(_play_piece, pieces):
            results += part
            tell(len(part))
    return results


def _play_piece(piece: tuple[str, str, int, int, str | None]) -> list[float]:
    """Some games at once, in one process."""
    import torch

    from starleague.env.vector import VectorEnv  # noqa: F401 - loads what play needs before the clock matters
    from starleague.run.tournament import play

    torch.set_num_threads(1)
    player, opponent, games, seed, map_name = piece
    return play(player, opponent, games, seed, map_name, TIME_LIMIT)


def _play_programs(player, opponent, games, map_name, tell) -> list[float]:
    from starleague.run.programs import play_program

    results = []
    for _ in range(games):
        results.append(play_program(player, opponent, map_name))
        tell(1)
    return results


def print_match(
    a: str, b: str, map_name: str | None, games: int, seed: int, replays: Path | None, json: bool
) -> None:
    """Play and print; see ``starleague match --help``."""
    console = Console(stderr=json)
    if replays is not None:
        from starleague.run.tournament import play_recorded

        results = play_recorded(a, b, games, seed, map_name, TIME_LIMIT, replays)
    else:
        results = _with_progress(console, [(a, b, games)], seed, map_name)[0]
    score = Score.of(a, b, results)
    print_scores(console, [score], f"{a} against {b}")
    if json:
        last_line([asdict(score)])


def print_evaluation(player: str, against: tuple[str, ...], games: int, seed: int, api_games: int, json: bool) -> None:
    """Evaluate and print; see ``starleague eval --help``."""
    console = Console(stderr=json)
    scores = evaluate(console, player, against or default_opponents(player), games, seed, api_games)
    print_scores(console, scores, f"{player}, {games} games each")
    if json:
        last_line([asdict(score) for score in scores])


def evaluate(
    console: Console, player: str, against: Sequence[str], games: int, seed: int, api_games: int
) -> list[Score]:
    """Scores of a player against each opponent."""
    plan = [(player, opponent, api_games if opponent.startswith("bot:") else games) for opponent in against]
    return [
        Score.of(who, opponent, results)
        for (who, opponent, _), results in zip(plan, _with_progress(console, plan, seed, None))
    ]


def default_opponents(player: str) -> tuple[str, ...]:
    """The built-in levels, what the agent began as, and python-sc2's proxy_rax where it is at hand."""
    from starleague.bots.plans import levels
    from starleague.run.agents import SUPERVISED
    from starleague.run.programs import find_example

    opponents = [f"builtin:{level}" for level in levels()]
    start = Path(player) / SUPERVISED
    if start.is_file():
        opponents.append(str(start))
    example = find_example("proxy_rax.py")
    if example is not None:
        opponents.append(f"bot:{example}")
    return tuple(opponents)


def _with_progress(console: Console, plan, seed: int, map_name: str | None) -> list[list[float]]:
    columns = (*Progress.get_default_columns()[:-1], TimeRemainingColumn(), TextColumn("{task.completed:.0f} games"))
    results = []
    with Progress(*columns, console=console) as progress:
        for player, opponent, games in plan:
            task = progress.add_task(f"{Path(player).name} – {Path(opponent).name}", total=games)
            tell = partial(progress.advance, task)
            results.append(play_many(player, opponent, games, seed, map_name, tell=tell))
    return results


def print_scores(console: Console, scores: Sequence[Score], title: str) -> None:
    """A table for people."""
    table = Table("player", "opponent", "games", "won", "drawn", "win rate", "95 % interval", title=title)
    for s in scores:
        rate = (s.wins + s.draws / 2) / s.games if s.games else float("nan")
        table.add_row(
            _short(s.player), _short(s.opponent), str(s.games), str(s.wins), str(s.draws),
            f"{rate:.0%}", f"{s.low:.0%} to {s.high:.0%}",
        )
    console.print(table)


def _short(name: str) -> str:
    return name if ":" in name and not name.startswith("bot:") else "/".join(Path(name).parts[-2:])
