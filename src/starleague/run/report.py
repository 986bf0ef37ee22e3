"""What a league tells of itself: its standings, and its report with the run's own sections."""

from __future__ import annotations

import json
from pathlib import Path

from rich.console import Console
from rich.table import Table

from starleague.bench.machine import last_line
from starleague.league import Coordinator, Store
from starleague.league.place import PROGRESS, holds_league
from starleague.league.report import write_report as write_league_report
from starleague.league.standings import standings


def open_league(folder: Path) -> Coordinator:
    """The league in a folder. Raises FileNotFoundError when there is none."""
    if not holds_league(folder):
        raise FileNotFoundError(f"{folder} holds no league; `starleague league run --folder {folder}` begins one")
    return Coordinator(Store(folder))


def status(folder: Path, json: bool) -> None:
    """Standings of a league, as a table or one JSON object."""
    league = open_league(folder)
    rows = standings(league).rows
    if json:
        last_line({"players": [
            {"name": r.player.name, "elo": r.elo, "games": r.tally.games, "low": r.low, "high": r.high} for r in rows
        ]})
        return
    table = Table("player", "Elo", "±", "games", "win rate, 95 %", "Nash")
    for r in rows:
        table.add_row(
            r.player.name, f"{r.elo:.0f}", f"{r.elo_half_width:.0f}", f"{r.tally.games:.0f}",
            f"{r.low:.0%} to {r.high:.0%}", f"{r.nash:.2f}",
        )
    Console().print(table)


def write_report(folder: Path) -> Path:
    """The league's HTML report, with the run's own sections."""
    progress = folder / PROGRESS
    facts = json.loads(progress.read_text()) if progress.exists() else {}
    sections = []
    if "scores" in facts:
        sections.append(("The main agents' games", _score_table(facts["scores"])))
    return write_league_report(
        open_league(folder), folder / "report.html", f"League {folder.name}", facts.get("spent"), sections
    )


def _score_table(scores: list[dict]) -> str:
    rows = "".join(
        f"<tr><td>{Path(s['player']).stem}</td><td>{Path(s['opponent']).stem}</td><td>{s['games']}</td>"
        f"<td>{s['wins']}</td><td>{s['draws']}</td><td>{s['low']:.0%} to {s['high']:.0%}</td></tr>"
        for s in scores
    )
    names = ("player", "opponent", "games", "won", "drawn", "win rate, 95 %")
    head = "".join(f"<th>{name}</th>" for name in names)
    return f"<table><tr>{head}</tr>{rows}</table>"
