"""What the stronger levels do that the weaker do not: they count, answer, research more, turn round."""

import math

import pytest

from starleague.bots.driver import BotDriver
from starleague.catalog.rules import ONE
from starleague.engine.cheats import Cheat
from starleague.game.games import Games


class Stage:
    """A melee game in which a computer plays the first seat, and nobody the second."""

    def __init__(self, race: str, level: str, build: str = "macro"):
        self.games = Games(1, races=(race, "Terran"), seed=5, threads=1)
        self.driver = BotDriver(self.games)
        self.driver.seat(0, 1, level, build)
        self.driver.step(2)
        self.game, self.bot = self.games[0], self.driver.bots[0, 1]

    def slots(self, kind: str, owner: int = 1) -> list[int]:
        row = self.games.unit_row(kind)
        units = self.game.units
        return [k for k in range(1, int(self.game.n_slots))
                if units[k].alive and units[k].owner == owner and units[k].type == row]

    def add(self, kind: str, n: int, owner: int = 1, near: tuple[str, str] = ("rally", "home"), share: float = 0.0):
        """Units between two places that the computer knows, at a share of the way."""
        (ax, ay), (bx, by) = ((int(self.bot[f"{name}_x"]) / ONE, int(self.bot[f"{name}_y"]) / ONE) for name in near)
        return self.games.create_unit(0, kind, owner, ax + (bx - ax) * share, ay + (by - ay) * share, n)


@pytest.mark.parametrize(("cheat", "times"), [(Cheat.HALF_MORE, 1.4), (Cheat.DOUBLE, 2.0)])
def test_cheats_bring_home_more(cheat, times):
    games = Games(1, seed=5, threads=1, mirror_seeds=True)
    driver = BotDriver(games)
    driver.seat(0, 1, "easy", "macro")
    driver.seat(0, 2, "easy", "macro")
    games.toggle_cheat(0, 1, cheat)
    driver.step(400)
    mine, other = games[0].players[1], games[0].players[2]
    assert mine.minerals_collected / other.minerals_collected == pytest.approx(times, abs=0.15)


def test_the_highest_levels_cheat_as_their_names_say():
    games = Games(1, seed=5, threads=1)
    driver = BotDriver(games)
    bits = {}
    for level in ("very_hard", "cheat_vision", "cheat_money", "cheat_insane"):
        driver.seat(0, 1, level)
        bits[level] = int(games[0].cheats) >> 8, int(driver.brains[0]["levels"][driver.bots[0, 1]["level"]]["sees_all"])
    assert bits == {
        "very_hard": (0, 0), "cheat_vision": (0, 1),
        "cheat_money": (Cheat.HALF_MORE, 1), "cheat_insane": (Cheat.DOUBLE, 1),
    }


def test_workers_go_to_the_new_base():
    stage = Stage("Protoss", "hard")
    stage.games.create_unit(0, "Nexus", 1, *stage.games.map.bases()[_natural(stage)], 1)
    stage.games.create_unit(0, "Probe", 1, int(stage.bot["home_x"]) / ONE, int(stage.bot["home_y"]) / ONE + 4, 16)
    stage.driver.step(1500)
    patches = [stage.game.units[slot] for slot in stage.game.resources[: int(stage.game.n_resources)]]
    assert max(int(patch.harvesters) for patch in patches if patch.contents) <= 3
    busy = [patch for patch in patches if patch.harvesters]
    away = [abs(int(p.x) - int(stage.bot["home_x"])) + abs(int(p.y) - int(stage.bot["home_y"])) for p in busy]
    assert sum(far > 20 * ONE for far in away) >= 4


def _natural(stage: Stage) -> int:
    way = stage.driver.brains[0]["bases"]["way"][: len(stage.games.map.bases()), int(stage.bot["start"])]
    return int(way.argsort()[1])


@pytest.mark.parametrize("build", ["macro", "mass"])
def test_an_army_gathers_before_the_base_that_is_nearest_to_the_enemy(build):
    """Not in the main base, where the ramp lets a few at a time out to those who attack the natural."""
    stage = Stage("Terran", "hard", build)
    before = stage.games.map.bases()[_natural(stage)]
    stage.games.create_unit(0, "CommandCenter", 1, *before, 1)
    stage.add("Marine", 6)
    stage.driver.step(400)
    places = [(int(stage.game.units[k].x) / ONE, int(stage.game.units[k].y) / ONE) for k in stage.slots("Marine")]
    assert len(places) >= 6 and all(math.dist(place, before) < 12 for place in places)


