"""Phase decide_winner, stalemates, and the penalty of a player without a town hall: its structures are shown."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import SHIFT
from starleague.catalog.vocabulary import Flag
from starleague.engine.jit import jit
from starleague.engine.layout import MAX_PLAYERS, Result

LOOK_EVERY = 16  # loops between two looks at penalty and stalemate, a power of two


@jit
def decide_winner(rules, game):
    """A player without structures loses, a stalemate is a tie; sets results and ``game.over``."""
    if game.over:
        return
    standing = _standing(rules, game)
    playing = np.int64(0)
    for player in range(1, MAX_PLAYERS):
        if game.players[player].in_game:
            playing |= np.int64(1) << player
    if playing & ~standing:
        _finish(game, playing, playing & standing)
    elif game.loop & (LOOK_EVERY - 1) == 0:
        if playing and _is_stalemate(rules, game):
            _finish(game, playing, np.int64(0))
        else:
            _penalize(rules, game)


@jit
def _standing(rules, game):
    """Bits of the players that own something that keeps them in the game."""
    everyone = np.int64(0)
    for player in range(1, MAX_PLAYERS):
        everyone |= np.int64(1) << player
    standing = np.int64(0)
    for slot in range(1, game.n_slots):
        unit = game.units[slot]
        if unit.alive and unit.owner != 0 and rules.unit_types[unit.type].flags & Flag.PREVENT_DEFEAT:
            standing |= np.int64(1) << unit.owner
            if standing == everyone:
                break
    return standing


@jit
def _finish(game, playing, standing):
    """Who stands has won; when nobody does, it is a tie."""
    game.over = 1
    for player in range(1, MAX_PLAYERS):
        if not playing >> player & 1:
            continue
        if standing == 0:
            game.players[player].result = Result.TIE
        elif standing >> player & 1:
            game.players[player].result = Result.VICTORY
        else:
            game.players[player].result = Result.DEFEAT


@jit
def _is_stalemate(rules, game):
    """Whether for the time of the rules nobody earned, paid for or razed anything."""
    stir = np.int64(0)
    for player in range(1, MAX_PLAYERS):
        owner = game.players[player]
        stir += np.int64(owner.minerals_collected) + owner.vespene_collected
        stir += np.int64(owner.minerals_spent) + owner.vespene_spent + owner.killed_value_structures
    if stir != game.stir:
        game.stir, game.stirred = stir, game.loop
    return rules.stalemate_time > 0 and game.loop - game.stirred >= rules.stalemate_time >> SHIFT


@jit
def _penalize(rules, game):
    """Who has had no town hall for the penalty time is revealed until there is one again."""
    for player in range(1, MAX_PLAYERS):
        owner = game.players[player]
        if not owner.in_game:
            continue
        if _has_town_hall(rules, game, player):
            owner.no_town_hall_since = 0
        elif owner.no_town_hall_since == 0:
            owner.no_town_hall_since = game.loop
        elif game.loop - owner.no_town_hall_since >= rules.penalty_reveal_time >> SHIFT:
            _reveal(rules, game, player)


@jit
def _has_town_hall(rules, game, player):
    for slot in range(1, game.n_slots):
        unit = game.units[slot]
        if unit.alive and unit.owner == player and rules.unit_types[unit.type].flags & Flag.TOWNHALL:
            return True
    return False


@jit
def _reveal(rules, game, player):
    for slot in range(1, game.n_slots):
        unit = game.units[slot]
        if unit.alive and unit.owner == player and rules.unit_types[unit.type].flags & Flag.STRUCTURE:
            unit.revealed_until = max(np.int64(unit.revealed_until), np.int64(game.loop) + LOOK_EVERY + 1)
