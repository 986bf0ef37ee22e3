"""How long what an ability, or the end of a structure, makes stays in the world."""

from __future__ import annotations

import math

from starleague.bench.facts.effects import after_death, casters, consequences, creations, offspring
from starleague.bench.facts.recipes import Recipe
from starleague.bench.facts.timers import SLACK, stage
from starleague.bench.facts.world import Fact, Scene, World
from starleague.catalog.vocabulary import Race, TargetKind

ENEMY = 2
ASIDE = 8  # cells from a caster to an enemy that what it makes sees


def lifetime(world: World, fact: Fact) -> float | None:
    """From the loop in which a unit appears to that in which it is gone."""
    product = world.names.unit_types.get(fact.what, 0)
    if not product:
        return None
    for kind, ability in casters(world):
        if product in creations(world, ability):
            scene, owner = _cast(world, Recipe(kind, ability), product)
            return _life(scene, product, owner, fact.hi)
    for kind, ability in casters(world):
        if any(product in offspring(world, made) for made in creations(world, ability)):
            return _life_beside_enemies(world, Recipe(kind, ability), product, fact.hi)
    for kind in world.kinds():
        if product in after_death(world, kind):
            scene = world.scene(int(world.rules.unit_types[kind].race))
            scene.game.creep[:] = 1
            structure = scene.put(kind, *scene.middle)
            scene.games.step(2)
            scene.games.kill_unit(0, structure)
            return _life(scene, product, 1, fact.hi)
    return None


def _cast(world: World, recipe: Recipe, product: int) -> tuple[Scene, int]:
    """A scene in which a caster has been told to use its ability; whose its product will be."""
    scene, caster = stage(world, recipe)
    ability = world.rules.abilities[recipe.ability]
    if ability.energy:
        scene.games.set_vital(0, caster, "energy", 200)
    x, y = scene.at(caster)
    reach = int(world.rules.unit_types[recipe.maker].radius) / 4096
    point = (x + reach + 3, y) if ability.target != TargetKind.NONE else None
    scene.tell(caster, recipe.ability, point=point)
    effects = world.rules.effects
    made = [row for row in consequences(world, recipe.ability) if effects[row].unit_type == product]
    return scene, 0 if made and effects[made[0]].spawn_neutral else 1


def _life(scene: Scene, product: int, owner: int, longest: float) -> float:
    """How long the first unit of a type that appears lives, whatever it changes into."""
    begun = scene.until(lambda: len(scene.units(product, owner)), SLACK)
    if math.isinf(begun):
        return begun
    slot = int(scene.units(product, owner)[0])
    generation = int(scene.game.units[slot].generation)
    return scene.until(lambda: not _lives(scene, slot, generation), longest + SLACK) - begun


def _lives(scene: Scene, slot: int, generation: int) -> bool:
    unit = scene.game.units[slot]
    return bool(unit.alive and unit.life > 0 and unit.generation == generation)


def _life_beside_enemies(world: World, recipe: Recipe, product: int, longest: float) -> float:
    """The same of what only appears beside enemies of some race, who may need some upgrade: one after the other."""
    for race in [race for race in Race if world.has_race(race)]:
        for upgraded in (0, 1):
            scene, owner = _cast(world, recipe, product)
            scene.game.players[ENEMY].upgrades[1 : int(world.rules.n_upgrades)] = upgraded
            x, y = scene.middle
            scene.put(int(world.rules.worker[race]), x + ASIDE, y, owner=ENEMY)
            found = _life(scene, product, owner, longest)
            if math.isfinite(found):
                return found
    return math.inf
