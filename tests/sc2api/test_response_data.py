"""The tables that clients read names and costs from."""

import pytest
from s2clientprotocol import sc2api_pb2 as api

from starleague import catalog
from starleague.sc2api.data import data
from starleague.sc2api.data_abilities import ability_texts

ALL = {"ability_id": True, "unit_type_id": True, "upgrade_id": True, "buff_id": True, "effect_id": True}
LISTS = {
    "abilities": "ability_id", "units": "unit_id", "upgrades": "upgrade_id", "buffs": "buff_id", "effects": "effect_id",
}


@pytest.fixture(scope="module")
def tables() -> api.ResponseData:
    return data(catalog.compile()[0], catalog.load(), api.RequestData(**ALL))


def test_each_list_is_indexed_by_its_id(tables):
    for name, key in LISTS.items():
        rows = getattr(tables, name)
        assert [getattr(row, key) for row in rows] == list(range(len(rows))), name


def test_only_what_was_asked_for_is_told():
    some = data(catalog.compile()[0], catalog.load(), api.RequestData(upgrade_id=True))
    assert some.upgrades and not (some.abilities or some.units or some.buffs or some.effects)


def test_a_marine_costs_what_it_costs(tables):
    marine = tables.units[48]
    assert (marine.name, marine.mineral_cost, marine.food_required, marine.build_time) == ("Marine", 50, 1, 400)
    assert (marine.ability_id, marine.sight_range, marine.movement_speed) == (560, 9, 2.25)
    assert (marine.weapons[0].damage, marine.weapons[0].range, marine.weapons[0].attacks) == (6, 5, 1)
    assert tables.units[49].weapons[0].attacks == 2


def test_abilities_say_what_they_are_called_and_stand_for(tables):
    attack = tables.abilities[23]
    assert (attack.link_name, attack.friendly_name, attack.remaps_to_ability_id) == ("attack", "Attack Attack", 3674)
    depot = tables.abilities[319]
    assert depot.is_building and depot.footprint_radius == 1 and depot.target == depot.Point
    reactor = tables.abilities[422]
    assert reactor.is_instant_placement and reactor.footprint_radius == 3.5


def test_each_command_that_orders_can_name_has_an_entry(tables):
    rules = catalog.compile()[0]
    for row in range(1, int(rules.n_abilities)):
        api_id = int(rules.abilities[row].api_id)
        assert not api_id or tables.abilities[api_id].available


def test_tech_is_told_by_what_stands_for_it(tables):
    assert list(tables.units[132].tech_alias) == [18]
    assert tables.units[51].tech_requirement == 5 and tables.units[51].require_attached


def test_texts_are_whole():
    texts = ability_texts()
    assert len(texts) > 500
    assert texts[1].button_name == "Smart" and texts[16].flags == "m" and texts[421].flags == "i"
