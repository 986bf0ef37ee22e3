"""Unmodified clients of StarCraft II, run against our server: PySC2's game tests, python-sc2's bots and examples."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from starleague.bench.clients.cases import Case, Outcome, find_cases
from starleague.bench.machine import last_line
from starleague.sc2api.install import install

GROUPS = ("pysc2", "python_sc2")


def print_clients(python: str, sources: Path | None, only: Sequence[str], keep: Path | None, json: bool) -> None:
    """Run and print; see ``starleague bench clients --help``."""
    console = Console(stderr=json)
    cases = [case for case in find_cases(python, sources) if not only or any(word in case.name for word in only)]
    if not cases:
        raise ValueError(f"no case is named like {', '.join(only)}")
    with tempfile.TemporaryDirectory(prefix="starleague-clients-") as folder:
        game = Path(folder) / "StarCraftII"
        install(game)
        outcomes = []
        for case in cases:
            console.print(f"{case.group} {case.name} …", end=" ", highlight=False)
            outcomes.append(outcome := case.run(python, game, keep))
            console.print(f"{outcome.word}  {outcome.seconds:.0f} s", highlight=False)
    console.print(_table(outcomes))
    if json:
        last_line(summary(outcomes))


def summary(outcomes: Sequence[Outcome]) -> dict:
    """What the last line says: passed of total by group, and each failure with its reason."""
    counted = {
        group: {
            "passed": sum(o.passed for o in outcomes if o.case.group == group),
            "total": sum(o.case.group == group for o in outcomes),
        }
        for group in GROUPS
    }
    failures = [
        {"group": o.case.group, "name": o.case.name, "reason": o.reason} for o in outcomes if not o.passed
    ]
    return {**counted, "failures": failures}


def _table(outcomes: Sequence[Outcome]) -> Table:
    table = Table("client", "case", "outcome", "seconds", "reason", title="Unmodified clients")
    for outcome in outcomes:
        case: Case = outcome.case
        table.add_row(case.group, case.name, outcome.word, f"{outcome.seconds:.0f}", outcome.reason)
    return table
