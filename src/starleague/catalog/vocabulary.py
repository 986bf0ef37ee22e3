"""The closed vocabulary of StarCraft II's rules: every verb that data may use.

All of melee is written with these classes; a unit is data, a verb is code. Names follow the
StarCraft II data editor (``CAbilTrain`` is ``AbilityClass.TRAIN``) and the StarCraft II API.
Members are ``IntEnum`` so that compiled code reads ``ability.kind == AbilityClass.TRAIN``.
"""

from __future__ import annotations

from enum import IntEnum


class Race(IntEnum):
    """``SC2APIProtocol.Race``."""

    NONE = 0
    TERRAN = 1
    ZERG = 2
    PROTOSS = 3


class Attribute(IntEnum):
    """``SC2APIProtocol.Attribute``; a unit type stores the set as bits ``1 << attribute``."""

    LIGHT = 1
    ARMORED = 2
    BIOLOGICAL = 3
    MECHANICAL = 4
    ROBOTIC = 5
    PSIONIC = 6
    MASSIVE = 7
    STRUCTURE = 8
    HOVER = 9
    HEROIC = 10
    SUMMONED = 11


class Plane(IntEnum):
    """Bits: where a unit is for target filters (a Colossus is in both)."""

    GROUND = 1
    AIR = 2


class Collide(IntEnum):
    """Bits: two units block each other when they share one."""

    GROUND = 1
    FORCE_FIELD = 2
    BURROW = 4
    STRUCTURE = 8
    ROACH_BURROW = 16
    LOCUST = 32
    PHASED = 64
    SMALL = 128
    LARGE = 256
    FLYING = 512
    COLOSSUS = 1024
    CREEP = 2048
    FLYING_ESCORTS = 4096
    CREEP_TUMOR = 8192
    LOCUST_FORCE_FIELD = 16384
    DISRUPTOR_PHASED = 32768
    LARVA = 65536


class Mover(IntEnum):
    """How a unit crosses terrain."""

    NONE = 0
    GROUND = 1  # pathing grid
    FLY = 2  # anywhere inside the map
    CLIFF_JUMPER = 3  # ground, and up and down cliffs (Reaper)
    COLOSSUS = 4  # ground and cliffs, over small units
    BURROWED = 5
    PHASED = 6  # through units and force fields
    CREEP = 7  # ground, and only on creep (Larva)


class Flag(IntEnum):
    """Bits of ``UnitType.flags``."""

    WORKER = 1 << 0
    STRUCTURE = 1 << 1
    TOWNHALL = 1 << 2  # accepts minerals and vespene (footprint has drop-off cells)
    ADDON = 1 << 3
    ACCEPTS_ADDON = 1 << 4
    RESOURCE = 1 << 5  # mineral field or geyser
    INVULNERABLE = 1 << 6
    UNCOMMANDABLE = 1 << 7
    PREVENT_DEFEAT = 1 << 8  # its owner is in the game while it lives
    CLOAKED = 1 << 9
    BURROWED = 1 << 10
    SUMMONED = 1 << 11
    ARMY = 1 << 12  # ArmySelect
    USE_LINE_OF_SIGHT = 1 << 13
    TURNABLE = 1 << 14
    HIGH_RESOURCE = 1 << 15  # rich mineral field or geyser
    DESTRUCTIBLE = 1 << 16
    TOWER = 1 << 17
    GEYSER = 1 << 18
    REFINERY = 1 << 19
    KILL_CREDIT = 1 << 20
    PASSIVE = 1 << 21  # never a target of automatic acquisition
    ARMOR_DISABLED_WHILE_CONSTRUCTING = 1 << 22
    AI_THREAT_GROUND = 1 << 23
    AI_THREAT_AIR = 1 << 24
    NEEDS_PYLON = 1 << 25
    NEEDS_CREEP = 1 << 26
    CREATE_VISIBLE = 1 << 27
    UNSELECTABLE = 1 << 28
    UNTARGETABLE = 1 << 29
    UNDETECTABLE = 1 << 30  # no detector finds it


class ScoreCategory(IntEnum):
    """What a unit is for, as the score sums up what is used, lost and killed."""

    NONE = 0
    ARMY = 1
    ECONOMY = 2
    TECHNOLOGY = 3


class Response(IntEnum):
    """What an idle unit does about an enemy in range."""

    NONE = 0
    ACQUIRE = 1
    FLEE = 2


class Resource(IntEnum):
    NONE = 0
    MINERALS = 1
    VESPENE = 2


