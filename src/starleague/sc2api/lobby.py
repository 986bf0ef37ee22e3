"""Where games come from: maps, seats, computers, hosts on other ports."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from pathlib import PurePosixPath

import aiohttp
from aiohttp import web
from s2clientprotocol import sc2api_pb2 as api

from starleague import catalog
from starleague.game.games import Games
from starleague.game.maps import list_maps
from starleague.game.replay import Recorder
from starleague.sc2api.errors import RequestError
from starleague.sc2api.match import RACES, DriverFactory, Match, Seat

log = logging.getLogger("starleague.sc2api")
RELAY_PATH = "/starleague-relay"


class Lobby:
    """Makes matches. ``drivers`` builds what moves a match's games on, with its computers."""

    def __init__(self, drivers: DriverFactory, map_name: str | None = None, patch: str = "4.10"):
        self.drivers = drivers
        self.patch = patch
        self.fallback_map = map_name or list_maps()[0]
        self.names = catalog.load(patch).names
        self.rules = catalog.compile(patch=patch)[0]
        self.relays: dict[int, web.AppRunner] = {}

    def map_paths(self) -> list[str]:
        return [f"{name}.SC2Map" for name in list_maps()]

    async def create(self, request: api.RequestCreateGame) -> tuple[api.ResponseCreateGame, Match | None]:
        """A new match, or the protocol's error."""
        response = api.ResponseCreateGame()
        path = request.local_map.map_path or request.battlenet_map_name
        if not path and not request.local_map.map_data:
            response.error = api.ResponseCreateGame.MissingMap
            return response, None
        players = [p for p in request.player_setup if p.type in (api.Participant, api.Computer)]
        if not players:
            response.error = api.ResponseCreateGame.MissingPlayerSetup
            return response, None
        if len(players) > 2:
            response.error = api.ResponseCreateGame.InvalidPlayerSetup
            response.error_details = "melee games here have one or two players"
            return response, None
        seed = request.random_seed or random.SystemRandom().getrandbits(31)
        games = await asyncio.to_thread(self._games, path, players, seed)
        seats = [_seat(k + 1, p) for k, p in enumerate(players)]
        names = {"map": PurePosixPath(path.replace("\\", "/")).stem or games.map.name, "path": path}
        return response, Match(games, self.drivers(games), seats, request.realtime, names)

    def _games(self, path: str, players, seed: int) -> Games:
        name = PurePosixPath(path.replace("\\", "/")).stem
        if name not in list_maps():
            log.warning("map %r is not installed: the game is played on %r", name, self.fallback_map)
            name = self.fallback_map
        races = [self._race(p.race) for p in players] + ["Terran"] * (2 - len(players))
        games = Games(1, map=name, races=tuple(races), patch=self.patch, seed=seed)
        games.recorder = Recorder(games)
        return games

    def _race(self, requested: int) -> str:
        """The race to play: Terran until the others' catalogs are complete."""
        race = RACES.get(requested, "Random")
        known = self.playable_races()
        if race in known:
            return race
        if race != "Random":
            log.warning("%s is not playable yet: the player gets %s", race, known[0])
        return known[0]

    def playable_races(self) -> list[str]:
        """Races whose town hall and worker are in the catalog."""
        return [name for k, name in RACES.items() if 0 < k < 4 and self.rules.town_hall[k] and self.rules.worker[k]]

    def set_race(self, match: Match, seat: Seat) -> None:
        """A participant's race is known only when he joins: start the game again with it if it differs."""
        race = self._race(seat.race_requested)
        if match.games.races[seat.player - 1] != race:
            races = list(match.games.races)
            races[seat.player - 1] = race
            match.games.races = tuple(races)
            match.games.reset()

    def restart(self, match: Match) -> None:
        match.games.reset()

    def replay_bytes(self, match: Match) -> bytes:
        return match.games.recorder.to_bytes()

    async def host(self, match: Match, port: int) -> None:
        """Let clients of other processes join a match on a port; one listener a port."""
        if port in self.relays:
            return
        app = web.Application()
        app["match"] = match
        app.router.add_get(RELAY_PATH, self._relay)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        self.relays[port] = runner

    async def connect(self, port: int, seconds: float = 60) -> Callable[[bytes], Awaitable[bytes]]:
        """A function that sends one request to the host on a port and returns its response."""
        session = aiohttp.ClientSession()
        for _ in range(int(seconds * 10)):
            try:
                socket = await session.ws_connect(f"http://127.0.0.1:{port}{RELAY_PATH}", max_msg_size=0)
                break
            except aiohttp.ClientError:
                await asyncio.sleep(0.1)
        else:
            await session.close()
            raise RequestError(f"join_game: nobody hosts a game on port {port} (waited {seconds:.0f} s)")

        async def forward(message: bytes) -> bytes:
            await socket.send_bytes(message)
            return await socket.receive_bytes()

        return forward

    async def _relay(self, http: web.Request) -> web.WebSocketResponse:
        """Serve one client of another process, as this process serves its own."""
        from starleague.sc2api.session import Session

        socket = web.WebSocketResponse(max_msg_size=1 << 26)
        await socket.prepare(http)
        session = Session(self)
        async for message in socket:
            request = api.Request.FromString(message.data)
            if request.WhichOneof("request") == "join_game":
                joined = await session.join_hosted(http.app["match"], request.join_game)
                response = api.Response(join_game=joined, status=session.status)
            else:
                response = await session.answer(request)
            await socket.send_bytes(response.SerializeToString())
        await session.disconnected()
        return socket

    async def close(self) -> None:
        for runner in self.relays.values():
            await runner.cleanup()
        self.relays.clear()


def _seat(player: int, setup: api.PlayerSetup) -> Seat:
    return Seat(
        player=player, kind=setup.type, name=setup.player_name, race_requested=setup.race or api.Random,
        difficulty=setup.difficulty, build=setup.ai_build, joined=setup.type == api.Computer,
    )
