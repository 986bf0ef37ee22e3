"""How bodies give way to each other.

Each unit looks at where the others stood when the tick began and where they want to step, and adds up
what it owes to each overlap to come; nobody's result depends on the order. Moving units share an overlap,
units of one's own that stand idle are pushed aside, and all others (those that hold, fight, work, and
enemies) are walked round.
"""

from __future__ import annotations

import numpy as np

from starleague.catalog.rules import ONE
from starleague.engine.detours import go_round, in_front, note_body
from starleague.engine.fixed import divide, root
from starleague.engine.jit import jit, leaf
from starleague.engine.layout import MAX_IN_WAY
from starleague.engine.neighbors import first_row, last_row, span

MOVES = 1  # bits of ``scratch.body``
FIRM = 2  # nobody pushes it
AIR = 4
FIGHTS = 8  # firm, but gives a little to its own
CHECKS = 16  # idle, and looks this loop whether it overlaps another idle unit
PUSHED_ON = 32  # idle, and pushed by a moving one in this loop
STUCK = 64  # makes no progress toward its corner
WALL = 128  # pushes even those that stand firm
OWNER_SHIFT = 8

IN_THRONG = 1  # what ``collide`` returns
AMONG_FRIENDS = 2
IN_WAY = 4
ESCORT = 8

LOOK = ONE * 5 // 16  # how far ahead a body in the way is seen
TOUCH = ONE * 3 // 16  # so near a body bars the way of one that gets no further
LAX = ONE // 64  # bodies may overlap so much
HARDEST = ONE // 4  # the longest push in a loop


@jit
def collide(game, place):
    """Add up the pushes on the body at a place of ``scratch.sorted``, and turn its step round what is in its way.

    Returns what is near: bits ESCORT, a unit that moves; IN_THRONG, it touches one on its way to the same goal;
    AMONG_FRIENDS, one that stands there; IN_WAY, bodies that do not give way.
    """
    scratch = game.scratch
    x = np.int64(scratch.sorted_x[place])
    y = np.int64(scratch.sorted_y[place])
    radius = np.int64(scratch.body_radius[place])
    widest = np.int64(scratch.widest[1 if scratch.body[place] & AIR else 0])
    in_way = np.int64(0)
    barred = False
    company = np.int64(0)
    for n in range(_gather(game, place, x, y, radius, widest)):
        k = np.int64(scratch.near[n])
        dx = x - scratch.sorted_x[k]
        dy = y - scratch.sorted_y[k]
        what = _share(game, place, k, dx, dy, dx * dx + dy * dy, radius + scratch.body_radius[k])
        company |= what
        if what & IN_WAY and in_way < MAX_IN_WAY:
            body = scratch.in_way[in_way]
            note_body(scratch, k, body, -dx, -dy, radius)
            in_way += 1
            barred |= in_front(body, np.int64(scratch.step_x[place]), np.int64(scratch.step_y[place]))
    if barred:
        go_round(game, place, in_way)
    return company


@leaf
def _gather(game, place, x, y, radius, widest):
    """List the places of those near enough to collide with in ``scratch.near``; how many. Free of branches, for speed.

    In the air only bodies that stand still collide.
    """
    scratch = game.scratch
    reach = radius + widest + LOOK
    planes = np.int64(scratch.body_collide[place])
    body = np.int64(scratch.body[place])
    n = np.uint64(0)
    for line in range(first_row(y - reach), last_row(y + reach) + 1):
        start, stop = span(game, line, x - reach, x + reach)
        for k in range(np.uint64(start), np.uint64(stop)):  # without a sign they cannot count from the end
            dx = x - scratch.sorted_x[k]
            dy = y - scratch.sorted_y[k]
            near = radius + LOOK + scratch.body_radius[k]
            meets = np.uint64(planes & scratch.body_collide[k] != 0)
            meets &= np.uint64((body | scratch.body[k]) & (AIR | MOVES) != AIR | MOVES)
            scratch.near[n] = k
            n += np.uint64(dx * dx + dy * dy < near * near) & meets & np.uint64(k != place)
    return np.int64(n)


@leaf
def _strange(scratch, place, k):
    """Whether two bodies belong to different players."""
    return scratch.body[place] >> OWNER_SHIFT != scratch.body[k] >> OWNER_SHIFT


