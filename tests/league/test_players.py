"""Roles: whom each meets, in what shares, and when it is copied."""

from collections import Counter

import numpy as np
import pytest

from starleague.league.matchmaking import Stream, generator
from starleague.league.players import Kind, LeagueExploiter, MainAgent, MainExploiter, Snapshot, Yardstick
from starleague.league.roster import Roster

from .scripted import small_config

MAIN, EXPLOITER, LEAGUE_EXPLOITER, INITIAL, OLD, MIDDLE, NEW, PAST_EXPLOITER, YARDSTICK = range(9)


def roster(**changes):
    """A main agent with three copies, the exploiters, one past main exploiter, a yardstick."""
    league = Roster(small_config(**({"prior_games": 0} | changes)))
    same = {"race": "terran"}
    league.put(MainAgent(id=MAIN, name="main", **same))
    league.put(MainExploiter(id=EXPLOITER, name="exploiter", **same))
    league.put(LeagueExploiter(id=LEAGUE_EXPLOITER, name="league exploiter", **same))
    league.put(Snapshot(id=INITIAL, name="initial", sha256="", **same))
    for copy in (OLD, MIDDLE, NEW):
        league.put(Snapshot(id=copy, name=f"{copy}", sha256="", parent=MAIN, parent_role="main_agent", **same))
    lineage = {"parent": EXPLOITER, "parent_role": "main_exploiter"}
    league.put(Snapshot(id=PAST_EXPLOITER, name="past exploiter", sha256="", **lineage, **same))
    league.put(Yardstick(id=YARDSTICK, name="yardstick", opponent="builtin", level=1, **same))
    return league


def beats(league, player, rates):
    """Set how often ``player`` beats each of the others."""
    for opponent, rate in rates.items():
        for game in range(10):
            score = 1.0 if game < rate * 10 else 0.0
            league.payoff.decay = 1.0
            league.payoff.put(player, opponent, league.payoff.after(player, opponent, score))


def choices(league, player, times=4000):
    return Counter(league.learner(player).choose_opponent(league, generator(0, Stream.MATCH, k)) for k in range(times))


def kinds(league, player, times=4000):
    counted = Counter()
    for choice, number in choices(league, player, times).items():
        counted[choice.kind] += number / times
    return counted


def test_main_agents_matches_have_the_papers_shares():
    league = roster()
    beats(league, MAIN, {PAST_EXPLOITER: 0.1})
    assert kinds(league, MAIN) == pytest.approx({Kind.PFSP: 0.5, Kind.FORGOTTEN: 0.15, Kind.SELF_PLAY: 0.35}, abs=0.03)


def test_nothing_forgotten_means_self_play():
    assert kinds(roster(), MAIN) == pytest.approx({Kind.PFSP: 0.5, Kind.SELF_PLAY: 0.5}, abs=0.03)


def test_main_agent_meets_whom_it_loses_to():
    league = roster()
    beats(league, MAIN, {INITIAL: 1.0, OLD: 1.0, MIDDLE: 0.5, NEW: 0.0, PAST_EXPLOITER: 1.0})
    met = {choice.opponent: number for choice, number in choices(league, MAIN).items() if choice.kind is Kind.PFSP}
    assert set(met) == {MIDDLE, NEW}
    assert met[NEW] / met[MIDDLE] == pytest.approx(4, rel=0.25)  # (1 - 0)^2 / (1 - 0.5)^2


def test_main_agent_goes_back_to_what_it_forgot():
    league = roster()
    beats(league, MAIN, {INITIAL: 1.0, OLD: 0.4, MIDDLE: 0.9, NEW: 0.5, PAST_EXPLOITER: 0.9})
    met = {choice.opponent for choice in choices(league, MAIN) if choice.kind is Kind.FORGOTTEN}
    assert met == {OLD}  # older and harder than the next; the newest is the frontier, the exploiter is beaten


def test_struggling_main_agent_climbs_the_other_ones_past():
    league = roster()
    league.put(MainAgent(id=9, name="second main", race="terran"))
    beats(league, 9, {MAIN: 0.2, INITIAL: 1.0, OLD: 0.9, MIDDLE: 0.5, NEW: 0.0, PAST_EXPLOITER: 0.9})
    met = choices(league, 9)
    by_kind = kinds(league, 9)
    assert by_kind[Kind.CURRICULUM] == pytest.approx(0.25, abs=0.03)  # half of the self-play meets the other main
    climbed = {choice.opponent: n for choice, n in met.items() if choice.kind is Kind.CURRICULUM}
    assert set(climbed) == {OLD, MIDDLE} and climbed[MIDDLE] > climbed[OLD]
    assert {choice.opponent for choice in met if choice.kind is Kind.SELF_PLAY} == {9}


def test_main_exploiter_meets_the_main_agent():
    assert set(choices(roster(), EXPLOITER)) == {(MAIN, Kind.EXPLOIT)}


def test_losing_main_exploiter_meets_the_past_half_of_the_time():
    league = roster()
    beats(league, EXPLOITER, {MAIN: 0.1, INITIAL: 1.0, OLD: 0.5, MIDDLE: 0.1, NEW: 0.0})
    assert kinds(league, EXPLOITER) == pytest.approx({Kind.EXPLOIT: 0.5, Kind.CURRICULUM: 0.5}, abs=0.03)
    met = {choice.opponent: n for choice, n in choices(league, EXPLOITER).items() if choice.kind is Kind.CURRICULUM}
    assert set(met) == {OLD, MIDDLE} and met[OLD] > met[MIDDLE]


def test_main_exploiter_at_twenty_per_cent_has_signal_enough():
    league = roster()
    beats(league, EXPLOITER, {MAIN: 0.2})
    assert set(choices(league, EXPLOITER)) == {(MAIN, Kind.EXPLOIT)}


