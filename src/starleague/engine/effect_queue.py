"""Effects wait here until resolve_effects; what they cause joins the end of the queue.

Whoever takes part in an effect is kept as slot and generation, so that a unit that is gone by the
time it matters reads as "none", while one that died in this very loop still counts.
"""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE
from starleague.engine.jit import jit, leaf
from starleague.engine.layout import MAX_MARKS, MAX_PENDING, Overflow

EFFECT_BITS = 10  # of a mark; the rest is the chain
CHAIN_MASK = (1 << 20) - 1


@jit
def push(game, effect, owner, caster, source, target, x, y):
    """Let an effect happen in this tick's resolve_effects; its entry, or -1 when there is no room.

    ``owner`` is the player whose upgrades count, ``caster`` the unit that began it, ``source`` the
    unit it starts from, ``target`` the unit it is aimed at (0: none), (x, y) the place of the target.
    """
    if effect == 0:
        return np.int64(-1)
    k = np.int64(game.scratch.n_pending)
    if k >= MAX_PENDING:
        game.overflow |= Overflow.PENDING
        return np.int64(-1)
    game.scratch.n_pending = k + 1
    entry = game.scratch.pending[k]
    entry.effect = effect
    entry.owner = owner
    entry.caster = caster
    entry.caster_generation = game.units[caster].generation
    entry.source = source
    entry.source_generation = game.units[source].generation
    entry.target = target
    entry.target_generation = game.units[target].generation
    entry.x = x
    entry.y = y
    entry.origin_x = game.units[source].x if source else x
    entry.origin_y = game.units[source].y if source else y
    entry.fraction = ONE
    entry.outer = 0
    entry.outer_x = x
    entry.outer_y = y
    entry.chain = 0
    return k


@jit
def follow(game, entry, effect, target, x, y):
    """Push what an effect in the queue causes: the same caster, source and origin, perhaps another target."""
    k = push(game, effect, entry.owner, entry.caster, entry.source, target, x, y)
    if k >= 0:
        child = game.scratch.pending[k]
        child.caster_generation = entry.caster_generation
        child.source_generation = entry.source_generation
        child.origin_x = entry.origin_x
        child.origin_y = entry.origin_y
        remember(entry, target, child)
        child.chain = entry.chain
    return k


@leaf
def remember(entry, target, child):
    """What an effect was aimed at is the outer aim of what it causes, if that is aimed at something else."""
    child.outer = entry.outer
    child.outer_generation = entry.outer_generation
    child.outer_x = entry.outer_x
    child.outer_y = entry.outer_y
    if entry.target != target:
        child.outer_x = entry.x
        child.outer_y = entry.y
    if entry.target != 0 and entry.target != target:
        child.outer = entry.target
        child.outer_generation = entry.target_generation


@leaf
def recall(entry, cause):
    """An effect of a missile, persistent or behavior has the outer aim of that."""
    entry.outer = cause.outer
    entry.outer_generation = cause.outer_generation
    entry.outer_x = cause.outer_x
    entry.outer_y = cause.outer_y


@leaf
def next_chain(game):
    """A new chain of effects."""
    game.last_chain = (np.int64(game.last_chain) + 1) & CHAIN_MASK
    return np.int64(game.last_chain)


@leaf
def was_hit(game, slot, chain, effect):
    """Whether an effect has hit a unit in this chain before; from now on it has."""
    unit = game.units[slot]
    mark = chain << EFFECT_BITS | effect
    for k in range(MAX_MARKS):
        if unit.marks[k] == mark:
            return True
    unit.marks[unit.next_mark] = mark
    unit.next_mark = (np.int64(unit.next_mark) + 1) % MAX_MARKS
    return False


@leaf
def still(game, slot, generation):
    """The slot when the unit that was meant is still in it, else 0."""
    if slot != 0 and game.units[slot].generation == generation and game.units[slot].alive:
        return np.int64(slot)
    return np.int64(0)
