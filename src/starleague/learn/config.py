"""The numbers of learning, frozen and checked; each check says why."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from starleague.agent.rewards import BASELINES
from starleague.learn.streams import MEMORY


def require(true: bool, why: str) -> None:
    if not true:
        raise ValueError(why)


@dataclass(frozen=True)
class SupervisedConfig:
    """Learning from recorded games; the published values (batch 512, trajectories of 64, Adam 1e-3, L2 1e-5)."""

    batch: int = 512  # games side by side
    unroll: int = 64  # steps that gradients flow back through
    part: int | None = None  # most steps that are read of a game before the next; None: whole games
    learning_rate: float = 1e-3
    muon: bool = False  # Muon instead of Adam (`starleague.learn.muon`)
    l2: float = 1e-5  # added to the gradient, as Adam's weight_decay does
    clip_norm: float | None = None  # largest norm of the gradient; None: unlimited
    value: float = 0.0  # weight of the value function's error, so that reinforcement begins with one
    any_order: bool = False  # of the units that were selected: whichever of them comes next is right
    rare: float = 0.0  # least share of a window that a type of action counts for, if it is done in it at all
    memory: int = 8 << 30  # bytes of recorded games that are kept: what all streams are reading, at least
    seed: int = 0  # of the order of games

    def __post_init__(self) -> None:
        require(self.batch > 0 and self.unroll > 0, "batch and unroll count games and steps: at least 1")
        require(self.part is None or self.part > 0, "a part of a game has steps; None reads whole games")
        require(0 < self.learning_rate < 1, "steps are about learning_rate in size: (0, 1)")
        require(self.value >= 0, "a negative weight would teach the value function to be wrong")
        require(0 <= self.rare < 1, "rare is a share: [0, 1)")
        require(self.l2 >= 0, "a negative l2 makes weights grow without bound")
        require(self.clip_norm is None or self.clip_norm > 0, "clip_norm 0 would stop all learning; None is unlimited")


@dataclass(frozen=True)
class RewardWeight:
    """How much one reward counts in the policy's gradient and in the baselines' error."""

    policy: float
    baseline: float
    upgo: float = 0.0


def published_rewards() -> dict[str, RewardWeight]:
    return {
        "winloss": RewardWeight(policy=1.0, upgo=1.0, baseline=10.0),
        "build_order": RewardWeight(policy=4.0, baseline=1.0),
        "units": RewardWeight(policy=6.0, baseline=1.0),
        "upgrades": RewardWeight(policy=6.0, baseline=1.0),
    }


@dataclass(frozen=True)
class ReinforcementConfig:
    """Learning from own games; the published values."""

    batch: int = 512  # trajectories in an update
    unroll: int = 64  # steps of a trajectory
    max_uses: int = 2  # updates that a trajectory takes part in
    learning_rate: float = 3e-5
    betas: tuple[float, float] = (0.0, 0.99)
    epsilon: float = 1e-5
    clip_norm: float | None = None
    rewards: dict[str, RewardWeight] = field(default_factory=published_rewards)
    td_lambda: float = 0.8
    entropy: float = 1e-4
    kl: float = 2e-3  # every head, to the supervised policy
    kl_type_early: float = 0.1  # the action type, on top, in the first minutes
    early_minutes: float = 4.0
    temperature: float | None = None  # of the policy that acts, and so of the one that learns; None: its size's own
    value_updates: int = 0  # first updates that teach the baselines only, where they come untrained

    def __post_init__(self) -> None:
        require(self.batch > 0 and self.unroll > 0, "batch and unroll count trajectories and steps: at least 1")
        require(self.max_uses >= 1, "a trajectory is used at least once")
        require(0 < self.learning_rate < 1, "Adam's steps are about learning_rate in size: (0, 1)")
        require(all(0 <= beta < 1 for beta in self.betas), "a beta of 1 would never forget: [0, 1)")
        require(self.clip_norm is None or self.clip_norm > 0, "clip_norm 0 would stop all learning; None is unlimited")
        unknown = set(self.rewards) - set(BASELINES)
        require(not unknown, f"no value function is called {', '.join(unknown)}: there are {', '.join(BASELINES)}")
        require("winloss" in self.rewards, "who wins must count, or nothing is learned about winning")
        require(all(min(w.policy, w.baseline, w.upgo) >= 0 for w in self.rewards.values()),
                "a negative weight would learn to lose or baselines to be wrong")  # fmt: skip
        require(0 <= self.td_lambda <= 1, "λ mixes returns: [0, 1]")
        require(self.entropy >= 0, "entropy is a bonus here; a negative one makes the policy collapse")
        require(self.kl >= 0 and self.kl_type_early >= 0, "a negative KL weight drives away from the supervised policy")
        require(self.temperature is None or self.temperature > 0, "a temperature divides logits")


# What two cores can afford: smaller batches, larger steps, gradients clipped because small batches are noisy.
SUPERVISED = {
    "tiny": SupervisedConfig(
        batch=8, unroll=8, part=256, learning_rate=2e-3, muon=True, clip_norm=1.0, value=0.5, any_order=True,
        rare=0.05, memory=MEMORY,
    ),
    "laptop": SupervisedConfig(
        batch=16, unroll=16, part=512, learning_rate=2e-3, muon=True, clip_norm=1.0, value=0.5, any_order=True,
        memory=MEMORY,
    ),
    "full": SupervisedConfig(),
}
REINFORCEMENT = {
    "tiny": ReinforcementConfig(batch=16, unroll=16, max_uses=1, clip_norm=1.0),
    "laptop": ReinforcementConfig(batch=32, unroll=32, learning_rate=1e-4, clip_norm=1.0),
    "full": ReinforcementConfig(),
}


def for_gpu(config: SupervisedConfig) -> SupervisedConfig:
    """More games side by side and longer windows: a GPU takes hardly longer for them than for what two cores can, and
    is faster than games are read from a disk."""
    return replace(config, batch=max(64, config.batch), unroll=max(16, config.unroll), memory=SupervisedConfig.memory)


def fine_tuning(config: SupervisedConfig) -> SupervisedConfig:
    """The second pass over the best games alone (the paper: winners above 6200 MMR), at a hundredth of the rate."""
    return replace(config, learning_rate=config.learning_rate / 100)
