"""What the robotics facility makes: immortal, colossus, disruptor, observer, warp prism."""

import pytest

from scenario import by_patch

DELAY = 2  # loops until a command has taken effect


@pytest.mark.covers("unit/Immortal")
def test_the_barrier_of_an_immortal_takes_a_hundred_points_once(game):
    scene = game("1 Immortal vs 1 Immortal", gap=4)
    immortal, foe = scene.unit(1), scene.unit(2)
    scene.order(immortal, "hold")
    immortal.record.weapon_index = 0
    scene.order(foe, "attack", target=immortal)
    scene.until(lambda: "ImmortalOverload" in immortal.buffs, 60)
    scene.step(2)
    first = 300 - immortal.shields - immortal.life
    assert first == pytest.approx(by_patch(50 - 1, 0), abs=2), "later it is there before the first hit"
    second = scene.until(lambda: "ImmortalOverload" not in immortal.buffs or 300 - immortal.shields - immortal.life > first, 80)
    assert second < 80
    scene.step(60)
    lost = 300 - immortal.shields - immortal.life
    foe.record.life = 0
    assert 45 < lost < 300
    assert "ImmortalOverload" not in immortal.buffs


def test_the_barrier_lasts_three_seconds_and_comes_back_after_half_a_minute(game):
    scene = game("1 Immortal vs 1 Marine", gap=4)
    immortal, marine = scene.unit(1), scene.unit(2)
    scene.order(immortal, "hold")
    scene.games.set_vital(0, marine.slot, "life", 45)
    scene.order(immortal, "move", point=(immortal.x - 1, immortal.y))
    scene.order(marine, "attack", target=immortal)
    begun = scene.until(lambda: "ImmortalOverload" in immortal.buffs, 60)
    before = immortal.shields
    over = scene.until(lambda: "ImmortalOverload" not in immortal.buffs, 80)
    assert over - begun == pytest.approx(48, abs=1)
    assert immortal.shields == before
    scene.step(60)
    assert "ImmortalOverload" not in immortal.buffs and immortal.shields < before


@pytest.mark.covers("unit/Colossus", "upgrade/ExtendedThermalLance")
def test_a_colossus_sweeps_a_line_twice(game):
    scene = game("")
    x, y = scene.center
    colossus = scene.add(1, "Colossus", x - 6, y)
    row = [scene.add(2, "Marine", x, y + 0.9 * k) for k in (-2, -1, 0, 1, 2)]
    for marine in row:
        scene.order(marine, "hold")
        marine.record.life = 40 * 4096
    scene.order(colossus, "attack", target=row[2])
    scene.until(lambda: row[2].life < 40, 60)
    scene.step(16)
    assert row[2].life == 40 - 2 * 15
    assert row[1].life == row[3].life == 40 - 2 * 15
    assert row[0].life == row[4].life == 40


def test_thermal_lances_reach_farther_with_the_upgrade(game):
    scene = game("1 Colossus vs 1 SupplyDepot", gap=7.7)
    colossus, depot = scene.unit(1), scene.unit(2)
    scene.order(colossus, "hold")
    scene.add(1, "Observer", depot.x - 3, depot.y)
    scene.step(60)
    assert depot.life == 400
    scene.research(1, "ExtendedThermalLance")
    scene.step(60)
    assert depot.life < 400


@pytest.mark.parametrize("kind", ["VikingFighter", "Zergling"])
def test_a_colossus_is_hit_by_what_hits_air_and_by_what_hits_ground(game, kind):
    scene = game(f"1 Colossus vs 1 {kind}", gap=3)
    colossus = scene.unit(1)
    scene.order(colossus, "hold")
    scene.order(scene.unit(2), "attack", target=colossus)
    scene.until(lambda: colossus.shields < 150, 100)


@pytest.mark.covers("unit/Disruptor", "unit/DisruptorPhased", "ability/PurificationNovaTargeted")
def test_a_disruptor_sends_a_nova_that_bursts_after_two_seconds(game):
    scene = game("")
    x, y = scene.center
    disruptor = scene.add(1, "Disruptor", x - 7, y)
    foes = [scene.add(2, "Marine", x + 0.5 * k, y + 0.5) for k in range(3)]
    friend, far = scene.add(1, "Zealot", x, y - 1), scene.add(2, "Marine", x + 4, y)
    ultralisk = scene.add(2, "Ultralisk", x, y + 1)
    for unit in (*foes, friend, far, ultralisk):
        scene.order(unit, "hold")
    scene.order(disruptor, "EffectPurificationNova", point=(x, y))
    born = scene.until(lambda: scene.units(1, "DisruptorPhased"), 10)
    nova = scene.unit(1, "DisruptorPhased")
    scene.step(2)
    assert scene.record.players[1].supply_used == 2 * (by_patch(3, 4) + 2)
    scene.order(disruptor, "move", point=(x - 20, y))
    scene.step(20)
    assert disruptor.distance((x - 7, y)) < 0.5
    assert all(foe.alive for foe in foes)
    assert scene.until(lambda: not nova.alive, 60) - born == pytest.approx(48, abs=2)
    assert not any(foe.alive for foe in foes) and not friend.alive
    assert far.alive and ultralisk.life == pytest.approx(500 - by_patch(145, 100), abs=1)
    scene.order(disruptor, "EffectPurificationNova", point=(x, y))
    scene.step(10)
    assert not scene.units(1, "DisruptorPhased")


