"""A StarCraft II client as its user sees it: a status, a game or none, an answer to each request."""

from __future__ import annotations

import logging
from collections.abc import Callable

from google.protobuf.message import Message
from s2clientprotocol import sc2api_pb2 as api

from starleague.game.maps import MapError
from starleague.game.replay import ReplayError
from starleague.sc2api import replays
from starleague.sc2api.actions import act
from starleague.sc2api.data import data
from starleague.sc2api.debug import debug
from starleague.sc2api.entry import Entry
from starleague.sc2api.errors import RequestError
from starleague.sc2api.framing import framed
from starleague.sc2api.game_info import game_info
from starleague.sc2api.observation import observe
from starleague.sc2api.queries import query
from starleague.sc2api.status import ENDED, IN_GAME, IN_REPLAY, LOCAL, QUIT, check
from starleague.sc2api.texts import text_of
from starleague.sc2api.version import BASE_BUILD, DATA_BUILD, DATA_VERSION, VERSION

log = logging.getLogger("starleague.sc2api")
MAX_STEP = 2_000_000  # loops in one request


class Session(Entry):
    """Answers requests; how a client comes into a game and out of it is in ``Entry``."""

    async def answer(self, request: api.Request, message: bytes | None = None) -> bytes:
        """The serialized response to a request (``message`` is the same, serialized).

        What cannot be done is said in ``error`` and changes nothing.
        """
        which = request.WhichOneof("request")
        if self.guest is not None and which not in LOCAL:
            return await self.forward(which, message or request.SerializeToString())
        response, body = api.Response(), b""
        try:
            answer = await self._do(which, request)
            number = api.Response.DESCRIPTOR.fields_by_name[which].number
            body = framed(number, answer if isinstance(answer, bytes) else answer.SerializeToString())
        except RequestError as problem:
            response.error.append(str(problem))
        if self.pace is not None:
            self.pace.hear()
        if self.status in (IN_GAME, IN_REPLAY) and self.match is not None and self.match.over:
            self.status = ENDED
        if request.HasField("id"):
            response.id = request.id
        response.status = self.status
        return body + response.SerializeToString()

    async def _do(self, which: str | None, request: api.Request) -> Message | bytes:
        if which is None:
            raise RequestError("the request is empty or of a kind that this protocol version does not know")
        check(which, self.status, replayed=self.match is not None and self.match.replays)
        handler: Callable = getattr(self, f"_{which}")
        answer = await handler(getattr(request, which))
        return _EMPTY[which]() if answer is None else answer

    # Requests, in the order of the protocol

    async def _create_game(self, request: api.RequestCreateGame) -> api.ResponseCreateGame:
        return await self.create(request)

    async def _join_game(self, request: api.RequestJoinGame) -> api.ResponseJoinGame:
        return await self.join(request)

    async def _restart_game(self, request: api.RequestRestartGame) -> None:
        viewer = self._looking()
        if len(viewer.match.participants()) > 1 or not self.plays:
            raise RequestError("restart_game is for games with one participant")
        viewer.match.restart()
        self.status = IN_GAME

    async def _start_replay(self, request: api.RequestStartReplay) -> api.ResponseStartReplay:
        return await self.start_replay(request)

    async def _leave_game(self, request: api.RequestLeaveGame) -> None:
        await self.leave()

    async def _quick_save(self, request: api.RequestQuickSave) -> None:
        self.saved = self._looking().match.save()

    async def _quick_load(self, request: api.RequestQuickLoad) -> None:
        match = self._looking().match
        if self.saved is None:
            raise RequestError("quick_load: nothing was saved; send quick_save first")
        match.load(self.saved)
        self.status = IN_GAME

    async def _quit(self, request: api.RequestQuit) -> None:
        await self.leave()
        self.status = QUIT

    async def _game_info(self, request: api.RequestGameInfo) -> api.ResponseGameInfo:
        return game_info(self._looking())

    async def _observation(self, request: api.RequestObservation) -> bytes:
        viewer = self._looking()
        if viewer.match.realtime:
            await viewer.match.reach(max(request.game_loop, viewer.said))
        return observe(viewer, request.disable_fog)

    async def _action(self, request: api.RequestAction) -> api.ResponseAction:
        if not self.plays:
            raise RequestError("action: observers cannot act")
        return act(self._looking(), request)

    async def _obs_action(self, request: api.RequestObserverAction) -> None:
        viewer = self._looking()
        if self.plays:
            raise RequestError("obs_action is for observers and replays")
        for action in request.actions:
            if action.HasField("camera_move"):
                viewer.own_camera = viewer.inside(action.camera_move.world_pos)
            elif action.HasField("camera_follow_player"):
                viewer.follow(action.camera_follow_player.player_id)

    async def _step(self, request: api.RequestStep) -> api.ResponseStep:
        match = self._looking().match
        if match.realtime:
            raise RequestError("step is for games that are not realtime")
        if request.count > MAX_STEP:
            raise RequestError(f"step: count {request.count} is over {MAX_STEP}")
        assert self.pace is not None
        try:
            await match.step(self.pace, request.count)
        except ReplayError as problem:
            raise RequestError(f"step: {problem}") from None
        return api.ResponseStep(simulation_loop=match.loop)

    async def _data(self, request: api.RequestData) -> api.ResponseData:
        return data(self.lobby.rules, self.lobby.catalog, request)

    async def _query(self, request) -> Message:
        return query(self._looking(), request)

    async def _save_replay(self, request: api.RequestSaveReplay) -> api.ResponseSaveReplay:
        match = self._looking().match
        if match.games.recorder is None:
            raise RequestError("save_replay: this replay was started without record_replay")
        return api.ResponseSaveReplay(data=replays.save(match))

    async def _map_command(self, request: api.RequestMapCommand) -> api.ResponseMapCommand:
        details = f"the map has no trigger {text_of(request.trigger_cmd)!r}"
        return api.ResponseMapCommand(error=api.ResponseMapCommand.NoTriggerError, error_details=details)

    async def _replay_info(self, request: api.RequestReplayInfo) -> api.ResponseReplayInfo:
        return self.replay_info(request)

    async def _available_maps(self, request: api.RequestAvailableMaps) -> api.ResponseAvailableMaps:
        return api.ResponseAvailableMaps(local_map_paths=self.lobby.maps.paths())

    async def _save_map(self, request: api.RequestSaveMap) -> api.ResponseSaveMap:
        try:
            self.lobby.maps.save(text_of(request.map_path), request.map_data)
        except MapError as problem:
            log.warning("save_map %r: %s", request.map_path, problem)
            return api.ResponseSaveMap(error=api.ResponseSaveMap.InvalidMapData)
        return api.ResponseSaveMap()

    async def _ping(self, request: api.RequestPing) -> api.ResponsePing:
        return api.ResponsePing(
            game_version=VERSION, data_version=DATA_VERSION, data_build=DATA_BUILD, base_build=BASE_BUILD
        )

    async def _debug(self, request: api.RequestDebug) -> None:
        if not self.plays:
            raise RequestError("debug: observers cannot change the game")
        debug(self._looking(), request)


_EMPTY = {
    "restart_game": api.ResponseRestartGame, "leave_game": api.ResponseLeaveGame, "quick_save": api.ResponseQuickSave,
    "quick_load": api.ResponseQuickLoad, "quit": api.ResponseQuit, "obs_action": api.ResponseObserverAction,
    "debug": api.ResponseDebug,
}
