"""What training tells, as curves: TensorBoard always, Weights & Biases by flag."""

from __future__ import annotations

from pathlib import Path

from starleague.league.place import CURVES
from starleague.run.training import Progress

PROJECT = "starleague"


class Curves:
    """One line for each learner and figure, over its own steps."""

    def __init__(self, folder: Path, wandb: bool = False) -> None:
        if wandb:
            follow_with_wandb(folder)
        from torch.utils.tensorboard import SummaryWriter

        self._writer = SummaryWriter(str(folder / CURVES))

    def add(self, progress: Progress) -> None:
        self.note(progress.learner, progress.metrics, progress.steps)
        figures: dict[str, float] = {"league/games": progress.games}
        if progress.games:
            figures["league/win rate"] = progress.wins / progress.games
        busy = progress.acting + progress.learning
        if busy:
            figures["time/acting"] = progress.acting / busy
            figures["time/steps a second"] = progress.steps / busy
        for name, value in figures.items():
            self._writer.add_scalar(f"{progress.learner}/{name}", value, progress.steps)

    def note(self, who: str, metrics: dict[str, float], step: int) -> None:
        """Figures of learning."""
        for name, value in metrics.items():
            self._writer.add_scalar(f"{who}/learning/{name}", value, step)

    def close(self) -> None:
        self._writer.close()


def follow_with_wandb(folder: Path) -> None:
    """Everything that TensorBoard is told goes there, too; the same folder goes on with the same run."""
    try:
        import wandb
    except ImportError:
        raise ImportError("Weights & Biases is not installed: pip install wandb") from None
    name = folder.resolve().name
    wandb.init(project=PROJECT, id=name, name=name, dir=str(folder), resume="allow", sync_tensorboard=True)
