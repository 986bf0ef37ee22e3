"""A game between two contestants of whom one at least is a program: it sits at a server of ours, and we look on."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from s2clientprotocol import common_pb2
from s2clientprotocol import sc2api_pb2 as api

from starleague.catalog.loader import DEFAULT_PATCH
from starleague.engine.layout import Result
from starleague.env.limits import Pace
from starleague.game.driver import Driver, EngineDriver
from starleague.game.games import Games
from starleague.run.contestants import Contestant
from starleague.run.seated import SeatedSession
from starleague.sc2api import replays
from starleague.sc2api.install import install
from starleague.sc2api.lobby import Lobby
from starleague.sc2api.match import Match
from starleague.sc2api.server import Server

LOOPBACK = "127.0.0.1"
GRACE = 15.0  # seconds that programs have to go after the game
LOOK = 0.1  # seconds between two looks at how things go
RACES = {
    "terran": common_pb2.Terran, "zerg": common_pb2.Zerg, "protoss": common_pb2.Protoss, "random": common_pb2.Random,
}


@dataclass(frozen=True)
class Limits:
    """What ends a game, or a program's patience."""

    loops: int = 60_486  # of the game: forty-five minutes, as on the ladder; then it is a tie
    step_seconds: float = 60.0  # that a program may think before a step
    start_seconds: float = 300.0  # that programs have to join
    game_seconds: float = 7200.0


@dataclass
class Side:
    """How one contestant fared."""

    name: str
    result: str = "undecided"
    crashed: str = ""  # what it said last, when it failed
    timed_out: bool = False
    steps: int = 0
    actions: int = 0
    apm: float = 0.0  # actions a minute; 0 where nobody counted
    step_ms_mean: float = 0.0
    step_ms_max: float = 0.0


@dataclass
class Report:
    """How a game went."""

    map: str
    winner: str = ""  # name of the contestant; "": nobody
    loops: int = 0
    seconds: float = 0.0
    sides: list[Side] = field(default_factory=list)
    replay: str = ""

    def pace(self, k: int) -> Pace:
        """Of a side; a decision is a step."""
        return Pace(self.sides[k].actions, decisions=self.sides[k].steps, loops=self.loops)


def play(
    a: Contestant, b: Contestant, map_name: str | None, seed: int, limits: Limits, replay: Path | None,
    patch: str = DEFAULT_PATCH,
) -> Report:
    """Play one game; ``replay`` is the file to save it in, and beside it what the programs say."""
    return asyncio.run(Table(a, b, map_name, seed, limits, patch).play(replay))


