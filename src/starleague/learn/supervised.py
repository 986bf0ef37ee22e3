"""Learning from recorded games: make what was done likely, head by head (teacher forcing)."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from starleague.agent import checkpoints
from starleague.agent.checkpoints import CheckpointError
from starleague.agent.choices import Choice
from starleague.agent.masks import HEADS
from starleague.agent.network import Policy, Unrolled
from starleague.agent.torso import crop
from starleague.learn import muon
from starleague.learn.config import SUPERVISED, SupervisedConfig
from starleague.learn.streams import Streams, Window

Metrics = dict[str, float]
Report = Callable[[int, Metrics], None]


class SupervisedTrainer:
    """Adam, or Muon, on −log π(what was done), over streams of recorded games whose LSTM states it carries along."""

    def __init__(self, policy: Policy, streams: Streams, config: SupervisedConfig | None = None):
        self.config = config or SUPERVISED[policy.size]
        self.policy, self.streams = policy, streams
        rate, l2 = self.config.learning_rate, self.config.l2
        self.optimizer: torch.optim.Optimizer = (
            muon.for_policy(policy, rate, l2)
            if self.config.muon
            else torch.optim.Adam(policy.parameters(), rate, weight_decay=l2, fused=True)
        )
        self.state = policy.initial_state(streams.batch)
        self.updates = 0

    def train(self, updates: int, path: str | Path, save_every: int = 500, report: Report | None = None) -> bool:
        """Go on until that many updates are made in all, saving now and then, at the end, and at Ctrl-C.

        Returns whether it came to the end; False: it was interrupted, and `restore` goes on from the file.
        """
        report = report or print_progress(updates)
        with interruption() as interrupted:
            while self.updates < updates and not interrupted():
                report(self.updates + 1, self.update(next(self.streams), cooled(self.updates / updates)))
                if self.updates % save_every == 0:
                    self.save(path)
            self.save(path)
        return self.updates >= updates

    def update(self, window: Window, rate: float = 1.0) -> Metrics:
        """One step on one window, at a share of the learning rate."""
        for group in self.optimizer.param_groups:
            group["lr"] = rate * self.config.learning_rate
        unrolled = follow(self.policy, window, self.state)
        self.state = unrolled.state.detach()
        loss = supervised_loss(unrolled, window, self.config)
        self.optimizer.zero_grad()
        loss.backward()
        limit = self.config.clip_norm if self.config.clip_norm is not None else float("inf")
        norm = torch.nn.utils.clip_grad_norm_(self.policy.parameters(), limit)
        if not torch.isfinite(norm):
            raise FloatingPointError(f"the gradient of update {self.updates} is {float(norm)}: lower the learning rate")
        self.optimizer.step()
        self.updates += 1
        return {
            "loss": float(loss.detach()),
            **accuracies(unrolled),
            "gradient_norm": float(norm),
            "epoch": self.streams.epoch,
            "steps": window.first.size,
        }

    def save(self, path: str | Path, **metadata: Any) -> str:
        """Write all that resuming needs, at once or not at all. It is a policy's checkpoint too."""
        tensors = checkpoints.prefixed("policy/", self.policy.state_dict())
        tensors |= checkpoints.optimizer_tensors(self.optimizer) | {"state": self.state}
        facts = {"updates": self.updates, "position": self.streams.position()}
        return checkpoints.save(path, tensors, {**checkpoints.describe(self.policy), **facts, **metadata})

    def restore(self, path: str | Path) -> dict:
        """Go on from a file that `save` wrote, with the same numbers. Returns its metadata."""
        tensors, metadata = checkpoints.load(path)
        if "position" not in metadata:
            raise CheckpointError(f"{path} holds a policy but no training under way: begin from it instead of resuming")
        checkpoints.restore_policy(path, self.policy, tensors, metadata)
        checkpoints.restore_optimizer(self.optimizer, tensors)
        self.streams.seek(metadata["position"])
        self.state = tensors["state"].to(self.policy.device)
        self.updates = metadata["updates"]
        return metadata


