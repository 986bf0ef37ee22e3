"""Phase receive_commands: what players say, checked, becomes orders."""

from __future__ import annotations

from starleague.engine.jit import jit, leaf

@jit
def receive_commands(rules, game):
    """Take the commands that are due out of the inbox and act on them; refusals become EventKind.ERROR events."""


@jit
def command_error(rules, game, player, slot, ability, target, x, y, has_point):
    """0 when a unit may take this command now, else the API's ActionResult (cost, supply, tech, energy, cooldown, target, placement)."""
