"""Families of facts: for each, how one is played out in the engine. An id is "family/what".

A family measures ``(world, fact)`` and answers None when the fact is about something the catalog lacks, and
infinity when what should happen never did. A new family is a line in FAMILIES.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from starleague.bench.facts import boosts, broods, economy, lifetimes, openings, speed, timers
from starleague.bench.facts.world import Fact, World

__all__ = ["FAMILIES", "TIMERS", "Fact", "Family", "World"]


def within(fact: Fact, found: float) -> bool:
    return fact.lo <= found <= fact.hi


@dataclass(frozen=True)
class Family:
    measure: Callable[[World, Fact], float | None]
    holds: Callable[[Fact, float], bool] = within


FAMILIES = {
    "build": Family(timers.build),
    "warpin_fast": Family(timers.warp_in),
    "train": Family(timers.train),
    "egg": Family(timers.train),
    "research": Family(timers.research),
    "morph": Family(timers.morph),
    "cocoon": Family(broods.cocoon),
    "larva": Family(broods.larva),
    "inject": Family(broods.inject),
    "lifetime": Family(lifetimes.lifetime),
    "chrono": Family(boosts.chrono),
    "energy": Family(boosts.energy),
    "speed_upper": Family(speed.speed_upper, speed.is_plausible),
    "economy": Family(economy.economy),
    "opening": Family(openings.opening),
}
TIMERS = (  # exact ones
    "build", "warpin_fast", "train", "egg", "research", "morph", "cocoon", "larva", "inject", "lifetime", "chrono",
    "energy",
)
