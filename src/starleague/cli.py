"""`starleague`: one command for all of it. Every subcommand explains itself with --help.

Heavy packages (torch, numba) are imported by the command that needs them, so that --help is quick.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Annotated, Literal

import tyro
from tyro.extras import SubcommandApp

from starleague import __version__

SUMMARY = """starleague: the open AlphaStar. A StarCraft II simulator, the real API on it, agent, learning and league.

  starleague league run       record games, train an agent, run a league, report   (make league)
  starleague league status, resume, export, report ...
  starleague cluster ...      a league on several machines, with Ray
  starleague reproduce        the paper's ablations in small: do its orders show?
  starleague eval             play an agent against others, with 95 % intervals
  starleague match A B        play any two against each other
  starleague play --sc2 AGENT an agent plays a real StarCraft II, or our server, through the API
  starleague package ...      an agent as a ladder program (AI Arena)
  starleague serve            answer the StarCraft II API; --install DIR for unmodified bots
  starleague play             a page where you play against the computer or an agent
  starleague watch FILE       a replay as text, picture or animation
  starleague map ...          make maps from a seed, check them, draw them
  starleague import map DIR   a map of the real game, from a client's answers
  starleague bench ...        engine, coverage, fidelity, battles, levels, clients: figures of this machine
  starleague version

