"""Overlords that carry, and the Nydus network."""

import pytest

from scenario import by_patch


@pytest.fixture
def field(game):
    scene = game()
    scene.bank(1, 1000, 1000)
    return scene


@pytest.mark.covers("ability/OverlordTransport", "unit/OverlordTransport")
def test_a_mutated_overlord_carries_eight_places_and_drops_them(field):
    overlord, plain = field.add(1, "OverlordTransport", 30, 30), field.add(1, "Overlord", 30, 40)
    roaches = [field.add(1, "Roach", 32 + k, 30) for k in range(5)]
    field.step(2)
    field.order(plain, "LoadOverlord", target=roaches[0])
    field.step(20)
    assert plain.order == ""
    for roach in roaches:
        field.order(overlord, "LoadOverlord", target=roach, queued=True)
    field.step(300)
    assert overlord.record.n_passengers == 4
    field.order(overlord, "UnloadAllAtOverlord", point=(50, 30))
    field.until(lambda: overlord.record.n_passengers == 0, 800)
    assert sum(roach.distance((50, 30)) < 4 for roach in roaches) == 4


@pytest.fixture
def network(field):
    nydus = field.add(1, "NydusNetwork", 30.5, 30.5)
    roaches = [field.add(1, "Roach", 34, 28 + k) for k in range(4)]
    eye = field.add(1, "Overlord", 60, 60)
    field.record.creep[:45] = 1
    field.step(10)
    field.order(nydus, "BuildNydusWorm", point=(60.5, 60.5))
    field.until(lambda: field.units(1, "NydusCanal"), 10)
    return field, nydus, field.unit(1, "NydusCanal"), roaches, eye


@pytest.mark.covers("structure/NydusCanal", "ability/BuildNydusCanal", "ability/BuildinProgressNydusCanal")
def test_a_worm_comes_up_where_its_player_sees(field):
    nydus = field.add(1, "NydusNetwork", 30.5, 30.5)
    field.record.creep[:45] = 1
    field.step(10)
    field.order(nydus, "BuildNydusWorm", point=(60.5, 60.5))
    field.step(5)
    assert not field.units(1, "NydusCanal")
    field.add(1, "Overlord", 60, 60)
    field.step(10)
    field.order(nydus, "BuildNydusWorm", point=(60.5, 60.5))
    start = field.until(lambda: field.units(1, "NydusCanal"), 5)
    assert field.record.players[1].minerals == by_patch(950, 925)
    assert field.record.players[1].vespene == by_patch(950, 925)
    worm = field.unit(1, "NydusCanal")
    assert worm.life == 300
    assert field.until(lambda: not worm.record.building, 330) - start == 320
    field.step(300)
    assert field.record.creep[60, 65]


@pytest.mark.covers("ability/NydusCanalTransport", "ability/NydusWormTransport", "structure/NydusNetwork")
def test_who_goes_into_one_end_comes_out_of_another(network):
    scene, nydus, worm, roaches, _ = network
    scene.until(lambda: not worm.record.building, 400)
    for roach in roaches:
        scene.order(roach, "Smart", target=nydus)
    scene.until(lambda: scene.record.players[1].n_network == 4, 200)
    assert all(roach.record.inside for roach in roaches)
    scene.step(2)
    assert scene.record.players[1].supply_used == 16
    scene.order(worm, "UnloadAllNydusWorm")
    scene.until(lambda: scene.record.players[1].n_network == 0, 60)
    assert all(roach.distance(worm) < 5 for roach in roaches)


def test_the_network_lasts_as_long_as_one_end_of_it(network):
    scene, nydus, worm, roaches, _ = network
    scene.until(lambda: not worm.record.building, 400)
    for roach in roaches:
        scene.order(roach, "Smart", target=nydus)
    scene.until(lambda: scene.record.players[1].n_network == 4, 200)
    scene.games.kill_unit(0, nydus.slot)
    scene.step(5)
    assert all(roach.alive for roach in roaches)
    scene.order(worm, "UnloadAllNydusWorm")
    scene.until(lambda: any(not roach.record.inside for roach in roaches), 20)
    scene.order(worm, "stop")
    inside = [roach for roach in roaches if roach.record.inside]
    assert inside
    scene.games.kill_unit(0, worm.slot)
    scene.step(5)
    assert not any(roach.alive for roach in inside)
    assert scene.record.players[1].n_network == 0
    assert any(roach.alive for roach in roaches)
