import pytest
from sqlalchemy.exc import StatementError

from starleague.league import Coordinator, Kind, Outcome, Snapshot, Store, StoreError, verify

from .scripted import contents, found, play, small_config

MAIN, EXPLOITER, LEAGUE_EXPLOITER, EASY, HARD, INITIAL = range(6)


def test_who_is_there_at_the_beginning(tmp_path):
    league = found(tmp_path)
    names = [player.name for player in league.players]
    assert names == [
        "main-terran-1",
        "main-exploiter-terran-1",
        "league-exploiter-terran-1",
        "builtin-1",
        "builtin-2",
        "initial-terran",
    ]
    initial = league.players[INITIAL]
    assert all(learner.initial == initial.sha256 for learner in league.learners)
    assert league.store.snapshots.read(initial.sha256) == b"initial terran"


def test_a_match_and_its_result(tmp_path):
    league = found(tmp_path)
    match = league.next_match(EXPLOITER)
    assert (match.id, match.home.id, match.away.id, match.kind, match.trains) == (
        0,
        EXPLOITER,
        MAIN,
        Kind.EXPLOIT,
        True,
    )
    assert league.open_matches() == [match]
    assert league.report(match.id, Outcome.WIN, {"loops": 9000})
    assert league.open_matches() == []
    assert league.payoff.win_rates(EXPLOITER, [MAIN])[0] == 2 / 3  # one win, two games of doubt
    exploiter, main = league.players[EXPLOITER], league.players[MAIN]
    assert exploiter.elo == 8 and main.elo == -8 and exploiter.matches == main.matches == 1
    assert contents(league.store)["matches"][0]["stats"] == {"loops": 9000}


def test_a_result_counts_once(tmp_path):
    league = found(tmp_path)
    match = league.next_match(EXPLOITER)
    assert league.report(match.id, "win") and not league.report(match.id, "win")
    before = contents(league.store)
    assert not league.report(match.id, "loss")
    assert contents(league.store) == before
    with pytest.raises(KeyError, match="match 99 was never given out"):
        league.report(99, "win")
    with pytest.raises(ValueError, match="victory"):
        league.report(match.id, "victory")


def test_an_error_leaves_nothing_behind(tmp_path):
    league = found(tmp_path)
    before = contents(league.store)
    match = league.next_match(EXPLOITER)
    with pytest.raises(StatementError, match="not JSON serializable"):
        league.report(match.id, "win", {"not JSON": object()})
    assert league.payoff.win_rates(EXPLOITER, [MAIN])[0] == 0.5 and league.players[EXPLOITER].elo == 0
    assert contents(league.store)["players"] == before["players"]
    assert league.report(match.id, "win")


def test_matches_of_a_dead_process_are_given_back(tmp_path):
    league = found(tmp_path)
    mine, other = [league.next_match(MAIN) for _ in range(3)], league.next_match(EXPLOITER)
    assert league.give_back(MAIN) == mine and league.open_matches() == [other]
    assert not league.report(mine[0].id, Outcome.WIN) and league.players[MAIN].elo == 0


def test_self_play_moves_nobody(tmp_path):
    league = found(tmp_path)
    before = league.players
    play(league, MAIN, MAIN, "win")
    assert league.players == before and league.payoff.win_rates(MAIN, [MAIN])[0] == 0.5


def test_anchored_yardsticks_stay_and_others_move(tmp_path):
    league = found(tmp_path)
    play(league, MAIN, EASY, "win")
    play(league, MAIN, HARD, "win")
    assert league.players[EASY].elo == 0 and league.players[HARD].elo < 0 < league.players[MAIN].elo


def test_crashes_change_no_rating_and_bench_the_frozen(tmp_path):
    league = found(tmp_path)
    for outcome in ("away_crashed", "away_crashed", "win", "away_crashed", "away_crashed", "void"):
        play(league, MAIN, HARD, outcome)
    assert league.players[HARD].crashes == 2 and not league.players[HARD].benched
    play(league, MAIN, HARD, "away_crashed")
    assert league.players[HARD].benched and league.players[HARD].matches == 1
    play(league, MAIN, HARD, "home_crashed", times=9)
    assert league.players[MAIN].crashes == 9 and not league.players[MAIN].benched


def test_evaluations_are_for_rating_only(tmp_path):
    league = found(tmp_path, evaluation_share=1.0)
    matches = [league.next_match(MAIN) for _ in range(20)]
    assert {match.away.id for match in matches} == {EASY, HARD}
    assert all(match.kind is Kind.EVALUATION and not match.trains for match in matches)


def test_evaluation_of_the_least_known_pair(tmp_path):
    league = found(tmp_path)
    play(league, EASY, HARD, "win")
    play(league, INITIAL, HARD, "win")
    match = league.next_evaluation()
    assert {match.home.id, match.away.id} == {EASY, INITIAL} and match.kind is Kind.EVALUATION


