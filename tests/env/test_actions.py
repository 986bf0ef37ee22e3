"""Actions into commands and back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from starleague.catalog.rules import ONE
from starleague.engine.layout import EventKind
from starleague.env import actions as act
from starleague.env.features import Observer
from starleague.env.planes import frame_of


def decode(table, player: int, **action) -> int:
    """Act on the last look of a player; what became of it."""
    row = act.choices(1)
    for key, value in action.items():
        if key == "units":
            row["units"][0, : len(value)] = value
        else:
            row[key] = table.tables.action(value) if key == "type" else value
    table.row = row
    results = np.zeros(1, np.int32)
    act.decode(
        table.games.table, table.observer.tables, table.land, table.state, table.seats, seat_of(player),
        table.observer.slots, table.observer.generations, row, results,
    )
    return int(results[0])


def encode(table, player: int, k: int = 0) -> np.ndarray | None:
    """The action that says command k of the inbox, after a new look."""
    table.look(player)
    game = table.games[0]
    command = game.commands[k : k + 1]
    first, count = int(command["first"][0]), int(command["count"][0])
    row, results = act.choices(1), np.zeros(1, np.int32)
    act.encode(
        table.games.table, table.observer.tables, table.land, table.state, table.seats, seat_of(player),
        table.observer.slots, command, game.command_units[first : first + count], row, results,
    )
    return row if results[0] else None


def seat_of(player: int) -> np.ndarray:
    return np.array([(0, player)], np.int32)


def commands(table) -> list[np.record]:
    game = table.games[0]
    return [game.commands[k] for k in range(game.n_commands)]


def cell_at(table, x: float, y: float) -> int:
    frame, size = table.observer.frame[0], table.observer.sizes.target_size
    column = int((x * ONE - frame["left"]) * size // frame["side"])
    row = int((y * ONE - frame["bottom"]) * size // frame["side"])
    return row * size + column


def middle_of(field, cell):
    frame, size = field.observer.frame[0], field.observer.sizes.target_size
    step = frame["side"] / size
    return np.array([frame["left"] + (cell % size + 0.5) * step, frame["bottom"] + (cell // size + 0.5) * step]) / ONE


def test_a_point_action_becomes_a_command_in_its_cell(field) -> None:
    x, y = field.games.map.starts[0]
    slots = field.put("Marine", 1, x, y, 3)
    units = field.entities(1, "Marine")
    cell = cell_at(field, x + 9, y + 9)
    assert decode(field, 1, type="attack_point", units=units, target_cell=cell) == act.SENT
    command = commands(field)[0]
    assert field.games.names.commands[command.ability] == "attack,Execute"
    assert sorted(field.games[0].command_units[:3]) == sorted(slots)
    assert cell_at(field, command.x / ONE, command.y / ONE) == cell
    assert command.due == field.games[0].loop + field.games[0].action_delay


def test_a_unit_action_names_its_target(melee) -> None:
    melee.look(1)
    scvs, minerals = melee.entities(1, "SCV"), melee.entities(1, "MineralField")
    assert decode(melee, 1, type="harvest_gather", units=scvs[:2], target_entity=minerals[0], queued=1) == act.SENT
    command = commands(melee)[0]
    assert command.target == melee.observer.slots[0, minerals[0]]
    assert command.queued == 1 and not command.has_point


def test_no_op_and_impossible_actions_send_nothing(melee) -> None:
    melee.look(1)
    scv = melee.entities(1, "SCV")[:1]
    assert decode(melee, 1, type="no_op") == act.NOTHING
    assert decode(melee, 1, type="stop") == act.NO_UNITS
    assert decode(melee, 1, type="train_marine", units=scv) == act.NO_UNITS, "an SCV trains nobody"
    assert decode(melee, 1, type="move_unit", units=scv, target_entity=127) == act.NO_TARGET, "an empty slot"
    assert decode(melee, 1, type="move_unit", units=scv) == act.NO_TARGET
    assert not commands(melee)


def test_others_units_do_not_obey(field) -> None:
    x, y = field.games.map.starts[0]
    field.put("Marine", 1, x, y)
    field.put("Marine", 2, x + 3, y)
    field.games.step(9)
    field.look(1)
    assert field.observer.arrays["entity_count"][0] == 2
    assert decode(field, 1, type="stop", units=[1]) == act.NO_UNITS
    assert decode(field, 1, type="stop", units=[0, 1]) == act.SENT
    assert commands(field)[0].count == 1


def test_a_unit_that_died_meanwhile_is_left_out(field) -> None:
    x, y = field.games.map.starts[0]
    slot = field.put("Marine", 1, x, y, 2)[0]
    field.look(1)
    field.games[0].units[slot].generation += 1
    assert decode(field, 1, type="stop", units=[0, 1]) == act.SENT
    assert commands(field)[0].count == 1


def test_of_an_upgrades_levels_the_next_is_meant(field) -> None:
    x, y = field.games.map.starts[0]
    for kind, place in (("EngineeringBay", 0), ("Armory", 5)):
        field.put(kind, 1, x + place, y)
    field.games.step(9)
    field.look(1)
    bay = field.entities(1, "EngineeringBay")
    names = field.games.names
    for level in (1, 2):
        assert decode(field, 1, type="research_terran_infantry_weapons", units=bay) == act.SENT
        sent = field.games.rules.abilities[commands(field)[-1].ability]
        assert sent.upgrade == names.upgrades[f"TerranInfantryWeaponsLevel{level}"]
        field.games[0].players[1].upgrades[sent.upgrade] = 1


def test_a_unit_is_warped_in_where_there_is_power(table) -> None:
    field = table(melee=False, races=("Protoss", "Terran"))
    x, y = field.games.map.starts[0]
    (pylon,) = field.put("Pylon", 1, x, y)
    x, y = (float(field.games[0].units[pylon][axis]) / ONE for axis in "xy")
    field.put("WarpGate", 1, x + 12, y)
    field.put("Zealot", 1, x, y)
    field.games.give_resources(0, 1, 500, 0)
    field.games.step(32)
    field.look(1)
    gate = field.entities(1, "WarpGate")
    edge = next(  # a cell that the field reaches, but not its middle
        cell for dx in np.arange(0, 9, 0.5) for dy in np.arange(0, 9, 0.5)
        for cell in [cell_at(field, x + dx, y + dy)]
        if dx * dx + dy * dy < 6**2 and np.hypot(*(middle_of(field, cell) - (x, y))) > 6.6
    )
    assert decode(field, 1, type="warp_zealot", units=gate, target_cell=edge) == act.SENT
    command = commands(field)[0]
    assert np.hypot(command.x / ONE - x, command.y / ONE - y) <= 6.5


def test_repeat_trains_two(melee) -> None:
    melee.look(1)
    hall = melee.entities(1, "CommandCenter")
    assert decode(melee, 1, type="train_scv", units=hall, repeat=1) == act.SENT
    assert len(commands(melee)) == 2
    assert decode(melee, 1, type="lift", units=hall, repeat=1) == act.SENT
    assert len(commands(melee)) == 3, "only production repeats"


@pytest.mark.parametrize(
    ("what", "action"), [("SupplyDepot", "build_supply_depot"), ("Barracks", "build_barracks")],
)
def test_a_structure_is_placed_where_it_can_stand(melee, what, action) -> None:
    x, y = melee.games.map.starts[melee.games.places[0][0]]
    placed = 0
    for dx in (-9, -5, 0, 5, 9):
        for dy in (-9, -5, 0, 5, 9):
            melee.look(1)
            melee.games[0].n_commands = 0
            cell = cell_at(melee, x + dx, y + dy)
            decode(melee, 1, type=action, units=melee.entities(1, "SCV")[:1], target_cell=cell)
            command = commands(melee)[0]
            place = (command.x / ONE, command.y / ONE)
            row = melee.games.unit_row(what)
            builder = int(melee.games[0].command_units[command.first])
            placed += melee.games.placement_error(0, 1, row, place, builder) == 0
    assert placed >= 15, "most cells around a start have room"


def test_a_town_hall_goes_to_the_bases_best_place(table) -> None:
    melee = table(map="Basalt Terraces")
    base = next(b for b in melee.games.map.bases() if b not in melee.games.map.starts)
    melee.look(1)
    cell = cell_at(melee, *base[:2])
    scv = melee.entities(1, "SCV")[:1]
    assert decode(melee, 1, type="build_command_center", units=scv, target_cell=cell) == act.SENT
    command = commands(melee)[0]
    assert (command.x / ONE, command.y / ONE) == tuple(base[:2])


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_is_decoded_is_encoded_again(melee, data) -> None:
    """Any action that sends a command comes back: type, units, target; the place as its cell."""
    game = melee.games[0]
    game.n_commands = game.n_command_units = 0
    seen = melee.look(1)
    tables, count = melee.tables, int(seen["entity_count"])
    kind = data.draw(st.sampled_from([a for a in tables.actions if a.name != "no_op"]))
    index = tables.action(kind.name)
    mine = seen["entity_features"][:count, 0] == 1
    able = np.flatnonzero(tables.selectable[index, seen["entity_type"][:count]] * mine).tolist()
    if not able:
        return
    units = data.draw(st.lists(st.sampled_from(able), min_size=1, max_size=5, unique=True))
    action = {"type": kind.name, "units": units, "queued": data.draw(st.integers(0, 1)) if kind.uses_queued else 0}
    if kind.uses_target_entity:
        action["target_entity"] = data.draw(st.integers(0, count - 1))
    if kind.uses_target_cell:
        action["target_cell"] = data.draw(st.integers(0, melee.observer.sizes.target_size**2 - 1))
    assert decode(melee, 1, **action) == act.SENT
    again = encode(melee, 1)
    places = bool(tables.compiled[0]["actions"][index]["product"])
    for key in ("type", "queued", "units", "target_entity") + (() if places else ("target_cell",)):
        if key == "target_cell" and kind.uses_target_cell:
            command = game.commands[0]
            assert again[key][0] == cell_at(melee, command.x / ONE, command.y / ONE)
            continue
        np.testing.assert_array_equal(again[key], melee.row[key], err_msg=f"{kind.name}: {key}")


def able_now(table, index: int, seen: dict) -> np.ndarray:
    """Entities that could do an action now, by what the engine says of each unit."""
    action_of, smart = table.tables.compiled[0]["action_of"], table.games.names.abilities["smart,Execute"]
    able = []
    for n in np.flatnonzero(seen["entity_features"][:, 0] == 1):
        rows = [*table.games.available_abilities(0, int(table.observer.slots[0, n])), smart]
        if (action_of[rows] == index).any() and table.tables.selectable[index, seen["entity_type"][n]]:
            able.append(n)
    return np.array(able)


def test_available_actions_are_hardly_ever_refused(melee) -> None:
    """Each type that is available has somebody who can do it, and with plausible targets few are refused."""
    rng = np.random.default_rng(5)
    tables, game = melee.tables, melee.games[0]
    hall = melee.games.map.starts[melee.games.places[0][0]]
    sent, refused = 0, []
    for _ in range(200):
        game.players[1].minerals, game.players[1].vespene = 500, 300
        seen = melee.look(1)
        count = int(seen["entity_count"])
        index = int(rng.choice(np.flatnonzero(seen["available"])[1:]))
        kind, types = tables.actions[index], seen["entity_type"][:count]
        able = able_now(melee, index, seen)
        assert len(able), f"{kind.name} is available and nobody can do it"
        relation = seen["entity_features"][:count, [0, 2, 3]].argmax(axis=1)
        aims = np.flatnonzero(tables.targetable[index, relation, types])
        if (kind.uses_target_entity and not len(aims)) or kind.name in ("build_command_center", "land"):
            continue
        action = {"type": kind.name, "units": rng.permutation(able)[:1]}
        if kind.uses_target_entity:
            action["target_entity"] = int(rng.choice(aims))
        if kind.uses_target_cell:
            action["target_cell"] = cell_at(melee, *(hall + rng.uniform(-8, 8, 2)))
        game.n_events = 0
        if decode(melee, 1, **action) == act.SENT:
            sent += 1
            melee.games.step(int(game.action_delay))
            refused += [kind.name for e in game.events[: game.n_events] if e.kind == EventKind.ERROR and e.player == 1]
        melee.games.step(4)
    assert sent > 100
    assert len(refused) <= sent * 0.1, refused


def test_places_cover_the_playable_area() -> None:
    from starleague.game.games import Games

    games = Games(1, map="Training Ground", melee=False, threads=1)
    observer = Observer(games.table, 1)
    frame, terrain = frame_of(games.rules)[0], games.rules.terrain
    assert frame["left"] <= terrain.left * ONE and frame["bottom"] <= terrain.bottom * ONE
    assert frame["left"] + frame["side"] >= terrain.right * ONE
    assert frame["bottom"] + frame["side"] >= terrain.top * ONE
    assert observer.still.shape == (9, 32, 32)
