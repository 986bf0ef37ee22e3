"""A StarCraft II client as its user sees it: a status, a game or none, an answer to each request."""

from __future__ import annotations

import logging

from s2clientprotocol import sc2api_pb2 as api

from starleague.sc2api.actions import act
from starleague.sc2api.crop import Crop
from starleague.sc2api.data import data
from starleague.sc2api.debug import debug
from starleague.sc2api.errors import RequestError
from starleague.sc2api.game_info import game_info
from starleague.sc2api.guest import Guest
from starleague.sc2api.lobby import Lobby
from starleague.sc2api.match import Match, Pace, Seat
from starleague.sc2api.observation import observation
from starleague.sc2api.queries import query

log = logging.getLogger("starleague.sc2api")

VERSION = "4.10.0.75689"
BASE_BUILD = 75689
DATA_VERSION = "B89B5D6FA7CBF6452E721311BFBC6CB2"
MAX_STEP = 2_000_000  # loops in one request

LAUNCHED, INIT_GAME, IN_GAME, ENDED, QUIT = api.launched, api.init_game, api.in_game, api.ended, api.quit

# Which requests each status allows; ping, data, quit, available_maps and save_map are always allowed.
ALLOWED = {
    "create_game": {LAUNCHED, ENDED, INIT_GAME},
    "join_game": {LAUNCHED, INIT_GAME, ENDED},
    "restart_game": {IN_GAME, ENDED},
    "leave_game": {IN_GAME, ENDED, INIT_GAME},
    "quick_save": {IN_GAME}, "quick_load": {IN_GAME},
    "game_info": {IN_GAME, ENDED},
    "observation": {IN_GAME, ENDED},
    "step": {IN_GAME},
    "action": {IN_GAME}, "obs_action": {IN_GAME},
    "query": {IN_GAME, ENDED},
    "debug": {IN_GAME},
    "save_replay": {IN_GAME, ENDED},
    "map_command": {IN_GAME},
}
LOCAL = {"ping", "data", "quit", "available_maps", "save_map"}  # answered here, whoever hosts the game


