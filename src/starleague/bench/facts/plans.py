"""Facts of an opening as steps in order, with what they need and nobody listed."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from starleague.bench.facts.recipes import Recipe, feasible, makers, requires, researchers
from starleague.bench.facts.world import Fact, World
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import AbilityClass, Flag

WAYS = (AbilityClass.BUILD, AbilityClass.TRAIN, AbilityClass.MORPH)
SPREAD = 200  # loops before its purpose that an unlisted step begins


@dataclass(frozen=True)
class Step:
    """The ``number``-th of a product (or an upgrade), begun from loop ``lo`` on, usually at ``expect``."""

    name: str
    number: int
    recipe: Recipe
    product: int
    upgrade: int
    lo: float
    hi: float
    expect: float


def steps_of(world: World, race: int, facts: list[tuple[Fact, str, str, int]]) -> list[Step]:
    """Steps in order of their usual start; facts come as (fact, unit type, upgrade, number)."""
    steps = []
    for fact, kind, upgrade, number in facts:
        row, research = world.names.unit_types.get(kind, 0), world.names.upgrades.get(upgrade, 0)
        recipe = recipe_of(world, race, row, research)
        if recipe:
            time = int(world.rules.abilities[recipe.ability].time) / ONE if upgrade else 0
            steps.append(Step(
                kind or upgrade, number, recipe, row, research, fact.lo - time, fact.hi - time, fact.expect - time
            ))
    others = world.members(world.rules.start_units[race])[::2]
    have = dict.fromkeys([int(world.rules.town_hall[race]), int(world.rules.worker[race]), *others], 1)
    return _with_needs(world, race, sorted(steps, key=lambda step: step.expect), have)


def _with_needs(world: World, race: int, steps: list[Step], have: dict[int, int]) -> list[Step]:
    """The same with a step before each one that needs something which no step before it gives; none overtakes."""
    done: list[Step] = []
    latest = 0.0
    for planned in steps:
        latest = min(max(latest, planned.lo), planned.hi)
        step = replace(planned, lo=max(planned.lo, latest))
        for kind in _needs(world, step.recipe, have):
            recipe = recipe_of(world, race, kind, 0)
            if recipe:
                ability = world.rules.abilities[recipe.ability]
                at = max(0.0, step.expect - int(ability.time) / ONE - SPREAD)
                number = 1 + sum(other.product == kind for other in done)
                extra = Step(world.names.unit_names[kind], number, recipe, kind, 0, at, math.inf, at)
                done += _with_needs(world, race, [extra], have)
        done.append(step)
        if world.rules.abilities[step.recipe.ability].kind == AbilityClass.MORPH:
            have[step.recipe.maker] = have.get(step.recipe.maker, 0) - 1
        have[step.product] = have.get(step.product, 0) + 1
    return sorted(done, key=lambda step: step.expect)


def _needs(world: World, recipe: Recipe, have: dict[int, int]) -> list[int]:
    """Unit types that must come first: the maker, what the ability requires, what brings gas."""
    rules = world.rules
    needed = requires(world, int(rules.abilities[recipe.ability].requirement), recipe.maker)
    if rules.abilities[recipe.ability].vespene:
        needed.append([kind for kind in world.kinds() if rules.unit_types[kind].flags & Flag.REFINERY
                       and rules.unit_types[kind].race == rules.unit_types[recipe.maker].race])
    missing = [kinds[0] for kinds in needed if kinds and not have.keys() & set(kinds)]
    if not have.get(recipe.maker) and recipe.maker not in missing:
        missing.append(recipe.maker)
    product = int(rules.abilities[recipe.ability].product)
    if rules.unit_types[product].flags & Flag.ADDON and not missing:
        taken = sum(have.get(kind, 0) for kind in world.kinds() if rules.unit_types[kind].flags & Flag.ADDON
                    and any(other.maker == recipe.maker for other in makers(world, kind, WAYS)))
        missing += [recipe.maker] * (taken >= have.get(recipe.maker, 0))
    return missing


def recipe_of(world: World, race: int, product: int, upgrade: int) -> Recipe | None:
    """How a race makes something; special ground is left to chance."""
    found = makers(world, product, WAYS) if product else researchers(world, upgrade) if upgrade else []
    return next((recipe for recipe in found if feasible(world, recipe) and not _is_special(world, recipe)
                 and world.rules.unit_types[recipe.maker].race == race), None)


def _is_special(world: World, recipe: Recipe) -> bool:
    return bool(recipe.site and world.rules.unit_types[recipe.site].flags & Flag.HIGH_RESOURCE)
