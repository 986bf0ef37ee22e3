"""Ground and rock: regions are walled off from each other, and opened where they are connected."""

from __future__ import annotations

import math

import numpy as np

from starleague.game.mapmaker.recipe import Cell, Dice, Recipe
from starleague.game.mapmaker.regions import Pair, Regions
from starleague.game.mapmaker.terrain import Terrain

WALL = 26  # [tenth cells] half the thickness of a wall between two regions of one level
LEDGE = 6  # the same along a cliff
RIDGE, CHASM = 3, 0  # level of rock
GAP = {"rocks": 80, "minerals": 60}  # [tenth cells] of openings that something closes; both edges stay rock
NATURAL_GATE = (105, 130)  # [tenth cells]
NARROW = 2  # cells: floor and walls thinner than twice this are smoothed away


def lay_floor(recipe: Recipe, regions: Regions, dice: Dice) -> Terrain:
    """The ground of a map, with all its ramps."""
    wall, rock = _walls(recipe, regions, dice)
    floor = _smooth(regions.reached & ~wall) & regions.board.ground() | regions.keep
    level = np.array(regions.level, np.int8)[regions.label]
    level[~floor] = rock[~floor]
    return Terrain(level, floor, np.zeros_like(floor), regions.ramps, regions.board.inside())


def _walls(recipe: Recipe, regions: Regions, dice: Dice) -> tuple[np.ndarray, np.ndarray]:
    """Where walls stand, and the level of the rock there and beyond the ground's reach."""
    wall = np.zeros(regions.label.shape, bool)
    rock = np.full(regions.label.shape, RIDGE if dice.chance(0.4) else CHASM, np.int8)
    for pair in regions.first_pairs():
        how = regions.links.get(pair)
        if how in ("open", "ramp"):
            continue
        same = regions.level[pair[0]] == regions.level[pair[1]]
        thick = _between(regions, *pair, WALL if same else LEDGE)
        if how:
            thick &= ~_opening(recipe, regions, pair, how, dice)
        level = RIDGE if dice.chance(0.6) else CHASM
        for part in (thick, regions.board.flip(thick)):
            wall |= part
            if same:
                rock[part] = level
    return wall, rock


def _between(regions: Regions, a: int, b: int, thickness: int) -> np.ndarray:
    """bool [y, x]: cells of two regions that lie near their common border."""
    gap = regions.ways[b] - regions.ways[a]
    return ((regions.label == a) & (gap < 2 * thickness)) | ((regions.label == b) & (-gap < 2 * thickness))


def _opening(recipe: Recipe, regions: Regions, pair: Pair, how: str, dice: Dice) -> np.ndarray:
    """Cells of a wall that are left out: a strip across the border."""
    wide = GAP[how] if how in GAP else 80 + int(90 * recipe.openness) + dice.between(-15, 25)
    if "natural" in regions.kinds(pair) and how == "gate":
        wide = dice.between(*NATURAL_GATE)
    hole = strip(regions, pair, wide)
    return hole | regions.board.flip(hole) if pair == regions.other_pair(pair) else hole


def strip(regions: Regions, pair: Pair, wide: int) -> np.ndarray:
    """bool [y, x]: cells within half of ``wide`` [tenth cells] of the line through a border's middle and its sites."""
    (ax, ay), (bx, by) = regions.cell(pair[0]), regions.cell(pair[1])
    x, y = border_middle(regions, pair)
    way_x, way_y = bx - ax, by - ay
    length = math.isqrt(100 * (way_x**2 + way_y**2))  # [tenth cells]
    row, column = np.mgrid[: regions.board.height, : regions.board.width]
    # twice the way from the border's middle, which is a cell corner, so that a strip is as wide on both sides
    aside = np.abs((2 * column + 1 - 2 * x) * way_y - (2 * row + 1 - 2 * y) * way_x)
    return aside * 100 <= wide * length


def border_middle(regions: Regions, pair: Pair) -> Cell:
    """The cell corner of a border that is nearest to its middle."""
    cells = regions.borders[pair]
    x, y, n = sum(c[0] for c in cells), sum(c[1] for c in cells), len(cells)
    x, y = min(cells, key=lambda c: ((c[0] * n - x) ** 2 + (c[1] * n - y) ** 2, c))
    return x + (regions.cell(pair[1])[0] > x), y + (regions.cell(pair[1])[1] > y)


def _smooth(floor: np.ndarray) -> np.ndarray:
    """Without spits of ground and of rock that are too thin to be anything."""
    opened = grow(shrink(floor, NARROW), NARROW)
    return shrink(grow(opened, NARROW), NARROW)


def grow(mask: np.ndarray, by: int) -> np.ndarray:
    """The mask and all within an octagon of so many cells."""
    for k in range(by):
        grown = mask.copy()
        for way in (-1, 1):
            for axis in (0, 1):
                grown |= np.roll(mask, way, axis)
            if k & 1:
                grown |= np.roll(mask, (way, way), (0, 1)) | np.roll(mask, (way, -way), (0, 1))
        mask = grown
    return mask


def shrink(mask: np.ndarray, by: int) -> np.ndarray:
    """The mask without all within an octagon of so many cells of its outside."""
    return ~grow(~mask, by)
