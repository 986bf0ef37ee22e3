"""Pseudo-rewards measure how z is followed."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from synthetic import synthetic_shapes

from starleague.env.memory import SEAT
from starleague.env.z import Z
from starleague.game.clock import LOOPS_PER_MINUTE
from starleague.learn.rewards import Following, PseudoRewards, edit_distance, fading

UPGRADES = np.array([False, False, False, False, True, True])  # items 4 and 5; item 0 is "none"


@pytest.fixture(scope="module")
def shapes():
    plain = synthetic_shapes()
    upgrades = {"item_of_upgrade": np.array([plain.items - 1])}
    return replace(plain, tables=SimpleNamespace(**vars(plain.tables), compiled=upgrades))


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


def test_a_game_that_ends_pays_with_the_next_ones_first_decision(shapes):
    following = Following(2, shapes, Always())
    seats = np.zeros(2, SEAT)
    z = Z(np.array([1, 1, *[0] * 18], np.int16), np.zeros(shapes.items, np.float32), np.zeros(20, np.int32))
    following.begin(0, z)
    following.begin(1, None)
    assert following.active(np.arange(2)).tolist() == [[True, False, False], [False] * 3]
    seats[0]["statistics"]["build"][0] = 1
    assert following.rewards(np.arange(2), seats, np.zeros(2))[:, 0].tolist() == [0.5, 0]
    seats[0]["statistics"]["build"][1] = 1
    following.end(0, seats[0], loop=500)
    following.begin(0, z)
    seats[0] = np.zeros((), SEAT)
    assert following.rewards(np.array([0]), seats, np.zeros(1))[0, 0] == 0.5
