"""A person against an agent: it plays its own race, and what it thinks can be looked at."""

import asyncio

import aiohttp
from page_frames import Mirror
from test_minds import THOUGHT
from test_page_server import WISH, Tab

from starleague.game.driver import EngineDriver
from starleague.game.replay import Replay
from starleague.ui.page.library import Library
from starleague.ui.page.playing import AGENT, Agent
from starleague.ui.page.server import PageServer


class Thinker(EngineDriver):
    """Does nothing, and thinks about it."""

    def seat(self, g, player, difficulty, build="macro"):
        self.player = player

    def step(self, loops):
        self.games.recorder.note(self.player, {"thought": THOUGHT})
        super().step(loops)


def test_an_agent_plays_and_is_looked_into(tmp_path):
    async def story():
        server = PageServer(Library(tmp_path), agents=[Agent("thinker", "zerg", Thinker)])
        runner = await server.listen("127.0.0.1", 0)
        try:
            async with aiohttp.ClientSession(f"http://127.0.0.1:{server.port}") as http:
                offered = (await (await http.get("/api/choices")).json())["agents"]
                assert offered == [{"level": AGENT + "thinker", "name": "thinker", "race": "zerg"}]
                answer = await http.post("/api/games", json={**WISH, "level": AGENT + "nobody"})
                assert answer.status == 400 and "thinker" in await answer.text()
                begun = await (await http.post("/api/games", json={**WISH, "level": offered[0]["level"]})).json()
                async with http.ws_connect(f"/ws/{begun['room']}?seat={begun['seat']}", max_msg_size=0) as socket:
                    tab = Tab(socket)
                    welcome = await tab.until("welcome", 1000)
                    assert welcome["names"] == ["Ada", "thinker"] and welcome["races"] == ["terran", "zerg"]
                    assert welcome["minds"] == [2]
                    tab.mirror = Mirror(welcome["map"]["width"], welcome["map"]["height"])
                    await tab.until("frame")
                    await tab.say(do="ready")
                    await tab.say(do="look inside", on=True)
                    thought = (await tab.until("thoughts", 60))["players"]["2"]
                    assert thought.pop("loop") >= 0 and thought == THOUGHT
        finally:
            await server.close(runner)

    asyncio.run(story())
    [file] = (tmp_path / "games").glob("*.slreplay")
    assert all(what == {"thought": THOUGHT} for _, _, what in Replay.load(file).notes)
