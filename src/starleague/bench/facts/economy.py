"""Income of workers on the ladder map, as in undisturbed play.

What is brought home is measured over several windows of 240 loops, once every trip has found its rhythm; recorded
medians of a step of 5 minerals are compared with their mean. All workers mine, as many at each base: recorded players
know neither, so that Protoss of one base (whose probes place and scout) and full bases in numbers bring home less.
`starleague bench openings` compares incomes of workers that do what theirs did.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np

from starleague.bench.facts.effects import casters, creations
from starleague.bench.facts.recipes import makers
from starleague.bench.facts.world import PLENTY, Fact, Scene, World
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import AbilityClass, Flag, Race, Resource

BASE = 10  # cells from a town hall to its resources
WINDOW = 240  # loops
WARM_UP = 3 * WINDOW
WINDOWS = 5
ARRIVAL = 100  # loops until a worker for a time has come
RACES = {race.name[0]: race for race in Race if race}


def economy(world: World, fact: Fact) -> float | None:
    """By what follows "economy/"; None for what is not known or concerns a race without workers."""
    for pattern, measure in _MEASURES.items():
        found = re.fullmatch(pattern, fact.what)
        if found:
            return measure(world, *found.groups())
    return None


def split_workers(scene: Scene, workers: np.ndarray, halls: list[int] | None = None) -> None:
    """Send workers to the fields of their base, nearest fields and workers first, evenly."""
    fields = fields_of(scene, halls or halls_of(scene), Resource.MINERALS)
    far = {field: _away(scene, field, _nearest(scene, field, halls_of(scene))) for field in fields}
    free = dict.fromkeys(fields, 0)
    left = [int(worker) for worker in workers]
    while left and free:
        least = min(free.values())
        field = min((field for field in free if free[field] == least), key=lambda field: far[field])
        worker = min(left, key=lambda worker: _away(scene, worker, field))
        left.remove(worker)
        free[field] += 1
        gather(scene, worker, field)


def gather(scene: Scene, worker: int, resource: int, queued: bool = False) -> None:
    kind = scene.rules.unit_types[scene.game.units[worker].type]
    scene.tell(worker, int(kind.gather_ability), target=resource, queued=queued)


def _collected(world: World, loop: str, letter: str) -> float | None:
    """Minerals that a race's first workers have brought home by a loop, after a split."""
    if not world.has_race(RACES[letter]):
        return None
    scene = _start(world, RACES[letter])
    split_workers(scene, scene.units(int(scene.rules.worker[RACES[letter]])))
    scene.games.step(int(loop))
    return float(scene.player.minerals_collected)


def _one_base(world: World, letter: str, workers: str) -> float | None:
    race = RACES[letter]
    return _income(world, race, 1, int(workers)) if world.has_race(race) else None


def _saturation(world: World, bases: str, workers: str) -> float | None:
    return _income(world, Race.TERRAN, int(bases), int(workers))


def _income(world: World, race: int, bases: int, workers: int) -> float:
    """Minerals a window of so many bases with so many workers each, on the average."""
    scene = _start(world, race)
    for hall in _settle(scene, race, bases):
        _employ(scene, race, hall, workers)
    return _mean_gain(scene, lambda: int(scene.player.minerals_collected))


