"""Bunkers and their passengers."""

import pytest


@pytest.fixture
def bunker(game):
    scene = game("5 Marine, 1 Marauder")
    scene.add(1, "Bunker", 40.5, 40.5)
    scene.bank(1, 0)
    scene.step(5)
    return scene


def aboard(scene):
    bunker = scene.unit(1, "Bunker").record
    return [int(slot) for slot in bunker.passengers[: bunker.n_passengers]]


@pytest.mark.covers("ability/BunkerTransport", "structure/Bunker")
def test_a_right_click_sends_marines_in_until_it_is_full(bunker):
    bunker.order(bunker.units(1, "Marine"), "Smart", target=bunker.unit(1, "Bunker"))
    bunker.step(200)
    assert len(aboard(bunker)) == 4
    inside = [unit for unit in bunker.units(1, "Marine") if unit.record.inside]
    assert sorted(unit.slot for unit in inside) == sorted(aboard(bunker))


def test_a_marauder_takes_two_places(bunker):
    home = bunker.unit(1, "Bunker")
    bunker.order(bunker.unit(1, "Marauder"), "Smart", target=home)
    bunker.step(150)
    assert home.record.cargo_used == 2
    bunker.order(bunker.units(1, "Marine"), "Smart", target=home)
    bunker.step(200)
    assert home.record.cargo_used == 4
    assert home.record.n_passengers == 3


def test_the_bunker_calls_a_unit_in(bunker):
    marine = bunker.units(1, "Marine")[0]
    bunker.order(bunker.unit(1, "Bunker"), "GeneralLoad", target=marine)
    bunker.step(200)
    assert aboard(bunker) == [marine.slot]


def test_unloading_puts_all_out_at_once(bunker):
    home = bunker.unit(1, "Bunker")
    bunker.order(bunker.units(1, "Marine"), "Smart", target=home)
    bunker.step(200)
    bunker.order(home, "GeneralUnloadAll")
    bunker.step(4)
    assert aboard(bunker) == []
    assert home.record.cargo_used == 0
    out = bunker.units(1, "Marine")
    assert len({unit.at for unit in out}) == 5
    assert all(1.5 < unit.distance(home) < 6 for unit in out if unit.record.n_orders == 0)


def test_passengers_survive_their_bunker(bunker):
    home = bunker.unit(1, "Bunker")
    bunker.order(bunker.units(1, "Marine"), "Smart", target=home)
    bunker.step(200)
    home.record.life = 0
    bunker.step(3)
    assert len(bunker.units(1, "Marine")) == 5
    assert not any(unit.record.inside for unit in bunker.units(1, "Marine"))


@pytest.mark.covers("ability/SalvageShared")
def test_salvage_gives_three_quarters_back_and_only_when_empty(bunker):
    home = bunker.unit(1, "Bunker")
    bunker.order(bunker.units(1, "Marine")[0], "Smart", target=home)
    bunker.step(150)
    bunker.order(home, "EffectSalvage")
    bunker.step(120)
    assert home.alive
    bunker.order(home, "GeneralUnloadAll")
    bunker.step(4)
    bunker.order(home, "EffectSalvage")
    bunker.step(90)
    assert not home.alive
    assert bunker.record.players[1].minerals == 75


@pytest.mark.covers("ability/StimpackRedirect")
def test_stim_reaches_passengers(bunker):
    home = bunker.unit(1, "Bunker")
    bunker.record.players[1].upgrades[bunker.games.names.upgrades["Stimpack"]] = 1
    marines = bunker.units(1, "Marine")[:2]
    bunker.order(marines, "Smart", target=home)
    bunker.step(200)
    bunker.order(home, "StimpackRedirect,Execute")
    bunker.step(4)
    assert [unit.life for unit in marines] == [35, 35]


def test_what_is_not_real_stays_outside(game):
    """A hallucination may not enter a transport; the real one may."""
    scene = game("1 Sentry, 1 Zealot, 1 WarpPrism")
    sentry = scene.unit(1, "Sentry")
    sentry.record.energy = 200 << 12
    scene.order(sentry, "HallucinationZealot")
    scene.step(40)
    first, *unreal = scene.units(1, "Zealot")
    assert len(unreal) == 2
    for zealot in (first, *unreal):
        scene.order(scene.unit(1, "WarpPrism"), "GeneralLoad", target=zealot)
        scene.step(120)
    assert [bool(zealot.record.inside) for zealot in (first, *unreal)] == [True, False, False]
