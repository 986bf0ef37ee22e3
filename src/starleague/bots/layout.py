"""What a computer player knows and how strong it is: records, as the engine's."""

from __future__ import annotations

from enum import IntEnum

from starleague.catalog.rules import FILTER, MAX_UNIT_TYPES, SPAN, i1, i2, i4, i8, record, u1
from starleague.engine.layout import MAX_UNITS

MAX_STEPS = 80
MAX_PLANS = 40
MAX_LEVELS = 10
PACE = 1000  # loops between two figures of a level's pace
PACES = 17  # such figures, from the start of a game on
MAX_BASES = 24
MAX_STARTS = 8  # of rules.terrain
MAX_SPOTS = 400
MAX_FORMS = 8
MAX_CASTS = 80
PLAYERS = 3
RACES = 4


class Kind(IntEnum):
    """What a step of a plan asks for."""

    NONE = 0
    BUILD = 1  # a structure by a worker
    TRAIN = 2  # a unit, by whatever makes it: a structure, a larva, a warp gate, another unit
    RESEARCH = 3
    MORPH = 4  # a unit turns itself into another (Orbital Command, Lair, Overseer)
    ADD_ON = 5
    EXPAND = 6  # a town hall at the next free base
    REFINERY = 7  # on a geyser of an own base


class Aim(IntEnum):
    """At what a spell is cast."""

    NONE = 0  # at nothing, or at oneself
    ENEMY = 1  # the dearest enemy unit in range
    CROWD = 2  # the place in range with the most enemies
    MINERALS = 3  # a mineral field of an own base
    HALL = 4  # an own town hall
    WORKSHOP = 5  # an own structure at work, the dearest work first
    HURT = 6  # the own unit in range that lacks the most life
    AWAY = 7  # a place behind the caster, away from the enemies near it
    FRONTIER = 8  # the place in range where creep ends, towards the enemy
    HIDDEN = 9  # a place where cloaked enemies are
    PARTNER = 10  # another unit of its type, together with the caster
    ANY = 11  # one of the enemy units in range, by chance


MAKER = record([("unit_type", i2), ("ability", i2)])

STEP = record([
    ("kind", i1),
    ("ability", i2),  # [rules.abilities] whose price and requirements hold
    ("product", i2),  # [rules.unit_types]
    ("upgrade", i2),  # [rules.upgrades]
    ("makers", MAKER, (MAX_FORMS,)), ("n_makers", i2),  # who does it, and by which ability
    ("forms", i2, (MAX_FORMS,)), ("n_forms", i2),  # [rules.unit_types] that count as the product
    ("takes_addon", u1),  # the product needs room for an add-on
    ("count", i2),  # wanted in all
    ("per_base", u1),  # `count` for each own base
    ("from_supply", i4),  # [half supply] used
    ("from_loop", i4),
    ("from_bank", i4),  # minerals that lie idle
    ("against", FILTER), ("ratio", i4),  # [factor] so much of it for the supply of known enemies such as these
    ("to_level", i1), ("from_level", i1),  # levels that follow it
    ("saves", u1),  # later steps wait until it is paid
])

PLAN = record([
    ("race", i1),
    ("steps", STEP, (MAX_STEPS,)), ("n_steps", i4),
    ("first_attack", i4),  # [loop]
    ("army", i4),  # [half supply] of the first wave; later ones grow
    ("growth", i4),  # [half supply] that each wave adds
    ("as_one", u1),  # all soldiers attack together, also where its level would leave some at home
])

FAITH = record([  # what all builds of a race share
    ("supply", STEP),  # how supply is made, and from when on
    ("hunters", STEP, (MAX_FORMS,)), ("n_hunters", i4),  # what finds and reaches the last hidden enemies
])

LEVEL = record([
    ("interval", i4),  # loops between decisions
    ("macro", i4),  # loops between decisions on builds and workers; 0: at every decision
    ("workers", i2),  # most that it makes
    ("paced_workers", i2, (PACES,)),  # most that it has by the time; 0 at last: no such limit
    ("paced_army", i4, (PACES,)),  # [half supply] of all others, the same
    ("bases", i2),  # most that it holds
    ("structures", i2),  # most production structures of a kind
    ("add_ons", u1),  # builds them, and leaves room for them
    ("queue", i2),  # units queued at a structure before it looks elsewhere
    ("plans_ahead", u1),  # queues the next unit just before the last is made, not after
    ("spreads", u1),  # workers go to another base rather than be the third at a mineral field
    ("balances", u1),  # unless it teaches, workers leave the vespene while there is more of it than minerals can use
    ("supply_ahead", i4), ("supply_spare", i4),  # supply kept free: [factor] of what is used, [half supply]
    ("counters", u1),  # makes what is good against what it has seen
    ("wave", i4),  # [factor] of the plan's army that it waits for
    ("delay", i4),  # loops added to the plan's first attack
    ("commits", u1),  # goes on with an attack that it is losing
    ("defends", u1),  # calls the army home
    ("groups", u1),  # attacks in closed groups; who comes later waits for the next, and defends meanwhile
    ("judges", i4),  # [factor] of the known enemy army that it wants to have before it attacks; 0: does not ask
    ("kites", u1),  # those who shoot step back from those who strike
    ("abilities", u1),  # uses energy and spells
    ("upgrades", i2),  # most that it researches
    ("scouts", u1),
    ("rebases", u1),  # town halls without minerals do not count as bases
    ("pulls_workers", u1),  # workers fight for the base
    ("cheats", i4),  # [engine.cheats.Cheat bits]
    ("sees_all", u1),
])

