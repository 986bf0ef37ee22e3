"""How fast the agent decides and learns, beside what its network alone costs in the same run.

    python bench/agent.py [--size tiny] [--batches 1 16 64] [--unroll 32] [--threads 1] [--seconds 2]

Decisions and steps a second, the best of several rounds (other work on the machine only ever slows one down); with
one thread a second of processor time, which other work disturbs least, else of the clock.
``network`` is a bare forward (acting) or forward and backward (learning); ``overhead`` what the rest adds to it:
``act`` converts arrays and keeps states, ``supervised`` and ``reinforcement`` have their losses, Adam and
metrics, the latter also the supervised policy's forward. Observations are random, 110 to 128 entities each.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "agent"))
from synthetic import observations, synthetic_shapes, tensors

from starleague.agent.actor import Actor
from starleague.agent.network import Policy
from starleague.env.spec import Shapes
from starleague.learn.config import REINFORCEMENT
from starleague.learn.reinforcement import Learner
from starleague.learn.streams import Window
from starleague.learn.supervised import SupervisedTrainer
from starleague.learn.trajectories import Recorders, side_by_side

FILLED = (110, 129)  # own, enemies, and the minerals of the map
MELEE = {"types": 390, "actions": 320, "items": 270, "scalars": 830}  # about what all of melee needs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", choices=["tiny", "laptop", "full"], default="tiny")
    parser.add_argument("--batches", type=int, nargs="+", default=[1, 16, 64])
    parser.add_argument("--unroll", type=int, default=32)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=2.0, help="for each figure")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    shapes = synthetic_shapes(arguments.size, **MELEE)
    count_parameters(Policy(shapes, arguments.size))
    print(f"\n{'batch':>5}  {'what':<14}{'a second':>10}{'network':>10}{'overhead':>10}")
    for batch in arguments.batches:
        bench_acting(shapes, arguments, batch)
    for batch in arguments.batches:
        bench_learning(shapes, arguments, batch)


def count_parameters(policy: Policy) -> None:
    def count(module: torch.nn.Module) -> int:
        return sum(parameter.numel() for parameter in module.parameters())

    parts = {**dict(policy.torso.named_children()), **dict(policy.heads.named_children()), "values": policy.values}
    print(f"{policy.size}: {count(policy):,} weights, {count(policy) - count(policy.values):,} of them act")
    print("  " + ", ".join(f"{name} {count(part):,}" for name, part in parts.items() if count(part)))


def bench_acting(shapes: Shapes, arguments: argparse.Namespace, batch: int) -> None:
    policy = Policy(shapes, arguments.size)
    arrays = observations(shapes, batch, filled=FILLED)
    observation, state = tensors(arrays), policy.initial_state(batch)
    actor = Actor(policy, batch)

    @torch.inference_mode()
    def bare() -> None:
        policy.step(observation, state)

    network = rate(bare, batch, arguments.seconds)
    show(batch, "act", rate(lambda: actor.act(arrays), batch, arguments.seconds), network)


def bench_learning(shapes: Shapes, arguments: argparse.Namespace, batch: int) -> None:
    policy, steps = Policy(shapes, arguments.size), arguments.unroll * batch
    trajectories = play(shapes, policy, arguments.unroll, batch)
    joined = side_by_side(trajectories)
    observation, first = tensors(joined.observations), torch.from_numpy(joined.first)
    actions, state = tensors(joined.actions), torch.from_numpy(joined.state)

    def bare() -> None:
        policy.zero_grad()
        unrolled = policy.unroll(observation, state, first, actions, values=True)
        sum(x.mean() for x in (*unrolled.log_probs.values(), *unrolled.values.values())).backward()

    network = rate(bare, steps, arguments.seconds)
    observations = {k: v[:-1] for k, v in joined.observations.items()}
    window = Window(observations, joined.actions, joined.first[:-1], joined.rewards)
    trainer = SupervisedTrainer(Policy(shapes, arguments.size), SimpleNamespace(batch=batch, epoch=0.0))
    show(batch, "supervised", rate(lambda: trainer.update(window), steps, arguments.seconds), network)

    learner = Learner(Policy(shapes, arguments.size), policy, REINFORCEMENT[arguments.size])

    def learn() -> None:
        learner.update([replace(trajectory) for trajectory in trajectories])

    show(batch, "reinforcement", rate(learn, steps, arguments.seconds), network)


def play(shapes: Shapes, policy: Policy, steps: int, batch: int) -> list:
    """One trajectory of each of B streams."""
    actor, recorders, made = Actor(policy, batch), Recorders(steps, range(batch)), []
    everyone, nothing = np.arange(batch), np.zeros(batch)
    for step in range(steps + 1):
        now = observations(shapes, batch, seed=step, filled=FILLED)
        made += recorders.record(everyone, now, actor.act(now), loops=nothing, rewards=nothing)
    return made


def rate(work: Callable[[], None], units: int, seconds: float) -> float:
    """Units a second in the best round."""
    work()
    clock = time.process_time if torch.get_num_threads() == 1 else time.perf_counter
    best, end = float("inf"), clock() + seconds
    rounds = 0
    while rounds < 3 or clock() < end:
        began = clock()
        work()
        best = min(best, clock() - began)
        rounds += 1
    return units / best


def show(batch: int, what: str, measured: float, network: float) -> None:
    print(f"{batch:>5}  {what:<14}{measured:>10,.0f}{network:>10,.0f}{network / measured - 1:>10.0%}", flush=True)


if __name__ == "__main__":
    main()
