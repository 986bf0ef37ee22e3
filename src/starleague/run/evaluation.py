"""Playing agents, levels and programs against each other, and saying how sure the result is."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from rich.box import SIMPLE
from rich.console import Console
from rich.progress import Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from starleague.bench.machine import last_line
from starleague.catalog.loader import DEFAULT_PATCH
from starleague.env.limits import Pace
from starleague.league.ratings import fit_elo, wilson
from starleague.run.contestants import Contestant, is_program
from starleague.run.processes import end_as_interrupted, processes

if TYPE_CHECKING:
    from starleague.run.table import Limits, Report

TIME_LIMIT = 30 * 1344  # loops; then it is a draw
BATCH = 6  # games that a process plays at once


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
    apm: float = 0.0  # the player's actions a minute; 0 where nobody counted
    delay: float = 0.0  # [ms] mean time between its decisions

    @classmethod
    def of(cls, player: str, opponent: str, results: Sequence[float], pace: Pace | None = None) -> Score:
        """From results: 1 won, 0 drawn, -1 lost."""
        pace = pace or Pace()
        values = np.asarray(results)
        wins, draws = int((values > 0).sum()), int((values == 0).sum())
        low, high = wilson(wins + draws / 2, len(values)) if len(values) else (0.0, 1.0)
        interval = round(float(low), 4), round(float(high), 4)
        return cls(player, opponent, len(values), wins, draws, *interval, round(pace.apm, 1), round(pace.delay))


def play_many(
    player: str, opponent: str, games: int, seed: int, map_name: str | None = None, workers: int = 2,
    tell: Callable[[int], None] = lambda n: None, until: float = math.inf, patch: str = DEFAULT_PATCH,
) -> Score:
    """How ``player`` does in ``games`` games; seats alternate with the seed. Games of agents and computers that are
    not over by ``until`` (of ``time.time()``) are left out."""
    if is_program(player) or is_program(opponent):
        return _score(player, opponent, play_programs(player, opponent, games, seed, map_name, tell=tell, patch=patch))
    workers = max(1, min(workers, games, os.cpu_count() or 1))
    batch = min(BATCH, -(-games // workers))
    pieces = [
        (player, opponent, min(batch, games - k), seed + k, map_name, until, patch) for k in range(0, games, batch)
    ]
    results: list[float] = []
    pace = Pace()
    with processes(workers) as pool:
        for part, of_part in pool.map(_play_piece, pieces):
            results += part
            pace += of_part
            tell(len(part))
    return Score.of(player, opponent, results, pace)


def _play_piece(piece: tuple[str, str, int, int, str | None, float, str]) -> tuple[list[float], Pace]:
    """Some games at once, in one process."""
    import torch

    from starleague.env.vector import VectorEnv  # noqa: F401 - loads what play needs before the clock matters
    from starleague.run.tournament import play

    torch.set_num_threads(1)
    player, opponent, games, seed, map_name, until, patch = piece
    return play(player, opponent, games, seed, map_name, TIME_LIMIT, until, patch)


def play_programs(
    player: str, opponent: str, games: int, seed: int, map_name: str | None, replays: Path | None = None,
    limits: Limits | None = None, tell: Callable[[int], None] = lambda n: None, patch: str = DEFAULT_PATCH,
) -> list[tuple[float, Report]]:
    """As ``play_many``, where one at least is a program, with a report of each game."""
    from starleague.run.table import Limits, play

    sides = [Contestant.parse(player), Contestant.parse(opponent)]
    played = []
    for k in range(games):
        order = sides if k % 2 == 0 else sides[::-1]
        replay = replays / f"game-{seed + k}.slreplay" if replays else None
        report = play(order[0], order[1], map_name, seed + k, limits or Limits(), replay, patch)
        mine = report.sides[k % 2].result
        played.append(({"victory": 1.0, "defeat": -1.0}.get(mine, 0.0), report))
        tell(1)
    return played


def _score(player: str, opponent: str, played: Sequence[tuple[float, Report]]) -> Score:
    """Of games as ``play_programs`` gives them: the player's side is the first in every other."""
    pace = sum((report.pace(k % 2) for k, (_, report) in enumerate(played)), Pace())
    return Score.of(player, opponent, [result for result, _ in played], pace)


def print_match(
    a: str, b: str, map_name: str | None, games: int, seed: int, replays: Path | None, json: bool,
    limits: Limits | None = None, patch: str = DEFAULT_PATCH,
) -> None:
    """Play and print; see ``starleague match --help``."""
    end_as_interrupted()
    console = Console(stderr=json)
    reports: list[Report] = []
    if is_program(a) or is_program(b):
        played = play_programs(a, b, games, seed, map_name, replays, limits, patch=patch)
        score, reports = _score(a, b, played), [report for _, report in played]
        for report in reports:
            print_report(console, report)
    elif replays is not None:
        from starleague.run.tournament import play_recorded

        score = Score.of(a, b, play_recorded(a, b, games, seed, map_name, TIME_LIMIT, replays, patch))
    else:
        (score,) = _with_progress(console, [(a, b, games)], seed, map_name, patch=patch)
    print_scores(console, [score], f"{a} against {b}")
    if json:
        last_line([{**asdict(score), "reports": [asdict(report) for report in reports]}])


def print_report(console: Console, report: Report) -> None:
    """How one game went, for people."""
    title = f"{report.map}, {report.loops} loops"
    table = Table("player", "result", "acts/min", "steps", "ms a step", "longest", "trouble", title=title)
    for side in report.sides:
        trouble = "took too long" if side.timed_out else side.crashed
        counts = (f"{side.apm:.0f}", str(side.steps), str(side.step_ms_mean), str(side.step_ms_max))
        table.add_row(_short(side.name), side.result, *counts, trouble)
    console.print(table)


