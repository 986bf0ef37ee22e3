"""Who burrows, how fast, what the enemy sees of it, and what one can do below."""

import pytest

from scenario import CATALOG, by_patch
from starleague.catalog.rules import ONE

# kind, loops until it is below, loops until it is up again (each and the random delay)
BURROWERS = [
    ("Drone", 19, 7, 4), ("Zergling", 16, 0, 6), ("Baneling", 16, 0, 8), ("Roach", 9, 7, 2), ("Ravager", 9, 7, 2),
    ("Hydralisk", 19, 4, 6), ("Queen", 11, 7, 8), ("Infestor", 8, 8, 8), ("Ultralisk", by_patch(30, 18), 0, 8),
    ("LurkerMP", 30, 0, 8), ("SwarmHostMP", 40, 24, 8), ("InfestorTerran", 16, 0, 8),
]
CLOAKED = 1


def is_below(unit):
    return bool(unit.record.states & CLOAKED)


def burrowed(kind):
    return "SwarmHostBurrowedMP" if kind == "SwarmHostMP" else f"{kind}Burrowed"


@pytest.fixture
def field(game):
    scene = game()
    scene.research(1, "Burrow")
    return scene


def shows(kind):
    host = kind == "SwarmHostMP"
    ways = ["MorphToSwarmHostBurrowedMP", "MorphToSwarmHostMP"] if host else [f"Burrow{kind}Down", f"Burrow{kind}Up"]
    return pytest.mark.covers(f"unit/{burrowed(kind)}", *(f"ability/{way}" for way in ways))


@pytest.mark.parametrize(
    ("kind", "down", "up", "spread"), [pytest.param(*row, marks=shows(row[0])) for row in BURROWERS if row[0] in CATALOG.units],
)
def test_units_burrow_and_come_up(field, kind, down, up, spread):
    unit = field.add(1, kind, 30, 30)
    field.add(2, "Overlord", 33, 30)
    field.step(3)
    assert unit.record.visible_to == unit.record.detected_by == 6
    start = field.loop + int(field.record.action_delay)
    field.order(unit, "GeneralBurrowDown")
    assert 0 <= field.until(lambda: is_below(unit), 80) - start - down <= spread + 1
    assert unit.type == burrowed(kind)
    field.until(lambda: unit.record.build_ability == 0, 20)
    field.step(5)
    assert unit.record.detected_by == 2
    start = field.loop + int(field.record.action_delay)
    field.order(unit, "GeneralBurrowUp")
    assert 0 <= field.until(lambda: not is_below(unit), 80) - start - up <= spread + 2
    assert unit.type == kind
    field.step(60)
    field.order(unit, "move", point=(36, 30))
    field.step(40)
    assert unit.x > 31


@pytest.mark.covers("upgrade/Burrow")
@pytest.mark.parametrize("kind", ["Drone", "Zergling", "Baneling", "Roach", "Ravager", "Hydralisk", "Queen", "Ultralisk"])
def test_burrowing_needs_research(game, kind):
    scene = game()
    unit = scene.add(1, kind, 30, 30)
    scene.step(3)
    scene.order(unit, "GeneralBurrowDown")
    scene.step(40)
    assert unit.type == kind


def test_burrowed_units_are_not_attacked_until_detected(field):
    roach = field.add(1, "RoachBurrowed", 30, 30)
    marine = field.add(2, "Marine", 33, 30)
    field.step(30)
    assert marine.record.target == 0
    field.order(marine, "attack", target=roach)
    field.step(30)
    assert roach.life == 145
    field.add(2, "Raven", 32, 30)
    field.until(lambda: roach.life < 145, 60)


def test_burrowed_units_do_not_attack(field):
    zergling = field.add(1, "ZerglingBurrowed", 30, 30)
    marine = field.add(2, "Marine", 30.8, 30)
    field.step(60)
    assert zergling.record.target == 0
    assert marine.life == 45


