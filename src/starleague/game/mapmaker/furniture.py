"""What stands on the ground besides resources: rocks, watch towers, smoke, the plates before a main's ramp."""

from __future__ import annotations

import numpy as np

from starleague.game.mapmaker.floor import CHASM, GAP, RIDGE, border_middle, grow, shrink, strip
from starleague.game.mapmaker.ramps import MAIN_HALF_WIDTH, Ramp
from starleague.game.mapmaker.recipe import Dice, Recipe, both_halves
from starleague.game.mapmaker.regions import Pair, Regions
from starleague.game.mapmaker.terrain import Terrain
from starleague.game.maps import Place

ROCKS = "DestructibleRockEx16x6"
TOWER = "XelNagaTower"
PLATES = "UnbuildablePlatesDestructible"  # nobody walls a ramp in from below
WALL_FIELD = "MineralField450"
PLATES_WAY = 3  # cells in x and in y from the middle of a main's ramp, downward
TOWER_CHANCE = 0.7
TOWER_REACH = 300  # [tenth cells] by which one main may be nearer
SMOKE_HALF = 15  # [tenth cells] half the thickness of a strip of smoke
SMOKE_LENGTH = 24  # cells of the longest border that smoke hangs over
PILLAR_ROOM = 7  # cells of free ground round a pillar, at least


def landscape(recipe: Recipe, regions: Regions, terrain: Terrain, dice: Dice) -> None:
    """Put pillars and smoke into the terrain."""
    _raise_pillars(recipe, regions, terrain, dice)
    _blow_smoke(regions, terrain, dice)


def lay_neutrals(regions: Regions, terrain: Terrain, dice: Dice) -> list[Place]:
    """The neutral units of both halves: rocks, towers, plates."""
    places = [_plates(ramp) for ramp in regions.ramps[:1]]
    places += [(ROCKS, *map(float, border_middle(regions, pair))) for pair in regions.first_pairs()
               if regions.links.get(pair) == "rocks"]
    if dice.chance(TOWER_CHANCE):
        places += _tower(regions, terrain, dice)
    return both_halves(regions.board, places)


def lay_mineral_walls(regions: Regions, walkable: np.ndarray) -> list[Place]:
    """The small mineral fields that close a way, of both halves."""
    places: list[Place] = []
    for pair in regions.first_pairs():
        if regions.links.get(pair) == "minerals":
            places += _mineral_wall(regions, pair, walkable)
    return both_halves(regions.board, places)


def _plates(ramp: Ramp) -> Place:
    assert ramp.half_width == MAIN_HALF_WIDTH
    return PLATES, float(ramp.x - PLATES_WAY * ramp.up[0]), float(ramp.y - PLATES_WAY * ramp.up[1])


def _mineral_wall(regions: Regions, pair: Pair, walkable: np.ndarray) -> list[Place]:
    """Fields on the cells of a border in its opening."""
    hole = strip(regions, pair, GAP["minerals"]) & walkable
    left = {(x, y) for x, y in regions.borders[pair] if hole[y, x]}
    fields = []
    for x, y in sorted(left, key=lambda cell: (cell[1], cell[0])):
        if (x, y) in left:
            to = x if walkable[y, x + 1] and not _covers(fields, x + 1, y) else x - 1
            left -= {(to, y), (to + 1, y)}
            fields.append((WALL_FIELD, to + 1.0, y + 0.5))
    return fields


def _covers(fields: list[Place], x: int, y: int) -> bool:
    return any(int(field_y) == y and field_x - 1 <= x <= field_x for _, field_x, field_y in fields)


def _raise_pillars(recipe: Recipe, regions: Regions, terrain: Terrain, dice: Dice) -> None:
    """Rocks and chasms that break up wide fields, fewer where it is to be open."""
    room = PILLAR_ROOM + int(6 * recipe.openness)
    for _ in range(dice.between(1, 4)):
        places = np.argwhere(shrink(_plain(regions, terrain), room) & regions.board.first_half())
        if not len(places):
            return
        y, x = places[dice.below(len(places))].tolist()
        shape, level = np.zeros_like(terrain.floor), dice.pick((CHASM, RIDGE))
        for _ in range(dice.between(1, 3)):
            shape |= regions.board.far(x + dice.between(-3, 3), y + dice.between(-3, 3)) <= dice.between(15, 32)
        shape |= regions.board.flip(shape)
        terrain.floor[shape] = False
        terrain.level[shape] = level


def _plain(regions: Regions, terrain: Terrain) -> np.ndarray:
    """Level ground that neither bases nor ramps nor what closes ways need."""
    plain = terrain.floor & terrain.inside & ~grow(regions.keep, 3)
    for ramp in terrain.ramps:
        for part in ("slope", "beside", "head", "foot"):
            plain[ramp.cells(part)] = False
    for level in range(1, 4):
        plain &= ~grow(terrain.level == level, 1) | (terrain.level == level)
    return plain


def _tower(regions: Regions, terrain: Terrain, dice: Dice) -> list[Place]:
    """A watch tower on open ground, about as far from one main as from the other."""
    free = shrink(_plain(regions, terrain), 4)
    mine, others = regions.ways[0], regions.ways[regions.n]
    rows, columns = np.nonzero(free & (np.abs(mine - others) <= TOWER_REACH))
    if not len(rows):
        return []
    k = dice.below(len(rows))
    return [(TOWER, float(columns[k]), float(rows[k]))]


def _blow_smoke(regions: Regions, terrain: Terrain, dice: Dice) -> None:
    """Strips of line-of-sight blockers across one or two ways between fields."""
    pairs = [pair for pair in regions.first_pairs() if regions.links.get(pair) in ("open", "gate")
             and "field" in regions.kinds(pair) and "natural" not in regions.kinds(pair)
             and len(regions.borders[pair]) <= SMOKE_LENGTH]
    for pair in dice.shuffled(pairs)[: dice.between(1, 2)]:
        a, b = pair
        gap = np.abs(regions.ways[a] - regions.ways[b])
        line = (gap <= 2 * SMOKE_HALF) & ((regions.label == a) | (regions.label == b)) & terrain.floor
        line &= ~regions.keep
        terrain.smoke |= line | regions.board.flip(line)
