"""`starleague reproduce`: train the leagues of each ablation over several seeds, and see whether the orders show."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table

from starleague.bench.machine import last_line
from starleague.league import Snapshot
from starleague.reproduce.ablations import ABLATIONS, EXPLOITABILITY, Ablation, Setting
from starleague.reproduce.league import BATCH, SpinningTopLeague
from starleague.reproduce.measures import Interval, Trained, exploitability, interval, measured
from starleague.reproduce.spinning_top import GAMES
from starleague.run.processes import processes

COPIES = 20  # of the main agent, evenly over the training


def print_reproduction(seeds: range, matches: int, workers: int, game: str, json: bool) -> bool:
    """Tables, or one JSON line; whether every order showed."""
    result = reproduce(seeds, matches, workers, game)
    console = Console(quiet=json)
    for title, kind in (("What was measured", "figures"), ("The paper's orders", "details")):
        table = Table(*result[kind][0], title=title)
        for row in result[kind]:
            table.add_row(*(shown(value) for value in row.values()))
        console.print(table)
    console.print(f"{result['orderings_held']} of {result['orderings']} orders show beyond doubt")
    if json:
        last_line(result)
    return result["orderings_held"] == result["orderings"]


def reproduce(seeds: range, matches: int, workers: int = 1, game: str = "spinning-top") -> dict[str, Any]:
    """``orderings`` asked for, ``orderings_held``, ``figures`` with 95 % intervals, ``details`` of the orders."""
    tasks = [(ablation, setting, seed, matches, game) for ablation, setting, seed in everything(seeds)]
    trained: dict[tuple[str, str, int], Trained] = {}
    with processes(workers) as pool:
        done = track(pool.map(train, tasks), "training", len(tasks), console=Console(stderr=True))
        for (ablation, setting, seed, _, _), league in zip(tasks, done):
            trained[ablation.name, setting.name, seed] = league
    figures: list[dict[str, Any]] = []
    details: list[dict[str, Any]] = []
    for ablation in ABLATIONS:
        found = figures_of(ablation, seeds, trained, game)
        for setting in ablation.settings:
            figures += [figure(ablation, setting, name, found) for name in (*setting.paper, EXPLOITABILITY)]
        details += [order(ablation.name, *ordering, found) for ordering in ablation.orderings]
    held = sum(detail["verdict"] == "held" for detail in details)
    return {"orderings": len(details), "orderings_held": held, "figures": figures, "details": details}


def everything(seeds: range) -> Iterator[tuple[Ablation, Setting, int]]:
    for seed in seeds:
        for ablation in ABLATIONS:
            for setting in ablation.settings:
                yield ablation, setting, seed


def train(task: tuple[Ablation, Setting, int, int, str]) -> Trained:
    """One league of one seed; the settings of a seed play the same game."""
    _, setting, seed, matches, game = task
    with tempfile.TemporaryDirectory() as folder:
        played = SpinningTopLeague.founded(Path(folder), GAMES[game](seed), seed, merged(rules(matches), setting.rules))
        played.train(matches)
        past = [player for player in played.league.players if isinstance(player, Snapshot)]
        everybody = [played.policy(player) for player in past]
        main = [each for each, player in zip(everybody, past) if player.parent in (None, 0)]
        return Trained(main, everybody, exploitability(played.game, main[-1], main[0], matches, BATCH, seed))


def rules(matches: int) -> dict[str, Any]:
    """What all settings share: league exploiters' time is two copies of a main agent, main exploiters' double."""
    every = max(matches // COPIES, 1)
    early = {"above": 0.7, "min_steps": max(every // 2, 1)}
    return {
        "main_agent": {"snapshot": {"timeout_steps": every}},
        "main_exploiter": {"snapshot": early | {"timeout_steps": 4 * every}},
        "league_exploiter": {"snapshot": early | {"timeout_steps": 2 * every}},
        "prior_games": 4,
    }


def merged(rules: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """Section by section."""
    both = {key: rules[key] | changes[key] for key in rules.keys() & changes.keys() if isinstance(rules[key], dict)}
    return rules | changes | both


def figures_of(
    ablation: Ablation, seeds: range, trained: dict[tuple[str, str, int], Trained], game: str
) -> dict[tuple[str, str], list[float]]:
    """[setting, figure] → one value a seed."""
    found: dict[tuple[str, str], list[float]] = {}
    for seed in seeds:
        leagues = [trained[ablation.name, setting.name, seed] for setting in ablation.settings]
        for setting, values in zip(ablation.settings, measured(GAMES[game](seed), leagues)):
            for name, value in values.items():
                found.setdefault((setting.name, name), []).append(value)
    return found


def figure(
    ablation: Ablation, setting: Setting, name: str, found: dict[tuple[str, str], list[float]]
) -> dict[str, Any]:
    values = found[setting.name, name]
    facts = {"ablation": ablation.name, "setting": setting.name, "figure": name, "paper": setting.paper.get(name)}
    return facts | rounded(interval(values)) | {"seeds": len(values)}


def order(
    ablation: str, name: str, more: str, less: str, found: dict[tuple[str, str], list[float]]
) -> dict[str, Any]:
    """Whether the difference of the pair, seed by seed, is above 0 with its whole interval."""
    gain = interval([a - b for a, b in zip(found[more, name], found[less, name])])
    verdict = "held" if gain.low > 0 else "reversed" if gain.high < 0 else "undecided"
    return {"ablation": ablation, "figure": name, "more": more, "less": less} | rounded(gain) | {"verdict": verdict}


def rounded(found: Interval) -> dict[str, float | None]:
    """JSON knows no infinity."""
    return {name: round(value, 4) if math.isfinite(value) else None for name, value in asdict(found).items()}


def shown(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.3g}" if isinstance(value, float) else str(value).replace("_", " ")
