"""Zealot, stalker, adept, sentry, templars, archon."""

import math

import pytest

from scenario import by_patch

DELAY = 2  # loops until a command has taken effect


@pytest.mark.covers("ability/Charge", "upgrade/Charge")
@pytest.mark.parametrize("researched", [False, True])
def test_zealots_charge_at_their_target_and_hit_it(game, researched):
    scene = game("1 Zealot vs 1 Hatchery", gap=4)
    zealot, hatchery = scene.unit(1), scene.unit(2)
    if researched:
        scene.research(1, "Charge")
    scene.order(zealot, "attack", target=hatchery)
    charged = []
    scene.until(lambda: charged.append("Charging" in zealot.buffs) or hatchery.life < 1500, 200)
    assert (sum(charged) > 5) == researched
    scene.step(12)
    assert 1500 - hatchery.life == pytest.approx(by_patch(22, 14) if researched else 14, abs=1), "at first the charge itself does 8"
    cooling = [int(left) / 4096 for left in zealot.record.cooldowns]
    assert (max(cooling) > 80) == researched


def test_charge_makes_zealots_faster(game):
    scene = game("1 Zealot", gap=4)
    before = int(scene.record.players[1].unit_stats[scene.games.names.unit_types["Zealot"]].speed)
    scene.research(1, "Charge")
    after = int(scene.record.players[1].unit_stats[scene.games.names.unit_types["Zealot"]].speed)
    assert after > before * 1.3


@pytest.mark.covers("ability/Blink", "upgrade/BlinkTech")
def test_stalkers_blink_as_far_as_eight_cells(game):
    scene = game("1 Stalker")
    stalker = scene.unit(1)
    x, y = stalker.at
    scene.order(stalker, "EffectBlinkStalker", point=(x + 6, y))
    scene.step(DELAY)
    assert stalker.at == (x, y), "not before it is researched"
    scene.research(1, "BlinkTech")
    scene.order(stalker, "EffectBlinkStalker", point=(x + 6, y))
    scene.step(DELAY)
    assert stalker.distance((x + 6, y)) < 0.3
    scene.order(stalker, "EffectBlinkStalker", point=(x, y))
    scene.step(150)
    assert stalker.distance((x + 6, y)) < 0.3, "it cools down for ten seconds"
    scene.step(12)
    scene.order(stalker, "EffectBlinkStalker", point=(x + 30, y))
    scene.step(DELAY)
    assert stalker.distance((x + 6, y)) == pytest.approx(8, abs=0.3)


@pytest.mark.covers("ability/DarkTemplarBlink", "upgrade/DarkTemplarBlinkUpgrade")
def test_dark_templars_blink_too(game):
    scene = game("1 DarkTemplar")
    templar = scene.unit(1)
    scene.research(1, "DarkTemplarBlinkUpgrade")
    x, y = templar.at
    scene.order(templar, "DarkTemplarBlink,Execute", point=(x, y + 7))
    scene.step(20)
    assert templar.distance((x, y + 7)) < 0.3
    assert max(int(left) for left in templar.record.cooldowns) / 4096 > 18 * 16 - 20


@pytest.mark.covers("unit/DarkTemplar")
def test_dark_templars_are_seen_only_by_detectors(game):
    scene = game("1 DarkTemplar vs 1 Marine", gap=4)
    templar, marine = scene.unit(1), scene.unit(2)
    scene.order(templar, "hold")
    scene.step(60)
    assert (templar.life, templar.shields) == (40, 80) and marine.life == 45
    scene.order(templar, "attack", target=marine)
    scene.step(60)
    assert not marine.alive
    assert templar.shields == 80
    turret = scene.add(2, "MissileTurret", templar.x + 3, templar.y)
    helper = scene.add(2, "Marine", templar.x + 4, templar.y)
    scene.step(30)
    assert turret.alive and helper.alive
    assert templar.shields < 80


