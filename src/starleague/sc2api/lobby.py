"""Where games come from: maps, seats, races; and how clients of other processes join a game of this one."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
from pathlib import Path

import aiohttp
from aiohttp import web
from s2clientprotocol import common_pb2
from s2clientprotocol import sc2api_pb2 as api

from starleague import catalog
from starleague.game.games import Games
from starleague.game.maps import Map, MapError
from starleague.game.start import scramble
from starleague.game.tasks import TaskDriver
from starleague.sc2api.errors import RequestError
from starleague.sc2api.map_store import LONGEST, MapStore
from starleague.sc2api.match import DriverFactory, Match
from starleague.sc2api.seats import RACES, Seat
from starleague.sc2api.texts import text_of

log = logging.getLogger("starleague.sc2api")
RELAY_PATH = "/starleague-relay"
LOOPBACK = "127.0.0.1"
PLAYERS, OBSERVERS = 2, 6
SEED_BITS = 31
HOST_WAIT = 300.0  # seconds that a client waits for the process that hosts its game (which may be compiling)


class Lobby:
    """Makes matches. ``drivers`` builds what moves a match's games on, with its computers."""

    def __init__(
        self, drivers: DriverFactory, map_name: str | Map | None = None, patch: str = "4.10", host: str = LOOPBACK,
        base: Path | None = None,
    ):
        self.drivers = drivers
        self.patch = patch
        self.address = host  # that other processes reach a game of this one at
        self.base = base  # the folder that clients take for the game's
        self.maps = MapStore(map_name)
        self.catalog = catalog.load(patch)
        self.rules = catalog.compile(patch=patch)[0]
        self.guests: set[asyncio.Task] = set()
        self._hosts: dict[int, web.AppRunner] = {}
        self._warm = False

    async def create(self, request: api.RequestCreateGame) -> tuple[api.ResponseCreateGame, Match | None]:
        """A new match, or the protocol's error."""
        path = text_of(request.local_map.map_path or request.battlenet_map_name)
        players = [p for p in request.player_setup if p.type in (api.Participant, api.Computer)]
        observers = sum(p.type == api.Observer for p in request.player_setup)
        error, details = _setup_error(request, path, players, observers)
        if error:
            return api.ResponseCreateGame(error=error, error_details=details), None
        seed = request.random_seed or random.SystemRandom().getrandbits(SEED_BITS)
        try:
            found = self.maps.find(path, request.local_map.map_data)
            games = await asyncio.to_thread(self._games, found, players, seed)
        except MapError as problem:
            return api.ResponseCreateGame(error=api.ResponseCreateGame.InvalidMapData, error_details=str(problem)), None
        seats = [_seat(k + 1, p) for k, p in enumerate(players)]
        driver = TaskDriver(self.drivers(games), games)
        match = Match(
            games, driver, seats, request.realtime, request.disable_fog, path, observers
        )
        return api.ResponseCreateGame(), match

    def _games(self, game_map: Map, players: list[api.PlayerSetup], seed: int) -> Games:
        races = [self.race(p.race, seed + k) for k, p in enumerate(players)]
        races += races[:1] * (PLAYERS - len(players))  # an empty seat is somebody who does nothing
        games = Games(1, map=game_map, races=tuple(races), patch=self.patch, seed=seed)
        if not self._warm:
            self._compile(games)
        return games

    def _compile(self, games: Games) -> None:
        """Have all code compiled that a game needs, here, where no other client is kept waiting for it."""
        driver = self.drivers(games)
        with contextlib.suppress(ValueError):  # a driver without computers
            for player in range(1, PLAYERS + 1):
                driver.seat(0, player, "easy")
        driver.step(1)
        games.warm()
        games.hash(0)
        games.reset(seeds=games.seeds)
        self._warm = True

    def race(self, requested: int, seed: int) -> str:
        """The race that is played, of those in the catalog; ``seed`` decides what a random one is."""
        known = [name for k, name in RACES.items() if k != common_pb2.Random and self.rules.town_hall[k]]
        race = RACES.get(requested, "Random")
        if race in known:
            return race
        if race != "Random":
            log.warning("%s is not in the catalog yet: the player gets %s", race, known[0])
            return known[0]
        return known[scramble(seed) % len(known)]

    def take(self, match: Match, seat: Seat, request: api.RequestJoinGame) -> None:
        """A participant sits down. Only now his race is known: the game is set up again when it is another."""
        seat.joined, seat.name = True, text_of(request.player_name)
        seat.race_requested = request.race or common_pb2.Random
        race = self.race(seat.race_requested, match.games.seeds[0] + seat.player)
        races = list(match.games.races[0])
        if races[seat.player - 1] != race:
            races[seat.player - 1] = race
            match.games.reset(seeds=match.games.seeds, races=[races])

    async def host(self, match: Match, port: int) -> None:
        """Let clients of other processes join a match on a port, until all participants have left it."""
        await self._unhost(port)
        app = web.Application()

        async def relay(http: web.Request) -> web.WebSocketResponse:
            return await self._relay(http, match)

        app.router.add_get(RELAY_PATH, relay)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, self.address, port)
        try:
            await site.start()
        except OSError as problem:
            await runner.cleanup()
            raise RequestError(f"join_game: port {port} is taken ({problem.strerror})") from None
        self._hosts[port] = runner
        match.hosted = True
        match.closing.append(lambda: asyncio.ensure_future(_stop(site)))

    async def connect(self, port: int, host: str = "") -> Relay:
        """The way to the process that hosts a game on a port; waits for it.

        Only who listens to other machines may be sent to one.
        """
        if host in ("", "localhost") or self.address == LOOPBACK:
            host = LOOPBACK
        http = aiohttp.ClientSession()
        try:
            async with asyncio.timeout(HOST_WAIT):
                return Relay(http, await _call(http, f"http://{host}:{port}{RELAY_PATH}"))
        except BaseException as problem:  # the client may have hung up, too
            await http.close()
            if isinstance(problem, TimeoutError):
                raise RequestError(f"join_game: nobody hosts a game on port {port}") from None
            raise

    async def guests_gone(self) -> None:
        """Wait until clients of other processes have ended what they play here."""
        if self.guests:
            await asyncio.wait(set(self.guests))

    async def close(self) -> None:
        for port in list(self._hosts):
            await self._unhost(port)

    async def _relay(self, http: web.Request, match: Match) -> web.WebSocketResponse:
        """Serve one client of another process as this process serves its own."""
        from starleague.sc2api.connection import converse
        from starleague.sc2api.session import Session

        session = Session(self)
        session.expect(match)
        task = asyncio.current_task()
        assert task is not None
        self.guests.add(task)
        try:
            return await converse(http, session)
        finally:
            self.guests.discard(task)
            await session.disconnected()

    async def _unhost(self, port: int) -> None:
        runner = self._hosts.pop(port, None)
        if runner is not None:
            await runner.cleanup()


