"""What town halls spawn by themselves, and how it is hurried; and cocoons."""

from __future__ import annotations

from starleague.bench.facts.effects import behaviors_of, casters
from starleague.bench.facts.recipes import Recipe, feasible, makers
from starleague.bench.facts.timers import SLACK, stage
from starleague.bench.facts.world import Fact, Scene, World
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import AbilityClass, RequirementClass

LONGEST_INJECT = 1000  # loops


def cocoon(world: World, fact: Fact) -> float | None:
    """From the loop in which a unit becomes a cocoon to that in which it is the product: "cocoon>product(note)"."""
    egg, _, product = (world.names.unit_types.get(name, 0) for name in fact.what.split("(")[0].partition(">"))
    recipe = next((recipe for recipe in makers(world, product, (AbilityClass.MORPH, AbilityClass.TRAIN))
                   if world.rules.abilities[recipe.ability].egg == egg and feasible(world, recipe)), None)
    if not egg or recipe is None:
        return None
    scene, maker = stage(world, recipe)
    unit = scene.game.units[maker]
    scene.tell(maker, recipe.ability)
    begun = scene.until(lambda: unit.type == egg, SLACK)
    return scene.until(lambda: unit.type != egg, fact.hi + SLACK) - begun


def larva(world: World, fact: Fact) -> float | None:
    """Loops between one spawn and the next: of a hall that lacks some ("natural_gap"), of an inject's."""
    kind, spawner = _spawner(world)
    if not kind or fact.what not in ("natural_gap", "inject_burst_gap"):
        return None
    if fact.what == "natural_gap":
        scene, births = _hall(world, kind), world.rules.behaviors[spawner].spawn_type
        for slot in scene.units(int(births)):
            scene.games.kill_unit(0, int(slot))
        return _gap(scene, int(births), fact.hi)
    hurried = _hurry(world)
    if hurried is None:
        return None
    scene = hurried[0]
    return _gap(scene, int(world.rules.behaviors[spawner].spawn_type), LONGEST_INJECT)


def inject(world: World, fact: Fact) -> float | None:
    """From the command's effect, by a caster in range, to the first that it adds."""
    hurried = _hurry(world) if fact.what == "command_to_first_larva" else None
    if hurried is None:
        return None
    scene, births, begun = hurried
    before = len(scene.units(births))
    return scene.until(lambda: len(scene.units(births)) > before, fact.hi + SLACK) - begun


def _gap(scene: Scene, births: int, limit: float) -> float:
    """Loops between the next two births."""
    before = len(scene.units(births))
    first = scene.until(lambda: len(scene.units(births)) > before, limit + SLACK)
    return scene.until(lambda: len(scene.units(births)) > before + 1, limit + SLACK) - first


def _spawner(world: World) -> tuple[int, int]:
    """(unit type, behavior) of the cheapest structure that spawns by itself; zeros: none does."""
    types = world.rules.unit_types
    kinds = [kind for kind in world.kinds() if types[kind].spawner]
    kind = min(kinds, key=lambda kind: int(types[kind].minerals), default=0)
    return kind, int(types[kind].spawner)


def _hall(world: World, kind: int) -> Scene:
    """A scene with such a structure in the middle, and a whole brood."""
    scene = world.scene(int(world.rules.unit_types[kind].race))
    spawner = world.rules.behaviors[world.rules.unit_types[kind].spawner]
    scene.put(kind, *scene.middle)
    longest = 2 * int(spawner.spawn_max) * int(spawner.spawn_delay) / ONE
    scene.until(lambda: len(scene.units(int(spawner.spawn_type))) >= spawner.spawn_max, longest)
    return scene


def _hurry(world: World) -> tuple[Scene, int, int] | None:
    """(scene, what is spawned, loop): a hall that has just been hurried by a caster beside it."""
    kind, spawner = _spawner(world)
    rule = world.rules.behaviors[spawner]
    counted = _counted(world, int(rule.spawn_extra_requirement)) if kind else set()
    use = next((Recipe(*use) for use in casters(world) if counted & behaviors_of(world, use[1])), None)
    if use is None:
        return None
    scene = _hall(world, kind)
    hall = int(scene.units(kind)[0])
    x, y = scene.middle
    caster = scene.put(use.maker, x, y - 3)
    scene.games.set_vital(0, caster, "energy", 200)
    scene.games.step(2)
    begun = scene.tell(caster, use.ability, hall)
    return scene, int(rule.spawn_type), begun


def _counted(world: World, requirement: int) -> set[int]:
    """Behaviors that a requirement counts."""
    row = world.rules.requirements[requirement]
    if requirement == 0:
        return set()
    found = {int(row.reference)} if row.kind == RequirementClass.COUNT_BEHAVIOR else set()
    return found | _counted(world, int(row.left)) | _counted(world, int(row.right))
