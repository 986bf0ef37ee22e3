"""`starleague`: one command for all of it. Every subcommand explains itself with --help.

Heavy packages (torch, numba) are imported by the command that needs them, so that --help is quick.
"""

from __future__ import annotations

import logging
import sys

import tyro

from starleague import __version__
from starleague.cli.bench import bench
from starleague.cli.files import imports, maps, packages
from starleague.cli.games import evaluate, match, play_sc2, serve
from starleague.cli.league import cluster, league, reproduce
from starleague.cli.page import dashboard, play, watch

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
  starleague watch FILE       a replay as text, picture or animation, or in the browser
  starleague dashboard        a training league in the browser
  starleague map ...          make maps from a seed, check them, draw them
  starleague import map DIR   a map of the real game, from a client's answers
  starleague bench ...        engine, coverage, fidelity, openings, battles, levels: figures of this machine
  starleague version

Each has --help. Not affiliated with Blizzard Entertainment."""


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


COMMANDS = {
    "version": version, "play": play, "play --sc2": play_sc2, "watch": watch, "dashboard": dashboard, "serve": serve,
    "match": match, "eval": evaluate, "reproduce": reproduce,
}
GROUPS = {"league": league, "cluster": cluster, "bench": bench, "map": maps, "import": imports, "package": packages}