def test_a_snapshot_joins_and_is_met(tmp_path):
    league = found(tmp_path)
    assert league.step(MAIN, 999) is None
    request = league.step(MAIN, 1000)
    assert (request.learner.id, request.number, request.reason) == (MAIN, 1, "timeout")
    assert league.step(MAIN, 1000) == request  # until it is answered
    taken = league.take_snapshot(request, b"main at 1000")
    assert taken.player.name == "main-terran-1@1" and taken.player.steps == 1000 and taken.reset_to is None
    assert league.step(MAIN, 1000) is None and league.step(MAIN, 1999) is None
    assert league.step(MAIN, 2000).number == 2
    with pytest.raises(StoreError, match="snapshot 1 of main-terran-1 is already taken"):
        league.take_snapshot(request, b"main at 2000")
    assert taken.player.id in {league.next_match(LEAGUE_EXPLOITER).away.id for _ in range(30)}


def test_main_exploiter_always_begins_anew(tmp_path):
    league = found(tmp_path)
    play(league, EXPLOITER, MAIN, "win", times=9)
    stale = league.next_match(EXPLOITER)
    request = league.step(EXPLOITER, 300)
    assert request.reason == "beats all"
    taken = league.take_snapshot(request, b"exploiter")
    assert taken.reset_to == league.players[INITIAL].sha256 and taken.learner.generation == 1
    assert league.payoff.win_rates(EXPLOITER, [MAIN])[0] == 0.5  # it is somebody else now
    assert league.players[EXPLOITER].elo == league.players[INITIAL].elo < taken.player.elo
    assert not league.report(stale.id, "win")  # won by who it was
    assert league.payoff.win_rates(EXPLOITER, [MAIN])[0] == 0.5
    assert league.step(EXPLOITER, 301) is None
    assert verify(league) == []


def test_league_exploiter_begins_anew_a_quarter_of_the_time(tmp_path):
    league = found(tmp_path)
    resets = []
    for number in range(1, 121):
        taken = league.take_snapshot(league.step(LEAGUE_EXPLOITER, 1000 * number), f"copy {number}".encode())
        resets.append(taken.reset_to is not None)
    assert sum(resets) / len(resets) == pytest.approx(0.25, abs=0.1)
    assert league.players[LEAGUE_EXPLOITER].generation == sum(resets)


def test_exploiters_may_branch_from_the_main_agent(tmp_path):
    league = found(tmp_path, main_exploiter={"snapshot": {"timeout_steps": 100}, "reset": {"chance": 1, "to": "main"}})
    first = league.take_snapshot(league.step(EXPLOITER, 100), b"exploiter 1")
    assert first.reset_to == league.players[INITIAL].sha256  # no copy of a main agent yet
    main = league.take_snapshot(league.step(MAIN, 1000), b"main 1").player
    assert league.take_snapshot(league.step(EXPLOITER, 200), b"exploiter 2").reset_to == main.sha256


def test_snapshots_are_never_overwritten_by_current_weights(tmp_path):
    """Every copy stays what it was while its learner goes on."""
    league = found(tmp_path)
    weights = {}
    for number in range(1, 6):
        current = f"main after {number} thousand steps".encode()
        taken = league.take_snapshot(league.step(MAIN, 1000 * number), current)
        weights[taken.player.id] = current
    copies = [player for player in league.players if isinstance(player, Snapshot) and player.parent == MAIN]
    assert len({copy.sha256 for copy in copies}) == 5
    assert {copy.id: league.store.snapshots.read(copy.sha256) for copy in copies} == weights


def test_self_play_checkpoints_restore(tmp_path):
    """After a restart every opponent's parameters are there, and open matches are with the same players."""
    league = found(tmp_path)
    copy = league.take_snapshot(league.step(MAIN, 1000), b"main at 1000").player
    open_matches = [league.next_match(learner.id) for learner in league.learners for _ in range(5)]
    league.store.close()
    again = Coordinator(Store(tmp_path))
    assert again.open_matches() == open_matches
    assert again.players == league.players
    assert again.store.snapshots.read(again.players[copy.id].sha256) == b"main at 1000"
    assert again.next_match(MAIN).id == len(open_matches)


def test_a_store_holds_one_league(tmp_path):
    with pytest.raises(StoreError, match="holds no league yet"):
        Coordinator(Store(tmp_path))
    league = found(tmp_path, seed=5)
    assert Coordinator(Store(tmp_path), small_config()).seed == 5
    with pytest.raises(StoreError, match="another seed, 5"):
        Coordinator(Store(tmp_path), small_config(), seed=6)
    with pytest.raises(StoreError, match="another config"):
        Coordinator(Store(tmp_path), small_config(decay=0.9))
    with pytest.raises(StoreError, match="cannot become"):
        league.add_initial("terran", b"other parameters")
    with pytest.raises(StoreError, match="no learners of race 'zerg'"):
        league.add_initial("zerg", b"")
    with pytest.raises(KeyError, match="no learner"):
        league.next_match(EASY)


def test_initial_parameters_come_first(tmp_path):
    league = Coordinator(Store(tmp_path), small_config())
    with pytest.raises(StoreError, match="call add_initial"):
        league.next_match(MAIN)
