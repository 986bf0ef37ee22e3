"""How a unit comes into the game and leaves it. Only bury_the_dead calls remove."""

from __future__ import annotations

from starleague.engine.jit import jit, leaf

@jit
def create(rules, game, unit_type, owner, x, y):
    """A finished unit at (x, y); its slot, or 0 and Overflow.UNITS when there is no room. Writes footprints, starts innate behaviors."""


@jit
def remove(rules, game, slot):
    """Free the slot: footprint, cargo and harvest claims undone, generation counted up."""


@jit
def change_type(rules, game, slot, unit_type):
    """Make a unit another type (morph, lift-off): keeps the share of its vitals, orders, tag; footprint and plane follow."""


@jit
def free_spot(rules, game, unit_type, x, y, toward_x, toward_y):
    """(found, x, y): the free ground nearest to (x, y)'s edge in the direction of (toward_x, toward_y), where a unit of the type fits."""
