"""Units that make others by themselves, without a queue: larvae round a hatchery.

A spawner works while it has fewer of its brood than it may; otherwise its clock stands still. One whose
extra requirement holds (an inject) makes more, up to another number and by another clock.
"""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE, SHIFT
from starleague.engine.births import create, join_brood
from starleague.engine.disabling import behavior_off
from starleague.engine.effect_queue import push
from starleague.engine.fixed import square_distance
from starleague.engine.grids import walkable
from starleague.engine.jit import jit
from starleague.engine.requirements import holds


@jit
def spawn_broods(rules, game):
    """Part of run_production: every finished spawner gains a loop."""
    for k in range(game.scratch.n_makers):
        slot = np.int64(game.scratch.makers[k])
        unit = game.units[slot]
        if rules.unit_types[unit.type].spawner != 0 and unit.life > 0 and not unit.building:
            _spawn(rules, game, slot)


@jit
def hatch_all(rules, game, slot):
    """As the game starts, a spawner has its whole brood."""
    rule = rules.behaviors[rules.unit_types[game.units[slot].type].spawner]
    while game.units[slot].brood < rule.spawn_max and _make(rules, game, slot, rule) != 0:
        pass
    game.units[slot].spawn_timer = rule.spawn_delay


@jit
def _spawn(rules, game, slot):
    unit = game.units[slot]
    spawner = rules.unit_types[unit.type].spawner
    rule = rules.behaviors[spawner]
    if unit.n_buffs > 0 and behavior_off(rules, unit, spawner):
        return
    if unit.brood < rule.spawn_max:
        unit.spawn_timer -= ONE
        if unit.spawn_timer <= 0 and _make(rules, game, slot, rule) != 0:
            unit.spawn_timer = rule.spawn_delay
    if rule.spawn_extra_requirement == 0 or not holds(rules, game, unit.owner, slot, rule.spawn_extra_requirement):
        unit.spawn_extra_timer = rule.spawn_extra_delay + ONE  # the loop in which it comes to hold does not count
    elif unit.brood < min(rule.spawn_extra_max, rule.spawn_limit):
        unit.spawn_extra_timer -= ONE
        if unit.spawn_extra_timer <= 0:
            made = _make(rules, game, slot, rule)
            if made != 0:
                new = game.units[made]
                unit.spawn_extra_timer = rule.spawn_extra_delay
                push(game, rule.spawn_extra_effect, unit.owner, slot, slot, made, new.x, new.y)


@jit
def _make(rules, game, slot, rule):
    """One more of its brood, on the first of the behavior's places that is free; its slot, or 0."""
    unit = game.units[slot]
    chosen = np.int64(rule.spawn_offsets.first)
    for k in range(rule.spawn_offsets.first, rule.spawn_offsets.first + rule.spawn_offsets.count, 2):
        if _is_free(rules, game, slot, rule.spawn_type, unit.x + rules.lists[k], unit.y + rules.lists[k + 1]):
            chosen = np.int64(k)
            break
    x, y = unit.x + rules.lists[chosen], unit.y + rules.lists[chosen + 1]
    made = np.int64(create(rules, game, rule.spawn_type, unit.owner, x, y))
    if made != 0:
        join_brood(game, made, slot)
    return made


@jit
def _is_free(rules, game, home, unit_type, x, y):
    """Whether there is ground at a place, and none of the brood stands there."""
    if not walkable(rules, game, np.int64(x) >> SHIFT, np.int64(y) >> SHIFT):
        return False
    near = 2 * np.int64(rules.unit_types[unit_type].radius)
    for slot in range(1, game.n_slots):
        unit = game.units[slot]
        if unit.alive and unit.home == home and unit.type == unit_type:
            if square_distance(unit.x, unit.y, x, y) < near * near:
                return False
    return True
