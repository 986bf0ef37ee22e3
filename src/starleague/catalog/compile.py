"""Turns the catalog into the one read-only record that the engine reads (``catalog.rules``).

A schema field is written to the record field of its name, converted by its measure; what a name alone
cannot say (lists of commands, requirements, upgrades, templates) is written by the functions below.
"""

from __future__ import annotations

import collections
import dataclasses
import functools
from typing import Any

import numpy as np

from starleague.catalog import creep, footprints, sight
from starleague.catalog.loader import DEFAULT_PATCH, Catalog, CatalogError, enum_member, load
from starleague.catalog.measures import Measure
from starleague.catalog.names import cooldown_of
from starleague.catalog.rules import ONE
from starleague.catalog.schema import KINDS, Ability, Change, Command, Effect
from starleague.catalog.vocabulary import (
    Attribute,
    Filter,
    Flag,
    Operation,
    Plane,
    Race,
    ScoreCategory,
    Stat,
    State,
    ValidatorClass,
)
from starleague.catalog.writer import Writer, nearest


def compile(catalog: Catalog | None = None, patch: str = DEFAULT_PATCH) -> np.ndarray:
    """The compiled rules, shape (1,), terrain left zero. Cached for each patch and read-only: copy it."""
    if catalog is None:
        return _compiled(patch)
    return Compiler(catalog).run()


@functools.lru_cache(maxsize=4)
def _compiled(patch: str) -> np.ndarray:
    rules = Compiler(load(patch)).run()
    rules.flags.writeable = False
    return rules


