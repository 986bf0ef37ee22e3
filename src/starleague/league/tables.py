"""The league's tables. One league to a database; every write changes the one row of ``league`` too."""

from __future__ import annotations

from typing import Any, ClassVar, cast

import sqlalchemy
from sqlalchemy import JSON, BigInteger, CheckConstraint, Double, ForeignKey, Index, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

SCHEMA = 1  # goes up when an older file can no longer be read


class Table(DeclarativeBase):
    type_annotation_map: ClassVar = {int: BigInteger, float: Double, dict[str, Any]: JSON}


class LeagueRow(Table):
    """What the league is, and its counters."""

    __tablename__ = "league"
    __table_args__ = (CheckConstraint("id = 1"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    schema: Mapped[int]
    seed: Mapped[int]
    config: Mapped[dict[str, Any]]
    version: Mapped[int]  # goes up by one at each change of players or payoff
    matches: Mapped[int]  # given out so far; the next match's id
    reports: Mapped[int]  # results received so far
    chain: Mapped[str] = mapped_column(String(64))  # hash over all snapshots so far
    created_at: Mapped[float]  # [s] since 1970, as all times here


class PlayerRow(Table):
    """A player of any role; what only some roles have is in ``details``."""

    __tablename__ = "players"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # dense, in order of joining
    name: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    race: Mapped[str]
    elo: Mapped[float]
    mu: Mapped[float]
    sigma: Mapped[float]
    matches: Mapped[int]
    crashes: Mapped[int]
    benched: Mapped[bool]
    details: Mapped[dict[str, Any]]
    version: Mapped[int] = mapped_column(index=True)  # league.version when last changed


class SnapshotRow(Table):
    """A copy of a learner, chained to the one before it."""

    __tablename__ = "snapshots"

    player_id: Mapped[int] = mapped_column(ForeignKey("players.id"), primary_key=True, autoincrement=False)
    learner_id: Mapped[int | None] = mapped_column(ForeignKey("players.id"))
    number: Mapped[int]  # of the learner's copies, from 1; 0 for initial parameters
    sha256: Mapped[str] = mapped_column(String(64))  # of the checkpoint file
    size: Mapped[int]  # [bytes]
    steps: Mapped[int]
    reason: Mapped[str]
    reset: Mapped[bool]  # whether the learner began anew
    reports: Mapped[int]  # results in the league when it joined
    chain: Mapped[str] = mapped_column(String(64))  # hash of the chain before and of this row
    created_at: Mapped[float]


class MatchRow(Table):
    """A match given out, and its result once there is one."""

    __tablename__ = "matches"
    __table_args__ = (Index("open_matches", "reported"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    home_id: Mapped[int] = mapped_column(ForeignKey("players.id"))
    away_id: Mapped[int] = mapped_column(ForeignKey("players.id"))
    kind: Mapped[str]
    home_generation: Mapped[int]
    away_generation: Mapped[int]
    home_steps: Mapped[int]
    given_at: Mapped[float]
    reported: Mapped[int | None] = mapped_column(unique=True)  # order of results, from 0; null while it is played
    outcome: Mapped[str | None]
    counted: Mapped[bool | None]  # whether it changed payoff and ratings
    home_elo: Mapped[float | None]  # after it
    away_elo: Mapped[float | None]
    stats: Mapped[dict[str, Any] | None]  # whatever the runner says about it
    reported_at: Mapped[float | None]


class PayoffRow(Table):
    """A pair's decayed counts, as the lower id sees them; derived from ``matches``, kept for a quick start."""

    __tablename__ = "payoff"
    __table_args__ = (CheckConstraint("low_id < high_id"),)

    low_id: Mapped[int] = mapped_column(ForeignKey("players.id"), primary_key=True, autoincrement=False)
    high_id: Mapped[int] = mapped_column(ForeignKey("players.id"), primary_key=True, autoincrement=False)
    wins: Mapped[float]
    draws: Mapped[float]
    losses: Mapped[float]
    version: Mapped[int] = mapped_column(index=True)


LEAGUE, PLAYERS, SNAPSHOTS, MATCHES, PAYOFF = (
    cast(sqlalchemy.Table, row.__table__) for row in (LeagueRow, PlayerRow, SnapshotRow, MatchRow, PayoffRow)
)
