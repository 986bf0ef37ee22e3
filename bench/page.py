"""What the page's stream costs: bytes a second of play, and the share of a core, with many units.

    python bench/page.py --units 200 400

Half of the units of each player march back and forth all the time. Watchers with the same eyes get the same bytes, so
a game costs at most three streams, however many watch.
"""

from __future__ import annotations

import argparse
import json
import time

from starleague.game.games import Games
from starleague.sc2api.eyes.eye import Memories
from starleague.ui.page.clock import LOOPS_PER_FRAME, SPEEDS
from starleague.ui.page.stream import Stream

SECONDS = 20  # of play
KINDS = {1: "Marine", 2: "Roach"}
CORNERS = {1: ((30, 30), (60, 50)), 2: ((120, 100), (90, 80))}


def measure(units: int) -> dict[str, float]:
    """Figures of one game with so many units."""
    games = crowded(units)
    memories = Memories(games)
    streams = [Stream(games, memories, player) for player in (0, 1, 2)]
    for stream in streams:
        stream.key()
        stream.change()
    rate = SPEEDS["faster"]
    frames = round(SECONDS * rate / LOOPS_PER_FRAME)
    told = [0] * len(streams)
    stepping = streaming = 0.0
    for frame in range(frames):
        if frame % 60 == 0:
            march(games, frame // 60)
        begun = time.perf_counter()
        games.step(LOOPS_PER_FRAME)
        if frame % 4 == 0:
            memories.remember(int(games[0].loop) - 8)
        moved = time.perf_counter()
        sizes = [len(stream.change()) for stream in streams]
        told = [before + size for before, size in zip(told, sizes, strict=True)]
        stepping += moved - begun
        streaming += time.perf_counter() - moved
    return {
        "units": units, "bytes_per_second": round(max(told) / SECONDS),
        "key_bytes": len(streams[0].key()), "ms_per_frame_and_eyes": round(1e3 * streaming / frames / len(streams), 2),
        "core_share": round((stepping + streaming) / SECONDS, 3),
    }


def crowded(units: int) -> Games:
    """A melee with armies of both players."""
    games = Games(1, map="Basalt Terraces", seed=1, threads=1)
    games.set_fog(0, True)
    for player, kind in KINDS.items():
        x, y = CORNERS[player][0]
        games.create_unit(0, kind, player, x, y, units // 2 - 13)
    games.look(0)
    return games


def march(games: Games, turn: int) -> None:
    """Every unit of the armies goes to the other place of its player."""
    state = games.state["units"][0]
    for player, kind in KINDS.items():
        army = (state["owner"] == player) & (state["alive"] == 1) & (state["type"] == games.unit_row(kind))
        mine = army.nonzero()[0]
        games.command(0, player, "Move", mine[: len(mine) // 2], point=CORNERS[player][(turn + 1) % 2])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--units", type=int, nargs="+", default=[200, 400])
    wanted = parser.parse_args()
    for units in wanted.units:
        print(json.dumps(measure(units)))


if __name__ == "__main__":
    main()
