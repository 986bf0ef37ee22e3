"""Somebody who plays Terran at the page by mouse and keyboard: workers, depots, Barracks, Marines, and off they go.

What he knows is what the page shows him; all that he does goes through the page's own controls.
"""

import contextlib
import itertools
import math

from browser import box, spot
from playwright.sync_api import TimeoutError

WORKERS, BARRACKS = 16, 4
FIRST_WAVE = 10  # Marines
ORDERS_EVERY = 200  # loops between two words to the army
LOOPS_A_TURN = 45  # that pass at most, but for a slow machine at the slowest speed
SLOWEST, FASTEST = 22.4, 179.2  # loops a second
PATIENT = 1500  # milliseconds until a button or an answer is there
SITES_AT_ONCE = 5  # that are tried for a structure in a turn
CORNERS = [(dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]  # of a structure, from its centre
CREW, HALL, SHOPS = "9", "1", "2"  # control groups

SEEN = """() => {
    const {world, welcome, commander} = starleague, mine = {}, theirs = [], fields = [];
    for (let k = 1; k < world.last; k++) {
        const unit = world.type[k] && world.facts.units[world.type[k]];
        if (!unit || world.has(k, 'plan')) continue;
        const one = {k, x: world.x[k], y: world.y[k], busy: world.work[k] > 0, raw: world.has(k, 'unfinished')};
        if (world.owner[k] === 1) (mine[unit.name] ??= []).push(one);
        if (world.owner[k] === 2 && unit.flags?.includes('structure')) theirs.push(one);
        if (unit.resource === 1) fields.push(one);
    }
    return {...world.purses[1], mine, theirs, fields, loop: world.loop, over: world.waits.includes('over'),
            enemy_start: welcome.starts[2], speed: world.loopsPerSecond, shops: commander.selection.members(2)};
}"""
KEY_OF = """label => {
    const slot = document.querySelector(`.slot[data-name="${label}"]`);
    return slot && (slot.classList.contains('blocked') ? 'blocked' : slot.querySelector('kbd').textContent.toLowerCase());
}"""
ON_MINIMAP = """([x, y]) => {
    const [u, v] = starleague.minimap.fromMap(x, y), {left, top} = starleague.minimap.canvas.getBoundingClientRect();
    return [left + u, top + v];
}"""
ANSWERED = """([x, y]) => {
    const {ghost, aim} = starleague.commander;
    return !aim?.placed || (ghost && ghost.ok !== null && Math.hypot(ghost.x - x, ghost.y - y) < 1.1);
}"""
UNDECIDED = """() => (starleague.commander.aim || starleague.commander.menu) &&
    !document.querySelector(".dialog:not([hidden])")"""  # who has won reads that first: Escape would put it away


class Hands:
    """One game's player. ``play`` plays it to its end."""

    def __init__(self, page):
        self.page = page
        self.told_army = -ORDERS_EVERY
        self.corners = itertools.cycle(CORNERS)
        self.searched = 0  # places where nobody was found

    def play(self, loops):
        """Until somebody has won, or for so many loops; what was seen last."""
        self.look()
        [self.hall] = self.mine("CommandCenter")
        self.sites = self.building_sites()
        x, y = spot(self.page, self.hall["k"])
        box(self.page, x, y, 900, 480)
        self.page.keyboard.press(f"Control+{CREW}")
        self.page.mouse.click(x, y)
        self.page.keyboard.press(f"Control+{HALL}")
        while not self.look()["over"] and self.seen["loop"] < loops:
            begun = self.seen["loop"]
            self.turn()
            self.keep_pace(self.look()["loop"] - begun)
        return self.seen

    def keep_pace(self, loops):
        """A turn took so many loops: a game that runs away is slowed down, one that dawdles goes faster."""
        if loops > LOOPS_A_TURN * 2 and self.seen["speed"] > SLOWEST:
            self.page.keyboard.press("-")
        elif loops < LOOPS_A_TURN and self.seen["speed"] < FASTEST:
            self.page.keyboard.press("+")

    def look(self):
        self.seen = self.page.evaluate(SEEN)
        return self.seen

    def mine(self, name, finished=False):
        return [one for one in self.seen["mine"].get(name, []) if not (finished and one["raw"])]

    def turn(self):
        """One round of what has to be done."""
        minerals, shops = self.seen["minerals"], self.mine("Barracks", finished=True)
        free = self.seen["cap"] - self.seen["used"]
        growing = len(self.mine("SupplyDepot")) - len(self.mine("SupplyDepot", finished=True))
        if minerals >= 100 and free < 5 + 4 * len(shops) and growing <= minerals // 500:
            self.build("Supply Depot")
        elif minerals >= 150 and len(self.mine("Barracks")) < BARRACKS and self.mine("SupplyDepot", finished=True):
            self.build("Barracks")
        if len(self.mine("SCV")) < WORKERS and not self.mine("CommandCenter")[0]["busy"]:
            self.train(HALL, "SCV", 2)
        for shop in shops:
            if shop["k"] not in self.seen["shops"]:
                self.add_to_group(shop)
        if shops and not all(shop["busy"] for shop in shops):
            self.train(SHOPS, "Marine", 2 * len(shops))
        if self.seen["idle"]:
            self.send_idle_to_work()
        marines = len(self.mine("Marine"))
        if marines >= (FIRST_WAVE if self.told_army < 0 else 1) and self.seen["loop"] >= self.told_army + ORDERS_EVERY:
            self.told_army = self.seen["loop"]
            self.send_army()

    # single deeds

    def press(self, label, times=1):
        """The key that a button of the command card shows, once it is there; whether it could be pressed."""
        try:
            key = self.page.wait_for_function(KEY_OF, arg=label, timeout=PATIENT).json_value()
        except TimeoutError:
            return False
        for _ in range(times if key != "blocked" else 0):
            self.page.keyboard.press(key)
        return key != "blocked"

    def train(self, group, label, times):
        self.page.keyboard.press(group)
        self.press(label, times)

    def build(self, label):
        """A worker of the crew builds at the next site that is free."""
        self.page.keyboard.press(CREW)
        self.page.keyboard.press("Backspace")  # home, wherever a group that is called twice has led
        if not self.press("Build Structure"):
            return
        for _ in range(SITES_AT_ONCE if self.press(label) else 0):
            site = self.sites.pop(0)
            self.sites.append(site)  # for later: somebody may only be standing there, or the order be refused
            place = self.on_screen(*site)
            self.page.mouse.move(*place)
            with contextlib.suppress(TimeoutError):  # an alert may lie there
                self.page.wait_for_function(ANSWERED, arg=list(site), timeout=PATIENT)
            if self.page.evaluate("starleague.commander.ghost?.ok"):
                self.page.mouse.click(*place)
                return
        while self.page.evaluate(UNDECIDED):
            self.page.keyboard.press("Escape")

    def building_sites(self):
        """Places of the screen around the town hall, away from its minerals, the nearest first."""
        x, y = self.hall["x"], self.hall["y"]
        near = [one for one in self.seen["fields"] if math.dist((one["x"], one["y"]), (x, y)) < 12]
        toward = sum(one["x"] - x for one in near), sum(one["y"] - y for one in near)
        around = [(dx, dy) for dx in range(-16, 17, 4) for dy in range(-7, 8, 4) if math.hypot(dx, dy) > 5]
        away = [(dx, dy) for dx, dy in around if dx * toward[0] + dy * toward[1] < 0.2 * math.hypot(dx, dy) * math.hypot(*toward)]
        return [(x + dx, y + dy) for dx, dy in sorted(away, key=lambda step: math.hypot(*step))]

    def add_to_group(self, shop):
        """Where a unit stands before the structure, it is clicked instead: the next turn tries elsewhere."""
        self.page.keyboard.press("Backspace")
        dx, dy = next(self.corners)
        self.page.mouse.click(*self.on_screen(shop["x"] + dx, shop["y"] + dy))
        if self.page.evaluate("starleague.commander.selection.units") == [shop["k"]]:
            self.page.keyboard.press(f"Control+Shift+{SHOPS}")

    def send_idle_to_work(self):
        self.page.keyboard.press("F1")
        self.page.keyboard.press("Backspace")
        x, y = self.hall["x"], self.hall["y"]
        field = min(self.seen["fields"], key=lambda one: math.dist((one["x"], one["y"]), (x, y)))
        self.page.mouse.click(*self.on_screen(field["x"], field["y"]), button="right")

    def send_army(self):
        """All Marines attack the nearest structure that was seen; else they look where one may be."""
        here = self.mine("Marine")[0]
        if self.seen["theirs"]:
            target = min(((one["x"], one["y"]) for one in self.seen["theirs"]), key=lambda at: math.dist(at, (here["x"], here["y"])))
        else:
            start = self.seen["enemy_start"]
            places = sorted(((one["x"], one["y"]) for one in self.seen["fields"]), key=lambda at: math.dist(at, start))
            target = [start, *places][self.searched * 8 % (len(places) + 1)]
            self.searched += math.dist(target, (here["x"], here["y"])) < 8
        self.page.keyboard.press("F2")
        if self.press("Attack"):
            self.page.mouse.click(*self.page.evaluate(ON_MINIMAP, list(target)))

    def on_screen(self, x, y):
        return self.page.evaluate("([x, y]) => starleague.field.camera.toScreen(x, y)", [x, y])
