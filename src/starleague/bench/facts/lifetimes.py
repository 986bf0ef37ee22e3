"""How long what an ability makes stays in the world."""

from __future__ import annotations

import math

from starleague.bench.facts.effects import casters, consequences, creations
from starleague.bench.facts.recipes import Recipe
from starleague.bench.facts.timers import SLACK, stage
from starleague.bench.facts.world import Fact, World
from starleague.catalog.vocabulary import TargetKind


def lifetime(world: World, fact: Fact) -> float | None:
    """From the loop in which a unit appears to that in which it is gone, whatever it turned into meanwhile."""
    product = world.names.unit_types.get(fact.what, 0)
    recipe = next((Recipe(*use) for use in casters(world) if product and product in creations(world, use[1])), None)
    if recipe is None:
        return None
    scene, caster = stage(world, recipe)
    ability = world.rules.abilities[recipe.ability]
    if ability.energy:
        scene.games.set_vital(0, caster, "energy", 200)
    x, y = scene.at(caster)
    reach = int(world.rules.unit_types[recipe.maker].radius) / 4096
    point = (x + reach + 3, y) if ability.target != TargetKind.NONE else None
    scene.tell(caster, recipe.ability, point=point)
    owner = 0 if world.rules.effects[_maker(world, recipe.ability, product)].spawn_neutral else 1
    begun = scene.until(lambda: len(scene.units(product, owner)), SLACK)
    if math.isinf(begun):
        return begun
    slot = int(scene.units(product, owner)[0])
    unit, generation = scene.game.units[slot], int(scene.game.units[slot].generation)
    return scene.until(lambda: not unit.alive or unit.generation != generation, fact.hi + SLACK) - begun


def _maker(world: World, ability: int, product: int) -> int:
    """The effect by which an ability creates a unit type."""
    effects = world.rules.effects
    return next(row for row in consequences(world, ability) if effects[row].unit_type == product)
