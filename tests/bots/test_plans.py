"""Levels and builds: every one of them compiles, and mistakes are said with their place."""

import numpy as np
import pytest

from starleague import catalog
from starleague.bots import plans
from starleague.bots.driver import BotDriver
from starleague.bots.layout import BRAINS, Kind
from starleague.bots.steps import StepCompiler
from starleague.bots.ways import ways
from starleague.catalog.rules import ONE
from starleague.game.games import Games
from starleague.sc2api.seats import DIFFICULTIES

RACES = ("Terran", "Zerg", "Protoss")


@pytest.fixture(scope="module")
def rules():
    return catalog.compile()[0]


@pytest.fixture(scope="module")
def names():
    return catalog.load().names


def test_every_level_and_build_compiles(rules, names):
    brains = plans.compile_brains(rules, names, [(20.5, 30.5)])[0]
    assert brains.n_plans > sum(len(plans.builds(race)) for race in RACES) > 0
    assert all(brains.plans[plans.plan_number(race, "macro")].n_steps > 0 for race in RACES)
    assert brains.bases[0].x == round(20.5 * ONE)
    assert all(brains.levels[plans.level_number(name)].interval > 0 for name in plans.levels())


def test_levels_decide_faster_the_higher_they_are(rules, names):
    brains = plans.compile_brains(rules, names, [])[0]
    intervals = [int(brains.levels[plans.level_number(name)].interval) for name in plans.levels()]
    assert intervals == sorted(intervals, reverse=True) and len(set(intervals)) == len(intervals)


def test_steps_name_what_makes_their_product(rules, names):
    brains = plans.compile_brains(rules, names, [])[0]
    plan = brains.plans[plans.plan_number("Terran", "macro")]
    for k in range(int(plan.n_steps)):
        step = plan.steps[k]
        ability = rules.abilities[step.ability]
        made = ability.upgrade if step.kind == Kind.RESEARCH else ability.product
        assert made == (step.upgrade if step.kind == Kind.RESEARCH else step.product) != 0


def test_there_are_the_ten_difficulties_of_the_api():
    assert plans.levels() == list(DIFFICULTIES.values())
    assert plans.level_number("cheat_insane") == len(plans.levels()) == 10
    assert plans.level_number("1") == 1
    assert plans.level_number(11) == 10, "numbers beyond the hardest give the hardest"


def test_strong_levels_have_builds_of_their_own_of_the_same_names():
    for race in RACES:
        assert plans.builds(race, "hard") == plans.builds(race, "medium_hard") == plans.builds(race)
        for build in plans.builds(race):
            weak, strong = (plans.plan_number(race, build, level) for level in ("medium", "hard"))
            assert weak != strong == plans.plan_number(race, build, "cheat_insane")


def test_what_is_only_taught_is_nobodys_own_choice():
    for race in RACES:
        assert "mass" not in plans.builds(race, "hard") and "mass" in plans.builds(race, "hard", taught=True)
        assert plans.plan_number(race, "mass", "hard") not in {
            plans.plan_number(race, build, "hard") for build in plans.builds(race, "hard")
        }
        with pytest.raises(ValueError, match="no build 'mass' for"):
            plans.plan_number(race, "mass", "medium")


def test_an_unknown_part_of_a_build_is_named():
    with pytest.raises(ValueError, match="build mine: no part 'later'; there are opening"):
        plans._whole({"parts": {"opening": []}}, {"steps": [], "then": ["later"]}, "build mine")


def test_ways_go_round_walls():
    ground = np.ones((20, 20), bool)
    ground[:18, 10] = False
    assert ways(ground, (2, 2), [(16.0, 2.0), (2.0, 12.0)])[0] > 30
    ground[:, 10] = False
    assert ways(ground, (2, 2), [(16.0, 2.0)]) == [140], "what cannot be reached is far"


def test_unknown_names_are_told_what_there_is():
    with pytest.raises(ValueError, match="very_easy"):
        plans.level_number("impossible")
    with pytest.raises(ValueError, match="macro"):
        plans.plan_number("Terran", "cannons")


def test_a_wrong_key_in_a_step_is_named(rules, names):
    wrong = {"first_attack": 1, "army": 1, "growth": 1, "steps": [{"build": "Barracks", "suply": 3}]}
    with pytest.raises(ValueError, match="step 1: no key 'suply'"):
        plans.fill_plan(np.zeros(1, BRAINS)[0].plans[1], StepCompiler(rules, names), "Terran", "mine", wrong)


@pytest.mark.parametrize("patch", catalog.patches())
def test_what_a_patch_trains_another_morphs(patch):
    """Banelings are trained at 4.10, in place of a Zergling, and morphed at 5.0.14; either way they are made."""
    games = Games(1, races=("Zerg", "Terran"), seed=5, threads=1, patch=patch)
    driver = BotDriver(games)
    driver.seat(0, 1, "medium", "rush")
    driver.bots[0, 1]["teaches"] = True  # whoever teaches keeps to no pace
    driver.step(2)
    x, y = (int(driver.bots[0, 1][f"home_{axis}"]) / ONE for axis in "xy")
    for kind, n in (("SpawningPool", 1), ("Overlord", 3), ("Drone", 14), ("Zergling", 8), ("BanelingNest", 1)):
        games.create_unit(0, kind, 1, x + 8, y + 8, n)
    games[0].players[1].minerals, games[0].players[1].vespene = 5000, 5000
    driver.step(300)
    made = [games.names.unit_names[int(unit.type)] for unit in games[0].units if unit.alive and unit.owner == 1]
    assert {"Baneling", "BanelingCocoon"} & set(made)
