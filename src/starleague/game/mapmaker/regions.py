"""From sites to regions: which cell belongs to which site, and how high each region lies."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from starleague.game.mapmaker.layout import Site
from starleague.game.mapmaker.ramps import Ramp
from starleague.game.mapmaker.recipe import Board, Cell, Dice

REACH = {"main": 182, "natural": 165, "base": 155, "field": 240}  # [tenth cells] from a site to its farthest ground
PULL = {"main": 30, "natural": 25, "base": 25, "field": 0}  # [tenth cells] by which a region outgrows its neighbours
KEEP = 105  # [tenth cells] from a town hall that stay its own level ground, for its resources and the way to them
MAIN_LEVEL, NATURAL_LEVEL = 3, 2
LEAST_BORDER = 9  # cells of common border that make two regions neighbours

Pair = tuple[int, int]


@dataclass
class Regions:
    """Regions by number: site k of player 1, and n + k its counterpart."""

    board: Board
    sites: list[Site]
    level: list[int]  # cliff level of each of the 2n regions
    ways: np.ndarray  # int32 [2n, y, x]: how far from each site [tenth cells], less its pull
    label: np.ndarray  # int16 [y, x]: whose cell it is
    reached: np.ndarray  # bool [y, x]: near enough to its site to be ground
    keep: np.ndarray  # bool [y, x]: what a base needs of its ground
    borders: dict[Pair, list[Cell]]  # cells of a's ground next to b's, for a < b
    links: dict[Pair, str] = field(default_factory=dict)  # "open", "gate" or "ramp" for pairs that are connected
    ramps: list[Ramp] = field(default_factory=list)  # of both players

    @property
    def n(self) -> int:
        return len(self.sites)

    def cell(self, k: int) -> Cell:
        return self.sites[k].cell if k < self.n else self.board.other(*self.sites[k - self.n].cell)

    def kind(self, k: int) -> str:
        return self.sites[k % self.n].kind

    def kinds(self, pair: Pair) -> set[str]:
        return {self.kind(pair[0]), self.kind(pair[1])}

    def other_pair(self, pair: Pair) -> Pair:
        a, b = ((k + self.n) % (2 * self.n) for k in pair)
        return min(a, b), max(a, b)

    def ways_of(self, k: int) -> list[Pair]:
        """The connections of a region."""
        return [pair for pair in self.links if k in pair]

    def first_pairs(self) -> list[Pair]:
        """Of each pair of neighbours and its counterpart, one."""
        return sorted(pair for pair in self.borders if pair <= self.other_pair(pair))


def divide(board: Board, sites: list[Site], dice: Dice) -> Regions:
    """Each cell goes to the site that is nearest; straight borders run along the axes and the diagonals."""
    mine = []
    for site in sites:
        pull = PULL[site.kind] + (dice.between(-15, 35) if site.kind == "field" else 0)
        mine.append(board.far(*site.cell) - pull)
    ways = np.stack(mine + [board.flip(way) for way in mine])
    first = ways.argmin(0)
    turned = board.flip((first + len(sites)) % len(ways))
    label = np.where(board.first_half(), first, turned).astype(np.int16)
    reach = np.array([REACH[site.kind] - PULL[site.kind] for site in sites] * 2)
    nearest = np.take_along_axis(ways, label[None].astype(int), 0)[0]
    reached = (nearest <= reach[label]) & board.ground()
    keep = np.zeros(label.shape, bool)
    for site in sites:
        if site.kind != "field":
            keep |= board.far(*site.cell) <= KEEP
    borders = _borders(label, reached)
    level = _levels(sites, borders, dice)
    return Regions(board, sites, level, ways, label, reached, keep | board.flip(keep), borders)


def _borders(label: np.ndarray, reached: np.ndarray) -> dict[Pair, list[Cell]]:
    found: dict[Pair, list[Cell]] = {}
    height, width = label.shape
    for dy, dx in ((0, 1), (1, 0)):
        here, there = label[: height - dy, : width - dx], label[dy:, dx:]
        both = reached[: height - dy, : width - dx] & reached[dy:, dx:] & (here != there)
        for y, x in np.argwhere(both).tolist():
            a, b = int(here[y, x]), int(there[y, x])
            found.setdefault((min(a, b), max(a, b)), []).append((x, y) if a < b else (x + dx, y + dy))
    return {pair: sorted(set(cells)) for pair, cells in found.items() if len(cells) >= LEAST_BORDER}


def _levels(sites: list[Site], borders: dict[Pair, list[Cell]], dice: Dice) -> list[int]:
    """Mains lie high, naturals below them; the others on two levels, neighbours often on the same."""
    n, low = len(sites), 0.25 + 0.5 * dice.below(100) / 100
    level = {0: MAIN_LEVEL, 1: NATURAL_LEVEL}
    for k in range(2, n):
        near = [level[j % n] for pair in borders if k in pair for j in pair if 1 < j % n != k and j % n in level]
        if near and dice.chance(0.4):
            level[k] = dice.pick(near)
        else:
            level[k] = 1 if dice.chance(low) else 2
    return [level[k] for k in range(n)] * 2
