"""How things are made: which unit makes them by which ability, and what its requirements count."""

from __future__ import annotations

from dataclasses import dataclass

from starleague.bench.facts.world import Scene, World
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import AbilityClass, CountState, RequirementClass


@dataclass(frozen=True)
class Recipe:
    """``maker`` (unit type) makes something by ``ability``; ``site``: the unit type that it is built on, or 0."""

    maker: int
    ability: int
    site: int = 0


def makers(world: World, product: int, kinds: tuple[AbilityClass, ...]) -> list[Recipe]:
    """Who makes a unit type by abilities of these classes, the dearest way first; on special ground included."""
    rules = world.rules
    found = [recipe for recipe in _uses(world, kinds) if rules.abilities[recipe.ability].product == product]
    for base in world.kinds():
        pairs = world.members(rules.unit_types[base].built_on)
        for site, becomes in zip(pairs[::2], pairs[1::2], strict=True):
            if becomes == product:
                found = [recipe for recipe in found if recipe.site or base != product]
                found += [Recipe(recipe.maker, recipe.ability, site) for recipe in _uses(world, kinds)
                          if rules.abilities[recipe.ability].product == base]
    return sorted(found, key=lambda recipe: -int(rules.abilities[recipe.ability].minerals))


def researchers(world: World, upgrade: int) -> list[Recipe]:
    return [recipe for recipe in _uses(world, (AbilityClass.RESEARCH,))
            if world.rules.abilities[recipe.ability].upgrade == upgrade]


def feasible(world: World, recipe: Recipe) -> bool:
    """Whether the catalog has all that the ability requires."""
    return _feasible(world, int(world.rules.abilities[recipe.ability].requirement))


def fulfil(scene: Scene, slot: int, requirement: int) -> None:
    """Put onto the field, and into the player's upgrades, what a requirement counts."""
    row = scene.rules.requirements[requirement]
    if requirement == 0:
        return
    if row.kind == RequirementClass.AND:
        fulfil(scene, slot, int(row.left))
        fulfil(scene, slot, int(row.right))
    elif row.kind == RequirementClass.OR:
        ready = _feasible(scene.world, int(row.left))
        fulfil(scene, slot, int(row.left) if ready else int(row.right))
    elif row.kind == RequirementClass.GT or (row.kind == RequirementClass.EQ and _is_one(scene.world, int(row.right))):
        fulfil(scene, slot, int(row.left))
    elif row.kind == RequirementClass.COUNT_UPGRADE:
        scene.player.upgrades[row.reference] = 1
    elif row.kind == RequirementClass.COUNT_UNIT:
        _place(scene, slot, scene.world.members(row.types), row.state >= CountState.COMPLETE_AT_UNIT)


def requires(world: World, requirement: int, maker: int) -> list[list[int]]:
    """Groups of unit types of which a requirement counts one each; of alternatives the first feasible one.

    Of what must be at the maker itself (add-ons), only what the maker builds.
    """
    row = world.rules.requirements[requirement]
    if requirement == 0:
        return []
    if row.kind == RequirementClass.AND:
        return requires(world, int(row.left), maker) + requires(world, int(row.right), maker)
    if row.kind == RequirementClass.OR:
        return requires(world, int(row.left) if _feasible(world, int(row.left)) else int(row.right), maker)
    if row.kind != RequirementClass.COUNT_UNIT:
        return []
    kinds = world.members(row.types)
    return [_built_by(world, kinds, maker) if row.state >= CountState.COMPLETE_AT_UNIT else kinds]


def _uses(world: World, kinds: tuple[AbilityClass, ...]) -> list[Recipe]:
    """Every unit type with every ability of these classes that it has."""
    types, abilities = world.rules.unit_types, world.rules.abilities
    return [Recipe(kind, ability) for kind in world.kinds() for ability in world.members(types[kind].abilities)
            if abilities[ability].kind in kinds]


def _feasible(world: World, requirement: int) -> bool:
    row = world.rules.requirements[requirement]
    if requirement == 0:
        return True
    if row.kind == RequirementClass.AND:
        return _feasible(world, int(row.left)) and _feasible(world, int(row.right))
    if row.kind == RequirementClass.OR:
        return _feasible(world, int(row.left)) or _feasible(world, int(row.right))
    if row.kind == RequirementClass.COUNT_UNIT:
        return row.types.count > 0
    if row.kind == RequirementClass.COUNT_UPGRADE:
        return row.reference > 0
    return row.kind != RequirementClass.CONST or row.value != 0


def _is_one(world: World, requirement: int) -> bool:
    row = world.rules.requirements[requirement]
    return bool(row.kind == RequirementClass.CONST and row.value == 1)


def _place(scene: Scene, slot: int, kinds: list[int], beside: bool) -> None:
    """One of the kinds somewhere, or (``beside``) as the add-on that a unit has built."""
    if not beside:
        if not len(scene.units(kinds)):
            scene.put(kinds[0], *scene.corner())
        return
    host = int(scene.game.units[slot].type)
    for kind in _built_by(scene.world, kinds, host)[:1]:
        add_on(scene, kind, slot)


def _built_by(world: World, kinds: list[int], builder: int) -> list[int]:
    """Those of some unit types that another builds."""
    return [kind for kind in kinds
            if any(recipe.maker == builder for recipe in makers(world, kind, (AbilityClass.BUILD,)))]


def add_on(scene: Scene, kind: int, host: int) -> int:
    """A finished add-on of a structure."""
    x, y = scene.at(host)
    types = scene.rules.unit_types[kind]
    slot = scene.put(kind, x + int(types.addon_offset_x) / ONE, y + int(types.addon_offset_y) / ONE)
    scene.game.units[host].addon, scene.game.units[slot].addon_host = slot, host
    return slot
