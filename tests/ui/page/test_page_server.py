"""The page's server, as a browser talks to it."""

import asyncio
import contextlib
import json

import aiohttp
import pytest
from page_frames import Mirror, read

from starleague.game.replay import Replay
from starleague.ui.art import art
from starleague.ui.page import room
from starleague.ui.page.clock import LOOPS_PER_FRAME
from starleague.ui.page.facts import facts_of
from starleague.ui.page.library import Library
from starleague.ui.page.playing import Wish
from starleague.ui.page.server import PageServer
from starleague.ui.page.wire import Section

pytestmark = pytest.mark.timeout(1200)  # the simulator may have to be compiled first
WISH = {"map": "Basalt Terraces", "race": "Terran", "level": "very_easy", "seed": 4, "name": "Ada"}


class Tab:
    """A browser tab in a room."""

    def __init__(self, socket, width=152, height=136):
        self.socket, self.mirror, self.told = socket, Mirror(176, 176), []
        self.welcome = None

    async def until(self, what, limit=20.0):
        """The first message of a kind; frames are followed on the way."""
        async with asyncio.timeout(limit):
            while True:
                message = await self.socket.receive()
                if message.type == aiohttp.WSMsgType.BINARY:
                    self.mirror.take(message.data)
                    if what == "frame":
                        return read(message.data)
                elif message.type == aiohttp.WSMsgType.TEXT:
                    said = json.loads(message.data)
                    if said["is"] == what:
                        return said
                else:
                    raise ConnectionError(str(message.type))

    async def say(self, **message):
        await self.socket.send_str(json.dumps(message))

    def mine(self, facts, name):
        kind = next(k for k, unit in enumerate(facts["units"]) if unit.get("name") == name)
        return [index for index, unit in self.mirror.units.items() if unit["type"] == kind and unit["owner"] == 1]


@contextlib.asynccontextmanager
async def open_page(folder, token=""):
    server = PageServer(Library(folder))
    runner = await server.listen("127.0.0.1", 0, token)
    jar = aiohttp.CookieJar(unsafe=True)  # of an address without a name
    async with aiohttp.ClientSession(f"http://127.0.0.1:{server.port}", cookie_jar=jar) as http:
        try:
            yield server, http
        finally:
            await server.close(runner)


@contextlib.asynccontextmanager
async def playing(folder):
    """A game that was begun from the page, with its first tab."""
    async with open_page(folder) as (server, http):
        answer = await http.post("/api/games", json=WISH)
        begun = await answer.json()
        async with http.ws_connect(f"/ws/{begun['room']}?seat={begun['seat']}", max_msg_size=0) as socket:
            tab = Tab(socket)
            tab.welcome = await tab.until("welcome", 1000)
            tab.mirror = Mirror(tab.welcome["map"]["width"], tab.welcome["map"]["height"])
            assert (await tab.until("frame"))[0]
            facts = await (await http.get(f"/api/rooms/{begun['room']}/facts")).json()
            assert tab.mirror.loop == 1
            await tab.say(do="ready")
            yield server, http, begun, tab, facts


