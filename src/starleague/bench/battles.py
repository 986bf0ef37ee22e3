"""Who wins a battle here, against who won it in the real engine."""

from __future__ import annotations

import gzip
import json as json_format
import math
import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from starleague import catalog
from starleague.bench.battlefield import Battle, Fought, fight
from starleague.bench.machine import last_line
from starleague.bench.terrains import PASSAGES
from starleague.engine.layout import MAX_UNITS

ROOM = MAX_UNITS * 3 // 4  # the rest is for what units bring forth
COUNTS = ("n", "agreed", "alone", "given", "taken")
Z = 1.96  # of a 95 % interval


def print_battles(files: tuple[Path, ...], sample: int, seed: int, patch: str, terrain: str | None, json: bool) -> None:
    """Fight and print; see ``starleague bench battles --help``."""
    console = Console(stderr=json)
    battles = [battle for file in files for battle in read_battles(file, terrain)]
    races = {kind: unit.race for kind, unit in catalog.load(patch).units.items()}
    fit = [b for b in battles if b.units <= ROOM and all(kind in races for squad in b.squads for kind in squad)]
    chosen = random.Random(seed).sample(fit, min(sample, len(fit)))
    if not chosen:
        raise ValueError(f"none of {len(battles)} battles is between units of patch {patch}")
    found = []
    for ground in PASSAGES:
        there = [battle for battle in chosen if battle.terrain == ground]
        fought = fight(there, patch, seed)
        found += track(fought, f"fighting on {ground}", len(there), console=console) if there else []
    _print_groups(console, "terrain", found, lambda battle: battle.terrain)
    _print_groups(console, "matchup", found, lambda battle: " v ".join(sorted(races[min(q)] for q in battle.squads)))
    _print_types(console, found)
    agreed = sum(one.agrees for one in found)
    low, high = interval(agreed, len(found))
    console.print(
        f"{agreed} of {len(found)} battles end as in the real engine ({agreed / len(found):.1%}, 95 % interval "
        f"{low:.1%} to {high:.1%}), patch {patch}; {len(battles) - len(fit)} of {len(battles)} do not fit here"
    )
    if json:
        last_line({
            "agreement": round(agreed / len(found), 4), "n": len(found), "low": round(low, 4), "high": round(high, 4),
        })


def read_battles(path: Path, terrain: str | None = None) -> Iterator[Battle]:
    """The battles of a file, a JSON list ``[squad, squad, 1 if the first won]`` a line; named by its terrain."""
    ground = terrain or path.name.partition(".")[0]
    if ground not in PASSAGES:
        raise ValueError(f"{path}: no terrain {ground!r}; name the file or say --terrain {', '.join(PASSAGES)}")
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        for number, line in enumerate(lines, 1):
            try:
                one, other, won = json_format.loads(line)
                squads = tuple({str(kind): int(n) for kind, n in squad.items()} for squad in (one, other))
            except (ValueError, AttributeError, TypeError):
                raise ValueError(f"{path}:{number}: no battle; a line is [squad, squad, 1 if the first won]") from None
            yield Battle(ground, squads, bool(won))


def interval(right: int, n: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    share = right / n
    middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def _print_groups(console: Console, title: str, found: list[Fought], key: Callable[[Battle], str]) -> None:
    groups = defaultdict(list)
    for one in found:
        groups[key(one.battle)].append(one.agrees)
    table = Table(title, "battles", "agreement")
    for name, agreed in sorted(groups.items()):
        table.add_row(name, str(len(agreed)), f"{sum(agreed) / len(agreed):.1%}")
    console.print(table)


def _print_types(console: Console, found: list[Fought]) -> None:
    table = Table("unit type", "battles", "agreement", "one side only", "win given", "win taken", "bias")
    for kind, row in sorted(by_type(found).items(), key=lambda item: -abs(item[1]["given"] - item[1]["taken"])):
        alone = max(row["alone"], 1)
        table.add_row(
            kind, str(row["n"]), f"{row['agreed'] / row['n']:.1%}", str(row["alone"]),
            f"{row['given'] / alone:.1%}", f"{row['taken'] / alone:.1%}",
            f"{(row['given'] - row['taken']) / alone:+.1%}",
        )
    console.print(table)


def by_type(found: list[Fought]) -> dict[str, dict[str, int]]:
    """For each unit type: battles with it and agreement there; wins wrongly given to, and taken from, its side."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(COUNTS, 0))
    for one in found:
        first, second = one.battle.squads
        for kind in {*first, *second}:
            row = counts[kind]
            row["n"] += 1
            row["agreed"] += one.agrees
            if (kind in first) != (kind in second):
                row["alone"] += 1
                has_won = one.first_wins == (kind in first)
                row["given" if has_won else "taken"] += not one.agrees
    return dict(counts)
