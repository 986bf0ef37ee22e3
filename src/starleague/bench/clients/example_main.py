"""Plays python-sc2's example bots as its own scripts do: one against the computer, or two against each other."""

from __future__ import annotations

import asyncio
import sys
from importlib import import_module

from sc2 import maps
from sc2.data import Difficulty, Race, Result
from sc2.main import GameMatch, a_run_multiple_games_nokill
from sc2.player import Bot, Computer


def main(seconds: str, *facts: str) -> None:
    """Play so long; ``facts`` are module, class and race of each bot."""
    each = zip(*[iter(facts)] * 3, strict=True)
    bots = [Bot(Race[race], getattr(import_module(module), name)()) for module, name, race in each]
    players = bots if len(bots) == 2 else [*bots, Computer(Race.Protoss, Difficulty.Easy)]
    match = GameMatch(map_sc2=maps.get("Acropolis"), players=players, realtime=False, game_time_limit=int(seconds))
    results = asyncio.run(a_run_multiple_games_nokill([match]))
    assert results and all(result == Result.Tie for result in results[0].values()), results
    assert all(getattr(bot, "on_end_called", True) is True for bot in bots)


if __name__ == "__main__":
    main(*sys.argv[1:])
