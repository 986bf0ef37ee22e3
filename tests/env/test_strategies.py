"""Strategies: written by name, read again, chosen."""

import numpy as np
import pytest

from starleague.env.spec import BUILD_ORDER, shapes
from starleague.env.strategies import Strategy, choose
from starleague.env.z import Z


@pytest.fixture(scope="module")
def interface():
    return shapes("tiny")


@pytest.fixture(scope="module")
def strategy(interface):
    build, loops, counts = np.zeros(BUILD_ORDER, np.int16), np.zeros(BUILD_ORDER, np.int32), np.zeros(interface.items)
    build[:3], loops[:3], counts[7] = (5, 9, 5), (100, 250, 400), 12
    return Strategy(Z(build, counts.astype(np.float32), loops), "medium:macro")


def test_what_is_written_is_read_again(interface, strategy):
    again = Strategy.read(strategy.written(interface), interface)
    assert again.plan == strategy.plan
    for name in ("build", "counts", "loops"):
        assert np.array_equal(getattr(again.z, name), getattr(strategy.z, name)), name


def test_items_are_written_by_name(interface, strategy):
    written = strategy.written(interface)
    assert written["build"][0] == interface.tables.items[5] and list(written["counts"].values()) == [12]
    with pytest.raises(ValueError, match="'Spice Harvester'"):
        Strategy.read({**written, "build": ["Spice Harvester"]}, interface)


def test_now_and_then_none_is_shown(strategy):
    random = np.random.default_rng(0)
    shown = [choose([strategy], random) is not None for _ in range(400)]
    assert 0.85 < np.mean(shown) < 0.95
    assert choose([], random) is None and choose([strategy], random, shown=1.0) is strategy