def test_league_exploiter_meets_the_whole_past():
    met = choices(roster(), LEAGUE_EXPLOITER)
    assert {choice.opponent for choice in met} == {INITIAL, OLD, MIDDLE, NEW, PAST_EXPLOITER}
    assert {choice.kind for choice in met} == {Kind.PFSP}


@pytest.mark.parametrize("role", ["main_agent", "main_exploiter", "league_exploiter"])
def test_yardsticks_have_their_share(role):
    shares = {"yardsticks": 0.25} | ({"self_play": 0.1} if role == "main_agent" else {})
    player = {"main_agent": MAIN, "main_exploiter": EXPLOITER, "league_exploiter": LEAGUE_EXPLOITER}[role]
    league = roster(**{role: shares})
    assert kinds(league, player)[Kind.YARDSTICK] == pytest.approx(0.25, abs=0.03)


def test_a_league_of_one():
    league = Roster(small_config())
    league.put(MainAgent(id=0, name="main", race="terran"))
    assert set(choices(league, 0, 200)) == {(0, Kind.SELF_PLAY)}


def test_benched_players_are_not_met():
    league = roster(main_agent={"self_play": 0.1, "yardsticks": 0.25})
    assert kinds(league, MAIN)[Kind.YARDSTICK] > 0
    for player in (OLD, YARDSTICK):
        league.put(type(league.players[player])(**(vars(league.players[player]) | {"benched": True})))
    met = {choice.opponent for player in range(3) for choice in choices(league, player, 1000)}
    assert OLD not in met and YARDSTICK not in met and MIDDLE in met


def reason(league, player, steps):
    learner = league.learner(player)
    return type(learner)(**(vars(learner) | {"steps": steps})).snapshot_reason(league)


def test_main_agent_is_copied_by_the_clock_alone():
    league = roster()
    beats(league, MAIN, {each: 1.0 for each in range(1, 9)})
    assert [reason(league, MAIN, steps) for steps in (0, 999, 1000)] == [None, None, "timeout"]


def test_exploiters_are_copied_when_they_beat_all_or_run_out_of_time():
    league = roster()
    everybody = {INITIAL: 0.8, OLD: 0.8, MIDDLE: 0.8, NEW: 0.8, PAST_EXPLOITER: 0.7}
    beats(league, LEAGUE_EXPLOITER, everybody)
    assert reason(league, LEAGUE_EXPLOITER, 10) is None  # exactly 70 % against one of them is not more
    beats(league, LEAGUE_EXPLOITER, {PAST_EXPLOITER: 0.8})
    assert reason(league, LEAGUE_EXPLOITER, 10) == "beats all"
    assert [reason(league, EXPLOITER, steps) for steps in (1999, 2000)] == [None, "timeout"]
    beats(league, EXPLOITER, {MAIN: 0.8})
    assert reason(league, EXPLOITER, 10) == "beats all"
    assert reason(league, EXPLOITER, 0) is None  # not twice at the same step


def test_no_copy_before_the_least_steps():
    league = roster(main_exploiter={"snapshot": {"above": 0.7, "timeout_steps": 2000, "min_steps": 500}})
    beats(league, EXPLOITER, {MAIN: 1.0})
    assert [reason(league, EXPLOITER, steps) for steps in (499, 500)] == [None, "beats all"]


def test_choices_are_a_function_of_league_and_match():
    first, second = roster(), roster()
    for player in range(3):
        assert choices(first, player, 300) == choices(second, player, 300)
    assert np.array_equal(first.past, [INITIAL, OLD, MIDDLE, NEW, PAST_EXPLOITER])


EVERYBODY = (MAIN, EXPLOITER, LEAGUE_EXPLOITER, INITIAL, OLD, MIDDLE, NEW, PAST_EXPLOITER)


@pytest.mark.parametrize("rate", [0.0, 1.0])
def test_where_all_is_won_or_all_is_lost_nobody_is_left_out(rate):
    league = roster()
    for learner in (MAIN, EXPLOITER, LEAGUE_EXPLOITER):
        beats(league, learner, {other: rate for other in EVERYBODY if other > learner})
    league.payoff.put(MAIN, EXPLOITER, league.payoff.after(MAIN, EXPLOITER, rate))
    past = {INITIAL, OLD, MIDDLE, NEW, PAST_EXPLOITER}
    met = {learner: Counter() for learner in (MAIN, EXPLOITER, LEAGUE_EXPLOITER)}
    for learner, counts in met.items():
        for choice, number in choices(league, learner).items():
            counts[choice.opponent] += number
    assert set(met[MAIN]) == past | {MAIN} and set(met[LEAGUE_EXPLOITER]) == past
    shares = np.array([met[LEAGUE_EXPLOITER][each] for each in past]) / 4000
    assert shares == pytest.approx(np.full(5, 0.2), abs=0.03)
    assert MAIN in met[EXPLOITER]


def test_where_all_the_others_crash_learners_still_play():
    league = roster(main_agent={"self_play": 0.1, "yardsticks": 0.25}, league_exploiter={"yardsticks": 0.5})
    for player in (INITIAL, OLD, MIDDLE, NEW, PAST_EXPLOITER, YARDSTICK):
        league.put(type(league.players[player])(**(vars(league.players[player]) | {"benched": True})))
    assert set(choices(league, MAIN, 500)) == {(MAIN, Kind.SELF_PLAY)}
    for exploiter in (EXPLOITER, LEAGUE_EXPLOITER):
        assert set(choices(league, exploiter, 500)) == {(MAIN, Kind.EXPLOIT)}
