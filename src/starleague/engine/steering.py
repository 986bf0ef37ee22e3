"""Where a unit wants to step: toward its next corner, turning and gaining speed as its type can."""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE, TURN
from starleague.catalog.vocabulary import Race, State
from starleague.engine.fixed import angle_of, clamp, divide, length, root, times, turn_between
from starleague.engine.jit import jit, leaf
from starleague.engine.motion import NEAR
from starleague.engine.paths import LEAP, NO_WAY, next_corner

RETHINK = 20  # loops until the way round a corner is looked up again
RETHINK_NEAR = 4  # and near it: what is pushed aside there soon sees round it
RETHINK_STRAIGHT = 48  # and the straight way
AT_CORNER = ONE // 2
DRIFT = ONE  # a goal that moves less far does not need another way
NIMBLE = TURN // 8  # [1/65536 turn a loop] units that turn so fast begin to walk before they face the way
SHARP, WIDE = TURN // 4, TURN // 16  # farthest from facing the way that a nimble, a clumsy unit walks
SUPPRESS_MOVEMENT = int(State.SUPPRESS_MOVEMENT)


@jit
def steer(rules, game, slot):
    """(x, y): the step a moving unit wants to take in this loop [1/4096 cell]; sets arrived, blocked, facing, speed."""
    unit = game.units[slot]
    top = top_speed(rules, game, unit)
    goal_x = np.int64(unit.goal_x) - np.int64(unit.x)
    goal_y = np.int64(unit.goal_y) - np.int64(unit.y)
    left = length(goal_x, goal_y) - np.int64(unit.goal_range)
    exact = unit.goal_range <= NEAR
    if left <= 0:
        arrive(unit)
        return (goal_x, goal_y) if exact else (np.int64(0), np.int64(0))
    if top == 0:
        unit.speed = 0
        return np.int64(0), np.int64(0)
    if not _keep_way(rules, game, slot):
        return np.int64(0), np.int64(0)
    dx = np.int64(unit.waypoint_x) - np.int64(unit.x)
    dy = np.int64(unit.waypoint_y) - np.int64(unit.y)
    far = length(dx, dy)
    if far == 0 or not _turn(rules, unit, angle_of(dx, dy)):
        unit.speed = 0
        return np.int64(0), np.int64(0)
    last_leg = unit.waypoint_x == unit.goal_x and unit.waypoint_y == unit.goal_y
    _gain_speed(rules, game, unit, top, left if last_leg and unit.target == 0 else np.int64(1) << 30)
    stride = min(np.int64(unit.speed), left if last_leg and not exact else far)
    return divide(2 * dx * stride + far * _sign(dx), 2 * far), divide(2 * dy * stride + far * _sign(dy), 2 * far)


@leaf
def top_speed(rules, game, unit):
    """How fast a unit may go now [1/4096 cell a loop]: type, upgrades, behaviors, creep."""
    if unit.states & SUPPRESS_MOVEMENT or unit.building:
        return np.int64(0)
    stats = game.players[unit.owner].unit_stats[unit.type]
    speed = np.int64(stats.speed)
    if speed == 0:
        return speed
    if not unit.flying and rules.unit_types[unit.type].race == Race.ZERG:
        if stats.speed_creep > 0 and game.creep[np.int64(unit.y) >> 12, np.int64(unit.x) >> 12]:
            speed = times(speed, stats.speed_creep)
    speed = times(speed + unit.speed_bonus, unit.speed_factor)
    if unit.speed_max > 0:
        speed = min(speed, np.int64(unit.speed_max))
    return max(speed, np.int64(0))


@leaf
def arrive(unit):
    """It is there."""
    unit.arrived = 1
    unit.moving = 0
    unit.speed = 0
    unit.stuck = 0


