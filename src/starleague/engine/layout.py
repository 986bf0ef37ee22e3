"""The state of a game: one aligned record, each field declared once with its unit and meaning.

``games = np.zeros(n, GAME)`` is a batch of games; ``tick(rules, games[g])`` moves one on. Units of
measure are those of ``catalog.rules``. Slot 0 of ``units`` is never used, so a zeroed reference to a
unit refers to none. A reference that lives longer than a tick carries the slot's ``generation`` too.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from starleague.catalog.rules import (
    GRID_H,
    GRID_W,
    MAX_SIGHT,
    MAX_UNIT_TYPES,
    MAX_UPGRADES,
    MAX_WEAPONS,
    i1,
    i2,
    i4,
    i8,
    record,
    u1,
)
from starleague.catalog.vocabulary import ScoreCategory

MAX_UNITS = 1021  # slots, resources included; slot 0 unused; not a power of two
MAX_PLAYERS = 3  # player 0 is neutral; 1 and 2 play
MAX_ORDERS = 8
MAX_BUFFS = 10
MAX_QUEUE = 8
MAX_PASSENGERS = 10
MAX_NETWORK = 255  # passengers of a network of carriers
MAX_COOLDOWNS = 4
MAX_RALLIES = 4
MAX_MARKS = 8
MAX_MISSILES = 400
MAX_PERSISTENTS = 400
MAX_PENDING = 1500
MAX_COMMANDS = 250
MAX_COMMAND_UNITS = 4000
MAX_EVENTS = 250
MAX_DAMAGE = 200
N_CATEGORIES = len(ScoreCategory)
MAX_FIELDS = 10  # path fields kept
MAX_PATCHES = 250  # of creep
MAX_SUBSTITUTES = 6
MAX_NODES = 20011  # of the frontier of a path search
REQUIREMENT_DEPTH = 32
MAX_IN_WAY = 24
MAX_VIEWS = 1001  # the first sees everything
VIEW_HALF = MAX_SIGHT  # cells from the middle of a view to its edge
LIT_MARGIN = 32  # columns left and right of the grid, so that a view never hangs over the edge
LIT_WORDS = (GRID_W + 2 * LIT_MARGIN + 63) // 64
BUCKET_SHIFT = 13  # neighbour buckets are 2 cells wide
BUCKET_W = GRID_W // 2
BUCKET_H = GRID_H // 2

u2 = np.uint16
u4 = np.uint32
u8 = np.uint64

ORDER = record([
    ("ability", i2),  # [rules.abilities]
    ("target", i2), ("target_generation", i2),  # unit slot; 0: a point, or nothing
    ("phase", i1),  # [Phase]
    ("has_point", u1),
    ("x", i4), ("y", i4),
])

BUFF = record([
    ("behavior", i2),  # [rules.behaviors]; 0: free
    ("stack", i2),
    ("remaining", i4),  # [1/4096 loop]; behaviors without duration: unused
    ("next_period", i4),  # [1/4096 loop] until its periodic effect
    ("caster", i2), ("caster_generation", i2), ("owner", i1), ("off", u1),
    ("periods", i2),  # periodic effects done
    ("former", i1),  # player whose unit it was, if the behavior takes it over
    ("absorbed", i4),  # [1/4096 point] of damage that it took off
    ("cooldown", i4),  # [1/4096 loop] until it answers damage again
    ("ability", i2),  # channeled: the order of its caster that it lives by; 0: none
    ("outer", i2), ("outer_generation", i2),  # whom its cause was aimed at, when that was another
    ("outer_x", i4), ("outer_y", i4),  # and where
])

QUEUED = record([
    ("ability", i2),  # [rules.abilities]; 0: free
    ("started", u1),
    ("progress", i4),  # [1/4096 loop] done
])

RALLY = record([("target", i2), ("target_generation", i2), ("x", i4), ("y", i4)])

UNIT = record([
    # hot: what most units read or write in every loop lies in the first 256 bytes
    ("type", i2),  # [rules.unit_types]; 0: the slot is free
    ("owner", i1),  # player index; 0: neutral
    ("alive", u1),
    ("x", i4), ("y", i4),  # [1/4096 cell]
    ("life", i4), ("shields", i4), ("energy", i4),  # [1/4096 point]
    ("facing", i4),  # [1/65536 turn] 0 is east, counter-clockwise
    ("target", i2), ("target_generation", i2),  # what it attacks now
    ("cooldown", i4),  # [1/4096 loop] until its weapon may fire again
    ("swing", i4),  # [1/4096 loop] left of the damage point; counts only in Swing.AIMING
    ("swing_state", i1),  # [Swing]
    ("weapon_index", i1),  # which of its weapons it swings
    ("moving", u1),  # it wants to be at (goal_x, goal_y)
    ("arrived", u1),  # move_units: within goal_range of the goal
    ("blocked", u1),  # move_units: no way there
    ("n_orders", i1),
    ("inside", i2),  # carrier or refinery that it is in; 0: none. It is then off the field
    ("goal_x", i4), ("goal_y", i4), ("goal_range", i4),  # [1/4096 cell]
    ("speed", i4),  # [1/4096 cell a loop] now
    ("pace_x", i2), ("pace_y", i2),  # [1/4096 cell] how far it came in the last loop
    ("generation", i2),  # of the slot; with it, a tag of the API
    ("stuck", i2),  # loops without progress toward the corner
    ("states", i8),  # [State bits] of its type and behaviors together
    ("visible_to", u1), ("detected_by", u1), ("seen_by", u1),  # bits 1 << player
    ("flying", u1),
    ("building", u1),  # under construction
    ("ghost", u1),  # passes through units (workers at work, phased)
    ("hold", u1),
    ("no_supply", u1),  # takes none, whatever its type
    ("powered", u1),
    ("mimics", i1),  # player to whom it looks like one of his own (changelings)
    ("consumed", u1),  # it became part of something else: it has no supply, and its end is no loss
    ("n_buffs", i1), ("n_passengers", i1), ("n_queued", i1),
    ("stocked", u1), ("launched", u1),  # magazines: it has had its first units; it is one, and outside
    ("path_straight", u1),  # the corner is the goal
    ("escorted", u1),  # it walks beside others
    ("detour", i1),  # side on which it goes round what is in its way: 1 left, -1 right
    ("build_ability", i2),  # ability that makes it, or morphs it
    ("addon", i2), ("addon_host", i2),
    ("harvesters", i2),  # workers assigned to it
    ("harvester", i2),  # the worker now at work on it
    ("harvester_beside", i2),  # and the one that may work beside another (MULE)
    ("serial", i4),  # how many units its player had before it
    ("retarget", i4),  # [loop] of the next search for a target
    ("leash_x", i4), ("leash_y", i4),  # where it began to chase
    ("jump", i4),  # [1/4096 loop] left of a cliff jump
    ("waypoint_x", i4), ("waypoint_y", i4), ("waypoint_until", i4),  # next corner; [loop] to think again
    ("path_goal_x", i4), ("path_goal_y", i4), ("path_version", i4),  # what the corner was found for
    # what behaviors make of it; kept by engine.behaviors.refresh
    ("speed_factor", i4), ("speed_bonus", i4), ("speed_max", i4),
    ("attack_factor", i4), ("rate_factor", i4), ("range_bonus", i4), ("ranged_bonus", i4), ("scan_bonus", i4),
    ("life_regen_bonus", i4), ("shields_regen_bonus", i4), ("energy_regen_bonus", i4), ("life_max_bonus", i4),
    ("sight_bonus", i4), ("sight_max", i4), ("detect_bonus", i4),
    ("revealed_until", i4),  # [loop]
    ("turret_facing", i4),
    ("autocast", i4),  # [bits by ability's autocast rank]
    ("cooldown_slots", i2, (MAX_COOLDOWNS,)),
    ("cooldowns", i4, (MAX_COOLDOWNS,)),  # [1/4096 loop] of abilities, by ability.cooldown_slot
    # the rest of it
    ("armor_bonus", i4), ("shield_armor_bonus", i4), ("damage_factor", i4),
    ("queue_size_bonus", i2), ("queue_parallel_bonus", i2), ("supply_bonus", i4),
    ("marks", i4, (MAX_MARKS,)), ("next_mark", i1),  # effects that hit it once in a chain, lately
    ("born", i4),  # [loop]
    # orders
    ("orders", ORDER, (MAX_ORDERS,)),
    ("order_timer", i4),  # [1/4096 loop] of the phase of the current order
    ("anchor_x", i4), ("anchor_y", i4),  # where it stands guard, or patrols from
    ("last_order_target", i2),
    # making
    ("progress", i4),  # [1/4096 loop] of construction or morph
    ("build_time", i4),  # [1/4096 loop] that construction or morph takes
    ("was", i2),  # type that it had before it went into an egg
    ("builder", i2), ("builder_generation", i2),
    ("radar", i4),  # [1/4096 cell] within which it feels units that nobody sees
    ("home", i2), ("home_generation", i2),  # the unit that made it and round which it stays (larva)
    ("brood", i2),  # how many such units it has
    ("spawn_timer", i4), ("spawn_extra_timer", i4),  # [1/4096 loop] until it makes the next
    ("queue", QUEUED, (MAX_QUEUE,)),
    ("n_rallies", i1), ("n_worker_rallies", i1),
    ("rallies", RALLY, (MAX_RALLIES,)),
    ("worker_rallies", RALLY, (MAX_RALLIES,)),
    # harvest
    ("carrying", i1),  # [Resource]
    ("carry_amount", i2), ("carry_rich", u1),
    ("contents", i4),  # whole points left in a resource or refinery
    ("gather_target", i2), ("gather_generation", i2),
    # cargo
    ("passengers", i2, (MAX_PASSENGERS,)),
    ("cargo_used", i1),
    ("cargo_timer", i4),
    # behaviors
    ("buffs", BUFF, (MAX_BUFFS,)),
    # combat memory
    ("since_damage", i4),  # [loop] of the last damage taken
    ("attacker", i2), ("attacker_generation", i2),
    ("call_for_help", i4),  # [loop] from which it may call for help again
    ("kills", i2),
    ("jump_x", i4), ("jump_y", i4),  # where it lands
])

UNIT_STATS = record([
    ("life_max", i4), ("shields_max", i4), ("energy_max", i4), ("energy_start", i4),
    ("armor", i4), ("shield_armor", i4),
    ("speed", i4), ("acceleration", i4), ("speed_creep", i4),
    ("sight", i4), ("detect_range", i4), ("cargo_capacity", i4), ("life_regen", i4), ("energy_regen", i4),
])
WEAPON_STATS = record([("range", i4), ("period", i4), ("rate", i4), ("scan_range", i4)])  # rate: [factor] of attacks
DAMAGE_STATS = record([("amount", i4), ("bonus", i4, (12,)), ("area", i4)])

PLAYER = record([
    ("race", i1),  # [Race]
    ("result", i1),  # [Result]
    ("in_game", u1),
    ("minerals", i4), ("vespene", i4),  # whole points
    ("supply_used", i4), ("supply_cap", i4),  # [half supply]
    ("supply_workers", i4), ("supply_army", i4),  # [half supply]
    ("idle_workers", i4), ("workers", i4), ("army_count", i4), ("warp_gates", i4), ("larva", i4),
    ("next_serial", i4),
    ("network", i2, (MAX_NETWORK,)), ("n_network", i2),  # who is inside the carriers that share their cargo
    ("seed", u8),  # of its random numbers
    ("upgrades", u1, (MAX_UPGRADES,)),  # 1: done, 2: in work
    ("complete", i2, (MAX_UNIT_TYPES,)),  # finished units by type
    ("pending", i2, (MAX_UNIT_TYPES,)),  # queued, in training or under construction, by type
    ("unit_stats", UNIT_STATS, (MAX_UNIT_TYPES,)),  # the rules as this player's upgrades have them
    ("weapon_stats", WEAPON_STATS, (MAX_WEAPONS,)),
    ("damage_stats", DAMAGE_STATS, (MAX_DAMAGE,)),
    # cumulative, for the score
    ("minerals_collected", i4), ("vespene_collected", i4),
    ("minerals_spent", i4), ("vespene_spent", i4),
    ("killed", i4, (N_CATEGORIES, 2)), ("lost", i4, (N_CATEGORIES, 2)),  # minerals and vespene by [ScoreCategory]
    ("friendly_fire", i4, (N_CATEGORIES, 2)),  # lost to himself, as above
    ("killed_value_units", i4), ("killed_value_structures", i4),
    ("damage_dealt", i8, (2,)), ("damage_taken", i8, (2,)),  # [1/4096 point] of life, of shields
    ("healed", i8, (3,)),  # [1/4096 point] of life, of shields, of energy
    ("supply_blocked_loops", i4), ("idle_production_loops", i4), ("idle_worker_loops", i4),
    ("last_alert", i4),
    ("no_town_hall_since", i4),  # [loop]; 0: it has one
])

COMMAND = record([
    ("due", i4),  # [loop] at whose start it takes effect
    ("player", i1), ("queued", u1),
    ("ability", i2),  # [rules.abilities], or the generic api id's representative
    ("autocast", u1),  # toggle instead of use
    ("has_point", u1),
    ("target", i2), ("target_generation", i2),
    ("x", i4), ("y", i4),
    ("first", i4), ("count", i4),  # its units: game.command_units[first : first + count]
])

PENDING = record([  # an effect that waits to be resolved in this tick
    ("effect", i2),
    ("owner", i1),
    ("caster", i2), ("caster_generation", i2), ("source", i2), ("source_generation", i2),
    ("target", i2), ("target_generation", i2),
    ("x", i4), ("y", i4), ("origin_x", i4), ("origin_y", i4),
    ("fraction", i4),  # [factor] of the damage (splash)
    ("outer", i2), ("outer_generation", i2),  # whom its cause was aimed at, when that was another
    ("outer_x", i4), ("outer_y", i4),  # and where
    ("chain", i4),  # of effects that hit each unit once
])

MISSILE = record([
    ("effect", i2),  # the launch effect; 0: free
    ("owner", i1),
    ("caster", i2), ("caster_generation", i2), ("target", i2), ("target_generation", i2),
    ("x", i4), ("y", i4), ("to_x", i4), ("to_y", i4),
    ("speed", i4), ("remaining", i4),  # [1/4096 loop] of a timed flight
    ("chain", i4),  # of effects that hit each unit once
    ("outer", i2), ("outer_generation", i2),  # whom its cause was aimed at, when that was another
    ("outer_x", i4), ("outer_y", i4),  # and where
])

PERSISTENT = record([
    ("effect", i2),  # the effect that made it; 0: free
    ("owner", i1),
    ("caster", i2), ("caster_generation", i2), ("source", i2), ("source_generation", i2),
    ("target", i2), ("target_generation", i2),
    ("x", i4), ("y", i4), ("origin_x", i4), ("origin_y", i4),
    ("delay", i4),  # [1/4096 loop] until the next periodic effect
    ("remaining", i4),  # [1/4096 loop] until it expires, once its periods are done
    ("count", i4),  # periods done
    ("ability", i2),  # channeled: the order of its caster that it lives by; 0: none
    ("heading", i4),  # [1/65536 turn] of the line of fire that its offsets follow
    ("outer", i2), ("outer_generation", i2),  # whom its cause was aimed at, when that was another
    ("outer_x", i4), ("outer_y", i4),  # and where
    ("chain", i4),  # of effects that hit each unit once
    ("started", u1),  # 0: its initial delay runs, 1: it works, 2: destroyed
])

PATCH = record([  # creep round a source
    ("behavior", i2),  # [rules.behaviors]
    ("unit", i2), ("generation", i2),  # its source; 0: it has none any more, and recedes
    ("column", i2), ("row", i2),  # the cell of the source's centre
    ("size", i2),  # how many cells it may have by now
    ("laid", i2),  # how many of the behavior's creep_cells it covers: the whole rings of size
    ("timer", i4),  # [1/4096 loop] until it grows or recedes
])

EVENT = record([  # what an observer of this tick may want to know
    ("kind", i2),  # [EventKind]
    ("player", i1), ("unit", i2), ("generation", i2), ("type", i2), ("value", i4), ("x", i4), ("y", i4), ("other", i2),
])

FIELD = record([  # the way to one goal from everywhere: a direction for each cell
    ("goal", i4),  # cell index of the goal; with version, what it was made for
    ("version", i4), ("used", i4),
    ("complete", u1),  # no cell is left that could still be reached
    ("bottom", i4), ("top", i4),  # rows that were written
    ("substitutes", i4, (MAX_SUBSTITUTES,)), ("n_substitutes", i4),  # nearest cells of regions without a way to the goal
    ("direction", u1, (GRID_H, GRID_W)),  # engine.fields: 0: unknown or unreachable, 1..8: neighbour, 9: the goal
])

VIEW = record([  # what is seen from a cell across hills and smoke, kept because terrain hardly ever changes
    ("key", i4),  # engine.sight: cell and height of the eyes; 0: free
    ("veil_version", i4),  # of the game when it was made
    ("half", i4),  # [half-cell] how far it was looked
    ("rows", i8, (2 * VIEW_HALF + 1,)),  # bits of the cells of each row, from VIEW_HALF cells below and left on
])

IN_WAY = record([  # [1/4096 cell] a body near one that moves: from there, and how far it came in the last loop
    ("dx", i4), ("dy", i4), ("width", i4), ("radius", i4), ("pace_x", i4), ("pace_y", i4),
])

SCRATCH = record([  # rebuilt every tick or on demand; not part of the hash
    ("live", u2, (MAX_UNITS,)),  # slots of units on the field that act (no resources), in slot order
    ("n_live", i4),
    ("sources", u2, (MAX_UNITS,)), ("n_sources", i4),  # slots of those that may give power
    ("users", u2, (MAX_UNITS,)), ("n_users", i4),  # and of those that may need it
    ("halls", u2, (MAX_UNITS,)), ("n_halls", i4),  # of town halls and refineries
    ("gatherers", u2, (MAX_UNITS,)), ("n_gatherers", i4),  # of those that can gather
    ("makers", u2, (MAX_UNITS,)), ("n_makers", i4),  # of those that run_production has to look at
    ("push_x", i4, (MAX_UNITS,)), ("push_y", i4, (MAX_UNITS,)),  # movement, by place in `sorted`: by others [1/4096 cell]
    ("step_x", i4, (MAX_UNITS,)), ("step_y", i4, (MAX_UNITS,)),  # the step it wants to take
    ("turned_x", i4, (MAX_UNITS,)), ("turned_y", i4, (MAX_UNITS,)),  # the same, round what is in the way
    ("pace_x", i4, (MAX_UNITS,)), ("pace_y", i4, (MAX_UNITS,)),  # how far it came in the last loop
    ("near", u2, (MAX_UNITS + 1,)),
    ("body", i2, (MAX_UNITS,)), ("body_collide", i4, (MAX_UNITS,)), ("body_radius", i4, (MAX_UNITS,)), ("widest", i4, (2,)),  # largest radius, on the ground and in the air
    ("walls", u1),  # there are bodies that push even those that stand firm
    ("bucket", i4, (MAX_UNITS,)),
    ("row_count", i2, (BUCKET_H,)),  # units in a row of buckets
    ("row_first", i2, (BUCKET_H,)), ("row_last", i2, (BUCKET_H,)),  # its used columns; first > last: none
    ("bucket_start", i2, (BUCKET_H * BUCKET_W + 1,)), ("bucket_count", i2, (BUCKET_H * BUCKET_W + 1,)),
    ("sorted", u2, (MAX_UNITS,)),  # slots by bucket: the neighbours of a place lie together
    ("n_sorted", i4),
    ("sorted_x", i4, (MAX_UNITS,)), ("sorted_y", i4, (MAX_UNITS,)),  # [1/4096 cell] where they stood, side by side
    ("rank", i2, (2, 2, MAX_UNITS)),  # by player - 1, flying, place: how much its units there want to attack this; 0: never
    ("sorted_radius", i4, (MAX_UNITS,)), ("row_radius", i4, (BUCKET_H,)),  # [1/4096 cell] the largest of a row of buckets
    ("pending", PENDING, (MAX_PENDING,)), ("n_pending", i4), ("next_pending", i4),
    ("cause", PENDING),  # what puts on a behavior
    ("passes", u1, (2048,)),  # rays of a sight template
    ("lit", i8, (2, GRID_H, LIT_WORDS)),  # by player - 1: bits of the cells that are seen, from column -LIT_MARGIN on
    ("was_lit", i8, (2, GRID_H, LIT_WORDS)),  # the same as visibility has it
    ("views", VIEW, (MAX_VIEWS,)), ("last_view", i4), ("view_at", i2, (GRID_H, GRID_W)),  # where the view from a cell is
    ("walk", u1, (GRID_H, GRID_W)), ("walk_version", i4),  # engine.ground: WALKABLE and OPEN bits, for one path_version
    ("roof", u1, (GRID_H // 8, GRID_W // 8)), ("roof_made", u1),  # engine.sight: highest ground of 8 by 8 cells; 255: smoke
    ("frontier", i4, (MAX_NODES,)), ("next_node", i4, (MAX_NODES,)),  # path search: cells to be settled, by cost
    ("first_node", i4, (64,)), ("free_node", i4), ("n_nodes", i4), ("clock", i4),
    ("distance", i2, (GRID_H, GRID_W)),
    ("fields", FIELD, (MAX_FIELDS,)),
    ("in_way", IN_WAY, (MAX_IN_WAY,)),  # bodies near the one that moves
    ("journal", COMMAND, (MAX_COMMANDS,)), ("n_journal", i4),  # commands that took effect, for a recorder
    ("journal_units", i2, (MAX_COMMAND_UNITS,)), ("journal_generations", i2, (MAX_COMMAND_UNITS,)),
    ("n_journal_units", i4), ("journal_on", u1), ("journal_lost", u1),  # lost: it was full once
    ("n_interventions", i4),  # what was done to the game that is no command, for a recorder
    ("requirement_nodes", i2, (REQUIREMENT_DEPTH,)), ("requirement_values", i4, (REQUIREMENT_DEPTH,)),
])

GAME = record([
    ("loop", i4),
    ("over", u1),
    ("stir", i8), ("stirred", i4),  # what all have earned, paid and razed; [loop] when that last changed
    ("overflow", i4),  # bits of capacities that refused something: Overflow
    ("seed", u8),
    ("action_delay", i4),  # whole loops between a command and its effect
    ("fog", u1), ("cheats", i4),
    ("players", PLAYER, (MAX_PLAYERS,)),
    ("units", UNIT, (MAX_UNITS,)),
    ("n_slots", i4),  # slots ever used, plus one
    ("n_free", i4), ("free", i2, (MAX_UNITS,)),  # slots to use again, a stack
    ("n_resources", i4), ("resources", i2, (320,)),  # slots of mineral fields and geysers
    ("missiles", MISSILE, (MAX_MISSILES,)), ("n_missiles", i4),  # packed: [0, n)
    ("persistents", PERSISTENT, (MAX_PERSISTENTS,)), ("n_persistents", i4),  # packed
    ("last_chain", i4),
    ("commands", COMMAND, (MAX_COMMANDS,)), ("n_commands", i4),  # inbox, in order of arrival
    ("command_units", i2, (MAX_COMMAND_UNITS,)), ("command_generations", i2, (MAX_COMMAND_UNITS,)), ("n_command_units", i4),
    ("events", EVENT, (MAX_EVENTS,)), ("n_events", i4),  # of the last step; cleared by whoever reads them
    ("path_version", i4),  # changes with `blocked`; the same for the same `blocked`
    ("blocked", u1, (GRID_H, GRID_W)),  # how many footprints block walking there
    ("occupied", u1, (GRID_H, GRID_W)),  # how many footprints forbid building there
    ("near_resources", u1, (GRID_H, GRID_W)),  # how many resources forbid a town hall there
    ("visibility", u1, (2, GRID_H, GRID_W)),  # by player - 1: 0 hidden, 1 fogged, 2 visible, as in the API
    ("creep", u1, (GRID_H, GRID_W)),  # how many patches cover a cell
    ("creep_bars", u1, (GRID_H, GRID_W)),  # how many footprints keep creep off
    ("veils", u1, (GRID_H, GRID_W)),  # how many footprints end the line of sight there
    ("veil_version", i4),  # changes with `veils`; the same for the same `veils`
    ("veil_blocks", u1, (GRID_H // 8, GRID_W // 8)),  # how many such in 8 by 8 cells
    ("patches", PATCH, (MAX_PATCHES,)), ("n_patches", i4),  # packed
    ("scratch", SCRATCH),  # last: all before it is hashed
])


def hashed_bytes() -> int:
    """Length of the part of a GAME record that its hash covers: all but the scratch."""
    return GAME.fields["scratch"][1]


class Phase(IntEnum):
    """Where the current order stands."""

    NEW = 0
    APPROACH = 1
    PREPARE = 2
    WORK = 3
    FINISH = 4
    RETURN = 5
    WAIT = 6
    DELIVER = 7
    SEARCH = 8


class Swing(IntEnum):
    IDLE = 0
    AIMING = 1  # between the start of the swing and the damage point
    BACKSWING = 2


class Result(IntEnum):
    """``SC2APIProtocol.Result``."""

    UNDECIDED = 0
    VICTORY = 1
    DEFEAT = 2
    TIE = 3


class Overflow(IntEnum):
    """Bits of ``game.overflow``: what was refused for lack of room."""

    UNITS = 1
    COMMANDS = 2
    PENDING = 4
    MISSILES = 8
    PERSISTENTS = 16
    BUFFS = 32
    EVENTS = 64
    RESOURCES = 128
    PATCHES = 256


class EventKind(IntEnum):
    """What ``game.events`` tells."""

    UNIT_DIED = 1  # value: bits of the players that saw it
    ERROR = 2  # value: ActionResult of the API; other: the ability
    ALERT = 3  # value: Alert of the API
    UNIT_CREATED = 4
    STRUCTURE_COMPLETE = 5
    UPGRADE_COMPLETE = 6
    MORPH_COMPLETE = 7
    STRUCTURE_STARTED = 8
    COMMAND = 9
