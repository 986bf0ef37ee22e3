"""A run of the main job: what learns, where it is kept, how long each stage has."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

import torch

from starleague.agent.checkpoints import load_policy
from starleague.agent.network import Policy
from starleague.env.spec import shapes
from starleague.league import LeagueConfig
from starleague.league.place import PROGRESS
from starleague.learn.config import SUPERVISED, SupervisedConfig, for_gpu
from starleague.run.agents import find_checkpoint
from starleague.run.teacher import TEACHER

# Shares of the time that is given, by kind of stage; that of each race has its part of them.
SHARES = {"compile": 0.06, "record": 0.12, "supervised": 0.50, "league": 0.12, "evaluate": 0.20}


@dataclass(frozen=True)
class Learning:
    """What learns, where, and from whom."""

    size: str = "tiny"
    device: str = "cpu"
    teacher: str = TEACHER
    start: str | None = None  # an agent to go on from, as `find_checkpoint` knows it; None: nothing learned yet

    @classmethod
    def on(cls, size: str, device: str, teacher: str, start: str | None = None) -> Learning:
        """``device`` "auto" is the GPU where there is one. ValueError names what there is."""
        if device == "auto":
            device = "cuda" if torch.cuda.is_available() else "cpu"
        if device.startswith("cuda") and not torch.cuda.is_available():
            raise ValueError(f"--device {device}: PyTorch sees no GPU here; --device cpu learns without")
        return cls(size, device, teacher, start)

    @property
    def supervised(self) -> SupervisedConfig:
        config = SUPERVISED[self.size]
        return config if self.device == "cpu" else for_gpu(config)

    def policy(self, race: str) -> Policy:
        """What learning begins with. ValueError where that is of another race or size."""
        if self.start is None:
            return Policy(shapes(self.size), self.size, race).to(self.device)
        policy = load_policy(find_checkpoint(self.start), device=self.device)
        if (policy.race, policy.size) != (race, self.size):
            raise ValueError(
                f"--start {self.start} is a {policy.size} {policy.race} agent, not a {self.size} {race} one: "
                f"give --size {policy.size} --races {policy.race}"
            )
        return policy


@dataclass
class Job:
    """A league's folder and how far its run has come."""

    folder: Path
    config: LeagueConfig
    minutes: float
    seed: int
    workers: int
    strategies: Path | None = None
    learning: Learning = field(default_factory=Learning)

    @property
    def file(self) -> Path:
        return self.folder / PROGRESS

    def spent_on(self, stage: str) -> float:
        """Seconds spent in a stage, over all runs."""
        return json.loads(self.file.read_text())["spent"].get(stage, 0.0) if self.file.exists() else 0.0

    def stages(self) -> list[str]:
        """Their names in order: a kind, and a race where each has its own."""
        learning = [f"{kind} {race}" for race in self.config.races for kind in ("record", "supervised")]
        return ["compile", *learning, "league", "evaluate"]

    def share(self, stage: str) -> float:
        """Seconds of the whole that a stage has."""
        kind, _, race = stage.partition(" ")
        return SHARES[kind] * self.minutes * 60 / (len(self.config.races) if race else 1)

    def budget(self, stage: str) -> float:
        """Seconds left of that."""
        return max(0.0, self.share(stage) - self.spent_on(stage))

    def games(self, race: str) -> Path:
        """Where the games that a race learns from are kept."""
        return self.folder / "games" / race

    def note(self, stage: str, seconds: float, energy: dict[str, float] | None = None, **facts) -> None:
        """Add time and energy spent, and whatever is worth keeping."""
        note(self.folder, stage, seconds, energy, **facts)


def note(folder: Path, stage: str, seconds: float, energy: dict[str, float] | None = None, **facts) -> None:
    """What a league's folder keeps of a stage: seconds and energy (``run.energy``) over all runs, and facts."""
    file = folder / PROGRESS
    known = json.loads(file.read_text()) if file.exists() else {"spent": {}}
    known["spent"][stage] = known["spent"].get(stage, 0.0) + seconds
    if energy:
        of_stage = known.setdefault("energy_used", {}).setdefault(stage, dict.fromkeys(energy, 0.0))
        for name, amount in energy.items():
            of_stage[name] += amount
    known |= facts
    written = file.with_suffix(".new")
    written.write_text(json.dumps(known, indent=1))
    written.replace(file)