def test_a_game_is_played_and_recorded(tmp_path):
    async def story():
        Library(tmp_path).answer(True)
        async with playing(tmp_path) as (server, http, begun, tab, facts):
            assert tab.welcome["names"] == ["Ada", "Computer (very easy)"] and tab.welcome["seated"]
            [hall] = tab.mine(facts, "CommandCenter")
            lead = tab.mirror.units[hall]["type"]
            await tab.say(do="select", units=[hall], lead=lead)
            detail = await tab.until("detail")
            train = next(k for k, one in enumerate(facts["abilities"]) if one.get("label") == "SCV" and one["kind"] == "train")
            assert detail["card"][str(train)][0] == 0
            await tab.say(do="order", ability=train, units=[hall])
            while not (detail := await tab.until("detail"))["queues"]:
                pass
            assert detail["queues"][0][1][0][0] == train
            for nonsense in ({"unit": hall, "place": 99}, {"unit": "x", "place": 0}, {"unit": hall}):
                await tab.say(do="cancel", **nonsense)
            await tab.say(do="cancel", unit=hall, place=0)
            loop = tab.mirror.loop
            while (await tab.until("detail"))["queues"]:
                assert tab.mirror.loop < loop + 100, "it was not cancelled"  # it takes 272 to train
            await tab.say(do="order", ability=train, units=[hall, 900, 5], x=1e9, y=-4)
            await tab.say(do="pace", pause=True)
            while "person" not in (await tab.until("pace"))["waits"]:
                pass
            await tab.say(do="surrender")
            over = await tab.until("over")
            assert over["results"] == ["defeat", "victory"]
            room = server.rooms[begun["room"]]
            saved = await http.get(f"/api/rooms/{begun['room']}/replay")
            assert 'filename="' in saved.headers["Content-Disposition"]
            assert Replay.from_bytes(await saved.read()).header["names"][0] == "Ada"
        [file] = (tmp_path / "games").glob("*.slreplay")
        replay = Replay.load(file)
        assert replay.winner == 2 and replay.header["person"] == 1 and len(replay.commands) >= 1
        assert (tmp_path / "training" / file.name).is_file() and room.file == file
        for _ in replay.play():
            pass  # it plays again to the same hashes

    asyncio.run(story())


def test_a_reload_goes_on_and_a_second_tab_takes_the_seat(tmp_path):
    async def story():
        async with playing(tmp_path) as (_, http, begun, tab, _facts):
            address = f"/ws/{begun['room']}?seat={begun['seat']}"
            while tab.mirror.loop < 20:
                await tab.until("frame")
            async with http.ws_connect(address, max_msg_size=0) as socket:
                second = Tab(socket)
                assert (await second.until("welcome"))["seated"]
                await tab.until("taken")
                key, loop, told = await second.until("frame")
                assert key and loop >= 20 and len(told[Section.BORN]["index"]) > 60
            async with http.ws_connect(address, max_msg_size=0) as socket:  # reloaded
                third = Tab(socket)
                await third.until("welcome")
                key, again, _ = await third.until("frame")
                await third.say(do="ready")
                assert key and again >= loop
                while third.mirror.loop < again + 10:
                    await third.until("frame")
            async with http.ws_connect(f"/ws/{begun['room']}?seat=wrong") as socket:
                assert "somebody else" in (await Tab(socket).until("refused"))["text"]
            async with http.ws_connect("/ws/nowhere") as socket:
                await Tab(socket).until("gone")

    asyncio.run(story())


def test_the_game_waits_for_a_closed_lid(tmp_path, monkeypatch):
    monkeypatch.setattr(room, "AWAY", 0.2)

    async def story():
        async with playing(tmp_path) as (server, http, begun, tab, _facts):
            await tab.socket.close()
            game = server.rooms[begun["room"]]
            async with asyncio.timeout(10):
                while "away" not in game.clock.waits_for:
                    await asyncio.sleep(0.05)
            loop = int(game.games[0].loop)
            await asyncio.sleep(1.5)  # 33 loops, if it went on
            assert int(game.games[0].loop) <= loop + LOOPS_PER_FRAME
            async with http.ws_connect(f"/ws/{begun['room']}?seat={begun['seat']}", max_msg_size=0) as socket:
                again = Tab(socket)
                await again.until("welcome")
                assert (await again.until("pace"))["waits"] == ["loading"]
                await again.say(do="ready")
                assert (await again.until("pace"))["waits"] == []
                while again.mirror.loop < loop + 20:
                    await again.until("frame")

    asyncio.run(story())


def test_a_game_that_cannot_begin_says_why(tmp_path):
    def make():
        raise ValueError("no such agent")

    async def story():
        async with open_page(tmp_path) as (server, http):
            broken = server.add(room.Room("broken", ("a", "b")))
            broken.open(make)
            async with http.ws_connect(f"/ws/{broken.id}") as socket:
                assert (await Tab(socket).until("broken"))["text"] == "no such agent"

    asyncio.run(story())