@pytest.mark.covers("upgrade/AdeptPiercingAttack")
def test_glaives_make_adepts_shoot_faster(game):
    lost = []
    for researched in (False, True):
        scene = game("1 Adept vs 1 Hatchery", gap=3)
        if researched:
            scene.research(1, "AdeptPiercingAttack")
        scene.order(scene.unit(1), "attack", target=scene.unit(2, "Hatchery"))
        scene.step(60)
        before = scene.unit(2, "Hatchery").life
        scene.step(360)
        lost.append(before - scene.unit(2, "Hatchery").life)
    assert lost[1] > lost[0] * 1.3


@pytest.mark.covers("unit/Adept", "missile/AdeptWeapon")
def test_adepts_shoot_light_units_harder(game):
    for kind, damage in (("Marine", 22), ("Marauder", 10 - 1)):
        scene = game(f"1 Adept vs 1 {kind}", gap=3)
        adept, foe = scene.unit(1), scene.unit(2)
        whole = foe.life
        scene.order(adept, "attack", target=foe)
        scene.until(lambda foe=foe, whole=whole: foe.life < whole, 60)
        assert whole - foe.life == damage


@pytest.mark.covers(
    "ability/AdeptPhaseShift", "ability/AdeptPhaseShiftCancel", "ability/AdeptShadePhaseShiftCancel",
    "unit/AdeptPhaseShift",
)
def test_an_adept_follows_its_shade_after_seven_seconds(game):
    scene = game("1 Adept vs 1 Marine", gap=20)
    adept = scene.unit(1)
    x, y = adept.at
    scene.order(adept, "EffectAdeptPhaseShift", point=(x - 12, y + 6))
    scene.until(lambda: scene.units(1, "AdeptPhaseShift"), 4)
    shade = scene.unit(1, "AdeptPhaseShift")
    born = scene.loop
    assert adept.distance((x, y)) < 0.1
    scene.step(100)
    assert shade.distance((x - 12, y + 6)) < 1 and adept.distance((x, y)) < 0.5
    assert scene.record.players[1].supply_used == 4, "the shade takes no supply"
    there = shade.at
    assert scene.until(lambda: not shade.alive, 80) - born == pytest.approx(160, abs=2)
    assert adept.distance(there) < 1.5
    for who in ("adept", "shade"):
        adept.record.cooldowns[:] = 0
        scene.step(4)
        x, y = adept.at
        scene.order(adept, "EffectAdeptPhaseShift", point=(x + 9, y))
        scene.until(lambda: scene.units(1, "AdeptPhaseShift"), 4)
        shade = scene.unit(1, "AdeptPhaseShift")
        scene.step(20)
        told = adept if who == "adept" else shade
        scene.order(told, "CancelAdeptPhaseShift" if who == "adept" else "CancelAdeptShadePhaseShift")
        scene.step(8)
        assert not shade.alive and adept.distance((x, y)) < 0.5


def test_shades_walk_through_units_and_cannot_be_hurt(game):
    scene = game("1 Adept vs 8 Marine", gap=8)
    adept = scene.unit(1)
    scene.order(scene.units(2), "hold")
    scene.order(adept, "EffectAdeptPhaseShift", point=(adept.x + 16, adept.y))
    scene.step(90)
    shade = scene.unit(1, "AdeptPhaseShift")
    assert shade.x > adept.x + 12
    assert shade.life == 90


@pytest.mark.covers("ability/PsiStorm", "upgrade/PsiStormTech", "unit/HighTemplar")
def test_storms_hurt_friend_and_foe_and_do_not_add_up(game):
    scene = game("")
    x, y = scene.center
    templars = [scene.add(1, "HighTemplar", x - 7, y + k) for k in (0, 2)]
    friend, out, overlord = scene.add(1, "Zealot", x, y), scene.add(2, "Overlord", x + 5, y), scene.add(2, "Overlord", x, y)
    for unit in (friend, out, overlord):
        scene.order(unit, "hold")
    for templar in templars:
        scene.charge(templar)
    scene.order(templars[0], "EffectPsiStorm", point=(x, y))
    scene.step(10)
    assert overlord.life == 200, "not before it is researched"
    scene.research(1, "PsiStormTech")
    for templar in templars:
        scene.order(templar, "EffectPsiStorm", point=(x, y))
    scene.until(lambda: templars[0].energy < 150, 10)
    scene.step(2)
    assert overlord.life < 200
    scene.step(80)
    lost = 200 - overlord.life
    assert lost == pytest.approx(80, abs=12)
    assert friend.shields + friend.life == pytest.approx(150 - lost, abs=12)
    assert out.life == 200


