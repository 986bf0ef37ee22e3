"""Players of the spinning top: what they open with and what they are ready for, learned by policy gradient."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from starleague.reproduce.spinning_top import MASTERED, READY, START, TOP, Floats, Ints, SpinningTop, width

RATE = 4.0  # of learning what to open with
PRACTISING = 0.3  # of learning to play one's openings, and the answers to the others'
CLIMBING = 0.01  # of learning to play well whatever it is
FORGETTING = 0.005  # of both, at each step: what a network learns overwrites what it does not see any more
KL = 0.02  # weight of staying near the first policy, as the paper's agents stay near the supervised one


@dataclass(frozen=True)
class Policy:
    """Parameters. Execution varies from game to game by Gumbel noise, so that skills meet in a logistic."""

    logits: Floats  # [opening]
    practised: Floats  # [opening] from 0; ever less comes of more
    answers: Floats  # [opening of the other] likewise
    training: float  # of everything, likewise

    @staticmethod
    def first(game: SpinningTop, seed: int) -> Policy:
        """Where learners begin: some taste for every opening, no answer to any."""
        rng = np.random.default_rng([seed, 1])
        return Policy(rng.normal(0.0, 1.0, game.openings), np.zeros(game.openings), np.zeros(game.openings), 0.0)

    @staticmethod
    def load(data: bytes) -> Policy:
        numbers = np.frombuffer(data, dtype=np.float64)
        logits, practised, answers = numbers[:-1].reshape(3, -1)
        return Policy(logits, practised, answers, float(numbers[-1]))

    def save(self) -> bytes:
        return np.concatenate([self.logits, self.practised, self.answers, [self.training]]).tobytes()

    @property
    def mixture(self) -> Floats:
        weights = np.exp(self.logits - self.logits.max())
        return weights / weights.sum()

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

    openings: Ints  # [game] its own
    seen: Ints  # [game] the other's
    luck: Floats  # [game] by how much it played better than it can
    wins: Floats  # [game] 1 or 0


def play(game: SpinningTop, mine: Policy, theirs: Policy, games: int, rng: np.random.Generator) -> Episodes:
    played, seen = (rng.choice(game.openings, size=games, p=each.mixture) for each in (mine, theirs))
    luck, their_luck = rng.gumbel(size=(2, games))
    lead = mine.strength[played, seen] + luck - theirs.strength[seen, played] - their_luck
    wins = lead + game.edge(mine.height, theirs.height)[played, seen] > 0
    return Episodes(played, seen, luck, wins.astype(np.float64))


def improved(policy: Policy, first: Policy, games: Episodes) -> Policy:
    """One step of REINFORCE with the mean as baseline, and of the gradient of the KL divergence to ``first``.

    ∇ log π(k) = onehot(k) − π,   ∇ log p(luck) = 1 − exp(−luck) for the strength, times the slope of the strength
    """
    openings = len(policy.logits)
    advantage = (games.wins - games.wins.mean()) / len(games.wins)
    mixture = policy.mixture
    towards = np.bincount(games.openings, advantage, openings)
    surprise = np.log(mixture) - np.log(first.mixture)
    away = mixture * (surprise - mixture @ surprise)
    better = advantage * (1.0 - np.exp(-games.luck))
    own: Floats = np.bincount(games.openings, better, openings).astype(np.float64)
    other: Floats = np.bincount(games.seen, better, openings).astype(np.float64)
    practised, answers = exercised(policy.practised, MASTERED, own), exercised(policy.answers, READY, other)
    training = policy.training + CLIMBING * better.sum() * TOP * (1.0 - policy.height)
    logits = policy.logits + RATE * (towards - KL * away)
    return Policy(logits, practised, answers, max(training, 0.0))


def exercised(practice: Floats, most: float, better: Floats) -> Floats:
    """Practice that brings at most so much, after a step up the gradient, and what was forgotten meanwhile."""
    return np.maximum((1.0 - FORGETTING) * practice + PRACTISING * better * most * np.exp(-practice), 0.0)


def win_rates(game: SpinningTop, rows: list[Policy], columns: list[Policy]) -> Floats:
    """[row, column] how often each beats each, in expectation: no games are played."""
    theirs, mixtures = np.stack([each.strength for each in columns]), np.stack([each.mixture for each in columns])
    widths = np.array([width(each.height) for each in columns])
    rates = []
    for row in rows:
        cycle = (game.cycle * width(row.height))[None] * widths[:, None, None]
        lead = row.strength[None] - theirs.transpose(0, 2, 1) + cycle
        odds = 1.0 / (1.0 + np.exp(-lead))  # [column, opening, opening of the other]
        rates.append(np.einsum("i,cij,cj->c", row.mixture, odds, mixtures))
    return np.stack(rates)