async def _call(http: aiohttp.ClientSession, url: str) -> aiohttp.ClientWebSocketResponse:
    """Until somebody answers."""
    while True:
        try:
            return await http.ws_connect(url, max_msg_size=0)
        except aiohttp.ClientError:
            await asyncio.sleep(0.1)


async def _stop(site: web.TCPSite) -> None:
    """Release a port; who is connected stays so."""
    with contextlib.suppress(RuntimeError):  # the server has closed it meanwhile
        await site.stop()


class Relay:
    """A game that another process hosts: requests go there, answers come back."""

    def __init__(self, http: aiohttp.ClientSession, socket: aiohttp.ClientWebSocketResponse):
        self.http, self.socket = http, socket

    async def send(self, message: bytes) -> bytes | None:
        """The answer to a request; None when the host is gone."""
        try:
            await self.socket.send_bytes(message)
            answer = await self.socket.receive()
        except (aiohttp.ClientError, ConnectionError):
            return None
        return answer.data if answer.type == aiohttp.WSMsgType.BINARY else None

    async def close(self) -> None:
        try:
            await self.socket.close()
        finally:  # also when nobody has the patience for the host's farewell
            await self.http.close()


def _setup_error(
    request: api.RequestCreateGame, path: str, players: list[api.PlayerSetup], observers: int
) -> tuple[int, str]:
    """The protocol's error and its details; 0: there is none."""
    errors = api.ResponseCreateGame
    if not path and not request.local_map.map_data:
        return errors.MissingMap, "neither local_map nor battlenet_map_name is set"
    if len(path) > LONGEST:
        return errors.InvalidMapPath, f"a path may have {LONGEST} characters"
    if not players:
        return errors.MissingPlayerSetup, "player_setup names nobody who plays"
    if len(players) > PLAYERS:
        return errors.InvalidPlayerSetup, f"{len(players)} players; a game has one or two, and observers"
    if observers > OBSERVERS:
        return errors.InvalidPlayerSetup, f"{observers} observers; a game has {OBSERVERS} at most"
    return 0, ""


def _seat(player: int, setup: api.PlayerSetup) -> Seat:
    return Seat(
        player=player, kind=setup.type, name=text_of(setup.player_name), race_requested=setup.race or common_pb2.Random,
        difficulty=setup.difficulty if setup.HasField("difficulty") else 0,
        build=setup.ai_build if setup.HasField("ai_build") else 0, joined=setup.type == api.Computer,
    )
