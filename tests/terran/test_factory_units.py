"""What the factory makes: hellion and hellbat, widow mine, cyclone, siege tank, thor."""

import pytest

DELAY = 2  # loops until a command has taken effect


@pytest.mark.covers("unit/SiegeTank")
def test_a_tank_shoots_armored_targets_harder(game):
    for kind, damage in (("Marauder", 24), ("Marine", 15), ("Barracks", 24)):
        scene = game(f"1 SiegeTank vs 1 {kind}", gap=5)
        assert scene.hit(scene.unit(1), scene.unit(2)) == damage


@pytest.mark.covers("unit/SiegeTankSieged", "ability/SiegeMode", "ability/Unsiege")
def test_a_tank_in_siege_mode_stands_and_shoots_far(game):
    scene = game("1 SiegeTank vs 1 SupplyDepot", gap=12)
    scene.add(1, "Marine", scene.center[0], scene.center[1] + 4)  # who sees for it
    tank, depot = scene.unit(1, "SiegeTank"), scene.unit(2)
    assert 64 <= scene.change(tank, "MorphSiegeMode", "SiegeTankSieged") <= 74
    at = tank.at
    scene.until(lambda: depot.life < 400, 100)
    assert 400 - depot.life == 70 - 1
    scene.order(tank, "move", point=(tank.x + 5, tank.y))
    scene.step(30)
    assert tank.at == at
    assert 56 <= scene.change(tank, "MorphUnsiege", "SiegeTank") <= 66
    scene.order(tank, "move", point=(tank.x - 5, tank.y))
    scene.step(30)
    assert tank.distance(at) > 2


def test_a_sieged_tank_does_not_shoot_what_is_beside_it(game):
    scene = game("1 SiegeTankSieged vs 1 SupplyDepot", gap=1.5)
    scene.step(100)
    assert scene.unit(2).life == 400
    scene = game("1 SiegeTankSieged vs 1 SupplyDepot", gap=2.5)
    scene.step(100)
    assert scene.unit(2).life < 400


def test_shells_splash_on_friend_and_foe(game):
    scene = game("1 SiegeTankSieged vs 1 WidowMine", gap=10)
    tank, target = scene.unit(1), scene.unit(2)
    x, y = target.at
    half, quarter, far = (scene.add(2, "WidowMine", x, y) for _ in range(3))
    friend = scene.add(1, "WidowMine", x, y)
    for mine, dx, dy in ((half, 0, 0.7), (quarter, 0, -1.2), (far, 0, 1.4), (friend, 0.7, 0)):  # .78, 1.25
        mine.record.x, mine.record.y = round((x + dx) * 4096), round((y + dy) * 4096)
    for mine in (target, half, quarter, far, friend):
        mine.record.hold = 1  # else they would part
    assert scene.hit(tank, target) == 40
    assert [90 - unit.life for unit in (half, quarter, far, friend)] == [20, 10, 0, 20]


def test_structures_are_hit_alone(game):
    """A shell on something large hits nothing beside it."""
    scene = game("1 SiegeTankSieged vs 1 Barracks", gap=8)
    tank, barracks = scene.unit(1), scene.unit(2)
    scene.order(tank, "attack", target=barracks)
    scene.step(DELAY)
    beside = scene.add(2, "Marine", barracks.x - 2.2, barracks.y)
    scene.until(lambda: barracks.life < 1000, 100)
    assert barracks.life == 931 and beside.life == 45


@pytest.mark.covers("unit/Hellion")
def test_a_hellion_burns_all_in_a_line(game):
    scene = game("1 Hellion vs 1 Zergling", gap=4)
    hellion, first = scene.unit(1), scene.unit(2)
    behind, aside = (scene.add(2, "Zergling", first.x + dx, first.y + dy) for dx, dy in ((1, 0), (0.5, 1.5)))
    for unit in (first, behind, aside):
        scene.order(unit, "hold")
    assert scene.hit(hellion, first) == pytest.approx(14, abs=0.1)
    scene.step(2)
    assert behind.life == pytest.approx(21, abs=0.1)
    assert aside.life == 35


@pytest.mark.covers("unit/HellionTank", "ability/MorphToHellionTank", "ability/MorphToHellion")
def test_hellions_turn_into_hellbats_and_back_with_an_armory(game):
    scene = game("1 Hellion")
    hellion = scene.unit(1)
    scene.order(hellion, "MorphHellbat")
    scene.step(100)
    assert hellion.type == "Hellion"
    scene.add(1, "Armory", 20.5, 20.5)
    scene.step(2)
    assert 64 <= scene.change(hellion, "MorphHellbat", "HellionTank") <= 69
    assert hellion.life == 135
    assert 64 <= scene.change(hellion, "MorphHellion", "Hellion") <= 69
    assert hellion.life == 90


