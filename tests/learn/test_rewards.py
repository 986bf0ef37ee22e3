"""Pseudo-rewards measure how z is followed."""

import numpy as np
import pytest

from starleague.env.spec import LOOPS_PER_MINUTE
from starleague.learn.rewards import PseudoRewards, edit_distance, fading

UPGRADES = np.array([False, False, False, False, True, True])  # items 4 and 5; item 0 is "none"


class Always:
    """A generator that makes every pseudo-reward active."""

    def random(self, size):
        return np.zeros(size)


def counts(**items):
    result = np.zeros(6, np.float32)
    for name, count in items.items():
        result[int(name[1:])] = count
    return result


def rewards(build=(1, 1, 2), **items):
    return PseudoRewards(np.array([*build, 0, 0], np.int16), counts(**items), UPGRADES, Always())


@pytest.mark.parametrize(
    ("a", "b", "distance"),
    [("", "", 0), ("", "abc", 3), ("abc", "abc", 0), ("kitten", "sitting", 3), ("flaw", "lawn", 2), ("ab", "ba", 2)],
)
def test_edit_distance(a, b, distance):
    assert edit_distance([*a], [*b]) == distance == edit_distance([*b], [*a])


def test_following_the_build_order_to_the_letter_sums_to_one():
    game = rewards()
    steps = [game.step(np.array(built), counts(), 0)[0] for built in ([1], [1], [1, 1], [1, 1, 2], [1, 1, 2, 3])]
    np.testing.assert_allclose(steps, [1 / 3, 0, 1 / 3, 1 / 3, 0], atol=1e-6)


def test_another_build_order_earns_what_is_left_of_the_distance():
    game = rewards()
    total = sum(game.step(np.array(built), counts(), 0)[0] for built in ([3], [3, 1], [3, 1, 2]))
    assert total == pytest.approx(1 - 1 / 3)


def test_units_and_upgrades_count_apart_and_once():
    game = rewards(i1=4, i2=1, i5=1)
    first = game.step(np.zeros(5), counts(i1=1), 0)
    more = game.step(np.zeros(5), counts(i1=4), 0)
    both = game.step(np.zeros(5), counts(i1=4, i5=1), 0)
    wrong = game.step(np.zeros(5), counts(i1=4, i3=1, i5=1), 0)
    np.testing.assert_allclose([first[1:], more[1:], both[1:], wrong[1:]], [[0.5, 0], [0, 0], [0, 1], [-0.5, 0]])


def test_cumulative_pseudo_rewards_fade_and_the_build_order_does_not():
    assert [fading(int(m * LOOPS_PER_MINUTE)) for m in (0, 7.9, 8, 15.9, 16, 23.9, 24)] == [
        1,
        1,
        0.5,
        0.5,
        0.25,
        0.25,
        0,
    ]
    late = rewards(i1=1).step(np.array([1]), counts(i1=1), 20 * LOOPS_PER_MINUTE)
    np.testing.assert_allclose(late, [1 / 3, 0.25, 0], atol=1e-6)


def test_each_is_active_in_a_quarter_of_games_and_only_where_z_says_something():
    rng = np.random.default_rng(0)
    z = (np.array([1, 2, 0]), counts(i1=1, i4=1), UPGRADES, rng)
    active = np.mean([PseudoRewards(*z).active for _ in range(4000)], axis=0)
    np.testing.assert_allclose(active, 0.25, atol=0.03)
    assert not PseudoRewards(np.zeros(3), counts(), UPGRADES, Always()).active.any()
