"""Observations: what is in them, in which order, and that nothing is that the player cannot know."""

from __future__ import annotations

import numpy as np
import pytest

from starleague.catalog.rules import ONE
from starleague.env.features import OBSERVATION_KEYS, Observer
from starleague.env.memory import seats
from starleague.env.spaces import observation_space
from starleague.env.spec import ENTITY_FIELDS, PLANES, SCALAR_FIELDS, SIZES


def field_of(seen: dict, name: str) -> np.ndarray:
    return seen["entity_features"][: seen["entity_count"], ENTITY_FIELDS.index(name)]


def names_of(table, seen: dict) -> list[str]:
    return [table.tables.unit_types[kind] for kind in seen["entity_type"][: seen["entity_count"]]]


def test_an_observation_lies_in_its_space(melee) -> None:
    seen = melee.look(1)
    assert tuple(seen) == OBSERVATION_KEYS
    assert observation_space(melee.observer.shapes, with_opponent=True).contains(seen)
    for key in ("entity_features", "planes", "scalars"):
        assert np.isfinite(seen[key]).all()
        assert np.abs(seen[key]).max() <= 2.0


def test_the_start_of_a_melee(melee) -> None:
    seen = melee.look(1)
    own = field_of(seen, "is_self") == 1
    assert names_of(melee, seen)[:13] == ["CommandCenter"] + ["SCV"] * 12
    assert own.sum() == 13 and own[:13].all(), "own units come first"
    assert not field_of(seen, "is_enemy").any(), "the enemy is in the fog"
    scalars = dict(zip(SCALAR_FIELDS, seen["scalars"]))
    assert scalars["minerals"] == pytest.approx(np.log(51) / 10)
    assert scalars["supply_used"] == pytest.approx(12 / 200)
    assert scalars["supply_cap"] == pytest.approx(15 / 200)
    assert scalars["terran"] == 1 and scalars["zerg"] == 0


def test_the_rest_of_an_entity_list_is_empty(melee) -> None:
    seen = melee.look(1)
    count = seen["entity_count"]
    assert 0 < count < len(seen["entity_type"])
    assert not seen["entity_type"][count:].any()
    assert not seen["entity_features"][count:].any()
    assert seen["entity_type"][:count].all()


def test_a_unit_in_the_fog_is_absent_and_one_in_sight_is_there(field) -> None:
    x, y = field.games.map.starts[0]
    field.put("Marine", 1, x, y)
    far = field.put("Marine", 2, *field.games.map.starts[1])[0]
    assert len(field.entities(1, "Marine")) == 1
    near = field.put("Marine", 2, x + 4, y)[0]
    field.games.step(9)
    slots = set(field.observer.slots[0][: int(field.look(1)["entity_count"])].tolist())
    assert near in slots and far not in slots


def test_a_cloaked_unit_that_is_not_detected_is_absent(field) -> None:
    from starleague.catalog.vocabulary import State

    x, y = field.games.map.starts[0]
    field.put("Marine", 1, x, y)
    spy = field.put("Marine", 2, x + 3, y)[0]
    field.games.step(9)
    assert len(field.entities(1, "Marine")) == 2
    unit = field.games[0].units[spy]
    unit.states |= int(State.CLOAKED)
    unit.detected_by = 1 << 2
    assert len(field.entities(1, "Marine")) == 1


def test_a_structure_seen_before_is_remembered_without_its_vitals(field) -> None:
    x, y = field.games.map.starts[0]
    scout = field.put("Marine", 1, x, y)[0]
    depot = field.put("SupplyDepot", 2, x + 6, y)[0]
    field.games.step(9)
    seen = field.look(1)
    assert seen["entity_features"][field.entities(1, "SupplyDepot")[0], ENTITY_FIELDS.index("life_ratio")] > 0.9
    unit = field.games[0].units[scout]
    unit.x, unit.y = (round(at * ONE) for at in field.games.map.starts[1])
    field.games.step(17)
    field.games[0].units[depot].life //= 2
    row = field.look(1)["entity_features"][field.entities(1, "SupplyDepot")[0]]
    assert row[ENTITY_FIELDS.index("is_snapshot")] == 1
    assert row[ENTITY_FIELDS.index("life")] == 0


