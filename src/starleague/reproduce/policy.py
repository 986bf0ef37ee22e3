"""Players of the spinning top: what they open with and what they are ready for, learned by policy gradient.

A z, the strategy of a recorded game, conditions what one opens with. So one policy holds many openings, and what few
would choose is still played and met.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from starleague.reproduce.spinning_top import MASTERED, READY, START, TOP, Floats, Ints, SpinningTop, width

RATE = 24.0  # of learning what to open with
PRACTISING = 0.4  # of learning to play one's openings, and the answers to the others'
CLIMBING = 0.006  # of learning to play well whatever it is
FORGETTING = 0.015  # of practice, at each step: what a network learns overwrites what it does not see any more
KL = 0.05  # weight of staying near the supervised policy
SHOWN = 0.9  # of a main agent's games have a z from the library, the others none, as in the paper
FOLLOWING = 4.0  # [log odds] that a z adds to its opening: what pseudo-rewards keep up


@dataclass(frozen=True)
class Policy:
    """Parameters. Execution varies from game to game by Gumbel noise, so that skills meet in a logistic."""

    logits: Floats  # [opening]
    practised: Floats  # [opening] from 0; ever less comes of more
    answers: Floats  # [opening of the other] likewise
    training: float  # of everything, likewise
    shown: float  # how often it is shown a z

    @staticmethod
    def first(game: SpinningTop) -> Policy:
        """The supervised policy: opens as the library does, or as its z says; no practice beyond that."""
        return Policy(np.log(game.library), np.zeros(game.openings), np.zeros(game.openings), 0.0, SHOWN)

    @staticmethod
    def load(data: bytes) -> Policy:
        numbers = np.frombuffer(data, dtype=np.float64)
        logits, practised, answers = numbers[:-2].reshape(3, -1)
        return Policy(logits, practised, answers, float(numbers[-2]), float(numbers[-1]))

    def save(self) -> bytes:
        return np.concatenate([self.logits, self.practised, self.answers, [self.training, self.shown]]).tobytes()

    @property
    def given(self) -> Floats:
        """[z, opening] probability; the last row is without z."""
        logits = np.vstack([self.logits + FOLLOWING * np.eye(len(self.logits)), self.logits])
        weights = np.exp(logits - logits.max(axis=1, keepdims=True))
        return weights / weights.sum(axis=1, keepdims=True)

    def sampled(self, library: Floats) -> Floats:
        """[z] probability."""
        return np.append(self.shown * library, 1.0 - self.shown)

    def mixture(self, library: Floats) -> Floats:
        """[opening] probability, whatever the z."""
        return self.sampled(library) @ self.given

    @property
    def height(self) -> float:
        """From 0, a beginner, to 1, a master."""
        return 1.0 - (1.0 - START) * float(np.exp(-self.training))

    @property
    def strength(self) -> Floats:
        """[opening, opening of the other] log odds."""
        own, other = MASTERED * (1.0 - np.exp(-self.practised)), READY * (1.0 - np.exp(-self.answers))
        return TOP * self.height + own[:, None] + other[None, :]


@dataclass(frozen=True)
class Episodes:
    """Games of one policy against another, as the first one saw them."""

    z: Ints  # [game] that it was shown; the number of openings: none
    openings: Ints  # [game] its own
    seen: Ints  # [game] the other's
    luck: Floats  # [game] by how much it played better than it can
    wins: Floats  # [game] 1 or 0


def play(game: SpinningTop, mine: Policy, theirs: Policy, games: int, rng: np.random.Generator) -> Episodes:
    (z, played), (_, seen) = (opened(game, each, games, rng) for each in (mine, theirs))
    luck, their_luck = rng.gumbel(size=(2, games))
    lead = mine.strength[played, seen] + luck - theirs.strength[seen, played] - their_luck
    wins = lead + game.edge(mine.height, theirs.height)[played, seen] > 0
    return Episodes(z, played, seen, luck, wins.astype(np.float64))


def opened(game: SpinningTop, policy: Policy, games: int, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """The z and the opening of each game."""
    z = rng.choice(game.openings + 1, size=games, p=policy.sampled(game.library))
    below = policy.given.cumsum(axis=1)[z] < rng.random(games)[:, None]
    return z, np.minimum(below.sum(axis=1), game.openings - 1)


def improved(policy: Policy, first: Policy, games: Episodes) -> Policy:
    """One step of REINFORCE with the mean as baseline, and of the gradient of the KL divergence to ``first``.

    ∇ log π(k | z) = onehot(k) − π(z),   ∇ log p(luck) = 1 − exp(−luck) for the strength, times its slope
    """
    openings = len(policy.logits)
    advantage = (games.wins - games.wins.mean()) / len(games.wins)
    given = policy.given
    towards = np.bincount(games.openings, advantage, openings) - advantage @ given[games.z]
    free, surprise = given[-1], policy.logits - first.logits
    away = free * (surprise - free @ surprise)
    better = advantage * (1.0 - np.exp(-games.luck))
    own: Floats = np.bincount(games.openings, better, openings).astype(np.float64)
    other: Floats = np.bincount(games.seen, better, openings).astype(np.float64)
    practised, answers = exercised(policy.practised, MASTERED, own), exercised(policy.answers, READY, other)
    training = policy.training + CLIMBING * better.sum() * TOP * (1.0 - policy.height)
    logits = policy.logits + RATE * (towards - KL * away)
    return Policy(logits, practised, answers, max(training, 0.0), policy.shown)


def exercised(practice: Floats, most: float, better: Floats) -> Floats:
    """Practice that brings at most so much, after a step up the gradient, and what was forgotten meanwhile."""
    return np.maximum((1.0 - FORGETTING) * practice + PRACTISING * better * most * np.exp(-practice), 0.0)


def win_rates(game: SpinningTop, rows: list[Policy], columns: list[Policy]) -> Floats:
    """[row, column] how often each beats each, in expectation: no games are played."""
    theirs = np.stack([each.strength for each in columns])
    mixtures = np.stack([each.mixture(game.library) for each in columns])
    widths = np.array([width(each.height) for each in columns])
    rates = []
    for row in rows:
        cycle = (game.cycle * width(row.height))[None] * widths[:, None, None]
        lead = row.strength[None] - theirs.transpose(0, 2, 1) + cycle
        odds = 1.0 / (1.0 + np.exp(-lead))  # [column, opening, opening of the other]
        rates.append(np.einsum("i,cij,cj->c", row.mixture(game.library), odds, mixtures))
    return np.stack(rates)
