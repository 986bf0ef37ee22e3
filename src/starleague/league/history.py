"""Reading the match log: what the report shows and what the payoff can be computed from anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from starleague.league.tables import MATCHES, SNAPSHOTS

SCORE_OF = {"win": 1.0, "draw": 0.5, "loss": 0.0}


class Tally(NamedTuple):
    """Results of one player against another, undecayed, as the first sees them."""

    wins: int = 0
    draws: int = 0
    losses: int = 0

    @property
    def games(self) -> int:
        return self.wins + self.draws + self.losses

    @property
    def score(self) -> float:
        return self.wins + 0.5 * self.draws

    def __add__(self, other: Tally) -> Tally:  # type: ignore[override]
        return Tally(*(mine + theirs for mine, theirs in zip(self, other)))

    @property
    def reversed(self) -> Tally:
        return Tally(self.losses, self.draws, self.wins)


def open_match_rows(connection: Connection) -> Sequence[Any]:
    """Matches without a result, oldest first."""
    return connection.execute(select(MATCHES).where(MATCHES.c.reported.is_(None)).order_by(MATCHES.c.id)).all()


def results(connection: Connection, generations: dict[int, int]) -> Iterator[tuple[int, int, float]]:
    """(home, away, score) of all that counts for the players as they are, in the order of the reports.

    ``generations``: of each learner, now. What it did before a reset says nothing about it.
    """
    rows = connection.execute(select(MATCHES).where(MATCHES.c.counted).order_by(MATCHES.c.reported))
    for row in rows:
        if is_current(row, generations):
            yield row.home_id, row.away_id, SCORE_OF[row.outcome]


def tallies(connection: Connection, generations: dict[int, int]) -> dict[tuple[int, int], Tally]:
    """Of every pair that met, both ways round."""
    keys = [MATCHES.c[name] for name in ("home_id", "away_id", "home_generation", "away_generation", "outcome")]
    found: dict[tuple[int, int], Tally] = {}
    for row in connection.execute(select(*keys, func.count().label("times")).where(MATCHES.c.counted).group_by(*keys)):
        if not is_current(row, generations):
            continue
        tally = Tally(**{{"win": "wins", "draw": "draws", "loss": "losses"}[row.outcome]: row.times})
        for pair, seen in (((row.home_id, row.away_id), tally), ((row.away_id, row.home_id), tally.reversed)):
            found[pair] = found.get(pair, Tally()) + seen
    return found


def meetings(connection: Connection) -> list[tuple[int, int, str, int]]:
    """(home, away, kind, times) of all matches given out."""
    keys = (MATCHES.c.home_id, MATCHES.c.away_id, MATCHES.c.kind)
    rows = connection.execute(select(*keys, func.count()).group_by(*keys).order_by(*keys))
    return [tuple(row) for row in rows]  # type: ignore[misc]


def rating_curve(connection: Connection, player: int) -> list[tuple[int, float]]:
    """(number of results in the league so far, Elo) after each of a player's matches."""
    rows = connection.execute(
        select(MATCHES.c.reported, MATCHES.c.home_id, MATCHES.c.home_elo, MATCHES.c.away_elo)
        .where(MATCHES.c.counted & ((MATCHES.c.home_id == player) | (MATCHES.c.away_id == player)))
        .order_by(MATCHES.c.reported)
    )
    return [(row.reported, row.home_elo if row.home_id == player else row.away_elo) for row in rows]


def snapshot_rows(connection: Connection) -> Sequence[Any]:
    """In the order in which they were taken."""
    return connection.execute(select(SNAPSHOTS).order_by(SNAPSHOTS.c.player_id)).all()


def is_current(row: Any, generations: dict[int, int]) -> bool:
    home, away = generations.get(row.home_id, 0), generations.get(row.away_id, 0)
    return row.home_generation == home and row.away_generation == away
