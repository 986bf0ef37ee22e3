"""What a computer player knows and how strong it is: records, as the engine's."""

from __future__ import annotations

from enum import IntEnum

from starleague.catalog.rules import SPAN, i1, i2, i4, record, u1

MAX_STEPS = 64
MAX_PLANS = 24
MAX_LEVELS = 10
MAX_BASES = 24
MAX_SPOTS = 400
MAX_TAKEN = 12


class Kind(IntEnum):
    """What a step of a plan asks for."""

    NONE = 0
    BUILD = 1  # a structure by a worker
    TRAIN = 2
    RESEARCH = 3
    MORPH = 4  # a unit turns itself into another (Orbital Command)
    ADD_ON = 5
    EXPAND = 6  # a town hall at the next free base
    REFINERY = 7  # on a geyser of an own base


STEP = record([
    ("kind", i1),
    ("ability", i2),  # [rules.abilities]
    ("product", i2),  # [rules.unit_types] what is counted
    ("upgrade", i2),  # [rules.upgrades]
    ("count", i2),  # wanted in all
    ("per_base", u1),  # `count` for each own base
    ("from_supply", i4),  # [half supply] used
    ("from_loop", i4),
    ("to_level", i1), ("from_level", i1),  # levels that follow it
    ("saves", u1),  # later steps wait until it is paid
])

PLAN = record([
    ("race", i1),
    ("steps", STEP, (MAX_STEPS,)), ("n_steps", i4),
    ("first_attack", i4),  # [loop]
    ("army", i4),  # [half supply] of the first wave; later ones grow
    ("growth", i4),  # [half supply] that each wave adds
])

LEVEL = record([
    ("interval", i4),  # loops between decisions
    ("workers", i2),  # most that it makes
    ("bases", i2),  # most that it holds
    ("structures", i2),  # most production structures of a kind
    ("queue", i2),  # units queued at a structure before it looks elsewhere
    ("wave", i4),  # [factor] of the plan's army that it waits for
    ("delay", i4),  # loops added to the plan's first attack
    ("commits", u1),  # goes on with an attack that it is losing
    ("defends", u1),  # calls the army home
    ("abilities", u1),  # uses energy and spells
    ("upgrades", u1),
    ("pulls_workers", u1),  # workers fight for the base
    ("repairs", u1),
    ("income", i4),  # [factor] of what workers bring
    ("sees_all", u1),
])

BASE = record([("x", i4), ("y", i4)])

BRAINS = record([  # read-only, one for a batch
    ("plans", PLAN, (MAX_PLANS,)), ("n_plans", i4),
    ("levels", LEVEL, (MAX_LEVELS + 1,)),
    ("bases", BASE, (MAX_BASES,)), ("n_bases", i4),
    ("spots", BASE, (MAX_SPOTS,)), ("n_spots", i4),  # [cells] offsets round a place, nearest first
    ("lists", SPAN),
])

BOT = record([  # one computer player of one game
    ("active", u1), ("player", i1), ("plan", i2), ("level", i2),
    ("ready", u1),
    ("next", i4),  # [loop] of its next decision
    ("home_x", i4), ("home_y", i4),  # [1/4096 cell]
    ("enemy_x", i4), ("enemy_y", i4),  # where it believes the enemy to be
    ("rally_x", i4), ("rally_y", i4),
    ("minerals", i4), ("vespene", i4), ("supply", i4),  # left to spend in this decision
    ("attacking", u1), ("attack_since", i4), ("waves", i4),
    ("search", i4),  # which base it looks at next for a hidden enemy
    ("builders", i4),  # workers sent to build and not yet there
    ("taken", i2, (MAX_TAKEN,)), ("n_taken", i4),  # workers given work in this decision
])

PLAYERS = 3
