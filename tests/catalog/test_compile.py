"""The compiled rules hold the known facts, in the rules' units."""

import dataclasses
import subprocess
import sys

import pytest

from starleague import catalog
from starleague.catalog.rules import FOOTPRINT_DROP_OFF, FOOTPRINT_NEAR_RESOURCES, ONE, RULES
from starleague.catalog.vocabulary import (
    AbilityClass,
    AbilityFlag,
    Attribute,
    CountState,
    EffectClass,
    Filter,
    Flag,
    RequirementClass,
    Stat,
    TargetKind,
    Verb,
)


@pytest.fixture(scope="module")
def rules():
    return catalog.compile()[0]


@pytest.fixture(scope="module")
def names():
    return catalog.load().names


def spanned(rules, span):
    return rules.lists[span.first : span.first + span.count].tolist()


def test_a_marine_has_its_facts(rules, names):
    marine = rules.unit_types[names.unit_types["Marine"]]
    assert marine.api_id == 48
    assert marine.life_max == marine.life_start == 45 * ONE
    assert marine.speed == 576
    assert marine.sight == 9 * ONE
    assert (marine.minerals, marine.vespene, marine.supply_used) == (50, 0, 2)
    assert marine.build_time == 400 * ONE
    assert marine.attributes == 1 << Attribute.LIGHT | 1 << Attribute.BIOLOGICAL
    assert marine.flags & Flag.ARMY and not marine.flags & Flag.WORKER


def test_a_rifle_has_its_facts(rules, names):
    (weapon,) = spanned(rules, rules.unit_types[names.unit_types["Marine"]].weapons)
    rifle = rules.weapons[weapon]
    assert rifle.range == 5 * ONE
    assert rifle.period == round(0.8608 * 16 * ONE)
    assert rifle.targets.require == Filter.VISIBLE
    assert rifle.targets.exclude & Filter.INVULNERABLE
    hit = rules.effects[rifle.effect]
    assert (hit.kind, hit.amount, hit.armor_reduction) == (EffectClass.DAMAGE, 6 * ONE, ONE)
    assert hit.damage_row > 0


