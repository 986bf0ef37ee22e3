"""How games were played, by what the runner said of them: strategies followed, lengths of games."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from starleague.league.history import Tally
from starleague.league.tables import MATCHES

TALLY = {"win": Tally(wins=1), "draw": Tally(draws=1), "loss": Tally(losses=1)}
LOOPS_A_MINUTE = 22.4 * 60


class Followed(NamedTuple):
    """A player's games with one strategy."""

    player: int
    strategy: str  # as the runner calls it; empty: none
    tally: Tally
    minutes: float  # mean length of a game; NaN where the runner did not say


def strategies_followed(connection: Connection) -> list[Followed]:
    """Of every player at home, most played first; matches whose ``stats`` name no ``strategy`` are left out."""
    rows: Sequence[Any] = connection.execute(
        select(MATCHES.c.home_id, MATCHES.c.outcome, MATCHES.c.stats).where(MATCHES.c.outcome.in_(list(TALLY)))
    ).all()
    tallies: dict[tuple[int, str], Tally] = {}
    lengths: dict[tuple[int, str], list[float]] = {}
    for row in rows:
        if row.stats and "strategy" in row.stats:
            key = (row.home_id, str(row.stats["strategy"]))
            tallies[key] = tallies.get(key, Tally()) + TALLY[row.outcome]
            lengths.setdefault(key, []).append(row.stats.get("loops", float("nan")) / LOOPS_A_MINUTE)
    found = [Followed(*key, tally, sum(lengths[key]) / len(lengths[key])) for key, tally in tallies.items()]
    return sorted(found, key=lambda each: (each.player, -each.tally.games, each.strategy))
