"""What a computer player sees at a decision: its own units, its town halls, the enemies."""

from __future__ import annotations

import numpy as np

from starleague.bots.economy import NEAR
from starleague.bots.force import is_armed
from starleague.catalog.vocabulary import Flag, Resource
from starleague.engine.fixed import square_distance
from starleague.engine.jit import jit


@jit
def survey(rules, brains, game, bot, view):
    """Fill ``view``; nobody has been told anything, nothing been ordered yet."""
    level = brains.levels[bot.level]
    view.n_own = view.n_halls = view.n_sites = view.n_enemies = view.n_spent = 0
    for kind in range(rules.n_unit_types):
        view.ordered[kind] = 0
    for k in range(game.scratch.n_live):
        slot = game.scratch.live[k]
        unit = game.units[slot]
        if not unit.alive or unit.owner == 0:
            continue
        if unit.owner == bot.player:
            _list_own(rules, unit, view, slot)
        elif level.sees_all or unit.visible_to & (1 << bot.player):
            view.enemies[view.n_enemies] = slot
            view.n_enemies += 1
    _count_spent(rules, game, view)
    _estimate(rules, game, bot, view)


@jit
def _list_own(rules, unit, view, slot):
    view.own[view.n_own] = slot
    view.n_own += 1
    view.told[slot] = 0
    if rules.unit_types[unit.type].flags & Flag.TOWNHALL:
        view.sites[view.n_sites] = slot
        view.n_sites += 1
        if not unit.building and not unit.flying:
            view.halls[view.n_halls] = slot
            view.n_halls += 1


@jit
def _count_spent(rules, game, view):
    """Town halls without a mineral field."""
    for k in range(view.n_halls):
        hall = game.units[view.halls[k]]
        spent = True
        for j in range(game.n_resources):
            patch = game.units[game.resources[j]]
            if patch.alive and rules.unit_types[patch.type].resource == Resource.MINERALS:
                if square_distance(hall.x, hall.y, patch.x, patch.y) < np.int64(NEAR) * np.int64(NEAR):
                    spent = False
                    break
        view.n_spent += spent


@jit
def _estimate(rules, game, bot, view):
    """What the enemy's army is worth: the most that was seen of it at once, less what was killed since."""
    own = game.players[bot.player]
    killed = np.int64(own.killed_value_units)
    seen = np.int64(0)
    for k in range(view.n_enemies):
        unit = game.units[view.enemies[k]]
        kind = rules.unit_types[unit.type]
        if is_armed(rules, unit) and not kind.flags & (Flag.WORKER | Flag.STRUCTURE):
            seen += np.int64(kind.minerals) + kind.vespene
    bot.foe = max(seen, np.int64(bot.foe) - max(np.int64(0), killed - bot.killed))
    bot.killed = killed
