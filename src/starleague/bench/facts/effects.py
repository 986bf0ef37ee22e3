"""What an ability leads to: its effects, those that they lead to, and the behaviors on the way."""

from __future__ import annotations

import functools

import numpy as np

from starleague.bench.facts.world import World
from starleague.catalog.vocabulary import EffectClass

EFFECT_LINKS = (
    "initial_effect", "expire_effect", "final_effect", "impact_effect", "launch_effect", "case_default",
    "spawn_effect", "effect", "periodic_effect",
)
BEHAVIOR_LINKS = (
    "initial_effect", "periodic_effect", "expire_effect", "final_effect", "refresh_effect", "death_effect",
)


def consequences(world: World, ability: int) -> list[int]:
    """Rows of all effects that follow from using an ability."""
    row = world.rules.abilities[ability]
    return _closure(world, (int(row.effect), int(row.prep_effect), int(row.finish_effect)))


def behaviors_of(world: World, ability: int) -> set[int]:
    """Rows of the behaviors that an ability puts on somebody."""
    effects = world.rules.effects
    found = {int(effects[row].behavior) for row in consequences(world, ability)
             if effects[row].kind == EffectClass.APPLY_BEHAVIOR}
    return (found | {int(world.rules.abilities[ability].behavior)}) - {0}


@functools.lru_cache(maxsize=4096)
def creations(world: World, ability: int) -> set[int]:
    """Unit types that an ability creates."""
    return _units_of(world, consequences(world, ability))


@functools.lru_cache(maxsize=4096)
def offspring(world: World, kind: int) -> set[int]:
    """Unit types that a unit creates by itself, for the behaviors that it has from birth."""
    return _created(world, kind, ("initial_effect", "periodic_effect", "expire_effect"))


@functools.lru_cache(maxsize=4096)
def after_death(world: World, kind: int) -> set[int]:
    """Unit types that are created where a unit dies."""
    return _created(world, kind, ("death_effect",))


def _created(world: World, kind: int, links: tuple[str, ...]) -> set[int]:
    behaviors = [world.rules.behaviors[row] for row in world.members(world.rules.unit_types[kind].behaviors)]
    rows = _closure(world, tuple(int(behavior[name]) for behavior in behaviors for name in links))
    return _units_of(world, rows)


def _units_of(world: World, rows: list[int]) -> set[int]:
    """Unit types that some of these effects create."""
    effects = world.rules.effects
    return {int(effects[row].unit_type) for row in rows if effects[row].kind == EffectClass.CREATE_UNIT}


def _closure(world: World, first: tuple[int, ...]) -> list[int]:
    found: dict[int, None] = {}
    todo = [row for row in first if row]
    while todo:
        row = todo.pop()
        if row not in found:
            found[row] = None
            todo += [after for after in _after(world, row) if after]
    return list(found)


def _after(world: World, row: int) -> list[int]:
    effect = world.rules.effects[row]
    after = world.members(effect.children) + world.members(effect.cases)[1::2]
    after += [int(effect[name]) for name in EFFECT_LINKS] + np.asarray(effect.area_effect).tolist()
    if effect.kind == EffectClass.APPLY_BEHAVIOR and effect.behavior:
        after += [int(world.rules.behaviors[effect.behavior][name]) for name in BEHAVIOR_LINKS]
    return after


@functools.lru_cache(maxsize=8)
def casters(world: World) -> list[tuple[int, int]]:
    """(unit type, ability) of all abilities that have effects."""
    rules = world.rules
    return [(kind, ability) for kind in world.kinds() for ability in world.members(rules.unit_types[kind].abilities)
            if rules.abilities[ability].effect]