class Compiler(Writer):
    """One run over a catalog."""

    def run(self) -> np.ndarray:
        self.write_counts()
        self.write_units()
        self.write_kind("weapon", "weapons", self.names.weapons)
        self.note_threats()
        self.write_abilities()
        self.write_effects()
        self.write_behaviors()
        self.write_validators()
        self.write_kind("upgrade", "upgrades", self.names.upgrades)
        self.write_changes()
        self.write_footprints()
        self.write_game()
        sight.write_sine(self.r["sine"])
        sight.write_sight(self.r["sight_cells"], self.r["sight_count"])
        self.r["n_lists"] = self.n_lists
        self.r["n_requirements"] = len(self.requirements) + 1
        return self.rules

    def write_counts(self) -> None:
        """Row counts, "none" included, so that rows are range(1, n)."""
        names = self.names
        counts = {
            "unit_types": len(names.unit_types), "weapons": len(names.weapons), "abilities": len(names.commands) - 1,
            "effects": len(names.effects), "behaviors": len(names.behaviors), "validators": len(names.validators),
            "upgrades": len(names.upgrades), "footprints": len(names.footprints),
        }
        for table, count in counts.items():
            if count >= len(self.r[table]):
                raise CatalogError(f"{count} {table} do not fit; raise MAX_{table.upper()} in rules.py above {count}")
            self.r[f"n_{table}"] = count + 1
        self.r["n_damage"] = len(names.damages) + 1
        self.r["n_cooldowns"] = len(names.cooldowns) + 1

    def write_units(self) -> None:
        for name, unit in self.catalog.units.items():
            row, where = self.r["unit_types"][self.names.unit_types[name]], f"[unit.{name}]"
            self.write(row, unit, where)
            for vital in ("life", "shields"):
                start = getattr(unit, f"{vital}_start")
                row[f"{vital}_start"] = row[f"{vital}_max"] if start is None else nearest(start * ONE)
            row["score_category"] = _score_category(row)
            row["radius"] = max(row["radius"], row["api_radius"])  # a structure is as wide as its footprint's contour
            shared = [
                self.names.unit_types[u.name] for u in self.catalog.units.values()
                if u.name != name and (set(u.tech) & {*unit.tech, name} or u.name in unit.tech)
            ]
            row["tech_alias"] = self.span([self.names.unit_types[name], *sorted(shared)])
            if unit.addon_offset:
                row["addon_offset_x"], row["addon_offset_y"] = (nearest(v * ONE) for v in unit.addon_offset)
            if unit.built_on:
                pairs = [self.index("unit", n, where) for pair in unit.built_on.items() for n in pair]
                row["built_on"] = self.span(pairs)
            self.note_behaviors(row, unit)
            self.write_commands(row, unit)

    def note_threats(self) -> None:
        """Where each unit can hurt others: when the weapons are written."""
        for row in self.r["unit_types"]:
            first, count = row["weapons"]
            for plane, danger, away in (
                (Plane.GROUND, Flag.AI_THREAT_GROUND, Filter.AIR), (Plane.AIR, Flag.AI_THREAT_AIR, Filter.GROUND),
            ):
                weapons = self.r["weapons"][self.r["lists"][first : first + count]]
                if row["flags"] & danger or (weapons["targets"]["require"] & away == 0).any():
                    row["threatens"] |= plane

    def note_behaviors(self, row: Any, unit: Any) -> None:
        """Its own behaviors of the kinds that the engine looks for: the first of each."""
        roles = {
            "CreepSource": "creep_source", "Spawn": "spawner", "Wander": "wanderer", "PowerUser": "power_user",
            "PowerSource": "power_source", "Conjoined": "conjoined",
        }
        for name in reversed(unit.behaviors):
            role = roles.get(self.catalog.behaviors[name].kind)
            if role:
                row[role] = self.names.behaviors[name]

    def write_commands(self, row: Any, unit: Any) -> None:
        """The commands that a unit has, and which of them does what the engine asks for by its own."""
        commands = []
        for ability in unit.abilities:
            self.index("ability", ability, f"[unit.{unit.name}] abilities")
            for command in self.catalog.abilities[ability].commands:
                full = f"{ability},{command.name}"
                if full not in unit.commands_off:
                    commands.append(self.names.abilities[full])
                    self.note_command(row, self.catalog.abilities[ability], command, self.names.abilities[full])
        row["abilities"] = self.span(commands)

    def note_command(self, row: Any, ability: Ability, command: Command, index: int) -> None:
        roles = {
            ("Attack", "Execute"): "attack_ability", ("Move", "Move"): "move_ability", ("Stop", "Stop"): "stop_ability",
            ("Harvest", "Gather"): "gather_ability", ("Rally", "Rally"): "rally_ability",
            ("Rally", "RallyWorkers"): "rally_workers_ability", ("Interact", "Execute"): "interact_ability",
        }
        role = roles.get((ability.kind, command.verb))
        if role:
            row[role] = index
        elif ability.kind == "Move" and command.verb == "ScanMove" and not row["attack_ability"]:
            row["attack_ability"] = index
        if "Automatic" in (*ability.flags, *command.flags) and command.product and not row["automatic"]:
            row["automatic"] = index
        row["shares_cargo"] |= "SharesCargo" in ability.flags
        if ability.kind == "ArmMagazine" and command.product and not row["magazine"]:
            row["magazine"] = index
        effect = self.catalog.effects.get(ability.effect)
        if effect and effect.kind == "CreateHealer" and effect.time_factor:
            row["repair_ability"] = index

    def write_abilities(self) -> None:
        for name, ability in self.catalog.abilities.items():
            for command in ability.commands:
                where = f"[ability.{name}] {command.name}"
                row = self.r["abilities"][self.names.abilities[f"{name},{command.name}"]]
                self.write(row, ability, where)
                flags, own = int(row["flags"]), ability.validators
                self.write(row, command, where)
                row["flags"] |= flags
                row["validators"] = self.span([self.names.validators[v] for v in own + command.validators])
                row["group"] = self.names.groups[name]
                row["cooldown_slot"] = self.names.cooldowns.get(cooldown_of(name, command), 0)

    def write_effects(self) -> None:
        for name, effect in self.catalog.effects.items():
            row, where = self.r["effects"][self.names.effects[name]], f"[effect.{name}]"
            self.write(row, effect, where)
            row["damage_row"] = self.names.damages.get(name, 0)
            for attribute, amount in (effect.bonus or {}).items():
                row["bonus"][enum_member(Attribute, attribute, where)] = nearest(amount * ONE)
            self.write_areas(row, effect, where)
            row["recharge_vital"] = ("Life", "Shields", "Energy").index(effect.recharge_vital)
            row["cooldown_slot"] = self.names.cooldowns.get(effect.cooldown_link, 0)
            cases = [(self.index("validator", c["validator"], where),
                      self.index("effect", c["effect"], where) if c["effect"] else 0) for c in effect.cases]
            row["cases"] = self.span([index for pair in cases for index in pair])

    def write_areas(self, row: Any, effect: Effect, where: str) -> None:
        if len(effect.areas) > len(row["area_radius"]):
            raise CatalogError(f"{where} has {len(effect.areas)} areas; there is room for {len(row['area_radius'])}")
        row["areas"] = len(effect.areas)
        for i, area in enumerate(effect.areas):
            for field in dataclasses.fields(area):
                measure: Measure = field.metadata["measure"]
                if measure.record:
                    row[measure.record][i] = self.converted(measure, getattr(area, field.name), where)
            row["max_count"] = max(int(row["max_count"]), area.max_count)

    def write_behaviors(self) -> None:
        for name, behavior in self.catalog.behaviors.items():
            row = self.r["behaviors"][self.names.behaviors[name]]
            self.write(row, behavior, f"[behavior.{name}]")
            for kinds, target in ((behavior.disables_kinds, "disables"), (behavior.enables_kinds, "enables")):
                groups = {self.names.groups[a.name] for a in self.catalog.abilities.values() if a.kind in kinds}
                groups |= {self.names.groups[a] for a in getattr(behavior, target)}
                row[target] = self.span(sorted(groups))
            row["power_link"] = self.names.powers.get(behavior.power_link, 0)
            if behavior.damage_dealt_max is None:
                row["damage_dealt_max"] = -1
            x, y = behavior.spawn_offsets[::2], behavior.spawn_offsets[1::2]
            places = sorted(zip(x, y, strict=True), key=lambda at: (at[0] - x[0]) ** 2 + (at[1] - y[0]) ** 2)
            row["spawn_offsets"] = self.span([nearest(value * ONE) for at in places for value in at])
            if behavior.creep_grown:
                cells, counts = creep.growth_of(behavior, self.catalog.footprints)
                row["creep_cells"] = self.span(cells)
                for stage, count in zip(creep.STAGES, counts, strict=True):
                    row[stage] = count

    def write_validators(self) -> None:
        fields = {"Life": 0, "Shields": 1, "Energy": 2, "Race": 0, "Radius": 1, "Height": 2}
        for name, validator in self.catalog.validators.items():
            row = self.r["validators"][self.names.validators[name]]
            self.write(row, validator, f"[validator.{name}]")
            row["field"] = fields.get(validator.field, 0)
            if validator.command:
                row["field"] = self.r["abilities"][self.names.abilities[validator.command]]["index"] + 1
            if validator.when_point or validator.when_unit:
                children = (validator.when_point, validator.when_unit)
                row["children"] = self.span([self.names.validators.get(child, 0) for child in children])
            if enum_member(ValidatorClass, validator.kind, name) == ValidatorClass.UNIT_COMPARE_COOLDOWN:
                row["reference"] = self.names.cooldowns.get(validator.cooldown_link, 0)

    def write_changes(self) -> None:
        """Upgrades: each change is a row of rules.modifications (several for an ability's commands)."""
        n = 1
        asked_for: dict[tuple[str, int], list[int]] = collections.defaultdict(list)
        for name, upgrade in self.catalog.upgrades.items():
            row = self.r["upgrades"][self.names.upgrades[name]]
            row["line"] = ("", "Weapons", "Armor", "Shields").index(upgrade.line)
            first = n
            for change in upgrade.changes:
                for values in self.change_rows(change, f"[upgrade.{name}]"):
                    if n >= len(self.r["modifications"]):
                        raise CatalogError("the modifications do not fit; raise MAX_MODIFICATIONS in rules.py")
                    self.r["modifications"][n] = values
                    kind = "abilities" if change.ability else "behaviors" if change.behavior else ""
                    if values[0] == Stat.EFFECT_PERIODS:
                        kind = "effects"
                    asked_for[kind, values[3]] += [self.names.upgrades[name], n]
                    n += 1
            row["modifications"] = (first if n > first else 0, n - first)
        self.r["n_modifications"] = n
        for (kind, changed), pairs in asked_for.items():
            if kind:
                self.r[kind][changed]["changes"] = self.span(pairs)

    def change_rows(self, change: Change, where: str) -> list[tuple[int, int, int, int, int]]:
        """(stat, operation, argument, row, value) of a change."""
        kind = next((k for k in ("unit", "weapon", "effect", "ability", "behavior") if getattr(change, k)), "")
        stat = STATS.get((kind, change.field))
        if stat is None:
            fields = ", ".join(field for k, field in STATS if k == kind)
            raise CatalogError(f"{where} changes {kind} {change.field!r}; an upgrade can change {fields}")
        name = getattr(change, kind)
        ways = ((Operation.ADD, change.add), (Operation.MULTIPLY, change.multiply), (Operation.SET, change.set))
        operation, amount = next((way, amount) for way, amount in ways if amount is not None)
        value = nearest(amount * (ONE if operation == Operation.MULTIPLY else factor_of(kind, change.field)))
        argument = 0
        if change.attribute and stat == Stat.BEHAVIOR_STATES:
            argument = enum_member(State, change.attribute, where).bit_length() - 1
        elif change.attribute:
            argument = enum_member(Attribute, change.attribute, where)
        if kind == "ability":
            rows = [self.names.abilities[f"{name},{c.name}"] for c in self.catalog.abilities[name].commands]
        else:
            rows = [self.index(kind, name, where)]
        return [(stat, operation, argument, row, value) for row in rows]

    def write_footprints(self) -> None:
        for name, footprint in self.catalog.footprints.items():
            row = self.r["footprints"][self.names.footprints[name]]
            try:
                cells = footprints.cells_of(footprint)
            except (KeyError, ValueError) as error:
                raise CatalogError(f"[footprint.{name}]: {error}") from None
            row["cells"] = self.span([value for cell in cells for value in cell])
            built = [c for c in cells if c[2] & ~footprints.FootprintBit.NEAR_RESOURCES] or cells
            row["width"] = max(c[0] for c in built) - min(c[0] for c in built) + 1
            row["height"] = max(c[1] for c in built) - min(c[1] for c in built) + 1

    def write_game(self) -> None:
        self.write(self.r, self.catalog.game, "[game]")
        for name, race in self.catalog.races.items():
            index = enum_member(Race, name, f"[race.{name}]")
            self.r["town_hall"][index] = self.names.unit_types.get(race.town_hall, 0)
            self.r["worker"][index] = self.names.unit_types.get(race.worker, 0)
            self.r["start_workers"] = race.start_workers
            others = [(self.index("unit", unit, f"[race.{name}]"), n) for unit, n in (race.start_units or {}).items()]
            self.r["start_units"][index] = self.span([value for pair in others for value in pair])