@pytest.mark.covers("ability/Feedback")
def test_feedback_burns_energy_and_half_of_it_hurts(game):
    scene = game("1 HighTemplar vs 1 Medivac", gap=5)
    templar, medivac = scene.unit(1), scene.unit(2)
    scene.charge(templar)
    scene.charge(medivac, 100)
    scene.order(templar, "EffectFeedback", target=medivac)
    scene.step(10)
    assert templar.energy == pytest.approx(150, abs=1)
    assert medivac.energy == pytest.approx(0, abs=1)
    assert medivac.life == pytest.approx(100, abs=1)
    marine = scene.add(2, "Marine", medivac.x, medivac.y + 3)
    scene.order(templar, "EffectFeedback", target=marine)
    scene.step(10)
    assert templar.energy > 145 and marine.alive


@pytest.mark.covers("missile/HighTemplarWeaponMissile")
def test_high_templars_shoot_a_little(game):
    scene = game("1 HighTemplar vs 1 Hatchery", gap=4)
    templar, hatchery = scene.unit(1), scene.unit(2)
    scene.order(templar, "attack", target=hatchery)
    scene.until(lambda: hatchery.life < 1500, 80)
    assert hatchery.life == pytest.approx(1500 - 3, abs=0.1)


@pytest.mark.covers("ability/ArchonWarp", "ability/Mergeable", "unit/Archon")
@pytest.mark.parametrize("kinds", [("HighTemplar", "HighTemplar"), ("HighTemplar", "DarkTemplar")])
def test_two_templars_become_an_archon(game, kinds):
    scene = game("")
    x, y = scene.center
    pair = [scene.add(1, kind, x + 6 * k, y) for k, kind in enumerate(kinds)]
    scene.order(pair, "MorphArchon")
    scene.until(lambda: scene.units(1, "Archon"), 60)
    archon = scene.unit(1, "Archon")
    born = scene.loop
    assert archon.record.building
    scene.step(2)
    assert not any(templar.alive for templar in pair)
    assert x + 2 < archon.x < x + 4
    assert not scene.record.players[1].lost.any()
    assert scene.until(lambda: not archon.record.building, 200) - born == 192
    assert (archon.life, archon.shields) == (10, 350)
    scene.step(2)
    assert scene.record.players[1].supply_used == 8


def test_templars_merge_in_pairs_and_the_odd_one_stays(game):
    scene = game("5 HighTemplar")
    scene.order(scene.units(1), "MorphArchon")
    scene.step(150)
    assert len(scene.units(1, "Archon")) == 2
    assert len(scene.units(1, "HighTemplar")) == 1


def test_archons_splash(game):
    scene = game("1 Archon vs 5 Zergling", gap=3)
    lings = scene.units(2)
    scene.until(lambda: any(ling.life < 35 for ling in lings), 60)
    assert sum(ling.life < 35 for ling in lings) > 1


@pytest.mark.covers("unit/Sentry", "ability/GuardianShield")
def test_guardian_shield_takes_two_off_ranged_hits_near_the_sentry(game):
    scene = game("")
    x, y = scene.center
    sentry = scene.add(1, "Sentry", x, y)
    scene.charge(sentry)
    near, far = scene.add(1, "Ultralisk", x + 3, y), scene.add(1, "Ultralisk", x + 12, y)
    for unit in (near, far):
        scene.order(unit, "hold")
        scene.order(scene.add(2, "Marine", unit.x + 5, y), "attack", target=unit)
    scene.order(sentry, "EffectGuardianShield")
    scene.step(12)
    lives = near.life, far.life
    scene.step(70)
    hits = (lives[1] - far.life) / (6 - 2)
    assert hits >= 3
    assert lives[0] - near.life == pytest.approx(hits * (6 - 2 - 2), abs=2.1)
    assert "GuardianShield" in near.buffs and "GuardianShield" not in far.buffs
    scene.step(260)
    assert "GuardianShield" not in near.buffs


