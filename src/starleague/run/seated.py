"""A client at a table: whatever game it asks for, it gets its seat in the one that is played there."""

from __future__ import annotations

import time

from s2clientprotocol import error_pb2
from s2clientprotocol import sc2api_pb2 as api

from starleague.sc2api.lobby import Lobby
from starleague.sc2api.match import Match
from starleague.sc2api.seats import Seat
from starleague.sc2api.session import Session


class SeatedSession(Session):
    """A session for one seat of one match; it takes the time that its client thinks."""

    def __init__(self, lobby: Lobby, match: Match, seat: Seat):
        super().__init__(lobby)
        self.table, self.place = match, seat
        self.connected = False
        self._answered = time.monotonic()
        self._waits = True  # for the client
        self._thought = 0.0  # seconds since the last step
        self._steps: list[float] = []
        self.actions = 0  # that were let pass, chat and camera aside
        self.expect(match)

    def thinks(self, now: float) -> float:
        """Seconds that the client has been thinking about its next step."""
        return self._thought + (now - self._answered if self._waits and self.plays else 0.0)

    def thinking(self) -> tuple[int, float, float]:
        """Steps, and the mean and longest time before one [ms]."""
        if not self._steps:
            return 0, 0.0, 0.0
        return len(self._steps), round(1e3 * sum(self._steps) / len(self._steps), 2), round(1e3 * max(self._steps), 1)

    async def answer(self, request: api.Request, message: bytes | None = None) -> bytes:
        self.connected, self._waits = True, False
        self._thought += time.monotonic() - self._answered
        if request.HasField("step") or not self.plays:
            if self.plays:
                self._steps.append(self._thought)
            self._thought = 0.0
        try:
            return await super().answer(request, message)
        finally:
            self._answered, self._waits = time.monotonic(), True

    async def _action(self, request: api.RequestAction) -> api.ResponseAction:
        response = await super()._action(request)
        for action, result in zip(request.actions, response.result, strict=True):
            self.actions += result == error_pb2.Success and _acts(action)
        return response

    async def create(self, request: api.RequestCreateGame) -> api.ResponseCreateGame:
        if self.place.left or self.table.over:
            error = api.ResponseCreateGame.InvalidPlayerSetup
            return api.ResponseCreateGame(error=error, error_details="this server is for one game, and that is over")
        self.expect(self.table)
        return api.ResponseCreateGame()

    async def join(self, request: api.RequestJoinGame) -> api.ResponseJoinGame:
        errors = api.ResponseJoinGame
        if self.place.joined or self.table.over:
            return errors(error=errors.GameFull, error_details="this server is for one game, and that was joined")
        if not request.HasField("options"):
            return errors(error=errors.MissingOptions)
        self.match = self.table
        alone = api.RequestJoinGame()
        alone.CopyFrom(request)
        alone.ClearField("server_ports")  # everybody is at this table
        return await self._sit(self.table, self.place, alone)

    async def disconnected(self) -> None:
        self.connected = False
        await super().disconnected()


def _acts(action: api.Action) -> bool:
    """Whether it is for the game, and no chat or look at the map."""
    parts = [
        part for name in ("action_raw", "action_feature_layer", "action_render") if action.HasField(name)
        for part, _ in getattr(action, name).ListFields()
    ]
    return action.HasField("action_ui") or any(part.name != "camera_move" for part in parts)
