"""Leagues without games: small populations, and outcomes that follow from a match's seed and a table of odds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import select

from starleague.league import Coordinator, Match, Outcome, Store
from starleague.league.config import LeagueConfig, config_from
from starleague.league.players import Choice, Kind
from starleague.league.tables import Table

YARDSTICKS = [
    {"name": "builtin-1", "level": 1, "elo": 0},
    {"name": "builtin-2", "level": 2},
]
TIMES = {"created_at", "given_at", "reported_at"}


def small_config(**changes: Any) -> LeagueConfig:
    """One race, a learner of each role, copies every 1,000 steps, two yardsticks."""
    base: dict[str, Any] = {
        "races": ["terran"],
        "population": {"main_agents": 1, "main_exploiters": 1, "league_exploiters": 1},
        "main_agent": {"snapshot": {"timeout_steps": 1000}},
        "main_exploiter": {"snapshot": {"above": 0.7, "timeout_steps": 2000}},
        "league_exploiter": {"snapshot": {"above": 0.7, "timeout_steps": 1000}},
        "prior_games": 2,
        "yardsticks": YARDSTICKS,
    }
    return config_from(base | changes, source="test")


def found(folder: Path, seed: int = 0, **changes: Any) -> Coordinator:
    """A league ready to play. Ids: 0 main, 1 main exploiter, 2 league exploiter, 3 and 4 yardsticks, 5 initial."""
    league = Coordinator(Store(folder), small_config(**changes), seed)
    for race in league.config.races:
        league.add_initial(race, f"initial {race}".encode())
    return league


def by_odds(match: Match, odds: float) -> Outcome:
    """Home wins with these odds; the dice are the match's own."""
    return Outcome.WIN if (match.seed % 1_000_003) / 1_000_003 < odds else Outcome.LOSS


def play(league: Coordinator, learner: int, opponent: int, outcome: str, times: int = 1) -> None:
    """Results between two players, whoever the league would have chosen."""
    for _ in range(times):
        with league._memory.changing() as change:
            match_id = change.store.count("matches")
            home = change.roster.players[learner]
            match = league._give_out(change, match_id, home, Choice(opponent, Kind.PFSP))
        league.report(match.id, outcome)


def contents(store: Store) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, without the time of day."""
    with store.reading() as connection:
        return {
            table.name: [
                {name: value for name, value in row._mapping.items() if name not in TIMES}
                for row in connection.execute(select(table).order_by(*table.primary_key.columns))
            ]
            for table in Table.metadata.sorted_tables
        }
