import numpy as np
import pytest

from starleague.league import Kind, Snapshot, verify
from starleague.league.players import MainAgent
from starleague.reproduce.ablations import ABLATIONS, ELO, HARDEST, PERFORMANCE
from starleague.reproduce.experiment import merged, order, reproduce, rules
from starleague.reproduce.league import SpinningTopLeague
from starleague.reproduce.measures import GAP, Trained, exploitability, hardest_past, interval, measured
from starleague.reproduce.policy import SHOWN, Policy
from starleague.reproduce.spinning_top import SpinningTop

SETTINGS = {setting.name: setting for ablation in ABLATIONS for setting in ablation.settings}


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("SP", {Kind.SELF_PLAY}),
        ("FSP", {Kind.PFSP}),
        ("PFSP", {Kind.PFSP}),
        ("PFSP+SP", {Kind.PFSP, Kind.SELF_PLAY}),
        ("+ league exploiters", {Kind.PFSP, Kind.SELF_PLAY, Kind.EXPLOIT, Kind.FORGOTTEN, Kind.CURRICULUM}),
    ],
)
def test_a_setting_is_a_real_league(tmp_path, name, kinds):
    played = SpinningTopLeague.founded(tmp_path, SpinningTop.made(0), 0, merged(rules(80), SETTINGS[name].rules))
    seen = []
    played.play, play = lambda match: (seen.append(match.kind), play(match)), played.play
    played.train(80)
    assert {kind for kind in seen} <= kinds and (set(seen) == kinds or len(kinds) > 2)
    copies = [player for player in played.league.players if isinstance(player, Snapshot) and player.parent == 0]
    assert len(copies) == 20 and verify(played.league) == []
    strength = [played.policy(copy).training for copy in copies]
    assert strength[-1] > strength[0]
    shown = {type(learner): played.policies[learner.id].shown for learner in played.league.learners}
    assert shown.pop(MainAgent) == SHOWN and not any(shown.values())  # exploiters follow nobody, after a reset too


def test_the_same_seed_is_the_same_league(tmp_path):
    found = []
    for name in ("a", "b"):
        played = SpinningTopLeague.founded(tmp_path / name, SpinningTop.made(3), 3, merged(rules(40), SETTINGS["PFSP+SP"].rules))
        played.train(40)
        found.append(played.policies[0].save())
    assert found[0] == found[1]


def test_stronger_leagues_measure_stronger():
    game = SpinningTop.made(0)
    first = Policy.first(game)
    weak, strong = (
        Trained(line, line, 0.5)
        for line in (
            [Policy(first.logits, first.practised, first.answers, top * k / 10, 0.9) for k in range(11)] for top in (0.5, 2.0)
        )
    )
    low, high = measured(game, [weak, strong])
    assert all(high[name] > low[name] for name in (ELO, HARDEST, PERFORMANCE))
    assert low[PERFORMANCE] + high[PERFORMANCE] == pytest.approx(1)


def test_a_fresh_exploiter_beats_who_has_no_answer_and_hardly_who_has_them_all():
    game = SpinningTop.made(0)
    first = Policy.first(game)
    ready = Policy(first.logits, first.practised + 3.0, first.answers + 3.0, 0.0, first.shown)
    weak, firm = (exploitability(game, main, first, matches=100, games=64, seed=1) for main in (first, ready))
    assert weak > 0.9 and firm < 0.6


def test_the_past_is_what_is_older_by_some():
    rates = np.full((12, 12), 0.8)
    rates[8, 8 - GAP - 1] = 0.2  # one hard copy of the past
    rates[9, 9 - GAP + 1] = 0.0  # too young to count
    assert hardest_past(rates) == pytest.approx((0.8 * 5 + 0.2) / 6)


def test_intervals_and_verdicts():
    found = {("a", ELO): [3.0, 4.0, 5.0], ("b", ELO): [1.0, 1.5, 1.0], ("c", ELO): [1.0, 6.0, 3.0]}
    assert order("x", ELO, "a", "b", found)["verdict"] == "held"
    assert order("x", ELO, "b", "a", found)["verdict"] == "reversed"
    assert order("x", ELO, "a", "c", found)["verdict"] == "undecided"
    known = interval([1.0, 2.0, 3.0])
    assert (known.mean, known.high) == pytest.approx((2.0, 2.0 + 4.303 / 3**0.5), rel=1e-3)
    assert order("x", ELO, "a", "b", {key: values[:1] for key, values in found.items()})["low"] is None


@pytest.mark.parametrize("game", ["spinning-top", "battles"])
def test_the_whole_experiment_in_little(game):
    result = reproduce(range(1), matches=20, game=game)
    assert result["orderings"] == len(result["details"]) == 9 and result["orderings_held"] == 0  # one seed shows nothing
    assert {row["setting"] for row in result["figures"]} == set(SETTINGS)
    assert all(np.isfinite(row["mean"]) and row["low"] is None for row in result["figures"])