Each has --help. Not affiliated with Blizzard Entertainment."""

league = SubcommandApp()
cluster = SubcommandApp()
bench = SubcommandApp()
maps = SubcommandApp()
imports = SubcommandApp()
packages = SubcommandApp()
Json = Annotated[bool, tyro.conf.arg(help="print one JSON object on the last line")]


def main(argv: list[str] | None = None) -> None:
    """Entry point of the command; exits with 2 on bad input, with a message that says the mend."""
    words = sys.argv[1:] if argv is None else argv
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    if not words or words[0] in ("-h", "--help", "help"):
        print(SUMMARY)
        return
    command, rest = words[0], words[1:]
    if command == "play" and "--sc2" in rest:
        command, rest = "play --sc2", [word for word in rest if word != "--sc2"]
    try:
        if command in GROUPS:
            GROUPS[command].cli(args=rest or ["--help"], prog=f"starleague {command}")
        elif command in COMMANDS:
            if command == "serve":
                from starleague.run.serving import game_arguments

                rest = game_arguments(rest)
            tyro.cli(COMMANDS[command], args=rest, prog=f"starleague {command}")
        else:
            sys.exit(f"starleague: no command {command!r}\n\n{SUMMARY}")
    except KeyboardInterrupt:
        sys.exit(130)
    except (ValueError, OSError, ImportError) as problem:
        sys.exit(f"starleague {command}: {problem}")


def version() -> None:
    """Print the version."""
    print(__version__)


def play(
    agent: Annotated[str, tyro.conf.Positional] = "",
    listen: str = "127.0.0.1",
    port: int = 8765,
    show: bool = True,
) -> None:
    """Open a page in the browser where you play against the built-in computer, or against an agent.

    Args:
        agent: an agent's checkpoint or a league's folder, offered beside the built-in levels
        listen: address; loopback unless told otherwise, and then the page asks for the token that is printed
        port: port of http://address:port; 0 takes a free one
        show: open the browser
    """
    from starleague.ui.page.server import PageServer, serve

    opponent = None
    if agent:
        from starleague.run.serving import driver_factory

        opponent = Path(agent).stem, driver_factory(agent)
    serve(PageServer(agent=opponent), listen, port, show)


def watch(
    file: tyro.conf.Positional[Path],
    out: Path | None = None,
    perspective: int | None = None,
    at: int | None = None,
    browser: bool = False,
    listen: str = "127.0.0.1",
    port: int = 8765,
    show: bool = True,
) -> None:
    """Show a replay: a readable account, with --out a picture (.png) or an animation (.gif), or in the browser.

    Args:
        file: a .slreplay file
        out: picture or animation to write
        perspective: show what this player (1 or 2) sees; all by default
        at: game loop of the picture; the end by default
        browser: open a page with timeline, charts, both players' vision
        listen: address of the page; loopback unless told otherwise, and then it asks for the token that is printed
        port: port of the page; 0 takes a free one
        show: open the browser
    """
    if browser:
        from starleague.game.replay import Replay
        from starleague.ui.page.server import PageServer, serve

        Replay.load(file, partial=True)  # a damaged one is told of here
        server = PageServer()
        server.replay = file
        serve(server, listen, port, show)
        return
    from starleague.ui.watch import watch as tell

    tell(file, out, perspective, at)


def serve(
    listen: str = "127.0.0.1",
    port: int = 5000,
    install: Path | None = None,
    map: str | None = None,
    opponent: str | None = None,
    patch: Literal["4.10", "5.0.14"] = "4.10",
    data_dir: Path | None = None,
    attach: int | None = None,
) -> None:
    """Answer the StarCraft II API on a websocket, as the game does.

    With --install DIR it only writes a folder that clients take for the game: set SC2PATH=DIR, and unmodified
    python-sc2 programs play here. Options that the real game knows (-dataDir, -displayMode ...) are accepted.

    Args:
        listen: address; loopback unless told otherwise
        port: port of ws://address:port/sc2api
        install: write the drop-in folder there and exit
        map: the map for games whose map is not installed
        opponent: who plays the computer's seat, instead of the built-in computer: an agent's checkpoint
        patch: game patch
        data_dir: the folder that clients take for the game's: replays may lie in its Replays
        attach: only pass messages on to a server on this port
    """
    from starleague.run.serving import install_drop_in, run_server

    if install is not None:
        install_drop_in(install, map, opponent)
    elif attach is not None:
        from starleague.run.attach import run_attached

        run_attached(listen, port, attach)
    else:
        run_server(listen, port, map, opponent, patch, data_dir)


def play_sc2(
    agent: tyro.conf.Positional[Path] = Path("runs/league"),
    map: str = "Basalt Terraces",
    opponent: str = "terran:easy",
    race: Literal["terran", "zerg", "protoss", "random"] = "terran",
    sc2: Path | None = None,
    port: int | None = None,
    realtime: bool = False,
    seed: int = 0,
    loops: int = 60_486,
    replay: Path | None = None,
    json: Json = False,
) -> None:
    """Let an agent play a game of a real StarCraft II, or of our own server, through the API.

    The game is started from SC2PATH or where it is usually installed; `starleague serve --install DIR` and SC2PATH=DIR
    give our server. Against programs, see `starleague package aiarena`.

    Args:
        agent: an agent's checkpoint, or a league's folder
        map: a map that the game has
        opponent: [RACE:]LEVEL[:BUILD] of the game's own computer
        race: the agent's
        sc2: the game's folder, instead of SC2PATH
        port: play in a game that listens on this port already, instead of starting one
        realtime: let the game run by the clock
        seed: of the game and of the agent
        loops: that are played at most
        replay: file to save the replay in
        json: print one JSON object on the last line
    """
    from starleague.run.real import Seat, print_play

    print_play(Seat(agent, race, map, opponent, realtime, seed=seed, loops=loops, replay=replay), sc2, port, json)


def match(
    a: tyro.conf.Positional[str],
    b: tyro.conf.Positional[str],
    map: str | None = None,
    games: int = 1,
    seed: int = 0,
    replays: Path | None = None,
    step_seconds: float = 60.0,
    loops: int = 60_486,
    json: Json = False,
) -> None:
    """Play two against each other and report winner, length, replay.

    A player is `builtin:[RACE:]LEVEL[:BUILD]` (builtin:easy, builtin:zerg:hard:rush), an agent's checkpoint (a file or
    a league's folder), `bot:COMMAND`, a program that starts StarCraft II by itself (python-sc2; SC2PATH names our
    server), or `ladder:COMMAND`, a ladder program, which is given --GamePort --LadderServer --StartPort --OpponentId.
    A program is run unmodified, in its own folder; a COMMAND that begins with a .py file by this Python.

    Args:
        a: first player
        b: second player
        map: map name
        games: how many games
        seed: seed of the first game
        replays: folder to save replays in
        step_seconds: that a program may think before a step
        loops: of a game with programs; then it is a tie
        json: print one JSON object on the last line
    """
    from starleague.run.evaluation import print_match
    from starleague.run.table import Limits

    print_match(a, b, map, games, seed, replays, json, Limits(loops=loops, step_seconds=step_seconds))


def evaluate(
    player: tyro.conf.Positional[str] = "runs/league",
    against: tuple[str, ...] = (),
    games: int = 100,
    seed: int = 1,
    api_games: int = 5,
    json: Json = False,
) -> None:
    """Play an agent against others and print wins with 95 % intervals.

    Args:
        player: an agent's checkpoint, or a league's folder: its main agent
        against: opponents as in `starleague match`; by default the built-in levels, the agent's supervised start,
            and python-sc2's proxy_rax over the API when python-sc2 is installed
        games: games against each
        seed: seed of the first game
        api_games: games against programs over the API
        json: print one JSON list on the last line
    """
    from starleague.run.evaluation import print_evaluation

    print_evaluation(player, against, games, seed, api_games, json)


@league.command(name="run")
def league_run(
    folder: Path = Path("runs/league"), preset: str = "laptop", minutes: float = 18.0, seed: int = 0, workers: int = 2,
    strategies: Path | None = None,
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
    """
    from starleague.run.main_job import run

    run(folder, preset, minutes, seed, workers, strategies)


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
    from starleague.run.main_job import status

    status(folder, json)


