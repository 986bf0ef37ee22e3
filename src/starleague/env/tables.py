"""From a patch's catalog to an agent's vocabulary: unit types, items of z, buffs, and the list of actions.

An action is one command of the game's interface with one kind of target. Rows of ``rules.abilities`` that
a player tells by the same click (the generic ability of the API: every building's Lift) share an action.
"""

from __future__ import annotations

import functools
import hashlib
from dataclasses import dataclass, field

import numpy as np

from starleague.catalog.rules import (
    MAX_ABILITIES,
    MAX_BEHAVIORS,
    MAX_UNIT_TYPES,
    MAX_UPGRADES,
    i2,
    i4,
    record,
    u1,
)
from starleague.catalog.vocabulary import AbilityClass, AbilityFlag, Flag, TargetKind, Verb
from starleague.env import naming, relations

MAX_ACTIONS = 700
NO_OP = 0
NONE, POINT, UNIT = 0, 1, 2  # what an action is given
UNTOLD = int(AbilityFlag.AUTOMATIC | AbilityFlag.HIDDEN)  # what no player can tell a unit
LEVELS = 4  # upgrades of one line that touch a type

ACTION = record([
    ("ability", i2),  # [rules.abilities] the first row that it stands for; 0: no_op
    ("target", i2),  # NONE, POINT or UNIT
    ("product", i2),  # [unit_types] what it places on the ground; 0: nothing
    ("on_resource", u1),  # placed on the target unit's place
    ("queueable", u1), ("repeatable", u1),
])

TABLES = record([  # what compiled code looks up
    ("n_items", i4), ("n_actions", i4), ("n_upgrades", i4), ("n_unit_types", i4),
    ("item_of_type", i2, (MAX_UNIT_TYPES,)), ("item_of_upgrade", i2, (MAX_UPGRADES,)),
    ("buff_index", i2, (MAX_BEHAVIORS,)),
    ("action_of", i2, (MAX_ABILITIES, 3)),  # [actions] by kind of target
    ("asks_unit", u1, (MAX_ABILITIES,)),  # its requirement looks at the asking unit
    ("attack_upgrades", i2, (MAX_UNIT_TYPES, LEVELS)),  # [upgrades] 0 after the last
    ("armor_upgrades", i2, (MAX_UNIT_TYPES, LEVELS)),
    ("shield_upgrades", i2, (MAX_UNIT_TYPES, LEVELS)),
    ("actions", ACTION, (MAX_ACTIONS,)),
])


@dataclass(frozen=True)
class Action:
    """One action type and the arguments that it takes."""

    name: str
    ability: int  # [rules.abilities] representative row
    uses_units: bool
    uses_target_entity: bool
    uses_target_cell: bool
    uses_queued: bool
    uses_repeat: bool


@dataclass(frozen=True, eq=False)
class Tables:
    """The vocabulary of one patch. Index 0 of each list is "none" (of the actions: no_op)."""

    patch: str
    unit_types: tuple[str, ...]
    items: tuple[str, ...]
    buffs: tuple[str, ...]
    actions: tuple[Action, ...]
    selectable: np.ndarray  # uint8 [actions, unit types] whether a unit of mine can do it
    targetable: np.ndarray  # uint8 [actions, SELF/ENEMY/NEUTRAL, unit types] whether it can be done to it
    compiled: np.ndarray = field(repr=False)  # TABLES, array of one

    @functools.cached_property
    def digest(self) -> str:
        """Sixteen hex digits that name this vocabulary: what a network's inputs and outputs mean."""
        names = (self.unit_types, self.items, self.buffs, self.actions)
        return hashlib.sha256(repr(names).encode()).hexdigest()[:16]

    def action(self, name: str) -> int:
        """Index of an action by name; ValueError names close ones."""
        for index, action in enumerate(self.actions):
            if action.name == name:
                return index
        close = [action.name for action in self.actions if name.split("_")[0] in action.name]
        raise ValueError(f"no action named {name!r}; similar: {', '.join(close) or 'none'}")


