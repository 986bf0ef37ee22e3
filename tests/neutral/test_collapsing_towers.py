"""Towers that fall over when they are broken, crush who stands there, and leave debris in the way."""

import math

import numpy as np
import pytest
from kinds import CATALOG, NEUTRALS

from scenario import EAST
from starleague.catalog.rules import ONE

FALLING_LOOPS = 45  # 2.79 s


def falls():
    """(tower, what falls, debris, ability) of each tower, as the catalog links them."""
    for tower in NEUTRALS:
        if tower.abilities and tower.abilities[0].startswith("MorphToCollapsible") and tower.footprint:
            (ability,) = tower.abilities
            falling = next(u.name for u in NEUTRALS if ability in u.abilities and not u.footprint)
            (command,) = (c for c in CATALOG.abilities[ability].commands if c.product)
            rows = [f"neutral/{tower.name}", f"neutral/{falling}", f"neutral/{command.product}", f"ability/{ability}"]
            yield pytest.param(tower.name, falling, command.product, marks=pytest.mark.covers(*rows))


@pytest.mark.parametrize(("kind", "falling", "debris"), list(falls()))
def test_a_tower_falls_on_who_stands_there_and_bars_the_way(game, kind, falling, debris):
    scene = game()
    tower = scene.add(0, kind, 40.5, 40.5, EAST)
    marine = scene.add(1, "Marine", 33, 40.5)
    under, aside = scene.add(1, "Marine", 46, 40.5), scene.add(1, "Marine", 46, 46)
    scene.step(2)
    scene.order(marine, "attack", target=tower)
    scene.until(lambda: tower.life < 500, 100)
    assert 500 - tower.life == 6 - 3
    tower.record.life = ONE
    started = scene.until(lambda: scene.units(0, falling), 60)
    assert not tower.alive
    (piece,) = scene.units(0, falling)
    assert math.hypot(piece.x - 40.5, piece.y - 40.5) == pytest.approx(5 if abs(piece.x - 45.5) < 0.1 else 5.65, abs=0.1)
    scene.order([under, aside], "hold")
    ended = scene.until(lambda: scene.units(0, debris), 80)
    assert ended - started == pytest.approx(FALLING_LOOPS, abs=3)
    scene.step(12)
    assert not under.alive and aside.life == 45
    (rubble,) = scene.units(0, debris)
    assert rubble.life == 2000 and rubble.distance(piece) < 0.6
    assert len(np.argwhere(scene.record.blocked)) == 25
    scene.order(aside, "attack", target=rubble)
    scene.until(lambda: rubble.life < 2000, 100)


@pytest.mark.covers("neutral/CollapsibleRockTowerPushUnit")
def test_what_is_too_strong_breaks_the_debris(game):
    scene = game()
    tower = scene.add(0, "CollapsibleRockTower", 40.5, 40.5, EAST)
    hall = scene.add(1, "CommandCenter", 46.5, 40.5)
    scene.step(2)
    tower.record.life = 0
    scene.step(80)
    assert hall.alive and hall.life == 1500 - 500
    assert not scene.units(0, "CollapsibleRockTowerDebris")


@pytest.mark.covers("neutral/CollapsibleRockTower", "neutral/CollapsibleTerranTower")
@pytest.mark.parametrize("kind", ["CollapsibleRockTower", "CollapsibleTerranTower"])
def test_the_parts_of_a_tower_share_their_life(game, kind):
    scene = game()
    parts = [scene.add(0, kind, 30.5 + 8 * k, 40.5) for k in range(2)]
    far = scene.add(0, kind, 60.5, 40.5)
    marine = scene.add(1, "Marine", 26, 40.5)
    scene.step(2)
    scene.order(marine, "attack", target=parts[0])
    scene.until(lambda: parts[0].life < 500, 60)
    assert parts[0].life == parts[1].life == 497 and far.life == 500
