"""When the built-in computer uses abilities: each rule of casts.toml, on a field where it should and should not apply."""

from itertools import pairwise

import numpy as np
import pytest

from starleague.bots.casts import compile_casts
from starleague.bots.driver import BotDriver
from starleague.bots.layout import BRAINS
from starleague.game.games import Games

HERE = (60.0, 60.0)


class Field:
    """Two computers' seats in a melee game; only the first is played, at a level that uses abilities."""

    def __init__(self, race: str, level: str = "medium"):
        self.games = Games(1, races=(race, "Terran"), seed=5, threads=1)
        self.driver = BotDriver(self.games)
        self.driver.seat(0, 1, level)
        self.names = self.games.names

    def add(self, kind: str, owner: int = 1, dx: float = 0.0, n: int = 1) -> list[int]:
        return self.games.create_unit(0, kind, owner, HERE[0] + dx, HERE[1], n)

    def step(self, loops: int) -> None:
        self.driver.step(loops)

    def kinds(self, slots: list[int]) -> set[str]:
        return {self.names.unit_names[self.games[0].units[slot].type] for slot in slots}

    def count(self, kind: str, owner: int = 1) -> int:
        units = self.games[0].units[: int(self.games[0].n_slots)]
        mine = (units["owner"] == owner) & (units["alive"] == 1)
        return int((units["type"][mine] == self.names.unit_types[kind]).sum())


def test_tanks_siege_before_enemies_and_move_on_without_them():
    field = Field("Terran")
    tanks = field.add("SiegeTank", n=2)
    foes = field.add("Marauder", owner=2, dx=12.0, n=4)
    field.step(120)
    assert field.kinds(tanks) == {"SiegeTankSieged"}
    for slot in foes:
        field.games.kill_unit(0, slot)
    field.step(200)
    assert field.kinds(tanks) == {"SiegeTank"}


def test_queens_inject_and_spread_creep():
    field = Field("Zerg")
    start = field.games[0].units[: int(field.games[0].n_slots)]
    home = start[(start["owner"] == 1) & (start["type"] == field.names.unit_types["Hatchery"])][0]
    x, y = int(home["x"]) / 4096, int(home["y"]) / 4096
    queens = field.games.create_unit(0, "Queen", 1, x + 5, y, 2)
    for slot in queens:
        field.games.set_vital(0, slot, "energy", 60)
    field.step(700)
    assert field.count("CreepTumor") + field.count("CreepTumorBurrowed") + field.count("CreepTumorQueen") >= 1
    assert min(int(field.games[0].units[slot].energy) for slot in queens) < 45 * 4096, "one of them has injected"


def test_a_queen_finishes_her_injection_before_she_spreads_creep():
    field = Field("Zerg")
    start = field.games[0].units[: int(field.games[0].n_slots)]
    home = start[(start["owner"] == 1) & (start["type"] == field.names.unit_types["Hatchery"])][0]
    x, y = int(home["x"]) / 4096, int(home["y"]) / 4096
    (queen,) = field.games.create_unit(0, "Queen", 1, x + 12, y, 1)
    field.games.set_vital(0, queen, "energy", 60)
    doing = []
    for _ in range(60):
        field.step(4)
        unit = field.games[0].units[queen]
        doing.append(int(unit.orders[0].ability) if unit.n_orders else 0)
    inject = field.names.abilities["EffectInjectLarva"]
    begun = [after for before, after in pairwise([0, *doing]) if before != after]
    assert doing.count(inject) > 3
    assert begun.count(inject) == 1, "she does not go to and fro between two spells"


@pytest.mark.parametrize(("foes", "storms"), [(8, True), (1, False)])
def test_storms_are_for_crowds(foes, storms):
    field = Field("Protoss")
    templar = field.add("HighTemplar")[0]
    game = field.games[0]
    game.players[1].upgrades[field.names.upgrades["PsiStormTech"]] = 1
    field.games.set_vital(0, templar, "energy", 100)
    field.add("Marine", owner=2, dx=8.0, n=foes)
    field.step(60)
    assert (game.units[templar].energy < 60 * 4096) == storms


@pytest.mark.parametrize(("away", "sieges"), [(9.0, True), (0.5, False)])
def test_a_rule_may_ask_who_is_not_near(away, sieges):
    field = Field("Terran")
    rule = {"ability": "MorphSiegeMode", "foes": 1, "radius": 13, "clear": "ground", "clear_radius": 4}
    compile_casts(field.driver.brains[0], field.games.rules, field.names, {"cast": [rule]})
    tanks = field.add("SiegeTank", n=2)
    field.add("CommandCenter", owner=2, dx=away + 3)
    field.step(120)
    assert (field.kinds(tanks) == {"SiegeTankSieged"}) == sieges


def test_a_rule_may_mean_anybody_in_range():
    field = Field("Terran")
    rule = {"ability": "EffectKD8Charge", "aim": "any", "of": "ground"}
    compile_casts(field.driver.brains[0], field.games.rules, field.names, {"cast": [rule]})
    reapers = field.add("Reaper", n=6)
    field.add("Medivac", owner=2, dx=2.0)
    field.step(40)
    assert not field.count("KD8Charge"), "what flies is not meant"
    foes = field.add("Hydralisk", owner=2, dx=4.0, n=8)
    field.step(20)
    aims = {int(field.games[0].units[slot].orders[0].target) for slot in reapers if field.games[0].units[slot].n_orders}
    assert field.count("KD8Charge") + len(aims & set(foes)) >= 2


def test_a_rule_for_nothing_is_named(rules, names):
    with pytest.raises(ValueError, match="EffectStimMarines"):
        compile_casts(np.zeros(1, BRAINS)[0], rules, names, {"cast": [{"ability": "EffectStimMarines"}]})
    with pytest.raises(ValueError, match="EffectStimMarine: no key 'fight'"):
        compile_casts(np.zeros(1, BRAINS)[0], rules, names, {"cast": [{"ability": "EffectStimMarine", "fight": True}]})


@pytest.fixture(scope="module")
def rules():
    from starleague import catalog

    return catalog.compile()[0]


@pytest.fixture(scope="module")
def names():
    from starleague import catalog

    return catalog.load().names
