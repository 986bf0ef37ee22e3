from rich.console import Console

from starleague.league.place import CURVES
from starleague.run.curves import Curves
from starleague.run.dashboard import Dashboard
from starleague.run.training import Progress

MAIN = Progress("main-terran-1", 2000, 8, 6, {"loss": 0.25}, acting=30.0, learning=10.0)
EXPLOITER = Progress("main-exploiter-terran-1", 1000, 0, 0, {}, acting=30.0, learning=30.0)


def test_curves_are_there_for_tensorboard(tmp_path):
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    curves = Curves(tmp_path)
    for progress in (MAIN, EXPLOITER):
        curves.add(progress)
    curves.close()
    found = EventAccumulator(str(tmp_path / CURVES)).Reload()
    (loss,) = found.Scalars("main-terran-1/learning/loss")
    assert (loss.step, loss.value) == (2000, 0.25)
    assert found.Scalars("main-terran-1/league/win rate")[0].value == 0.75
    assert "main-exploiter-terran-1/league/win rate" not in found.Tags()["scalars"]


def test_a_terminal_shows_learners_and_where_the_time_goes():
    console = Console(force_terminal=True, width=120, record=True)
    with Dashboard(600.0, console) as dashboard:
        for progress in (MAIN, EXPLOITER):
            dashboard.add(progress)
    console.print(dashboard.render())
    text = console.export_text()
    assert "main-terran-1" in text and "75%" in text and "acting 60%, learning 40%" in text


def test_without_a_terminal_it_is_a_line_now_and_then():
    console = Console(force_terminal=False, record=True)
    with Dashboard(600.0, console) as dashboard:
        for _ in range(3):
            dashboard.add(MAIN)
    assert console.export_text().strip() == "8 games, 2,000 steps, acting 75%, learning 25%, 10 min left"
