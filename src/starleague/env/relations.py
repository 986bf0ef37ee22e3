"""What the rules imply for an agent: which units an action may be aimed at, which upgrades touch which units."""

from __future__ import annotations

import numpy as np

from starleague.catalog.vocabulary import (
    AbilityClass,
    Attribute,
    CountState,
    Filter,
    Flag,
    Mover,
    Plane,
    Race,
    RequirementClass,
    Resource,
    Stat,
    Verb,
)

SELF, ENEMY, NEUTRAL = 0, 1, 2
UNIT = 2

# Filter bits that a unit's type decides; the others depend on its state and are left to the engine.
_OF_TYPE = {
    Filter.STRUCTURE: Flag.STRUCTURE, Filter.WORKER: Flag.WORKER, Filter.DESTRUCTIBLE: Flag.DESTRUCTIBLE,
    Filter.SUMMONED: Flag.SUMMONED, Filter.PREVENT_DEFEAT: Flag.PREVENT_DEFEAT,
}
_OF_ATTRIBUTE = {
    Filter.LIGHT: Attribute.LIGHT, Filter.ARMORED: Attribute.ARMORED, Filter.BIOLOGICAL: Attribute.BIOLOGICAL,
    Filter.MECHANICAL: Attribute.MECHANICAL, Filter.ROBOTIC: Attribute.ROBOTIC, Filter.PSIONIC: Attribute.PSIONIC,
    Filter.MASSIVE: Attribute.MASSIVE, Filter.HOVER: Attribute.HOVER, Filter.HEROIC: Attribute.HEROIC,
}
_OF_RELATION = {
    SELF: {Filter.PLAYER}, ENEMY: {Filter.ENEMY}, NEUTRAL: {Filter.NEUTRAL},
}
_ANY_RELATION = {Filter.PLAYER, Filter.ENEMY, Filter.NEUTRAL, Filter.ALLY}


def targetable(rules: np.record, t: np.record, n_actions: int) -> np.ndarray:
    """uint8 [actions, relations, unit types]: whether an action may be aimed at a unit, as far as its type tells."""
    n_types = int(rules["n_unit_types"])
    result = np.zeros((n_actions, 3, n_types), np.uint8)
    kinds = [_filter_bits(rules["unit_types"][row]) for row in range(n_types)]
    for ability_row in range(1, int(rules["n_abilities"])):
        action = int(t["action_of"][ability_row, UNIT])
        if not action:
            continue
        ability = rules["abilities"][ability_row]
        for relation in (SELF, ENEMY, NEUTRAL):
            for row in range(1, n_types):
                if _may_target(rules, ability, relation, rules["unit_types"][row], kinds[row]):
                    result[action, relation, row] = 1
    return result


def _may_target(rules: np.record, ability: np.record, relation: int, kind: np.record, bits: set) -> bool:
    if (relation == NEUTRAL) != (kind["race"] == Race.NONE):
        return False  # neutral units are of no race, players' units of one
    if ability["kind"] == AbilityClass.SMART:
        return True
    if ability["kind"] == AbilityClass.HARVEST:
        return ability["verb"] == Verb.GATHER and _gathered(relation, kind)
    if ability["kind"] == AbilityClass.BUILD:
        return bool(kind["flags"] & Flag.GEYSER)
    if ability["kind"] == AbilityClass.TRANSPORT:
        return relation == SELF and bool(kind["cargo_size"] or kind["cargo_capacity"])
    kinds = (AbilityClass.ATTACK, AbilityClass.REDIRECT_TARGET)
    if (ability["kind"] in kinds or ability["verb"] == Verb.SCAN_MOVE) and kind["flags"] & Flag.INVULNERABLE:
        return False
    require, exclude = int(ability["targets"]["require"]), int(ability["targets"]["exclude"])
    have = bits | _OF_RELATION[relation]
    known = set(_OF_TYPE) | set(_OF_ATTRIBUTE) | {Filter.AIR, Filter.GROUND, Filter.RAW_RESOURCE}
    for one in known:
        if (require & one and one not in have) or (exclude & one and one in have):
            return False
    asked = {one for one in _ANY_RELATION if require & one}
    return not any(exclude & one for one in _OF_RELATION[relation]) and (not asked or bool(asked & have))