@league.command(name="report")
def league_report(folder: Path = Path("runs/league")) -> None:
    """Write a league's HTML report again.

    Args:
        folder: the league's folder
    """
    from starleague.run.main_job import write_report

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
        folder: on a disk that all machines see, with supervised.safetensors in it (`starleague league run` makes it)
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
    game: Literal["spinning-top"] = "spinning-top",
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
        game: spinning-top: a fast game with a way up and cycles
        json: print one JSON object on the last line
    """
    from starleague.reproduce.experiment import print_reproduction

    sys.exit(not print_reproduction(range(seed, seed + seeds), matches, workers, json))


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
def bench_fuzz(requests: int = 1_000_000, seed: int = 0, json: Json = False) -> None:
    """The API server under mutated requests: it must answer or refuse each. Exits with 1 if anything is wrong.

    Args:
        requests: how many to send
        seed: of the requests
        json: print one JSON object on the last line
    """
    from starleague.bench.fuzz import print_fuzz

    sys.exit(0 if print_fuzz(requests, seed, json) else 1)


@maps.command(name="list")
def map_list() -> None:
    """Name the maps that there are, with their measures."""
    from starleague.ui.maps import print_maps

    print_maps()


@maps.command(name="make")
def map_make(
    seed: int = 0,
    size: tuple[int, int] = (140, 140),
    bases: int = 14,
    openness: float = 0.5,
    symmetry: Literal["turn", "mirror"] = "turn",
    name: str | None = None,
    out: Path | None = None,
    picture: Path | None = None,
) -> None:
    """Make a ladder map. The same figures give the same map on every machine.

    Args:
        seed: another seed, another map
        size: width and height of the playable area in cells, even numbers; ladder maps have 116 to 172
        bases: of both players together, an even number
        openness: from 0, narrow ways between walls, to 1, wide fields
        symmetry: by half a turn, or left and right mirrored
        name: the map's name; by default it says the seed
        out: file to write; by default the name with .slmap, in this folder
        picture: a .png to draw it into
    """
    from starleague.ui.maps import print_make

    print_make(seed, size, bases, openness, symmetry, name, out, picture)


@maps.command(name="check")
def map_check(
    map: tyro.conf.Positional[str], symmetry: Literal["turn", "mirror", "none"] = "turn", json: Json = False
) -> None:
    """Say what is wrong with a map: its symmetry, bases, ramps and ways. Exits with 1 if anything is.

    Args:
        map: a map's name or a .slmap file
        symmetry: that it must have
        json: print one JSON object on the last line
    """
    from starleague.ui.maps import print_check

    sys.exit(print_check(map, symmetry, json))


@maps.command(name="draw")
def map_draw(out: tyro.conf.Positional[Path], maps: tyro.conf.Positional[tuple[str, ...]] = (), scale: int = 4) -> None:
    """Draw maps into one picture.

    Args:
        out: the .png to write
        maps: names or .slmap files; by default all that come with the project
        scale: pixels a cell
    """
    from starleague.ui.maps import print_draw

    print_draw(out, maps, scale)


@imports.command(name="map")
def import_map(folder: tyro.conf.Positional[Path], out: Path | None = None, picture: Path | None = None) -> None:
    """Build a map from what a real client answers at the first loop of a game.

    The folder holds two messages as they come over the wire (SerializeToString): game_info.pb, a ResponseGameInfo,
    and observation.pb, a ResponseObservation. Put the map into a folder that $STARLEAGUE_MAPS names, and it is
    found by its name, by clients of the API too.

    Args:
        folder: with game_info.pb and observation.pb
        out: file to write; by default the map's name with .slmap, in this folder
        picture: a .png to draw it into
    """
    from starleague.ui.maps import print_import

    print_import(folder, out, picture)


@imports.command(name="replays")
def import_replays(
    folder: tyro.conf.Positional[Path], out: Path = Path("strategies.json"), patch: str = "4.10", winners: bool = True
) -> None:
    """Take strategies (build orders and counts: AlphaStar's z) from real games, .SC2Replay files.

    `starleague league run --strategies FILE` lets agents follow them.

    Args:
        folder: with .SC2Replay files, in folders of it too
        out: the file to write
        patch: whose units and upgrades may be named
        winners: of those who won only
    """
    from starleague.run.importing import import_replays

    import_replays(folder, out, patch, winners)


@packages.command(name="aiarena")
def package_aiarena(
    agent: tyro.conf.Positional[Path] = Path("runs/league"),
    out: Path = Path("starleague.zip"),
    race: Literal["terran", "zerg", "protoss", "random"] = "terran",
) -> None:
    """Write an agent as a ladder program: a zip whose run.py takes --GamePort --LadderServer --StartPort --OpponentId.

    What it needs to be installed stands in its requirements.txt.

    Args:
        agent: an agent's checkpoint, or a league's folder
        out: the zip to write
        race: the agent's
    """
    from starleague.run.package import package_aiarena as write

    names = write(agent, out, race)
    print(f"{out}: {len(names)} files, {out.stat().st_size / 1e6:.1f} MB")


COMMANDS = {
    "version": version, "play": play, "play --sc2": play_sc2, "watch": watch, "serve": serve, "match": match,
    "eval": evaluate, "reproduce": reproduce,
}
GROUPS = {"league": league, "cluster": cluster, "bench": bench, "map": maps, "import": imports, "package": packages}