@torch.no_grad()
def measure(policy: Policy, streams: Streams, windows: int) -> Metrics:
    """Loss and accuracy per head on games that were not learned from."""
    state = policy.initial_state(streams.batch)
    totals: dict[str, list[float]] = {}
    for _ in range(windows):
        unrolled = follow(policy, next(streams), state)
        state = unrolled.state
        loss = -sum(float(log_prob.mean()) for log_prob in unrolled.log_probs.values())
        for name, value in {"loss": loss, **accuracies(unrolled)}.items():
            totals.setdefault(name, []).append(value)
    return {name: sum(values) / len(values) for name, values in totals.items()}


def cooled(done: float) -> float:
    """Share of the learning rate when so much of the training is done: whole at first, down to 0 in the second half."""
    return min(1.0, 2 * (1 - done))


def supervised_loss(unrolled: Unrolled, window: Window, config: SupervisedConfig) -> Tensor:
    """−Σ_heads log π(a), and the error of who wins where that is known; means over the steps."""
    log_probs = {head: log_prob.mean() for head, log_prob in unrolled.log_probs.items()}
    if config.rare:
        log_probs["type"] = (unrolled.log_probs["type"] * counted(unrolled.choices["type"], window, config.rare)).mean()
    if config.any_order:
        log_probs["units"] = unrolled.choices["units"].log_prob_any_order(window.first.size).mean()
    loss = -torch.stack(list(log_probs.values())).sum()
    if config.value:
        results = torch.as_tensor(window.results, device=loss.device)
        loss = loss + config.value * ((unrolled.values["winloss"] - results) ** 2 * (results != 0)).mean()
    return loss


def counted(types: Choice, window: Window, rare: float) -> Tensor:
    """[T, B]: how much each step counts, more than once where its type of action has less than that share of them.

    A core is built once in a game of hundreds of waits, and who forgets it loses.
    """
    number = torch.bincount(types.index[:, 0])[types.index[:, 0]]
    return (rare * window.first.size / number).clamp_min(1.0).view(window.first.shape)


def follow(policy: Policy, window: Window, state: Tensor) -> Unrolled:
    """The policy along what was done in a window."""
    observations, actions = (
        {name: whole(torch.as_tensor(array, device=policy.device)) for name, array in arrays.items()}
        for arrays in (window.observations, window.actions)
    )
    first = torch.as_tensor(window.first, device=policy.device)
    return policy.unroll(crop(observations), state, first, actions, values=True)


def whole(tensor: Tensor) -> Tensor:
    """Halves, which games are kept in, as the environment gives them."""
    return tensor.float() if tensor.dtype == torch.float16 else tensor


def accuracies(unrolled: Unrolled) -> Metrics:
    """Share of choices where the likeliest was what was done, for each head that was used."""
    hits = {head: unrolled.choices[head].hits() for head in HEADS}
    return {f"accuracy/{head}": right / total for head, (right, total) in hits.items() if total}


def print_progress(updates: int, every: int = 20) -> Report:
    """A line now and then: how far, how well, how fast."""
    began, steps = time.monotonic(), 0

    def report(update: int, metrics: Metrics) -> None:
        nonlocal steps
        steps += int(metrics["steps"])
        if update % every == 0 or update == updates:
            rate = steps / max(time.monotonic() - began, 1e-9)
            right = "  ".join(
                f"{head} {metrics[f'accuracy/{head}']:.0%}" for head in HEADS if f"accuracy/{head}" in metrics
            )
            print(f"update {update}/{updates}  loss {metrics['loss']:.3f}  {right}  {rate:.0f} steps/s", flush=True)

    return report


@contextmanager
def interruption() -> Iterator[Callable[[], bool]]:
    """Whether Ctrl-C was pressed, to be asked between updates; pressed again it stops at once."""
    pressed = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield pressed.is_set
        return
    before = signal.getsignal(signal.SIGINT)

    def press(number: int, frame: Any) -> None:
        pressed.set()
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, press)
    try:
        yield pressed.is_set
    finally:
        signal.signal(signal.SIGINT, before)