STATS: dict[tuple[str, str], Stat] = {
    ("unit", "life"): Stat.UNIT_LIFE_MAX, ("unit", "life_start"): Stat.UNIT_LIFE_START,
    ("unit", "armor"): Stat.UNIT_ARMOR, ("unit", "shields"): Stat.UNIT_SHIELDS_MAX,
    ("unit", "shield_armor"): Stat.UNIT_SHIELD_ARMOR, ("unit", "speed"): Stat.UNIT_SPEED,
    ("unit", "acceleration"): Stat.UNIT_ACCELERATION, ("unit", "sight"): Stat.UNIT_SIGHT,
    ("unit", "energy"): Stat.UNIT_ENERGY_MAX, ("unit", "energy_start"): Stat.UNIT_ENERGY_START,
    ("unit", "cargo_capacity"): Stat.UNIT_CARGO_CAPACITY, ("unit", "speed_creep"): Stat.UNIT_SPEED_CREEP,
    ("unit", "life_regen"): Stat.UNIT_LIFE_REGEN, ("unit", "energy_regen"): Stat.UNIT_ENERGY_REGEN,
    ("unit", "detect_range"): Stat.UNIT_DETECT_RANGE,
    ("weapon", "range"): Stat.WEAPON_RANGE, ("weapon", "period"): Stat.WEAPON_PERIOD,
    ("weapon", "rate"): Stat.WEAPON_RATE,
    ("effect", "amount"): Stat.EFFECT_AMOUNT, ("effect", "bonus"): Stat.EFFECT_BONUS,
    ("effect", "area"): Stat.EFFECT_AREA,
    ("weapon", "scan_range"): Stat.WEAPON_SCAN_RANGE,
    ("ability", "range"): Stat.ABILITY_RANGE, ("ability", "time"): Stat.ABILITY_TIME,
    ("ability", "finish_time"): Stat.ABILITY_FINISH_TIME, ("ability", "random_delay"): Stat.ABILITY_RANDOM_DELAY,
    ("ability", "cooldown"): Stat.ABILITY_COOLDOWN,
    ("behavior", "duration"): Stat.BEHAVIOR_DURATION, ("behavior", "states"): Stat.BEHAVIOR_STATES,
    ("behavior", "speed_factor"): Stat.BEHAVIOR_SPEED, ("effect", "period_count"): Stat.EFFECT_PERIODS,
}


def _score_category(row: Any) -> ScoreCategory:
    """As recorded games count what is lost: supply is economy but for the Overseer's, towers are technology."""
    flags = int(row["flags"])
    if flags & (Flag.WORKER | Flag.TOWNHALL | Flag.REFINERY) or (row["supply_provided"] > 0 and not flags & Flag.ARMY):
        return ScoreCategory.ECONOMY
    return ScoreCategory.TECHNOLOGY if flags & Flag.STRUCTURE else ScoreCategory.ARMY


def factor_of(kind: str, field: str) -> float:
    """What one of a field's unit is in the rules."""
    for declared in (*dataclasses.fields(KINDS[kind]), *(dataclasses.fields(Command) if kind == "ability" else ())):
        if declared.name == field:
            measure: Measure = declared.metadata["measure"]
            return measure.factor if measure.shape == "number" else ONE
    return ONE