@functools.lru_cache(maxsize=4)
def tables_of(patch: str = "4.10") -> Tables:
    """The vocabulary of a patch; made once."""
    rules, names = naming.catalog(patch)
    return make_tables(rules.reshape(-1)[0], names, patch)


def make_tables(rules: np.record, names: naming.Names, patch: str) -> Tables:
    """The vocabulary of compiled rules."""
    compiled = np.zeros(1, TABLES)
    t = compiled[0]
    items = _items(rules, names, t)
    buffs = _buffs(rules, names, t)
    actions = _actions(rules, names, t)
    t["n_items"], t["n_actions"], t["n_upgrades"] = len(items), len(actions), rules["n_upgrades"]
    t["n_unit_types"] = rules["n_unit_types"]
    relations.upgrade_lines(rules, t)
    for row in range(1, int(rules["n_abilities"])):
        t["asks_unit"][row] = relations.asks_unit(rules, int(rules["abilities"][row]["requirement"]))
    return Tables(
        patch, tuple(names.unit_types), items, buffs, actions,
        _selectable(rules, t, len(actions)), relations.targetable(rules, t, len(actions)), compiled,
    )


def _items(rules: np.record, names: naming.Names, t: np.record) -> tuple[str, ...]:
    """What counts in z: all that a player trains, builds or morphs into at a cost, and upgrades."""
    items = ["none"]
    for row in range(1, int(rules["n_abilities"])):
        ability = rules["abilities"][row]
        product, upgrade = int(ability["product"]), int(ability["upgrade"])
        if product and _costs(rules, ability) and not t["item_of_type"][product]:
            t["item_of_type"][product] = len(items)
            items.append(names.unit_types[product])
        if upgrade and not t["item_of_upgrade"][upgrade]:
            t["item_of_upgrade"][upgrade] = len(items)
            items.append(names.upgrades[upgrade])
    _share_items(rules, t)
    return tuple(items)


def _costs(rules: np.record, ability: np.record) -> bool:
    if ability["kind"] == AbilityClass.MERGE:
        return True  # at the cost of those who merge
    product = rules["unit_types"][ability["product"]]
    makes = ability["kind"] in (
        AbilityClass.TRAIN, AbilityClass.WARP_TRAIN, AbilityClass.BUILD, AbilityClass.MORPH,
        AbilityClass.MORPH_PLACEMENT,
    )
    return bool(makes and (ability["minerals"] or ability["vespene"] or (product["supply_used"] and ability["supply"])))


def _share_items(rules: np.record, t: np.record) -> None:
    """A form of something (lowered, flying, sieged) is the item that the API's alias names."""
    for row in range(1, int(rules["n_unit_types"])):
        alias = int(rules["unit_types"][row]["alias"])
        if not t["item_of_type"][row] and alias:
            t["item_of_type"][row] = t["item_of_type"][alias]


def _buffs(rules: np.record, names: naming.Names, t: np.record) -> tuple[str, ...]:
    buffs = ["none"]
    for row in range(1, int(rules["n_behaviors"])):
        if rules["behaviors"][row]["api_id"]:
            t["buff_index"][row] = len(buffs)
            buffs.append(names.behaviors[row])
    return tuple(buffs)


def _actions(rules: np.record, names: naming.Names, t: np.record) -> tuple[Action, ...]:
    """no_op, then one action for each command and kind of target, in the order of the catalog."""
    groups: dict[tuple, list[int]] = {}
    for row in _told(rules):
        for target in _targets(rules["abilities"][row]):
            groups.setdefault((_command(rules["abilities"][row]), target), []).append(row)
    modes: dict[tuple, set] = {}
    for command, target in groups:
        modes.setdefault(command, set()).add(target)
    actions = [Action("no_op", 0, False, False, False, False, False)]
    unique = naming.make_unique([_name(rules, names, key, rows, modes) for key, rows in groups.items()])
    for ((_command_id, target), rows), name in zip(groups.items(), unique):
        index = len(actions)
        for row in rows:
            t["action_of"][row, target] = index
        ability = rules["abilities"][rows[0]]
        queueable = not (ability["flags"] & AbilityFlag.TRANSIENT or _instant(ability))
        repeatable = ability["kind"] in (AbilityClass.TRAIN, AbilityClass.WARP_TRAIN)
        t["actions"][index]["ability"] = rows[0]
        t["actions"][index]["target"] = target
        t["actions"][index]["queueable"] = queueable
        t["actions"][index]["repeatable"] = repeatable
        _placement(rules, ability, t["actions"][index])
        actions.append(Action(name, rows[0], True, target == UNIT, target == POINT, queueable, repeatable))
    return tuple(actions)


