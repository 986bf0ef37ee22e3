"""Where a league lives: one SQLite file (or a PostgreSQL database by URL) and a folder of checkpoints.

A process may be killed at any moment: what belongs together is written in one transaction, and the database's
write-ahead log keeps or drops it whole. Several processes may use one store: a write waits for the others',
and first reads what they changed.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, create_engine, event, insert, inspect, make_url, select, update

from starleague.league.payoff import Pair
from starleague.league.place import TABLES, Place
from starleague.league.players import ROLES, Player, Snapshot
from starleague.league.snapshots import open_snapshots
from starleague.league.tables import LEAGUE, MATCHES, PAYOFF, PLAYERS, SCHEMA, SNAPSHOTS, Table

WAIT = 60.0  # [s] for another process's write
FOUNDING = 0x57A21EA6  # PostgreSQL's lock for creating the tables
COLUMNS = tuple(each.name for each in fields(Player))

# Built once: to build a statement takes longer than to run it.
THE_LEAGUE = select(LEAGUE).with_for_update()
SET_PLAYER = update(PLAYERS).where(PLAYERS.c.id == bindparam("player"))
SET_PAIR = update(PAYOFF).where((PAYOFF.c.low_id == bindparam("low")) & (PAYOFF.c.high_id == bindparam("high")))
FORGET = update(PAYOFF).where((PAYOFF.c.low_id == bindparam("player")) | (PAYOFF.c.high_id == bindparam("player")))
ONE_MATCH = select(MATCHES).where(MATCHES.c.id == bindparam("match"))
SET_MATCH = update(MATCHES).where(MATCHES.c.id == bindparam("match"))


class StoreError(RuntimeError):
    """The store holds another league, or one that this version cannot read."""


class Store:
    """``folder`` holds ``league.sqlite`` and ``snapshots/``, unless they are elsewhere.

    ``url``: of a PostgreSQL database (``postgresql+psycopg://…``) or another SQLite file. ``snapshots``: an fsspec
    URL (``s3://…``, ``file://…``) that keeps the checkpoints; the folder then holds copies. Where a league is need
    be said only once: ``store.json`` in the folder keeps it.
    """

    def __init__(self, folder: str | Path, url: str | None = None, snapshots: str | None = None) -> None:
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self._place = Place.of(self.folder, url, snapshots)
        self.snapshots = open_snapshots(self.folder / "snapshots", self._place.snapshots)
        self._engine = open_engine(self._place.url or f"sqlite:///{self.folder / TABLES}")

    def found(self, config: dict[str, Any], seed: int | None = None) -> None:
        """Write an empty league unless there is one. Raises StoreError when there is a different one."""
        with self._engine.connect().execution_options(begin="BEGIN IMMEDIATE") as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({FOUNDING})")
            Table.metadata.create_all(connection)
            row = connection.execute(THE_LEAGUE).first()
            if row is None:
                seed = seed or 0
                first = dict(id=1, schema=SCHEMA, seed=seed, config=config, version=0, matches=0, reports=0)
                first |= dict(chain=chain_start(seed, config), created_at=time.time())
                connection.execute(insert(LEAGUE), first)
            elif row.config != config or seed not in (None, row.seed):
                what = "config" if row.config != config else f"seed, {row.seed}"
                raise StoreError(f"{self.folder} holds a league with another {what}: resume it without giving one")
        self._place.remember(self.folder)

    def league(self) -> Any:
        """The row of ``league``. Raises StoreError when there is none, or of a schema unknown here."""
        with self.reading() as connection:
            row = connection.execute(select(LEAGUE)).first() if inspect(connection).has_table(LEAGUE.name) else None
        if row is None:
            raise StoreError(f"{self.folder} holds no league yet: give a config to found one")
        if row.schema != SCHEMA:
            raise StoreError(f"{self.folder} is of schema {row.schema}, not {SCHEMA}")
        return row

    def version(self, connection: Connection) -> int:
        """Of players and payoff, in that view."""
        return connection.execute(select(LEAGUE.c.version)).scalar_one()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view; never waits for a writer."""
        with self._engine.connect().execution_options(**self._one_view) as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """All or nothing; one writer at a time among all processes."""
        with self._engine.connect().execution_options(begin="BEGIN IMMEDIATE") as connection, connection.begin():
            transaction = Transaction(connection)
            yield transaction
            transaction.finish()

    def close(self) -> None:
        self._engine.dispose()

    @property
    def _one_view(self) -> dict[str, str]:
        """A transaction of SQLite sees one moment by itself."""
        return {} if self._engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}


class Transaction:
    """Writes of one event. Counters go into ``league`` at its end."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        row = connection.execute(THE_LEAGUE).one()
        self.version: int = row.version  # of players and payoff, as found
        self._counters = {name: getattr(row, name) for name in ("version", "matches", "reports", "chain")}
        self._found = dict(self._counters)

    @property
    def next_version(self) -> int:
        """The version that changes in this transaction bear."""
        return self._counters["version"]

    def count(self, name: str) -> int:
        """The next number of ``matches`` or ``reports``."""
        number = self._counters[name]
        self._counters[name] = number + 1
        return number

    def put_player(self, player: Player, joins: bool = False) -> None:
        row = player_row(player) | {"version": self._changed()}
        if joins:
            self.connection.execute(insert(PLAYERS), row)
        else:
            # Setting the id, even to what it is, would make SQLite look through all matches for references.
            key = {"player": row.pop("id")}
            self.connection.execute(SET_PLAYER, row | key)

    def put_pair(self, home: int, away: int, pair: Pair) -> None:
        low, high = min(home, away), max(home, away)
        row = pair._asdict() | {"version": self._changed()}
        if not self.connection.execute(SET_PAIR, row | {"low": low, "high": high}).rowcount:
            self.connection.execute(insert(PAYOFF), row | {"low_id": low, "high_id": high})

    def forget_pairs(self, player: int) -> None:
        """Rows stay, with nothing in them, so that other processes see the change."""
        nothing = Pair(0.0, 0.0, 0.0)._asdict()
        self.connection.execute(FORGET, nothing | {"version": self._changed(), "player": player})

    def put_snapshot(self, player: Snapshot, size: int, reason: str, reset: bool) -> None:
        row = snapshot_row(player, reason, reset)
        chain = chain_next(self._counters["chain"], row)
        self._counters["chain"] = chain
        row |= dict(size=size, reports=self._counters["reports"], chain=chain, created_at=time.time())
        self.connection.execute(insert(SNAPSHOTS), row)

    def add_match(self, row: dict[str, Any]) -> None:
        self.connection.execute(insert(MATCHES), row | {"given_at": time.time()})

    def match(self, match_id: int) -> Any:
        """Its row, or None."""
        return self.connection.execute(ONE_MATCH, {"match": match_id}).first()

    def finish_match(self, match_id: int, row: dict[str, Any]) -> None:
        row = row | {"reported": self.count("reports"), "reported_at": time.time()}
        self.connection.execute(SET_MATCH, row | {"match": match_id})

    def finish(self) -> None:
        if self._counters != self._found:
            self.connection.execute(update(LEAGUE), self._counters)

    def _changed(self) -> int:
        self._counters["version"] = self.version + 1
        return self.version + 1


def changed_players(connection: Connection, since: int) -> list[Player]:
    """As they are now, all that changed after version ``since``, in order of joining."""
    rows = connection.execute(select(PLAYERS).where(PLAYERS.c.version > since).order_by(PLAYERS.c.id))
    return [player_from(row) for row in rows]


def changed_pairs(connection: Connection, since: int) -> Iterator[tuple[int, int, Pair]]:
    for row in connection.execute(select(PAYOFF).where(PAYOFF.c.version > since)):
        yield row.low_id, row.high_id, Pair(row.wins, row.draws, row.losses)


def player_row(player: Player) -> dict[str, Any]:
    row = {name: getattr(player, name) for name in COLUMNS}
    details = {each.name: getattr(player, each.name) for each in fields(player) if each.name not in row}
    return row | {"role": player.role, "details": details}


def player_from(row: Any) -> Player:
    return ROLES[row.role](**{name: getattr(row, name) for name in COLUMNS}, **row.details)


def snapshot_row(player: Snapshot, reason: str, reset: bool) -> dict[str, Any]:
    """What the chain vouches for."""
    row = dict(player_id=player.id, learner_id=player.parent, number=player.number, sha256=player.sha256)
    return row | dict(steps=player.steps, reason=reason, reset=reset)


def chain_start(seed: int, config: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps([seed, config], sort_keys=True).encode()).hexdigest()


def chain_next(chain: str, row: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps([chain, row], sort_keys=True).encode()).hexdigest()


def open_engine(url: str) -> Engine:
    """SQLAlchemy's engine; SQLite is told to keep foreign keys and to let readers read during a write."""
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)  # a server that was restarted is connected to anew
    engine = create_engine(url, connect_args={"timeout": WAIT})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions begin where this module says, not where the driver guesses
        for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=NORMAL"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

    return engine
