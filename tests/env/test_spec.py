"""The vocabulary that a catalog gives: types, items, actions and who may do them to whom."""

from __future__ import annotations

import numpy as np

from starleague.env.spec import ENTITY_FIELDS, SCALAR_FIELDS, SIZES, shapes

TABLES = shapes("tiny").tables


def selects(action: str, unit_type: str) -> bool:
    return bool(TABLES.selectable[TABLES.action(action), TABLES.unit_types.index(unit_type)])


def targets(action: str, relation: int, unit_type: str) -> bool:
    return bool(TABLES.targetable[TABLES.action(action), relation, TABLES.unit_types.index(unit_type)])


def test_shapes_follow_the_catalog_and_the_dial() -> None:
    tiny, full = shapes("tiny"), shapes("full")
    assert tiny.actions == full.actions == len(TABLES.actions)
    assert tiny.scalars == len(SCALAR_FIELDS) + 3 * tiny.items
    assert tiny.entity_features == len(ENTITY_FIELDS)
    assert full.sizes == SIZES["full"]


def test_names_identify() -> None:
    for names in (TABLES.unit_types, TABLES.items, TABLES.buffs, tuple(a.name for a in TABLES.actions)):
        assert len(set(names)) == len(names)
        assert all(names)


def test_the_actions_of_terrans_first_ten_minutes_are_there() -> None:
    names = {action.name for action in TABLES.actions}
    assert names >= {
        "no_op", "smart_point", "smart_unit", "move_point", "attack_point", "attack_unit", "stop", "patrol_point",
        "harvest_gather", "harvest_return", "effect_repair", "build_supply_depot", "build_refinery", "build_barracks",
        "build_command_center", "build_bunker", "build_engineering_bay", "build_missile_turret", "train_scv",
        "train_marine", "train_marauder", "train_reaper", "research_stimpack", "research_shield_wall", "lift", "land",
        "effect_stim", "effect_scan", "effect_supply_drop", "rally_units_point", "unload_all",
    }


def test_every_race_has_its_items_and_actions() -> None:
    names = {action.name for action in TABLES.actions}
    assert names >= {
        "train_drone", "build_spawning_pool", "morph_lair", "burrow_down", "effect_inject_larva", "build_creep_tumor",
        "train_probe", "build_pylon", "warp_zealot", "morph_archon", "effect_force_field", "effect_blink", "load", "unload_all",
        "morph_siege_mode", "effect_nuke_calldown", "research_protoss_shields",
    }
    assert set(TABLES.items) >= {"Archon", "Baneling", "Lair", "Zealot", "ZergMissileWeaponsLevel3", "Thor", "Pylon", "Drone"}
    assert "liberator_ag_target" in names and not [name for name in names if name.endswith("_execute")]


def test_one_action_stands_for_the_same_click_on_different_units() -> None:
    assert selects("effect_stim", "Marine") and selects("effect_stim", "Marauder")
    assert selects("lift", "Barracks") and selects("lift", "CommandCenter")
    assert not selects("lift", "Marine")


def test_targets_follow_the_rules() -> None:
    own, enemy, neutral = 0, 1, 2
    assert targets("harvest_gather", neutral, "MineralField")
    assert not targets("harvest_gather", neutral, "VespeneGeyser")
    assert targets("harvest_gather", own, "Refinery") and not targets("harvest_gather", enemy, "Refinery")
    assert targets("build_refinery", neutral, "VespeneGeyser")
    assert not targets("build_refinery", neutral, "MineralField")
    assert targets("effect_repair", own, "Bunker") and not targets("effect_repair", own, "Marine")
    assert targets("attack_unit", enemy, "Marine")
    assert not targets("attack_unit", neutral, "MineralField")


def test_arguments_fit_the_kind_of_target() -> None:
    for action in TABLES.actions:
        assert not (action.uses_target_cell and action.uses_target_entity)
        if action.uses_target_entity:
            assert TABLES.targetable[TABLES.action(action.name)].any(), f"{action.name} has nothing to aim at"
        if action.name != "no_op":
            assert action.uses_units
            assert TABLES.selectable[TABLES.action(action.name)].any(), f"nobody can {action.name}"


def test_items_are_what_players_pay_for() -> None:
    assert {"SCV", "Marine", "Barracks", "BarracksTechLab", "OrbitalCommand", "Stimpack"} <= set(TABLES.items)
    assert not {"MULE", "MineralField", "BarracksFlying", "SupplyDepotLowered"} & set(TABLES.items)
    lowered = TABLES.unit_types.index("SupplyDepotLowered")
    assert TABLES.items[TABLES.compiled[0]["item_of_type"][lowered]] == "SupplyDepot"


def test_weapon_and_armour_upgrades_find_their_units() -> None:
    compiled = TABLES.compiled[0]
    marine, depot = TABLES.unit_types.index("Marine"), TABLES.unit_types.index("SupplyDepot")
    assert np.count_nonzero(compiled["attack_upgrades"][marine]) == 3
    assert np.count_nonzero(compiled["armor_upgrades"][marine]) == 3
    assert np.count_nonzero(compiled["attack_upgrades"][depot]) == 0
