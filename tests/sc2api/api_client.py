"""Clients for tests: one that calls a session directly, and the requests that games begin with."""

from __future__ import annotations

from s2clientprotocol import common_pb2, debug_pb2, query_pb2, raw_pb2
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


def query(**questions) -> api.Request:
    return api.Request(query=query_pb2.RequestQuery(**questions))


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

    async def debug(self, **command) -> api.Response:
        return await self.ask(api.Request(debug=api.RequestDebug(debug=[debug_pb2.DebugCommand(**command)])))

    async def create(self, unit_type: int, point: tuple[float, float], n: int = 1, owner: int = 1) -> list[raw_pb2.Unit]:
        """Put units into the game; they are there after the next loop."""
        place = common_pb2.Point2D(x=point[0], y=point[1])
        known = {unit.tag for unit in (await self.see()).observation.raw_data.units}
        create = debug_pb2.DebugCreateUnit(unit_type=unit_type, owner=owner, pos=place, quantity=n)
        assert not (await self.debug(create_unit=create)).error
        await self.step()
        units = (await self.see()).observation.raw_data.units
        return [u for u in units if u.unit_type == unit_type and u.tag not in known]

    async def find(self, tag: int) -> raw_pb2.Unit | None:
        """A unit in an observation of now."""
        return next((u for u in (await self.see()).observation.raw_data.units if u.tag == tag), None)

    async def home(self) -> tuple[float, float]:
        """A free place near the town hall, towards the middle of the map."""
        hall = (await self.units(18))[0].pos
        area = self.match.games.rules.terrain
        middle = (int(area.left) + int(area.right)) / 2, (int(area.bottom) + int(area.top)) / 2
        away = ((middle[0] - hall.x) ** 2 + (middle[1] - hall.y) ** 2) ** 0.5
        return hall.x + (middle[0] - hall.x) * 9 / away, hall.y + (middle[1] - hall.y) * 9 / away
