"""The nexus: probes, chrono boost, recall."""

import pytest

DELAY = 2  # loops until a command has taken effect


@pytest.fixture
def home(game):
    scene = game("")
    x, y = scene.center
    nexus = scene.add(1, "Nexus", x + 0.5, y + 0.5)
    scene.bank(1, 5000, 5000)
    scene.step(4)
    return scene, nexus


@pytest.mark.covers("structure/Nexus", "ability/NexusTrain", "ability/que5Passive", "ability/RallyNexus")
def test_a_nexus_trains_probes_one_after_another_and_rallies_them(home):
    scene, nexus = home
    x, y = nexus.at
    scene.order(nexus, "RallyNexus", point=(x + 8, y))
    for _ in range(3):
        scene.order(nexus, "TrainProbe")
    scene.step(DELAY)
    assert scene.record.players[1].minerals == 5000 - 150
    begun = scene.loop
    scene.order(nexus, "CancelQueuePasive")
    scene.step(DELAY)
    assert scene.record.players[1].minerals == 5000 - 100
    first = scene.until(lambda: scene.units(1, "Probe"), 300)
    assert first - begun == 272
    assert scene.until(lambda: len(scene.units(1, "Probe")) == 2, 300) - first == 271
    scene.step(100)
    assert all(probe.distance((x + 8, y)) < 1.5 for probe in scene.units(1, "Probe"))


@pytest.mark.covers("ability/ChronoBoostEnergyCost")
def test_chrono_boost_speeds_up_training_for_twenty_seconds(home):
    scene, nexus = home
    scene.order(nexus, "TrainProbe")
    scene.order(nexus, "TrainProbe")
    scene.order(nexus, "EffectChronoBoostEnergyCost", target=nexus)
    scene.step(DELAY)
    begun = scene.loop
    assert nexus.energy == pytest.approx(0, abs=0.5)
    assert "ChronoBoostEnergyCost" in nexus.buffs
    first = scene.until(lambda: scene.units(1, "Probe"), 300)
    assert first - begun == pytest.approx(181, abs=2)
    second = scene.until(lambda: len(scene.units(1, "Probe")) == 2, 300)
    assert second - first == 181
    scene.step(begun + 448 + 2 - scene.loop)
    assert "ChronoBoostEnergyCost" not in nexus.buffs


def test_chrono_boost_speeds_up_research_morphs_and_the_cooldown_of_gates(home):
    scene, nexus = home
    x, y = nexus.at
    scene.add(1, "Pylon", x - 6.5, y - 0.5)
    forge = scene.add(1, "Forge", x - 9, y + 3)
    gate = scene.add(1, "WarpGate", x - 9, y - 4)
    scene.charge(nexus, 200)
    scene.step(8)
    scene.order(forge, "ResearchProtossGroundWeaponsLevel1")
    scene.order(gate, "TrainWarpZealot", point=(x - 6, y - 4))
    scene.order(nexus, "EffectChronoBoostEnergyCost", target=forge)
    scene.order(nexus, "EffectChronoBoostEnergyCost", target=gate, queued=True)
    scene.step(100)
    left = int(gate.record.cooldowns[0]) / 4096
    assert left == pytest.approx(28 * 16 - 150, abs=5)
    assert int(forge.record.queue[0].progress) / 4096 == pytest.approx(150, abs=5)


def test_chrono_boost_is_for_own_working_structures(home):
    scene, nexus = home
    x, y = nexus.at
    pylon, probe = scene.add(1, "Pylon", x - 7, y), scene.add(1, "Probe", x + 5, y)
    theirs = scene.add(2, "Barracks", x, y + 9)
    for target in (pylon, probe, theirs):
        scene.order(nexus, "EffectChronoBoostEnergyCost", target=target)
        scene.step(2)
    assert nexus.energy >= 50


@pytest.mark.covers("ability/NexusMassRecall")
def test_strategic_recall_brings_units_home_after_a_while(home):
    scene, nexus = home
    x, y = nexus.at
    near = [scene.add(1, "Zealot", x + 25 + k, y) for k in range(2)]
    apart, foe = scene.add(1, "Zealot", x + 33, y), scene.add(2, "SupplyDepot", x + 26, y + 6)
    scene.order(nexus, "EffectMassRecallNexus", point=(x + 25.5, y))
    scene.step(2)
    assert nexus.energy == pytest.approx(0, abs=0.5)
    scene.order(near, "move", point=(x + 40, y))
    scene.step(70)
    assert all(zealot.x > x + 20 for zealot in near)
    scene.step(20)
    assert all(zealot.distance(nexus) < 8 for zealot in near)
    assert apart.x > x + 25 and foe.alive
    scene.charge(nexus)
    scene.order(nexus, "EffectMassRecallNexus", point=apart.at)
    scene.step(100)
    assert apart.x > x + 25, "it cools down"
