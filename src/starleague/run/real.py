"""`starleague play --sc2`: an agent plays a real StarCraft II, or our own server, through the API."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from s2clientprotocol import sc2api_pb2 as api

from starleague.agent.checkpoints import load_policy
from starleague.game.games import Games
from starleague.game.mirror import Mirror
from starleague.run.agents import Seats, find_checkpoint
from starleague.sc2api.client.connection import Client, GameError
from starleague.sc2api.client.process import find_game, free_port, start_game
from starleague.sc2api.client.reader import Reader
from starleague.sc2api.client.speaker import speak
from starleague.sc2api.seats import BUILDS, DIFFICULTIES, RACES

if TYPE_CHECKING:
    from collections.abc import Callable

    from starleague.agent.network import Policy

LOOPBACK = "127.0.0.1"
OPTIONS = api.InterfaceOptions(raw=True, score=True, show_cloaked=True, show_burrowed_shadows=True)
NEWER = 75800  # base builds from here on play by the newer patch's catalog
PIECE = 8  # loops of a realtime game between two looks, when nothing is due before


@dataclass(frozen=True)
class Seat:
    """Where an agent plays."""

    agent: str | Path
    map: str = ""  # of a game that is created; "": the game is joined as it is
    opponent: str = "terran:easy"  # of a game that is created: [RACE:]LEVEL[:BUILD]
    realtime: bool = False
    start_port: int = 0  # of a game of two: the first of the ladder's ports
    name: str = "starleague"
    seed: int = 0
    loops: int = 1 << 30  # that are played at most
    replay: Path | None = None


@dataclass
class Outcome:
    """How a game went."""

    result: str = "undecided"
    loops: int = 0
    decisions: int = 0
    actions: int = 0
    refused: dict[str, int] = field(default_factory=dict)  # actions by the game's reason


def print_play(seat: Seat, folder: Path | None, port: int | None, json: bool) -> None:
    """Play and print; see ``starleague play --sc2 --help``."""
    from starleague.bench.machine import last_line

    def tell(words: str) -> None:
        print(words, file=sys.stderr if json else sys.stdout)

    try:
        outcome = play_installed(seat, folder, tell) if port is None else play_running(seat, LOOPBACK, port, tell)
    except GameError as problem:
        raise ValueError(str(problem)) from None
    if json:
        last_line(asdict(outcome))


def play_installed(seat: Seat, folder: Path | None = None, tell: Callable[[str], None] = print) -> Outcome:
    """Start the installed game, play one game in it, and quit it."""
    port, home = free_port(), find_game(folder)
    process = start_game(home, port)
    try:
        return asyncio.run(play(seat, LOOPBACK, port, tell, quits=True))
    finally:
        with contextlib.suppress(Exception):
            process.wait(10)
        process.kill()


def play_running(seat: Seat, host: str, port: int, tell: Callable[[str], None] = print) -> Outcome:
    """Play one game in a StarCraft II that listens already, as on a ladder."""
    return asyncio.run(play(seat, host, port, tell))


async def play(
    seat: Seat, host: str, port: int, tell: Callable[[str], None] = print, quits: bool = False
) -> Outcome:
    """Play one game in a StarCraft II that listens, and leave it, or quit the game altogether."""
    torch.set_num_threads(1)
    policy = load_policy(find_checkpoint(seat.agent))
    async with await Client.connect(host, port) as client:
        ping = (await client.ask(ping=api.RequestPing())).ping
        patch = "5.0.14" if ping.base_build >= NEWER else "4.10"
        tell(f"StarCraft II {ping.game_version}, catalog {patch}")
        warm(policy, patch)
        player = await enter(client, seat, policy.race)
        outcome = await Game(client, seat, player, policy, patch).play()
        tell(f"{outcome.result} after {outcome.loops} loops, {outcome.decisions} decisions, {outcome.actions} actions")
        if seat.replay is not None:
            saved = await client.ask(save_replay=api.RequestSaveReplay())
            seat.replay.write_bytes(saved.save_replay.data)
        await client.ask(**({"quit": api.RequestQuit()} if quits else {"leave_game": api.RequestLeaveGame()}))
    return outcome


def warm(policy: Policy, patch: str) -> None:
    """Have all code compiled that a game needs, before others wait for us in it."""
    games = Games(1, map="Flat64", patch=patch)
    mirror = Mirror(games)
    mirror.told[: len(games[0].units)] = games[0].units
    mirror.show(0)
    mirror.count()
    mirror.research(1, 1)
    Seats(games, policy, [(0, 1)]).act()


async def enter(client: Client, seat: Seat, race: str) -> int:
    """Create the game if it is ours to create, and join it; the number of our player."""
    if seat.map:
        await client.ask(create_game=api.RequestCreateGame(
            local_map=api.LocalMap(map_path=seat.map if seat.map.endswith(".SC2Map") else f"{seat.map}.SC2Map"),
            player_setup=[api.PlayerSetup(type=api.Participant), computer(seat.opponent)],
            random_seed=seat.seed, realtime=seat.realtime,
        ))
    join = api.RequestJoinGame(race=_race(race), options=OPTIONS, player_name=seat.name)
    if seat.start_port:
        for k, ports in enumerate((join.server_ports, join.client_ports.add())):
            ports.game_port, ports.base_port = (seat.start_port + 2 + 2 * k + more for more in (0, 1))
    return (await client.ask(join_game=join)).join_game.player_id


def computer(text: str) -> api.PlayerSetup:
    """The setup of a built-in opponent: `[RACE:]LEVEL[:BUILD]`; ValueError names what there is."""
    words = text.removeprefix("builtin:").split(":")
    race = words.pop(0) if words[0] in ("terran", "zerg", "protoss", "random") else "random"
    levels = {name: number for number, name in DIFFICULTIES.items()}
    builds = {name: number for number, name in BUILDS.items()}
    level, build = words[0] if words else "easy", words[1] if len(words) > 1 else "random"
    if level not in levels or build not in builds:
        raise ValueError(f"no computer {text!r}; levels are {', '.join(levels)}, builds {', '.join(builds)}")
    return api.PlayerSetup(
        type=api.Computer, race=_race(race), difficulty=levels[level], ai_build=builds[build]
    )


def _race(name: str) -> Any:
    return {known.lower(): number for number, known in RACES.items()}[name]


class Game:
    """One game of an agent: looks when it is due, decides, says what it does, lets time pass."""

    def __init__(self, client: Client, seat: Seat, player: int, policy: Policy, patch: str):
        self.client, self.seat, self.player, self.policy, self.patch = client, seat, player, policy, patch
        self.outcome = Outcome()

    async def play(self) -> Outcome:
        info = (await self.client.ask(game_info=api.RequestGameInfo())).game_info
        seen = await self._look(0)
        reader = Reader(info, seen, self.player, self.patch)
        reader.read(seen.observation)
        agent = Seats(reader.games, self.policy, [(0, self.player)], self.seat.seed)
        while not self._is_over(seen):
            agent.act()
            self.outcome.decisions += 1
            await self._say(speak(reader))
            loop = await self._pass_time(seen.observation.game_loop, int(agent.due[0]))
            seen = await self._look(loop)
            reader.read(seen.observation)
        return self.outcome

    async def _look(self, loop: int) -> api.ResponseObservation:
        wanted = api.RequestObservation(game_loop=loop if self.seat.realtime else 0)
        return (await self.client.ask(observation=wanted)).observation

    async def _say(self, actions: list[api.Action]) -> None:
        if not actions:
            return
        answer = await self.client.ask(action=api.RequestAction(actions=actions))
        self.outcome.actions += len(actions)
        for result in answer.action.result:
            if result != 1:
                self.outcome.refused[str(result)] = self.outcome.refused.get(str(result), 0) + 1

    async def _pass_time(self, now: int, due: int) -> int:
        """Until the agent wants to decide again; the loop to look at."""
        if self.seat.realtime:
            return max(now + 1, min(due, now + PIECE) if due > now else now + 1)
        await self.client.ask(step=api.RequestStep(count=max(1, due - now)))
        return due

    def _is_over(self, seen: api.ResponseObservation) -> bool:
        self.outcome.loops = seen.observation.game_loop
        for result in seen.player_result:
            if result.player_id == self.player:
                self.outcome.result = api.Result.Name(result.result).lower()
        return bool(seen.player_result) or self.outcome.loops >= self.seat.loops
