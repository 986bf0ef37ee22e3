"""The rows of an observation's entity list, from unit records."""

from __future__ import annotations

import math

import numpy as np

from starleague.catalog.rules import ONE, TURN
from starleague.catalog.vocabulary import Flag, Resource, State
from starleague.engine.jit import jit, leaf
from starleague.env.tables import LEVELS
from starleague.game.questions import ideal_workers, workers_about

ATTACKED_LOOPS = 112.0  # five seconds
BUFF_LOOPS = 448.0  # twenty seconds
f4 = np.float32


@jit
def describe(rules, tables, game, player, unit, frame, row):
    """Fill an ENTITY row (zeroed before) with what the player may know of a unit."""
    kind = rules.unit_types[unit.type]
    bit = 1 << np.int64(player)
    own = unit.owner == player
    seen = own or unit.visible_to & bit != 0
    row.is_self = own
    row.is_enemy = unit.owner != player and unit.owner != 0
    row.is_neutral = unit.owner == 0
    row.is_snapshot = not seen
    row.is_structure = kind.flags & Flag.STRUCTURE != 0
    row.x = frame_x(frame, unit.x)
    row.y = frame_y(frame, unit.y)
    if not seen:
        row.build_progress = 1.0
        return
    row.is_flying = unit.flying
    row.is_cloaked = unit.states & State.CLOAKED != 0
    row.is_burrowed = unit.states & State.BURIED != 0
    row.is_hallucination = own and unit.states & State.HALLUCINATION != 0
    row.is_powered = unit.powered != 0
    angle = f4(unit.facing) * f4(2.0 * math.pi / TURN)
    row.facing_sin = math.sin(angle)
    row.facing_cos = math.cos(angle)
    _vitals(game, unit, row)
    _levels(tables, game, unit, row)
    row.build_progress = 1.0
    if unit.build_time > 0 and unit.build_ability != 0:
        done = min(f4(1.0), f4(unit.progress) / f4(unit.build_time))
        if unit.building:
            row.build_progress = done
        elif own:
            row.morph_progress = done
    if kind.resource == Resource.MINERALS:
        row.minerals = f4(unit.contents) / f4(2500.0)
    elif kind.resource == Resource.VESPENE:
        row.vespene = f4(unit.contents) / f4(2500.0)
    if own:
        _own(rules, game, unit, kind, frame, row)


@leaf
def frame_x(frame, x):
    """Place in the square that the planes cover, [-1, 1]."""
    return f4(np.int64(x) - np.int64(frame.left)) * frame.scale - f4(1.0)


@leaf
def frame_y(frame, y):
    return f4(np.int64(y) - np.int64(frame.bottom)) * frame.scale - f4(1.0)


@jit
def _vitals(game, unit, row):
    owner = max(np.int64(unit.owner), np.int64(1))  # neutral units have no table of their own; any gives the rules
    stats = game.players[owner].unit_stats[unit.type]
    row.life = _root_share(unit.life, 1500.0)
    row.shields = _root_share(unit.shields, 1500.0)
    row.energy = _root_share(unit.energy, 200.0)
    life_max = np.int64(stats.life_max) + np.int64(unit.life_max_bonus)
    row.life_ratio = _share(unit.life, life_max)
    row.shields_ratio = _share(unit.shields, stats.shields_max)
    row.energy_ratio = _share(unit.energy, stats.energy_max)


@leaf
def _root_share(vital, most):
    """Square root of points / most, at most 1."""
    return f4(math.sqrt(min(f4(1.0), max(f4(0.0), f4(vital) / f4(ONE * most)))))


@leaf
def _share(value, most):
    return min(f4(1.0), f4(value) / f4(most)) if most > 0 else f4(0.0)


