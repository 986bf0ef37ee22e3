"""A fast game of the shape of real ones: a way up that takes practice, and cycles that are widest half-way.

    P(opening i beats j) = 1 / (1 + exp(-(skill + own[i] + answer[j] - … + w(h) w(h') cycle[i, j])))

Both choose an opening, see the other's, and answer it as well as they are ready for it; who has never met it can be
beaten by it. Skill, which serves against everything, is the transitive part. Openings lie on a wheel, each has the
better of those up to half a turn behind it, and that decides nothing between beginners nor between masters ("Real
World Games Look Like Spinning Tops", Czarnecki et al. 2020).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

BATTLES = Path(__file__).with_name("battles.json")  # of `starleague bench compositions`
OPENINGS = 24
TASTE = 2.0  # [log] by how much openings differ in how often they are recorded: most are hardly known
CYCLE = 1.5  # [log odds] of an opening against the one a quarter of a turn behind, where the top is widest
TOP = 5.0  # [log odds] of a master against a beginner
MASTERED = 1.5  # [log odds] of an opening practised against one never played
READY = 10.0  # [log odds] of the best answer to an opening against none
START = 0.25  # height of who has learned from records only


@dataclass(frozen=True)
class SpinningTop:
    """One game: which opening has the better of which."""

    cycle: Floats  # [opening, opening] log odds, antisymmetric
    library: Floats  # [opening] how often recorded players open so: where a z is sampled from

    @staticmethod
    def made(seed: int) -> SpinningTop:
        """Another seed, another game of the same shape."""
        rng = np.random.default_rng(seed)
        places = (np.arange(OPENINGS) + rng.uniform(-0.4, 0.4, OPENINGS)) / OPENINGS
        angle = 2 * np.pi * rng.permutation(places)
        return SpinningTop(CYCLE * np.sin(angle[:, None] - angle[None, :]), recorded(rng))

    @staticmethod
    def of_battles(seed: int) -> SpinningTop:
        """An opening is an army, others for each seed; who beats whom was fought out in the simulator."""
        rng = np.random.default_rng(seed)
        wins = np.array(json.loads(BATTLES.read_text())["wins"])
        chosen = rng.permutation(len(wins))[:OPENINGS]
        odds = (wins + 0.5) / (wins.T + 0.5)
        return SpinningTop(np.log(odds)[np.ix_(chosen, chosen)], recorded(rng))

    @property
    def openings(self) -> int:
        return len(self.cycle)

    def edge(self, height: float, their_height: float) -> Floats:
        """[opening, opening] log odds of two players of these heights."""
        return self.cycle * width(height) * width(their_height)


GAMES = {"spinning-top": SpinningTop.made, "battles": SpinningTop.of_battles}


def recorded(rng: np.random.Generator) -> Floats:
    """A library: [opening] frequency."""
    taste = np.exp(rng.normal(0.0, TASTE, OPENINGS))
    return taste / taste.sum()


def width(height: float) -> float:
    return float(np.sqrt(np.sin(np.pi * np.clip(height, 0.0, 1.0))))
