"""What the catalog's TOML may say: one frozen dataclass per kind, each field with meaning and unit.

Field names are those of the compiled records in ``catalog.rules``, so the compiler needs no table of
its own; a measure (``catalog.measures``) says in what unit data counts. Words are those of
``catalog.vocabulary``, written as the data editor writes them (``EffectClass.LAUNCH_MISSILE`` is
``class = "LaunchMissile"``).

Where the game's own data says a thing in another way, ours follows these rules:

- A resource behavior (``MineralFieldMinerals``) is fields of the unit that has it: contents, amount, time.
- A queue ability (``que5``) gives its holder ``queue_size`` and ``queue_parallel``.
- A geyser's building lists what it is built on and what it becomes there (``built_on``).
- A missile's mover is the speed and acceleration of its effect, as in the longest phase of its flight.
- Throwing or drawing a unit is effects and a placeholder unit in the game's data; here it is one ApplyForce.
- Nothing stands for a place, a missile or a turret: a tactical jump, a nuke, an anti-armor missile are effects alone.
- A mark that keeps an effect from happening twice is ``once`` (to a unit in one chain) or ``alone`` (beside another's).
- The first form of a morph in two steps (cocoons) is the ability's ``egg``, as for larvae.
- Effects and behaviors of art, which change nothing and which nothing counts, are left out.
- An ability is one table; each of its commands is a row of the rules.
- ``AddonIsNotWorking`` and its helpers are the flag ADDON_IDLE.
- Conditions about units that the catalog does not hold are folded away: no unit is of a type that is not there.
- Where real 4.10 clients and recorded games differ from the 4.10 data, they count: Stimpack takes 140 s, not 170; a
  Warp Prism costs 250, Pneumatized Carapace 75/75; a Widow Mine's blast spares own mines, not all that is own.
- Who a ``Which`` of another effect means (``{Value: Target, Effect: X}``) is the same word plus ``of``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starleague.catalog.measures import (
    cells,
    condition,
    degrees,
    degrees_per_second,
    factor,
    filters,
    food,
    link,
    links,
    numbers,
    per_second,
    per_second2,
    points,
    seconds,
    table,
    tables,
    text,
    truth,
    whole,
    word,
    words,
)
from starleague.catalog.vocabulary import (
    AbilityClass,
    AbilityFlag,
    Attribute,
    BehaviorClass,
    Collide,
    Compare,
    DamageKind,
    EffectClass,
    Flag,
    Mover,
    Plane,
    Race,
    Resource,
    Response,
    State,
    TargetKind,
    ValidatorClass,
    Verb,
    Which,
)


@dataclass(frozen=True)
class Unit:
    """A unit, structure or resource."""

    name: str
    api_id: int = whole("UnitTypeData.unit_id")
    race: str = word(Race, "whose it is")
    plane: tuple[str, ...] = words(Plane, "where target filters see it")
    mover: str = word(Mover, "how it crosses terrain")
    response: str = word(Response, "what it does idle about an enemy")
    attributes: tuple[str, ...] = words(Attribute, "what bonus damage and filters see")
    collide: tuple[str, ...] = words(Collide, "it and another block each other when they share one")
    flags: tuple[str, ...] = words(Flag, "what else it is")
    radius: float = cells("of its body, for range and targeting, and within which it pushes others")
    separation_radius: float = cells("of the room that it needs to appear in, or to be at a goal in")
    inner_radius: float = cells("with which it passes gaps")
    api_radius: float = cells("Unit.radius of the API")
    api_ability: int = whole("UnitTypeData.ability_id, when it is not the command that makes it", record="")
    api_tech: tuple[float, ...] = numbers("UnitTypeData.tech_alias, beside the units of tech", record="")
    push_priority: int = whole("the higher pushes the lower")
    wall: bool = truth("even those that stand firm are pushed out of its body (force fields)")
    life: float = points("when whole", record="life_max")
    life_start: float | None = points("at birth; absent: whole", None)
    life_regen: float = per_second("points gained")
    life_regen_delay: float = seconds("after damage until it regenerates")
    shields: float = points("when whole", record="shields_max")
    shields_start: float | None = points("at birth; absent: whole", None)
    shields_regen: float = per_second("points gained")
    shields_regen_delay: float = seconds("after damage until they regenerate")
    energy: float = points("at most", record="energy_max")
    energy_start: float = points("at birth")
    energy_regen: float = per_second("points gained")
    armor: float = points("taken off each hit")
    shield_armor: float = points("taken off each hit on shields")
    speed: float = per_second("cells it moves")
    acceleration: float = per_second2("0: at once")
    deceleration: float = per_second2("0: at once")
    turning_rate: float = degrees_per_second("while moving")
    stationary_turning_rate: float = degrees_per_second("while standing")
    speed_creep: float = factor("of its speed on creep")
    height: float = cells("it flies above the ground")
    vision_height: float = cells("of its eyes above the ground, for cliffs")
    sight: float = cells("that it sees")
    detect_range: float = cells("within which it detects the cloaked")
    minerals: int = whole("value in minerals, what it was made from included")
    vespene: int = whole("value in gas, what it was made from included")
    supply_used: float = food("it needs")
    supply_provided: float = food("it gives")
    build_time: float = seconds("to make it, as the API gives it")
    repair_time: float = seconds("to repair it from nothing")
    cargo_size: int = whole("places it takes in a transport; 0: cannot be carried")
    cargo_capacity: int = whole("places it has for passengers")
    attack_priority: int = whole("the higher is attacked first")
    alias: str = link("unit", "the unit that stands for it in lists: UnitTypeData.unit_alias")
    tech: tuple[str, ...] = links("tech", "what it also counts as: a unit, or a shared Alias_", record="")
    resource: str = word(Resource, "what it holds")
    resource_contents: int = whole("minerals or gas at the start")
    harvest_amount: int = whole("minerals or gas a trip")
    harvest_time: float = seconds("at work on it")
    return_delay: float = seconds("a worker waits after delivering its goods")
    ideal_harvesters: int = whole("workers that it keeps busy")
    footprint: str = link("footprint", "what it covers")
    placement: str = link("footprint", "what its placement checks")
    built_on: Mapping[str, str] | None = table("resource that it is built on = what it is then", record="")
    addon_offset: tuple[float, ...] = numbers("cells east and north of its host's centre", record="")
    addon_hosts: tuple[str, ...] = links("unit", "what it can be an add-on of")
    weapons: tuple[str, ...] = links("weapon", "in order of preference")
    abilities: tuple[str, ...] = links("ability", "what it can be told, or does by itself", record="")
    commands_off: tuple[str, ...] = links("command", "commands of its abilities that it lacks", record="")
    behaviors: tuple[str, ...] = links("behavior", "from birth")
    queue_size: int = whole("places of its production queue")
    queue_parallel: int = whole("how many of them run at once")
    death_reveal_time: float = seconds("its killer sees the place of its death")
    death_effect: str = link("effect", "when it dies")
    birth_effect: str = link("effect", "when it is there")
    turret_rate: float = degrees_per_second("of its turret; 0: it turns itself")


@dataclass(frozen=True)
class Weapon:
    """What a unit attacks with."""

    name: str
    range: float = cells("edge to edge")
    min_range: float = cells("edge to edge")
    range_slop: float = cells("further a target may go before it is followed")
    scan_range: float = cells("within which targets are found")
    arc: float = degrees("within which it fires; 0: must face")
    arc_slop: float = degrees("further that a target may be")
    period: float = seconds("between attacks")
    random_low: float = seconds("least that chance adds to the period")
    random_high: float = seconds("most that chance adds to the period")
    damage_point: float = seconds("from the start of a swing to its effect")
    backswing: float = seconds("from the effect to the end of the swing")
    targets: str = filters("whom it hits")
    effect: str = link("effect", "of an attack")
    fires_while_moving: bool = truth("needs no stop")
    melee: bool = truth("touches its target")
    starts_disabled: bool = truth("until a behavior turns it on")
    needs_attack_order: bool = truth("fires only on an attack order")
    hidden: bool = truth("not told by the API")
    acquire: str = filters("whom it looks for by itself, beside targets")
    ignores_priority: bool = truth("takes the nearest, whatever attack_priority says")
    acquires_by_angle: bool = truth("takes of its best targets the one it has to turn least to, not the nearest")
    loiter_radius: float = cells("within which it circles its target between attacks (interceptors)")
    api_attacks: int = whole("hits of one attack, as the API tells", 1)
    api_effect: str = link("effect", "whose damage the API tells")


@dataclass(frozen=True)
class Command:
    """One command of an ability: a row of the rules."""

    name: str
    index: int = whole("place within the ability: AbilityData.link_index")
    api_id: int = whole("AbilityData.ability_id")
    generic_id: int = whole("AbilityData.remaps_to_ability_id; 0: none")
    alias: str = text("readable name, unique: TrainMarine", record="")
    verb: str = word(Verb, "which command of its class", "Execute")
    target: str = word(TargetKind, "what it must be given")
    use: str = condition("that it may be used", record="requirement")
    show: str = condition("that it is there at all")
    product: str = link("unit", "what it makes")
    count: int = whole("units of the product", 1)
    upgrade: str = link("upgrade", "what it researches")
    minerals: int = whole("the player pays")
    vespene: int = whole("the player pays")
    supply: float = food("that must be free")
    time: float = seconds("to make it; morphs: until the unit is the new type")
    finish_time: float = seconds("morphs: from the start until it takes orders again")
    random_delay: float = seconds("at most, that chance adds")
    effect: str = link("effect", "when it begins (morphs); on what it made (training)")
    finish_effect: str = link("effect", "when done (morphs)")
    start_count: int = whole("of its product that a new unit has (magazines)")
    life: float = points("the unit pays")
    energy: float = points("the unit pays")
    cooldown: float = seconds("until it can be used again")
    cooldown_start: float = seconds("from birth until it can be used")
    cooldown_link: str = text("shared name of the cooldown", record="")
    validators: tuple[str, ...] = links("validator", "of the target, beside the ability's")
    flags: tuple[str, ...] = words(AbilityFlag, "how it runs, beside the ability's")
    charges: int = whole("it can be used without waiting, at most")
    charge_start: int = whole("charges at the start")
    charge_time: float = seconds("until a charge comes back")
    placement_power: bool = truth("placed in a power field (warp-in)")
    delay: float = seconds("at the place before construction begins")


@dataclass(frozen=True)
class Ability:
    """What a unit can be told; its commands share these fields."""

    name: str
    kind: str = word(AbilityClass, "class of the data")
    commands: tuple[Command, ...] = tables("its commands, by name", record="")
    flags: tuple[str, ...] = words(AbilityFlag, "how it runs")
    range: float = cells("within which it is used; 500: everywhere")
    range_slop: float = cells("further a target may go meanwhile")
    arc: float = degrees("within which it is used; 0: must face; 360: any")
    prep: float = seconds("of casting before the effect")
    finish: float = seconds("of casting after the effect")
    effect: str = link("effect", "of using it")
    prep_effect: str = link("effect", "when casting or building begins")
    finish_effect: str = link("effect", "when building ends")
    cancel_effect: str = link("effect", "when building is cancelled")
    death_effect: str = link("effect", "on its units when the holder dies (magazines)")
    targets: str = filters("whom it may mean")
    autocast_range: float = cells("within which it starts by itself")
    autocast_targets: str = filters("on whom it starts by itself")
    autocast_validators: tuple[str, ...] = links("validator", "of starting by itself")
    autocast_min: int = whole("targets that there must be to start by itself")
    smart_validators: tuple[str, ...] = links("validator", "of a right click")
    validators: tuple[str, ...] = links("validator", "that it may be used")
    refund: float = factor("of the cost that is given back when cancelled", 0)
    behavior: str = link("behavior", "that it turns on and off, or that powers it (warp-in)")
    harvest_factor: float = factor("of the time that a trip takes", 1)
    harvest_amount: int = whole("minerals a trip; 0: the resource's own")
    harvest_beside: bool = truth("works beside another worker at the same resource (MULE)")
    resources: tuple[str, ...] = words(Resource, "that it may harvest")
    max_unload_range: float = cells("around the transport")
    load_period: float = seconds("between two passengers")
    unload_period: float = seconds("between two passengers")
    unload_delay: float = seconds("before the first passenger leaves")
    search_radius: float = cells("from which all come in at once")
    passengers_attack: bool = truth("passengers fight")
    max_passenger_size: int = whole("largest cargo size that fits")
    max_passengers: int = whole("how many units fit")
    cargo_behavior: str = link("behavior", "of passengers")
    load_effect: str = link("effect", "on one who comes in")
    unload_effect: str = link("effect", "on one who leaves")
    start_life: float = factor("of life when construction starts", 0)
    start_shields: float = factor("of shields when construction starts", 0)
    lift_ability: str = link("ability", "that a flying holder lands with first (add-ons)")
    redirects: str = link("ability", "of its passengers that it uses (bunker)")
    augments: str = link("ability", "that its effect joins (charge)")
    leash: float = cells("how far what it made may go")
    max_units: int = whole("how many of its product it may hold")
    egg: str = link("unit", "what its holder is while it trains (larva)")
    cancel_unit: str = link("unit", "what its holder is again when cancelled")
    exclusive: bool = truth("one player at a time (watch towers)")
    same_cliff: bool = truth("only on the same cliff level")
    place_unit: str = link("unit", "for which there must be room at the target point")


@dataclass(frozen=True)
class Area:
    """One ring of a splash or search; the innermost ring that holds a unit counts."""

    radius: float = cells("around the place", record="area_radius")
    fraction: float = factor("of the damage", 1, record="area_fraction")
    arc: float = degrees("in front; 360: all round", 360, record="area_arc")
    effect: str = link("effect", "on each unit found", record="area_effect")
    max_count: int = whole("units at most; 0: all", record="")
    validator: str = link("validator", "that each unit found must pass", record="area_validator")


@dataclass(frozen=True)
class Effect:
    """What happens."""

    name: str
    kind: str = word(EffectClass, "class of the data")
    which: str = word(Which, "unit or place that it acts on", "Target")
    of: str = link("effect", "whose target, caster or source is meant; empty: its own", record="which_effect")
    origin: str = word(Which, "where a missile or search starts; ModifyUnit: who gives", "Source")
    origin_of: str = link("effect", "whose origin is meant; empty: its own", record="origin_effect")
    api_id: int = whole("Effect.effect_id where the API shows it")
    api_name: str = text("EffectData.friendly_name", record="")
    api_radius: float = cells("EffectData.radius", record="")
    validators: tuple[str, ...] = links("validator", "that must hold")
    chance: float = factor("that it happens", 1)
    once: bool = truth("on each unit only once in a chain of effects (beams and bounces)")
    alone: bool = truth("not on a unit on which another one is under way")
    children: tuple[str, ...] = links("effect", "Set: all of them; CreatePersistent: one each period, in turn")
    # damage
    amount: float = points("of damage", of=("Damage",))
    bonus: Mapping[str, float] | None = table("points by attribute", of=("Damage",))
    shield_bonus: float = points("against shields", of=("Damage",))
    armor_reduction: float = factor("of the armour that counts", 0, of=("Damage",))
    damage_kind: str = word(DamageKind, "what sort", of=("Damage",))
    kills: bool = truth("whatever the life", of=("Damage",))
    no_kill_credit: bool = truth("nobody is paid", of=("Damage",))
    provokes: bool = truth("the victim and its friends respond", of=("Damage",))
    keeps_regen: bool = truth("shields go on regenerating", of=("Damage",))
    leech: float = factor("of the damage that heals the caster", 0, of=("Damage",))
    vital_fraction: float = factor("of the target's energy that is damage, and goes (feedback)", 0, of=("Damage",))
    # areas
    areas: tuple[Area, ...] = tables("rings, inner first", of=("Damage", "EnumArea"))
    search: str = filters("whom the area finds", of=("Damage", "EnumArea"))
    max_count: int = whole("units found, at most; 0: all", of=("Damage", "EnumArea"))
    min_count: int = whole("units that must be found", of=("EnumArea",))
    includes_target: bool = truth("the target is found", of=("Damage", "EnumArea"))
    excludes_target: bool = truth("the target is not found", of=("Damage", "EnumArea"))
    includes_caster: bool = truth("the caster is found", of=("Damage", "EnumArea"))
    excludes_caster: bool = truth("the caster is not found", of=("Damage", "EnumArea"))
    same_cliff: bool = truth("only on the same cliff level", of=("Damage", "EnumArea"))
    # behaviors
    behavior: str = link("behavior", "that it puts on, takes off or moves")
    count: int = whole("stacks (0 takes off all); units; periods; orders", 1)
    duration: float = seconds("of the behavior; 0: its own", of=("ApplyBehavior",))
    # missiles and persistents
    missile_speed: float = per_second("cells it flies; 0: at once", of=("LaunchMissile",))
    missile_acceleration: float = per_second2("of a missile", of=("LaunchMissile",))
    missile_start: float = per_second("cells at the launch, before it accelerates", of=("LaunchMissile",))
    missile_time: float = seconds("it flies whatever the distance", of=("LaunchMissile",))
    missile: str = text("name of what flies", of=("LaunchMissile",), record="")
    point_fallback: bool = truth("goes on to the place when the target dies", of=("LaunchMissile",))
    initial_effect: str = link("effect", "at the start", of=("CreatePersistent", "CreateHealer"))
    expire_effect: str = link("effect", "at the natural end", of=("CreatePersistent",))
    final_effect: str = link("effect", "at any end")
    impact_effect: str = link("effect", "on arrival")
    launch_effect: str = link("effect", "on launch")
    interrupt_effect: str = link("effect", "when it loses its target on the way", of=("LaunchMissile",))
    periodic_effect: str = link("effect", "of each period of healing", of=("CreateHealer",))
    initial_delay: float = seconds("before the first period", of=("CreatePersistent",))
    expire_delay: float = seconds("after the last period", of=("CreatePersistent",))
    periods: tuple[float, ...] = numbers("seconds between periods, in turn", 16 * 4096)
    period_count: int = whole("periods", of=("CreatePersistent",))
    channeled: bool = truth("ends when its caster turns to something else")
    until_destroyed: bool = truth("no last period", of=("CreatePersistent",))
    chain: bool = truth("begins a chain of its own, in which units are hit once", of=("CreatePersistent",))
    caster_time: bool = truth("its time runs with the caster's attack speed", of=("CreatePersistent",))
    reveal_radius: float = cells("that its owner sees", of=("CreatePersistent",))
    reveals: bool = truth("lights the map", of=("CreatePersistent",))
    detects: bool = truth("detects the cloaked", of=("CreatePersistent",))
    periodic_validator: str = link("validator", "that must hold at each period")
    offsets: tuple[float, ...] = numbers("cells right of the line of fire and along it, of each period or spawn", 4096)
    random_offset: bool = truth("one of the offsets at random each period", of=("CreatePersistent",))
    # make, order, change
    unit_type: str = link("unit", "that it makes", of=("CreateUnit",))
    spawn_effect: str = link("effect", "on the new unit", of=("CreateUnit",))
    spawn_range: float = cells("in which a place is looked for", of=("CreateUnit",))
    spawn_owner: str = word(Which, "whose it is", "Caster", of=("CreateUnit",))
    spawn_neutral: bool = truth("it is nobody's", of=("CreateUnit",))
    same_type: bool = truth("the new unit is of the target's type", of=("CreateUnit",))
    places: bool = truth("looks for free ground", of=("CreateUnit",))
    rallies: bool = truth("the new unit goes where the source's units rally", of=("CreateUnit",))
    without_supply: bool = truth("the new unit takes no supply", of=("CreateUnit",))
    ability: str = link("command", "that is ordered, cancelled or spent")
    order_target: str = word(Which, "of the order", "Target", of=("IssueOrder",))
    order_without_target: bool = truth("the order has no target", of=("IssueOrder",))
    order_queued: bool = truth("joins the end of the orders", of=("IssueOrder",))
    order_preempts: bool = truth("comes before the orders, which are kept", of=("IssueOrder",))
    order_autocast: bool = truth("turns autocast of the ability off or on instead", of=("IssueOrder",))
    life_change: float = points("added", of=("ModifyUnit",))
    shields_change: float = points("added", of=("ModifyUnit",))
    energy_change: float = points("added", of=("ModifyUnit",))
    life_change_fraction: float = factor("of the whole, added", 0, of=("ModifyUnit",))
    shields_change_fraction: float = factor("of the whole, added", 0, of=("ModifyUnit",))
    energy_change_fraction: float = factor("of the whole, added", 0, of=("ModifyUnit",))
    salvage: float = factor("of its value given back, and it goes", 0, of=("ModifyUnit",))
    takes_over: bool = truth("the caster's player owns it", of=("ModifyUnit",))
    copies_orders: bool = truth("takes over the giver's orders", of=("ModifyUnit",))
    mimics: bool = truth("looks like one of its former owner to him", of=("ModifyUnit",))
    cooldown_link: str = text("cooldown that it changes", of=("ModifyUnit",), record="")
    cooldown_change: float = seconds("added to that cooldown", of=("ModifyUnit",))
    cooldown_set: bool = truth("sets the cooldown instead", of=("ModifyUnit",))
    recharge_rate: float = per_second("points given", of=("CreateHealer",))
    recharge_vital: str = text("Life, Shields or Energy", "Life", of=("CreateHealer",), record="")
    time_factor: float = factor("of the target's repair time; 0: by rate", 0, of=("CreateHealer",))
    drain_energy: float = factor("energy for each point", 0, of=("CreateHealer",))
    drain_resources: float = factor("of the target's cost for a whole repair", 0, of=("CreateHealer",))
    cases: tuple[dict[str, str], ...] = tables("{validator, effect}; the first that holds", of=("Switch",))
    case_default: str = link("effect", "when no case holds", of=("Switch",))
    range: float = cells("that it may carry", of=("Teleport", "DestroyPersistent"))
    place_range: float = cells("in which a place is looked for", of=("Teleport",))
    destination: str = word(Which, "where it goes; ApplyForce: without force", "Target", of=("Teleport", "ApplyForce"))
    destination_of: str = link("effect", "whose destination is meant; empty: its own", record="destination_effect")
    source: str = word(Which, "where it came from: keeps the formation", "Target", of=("Teleport",))
    source_of: str = link("effect", "whose source is meant; empty: its own", record="source_effect")
    needs_vision: bool = truth("only to a place that its player sees", of=("Teleport",))
    clears_orders: bool = truth("drops its orders", of=("Teleport",))
    copies: bool = truth("the giver keeps it too", of=("TransferBehavior",))
    effect: str = link("effect", "that it ends, or uses on each passenger")
    force: float = cells("that it throws its target away from the origin", of=("ApplyForce",))
    force_time: float = seconds("that the throw takes", of=("ApplyForce",))


@dataclass(frozen=True)
class Behavior:
    """A lasting state of a unit."""

    name: str
    kind: str = word(BehaviorClass, "class of the data", "Buff")
    api_id: int = whole("Unit.buff_ids")
    duration: float = seconds("0: for ever")
    duration_random: float = seconds("at most, that chance adds")
    period: float = seconds("between periodic effects")
    period_count: int = whole("periods; 0: as long as it lasts")
    max_stack: int = whole("on one unit; 0: any", 1)
    max_stack_per_caster: int = whole("0: any")
    refreshes: bool = truth("a new one starts its time again", True)
    permanent: bool = truth("cannot be taken off")
    negative: bool = truth("bad for its unit")
    channeled: bool = truth("goes when its caster turns to something else")
    takes_over: bool = truth("its unit is its caster's as long as it lasts")
    off_while_building: bool = truth("not during construction")
    initial_effect: str = link("effect", "at the start")
    periodic_effect: str = link("effect", "at each period")
    expire_effect: str = link("effect", "at the natural end")
    final_effect: str = link("effect", "at any end")
    refresh_effect: str = link("effect", "when put on again")
    death_effect: str = link("effect", "when its unit dies")
    requirement: str = condition("without which it does nothing")
    disable_validators: tuple[str, ...] = links("validator", "it does nothing unless all hold")
    remove_validators: tuple[str, ...] = links("validator", "it goes unless all hold")
    states: tuple[str, ...] = words(State, "what it makes of its unit")
    speed_factor: float = factor("of its speed")
    speed_bonus: float = per_second("cells")
    speed_max: float = per_second("cells; 0: any")
    acceleration_bonus: float = per_second2("added")
    attack_speed_factor: float = factor("of its attacks")
    life_armor: float = points("added")
    shield_armor: float = points("added")
    life_armor_factor: float = factor("of its armour")
    shield_armor_factor: float = factor("of its shields' armour")
    life_max: float = points("added")
    shields_max: float = points("added")
    energy_max: float = points("added")
    life_regen: float = per_second("points")
    shields_regen: float = per_second("points")
    energy_regen: float = per_second("points")
    sight_bonus: float = cells("added")
    sight_max: float = cells("at most; 0: any")
    detect_range: float = cells("within which it detects")
    radar: float = cells("within which it shows units on the map")
    weapon_range: float = cells("added")
    ranged_weapon_range: float = cells("added, but to what is melee")
    weapon_scan: float = cells("added")
    supply: float = food("provided")
    queue_size: int = whole("places added to the queue")
    queue_parallel: int = whole("more that run at once")
    rate_factor: float = factor("of training and research")
    spawn_rate_factor: float = factor("of spawning larvae")
    cooldown_rate: float = factor("of cooldowns and charges")
    damage_dealt_factor: float = factor("of its damage")
    damage_dealt_bonus: float = points("added to its damage")
    damage_dealt_max: float | None = points("it deals; absent: any", None)
    damage_bonus_attribute: str = word(Attribute, "that its bonus damage needs")
    damage_bonus_amount: float = points("added to its damage against the attribute")
    damage_taken_factor: float = factor("of the damage it takes")
    damage_taken_limit: float = points("that it takes off in all")
    damage_taken_bonus: float = points("added to each hit")
    damage_taken_fatal: bool = truth("answers only what would kill")
    damage_taken_life: float = points("that a hit leaves at least")
    damage_taken_effect: str = link("effect", "when it took some")
    damage_dealt_effect: str = link("effect", "on whom it hits")
    cooldown: float = seconds("until it answers damage again")
    damage_kinds: tuple[str, ...] = words(DamageKind, "that it answers; none: all")
    disables: tuple[str, ...] = links("ability", "that it turns off")
    disables_kinds: tuple[str, ...] = words(AbilityClass, "classes of abilities that it turns off", record="")
    enables: tuple[str, ...] = links("ability", "that it leaves on all the same")
    enables_kinds: tuple[str, ...] = words(AbilityClass, "classes that it leaves on all the same", record="")
    disables_behaviors: tuple[str, ...] = links("behavior", "that it turns off")
    disables_behavior_kinds: tuple[str, ...] = words(BehaviorClass, "classes of behaviors that it turns off")
    weapons_off: tuple[str, ...] = links("weapon", "that it turns off")
    weapons_on: tuple[str, ...] = links("weapon", "that it turns on")
    plane: tuple[str, ...] = words(Plane, "its unit is in instead")
    height: float = cells("that it lifts")
    height_time: float = seconds("that lifting takes")
    power_link: str = text("field that it gives or needs", record="")
    power_level: int = whole("that it gives, or needs")
    power_rate_level: int = whole("from which it works at power_rate")
    power_rate: float = factor("of its work at that level")
    powered_enables: tuple[str, ...] = links("behavior", "that it turns on at power_rate_level")
    powered_disables: tuple[str, ...] = links("behavior", "that it turns off at power_rate_level")
    dies_unpowered: bool = truth("without power")
    radius: float = cells("of power, or of sharing")
    power_while_building: bool = truth("during construction")
    power_lower: bool = truth("reaches lower ground")
    power_higher: bool = truth("reaches higher ground")
    shares_life: bool = truth("conjoined: with all of its type in the radius")
    jump_range: float = cells("that it jumps")
    jump_up_range: float = cells("from the cliff where it jumps up")
    jump_down_range: float = cells("from the cliff where it jumps down")
    jump_height_min: float = cells("of the cliff")
    jump_height_max: float = cells("of the cliff")
    jump_prep: float = seconds("before")
    jump_finish: float = seconds("after")
    placeholder: str = link("unit", "that keeps its landing place free", record="")
    spawn_type: str = link("unit", "that it makes")
    spawn_max: int = whole("as long as there are fewer")
    spawn_limit: int = whole("at most, injected ones included")
    spawn_delay: float = seconds("between two")
    spawn_offsets: tuple[float, ...] = numbers(
        "cells x, y from the centre where the new unit comes: the first, else the nearest to it", 4096
    )
    spawn_extra_requirement: str = condition("for spawning more (injected larvae)")
    spawn_extra_max: int = whole("as long as there are fewer")
    spawn_extra_delay: float = seconds("between two")
    spawn_extra_effect: str = link("effect", "on the holder, for each")
    creep_build: str = link("footprint", "creep during construction", record="")
    creep_birth: str = link("footprint", "creep when done", record="")
    creep_start: str = link("footprint", "creep when it is there as the game starts", record="")
    creep_grown: str = link("footprint", "creep in the end", record="")
    delay: float = seconds("of spreading, or wandering")
    leash: float = cells("of wandering")
    wander_range: float = cells("of one walk")


@dataclass(frozen=True)
class Validator:
    """A condition of effects, abilities and behaviors."""

    name: str
    kind: str = word(ValidatorClass, "class of the data")
    which: str = word(Which, "whom it asks", "Target")
    of: str = link("effect", "whose target or caster is meant", record="which_effect")
    other: str = word(Which, "with whom it compares", "Caster")
    other_of: str = link("effect", "whose target or caster is compared with", record="other_effect")
    compare: str = word(Compare, "how", "EQ")
    negate: bool = truth("the opposite must hold")
    any: bool = truth("one of the children is enough", of=("Combine",))
    value: float = whole("count to compare with")
    amount: float = points("cells or points to compare with", record="value")
    race: str = word(Race, "to compare with", record="value")
    field: str = text("Life, Shields, Energy; of a unit: Race, Radius, Height", record="")
    state: tuple[str, ...] = words(State, "that its behaviors must give")
    unit: tuple[str, ...] = links("unit", "of which type it must be", of=("UnitType",), record="children")
    children: tuple[str, ...] = links(
        "validator", "that it combines, or that who is counted passes", of=("Combine", "LocationEnumArea")
    )
    behavior: str = link("behavior", "that is counted", record="reference")
    ability: str = link("ability", "that is ordered", record="reference")
    command: str = link("command", "which one of its commands", record="")
    when_point: str = link("validator", "that holds where a point is meant", of=("LocationType",), record="")
    when_unit: str = link("validator", "that holds where a unit is meant", of=("LocationType",), record="")
    weapon: str = link("weapon", "that fires", record="reference")
    requirement: str = condition("of the player", record="reference")
    filters: str = filters("that it must pass")
    mover: str = word(Mover, "it must have", record="value")
    cooldown_link: str = text("that is compared", record="")
    from_caster: bool = truth("only stacks of the caster count")
    radius: float = cells("in which is counted, or a place looked for")
    with_other: bool = truth("compares with the level at other, not with value", of=("LocationCompareCliffLevel",))
    as_fraction: bool = truth("of the whole")
    with_type: bool = truth("the unit's type may be the alternate")
    places: str = link("unit", "for which there must be room")


@dataclass(frozen=True)
class Change:
    """One thing that an upgrade changes; one of unit, weapon, effect, ability, behavior is named."""

    unit: str = link("unit", "whose field changes")
    weapon: str = link("weapon", "whose field changes")
    effect: str = link("effect", "whose field changes")
    ability: str = link("ability", "whose field changes")
    behavior: str = link("behavior", "whose field changes")
    field: str = text("of the schema")
    attribute: str = text("of a bonus; or the State, of states")
    add: float | None = whole("added, in the field's own unit", None)
    multiply: float | None = whole("times", None)
    set: float | None = whole("set to", None)


@dataclass(frozen=True)
class Upgrade:
    """What research gives."""

    name: str
    api_id: int = whole("UpgradeData.upgrade_id")
    api_ability: int = whole("UpgradeData.ability_id, when it is not the command that researches it", record="")
    race: str = word(Race, "whose it is")
    minerals: int = whole("it costs")
    vespene: int = whole("it costs")
    time: float = seconds("to research")
    level: int = whole("of its line; 0: none")
    line: str = text("Weapons, Armor or Shields", record="")
    changes: tuple[Change, ...] = tables("what it does", record="")


@dataclass(frozen=True)
class Footprint:
    """Cells that a structure covers, or that its placement looks at: rows from north to south, a letter a cell."""

    name: str
    rows: tuple[str, ...] = links("word", "a letter a cell; . is outside", record="")
    left: int = whole("cells from the centre to the west edge", record="")
    bottom: int = whole("cells from the centre to the south edge", record="")
    cells: Mapping[str, list[str]] | None = table("letter = FootprintBits that it writes while it stands", record="")
    checks: Mapping[str, list[str]] | None = table("letter = FootprintBits that its placement looks at", record="")


@dataclass(frozen=True)
class RaceRules:
    """How a race starts."""

    name: str
    town_hall: str = link("unit", "at the start location")
    worker: str = link("unit", "of which start_workers are there")
    start_workers: int = whole("at the start")
    start_units: Mapping[str, int] | None = table("other unit = how many of it at the start", record="")


@dataclass(frozen=True)
class Game:
    """Constants of the game."""

    name: str
    start_minerals: int = whole("at the start")
    start_vespene: int = whole("at the start")
    supply_max: float = food("that a player can have")
    action_delay: int = whole("loops between a command and its effect")
    patch: int = whole("41000 is 4.10.0")
    smart: str = link("command", "the right click", record="smart_ability")
    rally: str = link("command", "that sets a rally by right click", record="rally_smart")
    sight_building: float = cells("that a structure sees while it is built")
    damage_min: float = points("of a hit, whatever the armour")
    reveal_time: float = seconds("an attacker out of sight is seen")
    penalty_reveal_time: float = seconds("without a town hall until all is revealed")
    leash: float = cells("that a unit chases")
    leash_reset: float = cells("it must come back within")
    call_range: float = cells("in which friends help")
    call_period: float = seconds("between two calls")
    creep_decay_time: float = seconds("in which creep without a source recedes by a cell")
    creep_growth: int = whole("cells of creep that a source adds in a period")
    stalemate_time: float = seconds("without income, production or destruction until a draw", 0)


@dataclass(frozen=True)
class Names:
    """Names that conditions may use though the catalog does not hold them (yet)."""

    name: str
    units: tuple[str, ...] = links("word", "units that cannot be in a game: counted as none", record="")
    upgrades: tuple[str, ...] = links("word", "upgrades that cannot be in a game", record="")


KINDS: dict[str, type] = {
    "unit": Unit, "weapon": Weapon, "ability": Ability, "effect": Effect, "behavior": Behavior,
    "validator": Validator, "upgrade": Upgrade, "footprint": Footprint, "race": RaceRules, "game": Game,
    "absent": Names,
}
NESTED: dict[tuple[str, str], type] = {
    ("ability", "commands"): Command, ("effect", "areas"): Area, ("upgrade", "changes"): Change,
}
