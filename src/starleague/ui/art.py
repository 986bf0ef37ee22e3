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
import re
import tomllib
from importlib import resources
from typing import Any

from starleague.catalog.rules import FOOTPRINT_BLOCKS
from starleague.catalog.vocabulary import Flag, Plane
from starleague.game.games import Games

FILES = ("terran", "zerg", "protoss", "neutral")
SHAPES = set("pmcdlkr")
COLORS = {
    "team", "deep", "pale", "metal", "dark", "hull", "plate", "glow", "glass", "bone", "skin", "earth", "gas",
    "mineral",
}
VARIANTS = re.compile(r"(Flying|Burrowed|MP)$")  # of a type that looks the same

Parts = tuple[str, ...]


class ArtError(ValueError):
    """A part that cannot be drawn; says where."""


def parts_of(games: Games, row: int) -> Parts:
    """How a unit type looks: as drawn for it or what it is a variant of, else by what it is."""
    names = games.names.unit_names
    name, alias = names[row], names[int(games.rules.unit_types[row].alias)]
    found = next((known for one in (name, VARIANTS.sub("", name), alias) if (known := art().get(one))), None)
    return found or _plain_parts(games, row)


def footprint_size(games: Games, row: int) -> tuple[int, int]:
    """Width and height of what a structure covers [cells]; nothing for what moves."""
    kind = games.rules.unit_types[row]
    cells = games.footprint_cells(int(kind.footprint), FOOTPRINT_BLOCKS) if kind.footprint else []
    if not cells:
        return 0, 0
    columns, rows = [x for x, _ in cells], [y for _, y in cells]
    return int(max(columns) - min(columns) + 1), int(max(rows) - min(rows) + 1)


@functools.cache
def art() -> dict[str, Parts]:
    """Parts by the name of a unit type."""
    entries: dict[str, dict] = {}
    for name in FILES:
        entries |= _data(name)
    return {name: _parts(name, entries) for name in entries}


@functools.cache
def inks() -> dict[str, Any]:
    """The colour of each role as "#rrggbb": of ``teams`` by player, of ``races``, and those in ``common``."""
    return _data("inks")


def ink_of(race: str, owner: int) -> dict[str, str]:
    """The colours of one player's units of a race."""
    known = inks()
    return {**known["common"], **known["races"].get(race, known["races"]["neutral"]), **known["teams"][owner]}


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("starleague.ui").joinpath("data").joinpath(f"{name}.toml").read_text())


def _plain_parts(games: Games, row: int) -> Parts:
    """Of a type without art of its own."""
    kind = games.rules.unit_types[row]
    width, height = footprint_size(games, row)
    if width:
        cut = min(width, height) * 0.25
        parts = [
            f"r dark 0,0 {width - 0.08} {height - 0.08} {cut}", f"r hull 0,0 {width - 0.3} {height - 0.3} {cut}",
            f"r team 0,0 {width * 0.6} {height * 0.6} {cut * 0.6}",
        ]
        if kind.flags & Flag.TOWNHALL:
            return (*parts, f"c plate 0,0 {width * 0.22}", f"c glow 0,0 {width * 0.1}")
        if kind.queue_size:
            inner = f"r plate 0,0 {width * 0.35} {height * 0.35} {cut * 0.3}"
            return (*parts, inner, f"c glow 0,0 {width * 0.08}")
        return (*parts, f"c plate 0,0 {width * 0.18}")
    if kind.plane == Plane.AIR:
        return (
            "m team 0.3,0.2 -0.4,1.1 -0.9,0.9 -0.6,0.2", "p hull 1.1,0 0,0.4 -0.9,0.3 -0.9,-0.3 0,-0.4",
            "c glow 0.2,0 0.2",
        )
    if kind.flags & Flag.WORKER:
        return "p team 1.1,0 0,0.85 -0.9,0 0,-0.85", "c plate 0,0 0.4", "c glow 0.35,0 0.16"
    return (
        "p hull 1.1,0 0.2,0.7 -0.8,0.8 -0.8,-0.8 0.2,-0.7", "c team 0,0 0.62", "p pale 0.8,0 0.2,0.3 0.2,-0.3",
    )


def _parts(name: str, entries: dict[str, dict], depth: int = 0) -> Parts:
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
