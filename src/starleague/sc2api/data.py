"""ResponseData: the tables of abilities, units, upgrades, buffs and effects that clients read names and costs from.

Each list is indexed by its id, as the real client sends it; what the catalog does not have is an entry
without facts.
"""

from __future__ import annotations

import numpy as np
from s2clientprotocol import data_pb2
from s2clientprotocol import sc2api_pb2 as api

from starleague.catalog import Catalog
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import AbilityClass, Attribute, CountState, Filter, RequirementClass, Resource
from starleague.sc2api.buffs import NAMES as GOODS
from starleague.sc2api.data_abilities import fill_abilities

AT_UNIT = {CountState.COMPLETE_AT_UNIT, CountState.QUEUED_OR_BETTER_AT_UNIT, CountState.IN_PROGRESS_OR_BETTER_AT_UNIT}
MAKES = (AbilityClass.BUILD, AbilityClass.TRAIN, AbilityClass.MORPH, AbilityClass.MORPH_PLACEMENT)
ALIAS = "Alias_"  # how the catalog calls what several units count as


def data(rules: np.record, catalog: Catalog, request: api.RequestData) -> api.ResponseData:
    """The tables that were asked for."""
    response = api.ResponseData()
    if request.ability_id:
        fill_abilities(rules, catalog.names, response)
    if request.unit_type_id:
        _units(rules, catalog, response)
    if request.upgrade_id:
        _upgrades(rules, catalog, response)
    if request.buff_id:
        _buffs(rules, catalog.names, response)
    if request.effect_id:
        _effects(catalog, response)
    return response


def _units(rules: np.record, catalog: Catalog, response: api.ResponseData) -> None:
    rows = {int(rules.unit_types[k].api_id): k for k in range(1, int(rules.n_unit_types))}
    makers = _makers(rules)
    for api_id in range(max(rows) + 1):
        entry = response.units.add(unit_id=api_id)
        row = rows.get(api_id, 0) if api_id else 0
        if row:
            _unit(rules, entry, row)
            entry.name = catalog.names.unit_names[row]
            unit = catalog.units[entry.name]
            _made_by(rules, entry, makers.get(row, 0))
            entry.ability_id = unit.api_ability or entry.ability_id
            for name in unit.tech:
                base = catalog.names.unit_types.get(name.removeprefix(ALIAS), 0)
                if base not in (0, row):
                    entry.tech_alias.append(int(rules.unit_types[base].api_id))
            entry.tech_alias.extend(int(api_id) for api_id in unit.api_tech)


def _makers(rules: np.record) -> dict[int, int]:
    """Unit type to the ability that makes it: to build or train it comes before to change into it."""
    made: dict[int, int] = {}
    rank = {int(kind): k for k, kind in enumerate(MAKES)}
    kinds = rules.abilities["kind"].tolist()
    makers = [k for k in range(1, int(rules.n_abilities)) if kinds[k] in rank and rules.abilities[k].product]
    for k in sorted(makers, key=lambda k: (rank[kinds[k]], not rules.abilities[k].time)):
        made.setdefault(int(rules.abilities[k].product), k)
    return made


def _unit(rules: np.record, entry: data_pb2.UnitTypeData, row: int) -> None:
    kind = rules.unit_types[row]
    entry.available = True
    entry.race = int(kind.race)
    entry.mineral_cost, entry.vespene_cost = int(kind.minerals), int(kind.vespene)
    entry.food_required, entry.food_provided = kind.supply_used / 2, kind.supply_provided / 2
    entry.build_time = kind.build_time / ONE
    entry.cargo_size = int(kind.cargo_size)
    entry.sight_range = kind.sight / ONE
    entry.movement_speed = kind.speed * 16 / ONE
    entry.armor = kind.armor / ONE
    entry.has_minerals = kind.resource == Resource.MINERALS
    entry.has_vespene = kind.resource == Resource.VESPENE
    entry.attributes.extend(a.value for a in Attribute if kind.attributes & (1 << a))
    if kind.alias:
        entry.unit_alias = int(rules.unit_types[kind.alias].api_id)
    for weapon in rules.lists[kind.weapons.first : kind.weapons.first + kind.weapons.count]:
        if not rules.weapons[weapon].hidden and not rules.weapons[weapon].starts_disabled:
            _weapon(rules, entry, rules.weapons[weapon])


