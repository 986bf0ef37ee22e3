"""Structures and resources as a player saw them last: snapshots, until he sees the place again."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE, SHIFT
from starleague.catalog.vocabulary import Flag
from starleague.engine.jit import entry, jit, leaf
from starleague.engine.layout import MAX_UNITS
from starleague.engine.sight import VISIBLE
from starleague.engine.vision import sees
from starleague.sc2api.eyes.layout import MAX_GHOSTS

f4 = np.float32


@entry
def begin_memories(rules, games, g, memories):
    """At the start each player knows where the resources and other things of the map are."""
    game = games[g]
    for player in range(1, len(memories) + 1):
        memory = memories[player - 1]
        for k in range(MAX_UNITS + MAX_GHOSTS):
            memory.snapshots[k].used = 0
        for slot in range(1, game.n_slots):
            if game.units[slot].alive and game.units[slot].owner == 0:
                _keep(rules[0], game, memory.snapshots[slot], slot)
                memory.snapshots[slot].seen = 0


@entry
def remember(rules, games, g, memories, since, hurt):
    """Keep what each player sees, forget what he sees to be gone.

    ``hurt`` (a cell for each player): bits 1 and 2 when units and structures of his were damaged after loop ``since``.
    """
    game = games[g]
    for player in range(1, len(memories) + 1):
        memory = memories[player - 1]
        hurt[player - 1] = 0
        for slot in range(1, game.n_slots):
            unit = game.units[slot]
            if not unit.alive:
                continue
            flags = rules[0].unit_types[unit.type].flags
            if unit.owner == player:
                if unit.since_damage > since:
                    hurt[player - 1] |= 2 if flags & Flag.STRUCTURE else 1
            elif sees(game, player, unit):
                _renew(rules[0], game, memory, slot)
        for k in range(1, MAX_UNITS + MAX_GHOSTS):
            shot = memory.snapshots[k]
            if shot.used and is_gone(game, player, shot) and not _seen_there(rules[0], game, player, shot):
                shot.used = 0


@leaf
def remembers(rules, unit):
    """Whether players keep a unit in mind: structures on the ground and what belongs to the map."""
    flags = rules.unit_types[unit.type].flags
    return not unit.flying and (unit.owner == 0 or flags & Flag.STRUCTURE != 0)


@leaf
def is_gone(game, player, shot):
    """Whether the place of a snapshot is in sight: what stands there now is told, and nothing else is there."""
    return game.visibility[np.int64(player) - 1, shot.y >> SHIFT, shot.x >> SHIFT] == VISIBLE


@jit
def _seen_there(rules, game, player, shot):
    """Whether what is remembered is in sight, where it was."""
    unit = game.units[shot.slot]
    if not unit.alive or unit.generation != shot.generation or not remembers(rules, unit):
        return False
    near = abs(np.int64(unit.x) - shot.x) < ONE and abs(np.int64(unit.y) - shot.y) < ONE
    return near and sees(game, player, unit)


@jit
def _renew(rules, game, memory, slot):
    """A unit in sight is remembered as it is; what has lifted off is not where it stood."""
    shot = memory.snapshots[slot]
    same = shot.used and shot.generation == game.units[slot].generation
    if remembers(rules, game.units[slot]):
        if shot.used and not same:
            _make_ghost(memory, shot)
        _keep(rules, game, shot, slot)
    elif same:
        shot.used = 0


@jit
def _keep(rules, game, shot, slot):
    unit = game.units[slot]
    shot.used = 1
    shot.seen = 1
    shot.slot = slot
    shot.generation = unit.generation
    shot.type = unit.type
    shot.owner = unit.owner
    shot.powered = unit.powered != 0 and rules.unit_types[unit.type].flags & Flag.NEEDS_PYLON != 0
    shot.x = unit.x
    shot.y = unit.y
    shot.facing = unit.facing
    shot.progress = f4(1.0)
    if unit.building and unit.build_time > 0:
        shot.progress = f4(unit.progress) / f4(unit.build_time)


@jit
def _make_ghost(memory, shot):
    """Somebody else has the slot of a remembered structure: it moves to a place of its own, if there is one."""
    for k in range(MAX_UNITS, MAX_UNITS + MAX_GHOSTS):
        ghost = memory.snapshots[k]
        if not ghost.used:
            memory.snapshots[k] = shot
            return
