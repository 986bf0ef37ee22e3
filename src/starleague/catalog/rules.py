"""The compiled rules: one read-only record that the engine looks everything up in.

Units of measure, everywhere in rules and state:

- distance  1/4096 cell          - time   1/4096 loop (a field that counts whole loops says so)
- speed     1/4096 cell a loop   - vitals 1/4096 point (life, shields, energy, damage, armour)
- angle     1/65536 turn         - factor 1/4096 (4096 is "times one")

Row 0 of every table means "none", so a zeroed reference refers to nothing. A list is a span of
``rules.lists``: ``first`` and ``count``.
"""

from __future__ import annotations

from typing import Any

import numpy as np

ONE = 4096  # one cell, one loop, one point, "times one"
SHIFT = 12
TURN = 65536  # a whole turn
LOOPS_PER_SECOND = 16  # game-data seconds ("normal" speed); 22.4 at "faster"

GRID_W = 264  # cells in a row of every grid; not a power of two (cache aliasing)
GRID_H = 256
MAX_UNIT_TYPES = 440
MAX_WEAPONS = 100
MAX_ABILITIES = 700
MAX_EFFECTS = 900
MAX_BEHAVIORS = 270
MAX_VALIDATORS = 480
MAX_REQUIREMENTS = 500
MAX_UPGRADES = 100
MAX_MODIFICATIONS = 900
MAX_FOOTPRINTS = 80
MAX_LISTS = 40000
MAX_SIGHT = 22  # cells; the largest sight that has a template
SIGHT_CELLS = 8192

i1, i2, i4, i8, u1 = np.int8, np.int16, np.int32, np.int64, np.uint8


class Record(np.record):  # type: ignore[misc]
    """A record whose fields come before NumPy's own attributes (``flags``, ``any``), as in compiled code."""

    def __getattribute__(self, name: str) -> object:
        fields = np.void.__getattribute__(self, "dtype").fields
        if fields is not None and name in fields:
            return self[name]
        return super().__getattribute__(name)

    def __setattr__(self, name: str, value: object) -> None:
        self[name] = value  # type: ignore[assignment]


def record(fields: list[tuple]) -> np.dtype:
    """An aligned record dtype whose fields read as attributes, in Python and in compiled code."""
    names: list[str] = []
    formats: list[Any] = []
    offsets: list[int] = []
    end, widest = 0, 1
    for name, kind, *shape in fields:
        alignment = _alignment(np.dtype(kind))
        end += -end % alignment
        names.append(name)
        formats.append((kind, *shape) if shape else kind)
        offsets.append(end)
        end += np.dtype(formats[-1]).itemsize
        widest = max(widest, alignment)
    layout: Any = {"names": names, "formats": formats, "offsets": offsets, "itemsize": end + -end % widest}
    return np.dtype((Record, np.dtype(layout, align=True)))


def _alignment(kind: np.dtype) -> int:
    """Alignment of a dtype [bytes]; np.record itself forgets that of its fields."""
    if kind.fields is None:
        return kind.base.alignment
    return max(_alignment(field[0].base) for field in kind.fields.values())


SPAN = record([("first", i4), ("count", i4)])  # a list: rules.lists[first : first + count]

FILTER = record([("require", i8), ("exclude", i8)])  # [Filter bits]