def _gathered(relation: int, kind: np.record) -> bool:
    """Mineral fields, and the player's own refineries."""
    if relation == NEUTRAL:
        return bool(kind["resource"] == Resource.MINERALS)
    return relation == SELF and bool(kind["flags"] & Flag.REFINERY)


def _filter_bits(kind: np.record) -> set:
    bits = {one for one, flag in _OF_TYPE.items() if kind["flags"] & flag}
    bits |= {one for one, attribute in _OF_ATTRIBUTE.items() if kind["attributes"] & (1 << attribute)}
    if kind["plane"] & Plane.AIR or kind["mover"] == Mover.FLY:
        bits.add(Filter.AIR)
    if kind["plane"] & Plane.GROUND:
        bits.add(Filter.GROUND)
    if kind["resource"] and not kind["flags"] & Flag.REFINERY and kind["resource"] == Resource.VESPENE:
        bits.add(Filter.RAW_RESOURCE)
    return bits


def asks_unit(rules: np.record, requirement: int) -> bool:
    """Whether a requirement counts something "at unit"."""
    if not requirement:
        return False
    node = rules["requirements"][requirement]
    if node["kind"] in (RequirementClass.COUNT_UNIT, RequirementClass.COUNT_UPGRADE, RequirementClass.COUNT_BEHAVIOR):
        return node["kind"] == RequirementClass.COUNT_BEHAVIOR or node["state"] >= CountState.COMPLETE_AT_UNIT
    return asks_unit(rules, int(node["left"])) or asks_unit(rules, int(node["right"]))


def upgrade_lines(rules: np.record, t: np.record) -> None:
    """For each unit type, the upgrades that make its weapons, armour and shields better, level by level."""
    lines = {1: "attack_upgrades", 2: "armor_upgrades", 3: "shield_upgrades"}
    damage = {row: _damage_rows(rules, row) for row in range(1, int(rules["n_unit_types"]))}
    for row in range(1, int(rules["n_upgrades"])):
        upgrade = rules["upgrades"][row]
        if int(upgrade["line"]) not in lines:
            continue
        span = upgrade["modifications"]
        changes = rules["modifications"][span["first"] : span["first"] + span["count"]]
        for unit_type, rows in damage.items():
            if any(_touches(change, unit_type, rows) for change in changes):
                column = t[lines[int(upgrade["line"])]][unit_type]
                free = np.flatnonzero(column == 0)
                if len(free):
                    column[free[0]] = row


def _touches(change: np.record, unit_type: int, damage_rows: set) -> bool:
    if change["stat"] in (Stat.UNIT_ARMOR, Stat.UNIT_SHIELD_ARMOR):
        return int(change["row"]) == unit_type
    return change["stat"] in (Stat.EFFECT_AMOUNT, Stat.EFFECT_BONUS) and int(change["row"]) in damage_rows


def _damage_rows(rules: np.record, unit_type: int) -> set:
    """Effects that a type's weapons lead to."""
    span = rules["unit_types"][unit_type]["weapons"]
    weapons = rules["lists"][span["first"] : span["first"] + span["count"]]
    reached: set = set()
    left = [int(rules["weapons"][weapon]["effect"]) for weapon in weapons]
    while left:
        effect = left.pop()
        if effect and effect not in reached:
            reached.add(effect)
            left += _leads_to(rules, rules["effects"][effect])
    return reached


def _leads_to(rules: np.record, effect: np.record) -> list[int]:
    spans = [effect["children"]]
    listed = [int(k) for span in spans for k in rules["lists"][span["first"] : span["first"] + span["count"]]]
    cases = effect["cases"]
    pairs = rules["lists"][cases["first"] : cases["first"] + cases["count"]]
    named = [
        effect[name] for name in (
            "initial_effect", "expire_effect", "final_effect", "impact_effect", "launch_effect", "case_default",
        )
    ]
    return listed + [int(k) for k in pairs[1::2]] + [int(k) for k in named] + [int(k) for k in effect["area_effect"]]
