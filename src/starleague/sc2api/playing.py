"""The requests of a client that is in a game, or looks at one."""

from __future__ import annotations

from s2clientprotocol import query_pb2
from s2clientprotocol import sc2api_pb2 as api

from starleague.sc2api.actions import act
from starleague.sc2api.crop import Crop
from starleague.sc2api.debug import debug
from starleague.sc2api.errors import RequestError
from starleague.sc2api.game_info import game_info
from starleague.sc2api.match import Match, Pace, Seat
from starleague.sc2api.observation import observation
from starleague.sc2api.queries import query

MAX_STEP = 2_000_000  # loops in one request


class Playing:
    """Mixed into Session: one method a request, in the order of the protocol."""

    match: Match | None
    seat: Seat | None  # whose view it is
    pace: Pace | None
    options: api.InterfaceOptions
    crop: Crop | None
    status: int
    fog: bool
    plays: bool  # it sits in its seat; an observer only looks over its shoulder
    saved: bytes | None

    async def _restart_game(self, request: api.RequestRestartGame) -> api.ResponseRestartGame:
        match, _ = self._playing()
        if len(match.participants()) > 1:
            raise RequestError("restart_game is for games with one participant")
        match.restart()
        self.status = api.in_game
        return api.ResponseRestartGame()

    async def _quick_save(self, request: api.RequestQuickSave) -> None:
        match, _ = self._playing()
        self.saved = match.games.snapshot(0)

    async def _quick_load(self, request: api.RequestQuickLoad) -> None:
        match, _ = self._playing()
        if self.saved is None:
            raise RequestError("quick_load: nothing was saved; send quick_save first")
        match.games.restore(0, self.saved)
        match.reseat()

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

    async def _query(self, request: query_pb2.RequestQuery) -> query_pb2.ResponseQuery:
        return query(*self._playing(), request)

    async def _save_replay(self, request: api.RequestSaveReplay) -> api.ResponseSaveReplay:
        match, _ = self._playing()
        if match.games.recorder is None:
            raise RequestError("save_replay: what is shown is a replay itself")
        return api.ResponseSaveReplay(data=match.games.recorder.to_bytes())

    async def _map_command(self, request: api.RequestMapCommand) -> api.ResponseMapCommand:
        return api.ResponseMapCommand(error=api.ResponseMapCommand.NoTriggerError)

    async def _debug(self, request: api.RequestDebug) -> None:
        debug(*self._playing(), request)

    def _playing(self) -> tuple[Match, Seat]:
        if self.match is None or self.seat is None:
            raise RequestError("Not in a game")
        return self.match, self.seat
