"""Phase gather_resources: workers on minerals and gas."""

from __future__ import annotations

from starleague.engine.jit import jit, leaf

@jit
def advance_harvest(rules, game, slot):
    """One step of a gather or return order: walk there, wait for the place, mine, bring it home."""


@jit
def gather_resources(rules, game):
    """Resources give what was mined; empty mineral fields go; claims of the dead are dropped."""
