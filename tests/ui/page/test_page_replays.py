"""Replays in the page: any moment, both players' eyes, damaged files."""

import asyncio

import numpy as np
import pytest
from page_frames import Mirror
from test_page_server import Tab, open_page

from starleague.bots.driver import BotDriver
from starleague.cli import main
from starleague.game.games import Games
from starleague.game.playback import Playback
from starleague.game.replay import Recorder, Replay
from starleague.ui.page import server
from starleague.ui.page.curves import NAMES
from starleague.ui.page.theatre import ReplayRoom

pytestmark = pytest.mark.timeout(1200)
LAST = 1500


@pytest.fixture(scope="module")
def recorded():
    """The bytes of a short game, the hash of every 100th loop."""
    games = Games(1, seed=8, threads=1)
    driver = BotDriver(games)
    driver.seat(0, 1, "easy")
    driver.seat(0, 2, "medium")
    with Recorder(games, names=("Left", "Right")) as recorder:
        driver.step(LAST)
        games.surrender(0, 2)
        return recorder.to_bytes()


def test_a_playback_rewinds_exactly(recorded):
    replay = Replay.from_bytes(recorded)
    playback = Playback(replay)
    playback.step(700)
    mark, middle = playback.mark(), playback.games.hash(0)
    playback.step(LAST)
    end = playback.games.hash(0)
    playback.rewind(mark)
    assert playback.games.hash(0) == middle and playback.loop == 700
    playback.step(LAST)  # every recorded hash is checked again on the way
    assert playback.games.hash(0) == end and playback.finished


def test_a_replay_is_watched_from_end_to_end(recorded, tmp_path):
    async def story():
        async with open_page(tmp_path) as (_, http):
            answer = await http.post("/api/replays?name=short", data=recorded)
            room = (await answer.json())["room"]
            async with http.ws_connect(f"/ws/{room}", max_msg_size=0) as socket:
                tab = Tab(socket)
                welcome = await tab.until("welcome", 1000)
                assert welcome["names"] == ["Left", "Right"] and welcome["last"] == LAST and welcome["kind"] == "replay"
                tab.mirror = Mirror(welcome["map"]["width"], welcome["map"]["height"])
                await tab.until("frame")
                await tab.say(do="pace", speed="x16")
                over = await tab.until("over", 200)
                assert over["results"] == ["victory", "defeat"] and tab.mirror.loop == LAST
                at_end = dict(tab.mirror.units)

                await tab.say(do="pace", pause=True)
                await tab.say(do="seek", loop=600)
                while tab.mirror.loop != 600:
                    await tab.until("frame")
                assert tab.mirror.units != at_end
                await tab.say(do="view", player=1)
                while not (await tab.until("frame"))[0]:
                    pass
                hidden = [unit for unit in tab.mirror.units.values() if unit["owner"] == 2]
                assert len(hidden) < 5 and np.count_nonzero(tab.mirror.sight == 0) > 1000
                await tab.say(do="view", player=0)
                await tab.say(do="seek", loop=LAST)
                while not (await tab.until("frame"))[0] or tab.mirror.loop != LAST:
                    pass
                assert tab.mirror.units == at_end
            while not (curves := await (await http.get(f"/api/rooms/{room}/curves")).json())["done"]:
                await asyncio.sleep(0.2)
            assert curves["names"] == list(NAMES) and not curves["problem"]
            workers = [row[NAMES.index("workers")] for row in curves["players"]["2"]]
            assert workers[0] == 12 and workers[-1] > 14
            assert any(mark[3] == "Supply Depot" for mark in curves["marks"])

    asyncio.run(story())


def test_a_damaged_file_is_told_of_before_a_page_opens(recorded, tmp_path, monkeypatch):
    monkeypatch.setattr(server, "serve", lambda *_: pytest.fail("a page was opened"))
    broken = bytearray(recorded)
    broken[len(broken) // 2] ^= 0xFF
    for content, word in ((bytes(broken), "damaged"), (recorded[:9], "cut off"), (b"GIF89a", "not a .slreplay")):
        file = tmp_path / "game.slreplay"
        file.write_bytes(content)
        with pytest.raises(SystemExit, match=word):
            main(["watch", str(file), "--browser"])


def test_a_game_that_takes_another_course_is_told_of(recorded, tmp_path):
    """Recorded by another engine: what has been seen so far is left, and the page says why it goes no further."""
    loop = 800
    async def story():
        room = ReplayRoom(recorded)
        await room.ready.wait()
        room.replay.hashes[loop] = "another"
        async with open_page(tmp_path) as (served, http):
            served.add(room)
            async with http.ws_connect(f"/ws/{room.id}", max_msg_size=0) as socket:
                tab = Tab(socket)
                await tab.until("welcome", 1000)
                await tab.say(do="pace", speed="x16")
                assert str(loop) in (await tab.until("broken", 100))["text"]
                await tab.say(do="seek", loop=100)
                await tab.say(do="seek", loop=LAST)
                assert str(loop) in (await tab.until("broken", 100))["text"]

    asyncio.run(story())


def test_what_is_no_replay_is_refused(recorded, tmp_path):
    async def story():
        async with open_page(tmp_path) as (server, http):
            broken = bytearray(recorded)
            broken[len(broken) // 2] ^= 0xFF
            for body, word in ((bytes(broken), "damaged"), (b"GIF89a", "not a .slreplay"), (b"", "not a .slreplay")):
                answer = await http.post("/api/replays", data=body)
                assert answer.status == 400 and word in await answer.text()
            assert (await http.post("/api/replays", json={"file": "../../etc/passwd"})).status == 400
            assert not server.rooms

    asyncio.run(story())
