"""A game on a captured map begins as the real client's did: map, units, score and view, field by field."""

from __future__ import annotations

import asyncio
import json
import pathlib
from collections.abc import Iterator

import numpy as np
import pytest
from s2clientprotocol import common_pb2, raw_pb2
from s2clientprotocol import sc2api_pb2 as api

from starleague.game.driver import EngineDriver
from starleague.game.map_import import RESOURCES, grid_of, import_map
from starleague.sc2api.lobby import Lobby
from starleague.sc2api.session import Session

REFERENCE = pathlib.Path(__file__).resolve().parents[3] / "shared" / "reference"
CAPTURES = REFERENCE / "api_captures"
HEIGHT = 0.15  # cells: the grid of heights counts eighths, real ground lies between
NEAR = 2e-3
# Bodies of rocks and other things on the map that the import leaves out keep cells from being walked on.
MISSING_BODIES = 9  # cells
TIES = 1  # workers whose place at the start is as near to the minerals as its mirror image
FREE = {"tag", "facing", "is_on_screen"}  # tags are ours, workers look anywhere, screens have many shapes

pytestmark = pytest.mark.skipif(not CAPTURES.is_dir(), reason="the reference folder is absent")


def captures() -> list[str]:
    if not CAPTURES.is_dir():
        return ["absent"]
    return [entry["map"] for entry in json.loads((CAPTURES / "index.json").read_text()) if entry["kind"] == "start"]


@pytest.fixture(scope="module", params=captures())
def pair(request):
    """(real game_info, real observation, ours, ours) of one map."""
    folder = CAPTURES / "maps" / request.param
    info = api.ResponseGameInfo.FromString((folder / "game_info.pb").read_bytes())
    observation = api.ResponseObservation.FromString((folder / "observation.pb").read_bytes())
    return info, observation, *asyncio.run(served(import_map(folder), info))


async def served(game_map, real: api.ResponseGameInfo) -> tuple[api.ResponseGameInfo, api.ResponseObservation]:
    """What our server answers on this map, from the same start."""
    players = [
        api.PlayerSetup(type=api.Participant),
        api.PlayerSetup(type=api.Computer, race=common_pb2.Zerg, difficulty=api.Easy),
    ]
    for seed in range(1, 20):
        lobby = Lobby(Idle, game_map)
        lobby._warm = True  # nothing but the start is played
        session = Session(lobby)
        await ask(session, create_game=api.RequestCreateGame(
            local_map=api.LocalMap(map_path=real.local_map_path), player_setup=players, random_seed=seed
        ))
        await ask(session, join_game=api.RequestJoinGame(race=common_pb2.Terran, options=real.options))
        info = (await ask(session, game_info=api.RequestGameInfo())).game_info
        if list(info.start_raw.start_locations) == list(real.start_raw.start_locations):
            return info, (await ask(session, observation=api.RequestObservation())).observation
    raise AssertionError("no seed starts there")


class Idle(EngineDriver):
    """A computer that does nothing."""

    def seat(self, g: int, player: int, difficulty: str, build: str = "macro") -> None:
        pass


async def ask(session: Session, **request) -> api.Response:
    response = api.Response.FromString(await session.answer(api.Request(**request)))
    assert not response.error, response.error
    return response


def test_the_map_is_the_same(pair):
    real, _, ours, _ = pair
    assert ours.start_raw.map_size == real.start_raw.map_size
    assert ours.start_raw.playable_area == real.start_raw.playable_area
    assert list(ours.start_raw.start_locations) == list(real.start_raw.start_locations)
    for name in ("terrain_height", "placement_grid"):
        np.testing.assert_array_equal(grid_of(getattr(ours.start_raw, name)), grid_of(getattr(real.start_raw, name)))
    differ = grid_of(ours.start_raw.pathing_grid) != grid_of(real.start_raw.pathing_grid)
    assert differ.sum() <= MISSING_BODIES, np.argwhere(differ)


def test_the_players_are_the_same(pair):
    real, _, ours, _ = pair
    assert list(ours.player_info) == list(real.player_info)
    assert ours.options == real.options


def test_what_a_player_has_is_the_same(pair):
    _, real, _, ours = pair
    assert ours.observation.player_common == real.observation.player_common
    assert ours.observation.score == real.observation.score
    cameras = [o.observation.raw_data.player.camera for o in (ours, real)]
    assert max(abs(cameras[0].x - cameras[1].x), abs(cameras[0].y - cameras[1].y)) <= TIES
    assert ours.observation.game_loop == 0


def test_what_a_player_sees_of_the_ground_is_the_same(pair):
    _, real, _, ours = pair
    for name in ("visibility", "creep"):
        one, other = (grid_of(getattr(o.observation.raw_data.map_state, name)) for o in (ours, real))
        np.testing.assert_array_equal(one, other)


def test_the_units_stand_where_they_stood(pair):
    _, real, _, ours = pair
    ours, real = by_place(ours), by_place(real)
    assert len(ours) == len(real)
    assert len(set(ours) ^ set(real)) <= 2 * TIES, set(ours) ^ set(real)


def test_each_unit_is_told_alike(pair):
    _, real, _, ours = pair
    ours, real = by_place(ours), by_place(real)
    different = {}
    for place in set(ours) & set(real):
        for what in differences(ours[place], real[place]):
            different.setdefault(what, place)
    assert not different


def by_place(observation: api.ResponseObservation) -> dict[tuple, raw_pb2.Unit]:
    """Own units and resources by alliance and place; others on the map are not imported."""
    known = {}
    for unit in sorted(observation.observation.raw_data.units, key=lambda u: u.tag):
        if unit.alliance == raw_pb2.Self or unit.unit_type in RESOURCES:
            known.setdefault((unit.alliance, round(unit.pos.x * 2) / 2, round(unit.pos.y * 2) / 2), unit)
    return known


def differences(ours: raw_pb2.Unit, real: raw_pb2.Unit) -> Iterator[tuple]:
    """(type, field, ours, real) where two units are told differently."""
    for field in raw_pb2.Unit.DESCRIPTOR.fields:
        name, (one, other) = field.name, (getattr(unit, field.name) for unit in (ours, real))
        same = True
        if name in FREE:
            continue
        if name == "pos":
            same = max(abs(one.x - other.x), abs(one.y - other.y)) < NEAR and abs(one.z - other.z) < HEIGHT
        elif name == "unit_type":
            same = RESOURCES.get(one, one) == RESOURCES.get(other, other)
        elif name == "orders":
            same = [order.ability_id for order in one] == [order.ability_id for order in other]
        elif name == "rally_targets":  # which of two fields in the middle of the minerals is a tie, too
            same = [bool(rally.tag) for rally in one] == [bool(rally.tag) for rally in other]
        elif field.cpp_type in (field.CPPTYPE_FLOAT, field.CPPTYPE_DOUBLE):
            same = abs(one - other) < NEAR and ours.HasField(name) == real.HasField(name)
        elif hasattr(one, "append") or field.message_type:
            same = one == other
        else:
            same = one == other and ours.HasField(name) == real.HasField(name)
        if not same:
            yield real.unit_type, name, str(one), str(other)
