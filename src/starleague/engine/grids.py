"""What stands on the ground: footprints, placement, walkability."""

from __future__ import annotations

from starleague.engine.jit import jit, leaf

@leaf
def walkable(rules, game, cell_x, cell_y):
    """Whether ground units may be in a cell: terrain and structures."""


@jit
def place(rules, game, slot):
    """Write a structure's (or resource's) footprint into the grids; counts up path_version if walking changed."""


@jit
def lift(rules, game, slot):
    """Take its footprint out again."""


@jit
def placement_error(rules, game, player, unit_type, x, y, ignoring):
    """0 when a structure may be put with its centre at (x, y) [1/4096 cell], else the API's ActionResult.

    Checks map, terrain, footprints, units in the way (``ignoring`` is the builder's slot), the resource
    for refineries, distance of town halls to resources, creep and power.
    """


@jit
def snap(rules, unit_type, x, y):
    """(x, y) on the grid that the structure's footprint needs: cell middles for odd sizes, corners for even ones."""