class AbilityClass(IntEnum):
    """The ability classes of the data (``CAbil…``)."""

    NONE = 0
    ATTACK = 1
    MOVE = 2
    STOP = 3
    HARVEST = 4
    BUILD = 5
    BUILDABLE = 6  # BuildInProgress: halt and cancel of what is being built
    TRAIN = 7
    RESEARCH = 8
    QUEUE = 9
    RALLY = 10
    MORPH = 11
    MORPH_PLACEMENT = 12
    EFFECT_TARGET = 13
    EFFECT_INSTANT = 14
    TRANSPORT = 15
    BEHAVIOR = 16
    REDIRECT_INSTANT = 17
    REDIRECT_TARGET = 18
    ARM_MAGAZINE = 19
    AUGMENT = 20
    WARPABLE = 21
    WARP_TRAIN = 22
    MERGE = 23
    MERGEABLE = 24
    INTERACT = 25
    SMART = 26  # ours: the right click, turned into another ability by the unit that gets it
    GENERIC = 27  # ours: an API id that stands for several; each unit takes its own command of that generic_id


class Verb(IntEnum):
    """Which command of its class an ability row is."""

    EXECUTE = 0
    MOVE = 1
    PATROL = 2
    HOLD = 3
    SCAN_MOVE = 4  # AcquireMove: attack-move of units without a weapon
    TURN = 5
    STOP = 6
    HOLD_FIRE = 7
    GATHER = 8
    RETURN = 9
    HALT = 10
    CANCEL = 11
    CANCEL_LAST = 12
    CANCEL_SLOT = 13
    LOAD = 14
    LOAD_ALL = 15
    UNLOAD_ALL = 16
    UNLOAD_AT = 17
    UNLOAD_UNIT = 18
    ON = 19
    OFF = 20
    RALLY = 21  # units rally
    RALLY_WORKERS = 22
    WITH_SELECTED = 23
    CANCEL_MORPH = 24
    ATTACK_REDIRECT = 25


class TargetKind(IntEnum):
    """What a command must be given (``AbilityData.Target``)."""

    NONE = 1
    POINT = 2
    UNIT = 3
    POINT_OR_UNIT = 4
    POINT_OR_NONE = 5


class AbilityFlag(IntEnum):
    """Bits of ``Ability.flags``."""

    TRANSIENT = 1 << 0  # runs at once beside the current order
    AUTOCAST = 1 << 1
    AUTOCAST_ON = 1 << 2  # autocast is on from birth
    SMART = 1 << 3  # a right click may choose it
    AUTOMATIC = 1 << 4  # starts by itself as soon as its requirement holds
    PEON_MAINTAINED = 1 << 5  # a builder must stay (Terran)
    ON_RESOURCE = 1 << 6  # built on a geyser
    ADDON = 1 << 7
    INSTANT_PLACEMENT = 1 << 8
    BEST_UNIT = 1 << 9  # one unit of the selection does it
    CONSUMES_BUILDER = 1 << 10
    CHANNELED = 1 << 11
    RALLY_RESET = 1 << 12
    FOOD_CHECK = 1 << 13
    PEON_INSIDE = 1 << 14
    ADDON_IDLE = 1 << 15  # refused while the add-on researches
    TO_SELECTION = 1 << 16
    CANCELABLE = 1 << 17
    CARGO_DEATH = 1 << 18  # passengers die with their carrier
    INTERRUPTIBLE = 1 << 19  # morphs: may be ended by another order
    SUPPRESS_MOVEMENT = 1 << 20  # morphs: the unit stands still meanwhile
    DISABLE_ABILITIES = 1 << 21  # morphs: it can do nothing else meanwhile
    MOVE_BLOCKERS = 1 << 22  # morphs: units in the way step aside
    PRODUCES = 1 << 23  # morphs: what it makes counts as made
    NEEDS_PLACE = 1 << 24  # morphs: there must be room for the new form
    WHILE_MOVING = 1 << 25  # cast without a stop
    UNINTERRUPTIBLE = 1 << 26  # no order ends the casting
    UNSEEN = 1 << 27  # at a target that need not be seen
    KILL_ON_CANCEL = 1 << 28  # cancelling kills the unit (eggs)
    SHARES_CARGO = 1 << 29  # all transports of the player hold the same passengers (Nydus)
    ALONE = 1 << 30  # by itself never on a unit that another one is about
    EXTERNAL = 1 << 31  # magazines: what it holds is outside and seen
    HIDDEN = 1 << 32  # on no command card: only effects order it


class EffectClass(IntEnum):
    """The effect classes of the data (``CEffect…``)."""

    NONE = 0
    DAMAGE = 1
    SET = 2
    APPLY_BEHAVIOR = 3
    REMOVE_BEHAVIOR = 4
    LAUNCH_MISSILE = 5
    CREATE_PERSISTENT = 6
    CREATE_UNIT = 7
    ENUM_AREA = 8
    ISSUE_ORDER = 9
    MODIFY_UNIT = 10
    SWITCH = 11
    TELEPORT = 12
    DESTROY_PERSISTENT = 13
    TRANSFER_BEHAVIOR = 14
    CREATE_HEALER = 15
    CANCEL_ORDER = 16
    USE_CALLDOWN = 17
    ENUM_TRANSPORT = 18
    USE_MAGAZINE = 19
    RELEASE_MAGAZINE = 20
    MODIFY_PLAYER = 21
    APPLY_FORCE = 22


