"""Records of what a player sees and remembers; each field declared once with its unit and meaning."""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from starleague.catalog.rules import i1, i2, i4, i8, record, u1
from starleague.engine.layout import MAX_ORDERS, MAX_UNITS

f4 = np.float32

MAX_GHOSTS = 300  # remembered structures that are gone
MAX_PLANNED = 200  # structures that are told to be built and not begun
MAX_SIGHTINGS = 2 * MAX_UNITS + MAX_GHOSTS + MAX_PLANNED
MAX_POWER = 100  # power sources

GENERATION_BITS = 18
PLACEHOLDER = 1 << 62  # bit of the tag of what is only planned; the rest is its builder's tag and the order's place
PLACE_SHIFT = GENERATION_BITS + 10
assert MAX_UNITS < 1 << 10 and MAX_ORDERS < 1 << 8


class Known(IntEnum):
    """``DisplayType`` of the API."""

    NOTHING = 0
    VISIBLE = 1
    SNAPSHOT = 2
    HIDDEN = 3
    PLACEHOLDER = 4


class Side(IntEnum):
    """``Alliance`` of the API."""

    SELF = 1
    ALLY = 2
    NEUTRAL = 3
    ENEMY = 4


class Cloak(IntEnum):
    """``CloakState`` of the API."""

    UNKNOWN = 0
    CLOAKED = 1
    DETECTED = 2
    NOT_CLOAKED = 3
    ALLIED = 4


class Wish(IntEnum):
    """Bits of ``GLASS.wishes``: what a client wants to see."""

    CLOAKED = 1  # hints of units that cannot be detected
    BURROWED = 2
    PLACEHOLDERS = 4
    ALL_ORDERS = 8  # of units of others, too


class Fog(IntEnum):
    """What fog of war does to a look."""

    THICK = 0  # hides
    LIFTED = 1  # what it would hide is told as hidden
    NONE = 2


SIGHTING = record([  # a unit as one player sees it
    ("tag", i8),
    ("slot", i2),  # of the unit; 0: it is only remembered or planned
    ("type", i2),  # [rules.unit_types]
    ("owner", i1), ("side", i1), ("known", i1), ("cloak", i1),  # [Side], [Known], [Cloak]
    ("selected", u1), ("on_screen", u1), ("detailed", u1), ("own", u1),  # vitals are told; orders are told
    ("flying", u1), ("burrowed", u1), ("powered", u1), ("hallucination", u1), ("active", u1), ("blip", u1),
    ("x", i4), ("y", i4),  # [1/4096 cell]
    ("z", f4),  # [cells]
    ("facing", f4),  # [radians]
    ("radius", f4),  # [cells]
    ("progress", f4),  # [0, 1] of its construction
    ("life", i4), ("life_max", i4), ("shields", i4), ("shields_max", i4), ("energy", i4), ("energy_max", i4),
    ("buff", i4),  # API id of one of its buffs; 0: none
    ("buff_share", f4),  # [0, 1] left of it
])

SNAPSHOT = record([  # a structure or resource as a player saw it last
    ("used", u1), ("seen", u1),  # seen: with his own eyes; what lies on the map is known without
    ("slot", i2), ("generation", i2), ("type", i2), ("owner", i1), ("powered", u1),
    ("x", i4), ("y", i4), ("facing", i4),
    ("progress", f4),
])
# Entry k below MAX_UNITS is of the unit in slot k, or of one that was; the others are of units whose slot has
# been taken since.
MEMORY = record([("snapshots", SNAPSHOT, (MAX_UNITS + MAX_GHOSTS,))])

LEVELS = record([("attack", i1), ("armor", i1), ("shields", i1)])  # upgrade levels of a player's unit type

GLASS = record([  # through which a player looks
    ("player", i1),  # 0: an observer of all
    ("fog", i1),  # [Fog]
    ("wishes", i4),  # [Wish bits]
    ("camera_x", i4), ("camera_y", i4),  # [1/4096 cell]
    ("left", i4), ("bottom", i4),  # [1/4096 cell] what is subtracted from places
    ("n_selected", i4), ("selected", i8, (MAX_UNITS,)),  # tags
])

POWER = record([("slot", i2), ("radius", i4)])
