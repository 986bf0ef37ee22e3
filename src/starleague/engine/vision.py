"""Phase update_vision: fog of war, detection.

The map is lit again every LIGHT_EVERY loops, for all players in the same loop; which units are seen is
decided every loop from the map as it was last lit.
"""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE, SHIFT
from starleague.catalog.vocabulary import State
from starleague.engine.fixed import square_distance
from starleague.engine.jit import jit, leaf
from starleague.engine.layout import MAX_PLAYERS
from starleague.engine.sight import CONCEALED as CONCEALED
from starleague.engine.sight import VISIBLE, light_disc, light_rays, raise_roof, spread_light
from starleague.engine.sight import sees as sees
from starleague.engine.towers import watchers

LIGHT_EVERY = 8  # loops, a power of two
DETECT_EVERY = 4  # loops, a power of two
SIGHT_UNDER_CONSTRUCTION = 4 * ONE
EVERYBODY = (1 << MAX_PLAYERS) - 2  # bits of those who play
HALLUCINATION = int(State.HALLUCINATION)  # in plain sight, but only detectors tell it from what it looks like
SUPPRESS_SIGHT = int(State.SUPPRESS_SIGHT)
ALL = -1  # bits of cells
BLIND = int(State.DETECTOR_OFF) | int(State.SUPPRESS_DETECTION)


@jit
def update_vision(rules, game):
    """Write ``game.visibility`` and the units' visible_to, detected_by and seen_by."""
    if game.loop == 0 or game.loop & (LIGHT_EVERY - 1) == 1:
        light_map(rules, game)
    for k in range(game.scratch.n_live):
        slot = np.int64(game.scratch.live[k])
        if game.units[slot].alive:
            notice(rules, game, slot)
    for k in range(game.loop & (LIGHT_EVERY - 1), game.n_resources, LIGHT_EVERY):
        notice(rules, game, np.int64(game.resources[k]))


@jit
def light_map(rules, game):
    """Light the whole map anew for all players: what is no longer seen becomes fogged."""
    raise_roof(rules, game)
    game.scratch.lit[:] = 0 if game.fog else ALL
    for k in range(game.scratch.n_live):
        _light_for_watchers(rules, game, np.int64(game.scratch.live[k]))
    for k in range(game.n_persistents):
        persistent = game.persistents[k]
        effect = rules.effects[persistent.effect]
        if effect.reveals and persistent.owner > 0:
            light_disc(rules, game, persistent.owner, persistent.x, persistent.y, effect.reveal_radius)
    for player in range(1, MAX_PLAYERS):
        spread_light(rules, game, player)


@jit
def notice(rules, game, slot):
    """Who sees a unit now."""
    unit = game.units[slot]
    own = 1 << np.int64(unit.owner)
    lit = _lit_for(rules, game, unit) | own
    if unit.states & State.REVEALED or unit.revealed_until > game.loop:
        lit |= EVERYBODY
    if unit.states & State.HIDDEN:
        lit = own
    unit.visible_to = lit
    if unit.states & (CONCEALED | HALLUCINATION) == 0:
        unit.detected_by = lit
        unit.seen_by |= lit
        return
    if (game.loop + np.int64(slot)) & (DETECT_EVERY - 1) == 0:
        unit.detected_by = _detectors(rules, game, unit) | own
    unit.seen_by |= lit & unit.detected_by if unit.states & CONCEALED else lit


@jit
def _light_for_watchers(rules, game, slot):
    """What a unit sees is lit for its owner, what a tower sees for who has it."""
    unit = game.units[slot]
    if unit.owner != 0:
        _light_unit(rules, game, unit, unit.owner)
    elif rules.unit_types[unit.type].interact_ability != 0:
        bits = watchers(rules, game, slot)
        for player in range(1, MAX_PLAYERS):
            if bits >> player & 1:
                _light_unit(rules, game, unit, player)


@jit
def _light_unit(rules, game, unit, player):
    if not unit.alive or unit.states & SUPPRESS_SIGHT:
        return
    radius = np.int64(game.players[unit.owner].unit_stats[unit.type].sight) + unit.sight_bonus
    if unit.sight_max > 0:
        radius = min(radius, np.int64(unit.sight_max))
    if unit.building:
        radius = min(radius, np.int64(SIGHT_UNDER_CONSTRUCTION))
    if radius <= 0:
        return
    if unit.flying:
        light_disc(rules, game, player, unit.x, unit.y, radius)
    else:
        height = rules.unit_types[unit.type].vision_height
        light_rays(rules, game, player, unit.x, unit.y, radius, height)


@leaf
def _lit_for(rules, game, unit):
    """Bits of the players for whom a cell under the unit is lit: its middle, and the sides of a structure."""
    x = np.int64(unit.x)
    y = np.int64(unit.y)
    bits = _lit_at(game, x, y)
    rule = rules.unit_types[unit.type]
    if rule.footprint != 0 and bits != EVERYBODY:
        side = np.int64(rule.radius) - ONE // 2
        bits |= _lit_at(game, x - side, y) | _lit_at(game, x + side, y)
        bits |= _lit_at(game, x, y - side) | _lit_at(game, x, y + side)
    return bits


@leaf
def _lit_at(game, x, y):
    cell_x = np.int64(x) >> SHIFT
    cell_y = np.int64(y) >> SHIFT
    bits = np.int64(0)
    for player in range(1, MAX_PLAYERS):
        if game.visibility[player - 1, cell_y, cell_x] == VISIBLE:
            bits |= 1 << player
    return bits


@jit
def _detectors(rules, game, unit):
    """Bits of the players with a detector, or a scan, over a unit."""
    body = np.int64(rules.unit_types[unit.type].radius)
    bits = np.int64(0)
    if unit.states & State.UNDETECTABLE:
        return bits
    for k in range(game.scratch.n_live):
        eye = game.units[game.scratch.live[k]]
        if eye.owner == 0 or eye.owner == unit.owner or not eye.alive or eye.building or eye.states & BLIND:
            continue
        reach = max(np.int64(game.players[eye.owner].unit_stats[eye.type].detect_range), np.int64(eye.detect_bonus))
        if reach > 0 and square_distance(eye.x, eye.y, unit.x, unit.y) <= (reach + body) * (reach + body):
            bits |= 1 << np.int64(eye.owner)
    for k in range(game.n_persistents):
        persistent = game.persistents[k]
        effect = rules.effects[persistent.effect]
        reach = np.int64(effect.reveal_radius) + body
        if effect.detects and square_distance(persistent.x, persistent.y, unit.x, unit.y) <= reach * reach:
            bits |= 1 << np.int64(persistent.owner)
    return bits
