"""Makes our own maps: ladder maps from a recipe with a seed, and those that are drawn by hand.

    make_map(Recipe("Slate Hollow", seed=7, width=136, height=140, bases=14)).save("slate_hollow.slmap")

A recipe is thrown with the dice until a map comes out that ``game.map_checks`` finds nothing wrong with:

    layout     where town halls go, and fields between them
    regions    which cell belongs to which, and how high each lies
    ways       which regions are connected, with ramps between levels
    floor      walls between regions, and gaps in them
    furniture  rocks, towers, smoke
    resources  minerals and geysers
    terrain    the grids
"""

from __future__ import annotations

from starleague.game.mapmaker.making import make_map as make_map
from starleague.game.mapmaker.recipe import Recipe as Recipe