class Session:
    """Answers requests; ``lobby`` makes games and finds maps."""

    def __init__(self, lobby: Lobby):
        self.lobby = lobby
        self.status = LAUNCHED
        self.options = api.InterfaceOptions()
        self.match: Match | None = None
        self.seat: Seat | None = None  # whose view it is
        self.pace: Pace | None = None
        self.fog = True
        self.plays = False  # it sits in its seat; an observer only looks over its shoulder
        self.crop: Crop | None = None
        self.saved: bytes | None = None
        self.guest: Guest | None = None  # of a game that another process hosts

    def expect(self, match: Match) -> None:
        """A game is ready to be joined."""
        self.match, self.status = match, INIT_GAME

    async def answer(self, request: api.Request, message: bytes | None = None) -> bytes:
        """The serialized response to a request (``message`` is the same, serialized).

        What cannot be done is said in ``error`` and changes nothing.
        """
        which = request.WhichOneof("request")
        if self.guest is not None and which not in LOCAL:
            answer = await self.guest.forward(which, message or request.SerializeToString())
            self.status = self.guest.status
            if self.status == LAUNCHED:
                await self._forget()
            return answer
        response = api.Response()
        try:
            await self._do(which, request, response)
        except RequestError as problem:
            response.error.append(str(problem))
        if self.status == IN_GAME and self.match is not None and self.match.over:
            self.status = ENDED
        if request.HasField("id"):
            response.id = request.id
        response.status = self.status
        return response.SerializeToString()

    async def disconnected(self) -> None:
        """The connection closed: in a game that means leaving it; before one it ends nothing."""
        if self.status in (IN_GAME, ENDED) or self.guest is not None:
            await self._forget()
            if self.status != QUIT:
                self.status = LAUNCHED

    async def _do(self, which: str | None, request: api.Request, response: api.Response) -> None:
        if which is None:
            raise RequestError("the request is empty or of a kind that this protocol version does not know")
        if self.status not in ALLOWED.get(which, {self.status}):
            raise RequestError(_not_now(which, self.status))
        handler = getattr(self, f"_{which}", None)
        if handler is None:
            raise RequestError(f"{which} is not supported by this server")
        if self.crop is not None:
            self.crop.request(request)
        answer = await handler(getattr(request, which))
        field = getattr(response, which)
        field.SetInParent()
        if answer is not None:
            field.CopyFrom(answer)

    # Requests, in the order of the protocol

    async def _create_game(self, request: api.RequestCreateGame) -> api.ResponseCreateGame:
        response, match = await self.lobby.create(request)
        if match is not None:
            await self._forget()
            self.expect(match)
        return response

    async def _join_game(self, request: api.RequestJoinGame) -> api.ResponseJoinGame:
        response = api.ResponseJoinGame()
        if self.match is None or self.status == ENDED:
            return await self._join_elsewhere(request)
        if request.WhichOneof("participation") is None:
            response.error = api.ResponseJoinGame.MissingParticipation
            return response
        if request.WhichOneof("participation") == "observed_player_id":
            return await self._observe(self.match, request)
        seat = self.match.free_seat()
        if seat is None:
            response.error = api.ResponseJoinGame.GameFull
        elif len(self.match.participants()) > 1 and not request.HasField("server_ports"):
            response.error = api.ResponseJoinGame.MissingPorts
        else:
            await self._sit(self.match, seat, request)
            response.player_id = seat.player
        return response

    async def _sit(self, match: Match, seat: Seat, request: api.RequestJoinGame) -> None:
        self.lobby.take(match, seat, request)
        try:
            if request.HasField("server_ports") and match.free_seat() is not None:
                await self.lobby.host(match, request.server_ports.game_port)
            await match.all_joined()
        except BaseException:  # the client hung up while it waited for the others
            seat.joined = False
            raise
        self._enter(match, seat, request, plays=True)

    def _enter(self, match: Match, seat: Seat, request: api.RequestJoinGame, plays: bool) -> None:
        self.seat, self.plays, self.pace, self.status = seat, plays, match.enter(), IN_GAME
        self.options.CopyFrom(request.options)
        cropped = self.options.raw and self.options.raw_crop_to_playable_area
        self.crop = Crop(match.games.rules.terrain) if cropped else None

    async def _join_elsewhere(self, request: api.RequestJoinGame) -> api.ResponseJoinGame:
        """Join a game that another process hosts, on the port that both clients were told."""
        if not request.HasField("server_ports"):
            return api.ResponseJoinGame(error=api.ResponseJoinGame.MissingPorts)
        guest = Guest(await self.lobby.connect(request.server_ports.game_port))
        try:
            joined = await guest.join(request)
        except BaseException:
            await guest.relay.close()
            raise
        self.guest, self.status = guest, guest.status
        return joined

    async def _observe(self, match: Match, request: api.RequestJoinGame) -> api.ResponseJoinGame:
        """Look on, over a player's shoulder, or (player 0) at everything."""
        seat = match.seats.get(request.observed_player_id or 1)
        if seat is None:
            return api.ResponseJoinGame(error=api.ResponseJoinGame.InvalidObservedPlayerId)
        await match.all_joined()
        self._enter(match, seat, request, plays=False)
        self.fog = request.observed_player_id != 0
        return api.ResponseJoinGame(player_id=seat.player)

    async def _restart_game(self, request: api.RequestRestartGame) -> api.ResponseRestartGame:
        match, _ = self._playing()
        if len(match.participants()) > 1:
            raise RequestError("restart_game is for games with one participant")
        match.restart()
        self.status = IN_GAME
        return api.ResponseRestartGame()

    async def _leave_game(self, request: api.RequestLeaveGame) -> None:
        await self._forget()
        self.status = LAUNCHED

    async def _quick_save(self, request: api.RequestQuickSave) -> None:
        match, _ = self._playing()
        self.saved = match.games.snapshot(0)

    async def _quick_load(self, request: api.RequestQuickLoad) -> None:
        match, _ = self._playing()
        if self.saved is None:
            raise RequestError("quick_load: nothing was saved; send quick_save first")
        match.games.restore(0, self.saved)
        match.reseat()

    async def _quit(self, request: api.RequestQuit) -> None:
        await self._forget()
        self.status = QUIT

    async def _game_info(self, request: api.RequestGameInfo) -> api.ResponseGameInfo:
        info = game_info(*self._playing(), self.options)
        if self.crop is not None:
            self.crop.game_info(info)
        return info

    async def _observation(self, request: api.RequestObservation) -> api.ResponseObservation:
        match, seat = self._playing()
        if match.realtime and request.game_loop:
            await match.reach(request.game_loop)
        fog = self.fog and not request.disable_fog and bool(match.game.fog)
        seen = observation(match, seat, self.options, fog)
        if self.crop is not None:
            self.crop.observation(seen)
        return seen

    async def _action(self, request: api.RequestAction) -> api.ResponseAction:
        match, seat = self._playing()
        if not self.plays:
            raise RequestError("action: observers cannot act")
        return act(match, seat, request)

    async def _obs_action(self, request: api.RequestObserverAction) -> None:
        return None  # it moves the observer's camera, which nothing here depends on

    async def _step(self, request: api.RequestStep) -> api.ResponseStep:
        match, _ = self._playing()
        if match.realtime:
            raise RequestError("step is for games that are not realtime")
        if request.count > MAX_STEP:
            raise RequestError(f"step: count {request.count} is over {MAX_STEP}")
        assert self.pace is not None
        await match.step(self.pace, request.count)
        return api.ResponseStep(simulation_loop=match.loop)

    async def _data(self, request: api.RequestData) -> api.ResponseData:
        return data(self.lobby.rules, self.lobby.catalog, request)

    async def _query(self, request) -> api.Response:
        return query(*self._playing(), request)

    async def _save_replay(self, request: api.RequestSaveReplay) -> api.ResponseSaveReplay:
        match, _ = self._playing()
        return api.ResponseSaveReplay(data=match.games.recorder.to_bytes())

    async def _map_command(self, request: api.RequestMapCommand) -> api.ResponseMapCommand:
        return api.ResponseMapCommand(error=api.ResponseMapCommand.NoTriggerError)

    async def _available_maps(self, request: api.RequestAvailableMaps) -> api.ResponseAvailableMaps:
        return api.ResponseAvailableMaps(local_map_paths=self.lobby.map_paths())

    async def _save_map(self, request: api.RequestSaveMap) -> api.ResponseSaveMap:
        return api.ResponseSaveMap()  # maps are found by name; what is sent is not needed

    async def _ping(self, request: api.RequestPing) -> api.ResponsePing:
        return api.ResponsePing(
            game_version=VERSION, data_version=DATA_VERSION, data_build=BASE_BUILD, base_build=BASE_BUILD
        )

    async def _debug(self, request: api.RequestDebug) -> None:
        debug(*self._playing(), request)

    def _playing(self) -> tuple[Match, Seat]:
        if self.match is None or self.seat is None:
            raise RequestError("Not in a game")
        return self.match, self.seat

    async def _forget(self) -> None:
        """Leave the game, if there is one."""
        match, guest = self.match, self.guest
        if match is not None and self.pace is not None:
            match.leave(self.pace, self.seat if self.plays else None)
        self.match, self.seat, self.pace, self.saved, self.guest = None, None, None, None, None
        self.plays, self.fog, self.crop = False, True, None
        if guest is not None:
            await guest.relay.close()


def _not_now(which: str, status: int) -> str:
    """The real client's words; python-sc2 knows the game's end by them."""
    if status in (LAUNCHED, INIT_GAME):
        return "Not in a game"
    if status == ENDED:
        return "Game has already ended" if which == "step" else "Not supported if game has already ended"
    return f"{which} is not possible while the status is {api.Status.Name(status)}"
