"""Rocks, ice and debris: in the way until somebody breaks them."""

import numpy as np
import pytest
from kinds import CATALOG, NEUTRALS, cells, each

from starleague.catalog.footprints import FootprintBit
from starleague.catalog.rules import ONE

BREAKABLE = [u for u in NEUTRALS if "Invulnerable" not in u.flags and "Untargetable" not in u.flags and u.footprint]
WALLS = [u for u in BREAKABLE if cells(u, FootprintBit.BLOCKS)]
SCREENS = [u for u in WALLS if cells(u, FootprintBit.NO_SIGHT)]
PLATES = [u for u in BREAKABLE if not cells(u, FootprintBit.BLOCKS)]
RIFLE = 6  # points of damage of a marine


@pytest.fixture
def field(game):
    scene = game()
    scene.middle = (40, 40)
    return scene


def struck(scene, marine, thing):
    """Loops until a marine has hit a thing, and what that took."""
    whole = thing.life
    scene.order(marine, "attack", target=thing)
    scene.until(lambda: thing.life < whole, 200)
    return whole - thing.life


def walk(scene, unit, goal, limit=500):
    """Walk there; the cells that it was in on the way."""
    seen = set()

    def there():
        seen.add((int(unit.x), int(unit.y)))
        return unit.distance(goal) < 0.5

    scene.order(unit, "move", point=goal)
    scene.until(there, limit)
    return seen


@each(WALLS)
def test_a_wall_is_walked_round_until_it_is_broken(field, kind):
    unit = CATALOG.units[kind]
    wall = field.add(0, kind, *field.middle)
    x, y = int(wall.x), int(wall.y)
    walls = {(x + dx, y + dy) for dx, dy in cells(unit, FootprintBit.BLOCKS)}
    assert {(int(cx), int(cy)) for cy, cx in np.argwhere(field.record.blocked)} == walls
    marine = field.add(1, "Marine", x - 9.5, y + 0.5)
    field.record.creep[:] = 1  # later some walls wither off creep
    field.step(30)
    assert wall.life == unit.life and marine.record.target == 0, "nobody breaks it unasked"
    assert not walk(field, marine, (x + 10.5, y + 0.5)) & walls
    assert struck(field, marine, wall) == RIFLE - unit.armor
    wall.record.life = ONE
    field.until(lambda: not wall.alive, 60)
    assert not field.record.blocked.any()
    assert walk(field, marine, (x - 9.5, y + 0.5)) & walls, "it walks straight through where it stood"


@each(SCREENS)
def test_a_wall_hides_what_is_behind_it(field, kind):
    wall = field.add(0, kind, *field.middle)
    west, east, row = across(CATALOG.units[kind])
    eye = field.add(1, "Observer", wall.x + west - 0.5, wall.y + row)
    eye.record.flying = 0  # as one on the ground sees, and farther than across the widest
    enemy = field.add(2, "Drone", wall.x + east + 1.5, wall.y + row)
    field.step(12)
    assert not enemy.record.visible_to & 2
    wall.record.life = 0
    field.step(12)
    assert enemy.record.visible_to & 2


def across(unit):
    """Where its narrowest opaque row begins and ends, and which row that is, from its centre [cells]."""
    opaque = cells(unit, FootprintBit.NO_SIGHT)
    rows = {dy: [dx for dx, y in opaque | cells(unit, FootprintBit.BLOCKS) if y == dy] for _, dy in opaque}
    row = min(rows, key=lambda dy: (max(rows[dy]) - min(rows[dy]), abs(dy)))
    return min(rows[row]), max(rows[row]), row + 0.5


@each(PLATES)
def test_plates_keep_builders_off_until_they_are_broken(field, kind):
    plate = field.add(0, kind, *field.middle)
    worker, marine = field.add(1, "SCV", 44, 40), field.add(1, "Marine", 44, 42)
    field.bank(1, 500)
    field.step(2)
    field.order(worker, "BuildSupplyDepot", point=plate.at)
    field.step(100)
    assert not field.units(1, "SupplyDepot")
    walked = walk(field, worker, (36, 40))
    assert {(40, 40), (39, 40)} & walked, "they are in nobody's way"
    assert struck(field, marine, plate) == RIFLE - CATALOG.units[kind].armor
    plate.record.life = ONE
    field.until(lambda: not plate.alive, 60)
    field.order(worker, "BuildSupplyDepot", point=(40, 40))
    field.until(lambda: field.units(1, "SupplyDepot"), 100)
