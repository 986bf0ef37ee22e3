"""A whole game through the page's own mouse and keyboard, from the start page to victory; then its replay."""

import contextlib
import math
import os
import time

import pytest
from browser import CHROMIUM, begin, own, serving, spot, tab

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (pip install playwright)")

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine (apt-get install chromium)"),
    pytest.mark.skipif("STARLEAGUE_SLOW" not in os.environ, reason="takes many minutes: STARLEAGUE_SLOW=1 runs it"),
    pytest.mark.timeout(3000),
]
ATTACK_WITH = 14  # Marines
BARRACKS = 3
STEP = 900  # milliseconds between two turns
FRAMES = 4  # a second
MOST_LOOPS = 250  # of the game in a turn

PATIENT = 6000  # milliseconds until a button appears
KEY_OF = """label => document.querySelector(`.slot:not(.blocked)[data-name="${label}"] kbd`)?.textContent"""
SEEN = """() => {
    const {world} = starleague, purse = world.purses[1], mine = {}, theirs = [];
    for (let k = 1; k < world.type.length; k++) {
        const unit = world.facts.units[world.type[k]];
        if (!world.type[k] || !unit) continue;
        if (world.owner[k] === 1 && !world.has(k, 'plan')) (mine[unit.name] ??= []).push([k, world.has(k, 'unfinished')]);
        if (world.owner[k] === 2 && unit.flags?.includes('structure')) theirs.push([world.x[k], world.y[k]]);
    }
    return {...purse, mine, theirs, loop: world.loop, over: world.waits.includes('over'), starts: starleague.welcome.starts,
            bounds: world.map.playable};
}"""


