"""Strategies of real games: z from .SC2Replay files, and the library of them that ships with the package.

A unit counts when it is born, a structure or a warped-in unit when it is placed, a morph and an upgrade when done, as
`starleague.env.z` counts in our own games. sc2reader reads the files: ``pip install 'starleague[replays]'``.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from starleague.env.spec import BUILD_ORDER, Shapes
from starleague.env.strategies import Strategy
from starleague.env.z import Z

LIBRARY = Path(__file__).parent / "strategies.json"
FORMAT = "starleague.strategies"
TRACKER, COMMANDS = 3, 4  # levels of reading: what came into being; what was commanded, too


class ReplayError(ValueError):
    """A replay cannot be read; the message names the file, what is wrong with it, and the mend."""


@dataclass(frozen=True)
class Played:
    """How one player played one game."""

    strategy: Strategy
    race: str  # "terran", "zerg", "protoss"
    opponent: str
    won: bool
    length: int  # loops
    map: str
    version: str


def read_replay(path: str | Path, shapes: Shapes) -> list[Played]:
    """Both players of a game of two. ReplayError where the file is no such game or is damaged."""
    replay = load_replay(path, TRACKER)
    players = list(replay.players)
    if len(players) != 2:
        raise ReplayError(f"{path} is a game of {len(players)} players: give games of two")
    counting = {player.pid: _Counting(shapes) for player in players}
    for event in replay.tracker_events:
        for pid, name, unit in _came_into_being(event):
            if pid in counting:
                counting[pid].add(name, unit, int(event.frame))
    races = [player.play_race.lower() for player in players]
    return [
        Played(
            Strategy(counting[player.pid].z()), races[k], races[1 - k], player.result == "Win", int(replay.frames),
            replay.map_name, replay.release_string,
        )
        for k, player in enumerate(players)
    ]


def write_library(path: Path, played: Iterable[Played], shapes: Shapes) -> None:
    """Strategies as JSON, with items by name."""
    facts = ("race", "opponent", "won", "length", "map", "version")
    rows = [{**{name: getattr(each, name) for name in facts}, **each.strategy.written(shapes)} for each in played]
    lines = ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows)
    path.write_text(f'{{"format":"{FORMAT}","patch":"{shapes.tables.patch}","strategies":[\n{lines}\n]}}\n')


def read_library(path: Path, shapes: Shapes, race: str) -> tuple[Strategy, ...]:
    """The strategies of a race. ValueError where the file holds none, or builds what this patch does not have."""
    try:
        told: dict[str, Any] = json.loads(path.read_text())
        if told["format"] != FORMAT:
            raise KeyError("format")
        rows = [row for row in told["strategies"] if row["race"] == race]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{path} holds no strategies ({error!r}): `starleague import replays` writes them") from error
    if not rows:
        raise ValueError(f"{path} holds no strategy of {race}")
    return tuple(Strategy.read(row, shapes) for row in rows)


class _Counting:
    """What one player has built."""

    def __init__(self, shapes: Shapes):
        tables = shapes.tables
        self.item_of_type = dict(zip(tables.unit_types, tables.compiled["item_of_type"][0]))
        self.item_of_upgrade = {name: item for item, name in enumerate(tables.items)}
        self.counts = np.zeros(shapes.items, np.float32)
        self.built: list[tuple[int, int]] = []  # (item, loop)
        self.items: dict[int, int] = {}  # of each unit

    def add(self, name: str, unit: int | None, loop: int) -> None:
        if unit is None:
            item, before = self.item_of_upgrade.get(name, 0), 0
        else:
            item, before = int(self.item_of_type.get(name, 0)), self.items.get(unit, 0)
            self.items[unit] = item
        if item and item != before and loop > 0:
            self.counts[item] += 1
            self.built.append((item, loop))

    def z(self) -> Z:
        build, loops = np.zeros(BUILD_ORDER, np.int16), np.zeros(BUILD_ORDER, np.int32)
        for k, (item, loop) in enumerate(self.built[:BUILD_ORDER]):
            build[k], loops[k] = item, loop
        return Z(build, self.counts, loops)


def _came_into_being(event: Any) -> Iterator[tuple[int, str, int | None]]:
    """(player, name, unit) of what an event tells of; an upgrade has no unit."""
    if event.name in ("UnitBornEvent", "UnitInitEvent"):
        yield event.control_pid, event.unit_type_name, event.unit_id
    elif event.name == "UnitTypeChangeEvent" and event.unit is not None and event.unit.owner is not None:
        yield event.unit.owner.pid, event.unit_type_name, event.unit_id
    elif event.name == "UpgradeCompleteEvent":
        yield event.pid, event.upgrade_type_name, None


def load_replay(path: str | Path, level: int) -> Any:
    """sc2reader's replay, read as far as a level says (TRACKER, COMMANDS). ReplayError where it cannot be."""
    try:
        import sc2reader
    except ImportError as error:
        raise ReplayError("sc2reader reads .SC2Replay files: pip install 'starleague[replays]'") from error
    logging.getLogger("sc2reader").setLevel(logging.CRITICAL)  # it tells of every decoration of the map
    try:
        return sc2reader.load_replay(str(path), load_level=level)
    except Exception as error:  # it raises whatever its parsers meet in a damaged file
        raise ReplayError(f"{path} cannot be read as a replay ({error!r}): copy it again, or leave it out") from error
