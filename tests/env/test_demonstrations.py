"""Replays of the built-in computer as observations and actions."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from starleague.env.demonstrations import demonstrations, play_computers, z_of_replay
from starleague.env.spec import shapes

TABLES = shapes("tiny").tables
LOOPS = 3000


@pytest.fixture(scope="module")
def replay():
    return play_computers(("easy", "very_easy"), map="Training Ground", seed=2, time_limit=LOOPS)


@pytest.fixture(scope="module")
def steps(replay):
    return list(demonstrations(replay, 1, z=z_of_replay(replay, 1)))


def test_every_command_becomes_an_action(replay, steps) -> None:
    said = [command for command in replay.commands if command[1] == 1]
    done = [step for step in steps if step.action["type"] != 0]
    assert len(said) > 20
    assert len(done) >= 0.95 * len(said)
    names = {TABLES.actions[int(step.action["type"])].name for step in done}
    assert {"train_scv", "build_supply_depot", "build_barracks"} <= names


def test_delays_fill_the_time_between_steps(steps) -> None:
    assert steps[0].loop == 0
    for before, after in pairwise(steps):
        delay = int(before.action["delay"])
        assert 1 <= delay <= 128
        assert delay == max(1, after.loop - before.loop)


def test_what_was_done_was_legal(steps) -> None:
    legal = [step.observation["available"][int(step.action["type"])] for step in steps]
    assert np.mean(legal) > 0.95
    for step in steps:
        for n in step.action["units"][step.action["units"] >= 0]:
            kind = step.observation["entity_type"][n]
            assert TABLES.selectable[int(step.action["type"]), kind]


def test_the_strategy_and_the_last_action_are_shown(replay, steps) -> None:
    z = z_of_replay(replay, 1)
    assert "SupplyDepot" in [TABLES.items[item] for item in z.build]
    assert (np.diff(z.loops[z.build > 0]) >= 0).all()
    np.testing.assert_array_equal(steps[-1].observation["z_build"], z.build)
    for before, after in pairwise(steps):
        assert after.observation["last_action"] == before.action["type"] or before.action["type"] == 0
