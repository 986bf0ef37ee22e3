"""Arithmetic in 1/4096: exact, the same on every machine, and the same for mirrored input.

Everything computes in int64 and rounds toward zero, so that ``f(-x) == -f(x)``: a mirrored game
gives the mirrored result. No floats, except where IEEE 754 makes them exact: the square root, and the
quotient of integers below 2**52, whose whole part is right and costs a third of an integer division.
"""

from __future__ import annotations

import math

import numpy as np

from starleague.catalog.rules import ONE, TURN
from starleague.engine.jit import leaf


@leaf
def divide(a, b):
    """a / b rounded toward zero; b > 0, both below 2**52."""
    return np.int64(np.float64(a) / np.float64(b))


@leaf
def times(a, factor):
    """a * factor, the factor in 1/4096, rounded toward zero."""
    a = np.int64(a) * np.int64(factor)
    if a >= 0:
        return a >> 12
    return -((-a) >> 12)


@leaf
def root(square):
    """Integer square root of a number below 2**52."""
    return np.int64(math.sqrt(np.float64(square)))


@leaf
def length(dx, dy):
    """Length of a vector, in its own unit."""
    dx = np.int64(dx)
    dy = np.int64(dy)
    return root(dx * dx + dy * dy)


@leaf
def square_distance(ax, ay, bx, by):
    dx = np.int64(ax) - np.int64(bx)
    dy = np.int64(ay) - np.int64(by)
    return dx * dx + dy * dy


@leaf
def clamp(value, low, high):
    return min(max(np.int64(value), np.int64(low)), np.int64(high))


@leaf
def angle_of(dx, dy):
    """Direction of a vector [1/65536 turn], 0 east, counter-clockwise; within half a degree.

    atan(t) for t in [0, 1] as t * (pi/4 + 0.273 (1 - t)), corrected by a cubic term.
    """
    ax = np.int64(abs(np.int64(dx)))
    ay = np.int64(abs(np.int64(dy)))
    if ax == 0 and ay == 0:
        return np.int64(0)
    steep = ay > ax
    small = ax if steep else ay
    large = ay if steep else ax
    t = divide(small << 14, large)  # [1/16384]
    rest = np.int64(16384) - t
    # eighth turn is 8192; coefficients fitted to atan, in units of 1/65536 turn
    angle = (t * 8192 + ((t * rest) >> 14) * (2552 + ((rest * 693) >> 14))) >> 14
    if steep:
        angle = 16384 - angle
    if np.int64(dx) < 0:
        angle = 32768 - angle
    if np.int64(dy) < 0:
        angle = TURN - angle
    return angle & np.int64(TURN - 1)


@leaf
def turn_between(a, b):
    """Signed turn from direction a to direction b, in (-TURN/2, TURN/2]."""
    d = (np.int64(b) - np.int64(a)) & np.int64(TURN - 1)
    if d > TURN // 2:
        d -= TURN
    return d


@leaf
def cosine(rules, angle):
    """cos of a direction, times 4096 * 4."""
    return np.int64(rules.sine[((np.int64(angle) + 16384 + 32) >> 6) & 1023])


@leaf
def sine(rules, angle):
    """sin of a direction, times 4096 * 4."""
    return np.int64(rules.sine[((np.int64(angle) + 32) >> 6) & 1023])


@leaf
def mix(x):
    """A 64-bit finaliser (splitmix64): every bit of the result depends on every bit of x."""
    x = np.uint64(x)
    x ^= x >> np.uint64(30)
    x *= np.uint64(0xBF58476D1CE4E5B9)
    x ^= x >> np.uint64(27)
    x *= np.uint64(0x94D049BB133111EB)
    x ^= x >> np.uint64(31)
    return x


@leaf
def random_below(game, player, key, purpose, n):
    """A number in [0, n), a pure function of the player's seed, the loop, a key (the unit's serial) and a purpose.

    Counter-based: no state to advance, so the order in which units ask does not matter.
    """
    x = np.uint64(game.players[player].seed)
    x = mix(x + np.uint64(np.int64(game.loop)) * np.uint64(0x9E3779B97F4A7C15))
    x = mix(x + np.uint64(np.int64(key)) * np.uint64(0xD1B54A32D192ED03) + np.uint64(np.int64(purpose)))
    return np.int64((x >> np.uint64(33)) % np.uint64(np.int64(n)))


@leaf
def whole(fixed):
    """Whole part, rounded down, of a value that is not negative."""
    return np.int64(fixed) // ONE
