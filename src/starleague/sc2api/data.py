"""ResponseData: the tables of abilities, units, upgrades, buffs and effects that clients read names and costs from."""

from __future__ import annotations

import numpy as np
from s2clientprotocol import data_pb2
from s2clientprotocol import sc2api_pb2 as api

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Attribute, Filter, Flag, Resource


def data(rules: np.record, names, request: api.RequestData) -> api.ResponseData:
    """The tables that were asked for; each list is indexed by its id, as the real client sends it."""
    response = api.ResponseData()
    if request.ability_id:
        _abilities(rules, names, response)
    if request.unit_type_id:
        _units(rules, names, response)
    if request.upgrade_id:
        _upgrades(rules, names, response)
    if request.buff_id:
        _buffs(rules, names, response)
    if request.effect_id:
        _effects(rules, names, response)
    return response


def _abilities(rules, names, response: api.ResponseData) -> None:
    rows = {int(rules.abilities[k].api_id): k for k in range(1, int(rules.n_abilities))}
    generics = {int(rules.abilities[k].generic_id): k for k in rows.values() if rules.abilities[k].generic_id}
    last = max([*rows, *generics])
    for api_id in range(last + 1):
        entry = response.abilities.add(ability_id=api_id)
        if api_id in rows:
            _ability(rules, names, entry, rows[api_id])
            if rules.abilities[rows[api_id]].generic_id:
                entry.remaps_to_ability_id = int(rules.abilities[rows[api_id]].generic_id)
        elif api_id in generics:
            _ability(rules, names, entry, generics[api_id])


def _ability(rules, names, entry: data_pb2.AbilityData, row: int) -> None:
    ability = rules.abilities[row]
    link, _, _command = names.commands[row].partition(",")
    entry.link_name, entry.link_index = link, int(ability.index)
    entry.button_name = names.commands[row].replace(",", " ")
    entry.friendly_name = entry.button_name
    entry.available = True
    entry.target = int(ability.target)
    entry.allow_autocast = bool(ability.flags & 2)
    if ability.product and rules.unit_types[ability.product].flags & Flag.STRUCTURE and ability.target != 1:
        entry.is_building = True
        entry.footprint_radius = rules.footprints[rules.unit_types[ability.product].placement].width / 2
    if ability.range:
        entry.cast_range = ability.range / ONE


def _units(rules, names, response: api.ResponseData) -> None:
    rows = {int(rules.unit_types[k].api_id): k for k in range(1, int(rules.n_unit_types))}
    makers = _makers(rules)
    for api_id in range(max(rows) + 1):
        entry = response.units.add(unit_id=api_id)
        if api_id in rows:
            _unit(rules, names, entry, rows[api_id], makers.get(rows[api_id], 0))


def _makers(rules) -> dict[int, int]:
    """Unit type -> the ability that makes it."""
    makers: dict[int, int] = {}
    for k in range(1, int(rules.n_abilities)):
        ability = rules.abilities[k]
        if ability.product and ability.time:
            makers.setdefault(int(ability.product), k)
    return makers


def _unit(rules, names, entry: data_pb2.UnitTypeData, row: int, maker: int) -> None:
    kind = rules.unit_types[row]
    entry.name, entry.available = names.unit_names[row], True
    entry.race = int(kind.race)
    entry.mineral_cost, entry.vespene_cost = int(kind.minerals), int(kind.vespene)
    entry.food_required, entry.food_provided = kind.supply_used / 2, kind.supply_provided / 2
    entry.build_time = kind.build_time / ONE
    entry.cargo_size = int(kind.cargo_size)
    entry.sight_range = kind.sight / ONE
    entry.movement_speed = kind.speed * 16 / ONE
    entry.armor = kind.armor / ONE
    entry.has_minerals = kind.resource == Resource.MINERALS
    entry.has_vespene = kind.resource == Resource.VESPENE and not kind.flags & Flag.REFINERY
    entry.attributes.extend(a.value for a in Attribute if kind.attributes & (1 << a))
    if maker:
        ability = rules.abilities[maker]
        entry.ability_id = int(ability.api_id)
        required = required_unit(rules, int(ability.requirement))
        if required:
            entry.tech_requirement = int(rules.unit_types[required].api_id)
    if kind.alias:
        entry.unit_alias = int(rules.unit_types[kind.alias].api_id)
    aliases = rules.lists[kind.tech_alias.first : kind.tech_alias.first + kind.tech_alias.count]
    entry.tech_alias.extend(int(rules.unit_types[a].api_id) for a in aliases if a != row)
    for weapon in rules.lists[kind.weapons.first : kind.weapons.first + kind.weapons.count]:
        _weapon(rules, entry, rules.weapons[weapon])


