"""Trees of requirements, on rules written by hand."""

import numpy as np
import pytest

from starleague.catalog.rules import RULES
from starleague.catalog.vocabulary import CountState, RequirementClass
from starleague.engine.layout import GAME
from starleague.engine.requirements import holds

DEPOT, LAB = 3, 4


@pytest.fixture
def world():
    """Rules with a tree for each class of node, and a game of nothing."""
    rules, games = np.zeros(1, RULES), np.zeros(1, GAME)
    rules[0].lists[:2] = DEPOT, LAB

    def node(k, kind, left=0, right=0, first=0, count=0, **fields):
        row = rules[0].requirements[k]
        row.kind, row.left, row.right = kind, left, right
        row.types.first, row.types.count = first, count
        for name, value in fields.items():
            row[name] = value

    node(1, RequirementClass.COUNT_UNIT, first=0, count=1)
    node(2, RequirementClass.COUNT_UNIT, first=0, count=2, state=CountState.QUEUED_OR_BETTER)
    node(3, RequirementClass.COUNT_UNIT, first=1, count=1, state=CountState.COMPLETE_AT_UNIT)
    node(4, RequirementClass.COUNT_UPGRADE, reference=5)
    node(5, RequirementClass.COUNT_UPGRADE, reference=5, state=CountState.QUEUED_OR_BETTER)
    node(6, RequirementClass.CONST, value=2)
    node(7, RequirementClass.AND, 1, 4)
    node(8, RequirementClass.OR, 1, 4)
    node(9, RequirementClass.NOT, 7)
    node(10, RequirementClass.EQ, 1, 6)
    node(11, RequirementClass.GT, 1, 6)
    node(12, RequirementClass.LT, 1, 6)
    node(13, RequirementClass.AND, 9, 8)
    node(14, RequirementClass.ALLOW_UNIT)
    return rules[0], games[0]


def answers(world, slot=0):
    rules, game = world
    return [k for k in range(15) if holds(rules, game, 1, slot, k)]


def test_a_player_with_nothing(world):
    assert answers(world) == [0, 6, 9, 12, 14]


def test_units_and_upgrades_count(world):
    own = world[1].players[1]
    own.complete[DEPOT] = 1
    assert answers(world) == [0, 1, 2, 6, 8, 9, 12, 13, 14]
    own.upgrades[5] = 2
    assert answers(world) == [0, 1, 2, 5, 6, 8, 9, 12, 13, 14]
    own.upgrades[5] = 1
    assert answers(world) == [0, 1, 2, 4, 5, 6, 7, 8, 12, 14]
    own.complete[DEPOT] = 2
    assert answers(world) == [0, 1, 2, 4, 5, 6, 7, 8, 10, 14]
    own.complete[DEPOT] = 3
    assert answers(world) == [0, 1, 2, 4, 5, 6, 7, 8, 11, 14]


def test_what_is_on_its_way_counts_where_the_data_says_so(world):
    world[1].players[1].pending[LAB] = 1
    assert 2 in answers(world)
    assert 1 not in answers(world)


def test_at_the_unit_its_finished_addon_counts(world):
    units = world[1].units
    units[7].addon, units[8].type, units[8].building = 8, LAB, 1
    assert 3 not in answers(world, 7)
    units[8].building = 0
    assert 3 in answers(world, 7)
    assert 3 not in answers(world)
