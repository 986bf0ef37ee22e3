"""Maps: the ground that a game is played on, in our own file format.

A map holds what the StarCraft II API tells of one: grids of height, pathing and placement, where the
resources lie and where the players start. Grids are indexed ``[y, x]``, one entry a cell, row 0 at the bottom.
"""

from __future__ import annotations

import functools
import hashlib
import io
import json
import os
import pathlib
import zipfile
from dataclasses import dataclass

import numpy as np

from starleague.catalog.rules import GRID_H, GRID_W, ONE

FORMAT = "starleague map 1"
HEIGHT_ZERO = 127  # grid value of height 0
HEIGHT_SCALE = 8  # grid values in a cell of height; a cliff level is 2 cells
GRIDS = ("ground", "pathable", "placeable", "cliff", "sight_block")

Place = tuple[str, float, float]  # unit type name, x, y of its centre [cells]
Point = tuple[float, float]


class MapError(ValueError):
    """A map that cannot be read, or that breaks a rule of maps; says which and how to mend it."""


@dataclass(frozen=True, eq=False)
class Map:
    """One map. Grids are uint8 of shape (height, width); places are centres in cells."""

    name: str
    playable: tuple[int, int, int, int]  # left, bottom, right, top; right and top are the first cells outside
    ground: np.ndarray  # terrain height: z = (value - 127) / 8 cells
    pathable: np.ndarray  # 1: ground units may walk
    placeable: np.ndarray  # 1: structures may stand
    cliff: np.ndarray  # cliff level 0 to 3; a ramp has the level below it
    sight_block: np.ndarray  # 1: line-of-sight blocker
    resources: tuple[Place, ...]
    starts: tuple[Point, ...]
    neutrals: tuple[Place, ...] = ()
    task: str = ""  # of ``game.tasks``; "empty": nobody starts with anything, and nobody loses. "": melee

    @property
    def width(self) -> int:
        return self.ground.shape[1]

    @property
    def height(self) -> int:
        return self.ground.shape[0]

    @functools.cached_property
    def digest(self) -> str:
        """Sixteen hex digits that name this map's content, for replays."""
        digest = hashlib.sha256(json.dumps(self._facts()).encode())
        for grid in GRIDS:
            digest.update(np.ascontiguousarray(getattr(self, grid)).tobytes())
        return digest.hexdigest()[:16]

    def height_at(self, x: float, y: float) -> float:
        """Height of the ground [cells] at a place."""
        return (int(self.ground[int(y), int(x)]) - HEIGHT_ZERO) / HEIGHT_SCALE

    def bases(self) -> list[tuple[float, float]]:
        """Where town halls belong [cells]: beside each group of resources, starts included."""
        from starleague.game.map_checks import expansions

        return expansions(self)

    def fill(self, rules: np.ndarray) -> None:
        """Write the map into ``rules["terrain"]`` (the array of one record that the catalog compiles)."""
        terrain = rules.reshape(-1)["terrain"][0]
        terrain["width"], terrain["height"] = self.width, self.height
        terrain["left"], terrain["bottom"], terrain["right"], terrain["top"] = self.playable
        for grid in GRIDS:
            terrain[grid][:] = 0
            terrain[grid][: self.height, : self.width] = getattr(self, grid)
        terrain["starts"][:] = 0
        terrain["starts"][: len(self.starts)] = np.round(np.array(self.starts) * ONE)
        terrain["n_starts"] = len(self.starts)

    def save(self, path: str | os.PathLike) -> None:
        """Write the map to a .slmap file: arrays and one JSON text in a zip, nothing that runs."""
        facts = np.frombuffer(json.dumps({"format": FORMAT, **self._facts()}).encode(), np.uint8)
        buffer = io.BytesIO()
        np.savez_compressed(buffer, facts=facts, **{grid: getattr(self, grid) for grid in GRIDS})
        pathlib.Path(path).write_bytes(buffer.getvalue())

    @classmethod
    def load(cls, path: str | os.PathLike) -> Map:
        """Read a .slmap file; raises MapError for a file that is not one."""
        try:
            with np.load(path, allow_pickle=False) as archive:
                facts = json.loads(archive["facts"].tobytes())
                grids = {grid: archive[grid] for grid in GRIDS}
            if facts.pop("format") != FORMAT:
                raise MapError(f"{path}: another version of the map format; make it again with this version")
            places = {key: tuple(tuple(place) for place in facts[key]) for key in ("resources", "starts", "neutrals")}
            words = {"name": facts["name"], "playable": tuple(facts["playable"]), "task": facts.get("task", "")}
            loaded = cls(**words, **grids, **places)
        except FileNotFoundError:
            raise MapError(f"{path}: no such map file") from None
        except (zipfile.BadZipFile, KeyError, OSError, TypeError, EOFError) as error:
            raise MapError(f"{path}: not a whole map file ({error}); make or copy it again") from None
        except MapError:
            raise
        except ValueError as error:
            raise MapError(f"{path}: not a map file ({error}); make or copy it again") from None
        loaded.validate(str(path))
        return loaded

    def validate(self, where: str = "") -> None:
        """Raise MapError unless sizes, value ranges and places are such that the engine can hold the map."""
        where = where or self.name
        for grid in GRIDS:
            array = getattr(self, grid)
            if array.dtype != np.uint8 or array.shape != self.ground.shape or array.ndim != 2:
                raise MapError(f"{where}: grid {grid!r} is {array.dtype} {array.shape}, not uint8 of the map's size")
        if self.width > GRID_W or self.height > GRID_H:
            raise MapError(f"{where}: {self.width} x {self.height} cells; the engine holds {GRID_W} x {GRID_H}")
        left, bottom, right, top = self.playable
        if not (0 <= left < right <= self.width and 0 <= bottom < top <= self.height):
            raise MapError(f"{where}: playable area {self.playable} does not lie in the map")
        for grid, limit in (("pathable", 1), ("placeable", 1), ("cliff", 3), ("sight_block", 1)):
            if getattr(self, grid).max() > limit:
                raise MapError(f"{where}: grid {grid!r} has values above {limit}")
        if not 0 < len(self.starts) <= 8:
            raise MapError(f"{where}: {len(self.starts)} start locations; 1 to 8 can be held")
        for x, y in [place[-2:] for place in (*self.resources, *self.neutrals, *self.starts)]:
            if not (left <= x < right and bottom <= y < top):
                raise MapError(f"{where}: a place at ({x}, {y}) lies outside the playable area {self.playable}")

    def _facts(self) -> dict:
        return {
            "name": self.name,
            "playable": list(self.playable),
            "resources": [list(place) for place in self.resources],
            "starts": [list(place) for place in self.starts],
            "neutrals": [list(place) for place in self.neutrals],
            **({"task": self.task} if self.task else {}),
        }


