"""Who beats whom: decayed counts of every pair that met.

At each of a pair's matches its counts are multiplied by the decay and the new result is added (paper: 0.99,
so about a pair's last hundred games count). A pair that never met stands at one half.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from starleague.league.matchmaking import Floats, Ints


class Pair(NamedTuple):
    """A pair's decayed counts, as the player with the lower id sees them."""

    wins: float
    draws: float
    losses: float


class Payoff:
    """Matrices over player ids, grown as players join. ``losses[i, j]`` is ``wins[j, i]``."""

    def __init__(self, decay: float = 0.99, prior_games: float = 0.0) -> None:
        self.decay = decay
        self.prior_games = prior_games
        self._wins = np.zeros((0, 0))  # [games] row player won
        self._draws = np.zeros((0, 0))  # [games] symmetric

    def win_rates(self, player: int, opponents: Ints | list[int]) -> Floats:
        """How often ``player`` beats each of ``opponents``: (wins + draws / 2) / games, one half if unseen.

        Every pair starts with ``prior_games`` games at one half, which never decay.
        """
        ids = np.asarray(opponents, dtype=np.int64)
        self._grow(max(player, int(ids.max(initial=0))) + 1)
        draws = self._draws[player, ids]
        wins = self._wins[player, ids] + 0.5 * (draws + self.prior_games)
        games = self._wins[player, ids] + self._wins[ids, player] + draws + self.prior_games
        return np.where((games > 0) & (ids != player), wins / np.where(games > 0, games, 1.0), 0.5)

    def matrix(self, ids: Ints) -> Floats:
        """Win rates of all of ``ids`` against each other."""
        return np.stack([self.win_rates(int(player), ids) for player in ids]) if len(ids) else np.zeros((0, 0))

    def games(self, ids: Ints) -> Floats:
        """Decayed number of games of all of ``ids`` against each other."""
        self._grow(int(np.max(ids, initial=-1)) + 1)
        grid = np.ix_(ids, ids)
        return self._wins[grid] + self._wins[grid].T + self._draws[grid]

    def scores(self, ids: Ints) -> Floats:
        """Decayed wins plus half of the draws, row player's."""
        self._grow(int(np.max(ids, initial=-1)) + 1)
        grid = np.ix_(ids, ids)
        return self._wins[grid] + 0.5 * self._draws[grid]

    def after(self, home: int, away: int, score: float) -> Pair:
        """The pair's counts after one more match in which ``home`` scored 1, 0.5 or 0; changes nothing."""
        low, high = min(home, away), max(home, away)
        self._grow(high + 1)
        wins = self._wins[low, high] * self.decay
        draws = self._draws[low, high] * self.decay
        losses = self._wins[high, low] * self.decay
        if score == 0.5:
            draws += 1
        elif (score == 1) == (home == low):
            wins += 1
        else:
            losses += 1
        return Pair(float(wins), float(draws), float(losses))

    def put(self, home: int, away: int, pair: Pair) -> None:
        """Set the pair's counts, which are those of the lower id."""
        low, high = min(home, away), max(home, away)
        self._grow(high + 1)
        self._wins[low, high] = pair.wins
        self._wins[high, low] = pair.losses
        self._draws[low, high] = self._draws[high, low] = pair.draws

    def forget(self, player: int) -> None:
        """The player starts anew: its results say nothing about what it is now."""
        self._grow(player + 1)
        self._wins[player] = self._draws[player] = 0
        self._wins[:, player] = self._draws[:, player] = 0

    def add_all(self, results: Iterable[tuple[int, int, float]]) -> Payoff:
        """Count (home, away, score) in order; how the whole is computed anew from a match log."""
        for home, away, score in results:
            self.put(home, away, self.after(home, away, score))
        return self

    def _grow(self, players: int) -> None:
        """Room for this many, doubled each time so that joining stays cheap."""
        have = len(self._wins)
        if players <= have:
            return
        room = max(16, 2 * have, players)
        for name in ("_wins", "_draws"):
            larger = np.zeros((room, room))
            larger[:have, :have] = getattr(self, name)
            setattr(self, name, larger)
