"""The one decorator of the engine, and the cache that never serves stale code.

``@jit`` compiles a plain function over (rules, game) with Numba; ``@leaf`` also inlines it into its
callers. With ``NUMBA_DISABLE_JIT=1`` both leave the function as it is, and it computes the same.

Numba's own file cache does not notice a change in a callee or an imported constant of another
module, so the cache folder is named by a digest of every source that takes part.
"""

from __future__ import annotations

import functools
import hashlib
import os
import pathlib
import sys

import numba
import numpy

from starleague.engine.linking import Part, Whole


def jit(function):
    """Compile for the engine: no allocation, no exceptions, no Python objects, no interpreter lock."""
    return function if numba.config.DISABLE_JIT else Part(function, _OPTIONS)


def leaf(function):
    """As ``jit``, and inlined by the compiler: for small functions that every unit calls."""
    return function if numba.config.DISABLE_JIT else Part(function, {"forceinline": True, **_OPTIONS})


def entry(function):
    """As ``jit``, for what Python calls: keeps the wrapper that takes Python objects, and is cached."""
    if numba.config.DISABLE_JIT:
        return function
    numba.config.CACHE_DIR = str(cache_folder(function.__module__.partition(".")[2].partition(".")[0]))
    return Whole(function, _OPTIONS)


@functools.cache
def cache_folder(package: str = "engine") -> pathlib.Path:
    """Where compiled code of a package is kept: one folder for each state of its sources and of the versions."""
    root = os.environ.get("STARLEAGUE_CACHE") or pathlib.Path.home() / ".cache" / "starleague"
    return pathlib.Path(root) / "numba" / f"{package}-{_digest(package)}"


def _digest(package: str) -> str:
    home = pathlib.Path(__file__).resolve().parent.parent
    digest = hashlib.sha256(f"{numba.__version__}|{numpy.__version__}|{sys.version}".encode())
    for folder in _BELOW.get(package, (*_BELOW["env"], "bots")):
        for source in sorted((home / folder).rglob("*.py")):
            digest.update(str(source.relative_to(home)).encode())
            digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


_OPTIONS = {"nogil": True, "error_model": "numpy", "_nrt": False}
# What the compiled code of a package is made of.
_BELOW = {
    "engine": ("catalog", "engine"),
    "game": ("catalog", "engine", "game"),
    "bots": ("catalog", "engine", "bots"),
    "env": ("catalog", "engine", "game", "env"),
    "sc2api": ("catalog", "engine", "game", "sc2api/eyes"),
}