UNIT_TYPE = record([
    ("api_id", i4),  # UnitTypeData.unit_id
    ("race", i1),  # [Race]
    ("plane", i1),  # [Plane bits]
    ("mover", i1),  # [Mover]
    ("response", i1),  # [Response]
    ("score_category", i1),  # [ScoreCategory]
    ("attributes", i4),  # [1 << Attribute]
    ("collide", i4),  # [Collide bits]
    ("flags", i4),  # [Flag bits]
    ("radius", i4),  # [1/4096 cell] range, targeting, pushing
    ("separation_radius", i4),  # [1/4096 cell] room to appear in, or to be at a goal in
    ("inner_radius", i4),  # [1/4096 cell] pathing
    ("api_radius", i4),  # [1/4096 cell] Unit.radius of the API
    ("push_priority", i4), ("wall", u1),
    ("life_max", i4), ("life_start", i4), ("life_regen", i4), ("life_regen_delay", i4),  # regen a loop
    ("shields_max", i4), ("shields_start", i4), ("shields_regen", i4), ("shields_regen_delay", i4),
    ("energy_max", i4), ("energy_start", i4), ("energy_regen", i4),
    ("armor", i4), ("shield_armor", i4),  # [1/4096 point]
    ("speed", i4),  # [1/4096 cell a loop]
    ("acceleration", i4), ("deceleration", i4),  # [1/4096 cell a loop, each loop]; 0: at once
    ("turning_rate", i4), ("stationary_turning_rate", i4),  # [1/65536 turn a loop]
    ("speed_creep", i4),  # [factor]
    ("height", i4),  # [1/4096 cell] flying height above the ground
    ("sight", i4),  # [1/4096 cell]
    ("detect_range", i4),  # [1/4096 cell]
    ("minerals", i4), ("vespene", i4),  # full value, what it was made from included
    ("supply_used", i4), ("supply_provided", i4),  # [half supply]
    ("build_time", i4),  # [1/4096 loop]
    ("repair_time", i4),  # [1/4096 loop]
    ("cargo_size", i2), ("cargo_capacity", i2),
    ("attack_priority", i2),  # attack_target_priority: higher is attacked first
    ("threatens", i1),  # [Plane bits] where its weapons hit, or the data calls it a danger
    ("alias", i2),  # unit type that the API calls this unit's alias; 0: none
    ("tech_alias", SPAN),  # unit types that also count as this one, itself first
    ("resource", i1),  # [Resource] what it holds
    ("ideal_harvesters", i2),
    ("resource_contents", i4),  # whole points at the start
    ("harvest_amount", i2),  # whole points a trip
    ("harvest_time", i4),  # [1/4096 loop]
    ("return_delay", i4),  # [1/4096 loop]
    ("footprint", i2),  # [footprints] what it covers once placed; 0: none
    ("placement", i2),  # [footprints] what its placement checks
    ("weapons", SPAN),  # [weapons]
    ("abilities", SPAN),  # [abilities] all that it can be told, hidden ones included
    ("behaviors", SPAN),  # [behaviors] from birth
    ("queue_size", i2),  # places of its production queue; 0: none
    ("queue_parallel", i2),  # how many of them run at once
    ("addon_offset_x", i4), ("addon_offset_y", i4),  # [1/4096 cell] where its add-on stands
    ("attack_ability", i2), ("move_ability", i2), ("stop_ability", i2),  # [abilities]
    ("gather_ability", i2), ("rally_ability", i2), ("rally_workers_ability", i2), ("repair_ability", i2),
    ("death_reveal_time", i4),  # [1/4096 loop]
    ("death_effect", i2),  # [effects]
    ("turret_rate", i4),  # [1/65536 turn a loop]; 0: it has no turret and turns itself
    ("vision_height", i4),  # [1/4096 cell] its eyes above the ground
    ("built_on", SPAN),  # [unit types] pairs: the resource it is built on, what it is then
    ("addon_hosts", SPAN),  # [unit types] what it can be an add-on of
    ("birth_effect", i2),  # [effects]
    ("creep_source", i2), ("spawner", i2), ("wanderer", i2),  # [behaviors] of these kinds among its own, the first
    ("automatic", i2),  # [abilities] the first morph that it begins by itself
    ("shares_cargo", u1),  # all such carriers of a player hold the same passengers
    ("power_user", i2), ("power_source", i2), ("conjoined", i2),  # [behaviors] of these kinds among its own, the first
    ("magazine", i2),  # [abilities] ARM_MAGAZINE
    ("interact_ability", i2),  # [abilities] INTERACT: who comes near has what it sees
])

