"""One player's opening as a record: what lay there, what he said, what came of it. Loops count from the start."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

LENGTH = 6720  # loops: five minutes


class Placed(NamedTuple):
    """Something that comes into being; places are whole cells, as recordings have them."""

    loop: int
    name: str
    unit: int  # the recording's number of it
    x: int
    y: int


class Said(NamedTuple):
    """A command. ``name``: what sc2reader calls its ability; of a target the place, and whether it is a unit."""

    loop: int
    name: str
    units: tuple[int, ...]
    queued: bool
    target: int  # the recording's number of a unit; 0: none
    point: tuple[float, float] | None


class Sample(NamedTuple):
    """What the recording tells every 160 loops; collected since the start."""

    loop: int
    minerals: int
    vespene: int
    minerals_collected: int
    vespene_collected: int
    workers: int


@dataclass(frozen=True)
class Opening:
    """The first five minutes of one player."""

    game: str
    version: str
    map: str
    race: str  # "Terran", "Zerg", "Protoss"
    starts: tuple[tuple[float, float], ...]  # town halls of this player and of the other
    resources: tuple[tuple[str, float, float], ...]
    born: tuple[Placed, ...] = ()  # finished units; those of the start at loop 0
    begun: tuple[Placed, ...] = ()  # structures and what is warped in
    finished: tuple[tuple[int, int], ...] = ()  # (loop, unit) of those
    died: tuple[tuple[int, int], ...] = ()
    said: tuple[Said, ...] = ()
    samples: tuple[Sample, ...] = ()

    def to_json(self) -> str:
        """A line a list's row, so that a recording can be read and compared."""
        rows = []
        for key, value in dataclasses.asdict(self).items():
            if isinstance(value, tuple) and value:
                value = "[\n  " + ",\n  ".join(json.dumps(row, separators=(",", ":")) for row in value) + "]"
            else:
                value = json.dumps(value)
            rows.append(f'"{key}": {value}')
        return "{\n" + ",\n".join(rows) + "\n}\n"

    @classmethod
    def from_json(cls, text: str) -> Opening:
        told: dict[str, Any] = json.loads(text)
        rows = {"born": Placed, "begun": Placed, "said": Said, "samples": Sample}
        for key, value in told.items():
            if isinstance(value, list):
                told[key] = tuple(rows[key](*map(_frozen, row)) if key in rows else _frozen(row) for row in value)
        return cls(**told)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, Iterable) and not isinstance(value, str) else value