@leaf
def _share(game, place, k, dx, dy, square, apart):
    """Share an overlap with the body at place k; bits of what that is to the one at ``place``."""
    scratch = game.scratch
    mine = scratch.body[place]
    its = scratch.body[k]
    fast = its & FIRM != 0 or _strange(scratch, place, k)
    if its & WALL:
        _part(scratch, place, k, dx, dy, square, apart, 4, 0)
        return np.int64(IN_WAY)
    if not mine & MOVES:
        if not its & MOVES and (not mine & FIRM or mine & PUSHED_ON):
            _part(scratch, place, k, dx, dy, square, apart, 4 if fast else 2, 0)
        return np.int64(0)
    touches = square < (apart + TOUCH) * (apart + TOUCH)
    if its & MOVES:
        return _share_the_way(game, place, k, dx, dy, square, apart, touches)
    if fast:
        yields = its & FIGHTS != 0 and not _strange(scratch, place, k)
        _part(scratch, place, k, dx, dy, square, apart, 2 if yields else 4, 2 if yields else 0)
        return np.int64(IN_WAY)
    if _one_goal(game, place, k):
        _part(scratch, place, k, dx, dy, square, apart, 3, 1)
        return np.int64(IN_WAY | AMONG_FRIENDS if touches else IN_WAY)
    _part(scratch, place, k, dx, dy, square, apart, 1, 3)
    return np.int64(0)


@leaf
def _share_the_way(game, place, k, dx, dy, square, apart, touches):
    """Two moving bodies: who follows gives way, those side by side and those face to face share alike."""
    scratch = game.scratch
    step_x, step_y = np.int64(scratch.step_x[place]), np.int64(scratch.step_y[place])
    its_x, its_y = np.int64(scratch.step_x[k]), np.int64(scratch.step_y[k])
    it_leads = _ahead(-dx, -dy, step_x, step_y, square)
    i_lead = _ahead(dx, dy, its_x, its_y, square)
    if it_leads == i_lead:
        _part(scratch, place, k, dx, dy, square, apart, 2, 0)
    pressed = it_leads and not i_lead and _part(scratch, place, k, dx, dy, square, apart, 4, 0)
    what = np.int64(ESCORT)
    if pressed or 2 * (scratch.pace_x[k] * step_x + scratch.pace_y[k] * step_y) < step_x * step_x + step_y * step_y:
        what |= IN_WAY
    if scratch.body[place] & STUCK and touches and _one_goal(game, place, k):
        what |= IN_THRONG
    return what


@leaf
def _ahead(dx, dy, step_x, step_y, square):
    """Whether what lies at (dx, dy) lies within 60 degrees of the way one goes."""
    along = dx * step_x + dy * step_y
    return along > 0 and 4 * along * along > square * (step_x * step_x + step_y * step_y)


@leaf
def _one_goal(game, place, k):
    """Whether two units of one player were sent to the same place, and not to fight."""
    me = game.units[game.scratch.sorted[place]]
    other = game.units[game.scratch.sorted[k]]
    same = other.goal_x == me.goal_x and other.goal_y == me.goal_y
    return same and me.target == 0 and not _strange(game.scratch, place, k)


@leaf
def _part(scratch, place, k, dx, dy, square, apart, quarters, given):
    """Push the body at ``place`` out of the overlap to come by so many quarters of it, the other by those given.

    It comes as far as the one steps as it wants to and the other goes on as it went in the last loop. False: they
    will not overlap.
    """
    closing_x = np.int64(scratch.pace_x[k]) - scratch.step_x[place]
    closing_y = np.int64(scratch.pace_y[k]) - scratch.step_y[place]
    nearest = apart + abs(closing_x) + abs(closing_y)
    if square >= nearest * nearest:
        return False
    far = root(square)
    overlap = apart - far
    if far == 0:  # in one place: by their order, to the east and to the west
        dx = np.int64(ONE if place > k else -ONE)
        far = np.int64(ONE)
    overlap += max(divide(closing_x * dx + closing_y * dy, far), 0)
    if overlap <= LAX:
        return False
    push = min(overlap, np.int64(HARDEST))
    scratch.push_x[place] += divide(dx * push * quarters, 4 * far)
    scratch.push_y[place] += divide(dy * push * quarters, 4 * far)
    if given > 0:
        scratch.body[k] |= PUSHED_ON
        scratch.push_x[k] -= divide(dx * push * given, 4 * far)
        scratch.push_y[k] -= divide(dy * push * given, 4 * far)
    return True
