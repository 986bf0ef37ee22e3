"""`starleague league resume | export | verify`: a league goes on, leaves its database, is checked."""

from __future__ import annotations

import csv
import json
import shutil
import time
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import Table, select

from starleague.bench.machine import last_line
from starleague.league import Coordinator, Snapshot, verify
from starleague.league.report import write_report
from starleague.league.standings import standings
from starleague.league.tables import MATCHES, PAYOFF, PLAYERS, SNAPSHOTS
from starleague.run.processes import end_as_interrupted
from starleague.run.report import facts_of, open_league
from starleague.run.report import write_report as write_whole_report


def resume(folder: Path, minutes: float, workers: int, wandb: bool) -> None:
    """See ``starleague league resume --help``."""
    from starleague.run.curves import Curves
    from starleague.run.dashboard import Dashboard
    from starleague.run.energy import Meter
    from starleague.run.job import note
    from starleague.run.local import train_league

    league = open_league(folder)
    before, curves = league.store.league().reports, Curves(folder, wandb)
    begun, meter = time.monotonic(), Meter()
    end_as_interrupted()

    with Dashboard(minutes * 60) as dashboard:

        def tell(progress: Any) -> None:
            curves.add(progress)
            dashboard.add(progress)

        try:
            train_league(folder, minutes * 60, workers, league.seed, tell)
        finally:
            curves.close()
            note(folder, "resumed", time.monotonic() - begun, meter.read())
    print(f"{league.store.league().reports - before} results more")
    print(f"report: {write_whole_report(folder)}")


def export(folder: Path, out: Path) -> None:
    """See ``starleague league export --help``."""
    league = open_league(folder)
    if out.exists() and any(out.iterdir()):
        raise FileExistsError(f"{out} is not empty: name a new folder")
    (out / "snapshots").mkdir(parents=True)
    for table in (PLAYERS, SNAPSHOTS, MATCHES, PAYOFF):
        write_table(league, table, out / f"{table.name}.csv")
    (out / "config.yaml").write_text(yaml.safe_dump(league.config.as_mapping(), sort_keys=False), encoding="utf-8")
    rows = [facts_of(row) | row.tally._asdict() for row in standings(league).rows]
    (out / "standings.json").write_text(json.dumps(rows, indent=1), encoding="utf-8")
    for sha256 in {player.sha256 for player in league.players if isinstance(player, Snapshot)}:
        shutil.copy(league.store.snapshots.path(sha256), out / "snapshots")
    print(write_report(league, out / "report.html", f"League {folder.name}"))


def print_verification(folder: Path, as_json: bool) -> bool:
    """Everything that is wrong; whether nothing is."""
    problems = verify(open_league(folder))
    if as_json:
        last_line({"problems": problems})
    else:
        print("\n".join(problems) or "nothing is wrong")
    return not problems


def write_table(league: Coordinator, table: Table, file: Path) -> None:
    """Columns as in the store; what is not a number or a text as JSON."""
    with league.store.reading() as connection, file.open("w", newline="", encoding="utf-8") as target:
        writer = csv.writer(target)
        writer.writerow(column.name for column in table.columns)
        for row in connection.execute(select(table).order_by(*table.primary_key.columns)):
            writer.writerow(json.dumps(value) if isinstance(value, dict) else value for value in row)