WEAPON = record([
    ("range", i4),  # [1/4096 cell] edge to edge
    ("min_range", i4),
    ("range_slop", i4),  # extra leash before it goes after the target again
    ("scan_range", i4),  # acquisition range
    ("arc", i4), ("arc_slop", i4),  # [1/65536 turn] firing arc; 0: must face
    ("period", i4),  # [1/4096 loop]
    ("random_low", i4), ("random_high", i4),  # [1/4096 loop] added to the period at random
    ("damage_point", i4), ("backswing", i4),  # [1/4096 loop]
    ("targets", FILTER),
    ("effect", i2),  # [effects]
    ("fires_while_moving", u1),
    ("melee", u1),
    ("starts_disabled", u1),
    ("needs_attack_order", u1),  # OnlyFireWhileInAttackOrder
    ("hidden", u1), ("api_attacks", i2), ("api_effect", i2),  # what the API tells of it
    ("acquire", FILTER),  # whom it looks for by itself
    ("ignores_priority", u1), ("acquires_by_angle", u1), ("loiter_radius", i4),
])

ABILITY = record([
    ("api_id", i4),  # AbilityData.ability_id
    ("generic_id", i4),  # AbilityData.remaps_to_ability_id; 0: none
    ("kind", i1),  # [AbilityClass]
    ("verb", i1),  # [Verb]
    ("target", i1),  # [TargetKind]
    ("group", i2),  # rows of one ability of the data share it
    ("index", i2),  # command index within the group
    ("flags", i8),  # [AbilityFlag bits]
    ("requirement", i2),  # [requirements] that it may be used
    ("show", i2),  # [requirements] that it is on the command card
    ("product", i2),  # [unit_types] that it trains, builds or morphs into
    ("count", i2),  # units of the product
    ("upgrade", i2),  # [upgrades] that it researches
    ("minerals", i4), ("vespene", i4),  # what the player pays
    ("supply", i4),  # [half supply] that must be free
    ("life", i4), ("energy", i4),  # [1/4096 point] cost on the unit
    ("cooldown", i4),  # [1/4096 loop]
    ("cooldown_slot", i2),  # the unit's cooldown that it uses; shared names share it
    ("time", i4),  # [1/4096 loop] to build, train, research or morph (until the stats change)
    ("finish_time", i4),  # [1/4096 loop] morphs: until orders are taken again
    ("random_delay", i4),  # [1/4096 loop] morphs
    ("range", i4), ("range_slop", i4),  # [1/4096 cell]
    ("arc", i4),  # [1/65536 turn]
    ("prep", i4), ("finish", i4),  # [1/4096 loop] of casting, before and after the effect
    ("effect", i2),  # [effects]
    ("targets", FILTER),
    ("autocast_range", i4),
    ("autocast_targets", FILTER),
    ("validators", SPAN),
    ("refund", i4),  # [factor] of the cost when cancelled
    ("behavior", i2),  # [behaviors] AbilityClass.BEHAVIOR
    ("harvest_factor", i4),  # [factor] of harvest_time (MULE)
    ("harvest_amount", i2),  # whole points a trip; 0: the resource's own
    ("max_unload_range", i4),
    ("load_period", i4), ("unload_period", i4),  # [1/4096 loop]
    ("start_life", i4),  # [factor] of life when construction starts
    ("passengers_attack", u1),
    ("resources", i1),  # [1 << Resource] harvest allows
    ("harvest_beside", u1),  # works beside another worker at the same resource (MULE)
    ("prep_effect", i2),  # [effects] when casting begins
    ("autocast_validators", SPAN), ("autocast_min", i2),  # targets that there must be
    ("start_shields", i4),  # [factor] of shields when construction starts
    ("lift_ability", i2), ("redirects", i2), ("augments", i2),  # [ability groups]
    ("egg", i2), ("cancel_unit", i2),  # [unit types] its holder while it trains; again when cancelled
    ("max_passenger_size", i2), ("max_passengers", i2),
    ("cargo_behavior", i2), ("load_effect", i2), ("unload_effect", i2),
    ("unload_delay", i4),  # [1/4096 loop] before the first passenger leaves
    ("search_radius", i4),  # [1/4096 cell] from which all come in at once
    ("charges", i2), ("charge_start", i2), ("charge_time", i4),
    ("leash", i4), ("max_units", i2),  # magazines: how far their units may go, how many there may be
    ("placement_power", u1),  # placed in a power field
    ("finish_effect", i2), ("cancel_effect", i2), ("death_effect", i2),  # [effects]
    ("start_count", i2),  # of its product that a new unit has (magazines)
    ("cooldown_start", i4),  # [1/4096 loop] from birth
    ("exclusive", u1),  # INTERACT: one player at a time
    ("same_cliff", u1), ("place_unit", i2), ("smart_validators", SPAN),
    ("delay", i4),  # [1/4096 loop] at the place before construction begins
    ("changes", SPAN),  # [upgrades, modifications] pairs: what upgrades change of it
])

