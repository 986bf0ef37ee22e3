"""Facts measured in real games, played out in the engine: how many hold."""

from __future__ import annotations

import json as json_format
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from starleague.bench.facts import FAMILIES, Fact, Family, World
from starleague.bench.machine import last_line
from starleague.catalog.loader import patches


@dataclass(frozen=True)
class Finding:
    """What the engine does about a fact. ``found`` is infinite when it never happened."""

    fact: Fact
    found: float
    held: bool


def print_fidelity(facts: Path, patch: str, json: bool) -> None:
    """Measure and print; see ``starleague bench fidelity --help``."""
    console = Console(stderr=json)
    checks = read_facts(facts, patch)
    with console.status("playing the facts out"):
        findings = list(measure(checks, patch))
    _print_families(console, checks, findings)
    _print_misses(console, findings)
    held = sum(finding.held for finding in findings)
    console.print(f"{held} of {len(findings)} facts hold that concern what the game has; {len(checks)} facts in all")
    if json:
        last_line({
            "held": held, "applicable": len(findings), "total": len(checks),
            "misses": [
                {"id": miss.fact.id, "lo": miss.fact.lo, "hi": miss.fact.hi,
                 "found": round(miss.found, 3) if _happened(miss) else None}
                for miss in findings if not miss.held
            ],
        })


def read_facts(path: Path, patch: str) -> list[Fact]:
    """The facts of a file as they are for a patch. Raises ValueError that names what is wrong."""
    try:
        checks = json_format.loads(path.read_text())["checks"]
    except ValueError as problem:
        raise ValueError(f"{path} is no JSON: {problem}") from None
    except (KeyError, TypeError):
        checks = None
    if not isinstance(checks, list):
        raise ValueError(f'{path} has no list of facts; it must hold {{"checks": [{{"id", "lo", "hi"}}, …]}}')
    return [_fact(check, place, path, patch) for place, check in enumerate(checks, 1)]


def measure(facts: list[Fact], patch: str, families: Iterable[str] | None = None) -> Iterator[Finding]:
    """Play out the facts that concern what the catalog has; those of ``families`` only, if given.

    What a patch does not have is played at the patch that has it: it was measured there.
    """
    worlds = [World(each, facts) for each in (patch, *(other for other in patches() if other != patch))]
    for fact in facts:
        family = FAMILIES.get(fact.family) if families is None or fact.family in families else None
        found = _found(family, worlds, fact) if family else None
        if family and found is not None:
            yield Finding(fact, found, math.isfinite(found) and family.holds(fact, found))


def _found(family: Family, worlds: list[World], fact: Fact) -> float | None:
    """What the first world that has what a fact is about makes of it."""
    return next((found for world in worlds if (found := family.measure(world, fact)) is not None), None)


def _fact(check: object, place: int, path: Path, patch: str) -> Fact:
    name = check.get("id") if isinstance(check, dict) else None
    if not isinstance(check, dict) or not isinstance(name, str) or not name:
        raise ValueError(f'{path}: fact {place} has no "id"')
    for key in ("lo", "hi"):
        if not _is_number(check.get(key)):
            raise ValueError(f'{path}: fact {name!r} has no number "{key}"')
    lo, hi = float(check["lo"]), float(check["hi"])
    if lo > hi:
        raise ValueError(f"{path}: fact {name!r} has lo {lo:g} above hi {hi:g}")
    expect = float(check["expect"]) if _is_number(check.get("expect")) else (lo + hi) / 2
    versions = check.get("by_version")
    entry = _of_patch(versions, patch) if isinstance(versions, dict) else None
    if isinstance(entry, list) and entry and _is_number(entry[0]):  # its usual value there, as exactly as elsewhere
        lo, hi, expect = lo + entry[0] - expect, hi + entry[0] - expect, float(entry[0])
    return Fact(name, lo, hi, expect, str(check.get("unit") or ""))


def _of_patch(versions: dict[str, object], patch: str) -> object:
    """What is noted for a patch, or for the first version with its number: 4.10.0 before 4.10.4."""
    of_it = [version for version in versions if f"{version}.".startswith(f"{patch}.")]
    first = min(of_it, key=lambda version: [int(part) for part in re.findall(r"\d+", version)], default="")
    return versions.get(first)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _happened(finding: Finding) -> bool:
    return math.isfinite(finding.found)


def _print_families(console: Console, facts: list[Fact], findings: list[Finding]) -> None:
    rows: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for fact in facts:
        rows[fact.family][2] += 1
    for finding in findings:
        rows[finding.fact.family][0] += finding.held
        rows[finding.fact.family][1] += 1
    table = Table("family", "held", "applicable", "facts")
    for family, counts in rows.items():
        table.add_row(family, *(str(count) for count in counts))
    console.print(table)


def _print_misses(console: Console, findings: list[Finding]) -> None:
    table = Table("miss", "expected", "found", "unit")
    for finding in findings:
        if not finding.held:
            fact = finding.fact
            found = f"{finding.found:.4g}" if _happened(finding) else "never"
            table.add_row(fact.id, f"{fact.lo:g} to {fact.hi:g}", found, fact.unit)
    if table.row_count:
        console.print(table)
