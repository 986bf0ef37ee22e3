"""Which units a player knows of, and how each looks to him."""

from __future__ import annotations

import math

import numpy as np

from starleague.catalog.rules import ONE, SHIFT, TURN
from starleague.catalog.vocabulary import AbilityClass, AbilityFlag, Flag, State
from starleague.engine.jit import entry, jit, leaf
from starleague.engine.layout import MAX_UNITS, Phase
from starleague.engine.placement import snap
from starleague.engine.vision import CONCEALED
from starleague.sc2api.eyes.layout import (
    MAX_GHOSTS,
    MAX_SIGHTINGS,
    PLACE_SHIFT,
    PLACEHOLDER,
    Cloak,
    Fog,
    Known,
    Side,
    Wish,
)
from starleague.sc2api.eyes.memory import is_gone
from starleague.sc2api.eyes.radar import has_radar, is_felt
from starleague.sc2api.eyes.tags import tag_of

RADIANS = 2 * math.pi / TURN
ON_SCREEN_SIDE, ON_SCREEN_DOWN, ON_SCREEN_UP = 17 * ONE, 8 * ONE, 14 * ONE  # about what real clients' screens show
BURIED = int(State.BURIED)
f4 = np.float32


@entry
def look(rules, games, g, memories, glasses, sightings):
    """Fill ``sightings`` with what the player behind the glass knows of; how many there are."""
    game = games[g]
    glass = glasses[0]
    n = np.int64(0)
    feels = has_radar(game, glass.player)
    for slot in range(1, game.n_slots):
        unit = game.units[slot]
        if unit.alive and (unit.inside == 0 or unit.owner == 0):
            known = _known(rules[0], glass, unit)
            if known == Known.SNAPSHOT:
                known = np.int64(Known.NOTHING)
            if known == Known.NOTHING and feels and is_felt(rules[0], game, glass.player, unit):
                _feel(rules[0], glass, unit, sightings[n])
                n += 1
            elif known != Known.NOTHING:
                _sight(rules[0], game, glass, slot, known, sightings[n])
                n += 1
    if glass.fog == Fog.THICK and glass.player > 0:
        n = _recall(rules[0], game, memories[glass.player - 1], glass, sightings, n)
    if glass.wishes & Wish.PLACEHOLDERS:
        n = _plan(rules[0], game, glass, sightings, n)
    return n


@leaf
def ground_z(rules, x, y):
    """Height of the ground [cells]."""
    return f4((np.int64(rules.terrain.ground[np.int64(y) >> SHIFT, np.int64(x) >> SHIFT]) - 127) / 8.0)


@jit
def _known(rules, glass, unit):
    """How a player knows a unit; SNAPSHOT: at most by memory."""
    player = np.int64(glass.player)
    bit = 1 << player
    if unit.owner == player or player == 0:
        return np.int64(Known.VISIBLE)
    if unit.states & CONCEALED and not unit.detected_by & bit and glass.fog != Fog.NONE:
        hint = Wish.BURROWED if unit.states & BURIED else Wish.CLOAKED
        hinted = glass.wishes & hint and (unit.visible_to & bit or glass.fog == Fog.LIFTED)
        return np.int64(Known.HIDDEN if hinted else Known.NOTHING)
    if unit.visible_to & bit or glass.fog == Fog.NONE:
        return np.int64(Known.VISIBLE)
    return np.int64(Known.HIDDEN if glass.fog == Fog.LIFTED else Known.SNAPSHOT)


@jit
def _feel(rules, glass, unit, out):
    """A unit of which a player knows by radar where it is, and no more."""
    _clear(out)
    out.type = 0
    out.owner = 0
    out.side = _side(glass, unit.owner)
    out.known = Known.HIDDEN
    out.blip = 1
    _stand(rules, glass, rules.unit_types[0], unit.x, unit.y, out)


@jit
def _sight(rules, game, glass, slot, known, out):
    """How a unit looks that is there to be seen."""
    unit = game.units[slot]
    kind = rules.unit_types[unit.type]
    bit = 1 << np.int64(glass.player)
    _clear(out)
    out.tag = tag_of(slot, unit.generation)
    out.slot = slot
    out.type = unit.type
    out.owner = unit.owner
    out.side = _side(glass, unit.owner)
    out.known = known
    out.own = unit.owner != 0 and (
        unit.owner == glass.player or glass.player == 0 or glass.wishes & Wish.ALL_ORDERS != 0
    )
    out.cloak = _cloak(glass, unit, known)
    out.flying = unit.flying
    out.burrowed = unit.states & BURIED != 0
    out.powered = unit.powered != 0 and kind.flags & Flag.NEEDS_PYLON != 0
    out.facing = f4(np.int64(unit.facing) * RADIANS)
    out.progress = f4(1.0)
    if unit.building and unit.build_time > 0:
        out.progress = f4(unit.progress) / f4(unit.build_time)
    _stand(rules, glass, kind, unit.x, unit.y, out)
    out.detailed = known == Known.VISIBLE or (known == Known.HIDDEN and unit.states & CONCEALED == 0)
    if out.detailed:
        out.hallucination = unit.states & State.HALLUCINATION != 0 and (out.own or unit.detected_by & bit != 0)
        out.active = known == Known.VISIBLE and _is_active(unit)
        out.selected = _is_selected(glass, out.tag)
        _fill_vitals(game, kind, unit, out)
        _fill_buff(rules, unit, out)