EFFECT = record([
    ("kind", i1),  # [EffectClass]
    ("which", i1),  # [Which] unit or place it acts on
    ("origin", i1),  # [Which] where a missile or search starts
    ("api_id", i4),  # Effect.effect_id where the API shows it
    ("validators", SPAN),
    ("children", SPAN),  # [effects] SET; CREATE_PERSISTENT: the periodic effects
    ("periods", SPAN),  # [1/4096 loop] CREATE_PERSISTENT
    ("chance", i4),
    # damage
    ("damage_row", i2),  # row of the player's damage table
    ("amount", i4),  # [1/4096 point]
    ("bonus", i4, (12,)),  # [1/4096 point] by Attribute
    ("shield_bonus", i4),
    ("armor_reduction", i4),  # [factor] of armour that counts
    ("damage_kind", i1),  # [DamageKind]
    ("kills", u1),
    ("no_kill_credit", u1),
    ("leech", i4),  # [factor] of damage given back as life
    ("vital_fraction", i4),
    # areas: DAMAGE splash and ENUM_AREA
    ("areas", i1),
    ("area_radius", i4, (3,)),  # [1/4096 cell]
    ("area_fraction", i4, (3,)),  # [factor] of the damage
    ("area_arc", i4, (3,)),  # [1/65536 turn]; TURN: all round
    ("area_effect", i2, (3,)),  # [effects] ENUM_AREA
    ("search", FILTER),
    ("max_count", i2),
    ("includes_target", u1), ("excludes_target", u1), ("excludes_caster", u1), ("includes_caster", u1),
    ("same_cliff", u1),
    # behaviors
    ("behavior", i2), ("count", i2),
    ("duration", i4),  # [1/4096 loop]; 0: the behavior's own
    # missiles, persistents
    ("missile_speed", i4), ("missile_acceleration", i4),  # [1/4096 cell a loop]; speed 0: at once
    ("missile_time", i4),  # [1/4096 loop]; lands after this time whatever the distance; 0: by speed
    ("point_fallback", u1),
    ("initial_effect", i2), ("expire_effect", i2), ("final_effect", i2), ("impact_effect", i2), ("launch_effect", i2),
    ("initial_delay", i4), ("expire_delay", i4),  # [1/4096 loop]
    ("period_count", i4),
    ("changes", SPAN),  # [upgrades, modifications] pairs: what upgrades change of its persistence
    ("channeled", u1),
    ("until_destroyed", u1),  # CREATE_PERSISTENT: no last period
    ("caster_time", u1),  # CREATE_PERSISTENT: its time runs with the caster's attack speed
    ("reveal_radius", i4), ("reveals", u1), ("detects", u1),
    ("periodic_validator", i2),
    ("offsets", SPAN),  # [1/4096 cell] x, y pairs of the periodic effects
    # create unit
    ("unit_type", i2), ("spawn_effect", i2),
    ("spawn_range", i4),
    ("spawn_owner", i1),  # [Which]; the player whose unit it becomes
    ("places", u1),  # looks for free ground
    # issue order
    ("ability", i2), ("order_target", i1),
    # modify unit
    ("life_change", i4), ("shields_change", i4), ("energy_change", i4),
    ("life_change_fraction", i4), ("shields_change_fraction", i4), ("energy_change_fraction", i4),
    ("salvage", i4),  # [factor] of the cost given back
    ("new_owner", i1), ("modify", i4),
    # healer
    ("recharge_rate", i4),  # [1/4096 point a loop], or 0 with time_factor
    ("recharge_vital", i1),  # 0 life, 1 shields, 2 energy
    ("time_factor", i4),  # [factor] of the target's repair time
    ("drain_energy", i4), ("drain_resources", i4),  # [factor]
    # switch
    ("cases", SPAN),  # [validator, effect] pairs
    ("case_default", i2),
    # teleport
    ("range", i4), ("place_range", i4), ("source", i1),
    # destroy persistent, forces
    ("effect", i2), ("force", i4),
    ("force_time", i4),  # [1/4096 loop]
    ("which_effect", i2),  # [effects] whose target, caster or source `which` means; 0: its own
    ("provokes", u1),  # DAMAGE: the victim and its friends respond
    ("min_count", i2), ("spawn_neutral", u1), ("same_type", u1),
    ("order_without_target", u1), ("order_queued", u1), ("takes_over", u1), ("copies_orders", u1),
    ("cooldown_slot", i2), ("cooldown_change", i4), ("cooldown_set", u1),
    ("periodic_effect", i2),  # CREATE_HEALER
    ("once", u1), ("alone", u1), ("keeps_regen", u1),
    ("area_validator", i2, (3,)),  # [validators] that each unit found must pass
    ("origin_effect", i2), ("destination_effect", i2), ("source_effect", i2),  # [effects] whose place is meant
    ("destination", i1), ("needs_vision", u1), ("clears_orders", u1), ("copies", u1),
    ("missile_start", i4),  # [1/4096 cell a loop] at the launch of one that accelerates
    ("interrupt_effect", i2), ("random_offset", u1), ("rallies", u1), ("mimics", u1),
    ("order_preempts", u1), ("order_autocast", u1),
    ("without_supply", u1), ("chain", u1),
])

