"""What the barracks makes: marine, marauder, reaper, ghost."""

import pytest

DELAY = 2  # loops until a command has taken effect


@pytest.mark.covers("unit/Marine")
def test_marines_shoot_ground_and_air(game):
    for kind in ("SupplyDepot", "Medivac"):
        scene = game(f"1 Marine vs 1 {kind}", gap=4)
        target = scene.unit(2)
        whole = target.life
        scene.order(scene.unit(1), "attack", target=target)
        scene.until(lambda target=target, whole=whole: target.life < whole, 40)
        assert whole - target.life == 6 - 1


@pytest.mark.covers("ability/Stimpack", "ability/StimpackMarauder", "upgrade/Stimpack")
@pytest.mark.parametrize(("kind", "life"), [("Marine", 10), ("Marauder", 20)])
def test_stim_for_eleven_seconds(game, kind, life):
    scene = game(f"1 {kind} vs 1 CommandCenter", gap=3)
    unit, target = scene.unit(1), scene.unit(2)
    scene.order(unit, "GeneralEffectStim")
    scene.step(4)
    whole = unit.life
    assert not unit.buffs
    scene.research(1, "Stimpack")

    def shots():
        scene.order(unit, "attack", target=target)
        scene.step(30)
        before = target.life
        scene.step(192)
        return before - target.life

    slow = shots()
    scene.order(unit, "GeneralEffectStim")
    scene.until(lambda: unit.buffs, 5)
    begun = scene.loop
    assert whole - unit.life == life
    fast = shots()
    assert fast / slow == pytest.approx(1.5, rel=0.1)
    assert scene.until(lambda: not unit.buffs, 100) - begun == pytest.approx(240, abs=1)


@pytest.mark.covers("unit/Marauder", "missile/PunisherGrenadesLMWeapon", "upgrade/PunisherGrenades")
def test_marauders_slow_units_that_are_not_massive(game):
    for researched, kind, slowed in ((False, "Zealot", False), (True, "Zealot", True), (True, "Ultralisk", False)):
        scene = game(f"1 Marauder vs 1 {kind}", gap=5)
        if researched:
            scene.research(1, "PunisherGrenades")
        target = scene.unit(2)
        whole = target.life + target.shields
        scene.order(target, "hold")
        scene.until(lambda target=target, whole=whole: target.life + target.shields < whole, 60)
        assert ("Slow" in target.buffs) == slowed
        if slowed:
            assert target.record.speed_factor == 2048
            scene.games.kill_unit(0, scene.unit(1).slot)
            scene.step(26)
            assert "Slow" not in target.buffs


@pytest.mark.covers("upgrade/ShieldWall")
def test_combat_shields(game):
    scene = game("1 Marine")
    scene.research(1, "ShieldWall")
    assert scene.unit(1).life == 55
    assert scene.add(1, "Marine", 20, 20).life == 55


@pytest.mark.covers("unit/Reaper")
def test_reapers_shoot_twice_and_heal_out_of_the_fight(game):
    scene = game("1 Reaper vs 1 SupplyDepot", gap=4)
    reaper, depot = scene.unit(1), scene.unit(2)
    scene.until(lambda: depot.life < 400, 40)
    scene.step(3)
    assert 400 - depot.life == 2 * 3
    reaper.record.life = 20 << 12
    reaper.record.since_damage = scene.loop
    scene.order(reaper, "move", point=(reaper.x - 5, reaper.y))
    scene.step(150)
    assert reaper.life == 20
    scene.step(10 + 32)
    assert reaper.life == pytest.approx(20 + 4, abs=0.5)


@pytest.mark.covers("ability/KD8Charge", "structure/KD8Charge", "missile/KD8ChargeWeapon", "unit/ReaperPlaceholder")
def test_charges_throw_units_back_and_cool_down(game):
    scene = game("1 Reaper vs 1 Marauder", gap=4)
    reaper, marauder = scene.unit(1), scene.unit(2)
    scene.order(marauder, "hold")
    marauder_at = marauder.at
    scene.order(reaper, "EffectKD8Charge", target=marauder)
    scene.until(lambda: scene.units(1, "KD8Charge"), 30)
    scene.order(reaper, "move", point=(reaper.x - 15, reaper.y))
    born = scene.loop
    scene.until(lambda: marauder.life < 125, 60)
    assert scene.loop - born == pytest.approx(32, abs=3)
    assert 125 - marauder.life == 5
    scene.step(20)
    assert marauder.distance(marauder_at) > 1
    scene.order(reaper, "EffectKD8Charge", point=reaper.at)
    scene.step(10)
    assert not scene.units(1, "KD8Charge")


