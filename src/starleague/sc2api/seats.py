"""Who sits at a match, in the protocol's words and ours."""

from __future__ import annotations

from dataclasses import dataclass

from s2clientprotocol import common_pb2
from s2clientprotocol import sc2api_pb2 as api

DIFFICULTIES = {
    api.VeryEasy: "very_easy", api.Easy: "easy", api.Medium: "medium", api.MediumHard: "medium_hard",
    api.Hard: "hard", api.Harder: "harder", api.VeryHard: "very_hard", api.CheatVision: "cheat_vision",
    api.CheatMoney: "cheat_money", api.CheatInsane: "cheat_insane",
}
BUILDS = {
    api.RandomBuild: "random", api.Rush: "rush", api.Timing: "timing", api.Power: "power", api.Macro: "macro",
    api.Air: "air",
}
RACES = {
    common_pb2.Terran: "Terran", common_pb2.Zerg: "Zerg", common_pb2.Protoss: "Protoss", common_pb2.Random: "Random",
}

@dataclass
class Seat:
    """One player of a match as the API sees him."""

    player: int
    kind: int  # api.PlayerType
    name: str = ""
    race_requested: int = common_pb2.Random
    difficulty: int = 0
    build: int = 0
    joined: bool = False
    left: bool = False