class Which(IntEnum):
    """Who or where an effect means (``WhichUnit``, ``WhichLocation``, ``ImpactLocation`` …)."""

    TARGET = 0  # the target unit, or the target point when there is none
    CASTER = 1  # the unit that used the ability or weapon
    SOURCE = 2  # the unit that the effect starts from (a missile's or persistent's origin)
    TARGET_POINT = 3
    CASTER_POINT = 4
    SOURCE_POINT = 5


class DamageKind(IntEnum):
    NONE = 0
    MELEE = 1
    RANGED = 2
    SPELL = 3
    SPLASH = 4


class BehaviorClass(IntEnum):
    """The behavior classes of the data (``CBehavior…``)."""

    NONE = 0
    BUFF = 1
    POWER_SOURCE = 2
    POWER_USER = 3
    RESOURCE = 4
    CREEP_SOURCE = 5
    SPAWN = 6
    WANDER = 7
    CONJOINED = 8
    JUMP = 9


class State(IntEnum):
    """Bits of ``Behavior.states``: what a behavior makes of its unit (``StateFlags``, ``ModifyFlags``)."""

    CLOAKED = 1 << 0
    BURIED = 1 << 1
    INVULNERABLE = 1 << 2
    STASIS = 1 << 3
    HIDDEN = 1 << 4
    SUMMONED = 1 << 5
    HALLUCINATION = 1 << 6
    SUPPRESS_MOVEMENT = 1 << 7
    SUPPRESS_ATTACK = 1 << 8
    SUPPRESS_ABILITIES = 1 << 9
    SUPPRESS_DETECTION = 1 << 10
    SUPPRESS_COLLISION = 1 << 11
    SUPPRESS_TURNING = 1 << 12
    SUPPRESS_CLOAK = 1 << 13
    SUPPRESS_ENERGY_REGEN = 1 << 14
    UNSELECTABLE = 1 << 15
    UNTARGETABLE = 1 << 16
    UNCOMMANDABLE = 1 << 17
    PASSIVE = 1 << 18
    RADAR = 1 << 19
    REVEALED = 1 << 20
    SUPPRESS_LIFE_REGEN = 1 << 21
    SUPPRESS_SHIELD_REGEN = 1 << 22
    SUPPRESS_SIGHT = 1 << 23
    IMMUNE_SLOW = 1 << 24
    FORCE_FIELDED = 1 << 25
    SUPPRESS_SUPPLY = 1 << 26
    DETECTOR_OFF = 1 << 27
    STUNNED = 1 << 28
    UNSTOPPABLE = 1 << 29
    UNDETECTABLE = 1 << 30
    SUPPRESS_PASSENGER = 1 << 31  # it may not enter a transport
    SUPPRESS_RADAR = 1 << 32
    SUPPRESS_COMBAT = 1 << 33
    SUPPRESS_THREAT = 1 << 34


class ValidatorClass(IntEnum):
    """The validator classes of the data (``CValidator…``)."""

    NONE = 0
    COMBINE = 1
    UNIT_TYPE = 2
    UNIT_FILTERS = 3
    UNIT_COMPARE_BEHAVIOR_COUNT = 4
    UNIT_COMPARE_VITAL = 5
    UNIT_COMPARE_FIELD = 6
    UNIT_ORDER_QUEUE = 7
    UNIT_COMPARE_ORDER_COUNT = 8
    UNIT_ORDER = 9
    UNIT_COMPARE_ORDER_TARGET_RANGE = 10
    UNIT_MOVER = 11
    UNIT_BEHAVIOR_STATE = 12
    UNIT_COMPARE_COOLDOWN = 13
    UNIT_COMPARE_CARGO = 14
    UNIT_COMPARE_RESOURCE_CONTENTS = 15
    UNIT_COMPARE_SPEED = 16
    UNIT_COMPARE_MARKER_COUNT = 17
    UNIT_WEAPON_FIRING = 18
    UNIT_DETECTED = 19
    UNIT_COMPARE_MOVER_PHASE = 20
    UNIT_COMPARE_ATTACK_PRIORITY = 21
    UNIT_COMPARE_DAMAGE_TAKEN_TIME = 22
    LOCATION_COMPARE_RANGE = 23
    LOCATION_TYPE = 24
    LOCATION_CREEP = 25
    LOCATION_COMPARE_CLIFF_LEVEL = 26
    LOCATION_PATHABLE = 27
    LOCATION_PLACEMENT = 28
    LOCATION_ENUM_AREA = 29
    LOCATION_VISION = 30
    PLAYER_REQUIREMENT = 31
    FUNCTION = 32
    PLAYER_COMPARE = 33


