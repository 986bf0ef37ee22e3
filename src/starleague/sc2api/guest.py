"""A client whose game another process hosts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from s2clientprotocol import sc2api_pb2 as api

if TYPE_CHECKING:
    from starleague.sc2api.lobby import Relay


class Guest:
    """Passes requests on to the host. When the host is gone, the game is over and the guest has won."""

    def __init__(self, relay: Relay):
        self.relay = relay
        self.status: int = api.launched
        self.player = 0
        self._last: api.Response | None = None  # with the last observation

    async def join(self, request: api.RequestJoinGame) -> api.ResponseJoinGame:
        message = await self.relay.send(api.Request(join_game=request).SerializeToString())
        answer = api.Response.FromString(message) if message is not None else api.Response()
        if message is None or answer.error:
            details = "; ".join(answer.error) or "the host is gone"
            return api.ResponseJoinGame(error=api.ResponseJoinGame.NetworkError, error_details=details)
        self.status, self.player = answer.status, answer.join_game.player_id
        return answer.join_game

    async def forward(self, which: str | None, message: bytes) -> bytes:
        """The host's answer to a request, or what can be said without the host."""
        answer = await self.relay.send(message) if self.status in (api.in_game, api.ended) else None
        if answer is None:
            answer = self._answer_alone(which, message)
        response = api.Response.FromString(answer)
        self.status = response.status
        if which == "observation" and not response.error:
            self._last = response
        return answer

    def _answer_alone(self, which: str | None, message: bytes) -> bytes:
        request = api.Request.FromString(message)
        response = api.Response(status=api.ended)
        if which == "leave_game":
            response.leave_game.SetInParent()
            response.status = api.launched
        elif which == "observation" and self._last is not None:
            response.observation.CopyFrom(self._last.observation)
            if not response.observation.player_result:
                for player in (1, 2):
                    result = api.Victory if player == self.player else api.Defeat
                    response.observation.player_result.add(player_id=player, result=result)
        else:
            response.error.append("Game has already ended")
        if request.HasField("id"):
            response.id = request.id
        return response.SerializeToString()
