import math

from starleague.league.history import Tally
from starleague.league.report import report
from starleague.league.strategies import strategies_followed

from .scripted import found


def test_games_are_counted_by_the_strategy_that_was_followed(tmp_path):
    league = found(tmp_path)
    for outcome, stats in (
        ("win", {"strategy": "medium:<macro>", "loops": 1344}),
        ("loss", {"strategy": "medium:<macro>", "loops": 4032}),
        ("draw", {"strategy": ""}),
        ("win", {"loops": 5}),
        ("void", {"strategy": "medium:<macro>"}),
    ):
        league.report(league.next_match(1).id, outcome, stats)
    with league.store.reading() as connection:
        macro, none = strategies_followed(connection)
    assert macro == (1, "medium:<macro>", Tally(1, 0, 1), 2.0)
    assert none[:3] == (1, "", Tally(0, 1, 0)) and math.isnan(none.minutes)
    page = report(league)
    assert "<h2>Strategies</h2>" in page and "medium:&lt;macro&gt;" in page


def test_no_strategies_no_section(tmp_path):
    assert "Strategies" not in report(found(tmp_path))
