"""Pseudo-rewards: how a game follows z, the build order and counts of a recorded game.

Each is the fall of a distance since the last decision, so that over a game they sum to the distance that was closed:
1 when z was followed to the letter. The environment counts what was built (`starleague.env.z`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from starleague.agent.rewards import PSEUDO_REWARDS
from starleague.game.clock import LOOPS_PER_MINUTE

if TYPE_CHECKING:
    from starleague.env.spec import Shapes
    from starleague.env.tables import Tables
    from starleague.env.z import Z

ACTIVE_SHARE = 0.25  # of games, for each pseudo-reward on its own
HALVED_AT, NONE_AFTER = (8, 16), 24  # minutes


class PseudoRewards:
    """The pseudo-rewards of one player in one game."""

    def __init__(self, z_build: np.ndarray, z_counts: np.ndarray, is_upgrade: np.ndarray, rng: np.random.Generator):
        """z_build: items to build first, 0 after the last; z_counts, is_upgrade: of each item (`upgrade_items`)."""
        self.target = [int(item) for item in z_build if item > 0]
        self.wanted = z_counts > 0
        kinds = {"units": ~is_upgrade, "upgrades": is_upgrade}
        self.kinds = {name: kind & (np.arange(len(kind)) > 0) for name, kind in kinds.items()}
        follows = np.array([bool(self.target), *(bool(self.wanted[kind].any()) for kind in self.kinds.values())])
        self.active = (rng.random(len(PSEUDO_REWARDS)) < ACTIVE_SHARE) & follows
        self.distance = self._distances(np.zeros(0, int), np.zeros(len(z_counts)))

    def step(self, build: np.ndarray, counts: np.ndarray, loop: int) -> np.ndarray:
        """float32 [PSEUDO_REWARDS]: what came since the last step, given all that was built until this loop."""
        distance = self._distances(build, counts)
        fall, self.distance = self.distance - distance, distance
        fall[1:] *= fading(loop)
        return fall.astype(np.float32)

    def _distances(self, build: np.ndarray, counts: np.ndarray) -> np.ndarray:
        """Each distance as a share of z's own size."""
        built = [int(item) for item in build if item > 0][: len(self.target)]
        order = edit_distance(built, self.target) / max(len(self.target), 1)
        differs = (counts > 0) != self.wanted
        cumulative = [differs[kind].sum() / max(self.wanted[kind].sum(), 1) for kind in self.kinds.values()]
        return np.array([order, *cumulative])


class Following:
    """The pseudo-rewards of one seat in each of many games, game after game."""

    def __init__(self, games: int, shapes: Shapes, rng: np.random.Generator):
        self.rng, self.items = rng, shapes.items
        self.is_upgrade = upgrade_items(shapes.tables)
        self.now: list[PseudoRewards | None] = [None] * games
        self.left = np.zeros((games, len(PSEUDO_REWARDS)), np.float32)  # of games that ended since they were asked

    def begin(self, g: int, z: Z | None) -> None:
        """Game ``g`` begins, in which the seat is to follow z."""
        self.now[g] = None if z is None else PseudoRewards(z.build, z.counts, self.is_upgrade, self.rng)

    def end(self, g: int, seat: np.ndarray, loop: int) -> None:
        """Game ``g`` ended so; what that brings is paid with the next game's first decision."""
        self.left[g] += self._step(g, seat, loop)

    def active(self, games: np.ndarray) -> np.ndarray:
        """bool [n, PSEUDO_REWARDS]: which of them count in these games."""
        nothing = np.zeros(len(PSEUDO_REWARDS), bool)
        return np.stack([nothing if (now := self.now[g]) is None else now.active for g in games])

    def rewards(self, games: np.ndarray, seats: np.ndarray, loops: np.ndarray) -> np.ndarray:
        """float32 [n, PSEUDO_REWARDS] since the last decision in each of these games; seats: of all games."""
        paid = self.left[games].copy()
        self.left[games] = 0
        for row, (g, loop) in enumerate(zip(games, loops)):
            paid[row] += self._step(g, seats[g], int(loop))
        return paid

    def _step(self, g: int, seat: np.ndarray, loop: int) -> np.ndarray:
        now = self.now[g]
        if now is None or not now.active.any():
            return np.zeros(len(PSEUDO_REWARDS), np.float32)
        statistics = seat["statistics"]
        return now.step(statistics["build"], statistics["counts"][: self.items], loop) * now.active


def fading(loop: int) -> float:
    """Weight of the cumulative pseudo-rewards: halved at 8 and at 16 minutes, none after 24."""
    minutes = loop / LOOPS_PER_MINUTE
    return 0.0 if minutes >= NONE_AFTER else 0.5 ** sum(minutes >= at for at in HALVED_AT)


def edit_distance(a: list[int], b: list[int]) -> int:
    """Levenshtein: the fewest insertions, deletions and substitutions from a to b."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row = row, [i]
        for j, y in enumerate(b, 1):
            row.append(min(previous[j] + 1, row[-1] + 1, previous[j - 1] + (x != y)))
    return row[-1]


def upgrade_items(tables: Tables) -> np.ndarray:
    """bool [items]: which items are upgrades; the others are units."""
    is_upgrade = np.zeros(len(tables.items), bool)
    is_upgrade[tables.compiled["item_of_upgrade"]] = True
    is_upgrade[0] = False
    return is_upgrade