def test_the_nova_can_be_steered(game):
    scene = game("1 Disruptor vs 1 SupplyDepot", gap=20)
    disruptor = scene.unit(1)
    x, y = disruptor.at
    scene.order(disruptor, "EffectPurificationNova", point=(x + 8, y))
    scene.until(lambda: scene.units(1, "DisruptorPhased"), 10)
    nova = scene.unit(1, "DisruptorPhased")
    scene.step(15)
    scene.order(nova, "move", point=(nova.x, y + 6))
    scene.step(20)
    assert nova.y > y + 3


@pytest.mark.covers(
    "unit/Observer", "unit/ObserverSiegeMode", "ability/ObserverMorphtoObserverSiege",
    "ability/ObserverSiegeMorphtoObserver",
)
def test_observers_are_cloaked_detect_and_see_farther_in_surveillance(game):
    scene = game("1 Observer vs 1 Marine, 1 DarkTemplar", gap=4)
    observer, marine, templar = scene.unit(1), scene.unit(2, "Marine"), scene.unit(2, "DarkTemplar")
    for unit in (marine, templar):
        scene.order(unit, "hold")
    scene.step(60)
    assert (observer.life, observer.shields) == (40, by_patch(20, 30))
    assert templar.record.detected_by & 2
    sight = scene.games.unit_type_facts(scene.games.unit_row("Observer")).sight
    scene.order(observer, "MorphSurveillanceMode")
    scene.step(12 + 4)
    assert observer.type == "ObserverSiegeMode"
    assert scene.games.unit_type_facts(scene.games.unit_row("ObserverSiegeMode")).sight > sight
    at = observer.at
    scene.order(observer, "move", point=(at[0], at[1] + 8))
    scene.step(30)
    assert observer.at == at
    scene.order(observer, "MorphObserverMode")
    scene.step(12 + 4)
    assert observer.type == "Observer"


@pytest.mark.covers("ability/WarpPrismTransport")
def test_a_prism_picks_up_from_afar_and_drops(game):
    scene = game("1 WarpPrism, 3 Zealot")
    prism, zealots = scene.unit(1, "WarpPrism"), scene.units(1, "Zealot")
    away = scene.add(1, "Immortal", prism.x + 5, prism.y)
    scene.order(prism, "WarpPrismTransport,Load", target=away)
    scene.step(6)
    assert away.record.inside == prism.slot, "it is taken in from six cells away"
    for zealot in zealots[:2]:
        scene.order(prism, "WarpPrismTransport,Load", target=zealot, queued=True)
    scene.step(60)
    assert prism.record.n_passengers == 3 and prism.record.cargo_used == 8
    scene.order(prism, "WarpPrismTransport,Load", target=zealots[2])
    scene.step(20)
    assert prism.record.n_passengers == 3
    scene.order(prism, "WarpPrismTransport,UnloadAt", point=(prism.x + 10, prism.y))
    scene.until(lambda: prism.record.n_passengers == 2, 120)
    first = scene.loop
    scene.until(lambda: prism.record.n_passengers == 1, 60)
    assert scene.loop - first == pytest.approx(16, abs=1)
    scene.games.kill_unit(0, prism.slot)
    scene.step(4)
    assert len(scene.units(1)) == 3, "the one inside is lost with the prism"


@pytest.mark.covers("upgrade/GraviticDrive", "upgrade/ObserverGraviticBooster")
@pytest.mark.parametrize("upgrade, kind", [("GraviticDrive", "WarpPrism"), ("ObserverGraviticBooster", "Observer")])
def test_prisms_and_observers_become_faster(game, upgrade, kind):
    ways = []
    for researched in (False, True):
        scene = game(f"1 {kind}")
        if researched:
            scene.research(1, upgrade)
        unit = scene.unit(1)
        x, y = unit.at
        scene.order(unit, "move", point=(x + 30, y))
        scene.step(100)
        ways.append(unit.x - x)
    assert ways[1] > ways[0] * 1.15


@pytest.mark.covers("structure/RoboticsFacility", "ability/RoboticsFacilityTrain", "structure/RoboticsBay")
def test_the_facility_trains_what_its_tech_allows(game):
    scene = game("")
    x, y = scene.center
    for k in range(4):
        scene.add(1, "Pylon", x, y + 2 * k)
    facility = scene.add(1, "RoboticsFacility", x + 4.5, y + 0.5)
    scene.bank(1, 5000, 5000)
    scene.step(8)
    scene.order(facility, "TrainColossus")
    scene.step(DELAY)
    assert facility.record.n_queued == 0
    scene.add(1, "RoboticsBay", x - 3.5, y + 0.5)
    scene.step(DELAY)
    for kind in ("Colossus", "Disruptor", "Immortal", "Observer", "WarpPrism"):
        scene.order(facility, f"Train{kind}")
        scene.step(DELAY)
        scene.record.units[facility.slot].queue[0].progress = 2000 * 4096
        scene.step(2)
        assert len(scene.units(1, kind)) == 1
