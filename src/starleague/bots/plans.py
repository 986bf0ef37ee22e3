"""Levels, builds and spells from TOML into the records that the compiled brain reads."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np

from starleague.bots.casts import compile_casts
from starleague.bots.layout import BRAINS, MAX_BASES, MAX_FORMS, MAX_LEVELS, MAX_SPOTS, MAX_STEPS, PACE, PACES
from starleague.bots.steps import StepCompiler
from starleague.bots.ways import ways
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Race
from starleague.engine.cheats import Cheat

YARDSTICKS = ("easy", "medium", "hard")  # what agents are measured by
PLAYABLE = (Race.TERRAN, Race.ZERG, Race.PROTOSS)
_FACTORS = ("wave", "judges", "supply_ahead")
PACED = ("paced_workers", "paced_army")  # figures of a level, one every PACE loops
_PLAN_KEYS = {"first_attack", "army", "growth", "as_one", "steps", "from_level", "first", "then", "taught"}
_SHARED_KEYS = {"supply", "hunters", "parts"}  # of a race's file: what all its builds have
STRONG = 5  # levels from this on have the builds of the second file of a race


def levels() -> list[str]:
    """The difficulties, weakest first."""
    return list(_toml("levels.toml"))


def level_number(name: str | int) -> int:
    """1 is the weakest; ValueError names what there is. Numbers beyond the hardest give the hardest."""
    if isinstance(name, int) or str(name).isdigit():
        number = int(name)
    elif name in levels():
        number = levels().index(name) + 1
    else:
        raise ValueError(f"no difficulty {name!r}; there are {', '.join(levels())}")
    return max(1, min(number, len(levels())))


def level_fields(name: str) -> dict[str, Any]:
    """What a level says of itself, and what the one that it is like has besides."""
    own = _toml("levels.toml")[name]
    like = own.get("like")
    return (level_fields(like) if like else {}) | {key: value for key, value in own.items() if key != "like"}


def builds(race: str, level: str | int = MAX_LEVELS, taught: bool = False) -> list[str]:
    """The builds that a level plays with a race; ``taught``: those that it only teaches, too."""
    number = level_number(level)
    return [
        build for build, plan in _plans_of(race, number).items()
        if plan.get("from_level", 0) <= number and (taught or not plan.get("taught"))
    ]


def plan_number(race: str, build: str, level: str | int = 1) -> int:
    """Row of a build in ``BRAINS.plans``, as a level plays it; ValueError names what there is."""
    number = level_number(level)
    known = _plans_of(race, number)
    if build not in known:
        raise ValueError(f"no build {build!r} for {race}; there are {', '.join(known)}")
    return list(_plans()).index((race, build, number >= STRONG)) + 1


def _plans_of(race: str, level: int) -> dict[str, dict[str, Any]]:
    """The builds of a race in the form that levels like this one have, those for higher ones too."""
    return {build: plan for (of, build, strong), plan in _plans().items() if (of, strong) == (race, level >= STRONG)}


def compile_brains(
    rules: np.record, names: Any, bases: Sequence[tuple[float, float]], casts: str = "casts.toml"
) -> np.ndarray:
    """BRAINS of shape (1,): every level, build and spell, and where bases can be on this map (cells).

    casts: file of the rules for when abilities are used.
    """
    brains = np.zeros(1, BRAINS)
    out = brains[0]
    for number, name in enumerate(levels(), start=1):
        _level(out.levels[number], level_fields(name), name)
    compiler = StepCompiler(rules, names)
    for race in PLAYABLE:
        _race(out.faiths[race], compiler, race)
    for row, ((race_name, build, _), plan) in enumerate(_plans().items(), start=1):
        fill_plan(out.plans[row], compiler, race_name, build, plan)
    out.n_plans = len(_plans()) + 1
    compile_casts(out, rules, names, _toml(casts), casts)
    _places(out, rules.terrain, bases)
    return brains


def fill_plan(out: np.record, compiler: StepCompiler, race: str, name: str, plan: dict[str, Any]) -> None:
    """One build into a PLAN record; ValueError names the build and the key that is wrong."""
    where = f"build {name} of {race}"
    if wrong := sorted(set(plan) - _PLAN_KEYS):
        raise ValueError(f"{where}: no key {wrong[0]!r}; there are {sorted(_PLAN_KEYS)}")
    if len(plan["steps"]) > MAX_STEPS:
        raise ValueError(f"{where}: {len(plan['steps'])} steps; {MAX_STEPS} fit")
    out.race = Race[race.upper()]
    out.first_attack, out.army, out.growth = plan["first_attack"], plan["army"] * 2, plan["growth"] * 2
    out.as_one = plan.get("as_one", False)
    for k, step in enumerate(plan["steps"]):
        compiler.fill(out.steps[k], step, f"{where}, step {k + 1}")
    out.n_steps = len(plan["steps"])


def _race(out: np.record, compiler: StepCompiler, race: Race) -> None:
    shared = _file(race)
    where = f"{race.name.lower()}.toml"
    compiler.fill(out.supply, shared["supply"], f"{where}, supply")
    hunters = shared.get("hunters", [])
    if len(hunters) > MAX_FORMS:
        raise ValueError(f"{where}: {len(hunters)} hunters; {MAX_FORMS} fit")
    for k, step in enumerate(hunters):
        compiler.fill(out.hunters[k], step, f"{where}, hunter {k + 1}")
    out.n_hunters = len(hunters)


def _level(out: np.record, fields: dict[str, Any], name: str) -> None:
    assert out.dtype.names is not None
    for key, value in fields.items():
        if key not in out.dtype.names:
            raise ValueError(f"levels.toml, [{name}]: no field {key!r}; there are {', '.join(out.dtype.names)}")
        if key == "cheats":
            value = sum(int(Cheat[cheat.upper()]) for cheat in value)
        if key in PACED and len(value) not in {0, PACES}:
            raise ValueError(f"levels.toml, [{name}]: {len(value)} {key}; one every {PACE} loops makes {PACES}")
        value = value or [0] * PACES if key in PACED else value
        if key == "paced_army":
            value = [2 * supply for supply in value]
        out[key] = round(value * ONE) if key in _FACTORS else value


def _places(out: np.record, terrain: np.record, bases: Sequence[tuple[float, float]]) -> None:
    """Where bases can be, and where round a place structures are tried, nearest first."""
    for k, (x, y) in enumerate(bases[:MAX_BASES]):
        out.bases[k].x, out.bases[k].y = round(x * ONE), round(y * ONE)
    for start in range(int(terrain.n_starts)):
        x, y = (int(value) // ONE for value in terrain.starts[start])
        out.bases["way"][: len(bases), start] = ways(terrain.pathable != 0, (x, y), tuple(bases[:MAX_BASES]))
    out.n_bases = min(len(bases), MAX_BASES)
    offsets = sorted((dx * dx + dy * dy, dx, dy) for dx in range(-22, 23) for dy in range(-22, 23))
    chosen = [(dx, dy) for _, dx, dy in offsets if dx % 3 == 0 and dy % 2 == 0][:MAX_SPOTS]
    for k, (dx, dy) in enumerate(chosen):
        out.spots[k].x, out.spots[k].y = dx, dy
    out.n_spots = len(chosen)


@lru_cache
def _plans() -> dict[tuple[str, str, bool], dict[str, Any]]:
    """Every build by race, name and whether it is that of the strong levels, its steps in one list."""
    return {
        (race.name.title(), build, strong): _whole(table, plan, f"build {build} of {race.name.title()}")
        for race in PLAYABLE for strong in (False, True) for table in [_file(race, strong)]
        for build, plan in table.items() if build not in _SHARED_KEYS
    }


def _whole(table: dict[str, Any], plan: dict[str, Any], where: str) -> dict[str, Any]:
    """A build with the shared parts that it names before and after its own steps."""
    parts = table.get("parts", {})
    for name in [*plan.get("first", ()), *plan.get("then", ())]:
        if name not in parts:
            raise ValueError(f"{where}: no part {name!r}; there are {', '.join(parts)}")
    before, after = ([step for name in plan.get(key, ()) for step in parts[name]] for key in ("first", "then"))
    return {**plan, "steps": [*before, *plan["steps"], *after]}


def _file(race: Race, strong: bool = False) -> dict[str, Any]:
    return _toml(f"{race.name.lower()}{'_strong' if strong else ''}.toml")


@lru_cache
def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("starleague.bots").joinpath("data", name).read_text())
