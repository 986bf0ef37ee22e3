"""A league's state in memory, always that of its store: what is chosen from, kept right by every transaction."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from starleague.league.config import LeagueConfig
from starleague.league.payoff import Pair
from starleague.league.players import Player
from starleague.league.roster import Roster
from starleague.league.store import Store, Transaction, changed_pairs, changed_players


class Change:
    """One event in progress: each ``put`` goes to the store and to the roster."""

    def __init__(self, transaction: Transaction, roster: Roster) -> None:
        self.store = transaction
        self.roster = roster

    def put(self, player: Player) -> None:
        """A player joins (its id is the next one), or is as it is now."""
        self.store.put_player(player, joins=player.id == len(self.roster.players))
        self.roster.put(player)

    def put_pair(self, home: int, away: int, pair: Pair) -> None:
        self.store.put_pair(home, away, pair)
        self.roster.payoff.put(home, away, pair)

    def forget_results(self, player: int) -> None:
        self.store.forget_pairs(player)
        self.roster.payoff.forget(player)


class Memory:
    """Reads from the store only what changed since it last looked, whoever changed it."""

    def __init__(self, store: Store, config: LeagueConfig) -> None:
        self._store = store
        self._config = config
        self._lock = threading.RLock()
        self._forget()

    @contextmanager
    def changing(self) -> Iterator[Change]:
        """One event on the newest state, all or nothing. After an error everything is read anew."""
        with self._lock:
            try:
                with self._store.writing() as transaction:
                    self._catch_up(transaction.connection, transaction.version)
                    yield Change(transaction, self._roster)
                self._seen = transaction.next_version
            except BaseException:
                self._forget()
                raise

    @contextmanager
    def reading(self) -> Iterator[tuple[Roster, Connection]]:
        """The newest state, and the store's view of the same moment."""
        with self._lock, self._store.reading() as connection:
            self._catch_up(connection, self._store.version(connection))
            yield self._roster, connection

    def _catch_up(self, connection: Connection, version: int) -> None:
        """What others, or this process in an earlier life, wrote since."""
        if version == self._seen:
            return
        for player in changed_players(connection, self._seen):
            self._roster.put(player)
        for low, high, pair in changed_pairs(connection, self._seen):
            self._roster.payoff.put(low, high, pair)
        self._seen = version

    def _forget(self) -> None:
        self._roster = Roster(self._config)
        self._seen = -1
