"""The one decorator of the engine.

``@jit`` compiles a plain function over (rules, game) with Numba; ``@leaf`` also inlines it into its
callers. With ``NUMBA_DISABLE_JIT=1`` both leave the function as it is, and it computes the same.
"""

from __future__ import annotations

import numba

from starleague.engine.linking import Part, Whole


def jit(function):
    """Compile for the engine: no allocation, no exceptions, no Python objects, no interpreter lock."""
    return function if numba.config.DISABLE_JIT else Part(function, _OPTIONS)


def leaf(function):
    """As ``jit``, and inlined by the compiler: for small functions that every unit calls."""
    return function if numba.config.DISABLE_JIT else Part(function, {"forceinline": True, **_OPTIONS})


def entry(function):
    """As ``jit``, for what Python calls: keeps the wrapper that takes Python objects, and is cached."""
    return function if numba.config.DISABLE_JIT else Whole(function, _OPTIONS)


_OPTIONS = {"nogil": True, "error_model": "numpy", "_nrt": False}