BEHAVIOR = record([
    ("kind", i1),  # [BehaviorClass]
    ("api_id", i4),  # Unit.buff_ids
    ("duration", i4), ("duration_random", i4),  # [1/4096 loop]; 0: for ever
    ("period", i4), ("period_count", i4),  # [1/4096 loop]
    ("max_stack", i2), ("max_stack_per_caster", i2),
    ("refreshes", u1), ("permanent", u1), ("negative", u1),
    ("initial_effect", i2), ("periodic_effect", i2), ("expire_effect", i2), ("final_effect", i2),
    ("refresh_effect", i2),
    ("requirement", i2),
    ("disable_validators", SPAN), ("remove_validators", SPAN),
    ("states", i8),  # [State bits]
    ("speed_factor", i4), ("speed_bonus", i4), ("speed_max", i4),  # factor ONE when unchanged; max 0: none
    ("acceleration_bonus", i4),
    ("attack_speed_factor", i4),
    ("life_armor", i4), ("shield_armor", i4),
    ("life_armor_factor", i4), ("shield_armor_factor", i4),
    ("life_max", i4), ("shields_max", i4), ("energy_max", i4),
    ("life_regen", i4), ("shields_regen", i4), ("energy_regen", i4),  # [1/4096 point a loop]
    ("sight_bonus", i4), ("sight_max", i4),
    ("detect_range", i4),
    ("weapon_range", i4), ("ranged_weapon_range", i4), ("weapon_scan", i4),
    ("supply", i4),  # [half supply]
    ("queue_size", i2), ("queue_parallel", i2),
    ("rate_factor", i4),  # [factor] of training and research (chrono boost)
    ("damage_dealt_factor", i4), ("damage_dealt_bonus", i4), ("damage_dealt_max", i4),
    ("damage_bonus_attribute", i1), ("damage_bonus_amount", i4),
    ("damage_taken_factor", i4), ("damage_taken_limit", i4), ("damage_taken_effect", i2), ("damage_kinds", i4),
    ("disables", SPAN), ("enables", SPAN),  # [ability groups]
    ("weapons_off", SPAN), ("weapons_on", SPAN),  # [weapons]
    ("plane", i1), ("height", i4),
    ("power_link", i1), ("power_level", i1), ("radius", i4), ("power_while_building", u1),
    ("jump_range", i4),
    ("spawn_type", i2), ("spawn_max", i2),
    ("creep_cells", SPAN),  # (dx, dy, ring) triples, nearest first: a cell from the source's own; how many lie no farther
    ("creep_build", i2), ("creep_birth", i2), ("creep_start", i2), ("creep_grown", i2),  # how many of them it has then
    ("delay", i4), ("wander_range", i4),
    ("off_while_building", u1), ("death_effect", i2), ("radar", i4), ("height_time", i4),
    ("disables_behaviors", SPAN), ("disables_behavior_kinds", i4),  # [1 << BehaviorClass]
    ("power_rate_level", i1), ("power_rate", i4), ("dies_unpowered", u1), ("spawn_rate_factor", i4),
    ("jump_up_range", i4), ("jump_down_range", i4), ("jump_height_min", i4), ("jump_height_max", i4),
    ("jump_prep", i4), ("jump_finish", i4), ("spawn_limit", i2), ("spawn_delay", i4), ("leash", i4),
    ("spawn_offsets", SPAN),  # [1/4096 cell] x, y pairs
    ("spawn_extra_requirement", i2), ("spawn_extra_max", i2), ("spawn_extra_delay", i4), ("spawn_extra_effect", i2),
    ("damage_taken_bonus", i4), ("damage_taken_fatal", u1), ("damage_taken_life", i4), ("damage_dealt_effect", i2),
    ("cooldown", i4), ("power_lower", u1), ("power_higher", u1), ("shares_life", u1),
    ("channeled", u1), ("takes_over", u1), ("cooldown_rate", i4),
    ("powered_enables", SPAN), ("powered_disables", SPAN),  # [behaviors]
    ("changes", SPAN),  # [upgrades, modifications] pairs: what upgrades change of it
])

