"""The limit of 22 non-duplicate actions in 5 seconds."""

from __future__ import annotations

import numpy as np

from starleague.env.actions import choices
from starleague.env.limits import RateLimit
from starleague.env.tables import NO_OP

ME = np.array([0])


def send(limit: RateLimit, loop: int, cell: int, kind: int = 5) -> int:
    row = choices(1)
    row["type"], row["target_cell"], row["delay"] = kind, cell, 4
    return int(limit.allow(ME, np.array([loop]), row)["type"][0])


def test_the_23rd_action_in_five_seconds_becomes_no_op() -> None:
    limit = RateLimit(1)
    assert [send(limit, loop, loop) for loop in range(22)] == [5] * 22
    assert send(limit, 30, 30) == NO_OP
    assert send(limit, 112, 31) == 5, "the first action has left the window"
    assert send(limit, 112, 32) == NO_OP, "the second has not"


def test_a_repeated_action_is_free() -> None:
    limit = RateLimit(1)
    assert [send(limit, loop, 7) for loop in range(60)] == [5] * 60
    assert [send(limit, 60, cell) for cell in range(8, 29)] == [5] * 21
    assert send(limit, 60, 29) == NO_OP


def test_no_op_is_free() -> None:
    limit = RateLimit(1)
    assert all(send(limit, loop, loop, NO_OP) == NO_OP for loop in range(50))
    assert [send(limit, 50, loop) for loop in range(22)] == [5] * 22


def test_agents_and_episodes_have_windows_of_their_own() -> None:
    limit = RateLimit(2)
    rows = choices(2)
    rows["type"] = 5
    for cell in range(22):
        rows["target_cell"] = [cell, 0]
        limit.allow(np.array([0, 1]), np.zeros(2, int), rows)
    rows["target_cell"] = 40
    assert limit.allow(np.array([0, 1]), np.zeros(2, int), rows)["type"].tolist() == [NO_OP, 5]
    limit.reset(np.array([0]))
    assert limit.allow(np.array([0, 1]), np.zeros(2, int), rows)["type"].tolist() == [5, 5]


def test_switched_off_it_only_counts() -> None:
    limit = RateLimit(1, enabled=False)
    assert [send(limit, loop, loop) for loop in range(40)] == [5] * 40
    pace = limit.report(0)
    assert (pace.actions, pace.refused) == (40, 0)
    assert pace.delay == 1000 * 4 / 22.4
    assert round(pace.apm) == 336


def test_paces_add_up() -> None:
    limit = RateLimit(2, enabled=False)
    rows = choices(2)
    rows["type"], rows["delay"] = [5, NO_OP], [10, 30]
    limit.allow(np.array([0, 1]), np.zeros(2, int), rows)
    both = limit.report(np.array([0, 1]))
    assert both == limit.report(0) + limit.report(1)
    assert (both.actions, both.decisions, both.loops) == (1, 2, 40)
