"""Clients for tests: one that calls a session directly, and the requests that games begin with."""

from __future__ import annotations

from s2clientprotocol import common_pb2, raw_pb2
from s2clientprotocol import sc2api_pb2 as api

from starleague.game.driver import EngineDriver
from starleague.sc2api.lobby import Lobby
from starleague.sc2api.session import Session

OPTIONS = {
    "raw": True, "score": True, "show_cloaked": True, "show_burrowed_shadows": True, "show_placeholders": True,
}
PLAYER = api.PlayerSetup(type=api.Participant)
COMPUTER = api.PlayerSetup(type=api.Computer, race=common_pb2.Terran, difficulty=api.VeryEasy)


class Idle(EngineDriver):
    """Computers that do nothing."""

    def seat(self, g: int, player: int, difficulty: str, build: str = "macro") -> None:
        pass


def create(*players: api.PlayerSetup, **options) -> api.Request:
    setup = players or (PLAYER, COMPUTER)
    local_map = api.LocalMap(map_path="Training Ground.SC2Map")
    return api.Request(create_game=api.RequestCreateGame(
        **{"local_map": local_map, "random_seed": 1, "player_setup": setup, **options}
    ))


def join(**options) -> api.Request:
    return api.Request(join_game=api.RequestJoinGame(
        **{"race": common_pb2.Terran, "options": api.InterfaceOptions(**OPTIONS), **options}
    ))


def step(count: int = 1) -> api.Request:
    return api.Request(step=api.RequestStep(count=count))


def observe(**options) -> api.Request:
    return api.Request(observation=api.RequestObservation(**options))


def command(ability: int, *tags: int, point=None, target: int = 0, queued: bool = False) -> api.Action:
    order = raw_pb2.ActionRawUnitCommand(ability_id=ability, unit_tags=tags, queue_command=queued)
    if point is not None:
        order.target_world_space_pos.x, order.target_world_space_pos.y = point
    if target:
        order.target_unit_tag = target
    return api.Action(action_raw=raw_pb2.ActionRaw(unit_command=order))


class Player:
    """One session, asked directly; remembers its last observation."""

    def __init__(self, lobby: Lobby | None = None):
        self.session = Session(lobby or Lobby(Idle))

    async def ask(self, request: api.Request) -> api.Response:
        return api.Response.FromString(await self.session.answer(request))

    async def start(self, *players: api.PlayerSetup, **options) -> Player:
        for request in (create(*players, **options), join()):
            response = await self.ask(request)
            refused = response.create_game.HasField("error") or response.join_game.HasField("error")
            assert not response.error and not refused, response
        return self

    @property
    def match(self):
        return self.session.match

    async def act(self, *actions: api.Action) -> list[int]:
        response = await self.ask(api.Request(action=api.RequestAction(actions=actions)))
        return list(response.action.result)

    async def see(self) -> api.ResponseObservation:
        return (await self.ask(observe())).observation

    async def units(self, unit_type: int | None = None, alliance: int = raw_pb2.Self) -> list[raw_pb2.Unit]:
        """Units of the player in an observation of now."""
        units = (await self.see()).observation.raw_data.units
        return [u for u in units if u.alliance == alliance and unit_type in (None, u.unit_type)]

    async def step(self, count: int = 1) -> api.Response:
        return await self.ask(step(count))
