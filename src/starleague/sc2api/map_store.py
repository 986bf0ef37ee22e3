"""The maps that clients name: installed ones, those that they have sent, and ours for all others."""

from __future__ import annotations

import io
import logging
import zipfile
from pathlib import PurePosixPath

from starleague.game.maps import Map, MapError, list_maps, load_map

log = logging.getLogger("starleague.sc2api")
ENDING, OURS = ".SC2Map", ".slmap"
LONGEST = 260  # characters of a path, as in the game
MOST_SENT = 32  # maps that clients may have saved
LARGEST = 1 << 24  # bytes of a map's grids
REAL = b"MPQ"  # how the game's own map files begin: their names count, their ground we cannot read


class MapStore:
    """Finds maps by the paths that clients give, without ever opening a file there."""

    def __init__(self, fallback: str | Map | None):
        self.fallback = load_map(fallback or list_maps()[0])
        self._sent: dict[str, Map] = {}

    def paths(self) -> list[str]:
        return [f"{name}{ENDING}" for name in list_maps()]

    def find(self, path: str, data: bytes = b"") -> Map:
        """By its data where those are one of our maps, else by name. MapError when the data are no map."""
        if data and not data.startswith(REAL):
            return read(data)
        stem = stem_of(path)
        if stem in self._sent:
            return self._sent[stem]
        try:
            if stem.endswith(OURS):
                raise MapError("the name of a file: a client may not open any")
            return load_map(stem)
        except MapError:
            log.warning("map %r is not installed: the game is played on %r", stem, self.fallback.name)
            return self.fallback

    def save(self, path: str, data: bytes) -> None:
        """Keep a map that a client has sent, under its name. MapError when it is none."""
        if not data or data.startswith(REAL):
            return  # all of it that we can use is its name
        while len(self._sent) >= MOST_SENT:
            self._sent.pop(next(iter(self._sent)))
        self._sent[stem_of(path)] = read(data)

    def installed(self, name: str, data: bytes) -> Map:
        """The map of a replay: what a client has sent with it, or one of this name; MapError when there is none."""
        if data and not data.startswith(REAL):
            return read(data)
        for known in (*self._sent.values(), self.fallback):
            if known.name == name:
                return known
        if PurePosixPath(name).suffix == OURS:
            raise MapError(f"the replay's map {name!r} is the name of a file: a replay may not open any")
        return load_map(name)


def stem_of(path: str) -> str:
    return PurePosixPath(path.replace("\\", "/")).name.removesuffix(ENDING)


def read(data: bytes) -> Map:
    """A map out of a file's content, which may be anything."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
                raise MapError("map data are too large")
        return Map.load(io.BytesIO(data))
    except MapError:
        raise
    except Exception as problem:  # a damaged archive fails in many ways
        raise MapError(f"map data are no map ({problem!r})") from None
