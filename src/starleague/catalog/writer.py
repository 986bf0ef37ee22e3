"""Writes things of the catalog into the records of the rules, each field by its measure."""

from __future__ import annotations

import dataclasses
import functools
from typing import Any

import numpy as np

from starleague.catalog.conditions import Node, parsed
from starleague.catalog.loader import Catalog, CatalogError, enum_member
from starleague.catalog.measures import Measure
from starleague.catalog.rules import RULES
from starleague.catalog.vocabulary import (
    AbilityClass,
    Attribute,
    BehaviorClass,
    DamageKind,
    Filter,
    RequirementClass,
    Resource,
)

# enums that count; their sets are bits 1 << member
INDEXED = (Attribute, Resource, AbilityClass, BehaviorClass, DamageKind)


class Writer:
    """The record being written, and its lists and requirements so far."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.names = catalog.names
        self.rules = np.zeros(1, RULES)
        self.r = self.rules[0]
        self.lists: dict[tuple[int, ...], tuple[int, int]] = {}
        self.requirements: dict[Node, int] = {}
        self.n_lists = 1
        self.tables: dict[str, Any] = {
            "unit": self.names.unit_types, "weapon": self.names.weapons, "ability": self.names.groups,
            "command": self.names.abilities, "effect": self.names.effects, "behavior": self.names.behaviors,
            "validator": self.names.validators, "upgrade": self.names.upgrades, "footprint": self.names.footprints,
        }

    def write_kind(self, kind: str, table: str, index: Any) -> None:
        for name, thing in self.catalog.kinds[kind].items():
            self.write(self.r[table][index[name]], thing, f"[{kind}.{name}]")

    def write(self, row: Any, thing: Any, where: str) -> None:
        """Every field of a thing that the record has, converted by its measure."""
        for name, measure, target in _measured(thing.__class__, row.dtype.names):
            value = getattr(thing, name)
            if not value:
                continue  # rows start as zeros
            converted = self.converted(measure, value, f"{where} {name}")
            if converted not in (0, (0, 0)):  # several fields may share a record field
                try:
                    row[target] = converted
                except OverflowError:
                    message = f"{where} {name}: {value} does not fit; widen {target} in rules.py"
                    raise CatalogError(message) from None

    def converted(self, measure: Measure, value: Any, where: str) -> Any:
        if measure.unit == "filter":
            return self.filter_of(value, where)
        if measure.unit == "requirement":
            return self.requirement(value, where) if value else 0
        if measure.enum is not None:
            if not measure.bits:
                return enum_member(measure.enum, value, where)
            bits = 0
            for word in value:
                member = enum_member(measure.enum, word, where)
                bits |= 1 << member if measure.enum in INDEXED else member
            return bits
        if measure.shape == "name":
            return self.index(measure.refers, value, where) if value else 0
        if measure.shape == "names":
            return self.span([self.index(measure.refers, item, where) for item in value])
        if measure.shape == "numbers":
            return self.span([nearest(item * measure.factor) for item in value])
        if measure.shape == "truth":
            return int(value)
        return nearest(value * measure.factor) if measure.shape == "number" else 0

    def index(self, kind: str, name: str, where: str) -> int:
        try:
            return self.tables[kind][name]
        except KeyError:
            raise CatalogError(f"{where}: there is no {kind} {name!r}") from None

    def span(self, values: list[int]) -> tuple[int, int]:
        """A list of the rules; equal lists share their place."""
        if not values:
            return (0, 0)
        key = tuple(values)
        if key not in self.lists:
            end = self.n_lists + len(key)
            if end > len(self.r["lists"]):
                raise CatalogError("the lists do not fit; raise MAX_LISTS in rules.py")
            self.r["lists"][self.n_lists : end] = key
            self.lists[key] = (self.n_lists, len(key))
            self.n_lists = end
        return self.lists[key]

    def filter_of(self, text: str, where: str) -> tuple[int, int]:
        return filter_bits(text, where)

    def requirement(self, text: str, where: str) -> int:
        try:
            return self.requirement_node(parsed(text), where)
        except ValueError as error:
            raise CatalogError(f"{where}: {error}") from None

    def requirement_node(self, node: Node, where: str) -> int:
        if node in self.requirements:
            return self.requirements[node]
        left = self.requirement_node(node.left, where) if node.left else 0
        right = self.requirement_node(node.right, where) if node.right else 0
        index = len(self.requirements) + 1
        if index >= len(self.r["requirements"]):
            raise CatalogError("the requirements do not fit; raise MAX_REQUIREMENTS in rules.py")
        self.requirements[node] = index
        row = self.r["requirements"][index]
        row["kind"], row["state"], row["value"] = node.kind, node.state, node.value
        row["left"], row["right"] = left, right
        if node.kind in (RequirementClass.COUNT_UNIT, RequirementClass.ALLOW_UNIT):
            row["types"] = self.span(self.types_of(node.name, where))
        elif node.kind == RequirementClass.COUNT_UPGRADE:
            row["reference"] = 0 if node.name in self.catalog.absent else self.index("upgrade", node.name, where)
        elif node.kind == RequirementClass.COUNT_BEHAVIOR:
            row["reference"] = self.index("behavior", node.name, where)
        return index

    def types_of(self, name: str, where: str) -> list[int]:
        """Unit types that count as a name: the unit itself and all whose ``tech`` says so."""
        types = [self.names.unit_types[u.name] for u in self.catalog.units.values() if name == u.name or name in u.tech]
        if not types and name not in self.catalog.absent:
            raise CatalogError(f"{where}: no unit is, or counts as, {name!r}; add it to [absent] if it comes later")
        return sorted(types)


@functools.cache
def _measured(kind: type, record: tuple[str, ...]) -> list[tuple[str, Measure, str]]:
    """(field, its measure, where it goes) of a kind of thing, for the fields of a record."""
    found = []
    for field in dataclasses.fields(kind):
        measure: Measure | None = field.metadata.get("measure")
        target = measure and (field.name if measure.record is None else measure.record)
        if measure and target in record and measure.shape not in ("table", "tables"):
            found.append((field.name, measure, str(target)))
    return found


def filter_bits(text: str, where: str = "filter") -> tuple[int, int]:
    """(require, exclude) bits of ``"Visible;Ally,Neutral"``; "-" is none."""
    require, _, exclude = text.partition(";")
    bits = []
    for side in (require, exclude):
        words = [word.strip() for word in side.split(",") if word.strip() not in ("", "-")]
        bits.append(sum(enum_member(Filter, word, where) for word in set(words)))
    return bits[0], bits[1]


def nearest(value: float) -> int:
    """The nearest whole number, halves away from zero."""
    return int(value + 0.5) if value >= 0 else -int(-value + 0.5)
