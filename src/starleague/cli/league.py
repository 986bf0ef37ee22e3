"""`starleague league`, `cluster` and `reproduce`: training."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal

import tyro
from tyro.extras import SubcommandApp

from starleague.cli.options import Json

league = SubcommandApp()
cluster = SubcommandApp()


@league.command(name="run")
def league_run(
    folder: Path = Path("runs/league"), preset: str = "laptop", minutes: float = 18.0, seed: int = 0, workers: int = 2,
    strategies: Path | None = None, races: tuple[Literal["terran", "zerg", "protoss"], ...] = (),
    size: Literal["tiny", "laptop", "full"] = "tiny", device: str = "auto", teacher: str = "hard:mass",
    start: str | None = None,
) -> None:
    """Record games, train on them, run a league, evaluate, report. Ctrl-C saves; run again to go on.

    Args:
        folder: where everything is kept; a folder with an unfinished run is resumed
        preset: laptop, alphastar, or a YAML file of yours
        minutes: for the whole run, set-up excluded
        seed: of everything
        workers: processes
        strategies: that the learners of the league follow, from `starleague import replays`; by default those of
            the recorded games
        races: that learn, instead of the preset's: each has learners of its own, and its part of the time
        size: of the network: tiny for two cores, laptop, full as published
        device: that learns: auto (a GPU where there is one), cpu, cuda, cuda:1
        teacher: level and build of the built-in computer whose games are learned from. Those that command more,
            hard:timing, take more time to learn from
        start: an agent to go on from, agent:terran or a checkpoint, instead of from nothing
    """
    from starleague.run.job import Learning
    from starleague.run.main_job import run

    run(folder, preset, minutes, seed, workers, strategies, races, Learning.on(size, device, teacher, start))


@league.command(name="resume")
def league_resume(
    folder: Path = Path("runs/league"), minutes: float = 10.0, workers: int = 2, wandb: bool = False
) -> None:
    """Train a league on, from where it stopped, for so many minutes more; then write its report.

    Args:
        folder: the league's folder
        minutes: for training alone
        workers: processes
        wandb: send the curves to Weights & Biases, too; TensorBoard's are in the folder anyway
    """
    from starleague.run.keeping import resume

    resume(folder, minutes, workers, wandb)


@league.command(name="export")
def league_export(out: tyro.conf.Positional[Path], folder: Path = Path("runs/league")) -> None:
    """Write a league into a folder that needs no database: tables as CSV, standings, snapshots, report.

    Args:
        out: folder to write; it must be empty or new
        folder: the league's folder
    """
    from starleague.run.keeping import export

    export(folder, out)


@league.command(name="verify")
def league_verify(folder: Path = Path("runs/league"), json: Json = False) -> None:
    """Check files against their hashes, snapshots against their chain, payoff against the matches. Exits with 1
    if anything is wrong.

    Args:
        folder: the league's folder
        json: print one JSON object on the last line
    """
    from starleague.run.keeping import print_verification

    sys.exit(not print_verification(folder, json))


@league.command(name="status")
def league_status(folder: Path = Path("runs/league"), json: Json = False) -> None:
    """Print a league's standings.

    Args:
        folder: the league's folder
        json: print one JSON object on the last line
    """
    from starleague.run.report import status

    status(folder, json)


@league.command(name="report")
def league_report(folder: Path = Path("runs/league")) -> None:
    """Write a league's HTML report again.

    Args:
        folder: the league's folder
    """
    from starleague.run.report import write_report

    print(write_report(folder))


@cluster.command(name="run")
def cluster_run(
    folder: Path = Path("runs/league"),
    preset: str = "laptop",
    minutes: float = 60.0,
    seed: int = 0,
    address: str | None = None,
    store: str | None = None,
    snapshots: str | None = None,
    gpus: float = 0.0,
) -> None:
    """Train a league's learners wherever Ray finds room. Ctrl-C saves; run again to go on.

    Args:
        folder: on a disk that all machines see, with supervised-RACE.safetensors in it: from `starleague league run`
        preset: laptop, alphastar, or a YAML file of yours
        minutes: for training
        seed: of everything
        address: of a running Ray cluster, HOST:6379, or auto; by default Ray is started on this machine alone
        store: the league's database, needed where there are several machines: postgresql+psycopg://user@host/league
        snapshots: where checkpoints are kept, as fsspec reads it (s3://bucket/league); by default in the folder
        gpus: of one, for each learner
    """
    from starleague.run.cluster import run

    run(folder, preset, minutes, seed, address, store, snapshots, gpus)


@cluster.command(name="script")
def cluster_script(
    kind: tyro.conf.Positional[Literal["ray-up", "slurm", "one-machine"]], out: Path | None = None
) -> None:
    """Write a script that starts a league on several machines, to be edited: see docs/league.md.

    Args:
        kind: ray-up: a cloud, for `ray up`; slurm: for `sbatch`; one-machine: all cores of this one
        out: file to write
    """
    from starleague.run.cluster import write_script

    print(write_script(kind, out))


def reproduce(
    seeds: int = 8,
    seed: int = 100,
    matches: int = 400,
    workers: int = 2,
    game: Literal["spinning-top", "battles"] = "spinning-top",
    json: Json = False,
) -> None:
    """Run the paper's league ablations in small and say whether its orders show, with 95 % intervals over seeds.

    Matchmaking (self-play, FSP, PFSP, PFSP with self-play) and composition (main agents alone, with main exploiters,
    with league exploiters too), with the real coordinator, matchmaking and snapshots. Exits with 1 when an order is
    not shown beyond doubt.

    Args:
        seeds: leagues of each kind
        seed: the first of them; the game's figures were chosen by looking at seeds below 100
        matches: of each learner
        workers: processes
        game: spinning-top: a fast game with a way up and cycles; battles: the same, but openings are armies, and which
            beats which was fought out in the simulator (`starleague bench compositions`)
        json: print one JSON object on the last line
    """
    from starleague.reproduce.experiment import print_reproduction

    sys.exit(not print_reproduction(range(seed, seed + seeds), matches, workers, game, json))
