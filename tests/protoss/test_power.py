"""Power: pylons, prisms, what stands in their field and what does not."""

import pytest


@pytest.fixture
def base(game):
    """A pylon with a gateway in its field, and another far off."""
    scene = game("")
    x, y = scene.center
    pylon = scene.add(1, "Pylon", x, y)
    near, far = scene.add(1, "Gateway", x + 5.5, y + 0.5), scene.add(1, "Gateway", x + 14.5, y + 0.5)
    scene.bank(1, 2000, 2000)
    scene.step(8)
    return scene, pylon, near, far


@pytest.mark.covers("structure/Pylon", "structure/Gateway", "ability/GatewayTrain", "unit/Zealot")
def test_only_what_is_powered_trains(base):
    scene, _, near, far = base
    for gateway in (near, far):
        scene.order(gateway, "TrainZealot")
    scene.step(608 + 2)
    assert len(scene.units(1, "Zealot")) == 1
    assert (near.record.powered, far.record.powered) == (1, 0)


def test_without_its_pylon_a_gateway_pauses_and_goes_on_later(base):
    scene, pylon, near, _ = base
    scene.order(near, "TrainZealot")
    scene.step(300)
    scene.games.kill_unit(0, pylon.slot)
    scene.step(10)
    done = int(near.record.queue[0].progress)
    scene.step(100)
    assert int(near.record.queue[0].progress) == done
    scene.order(near, "TrainStalker")
    scene.step(4)
    assert near.record.n_queued == 1
    x, y = scene.center
    scene.add(1, "Pylon", x, y)
    scene.step(20)
    assert int(near.record.queue[0].progress) > done


@pytest.mark.covers("structure/PhotonCannon", "missile/PhotonCannonWeapon")
def test_a_cannon_shoots_and_detects_only_with_power(game):
    for powered in (True, False):
        scene = game("")
        x, y = scene.center
        if powered:
            scene.add(1, "Pylon", x - 3, y)
        scene.add(1, "PhotonCannon", x, y)
        templar = scene.add(2, "DarkTemplar", x + 5, y)
        scene.order(templar, "hold")
        scene.step(100)
        assert (templar.shields < 80) == powered
        assert bool(templar.record.detected_by & 2) == powered


def test_structures_are_placed_in_power(base):
    scene, pylon, *_ = base
    x, y = pylon.at
    forge = scene.games.names.unit_types["Forge"]
    assert scene.games.placement_error(0, 1, forge, (x - 4.5, y + 0.5)) == 0
    assert scene.games.placement_error(0, 1, forge, (x - 8.5, y + 0.5)) == 50
    assert scene.games.placement_error(0, 2, forge, (x - 4.5, y + 0.5)) == 50


def test_power_ends_at_its_radius(base):
    scene, pylon, *_ = base
    x, y = pylon.at
    cannon = scene.games.names.unit_types["PhotonCannon"]
    assert scene.games.placement_error(0, 1, cannon, (x, y - 6)) == 0
    assert scene.games.placement_error(0, 1, cannon, (x, y - 7)) == 50
    assert scene.games.placement_error(0, 1, cannon, (x - 5, y - 5)) == 50


@pytest.mark.covers("unit/Probe", "ability/ProtossBuild", "structure/CyberneticsCore", "structure/Assimilator")
def test_probes_place_structures_and_are_free_at_once(base):
    scene, pylon, *_ = base
    x, y = pylon.at
    probe = scene.add(1, "Probe", x - 2, y - 3)
    scene.order(probe, "BuildCyberneticsCore", point=(x - 3.5, y - 0.5))
    scene.order(probe, "move", point=(x - 12, y), queued=True)
    core = scene.until(lambda: scene.units(1, "CyberneticsCore"), 60) and scene.unit(1, "CyberneticsCore")
    assert core.record.building
    assert core.life == pytest.approx(55, abs=1) and core.shields == pytest.approx(55, abs=1)
    scene.step(100)
    assert probe.distance((x - 12, y)) < 1
    began = int(core.record.born)
    assert scene.until(lambda: not core.record.building, 900) - began == 800
    assert (core.life, core.shields) == (550, 550)


@pytest.mark.covers("unit/WarpPrism", "unit/WarpPrismPhasing", "ability/PhasingMode", "ability/TransportMode")
def test_a_phasing_prism_gives_power_and_a_flying_one_does_not(base):
    scene, *_, far = base
    prism = scene.add(1, "WarpPrism", far.x, far.y + 3.5)
    scene.step(20)
    assert far.record.powered == 0
    scene.order(prism, "MorphWarpPrismPhasingMode")
    scene.step(24 + 6)
    assert prism.type == "WarpPrismPhasing"
    assert far.record.powered == 2
    scene.order(prism, "move", point=(far.x - 20, far.y))
    scene.step(20)
    assert prism.distance(far) < 4
    scene.order(prism, "MorphWarpPrismTransportMode")
    scene.step(24 + 6)
    assert prism.type == "WarpPrism" and far.record.powered == 0
