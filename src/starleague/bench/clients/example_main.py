"""Plays one of python-sc2's example bots against the computer, as its own run_example_bots_vs_computer.py does."""

from __future__ import annotations

import asyncio
import sys
from importlib import import_module

from sc2 import maps
from sc2.data import Difficulty, Race, Result
from sc2.main import GameMatch, a_run_multiple_games_nokill
from sc2.player import Bot, Computer


def main(module: str, name: str, race: str, seconds: str) -> None:
    bot = Bot(Race[race], getattr(import_module(module), name)())
    match = GameMatch(
        map_sc2=maps.get("Acropolis"), players=[bot, Computer(Race.Protoss, Difficulty.Easy)], realtime=False,
        game_time_limit=int(seconds),
    )
    results = asyncio.run(a_run_multiple_games_nokill([match]))
    assert results and all(result == Result.Tie for result in results[0].values()), results
    assert getattr(bot, "on_end_called", True) is True


if __name__ == "__main__":
    main(*sys.argv[1:])
