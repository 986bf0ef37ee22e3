"""What leads to what in the catalog, and all that players can come to from the start of a game."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from starleague.catalog import schema
from starleague.catalog.conditions import Node, parsed, walk
from starleague.catalog.loader import Catalog
from starleague.catalog.measures import Measure
from starleague.catalog.vocabulary import RequirementClass

# Fields that speak of a thing without using it; of those that name units, the ones that make them.
MENTIONS = {
    "changes", "enables", "disables", "weapons_off", "disables_behaviors", "redirects", "of", "other_of", "origin_of",
    "destination_of", "source_of",
}

MAKES = {"product", "egg", "cancel_unit", "unit_type", "spawn_type", "placeholder", "town_hall", "worker"}

Key = tuple[str, str]  # kind and name
Edges = dict[Key, list[tuple[Key, tuple[str, ...]]]]  # from one thing: to which, on which conditions


def reached(catalog: Catalog) -> set[Key]:
    """Everything that the races' starts and what stands on maps lead to, by commands whose conditions can hold."""
    edges = leads(catalog)
    found = {("race", name) for name in catalog.races} | {("game", catalog.game.name)}
    found |= {("unit", u.name) for u in catalog.units.values() if on_map(catalog, u)}
    found |= {("ability", a.name) for a in catalog.abilities.values() if a.kind in ("Smart", "Generic")}
    while True:
        new = {to for key in found for to, conditions in edges.get(key, ()) if to not in found
               and all(possible(catalog, parsed(text), found) for text in conditions)}
        if not new:
            return found
        found |= new


def on_map(catalog: Catalog, unit: schema.Unit) -> bool:
    """Whether a unit is there before players come."""
    return unit.race == "None" or "/neutral/" in catalog.files["unit", unit.name]


def leads(catalog: Catalog) -> Edges:
    """What each thing makes, has or uses; what a command does waits for the command's conditions."""
    edges: Edges = {}
    for kind, name, path, measure, value in fields(catalog):
        way = edges.setdefault((kind, name), [])
        first, *rest = path.split(".")
        conditions = _conditions(catalog.abilities[name], rest[0]) if kind == "ability" and rest else ()
        if measure.refers and first not in MENTIONS and (measure.refers != "unit" or path.split(".")[-1] in MAKES):
            for item in [value] if isinstance(value, str) else value:
                way.append((_key(measure.refers, item), conditions))
        elif measure.unit == "requirement" and value:
            way += [(("behavior", behavior), ()) for behavior in behaviors_in(value)]
    for name, effect in catalog.effects.items():
        edges["effect", name] += [((kind, case[kind]), ()) for case in effect.cases for kind in ("effect", "validator")]
    for unit in catalog.units.values():
        edges["unit", unit.name] += [(("unit", becomes), ()) for becomes in (unit.built_on or {}).values()]
    for name, race in catalog.races.items():
        edges["race", name] += [(("unit", unit), ()) for unit in race.start_units or {}]
    return edges


def possible(catalog: Catalog, node: Node, found: set[Key]) -> bool:
    """Whether a condition can hold once there is all that was found; counts can be brought down again."""
    left = node.left is not None and possible(catalog, node.left, found)
    match node.kind:
        case RequirementClass.CONST:
            return node.value != 0
        case RequirementClass.AND:
            return left and node.right is not None and possible(catalog, node.right, found)
        case RequirementClass.OR:
            return left or (node.right is not None and possible(catalog, node.right, found))
        case RequirementClass.EQ:
            return left or (node.right is not None and node.right.value == 0)
        case RequirementClass.GT:
            return left
        case RequirementClass.COUNT_UNIT:
            units = (u for u in catalog.units.values() if node.name == u.name or node.name in u.tech)
            return any(("unit", u.name) in found for u in units)
        case RequirementClass.COUNT_UPGRADE:
            return ("upgrade", node.name) in found
    return True


def behaviors_in(text: str) -> list[str]:
    """Behaviors that a condition counts."""
    found: list[str] = []
    walk(parsed(text), lambda node: found.append(node.name) if node.kind == RequirementClass.COUNT_BEHAVIOR else None)
    return found


def fields(catalog: Catalog) -> Iterator[tuple[str, str, str, Measure, Any]]:
    """(kind, name, path, measure, value) of every field of everything, nested ones too."""
    for kind, things in catalog.kinds.items():
        for name, thing in things.items():
            yield from ((kind, name, *rest) for rest in _fields(thing, kind, ""))


def _fields(thing: Any, kind: str, path: str) -> Iterator[tuple[str, Measure, Any]]:
    for field in dataclasses.fields(thing):
        measure = field.metadata.get("measure")
        value = getattr(thing, field.name)
        if measure is None:
            continue
        if (kind, field.name) in schema.NESTED:
            for i, item in enumerate(value):
                yield from _fields(item, f"{kind}.{field.name}", f"{path}{field.name}.{getattr(item, 'name', i)}.")
        else:
            yield f"{path}{field.name}", measure, value


def _conditions(ability: schema.Ability, command: str) -> tuple[str, ...]:
    here = next(c for c in ability.commands if c.name == command)
    return tuple(text for text in (here.use, here.show) if text)


def _key(kind: str, name: str) -> Key:
    return ("ability", name.split(",")[0]) if kind == "command" else (kind, name)
