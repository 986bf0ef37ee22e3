"""The 64-bit hash of a game: equal when all that decides the future of two games is equal.

It covers the record up to the scratch, less the inbox, the events and the overflow bits: those depend on
when a command was put in or who read the events, not on what happens in the game. Words are mixed with
their place and summed, so that the sum can be taken in any order, fast.
"""

from __future__ import annotations

import numpy as np

from starleague.engine.fixed import mix
from starleague.engine.jit import entry, jit
from starleague.engine.layout import GAME, hashed_bytes

GOLDEN = 0x9E3779B97F4A7C15
OVERFLOW_WORD = GAME.fields["overflow"][1] // 4
SKIP_FIRST, SKIP_LAST = GAME.fields["commands"][1] // 4, GAME.fields["path_version"][1] // 4
WORDS = hashed_bytes() // 4


def words_of(games: np.ndarray) -> np.ndarray:
    """The batch as uint32 words [game, word]; a view."""
    return games.view(np.uint8).reshape(len(games), -1).view(np.uint32)


def hash_of(words: np.ndarray, g: int) -> int:
    """Hash of game ``g`` of a batch's ``words_of``."""
    from numba import config

    return _hash_by_numpy(words[g]) if config.DISABLE_JIT else int(_hash_game(words, g))


@entry
def _hash_game(words, g):
    row = words[g]
    total = _sum(row, 0, OVERFLOW_WORD) + _sum(row, OVERFLOW_WORD + 1, SKIP_FIRST) + _sum(row, SKIP_LAST, WORDS)
    return mix(total)


@jit
def _sum(row, first, last):
    total = np.uint64(0)
    for k in range(first, last):
        x = (np.uint64(row[k]) + np.uint64(k) * np.uint64(GOLDEN)) * np.uint64(0xBF58476D1CE4E5B9)
        x ^= x >> np.uint64(29)
        total += x * np.uint64(0x94D049BB133111EB)
    return total


def _hash_by_numpy(row: np.ndarray) -> int:
    """The same, fast without the compiler."""
    place = np.arange(WORDS, dtype=np.uint64)
    x = (row[:WORDS].astype(np.uint64) + place * np.uint64(GOLDEN)) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(29))) * np.uint64(0x94D049BB133111EB)
    x[OVERFLOW_WORD] = 0
    x[SKIP_FIRST:SKIP_LAST] = 0
    with np.errstate(over="ignore"):
        return int(mix(np.add.reduce(x)))