@pytest.mark.covers("unit/Ghost")
def test_ghosts_shoot_light_targets_harder(game):
    for kind, damage in (("Marine", 20), ("Marauder", 9)):
        scene = game(f"1 Ghost vs 1 {kind}", gap=5)
        target = scene.unit(2)
        whole = target.life
        scene.order(target, "hold")
        scene.until(lambda target=target, whole=whole: target.life < whole, 40)
        assert whole - target.life == damage


@pytest.mark.covers("ability/ChannelSnipe")
@pytest.mark.parametrize(("patch", "damage"), [("4.10", 170), ("5.0.14", 130)])
def test_steady_targeting_hits_after_a_while(game, patch, damage):
    scene = game("1 Ghost vs 1 Ultralisk", gap=8, patch=patch)
    ghost, ultralisk = scene.unit(1), scene.unit(2)
    scene.order(ultralisk, "hold")
    scene.charge(ghost, 100)
    scene.order(ghost, "EffectGhostSnipe", target=ultralisk)
    scene.until(lambda: "ChannelSnipeCombat" in ghost.buffs, 10)
    begun = scene.loop
    assert ghost.energy == pytest.approx(50, abs=0.2)
    struck = scene.until(lambda: ultralisk.life < 500, 60)
    assert struck - begun == pytest.approx(32, abs=2)
    assert 500 - ultralisk.life == pytest.approx(damage, abs=0.1)
    assert ghost.energy == pytest.approx(50 + 32 / 16 * 0.5625, abs=0.2)
    assert "ChannelSnipeCombat" not in ghost.buffs


def test_damage_breaks_the_aim_and_gives_the_energy_back(game):
    scene = game("1 Ghost vs 1 Ultralisk", gap=8)
    ghost, ultralisk = scene.unit(1), scene.unit(2)
    scene.order(ultralisk, "hold")
    scene.charge(ghost, 100)
    scene.order(ghost, "EffectGhostSnipe", target=ultralisk)
    scene.until(lambda: "ChannelSnipeCombat" in ghost.buffs, 10)
    marine = scene.add(2, "Marine", ghost.x - 3, ghost.y)
    scene.order(marine, "attack", target=ghost)
    scene.until(lambda: ghost.life < 100, 30)
    scene.step(50)
    assert ultralisk.life == 500
    assert ghost.energy > 99


def test_machines_and_structures_cannot_be_sniped(game):
    for kind in ("SiegeTank", "Hatchery"):
        scene = game(f"1 Ghost vs 1 {kind}", gap=8)
        scene.charge(scene.unit(1), 100)
        scene.order(scene.unit(1), "EffectGhostSnipe", target=scene.unit(2))
        scene.step(10)
        assert scene.unit(1).energy >= 100


@pytest.mark.covers("ability/EMP", "missile/EMP2Weapon")
def test_emp_takes_shields_energy_and_cloak(game):
    scene = game("1 Ghost vs 1 HighTemplar", gap=9)
    ghost, templar = scene.unit(1), scene.unit(2)
    scene.charge(ghost, 100)
    scene.charge(templar, 150)
    zealot, far = scene.add(2, "Zealot", templar.x, templar.y + 1), scene.add(2, "Zealot", templar.x, templar.y + 4)
    hidden = scene.add(2, "DarkTemplar", templar.x, templar.y - 1)
    for unit in (zealot, far, hidden):
        scene.order(unit, "hold")
    scene.order(ghost, "EffectEMP", point=templar.at)
    scene.until(lambda: templar.shields < 40, 60)
    assert ghost.energy == pytest.approx(25, abs=1)
    assert templar.shields == 0 and templar.life == 40
    assert templar.energy == pytest.approx(50, abs=2)
    assert zealot.shields == 0 and zealot.life == 100
    assert far.shields == 50
    scene.step(1)
    assert not hidden.cloaked
    scene.step(165)
    assert hidden.cloaked


@pytest.mark.covers("ability/GhostCloak", "upgrade/PersonalCloaking")
def test_ghosts_cloak_once_it_is_researched(game):
    scene = game("1 Ghost")
    ghost = scene.unit(1)
    scene.order(ghost, "BehaviorCloakOnGhost")
    scene.step(4)
    assert not ghost.cloaked
    scene.research(1, "PersonalCloaking")
    scene.order(ghost, "GeneralBehaviorCloakOn")
    scene.step(DELAY + 1)
    assert ghost.cloaked
    assert ghost.energy == pytest.approx(50, abs=0.5)
    scene.step(160)
    assert 50 - ghost.energy == pytest.approx(10 * 0.914, abs=0.4)
    scene.order(ghost, "GeneralBehaviorCloakOff")
    scene.step(DELAY + 1)
    assert not ghost.cloaked