def test_a_hellbat_burns_a_cone_and_can_be_healed(game):
    scene = game("1 HellionTank vs 1 Zergling", gap=0.5)
    hellbat, target = scene.unit(1), scene.unit(2)
    x, y = target.at
    wide, aside, behind = (scene.add(2, "Zergling", x + dx, y + dy) for dx, dy in ((0.2, 0.75), (-0.9, 1.6), (-4, 0)))
    scene.order([target, wide, aside, behind], "hold")
    assert scene.hit(hellbat, target) == pytest.approx(18, abs=0.1)
    assert [round(unit.life) for unit in (wide, aside, behind)] == [17, 35, 35]
    scene = game("1 HellionTank, 1 Medivac")
    hellbat = scene.unit(1, "HellionTank")
    hellbat.record.life = 50 << 12
    scene.step(60)
    assert hellbat.life > 60


@pytest.mark.covers("unit/Cyclone", "missile/CycloneMissile")
def test_a_cyclone_shoots_ground_and_air(game):
    for kind in ("SupplyDepot", "Medivac"):
        scene = game(f"1 Cyclone vs 1 {kind}", gap=4)
        cyclone = scene.unit(1)
        scene.order(cyclone, "EffectLockOn", autocast=True)
        scene.step(4)
        assert scene.hit(cyclone, scene.unit(2)) == 17
        assert "LockOn" not in scene.unit(2).buffs


@pytest.mark.covers("ability/LockOn", "ability/LockOnCancel", "missile/CycloneMissileLarge")
def test_lock_on_hits_twenty_times_while_the_cyclone_moves(game):
    scene = game("1 Cyclone vs 1 Ultralisk", gap=6)
    cyclone, ultralisk = scene.unit(1), scene.unit(2)
    scene.order(ultralisk, "hold")
    scene.until(lambda: "LockOn" in ultralisk.buffs, 30)
    begun = scene.loop
    scene.until(lambda: ultralisk.life < 500, 60)
    scene.order(cyclone, "move", point=(cyclone.x - 3, cyclone.y))
    scene.until(lambda: "LockOnDisableAttack" not in cyclone.buffs, 400)
    assert scene.loop - begun == pytest.approx(320, abs=20)
    scene.step(20)
    assert 500 - ultralisk.life == pytest.approx(400 - 340 / 16 * 0.2734, abs=8)
    assert cyclone.record.cooldowns[0] > 0
    scene.order(cyclone, "stop")
    scene.step(60)
    assert "LockOn" not in ultralisk.buffs, "it cools down"


def test_lock_on_ends_when_cancelled_and_beyond_15(game):
    for end in ("cancel", "distance"):
        scene = game("1 Cyclone vs 1 Battlecruiser", gap=6)
        cyclone, cruiser = scene.unit(1), scene.unit(2)
        scene.order(cruiser, "move", point=(cruiser.x + (0 if end == "cancel" else 40), cruiser.y))
        scene.until(lambda cruiser=cruiser: cruiser.life < 550, 60)
        if end == "cancel":
            scene.order(cyclone, "CancelLockOn")
        else:
            scene.order(cyclone, "move", point=(5, cyclone.y))
        scene.until(lambda cyclone=cyclone: "LockOnDisableAttack" not in cyclone.buffs, 150)
        scene.step(10)
        assert cruiser.life > 400


@pytest.mark.covers("unit/Thor", "missile/ThorAAWeapon")
def test_a_thor_hammers_the_ground_and_splashes_in_the_air(game):
    scene = game("1 Thor vs 1 Ultralisk", gap=6)
    scene.order(scene.unit(2), "hold")
    first = scene.hit(scene.unit(1), scene.unit(2))
    assert first == pytest.approx(28, abs=0.1)
    scene.step(7)
    assert 500 - scene.unit(2).life == pytest.approx(56, abs=0.3)
    scene = game("1 Thor vs 1 Mutalisk", gap=8)
    thor, mutalisk = scene.unit(1), scene.unit(2)
    near, far = (scene.add(2, "Mutalisk", mutalisk.x, mutalisk.y + dy) for dy in (0.45, 0.7))
    for unit in (mutalisk, near, far):
        scene.order(unit, "hold")
    scene.order(thor, "attack", target=mutalisk)
    scene.until(lambda: mutalisk.life <= 120 - 48 + 1, 80)
    assert near.life <= 120 - 36
    assert far.life == 120


@pytest.mark.covers("unit/ThorAP", "ability/ThorAPMode", "ability/ThorNormalMode")
def test_a_thor_aims_at_large_flyers_in_its_other_mode(game):
    scene = game("1 Thor")
    thor = scene.unit(1)
    assert 40 <= scene.change(thor, "MorphThorHighImpactMode", "ThorAP") <= 45
    cruiser, viking = scene.add(2, "Battlecruiser", thor.x + 11, thor.y), scene.add(2, "VikingFighter", thor.x - 6, thor.y)
    scene.step(2)
    assert scene.hit(thor, cruiser) > scene.hit(thor, viking)
    assert 40 <= scene.change(thor, "MorphThorExplosiveMode", "Thor") <= 45