VALIDATOR = record([
    ("kind", i1),  # [ValidatorClass]
    ("which", i1), ("other", i1),  # [Which]
    ("compare", i1),  # [Compare]
    ("negate", u1),
    ("any", u1),  # COMBINE: or instead of and
    ("value", i4),  # a count, or 1/4096
    ("field", i2),  # life, shields, energy; race, radius, height; index of an ability's command, plus one
    ("state", i8),
    ("reference", i2),  # unit type, behavior, ability group, requirement or upgrade, by kind
    ("children", SPAN),  # [validators]; UNIT_TYPE: [unit types]
    ("filters", FILTER),
    ("radius", i4),
    ("as_fraction", u1),
    ("which_effect", i2), ("other_effect", i2),  # [effects] whose target or caster is meant; 0: its own
    ("from_caster", u1), ("with_type", u1), ("with_other", u1),
    ("places", i2),  # [unit types] LOCATION_PLACEMENT
])

REQUIREMENT = record([
    ("kind", i1),  # [RequirementClass]
    ("state", i1),  # [CountState]
    ("reference", i2),  # upgrade or behavior
    ("types", SPAN),  # [unit types] COUNT_UNIT: aliases written out
    ("value", i4),
    ("left", i2), ("right", i2),  # [requirements]
])

UPGRADE = record([
    ("api_id", i4), ("race", i1),
    ("minerals", i4), ("vespene", i4), ("time", i4),  # [1/4096 loop]
    ("modifications", SPAN),  # rows of rules.modifications
    ("level", i1), ("line", i1),  # level 1 to 3 of a line: 1 weapons, 2 armour, 3 shields; 0: none
])

MODIFICATION = record([
    ("stat", i1), ("operation", i1), ("argument", i1),  # [Stat], [Operation], Stat's argument
    ("row", i2),  # [unit_types, weapons, effects, abilities or behaviors], by stat
    ("value", i4),
])

FOOTPRINT = record([
    ("cells", SPAN),  # (dx, dy, bits) triples: lower-left corner of each cell from the centre; FootprintBit
    ("width", i2), ("height", i2),  # of the bounding box; odd: centre on a cell's middle, even: on its corner
])

FOOTPRINT_BLOCKS = 1  # units cannot walk there
FOOTPRINT_NO_BUILD = 2  # nothing else can be built there
FOOTPRINT_NEAR_RESOURCES = 4  # no town hall can be built there
FOOTPRINT_DROP_OFF = 8  # workers deliver at its edge
FOOTPRINT_CREEP = 16  # needs creep, or forbids it, by race
FOOTPRINT_NEEDS_PATHABLE = 32
FOOTPRINT_NO_CREEP = 64  # creep does not spread there
FOOTPRINT_NEEDS_VISION = 128
FOOTPRINT_NO_SIGHT = 256  # line of sight ends there
FOOTPRINT_DENSE = 512  # only one creep tumor stands there

