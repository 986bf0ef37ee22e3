"""What the page's stream costs: bytes a second of play, and the share of a core, with many units.

    python bench/page.py --units 200 400

Half of the units of each player march back and forth all the time. Watchers with the same eyes get the same bytes, so
a game costs at most three streams, however many watch: the second line is of a server with ten of them.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import tempfile
import time
from pathlib import Path

import aiohttp

from starleague.game.driver import EngineDriver
from starleague.game.games import Games
from starleague.sc2api.eyes.eye import Memories
from starleague.ui.page.clock import LOOPS_PER_FRAME, SPEEDS
from starleague.ui.page.library import Library
from starleague.ui.page.room import Room
from starleague.ui.page.server import PageServer
from starleague.ui.page.stream import Stream

SECONDS = 20  # of play
TURN = 120  # loops of a march
WATCHERS = 10
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


class Crowd(Room):
    """An open game in which half of everybody marches."""

    def __init__(self, units: int):
        super().__init__(f"{units} units", ("Left", "Right"))
        self.units, self.marched = units, 0
        self.open(self._make)

    def _make(self) -> tuple[Games, EngineDriver]:
        games = crowded(self.units)
        return games, EngineDriver(games)

    def step(self, loops: int) -> None:
        if int(self.games[0].loop) // TURN >= self.marched:
            march(self.games, self.marched)
            self.marched += 1
        super().step(loops)


async def serve(units: int, watchers: int = WATCHERS) -> dict[str, float]:
    """Figures of a server with one such game, and a third of its watchers with each pair of eyes."""
    with tempfile.TemporaryDirectory() as folder:
        server = PageServer(Library(Path(folder)))
        runner = await server.listen("127.0.0.1", 0)
        room = server.add(Crowd(units))
        await room.ready.wait()
        address = f"http://127.0.0.1:{server.port}/ws/{room.id}"
        elsewhere = multiprocessing.get_context("spawn").Process(target=watch, args=(address, watchers), daemon=True)
        elsewhere.start()
        while len(room.guests) < watchers:
            await asyncio.sleep(0.1)
        begun, loop, spent = time.perf_counter(), int(room.games[0].loop), time.process_time()
        await asyncio.sleep(SECONDS)
        took = time.perf_counter() - begun
        told = {
            "units": units, "watchers": watchers, "loops_per_second": round((int(room.games[0].loop) - loop) / took, 1),
            "core_share": round((time.process_time() - spent) / took, 3),
        }
        elsewhere.terminate()
        await server.close(runner)
    return told


def watch(address: str, watchers: int) -> None:
    """Open a room so many times, and read all that comes."""

    async def one(http: aiohttp.ClientSession, player: int) -> None:
        async with http.ws_connect(address, max_msg_size=0) as socket:
            await socket.send_json({"do": "view", "player": player})
            async for _ in socket:
                pass

    async def all_of_them() -> None:
        async with aiohttp.ClientSession() as http:
            await asyncio.gather(*(one(http, k % 3) for k in range(watchers)))

    asyncio.run(all_of_them())


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
        print(json.dumps(measure(units)), flush=True)
        print(json.dumps(asyncio.run(serve(units))), flush=True)


if __name__ == "__main__":
    main()
