"""`starleague serve`: the API server with the built-in computer, or an agent in the computer's seat."""

from __future__ import annotations

import asyncio
import logging
import shlex
from pathlib import Path

from starleague.bots.driver import BotDriver
from starleague.sc2api.install import install
from starleague.sc2api.lobby import Lobby
from starleague.sc2api.server import Server

# What the real game's command line takes, beside -listen and -port; all of it means nothing here.
IGNORED_WITH_VALUE = {
    "-dataDir", "-tempDir", "-displayMode", "-windowwidth", "-windowheight", "-windowx", "-windowy", "-dataVersion",
    "-eglpath", "-osmesapath", "-simulationSpeed",
}


def run_server(listen: str, port: int, map_name: str | None, opponent: str | None, patch: str) -> None:
    """Serve until a client quits the game, or a signal comes."""
    logging.getLogger("aiohttp").setLevel(logging.WARNING)
    lobby = Lobby(driver_factory(opponent), map_name, patch)
    asyncio.run(Server(lobby).serve(listen, port))


def driver_factory(opponent: str | None):
    """What plays the computer's seat: the built-in computer, or an agent's checkpoint."""
    if opponent is None:
        return BotDriver
    from starleague.run.players import AgentDriver, find_checkpoint

    checkpoint = find_checkpoint(opponent)
    return lambda games: AgentDriver(games, checkpoint)


def install_drop_in(folder: Path, map_name: str | None, opponent: str | None) -> None:
    """Write the drop-in folder and say how to use it."""
    options = []
    if map_name:
        options += ["--map", map_name]
    if opponent:
        options += ["--opponent", str(Path(opponent).resolve())]
    launcher = install(folder, options=shlex.join(options))
    print(f"wrote {launcher}\nrun a bot with:  SC2PATH={folder} python your_bot.py")


def game_arguments(words: list[str]) -> list[str]:
    """The real game's command line as ours: -listen and -port kept, what means nothing here dropped."""
    kept: list[str] = []
    rest = iter(words)
    for word in rest:
        if word in ("-listen", "-port"):
            kept += [f"-{word}", next(rest, "")]
        elif word in IGNORED_WITH_VALUE:
            next(rest, None)
        elif word.startswith("-") and not word.startswith("--") and word != "-h":
            continue
        else:
            kept.append(word)
    return kept
