"""How many requests a second one server process answers, in a game with so many units."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

import aiohttp
from rich.console import Console
from rich.table import Table
from s2clientprotocol import common_pb2, debug_pb2
from s2clientprotocol import sc2api_pb2 as api

from starleague.bench.machine import last_line, machine
from starleague.game.driver import EngineDriver
from starleague.sc2api.lobby import Lobby
from starleague.sc2api.server import Server

Ask = Callable[[bytes], Awaitable[bytes]]
ROUNDS = 5
MARINE = 48
OPTIONS = api.InterfaceOptions(raw=True, score=True, show_cloaked=True, show_burrowed_shadows=True)
STEP = api.Request(step=api.RequestStep(count=1))
OBSERVE = api.Request(observation=api.RequestObservation())
CYCLES = {
    "observation": (OBSERVE,), "step": (STEP,), "step and observation": (STEP, OBSERVE),
    "game_info": (api.Request(game_info=api.RequestGameInfo()),),
}


class Idle(EngineDriver):
    """A computer that does nothing: what is measured is the interface."""

    def seat(self, g: int, player: int, difficulty: str, build: str = "macro") -> None:
        pass


def print_api(units: int, seconds: float, map_name: str, json: bool) -> None:
    """Measure and print; see ``starleague bench api --help``."""
    console = Console(stderr=json)
    console.print(f"[dim]{machine()}[/]")
    rates = asyncio.run(measure(units, seconds, map_name))
    table = Table("a second, one process", "in the server", "of its processor time", "over the websocket")
    for name in CYCLES:
        told = (f"{rates[way].get(name, 0):,.0f}" for way in ("direct", "processor", "websocket"))
        table.add_row(name, *told)
    console.print(table)
    console.print(f"{rates['units']} units told, {rates['bytes']:,} bytes an observation", highlight=False)
    if json:
        last_line(rates)


async def measure(units: int, seconds: float, map_name: str) -> dict:
    """Cycles a second: "direct" in the server, of the clock and of processor time, and "websocket" with a client."""
    server = Server(Lobby(Idle))
    runner = await server.listen("127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.port}/sc2api"
    try:
        async with aiohttp.ClientSession() as http, http.ws_connect(url, max_msg_size=0) as socket:
            async def over_wire(message: bytes) -> bytes:
                await socket.send_bytes(message)
                return await socket.receive_bytes()

            async def direct(message: bytes) -> bytes:
                return await server.session.answer(api.Request.FromString(message), message)

            told = await _begin(over_wire, units, map_name)
            rates: dict = {"units": len(told.observation.observation.raw_data.units), "bytes": told.ByteSize()}
            rates["direct"], rates["processor"], rates["websocket"] = {}, {}, {}
            for name, cycle in CYCLES.items():
                messages = [request.SerializeToString() for request in cycle]
                rates["direct"][name], rates["processor"][name] = await _rate(direct, messages, seconds)
                rates["websocket"][name], _ = await _rate(over_wire, messages, seconds)
    finally:
        await server.close(runner)
    return rates


async def _begin(ask: Ask, units: int, map_name: str) -> api.Response:
    """A game without fog, half of the units each player's, side by side; its observation."""
    async def said(**request) -> api.Response:
        return api.Response.FromString(await ask(api.Request(**request).SerializeToString()))

    setup = [api.PlayerSetup(type=api.Participant), api.PlayerSetup(type=api.Computer, race=common_pb2.Terran)]
    local_map = api.LocalMap(map_path=f"{map_name}.SC2Map")
    await said(create_game=api.RequestCreateGame(local_map=local_map, player_setup=setup, random_seed=1))
    await said(join_game=api.RequestJoinGame(race=common_pb2.Terran, options=OPTIONS))
    seen = (await said(observation=api.RequestObservation())).observation.observation.raw_data
    home = seen.player.camera
    missing = max(0, units - len(seen.units))
    await said(debug=api.RequestDebug(debug=[
        debug_pb2.DebugCommand(create_unit=debug_pb2.DebugCreateUnit(
            unit_type=MARINE, owner=owner, pos=common_pb2.Point2D(x=home.x + 2 * owner, y=home.y), quantity=quantity,
        ))
        for owner, quantity in ((1, missing - missing // 2), (2, missing // 2))
    ] + [debug_pb2.DebugCommand(game_state=state) for state in (debug_pb2.show_map, debug_pb2.god)]))
    await said(step=api.RequestStep(count=16))
    return await said(observation=api.RequestObservation())


async def _rate(ask: Ask, messages: list[bytes], seconds: float) -> tuple[float, float]:
    """Cycles a second of the clock, and of this process's processor time: the best of some rounds."""
    best, best_processor = 0.0, 0.0
    for _ in range(ROUNDS):
        cycles, begun, processor = 0, time.perf_counter(), time.process_time()
        while time.perf_counter() - begun < seconds / ROUNDS:
            for message in messages:
                await ask(message)
            cycles += 1
        best = max(best, cycles / (time.perf_counter() - begun))
        best_processor = max(best_processor, cycles / max(1e-9, time.process_time() - processor))
    return round(best, 1), round(best_processor, 1)