def list_maps() -> list[str]:
    """Names of the maps that come with the project and of those in $STARLEAGUE_MAPS."""
    return sorted(_map_files())


def load_map(name: str | os.PathLike | Map) -> Map:
    """A map by name ("Basalt Terraces", in any case, spaces optional) or by the path of a .slmap file."""
    from starleague.game.practice import practice_map

    if isinstance(name, Map):
        return name
    if pathlib.Path(name).suffix == ".slmap":
        return _load_cached(str(name), pathlib.Path(name).stat().st_mtime_ns if pathlib.Path(name).exists() else 0)
    files = _map_files()
    for known, path in files.items():
        if _plain(known) == _plain(str(name)):
            return _load_cached(str(path), path.stat().st_mtime_ns)
    made = practice_map(_plain(str(name)))
    if made is not None:
        return made
    raise MapError(f"no map named {name!r}; there are: {', '.join(sorted(files)) or 'none'}")


@functools.lru_cache(maxsize=32)
def _load_cached(path: str, _changed: int) -> Map:
    return Map.load(path)


def _map_files() -> dict[str, pathlib.Path]:
    folders = [pathlib.Path(__file__).parent / "data" / "maps"]
    folders += [pathlib.Path(folder) for folder in os.environ.get("STARLEAGUE_MAPS", "").split(os.pathsep) if folder]
    return {_title(path.stem): path for folder in folders for path in sorted(folder.glob("*.slmap"))}


def _title(stem: str) -> str:
    return " ".join(word.capitalize() for word in stem.split("_"))


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())