class Table:
    """Seats 1 and 2 are those of ``a`` and ``b``."""

    def __init__(self, a: Contestant, b: Contestant, map_name: str | None, seed: int, limits: Limits, patch: str):
        self.players = (a, b)
        self.limits = limits
        self.seed = seed
        self.lobby = Lobby(self._driver, map_name, patch)
        self.sessions: dict[int, SeatedSession] = {}
        self.processes: dict[int, subprocess.Popen] = {}
        self.sides = [Side(player.name) for player in self.players]

    async def play(self, replay: Path | None) -> Report:
        begun = time.monotonic()
        match = await self._create()
        if replay is not None:
            replay.parent.mkdir(parents=True, exist_ok=True)
        runners = []
        with tempfile.TemporaryDirectory(prefix="starleague-match-") as folder:
            try:
                for k, player in enumerate(self.players):
                    if player.is_program:
                        self.sessions[k] = SeatedSession(self.lobby, match, match.seats[k + 1])
                        server = Server(self.lobby, self.sessions[k])
                        runners.append((server, await server.listen(LOOPBACK, 0)))
                        self._start(k, server.port, Path(folder) / str(k + 1))
                await self._watch(match, begun)
                await self._say_goodbye()
            finally:
                for k, process in self.processes.items():
                    if replay is not None:
                        _keep_words(process, replay.with_suffix(f".{k + 1}.txt"))
                    _end(process)
                for server, runner in runners:
                    await server.close(runner)
        return self._report(match, time.monotonic() - begun, replay)

    def _driver(self, games: Games) -> Driver:
        """What moves the game on: one of two contestants may be a computer."""
        computer = next((player for player in self.players if not player.is_program), None)
        self.driver = computer.driver(games) if computer else EngineDriver(games)
        return self.driver

    async def _create(self) -> Match:
        setup = [
            api.PlayerSetup(type=api.Participant) if player.is_program
            else api.PlayerSetup(type=api.Computer, race=RACES[player.race], difficulty=api.Medium)
            for player in self.players
        ]
        name = self.lobby.maps.fallback.name
        request = api.RequestCreateGame(
            local_map=api.LocalMap(map_path=f"{name}.SC2Map"), player_setup=setup, random_seed=self.seed & 0x7FFFFFFF,
        )
        response, match = await self.lobby.create(request)
        if match is None:
            raise ValueError(f"the game cannot be created: {response.error_details}")
        match.limit = self.limits.loops
        return match

    def _start(self, k: int, port: int, folder: Path) -> None:
        """Start a program, with what it needs to find its server."""
        player = self.players[k]
        words, environment = list(player.command), dict(os.environ)
        folder.mkdir()
        if player.kind == "ladder":
            words += [
                "--GamePort", str(port), "--LadderServer", LOOPBACK, "--StartPort", str(port),
                "--OpponentId", self.players[1 - k].ladder_id,
            ]
        else:
            install(folder / "StarCraftII", options=f"--attach {port}")
            environment["SC2PATH"] = str(folder / "StarCraftII")
        said = open(folder / "said.txt", "w+", errors="replace")  # noqa: SIM115 - as long as the program runs
        self.processes[k] = subprocess.Popen(
            words, env=environment, cwd=_home_of(words) or folder, stdout=said, stderr=said, stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.processes[k].said = said  # type: ignore[attr-defined]

    async def _watch(self, match: Match, begun: float) -> None:
        """Until the game is over, look for programs that fail or think too long."""
        while not match.over:
            await asyncio.sleep(LOOK)
            now = time.monotonic()
            for k, process in self.processes.items():
                session, side = self.sessions[k], self.sides[k]
                late = session.thinks(now) > self.limits.step_seconds
                absent = not session.plays and now - begun > self.limits.start_seconds
                gone = process.poll() is not None and not session.connected
                if not match.over and (late or absent or gone):
                    side.timed_out = late or absent
                    side.crashed = _last_words(process) if gone else ""
                    match.games.surrender(0, k + 1)
                    match.wake()
            if now - begun > self.limits.game_seconds:
                match.games.end(0, 1, Result.TIE)
                match.wake()

    async def _say_goodbye(self) -> None:
        """Programs read the result, and go."""
        until = time.monotonic() + GRACE
        while time.monotonic() < until and any(process.poll() is None for process in self.processes.values()):
            await asyncio.sleep(LOOK)
        for k, process in self.processes.items():
            if process.poll() and not self.sides[k].crashed:
                self.sides[k].crashed = _last_words(process)

    def _report(self, match: Match, seconds: float, replay: Path | None) -> Report:
        results = [int(match.game.players[k + 1].result) for k in range(2)]
        report = Report(match.games.map.name, loops=match.loop, seconds=round(seconds, 1), sides=self.sides)
        for k, side in enumerate(self.sides):
            side.result = Result(results[k]).name.lower()
            if k in self.sessions:
                side.steps, side.step_ms_mean, side.step_ms_max = self.sessions[k].thinking()
                side.actions = self.sessions[k].actions
            elif self.players[k].kind == "agent":
                side.actions = self.driver.pace().actions  # type: ignore[attr-defined]
            side.apm = round(report.pace(k).apm, 1)
            if results[k] == Result.VICTORY:
                report.winner = side.name
        if replay is not None and match.games.recorder is not None:
            replay.write_bytes(match.games.recorder.to_bytes())
            replay.with_suffix(".SC2Replay").write_bytes(replays.save(match))
            report.replay = str(replay)
        return report


def _home_of(words: list[str]) -> Path | None:
    """The folder of the program's own file: programs look there for what they bring along."""
    file = next((Path(word) for word in words[:2] if Path(word).is_file() and not word.endswith("/python")), None)
    return file.resolve().parent if file is not None and (file.suffix or len(words) == 1) else None


def _last_words(process: subprocess.Popen) -> str:
    said = process.said  # type: ignore[attr-defined]
    said.seek(0)
    words = said.read().strip()
    return f"exit code {process.returncode}: " + words.rpartition("\n")[2][-300:]


def _keep_words(process: subprocess.Popen, file: Path) -> None:
    """All that a program has said, beside the replay."""
    said = process.said  # type: ignore[attr-defined]
    said.seek(0)
    file.write_text(said.read(), errors="replace")


def _end(process: subprocess.Popen) -> None:
    """End a program and all that it has started: its session is its own."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, sign)
            process.wait(3)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            continue
    process.said.close()  # type: ignore[attr-defined]
