"""Where things go: town halls of player 1's half, and the middles of the open fields between them."""

from __future__ import annotations

from dataclasses import dataclass

from starleague.game.mapmaker.recipe import MARGIN, Board, Cell, Dice, Recipe, far_apart

EDGE = 14  # cells from the playable area's edge to a town hall: room for its minerals and the rock behind them
MAIN_EDGE = (15, 19)
NATURAL_WAY = (240, 275)  # [tenth cells] from the main's town hall
THIRD_WAY = (260, 330)  # [tenth cells] from the natural's
BASE_GAP = 250  # [tenth cells] between any two town halls
FIELD_GAP = 175  # [tenth cells] between a field's middle and any other
TRIES = 60


@dataclass(frozen=True)
class Site:
    """The middle of a region: of a base, or of open ground."""

    cell: Cell
    kind: str  # "main", "natural", "base" or "field"


def place_sites(recipe: Recipe, board: Board, dice: Dice) -> list[Site] | None:
    """Player 1's sites: main, natural, third, other bases, fields. None: this throw of the dice found no room."""
    main = _main(board, dice)
    found = [Site(main, "main")]
    for kind, near, way in (("natural", main, NATURAL_WAY), ("base", None, THIRD_WAY)):
        cell = _neighbour(board, dice, found, near or found[1].cell, way)
        if cell is None:
            return None
        found.append(Site(cell, kind))
    while len(found) < recipe.bases // 2:
        cell = _roomiest(board, dice, found, EDGE, BASE_GAP, TRIES)
        if cell is None:
            return None
        found.append(Site(cell, "base"))
    while (cell := _roomiest(board, dice, found, 18, FIELD_GAP, 4 * TRIES)) is not None:
        found.append(Site(cell, "field"))
    return found


def _main(board: Board, dice: Dice) -> Cell:
    """In the lower left corner, or part of the way up the left edge."""
    x, y = MARGIN + dice.between(*MAIN_EDGE), MARGIN + dice.between(*MAIN_EDGE)
    if dice.chance(0.3):
        y += dice.between(10, (board.height - 2 * MARGIN) // 4)
    return x, y


def _neighbour(board: Board, dice: Dice, found: list[Site], near: Cell, way: tuple[int, int]) -> Cell | None:
    """A base within a distance of another, at the edge of the map if one of some throws gets there."""
    fitting = []
    for _ in range(40 * TRIES):
        cell = _throw(board, dice, EDGE)
        if way[0] <= far_apart(cell, near) <= way[1] and _room(board, found, cell) >= BASE_GAP - 8:
            fitting.append(cell)
            if len(fitting) == 8:
                break
    return min(fitting, key=lambda cell: min(_to_edge(board, cell), 22)) if fitting else None


def _roomiest(board: Board, dice: Dice, found: list[Site], edge: int, gap: int, tries: int) -> Cell | None:
    """Of some throws, the cell farthest from all sites; at the edge of the map it counts as a little farther."""
    best, most = None, gap - 1
    for _ in range(tries):
        cell = _throw(board, dice, edge)
        room = _room(board, found, cell)
        if room >= gap:
            room = min(room, gap + 80) + (40 if _to_edge(board, cell) < edge + 3 else 0)
        if room > most:
            best, most = cell, room
    return best


def _throw(board: Board, dice: Dice, edge: int) -> Cell:
    left, bottom, right, top = board.playable
    return dice.between(left + edge, right - 1 - edge), dice.between(bottom + edge, top - 1 - edge)


def _room(board: Board, found: list[Site], cell: Cell) -> int:
    """[tenth cells] to the nearest site of either player, and to the cell's own counterpart."""
    ways = [far_apart(cell, board.other(*cell))]
    for site in found:
        ways += [far_apart(cell, site.cell), far_apart(cell, board.other(*site.cell))]
    return min(ways)


def _to_edge(board: Board, cell: Cell) -> int:
    left, bottom, right, top = board.playable
    return min(cell[0] - left, right - 1 - cell[0], cell[1] - bottom, top - 1 - cell[1])