def test_nonsense_is_refused(tmp_path):
    async def story():
        async with playing(tmp_path) as (_, http, _begun, tab, _facts):
            for message in ({"do": "place", "type": 0}, {"do": "place", "type": 20, "x": 9, "y": 9, "units": 7}, {"do": "fly"}, {"do": "select", "units": "all", "lead": "x"}, {}):
                await tab.say(**message)
                await tab.until("refused")
            await tab.socket.send_str("{not json")
            await tab.until("refused")
            for order in ({"ability": -1}, {"ability": 2, "units": 7}, {"ability": 2, "units": [-1]}, {"ability": 2, "units": [1], "x": "a"}):
                await tab.say(do="order", **order)
            loop = tab.mirror.loop
            while tab.mirror.loop < loop + 10:
                await tab.until("frame")  # it goes on
            for wish, word in (({**WISH, "map": "Nowhere"}, "Basalt"), ({**WISH, "race": "Elves"}, "Zerg"), ({"x": 1}, "level")):
                answer = await http.post("/api/games", json=wish)
                assert answer.status == 400 and word in await answer.text()
            assert (await http.post("/api/games", data=b"\xff")).status == 400

    asyncio.run(story())


def test_the_door(tmp_path):
    async def story():
        async with open_page(tmp_path) as (_, http):
            page = await http.get("/")
            assert page.status == 200 and "<div id=\"app\">" in await page.text()
            assert (await http.get("/static/page.js")).status == 200
            assert (await http.get("/static/..%2Fart.py")).status == 404
            assert (await http.get("/", headers={"Host": "evil.example"})).status == 403
            assert (await http.get("/api/choices", headers={"Origin": "http://evil.example"})).status == 403
        async with open_page(tmp_path, token="secret") as (_, http):
            assert (await http.get("/")).status == 403
            assert "token" in await (await http.get("/?token=wrong")).text()
            assert (await http.get("/?token=secret")).status == 200
            assert (await http.get("/api/choices")).status == 200  # by the cookie

    asyncio.run(story())


def test_consent_is_asked_once(tmp_path):
    async def story():
        async with open_page(tmp_path) as (_, http):
            assert (await (await http.get("/api/choices")).json())["consent"] is None
            assert (await http.post("/api/consent", json={"training": "maybe"})).status == 400
            await http.post("/api/consent", json={"training": False})
            assert (await (await http.get("/api/choices")).json())["consent"] is False

    asyncio.run(story())


def test_cards_come_from_the_rules(games):
    facts = facts_of(games)
    units, abilities = facts["units"], facts["abilities"]
    worker = {abilities[row]["key"]: abilities[row]["label"] for row in units[games.unit_row("SCV")]["card"]}
    assert worker["YA"] == "Barracks" and worker["XA"] == "Factory" and worker["T"] == "Attack"
    standard = {one["label"]: one["letters"] for one in abilities if "letters" in one and one.get("label")}
    assert standard["Barracks"] == "BB" and standard["Siege Mode"] == "E" and standard["Marauder"] == "D"
    assert units[games.unit_row("Pylon")]["power"] == 6.5 and "power" not in units[games.unit_row("Marine")]
    marauder = next(one for one in abilities if one.get("label") == "Marauder" and one["kind"] == "train")
    assert marauder["needs"] == "Tech Lab" and marauder["cost"] == [100, 25, 2.0]
    assert units[games.unit_row("Hive")]["spawns"] == games.unit_row("Larva")
    assert facts["effects"][games.names.effects["PsiStormPersistent"]] == ["PsiStorm", 1.5]
    json.dumps(facts)


def test_art_is_of_units_that_there_are(games):
    assert set(art()) <= {*games.names.unit_names, "TechLab", "Reactor"}
    assert art()["OrbitalCommand"][: len(art()["CommandCenter"])] == art()["CommandCenter"]


@pytest.fixture(scope="module")
def games():
    from starleague.game.games import Games

    return Games(1, seed=1, threads=1)


def test_wishes_name_what_is_wrong():
    with pytest.raises(ValueError, match="very_easy"):
        Wish(level="godlike")
