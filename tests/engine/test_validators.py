"""Conditions of the data, and the target filters that they ask."""

import random

import numpy as np
import pytest

from starleague.catalog.vocabulary import Compare, ValidatorClass, Which
from starleague.catalog.writer import filter_bits
from starleague.engine import validators
from starleague.engine.jit import entry

ONE = 4096
FIRST = 400  # rows of the table that the tests write


@entry
def verdict(rules, games, row, player, caster, target, x, y):
    return validators.valid(rules[0], games[0], row, player, caster, caster, target, x, y)


class Table:
    """Validators written by a test, asked about the units of a scene."""

    def __init__(self, scene):
        self.scene, self.games, self.n = scene, scene.games, FIRST

    def row(self, kind, children=(), **fields):
        table = self.games.rules.validators
        table[self.n] = np.zeros(1, table.dtype)[0]
        rule = table[self.n]
        rule.kind = kind
        for name, value in fields.items():
            rule[name] = value
        if children:
            first = int(self.games.rules.n_lists)
            self.games.rules.lists[first : first + len(children)] = children
            rule.children.first, rule.children.count = first, len(children)
            self.games.rules.n_lists = first + len(children)
        self.n += 1
        return self.n - 1

    def filter(self, text, **fields):
        row = self.row(ValidatorClass.UNIT_FILTERS, **fields)
        filters = self.games.rules.validators[row].filters
        filters.require, filters.exclude = filter_bits(text)
        return row

    def holds(self, row, target=None, caster=None, player=1):
        x, y = target.record.x if target else 0, target.record.y if target else 0
        slots = (caster.slot if caster else 0, target.slot if target else 0)
        return bool(verdict(self.games.table, self.games.state, row, player, *slots, int(x), int(y)))


@pytest.fixture
def table(game):
    return Table(game("1 Marine vs 1 Marauder, 1 SupplyDepot", gap=4).step(2))


def test_row_0_always_holds(table):
    assert table.holds(0)


@pytest.mark.parametrize(
    ("text", "kind", "passes"),
    [
        ("Ground,Visible;-", "Marauder", True), ("Air;-", "Marauder", False), ("Armored;-", "Marauder", True),
        ("-;Armored", "Marauder", False), ("Light;-", "Marauder", False), ("Structure;-", "SupplyDepot", True),
        ("PreventDefeat,Mechanical;-", "SupplyDepot", True), ("Enemy;-", "Marauder", True),
        ("-;Player,Neutral", "Marauder", True), ("Self;-", "Marine", True), ("Player;Enemy", "Marine", True),
        ("Worker;-", "Marine", False), ("-;Injured", "Marine", True), ("-;Dead,Hidden,Stasis", "Marine", True),
        ("-;UnderConstruction,Invulnerable", "SupplyDepot", True), ("CanHaveEnergy;-", "Marine", False),
    ],
)
def test_filters(table, text, kind, passes):
    marine = table.scene.unit(1, "Marine")
    assert table.holds(table.filter(text), table.scene.unit(None, kind), marine) == passes


def test_filters_see_wounds_and_passengers(table):
    marine = table.scene.unit(1, "Marine")
    injured, hidden = table.filter("Injured;-"), table.filter("-;Hidden")
    marine.record.life -= ONE
    assert table.holds(injured, marine)
    assert table.holds(hidden, marine)
    marine.record.inside = table.scene.unit(2, "SupplyDepot").slot
    assert not table.holds(hidden, marine)


@pytest.mark.parametrize(
    ("compare", "value", "holds"),
    [(Compare.LT, 30, False), (Compare.LE, 30, True), (Compare.EQ, 30, True), (Compare.NE, 30, False),
     (Compare.GE, 31, False), (Compare.GT, 29, True)],
)
def test_vitals_are_compared_with_points(table, compare, value, holds):
    marine = table.scene.unit(1, "Marine")
    marine.record.life = 30 * ONE
    row = table.row(ValidatorClass.UNIT_COMPARE_VITAL, compare=compare, value=value * ONE)
    assert table.holds(row, marine) == holds


def test_fractions_are_of_the_whole(table):
    marine = table.scene.unit(1, "Marine")
    row = table.row(ValidatorClass.UNIT_COMPARE_VITAL, compare=Compare.LT, value=1364, as_fraction=1)
    marine.record.life = 15 * ONE
    assert not table.holds(row, marine)
    marine.record.life = 14 * ONE
    assert table.holds(row, marine)


def test_types_and_negation(table):
    marine = table.scene.unit(1, "Marine")
    types = [table.games.unit_row("Marine"), table.games.unit_row("Reaper")]
    assert table.holds(table.row(ValidatorClass.UNIT_TYPE, types), marine)
    assert not table.holds(table.row(ValidatorClass.UNIT_TYPE, types, negate=1), marine)
    assert not table.holds(table.row(ValidatorClass.UNIT_TYPE, types), table.scene.unit(2, "Marauder"))


def test_distance_is_measured_between_edges(table):
    marine, marauder = table.scene.unit(1, "Marine"), table.scene.unit(2, "Marauder")
    edge = marine.distance(marauder) - 0.375 - 0.5625
    for reach, holds in ((edge + 0.01, True), (edge - 0.01, False)):
        row = table.row(
            ValidatorClass.LOCATION_COMPARE_RANGE, which=Which.TARGET, other=Which.CASTER, compare=Compare.LE,
            value=round(reach * ONE),
        )
        assert table.holds(row, marauder, marine) == holds


def test_a_location_is_a_point_or_a_unit(table):
    never = table.row(ValidatorClass.FUNCTION)
    row = table.row(ValidatorClass.LOCATION_TYPE, [never, 0])  # point, unit
    assert not table.holds(row)
    assert table.holds(row, table.scene.unit(1, "Marine"))


def test_combinations_are_what_logic_says(table):
    """Random trees of and, or, not against Python's own."""
    choice = random.Random(5)
    true, false = 0, table.row(ValidatorClass.FUNCTION)

    def tree(depth):
        if depth == 0 or choice.random() < 0.3:
            value = choice.random() < 0.5
            return (true if value else false), value
        parts = [tree(depth - 1) for _ in range(choice.randint(1, 4))]
        any_, negate = choice.random() < 0.5, choice.random() < 0.3
        row = table.row(ValidatorClass.COMBINE, [part[0] for part in parts], any=any_, negate=negate)
        return row, (any if any_ else all)(part[1] for part in parts) != negate

    for _ in range(200):
        table.n = FIRST + 1
        row, value = tree(4)
        assert table.n < len(table.games.rules.validators)
        assert table.holds(row) == value
