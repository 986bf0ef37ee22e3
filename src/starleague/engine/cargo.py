"""Loading and unloading of bunkers and transports."""

from __future__ import annotations

from starleague.engine.jit import jit, leaf

@jit
def load(rules, game, carrier, passenger):
    """Take a unit in; False when it does not fit."""


@jit
def unload(rules, game, carrier, passenger, x, y):
    """Put a passenger out near (x, y); False when there is no room."""