def print_evaluation(
    player: str, against: tuple[str, ...], games: int, seed: int, api_games: int, round_robin: bool, json: bool
) -> None:
    """Evaluate and print; see ``starleague eval --help``."""
    end_as_interrupted()
    console = Console(stderr=json)
    everybody = (player, *(against or default_opponents(player)))
    pairs = list(combinations(everybody, 2)) if round_robin else [(player, other) for other in everybody[1:]]
    scores = play_pairs(console, pairs, games, seed, api_games)
    print_scores(console, scores, f"{'round robin' if round_robin else player}, {games} games each")
    if round_robin:
        print_ratings(console, scores)
    if json:
        last_line([asdict(score) for score in scores])


def evaluate(
    console: Console, player: str, against: Sequence[str], games: int, seed: int, api_games: int,
    seconds: float = math.inf,
) -> list[Score]:
    """Scores of a player against each opponent; within so many seconds, of the games that come to their end."""
    return play_pairs(console, [(player, opponent) for opponent in against], games, seed, api_games, seconds)


def play_pairs(
    console: Console, pairs: Sequence[tuple[str, str]], games: int, seed: int, api_games: int,
    seconds: float = math.inf,
) -> list[Score]:
    """Each pair's games; fewer where a program takes part."""
    plan = [(*pair, api_games if any(map(is_program, pair)) else games) for pair in pairs]
    return _with_progress(console, plan, seed, None, seconds)


def print_ratings(console: Console, scores: Sequence[Score]) -> None:
    """Elo of all who met, best first; their middle is 0."""
    table = Table("player", "Elo", "± (95 %)", box=SIMPLE, title="Elo among them")
    for name, elo, half_width in ratings(scores):
        table.add_row(_short(name), f"{elo:.0f}", f"{half_width:.0f}")
    console.print(table)


def ratings(scores: Sequence[Score]) -> list[tuple[str, float, float]]:
    """(player, Elo, half of its 95 % interval), best first."""
    names = list(dict.fromkeys(name for each in scores for name in (each.player, each.opponent)))
    points, games = np.zeros((2, len(names), len(names)))
    for each in scores:
        i, j = names.index(each.player), names.index(each.opponent)
        won = each.wins + each.draws / 2
        points[i, j], points[j, i] = points[i, j] + won, points[j, i] + each.games - won
        games[i, j] = games[j, i] = games[i, j] + each.games
    elo, half_width = fit_elo(points, games, np.full(len(names), np.nan))
    rows = zip(names, (elo - elo.mean()).tolist(), half_width.tolist())
    return sorted(rows, key=lambda row: -row[1])


def default_opponents(player: str) -> tuple[str, ...]:
    """The lower built-in levels, what the agent began as, and python-sc2's proxy_rax where it is at hand."""
    from starleague.bots.plans import YARDSTICKS
    from starleague.run.agents import supervised_of
    from starleague.run.programs import find_example

    opponents = [f"builtin:random:{level}" for level in YARDSTICKS]
    start = supervised_of(Path(player), Contestant.parse(player).race)
    if start.is_file():
        opponents.append(str(start))
    example = find_example("proxy_rax.py")
    if example is not None:
        opponents.append(f"bot:{example}")
    return tuple(opponents)


def _with_progress(
    console: Console, plan: list[tuple[str, str, int]], seed: int, map_name: str | None, seconds: float = math.inf,
    patch: str = DEFAULT_PATCH,
) -> list[Score]:
    end = time.time() + seconds
    columns = (*Progress.get_default_columns()[:-1], TimeRemainingColumn(), TextColumn("{task.completed:.0f} games"))
    results = []
    with Progress(*columns, console=console) as progress:
        for k, (player, opponent, games) in enumerate(plan):
            until = time.time() + (end - time.time()) / (len(plan) - k)
            task = progress.add_task(f"{Path(player).name} – {Path(opponent).name}", total=games)
            tell = partial(progress.advance, task)
            score = play_many(player, opponent, games, seed, map_name, tell=tell, until=until, patch=patch)
            results.append(score)
            if not console.is_terminal:  # where no bar is seen, and an hour's games should not be lost with the last
                console.print(f"{_short(opponent)}: won {score.wins}, drawn {score.draws} of {score.games}")
    return results


def print_scores(console: Console, scores: Sequence[Score], title: str) -> None:
    """A table for people. Professionals give 52 to 63 commands a minute (medians of real games, by race)."""
    alone, counted = len({s.player for s in scores}) == 1, any(s.apm for s in scores)  # the title names who is alone
    table = Table(box=SIMPLE, title=title)
    for name in ("player",) * (not alone) + ("opponent",):
        table.add_column(name, overflow="fold")
    for name in ("games", "won", "drawn", "win rate, 95 %") + ("acts/min", "delay") * counted:
        table.add_column(name, justify="right", no_wrap=True)
    for s in scores:
        rate = f"{(s.wins + s.draws / 2) / s.games:.0%}, {s.low:.0%} to {s.high:.0%}" if s.games else "not known"
        names = ((_short(s.player),) if not alone else ()) + (_short(s.opponent),)
        pace = (f"{s.apm:.0f}", f"{s.delay:.0f} ms") if counted else ()
        numbers = (str(s.games), str(s.wins), str(s.draws), rate)
        table.add_row(*names, *numbers, *pace)
    console.print(table)


def _short(name: str) -> str:
    return name if ":" in name and not name.startswith("bot:") else "/".join(Path(name).parts[-2:])
