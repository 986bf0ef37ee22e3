"""python-sc2 reads our maps as it reads ladder maps: expansions, the main's ramp, the wall that closes it."""

import asyncio
from dataclasses import replace

import numpy as np
import pytest
from s2clientprotocol import common_pb2
from s2clientprotocol import sc2api_pb2 as api

from starleague.game.driver import EngineDriver
from starleague.game.map_checks import ground_distances
from starleague.game.mapmaker import ladder
from starleague.game.maps import load_map
from starleague.sc2api.lobby import Lobby
from starleague.sc2api.session import Session

sc2 = pytest.importorskip("sc2", reason="python-sc2 is not installed")
NAMES = [recipe.name for recipe in ladder.LADDER] + ["Basalt Terraces"]
OPTIONS = api.InterfaceOptions(raw=True, score=True)


class Idle(EngineDriver):
    """A computer that does nothing."""

    def seat(self, g: int, player: int, difficulty: str, build: str = "macro") -> None:
        pass


@pytest.fixture(scope="module", params=NAMES)
def bot(request):
    """A python-sc2 bot at the first loop of a game on one map."""
    return asyncio.run(seated(request.param))


async def seated(name: str):
    from sc2.bot_ai import BotAI
    from sc2.game_data import GameData
    from sc2.game_info import GameInfo
    from sc2.game_state import GameState

    session = Session(Lobby(Idle))
    session.lobby._warm = True  # nothing but the start is played
    players = [
        api.PlayerSetup(type=api.Participant),
        api.PlayerSetup(type=api.Computer, race=common_pb2.Terran, difficulty=api.Easy),
    ]
    await ask(session, create_game=api.RequestCreateGame(
        local_map=api.LocalMap(map_path=f"{name}.SC2Map"), player_setup=players, random_seed=3
    ))
    await ask(session, join_game=api.RequestJoinGame(race=common_pb2.Terran, options=OPTIONS))
    data = api.RequestData(ability_id=True, unit_type_id=True, upgrade_id=True, buff_id=True, effect_id=True)
    answer = await ask(session, game_info=api.RequestGameInfo())
    observation = (await ask(session, observation=api.RequestObservation())).observation
    bot = BotAI()
    bot._prepare_start(
        None, 1, GameInfo(answer.game_info), GameData((await ask(session, data=data)).data), realtime=False, base_build=75689
    )
    bot._prepare_step(GameState(observation), answer)
    bot._prepare_first_step()
    bot._find_expansion_locations()
    bot.map = load_map(name)
    return bot


async def ask(session: Session, **request) -> api.Response:
    response = api.Response.FromString(await session.answer(api.Request(**request)))
    assert not response.error, response.error
    return response


def test_its_expansions_are_the_bases(bot):
    found = {(float(spot.x), float(spot.y)) for spot in bot.expansion_locations_list}
    assert found == set(bot.map.bases())


def test_the_main_ramp_is_the_one_that_three_buildings_close(bot):
    ramp = bot.main_base_ramp
    assert len(ramp.upper) == 2 and 14 <= ramp.size <= 20
    start = bot.start_location
    assert ramp.top_center.distance_to(start) < ramp.bottom_center.distance_to(start) < 30
    for place, size in wall_places(ramp):
        assert room(bot.map, place, size), (place, size)
    assert room(bot.map, ramp.barracks_correct_placement, 3) and room(bot.map, ramp.protoss_wall_pylon, 2)
    assert bot.map.pathable[int(ramp.protoss_wall_warpin.y), int(ramp.protoss_wall_warpin.x)]


def wall_places(ramp):
    """Where buildings of the walls that python-sc2 computes stand, and how many cells wide they are."""
    yield ramp.depot_in_middle, 2
    yield ramp.barracks_in_middle, 3
    yield from ((depot, 2) for depot in ramp.corner_depots)
    yield from ((building, 3) for building in ramp.protoss_wall_buildings)


def room(game_map, place, size: int) -> bool:
    left, bottom = round(place.x - size / 2), round(place.y - size / 2)
    return bool(game_map.placeable[bottom : bottom + size, left : left + size].all())


def test_depots_and_barracks_close_the_main(bot):
    ramp = bot.main_base_ramp
    pathable = bot.map.pathable.copy()
    for place, size in [(ramp.barracks_in_middle, 3), *((depot, 2) for depot in ramp.corner_depots)]:
        left, bottom = round(place.x - size / 2), round(place.y - size / 2)
        pathable[bottom : bottom + size, left : left + size] = 0
    start, enemy = bot.start_location, bot.enemy_start_locations[0]
    closed = ground_distances(replace(bot.map, pathable=pathable), (start.x, start.y))
    assert not np.isfinite(closed[int(enemy.y), int(enemy.x)])


def test_other_ramps_are_ramps_and_smoke_is_smoke(bot):
    assert len(bot.game_info.map_ramps) >= 4
    smoke = {(int(p.x), int(p.y)) for p in bot.game_info.vision_blockers}
    cells = {(int(x), int(y)) for y, x in np.argwhere(bot.map.sight_block)}
    assert len(smoke - cells) <= 4, sorted(smoke - cells)
