"""The catalog agrees with the reference facts, unit by unit, and with a real client's data. Skipped without them."""

import collections
import functools
import json
import math
import os
import pathlib

import pytest

from starleague import catalog
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import TargetKind

ROOT = pathlib.Path(__file__).resolve().parents[2]
REFERENCE = pathlib.Path(os.environ.get("STARLEAGUE_REFERENCE", ROOT.parent / "shared" / "reference"))
pytestmark = pytest.mark.skipif(not REFERENCE.is_dir(), reason=f"no reference facts in {REFERENCE}")
PATCHES = {"4.10": ("catalog_4.10", "v4.10"), "5.0.14": ("catalog", "ares-3a1f62d7")}
MARKS = {"Beacon_Terran", "PickupPalletMinerals"}  # of the tasks of some maps: no part of the melee game
UNITS = [(patch, name) for patch in PATCHES for name in sorted(set(catalog.load(patch).units) - MARKS)]
# Where real clients tell another thing than the data of their patch: they count.
CLIENTS = {
    ("4.10", "WarpPrism", "minerals"): 250, ("4.10", "WarpPrismPhasing", "minerals"): 250,
    ("4.10", "InfestedAcidSpines", "period"): 1.596, ("5.0.14", "MothershipBeam", "range"): 6.5,
}


@functools.cache
def facts(patch, file):
    return json.loads((REFERENCE / PATCHES[patch][0] / f"{file}.json").read_text())


@pytest.fixture(scope="module", params=PATCHES)
def patch(request):
    return request.param


@pytest.fixture(scope="module")
def client(patch):
    return client_of(patch)


@functools.cache
def client_of(patch):
    """ResponseData of a real client."""
    data_pb2 = pytest.importorskip("s2clientprotocol.sc2api_pb2")
    response = data_pb2.ResponseData()
    response.ParseFromString((REFERENCE / "api_captures" / "game_data" / f"{PATCHES[patch][1]}.pb").read_bytes())
    return response


@pytest.mark.parametrize(("patch", "name"), UNITS)
def test_a_unit_has_the_facts_of_the_reference(patch, name):
    ours, theirs = catalog.load(patch).units[name], facts(patch, "units")[name]
    movement = theirs["movement"]
    assert ours.life == theirs["life"]["max"]
    assert ours.life_regen == theirs["life"]["regen"]
    assert ours.energy == theirs.get("energy", {}).get("max", 0)
    assert ours.energy_regen == theirs.get("energy", {}).get("regen", 0)
    assert ours.armor == theirs["armor"]
    assert set(ours.attributes) == set(theirs.get("attributes", ()))
    assert set(ours.collide) == set(theirs.get("collide", ()))
    assert set(ours.plane) == set(theirs.get("plane", ()))
    assert ours.inner_radius == theirs.get("inner_radius", 0)
    assert ours.minerals == said(patch, name, "minerals", theirs["cost"]["minerals"])
    assert ours.vespene == theirs["cost"]["vespene"]
    assert (ours.supply_used, ours.supply_provided) == (theirs["supply_used"], theirs["supply_provided"])
    assert ours.speed == movement["speed"]
    assert ours.height == movement["height"]
    assert ours.sight == theirs["sight"]
    assert ours.radius == theirs["radius"]
    assert ours.separation_radius == theirs["separation_radius"]
    assert ours.cargo_size == theirs.get("cargo_size", 0)
    assert ours.repair_time == theirs.get("repair_time", 0)
    assert list(ours.weapons) == [weapon["weapon"] for weapon in theirs["weapons"]]


def said(patch, name, field, value):
    """What counts: the data, or the client where it differs."""
    return CLIENTS.get((patch, name, field), value)


@pytest.mark.parametrize(("patch", "name"), UNITS)
def test_a_weapon_has_the_facts_of_the_reference(patch, name):
    loaded = catalog.load(patch)
    for weapon in loaded.units[name].weapons:
        ours, theirs = loaded.weapons[weapon], facts(patch, "weapons")[weapon]
        assert ours.range == said(patch, weapon, "range", theirs["range"])
        assert ours.period == said(patch, weapon, "period", theirs["period"])
        assert (ours.random_low, ours.random_high) == tuple(theirs["random_delay"])
        assert (ours.damage_point, ours.backswing) == (theirs["damage_point"], theirs["backswing"])
        assert ours.scan_range >= theirs["min_scan_range"]
        for hit in theirs.get("hits", ()):
            if hit.get("kill"):
                continue  # ends the dummy that carried the hits, which ours do without
            effect = loaded.effects[hit["effect"]]
            assert effect.amount == hit["amount"]
            assert effect.armor_reduction == hit["armor_reduction"]
            assert dict(effect.bonus or {}) == {a: v for a, v in hit.get("bonus", {}).items() if v}


