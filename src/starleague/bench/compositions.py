"""Which army beats which at the same price: battles fought out by the engine, for games about what to build."""

from __future__ import annotations

import itertools
import json
import random
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.progress import track

from starleague import catalog
from starleague.bench.battlefield import Battle, Squad, fight

PRICE = 1500  # minerals and vespene together
TYPES = (
    *("Marine", "Marauder", "Hellion", "Cyclone", "SiegeTank", "Thor", "VikingFighter", "Banshee", "Battlecruiser"),
    *("Zergling", "Roach", "Hydralisk", "Mutalisk", "Corruptor", "Ultralisk", "Queen"),
    *("Zealot", "Stalker", "Immortal", "Archon", "Phoenix", "VoidRay", "Colossus", "Carrier"),
)


def print_compositions(out: Path, armies: int, battles: int, patch: str, seed: int, threads: int | None) -> None:
    """Fight and write; see ``starleague bench compositions --help``."""
    chosen = compositions(armies, patch, seed)
    pairs = list(itertools.combinations(range(len(chosen)), 2))
    wins = np.zeros((len(chosen), len(chosen)), int)
    planned = {}
    for i, j in pairs * (battles // 2):
        for home, away in ((i, j), (j, i)):
            battle = Battle("plain", (chosen[home], chosen[away]), True)
            planned[id(battle)] = (battle, home, away)
    fought = fight([battle for battle, _, _ in planned.values()], patch, seed, threads)
    for one in track(fought, "fighting", len(planned), console=Console(stderr=True)):
        _, home, away = planned[id(one.battle)]
        winner, loser = (home, away) if one.first_wins else (away, home)
        wins[winner, loser] += 1
    facts = {"patch": patch, "price": PRICE, "battles": battles // 2 * 2, "armies": chosen, "wins": wins.tolist()}
    out.write_text(json.dumps(facts).replace("], [", "],\n  [").replace("}, {", "},\n  {") + "\n")


def compositions(armies: int, patch: str, seed: int) -> list[Squad]:
    """Armies of one type each, then of two of one race, by chance, each of them half of the price."""
    units = catalog.load(patch).units
    rng = random.Random(seed)
    mixed = [pair for pair in itertools.combinations(TYPES, 2) if units[pair[0]].race == units[pair[1]].race]
    kinds = [(kind,) for kind in TYPES] + rng.sample(mixed, len(mixed))
    price = {kind: units[kind].minerals + units[kind].vespene for kind in TYPES}
    return [{kind: max(round(PRICE / len(army) / price[kind]), 1) for kind in army} for army in kinds[:armies]]
