"""`starleague cluster`: scripts that start a league on several machines, and the run itself."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from rich.console import Console

from starleague.league import Coordinator, Store, load_config
from starleague.run.agents import supervised_of
from starleague.run.ray import Worker, train_league

LAUNCH = Path(__file__).parent / "launch"
SCRIPTS = {"ray-up": "ray-up.yaml", "slurm": "slurm.sh", "one-machine": "one-machine.sh"}
GAMES = 24  # that a learner plays at once


def write_script(kind: str, out: Path | None) -> Path:
    """A copy to edit; never over a file that is there."""
    source = LAUNCH / SCRIPTS[kind]
    out = out or Path(f"starleague-{source.name}")
    if out.exists():
        raise FileExistsError(f"{out} is there already: name another file with --out")
    shutil.copyfile(source, out)
    out.chmod(0o755 if source.suffix == ".sh" else 0o644)
    return out


def run(
    folder: Path, preset: str, minutes: float, seed: int, address: str | None, store: str | None,
    snapshots: str | None, gpus: float,
) -> None:
    """See ``starleague cluster run --help``."""
    config = load_config(preset)
    for race in config.races:
        if not supervised_of(folder, race).exists():
            start = f"starleague league run --folder {folder} --races {race}"
            raise FileNotFoundError(f"{supervised_of(folder, race)} is missing: `{start}` learns it")
    league = Coordinator(Store(folder, store, snapshots), config, seed)
    for race in config.races:
        league.add_initial(race, supervised_of(folder, race))
    console = Console(file=sys.stderr)
    console.print(f"{len(league.learners)} learners for {minutes:g} minutes; Ctrl-C saves, the same command goes on")

    def tell(progress: object) -> None:
        row = league.store.league()
        console.print(f"{progress}; {row.reports} results in the league")

    train_league(folder, minutes * 60, seed, tell, learner_at_work, address, num_gpus=gpus)


def learner_at_work(league: Coordinator, learner: int, folder: Path, seed: int) -> Worker:
    import torch

    from starleague.run.training import LearnerAtWork

    torch.set_num_threads(1)
    return LearnerAtWork(league, learner, folder, GAMES, seed)
