"""The plans of the maps that are drawn by hand: cells, (0, 0) at the lower left; player 1's half is written out."""

from __future__ import annotations

from starleague.game.mapmaker.drawn import Base, Plan, Shape
from starleague.game.mapmaker.ramps import Ramp

BASALT_TERRACES = Plan(
    name="Basalt Terraces",
    width=168,
    height=152,
    margin=8,
    shapes=(
        # the lowland: bottom lane, both thirds, the middle
        Shape(1, ((54, 10), (66, 9), (88, 9), (94, 14), (94, 34), (124, 42), (140, 40), (152, 44), (158, 50),
                  (158, 66), (150, 76), (118, 92), (84, 108), (62, 92), (66, 60), (47, 54), (47, 36), (54, 28))),
        Shape(1, ((9, 84), (14, 78), (50, 78), (66, 88), (84, 90), (84, 112), (50, 110), (44, 113), (16, 108),
                  (9, 102))),
        # natural, and the terrace before it
        Shape(2, ((9, 56), (15, 48), (34, 46), (46, 44), (50, 50), (50, 55), (56, 55), (62, 61), (62, 74), (54, 82),
                  (50, 86), (44, 80), (38, 78), (16, 77), (9, 71))),
        # bottom terrace with two bases
        Shape(2, ((92, 12), (97, 9), (118, 9), (124, 15), (130, 15), (136, 9), (150, 9), (158, 17), (158, 33),
                  (150, 40), (134, 42), (126, 34), (120, 37), (96, 37), (92, 33))),
        # main
        Shape(3, ((9, 18), (18, 9), (36, 9), (45, 18), (45, 36), (41, 42), (33, 45), (17, 45), (9, 37))),
        # rocks and chasms
        Shape(0, ((46, 61), (49, 61), (51, 57), (48, 54), (44, 55))),
        Shape(0, ((37, 80), (44, 81), (46, 75), (43, 72), (38, 74))),
        Shape(0, ((74, 47), (77, 51), (82, 50), (83, 45), (79, 42), (75, 43))),
        Shape(0, ((64, 86), (67, 96), (72, 98), (71, 91))),
        Shape(0, ((73, 31), (79, 27), (80, 21), (75, 20), (72, 25))),
        Shape(0, ((112, 50), (120, 56), (124, 54), (120, 48))),
    ),
    whole=(
        Shape(2, ((73, 84), (72, 76), (80, 64), (92, 61), (95, 68), (96, 76), (88, 88), (76, 91))),
    ),
    ramps=(
        Ramp(42, 42, (-1, -1), 2, 1),
        Ramp(58, 59, (-1, 1), 1, 5),
        Ramp(59, 77, (-1, -1), 1, 5),
        Ramp(49, 83, (1, -1), 1, 4),
        Ramp(92, 33, (1, -1), 1, 5),
        Ramp(132, 40, (-1, -1), 1, 5),
        Ramp(75, 87, (1, -1), 1, 5),
        Ramp(76, 68, (1, 1), 1, 5),
    ),
    sight_blocks=(
        Shape(1, ((80, 76), (83, 72), (86, 73), (84, 78))),
        Shape(1, ((86, 54), (89, 57), (88, 58), (85, 55))),
        Shape(1, ((66, 68), (68, 66), (69, 72), (67, 74))),
    ),
    bases=(
        Base(25.5, 26.5, "corner"),
        Base(23.5, 62.5, "corner"),
        Base(62.5, 43.5, "corner"),
        Base(24.5, 94.5, "side"),
        Base(68.5, 20.5, "corner"),
        Base(108.5, 21.5, "corner", flip_x=True),
        Base(144.5, 25.5, "corner", flip_x=True),
    ),
)

# Flat and open, for trying things: room for a battle in the middle, a start with minerals in two corners.
TRAINING_GROUND = Plan(
    name="Training Ground",
    width=80,
    height=80,
    margin=8,
    floor=1,
    shapes=(),
    bases=(Base(18.5, 18.5, "corner"),),
)

PLANS = (BASALT_TERRACES, TRAINING_GROUND)
