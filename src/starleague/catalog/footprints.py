"""Footprints: drawings of the data to cells with bits."""

from __future__ import annotations

from enum import IntEnum

from starleague.catalog import rules as r
from starleague.catalog.schema import Footprint


class FootprintBit(IntEnum):
    """Words of a footprint's cells: what it writes as ``footprint`` of a unit, what it checks as ``placement``.

    Every cell of a placement needs ground to build on that is free; CREEP is needed by Zerg, refused by others.
    """

    BLOCKS = r.FOOTPRINT_BLOCKS
    NO_BUILD = r.FOOTPRINT_NO_BUILD
    NEAR_RESOURCES = r.FOOTPRINT_NEAR_RESOURCES
    DROP_OFF = r.FOOTPRINT_DROP_OFF
    CREEP = r.FOOTPRINT_CREEP
    NEEDS_PATHABLE = r.FOOTPRINT_NEEDS_PATHABLE
    NO_CREEP = r.FOOTPRINT_NO_CREEP
    NEEDS_VISION = r.FOOTPRINT_NEEDS_VISION
    NO_SIGHT = r.FOOTPRINT_NO_SIGHT
    DENSE = r.FOOTPRINT_DENSE


WORDS = {"".join(part.capitalize() for part in bit.name.split("_")): bit for bit in FootprintBit}


def cells_of(footprint: Footprint) -> list[tuple[int, int, int]]:
    """(dx, dy, bits) of each cell, its lower-left corner from the centre, south-west first."""
    drawn = footprint.cells if footprint.cells is not None else footprint.checks or {}
    meanings = {letter: bits_of(words) for letter, words in drawn.items()}
    found = []
    for line, row in enumerate(reversed(footprint.rows)):
        for column, letter in enumerate(row):
            if letter != ".":
                found.append((footprint.left + column, footprint.bottom + line, meanings[letter]))
    return found


def bits_of(words: list[str]) -> int:
    """Bits of a cell's words."""
    unknown = [word for word in words if word not in WORDS]
    if unknown:
        raise ValueError(f"no footprint word {unknown[0]!r}; there are {', '.join(WORDS)}")
    return sum(WORDS[word] for word in set(words))


def problems(footprint: Footprint) -> list[str]:
    """What is wrong with a footprint's drawing."""
    found = []
    if len({len(row) for row in footprint.rows}) > 1:
        found.append("its rows differ in length; make them equal")
    letters = {letter for row in footprint.rows for letter in row} - {"."}
    for drawn in (footprint.cells, footprint.checks):
        for letter in sorted(letters - set(drawn)) if drawn is not None else ():
            found.append(f"rows use the letter {letter!r}, which is not explained; add it to cells and checks")
    for words in [*(footprint.cells or {}).values(), *(footprint.checks or {}).values()]:
        for word in words:
            if word not in WORDS:
                found.append(f"no footprint word {word!r}; there are {', '.join(WORDS)}")
    return found
