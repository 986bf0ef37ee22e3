"""What a computer player sees at a decision: its own units, its town halls, the enemies."""

from __future__ import annotations

import numpy as np

from starleague.bots.economy import NEAR
from starleague.bots.force import is_armed, price
from starleague.catalog.vocabulary import Flag, Resource
from starleague.engine.fixed import square_distance
from starleague.engine.jit import jit


@jit
def survey(rules, brains, game, bot, view):
    """Fill ``view``; nobody has been told anything, nothing been ordered yet."""
    level = brains.levels[bot.level]
    view.spreads = level.spreads
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
    _remember(rules, brains, game, bot, view)


@jit
def _list_own(rules, unit, view, slot):
    view.own[view.n_own] = slot
    view.n_own += 1
    view.told[slot] = view.kept[slot] = 0
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
def _remember(rules, brains, game, bot, view):
    """List the enemies that are known: those that were seen and not seen to die; and what their army is worth."""
    for k in range(view.n_enemies):
        slot = view.enemies[k]
        bot.seen[slot] = game.units[slot].generation + 1
    view.n_known = 0
    bot.foe = 0
    for k in range(game.scratch.n_live):
        slot = game.scratch.live[k]
        unit = game.units[slot]
        if not unit.alive or unit.owner == 0 or unit.owner == bot.player or bot.seen[slot] != unit.generation + 1:
            continue
        view.known[view.n_known] = slot
        view.n_known += 1
        if is_armed(rules, unit) and not rules.unit_types[unit.type].flags & (Flag.WORKER | Flag.STRUCTURE):
            bot.foe += price(rules, unit)
