"""What a spell is aimed at."""

from __future__ import annotations

import numpy as np

from starleague.bots.economy import best_patch, hall_near
from starleague.bots.force import price
from starleague.bots.hunt import CONCEALED
from starleague.bots.layout import Aim
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Flag
from starleague.engine.filters import passes
from starleague.engine.fixed import cosine, divide, length, random_below, sine, square_distance
from starleague.engine.grids import placement_error
from starleague.engine.jit import jit
from starleague.engine.target_checks import unit_target_error

BACK = 7 * ONE  # how far a unit leaps away
DANGER = 11 * ONE  # a cloaked enemy this near to own units is looked for
TOUCH = 10 * ONE  # partners are no farther away
TUMOR_APART = 9 * ONE
FARTHEST = 13 * ONE
AIM_ROLL = 4


@jit
def find_aim(rules, brains, game, bot, view, slot, cast):
    """(found, target, x, y) for a caster and its rule; target 0: the place."""
    unit = game.units[slot]
    target = np.int64(0)
    if cast.aim == Aim.CROWD:
        return _crowd(rules, game, bot, view, slot, cast)
    if cast.aim == Aim.AWAY:
        return _away(game, view, unit, cast)
    if cast.aim == Aim.FRONTIER:
        return _frontier(rules, game, bot, view, slot, cast)
    if cast.aim == Aim.HIDDEN:
        return _hidden(rules, game, bot, view)
    if cast.aim == Aim.ENEMY:
        target = _dearest_enemy(rules, game, bot, view, slot, cast)
    elif cast.aim == Aim.ANY:
        target = _any_enemy(rules, game, bot, view, slot, cast)
    elif cast.aim == Aim.MINERALS:
        if hall_near(game, view, unit.x, unit.y):
            target = best_patch(rules, game, view, unit.x, unit.y)
    elif cast.aim == Aim.HALL:
        target = _hall(game, view, unit, cast)
    elif cast.aim == Aim.WORKSHOP:
        target = _workshop(rules, game, bot, view, slot, cast)
    elif cast.aim == Aim.HURT:
        target = _most_hurt(rules, game, bot, view, slot, cast)
    elif cast.aim == Aim.PARTNER:
        target = _partner(game, view, slot)
    return target != 0, target, np.int64(game.units[target].x), np.int64(game.units[target].y)


@jit
def has_behavior(unit, behavior):
    for k in range(unit.n_buffs):
        if unit.buffs[k].behavior == behavior:
            return True
    return False


@jit
def foes_near(rules, game, bot, view, slot, meant, radius, centre):
    """How many of the enemies that a caster's rule means are within a radius of a unit."""
    near, middle = np.int64(0), game.units[centre]
    for k in range(view.n_enemies):
        other = np.int64(view.enemies[k])
        unit = game.units[other]
        if square_distance(unit.x, unit.y, middle.x, middle.y) <= np.int64(radius) * np.int64(radius):
            if passes(rules, game, meant, bot.player, slot, other):
                near += 1
    return near


@jit
def _reach(rules, unit, other, cast):
    """Square of the distance between centres at which an ability reaches a unit; nobody casts across the map."""
    reach = min(np.int64(rules.abilities[cast.ability].range), np.int64(FARTHEST)) + rules.unit_types[unit.type].radius
    reach += rules.unit_types[other.type].radius
    return reach * reach


@jit
def _is_meant(rules, game, bot, slot, cast, other):
    """Whether a rule means an enemy in range of the caster."""
    unit, enemy = game.units[slot], game.units[other]
    if square_distance(unit.x, unit.y, enemy.x, enemy.y) > _reach(rules, unit, enemy, cast):
        return False
    if cast.without and has_behavior(enemy, cast.without):
        return False
    return passes(rules, game, cast.of, bot.player, slot, other)


@jit
def _dearest_enemy(rules, game, bot, view, slot, cast):
    """The enemy in range that has cost most, and at least what the rule asks."""
    best, best_price = np.int64(0), np.int64(cast.worth) - 1
    for k in range(view.n_enemies):
        other = np.int64(view.enemies[k])
        cost = price(rules, game.units[other])
        if cost <= best_price or not _is_meant(rules, game, bot, slot, cast, other):
            continue
        if unit_target_error(rules, game, bot.player, slot, cast.ability, other) == 0:
            best, best_price = other, cost
    return best


@jit
def _any_enemy(rules, game, bot, view, slot, cast):
    """One of the enemies in range."""
    if view.n_enemies == 0:
        return np.int64(0)
    begin = random_below(game, bot.player, game.units[slot].serial, AIM_ROLL, view.n_enemies)
    for k in range(view.n_enemies):
        other = np.int64(view.enemies[(begin + k) % view.n_enemies])
        if _is_meant(rules, game, bot, slot, cast, other):
            return other
    return np.int64(0)


@jit
def _crowd(rules, game, bot, view, slot, cast):
    """The enemy in range round whom most others stand, if there are as many as the rule asks."""
    best, most = np.int64(0), np.int64(cast.foes) - 1
    for k in range(view.n_enemies):
        other = np.int64(view.enemies[k])
        if not _is_meant(rules, game, bot, slot, cast, other):
            continue
        crowd = foes_near(rules, game, bot, view, slot, cast.of, cast.radius, other)
        if crowd > most:
            best, most = other, crowd
    return best != 0, np.int64(0), np.int64(game.units[best].x), np.int64(game.units[best].y)