@pytest.mark.parametrize(("patch", "massive", "other"), [("4.10", 55, 40), ("5.0.14", 35, 25)])
def test_high_impact_by_patch(game, patch, massive, other):
    for kind, damage in (("Carrier", massive - 2), ("Medivac", other - 1)):
        scene = game(f"1 ThorAP vs 1 {kind}", gap=9, patch=patch)
        target = scene.unit(2)
        target.record.shields, target.record.since_damage = 0, scene.loop + 100
        scene.order(target, "move", point=(target.x + 0.1, target.y))
        assert scene.hit(scene.unit(1), target) == pytest.approx(damage, abs=0.3)


@pytest.mark.covers("unit/WidowMine", "unit/WidowMineBurrowed", "ability/WidowMineBurrow", "ability/WidowMineUnburrow")
def test_a_mine_burrows_and_is_unseen(game):
    scene = game("1 WidowMine")
    mine = scene.unit(1)
    assert 48 <= scene.change(mine, "BurrowDownWidowMine", "WidowMineBurrowed") <= 57
    scene.step(2)
    assert mine.cloaked
    marine = scene.add(2, "SupplyDepot", mine.x - 2, mine.y + 6)
    at = mine.at
    scene.order(mine, "move", point=(mine.x + 3, mine.y))
    scene.step(20)
    assert mine.at == at and marine.life == 400
    assert 16 <= scene.change(mine, "BurrowUpWidowMine", "WidowMine") <= 25
    scene.step(2)
    assert not mine.cloaked


@pytest.mark.covers("ability/WidowMineAttack", "missile/WidowMineWeapon")
@pytest.mark.parametrize(("patch", "reach"), [("4.10", 1.75), ("5.0.14", 1.5)])
def test_a_mine_aims_and_blows_up_all_about_who_comes_near(game, patch, reach):
    scene = game("1 WidowMineBurrowed vs 1 Roach", gap=4, patch=patch)
    mine, roach = scene.unit(1), scene.unit(2)
    x, y = roach.at
    near, far = scene.add(2, "Roach", x + 2.25, y), scene.add(2, "Roach", x + 2.5, y + 1.5)
    own, other = scene.add(1, "Medivac", x, y + 1.5), scene.add(1, "WidowMine", x, y - 1.5)
    scene.order([roach, near, far], "hold")
    begun = scene.until(lambda: mine.order.startswith("WidowMineAttack"), 10)
    struck = scene.until(lambda: roach.life < 100, 60)
    assert struck - begun == pytest.approx(24 + 4, abs=5)
    assert roach.life == pytest.approx(20, abs=0.5)
    assert near.life == pytest.approx(105 if reach > 1.7 else 145, abs=0.5)
    assert far.life == 145
    assert own.life == 110
    assert other.life in (90, 90 - 16, 90 - 32, 90 - 48), "roaches hit it, no mine does"
    scene.step(2)
    assert not mine.cloaked, "it is seen while it cools down"


def test_a_mine_fires_again_after_forty_seconds(game):
    scene = game("1 WidowMineBurrowed vs 1 Medivac", gap=4)
    first = scene.unit(2)
    at = first.at
    begun = scene.until(lambda: first.life < 150, 80)
    scene.games.kill_unit(0, first.slot)
    second = scene.add(2, "Medivac", *at)
    scene.step(620)
    assert second.life == 150
    assert scene.until(lambda: second.life < 150, 80) - begun == pytest.approx(640 + 24, abs=10)


@pytest.mark.covers("missile/WidowMineAirWeapon")
def test_mines_hit_flyers_and_shields_harder(game):
    """What comes on top for shields goes first, so that 100 life and 60 shields are one hit."""
    scene = game("1 WidowMineBurrowed vs 1 Oracle", gap=4)
    oracle = scene.unit(2)
    near = scene.add(2, "Phoenix", oracle.x + 1.2, oracle.y)
    scene.order([oracle, near], "hold")
    scene.until(lambda: oracle.shields < 60, 60)
    assert not oracle.alive or oracle.life == 0
    assert near.shields + near.life == pytest.approx(180 - 65, abs=1)


def test_who_leaves_the_range_in_time_is_not_hit(game):
    scene = game("1 WidowMineBurrowed vs 1 Hellion", gap=4.5)
    mine, hellion = scene.unit(1), scene.unit(2)
    scene.until(lambda: mine.order.startswith("WidowMineAttack"), 10)
    scene.order(hellion, "move", point=(hellion.x + 1.5, hellion.y))
    scene.step(60)
    assert hellion.life == 90
    scene.order(hellion, "move", point=(hellion.x - 2, hellion.y))
    scene.until(lambda: hellion.life < 90, 100)


def test_a_mine_is_told_whom_to_hit(game):
    scene = game("1 WidowMineBurrowed vs 2 Medivac", gap=4.5)
    mine = scene.unit(1)
    scene.order(mine, "EffectWidowMineAttack", autocast=True)
    scene.step(60)
    one, other = scene.units(2)
    assert (one.life, other.life) == (150, 150)
    scene.order(other, "move", point=(other.x, other.y + 2))
    scene.step(30)
    scene.order(mine, "EffectWidowMineAttack", target=other)
    scene.until(lambda: other.life < 100, 80)
    assert one.life > other.life
