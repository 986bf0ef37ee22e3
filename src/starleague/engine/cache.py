"""Where compiled code is kept: a folder for each package, named by a digest of every source that takes part.

Numba's own file cache does not notice a change in a callee or an imported constant of another module.
"""

from __future__ import annotations

import functools
import hashlib
import os
import pathlib
import sys

import numba
import numpy


@functools.cache
def cache_folder(package: str = "engine") -> pathlib.Path:
    """One folder for each state of a package's sources and of the versions, wherever the sources lie."""
    root = os.environ.get("STARLEAGUE_CACHE") or pathlib.Path.home() / ".cache" / "starleague"
    return pathlib.Path(root) / "numba" / f"{package}-{_digest(package)}"


def folder_of(function) -> pathlib.Path:
    """Where a function's compiled code is kept: with its own package, whoever asks for it first."""
    return cache_folder(function.__module__.partition(".")[2].partition(".")[0])


def _digest(package: str) -> str:
    home = pathlib.Path(__file__).resolve().parent.parent
    digest = hashlib.sha256(f"{numba.__version__}|{numpy.__version__}|{sys.version}".encode())
    for folder in _BELOW.get(package, (*_BELOW["env"], "bots")):
        for source in sorted((home / folder).rglob("*.py")):
            digest.update(str(source.relative_to(home)).encode())
            digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


# What the compiled code of a package is made of.
_BELOW = {
    "engine": ("catalog", "engine"),
    "game": ("catalog", "engine", "game"),
    "bots": ("catalog", "engine", "bots"),
    "env": ("catalog", "engine", "game", "env"),
    "sc2api": ("catalog", "engine", "game", "sc2api/eyes"),
}
