"""What a league tells of itself: its standings, and its report with the run's own sections."""

from __future__ import annotations

import json
import math
from html import escape
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from starleague.bench.machine import last_line
from starleague.league import Coordinator, Store
from starleague.league.place import PROGRESS, holds_league
from starleague.league.report import write_report as write_league_report
from starleague.league.standings import Standing, standings


def open_league(folder: Path) -> Coordinator:
    """The league in a folder. Raises FileNotFoundError when there is none."""
    if not holds_league(folder):
        raise FileNotFoundError(f"{folder} holds no league; `starleague league run --folder {folder}` begins one")
    return Coordinator(Store(folder))


def status(folder: Path, json: bool) -> None:
    """Standings of a league, as a table or one JSON object."""
    league = open_league(folder)
    table = standings(league)
    performance = table.mains_performance()
    if json:
        last_line({"players": [facts_of(row) for row in table.rows], "mains_performance": finite(performance)})
        return
    shown = Table("player", "Elo", "±", "OpenSkill", "games", "win rate, 95 %", "hardest past", "Nash")
    for r in table.rows:
        shown.add_row(
            r.player.name, f"{r.elo:.0f}", f"{r.elo_half_width:.0f}", f"{r.player.mu:.1f} ± {r.player.sigma:.1f}",
            f"{r.tally.games:.0f}", f"{r.low:.0%} to {r.high:.0%}",
            "–" if math.isnan(r.hardest_past) else f"{r.hardest_past:.0%}", f"{r.nash:.2f}",
        )
    Console().print(shown)
    if not math.isnan(performance):
        print(f"copies of main agents win {performance:.0%} against those of exploiters, both mixed as well as can be")


def facts_of(row: Standing) -> dict[str, Any]:
    """A line of the table for programs; what is not known is null."""
    facts = {"name": row.player.name, "elo": row.elo, "elo_half_width": row.elo_half_width}
    facts |= {"mu": row.player.mu, "sigma": row.player.sigma, "games": row.tally.games, "low": row.low}
    return facts | {"high": row.high, "hardest_past": finite(row.hardest_past), "nash": row.nash}


def finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def write_report(folder: Path) -> Path:
    """The league's HTML report, with the run's own sections."""
    progress = folder / PROGRESS
    facts = json.loads(progress.read_text()) if progress.exists() else {}
    sections = []
    if "scores" in facts:
        sections.append(("The main agents' games", _score_table(facts["scores"])))
    sections.append(("Energy", energy_text(facts.get("energy_used", {}))))
    return write_league_report(
        open_league(folder), folder / "report.html", f"League {folder.name}", facts.get("spent"), sections
    )


def energy_text(used: dict[str, dict[str, float]]) -> str:
    """What each stage has used, as ``run.energy`` has it, and what it means for the air."""
    if not used:
        return "<p>Not known: nothing was trained in this folder yet.</p>"
    kwh, kg = (sum(stage[unit] for stage in used.values()) for unit in ("kwh", "kg"))
    stages = ", ".join(f"{escape(name)} {stage['kwh']:.3f}" for name, stage in used.items())
    return (
        f"<p>{kwh:.3f} kWh by all of this machine, whatever else ran on it ({stages}): about {kg * 1000:.0f} g of "
        "CO₂. By codecarbon, which estimates what processors do not count.</p>"
    )


def _score_table(scores: list[dict]) -> str:
    rows = "".join(
        f"<tr><td>{Path(s['player']).stem}</td><td>{Path(s['opponent']).stem}</td><td>{s['games']}</td>"
        f"<td>{s['wins']}</td><td>{s['draws']}</td><td>{s['low']:.0%} to {s['high']:.0%}</td>"
        f"<td>{s.get('apm', 0.0):.0f}</td></tr>"
        for s in scores
    )
    names = ("player", "opponent", "games", "won", "drawn", "win rate, 95 %", "actions a minute")
    head = "".join(f"<th>{name}</th>" for name in names)
    return f"<table><tr>{head}</tr>{rows}</table>"
