import numpy as np
import pytest

from starleague.league.standings import standings

from .scripted import found, play

MAIN, EXPLOITER, LEAGUE_EXPLOITER, EASY, HARD, INITIAL = range(6)


def by_name(league):
    return {row.player.name: row for row in standings(league).rows}


def test_an_empty_league_has_standings(tmp_path):
    rows = standings(found(tmp_path)).rows
    assert len(rows) == 6 and all(row.tally.games == 0 and (row.low, row.high) == (0, 1) for row in rows)
    assert sum(row.nash for row in rows) == pytest.approx(1)


def test_results_make_the_order(tmp_path):
    league = found(tmp_path)
    play(league, MAIN, HARD, "win", times=6)
    play(league, MAIN, HARD, "draw", times=2)
    play(league, HARD, EASY, "win", times=6)
    play(league, MAIN, INITIAL, "loss")
    league.take_snapshot(league.step(LEAGUE_EXPLOITER, 1000), b"never met")
    table = standings(league)
    names = [row.player.name for row in table.rows]
    assert names.index("main-terran-1") < names.index("builtin-2") < names.index("builtin-1")
    rows = by_name(league)
    main, easy = rows["main-terran-1"], rows["builtin-1"]
    assert (main.tally.wins, main.tally.draws, main.tally.losses) == (6, 2, 1)
    assert main.low < 7 / 9 < main.high
    place = [row.player.name for row in table.rows].index
    lost = table.win_rates[place("main-terran-1"), place("initial-terran")]
    assert main.hardest_past == lost < 0.5 and np.isnan(easy.hardest_past)
    assert easy.elo == 0 and easy.elo_half_width == 0 and main.elo_half_width > 0
    assert table.results[(HARD, EASY)].wins == table.results[(EASY, HARD)].losses == 6


def test_a_cycle_shares_the_equilibrium(tmp_path):
    cycle = [{"name": name, "level": 1} for name in ("rock", "paper", "scissors")]
    league = found(tmp_path, yardsticks=cycle, decay=1.0)
    for winner, loser in ((4, 3), (5, 4), (3, 5)):
        play(league, winner, loser, "win", times=40)
    for player in (3, 4, 5):
        for loser in (MAIN, EXPLOITER, LEAGUE_EXPLOITER, 6):
            play(league, player, loser, "win", times=5)
    rows = by_name(league)
    assert [rows[name].nash for name in ("rock", "paper", "scissors")] == pytest.approx([1 / 3] * 3, abs=1e-6)
    assert rows["rock"].elo == pytest.approx(rows["paper"].elo, abs=1e-6)
    table = standings(league)
    assert table.population_performance([3], [4]) < 0.05 < 0.95 < table.population_performance([4], [3])
    assert table.population_performance([3, 4, 5], [3, 4, 5]) == pytest.approx(0.5)
    assert np.isnan(table.population_performance([], [3]))


def test_a_learner_begun_anew_has_no_results(tmp_path):
    league = found(tmp_path)
    play(league, EXPLOITER, MAIN, "win", times=9)
    league.take_snapshot(league.step(EXPLOITER, 10), b"exploiter")
    rows = by_name(league)
    assert rows["main-exploiter-terran-1"].tally.games == 0 and rows["main-terran-1"].tally.games == 0