@jit
def _levels(tables, game, unit, row):
    """Upgrade levels: one for each upgrade of a line that is done."""
    if unit.owner == 0:
        return
    player = game.players[unit.owner]
    attack = 0
    armor = 0
    shield = 0
    for k in range(LEVELS):
        upgrade = tables.attack_upgrades[unit.type, k]
        attack += upgrade != 0 and player.upgrades[upgrade] == 1
        upgrade = tables.armor_upgrades[unit.type, k]
        armor += upgrade != 0 and player.upgrades[upgrade] == 1
        upgrade = tables.shield_upgrades[unit.type, k]
        shield += upgrade != 0 and player.upgrades[upgrade] == 1
    row.attack_upgrade = f4(attack) / f4(3.0)
    row.armor_upgrade = f4(armor) / f4(3.0)
    row.shield_upgrade = f4(shield) / f4(3.0)


@jit
def _own(rules, game, unit, kind, frame, row):
    """What only its player knows of a unit."""
    row.cargo_used = f4(unit.cargo_used) / f4(8.0)
    row.cargo_max = f4(kind.cargo_capacity) / f4(8.0)
    row.carrying_minerals = unit.carrying == Resource.MINERALS
    row.carrying_vespene = unit.carrying == Resource.VESPENE
    row.weapon_cooldown = min(f4(2.0), max(f4(0.0), f4(unit.cooldown) / f4(32 * ONE)))
    row.order_count = f4(unit.n_orders) / f4(8.0)
    if unit.n_orders > 0:
        _order(game, unit, frame, row)
    row.queue_count = f4(unit.n_queued) / f4(8.0)
    if unit.n_queued > 0 and unit.queue[0].started:
        ability = rules.abilities[unit.queue[0].ability]
        time = ability.time if ability.time > 0 else rules.upgrades[ability.upgrade].time
        row.queue_progress = _share(unit.queue[0].progress, time)
    row.has_addon = unit.addon != 0
    if kind.flags & Flag.REFINERY:
        row.harvesters = f4(unit.harvesters) / f4(16.0)
        row.harvesters_ideal = f4(kind.ideal_harvesters) / f4(16.0)
    elif kind.flags & Flag.TOWNHALL:
        row.harvesters = f4(workers_about(rules, game, unit)) / f4(16.0)
        row.harvesters_ideal = f4(ideal_workers(rules, game, unit)) / f4(16.0)
    if unit.since_damage > 0:
        row.attacked = max(f4(0.0), f4(1.0) - f4(game.loop - unit.since_damage) / f4(ATTACKED_LOOPS))
    for k in range(unit.n_buffs):
        buff = unit.buffs[k]
        if rules.behaviors[buff.behavior].api_id != 0 and buff.remaining > 0:
            left = f4(buff.remaining) / f4(BUFF_LOOPS * ONE)
            if row.buff_time == 0 or left < row.buff_time:
                row.buff_time = left


@jit
def _order(game, unit, frame, row):
    order = unit.orders[0]
    if order.target != 0 and sees_target(game, unit, order):
        target = game.units[order.target]
        row.order_has_unit = 1.0
        row.order_x = frame_x(frame, target.x)
        row.order_y = frame_y(frame, target.y)
    elif order.has_point:
        row.order_has_point = 1.0
        row.order_x = frame_x(frame, order.x)
        row.order_y = frame_y(frame, order.y)


@leaf
def sees_target(game, unit, order):
    """Whether the place of an order's target is known to the unit's player."""
    target = game.units[order.target]
    bit = 1 << np.int64(unit.owner)
    known = target.owner == unit.owner or target.owner == 0 or target.visible_to & bit != 0
    return target.alive and target.generation == order.target_generation and known


@leaf
def frame_cell(frame, x, y, size):
    """Column and row of a place in a grid of size by size over the frame's square."""
    column = ((np.int64(x) - np.int64(frame.left)) * np.int64(size)) // np.int64(frame.side)
    row = ((np.int64(y) - np.int64(frame.bottom)) * np.int64(size)) // np.int64(frame.side)
    last = np.int64(size) - 1
    return min(max(column, np.int64(0)), last), min(max(row, np.int64(0)), last)
