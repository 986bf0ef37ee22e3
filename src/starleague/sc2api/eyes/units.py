"""Sightings as ``ObservationRaw.units``, written byte by byte: 200 units take less time than one protobuf in Python."""

from __future__ import annotations

import numpy as np

from starleague.catalog.vocabulary import Flag, Resource
from starleague.engine.jit import entry, jit
from starleague.sc2api.eyes.layout import Known
from starleague.sc2api.eyes.owned import put_owned
from starleague.sc2api.eyes.parts import points, put_point
from starleague.sc2api.eyes.wire import put_body, put_float, put_int

NEUTRAL_OWNER = 16  # the API's owner of mineral fields and geysers
RAW_UNITS = 2  # field of ObservationRaw
BODY = 1 << 15  # bytes of one unit; a network's passengers take half of that

# Fields of SC2APIProtocol.Unit
DISPLAY_TYPE, ALLIANCE, TAG, UNIT_TYPE, OWNER, POS, FACING, RADIUS, BUILD_PROGRESS, CLOAK = range(1, 11)
IS_SELECTED, IS_ON_SCREEN, IS_BLIP, HEALTH, HEALTH_MAX, SHIELD, ENERGY, MINERALS, VESPENE = range(11, 20)
IS_FLYING, IS_BURROWED = 20, 21
BUFF_IDS, DETECT_RANGE, RADAR_RANGE, IS_POWERED, SHIELD_MAX, ENERGY_MAX = 27, 31, 32, 35, 36, 37
IS_HALLUCINATION, IS_ACTIVE, ATTACK_LEVEL, ARMOR_LEVEL, SHIELD_LEVEL = 38, 39, 40, 41, 42
# What workers carry is a state of theirs here; to clients it is a buff: by [Race] for vespene.
CARRY_MINERALS, CARRY_RICH_MINERALS = 271, 272
CARRY_VESPENE = (0, 273, 275, 274)


@entry
def put_units(rules, games, g, glasses, levels, sightings, n, body, out):
    """Write the first ``n`` sightings into ``out``; the length, or -1 when there is no room."""
    at = np.int64(0)
    for k in range(n):
        if at + len(body) > len(out):
            return np.int64(-1)
        length = _put_unit(rules[0], games[g], glasses[0], levels, sightings[k], body)
        at = put_body(out, at, RAW_UNITS, body, length)
    return at


@jit
def _put_unit(rules, game, glass, levels, sighting, out):
    kind = rules.unit_types[sighting.type]
    structure = kind.flags & Flag.STRUCTURE != 0 or sighting.owner == 0
    at = put_int(out, 0, DISPLAY_TYPE, sighting.known)
    at = put_int(out, at, ALLIANCE, sighting.side)
    at = put_int(out, at, TAG, sighting.tag)
    at = put_int(out, at, UNIT_TYPE, kind.api_id)
    at = put_point(out, at, POS, glass, sighting.x, sighting.y, sighting.z)
    at = put_float(out, at, RADIUS, sighting.radius)
    if sighting.known != Known.PLACEHOLDER:
        at = put_int(out, at, CLOAK, sighting.cloak)
    at = put_int(out, at, IS_ON_SCREEN, sighting.on_screen)
    at = put_int(out, at, IS_BLIP, sighting.blip)
    if sighting.known != Known.HIDDEN or sighting.detailed:
        at = put_int(out, at, OWNER, sighting.owner if sighting.owner != 0 else np.int64(NEUTRAL_OWNER))
    if sighting.known == Known.PLACEHOLDER:
        return at
    if sighting.known != Known.HIDDEN or sighting.detailed:
        at = put_float(out, at, FACING, sighting.facing)
        at = put_float(out, at, BUILD_PROGRESS, sighting.progress)
        if structure:
            at = put_int(out, at, IS_POWERED, sighting.powered)
    if sighting.known != Known.SNAPSHOT:
        at = put_int(out, at, IS_FLYING, sighting.flying)
        at = put_int(out, at, IS_BURROWED, sighting.burrowed)
    if sighting.detailed:
        at = _put_details(rules, game, levels, sighting, kind, out, at)
        if sighting.own:
            at = put_owned(rules, game, glass, sighting, kind, out, at)
    return at


@jit
def _put_details(rules, game, levels, sighting, kind, out, at):
    """What is told of every unit in sight."""
    unit = game.units[sighting.slot]
    at = put_int(out, at, IS_SELECTED, sighting.selected)
    at = put_float(out, at, HEALTH, points(sighting.life))
    at = put_float(out, at, HEALTH_MAX, points(sighting.life_max))
    at = put_float(out, at, SHIELD, points(sighting.shields))
    at = put_float(out, at, SHIELD_MAX, points(sighting.shields_max))
    at = put_float(out, at, ENERGY, points(sighting.energy))
    at = put_float(out, at, ENERGY_MAX, points(sighting.energy_max))
    at = put_int(out, at, IS_HALLUCINATION, sighting.hallucination)
    at = put_int(out, at, IS_ACTIVE, sighting.active)
    if kind.resource == Resource.MINERALS:
        at = put_int(out, at, MINERALS, unit.contents)
    elif kind.resource == Resource.VESPENE:
        at = put_int(out, at, VESPENE, unit.contents)
    if kind.detect_range > 0:
        reach = np.int64(game.players[max(1, np.int64(unit.owner))].unit_stats[unit.type].detect_range)
        at = put_float(out, at, DETECT_RANGE, points(reach + np.int64(unit.detect_bonus)))
    level = levels[sighting.owner, sighting.type]
    if kind.weapons.count > 0:
        at = put_int(out, at, ATTACK_LEVEL, level.attack)
    at = put_int(out, at, ARMOR_LEVEL, level.armor)
    at = put_int(out, at, SHIELD_LEVEL, level.shields)
    return _put_buffs(rules, unit, kind, out, at)


@jit
def _put_buffs(rules, unit, kind, out, at):
    """Ids of behaviors that clients see, each once, in rising order; what a worker carries comes first."""
    if unit.carrying == Resource.MINERALS:
        at = put_int(out, at, BUFF_IDS, CARRY_RICH_MINERALS if unit.carry_rich else CARRY_MINERALS)
    elif unit.carrying == Resource.VESPENE:
        at = put_int(out, at, BUFF_IDS, CARRY_VESPENE[kind.race])
    last = np.int64(0)
    for _ in range(unit.n_buffs):
        following = np.int64(1) << 40
        for k in range(unit.n_buffs):
            api_id = np.int64(rules.behaviors[unit.buffs[k].behavior].api_id)
            if last < api_id < following:
                following = api_id
        if following == np.int64(1) << 40:
            break
        at = put_int(out, at, BUFF_IDS, following)
        last = following
    return at
