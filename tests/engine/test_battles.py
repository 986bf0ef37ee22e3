"""Fights between armies: who wins, against battles that the real engine fought."""

import gzip
import json

import pytest

KINDS = {"Marine", "Marauder", "Reaper"}
MOST = 160  # units in a battle that fits the field


def fought(reference):
    """(squad, squad, whether the first won) of all recorded battles between units that are built."""
    for terrain in ("plain", "bush", "corrid"):
        with gzip.open(reference / "ground_truth" / "combat_outcomes" / f"{terrain}.jsonl.gz", "rt") as lines:
            for one, other, won in map(json.loads, lines):
                small = sum(one.values()) + sum(other.values()) <= MOST
                if set(one) | set(other) <= KINDS and one != other and small:
                    yield one, other, bool(won)


def test_the_same_side_wins_as_in_the_real_game(game, reference):
    right, battles = 0, 0
    for one, other, won in fought(reference):
        squads = [", ".join(f"{n} {kind}" for kind, n in squad.items()) for squad in (one, other)]
        scene = game(" vs ".join(squads), gap=24).attack()
        for _ in range(60):
            scene.step(20)
            left = [len(scene.units(player)) for player in (1, 2)]
            if 0 in left:
                break
        right += (left[0] > left[1]) == won
        battles += 1
    assert battles >= 10
    assert right >= battles - 1


def left_of(scene, player, loops=600):
    scene.attack().step(loops)
    return len(scene.units(player))


def test_the_larger_army_keeps_more_than_the_difference(game):
    """Lanchester's law of aimed fire: 20 against 15 leaves about sqrt(20**2 - 15**2) = 13 alive."""
    left = [left_of(game("20 Marine vs 15 Marine", gap=12, seed=seed), 1) for seed in range(4)]
    assert 8 <= sum(left) / len(left) <= 15


@pytest.mark.parametrize("upgrade", ["Stimpack", "ShieldWall"])
def test_upgrades_win_even_fights(game, upgrade):
    from test_upgrades import complete

    left = [0, 0]
    for seed in range(3):
        scene = game("12 Marine vs 12 Marine", gap=9, seed=seed)
        complete(scene.games.table, scene.games.state, 1, scene.games.names.upgrades[upgrade])
        scene.attack()
        scene.step(30)
        if upgrade == "Stimpack":
            scene.order(scene.units(1), "EffectStimMarine")
        scene.step(500)
        left = [left[k] + len(scene.units(k + 1)) for k in (0, 1)]
    assert left[0] > left[1]


def test_mirrored_armies_destroy_each_other_alike(game):
    scene = game("8 Marine vs 8 Marine", gap=9, mirror_seeds=True).attack()
    for _ in range(12):
        scene.step(20)
        lives = [sorted(unit.life for unit in scene.units(player)) for player in (1, 2)]
        assert lives[0] == lives[1]