def _gas(world: World, refineries: str) -> float | None:
    """Gas a window from so many refineries with their ideal number of workers."""
    wanted, scene = int(refineries), _start(world, Race.TERRAN)
    worker_kind = int(world.rules.worker[Race.TERRAN])
    halls = _settle(scene, Race.TERRAN, (wanted + 1) // 2)
    refinery, ability = _refinery(world, worker_kind)
    scene.give(PLENTY, PLENTY)
    geysers = fields_of(scene, halls, Resource.VESPENE)[:wanted]
    for geyser in geysers:
        x, y = scene.at(_nearest(scene, geyser, halls))
        builder = scene.put(worker_kind, x + 3, y + 3)
        scene.tell(builder, ability, target=geyser)
    scene.until(lambda: not _unfinished(scene, refinery, len(geysers)), 1200)
    ideal = int(world.rules.unit_types[refinery].ideal_harvesters)
    for slot in scene.units(refinery):
        for worker in _new_workers(scene, worker_kind, _nearest(scene, int(slot), halls), ideal):
            gather(scene, worker, int(slot))
    return _mean_gain(scene, lambda: int(scene.player.vespene_collected))


def _mule(world: World) -> float | None:
    """Minerals a window that a worker for a time brings beside the others, from its appearance to its end."""
    use = next(((kind, ability) for kind, ability in casters(world) if makes_helpers(world, ability)), None)
    if use is None:
        return None
    with_help, life = _base_income(world, use, True, 0)
    without, _ = _base_income(world, use, False, life)
    return (with_help - without) / life * WINDOW


def makes_helpers(world: World, ability: int) -> bool:
    """Whether an ability makes workers other than those that halls train, and nothing else."""
    made = creations(world, ability)
    return bool(made) and not made & {int(kind) for kind in world.rules.worker} and all(
        world.rules.unit_types[kind].flags & Flag.WORKER for kind in made)


def _base_income(world: World, use: tuple[int, int], helped: bool, loops: int) -> tuple[int, int]:
    """Minerals of a base in so many loops, or as long as the helper lives; the loops."""
    caster_kind, ability = use
    race = int(world.rules.unit_types[caster_kind].race)
    scene = _start(world, race)
    hall = halls_of(scene)[0]
    _employ(scene, race, hall, int(scene.rules.start_workers))
    scene.games.step(WARM_UP)
    if helped:
        caster = scene.put(caster_kind, *scene.middle)
        scene.games.set_vital(0, caster, "energy", 200)
        scene.tell(caster, ability, target=fields_of(scene, [hall], Resource.MINERALS)[0])
    kinds = creations(world, ability)
    if helped:
        scene.until(lambda: len(scene.units(kinds)), ARRIVAL)
    before, begun = int(scene.player.minerals_collected), scene.loop
    scene.until(lambda: not len(scene.units(kinds)) if helped else scene.loop - begun >= loops, 4000)
    return int(scene.player.minerals_collected) - before, scene.loop - begun


def _start(world: World, race: int) -> Scene:
    return world.melee(race)


def _settle(scene: Scene, race: int, bases: int) -> list[int]:
    """Town halls at the bases nearest to the start, the first one included."""
    hall = int(scene.rules.town_hall[race])
    x, y = scene.at(halls_of(scene)[0])
    places = sorted(scene.bases, key=lambda at: (at[0] - x) ** 2 + (at[1] - y) ** 2)
    for place in places[1:bases]:
        scene.put(hall, *place)
    return halls_of(scene)


def _employ(scene: Scene, race: int, hall: int, workers: int) -> None:
    """Exactly so many workers at a base, sent to its middle field as by a rally; they spread by themselves."""
    kind = int(scene.rules.worker[race])
    here = [int(slot) for slot in scene.units(kind) if _away(scene, int(slot), hall) < BASE]
    for slot in here[workers:]:
        scene.games.kill_unit(0, slot)
    here = here[:workers] + _new_workers(scene, kind, hall, workers - len(here))
    fields = fields_of(scene, [hall], Resource.MINERALS)
    center = np.mean([scene.at(field) for field in fields], axis=0)
    field = min(fields, key=lambda field: np.hypot(*(np.array(scene.at(field)) - center)))
    for slot in here:
        gather(scene, slot, field)


def _new_workers(scene: Scene, kind: int, hall: int, wanted: int) -> list[int]:
    """Workers that appear beside a town hall."""
    x, y = scene.at(hall)
    made = [scene.put(kind, x + (3 if k % 2 else -3), y + (3 if k % 4 > 1 else -3)) for k in range(wanted)]
    return [slot for slot in made if slot]


def _refinery(world: World, worker: int) -> tuple[int, int]:
    """(unit type, ability) of what a worker builds on geysers."""
    for kind in world.kinds():
        if world.rules.unit_types[kind].flags & Flag.REFINERY:
            for recipe in makers(world, kind, (AbilityClass.BUILD,)):
                if recipe.maker == worker:
                    return kind, recipe.ability
    return 0, 0


def _unfinished(scene: Scene, kind: int, wanted: int) -> bool:
    slots = scene.units(kind)
    return len(slots) < wanted or bool(scene.game.units["building"][slots].any())


def _mean_gain(scene: Scene, collected: Callable[[], int]) -> float:
    scene.games.step(WARM_UP)
    before = collected()
    scene.games.step(WINDOW * WINDOWS)
    return (collected() - before) / WINDOWS


def halls_of(scene: Scene) -> list[int]:
    return [int(slot) for slot in scene.flagged(Flag.TOWNHALL) if not scene.game.units[slot].building]


def fields_of(scene: Scene, halls: list[int], resource: int) -> list[int]:
    """Slots of the resources of some bases, base by base."""
    found = []
    for slot in scene.game.resources[: int(scene.game.n_resources)]:
        unit = scene.game.units[slot]
        if unit.alive and scene.rules.unit_types[unit.type].resource == resource:
            hall = _nearest(scene, int(slot), halls)
            if _away(scene, int(slot), hall) < BASE:
                found.append((halls.index(hall), int(slot)))
    return [slot for _, slot in sorted(found)]


def _nearest(scene: Scene, slot: int, others: list[int]) -> int:
    return min(others, key=lambda other: _away(scene, slot, other))


def _away(scene: Scene, slot: int, other: int) -> float:
    """Cells between two units."""
    units = scene.game.units
    return float(np.hypot(int(units[slot].x) - int(units[other].x), int(units[slot].y) - int(units[other].y))) / ONE


_MEASURES: dict[str, Callable[..., float | None]] = {
    r"collected_at_(\d+)/([TPZ])": _collected,
    r"one_base_m240/([TPZ]):(\d+)": _one_base,
    r"saturation_m240/(\d+):(\d+)": _saturation,
    r"gas_m240/(\d+)": _gas,
    r"mule_m240": _mule,
}
