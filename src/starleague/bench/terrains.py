"""The ground of the recorded battles: open, or parted by rock that leaves a passage."""

from __future__ import annotations

import functools

import numpy as np

from starleague.game.maps import Map

SIDE = 80  # cells
WALL = (31, 49)  # columns of the rock
LOW, HIGH = 143, 175  # height of the ground and of the rock
PASSAGES = {"plain": SIDE, "bush": 14, "corrid": 6}  # cells of width
CORNERS = {"plain": 0, "bush": 2, "corrid": 3}  # cells cut off the rock's corners at the passage
SMOKE = {"bush": (39, 41)}  # columns of what blocks sight in the passage


@functools.cache
def terrain_map(terrain: str) -> Map:
    """The map of "plain", "bush" (a wide passage) or "corrid" (a narrow one between pits)."""
    if terrain not in PASSAGES:
        raise ValueError(f"no terrain {terrain!r}; there are {', '.join(PASSAGES)}")
    width = PASSAGES[terrain]
    y, x = np.indices((SIDE, SIDE))
    inside = np.maximum((SIDE - width) // 2 - 1 - y, y - (SIDE + width) // 2)  # cells from the passage, 0: beside it
    cut = np.maximum(CORNERS[terrain] - inside, 0)
    rock = (inside >= 0) & (x >= WALL[0] + cut) & (x < WALL[1] - cut)
    ground = np.where(rock, HIGH if terrain == "bush" else LOW, LOW).astype(np.uint8)
    smoke = np.zeros((SIDE, SIDE), np.uint8)
    if terrain in SMOKE:
        smoke[(SIDE - width) // 2 + 1 : (SIDE + width) // 2 - 1, slice(*SMOKE[terrain])] = 1
    return Map(
        name=terrain, playable=(0, 0, SIDE, SIDE), ground=ground, pathable=(~rock).astype(np.uint8),
        placeable=np.zeros((SIDE, SIDE), np.uint8), cliff=np.where(ground == HIGH, 3, 1).astype(np.uint8),
        sight_block=smoke, resources=(), starts=((SIDE / 2, SIDE / 2),),
    )