def test_punisher_grenades_hit_armour_harder_and_slow(rules, names):
    hit = rules.effects[names.effects["PunisherGrenadesU"]]
    assert hit.amount == hit.bonus[Attribute.ARMORED] == 10 * ONE
    missile = rules.effects[names.effects["PunisherGrenadesLM"]]
    assert missile.missile_speed == 20 * ONE // 16
    slow = rules.behaviors[names.behaviors["Slow"]]
    assert (slow.speed_factor, slow.duration) == (ONE // 2, 24 * ONE)


def test_training_a_marauder_needs_a_tech_lab(rules, names):
    train = rules.abilities[names.abilities["TrainMarauder"]]
    assert names.abilities["TrainMarauder"] == names.abilities["BarracksTrain,Train4"] == names.ability_by_api[563]
    assert (train.kind, train.product, train.time) == (AbilityClass.TRAIN, names.unit_types["Marauder"], 480 * ONE)
    assert (train.minerals, train.vespene, train.supply, train.refund) == (100, 25, 4, ONE)
    needs = rules.requirements[train.requirement]
    assert (needs.kind, needs.state) == (RequirementClass.COUNT_UNIT, CountState.COMPLETE_AT_UNIT)
    assert spanned(rules, needs.types) == sorted(names.unit_types[f"{n}TechLab"] for n in ("", "Barracks", "Factory", "Starport"))


def test_building_a_barracks(rules, names):
    build = rules.abilities[names.abilities["BuildBarracks"]]
    assert (build.kind, build.target, build.time) == (AbilityClass.BUILD, TargetKind.POINT, 1040 * ONE)
    assert build.flags & AbilityFlag.PEON_MAINTAINED
    assert build.refund == ONE * 3 // 4
    depots = [names.unit_types[n] for n in ("SupplyDepot", "SupplyDepotLowered")]
    assert spanned(rules, rules.requirements[build.requirement].types) == sorted(depots)
    refinery = rules.abilities[names.abilities["BuildRefinery"]]
    assert refinery.flags & AbilityFlag.ON_RESOURCE and refinery.target == TargetKind.UNIT


def test_weapons_level_2_needs_level_1_and_an_armory(rules, names):
    research = rules.abilities[names.ability_by_api[653]]
    both = rules.requirements[research.requirement]
    assert both.kind == RequirementClass.AND
    armory = rules.requirements[both.right]
    assert armory.kind == RequirementClass.COUNT_UNIT
    assert spanned(rules, armory.types) == [names.unit_types["Armory"]]


def test_specific_commands_name_their_generic_one(rules, names):
    stim = rules.abilities[names.ability_by_api[380]]
    assert stim.generic_id == 3675
    assert rules.abilities[names.ability_by_api[3675]].kind == AbilityClass.GENERIC
    assert rules.abilities[rules.smart_ability].kind == AbilityClass.SMART
    assert rules.abilities[rules.smart_ability].api_id == 1


def test_a_unit_knows_which_command_does_what(rules, names):
    scv = rules.unit_types[names.unit_types["SCV"]]
    for field, api_id in (("attack_ability", 23), ("move_ability", 16), ("stop_ability", 4), ("gather_ability", 295),
                          ("repair_ability", 316)):
        assert rules.abilities[scv[field]].api_id == api_id, field
    hall = rules.unit_types[names.unit_types["CommandCenter"]]
    assert rules.abilities[hall.rally_workers_ability].api_id == 203
    assert hall.flags & Flag.TOWNHALL
    assert (hall.queue_size, hall.queue_parallel) == (5, 1)


def test_commands_that_a_unit_lacks_are_not_among_its_abilities(rules, names):
    halt = names.abilities["BuildInProgress,Halt"]
    barracks = rules.unit_types[names.unit_types["Barracks"]]
    lab = rules.unit_types[names.unit_types["BarracksTechLab"]]
    assert halt in spanned(rules, barracks.abilities)
    assert halt not in spanned(rules, lab.abilities)


def test_resources(rules, names):
    field = rules.unit_types[names.unit_types["MineralField"]]
    assert (field.resource_contents, field.harvest_amount, field.ideal_harvesters) == (1800, 5, 2)
    assert field.harvest_time == round(2.786 * 16 * ONE)
    refinery = rules.unit_types[names.unit_types["Refinery"]]
    pairs = spanned(rules, refinery.built_on)
    becomes = dict(zip(pairs[::2], pairs[1::2]))
    assert becomes[names.unit_types["RichVespeneGeyser"]] == names.unit_types["RefineryRich"]
    mule = rules.abilities[names.abilities["MULEGather,Gather"]]
    assert (mule.harvest_amount, mule.harvest_beside) == (25, 1)


def test_a_town_hall_is_dropped_off_at_and_keeps_its_distance(rules, names):
    hall = rules.unit_types[names.unit_types["CommandCenter"]]
    written = spanned(rules, rules.footprints[hall.footprint].cells)
    checked = spanned(rules, rules.footprints[hall.placement].cells)
    assert len(written) == len(checked) == 25 * 3
    assert all(bits & FOOTPRINT_DROP_OFF for bits in written[2::3])
    assert all(bits & FOOTPRINT_NEAR_RESOURCES for bits in checked[2::3])
    assert not any(bits & FOOTPRINT_NEAR_RESOURCES for bits in written[2::3])
    minerals = rules.footprints[rules.unit_types[names.unit_types["MineralField"]].footprint]
    assert (minerals.width, minerals.height) == (2, 1)


def test_an_upgrade_changes_numbers(rules, names):
    weapons = rules.upgrades[names.upgrade_by_api[7]]
    span = weapons.modifications
    changes = rules.modifications[span.first : span.first + span.count]
    rifle = changes[changes["row"] == names.effects["GuassRifle"]][0]
    assert (rifle["stat"], rifle["value"]) == (Stat.EFFECT_AMOUNT, ONE)
    bonus = changes[changes["stat"] == Stat.EFFECT_BONUS][0]
    assert (bonus["row"], bonus["argument"]) == (names.effects["PunisherGrenadesU"], Attribute.ARMORED)


def test_the_game_starts_with_twelve_workers(rules, names):
    assert (rules.start_workers, rules.start_minerals, rules.supply_max) == (12, 50, 400)
    assert rules.town_hall[1] == names.unit_types["CommandCenter"]
    assert rules.patch == 41000


def test_names_go_there_and_back(rules, names):
    for name, index in names.unit_types.items():
        assert names.unit_names[index] == name
        assert names.unit_by_api[int(rules.unit_types[index].api_id)] == index
    for index, name in enumerate(names.commands):
        if index:
            assert names.abilities[name] == index
    for api_id, index in names.ability_by_api.items():
        assert rules.abilities[index].api_id == api_id
    for api_id, index in names.upgrade_by_api.items():
        assert rules.upgrades[index].api_id == api_id


def test_commands_of_an_ability_share_its_group(rules, names):
    transport = [i for i, name in enumerate(names.commands) if name.startswith("BunkerTransport,")]
    assert len({int(rules.abilities[i].group) for i in transport}) == 1
    assert {int(rules.abilities[i].verb) for i in transport} >= {Verb.LOAD, Verb.UNLOAD_ALL, Verb.UNLOAD_UNIT}


def test_rows_stay_within_capacity(rules):
    for count in (field for field in RULES.names if field.startswith("n_")):
        table = count.removeprefix("n_")
        if table in RULES.names:
            assert 0 < rules[count] <= len(rules[table]), table


def test_a_number_that_does_not_fit_its_field_is_refused():
    good = catalog.load()
    marine = dataclasses.replace(good.units["Marine"], attack_priority=1 << 20)
    wide = catalog.Catalog(good.patch, {**good.kinds, "unit": {**good.units, "Marine": marine}}, good.files)
    with pytest.raises(catalog.CatalogError, match=r"\[unit\.Marine\] attack_priority: 1048576 does not fit"):
        catalog.compile(wide)


def test_compiling_twice_gives_the_same_bytes():
    assert catalog.compile(catalog.load()).tobytes() == catalog.compile(catalog.load()).tobytes()
    assert catalog.compile() is catalog.compile()
    assert not catalog.compile().flags.writeable


def test_importing_the_catalog_loads_neither_numba_nor_torch():
    code = "import sys, starleague.catalog as c; c.compile(); sys.exit(bool({'numba', 'torch'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
