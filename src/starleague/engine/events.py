"""What a tick tells its observers: ``game.events``, cleared by whoever reads them."""

from __future__ import annotations

from starleague.engine.jit import jit
from starleague.engine.layout import MAX_EVENTS, Overflow


@jit
def emit(game, kind, player, slot, value, other):
    """Note that something happened to a player's unit (slot 0: to none in particular)."""
    if game.n_events >= MAX_EVENTS:
        game.overflow |= Overflow.EVENTS
        return
    event = game.events[game.n_events]
    unit = game.units[slot]
    event.kind = kind
    event.player = player
    event.unit = slot
    event.generation = unit.generation
    event.type = unit.type
    event.value = value
    event.x = unit.x
    event.y = unit.y
    event.other = other
    game.n_events += 1
