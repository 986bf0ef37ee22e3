"""Maps: our own are fair and saved as planned, files are checked, the geometry is the real game's."""

from dataclasses import replace

import numpy as np
import pytest

from starleague.game.map_checks import check_map, covered_cells, expansions, ground_distances, is_mineral
from starleague.game.mapmaker.drawn import draw_map
from starleague.game.mapmaker.plans import PLANS
from starleague.game.maps import MapError, list_maps, load_map


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)
def test_saved_map_is_the_one_of_its_plan(plan):
    assert load_map(plan.name).digest == draw_map(plan).digest, "run python -m starleague.game.mapmaker"


@pytest.mark.parametrize("name", list_maps())
def test_own_maps_keep_the_rules(name):
    check_map(load_map(name))


def test_ladder_map_has_fourteen_bases_of_eight_fields_and_two_geysers():
    terraces = load_map("basalt terraces")
    bases = expansions(terraces)
    assert len(bases) == 14
    for x, y in bases:
        ways = {
            kind: sorted(round(float(np.hypot(at[1] - x, at[2] - y)), 1) for at in terraces.resources
                         if is_mineral(at[0]) == kind and np.hypot(at[1] - x, at[2] - y) < 9)
            for kind in (True, False)
        }
        assert len(ways[True]) == 8 and ways[True][0] >= 6.0 and ways[True][-1] <= 7.7
        assert len(ways[False]) == 2 and all(7.0 <= way <= 8.1 for way in ways[False])


def test_main_has_one_way_in_which_three_depots_close():
    """The corner depots and the middle one stand where ladder players (and python-sc2) put them."""
    terraces = load_map("Basalt Terraces")
    top_x, top_y = 42, 42  # the ramp's middle; it leads up to the lower left
    depots = [(top_x - 3, top_y - 3), (top_x - 1, top_y - 4), (top_x - 4, top_y - 1)]
    start, natural = terraces.starts[0], (23.5, 62.5)
    way = ground_distances(terraces, start)
    assert np.isfinite(way[int(natural[1]), int(natural[0])])
    pathable = terraces.pathable.copy()
    for x, y in depots:
        cells = (slice(y - 1, y + 1), slice(x - 1, x + 1))
        assert terraces.placeable[cells].all()
        pathable[cells] = 0
    closed = replace(terraces, pathable=pathable)
    assert not np.isfinite(ground_distances(closed, start)[int(natural[1]), int(natural[0])])


def test_ramp_rises_evenly_from_one_level_to_the_next():
    terraces = load_map("Basalt Terraces")
    ramp = (terraces.pathable == 1) & (terraces.placeable == 0) & (terraces.sight_block == 0)
    heights = set(np.unique(terraces.ground[ramp]).tolist())
    assert heights == set(range(191, 223, 2))


def test_save_and_load_give_the_same_map(tmp_path):
    ground = load_map("Training Ground")
    ground.save(tmp_path / "copy.slmap")
    copy = load_map(tmp_path / "copy.slmap")
    assert copy.digest == ground.digest and copy.resources == ground.resources and copy.starts == ground.starts


DAMAGES = [lambda data: data[:200], lambda data: b"PK" + data[4:], lambda data: b"", lambda data: b"hello"]


@pytest.mark.parametrize("damage", DAMAGES)
def test_broken_file_says_which(tmp_path, damage):
    path = tmp_path / "broken.slmap"
    load_map("Training Ground").save(path)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(MapError, match=r"broken\.slmap"):
        load_map(path)


def test_unknown_map_lists_those_that_there_are():
    with pytest.raises(MapError, match="Training Ground"):
        load_map("nowhere")


def test_asymmetry_and_overlap_are_found():
    ground = load_map("Training Ground")
    with pytest.raises(MapError, match="symmetric"):
        check_map(replace(ground, sight_block=np.triu(ground.placeable)))
    with pytest.raises(MapError, match="neutrals have no counterpart"):
        check_map(replace(ground, neutrals=(("XelNagaTower", 30.0, 30.0),)))
    kind, x, y = ground.resources[0]
    with pytest.raises(MapError, match="overlap"):
        check_map(replace(ground, resources=(*ground.resources, (kind, x + 1, y))))


def test_resources_cover_the_cells_of_their_footprints():
    assert covered_cells(("MineralField", 10.0, 20.5)) == (slice(20, 21), slice(9, 11))
    assert covered_cells(("VespeneGeyser", 10.5, 20.5)) == (slice(19, 22), slice(9, 12))
