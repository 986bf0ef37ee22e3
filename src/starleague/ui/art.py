"""What units and structures look like from above: parts in a few words, drawn by the page and by pictures alike.

A part is ``shape colour numbers…``. Units look along +x and are measured in their radius; structures in cells.

    p  polygon x,y x,y …              m  polygon, and again mirrored at the x axis
    c  circle x,y radius              d  circle, and again mirrored
    l  line x,y x,y width             k  line, and again mirrored
    r  rectangle x,y width height cut (of its corners)

Colours are roles (``COLORS``): the player's (team, deep, pale), materials, and what glows. ``like`` puts an entry's
own parts on top of another's.
"""

from __future__ import annotations

import functools
import tomllib
from importlib import resources

FILES = ("terran", "zerg", "protoss", "neutral")
SHAPES = set("pmcdlkr")
COLORS = {
    "team", "deep", "pale", "metal", "dark", "hull", "plate", "glow", "glass", "bone", "skin", "earth", "gas",
    "mineral",
}


class ArtError(ValueError):
    """A part that cannot be drawn; says where."""


@functools.cache
def art() -> dict[str, tuple[str, ...]]:
    """Parts by the name of a unit type."""
    entries: dict[str, dict] = {}
    for name in FILES:
        file = resources.files("starleague.ui").joinpath("data").joinpath(f"{name}.toml")
        if file.is_file():
            entries |= tomllib.loads(file.read_text())
    return {name: _parts(name, entries) for name in entries}


def _parts(name: str, entries: dict[str, dict], depth: int = 0) -> tuple[str, ...]:
    entry = entries.get(name)
    if entry is None or depth > len(entries):
        raise ArtError(f"art {name!r}: there is no such entry, or it is like itself")
    below = _parts(entry["like"], entries, depth + 1) if "like" in entry else ()
    own = tuple(entry.get("parts", ()))
    for part in own:
        _check(name, part)
    return below + own


def _check(name: str, part: str) -> None:
    shape, color, *rest = part.split()
    if shape not in SHAPES or color not in COLORS or not rest:
        raise ArtError(f"art {name!r}: {part!r} has no known shape or colour")
    try:
        [float(number) for word in rest for number in word.split(",")]
    except ValueError:
        raise ArtError(f"art {name!r}: {part!r} has something that is no number") from None
