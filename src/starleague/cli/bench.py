"""`starleague bench`: figures of this machine, and of how true the game is."""

from __future__ import annotations

import math
import sys
from pathlib import Path
from typing import Literal

from tyro.extras import SubcommandApp

from starleague.cli.options import Json

bench = SubcommandApp()


@bench.command(name="engine")
def bench_engine(seconds: float = 2.0, json: Json = False) -> None:
    """Game loops per second in a real game state at 50 to 400 units, one core and two; compile time.

    Args:
        seconds: measuring time for each figure
        json: print one JSON object on the last line
    """
    from starleague.bench.engine import print_engine

    print_engine(seconds, json)


@bench.command(name="fidelity")
def bench_fidelity(facts: Path, patch: Literal["4.10", "5.0.14"] = "4.10", json: Json = False) -> None:
    """How many measured facts of the real game hold when they are played out in the engine.

    Args:
        facts: JSON file of facts: {"checks": [{"id", "lo", "hi", "unit", ...}]}
        patch: game patch
        json: print one JSON object on the last line
    """
    from starleague.bench.fidelity import print_fidelity

    print_fidelity(facts, patch, json)


@bench.command(name="openings")
def bench_openings(
    replays: Path,
    sample: int | None = None,
    seed: int = 0,
    patch: Literal["4.10", "5.0.14"] | None = None,
    json: Json = False,
) -> None:
    """How far off the engine is when it follows the first five minutes of real games.

    Every player's own commands are given in their loops, on a map with the same resources. For each building: when
    the player could begin it, by what he had brought home and what it requires, and when he could have here.

    Args:
        replays: folder of .SC2Replay files
        sample: so many games, drawn by chance; all by default
        seed: of the draw
        patch: game patch; the one nearest to each game's version by default
        json: print one JSON object on the last line
    """
    from starleague.bench.openings.report import print_openings

    print_openings(replays, sample, patch, seed, json)


@bench.command(name="compositions")
def bench_compositions(
    out: Path, armies: int = 40, battles: int = 4, patch: Literal["4.10", "5.0.14"] = "4.10", seed: int = 0,
    threads: int | None = None,
) -> None:
    """Fight armies of the same price against one another, on open ground, and write who beats whom as JSON.

    Args:
        out: file to write; the one of `starleague reproduce --game battles` is reproduce/battles.json of the package
        armies: of one unit type each, then of two
        battles: of each pair, each army on either side in turn
        patch: game patch
        seed: of everything
        threads: that fight; all cores by default
    """
    from starleague.bench.compositions import print_compositions

    print_compositions(out, armies, battles, patch, seed, threads)


@bench.command(name="coverage")
def bench_coverage(
    patch: Literal["4.10", "5.0.14"] = "4.10",
    tests: Path = Path("tests"),
    collect_only: bool = False,
    json: Json = False,
) -> None:
    """How much of melee is there: rows of the checklist whose effect a scenario test shows.

    The checklist is generated from the catalog: every unit, structure, missile, ability and upgrade that a game can
    come to. A row is covered when tests name it, are run, and all pass.

    Args:
        patch: game patch that the scenarios play
        tests: the folder of tests of a checkout; they are not in the package
        collect_only: count what tests name, without running them
        json: print one JSON object on the last line
    """
    from starleague.bench.coverage import print_coverage

    print_coverage(tests, patch, collect_only, json)


@bench.command(name="battles")
def bench_battles(
    outcomes: tuple[Path, ...],
    sample: int = 2000,
    seed: int = 0,
    patch: Literal["4.10", "5.0.14"] = "4.10",
    terrain: str | None = None,
    json: Json = False,
) -> None:
    """How often the side that won a battle in the real engine wins it here.

    Args:
        outcomes: files of battles, a JSON list [squad, squad, 1 if the first won] a line
        sample: how many of them to fight
        seed: of the choice and of the fights
        patch: game patch
        terrain: plain, bush or corrid; by default the file's name says it
        json: print one JSON object on the last line
    """
    from starleague.bench.battles import print_battles

    print_battles(outcomes, sample, seed, patch, terrain, json)


