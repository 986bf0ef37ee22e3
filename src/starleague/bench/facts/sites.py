"""Where the scripted player builds: town halls at the next base, the rest behind the start's town hall."""

from __future__ import annotations

import math

from starleague.bench.facts.economy import fields_of, halls_of
from starleague.bench.facts.recipes import Recipe
from starleague.bench.facts.world import Scene
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Flag, Resource
from starleague.engine.placement import CANT_BUILD_TOO_FAR_FROM_POWER

ADD_ON_ROOM = 3  # cells to the right of what may have an add-on
MINERAL_LINE = 4  # cells from resources that stay free


def place(scene: Scene, recipe: Recipe, product: int) -> tuple[int, tuple[float, float] | None]:
    """(target, point) where a worker should build a product; (0, None): nowhere."""
    if recipe.site:
        return _geyser(scene, recipe)
    home = scene.at(halls_of(scene)[0])
    if scene.rules.unit_types[product].flags & Flag.TOWNHALL:
        outside = scene.at(scene.units(recipe.maker)[0])  # from within a town hall there is no way
        bases = sorted(scene.bases, key=lambda base: way(scene, outside, base))
        return 0, next((base for base in bases if _is_free(scene, product, base)), None)
    return 0, next((spot for spot in _spots(scene, product, home)), None)


def way(scene: Scene, start: tuple[float, float], end: tuple[float, float]) -> float:
    """Cells to walk; to what stands on the ground, and has no way into it, straight ahead."""
    length = scene.games.path_distance(0, start, end)
    return length if length >= 0 else math.dist(start, end)


def _geyser(scene: Scene, recipe: Recipe) -> tuple[int, tuple[float, float] | None]:
    """The next geyser of a finished base."""
    for slot in fields_of(scene, halls_of(scene), Resource.VESPENE):
        unit = scene.game.units[slot]
        if unit.type == recipe.site and not unit.inside:
            return slot, scene.at(slot)
    return 0, None


def _spots(scene: Scene, product: int, home: tuple[float, float]):
    """Free places round home, nearest first, with room beside them, off the way of mining workers."""
    resources = [scene.at(int(slot)) for slot in scene.game.resources[: int(scene.game.n_resources)]]
    near = [at for at in resources if math.dist(at, home) < 15]
    room = ADD_ON_ROOM if scene.rules.unit_types[product].flags & Flag.ACCEPTS_ADDON else 1
    offsets = [(dx, dy) for dx in range(-16, 17) for dy in range(-16, 17) if math.hypot(dx, dy) >= 6]
    for dx, dy in sorted(offsets, key=lambda offset: math.hypot(*offset)):
        spot = scene.games.snapped(product, (home[0] + dx, home[1] + dy))
        if min((math.dist(spot, at) for at in near), default=99) < MINERAL_LINE + 2:
            continue
        around = [spot, (spot[0] + room, spot[1]), (spot[0] - 1, spot[1]), (spot[0], spot[1] - 1)]
        if all(_is_free(scene, product, at) for at in around):
            yield spot


def _is_free(scene: Scene, product: int, point: tuple[float, float]) -> bool:
    error = scene.games.placement_error(0, 1, product, point)
    return error == 0 or (error == CANT_BUILD_TOO_FAR_FROM_POWER and _will_have_power(scene, product, point))


def _will_have_power(scene: Scene, product: int, point: tuple[float, float]) -> bool:
    """Whether a source of its power that is under construction will reach a place."""
    types, behaviors = scene.rules.unit_types, scene.rules.behaviors
    user = behaviors[types[product].power_user]
    for slot in scene.units():
        unit = scene.game.units[slot]
        source = behaviors[types[unit.type].power_source]
        if unit.building and types[unit.type].power_source and source.power_link == user.power_link:
            if math.dist(scene.at(slot), point) <= int(source.radius) / ONE:
                return True
    return False