class Player:
    """Somebody who plays Terran by hand: workers, depots, Barracks, Marines, and off they go."""

    def __init__(self, page):
        self.page, self.grouped, self.sent, self.sweep = page, set(), 0.0, 0
        self.home = None

    def look(self):
        self.seen = self.page.evaluate(SEEN)
        return self.seen

    def done(self, name):
        return [index for index, unfinished in self.seen["mine"].get(name, []) if not unfinished]

    def press(self, label):
        """The key that a button of the command card shows, once it is there; whether it could be pressed."""
        with contextlib.suppress(playwright.TimeoutError):
            self.page.wait_for_selector(f'.slot[data-name="{label}"]', timeout=PATIENT)
        key = self.page.evaluate(KEY_OF, label)
        if key:
            self.page.keyboard.press(key.lower())
        return bool(key)

    def select(self, index):
        self.page.mouse.click(*spot(self.page, index))
        self.page.wait_for_timeout(150)

    def go_home(self):
        self.page.keyboard.press("Backspace")
        self.page.wait_for_timeout(400)

    def train(self, group, label, times):
        self.page.keyboard.press(str(group))
        self.page.wait_for_timeout(200)
        for _ in range(times):
            self.press(label)

    def build(self, label, at):
        """A worker builds at the first free place around the town hall, from a ring of places."""
        self.go_home()
        if not self.done("SCV"):
            return
        self.select(self.done("SCV")[-1])
        if not self.press("Build Structure"):
            return
        self.page.wait_for_timeout(200)
        if not self.press(label):
            self.page.keyboard.press("Escape")
            return
        x, y = spot(self.page, self.hall)
        for k in range(12):
            angle = (at + k) * 2 * math.pi / 12
            place = x + 230 * math.cos(angle), y + 190 * math.sin(angle)
            self.page.mouse.move(*place)
            self.page.wait_for_timeout(350)
            if self.page.evaluate("starleague.commander.ghost?.ok"):
                self.page.mouse.click(*place)
                return
        self.page.keyboard.press("Escape")

    def attack(self):
        """All Marines to the nearest structure that was seen; else where the enemy began, then all over the map."""
        left, bottom, right, top = self.seen["bounds"]
        if self.seen["theirs"]:
            target = min(self.seen["theirs"], key=lambda at: math.dist(at, self.seen["starts"]["2"]))
        elif not self.sweep:
            target = self.seen["starts"]["2"]
        else:
            across, up = (self.sweep * 0.618) % 1, (self.sweep * 0.38) % 1
            target = left + 8 + across * (right - left - 16), bottom + 8 + up * (top - bottom - 16)
        if not self.seen["theirs"]:
            self.sweep += 1
        self.page.keyboard.press("F2")
        self.page.wait_for_timeout(200)
        if self.press("Attack"):
            u, v = self.page.evaluate("([x, y]) => starleague.minimap.fromMap(x, y)", list(target))
            self.page.click(".mini canvas", position={"x": u, "y": v})

    def play(self, seconds):
        """Until somebody has won."""
        end = time.monotonic() + seconds
        self.look()
        [self.hall] = self.done("CommandCenter")
        self.select(self.hall)
        self.page.keyboard.press("Control+1")
        loop = self.seen["loop"]
        while time.monotonic() < end and not self.look()["over"]:
            self.keep_up(self.seen["loop"] - loop)
            loop = self.seen["loop"]
            self.turn()
            self.page.wait_for_timeout(STEP)
        return self.seen

    def keep_up(self, loops):
        """As fast as these hands can follow: on a slow machine the game must not run away from them."""
        if loops > MOST_LOOPS:
            self.page.keyboard.press("-")
        elif loops < MOST_LOOPS // 4:
            self.page.keyboard.press("+")

    def turn(self):
        seen, mine = self.seen, self.seen["mine"]
        room = seen["cap"] - seen["used"]
        if len(mine.get("SCV", [])) < 18 and room > 0 and seen["minerals"] >= 50 and self.done("CommandCenter"):
            self.train(1, "SCV", 1)
        building = len(mine.get("SupplyDepot", [])) - len(self.done("SupplyDepot"))
        rich = seen["minerals"] // 500  # behind with spending: more at once
        if room < 6 + 4 * len(mine.get("Barracks", [])) and building <= rich and seen["minerals"] >= 100 and seen["cap"] < 100:
            self.build("Supply Depot", len(mine.get("SupplyDepot", [])) * 5)
        elif self.done("SupplyDepot") and len(mine.get("Barracks", [])) < BARRACKS and seen["minerals"] >= 150:
            self.build("Barracks", 3 + len(mine.get("Barracks", [])) * 4)
        fresh = set(self.done("Barracks")) - self.grouped
        if fresh:
            self.go_home()
            self.select(fresh.pop())
            self.page.keyboard.press("Control+Shift+2" if self.grouped else "Control+2")
            self.grouped = set(self.page.evaluate("starleague.commander.selection.members(2)"))
        if self.grouped and room > 0 and seen["minerals"] >= 50:
            self.train(2, "Marine", min(3 * len(self.grouped), seen["minerals"] // 50))
        if len(self.done("Marine")) >= (ATTACK_WITH if not self.sent else 6) and time.monotonic() - self.sent > 5:
            self.sent = time.monotonic()
            self.attack()


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("game"), "play") as found:
        yield found


def test_a_game_is_won_by_mouse_and_keyboard_and_its_replay_is_watched(browser, address):
    with tab(browser, address) as page:
        page.evaluate(f"localStorage.setItem('starleague-frames', {FRAMES})")  # software rendering takes a core
        begin(page)
        page.keyboard.press("F10")
        page.click("[data-speed=x2]")
        seen = Player(page).play(2400)
        page.wait_for_selector(".dialog.victory", timeout=30_000)
        assert "Victory" in page.inner_text(".sheet h1")
        length = seen["loop"]
        page.click("text=Start page")
        page.click(".recorded button >> nth=0")
        page.wait_for_selector(".timeline")
        page.click("[data-speed=x16]")
        page.wait_for_function("starleague.world.waits.includes('over')", timeout=1_200_000)
        assert abs(page.evaluate("starleague.world.loop") - length) < 400
        assert len(own(page, "Marine")) >= 1