@pytest.mark.parametrize(("patch", "name"), UNITS)
def test_the_client_says_the_same_of_a_unit(patch, name):
    client = client_of(patch)
    ours = catalog.compile(patch=patch)[0].unit_types[catalog.load(patch).names.unit_types[name]]
    theirs = client.units[int(ours.api_id)]
    assert theirs.name == name
    assert (ours.minerals, ours.vespene) == (theirs.mineral_cost, theirs.vespene_cost)
    assert (ours.supply_used, ours.supply_provided) == (2 * theirs.food_required, 2 * theirs.food_provided)
    assert math.isclose(ours.build_time / ONE, theirs.build_time, abs_tol=0.01)
    assert math.isclose(ours.speed * 16 / ONE, theirs.movement_speed, abs_tol=0.01)
    assert ours.sight == theirs.sight_range * ONE
    assert ours.armor == theirs.armor * ONE
    assert ours.cargo_size == theirs.cargo_size
    assert ours.attributes == sum(1 << attribute for attribute in theirs.attributes)
    assert client.units[theirs.unit_id].race == ours.race


def test_the_client_says_the_same_of_weapons(patch, client):
    loaded = catalog.load(patch)
    for unit in loaded.units.values():
        weapons = [loaded.weapons[weapon] for weapon in unit.weapons]
        shown = [weapon for weapon in weapons if not (weapon.hidden or weapon.starts_disabled)]
        theirs = client.units[unit.api_id].weapons
        assert len(shown) == len(theirs), unit.name
        for ours, weapon in zip(shown, theirs):
            scale = 10 if patch == "5.0.14" else 1  # clients of that time tell ten times the damage
            assert loaded.effects[ours.api_effect].amount * scale == weapon.damage
            assert ours.api_attacks == weapon.attacks
            assert math.isclose(ours.range, weapon.range, abs_tol=0.001)
            assert math.isclose(ours.period, weapon.speed, abs_tol=0.001)


def test_the_client_says_the_same_of_commands(patch, client):
    loaded = catalog.load(patch)
    there = {ability.ability_id: ability for ability in client.abilities}
    for ability in loaded.abilities.values():
        for command in ability.commands:
            theirs = there[command.api_id]
            where = f"{ability.name},{command.name}"
            assert theirs.remaps_to_ability_id == command.generic_id, where
            assert TargetKind[words(command.target)] == theirs.target, where
            if command.generic_id or ability.kind not in ("Smart", "Generic"):
                assert theirs.link_name == ability.name, where
                assert theirs.link_index == command.index, where
            if ability.range and ability.kind.startswith("Effect") and command.verb == "Execute":
                assert math.isclose(ability.range, theirs.cast_range, abs_tol=0.01), where


def words(name):
    """POINT_OR_UNIT of PointOrUnit."""
    return "".join(f"_{letter}" if letter.isupper() else letter for letter in name).lstrip("_").upper()


def test_the_client_says_the_same_of_upgrades(patch, client):
    loaded, rules = catalog.load(patch), catalog.compile(patch=patch)[0]
    ids = loaded.names.ability_by_api
    for upgrade in loaded.upgrades.values():
        theirs = client.upgrades[upgrade.api_id]
        assert theirs.name == upgrade.name
        assert (upgrade.minerals, upgrade.vespene) == (theirs.mineral_cost, theirs.vespene_cost), upgrade.name
        assert math.isclose(upgrade.time * 16, theirs.research_time, abs_tol=0.01), upgrade.name
        if theirs.ability_id in ids:
            research = rules.abilities[ids[theirs.ability_id]]
            assert research.upgrade in (0, loaded.names.upgrades[upgrade.name])
            if research.upgrade:
                assert (research.minerals, research.vespene) == (upgrade.minerals, upgrade.vespene)
                assert research.time == upgrade.time * 16 * ONE


def test_the_client_needs_the_same_tech(patch, client):
    """UnitTypeData.tech_requirement is among the units that the command's requirement counts."""
    loaded = catalog.load(patch)
    rules, names = catalog.compile(patch=patch)[0], loaded.names
    checked = 0
    for name, row in names.unit_types.items():
        theirs = client.units[int(rules.unit_types[row].api_id)]
        if theirs.ability_id not in names.ability_by_api or not theirs.tech_requirement:
            continue
        requirement = rules.requirements[rules.abilities[names.ability_by_api[theirs.ability_id]].requirement]
        counted = rules.lists[requirement.types.first : requirement.types.first + requirement.types.count]
        assert names.unit_by_api[theirs.tech_requirement] in counted, name
        checked += 1
    assert checked >= 5


