"""Recorded games to learn from: written once, read many times in a shuffled order, resumable at any step.

A data set is a folder: `dataset.json` names the interface it was made for; each `games-000007.npz` holds some games,
each cut into chunks of steps. A member of it is one array: "0003/0012/observation.planes.npy" are the planes of chunk
12 of game 3, so that `numpy.load` reads any of them alone. They are compressed, since maps hardly change from one
step to the next. Maps and features are kept as float16; entity slots that are empty in the whole chunk are left out.
"""

from __future__ import annotations

import io
import json
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from starleague.agent.shapes import differences, interface_of
from starleague.env.spec import Shapes

CHUNK = 64  # steps
SHARD_STEPS = 32_768
AS_HALF = ("planes", "entity_features")
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError)

Arrays = dict[str, np.ndarray]


class DataError(ValueError):
    """A data set cannot be read; the message names the file, what is wrong, and the mend."""


class DatasetWriter:
    """Appends games to a folder; use it in a `with` block. Only complete files appear under their name."""

    def __init__(self, folder: str | Path, shapes: Shapes, shard_steps: int = SHARD_STEPS, chunk: int = CHUNK):
        self.folder, self.shard_steps, self.chunk = Path(folder), shard_steps, chunk
        self.folder.mkdir(parents=True, exist_ok=True)
        described = self.folder / "dataset.json"
        if described.exists():
            check_interface(self.folder, shapes)
        else:
            described.write_text(json.dumps({"format": 1, "interface": interface_of(shapes)}, indent=1) + "\n")
        self.file: zipfile.ZipFile | None = None
        self.begun, self.steps = 0, 0
        self.index: list[dict] = []
        self.fields: list[str] = []

    def __enter__(self) -> DatasetWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def game(self, **metadata: Any) -> Iterator[Callable[[Arrays, Arrays], None]]:
        """`with writer.game(won=True) as append: append(observation, action)` for each step. A game whose block
        fails is left out."""
        number, chunks, steps, pending = self.begun, 0, 0, []
        self.begun += 1

        def append(observation: Arrays, action: Arrays) -> None:
            nonlocal chunks, steps
            named = {f"observation.{k}": np.array(v) for k, v in observation.items()}
            pending.append(named | {f"action.{k}": np.array(v) for k, v in action.items()})
            steps += 1
            if len(pending) == self.chunk:
                self._write_chunk(number, chunks, pending)
                chunks += 1
                pending.clear()

        yield append
        if pending:
            self._write_chunk(number, chunks, pending)
        self.index.append({**metadata, "number": number, "steps": steps})
        self.steps += steps
        if self.steps >= self.shard_steps:
            self.close()

    def close(self) -> None:
        """Complete the file under way, if there is one with a game in it."""
        if self.file is None:
            return
        unfinished = Path(str(self.file.filename))
        self.file.writestr("index.json", json.dumps({"chunk": self.chunk, "fields": self.fields, "games": self.index}))
        self.file.close()
        if self.index:
            self._name(unfinished)
        unfinished.unlink()
        self.file, self.begun, self.steps, self.index = None, 0, 0, []

    def _name(self, finished: Path) -> None:
        """Give a file the next number; another process that writes here may take it first."""
        number = 1 + max((int(path.stem[-6:]) for path in self.folder.glob("games-*.npz")), default=-1)
        while True:
            try:
                os.link(finished, self.folder / f"games-{number:06}.npz")
                return
            except FileExistsError:
                number += 1

    def _write_chunk(self, game: int, chunk: int, rows: list[Arrays]) -> None:
        if self.file is None:
            unfinished = self.folder / f".unfinished-{os.getpid()}"
            self.file = zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        self.fields = list(rows[0])
        used = max(int(row["observation.entity_count"]) for row in rows)
        for name in rows[0]:
            array = np.stack([row[name] for row in rows])
            if has_entity_slots(name):
                array = array[:, :used]
            if name.endswith(AS_HALF):
                array = array.astype(np.float16)
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, np.ascontiguousarray(array), allow_pickle=False)
            self.file.writestr(f"{game:04}/{chunk:04}/{name}.npy", buffer.getvalue())


def has_entity_slots(name: str) -> bool:
    return name.startswith("observation.entity_") and not name.endswith("count")


def check_interface(folder: Path, shapes: Shapes) -> None:
    """DataError unless the data set was made for these observations and actions."""
    try:
        theirs = json.loads((folder / "dataset.json").read_text())["interface"]
    except FileNotFoundError:
        raise DataError(f"{folder} is no data set (it has no dataset.json): record or import games into it") from None
    except (ValueError, KeyError) as error:
        raise DataError(f"{folder}/dataset.json is damaged ({error}): copy it again") from error
    changed = differences(theirs, interface_of(shapes))
    if changed:
        raise DataError(f"{folder} was recorded for another interface: {changed}. Record the games again")


@dataclass(frozen=True)
class Game:
    """Where a recorded game lies."""

    path: Path
    number: int  # within its file
    steps: int
    chunk: int  # steps of a chunk
    fields: tuple[str, ...]
    metadata: dict

    def read(self, chunk: int) -> Arrays:
        """The arrays of one chunk; DataError where the file is damaged."""
        start = f"{self.number:04}/{chunk:04}/"
        try:
            file = open_shard(self.path)
            return {name: _array(file, f"{start}{name}.npy") for name in self.fields}
        except DAMAGED as error:
            raise damaged(self.path, error) from error


def find_games(folder: str | Path, shapes: Shapes) -> list[Game]:
    """All games of a data set, in the order of their files."""
    folder = Path(folder)
    check_interface(folder, shapes)
    games = []
    for path in sorted(folder.glob("games-*.npz")):
        try:
            index = json.loads(open_shard(path).read("index.json"))
        except DAMAGED as error:
            raise damaged(path, error) from error
        for entry in index["games"]:
            metadata = {name: value for name, value in entry.items() if name not in ("number", "steps")}
            games.append(Game(path, entry["number"], entry["steps"], index["chunk"], tuple(index["fields"]), metadata))
    return games


def damaged(path: Path, error: Exception) -> DataError:
    return DataError(
        f"{path} is cut short or damaged ({error}): copy it again, or delete it to go on without its games"
    )


@lru_cache(maxsize=512)
def open_shard(path: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(path)


def _array(file: zipfile.ZipFile, member: str) -> np.ndarray:
    return np.lib.format.read_array(io.BytesIO(file.read(member)), allow_pickle=False)
