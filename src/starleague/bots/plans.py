"""Levels and builds from TOML into the records that the compiled brain reads."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources

import numpy as np

from starleague.bots.layout import BRAINS, MAX_BASES, MAX_LEVELS, MAX_SPOTS, MAX_STEPS, Kind
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import AbilityClass, Race

LEVEL_NAMES = (
    "very_easy", "easy", "medium", "medium_hard", "hard", "harder", "very_hard", "cheat_vision", "cheat_money",
    "cheat_insane",
)
KINDS = {
    "build": (Kind.BUILD, {AbilityClass.BUILD}), "refinery": (Kind.REFINERY, {AbilityClass.BUILD}),
    "expand": (Kind.EXPAND, {AbilityClass.BUILD}), "add_on": (Kind.ADD_ON, {AbilityClass.BUILD}),
    "train": (Kind.TRAIN, {AbilityClass.TRAIN}), "research": (Kind.RESEARCH, {AbilityClass.RESEARCH}),
    "morph": (Kind.MORPH, {AbilityClass.MORPH}),
}
_STEP_KEYS = {*KINDS, "supply", "loop", "count", "per_base", "from_level", "to_level", "saves"}
_NO_LIMIT = 9999


def levels() -> list[str]:
    """The difficulties that are there, weakest first."""
    known = _toml("levels.toml")
    return [name for name in LEVEL_NAMES if name in known]


def level_number(name: str | int) -> int:
    """1 is the weakest; ValueError names what there is. Harder names than there are give the hardest that there is."""
    if isinstance(name, int) or str(name).isdigit():
        number = int(name)
    elif name in LEVEL_NAMES:
        number = LEVEL_NAMES.index(name) + 1
    else:
        raise ValueError(f"no difficulty {name!r}; there are {', '.join(levels())}")
    return max(1, min(number, len(levels())))


def builds(race: str) -> list[str]:
    """The builds of a race."""
    return [name for name, plan in _plans().items() if plan["race"] == race]


def plan_number(race: str, build: str) -> int:
    """Row of a build in ``BRAINS.plans``; ValueError names what there is."""
    rows = list(_plans())
    named = build if build in builds(race) else None
    if named is None:
        raise ValueError(f"no build {build!r} for {race}; there are {', '.join(builds(race))}")
    return rows.index(named) + 1


def compile_brains(rules: np.record, names, bases: list[tuple[float, float]]) -> np.ndarray:
    """BRAINS of shape (1,): every level and build, and where bases can be on this map (cells)."""
    brains = np.zeros(1, BRAINS)
    out = brains[0]
    for name in levels():
        _level(out.levels[LEVEL_NAMES.index(name) + 1], _toml("levels.toml")[name], name)
    for row, (name, plan) in enumerate(_plans().items(), start=1):
        _plan(out.plans[row], rules, names, name, plan)
    out.n_plans = len(_plans()) + 1
    for k, (x, y) in enumerate(bases[:MAX_BASES]):
        out.bases[k].x, out.bases[k].y = round(x * ONE), round(y * ONE)
    out.n_bases = min(len(bases), MAX_BASES)
    offsets = sorted((dx * dx + dy * dy, dx, dy) for dx in range(-22, 23) for dy in range(-22, 23))
    chosen = [(dx, dy) for _, dx, dy in offsets if dx % 3 == 0 and dy % 2 == 0][:MAX_SPOTS]
    for k, (dx, dy) in enumerate(chosen):
        out.spots[k].x, out.spots[k].y = dx, dy
    out.n_spots = len(chosen)
    return brains


def _level(out: np.record, fields: dict, name: str) -> None:
    fields = {"income": 1.0, **fields}
    for key, value in fields.items():
        if key not in out.dtype.names:
            raise ValueError(f"levels.toml, [{name}]: no field {key!r}; there are {', '.join(out.dtype.names)}")
        out[key] = round(value * ONE) if key in ("wave", "income") else value


def _plan(out: np.record, rules: np.record, names, name: str, plan: dict) -> None:
    out.race = Race[plan["race"].upper()]
    out.first_attack, out.army, out.growth = plan["first_attack"], plan["army"] * 2, plan["growth"] * 2
    if len(plan["steps"]) > MAX_STEPS:
        raise ValueError(f"build {name}: {len(plan['steps'])} steps; {MAX_STEPS} fit")
    for k, step in enumerate(plan["steps"]):
        unknown = set(step) - _STEP_KEYS
        if unknown:
            key = sorted(unknown)[0]
            raise ValueError(f"build {name}, step {k + 1}: no key {key!r}; there are {sorted(_STEP_KEYS)}")
        _step(out.steps[k], rules, names, f"build {name}, step {k + 1}", step)
    out.n_steps = len(plan["steps"])


def _step(out: np.record, rules: np.record, names, where: str, step: dict) -> None:
    verb = next((v for v in KINDS if v in step), None)
    if verb is None:
        raise ValueError(f"{where}: says none of {', '.join(KINDS)}")
    kind, classes = KINDS[verb]
    out.kind = kind
    table = names.upgrades if verb == "research" else names.unit_types
    row = table[step[verb]]
    field = "upgrade" if verb == "research" else "product"
    abilities = rules.abilities[1 : int(rules.n_abilities)]
    match = [k + 1 for k, a in enumerate(abilities) if a[field] == row and a.kind in classes]
    if not match:
        raise ValueError(f"{where}: nothing makes {step[verb]!r} by {verb}")
    out.ability = match[0]
    out[field] = row
    out.count = step.get("count", _NO_LIMIT if verb == "train" else 1)
    out.per_base = step.get("per_base", False)
    out.from_supply, out.from_loop = step.get("supply", 0) * 2, step.get("loop", 0)
    out.from_level, out.to_level = step.get("from_level", 0), step.get("to_level", MAX_LEVELS)
    out.saves = step.get("saves", False)


@lru_cache
def _plans() -> dict[str, dict]:
    plans: dict[str, dict] = {}
    for file in ("terran.toml",):
        plans.update(_toml(file))
    return plans


@lru_cache
def _toml(name: str) -> dict:
    return tomllib.loads(resources.files("starleague.bots").joinpath("data", name).read_text())