@jit
def _recall(rules, game, memory, glass, sightings, n):
    """Structures that the player does not see but remembers, unless he sees that they are gone."""
    for k in range(1, MAX_UNITS + MAX_GHOSTS):
        shot = memory.snapshots[k]
        if not shot.used or n >= MAX_SIGHTINGS:
            continue
        unit = game.units[shot.slot]
        here = unit.alive and unit.generation == shot.generation
        if here and (unit.owner == glass.player or unit.visible_to >> np.int64(glass.player) & 1):
            continue  # it has been told of, or it is hidden from him and stood here once
        if is_gone(game, glass.player, shot):
            continue
        out = sightings[n]
        _clear(out)
        out.tag = tag_of(shot.slot, shot.generation)
        out.type = shot.type
        out.owner = shot.owner
        out.side = _side(glass, shot.owner)
        out.known = Known.SNAPSHOT
        out.cloak = Cloak.UNKNOWN
        out.powered = shot.powered
        out.facing = f4(np.int64(shot.facing) * RADIANS) if shot.owner != 0 else f4(0.0)
        out.progress = shot.progress
        _stand(rules, glass, rules.unit_types[shot.type], shot.x, shot.y, out)
        n += 1
    return n


@jit
def _plan(rules, game, glass, sightings, n):
    """Structures that the player's workers are on their way to build."""
    for slot in range(1, game.n_slots):
        unit = game.units[slot]
        if not unit.alive or unit.owner != glass.player:
            continue
        for k in range(unit.n_orders):
            order = unit.orders[k]
            ability = rules.abilities[order.ability]
            planned = ability.kind == AbilityClass.BUILD and ability.product != 0 and order.has_point
            if not planned or ability.flags & AbilityFlag.ADDON or order.phase == Phase.WORK or n >= MAX_SIGHTINGS:
                continue
            out = sightings[n]
            _clear(out)
            out.tag = tag_of(slot, unit.generation) | (np.int64(k) << PLACE_SHIFT) | PLACEHOLDER
            out.type = ability.product
            out.owner = unit.owner
            out.side = Side.SELF
            out.known = Known.PLACEHOLDER
            x, y = snap(rules, np.int64(ability.product), np.int64(order.x), np.int64(order.y))
            _stand(rules, glass, rules.unit_types[ability.product], x, y, out)
            n += 1
    return n


@leaf
def _clear(out):
    out.slot = 0
    out.tag = 0
    out.selected = 0
    out.detailed = 0
    out.own = 0
    out.flying = 0
    out.burrowed = 0
    out.powered = 0
    out.hallucination = 0
    out.active = 0
    out.blip = 0
    out.cloak = Cloak.UNKNOWN
    out.facing = f4(0.0)
    out.progress = f4(0.0)
    out.life = 0
    out.life_max = 0
    out.shields = 0
    out.shields_max = 0
    out.energy = 0
    out.energy_max = 0
    out.buff = 0
    out.buff_share = f4(0.0)


@jit
def _stand(rules, glass, kind, x, y, out):
    """Place, height and size."""
    out.x = x
    out.y = y
    out.z = ground_z(rules, x, y)
    if out.flying:
        out.z += f4(kind.height) / f4(ONE)
    out.radius = f4(kind.api_radius) / f4(ONE)
    right = abs(np.int64(x) - np.int64(glass.camera_x))
    up = np.int64(y) - np.int64(glass.camera_y)
    out.on_screen = right < ON_SCREEN_SIDE + up // 5 and -ON_SCREEN_DOWN < up < ON_SCREEN_UP
    if out.known == Known.PLACEHOLDER:
        out.on_screen = 0


@leaf
def _side(glass, owner):
    if owner == 0:
        return np.int64(Side.NEUTRAL)
    return np.int64(Side.SELF if owner == glass.player else Side.ENEMY)


@jit
def _cloak(glass, unit, known):
    if known == Known.HIDDEN and not unit.visible_to >> np.int64(glass.player) & 1:
        return np.int64(Cloak.UNKNOWN)
    if unit.states & CONCEALED == 0:
        return np.int64(Cloak.NOT_CLOAKED)
    if unit.owner == glass.player:
        return np.int64(Cloak.ALLIED)
    detected = glass.player == 0 or unit.detected_by >> np.int64(glass.player) & 1 or known == Known.VISIBLE
    return np.int64(Cloak.DETECTED if detected else Cloak.CLOAKED)


@leaf
def _is_active(unit):
    return unit.n_orders > 0 or unit.n_queued > 0 or (unit.build_ability != 0 and not unit.building)


@jit
def _is_selected(glass, tag):
    for k in range(glass.n_selected):
        if glass.selected[k] == tag:
            return True
    return False


@jit
def _fill_vitals(game, kind, unit, out):
    if unit.owner == 0:
        out.life = kind.life_max
        out.life_max = kind.life_max
        return
    stats = game.players[unit.owner].unit_stats[unit.type]
    out.life = unit.life
    out.life_max = np.int64(stats.life_max) + np.int64(unit.life_max_bonus)
    out.shields = unit.shields
    out.shields_max = stats.shields_max
    out.energy = unit.energy
    out.energy_max = stats.energy_max


@jit
def _fill_buff(rules, unit, out):
    """The buff with the lowest id, and how much of its time is left."""
    for k in range(unit.n_buffs):
        rule = rules.behaviors[unit.buffs[k].behavior]
        if rule.api_id != 0 and (out.buff == 0 or rule.api_id < out.buff):
            out.buff = rule.api_id
            out.buff_share = f4(0.0)
            if rule.duration > 0:
                out.buff_share = min(f4(1.0), f4(unit.buffs[k].remaining) / f4(rule.duration))
