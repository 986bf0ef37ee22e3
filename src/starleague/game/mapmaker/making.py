"""A map from a recipe."""

from __future__ import annotations

from starleague.game.ladder_checks import idle_rocks, ladder_faults
from starleague.game.map_checks import faults_of
from starleague.game.mapmaker.floor import lay_floor
from starleague.game.mapmaker.furniture import landscape, lay_mineral_walls, lay_neutrals
from starleague.game.mapmaker.layout import place_sites
from starleague.game.mapmaker.recipe import Board, Dice, Recipe
from starleague.game.mapmaker.regions import divide
from starleague.game.mapmaker.resources import lay_resources
from starleague.game.mapmaker.terrain import grids
from starleague.game.mapmaker.ways import connect
from starleague.game.maps import Map, MapError

THROWS = 400


def make_map(recipe: Recipe) -> Map:
    """The map of a recipe; raises MapError when none comes out that keeps the rules."""
    recipe.check()
    last: list[str] = []
    for throw in range(THROWS):
        made = draft_map(recipe, throw)
        if made is None:
            continue
        faults = faults_of(made, recipe.symmetry) or ladder_faults(made, recipe.bases) or list(idle_rocks(made))
        if not faults:
            return made
        last = faults
    why = "; ".join(last) or "no room for bases and ramps"
    raise MapError(f"{recipe.name}: none of {THROWS} throws kept the rules of maps (last: {why}); "
                   "take another seed, fewer bases, or more cells")


def draft_map(recipe: Recipe, throw: int) -> Map | None:
    """What one throw of the dice gives, unchecked; None: it found no room."""
    board, dice = Board.of(recipe), Dice(recipe.seed, throw)
    sites = place_sites(recipe, board, dice)
    if sites is None:
        return None
    regions = divide(board, sites, dice)
    if not connect(recipe, regions, dice):
        return None
    terrain = lay_floor(recipe, regions, dice)
    landscape(recipe, regions, terrain, dice)
    made = grids(terrain)
    walkable = made["pathable"].astype(bool)
    neutrals = lay_neutrals(regions, terrain, dice)
    walls = lay_mineral_walls(regions, walkable)
    resources = lay_resources(regions, walkable, dice)
    if resources is None:
        return None
    x, y = (at + 0.5 for at in regions.cell(0))
    return Map(
        name=recipe.name, playable=board.playable, resources=tuple(sorted(resources + walls)),
        starts=((x, y), board.other_point(x, y)), neutrals=tuple(neutrals), **made,
    )
