"""Levels and builds: every one of them compiles, and mistakes are said with their place."""

import numpy as np
import pytest

from starleague import catalog
from starleague.bots import plans
from starleague.bots.layout import BRAINS, Kind
from starleague.bots.steps import StepCompiler
from starleague.catalog.rules import ONE

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


def test_harder_names_than_there_are_give_the_hardest():
    assert plans.level_number("cheat_insane") == len(plans.levels())
    assert plans.level_number("1") == 1


def test_unknown_names_are_told_what_there_is():
    with pytest.raises(ValueError, match="very_easy"):
        plans.level_number("impossible")
    with pytest.raises(ValueError, match="macro"):
        plans.plan_number("Terran", "cannons")


def test_a_wrong_key_in_a_step_is_named(rules, names):
    wrong = {"first_attack": 1, "army": 1, "growth": 1, "steps": [{"build": "Barracks", "suply": 3}]}
    with pytest.raises(ValueError, match="step 1: no key 'suply'"):
        plans.fill_plan(np.zeros(1, BRAINS)[0].plans[1], StepCompiler(rules, names), "Terran", "mine", wrong)
