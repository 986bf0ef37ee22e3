"""A game on a captured map begins as the real client's did: map, units, score and view, field by field."""

from __future__ import annotations

import asyncio
import json
import pathlib
from collections.abc import Collection, Iterator

import numpy as np
import pytest
from google.protobuf.message import Message
from s2clientprotocol import common_pb2, raw_pb2
from s2clientprotocol import sc2api_pb2 as api

from starleague import catalog
from starleague.game.driver import EngineDriver
from starleague.game.map_import import RESOURCES, grid_of, import_map
from starleague.sc2api.lobby import Lobby
from starleague.sc2api.session import Session

REFERENCE = pathlib.Path(__file__).resolve().parents[3] / "shared" / "reference"
CAPTURES = REFERENCE / "api_captures"
HEIGHT = 0.35  # cells: the grid of heights counts eighths, real ground lies between; rocks on slopes stand higher
NEAR = 2e-3
# Bodies of rocks and other things on the map that the import leaves out keep cells from being walked on.
MISSING_BODIES = 9  # cells
TIES = 1  # workers whose place at the start is as near to the minerals as its mirror image
# Tags are ours, workers look anywhere and maps do not keep how rocks are turned, screens have many shapes; which of
# two fields a town hall rallies to is a tie as well.
FREE = {"tag", "target_unit_tag", "facing", "is_on_screen", "point"}
KNOWN = {unit.api_id for unit in catalog.load("4.10").units.values()}

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


def test_all_else_that_is_told_is_the_same(pair):
    """Every field of both messages, but grids, units and places of ties, which have tests of their own."""
    real_info, real_seen, info, seen = pair
    assert not list(differences(info, real_info, {"start_raw"}))
    assert not list(differences(seen, real_seen, {"units", "map_state", "camera"}))
    cameras = [one.observation.raw_data.player.camera for one in (seen, real_seen)]
    assert max(abs(cameras[0].x - cameras[1].x), abs(cameras[0].y - cameras[1].y)) <= TIES


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
        for what in differences(ours[place], real[place], FREE):
            different.setdefault((real[place].unit_type, *what), place)
    assert not different


def by_place(observation: api.ResponseObservation) -> dict[tuple, raw_pb2.Unit]:
    """Units by alliance and place, but those that the catalog lacks (animals, zones)."""
    known = {}
    for unit in sorted(observation.observation.raw_data.units, key=lambda u: u.tag):
        if unit.alliance == raw_pb2.Self or unit.unit_type in RESOURCES or unit.unit_type in KNOWN:
            known.setdefault((unit.alliance, round(unit.pos.x * 2) / 2, round(unit.pos.y * 2) / 2), unit)
    return known


def differences(ours: Message, real: Message, free: Collection[str], path: str = "") -> Iterator[tuple]:
    """(field, ours, real) wherever two messages of a kind differ, at any depth; ``free`` fields may."""
    for field in real.DESCRIPTOR.fields:
        name, one, other = field.name, getattr(ours, field.name), getattr(real, field.name)
        here = f"{path}.{name}"
        if hasattr(other, "append") or hasattr(other, "add"):
            pairs = list(zip(one, other, strict=False))
            if name not in free and len(one) != len(other):
                yield here, str(one), str(other)
        elif ours.HasField(name) != real.HasField(name):
            yield here, ours.HasField(name), real.HasField(name)
            continue
        else:
            pairs = [(one, other)] if real.HasField(name) else []
        for mine, its in [] if name in free else pairs:
            if isinstance(its, Message):
                yield from differences(mine, its, free, here)
            elif not alike(name, mine, its):
                yield here, mine, its


def alike(name: str, one, other) -> bool:
    if name == "z":
        return abs(one - other) < HEIGHT
    if name == "unit_type":
        return RESOURCES.get(one, one) == RESOURCES.get(other, other)
    return abs(one - other) < NEAR if isinstance(other, float) else one == other
