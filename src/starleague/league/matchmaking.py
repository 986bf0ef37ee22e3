"""Prioritised fictitious self-play: whom to meet, given how often one wins.

    P(opponent) ∝ f(P[I beat opponent]),   f_hard(x) = (1 - x)^p,   f_var(x) = x (1 - x)

Every draw is a function of its generator alone, and a generator is a function of (league seed, stream,
index): nothing about chance has to be stored for a league to go on exactly where it stopped.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum, StrEnum

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
NOBODY: Ints = np.zeros(0, dtype=np.int64)


class Weighting(StrEnum):
    HARD = "hard"  # (1-x)^p: opponents one loses to
    VARIANCE = "variance"  # x(1-x): opponents of one's own strength
    EVEN = "even"


class Stream(IntEnum):
    """What a generator is for: streams never share a number."""

    MATCH = 1  # index: the match
    GAME = 2  # index: the match
    RESET = 3  # index: learner × 2^32 + its snapshot's number


def pfsp(win_rates: npt.ArrayLike, weighting: Weighting = Weighting.HARD, power: float = 2.0) -> Floats:
    """Probability of meeting each opponent; ``win_rates`` are one's own against them, NaN for who cannot play.

    Where every weight is zero (one wins always, under ``hard``; always or never, under ``variance``) all who
    can play are equally likely. Raises ValueError when nobody can.
    """
    rates = np.asarray(win_rates, dtype=np.float64)
    present = ~np.isnan(rates)
    if not present.any():
        raise ValueError("nobody to play")
    rates = np.clip(np.where(present, rates, 0.0), 0.0, 1.0)
    if weighting is Weighting.HARD:
        weights = (1.0 - rates) ** power
    elif weighting is Weighting.VARIANCE:
        weights = rates * (1.0 - rates)
    else:
        weights = np.ones_like(rates)
    weights *= present
    # Far below any weight that games can produce, and far above where the division would lose digits.
    if weights.max() < 1e-200:
        weights = present.astype(np.float64)
    weights /= weights.max()
    return weights / weights.sum()


def draw(probabilities: Floats, rng: np.random.Generator) -> int:
    """An index with these probabilities, from one uniform number."""
    edges = np.cumsum(probabilities)
    index = int(np.searchsorted(edges, rng.random() * edges[-1], side="right"))
    return min(index, int(np.flatnonzero(probabilities)[-1]))


def draw_branch(shares: Sequence[float], rng: np.random.Generator) -> int:
    """Which of the shares of 1 comes up; ``len(shares)`` for what they leave over."""
    return int(np.searchsorted(np.cumsum(shares), rng.random(), side="right"))


def forgotten(win_rates: Floats) -> npt.NDArray[np.bool_]:
    """Which of a line's past copies, oldest first, may have been forgotten.

    Older copies should be easier. The newest ones, up to which win rates only fall, are the frontier and are
    left out; what lies before the last place where an older copy is harder than the next is what is asked for.
    """
    rises = np.flatnonzero(win_rates[:-1] < win_rates[1:])
    mask = np.zeros(len(win_rates), dtype=bool)
    if rises.size:
        mask[: rises[-1] + 2] = True
    return mask


def generator(seed: int, stream: Stream, index: int) -> np.random.Generator:
    """The random numbers of one event of a league: the same on every machine, whatever happened before."""
    return np.random.Generator(np.random.Philox(key=[seed, int(stream)], counter=[0, 0, index, 0]))