@bench.command(name="learning")
def bench_learning(
    minutes: tuple[float, ...] = (15.0,),
    race: Literal["terran", "zerg", "protoss"] = "terran",
    games: int = 40,
    api_games: int = 3,
    seed: int = 0,
    folder: Path | None = None,
    json: Json = False,
) -> None:
    """Strength per hour: learn for so long on this machine, then play each level of the built-in computer.

    What learns is `starleague league run`, from nothing, anew for each of the times.

    Args:
        minutes: for each run: recording, learning and league
        race: of the agent; the levels' are random
        games: against each level; levels above one that is hardly ever beaten are not played
        api_games: against each of python-sc2's examples, where $STARLEAGUE_EXAMPLES names their folder
        seed: of everything
        folder: to keep the runs in; one that was stopped goes on
        json: print one JSON list on the last line
    """
    from starleague.bench.learning import print_learning

    print_learning(minutes, race, games, api_games, seed, folder, json)


@bench.command(name="throughput")
def bench_throughput(
    agent: str = "runs/league", seconds: float = 30.0, learners: tuple[int, ...] = (1, 2), json: Json = False
) -> None:
    """Decisions a second of learners of one league at work, and how much of their time is their networks' own.

    Args:
        agent: that learns: agent:RACE, a checkpoint, or a league's folder
        seconds: measuring time for each figure, where each learner has a core; else in proportion longer
        learners: how many learn side by side, a process each, figure by figure: 1 2 4 8
        json: print one JSON list on the last line
    """
    from starleague.bench.throughput import print_throughput

    print_throughput(agent, seconds, learners, json)


@bench.command(name="levels")
def bench_levels(
    games: int = 40,
    seed: int = 0,
    race: Literal["terran", "zerg", "protoss", "random"] = "terran",
    build: str = "random",
    level: tuple[str, ...] = (),
    json: Json = False,
) -> None:
    """Each level of the built-in computer against the one below, both of one race and build.

    Args:
        games: games for each pair
        seed: seed of the first game
        race: of both players
        build: of both players; random: each build in turn
        level: only these against the ones below them
        json: print one JSON object on the last line
    """
    from starleague.bench.levels import print_levels

    print_levels(games, seed, json, race, build, level)


@bench.command(name="growth")
def bench_growth(games: int = 6, seed: int = 0, level: tuple[str, ...] = (), json: Json = False) -> None:
    """How fast each level of the built-in computer grows, beside what the real game's computers were recorded to have.

    Args:
        games: mirrored games of each race, of each build in turn
        seed: seed of the first game
        level: only these
        json: print one JSON object on the last line
    """
    from starleague.bench.growth import print_growth

    print_growth(games, seed, level, json)


@bench.command(name="clients")
def bench_clients(
    python: str = sys.executable,
    sources: Path | None = None,
    only: tuple[str, ...] = (),
    keep: Path | None = None,
    json: Json = False,
) -> None:
    """PySC2's game tests and python-sc2's bots and examples, unmodified, against our server.

    Args:
        python: the interpreter of an environment that has PySC2 and python-sc2
        sources: python-sc2's repository: its bots and examples are not in its wheel
        only: parts of names of the cases to run; all by default
        keep: folder for what the clients print
        json: print one JSON object on the last line
    """
    from starleague.bench.clients import print_clients

    print_clients(python, sources, only, keep, json)


@bench.command(name="api")
def bench_api(units: int = 200, seconds: float = 2.0, map: str = "Basalt Terraces", json: Json = False) -> None:
    """Observations and steps a second that one server process answers.

    Args:
        units: that an observation tells
        seconds: measuring time for each figure
        map: that is played on
        json: print one JSON object on the last line
    """
    from starleague.bench.api import print_api

    print_api(units, seconds, map, json)


@bench.command(name="fuzz")
def bench_fuzz(
    requests: int = 1_000_000, seed: int = 0, seconds: float = math.inf, json: Json = False
) -> None:
    """The API server under mutated requests: it must answer or refuse each. Exits with 1 if anything is wrong.

    Args:
        requests: how many to send
        seed: of the requests
        seconds: after which no more are sent
        json: print one JSON object on the last line
    """
    from starleague.bench.fuzz import print_fuzz

    sys.exit(0 if print_fuzz(requests, seed, json, seconds) else 1)