def required_unit(rules, requirement: int) -> int:
    """The first unit type that a requirement counts; 0 when it counts none."""
    open_nodes = [requirement]
    while open_nodes:
        node = rules.requirements[open_nodes.pop(0)]
        if node.types.count:
            return int(rules.lists[node.types.first])
        open_nodes += [int(n) for n in (node.left, node.right) if n]
    return 0


def _weapon(rules, entry: data_pb2.UnitTypeData, weapon) -> None:
    out = entry.weapons.add(range=weapon.range / ONE, speed=weapon.period / ONE / 16, attacks=1)
    ground = not weapon.targets.require & Filter.AIR and not weapon.targets.exclude & Filter.GROUND
    air = not weapon.targets.require & Filter.GROUND and not weapon.targets.exclude & Filter.AIR
    both = ground and air
    out.type = data_pb2.Weapon.Any if both else data_pb2.Weapon.Ground if ground else data_pb2.Weapon.Air
    effect = damage_effect(rules, int(weapon.effect))
    out.damage = effect.amount / ONE
    for attribute in Attribute:
        if effect.bonus[attribute]:
            out.damage_bonus.add(attribute=attribute.value, bonus=effect.bonus[attribute] / ONE)


def damage_effect(rules, effect: int):
    """The first damage that an effect does."""
    open_effects = [effect]
    while open_effects:
        row = rules.effects[open_effects.pop(0)]
        if row.damage_row:
            return row
        children = rules.lists[row.children.first : row.children.first + row.children.count]
        open_effects += [int(e) for e in (row.impact_effect, row.initial_effect, *children) if e]
    return rules.effects[0]


def _upgrades(rules, names, response: api.ResponseData) -> None:
    rows = {int(rules.upgrades[k].api_id): k for k in range(1, int(rules.n_upgrades))}
    research = {int(a.upgrade): a for a in rules.abilities[1 : int(rules.n_abilities)] if a.upgrade}
    for api_id in range(max(rows) + 1):
        entry = response.upgrades.add(upgrade_id=api_id)
        if api_id in rows:
            row = rows[api_id]
            upgrade = rules.upgrades[row]
            entry.name = names.upgrade_names[row]
            entry.mineral_cost, entry.vespene_cost = int(upgrade.minerals), int(upgrade.vespene)
            entry.research_time = upgrade.time / ONE
            if row in research:
                entry.ability_id = int(research[row].api_id)


def _buffs(rules, names, response: api.ResponseData) -> None:
    known = {int(rules.behaviors[row].api_id): name for name, row in names.behaviors.items()}
    for api_id in range(max(known) + 1):
        response.buffs.add(buff_id=api_id, name=known.get(api_id, "") if api_id else "")


def _effects(rules, names, response: api.ResponseData) -> None:
    known = {int(rules.effects[row].api_id): (name, row) for name, row in names.effects.items()}
    for api_id in range(max(known) + 1):
        entry = response.effects.add(effect_id=api_id)
        if api_id and api_id in known:
            entry.name, row = known[api_id]
            entry.radius = rules.effects[row].reveal_radius / ONE


