"""What nobody sees and still is in the way: of walkers, of builders, of creep."""

import pytest
from kinds import CATALOG, NEUTRALS, cells, each

from starleague.catalog.footprints import FootprintBit

UNSEEN = [u for u in NEUTRALS if "Untargetable" in u.flags and u.footprint]
WALLS = [u for u in UNSEEN if cells(u, FootprintBit.BLOCKS)]
NO_BUILD = [u for u in UNSEEN if cells(u, FootprintBit.NO_BUILD) and not cells(u, FootprintBit.BLOCKS)]
NO_CREEP = [u for u in UNSEEN if cells(u, FootprintBit.NO_CREEP)]


@pytest.fixture
def field(game):
    scene = game()
    scene.bank(1, 2000)
    scene.bank(2, 2000)
    return scene


def try_to_build(scene, point):
    worker = scene.units(1, "SCV")[0] if scene.units(1, "SCV") else scene.add(1, "SCV", 50, 50)
    scene.step(2)
    scene.order(worker, "BuildSupplyDepot", point=point)
    scene.step(120)
    return bool(scene.units(1, "SupplyDepot"))


@each(WALLS)
def test_nobody_walks_or_builds_there(field, kind):
    blocker = field.add(0, kind, 40, 40)
    barred = {(int(blocker.x) + dx, int(blocker.y) + dy) for dx, dy in cells(CATALOG.units[kind], FootprintBit.BLOCKS)}
    zergling = field.add(2, "Zergling", 34, 39.5)
    field.step(2)
    field.order(zergling, "move", point=(46, 39.5))
    walked = set()

    def there():
        walked.add((int(zergling.x), int(zergling.y)))
        return zergling.distance((46, 39.5)) < 0.5

    field.until(there, 120)
    assert not walked & barred
    assert not try_to_build(field, (40, 40))


@each(NO_BUILD)
def test_nobody_builds_there_and_all_walk(field, kind):
    blocker = field.add(0, kind, 40, 40)
    zergling = field.add(2, "Zergling", 34, 40)
    field.step(2)
    field.order(zergling, "move", point=(46, 40))
    for _ in range(60):
        field.step()
        assert abs(zergling.y - 40) < 0.1
    field.order(zergling, "move", point=(20, 20))
    assert not try_to_build(field, (40, 40))
    field.games.kill_unit(0, blocker.slot)
    assert try_to_build(field, (40, 40))


@each(NO_CREEP)
def test_creep_does_not_come_there(field, kind):
    blocker = field.add(0, kind, 26, 40)
    bare = [(int(blocker.y) + dy, int(blocker.x) + dx) for dx, dy in cells(CATALOG.units[kind], FootprintBit.NO_CREEP)]
    field.add(2, "Hatchery", 20.5, 40.5)
    field.step(200)
    creep = field.record.creep > 0
    assert not any(creep[cell] for cell in bare)
    rows, columns = {y for y, _ in bare}, {x for _, x in bare}
    assert creep[40, min(columns) - 1] and creep[40, max(columns) + 1]
    assert creep[min(rows) - 1, 26] and creep[max(rows) + 1, 26]


@pytest.mark.covers("neutral/PathingBlockerRadius1")
def test_a_round_blocker_is_walked_round(field):
    blocker = field.add(0, "PathingBlockerRadius1", 40, 40)
    marine = field.add(1, "Marine", 34, 40)
    field.step(2)
    field.order(marine, "move", point=(46, 40))
    nearest = 9.0
    for _ in range(130):
        field.step()
        nearest = min(nearest, marine.distance(blocker))
    assert marine.distance((46, 40)) < 0.5
    assert 1 < nearest < 2


@pytest.mark.covers("neutral/LocustMPPrecursor")
def test_what_keeps_a_place_for_a_locust_cannot_be_attacked(field):
    keeper = field.add(2, "LocustMPPrecursor", 40, 40)
    marine = field.add(1, "Marine", 37, 40)
    field.step(40)
    assert marine.record.target == 0
    field.order(marine, "attack", target=keeper)
    field.step(60)
    assert keeper.life == 65
    field.order(marine, "move", point=(43, 40))
    nearest = 9.0
    for _ in range(70):
        field.step()
        nearest = min(nearest, marine.distance(keeper))
    assert marine.distance((43, 40)) < 0.5 and nearest > 0.6