def _made_by(rules: np.record, entry: data_pb2.UnitTypeData, maker: int) -> None:
    if not maker:
        return
    ability = rules.abilities[maker]
    entry.ability_id = int(ability.api_id)
    required, attached = _required_unit(rules, int(ability.requirement))
    if required:
        entry.tech_requirement = int(rules.unit_types[required].api_id)
        entry.require_attached = attached


def _required_unit(rules: np.record, requirement: int) -> tuple[int, bool]:
    """The one unit type that a requirement asks for, 0 when it is none or several, and whether it must be attached."""
    node = rules.requirements[requirement]
    if node.kind != RequirementClass.COUNT_UNIT or not node.types.count:
        return 0, False
    return int(rules.lists[node.types.first]), int(node.state) in AT_UNIT


def _weapon(rules: np.record, entry: data_pb2.UnitTypeData, weapon: np.record) -> None:
    out = entry.weapons.add(range=weapon.range / ONE, attacks=int(weapon.api_attacks))
    out.speed = round(weapon.period / 16) / ONE  # the client counts seconds in 1/4096, too
    ground = not weapon.targets.require & Filter.AIR and not weapon.targets.exclude & Filter.GROUND
    air = not weapon.targets.require & Filter.GROUND and not weapon.targets.exclude & Filter.AIR
    both = ground and air
    out.type = data_pb2.Weapon.Any if both else data_pb2.Weapon.Ground if ground else data_pb2.Weapon.Air
    effect = rules.effects[weapon.api_effect] if weapon.api_effect else _damage_effect(rules, int(weapon.effect))
    out.damage = effect.amount / ONE
    for attribute in Attribute:
        if effect.bonus[attribute]:
            out.damage_bonus.add(attribute=attribute.value, bonus=effect.bonus[attribute] / ONE)


def _damage_effect(rules: np.record, effect: int) -> np.record:
    """The first damage that an effect does."""
    open_effects = [effect]
    while open_effects:
        row = rules.effects[open_effects.pop(0)]
        if row.damage_row:
            return row
        children = rules.lists[row.children.first : row.children.first + row.children.count]
        open_effects += [int(e) for e in (row.impact_effect, row.initial_effect, *children) if e]
    return rules.effects[0]


def _upgrades(rules: np.record, catalog: Catalog, response: api.ResponseData) -> None:
    rows = {int(rules.upgrades[k].api_id): k for k in range(1, int(rules.n_upgrades))}
    research = {int(a.upgrade): a for a in rules.abilities[1 : int(rules.n_abilities)] if a.upgrade}
    for api_id in range(max(rows) + 1):
        entry = response.upgrades.add(upgrade_id=api_id)
        if api_id in rows:
            row = rows[api_id]
            upgrade = rules.upgrades[row]
            entry.name = catalog.names.upgrade_names[row]
            entry.mineral_cost, entry.vespene_cost = int(upgrade.minerals), int(upgrade.vespene)
            entry.research_time = upgrade.time / ONE
            own = catalog.upgrades[entry.name].api_ability
            if own or row in research:
                entry.ability_id = own or int(research[row].api_id)


def _buffs(rules: np.record, names, response: api.ResponseData) -> None:
    known = {int(rules.behaviors[row].api_id): name for name, row in names.behaviors.items()}
    known = {**known, **GOODS, 0: ""}
    for api_id in range(max(known) + 1):
        response.buffs.add(buff_id=api_id, name=known.get(api_id, ""))


def _effects(catalog: Catalog, response: api.ResponseData) -> None:
    known = {effect.api_id: effect for effect in catalog.effects.values()}
    for api_id in range(max(known) + 1):
        entry = response.effects.add(effect_id=api_id)
        if api_id and api_id in known:
            effect = known[api_id]
            entry.name, entry.friendly_name, entry.radius = effect.name, effect.api_name, effect.api_radius