@pytest.mark.covers("ability/ForceField", "unit/ForceField", "ability/Shatter")
def test_force_fields_stop_small_units_and_break_under_massive_ones(game):
    scene = game("")
    x, y = scene.center
    sentry = scene.add(1, "Sentry", x - 7, y)
    scene.charge(sentry)
    inside = scene.add(2, "Marine", x + 0.4, y)
    scene.order(inside, "hold")
    scene.order(sentry, "EffectForceField", point=(x, y))
    scene.until(lambda: scene.units(0, "ForceField"), 10)
    field = scene.unit(0, "ForceField")
    scene.step(12)
    assert inside.distance(field) > 1.8
    scene.games.kill_unit(0, inside.slot)
    zergling = scene.add(2, "Zergling", x + 5, y)
    scene.order(zergling, "move", point=(x - 20, y))
    for _ in range(60):
        scene.step()
        assert zergling.distance(field) > 1.7
    assert zergling.x < x, "it goes round"
    ultralisk = scene.add(2, "Ultralisk", x + 5, y)
    scene.order(ultralisk, "move", point=(x - 5, y))
    scene.step(50)
    assert not field.alive


def test_force_fields_end_by_themselves(game):
    scene = game("1 Sentry")
    sentry = scene.unit(1)
    scene.charge(sentry)
    scene.order(sentry, "EffectForceField", point=(sentry.x + 4, sentry.y))
    born = scene.until(lambda: scene.units(0, "ForceField"), 10)
    assert 239 <= scene.until(lambda: not scene.units(0, "ForceField"), 300) - born <= 247


HALLUCINATIONS = {
    "Adept": 2, "Archon": 1, "Colossus": 1, "Disruptor": 1, "HighTemplar": 2, "Immortal": 1, "Oracle": 1, "Phoenix": 1,
    "Probe": 4, "Stalker": 2, "VoidRay": 1, "WarpPrism": 1, "Zealot": 2,
}


@pytest.mark.covers(*(f"ability/Hallucination{kind}" for kind in HALLUCINATIONS))
@pytest.mark.parametrize("kind", HALLUCINATIONS)
def test_hallucinations_of_every_kind(game, kind):
    scene = game("1 Sentry vs 1 Hatchery", gap=14)
    sentry = scene.unit(1)
    scene.charge(sentry)
    name = next(name for name in scene.games.names.abilities if name.startswith(f"Hallucination{kind},"))
    scene.order(sentry, name)
    scene.step(8)
    made = scene.units(1, kind)
    assert len(made) == HALLUCINATIONS[kind]
    assert sentry.energy == pytest.approx(125, abs=1)
    assert scene.record.players[1].supply_used == 4
    assert all("Hallucination" in unit.buffs for unit in made)


def test_hallucinations_fight_without_harm_and_take_double_damage(game):
    scene = game("1 Sentry vs 1 Marine", gap=6)
    sentry, marine = scene.unit(1), scene.unit(2)
    scene.charge(sentry)
    scene.order(sentry, "HallucinationArchon,Execute")
    scene.step(8)
    archon = scene.unit(1, "Archon")
    scene.games.kill_unit(0, sentry.slot)
    scene.order(archon, "attack", target=marine)
    scene.order(marine, "attack", target=archon)
    scene.until(lambda: archon.shields < 350, 200)
    assert 350 - archon.shields == pytest.approx(12, abs=0.2)
    scene.step(60)
    assert marine.life == 45 and archon.record.target == marine.slot


def test_hallucinations_end_after_43_seconds(game):
    scene = game("1 Sentry")
    scene.charge(scene.unit(1))
    scene.order(scene.unit(1), "HallucinationProbe,Execute")
    scene.until(lambda: scene.units(1, "Probe"), 10)
    assert math.isclose(scene.until(lambda: not scene.units(1, "Probe"), 1000), 962, abs_tol=8)
