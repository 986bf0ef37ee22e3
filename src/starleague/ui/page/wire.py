"""The binary form of a frame: sections of columns, the same types that the page's typed arrays have.

    frame    u8 kind (KEY or CHANGE), u8 0, u16 number of sections, u32 game loop, then the sections
    section  u8 what, u8 0, u16 0, u32 rows, then its columns one after the other, each padded to 4 bytes

Little-endian. A column's type is fixed by its section (``COLUMNS``); ``web/src/net/frames.ts`` reads the same table,
which the page gets with the facts of the rules.
"""

from __future__ import annotations

import struct
from enum import IntEnum

import numpy as np

KEY, CHANGE = 1, 2
CELL = 128  # position units in a cell
LONGEST = 1 << 16


class Section(IntEnum):
    """What a section tells."""

    PURSE = 1  # a player's resources and counts
    BORN = 2  # a unit comes into view, or is another than before
    MOVED = 3  # a small step
    JUMPED = 4  # a large one
    VITALS = 5
    STATE = 6  # flags, progress of construction, of production
    GONE = 7
    SIGHT = 8  # runs of cells whose visibility changed
    CREEP = 9
    MISSILES = 10  # all that are seen
    SHOTS = 11  # who has fired at whom since the last frame
    FIELDS = 12  # effects that lie on the ground


COLUMNS: dict[Section, dict[str, str]] = {
    Section.PURSE: {
        "player": "u1", "minerals": "i4", "vespene": "i4", "used": "u2", "cap": "u2", "workers": "u2", "idle": "u2",
        "army": "u2",
    },
    Section.BORN: {
        "index": "u2", "generation": "u4", "type": "u2", "owner": "u1", "flags": "u2", "x": "u2", "y": "u2",
        "facing": "u1", "life": "u2", "life_max": "u2", "shields": "u2", "shields_max": "u2", "energy": "u2",
        "energy_max": "u2", "progress": "u1", "work": "u1",
    },
    Section.MOVED: {"index": "u2", "dx": "i1", "dy": "i1", "facing": "u1"},
    Section.JUMPED: {"index": "u2", "x": "u2", "y": "u2", "facing": "u1"},
    Section.VITALS: {"index": "u2", "life": "u2", "shields": "u2", "energy": "u2"},
    Section.STATE: {"index": "u2", "flags": "u2", "progress": "u1", "work": "u1"},
    Section.GONE: {"index": "u2", "died": "u1"},
    Section.SIGHT: {"start": "u2", "length": "u2", "value": "u1"},  # value: start's bits above 16, shifted by 4
    Section.CREEP: {"start": "u2", "length": "u2", "value": "u1"},
    Section.MISSILES: {"style": "u2", "owner": "u1", "x": "u2", "y": "u2", "to_x": "u2", "to_y": "u2", "speed": "u1"},
    Section.SHOTS: {"index": "u2", "target": "u2"},
    Section.FIELDS: {"style": "u2", "owner": "u1", "x": "u2", "y": "u2"},
}
_HEAD = struct.Struct("<BBHI")


def frame(kind: int, loop: int, sections: list[bytes]) -> bytes:
    return b"".join([_HEAD.pack(kind, 0, len(sections), loop), *sections])


def section(what: Section, columns: dict[str, np.ndarray]) -> bytes:
    """One section; ``columns`` has the names of COLUMNS."""
    kinds = COLUMNS[what]
    rows = len(columns[next(iter(kinds))])
    parts = [_HEAD.pack(what, 0, 0, rows)]
    for name, kind in kinds.items():
        data = np.ascontiguousarray(columns[name], f"<{kind}").tobytes()
        parts += [data, b"\0" * (-len(data) % 4)]
    return b"".join(parts)


def runs(before: np.ndarray, now: np.ndarray) -> dict[str, np.ndarray]:
    """Where a grid of small numbers has changed, as runs of equal values in reading order."""
    old, new = before.reshape(-1), now.reshape(-1)
    changed = np.flatnonzero(old != new)
    values = new[changed]
    begins = np.ones(len(changed), bool)
    begins[1:] = (np.diff(changed) != 1) | (values[1:] != values[:-1])
    first = np.flatnonzero(begins)
    lengths = np.diff(np.append(first, len(changed)))
    starts = changed[first]
    if len(lengths) and lengths.max() >= LONGEST:  # a keyframe of a map that is all of one value
        cut = int(np.argmax(lengths))
        extra = lengths[cut] - (LONGEST - 1)
        lengths[cut] = LONGEST - 1
        lengths, starts = np.insert(lengths, cut + 1, extra), np.insert(starts, cut + 1, starts[cut] + LONGEST - 1)
        first = np.insert(first, cut + 1, first[cut])
    return {"start": starts & 0xFFFF, "length": lengths, "value": values[first] | (starts >> 16) << 4}


def schema() -> list[dict]:
    """COLUMNS for the page."""
    return [{"id": int(what), "name": what.name.lower(), "columns": kinds} for what, kinds in COLUMNS.items()]
