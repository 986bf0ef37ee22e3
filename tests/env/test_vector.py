"""Many games for a learner: who is due when, rewards, and new games after old ones."""

from __future__ import annotations

import numpy as np
import pytest

from starleague.engine.layout import Result
from starleague.env.vector import VectorEnv

MAP = "Training Ground"


def waits(turn, delays) -> dict[str, np.ndarray]:
    """no_op for everybody whose turn it is; ``delays`` by agent."""
    n = len(turn.agents)
    return {
        "type": np.zeros(n, int), "delay": np.array([delays[a] for a in turn.agents]), "queued": np.zeros(n, int),
        "repeat": np.zeros(n, int), "units": np.full((n, 16), -1), "target_entity": np.full(n, -1),
        "target_cell": np.full(n, -1),
    }


def test_agents_are_due_when_they_said() -> None:
    env = VectorEnv(2, map=MAP)
    turn = env.reset(seed=1)
    delays = [3, 5, 4, 4]
    seen = []
    for _ in range(5):
        turn = env.step(waits(turn, delays))
        seen.append((turn.agents.tolist(), env.arena.loops.tolist(), turn.loops.tolist()))
    assert seen[:3] == [
        ([0, 2, 3], [3, 4], [3, 4, 4]),
        ([1, 2, 3], [5, 8], [5, 4, 4]),
        ([0, 2, 3], [6, 12], [3, 4, 4]),
    ]


def test_a_turn_shows_each_agent_its_own_side() -> None:
    env = VectorEnv(2, map=MAP)
    turn = env.reset(seed=1)
    assert turn.agents.tolist() == [0, 1, 2, 3]
    first = turn.observations["entity_features"][:, 0, :]
    assert (first[:, 0] == 1).all(), "the first entity is one's own"
    assert not np.array_equal(first[0], first[1])
    assert not turn.done.any() and not turn.rewards.any()


def test_the_end_of_a_game_rewards_both_and_begins_the_next() -> None:
    env = VectorEnv(2, map=MAP)
    turn = env.reset(seed=1)
    turn = env.step(waits(turn, [2, 9, 4, 4]))
    env.arena.games.surrender(0, 1)
    turn = env.step(waits(turn, [2, 9, 4, 4]))
    rows = {agent: k for k, agent in enumerate(turn.agents.tolist())}
    assert turn.done[rows[0]] and turn.done[rows[1]] and not turn.done[rows[2]]
    assert (turn.rewards[rows[0]], turn.rewards[rows[1]]) == (-1, 1)
    assert not turn.truncated.any()
    assert env.arena.loops[0] == 0 and env.arena.state["players"]["result"][0, 1] == Result.UNDECIDED
    assert turn.observations["entity_count"][rows[1]] > 13


def test_the_time_limit_is_a_tie() -> None:
    env = VectorEnv(1, map=MAP, time_limit=10)
    turn = env.reset(seed=1)
    for _ in range(2):
        turn = env.step(waits(turn, [4, 4]))
        assert not turn.done.any()
    turn = env.step(waits(turn, [4, 4]))
    assert turn.done.all() and turn.truncated.all() and not turn.rewards.any()
    assert turn.loops.tolist() == [2, 2]


def test_a_scripted_opponent_leaves_one_agent_a_game() -> None:
    class Idler:
        interval = 4
        calls: list = []  # noqa: RUF012

        def reset(self, games, g, player):
            self.calls.append(("reset", g, player))

        def act(self, games, g, player):
            self.calls.append((int(games[g].loop), g, player))

    idler = Idler()
    env = VectorEnv(1, opponents=[idler], map=MAP)
    turn = env.reset(seed=1)
    assert turn.agents.tolist() == [0]
    turn = env.step(waits(turn, [10, 0]))
    assert idler.calls == [("reset", 0, 2), (0, 0, 2), (4, 0, 2), (8, 0, 2)]
    assert env.arena.loops[0] == 10


def test_the_built_in_computer_plays_in_every_new_game() -> None:
    env = VectorEnv(1, opponents=["easy:macro"], map=MAP, time_limit=500)
    turn = env.reset(seed=1)
    for _ in range(2):
        while not turn.done.any():
            scvs = int(env.arena.state["players"]["workers"][0, 2])
            turn = env.step(waits(turn, [128, 0]))
        assert scvs > 12, "it has trained workers"
        assert int(env.arena.state["players"]["workers"][0, 2]) == 12, "and begins anew"
        turn = env.step(waits(turn, [128, 0]))


def test_the_same_seed_and_actions_give_the_same_observations() -> None:
    def play() -> bytes:
        env = VectorEnv(2, map=MAP)
        turn = env.reset(seed=4)
        parts = []
        for _ in range(4):
            turn = env.step(waits(turn, [3, 7, 5, 2]))
            parts += [turn.observations[key].tobytes() for key in ("entity_features", "planes", "scalars")]
        return b"".join(parts)

    assert play() == play()


def test_mistakes_are_told() -> None:
    env = VectorEnv(1, map=MAP)
    turn = env.reset()
    with pytest.raises(ValueError, match="whose turn it is"):
        env.step({key: value[:1] for key, value in waits(turn, [1, 1]).items()})
    wrong = waits(turn, [1, 1])
    wrong["target_cell"][0] = 32 * 32
    with pytest.raises(ValueError, match="target_cell"):
        env.step(wrong)
    with pytest.raises(ValueError, match="opponents"):
        VectorEnv(2, opponents=["easy"], map=MAP)
    with pytest.raises(ValueError, match="sizes"):
        VectorEnv(1, map=MAP, sizes="huge")
