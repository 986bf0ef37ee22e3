"""Times of making: a structure from its first sight, a unit or a research from the command's effect."""

from __future__ import annotations

import math
from collections.abc import Callable

from starleague.bench.facts.recipes import Recipe, add_on, feasible, fulfil, makers, researchers
from starleague.bench.facts.world import Fact, Scene, World
from starleague.catalog.vocabulary import AbilityClass, BehaviorClass, Flag, Mover, TargetKind

LOOK = 12  # loops until all know what power they have
SLACK = 200  # loops that things may take longer than they should
SITES = [(dx, dy) for distance in range(6, 20, 2) for dx, dy in ((distance, 0), (0, distance), (-distance, 0))]


def build(world: World, fact: Fact) -> float | None:
    """From the loop in which a structure appears, unfinished, to that in which it is finished."""
    product = world.names.unit_types.get(fact.what, 0)
    recipe = _first(world, makers(world, product, (AbilityClass.BUILD, AbilityClass.MERGE))) if product else None
    if recipe is None:
        return None
    scene, maker = stage(world, recipe)
    row = world.rules.abilities[recipe.ability]
    target, point = (0, None) if row.kind == AbilityClass.MERGE else site_for(scene, maker, recipe)
    if row.kind == AbilityClass.MERGE:  # it takes two, and both are told
        x, y = scene.at(maker)
        partner = scene.put(recipe.maker, x + 2, y)
        scene.games.step(1)
        target = partner if row.target != TargetKind.NONE else 0
        scene.tell(partner, recipe.ability, maker if target else 0)
    return _growth(scene, product, lambda: scene.tell(maker, recipe.ability, target, point), fact.hi)


def warp_in(world: World, fact: Fact) -> float | None:
    """From the loop in which a unit appears beside its gate to that in which it is ready."""
    product = world.names.unit_types.get(fact.what, 0)
    recipe = _first(world, makers(world, product, (AbilityClass.WARP_TRAIN,))) if product else None
    if recipe is None:
        return None
    scene, maker = stage(world, recipe)
    scene.games.step(LOOK)
    x, y = scene.at(maker)
    points = [(x + dx, y + dy) for dx in range(-6, 7) for dy in range(-6, 7)]
    error = scene.games.command_error
    point = next((at for at in points if error(0, 1, maker, recipe.ability, point=at) == 0), None)
    return _growth(scene, product, lambda: scene.tell(maker, recipe.ability, point=point), fact.hi)


def _growth(scene: Scene, product: int, begin: Callable[[], object], longest: float) -> float:
    """How long what a command begins is under construction."""
    before = set(scene.units(product))
    begin()
    begun = scene.until(lambda: len(set(scene.units(product)) - before), SLACK)
    if math.isinf(begun):
        return begun
    unit = scene.game.units[(set(scene.units(product)) - before).pop()]
    return scene.until(lambda: not unit.building, longest + SLACK) - begun


def train(world: World, fact: Fact) -> float | None:
    """From the command's effect in an idle structure, or larva, to the birth."""
    product = world.names.unit_types.get(fact.what, 0)
    recipe = _first(world, makers(world, product, (AbilityClass.TRAIN,))) if product else None
    if recipe is None:
        return None
    scene, maker = stage(world, recipe)
    before = len(scene.units(product))
    begun = scene.tell(maker, recipe.ability)
    return scene.until(lambda: len(scene.units(product)) > before, fact.hi + SLACK) - begun


def research(world: World, fact: Fact) -> float | None:
    """From the command's effect to the upgrade."""
    upgrade = world.names.upgrades.get(fact.what, 0)
    recipe = _first(world, researchers(world, upgrade)) if upgrade else None
    if recipe is None:
        return None
    scene, maker = stage(world, recipe)
    begun = scene.tell(maker, recipe.ability)
    return scene.until(lambda: scene.player.upgrades[upgrade] == 1, fact.hi + SLACK) - begun


def morph(world: World, fact: Fact) -> float | None:
    """From the command's effect to the change of type."""
    product = world.names.unit_types.get(fact.what, 0)
    recipe = _first(world, makers(world, product, (AbilityClass.MORPH,))) if product else None
    if recipe is None:
        return None
    scene, maker = stage(world, recipe)
    unit = scene.game.units[maker]
    begun = scene.tell(maker, recipe.ability)
    return scene.until(lambda: unit.type == product, fact.hi + SLACK) - begun


def stage(world: World, recipe: Recipe) -> tuple[Scene, int]:
    """A scene with a maker in the middle that may use its ability; the maker."""
    scene = world.scene(int(world.rules.unit_types[recipe.maker].race))
    if world.rules.unit_types[recipe.maker].mover == Mover.CREEP:
        scene.game.creep[:] = 1
    maker = _host(scene, recipe.maker)
    _give_power(scene, recipe.maker, scene.at(maker))
    fulfil(scene, maker, int(world.rules.abilities[recipe.ability].requirement))
    scene.games.step(2)
    return scene, maker


def site_for(scene: Scene, maker: int, recipe: Recipe) -> tuple[int, tuple[float, float] | None]:
    """(target, point) for the command to build: a resource, a free place, or nothing for add-ons."""
    ability = scene.rules.abilities[recipe.ability]
    x, y = scene.middle
    if recipe.site:
        return scene.put(recipe.site, x + 8, y, owner=0), None
    if ability.target in (TargetKind.NONE, TargetKind.POINT_OR_NONE):
        return 0, scene.at(maker) if ability.target == TargetKind.POINT_OR_NONE else None
    _prepare_ground(scene, int(ability.product))
    for dx, dy in SITES:
        point = scene.games.snapped(int(ability.product), (x + dx, y + dy))
        if scene.games.placement_error(0, 1, int(ability.product), point, maker) == 0:
            return 0, point
    return 0, (x, y)


def _first(world: World, recipes: list[Recipe]) -> Recipe | None:
    """The first way that the catalog makes possible."""
    return next((recipe for recipe in recipes if feasible(world, recipe)), None)


def _host(scene: Scene, kind: int) -> int:
    """The maker in the middle; an add-on comes with the host that builds it."""
    hosts = scene.world.members(scene.rules.unit_types[kind].addon_hosts)
    x, y = scene.middle
    if not hosts:
        return scene.put(kind, x, y)
    builders = [recipe.maker for recipe in makers(scene.world, kind, (AbilityClass.BUILD,)) if recipe.maker in hosts]
    return add_on(scene, kind, scene.put((builders or hosts)[0], x, y))


def _prepare_ground(scene: Scene, product: int) -> None:
    """Creep or power, where a structure needs it."""
    flags = scene.rules.unit_types[product].flags
    if flags & Flag.NEEDS_CREEP:
        scene.game.creep[:] = 1
    x, y = scene.middle
    _give_power(scene, product, (x + 6, y))
    scene.games.step(LOOK)


def _give_power(scene: Scene, kind: int, at: tuple[float, float]) -> None:
    """The cheapest source of the power that a unit type needs, close to a place."""
    rules = scene.rules
    user = rules.behaviors[rules.unit_types[kind].power_user]
    sources = [source for source in scene.world.kinds() if rules.unit_types[source].flags & Flag.STRUCTURE and any(
        rules.behaviors[row].kind == BehaviorClass.POWER_SOURCE and rules.behaviors[row].power_link == user.power_link
        for row in scene.world.members(rules.unit_types[source].behaviors))]
    if rules.unit_types[kind].flags & Flag.NEEDS_PYLON and sources:
        scene.put(min(sources, key=lambda source: int(rules.unit_types[source].minerals)), at[0], at[1] + 4)