def _name(rules: np.record, names: naming.Names, key: tuple, rows: list[int], modes: dict[tuple, set]) -> str:
    command, target = key
    name = naming.action_name(rules, names, rows)
    return name + ("", "_point", "_unit")[target] if len(modes[command]) > 1 else name


def _told(rules: np.record) -> list[int]:
    """Ability rows that a player can tell some unit; not those that need what an action cannot say."""
    told = {int(rules["smart_ability"])}  # every unit understands a right click
    for row in range(1, int(rules["n_unit_types"])):
        if not rules["unit_types"][row]["race"] or rules["unit_types"][row]["flags"] & Flag.UNCOMMANDABLE:
            continue
        span = rules["unit_types"][row]["abilities"]
        told.update(int(k) for k in rules["lists"][span["first"] : span["first"] + span["count"]])
    left_out = (Verb.CANCEL_SLOT, Verb.UNLOAD_UNIT, Verb.TURN)
    abilities = rules["abilities"]
    return sorted(
        row for row in told
        if row and abilities[row]["verb"] not in left_out and not abilities[row]["flags"] & UNTOLD
    )


def _command(ability: np.record) -> tuple:
    """What makes two rows one command to a player: ``engine.repertoire.same_command``."""
    api_id = int(ability["generic_id"] or ability["api_id"])
    return ("api", api_id) if api_id else ("row", int(ability["group"]), int(ability["index"]))


def _targets(ability: np.record) -> tuple[int, ...]:
    kinds: dict[int, tuple[int, ...]] = {
        TargetKind.POINT: (POINT,), TargetKind.UNIT: (UNIT,), TargetKind.POINT_OR_UNIT: (POINT, UNIT),
        TargetKind.POINT_OR_NONE: (NONE, POINT),
    }
    return kinds.get(int(ability["target"]), (NONE,))


def _instant(ability: np.record) -> bool:
    """Production and cancelling go to queues of their own."""
    return ability["kind"] in (AbilityClass.TRAIN, AbilityClass.RESEARCH, AbilityClass.QUEUE, AbilityClass.BUILDABLE)


def _placement(rules: np.record, ability: np.record, action: np.record) -> None:
    places = (AbilityClass.BUILD, AbilityClass.MORPH_PLACEMENT, AbilityClass.WARP_TRAIN)
    product = int(ability["product"])
    if ability["kind"] in places and product:
        action["on_resource"] = bool(ability["flags"] & AbilityFlag.ON_RESOURCE)
        is_addon = rules["unit_types"][product]["flags"] & Flag.ADDON
        if action["target"] == POINT and not is_addon:
            action["product"] = product


def _selectable(rules: np.record, t: np.record, n_actions: int) -> np.ndarray:
    selectable = np.zeros((n_actions, int(rules["n_unit_types"])), np.uint8)
    for row in range(1, int(rules["n_unit_types"])):
        kind = rules["unit_types"][row]
        span = kind["abilities"]
        held = list(rules["lists"][span["first"] : span["first"] + span["count"]])
        if kind["move_ability"] or kind["rally_ability"]:
            held.append(rules["smart_ability"])
        for ability in held:
            for target in (NONE, POINT, UNIT):
                selectable[t["action_of"][ability, target], row] = 1
    selectable[NO_OP] = 0
    return selectable

