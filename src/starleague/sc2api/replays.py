"""Replays as clients hold them: files that look like the game's, with our replay inside."""

from __future__ import annotations

import json
import os
from pathlib import Path

from s2clientprotocol import common_pb2
from s2clientprotocol import sc2api_pb2 as api

from starleague.game.clock import LOOPS_PER_SECOND
from starleague.game.maps import Map
from starleague.game.playback import Playback
from starleague.game.recorder import THOUGHT, Recorder
from starleague.game.replay import Replay, ReplayError
from starleague.sc2api import mpq
from starleague.sc2api.deeds import SCORE, Deed
from starleague.sc2api.match import Match
from starleague.sc2api.seats import RACES, Seat
from starleague.sc2api.version import BASE_BUILD, DATA_BUILD, DATA_VERSION, VERSION

INSIDE = "starleague.slreplay"  # our replay in the archive
METADATA = "replay.gamemetadata.json"  # what clients read to find the version to start
LARGEST = 1 << 26  # bytes of a replay file
RESULTS = {1: "Win", 2: "Loss", 3: "Tie"}


def save(match: Match) -> bytes:
    """The replay of a match so far, as a file."""
    recorder: Recorder = match.games.recorder
    players = [
        {
            "PlayerID": player, "APM": 0, "Result": RESULTS.get(int(match.game.players[player].result), "Undecided"),
            "SelectedRace": RACES.get(seat.race_requested, "Random"), "AssignedRace": match.games.races[0][player - 1],
        }
        for player, seat in match.seats.items()
    ]
    metadata = {
        "Title": match.games.map.name, "GameVersion": VERSION, "BaseBuild": f"Base{BASE_BUILD}",
        "DataBuild": str(DATA_BUILD), "DataVersion": DATA_VERSION, "Duration": int(match.loop / LOOPS_PER_SECOND),
        "Players": players,
    }
    return mpq.pack({METADATA: json.dumps(metadata).encode(), INSIDE: recorder.to_bytes()})


def find(path: str, folders: list[Path]) -> bytes | None:
    """A replay file's content; None when no such file lies in one of the folders, links followed."""
    for folder in folders:
        try:
            root = folder.expanduser().resolve()
            found = (root / path).resolve()
            if found.is_relative_to(root) and found.is_file() and found.stat().st_size <= LARGEST:
                return found.read_bytes()
        except (OSError, ValueError, RuntimeError):  # names that no file can have
            continue
    return None


def folders(base: Path | None) -> list[Path]:
    """Where replay files may lie: the game's own folders, and those that STARLEAGUE_REPLAYS names."""
    named = [Path(folder) for folder in os.environ.get("STARLEAGUE_REPLAYS", "").split(os.pathsep) if folder]
    own = [base / "Replays"] if base else []
    return [*own, Path("~/Documents/StarCraft II/Replays"), *named]


def read(data: bytes) -> Replay:
    """A replay out of a file's content; ReplayError says what is wrong with it."""
    return Replay.from_bytes(mpq.unpack(data, INSIDE) or data, "replay")


def playing(replay: Replay, game_map: Map, realtime: bool) -> Match:
    """A match that repeats a replay."""
    playback = Playback(replay, game_map=game_map)
    facts = replay.header.get("api", {})
    match = Match(playback.games, playback, seats_of(replay), realtime, map_path=str(facts.get("map_path", "")))
    for loop, player, what in replay.notes:
        if THOUGHT in what:
            continue
        try:
            deed = Deed.from_json(what)
        except (TypeError, ValueError):
            raise ReplayError("replay: a note of what a player did is damaged; save it again") from None
        if player in match.seats or deed.kind == SCORE:
            match.agenda.add(int(loop), player, deed)
    match.begin()
    return match


def seats_of(replay: Replay) -> list[Seat]:
    """Who played, as far as the replay tells."""
    told = replay.header.get("api", {}).get("seats", [])
    races = {name: number for number, name in RACES.items()}
    seats = []
    for k, (race, name) in enumerate(zip(replay.header["races"], replay.header["names"])):
        facts = told[k] if k < len(told) else {}
        seats.append(Seat(
            player=k + 1, kind=int(facts.get("kind", api.Participant)), name=str(name), joined=True,
            race_requested=int(facts.get("race", races.get(race, common_pb2.Random))),
            difficulty=int(facts.get("difficulty", 0)), build=int(facts.get("build", 0)),
        ))
    return seats[: len(told)] if told else seats


def info(replay: Replay) -> api.ResponseReplayInfo:
    """What a replay tells before it is played."""
    facts = replay.header.get("api", {})
    told = api.ResponseReplayInfo(
        map_name=str(replay.header["map"]), local_map_path=str(facts.get("map_path", "")),
        game_duration_loops=replay.last_loop, game_duration_seconds=replay.last_loop / LOOPS_PER_SECOND,
        game_version=VERSION, data_version=DATA_VERSION, data_build=DATA_BUILD, base_build=BASE_BUILD,
    )
    results = replay.end["results"] if replay.end else []
    races = {name: number for number, name in RACES.items()}
    for k, seat in enumerate(seats_of(replay)):
        extra = told.player_info.add(player_mmr=0, player_apm=0)
        extra.player_info.CopyFrom(api.PlayerInfo(
            player_id=seat.player, type=seat.kind, race_requested=seat.race_requested, player_name=seat.name,
            race_actual=races.get(replay.header["races"][k], common_pb2.Terran),
        ))
        result = int(results[k]) if k < len(results) else 0
        extra.player_result.CopyFrom(api.PlayerResult(player_id=seat.player, result=result or api.Undecided))
    return told

