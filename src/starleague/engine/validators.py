"""Conditions of the data."""

from __future__ import annotations

from starleague.engine.jit import jit, leaf

@jit
def valid(rules, game, validator, player, caster, source, target, x, y):
    """Whether one validator holds."""


@jit
def all_valid(rules, game, span, player, caster, source, target, x, y):
    """Whether every validator of a SPAN holds."""
