"""`starleague serve`: the API server with the built-in computer, or an agent in the computer's seat."""

from __future__ import annotations

import asyncio
import logging
import os
import shlex
import sys
from pathlib import Path

from starleague.bots.driver import BotDriver
from starleague.catalog.loader import DEFAULT_PATCH
from starleague.game.games import Games
from starleague.sc2api.install import install
from starleague.sc2api.lobby import Lobby
from starleague.sc2api.server import Server

TAKEN = {"-listen": "--listen", "-port": "--port", "-dataDir": "--data-dir"}  # of the real game's command line
NAMED = ("builtin:", "agent:")  # opponents that are no files
# The rest of it means nothing here.
IGNORED_WITH_VALUE = {
    "-tempDir", "-displayMode", "-windowwidth", "-windowheight", "-windowx", "-windowy", "-dataVersion",
    "-eglpath", "-osmesapath", "-simulationSpeed",
}


def run_server(
    listen: str, port: int, map_name: str | None, opponent: str | None, patch: str, base: Path | None = None
) -> None:
    """Serve until a client quits the game, or a signal comes; then the process ends."""
    logging.getLogger("aiohttp").setLevel(logging.WARNING)
    lobby = Lobby(driver_factory(opponent), map_name, patch, listen, base)
    asyncio.new_event_loop().run_until_complete(Server(lobby).serve(listen, port))
    # Clients kill what does not end at once, but Python would wait for a thread that still compiles.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def driver_factory(opponent: str | None):
    """What plays the computer's seat: the built-in computer as the client asks, a given level, or an agent."""
    if opponent is None:
        return BotDriver
    from starleague.run.contestants import Contestant

    contestant = Contestant.parse(opponent)
    if contestant.is_program:
        raise ValueError(f"{opponent}: a program takes no computer's seat; `starleague match` lets it play")
    return contestant.driver


class FixedLevel(BotDriver):
    """The built-in computer at one level, whatever the client asks for."""

    def __init__(self, games: Games, level: str, build: str):
        super().__init__(games)
        self.level, self.build = level, build

    def seat(self, g: int, player: int, difficulty: str | int, build: str = "macro") -> None:
        super().seat(g, player, self.level, self.build)


def install_drop_in(folder: Path, map_name: str | None, opponent: str | None, patch: str) -> None:
    """Write the drop-in folder and say how to use it."""
    launcher = install(folder, options=install_options(map_name, opponent, patch))
    print(f"wrote {launcher}\nrun a bot with:  SC2PATH={folder} python your_bot.py")


def install_options(map_name: str | None, opponent: str | None, patch: str = DEFAULT_PATCH) -> str:
    """What the launcher of a drop-in folder passes on to ``starleague serve``."""
    options = ["--map", map_name] if map_name else []
    if patch != DEFAULT_PATCH:
        options += ["--patch", patch]
    if opponent:
        options += ["--opponent", opponent if opponent.startswith(NAMED) else str(Path(opponent).resolve())]
    return shlex.join(options)


def game_arguments(words: list[str]) -> list[str]:
    """The real game's command line as ours: -listen and -port kept, what means nothing here dropped."""
    kept: list[str] = []
    rest = iter(words)
    for word in rest:
        if word in TAKEN:
            kept += [TAKEN[word], next(rest, "")]
        elif word in IGNORED_WITH_VALUE:
            next(rest, None)
        elif word.startswith("-") and not word.startswith("--") and word != "-h":
            continue
        else:
            kept.append(word)
    return kept