@pytest.mark.parametrize(("level", "made"), [("very_hard", True), ("hard", False)])
def test_it_answers_what_it_has_seen(level, made):
    stage = Stage("Protoss", level)
    for kind in ("Gateway", "CyberneticsCore", "Pylon"):
        stage.add(kind, 1, share=0.4)
    for kind in ("CyberneticsCore", "Gateway"):
        assert stage.slots(kind)
    stage.add("Banshee", 6, owner=2)
    stage.driver.step(40)
    plan = stage.driver.brains[0]["plans"][stage.bot["plan"]]
    stalker = stage.games.unit_row("Stalker")
    step = next(s for s in plan.steps[: int(plan.n_steps)] if s.product == stalker and s.ratio)
    assert (int(step.count), int(step.ratio)) == (0, round(0.8 * ONE))
    assert int(stage.bot["foe"]) >= 6 * 250
    assert bool(stage.driver.brains[0]["levels"][stage.bot["level"]]["counters"]) == made


@pytest.mark.parametrize(("level", "teaches", "stay"), [("hard", False, 1), ("hard", True, 3), ("medium", False, 3)])
def test_workers_leave_a_glut_of_vespene(level, teaches, stay):
    stage = Stage("Terran", level)
    stage.bot["teaches"] = teaches
    geysers = [stage.game.units[slot] for slot in stage.slots("VespeneGeyser", owner=0)]
    near = min(geysers, key=lambda geyser: abs(geyser.x - stage.bot["home_x"]) + abs(geyser.y - stage.bot["home_y"]))
    refinery = stage.games.create_unit(0, "Refinery", 1, int(near.x) / ONE, int(near.y) / ONE, 1)[0]
    stage.game.units[refinery].contents = near.contents
    stage.driver.step(300)
    assert stage.game.units[refinery].harvesters == 3
    for _ in range(20):
        stage.game.players[1].minerals, stage.game.players[1].vespene = 0, 1000
        stage.driver.step(24)
    assert stage.game.units[refinery].harvesters == stay


def test_a_town_hall_that_becomes_another_is_one_town_hall():
    stage = Stage("Terran", "hard")
    stage.add("SupplyDepot", 2, share=0.9)
    stage.add("Barracks", 1, share=0.1)
    stage.add("SCV", 8, share=0.8)
    hall, orbital = (stage.games.unit_row(kind) for kind in ("CommandCenter", "OrbitalCommand"))
    own = stage.game.players[1]
    for _ in range(60):
        own.minerals = max(int(own.minerals), 150)
        stage.driver.step(8)
        if own.pending[orbital]:
            break
    assert (own.complete[hall], own.pending[orbital]) == (1, 1)
    for _ in range(50):
        own.minerals = 700
        stage.driver.step(8)
    assert (own.pending[hall], own.pending[orbital]) == (1, 1)


@pytest.mark.parametrize(("level", "goes_on"), [("very_hard", True), ("hard", False)])
def test_a_level_researches_so_much_and_no_more(level, goes_on):
    stage = Stage("Terran", level)
    own = stage.game.players[1]
    weapons = stage.games.names.upgrades["TerranInfantryWeaponsLevel1"]
    others = [row for row in stage.games.names.upgrades.values() if row != weapons][:5]
    own.upgrades[others] = 1
    stage.add("EngineeringBay", 1, share=0.1)
    stage.add("Marine", 50, share=0.2)
    own.minerals, own.vespene = 2000, 2000
    stage.driver.step(100)
    assert bool(own.upgrades[weapons]) == goes_on


@pytest.mark.parametrize(("foes", "goes_on"), [(40, False), (2, True)])
def test_an_attack_that_meets_too_much_turns_round(foes, goes_on):
    stage = Stage("Terran", "hard")
    wave = stage.add("Marine", 20, near=("rally", "enemy"), share=0.4)
    for slot in wave:
        stage.bot["wave"][slot] = stage.game.units[slot].generation + 1
    stage.bot["attacking"], stage.bot["attack_since"] = 1, -1000
    stage.add("Marauder", foes, owner=2, near=("rally", "enemy"), share=0.48)
    stage.driver.step(60)
    assert bool(stage.bot["attacking"]) == goes_on


@pytest.mark.parametrize(("marines", "last", "goes"), [(20, 0, True), (20, 13_000, False), (8, 0, False)])
def test_an_army_that_may_not_be_larger_does_not_wait_for_ever(marines, last, goes):
    """Else two levels of small armies would look at each other until the game is called a draw."""
    stage = Stage("Terran", "hard")
    stage.add("Marine", marines)
    stage.driver.step(2)
    stage.game.loop, stage.bot["attack_since"], stage.bot["waves"] = 16_000, last, 1
    stage.driver.brains[0]["levels"][stage.bot["level"]]["paced_army"][:] = 2 * 20
    stage.driver.brains[0]["plans"][stage.bot["plan"]]["army"] = 2 * 8
    stage.driver.brains[0]["plans"][stage.bot["plan"]]["growth"] = 0
    for slot in stage.add("Marauder", 40, owner=2, near=("home", "enemy"), share=1.0):
        stage.bot["seen"][slot] = stage.game.units[slot].generation + 1
    stage.bot["next"] = 0
    stage.driver.step(2)
    assert bool(stage.bot["attacking"]) == goes
