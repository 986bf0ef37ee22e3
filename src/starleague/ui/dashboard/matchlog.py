"""The league's results, read once each: rating curves, the latest results, how fast they come."""

from __future__ import annotations

import time
from collections import defaultdict, deque
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from starleague.game.clock import LOOPS_PER_SECOND
from starleague.league.charts import thinned
from starleague.league.tables import MATCHES

LATEST = 24  # results that are told
WINDOW = 300.0  # [s] over which the rates of now are taken
BUCKETS = 60  # of the chart of results over time
COLUMNS = [
    MATCHES.c[name] for name in (
        "id", "home_id", "away_id", "kind", "reported", "outcome", "counted", "home_elo", "away_elo", "stats",
        "given_at", "reported_at",
    )
]


class Rates(NamedTuple):
    """Of the last minutes in which anything was reported."""

    results_per_minute: float
    game_speed: float  # game time that is played in a second, all games together [× real time]


class MatchLog:
    """Grows by what was reported since it last looked."""

    def __init__(self) -> None:
        self.seen = -1  # the last report's number
        self.elo: dict[int, list[tuple[int, float]]] = defaultdict(list)  # by player: (number of the report, Elo)
        self.latest: deque[dict[str, Any]] = deque(maxlen=LATEST)
        self.times: list[tuple[float, int]] = []  # (reported at, loops of the game)

    def read(self, connection: Connection) -> None:
        """All that is new."""
        new = MATCHES.c.reported > self.seen
        for row in connection.execute(select(*COLUMNS).where(new).order_by(MATCHES.c.reported)):
            self.seen = row.reported
            loops = int((row.stats or {}).get("loops", 0))
            if row.counted:
                self.elo[row.home_id].append((row.reported, row.home_elo))
                self.elo[row.away_id].append((row.reported, row.away_elo))
            if row.outcome == "void":
                continue
            self.times.append((row.reported_at, loops))
            self.latest.appendleft({
                "match": row.id, "home": row.home_id, "away": row.away_id, "kind": row.kind, "outcome": row.outcome,
                "loops": loops, "at": row.reported_at, "strategy": (row.stats or {}).get("strategy", ""),
            })

    def curve(self, player: int) -> list[list[float]]:
        """Elo after each of a player's matches, as [number of the report, Elo], thinned."""
        return [[number, round(elo, 1)] for number, elo in thinned(self.elo.get(player, []))]

    def rates(self) -> Rates:
        if not self.times:
            return Rates(0.0, 0.0)
        end = self.times[-1][0]
        late = [(at, loops) for at, loops in self.times if at > end - WINDOW]
        since = max(end - late[0][0], 1.0) if len(late) > 1 else WINDOW
        return Rates(60 * len(late) / since, sum(loops for _, loops in late) / LOOPS_PER_SECOND / since)

    def over_time(self) -> dict[str, Any]:
        """Results by time of day in equal buckets."""
        if not self.times:
            return {"begin": 0.0, "seconds": 0.0, "counts": []}
        begin, end = self.times[0][0], max(self.times[-1][0], self.times[0][0] + 1.0)
        counts = [0] * BUCKETS
        for at, _ in self.times:
            counts[min(BUCKETS - 1, int((at - begin) / (end - begin) * BUCKETS))] += 1
        return {"begin": begin, "seconds": (end - begin) / BUCKETS, "counts": counts}

    def quiet(self) -> float:
        """Seconds since the last result."""
        return time.time() - self.times[-1][0] if self.times else float("inf")
