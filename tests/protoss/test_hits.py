"""What each Protoss weapon does to whom."""

import pytest

# unit, enemy, damage of the first hit (enemies have no shields; depots and marauders an armour of 1)
HITS = [
    ("Probe", "SupplyDepot", 5 - 1), ("Zealot", "SupplyDepot", 8 - 1), ("Sentry", "SupplyDepot", 6 - 1),
    ("Stalker", "Marine", 13), ("Stalker", "SupplyDepot", 13 + 5 - 1), ("Stalker", "Medivac", 13 + 5 - 1),
    ("Adept", "Marine", 10 + 12), ("HighTemplar", "SupplyDepot", 4 - 1), ("DarkTemplar", "SupplyDepot", 45 - 1),
    ("Archon", "SupplyDepot", 25 - 1), ("Archon", "Marauder", 25 + 10 - 1), ("Immortal", "SupplyDepot", 50 - 1),
    ("Immortal", "Zergling", 20), ("Colossus", "SupplyDepot", 2 * (10 - 1)), ("Colossus", "Marine", 2 * (10 + 5)),
    ("Phoenix", "Overlord", 5), ("Phoenix", "Mutalisk", 5 + 5), ("VoidRay", "SupplyDepot", 6 + 4 - 1),
    ("VoidRay", "Mutalisk", 6), ("Tempest", "SupplyDepot", 40 - 1), ("Tempest", "Overlord", 30),
    ("Tempest", "BroodLord", 30 + 22 - 1), ("Carrier", "SupplyDepot", 2 * (5 - 1)), ("Mothership", "SupplyDepot", 6 - 1),
    ("PhotonCannon", "SupplyDepot", 20 - 1), ("PhotonCannon", "Overlord", 20),
]
STRUCTURES = {"PhotonCannon"}
MISSILES = {"Stalker": ("StalkerWeapon", "ParticleDisruptors"), "PhotonCannon": ("PhotonCannonWeapon", "PhotonCannonLM")}


def shows(kind):
    kinds = [f"{'structure' if kind in STRUCTURES else 'unit'}/{kind}"]
    return pytest.mark.covers(*kinds, *(f"missile/{MISSILES[kind][0]}" for _ in range(kind in MISSILES)))


@pytest.mark.parametrize(("kind", "enemy", "damage"), [pytest.param(*row, marks=shows(row[0])) for row in HITS])
def test_units_hit_as_hard_as_they_should(game, kind, enemy, damage):
    scene = game()
    if kind in STRUCTURES:
        scene.add(1, "Pylon", 28, 40)
    unit, foe = scene.add(1, kind, 30, 40), scene.add(2, enemy, 35, 40)
    foe.record.hold = 1
    whole = foe.life
    scene.add(1, "Observer", 33, 43)
    scene.step(8)
    unit_names, seen = list(scene.games.names.effects), set()

    def struck():
        missiles = scene.record.missiles[: int(scene.record.n_missiles)]
        seen.update(unit_names[int(missile.effect) - 1] for missile in missiles)
        return foe.life < whole

    if kind not in STRUCTURES:
        scene.order(unit, "attack", target=foe)
    scene.until(struck, 250)
    assert whole - foe.life == pytest.approx(damage, abs=0.5)
    assert kind not in MISSILES or MISSILES[kind][1] in seen
