"""Real ladder maps, from a client's answers: needs the reference folder."""

import pathlib

import numpy as np
import pytest

from starleague.game.ladder_checks import ladder_faults
from starleague.game.map_checks import check_map, expansions
from starleague.game.map_import import import_map, map_from_answers
from starleague.game.maps import MapError

CAPTURES = pathlib.Path(__file__).resolve().parents[3] / "shared" / "reference" / "api_captures" / "maps"
FOLDERS = sorted(CAPTURES.glob("*")) if CAPTURES.is_dir() else []


@pytest.mark.skipif(not FOLDERS, reason="the reference folder is absent")
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_capture_becomes_a_map(folder, tmp_path):
    found = import_map(folder)
    assert len(found.starts) == 2
    bases = expansions(found)
    assert 10 <= len(bases) <= 18
    restored = found.placeable & ~found.pathable & 1
    assert not restored.any()
    assert found.cliff[found.placeable == 1].min() >= 1 and found.cliff.max() == 3
    if "combat" not in folder.name:  # those have units and geysers of a debug command all over
        check_map(found, symmetry=None)
    found.save(tmp_path / "a.slmap")
    assert type(found).load(tmp_path / "a.slmap").digest == found.digest


def test_both_players_captures_give_one_map():
    pairs = [(folder, folder.with_name(folder.name + "@4.10")) for folder in FOLDERS if "@" not in folder.name]
    pairs = [pair for pair in pairs if pair[1].is_dir()]
    if not pairs:
        pytest.skip("the reference folder is absent")
    for first, second in pairs:
        a, b = import_map(first), import_map(second)
        assert a.starts == b.starts and a.resources == b.resources
        assert np.array_equal(a.placeable, b.placeable) and np.array_equal(a.pathable, b.pathable), first.name


@pytest.mark.skipif(not FOLDERS, reason="the reference folder is absent")
def test_bounds_of_ladder_maps_hold_on_ladder_maps():
    """All but those with bases of their own kind, or with a second way into the main."""
    for name in ("AcropolisLE", "AncientCisternAIE", "AutomatonLE", "BerlingradAIE", "JagannathaAIE",
                 "KairosJunctionLE", "Oceanborn513AIE@ares", "PersephoneAIE_v4@ares"):
        assert not ladder_faults(import_map(CAPTURES / name)), name


@pytest.mark.skipif(not FOLDERS, reason="the reference folder is absent")
def test_smoke_is_where_python_sc2_sees_it():
    """It takes level ground that is walked on but not built on for line-of-sight blockers, as we do."""
    game_info = pytest.importorskip("sc2.game_info", reason="python-sc2 is not installed")
    from s2clientprotocol import sc2api_pb2

    for name in ("AcropolisLE", "AutomatonLE", "EverDreamLE"):
        answer = sc2api_pb2.ResponseGameInfo.FromString((CAPTURES / name / "game_info.pb").read_bytes())
        blockers = game_info.GameInfo(answer)._find_ramps_and_vision_blockers()[1]
        smoke = import_map(CAPTURES / name).sight_block
        assert all(smoke[int(p.y), int(p.x)] for p in blockers)
        assert len(blockers) >= 0.5 * smoke.sum()


def answers(unit_type: int = 18):
    """Game info and observation of a small flat map, as a client tells them."""
    from s2clientprotocol import sc2api_pb2

    info, observation = sc2api_pb2.ResponseGameInfo(map_name="Plain"), sc2api_pb2.ResponseObservation()
    raw = info.start_raw
    for image, bits in ((raw.pathing_grid, 1), (raw.placement_grid, 1), (raw.terrain_height, 8)):
        image.size.x, image.size.y, image.bits_per_pixel = 48, 48, bits
        image.data = (b"\xff" if bits == 1 else b"\xbf") * (48 * 48 * bits // 8)
    raw.map_size.x = raw.map_size.y = 48
    raw.playable_area.p1.x = raw.playable_area.p1.y = 48
    raw.start_locations.add(x=38.5, y=38.5)
    observation.observation.raw_data.units.add(unit_type=unit_type, alliance=1, tag=1).pos.x = 9.5
    observation.observation.raw_data.units[0].pos.y = 9.5
    return info, observation


def test_answers_become_a_map():
    found = map_from_answers(*answers())
    assert found.starts == ((9.5, 9.5), (38.5, 38.5)) and found.name == "Plain"
    assert found.pathable.all() and found.placeable.all() and not found.sight_block.any()


def test_ground_that_is_only_walked_on_is_smoke_if_it_is_level():
    info, observation = answers()
    bits = np.ones((48, 48), np.uint8)
    bits[20:22, 10:20] = 0
    info.start_raw.placement_grid.data = np.packbits(bits).tobytes()
    heights = np.full((48, 48), 191, np.uint8)
    heights[20:22, 15:20] = 193
    info.start_raw.terrain_height.data = heights.tobytes()
    smoke = map_from_answers(info, observation).sight_block
    assert smoke[20:22, 10:14].all() and not smoke[20:22, 14:21].any() and smoke.sum() == 8


def test_answers_that_lack_something_say_what():
    info, observation = answers(unit_type=48)
    with pytest.raises(MapError, match="start locations"):
        map_from_answers(info, observation)
    info, observation = answers()
    info.start_raw.terrain_height.data = b"1234"
    with pytest.raises(MapError, match="not whole"):
        map_from_answers(info, observation)
    info.ClearField("start_raw")
    with pytest.raises(MapError, match="raw interface"):
        map_from_answers(info, observation)


def test_folder_without_answers_says_what_is_missing(tmp_path):
    with pytest.raises(MapError, match=r"game_info\.pb"):
        import_map(tmp_path)
    (tmp_path / "game_info.pb").write_bytes(b"\x08")
    (tmp_path / "observation.pb").write_bytes(b"")
    with pytest.raises(MapError, match="StarCraft II client"):
        import_map(tmp_path)
