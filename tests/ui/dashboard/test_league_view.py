"""What the dashboard is told of a league: from its store, TensorBoard's files, and the run's own notes."""

import asyncio
import json
import time

import numpy as np
import pytest

from league.runner import play_alone
from league.scripted import found
from starleague.league.standings import standings
from starleague.run.curves import Curves
from starleague.run.training import Progress
from starleague.ui.dashboard.learning import Learning
from starleague.ui.dashboard.matchlog import LOOPS_PER_SECOND, MatchLog
from starleague.ui.dashboard.view import ALIVE, LeagueView
from starleague.ui.page.library import Library
from starleague.ui.page.server import PageServer


def told(view):
    return json.loads(view.told()[1])


def progress(steps, loss, learner="main-terran-1"):
    return Progress(learner, steps, 4, 2, {"loss": loss, "entropy": 0.5}, 5.0, 5.0)


def test_it_tells_what_the_league_knows(tmp_path):
    league = found(tmp_path)
    play_alone(league, 45)
    match = league.next_match(1)
    seen, table = told(LeagueView(tmp_path)), standings(league)
    assert [row["id"] for row in seen["standings"]] == [row.player.id for row in table.rows]
    assert [player["name"] for player in seen["players"]] == [player.name for player in league.players]
    assert np.allclose(seen["payoff"]["rates"], table.win_rates, atol=1e-3)
    assert seen["results"] == 45 and seen["steps"] == sum(learner.steps for learner in league.learners)
    [playing] = seen["playing"]
    assert playing["match"] == match.id and playing["home"] == 1 and playing["away"] == match.away.id
    assert seen["curves"]["0"][-1][1] == pytest.approx(league.players[0].elo, abs=0.1)
    assert [row["match"] for row in seen["latest"]][:2] == [44, 43]


def test_it_follows_and_tells_only_what_is_new(tmp_path):
    league, view = found(tmp_path), LeagueView(tmp_path)
    tag = view.told()[0]
    assert view.told()[0] == tag
    play_alone(league, 20)  # another's hands
    after = told(view)
    assert view.told()[0] != tag and after["results"] == 20
    play_alone(league, 30)
    assert told(view)["curves"] == told(LeagueView(tmp_path))["curves"]


def test_learning_is_read_as_it_grows(tmp_path):
    curves, learning = Curves(tmp_path), Learning(tmp_path)
    for steps, loss in ((100, 3.0), (200, 2.0)):
        curves.add(progress(steps, loss))
    curves._writer.flush()
    learning.read()
    assert learning.curves["learning/loss"]["main-terran-1"] == [(100, 3.0), (200, 2.0)]
    size = learning.size()
    curves.add(progress(300, 1.0))
    curves.close()
    assert learning.size() > size
    learning.read()
    [loss] = [figure for figure in learning.told() if figure["name"] == "learning/loss"]
    assert loss["lines"] == {"main-terran-1": [[100, 3.0], [200, 2.0], [300, 1.0]]}
    assert learning.latest("time/steps a second") == {"main-terran-1": 30.0}


def test_rates_are_those_of_the_last_minutes():
    log = MatchLog()
    log.times = [(0.0, 9_999), *((1_000.0 + 10 * k, 2240) for k in range(7))]
    rates = log.rates()
    assert rates.results_per_minute == pytest.approx(7) and rates.game_speed == pytest.approx(7 * 2240 / LOOPS_PER_SECOND / 60)
    assert sum(log.over_time()["counts"]) == 8 and log.over_time()["counts"][0] == 1


def test_before_there_is_a_league_it_tells_the_stages(tmp_path):
    (tmp_path / "progress.json").write_text(json.dumps({"spent": {"compile": 61.5}, "doing": "record"}))
    view = LeagueView(tmp_path)
    assert told(view)["run"]["doing"] == "record" and "players" not in told(view)
    found(tmp_path)
    assert len(told(view)["players"]) == 6


def test_a_league_at_rest_is_told_as_such(tmp_path):
    import os

    found(tmp_path)
    view = LeagueView(tmp_path)
    assert told(view)["running"]
    long_ago = time.time() - ALIVE - 5
    for file in (*tmp_path.rglob("*"), tmp_path):
        os.utime(file, (long_ago, long_ago))
    assert not told(view)["running"]


def test_a_folder_without_a_league_is_refused(tmp_path):
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(FileNotFoundError, match="league run"):
            LeagueView(folder)


def test_the_server_tells_it_once(tmp_path):
    import aiohttp

    async def story():
        league = found(tmp_path)
        server = PageServer(Library(tmp_path / "home"), league=LeagueView(tmp_path))
        runner = await server.listen("127.0.0.1", 0)
        try:
            async with aiohttp.ClientSession(f"http://127.0.0.1:{server.port}") as http:
                first = await http.get("/api/league")
                assert first.status == 200 and (await first.json())["results"] == 0
                tag = first.headers["ETag"]
                assert (await http.get("/api/league", headers={"If-None-Match": tag})).status == 304
                play_alone(league, 3)
                assert (await http.get("/api/league", headers={"If-None-Match": tag})).status == 200
                server.league.view = None
                answer = await http.get("/api/league")
                assert answer.status == 404 and "starleague dashboard" in await answer.text()
        finally:
            await server.close(runner)

    asyncio.run(story())
