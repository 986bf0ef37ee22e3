"""Places that do something to who comes there: watch towers, shrines, zones, and marks."""

import pytest
from kinds import NEUTRALS, each

from starleague.catalog.rules import ONE

REACH = {"Small": 4, "Medium": 5, "Large": 6}
ZONES = [u for u in NEUTRALS if "Zone" in u.name and u.name.endswith(tuple(REACH))]
VISIBLE = 2


@pytest.fixture
def field(game):
    return game()


def sees(scene, player, x, y):
    return scene.record.visibility[player - 1, int(y), int(x)] == VISIBLE


@pytest.mark.covers("neutral/XelNagaTower", "ability/TowerCapture")
def test_a_watch_tower_shows_its_surroundings_to_who_alone_stands_beside_it(field):
    field.add(0, "XelNagaTower", 40, 40)
    marine = field.add(1, "Marine", 30, 40)
    field.step(10)
    assert not sees(field, 1, 58, 40) and not sees(field, 2, 58, 40)
    field.order(marine, "move", point=(38, 40))
    field.step(80)
    assert sees(field, 1, 58, 40) and sees(field, 1, 40, 60) and not sees(field, 1, 63, 40)
    assert not sees(field, 2, 58, 40)
    rival = field.add(2, "Zergling", 42, 40)
    marine.record.hold = 1
    for unit in (marine, rival):
        unit.record.life = 10_000 * ONE
    field.step(12)
    assert not sees(field, 1, 58, 40) and not sees(field, 2, 22, 40), "of two nobody has it"
    field.games.kill_unit(0, marine.slot)
    field.step(12)
    assert sees(field, 2, 22, 40) and not sees(field, 1, 22, 40)
    field.order(rival, "move", point=(60, 60))
    field.step(100)
    assert not sees(field, 2, 22, 40)


@pytest.mark.covers("ability/TowerCapture")
@pytest.mark.parametrize("kind", ["Overlord", "SupplyDepot"])
def test_flyers_and_structures_do_not_take_a_watch_tower(field, kind):
    field.add(0, "XelNagaTower", 40, 40)
    field.add(1, kind, 42, 40)
    field.step(20)
    assert not sees(field, 1, 58, 40)


@pytest.mark.covers("neutral/XelNagaHealingShrine", "ability/XelNagaHealingShrine")
def test_a_shrine_heals_who_stands_on_it(field):
    field.add(0, "XelNagaHealingShrine", 40, 40)
    near, far = field.add(1, "Marauder", 41, 40), field.add(1, "Marauder", 48, 40)
    near.record.life = far.record.life = 40 * ONE
    field.step(161)
    assert 40 + 6 * 10 <= near.life <= 40 + 10 * 10, "ten points every second or so"
    assert far.life == 40


@each(ZONES)
def test_a_zone_slows_or_hastens_who_crosses_it(field, kind):
    field.add(0, kind, 40, 40)
    reach = next(cells for size, cells in REACH.items() if kind.endswith(size))
    for name in ("Marine", "Medivac"):
        crossing, outside = (field.add(1, name, 40 + reach + off, 40) for off in (-0.3, 2))
        field.step(4)
        assert crossing.record.speed_factor == pytest.approx((0.65 if "Inhibitor" in kind else 1.35) * ONE, abs=1)
        assert outside.record.speed_factor == ONE
        for unit in (crossing, outside):
            field.games.kill_unit(0, unit.slot)


@pytest.mark.covers("neutral/Beacon_Terran", "neutral/PickupPalletMinerals")
@pytest.mark.parametrize("kind", ["Beacon_Terran", "PickupPalletMinerals"])
def test_marks_are_seen_passed_and_not_attacked(field, kind):
    mark = field.add(0, kind, 40, 40)
    marine = field.add(1, "Marine", 36, 40)
    field.step(20)
    assert mark.record.visible_to & 2 and marine.record.target == 0
    field.order(marine, "attack", target=mark)
    field.step(40)
    assert mark.alive
    field.order(marine, "move", point=(44, 40))
    for _ in range(60):
        field.step()
        assert abs(marine.y - 40) < 0.1
    assert marine.x > 42
