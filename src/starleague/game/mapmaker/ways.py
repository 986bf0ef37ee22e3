"""Which regions are connected, and how: by ground that is open, by a gap in a wall, or by a ramp."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from starleague.game.mapmaker.ramps import MAIN_HALF_WIDTH, UPWARD, Ramp
from starleague.game.mapmaker.recipe import Dice, Recipe
from starleague.game.mapmaker.regions import Pair, Regions

LEVELLED = 30  # percent of a ramp's apron that may have to be levelled
STRAIGHT_ON = 0.6  # chance that a natural opens to the third base, if they are neighbours
THIRD = 2  # number of that region
GOOD = 0.85  # share of the best place's score that makes a ramp's place one of those to pick from


def connect(recipe: Recipe, regions: Regions, dice: Dice) -> bool:
    """Connect all regions; False: it cannot be done.

    A main opens to its natural only, a natural to one more region; the rest is a web, denser where it is open.
    """
    if (0, 1) not in regions.borders or not _link(recipe, regions, (0, 1), dice):
        return False
    pairs = [pair for pair in dice.shuffled(regions.first_pairs()) if "main" not in regions.kinds(pair)]
    exits = [pair for pair in pairs if "natural" in regions.kinds(pair) and len(regions.kinds(pair)) > 1]
    if dice.chance(STRAIGHT_ON):
        exits.sort(key=lambda pair: THIRD not in pair)
    if not any(_link(recipe, regions, pair, dice) for pair in exits):
        return False
    group = list(range(2 * regions.n))
    for pair in regions.links:
        _join(group, *pair)
    for pair in pairs:
        if "natural" in regions.kinds(pair):
            continue
        needed = _root(group, pair[0]) != _root(group, pair[1])
        if (needed or dice.chance(0.4 + 0.6 * recipe.openness)) and _link(recipe, regions, pair, dice):
            _join(group, *pair)
            _join(group, *regions.other_pair(pair))
    if len({_root(group, k) for k in range(2 * regions.n)}) > 1:
        return False
    _close_dead_ends(regions)
    _block_up(recipe, regions, dice)
    return True


def _close_dead_ends(regions: Regions) -> None:
    """Fields that lead nowhere become rock."""
    while dead := [k for k in range(regions.n) if regions.kind(k) == "field" and len(regions.ways_of(k)) == 1]:
        for k in (dead[0], dead[0] + regions.n):
            for pair in regions.ways_of(k):
                del regions.links[pair]
            regions.ramps = [ramp for ramp in regions.ramps if k not in ramp.between]
            regions.reached &= regions.label != k


def _block_up(recipe: Recipe, regions: Regions, dice: Dice) -> None:
    """A few short cuts more, each closed by rocks or by small mineral fields."""
    walls = [
        pair for pair in dice.shuffled(regions.first_pairs())
        if pair not in regions.links and pair != regions.other_pair(pair) and "main" not in regions.kinds(pair)
        and regions.level[pair[0]] == regions.level[pair[1]] and all(regions.ways_of(k) for k in pair)
    ]
    closures = dice.shuffled(["rocks", "rocks", "minerals" if dice.chance(0.5) else "rocks"])
    for pair, how in zip(walls[: dice.between(1, 3)], closures):
        regions.links[pair] = regions.links[regions.other_pair(pair)] = how


def _link(recipe: Recipe, regions: Regions, pair: Pair, dice: Dice) -> bool:
    """Connect a pair and its counterpart, if there is room for what connects them."""
    other = regions.other_pair(pair)
    if regions.level[pair[0]] != regions.level[pair[1]]:
        ramp = _find_ramp(recipe, regions, pair, dice)
        if ramp is None:
            return False
        regions.ramps.append(replace(ramp, between=pair))
        if pair != other:
            regions.ramps.append(replace(ramp.other(regions.board), between=other))
        how = "ramp"
    elif "natural" in regions.kinds(pair):
        how = "gate"
    else:
        fields = regions.kinds(pair) == {"field"}
        how = "open" if dice.chance(recipe.openness * (1.0 if fields else 0.6)) else "gate"
    regions.links[pair] = regions.links[other] = how
    return True


def _find_ramp(recipe: Recipe, regions: Regions, pair: Pair, dice: Dice) -> Ramp | None:
    """A place for the ramp of two regions at their border; a throw of the dice among the good ones."""
    low, high = sorted(pair, key=lambda k: regions.level[k])
    if "main" in regions.kinds(pair):
        widths = (MAIN_HALF_WIDTH,)
    else:
        widths = (6, 5) if dice.chance(recipe.openness) else (5, 4)
    free = regions.board.inside(1)
    for ramp in regions.ramps:
        for part in ("slope", "beside", "head", "foot"):
            free[ramp.cells(part)] = False
    for half_width in widths:
        places = [Ramp(x, y, up, regions.level[low], half_width) for x, y in regions.borders[pair] for up in UPWARD]
        scores = [_fit(regions, ramp, low, high, free) for ramp in places]
        if best := max(scores):
            return dice.pick([ramp for ramp, score in zip(places, scores, strict=True) if score >= GOOD * best])
    return None


def _fit(regions: Regions, ramp: Ramp, low: int, high: int, free: np.ndarray) -> int:
    """Percent of a ramp's apron that needs no levelling; 0: it cannot lie there."""
    right, total = 0, 0
    for part in ("slope", "beside", "head", "foot"):
        rows, columns = cells = ramp.cells(part)
        height, width = free.shape
        if rows.min() < 0 or columns.min() < 0 or rows.max() >= height or columns.max() >= width:
            return 0
        label = regions.label[cells]
        if not free[cells].all() or not ((label == low) | (label == high)).all():
            return 0
        own = np.zeros(len(label), bool)
        if part in ("head", "foot"):
            own = label == (high if part == "head" else low)
            right, total = right + int((own & regions.reached[cells]).sum()), total + len(own)
        if (regions.keep[cells] & ~own).any():
            return 0
    if ramp.half_width == MAIN_HALF_WIDTH:
        yard = ramp.cells("yard")
        if not (regions.reached[yard] & (regions.label[yard] == high)).all():
            return 0
    return 100 * right // total if 100 * right >= (100 - LEVELLED) * total else 0


def _join(group: list[int], a: int, b: int) -> None:
    group[_root(group, a)] = _root(group, b)


def _root(group: list[int], k: int) -> int:
    while group[k] != k:
        k = group[k]
    return k
