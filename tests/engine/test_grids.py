from drawn import field, fixed
from s2clientprotocol.error_pb2 import ActionResult

from starleague.engine import births, grids, placement

INVALID = ActionResult.Value("CantBuildLocationInvalid")
NEAR_RESOURCES = ActionResult.Value("CantBuildTooCloseToResources")


def error(scene, kind, x, y, player=1, builder=0):
    return scene.games.placement_error(0, player, scene.games.unit_row(kind), (x, y), builder)


def test_the_same_structures_give_the_same_path_version():
    scene = field(30, 30)
    empty = int(scene.record.path_version)
    first = scene.add(1, "Barracks", 10.5, 10.5)
    one = int(scene.record.path_version)
    second = scene.add(1, "Barracks", 20.5, 10.5)
    both = int(scene.record.path_version)
    assert len({empty, one, both}) == 3
    births.remove(scene.rules, scene.record, second.slot)
    assert scene.record.path_version == one
    births.remove(scene.rules, scene.record, first.slot)
    assert scene.record.path_version == empty


def test_footprints_that_overlap_are_counted():
    scene = field(30, 30)
    scene.add(0, "VespeneGeyser", 10.5, 10.5)
    refinery = scene.add(1, "Refinery", 10.5, 10.5)
    births.remove(scene.rules, scene.record, refinery.slot)
    assert not grids.walkable(scene.rules, scene.record, 10, 10)
    assert scene.record.occupied[10, 10] == 1


def test_a_lowered_depot_lets_units_pass_but_nothing_be_built():
    scene = field(30, 30)
    scene.add(1, "SupplyDepotLowered", 10, 10)
    assert grids.walkable(scene.rules, scene.record, 10, 10)
    assert error(scene.see(), "SupplyDepot", 11, 10) == INVALID


def test_snap_puts_odd_sizes_on_cells_and_even_ones_on_corners():
    scene = field(20, 20)
    barracks, depot = (scene.games.unit_row(kind) for kind in ("Barracks", "SupplyDepot"))
    assert grids.snap(scene.rules, barracks, fixed(7.9), fixed(7.1)) == (fixed(7.5), fixed(7.5))
    assert grids.snap(scene.rules, depot, fixed(7.4), fixed(7.6)) == (fixed(7), fixed(8))


def test_free_ground_may_be_built_on():
    assert error(field(30, 30).see(), "Barracks", 10.5, 10.5) == 0


def test_structures_cliffs_and_the_edge_of_the_map_are_in_the_way():
    scene = field(30, 30)
    scene.add(1, "Barracks", 10.5, 10.5)
    scene.see()
    assert error(scene, "Barracks", 13.5, 10.5) == 0
    assert error(scene, "Barracks", 12.5, 10.5) == INVALID
    assert error(scene, "Barracks", 2.5, 10.5) == 0
    assert error(scene, "Barracks", 1.5, 10.5) == INVALID
    assert error(scene, "Barracks", -4.5, 99) == INVALID


def test_only_town_halls_keep_away_from_resources():
    scene = field(40, 40)
    scene.add(0, "MineralField", 10, 10.5)
    scene.see()
    assert error(scene, "CommandCenter", 15.5, 10.5) == NEAR_RESOURCES
    assert error(scene, "CommandCenter", 16.5, 10.5) == 0  # three cells between their edges
    assert error(scene, "Barracks", 13.5, 10.5) == 0


def test_refineries_stand_on_free_geysers_only():
    scene = field(30, 30)
    scene.add(0, "VespeneGeyser", 10.5, 10.5)
    scene.see()
    assert error(scene, "Refinery", 10.5, 10.5) == 0
    assert error(scene, "Refinery", 11.5, 10.5) == INVALID
    scene.add(1, "Refinery", 10.5, 10.5)
    assert error(scene.see(), "Refinery", 10.5, 10.5) == INVALID


def test_own_units_step_aside_unless_they_hold():
    scene = field(30, 30)
    marine = scene.add(1, "Marine", 10.5, 10.5)
    scene.see()
    assert error(scene, "Barracks", 10.5, 10.5) == 0
    marine.record.hold = 1
    assert error(scene, "Barracks", 10.5, 10.5) == INVALID
    assert error(scene, "Barracks", 10.5, 10.5, builder=marine.slot) == 0


def test_enemy_units_are_in_the_way_when_seen():
    scene = field(40, 20)
    scene.add(2, "Marine", 10.5, 10.5)
    assert error(scene.see(), "Barracks", 10.5, 10.5) == 0
    scene.add(1, "SCV", 14, 10.5)
    assert error(scene.see(), "Barracks", 10.5, 10.5) == INVALID
    assert error(scene, "Barracks", 10.5, 13.5) == 0


def test_enemy_structures_count_once_seen():
    scene = field(40, 20)
    scene.add(2, "SupplyDepot", 10, 10)
    assert error(scene.see(), "Barracks", 10.5, 10.5) == 0
    scout = scene.add(1, "SCV", 14, 10.5)
    assert error(scene.see(), "Barracks", 10.5, 10.5) == INVALID
    scout.record.x = fixed(38)
    assert error(scene.see(), "Barracks", 10.5, 10.5) == INVALID


def test_an_addon_checks_its_own_ground():
    scene = field(30, 30)
    scene.add(1, "Barracks", 10.5, 10.5)
    scene.see()
    assert error(scene, "BarracksTechLab", 13, 10) == 0
    scene.add(1, "SupplyDepot", 14, 11)
    assert error(scene.see(), "BarracksTechLab", 13, 10) == INVALID


def test_the_codes_are_those_of_the_api():
    assert placement.CANT_BUILD_LOCATION_INVALID == INVALID
    assert placement.CANT_BUILD_TOO_CLOSE_TO_RESOURCES == NEAR_RESOURCES
    assert ActionResult.Value("CantSeeBuildLocation") == placement.CANT_SEE_BUILD_LOCATION
    assert ActionResult.Value("CantBuildTooFarFromCreepSource") == placement.CANT_BUILD_TOO_FAR_FROM_CREEP_SOURCE
    assert ActionResult.Value("CantBuildTooCloseToCreepSource") == placement.CANT_BUILD_TOO_CLOSE_TO_CREEP_SOURCE
    assert ActionResult.Value("CantBuildTooFarFromBuildPowerSource") == placement.CANT_BUILD_TOO_FAR_FROM_POWER