class Compare(IntEnum):
    EQ = 0
    NE = 1
    LT = 2
    LE = 3
    GT = 4
    GE = 5


class RequirementClass(IntEnum):
    """The requirement nodes of the data (``CRequirement…``)."""

    NONE = 0
    CONST = 1
    AND = 2
    OR = 3
    NOT = 4
    EQ = 5
    LT = 6
    GT = 7
    COUNT_UNIT = 8
    COUNT_UPGRADE = 9
    COUNT_BEHAVIOR = 10
    ALLOW_UNIT = 11


class CountState(IntEnum):
    """What a counting requirement counts."""

    COMPLETE = 0
    QUEUED_OR_BETTER = 1
    IN_PROGRESS_OR_BETTER = 2
    COMPLETE_AT_UNIT = 3  # on the asking unit: its attached add-on counts
    QUEUED_OR_BETTER_AT_UNIT = 4
    IN_PROGRESS_OR_BETTER_AT_UNIT = 5


class Filter(IntEnum):
    """Bits of a target filter: all of ``require`` and none of ``exclude`` must hold."""

    SELF = 1 << 0
    PLAYER = 1 << 1
    ALLY = 1 << 2
    NEUTRAL = 1 << 3
    ENEMY = 1 << 4
    AIR = 1 << 5
    GROUND = 1 << 6
    LIGHT = 1 << 7
    ARMORED = 1 << 8
    BIOLOGICAL = 1 << 9
    MECHANICAL = 1 << 10
    ROBOTIC = 1 << 11
    PSIONIC = 1 << 12
    MASSIVE = 1 << 13
    STRUCTURE = 1 << 14
    HOVER = 1 << 15
    HEROIC = 1 << 16
    SUMMONED = 1 << 17
    WORKER = 1 << 18
    VISIBLE = 1 << 19
    CLOAKED = 1 << 20
    BURIED = 1 << 21
    DETECTOR = 1 << 22
    HALLUCINATION = 1 << 23
    INVULNERABLE = 1 << 24
    MISSILE = 1 << 25
    STASIS = 1 << 26
    DEAD = 1 << 27
    HIDDEN = 1 << 28
    UNDER_CONSTRUCTION = 1 << 29
    RAW_RESOURCE = 1 << 30
    HARVESTABLE_RESOURCE = 1 << 31
    CAN_HAVE_ENERGY = 1 << 32
    CAN_HAVE_SHIELDS = 1 << 33
    HAS_ENERGY = 1 << 34
    HAS_SHIELDS = 1 << 35
    INJURED = 1 << 36
    PASSIVE = 1 << 37
    PREVENT_DEFEAT = 1 << 38
    UNCOMMANDABLE = 1 << 39
    PAINFUL = 1 << 40
    UNSTOPPABLE = 1 << 41
    DESTRUCTIBLE = 1 << 42
    USES_SHIELDS = 1 << 43
    STUNNED = 1 << 44


class Stat(IntEnum):
    """What an upgrade may change, in the player's own copy of the rules (``engine.layout``)."""

    NONE = 0
    UNIT_LIFE_MAX = 1
    UNIT_LIFE_START = 2
    UNIT_ARMOR = 3
    UNIT_SHIELDS_MAX = 4
    UNIT_SHIELD_ARMOR = 5
    UNIT_SPEED = 6
    UNIT_ACCELERATION = 7
    UNIT_SIGHT = 8
    UNIT_ENERGY_MAX = 9
    UNIT_ENERGY_START = 10
    UNIT_CARGO_CAPACITY = 11
    UNIT_SPEED_CREEP = 12
    WEAPON_RANGE = 13
    WEAPON_PERIOD = 14
    WEAPON_RATE = 15
    EFFECT_AMOUNT = 16
    EFFECT_BONUS = 17  # argument: the attribute
    EFFECT_AREA = 18
    ABILITY_RANGE = 19
    BEHAVIOR_DURATION = 20
    UNIT_LIFE_REGEN = 21
    UNIT_ENERGY_REGEN = 22
    UNIT_DETECT_RANGE = 23
    WEAPON_SCAN_RANGE = 24
    ABILITY_TIME = 25
    ABILITY_FINISH_TIME = 26
    ABILITY_RANDOM_DELAY = 27
    ABILITY_COOLDOWN = 28
    BEHAVIOR_STATES = 29  # argument: which bit of State
    BEHAVIOR_SPEED = 30
    EFFECT_PERIODS = 31


class Operation(IntEnum):
    ADD = 0
    SUBTRACT = 1
    MULTIPLY = 2  # value in 1/4096
    SET = 3
