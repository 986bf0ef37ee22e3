"""The players with which a league begins: learners of each race and role, then the yardsticks."""

from __future__ import annotations

from typing import Any

from starleague.league.config import LeagueConfig
from starleague.league.players import LeagueExploiter, MainAgent, MainExploiter, Player, Snapshot, Yardstick
from starleague.league.ratings import fresh_rating


def founders(config: LeagueConfig) -> list[Player]:
    """In order of their ids, which are 0, 1, 2, …"""
    players: list[Player] = []
    start = fresh_rating(config.ratings.initial_elo)._asdict()
    for race in config.races:
        for role, name, number in (
            (MainAgent, "main", config.population.main_agents),
            (MainExploiter, "main-exploiter", config.population.main_exploiters),
            (LeagueExploiter, "league-exploiter", config.population.league_exploiters),
        ):
            for index in range(1, number + 1):
                players.append(role(id=len(players), name=f"{name}-{race}-{index}", race=race, **start))
    for rules in config.yardsticks:
        anchored = rules.elo is not None
        given = fresh_rating(rules.elo if rules.elo is not None else config.ratings.initial_elo, anchored)
        details: dict[str, Any] = dict(opponent=rules.opponent, level=rules.level, anchored=anchored)
        details |= given._asdict()
        players.append(Yardstick(id=len(players), name=rules.name, race=rules.race, **details))
    return players


def initial_player(player_id: int, race: str, sha256: str, config: LeagueConfig) -> Snapshot:
    """The parameters with which a race's learners begin, as the first of its past."""
    rating = fresh_rating(config.ratings.initial_elo)._asdict()
    return Snapshot(id=player_id, name=f"initial-{race}", race=race, sha256=sha256, **rating)
