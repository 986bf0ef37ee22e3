"""A game is followed while it is still being played."""

import asyncio

import aiohttp
import pytest
from page_frames import Mirror
from test_page_server import Tab

from league.scripted import found
from starleague.bots.driver import BotDriver
from starleague.game.games import Games
from starleague.game.playback import Playback
from starleague.game.replay import Recorder, Replay
from starleague.ui.dashboard.view import LeagueView
from starleague.ui.page import live
from starleague.ui.page.library import Library
from starleague.ui.page.live import BEHIND
from starleague.ui.page.server import PageServer

pytestmark = pytest.mark.timeout(1200)
THOUGHT = {"value": 0.5, "action": "no_op", "delay": 3, "actions": [["no_op", 1.0]]}


class Elsewhere:
    """Somebody plays a game and writes it down."""

    def __init__(self, file):
        file.parent.mkdir(parents=True, exist_ok=True)
        self.games = Games(1, seed=3, threads=1)
        self.driver = BotDriver(self.games)
        self.driver.seat(0, 1, "easy")
        self.driver.seat(0, 2, "medium")
        self.games.recorder = Recorder(self.games, file, names=("main", "old"))

    def play(self, loops):
        self.games.recorder.note(1, {"thought": THOUGHT | {"value": self.games[0].loop / 10_000}})
        self.driver.step(loops)

    def end(self):
        self.games.surrender(0, 2)
        self.games.recorder.close()


def test_a_replay_grows_to_the_same_game(tmp_path):
    file = tmp_path / "game.slreplay"
    elsewhere = Elsewhere(file)
    elsewhere.play(450)
    replay = Replay.load(file, partial=True)
    playback = Playback(replay)
    assert not replay.grow(file)
    for _ in range(5):
        elsewhere.play(333)
        replay.grow(file)
        playback.step(10_000)
        assert playback.loop == replay.last_loop and playback.finished
    elsewhere.end()
    assert replay.grow(file) and replay.winner == 1
    playback.step(10_000)  # every recorded hash was checked on the way
    assert playback.loop == int(elsewhere.games[0].loop)
    assert playback.games.hash(0) == elsewhere.games.hash(0)
    whole = Replay.load(file)
    assert (replay.commands, replay.hashes, replay.notes) == (whole.commands, whole.hashes, whole.notes)
    file.unlink()
    assert not replay.grow(file)


def test_a_league_game_is_watched_to_its_end(tmp_path, monkeypatch):
    monkeypatch.setattr(live, "SILENT", 1e6)  # the simulator may have to be compiled meanwhile
    league = found(tmp_path)
    match = league.next_match(0)
    elsewhere = Elsewhere(tmp_path / "live" / "main" / f"{match.id}.slreplay")
    elsewhere.play(1650)

    async def story():
        server = PageServer(Library(tmp_path / "home"), league=LeagueView(tmp_path))
        runner = await server.listen("127.0.0.1", 0)
        try:
            async with aiohttp.ClientSession(f"http://127.0.0.1:{server.port}") as http:
                assert (await (await http.get("/api/league")).json())["playing"][0]["live"]
                for asked in ({"match": 99}, {"match": "../x"}, {"match": {}}, {"match": True}, {"learner": 1}, {}):
                    assert (await http.post("/api/league/watch", json=asked)).status == 400
                room = (await (await http.post("/api/league/watch", json={"learner": 0})).json())["room"]
                async with http.ws_connect(f"/ws/{room}", max_msg_size=0) as socket:
                    tab = Tab(socket)
                    welcome = await tab.until("welcome", 1000)
                    assert welcome["live"] and welcome["names"] == ["main", "old"] and welcome["minds"] == [1]
                    tab.mirror = Mirror(welcome["map"]["width"], welcome["map"]["height"])
                    await tab.until("frame")
                    assert 0 < welcome["last"] - tab.mirror.loop <= BEHIND
                    await tab.say(do="pace", speed="x16")
                    await tab.say(do="look inside", on=True)
                    assert (await tab.until("thoughts"))["players"]["1"]["action"] == "no_op"
                    elsewhere.play(800)
                    while (await tab.until("length", 60))["last"] <= welcome["last"]:
                        pass
                    elsewhere.end()
                    over = await tab.until("over", 60)
                    assert over["results"] == ["victory", "defeat"]
                    assert tab.mirror.loop == int(elsewhere.games[0].loop)
                answer = await (await http.get(f"/api/rooms/{room}/curves")).json()
                assert answer["values"]["1"][0] == [0, 0.0] and not answer["problem"]
        finally:
            await server.close(runner)

    asyncio.run(story())