@pytest.mark.covers("unit/RoachBurrowed", "upgrade/TunnelingClaws")
def test_roaches_heal_below_and_with_claws_they_walk_there(field):
    roach = field.add(1, "RoachBurrowed", 30, 30)
    above = field.add(1, "Roach", 30, 40)
    roach.record.life = above.record.life = 50 * ONE
    field.step(161)
    assert above.life - 50 == pytest.approx(2.7, abs=0.1)
    assert roach.life - 50 == pytest.approx(50, abs=1)
    field.order(roach, "move", point=(40, 30))
    field.step(20)
    assert roach.at == (30, 30)
    field.research(1, "TunnelingClaws")
    field.order(roach, "move", point=(40, 30))
    field.step(60)
    assert roach.x - 30 == pytest.approx(1.4062 * 58 / 16, abs=0.2)
    assert roach.type == "RoachBurrowed" and is_below(roach)


def test_infestors_walk_below_at_once(field):
    infestor = field.add(1, "InfestorBurrowed", 30, 30)
    field.step(2)
    field.order(infestor, "move", point=(40, 30))
    field.step(60)
    assert infestor.x > 36 and is_below(infestor)


def test_walkers_pass_over_the_burrowed(field):
    field.add(1, "RoachBurrowed", 35, 30)
    marine = field.add(2, "Marine", 30, 30)
    field.step(2)
    field.order(marine, "move", point=(40, 30))
    for _ in range(60):
        field.step()
        assert abs(marine.y - 30) < 0.05


@pytest.mark.covers("ability/Explode", "unit/BanelingBurrowed", "ability/VolatileBurstBuilding")
def test_a_burrowed_baneling_explodes_under_its_enemies(field):
    baneling = field.add(1, "BanelingBurrowed", 30, 30)
    marines = [field.add(2, "Marine", 29 + k, 30.5) for k in range(3)]
    field.step(20)
    assert baneling.alive
    field.order(baneling, "EffectExplode")
    field.step(5)
    assert not baneling.alive
    assert [marine.life for marine in marines] == [10] * 3


@pytest.mark.covers(
    "unit/LurkerMP", "unit/LurkerMPBurrowed", "ability/BurrowLurkerMPDown", "ability/BurrowLurkerMPUp",
)
def test_lurkers_strike_a_line_from_below_only(game):
    scene = game()
    lurker = scene.add(1, "LurkerMP", 30, 30)
    depot = scene.add(2, "SupplyDepot", 33, 35)
    scene.order(lurker, "attack", target=depot)
    scene.step(60)
    assert depot.life == 400
    scene.order(lurker, "BurrowDownLurker")
    scene.until(lambda: is_below(lurker), 60)
    x, y = lurker.at
    line = [scene.add(2, "Marine", x + k, y) for k in (3, 6, 9)]
    aside = scene.add(2, "Marine", x + 6, y - 2)
    scene.order(lurker, "attack", target=line[0])
    scene.until(lambda: line[2].life < 45, 120)
    assert [marine.life for marine in line] == [25] * 3
    assert aside.life == 45


@pytest.mark.covers("ability/LurkerHoldFire", "ability/LurkerRemoveHoldFire")
def test_lurkers_hold_their_fire(game):
    scene = game()
    lurker = scene.add(1, "LurkerMPBurrowed", 30, 30)
    scene.order(lurker, "BehaviorHoldFireOnLurker")
    scene.step(8)
    marine = scene.add(2, "Marine", 34, 30)
    scene.step(80)
    assert marine.life == 45
    scene.order(lurker, "BehaviorHoldFireOffLurker")
    scene.until(lambda: marine.life < 45, 60)


@pytest.mark.covers("upgrade/DiggingClaws")
def test_claws_dig_lurkers_in_faster(game):
    def loops(*upgrades):
        scene = game()
        scene.research(1, *upgrades)
        lurker = scene.add(1, "LurkerMP", 30, 30)
        scene.step(2)
        start = scene.loop
        scene.order(lurker, "BurrowDownLurker")
        return scene.until(lambda: lurker.type == "LurkerMPBurrowed" and lurker.record.build_ability == 0, 80) - start

    assert 16 <= loops() - loops("DiggingClaws") <= 28
