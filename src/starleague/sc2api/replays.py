"""RequestStartReplay and RequestReplayInfo: games that were recorded, looked at through the API."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from s2clientprotocol import common_pb2
from s2clientprotocol import sc2api_pb2 as api

from starleague.engine.layout import Result
from starleague.game.games import Games
from starleague.game.replay import Replay, ReplayError
from starleague.sc2api.match import LOOPS_PER_SECOND, RACES, Match, Seat

RACE_NUMBERS = {name: number for number, name in RACES.items()}
Errors = api.ResponseStartReplay


class ReplayDriver:
    """Moves a recorded game on as it was played."""

    def __init__(self, replay: Replay):
        self._played: Iterator[Games] = replay.play(every=1)
        self.games = next(self._played)
        self.done = False

    def seat(self, g: int, player: int, difficulty: str, build: str = "macro") -> None:
        raise ValueError("nobody can play in a replay")

    def clear(self, g: int) -> None:
        pass

    def step(self, loops: int | np.ndarray) -> None:
        for _ in range(int(loops)):
            self.done = self.done or next(self._played, None) is None


class Showing(Match):
    """A replay that a client looks at; it is over where the recording ends."""

    def __init__(self, replay: Replay, realtime: bool):
        self.driver = ReplayDriver(replay)
        races = replay.header["races"]
        seats = [
            Seat(player, api.Participant, name, RACE_NUMBERS.get(race, common_pb2.Random), joined=True)
            for player, (race, name) in enumerate(zip(races, replay.header["names"], strict=True), 1)
        ]
        super().__init__(self.driver.games, self.driver, seats, realtime)
        self.begun = True

    @property
    def over(self) -> bool:
        return self.driver.done or super().over


def read_replay(path: str, data: bytes) -> tuple[Replay | None, int, str]:
    """A replay, or the protocol's error and its details."""
    if not path and not data:
        return None, Errors.MissingReplay, "neither replay_path nor replay_data is set"
    if not data and not Path(path).is_file():
        return None, Errors.InvalidReplayPath, f"{path}: no such file"
    try:
        return (Replay.from_bytes(data) if data else Replay.load(path, partial=True)), 0, ""
    except ReplayError as problem:
        return None, Errors.InvalidReplayData, str(problem)


def replay_info(request: api.RequestReplayInfo, version: api.ResponsePing) -> api.ResponseReplayInfo:
    """Who played for how long, and who won."""
    replay, error, details = read_replay(request.replay_path, request.replay_data)
    if replay is None:
        name = api.ResponseStartReplay.Error.Name(error)
        known = dict(api.ResponseReplayInfo.Error.items())
        return api.ResponseReplayInfo(error=known.get(name, api.ResponseReplayInfo.ParsingError), error_details=details)
    loops = replay.last_loop
    info = api.ResponseReplayInfo(
        map_name=replay.header["map"], game_duration_loops=loops, game_duration_seconds=loops / LOOPS_PER_SECOND,
        game_version=version.game_version, data_version=version.data_version, data_build=version.data_build,
        base_build=version.base_build,
    )
    results = replay.end["results"] if replay.end else [0, 0]
    for player, (race, name, result) in enumerate(
        zip(replay.header["races"], replay.header["names"], results, strict=True), 1
    ):
        extra = info.player_info.add()
        extra.player_info.player_id, extra.player_info.type = player, api.Participant
        extra.player_info.race_requested = extra.player_info.race_actual = RACE_NUMBERS.get(race, common_pb2.Random)
        extra.player_info.player_name = name
        extra.player_result.player_id = player
        extra.player_result.result = result or int(Result.TIE)
    return info
