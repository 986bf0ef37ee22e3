"""Each level of the built-in computer against the one below."""

from __future__ import annotations

from dataclasses import asdict
from itertools import pairwise

from rich.console import Console

from starleague.bench.machine import last_line
from starleague.bots.plans import levels
from starleague.run.evaluation import evaluate, print_scores


def print_levels(games: int, seed: int, json: bool, race: str, build: str, against: tuple[str, ...]) -> None:
    """Play and print; see ``starleague bench levels --help``."""
    console = Console(stderr=json)
    scores = []
    for weak, strong in pairwise(levels()):
        if not against or strong in against:
            players = [f"builtin:{race}:{level}:{build}" for level in (strong, weak)]
            scores += evaluate(console, players[0], players[1:], games, seed, 0)
    print_scores(console, scores, f"Each level against the one below, {games} games")
    if json:
        last_line([asdict(score) for score in scores])
