"""`starleague import replays`: strategies from a folder of real games."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from starleague.env.ladder import Played, ReplayError, read_replay, write_library
from starleague.env.spec import shapes
from starleague.game.clock import LOOPS_PER_MINUTE
from starleague.league.config import RACES

SHORTEST = 4 * LOOPS_PER_MINUTE  # what ends sooner shows no strategy


def import_replays(folder: Path, out: Path, patch: str, winners: bool) -> None:
    """Read, write, tell; see ``starleague import replays --help``."""
    console = Console()
    files = sorted(folder.rglob("*.SC2Replay"))
    if not files:
        raise FileNotFoundError(f"{folder} has no .SC2Replay files")
    shape = shapes("tiny", patch)
    played: list[Played] = []
    for file in track(files, "reading replays", console=console):
        try:
            played += read_replay(file, shape)
        except ReplayError as error:
            console.print(f"left out: {error}")
    kept = [each for each in played if each.length >= SHORTEST and (each.won or not winners)]
    write_library(out, kept, shape)
    console.print(summary(kept))
    console.print(f"{len(kept)} strategies of {len(files)} replays in {out}")


def summary(played: list[Played]) -> Table:
    """How many strategies of each race against each."""
    table = Table("race", *(f"against {race}" for race in RACES), title="strategies")
    for race in RACES:
        counts = (sum(each.race == race and each.opponent == other for each in played) for other in RACES)
        table.add_row(race, *map(str, counts))
    return table
