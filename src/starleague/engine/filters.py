"""Which units a weapon, ability or search may mean: bit masks of ``catalog.vocabulary.Filter``."""

from __future__ import annotations

import numpy as np

from starleague.catalog.vocabulary import Filter, Flag, Plane, State
from starleague.engine.jit import jit
from starleague.engine.sight import sees

# Filter bits 7 to 17 are the attributes 1 to 11 in their order.
ATTRIBUTE_SHIFT = 6

BY_STATE = (
    (int(State.CLOAKED), int(Filter.CLOAKED)),
    (int(State.BURIED), int(Filter.BURIED)),
    (int(State.STASIS), int(Filter.STASIS)),
    (int(State.HIDDEN), int(Filter.HIDDEN)),
    (int(State.SUMMONED), int(Filter.SUMMONED)),
    (int(State.HALLUCINATION), int(Filter.HALLUCINATION)),
    (int(State.PASSIVE), int(Filter.PASSIVE)),
    (int(State.UNCOMMANDABLE), int(Filter.UNCOMMANDABLE)),
    (int(State.INVULNERABLE), int(Filter.INVULNERABLE)),
)
RARE = int(
    Filter.WORKER | Filter.PREVENT_DEFEAT | Filter.DESTRUCTIBLE | Filter.DETECTOR | Filter.RAW_RESOURCE
    | Filter.HARVESTABLE_RESOURCE | Filter.CAN_HAVE_ENERGY | Filter.HAS_ENERGY | Filter.CAN_HAVE_SHIELDS
    | Filter.USES_SHIELDS | Filter.HAS_SHIELDS | Filter.INJURED
)


@jit
def passes(rules, game, filter, player, caster, target):
    """Whether a target (slot) passes a FILTER asked by a player's unit ``caster`` (slot)."""
    return admits(filter, about(rules, game, player, caster, target, filter.require | filter.exclude))


@jit
def admits(filter, bits):
    """Whether a FILTER admits a unit of which ``bits`` are true."""
    return (bits & filter.require) == filter.require and (bits & filter.exclude) == 0


@jit
def about(rules, game, player, caster, target, asked):
    """Filter bits that are true of a target, as a player's unit ``caster`` sees it; right for those in ``asked``."""
    bits = _nature(rules, game, target) | _relation(game, player, caster, target)
    if asked & RARE:
        bits |= _rare(rules, game, target)
    return bits


@jit
def _relation(game, player, caster, target):
    unit = game.units[target]
    bits = np.int64(0)
    if target == caster:
        bits |= Filter.SELF
    if unit.owner == player:
        bits |= Filter.PLAYER
    elif unit.owner == 0:
        bits |= Filter.NEUTRAL
    else:
        bits |= Filter.ENEMY
    if player == 0 or unit.owner == player or sees(game, player, unit):
        bits |= Filter.VISIBLE
    return bits


@jit
def _nature(rules, game, target):
    """What is true of a unit whoever asks: where it is, what it is made of, what state it is in."""
    unit = game.units[target]
    kind = rules.unit_types[unit.type]
    bits = np.int64(kind.attributes) << ATTRIBUTE_SHIFT
    if unit.flying or kind.plane & Plane.AIR:
        bits |= Filter.AIR
    if not unit.flying and kind.plane & Plane.GROUND:
        bits |= Filter.GROUND
    if unit.states != 0:
        for state, bit in BY_STATE:
            if unit.states & state:
                bits |= bit
    if unit.inside != 0:
        bits |= Filter.HIDDEN
    if not unit.alive or unit.life <= 0:
        bits |= Filter.DEAD
    if unit.building:
        bits |= Filter.UNDER_CONSTRUCTION
    return bits


@jit
def _rare(rules, game, target):
    """The same for bits that weapons do not ask about."""
    unit = game.units[target]
    kind = rules.unit_types[unit.type]
    bits = np.int64(0)
    if kind.flags & Flag.WORKER:
        bits |= Filter.WORKER
    if kind.flags & Flag.PREVENT_DEFEAT:
        bits |= Filter.PREVENT_DEFEAT
    if kind.flags & Flag.DESTRUCTIBLE:
        bits |= Filter.DESTRUCTIBLE
    if kind.detect_range > 0 or unit.detect_bonus > 0:
        bits |= Filter.DETECTOR
    if kind.flags & Flag.GEYSER:
        bits |= Filter.RAW_RESOURCE
    elif kind.resource != 0 or kind.flags & Flag.REFINERY:
        bits |= Filter.HARVESTABLE_RESOURCE
    if kind.energy_max > 0:
        bits |= Filter.CAN_HAVE_ENERGY
        if unit.energy > 0:
            bits |= Filter.HAS_ENERGY
    if kind.shields_max > 0:
        bits |= Filter.CAN_HAVE_SHIELDS | Filter.USES_SHIELDS
        if unit.shields > 0:
            bits |= Filter.HAS_SHIELDS
    if np.int64(unit.life) < np.int64(game.players[unit.owner].unit_stats[unit.type].life_max) + unit.life_max_bonus:
        bits |= Filter.INJURED
    return bits