def test_what_only_the_player_knows_is_hidden_from_the_other(field) -> None:
    x, y = field.games.map.starts[0]
    field.put("Marine", 1, x, y)
    walker = field.put("SCV", 2, x + 4, y)[0]
    field.games.command(0, 2, "Move", [walker], point=(x + 5, y + 5))
    field.games.step(9)
    mine = field.look(2)["entity_features"][field.entities(2, "SCV")[0]]
    assert mine[ENTITY_FIELDS.index("order_count")] > 0
    theirs = field.look(1)["entity_features"][field.entities(1, "SCV")[0]]
    for name in ("order_count", "order_has_point", "carrying_minerals", "weapon_cooldown", "cargo_max"):
        assert theirs[ENTITY_FIELDS.index(name)] == 0


def test_too_many_units_leave_room_for_enemies_and_minerals(melee) -> None:
    x, y = melee.games.map.starts[melee.games.places[0][0]]
    melee.put("SCV", 1, x, y, 100)
    melee.put("Marine", 1, x, y, 200)
    melee.put("Marine", 2, x, y, 90)
    melee.games.step(9)
    seen = melee.look(1)
    limit = melee.observer.shapes.sizes.max_entities
    assert seen["entity_count"] == limit
    assert (field_of(seen, "is_enemy") == 1).sum() == limit // 4
    n_neutral = 20  # all there are
    assert (field_of(seen, "is_neutral") == 1).sum() == n_neutral
    assert names_of(melee, seen).count("SCV") == (limit - limit // 4 - n_neutral) // 4
    places = np.stack([field_of(seen, "x"), field_of(seen, "y")], axis=1)
    far = np.hypot(*(places[-n_neutral:] - places[0]).T)  # the town hall comes first
    cell = 2 * ONE / melee.observer.frame[0]["side"]
    assert (np.diff(far) > -cell).all(), "resources by whole cells from home"


def test_a_small_net_reads_the_resources_near_home_alone(table) -> None:
    game = table(map="Basalt Terraces")
    seen = game.look(1)
    assert (field_of(seen, "is_neutral") == 1).sum() == SIZES["tiny"].max_neutral
    large = Observer(game.games.table, 1, "full").observe(game.state, seats(1), np.array([(0, 1)]))
    assert large["entity_count"][0] > seen["entity_count"] + 64


def test_planes_show_units_where_they_are(field) -> None:
    x, y = field.games.map.starts[0]
    field.put("Marine", 1, x, y)
    field.games.step(9)
    seen = field.look(1)
    column, row = seen["entity_cell"][0]
    own = seen["planes"][PLANES.index("own")]
    assert own[row, column] > 0 and (own > 0).sum() == 1
    visibility = seen["planes"][PLANES.index("visibility")]
    assert visibility[row, column] == 1


def test_still_planes_show_the_ground(table) -> None:
    planes = table(map="Basalt Terraces").look(1)["planes"]
    pathable, buildable = planes[PLANES.index("pathable")], planes[PLANES.index("buildable")]
    assert 0 < buildable.mean() < pathable.mean() < 1
    assert len(np.unique(planes[PLANES.index("height")])) > 3


def test_a_batch_gives_what_each_game_gives_alone(table) -> None:
    pair = table(2, seed=3)
    pair.games.reset([0, 1], [3, 4])
    solo = table(1, seed=0)
    solo.games.reset([0], [4])
    pair.games.step(40)
    solo.games.step(40)
    both = pair.observer.observe(pair.state, pair.seats, np.array([(0, 1), (0, 2), (1, 1), (1, 2)]))
    alone = solo.observer.observe(solo.state, solo.seats, np.array([(0, 1), (0, 2)]))
    for key in OBSERVATION_KEYS:
        np.testing.assert_array_equal(both[key][2:], alone[key], err_msg=key)


def test_both_sizes_of_a_dial_show_the_same_units(melee) -> None:
    large = Observer(melee.games.table, 1, "laptop")
    seen = large.observe(melee.state, seats(1), np.array([(0, 1)]))
    small = melee.look(1)
    count = int(small["entity_count"])
    np.testing.assert_array_equal(seen["entity_type"][0][:count], small["entity_type"][:count])
    assert seen["planes"].shape[-1] == 64
