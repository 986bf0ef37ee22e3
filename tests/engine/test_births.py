import pytest
from drawn import field

from starleague.catalog.rules import ONE
from starleague.engine import births
from starleague.engine.layout import MAX_UNITS, EventKind, Overflow


def kind(scene, name):
    return scene.games.unit_row(name)


def create(scene, name, owner=1, x=10.0, y=10.0):
    return int(births.create(scene.rules, scene.record, kind(scene, name), owner, round(x * ONE), round(y * ONE)))


def test_a_newborn_is_whole_and_idle():
    scene = field(20, 20)
    unit = scene.record.units[create(scene, "Marine", x=4.5, y=7.25)]
    assert (unit.alive, unit.owner, unit.x / ONE, unit.y / ONE) == (1, 1, 4.5, 7.25)
    assert (unit.life / ONE, unit.building, unit.n_orders, unit.flying) == (45, 0, 0, 0)
    assert (unit.speed_factor, unit.attack_factor) == (ONE, ONE)
    assert unit.visible_to & 2


def test_energy_and_flight_come_from_the_type():
    scene = field(30, 20)
    assert scene.record.units[create(scene, "OrbitalCommand", x=10.5, y=10.5)].energy / ONE == 50
    assert scene.record.units[create(scene, "BarracksFlying", x=20)].flying == 1


def test_upgrades_count_at_birth():
    scene = field(20, 20)
    scene.record.players[1].unit_stats[kind(scene, "Marine")].life_max += 10 * ONE
    assert scene.record.units[create(scene, "Marine")].life / ONE == 55
    assert scene.record.units[create(scene, "Marine", owner=2)].life / ONE == 45


def test_serials_count_by_player():
    scene = field(20, 20)
    serials = [int(scene.record.units[create(scene, "Marine", owner)].serial) for owner in (1, 2, 1, 2)]
    assert serials[2] == serials[0] + 1
    assert serials[3] == serials[1] + 1


def test_birth_is_told():
    scene = field(20, 20)
    before = int(scene.record.n_events)
    slot = create(scene, "Marine")
    event = scene.record.events[before]
    assert (event.kind, event.unit, event.player) == (EventKind.UNIT_CREATED, slot, 1)


def test_a_slot_is_used_again_under_another_generation():
    scene = field(20, 20)
    slot = create(scene, "Marine")
    generation = int(scene.record.units[slot].generation)
    scene.record.units[slot].kills = 7
    births.remove(scene.rules, scene.record, slot)
    assert scene.record.units[slot].type == 0
    assert create(scene, "SCV") == slot
    unit = scene.record.units[slot]
    assert (int(unit.generation), int(unit.kills)) == (generation + 1, 0)


def test_no_room_refuses_and_says_so():
    scene = field(20, 20)
    scene.record.n_slots = MAX_UNITS
    assert create(scene, "Marine") == 0
    assert scene.record.overflow & Overflow.UNITS


def test_resources_are_listed_while_they_are_there():
    scene = field(20, 20)
    slots = [create(scene, "MineralField", 0, 5, 5.5 + 2 * k) for k in range(3)]
    assert list(scene.record.resources[:3]) == slots
    assert scene.record.units[slots[0]].contents == 1800
    births.remove(scene.rules, scene.record, slots[1])
    assert (scene.record.n_resources, *scene.record.resources[:2]) == (2, slots[0], slots[2])


def test_footprints_come_and_go():
    scene = field(20, 20)
    slot = create(scene, "Barracks", x=10.5, y=10.5)
    assert scene.record.blocked.sum() == 9
    births.remove(scene.rules, scene.record, slot)
    assert scene.record.blocked.sum() == 0


def test_another_type_keeps_the_share_of_life_and_lifts_the_footprint():
    scene = field(20, 20)
    slot = create(scene, "CommandCenter", x=10.5, y=10.5)
    unit = scene.record.units[slot]
    generation = int(unit.generation)
    unit.life = 600 * ONE
    births.change_type(scene.rules, scene.record, slot, kind(scene, "OrbitalCommand"))
    assert (unit.life / ONE, unit.energy / ONE, int(unit.generation)) == (600, 50, generation)
    unit.energy = 20 * ONE
    births.change_type(scene.rules, scene.record, slot, kind(scene, "OrbitalCommandFlying"))
    assert unit.flying == 1
    assert scene.record.blocked.sum() == 0
    births.change_type(scene.rules, scene.record, slot, kind(scene, "OrbitalCommand"))
    assert scene.record.blocked.sum() > 0


@pytest.mark.parametrize("name", ["SupplyDepot", "MissileTurret", "Bunker"])
def test_structures_are_born_with_the_behaviors_of_their_type(name):
    scene = field(20, 20)
    unit = scene.record.units[create(scene, name)]
    span = scene.rules.unit_types[kind(scene, name)].behaviors
    buffs = [b for b in scene.rules.lists[span.first : span.first + span.count] if scene.rules.behaviors[b].kind == 1]
    assert sorted(int(unit.buffs[k].behavior) for k in range(unit.n_buffs)) == sorted(map(int, buffs))
