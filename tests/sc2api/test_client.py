"""One observation, two sources: what the agent is shown of our own game's state, and of what the API tells of it."""

import asyncio

import numpy as np
import pytest
from api_client import Idle, Player, command, create, join
from s2clientprotocol import common_pb2
from s2clientprotocol import sc2api_pb2 as api

from starleague.env.features import Observer
from starleague.env.memory import seats
from starleague.env.spec import ENTITY_FIELDS, SCALAR_FIELDS
from starleague.env.z import begin_tracking
from starleague.sc2api.client.reader import Reader
from starleague.sc2api.client.speaker import speak
from starleague.sc2api.lobby import Lobby

SCV, MARINE, BARRACKS, DEPOT = 45, 48, 21, 19
TRAIN_SCV, BUILD_DEPOT, ATTACK = 524, 319, 23
NEAR = 2e-3  # what is rounded on the way
BY_LOOPS = {"attacked": 3 / 112}  # a client sees that somebody was hurt, up to a look later
pytestmark = pytest.mark.timeout(900)


def run(test):
    return asyncio.run(asyncio.wait_for(test, 800))


class Watched:
    """A game of the server, read by a client."""

    async def start(self, race: int = common_pb2.Terran) -> "Watched":
        self.player = Player(Lobby(Idle))
        for request in (create(), join(race=race)):
            assert not (await self.player.ask(request)).error
        info = (await self.player.ask(api.Request(game_info=api.RequestGameInfo()))).game_info
        first = await self.player.see()
        self.reader = Reader(info, first, 1, "4.10")
        self.reader.read(first.observation)
        self.ours, self.theirs = self._eyes(self.player.match.games), self._eyes(self.reader.games)
        return self

    def _eyes(self, games):
        observer, memory = Observer(games.table, 1), seats(1)
        begin_tracking(observer.tables, games.state, memory, 0, 1)
        return games, observer, memory

    async def look(self) -> tuple[dict, dict]:
        """The observation of the game itself, and that of what was told of it."""
        self.reader.read((await self.player.see()).observation)
        who = np.array([[0, 1]])
        return tuple(
            {key: value[0].copy() for key, value in observer.observe(games.state, memory, who).items()}
            for games, observer, memory in (self.ours, self.theirs)
        )


def differences(one: dict, other: dict) -> dict:
    """By key, and for lists of fields by name, the largest difference."""
    found = {}
    for key, value in one.items():
        if key.startswith("opponent"):
            continue  # clients are not told of it
        apart = np.abs(value.astype(float) - other[key].astype(float))
        names = {"entity_features": ENTITY_FIELDS, "scalars": SCALAR_FIELDS}.get(key, ())
        for k, name in enumerate(names):
            if apart[..., k].max() > BY_LOOPS.get(name, NEAR):
                found[f"{key}.{name}"] = apart[..., k].max()
        if not names and apart.size and apart.max() > NEAR:
            found[key] = apart.max()
        if key == "scalars" and apart[len(names):].max() > NEAR:
            found["scalars.items"] = apart[len(names):].max()
    return found


def test_the_start_is_seen_alike():
    async def look():
        watched = await Watched().start()
        one, other = await watched.look()
        assert not differences(one, other)

    run(look())


def test_a_game_with_work_and_fighting_is_seen_alike():
    async def look():
        watched = await Watched().start()
        player = watched.player
        home = await player.home()
        await player.create(MARINE, home, 8)
        await player.create(BARRACKS, (home[0] + 7, home[1]))
        await player.create(MARINE, (home[0] + 3, home[1] + 4), 4, owner=2)
        worker = (await player.units(SCV))[0]
        hall = (await player.units(18))[0]
        await player.act(
            command(TRAIN_SCV, hall.tag), command(BUILD_DEPOT, worker.tag, point=(home[0], home[1] - 6))
        )
        fought = False
        for _ in range(60):
            one, other = await watched.look()
            assert not differences(one, other), player.match.loop
            fought |= bool(one["entity_features"][..., ENTITY_FIELDS.index("attacked")].any())
            await player.step(2)
        assert fought

    run(look())


def test_what_the_agent_commands_is_said_as_actions():
    async def speaking():
        watched = await Watched().start()
        player, reader = watched.player, watched.reader
        own = [k for k in range(1, int(reader.games[0].n_slots)) if reader.games[0].units[k].owner == 1]
        kinds = reader.games.rules.unit_types["api_id"][reader.games[0].units["type"][own]]
        hall, worker = own[list(kinds).index(18)], own[list(kinds).index(SCV)]
        reader.games.command(0, 1, "TrainSCV", [hall])
        reader.games.command(0, 1, "attack,Execute", [worker], point=(40.0, 41.5))
        actions = speak(reader)
        assert await player.act(*actions) == [1, 1]
        assert not speak(reader)
        await player.step(3)
        units = {unit.tag: unit for unit in (await player.see()).observation.raw_data.units}
        assert units[reader.tag(hall)].orders[0].ability_id == TRAIN_SCV
        order = units[reader.tag(worker)].orders[0]
        assert (order.target_world_space_pos.x, order.target_world_space_pos.y) == (40.0, 41.5)

    run(speaking())
