"""How fast units are.

Recorded are straight-line displacements over 240 loops between positions that are whole cells: lo is the 99th,
hi the 99.8th percentile. So a unit with all that makes it faster (upgrades, boosts) must come as far as lo, less
what the rounding of positions may add (0.7 cell). Few run straight at full boost for 240 loops, so hi is not the
most that a unit can do; but the fastest recorded ones are not outrun by more than a quarter. Recordings do not tell
who was carried: of what is slower than its transports, and seldom walks far, the fastest hundredth may be passengers.
"""

from __future__ import annotations

import math

import numpy as np

from starleague.bench.facts.effects import behaviors_of
from starleague.bench.facts.recipes import fulfil
from starleague.bench.facts.world import Fact, Scene, World
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import AbilityClass, Operation, Stat, TargetKind
from starleague.game.clock import LOOPS_PER_SECOND

LOOPS = 240
ROUNDING = 0.7 * LOOPS_PER_SECOND / LOOPS  # [cells a second]
RARE = 1.25


def speed_upper(world: World, fact: Fact) -> float | None:
    """Cells a second over 240 loops: at top speed, with upgrades and boosts."""
    kind = world.names.unit_types.get(fact.what, 0)
    if not kind or world.rules.unit_types[kind].speed == 0:
        return None
    scene = world.scene(int(world.rules.unit_types[kind].race))
    left, _, right, _ = scene.games.map.playable
    y = scene.middle[1]
    runner = scene.put(kind, left + 10, y)
    boosts = _boosts(scene, runner)
    _upgrade(scene, kind)
    scene.games.step(2)
    scene.tell(runner, int(scene.rules.unit_types[kind].move_ability), point=(right - 3, y))
    return _fastest(scene, runner, boosts) * LOOPS_PER_SECOND


def is_plausible(fact: Fact, found: float) -> bool:
    return fact.lo - ROUNDING <= found <= fact.hi * RARE


def _fastest(scene: Scene, runner: int, boosts: list[int]) -> float:
    """The most cells a loop over as many loops as the run has, up to 240; boosts are used again and again."""
    unit = scene.game.units[runner]
    track = []
    for loop in range(LOOPS + 32):
        for ability in boosts:
            if loop % 40 == 0 and scene.games.command_error(0, 1, runner, ability) == 0:
                scene.games.set_vital(0, runner, "life", 10000)
                scene.games.set_vital(0, runner, "energy", 10000)
                scene.tell(runner, ability)
        scene.games.step(1)
        track.append((int(unit.x) / ONE, int(unit.y) / ONE))
        if track[-1][0] > scene.games.map.playable[2] - 6:
            break
    places = np.array(track[16:])  # at top speed by then
    window = min(LOOPS, len(places) - 1)
    return max((math.dist(places[k], places[k + window]) / window for k in range(len(places) - window)), default=0.0)


def _boosts(scene: Scene, runner: int) -> list[int]:
    """Abilities without a target that make their user faster; what they require is fulfilled."""
    rules = scene.rules
    found = []
    for ability in scene.world.members(rules.unit_types[scene.game.units[runner].type].abilities):
        row = rules.abilities[ability]
        if row.target != TargetKind.NONE or row.kind not in (AbilityClass.EFFECT_INSTANT, AbilityClass.BEHAVIOR):
            continue
        buffs = [rules.behaviors[buff] for buff in behaviors_of(scene.world, ability)]
        if any(buff.speed_factor > ONE or buff.speed_bonus > 0 for buff in buffs):
            fulfil(scene, runner, int(row.requirement))
            found.append(ability)
    return found


def _upgrade(scene: Scene, kind: int) -> None:
    """Give the player the speed that upgrades would."""
    stats = scene.player.unit_stats[kind]
    for upgrade in scene.rules.upgrades[1 : int(scene.rules.n_upgrades)]:
        first = int(upgrade.modifications.first)
        for change in scene.rules.modifications[first : first + int(upgrade.modifications.count)]:
            if change.stat == Stat.UNIT_SPEED and change.row == kind:
                stats.speed = _changed(int(stats.speed), change.operation, int(change.value))


def _changed(speed: int, operation: int, value: int) -> int:
    """A number after one modification."""
    if operation == Operation.MULTIPLY:
        return speed * value // ONE
    if operation == Operation.SET:
        return value
    return speed + (value if operation == Operation.ADD else -value)
