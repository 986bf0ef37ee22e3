"""Warp gates: the change from gateways, warping in fast and slowly, what it costs, when it fails."""

import pytest


@pytest.fixture
def gate(game):
    """A warp gate in the field of a pylon, and a lone pylon far off."""
    scene = game("")
    x, y = scene.center
    scene.add(1, "Pylon", x, y)
    scene.add(1, "CyberneticsCore", x - 3.5, y + 0.5)
    warp_gate = scene.add(1, "WarpGate", x + 4.5, y + 0.5)
    lone = scene.add(1, "Pylon", x + 22, y)
    scene.bank(1, 2000, 2000)
    scene.step(12)
    return scene, warp_gate, lone


@pytest.mark.covers("structure/WarpGate", "ability/WarpGateTrain", "ability/Warpable", "unit/Stalker")
@pytest.mark.parametrize("fast, loops", [(True, 80), (False, 256)])
def test_warping_in_takes_less_time_near_a_gate(gate, fast, loops):
    scene, warp_gate, lone = gate
    place = (scene.center[0], scene.center[1] - 4) if fast else (lone.x, lone.y - 4)
    scene.order(warp_gate, "TrainWarpStalker", point=place)
    scene.step(2)
    stalker = scene.unit(1, "Stalker")
    assert stalker.at == place
    assert stalker.record.building and stalker.record.powered == (2 if fast else 1)
    assert stalker.life == pytest.approx(8, abs=2) and stalker.shields == pytest.approx(8, abs=2)
    assert scene.record.players[1].minerals == 2000 - 125 and scene.record.players[1].vespene == 2000 - 50
    scene.step(1)
    assert scene.record.players[1].supply_used == 4
    born = int(stalker.record.born)
    assert scene.until(lambda: not stalker.record.building, 300) - born in (loops, loops + fast)
    assert (stalker.life, stalker.shields) == (80, 80)


def test_the_gate_cools_down_by_what_it_warped_in(gate):
    scene, warp_gate, _ = gate
    x, y = scene.center
    scene.order(warp_gate, "TrainWarpStalker", point=(x, y - 4))
    scene.step(2)
    for kind in ("TrainWarpStalker", "TrainWarpZealot"):
        scene.order(warp_gate, kind, point=(x, y - 3))
        scene.step(2)
    assert len(scene.units(1)) == 5
    ready = 32 * 16
    scene.step(ready - 8)
    scene.order(warp_gate, "TrainWarpZealot", point=(x - 2, y - 3))
    scene.step(2)
    assert not scene.units(1, "Zealot")
    scene.step(8)
    scene.order(warp_gate, "TrainWarpZealot", point=(x - 2, y - 3))
    scene.step(2)
    assert scene.units(1, "Zealot")


@pytest.mark.parametrize("spoil", ["no power", "blocked", "unseen"])
def test_places_where_nothing_can_be_warped_in(gate, spoil):
    scene, warp_gate, lone = gate
    point = {"no power": (lone.x - 9, lone.y), "blocked": (lone.x, lone.y - 3), "unseen": (10, 10)}[spoil]
    if spoil == "blocked":
        scene.add(1, "Probe", *point)
        scene.step(1)
    scene.order(warp_gate, "TrainWarpZealot", point=point)
    scene.step(2)
    assert not scene.units(1, "Zealot")
    assert scene.record.players[1].minerals == 2000


def test_of_several_gates_one_obeys(gate):
    scene, warp_gate, _ = gate
    x, y = scene.center
    gates = [warp_gate, scene.add(1, "WarpGate", x - 3.5, y + 4.5)]
    scene.step(4)
    for k in range(3):
        scene.order(gates, "TrainWarpZealot", point=(x + 2 * k - 2, y - 4))
        scene.step(2)
    assert len(scene.units(1, "Zealot")) == 2


def test_who_loses_its_power_is_lost(gate):
    scene, warp_gate, lone = gate
    scene.order(warp_gate, "TrainWarpZealot", point=(lone.x, lone.y - 4))
    scene.step(100)
    assert scene.units(1, "Zealot")
    scene.games.kill_unit(0, lone.slot)
    scene.step(8)
    assert not scene.units(1, "Zealot")


@pytest.mark.covers("ability/ProgressRally")
def test_while_it_forms_a_unit_can_be_rallied_and_hurt_but_does_nothing(gate):
    scene, warp_gate, lone = gate
    scene.order(warp_gate, "TrainWarpZealot", point=(lone.x, lone.y - 4))
    scene.step(4)
    zealot = scene.unit(1, "Zealot")
    marine = scene.add(2, "Marine", lone.x + 4, lone.y - 4)
    scene.order(zealot, "move", point=(lone.x, lone.y - 10))
    scene.order(zealot, "RallyMorphingUnit", point=(lone.x, lone.y - 10))
    scene.step(60)
    assert zealot.alive and zealot.at == (lone.x, lone.y - 4)
    assert zealot.life < 0.9 * (0.1 + 0.9 * 64 / 256) * 100
    marine.record.life = 0
    scene.until(lambda: not zealot.record.building, 300)
    scene.step(60)
    assert zealot.distance((lone.x, lone.y - 10)) < 1


@pytest.mark.covers("ability/UpgradeToWarpGate", "upgrade/WarpGateResearch", "ability/MorphBackToGateway")
def test_gateways_become_warp_gates_by_themselves_once_that_is_researched(game):
    scene = game("")
    x, y = scene.center
    scene.add(1, "Pylon", x, y)
    gateway = scene.add(1, "Gateway", x + 4.5, y + 0.5)
    scene.step(40)
    assert gateway.type == "Gateway" and not gateway.order
    scene.research(1, "WarpGateResearch")
    done = scene.until(lambda: gateway.type == "WarpGate", 200)
    assert 160 <= done - 40 <= 170
    scene.order(gateway, "MorphGateway")
    scene.step(162 + 10)
    assert gateway.type == "Gateway"
    scene.step(40)
    assert not gateway.record.build_ability, "it stays what it was told to be"


def test_a_gateway_finishes_what_it_trains_first(game):
    scene = game("")
    x, y = scene.center
    scene.add(1, "Pylon", x, y)
    gateway = scene.add(1, "Gateway", x + 4.5, y + 0.5)
    scene.bank(1, 500)
    scene.step(8)
    scene.order(gateway, "TrainZealot")
    scene.step(300)
    scene.research(1, "WarpGateResearch")
    scene.step(200)
    assert gateway.type == "Gateway"
    scene.until(lambda: scene.units(1, "Zealot"), 200)
    scene.until(lambda: gateway.type == "WarpGate", 180)


def test_an_unpowered_gateway_does_not_change(game):
    scene = game("")
    gateway = scene.add(1, "Gateway", 40.5, 40.5)
    scene.research(1, "WarpGateResearch")
    scene.step(200)
    assert gateway.type == "Gateway"


def test_a_prism_warps_in_fast(gate):
    scene, warp_gate, _ = gate
    x, y = scene.center
    prism = scene.add(1, "WarpPrism", x, y + 15)
    scene.order(prism, "MorphWarpPrismPhasingMode")
    scene.step(30)
    scene.order(warp_gate, "TrainWarpZealot", point=(x + 2, y + 15))
    scene.step(2)
    zealot = scene.unit(1, "Zealot")
    assert zealot.record.powered == 2
    born = int(zealot.record.born)
    assert scene.until(lambda: not zealot.record.building, 100) - born in (80, 81)
