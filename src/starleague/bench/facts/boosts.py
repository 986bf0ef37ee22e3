"""What lets structures work faster, at a price in energy: what a use of it saves, and how often it can be used."""

from __future__ import annotations

import functools
import math
import re

from starleague.bench.facts.economy import halls_of
from starleague.bench.facts.effects import behaviors_of, casters
from starleague.bench.facts.plans import Step
from starleague.bench.facts.recipes import Recipe, feasible, makers
from starleague.bench.facts.timers import stage
from starleague.bench.facts.world import LONGEST, Fact, Scene, World
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import AbilityClass, Flag

FULL = 200  # of energy
ROOM = 12  # halves of supply that let a town hall make enough for a use
LOOPS_OF_USE = 4  # from one use to the next


def boost(scene: Scene, steps: list[Step], starts: dict[str, list[float]]) -> None:
    """Use energy for faster work: of town halls, as long as there is supply for it, and of what is late."""
    use = booster(scene.world)
    room = int(scene.player.supply_cap) - int(scene.player.supply_used)
    for slot in scene.units(use[0]) if use else ():
        for target in (halls_of(scene) if room >= ROOM else []) + _late_makers(scene, steps, starts):
            busy = scene.game.units[target].n_queued
            if busy and scene.games.command_error(0, 1, int(slot), use[1], target=target) == 0:
                scene.tell(int(slot), use[1], target=target)
                break


def _late_makers(scene: Scene, steps: list[Step], starts: dict[str, list[float]]) -> list[int]:
    """Structures that train for a step later than usual."""
    late = []
    for maker in scene.flagged(Flag.STRUCTURE):
        unit = scene.game.units[maker]
        begun = scene.loop - int(unit.queue[0].progress) // ONE
        if unit.n_queued and any(unit.queue[0].ability == step.recipe.ability and begun > step.expect
                                 and len(starts.get(step.name, ())) == step.number for step in steps):
            late.append(int(maker))
    return late


def chrono(world: World, fact: Fact) -> float | None:
    """Loops from a worker to the next under a boost, or loops that one saves of a research."""
    use = booster(world)
    if use is None:
        return None
    return {"probe_gap_fully_boosted": _gap, "research_saving_per_cast": _saving}.get(fact.what, _unknown)(world, *use)


def energy(world: World, fact: Fact) -> float | None:
    """The loop in which the energy that a boost's caster begins with and gains is enough for the k-th."""
    use, number = booster(world), re.fullmatch(r"earliest_chrono_(\d+)", fact.what)
    if use is None or number is None:
        return None
    scene, caster = stage(world, Recipe(*use))
    worker = _worker_of(world, use[0])
    unit, left, begun = scene.game.units[caster], int(number[1]), scene.loop
    before = int(unit.energy)
    while left and scene.loop - begun < LONGEST:
        if not unit.n_queued:
            scene.tell(caster, worker)
        if scene.games.command_error(0, 1, caster, use[1], target=caster) == 0:
            scene.tell(caster, use[1], target=caster)
        scene.games.step(1)
        left -= unit.energy < before
        before = int(unit.energy)
    return math.inf if left else scene.loop - begun


@functools.lru_cache(maxsize=8)
def booster(world: World) -> tuple[int, int] | None:
    """(unit type, ability) of what makes structures work faster for energy."""
    rules = world.rules
    return next(((kind, ability) for kind, ability in casters(world) if rules.abilities[ability].energy and any(
        rules.behaviors[row].rate_factor > ONE for row in behaviors_of(world, ability))), None)


def _gap(world: World, kind: int, ability: int) -> float:
    scene, hall = stage(world, Recipe(kind, ability))
    worker = int(scene.rules.worker[scene.rules.unit_types[kind].race])
    for _ in range(3):
        scene.tell(hall, _worker_of(world, kind))
        scene.games.step(LOOPS_OF_USE)
    _boost(scene, hall, ability, hall)
    born, births = len(scene.units(worker)), []
    for number in (1, 2):
        births.append(scene.until(lambda wanted=born + number: len(scene.units(worker)) >= wanted, LONGEST))
    return births[1] - births[0]


def _saving(world: World, kind: int, ability: int) -> float | None:
    """Of the longest research of the caster's race."""
    types, abilities = world.rules.unit_types, world.rules.abilities
    own = [Recipe(maker, research) for maker in world.kinds() if types[maker].race == types[kind].race
           for research in world.members(types[maker].abilities) if abilities[research].kind == AbilityClass.RESEARCH]
    recipe = max((recipe for recipe in own if feasible(world, recipe)), default=None,
                 key=lambda recipe: int(abilities[recipe.ability].time))
    if recipe is None:
        return None
    return _research(world, recipe, kind, 0) - _research(world, recipe, kind, ability)


def _research(world: World, recipe: Recipe, kind: int, boost: int) -> float:
    """Loops that a research takes, with one boost or without."""
    scene, maker = stage(world, recipe)
    x, y = scene.at(maker)
    caster = scene.put(kind, x + 8, y)
    begun, upgrade = scene.tell(maker, recipe.ability), int(world.rules.abilities[recipe.ability].upgrade)
    scene.games.step(LOOPS_OF_USE)
    if boost:
        _boost(scene, caster, boost, maker)
    return scene.until(lambda: scene.player.upgrades[upgrade] == 1, LONGEST) - begun


def _boost(scene: Scene, caster: int, ability: int, target: int) -> None:
    scene.games.set_vital(0, caster, "energy", FULL)
    scene.tell(caster, ability, target=target)


def _worker_of(world: World, hall: int) -> int:
    """The ability by which a town hall trains workers."""
    worker = int(world.rules.worker[world.rules.unit_types[hall].race])
    return next((recipe.ability for recipe in makers(world, worker, (AbilityClass.TRAIN,)) if recipe.maker == hall), 0)


def _unknown(world: World, kind: int, ability: int) -> None:
    return None