@pytest.mark.covers("ability/GhostHoldFire", "ability/GhostWeaponsFree")
def test_ghosts_hold_their_fire(game):
    scene = game("1 Ghost vs 1 SupplyDepot", gap=12)
    ghost = scene.unit(1)
    scene.order(ghost, "BehaviorHoldFireOnGhost")
    scene.step(6)
    assert "GhostHoldFireB" in ghost.buffs
    marine = scene.add(2, "Marine", ghost.x + 5, ghost.y)
    scene.order(marine, "move", point=(marine.x + 0.2, marine.y))
    scene.step(60)
    assert marine.life == 45
    scene.order(ghost, "BehaviorHoldFireOffGhost")
    scene.until(lambda: marine.life < 45, 60)


@pytest.fixture
def silo(game):
    scene = game("1 Ghost vs 1 CommandCenter", gap=20)
    scene.add(1, "SupplyDepot", 16, 16)
    scene.bank(1, 1000, 1000)
    academy = scene.add(1, "GhostAcademy", 20.5, 20.5)
    scene.step(2)
    return scene, academy, scene.unit(1, "Ghost"), scene.unit(2, "CommandCenter")


@pytest.mark.covers("ability/ArmSiloWithNuke", "ability/TacNukeStrike", "unit/Nuke")
def test_a_nuke_falls_after_a_while_where_the_ghost_points(silo):
    scene, academy, ghost, hall = silo
    scene.order(academy, "BuildNuke")
    scene.step(4)
    assert scene.record.players[1].minerals == 1000, "it needs a factory"
    scene.add(1, "Factory", 28.5, 20.5)
    scene.step(2)
    scene.order(academy, "BuildNuke")
    scene.step(DELAY)
    begun = scene.loop
    assert (scene.record.players[1].minerals, scene.record.players[1].vespene) == (900, 900)
    assert scene.until(lambda: academy.record.n_passengers == 1, 1000) - begun == pytest.approx(960, abs=1)
    scene.order(academy, "BuildNuke")
    scene.step(4)
    assert scene.record.players[1].minerals == 900, "one at a time"
    near, outer, ground = (scene.add(2, kind, hall.x + dx, hall.y) for kind, dx in (
        ("Marauder", 3.6), ("Ultralisk", 7.5), ("Marauder", 9.5)))
    scene.order([near, outer, ground], "hold")
    scene.order(ghost, "EffectNukeCalldown", point=hall.at)
    scene.until(lambda: academy.record.n_passengers == 0, 300)
    launched = scene.loop
    assert ghost.distance(hall) == pytest.approx(12.4, abs=0.6)
    scene.step(300)
    assert hall.life == 1500
    assert scene.until(lambda: hall.life < 1500, 40) - launched == pytest.approx(320, abs=8)
    assert 1500 - hall.life == pytest.approx(500, abs=2)
    assert not near.alive
    assert outer.life == pytest.approx(500 - 75, abs=1)
    assert ground.alive and ground.life == 125
    scene.step(60)
    assert ghost.order == ""


def test_a_launch_ends_with_the_ghost(silo):
    scene, academy, ghost, hall = silo
    scene.add(1, "Factory", 28.5, 20.5)
    scene.step(2)
    scene.order(academy, "BuildNuke")
    scene.until(lambda: academy.record.n_passengers == 1, 1000)
    scene.order(ghost, "EffectNukeCalldown", point=hall.at)
    scene.until(lambda: academy.record.n_passengers == 0, 300)
    scene.step(150)
    scene.games.kill_unit(0, ghost.slot)
    scene.step(300)
    assert hall.life == 1500


def test_a_called_off_nuke_is_lost(silo):
    scene, academy, ghost, hall = silo
    scene.add(1, "Factory", 28.5, 20.5)
    scene.step(2)
    scene.order(academy, "BuildNuke")
    scene.until(lambda: academy.record.n_passengers == 1, 1000)
    scene.order(ghost, "EffectNukeCalldown", point=hall.at)
    scene.until(lambda: academy.record.n_passengers == 0, 300)
    scene.step(60)
    scene.order(ghost, "move", point=(ghost.x - 10, ghost.y))
    at = ghost.at
    scene.step(30)
    assert ghost.at == at, "only cancelling it ends it"
    scene.order(ghost, "CancelNuke")
    scene.until(lambda: ghost.at != at, 60)
    scene.step(300)
    assert hall.life == 1500
    assert academy.record.n_passengers == 0
