"""A StarCraft II client as its user sees it: a status, a game or none, an answer to each request."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from s2clientprotocol import sc2api_pb2 as api

from starleague.sc2api.actions import act
from starleague.sc2api.data import data
from starleague.sc2api.debug import debug
from starleague.sc2api.errors import RequestError
from starleague.sc2api.game_info import game_info
from starleague.sc2api.lobby import Lobby
from starleague.sc2api.match import Match, Seat
from starleague.sc2api.observation import observation
from starleague.sc2api.queries import query

log = logging.getLogger("starleague.sc2api")

VERSION = "4.10.0.75689"
BASE_BUILD = 75689
DATA_VERSION = "B89B5D6FA7CBF6452E721311BFBC6CB2"
MAX_STEP = 2_000_000

LAUNCHED, INIT_GAME, IN_GAME = api.launched, api.init_game, api.in_game
IN_REPLAY, ENDED, QUIT = api.in_replay, api.ended, api.quit

# Which requests each status allows; ping, data, quit and available_maps are always allowed.
ALLOWED = {
    "create_game": {LAUNCHED, ENDED, INIT_GAME},
    "join_game": {LAUNCHED, INIT_GAME, ENDED},
    "restart_game": {IN_GAME, ENDED},
    "leave_game": {IN_GAME, ENDED, IN_REPLAY, INIT_GAME},
    "quick_save": {IN_GAME}, "quick_load": {IN_GAME},
    "game_info": {IN_GAME, ENDED, IN_REPLAY},
    "observation": {IN_GAME, ENDED, IN_REPLAY},
    "step": {IN_GAME, IN_REPLAY},
    "action": {IN_GAME}, "obs_action": {IN_GAME, IN_REPLAY},
    "query": {IN_GAME, ENDED, IN_REPLAY},
    "debug": {IN_GAME},
    "save_replay": {IN_GAME, ENDED},
    "map_command": {IN_GAME},
}


class Session:
    """Answers requests; ``lobby`` makes games and finds maps."""

    def __init__(self, lobby: Lobby):
        self.lobby = lobby
        self.status = LAUNCHED
        self.match: Match | None = None
        self.seat: Seat | None = None
        self.options = api.InterfaceOptions()
        self.fog = True
        self.saved: bytes | None = None
        self.forward: Callable[[bytes], Awaitable[bytes]] | None = None  # a game that another process hosts

    async def answer(self, request: api.Request) -> api.Response:
        """One response for one request; what cannot be done is said in ``error`` and changes nothing."""
        which = request.WhichOneof("request")
        response = api.Response()
        try:
            if which is None:
                raise RequestError("the request is empty or of a kind that this protocol version does not know")
            allowed = ALLOWED.get(which)
            if allowed is not None and self.status not in allowed:
                raise RequestError(_not_now(which, self.status))
            handler = getattr(self, f"_{which}", None)
            if handler is None:
                raise RequestError(f"{which} is not supported by this server")
            answer = await handler(getattr(request, which))
            field = getattr(response, which)
            field.SetInParent()
            if answer is not None:
                field.CopyFrom(answer)
        except RequestError as problem:
            response.error.append(str(problem))
        if self.match is not None and self.status == IN_GAME and self.match.over and which in ("step", "observation"):
            self.status = ENDED
        if request.HasField("id"):
            response.id = request.id
        response.status = self.status
        return response

    async def disconnected(self) -> None:
        """The connection closed: in a game that means leaving it; before one it ends nothing."""
        if self.status == IN_GAME and self.match is not None and self.seat is not None:
            await self.match.leave(self.seat)
            self._forget()

    # Requests, in the order of the protocol

    async def _create_game(self, request: api.RequestCreateGame) -> api.ResponseCreateGame:
        response, match = await self.lobby.create(request)
        if match is not None:
            self._forget()
            self.match, self.fog, self.status = match, not request.disable_fog, INIT_GAME
        return response

    async def _join_game(self, request: api.RequestJoinGame) -> api.ResponseJoinGame:
        response = api.ResponseJoinGame()
        if self.match is None or self.status == LAUNCHED:
            return await self._join_elsewhere(request)
        if not request.HasField("participation"):
            response.error = api.ResponseJoinGame.MissingParticipation
            return response
        if request.WhichOneof("participation") == "observed_player_id":
            return self._observe(request)
        seat = self.match.free_seat()
        if seat is None:
            response.error = api.ResponseJoinGame.GameFull
            return response
        if len(self.match.participants()) > 1 and not request.HasField("server_ports"):
            response.error = api.ResponseJoinGame.MissingPorts
            return response
        self._sit(seat, request)
        if request.HasField("server_ports"):
            await self.lobby.host(self.match, request.server_ports.game_port)
        await self.match.all_joined()
        self._start()
        response.player_id = seat.player
        return response

    def _sit(self, seat: Seat, request: api.RequestJoinGame) -> None:
        assert self.match is not None
        seat.joined, seat.name, seat.race_requested = True, request.player_name, request.race
        self.seat = seat
        self.options.CopyFrom(request.options)
        self.lobby.set_race(self.match, seat)

    def _start(self) -> None:
        assert self.match is not None
        self.status = IN_GAME
        if self.match.realtime and self.match.clock is None:
            self.match.clock = asyncio.create_task(self.match.run_realtime())

    async def join_hosted(self, match: Match, request: api.RequestJoinGame) -> api.ResponseJoinGame:
        """Join a game that this process hosts, for a client of another process."""
        response = api.ResponseJoinGame()
        seat = match.free_seat()
        if seat is None:
            response.error = api.ResponseJoinGame.GameFull
            return response
        self.match = match
        self._sit(seat, request)
        await match.all_joined()
        self._start()
        response.player_id = seat.player
        return response

    async def _join_elsewhere(self, request: api.RequestJoinGame) -> api.ResponseJoinGame:
        if not request.HasField("server_ports"):
            return api.ResponseJoinGame(error=api.ResponseJoinGame.MissingPorts)
        self.forward = await self.lobby.connect(request.server_ports.game_port)
        answer = api.Response.FromString(await self.forward(api.Request(join_game=request).SerializeToString()))
        self.status = answer.status
        return answer.join_game

    def _observe(self, request: api.RequestJoinGame) -> api.ResponseJoinGame:
        assert self.match is not None
        seat = self.match.seats.get(request.observed_player_id or 1)
        if seat is None:
            return api.ResponseJoinGame(error=api.ResponseJoinGame.InvalidObservedPlayerId)
        self.seat, self.fog = seat, request.observed_player_id != 0 and self.fog
        self.options.CopyFrom(request.options)
        self._start()
        return api.ResponseJoinGame(player_id=seat.player)

    async def _restart_game(self, request) -> api.ResponseRestartGame:
        match, _ = self._playing()
        if len(match.participants()) > 1:
            raise RequestError("restart_game is for games with one participant")
        self.lobby.restart(match)
        self.status = IN_GAME
        return api.ResponseRestartGame()

    async def _leave_game(self, request) -> None:
        if self.match is not None and self.seat is not None:
            await self.match.leave(self.seat)
        self._forget()
        self.status = LAUNCHED

    async def _quick_save(self, request) -> None:
        match, _ = self._playing()
        self.saved = match.games.snapshot(0)

    async def _quick_load(self, request) -> None:
        match, _ = self._playing()
        if self.saved is None:
            raise RequestError("quick_load: nothing was saved; send quick_save first")
        match.games.restore(0, self.saved)

    async def _quit(self, request) -> None:
        self.status = QUIT

    async def _game_info(self, request) -> api.ResponseGameInfo:
        return game_info(*self._playing(), self.options)

    async def _observation(self, request: api.RequestObservation) -> api.ResponseObservation:
        match, seat = self._playing()
        if match.realtime and request.game_loop:
            await match.wait_for_loop(request.game_loop)
        return observation(match, seat, self.options, self.fog and not request.disable_fog and bool(match.game.fog))

    async def _action(self, request: api.RequestAction) -> api.ResponseAction:
        return act(*self._playing(), request)

    async def _obs_action(self, request) -> None:
        return None

    async def _step(self, request: api.RequestStep) -> api.ResponseStep:
        match, seat = self._playing()
        if match.realtime:
            raise RequestError("step is for games that are not realtime")
        if request.count > MAX_STEP:
            raise RequestError(f"step: count {request.count} is over {MAX_STEP}")
        if not match.over:
            await match.step(seat, request.count)
        return api.ResponseStep(simulation_loop=match.loop)

    async def _data(self, request: api.RequestData) -> api.ResponseData:
        return data(self.lobby.rules, self.lobby.names, request)

    async def _query(self, request) -> api.Response:
        return query(*self._playing(), request)

    async def _save_replay(self, request) -> api.ResponseSaveReplay:
        match, _ = self._playing()
        return api.ResponseSaveReplay(data=self.lobby.replay_bytes(match))

    async def _map_command(self, request) -> api.ResponseMapCommand:
        return api.ResponseMapCommand(error=api.ResponseMapCommand.NoTriggerError)

    async def _available_maps(self, request) -> api.ResponseAvailableMaps:
        return api.ResponseAvailableMaps(local_map_paths=self.lobby.map_paths())

    async def _save_map(self, request: api.RequestSaveMap) -> api.ResponseSaveMap:
        return api.ResponseSaveMap()

    async def _ping(self, request) -> api.ResponsePing:
        return api.ResponsePing(
            game_version=VERSION, data_version=DATA_VERSION, data_build=BASE_BUILD, base_build=BASE_BUILD
        )

    async def _debug(self, request) -> None:
        debug(*self._playing(), request)

    def _playing(self) -> tuple[Match, Seat]:
        if self.match is None or self.seat is None:
            raise RequestError("there is no game; send create_game and join_game first")
        return self.match, self.seat

    def _forget(self) -> None:
        self.match, self.seat, self.saved, self.forward = None, None, None, None


def _not_now(which: str, status: int) -> str:
    if status in (LAUNCHED, INIT_GAME):
        return f"Not in a game: {which} needs a running game (status is {api.Status.Name(status)})"
    if status == ENDED:
        return f"Game has already ended: {which} needs a running game"
    return f"{which} is not possible while the status is {api.Status.Name(status)}"