TERRAIN = record([
    ("width", i4), ("height", i4),  # cells
    ("left", i4), ("bottom", i4), ("right", i4), ("top", i4),  # playable area, cells
    ("ground", u1, (GRID_H, GRID_W)),  # terrain height: z = (value - 127) / 8 cells, as in the API
    ("pathable", u1, (GRID_H, GRID_W)),  # 1: ground units may walk
    ("placeable", u1, (GRID_H, GRID_W)),  # 1: structures may stand
    ("cliff", u1, (GRID_H, GRID_W)),  # cliff level, 0 to 3 (a ramp has the level below it)
    ("sight_block", u1, (GRID_H, GRID_W)),  # 1: line-of-sight blocker
    ("starts", i4, (8, 2)),  # [1/4096 cell] start locations
    ("n_starts", i4),
])

# A circle of cells, nearest first; each cell names the cell that a ray from the centre passes before it.
SIGHT_CELL = record([("dx", i2), ("dy", i2), ("parent", i2), ("reach", i2)])

RULES = record([
    ("unit_types", UNIT_TYPE, (MAX_UNIT_TYPES,)),
    ("weapons", WEAPON, (MAX_WEAPONS,)),
    ("abilities", ABILITY, (MAX_ABILITIES,)),
    ("effects", EFFECT, (MAX_EFFECTS,)),
    ("behaviors", BEHAVIOR, (MAX_BEHAVIORS,)),
    ("validators", VALIDATOR, (MAX_VALIDATORS,)),
    ("requirements", REQUIREMENT, (MAX_REQUIREMENTS,)),
    ("upgrades", UPGRADE, (MAX_UPGRADES,)),
    ("modifications", MODIFICATION, (MAX_MODIFICATIONS,)),
    ("footprints", FOOTPRINT, (MAX_FOOTPRINTS,)),
    ("lists", i4, (MAX_LISTS,)),
    ("n_unit_types", i4), ("n_weapons", i4), ("n_abilities", i4), ("n_effects", i4), ("n_behaviors", i4),
    ("n_validators", i4), ("n_requirements", i4), ("n_upgrades", i4), ("n_modifications", i4),
    ("n_footprints", i4), ("n_lists", i4), ("n_damage", i4), ("n_cooldowns", i4),
    ("sight_cells", SIGHT_CELL, (SIGHT_CELLS,)),  # ordered by distance; parent indexes this table
    ("sight_count", i4, (MAX_SIGHT * 2 + 2,)),  # how many of them lie within half-cells of sight
    ("sine", i4, (1024,)),  # sin of a 1024th of a turn, times 4096 * 4
    ("town_hall", i2, (4,)), ("worker", i2, (4,)),  # by Race
    ("start_units", SPAN, (4,)),  # by Race: pairs of unit type and number, at the start beside the workers
    ("start_workers", i2), ("start_minerals", i2), ("start_vespene", i2),
    ("supply_max", i4),  # [half supply]
    ("smart_ability", i2), ("rally_smart", i2),
    ("action_delay", i4),  # whole loops between a command and its effect
    ("patch", i4),  # 41000 is 4.10.0
    ("sight_building", i4),  # [1/4096 cell] that a structure sees while it is built
    ("damage_min", i4),  # [1/4096 point] of a hit, whatever the armour
    ("reveal_time", i4), ("penalty_reveal_time", i4), ("stalemate_time", i4), ("creep_decay_time", i4),  # [1/4096 loop]
    ("creep_growth", i4),  # cells of creep that a source adds in a period
    ("leash", i4), ("leash_reset", i4),  # [1/4096 cell] that a unit chases, and must come back within
    ("call_range", i4), ("call_period", i4),  # [1/4096 cell], [1/4096 loop] friends that help
    ("terrain", TERRAIN),
])
