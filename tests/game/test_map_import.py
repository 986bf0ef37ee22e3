"""Real ladder maps, from a client's answers: needs the reference folder."""

import pathlib

import numpy as np
import pytest

from starleague.game.map_checks import check_map, expansions
from starleague.game.map_import import import_map
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
        check_map(found, symmetric=False)
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


def test_folder_without_answers_says_what_is_missing(tmp_path):
    with pytest.raises(MapError, match=r"game_info\.pb"):
        import_map(tmp_path)
    (tmp_path / "game_info.pb").write_bytes(b"\x08")
    (tmp_path / "observation.pb").write_bytes(b"")
    with pytest.raises(MapError, match="StarCraft II client"):
        import_map(tmp_path)
