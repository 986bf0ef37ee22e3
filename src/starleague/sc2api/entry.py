"""How a client comes into a game or replay, and out of it."""

from __future__ import annotations

import asyncio

from s2clientprotocol import sc2api_pb2 as api

from starleague.game.frames import ReplayError
from starleague.game.maps import MapError
from starleague.sc2api import replays
from starleague.sc2api.errors import RequestError
from starleague.sc2api.guest import Guest
from starleague.sc2api.lobby import Lobby
from starleague.sc2api.match import Match, Saved
from starleague.sc2api.pace import Pace
from starleague.sc2api.screen.geometry import problem_of
from starleague.sc2api.seats import Seat
from starleague.sc2api.status import ENDED, IN_GAME, IN_REPLAY, INIT_GAME, LAUNCHED
from starleague.sc2api.texts import text_of
from starleague.sc2api.viewer import Viewer

PORTS = range(1 << 16)


class Entry:
    """The state of a session; ``lobby`` makes games and finds maps."""

    def __init__(self, lobby: Lobby):
        self.lobby = lobby
        self.status = LAUNCHED
        self.match: Match | None = None
        self.viewer: Viewer | None = None
        self.seat: Seat | None = None  # that it sits in; an observer only looks over somebody's shoulder
        self.pace: Pace | None = None
        self.saved: Saved | None = None
        self.guest: Guest | None = None  # of a game that another process hosts

    @property
    def plays(self) -> bool:
        return self.seat is not None

    def expect(self, match: Match) -> None:
        """A game is ready to be joined."""
        self.match, self.status = match, INIT_GAME

    async def create(self, request: api.RequestCreateGame) -> api.ResponseCreateGame:
        response, match = await self.lobby.create(request)
        if match is not None:
            await self.leave()
            self.expect(match)
        return response

    async def join(self, request: api.RequestJoinGame) -> api.ResponseJoinGame:
        errors = api.ResponseJoinGame
        match = self.match if self.status != ENDED else None
        ports = request.HasField("server_ports")
        if match is None and not ports:
            raise RequestError("Not in a game: create one, or name server_ports to join one of another process")
        wrong = problem_of(request.options)
        if request.WhichOneof("participation") is None:
            return errors(error=errors.MissingParticipation)
        if wrong or not request.HasField("options"):
            return errors(error=errors.MissingOptions, error_details=wrong)
        if ports and request.server_ports.game_port not in PORTS:
            return errors(error=errors.MissingPorts, error_details=f"no such port: {request.server_ports.game_port}")
        if match is None:
            return await self._join_elsewhere(request)
        if len(match.participants()) + match.observers > 1 and not ports:
            return errors(error=errors.MissingPorts)
        if request.WhichOneof("participation") == "observed_player_id":
            return await self._observe(match, request)
        seat = match.free_seat()
        if seat is None:
            return errors(error=errors.GameFull)
        return await self._sit(match, seat, request)

    async def _sit(self, match: Match, seat: Seat, request: api.RequestJoinGame) -> api.ResponseJoinGame:
        self.lobby.take(match, seat, request)
        try:
            await self._gather(match, request)
        except BaseException:  # the client hung up while it waited for the others
            seat.joined = False
            raise
        self._enter(match, Viewer(match, seat, request.options), seat)
        return api.ResponseJoinGame(player_id=seat.player)

    async def _observe(self, match: Match, request: api.RequestJoinGame) -> api.ResponseJoinGame:
        """Look on, over a player's shoulder, or (player 0) at everything."""
        errors = api.ResponseJoinGame
        everything = request.observed_player_id == 0
        seat = match.seats.get(request.observed_player_id or 1)
        if seat is None:
            return errors(error=errors.InvalidObservedPlayerId)
        expected = match.observers > 0
        if not expected and match.participants():
            return errors(error=errors.NoSpaceForUser, error_details="the game was created for fewer observers")
        match.observers -= expected
        try:
            await self._gather(match, request)
        except BaseException:
            match.observers += expected
            raise
        self._enter(match, Viewer(match, seat, request.options, everything), None)
        return api.ResponseJoinGame(player_id=seat.player)

    async def _gather(self, match: Match, request: api.RequestJoinGame) -> None:
        """Wait for the others, and let those of other processes in if nobody does yet."""
        if request.HasField("server_ports") and not match.hosted and match.lacks_somebody:
            await self.lobby.host(match, request.server_ports.game_port)
        await match.all_joined()

    async def _join_elsewhere(self, request: api.RequestJoinGame) -> api.ResponseJoinGame:
        """Join a game that another process hosts, on the port that both clients were told."""
        relay = await self.lobby.connect(request.server_ports.game_port, text_of(request.host_ip))
        guest = Guest(relay)
        try:
            joined = await guest.join(request)
        except BaseException:
            await relay.close()
            raise
        if joined.HasField("error"):
            await relay.close()
            return joined
        await self.leave()
        self.guest, self.status = guest, guest.status
        return joined

    async def forward(self, which: str | None, message: bytes) -> bytes:
        """The answer of the process that hosts the game."""
        guest = self.guest
        assert guest is not None
        answer = await guest.forward(which, message)
        self.status = guest.status
        if self.status == LAUNCHED:
            await self.leave()
        return answer

    async def start_replay(self, request: api.RequestStartReplay) -> api.ResponseStartReplay:
        errors = api.ResponseStartReplay
        content = self._replay_content(request)
        if content is None:
            missing = request.WhichOneof("replay") != "replay_path"
            return errors(error=errors.MissingReplay if missing else errors.InvalidReplayPath)
        wrong = problem_of(request.options)
        if wrong or not request.HasField("options"):
            return errors(error=errors.MissingOptions, error_details=wrong)
        try:
            replay = replays.read(content)
            game_map = self.lobby.maps.installed(str(replay.header["map"]), request.map_data)
            match = await asyncio.to_thread(replays.playing, replay, game_map, request.realtime)
        except ReplayError as problem:
            return errors(error=errors.InvalidReplayData, error_details=str(problem))
        except MapError as problem:
            return errors(error=errors.InvalidMapData, error_details=str(problem))
        seat = match.seats.get(request.observed_player_id or 1)
        if seat is None:
            return errors(error=errors.InvalidObservedPlayerId)
        await self.leave()
        if request.record_replay:
            match.record()
        viewer = Viewer(match, seat, request.options, request.observed_player_id == 0, request.disable_fog)
        self.match = match
        self._enter(match, viewer, None)
        self.status = IN_REPLAY
        return errors()

    def replay_info(self, request: api.RequestReplayInfo) -> api.ResponseReplayInfo:
        errors = api.ResponseReplayInfo
        content = self._replay_content(request)
        if content is None:
            missing = request.WhichOneof("replay") != "replay_path"
            return errors(error=errors.MissingReplay if missing else errors.InvalidReplayPath)
        try:
            return replays.info(replays.read(content))
        except ReplayError as problem:
            return errors(error=errors.InvalidReplayData, error_details=str(problem))

    def _replay_content(self, request: api.RequestStartReplay | api.RequestReplayInfo) -> bytes | None:
        if request.WhichOneof("replay") == "replay_path":
            return replays.find(text_of(request.replay_path), replays.folders(self.lobby.base))
        return request.replay_data or None

    async def leave(self) -> None:
        """Leave the game, if there is one."""
        match, guest = self.match, self.guest
        if match is not None and self.pace is not None:
            match.leave(self.pace, self.viewer, self.seat)
        self.match = self.viewer = self.seat = self.pace = self.saved = self.guest = None
        self.status = LAUNCHED
        if guest is not None:
            await guest.relay.close()

    async def disconnected(self) -> None:
        """The connection closed: in a game that means leaving it; before one it ends nothing."""
        if self.status in (IN_GAME, IN_REPLAY, ENDED) or self.guest is not None:
            await self.leave()

    def _enter(self, match: Match, viewer: Viewer, seat: Seat | None) -> None:
        self.viewer, self.seat, self.pace, self.status = viewer, seat, match.enter(viewer), IN_GAME

    def _looking(self) -> Viewer:
        if self.viewer is None:
            raise RequestError("Not in a game")
        return self.viewer
