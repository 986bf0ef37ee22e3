"""Commands that play games: `starleague play --sc2`, `serve`, `match` and `eval`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import tyro

from starleague.cli.options import Json


def play_sc2(
    agent: tyro.conf.Positional[str] = "runs/league",
    map: str = "Basalt Terraces",
    opponent: str = "terran:easy",
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
        agent: an agent's checkpoint, a league's folder, or agent:RACE, where one comes with the package
        map: a map that the game has
        opponent: [RACE:]LEVEL[:BUILD] of the game's own computer
        sc2: the game's folder, instead of SC2PATH
        port: play in a game that listens on this port already, instead of starting one
        realtime: let the game run by the clock
        seed: of the game and of the agent
        loops: that are played at most
        replay: file to save the replay in
        json: print one JSON object on the last line
    """
    from starleague.run.real import Seat, print_play

    print_play(Seat(agent, map, opponent, realtime, seed=seed, loops=loops, replay=replay), sc2, port, json)


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
        install_drop_in(install, map, opponent, patch)
    elif attach is not None:
        from starleague.run.attach import run_attached

        run_attached(listen, port, attach)
    else:
        run_server(listen, port, map, opponent, patch, data_dir)


def match(
    a: tyro.conf.Positional[str],
    b: tyro.conf.Positional[str],
    map: str | None = None,
    games: int = 1,
    seed: int = 0,
    replays: Path | None = None,
    step_seconds: float = 60.0,
    loops: int = 60_486,
    patch: Literal["4.10", "5.0.14"] = "4.10",
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
        patch: game patch
        json: print one JSON object on the last line
    """
    from starleague.run.evaluation import print_match
    from starleague.run.table import Limits

    print_match(a, b, map, games, seed, replays, json, Limits(loops=loops, step_seconds=step_seconds), patch)


def evaluate(
    player: tyro.conf.Positional[str] = "runs/league",
    against: tuple[str, ...] = (),
    games: int = 100,
    seed: int = 1,
    api_games: int = 5,
    round_robin: bool = False,
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
        round_robin: everybody named plays everybody, and Elo is fitted to all games
        json: print one JSON list on the last line
    """
    from starleague.run.evaluation import print_evaluation

    print_evaluation(player, against, games, seed, api_games, round_robin, json)
