import json
from dataclasses import replace

import numpy as np
import pytest

from starleague.reproduce import policy as learning
from starleague.reproduce.policy import SHOWN, Policy, improved, play, win_rates
from starleague.reproduce.spinning_top import BATTLES, MASTERED, OPENINGS, READY, START, TOP, SpinningTop, width


def some_policies(game):
    rng = np.random.default_rng(5)
    numbers = [rng.uniform(0.0, 1.0, (3, game.openings)) for _ in range(2)]
    return [Policy(each[0] * 3, each[1], each[2], 0.3 + 0.5 * k, SHOWN) for k, each in enumerate(numbers)]


def test_cycles_are_widest_half_way_and_nothing_at_the_ends():
    game = SpinningTop.made(0)
    assert np.allclose(game.cycle, -game.cycle.T) and np.abs(game.cycle).max() > 1.4
    assert (game.cycle > 0.5).any(axis=0).all()  # whatever one opens with, something beats it
    assert [width(0.0), width(1.0), width(0.5)] == pytest.approx([0, 0, 1], abs=1e-6)
    assert not np.array_equal(game.cycle, SpinningTop.made(1).cycle)


def test_expected_win_rates_are_those_of_games():
    game = SpinningTop.made(0)
    mine, theirs = some_policies(game)
    rates = win_rates(game, [mine, theirs], [mine, theirs])
    assert np.allclose(rates + rates.T, 1)
    seen = play(game, mine, theirs, 100_000, np.random.default_rng(0))
    assert seen.wins.mean() == pytest.approx(rates[0, 1], abs=0.006)


def test_learning_follows_the_gradient_of_the_win_rate(monkeypatch):
    for name in ("KL", "FORGETTING"):
        monkeypatch.setattr(learning, name, 0.0)
    game = SpinningTop.made(0)
    mine, theirs = some_policies(game)
    seen = play(game, mine, theirs, 400_000, np.random.default_rng(1))
    after = improved(mine, mine, seen)
    step = 1e-4
    for name, rate in (("logits", learning.RATE), ("practised", learning.PRACTISING), ("answers", learning.PRACTISING)):
        slopes = np.empty(game.openings)
        for opening in range(game.openings):
            moved = {key: getattr(mine, key).copy() for key in ("logits", "practised", "answers")}
            moved[name][opening] += step
            higher = win_rates(game, [replace(mine, **moved)], [theirs])[0, 0]
            slopes[opening] = (higher - win_rates(game, [mine], [theirs])[0, 0]) / step
        learned = (getattr(after, name) - getattr(mine, name)) / rate
        assert np.corrcoef(slopes, learned)[0, 1] > 0.97
        assert learned == pytest.approx(slopes, abs=0.006)
    assert after.training > mine.training


def test_what_is_not_met_is_forgotten_and_practice_has_an_end():
    game = SpinningTop.made(0)
    mine, theirs = some_policies(game)
    lonely = replace(theirs, logits=np.where(np.arange(game.openings) == 3, 50.0, 0.0), training=0.0)
    seen = play(game, mine, lonely, 1000, np.random.default_rng(0))
    after = improved(mine, mine, seen)
    others = np.arange(game.openings) != 3
    assert (after.answers[others] < mine.answers[others]).all() and after.answers[3] > mine.answers[3]
    master = Policy(mine.logits, np.full(game.openings, 99.0), np.full(game.openings, 99.0), 99.0, SHOWN)
    assert master.strength == pytest.approx(np.full((game.openings, game.openings), TOP + MASTERED + READY))


def test_saved_policies_are_the_same():
    policy = some_policies(SpinningTop.made(0))[0]
    again = Policy.load(policy.save())
    assert again.save() == policy.save() and np.array_equal(again.answers, policy.answers)


def test_a_z_conditions_what_one_opens_with():
    game = SpinningTop.made(0)
    main = Policy.first(game)
    rare = int(game.library.argmin())
    assert main.given[-1] == pytest.approx(game.library)  # without z, as was recorded
    assert main.given[rare, rare] > 10 * game.library[rare]
    assert main.height == START and replace(main, shown=0.0).mixture(game.library) == pytest.approx(game.library)
    tempted = replace(main, logits=np.where(np.arange(game.openings) == 3, 4.0, 0.0))  # one opening is all it would play
    followed, free = tempted.mixture(game.library), replace(tempted, shown=0.0).mixture(game.library)
    assert free[3] > 0.65 and np.delete(followed, 3).sum() > 1.2 * np.delete(free, 3).sum()


def test_armies_fought_out_are_a_game_with_cycles():
    facts = json.loads(BATTLES.read_text())
    wins = np.array(facts["wins"])
    assert len(wins) == len(facts["armies"]) >= OPENINGS and (np.diag(wins) == 0).all()
    assert (wins + wins.T)[~np.eye(len(wins), dtype=bool)].tolist() == [facts["battles"]] * (len(wins) ** 2 - len(wins))
    game = SpinningTop.of_battles(0)
    assert np.allclose(game.cycle, -game.cycle.T) and game.library.sum() == pytest.approx(1)
    beats = (game.cycle > 1).astype(int)
    assert np.trace(beats @ beats @ beats) // 3 > 100  # so many cycles of three armies
    assert not np.array_equal(game.cycle, SpinningTop.of_battles(1).cycle)