@jit
def _hall(game, view, unit, cast):
    """The nearest town hall that has not got it yet, and to which nobody is on the way with it."""
    best, best_away = np.int64(0), np.int64(0)
    for k in range(view.n_halls):
        slot = np.int64(view.halls[k])
        hall = game.units[slot]
        if (cast.without and has_behavior(hall, cast.without)) or _is_aimed_at(game, view, slot, cast.ability):
            continue
        away = square_distance(unit.x, unit.y, hall.x, hall.y)
        if best == 0 or away < best_away:
            best, best_away = slot, away
    return best


@jit
def _is_aimed_at(game, view, target, ability):
    for k in range(view.n_own):
        unit = game.units[view.own[k]]
        if unit.n_orders > 0 and unit.orders[0].ability == ability and unit.orders[0].target == target:
            return True
    return False


@jit
def _workshop(rules, game, bot, view, slot, cast):
    """The structure whose work in hand costs most, unless it is hurried already."""
    best, best_price = np.int64(0), np.int64(0)
    for k in range(view.n_own):
        other = np.int64(view.own[k])
        unit = game.units[other]
        if unit.n_queued == 0 or unit.building or not unit.queue[0].started or view.told[other]:
            continue
        if not rules.unit_types[unit.type].flags & Flag.STRUCTURE:
            continue
        if cast.without and has_behavior(unit, cast.without):
            continue
        work = rules.abilities[unit.queue[0].ability]
        price = np.int64(work.minerals) + work.vespene
        if price > best_price and unit_target_error(rules, game, bot.player, slot, cast.ability, other) == 0:
            best, best_price = other, price
    view.told[best] = 1
    return best


@jit
def _most_hurt(rules, game, bot, view, slot, cast):
    """The own unit in range that lacks the most life, and has been dear enough."""
    unit = game.units[slot]
    best, most = np.int64(0), np.int64(0)
    for k in range(view.n_own):
        other = np.int64(view.own[k])
        hurt = game.units[other]
        lack = np.int64(rules.unit_types[hurt.type].life_max) - hurt.life
        if lack <= most or price(rules, hurt) < cast.worth or other == slot:
            continue
        if square_distance(unit.x, unit.y, hurt.x, hurt.y) > _reach(rules, unit, hurt, cast):
            continue
        if cast.without and has_behavior(hurt, cast.without):
            continue
        if lack * 2 > rules.unit_types[hurt.type].life_max:
            if unit_target_error(rules, game, bot.player, slot, cast.ability, other) == 0:
                best, most = other, lack
    return best


@jit
def _partner(game, view, slot):
    unit = game.units[slot]
    for k in range(view.n_own):
        other = np.int64(view.own[k])
        mate = game.units[other]
        if other == slot or mate.type != unit.type or view.told[other] or mate.building:
            continue
        if square_distance(unit.x, unit.y, mate.x, mate.y) < np.int64(TOUCH) * np.int64(TOUCH):
            return other
    return np.int64(0)


@jit
def _away(game, view, unit, cast):
    """A place on the side of a unit that is turned away from the enemies near it."""
    sum_x, sum_y, n = np.int64(0), np.int64(0), np.int64(0)
    for k in range(view.n_enemies):
        enemy = game.units[view.enemies[k]]
        if square_distance(unit.x, unit.y, enemy.x, enemy.y) <= np.int64(cast.radius) * np.int64(cast.radius):
            sum_x += enemy.x
            sum_y += enemy.y
            n += 1
    if n == 0:
        return False, np.int64(0), np.int64(0), np.int64(0)
    dx, dy = np.int64(unit.x) - sum_x // n, np.int64(unit.y) - sum_y // n
    far = max(np.int64(1), length(dx, dy))
    return True, np.int64(0), unit.x + divide(dx * BACK, far), unit.y + divide(dy * BACK, far)


@jit
def _frontier(rules, game, bot, view, slot, cast):
    """A place on creep in range, apart from other sources of creep, the nearest to the enemy."""
    unit = game.units[slot]
    product = np.int64(rules.abilities[cast.ability].product)
    found, best_x, best_y, best = False, np.int64(0), np.int64(0), np.int64(0)
    for k in range(32):
        reach = np.int64(cast.radius) - (k & 1) * 3 * ONE
        angle = np.int64(k >> 1) << 12
        x = np.int64(unit.x) + divide(reach * cosine(rules, angle), 4 * ONE)
        y = np.int64(unit.y) + divide(reach * sine(rules, angle), 4 * ONE)
        away = square_distance(x, y, bot.enemy_x, bot.enemy_y)
        if (found and away >= best) or _creeps_near(rules, game, view, x, y):
            continue
        if placement_error(rules, game, bot.player, product, x, y, slot) == 0:
            found, best_x, best_y, best = True, x, y, away
    return found, np.int64(0), best_x, best_y


@jit
def _creeps_near(rules, game, view, x, y):
    for k in range(view.n_own):
        unit = game.units[view.own[k]]
        if rules.unit_types[unit.type].creep_source:
            if square_distance(unit.x, unit.y, x, y) < np.int64(TUMOR_APART) * np.int64(TUMOR_APART):
                return True
    return False


@jit
def _hidden(rules, game, bot, view):
    """Where an enemy that is cloaked and not detected stands near own units."""
    for k in range(view.n_enemies):
        enemy = game.units[view.enemies[k]]
        if not enemy.states & CONCEALED or enemy.detected_by & (1 << bot.player):
            continue
        for j in range(view.n_own):
            unit = game.units[view.own[j]]
            if square_distance(unit.x, unit.y, enemy.x, enemy.y) < np.int64(DANGER) * np.int64(DANGER):
                return True, np.int64(0), np.int64(enemy.x), np.int64(enemy.y)
    return False, np.int64(0), np.int64(0), np.int64(0)
