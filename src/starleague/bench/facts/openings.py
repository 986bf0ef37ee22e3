"""When things start in openings of professional games, by matchup: "opening/TvZ/Barracks#1".

A scripted player makes workers without a break and, in order of their usual start, each thing of its matchup's facts:
as soon as it can be paid and is allowed, but not earlier than recorded games have it. What the catalog lacks is left
out. A fact holds when the k-th of its kind starts within the recorded range ("upgrade_done": when it is done).
"""

from __future__ import annotations

import math
import re

from starleague.bench.facts.economy import RACES
from starleague.bench.facts.plans import Step, steps_of
from starleague.bench.facts.player import Player
from starleague.bench.facts.world import LONGEST, Fact, World

PATTERN = re.compile(r"(([TPZ])v([TPZ]))/(?:(\w+)#(\d+)|upgrade_done:(\w+))")


def opening(world: World, fact: Fact) -> float | None:
    """Loop in which the thing starts in the opening of its matchup."""
    parts = PATTERN.fullmatch(fact.what)
    if not parts or not world.has_race(RACES[parts[2]]):
        return None
    starts, steps = _played(world, parts[1])
    name, number = parts[4] or parts[6], int(parts[5] or 1)
    if not any(step.name == name and step.number == number for step in steps):
        return None
    return starts[name][number - 1] if len(starts.get(name, ())) >= number else math.inf


def _played(world: World, matchup: str) -> tuple[dict[str, list[float]], list[Step]]:
    """Loops in which the matchup's things started, in one game that follows its facts; its steps."""
    if matchup not in world.memory:
        facts = []
        for fact in world.facts:
            parts = PATTERN.fullmatch(fact.what) if fact.family == "opening" else None
            if parts and parts[1] == matchup:
                facts.append((fact, parts[4] or "", parts[6] or "", int(parts[5] or 1)))
        race = RACES[matchup[0]]
        steps = steps_of(world, race, facts)
        player = Player(world.melee(race, RACES[matchup[2]]), race, steps)
        until = max((step.hi for step in steps if math.isfinite(step.hi)), default=0)
        world.memory[matchup] = player.play(min(until, LONGEST)), steps
    return world.memory[matchup]
