"""Names of the data as people read them."""

from __future__ import annotations

import re

_SEAMS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-z])(?=[0-9])")
_ENDINGS = (" MP", " Melee")


def spaced(name: str) -> str:
    """"SupplyDepot" as "Supply Depot"; what only the data tells apart is left out."""
    words = _SEAMS.sub(" ", name.replace("_", " "))
    for ending in _ENDINGS:
        words = words.removesuffix(ending)
    return words
