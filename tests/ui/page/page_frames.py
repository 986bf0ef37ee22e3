"""Reads frames as the page does, and keeps what they tell."""

import struct

import numpy as np

from starleague.ui.page.wire import COLUMNS, KEY, Section


def read(data):
    """(is a keyframe, loop, {section: columns})"""
    kind, _, count, loop = struct.unpack_from("<BBHI", data)
    at, told = 8, {}
    for _ in range(count):
        what, _, _, rows = struct.unpack_from("<BBHI", data, at)
        at += 8
        columns = {}
        for name, dtype in COLUMNS[Section(what)].items():
            columns[name] = np.frombuffer(data, f"<{dtype}", rows, at).astype(np.int64).tolist()
            at += -(-rows * np.dtype(dtype).itemsize // 4) * 4
        told[Section(what)] = columns
    assert at == len(data)
    return kind == KEY, loop, told


class Mirror:
    """A page's memory of a game."""

    def __init__(self, width, height):
        self.units, self.loop = {}, -1
        self.sight, self.creep = np.zeros(width * height, int), np.zeros(width * height, int)

    def take(self, data):
        key, self.loop, told = read(data)
        if key:
            self.units.clear()
            self.sight[:], self.creep[:] = 0, 0
        for index in told.get(Section.GONE, {}).get("index", []):
            self.units.pop(index, None)
        for what in (Section.BORN, Section.MOVED, Section.JUMPED, Section.VITALS, Section.STATE):
            columns = told.get(what, {})
            for row in zip(*columns.values(), strict=True):
                facts = dict(zip(columns, row, strict=True))
                unit = self.units.setdefault(facts.pop("index"), {})
                if what == Section.MOVED:
                    facts["x"], facts["y"] = unit["x"] + facts.pop("dx"), unit["y"] + facts.pop("dy")
                unit.update(facts)
        for what, grid in ((Section.SIGHT, self.sight), (Section.CREEP, self.creep)):
            columns = told.get(what, {})
            for start, length, value in zip(*columns.values(), strict=True):
                start += value >> 4 << 16
                grid[start : start + length] = value & 15
        return told
