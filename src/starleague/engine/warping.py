"""Warping in: a gate puts a unit into a power field, where it takes shape by itself."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import SHIFT
from starleague.engine.births import create
from starleague.engine.costs import pay
from starleague.engine.events import emit
from starleague.engine.grids import walkable
from starleague.engine.growth import begin_growth
from starleague.engine.jit import jit
from starleague.engine.layout import EventKind
from starleague.engine.power import attune
from starleague.engine.power_fields import suffices
from starleague.engine.refusals import Refusal
from starleague.engine.spots import is_free

VISIBLE = 2  # of game.visibility


@jit
def warp_in(rules, game, slot, ability, x, y):
    """A gate warps a unit in; checks are done."""
    row = rules.abilities[ability]
    made = np.int64(create(rules, game, np.int64(row.product), game.units[slot].owner, x, y))
    if made == 0:
        return
    pay(rules, game, slot, ability)
    begin_growth(rules, game, made, ability)
    game.units[made].builder = slot
    game.units[made].builder_generation = game.units[slot].generation
    attune(rules, game, made)
    emit(game, EventKind.STRUCTURE_STARTED, game.units[made].owner, made, row.product, slot)


@jit
def warp_error(rules, game, player, ability, x, y):
    """0 when a unit may be warped in at a place, else the ActionResult."""
    row = rules.abilities[ability]
    product = np.int64(row.product)
    column, line = np.int64(x) >> SHIFT, np.int64(y) >> SHIFT
    if not walkable(rules, game, column, line):
        return np.int64(Refusal.CANT_BUILD_LOCATION_INVALID)
    if game.visibility[player - 1, line, column] != VISIBLE:
        return np.int64(Refusal.CANT_SEE_BUILD_LOCATION)
    if row.placement_power and not suffices(rules, game, player, product, x, y):
        return np.int64(Refusal.CANT_BUILD_TOO_FAR_FROM_POWER)
    if not is_free(rules, game, product, x, y):
        return np.int64(Refusal.CANT_BUILD_LOCATION_INVALID)
    return np.int64(0)