BETWEEN = {  # what patches between 4.10 and 5.0.14 had, which the clients of the observations were of
    ("Cyclone", "health_max"), ("SensorTower", "radar_range"), ("Ultralisk", "radius"), ("UltraliskBurrowed", "radius"),
    ("InfestorTerran", "health_max"),
    ("Nuke", "is_flying"),  # ours is no unit that flies
}


def test_units_are_as_observed_in_real_games():
    rows = json.loads((REFERENCE / "api_captures" / "unit_observed_stats.json").read_text())
    different, seen = set(), 0
    for row in rows:
        ours = [observed(patch, row["unit_type"]) for patch in PATCHES]
        seen += any(ours)
        for field in next((told for told in ours if told), ()):
            values = row[field] if isinstance(row[field], list) else [row[field]]
            said = [told[field] for told in ours if told]
            if not any(math.isclose(one, other, abs_tol=0.01) for one in said for other in values):
                different.add((row["name"], field))
    assert seen > 140
    assert different == BETWEEN


def observed(patch, api_id):
    """What an observation tells of a unit type, from the catalog; nothing when it lacks the type."""
    loaded = catalog.load(patch)
    row = loaded.names.unit_by_api.get(api_id)
    if row is None:
        return {}
    unit = loaded.units[loaded.names.unit_names[row]]
    own = [loaded.behaviors[name] for name in unit.behaviors]
    return {
        "radius": unit.api_radius, "health_max": unit.life, "shield_max": unit.shields, "energy_max": unit.energy,
        "cargo_space_max": unit.cargo_capacity, "is_flying": unit.mover == "Fly", "is_burrowed": "Burrowed" in unit.flags,
        "detect_range": max([unit.detect_range, *(b.detect_range for b in own)]),
        "radar_range": max([0, *(b.radar for b in own)]), "ideal_harvesters": unit.ideal_harvesters,
    }


FIELDS = {  # what an upgrade changes in the data, and in ours
    ("Effect", "Amount"): ("effect", "amount"), ("Unit", "LifeArmor"): ("unit", "armor"),
    ("Unit", "ShieldArmor"): ("unit", "shield_armor"), ("Unit", "LifeMax"): ("unit", "life"), ("Unit", "Speed"): ("unit", "speed"),
    ("Weapon", "Range"): ("weapon", "range"), ("Weapon", "RateMultiplier"): ("weapon", "rate"),
    ("Unit", "EnergyStart"): ("unit", "energy_start"), ("Effect", "PeriodCount"): ("effect", "period_count"),
}


def test_upgrades_change_what_the_reference_says(patch):
    loaded, checked = catalog.load(patch), 0
    for name, upgrade in loaded.upgrades.items():
        ours = collections.Counter()
        for change in upgrade.changes:
            kind = next(k for k in ("unit", "weapon", "effect", "ability", "behavior") if getattr(change, k))
            field = f"{change.field} {change.attribute}".strip()
            amount = next(v for v in (change.set, change.add, change.multiply) if v is not None)
            ours[kind, getattr(change, kind), field] += amount
        wanted = collections.Counter()
        for theirs in facts(patch, "upgrades")[name].get("modifications", ()):
            kind, field = FIELDS.get((theirs["family"], theirs["field"]), ("", ""))
            if theirs["field"].startswith("AttributeBonus"):
                kind, field = "effect", f"bonus {theirs['field'][15:-1]}"
            if kind and theirs["target"] in loaded.kinds[kind]:
                sign = -1 if theirs["operation"] == "Subtract" else 1
                wanted[kind, theirs["target"], field] += sign * theirs["value"]
        for key, value in wanted.items():
            assert math.isclose(ours[key], value, abs_tol=1e-4), (name, key)
            checked += 1
    assert checked > 500


def test_commands_cost_and_take_what_the_reference_says(patch):
    loaded, checked = catalog.load(patch), 0
    for ability in loaded.abilities.values():
        theirs = facts(patch, "abilities").get(ability.name, {})
        for command in ability.commands:
            fact = theirs.get("commands", {}).get(command.name, {})
            if "player_pays" not in fact or ability.kind == "Research":
                continue
            where = (ability.name, command.name)
            assert command.minerals == said(patch, command.product, "minerals", fact["player_pays"]["minerals"]), where
            assert command.vespene == fact["player_pays"]["vespene"], where
            assert command.time == fact["time"], where
            assert command.product == fact["units"][0] and command.count == len(fact["units"]), where
            checked += 1
    assert checked > 90