@jit
def _keep_way(rules, game, slot):
    """See that the unit knows its next corner; False when it has to wait, or begins to leap."""
    unit = game.units[slot]
    if _still_good(game, unit):
        if unit.flying or unit.path_straight:
            unit.waypoint_x = unit.goal_x
            unit.waypoint_y = unit.goal_y
        return True
    how, x, y = next_corner(rules, game, slot, unit.goal_x, unit.goal_y)
    if how == NO_WAY:
        unit.blocked = 1
        unit.moving = 0
        unit.speed = 0
        return False
    if how == LEAP:
        begin_leap(rules, game, unit, x, y)
        return False
    unit.path_goal_x = unit.goal_x
    unit.path_goal_y = unit.goal_y
    unit.path_version = game.path_version
    unit.path_straight = x == unit.goal_x and y == unit.goal_y
    unit.waypoint_x = x
    unit.waypoint_y = y
    unit.waypoint_until = game.loop + (RETHINK_STRAIGHT if unit.path_straight else _rethink(unit))
    if unit.stuck == 0:
        unit.detour = 0
    return True


@leaf
def _rethink(unit):
    """Loops until the way round a corner is looked up again."""
    far = length(np.int64(unit.waypoint_x) - np.int64(unit.x), np.int64(unit.waypoint_y) - np.int64(unit.y))
    return clamp(far // (2 * max(np.int64(unit.speed), 1)), RETHINK_NEAR, RETHINK)


@leaf
def _still_good(game, unit):
    """Whether the corner found before still serves."""
    if game.loop >= unit.waypoint_until or unit.path_version != game.path_version:
        return False
    drift_x = abs(np.int64(unit.goal_x) - np.int64(unit.path_goal_x))
    drift_y = abs(np.int64(unit.goal_y) - np.int64(unit.path_goal_y))
    if max(drift_x, drift_y) > (np.int64(1) << 30 if unit.flying else DRIFT):
        return False
    if unit.path_straight:
        return True
    near_x = abs(np.int64(unit.waypoint_x) - np.int64(unit.x))
    near_y = abs(np.int64(unit.waypoint_y) - np.int64(unit.y))
    return max(near_x, near_y) > AT_CORNER


@leaf
def begin_leap(rules, game, unit, x, y):
    """Jump a cliff: as fast as it walks."""
    far = length(np.int64(x) - np.int64(unit.x), np.int64(y) - np.int64(unit.y))
    unit.jump_x = x
    unit.jump_y = y
    unit.jump = divide(far * ONE, max(top_speed(rules, game, unit), np.int64(1))) + ONE
    unit.facing = angle_of(np.int64(x) - np.int64(unit.x), np.int64(y) - np.int64(unit.y))
    unit.waypoint_until = 0


@leaf
def _turn(rules, unit, way):
    """Turn toward a direction; whether the unit may step that way already."""
    rule = rules.unit_types[unit.type]
    rate = np.int64(rule.turning_rate if unit.speed > 0 else rule.stationary_turning_rate)
    if rate == 0:
        rate = np.int64(rule.turning_rate)
    rest = turn_between(unit.facing, way)
    if rate == 0 or abs(rest) <= rate:
        unit.facing = way
        return True
    unit.facing = (np.int64(unit.facing) + (rate if rest > 0 else -rate)) & (TURN - 1)
    return abs(rest) - rate <= (SHARP if rate >= NIMBLE else WIDE)


@leaf
def _gain_speed(rules, game, unit, top, left):
    """Speed up as its acceleration allows; slow down so as to stand still at the end of the way."""
    rule = rules.unit_types[unit.type]
    gain = np.int64(game.players[unit.owner].unit_stats[unit.type].acceleration)
    if gain == 0 or gain >= top:
        unit.speed = top
        return
    brake = np.int64(rule.deceleration if rule.deceleration > 0 else gain)
    speed = min(np.int64(unit.speed) + gain, top)
    if 2 * brake * left < top * top:
        speed = min(speed, max(root(2 * brake * left), gain))
    unit.speed = speed


@leaf
def _sign(value):
    return np.int64(1) if value > 0 else np.int64(-1) if value < 0 else np.int64(0)
