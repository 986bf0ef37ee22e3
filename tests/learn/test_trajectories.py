"""Trajectories overlap by one observation, and are used at most twice."""

import numpy as np

from starleague.learn.trajectories import Moment, Recorder, TrajectoryQueue, side_by_side


def moment(number, first=False, reward=0.0):
    return Moment(
        observation={"scalars": np.full(3, number, np.float32)},
        first=first,
        loop=10 * number,
        action={"type": np.int64(number), "units": np.array([number, -1])},
        log_probs={"type": np.float32(-number)},
        state=np.full((1, 2, 4), number, np.float32),
        reward=reward,
        pseudo=np.full(3, number / 10, np.float32),
        pseudo_active=np.array([True, False, number % 2 == 0]),
        version=number,
    )


def recorded(length=3, moments=7, stream=5):
    recorder = Recorder(length, stream)
    made = [recorder.record(moment(i, first=i in (0, 5), reward=float(i == 5))) for i in range(moments)]
    assert [i for i, trajectory in enumerate(made) if trajectory] == [3, 6]
    return [trajectory for trajectory in made if trajectory]


def test_pieces_overlap_by_the_bootstrap_observation():
    one, two = recorded()
    assert one.observations["scalars"][:, 0, 0].tolist() == [0, 1, 2, 3]
    assert two.observations["scalars"][:, 0, 0].tolist() == [3, 4, 5, 6]
    assert two.actions["type"][:, 0].tolist() == [3, 4, 5]
    assert two.actions["units"].shape == (3, 1, 2)
    assert two.state.tolist() == moment(3).state[None].tolist()
    assert (one.streams.tolist(), two.versions.tolist()) == ([5], [3])


def test_a_reward_belongs_to_the_action_before_it():
    _, two = recorded()
    assert two.first[:, 0].tolist() == [False, False, True, False]
    assert two.rewards[:, 0].tolist() == [0, 1, 0]
    np.testing.assert_allclose(two.pseudo[:, 0, 0], [0.4, 0.5, 0.6])
    assert two.pseudo_active[:, 0, 2].tolist() == [False, True, False]


def test_side_by_side_keeps_time_first():
    joined = side_by_side(recorded())
    assert joined.observations["scalars"].shape == (4, 2, 3)
    assert joined.actions["units"].shape == (3, 2, 2)
    assert joined.pseudo.shape == (3, 2, 3)
    assert joined.state.shape == (2, 1, 2, 4)
    assert joined.streams.tolist() == [5, 5]


def test_a_queue_gives_each_trajectory_twice_and_fresh_ones_first():
    queue = TrajectoryQueue(max_uses=2)
    trajectories = [recorded()[0] for _ in range(3)]
    assert queue.take(1) == []
    queue.put(trajectories[0])
    queue.put(trajectories[1])
    taken = [queue.take(1)[0]]
    queue.put(trajectories[2])
    taken += [t for _ in range(5) for t in queue.take(1)]
    order = [next(i for i, t in enumerate(trajectories) if t is x) for x in taken]
    assert order == [0, 1, 2, 0, 1, 2]
    assert len(queue) == 0


def test_a_full_queue_drops_used_ones_first():
    queue = TrajectoryQueue(max_uses=2, capacity=2)
    trajectories = [recorded()[0] for _ in range(4)]
    queue.put(trajectories[0])
    queue.take(1)
    queue.put(trajectories[1])
    queue.put(trajectories[2])
    assert (len(queue), queue.dropped) == (2, 0)
    queue.put(trajectories[3])
    assert (len(queue), queue.dropped) == (2, 1)
    assert queue.take(1)[0] is trajectories[2]