CAST = record([  # when to use an ability
    ("ability", i2),  # [rules.abilities]
    ("aim", i1),  # [Aim]
    ("fights", u1),  # the caster has a target
    ("foes", i2), ("radius", i4),  # so many enemies within so far [1/4096 cell]
    ("no_foes", u1),  # instead: none of them
    ("of", FILTER),  # which enemies count
    ("clear", FILTER), ("clear_radius", i4),  # such enemies must not be within so far; 0: wherever they are
    ("life_above", i4), ("life_below", i4),  # [factor] of the caster's life and shields; 0: whatever
    ("energy", i4),  # [1/4096 point] that the caster must have; 0: the price
    ("energy_below", i4),  # [1/4096 point] that it may have; 0: whatever
    ("worth", i4),  # minerals and vespene that the target must have cost
    ("without", i2),  # [rules.behaviors] that neither caster nor target may have
    ("from_level", i1),
])

BASE = record([
    ("x", i4), ("y", i4),
    ("way", i4, (MAX_STARTS,)),  # [cells] on the ground from each start location
])
SPOT = record([("x", i4), ("y", i4)])

BRAINS = record([  # read-only, one for a batch
    ("plans", PLAN, (MAX_PLANS,)), ("n_plans", i4),
    ("levels", LEVEL, (MAX_LEVELS + 1,)),
    ("faiths", FAITH, (RACES,)),  # by Race
    ("casts", CAST, (MAX_CASTS,)), ("n_casts", i4),  # by the type of the caster
    ("casts_of", SPAN, (MAX_UNIT_TYPES,)),  # [casts] of a unit type
    ("bases", BASE, (MAX_BASES,)), ("n_bases", i4),
    ("spots", SPOT, (MAX_SPOTS,)), ("n_spots", i4),  # [cells] offsets round a place, nearest first
])

VIEW = record([  # what the computer that decides just now sees; one for all
    ("own", i2, (MAX_UNITS,)), ("n_own", i4),  # slots of its units on the field
    ("enemies", i2, (MAX_UNITS,)), ("n_enemies", i4),  # slots of the enemy units that it sees
    ("known", i2, (MAX_UNITS,)), ("n_known", i4),  # slots of those that it has seen and not seen to die
    ("halls", i2, (MAX_UNITS,)), ("n_halls", i4),  # slots of its finished town halls on the ground
    ("sites", i2, (MAX_UNITS,)), ("n_sites", i4),  # slots of all its town halls, unfinished and flying ones too
    ("spreads", u1),  # as its level has it
    ("n_spent", i4),  # how many of its halls have no minerals any more
    ("ordered", u1, (MAX_UNIT_TYPES,)),  # what workers were sent to build in this decision
    ("told", u1, (MAX_UNITS,)),  # units that were given work in this decision
    ("kept", u1, (MAX_UNITS,)),  # structures that are to finish what they do, because a step waits for them
])

BOT = record([  # one computer player of one game
    ("active", u1), ("player", i1), ("plan", i2), ("level", i2),
    ("teaches", u1),  # it shows what it can, whatever the pace of its level
    ("ready", u1),
    ("next", i4), ("next_macro", i4),  # [loop] of its next decision, and of the next one on builds and workers
    ("home_x", i4), ("home_y", i4),  # [1/4096 cell]
    ("start", i4),  # [terrain.starts] the nearest to home
    ("enemy_x", i4), ("enemy_y", i4),  # where it believes the enemy to be
    ("rally_x", i4), ("rally_y", i4),
    ("minerals", i4), ("vespene", i4), ("supply", i4),  # left to spend in this decision
    ("researched", i4),  # upgrades that it has or is at
    ("attacking", u1), ("attack_since", i4), ("waves", i4),
    ("hunting", u1),  # nothing was damaged for long: it looks for what it has not found
    ("damage", i8), ("damage_at", i4),  # [1/4096 point] done so far, and the loop when it last grew
    ("looked", i4, (MAX_BASES,)),  # [loop] when a base was last seen
    ("builders", i4),  # workers sent to build and not yet there
    ("pioneer", i2), ("pioneer_generation", i2),  # the worker that waits for money where the next base will be; 0: none
    ("expands", u1),  # a step of this decision waits for money for a base
    ("wave", i2, (MAX_UNITS,)),  # by slot: generation of the unit that attacks, plus one; 0: none
    ("seen", i2, (MAX_UNITS,)),  # by slot: generation of the enemy unit that was seen, plus one; 0: none
    ("foe", i4),  # what the enemy's army is known to be worth
    ("next_look", i4),  # [loop] when it sends the next scout
    ("warps", i4),  # warp-ins so far: where the next one looks first
])
