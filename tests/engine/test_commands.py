"""What becomes of commands: names, choice of the unit, refusals."""

import numpy as np
import pytest

from starleague.engine.layout import EventKind
from starleague.engine.refusals import Refusal


@pytest.fixture
def base(game):
    scene = game("3 SCV")
    scene.add(1, "CommandCenter", 50.5, 40.5)
    scene.add(1, "Barracks", 34.5, 50.5)
    scene.bank(1, 1000, 1000)
    scene.step(5)
    scene.record.n_events = 0
    return scene


def errors(scene):
    """ActionResults of the refusals so far."""
    events = scene.record.events[: scene.record.n_events]
    return [int(event.value) for event in events if event.kind == EventKind.ERROR]


def test_commands_wait_for_their_loop_and_keep_their_order(base):
    worker = base.units(1, "SCV")[0]
    base.order(worker, "move", point=(20, 20))
    base.order(worker, "stop")
    base.step(1)
    assert base.record.n_commands == 2
    base.step(1)
    assert base.record.n_commands == 0
    assert worker.order == ""


def test_the_nearest_worker_builds(base):
    workers = base.units(1, "SCV")
    base.order(workers, "BuildSupplyDepot", point=(30, 30))
    base.step(4)
    (chosen,) = [worker for worker in workers if worker.order]
    assert chosen.distance((30, 30)) == min(worker.distance((30, 30)) for worker in workers)


def test_a_busy_builder_is_left_alone(base):
    workers = base.units(1, "SCV")
    for point in ((30, 30), (30, 33), (30, 27)):
        base.order(workers, "BuildSupplyDepot", point=point)
        base.step(4)
    assert [worker.order for worker in workers] == ["TerranBuild,Build2"] * 3


def test_a_general_name_is_each_units_own_command(base):
    marine = base.add(1, "Marine", 45, 30)
    marauder = base.add(1, "Marauder", 46, 30)
    base.record.players[1].upgrades[base.games.names.upgrades["Stimpack"]] = 1
    base.step(2)
    base.order([marine, marauder], "GeneralEffectStim")
    base.step(4)
    assert marine.life == 35
    assert marauder.life == 105


def test_stim_does_not_disturb_the_order(base):
    marine = base.add(1, "Marine", 45, 30)
    base.record.players[1].upgrades[base.games.names.upgrades["Stimpack"]] = 1
    base.step(2)
    base.order(marine, "move", point=(45, 20))
    base.step(5)
    base.order(marine, "GeneralEffectStim")
    base.step(4)
    assert marine.order == "move,Move"


@pytest.mark.parametrize("ability, minerals, refusal", [
    ("TrainSCV", 49, Refusal.NOT_ENOUGH_MINERALS),
    ("MorphOrbitalCommand", 149, Refusal.NOT_ENOUGH_MINERALS),
    ("GeneralCancelLast", 1000, Refusal.CANT_FIND_CANCEL_ORDER),
    ("GeneralUnloadAll", 1000, Refusal.NO_CARGO_TO_UNLOAD),
    ("Attack", 1000, Refusal.NOT_SUPPORTED),
])
def test_refusals_of_a_town_hall(base, ability, minerals, refusal):
    base.bank(1, minerals)
    base.order(base.unit(1, "CommandCenter"), ability)
    base.step(4)
    assert errors(base) == [refusal]


def test_energy_and_tech_are_asked_for(base):
    orbital = base.add(1, "OrbitalCommand", 60.5, 50.5)
    base.step(2)
    orbital.record.energy = 10 * 4096
    base.order(orbital, "ScannerSweep,Execute", point=(30, 30))
    base.order(base.unit(1, "Barracks"), "TrainMarauder")
    base.step(4)
    assert errors(base) == [Refusal.NOT_ENOUGH_ENERGY, Refusal.TECH_REQUIREMENTS_NOT_MET]


def test_nobody_commands_the_others_units(base):
    enemy = base.add(2, "Marine", 60, 30)
    base.step(2)
    base.games.command(0, 1, "Move", [enemy.slot], 0, (10, 10))
    base.step(5)
    assert enemy.order == ""


def test_the_dead_and_their_successors_get_nothing(base):
    marine = base.add(1, "Marine", 60, 30)
    base.step(2)
    base.order(marine, "move", point=(10, 10))
    marine.record.life = 0
    base.step(1)
    other = base.add(1, "Marine", 60, 30)
    assert other.slot == marine.slot
    base.step(5)
    assert other.order == ""


def test_autocast_is_a_switch(base):
    worker = base.units(1, "SCV")[0]
    base.order(worker, "EffectRepairSCV", autocast=True)
    base.step(4)
    assert worker.record.autocast == 1
    base.order(worker, "EffectRepairSCV", autocast=True)
    base.step(4)
    assert worker.record.autocast == 0


def test_available_abilities_follow_the_state(base):
    def names(slot, **options):
        rows = base.games.available_abilities(0, slot, **options)
        return {base.games.names.commands[row] for row in rows}

    hall = base.unit(1, "CommandCenter")
    assert "CommandCenterTrain,Train1" in names(hall.slot)
    assert "UpgradeToOrbital,Cancel" not in names(hall.slot)
    base.bank(1, 0)
    assert "CommandCenterTrain,Train1" not in names(hall.slot)
    assert "CommandCenterTrain,Train1" in names(hall.slot, ignore_cost=True)


def test_mirrored_commands_have_mirrored_results(game):
    scene = game("4 SCV vs 4 SCV", mirror_seeds=True)
    for player in (1, 2):
        for k, unit in enumerate(scene.units(player)):
            x, y = scene.center
            dx, dy = (5 + k, 7) if player == 1 else (-5 - k, -7)
            scene.order(unit, "move", point=(x + dx, y + dy))
    scene.step(60)
    left = np.array([unit.at for unit in scene.units(1)])
    right = np.array([unit.at for unit in scene.units(2)])
    assert np.abs(left + right - 2 * np.array(scene.center)).max() < 0.01
