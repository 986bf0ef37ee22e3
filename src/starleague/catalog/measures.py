"""Units of measure of the data's fields, and what each becomes in the compiled rules.

A schema field is declared as ``speed: float = per_second("how fast it moves")``. The measure says
what TOML may hold there and how ``compile`` turns it into the integers of ``catalog.rules``:
data counts in cells, points, degrees and "normal" seconds of 16 loops.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from starleague.catalog.rules import LOOPS_PER_SECOND, ONE, TURN


@dataclass(frozen=True)
class Measure:
    """How one field is written in data and in rules.

    ``shape`` is what TOML holds: number, text, truth, name, names, numbers, table, tables.
    ``factor`` multiplies numbers. ``refers`` is the kind of thing that names refer to.
    ``enum`` is the vocabulary that words come from; ``bits`` says that a list of words becomes bits.
    """

    shape: str
    factor: float = 1.0
    refers: str = ""
    enum: type[IntEnum] | None = None
    bits: bool = False
    unit: str = ""
    meaning: str = ""
    of: tuple[str, ...] = ()  # classes of the kind in which the field has a meaning; (): all
    record: str | None = None  # field of the compiled record, when it has another name; "": none


def _field(default: Any, measure: Measure) -> Any:
    return dataclasses.field(default=default, metadata={"measure": measure})


def points(meaning: str, default: float | None = 0.0, **more: Any) -> Any:
    """Life, shields, energy, damage, armour."""
    return _field(default, Measure("number", ONE, unit="points", meaning=meaning, **more))


def cells(meaning: str, default: float | None = 0.0, **more: Any) -> Any:
    """A distance."""
    return _field(default, Measure("number", ONE, unit="cells", meaning=meaning, **more))


def seconds(meaning: str, default: float | None = 0.0, **more: Any) -> Any:
    """A time, in seconds at "normal" speed."""
    return _field(default, Measure("number", LOOPS_PER_SECOND * ONE, unit="seconds", meaning=meaning, **more))


def per_second(meaning: str, default: float | None = 0.0, **more: Any) -> Any:
    """Cells or points each second."""
    return _field(default, Measure("number", ONE / LOOPS_PER_SECOND, unit="per second", meaning=meaning, **more))


def per_second2(meaning: str, default: float | None = 0.0, **more: Any) -> Any:
    """Cells each second, each second."""
    factor = ONE / LOOPS_PER_SECOND**2
    return _field(default, Measure("number", factor, unit="per second, each second", meaning=meaning, **more))


def degrees(meaning: str, default: float | None = 0.0, **more: Any) -> Any:
    """An angle."""
    return _field(default, Measure("number", TURN / 360, unit="degrees", meaning=meaning, **more))


def degrees_per_second(meaning: str, default: float | None = 0.0, **more: Any) -> Any:
    """How fast something turns."""
    factor = TURN / 360 / LOOPS_PER_SECOND
    return _field(default, Measure("number", factor, unit="degrees a second", meaning=meaning, **more))


def factor(meaning: str, default: float = 1.0, **more: Any) -> Any:
    """A multiplier; 1 changes nothing."""
    return _field(default, Measure("number", ONE, unit="factor", meaning=meaning, **more))


def whole(meaning: str, default: int | None = 0, **more: Any) -> Any:
    """A count, an id, an amount of minerals or gas."""
    return _field(default, Measure("number", 1, unit="whole", meaning=meaning, **more))


def food(meaning: str, default: float | None = 0.0, **more: Any) -> Any:
    """Supply; compiled in halves, for the Zergling."""
    return _field(default, Measure("number", 2, unit="supply", meaning=meaning, **more))


def truth(meaning: str, default: bool = False, **more: Any) -> Any:
    return _field(default, Measure("truth", unit="true or false", meaning=meaning, **more))


def text(meaning: str, default: str = "", **more: Any) -> Any:
    return _field(default, Measure("text", unit="text", meaning=meaning, **more))


def word(enum: type[IntEnum], meaning: str, default: str = "None", **more: Any) -> Any:
    """One word of a vocabulary enum, written as the data editor writes it (``LaunchMissile``)."""
    return _field(default, Measure("text", enum=enum, unit=enum.__name__, meaning=meaning, **more))


def words(enum: type[IntEnum], meaning: str, **more: Any) -> Any:
    """A set of words of a vocabulary enum, compiled to bits."""
    return _field((), Measure("names", enum=enum, bits=True, unit=f"{enum.__name__}s", meaning=meaning, **more))


def link(refers: str, meaning: str, **more: Any) -> Any:
    """The name of one other thing; empty: none."""
    return _field("", Measure("name", refers=refers, unit=f"name of {refers}", meaning=meaning, **more))


def links(refers: str, meaning: str, **more: Any) -> Any:
    """Names of other things, in order."""
    return _field((), Measure("names", refers=refers, unit=f"names of {refers}", meaning=meaning, **more))


def numbers(meaning: str, scale: float = 1.0, **more: Any) -> Any:
    """A list of numbers."""
    return _field((), Measure("numbers", scale, unit="numbers", meaning=meaning, **more))


def filters(meaning: str, **more: Any) -> Any:
    """A target filter, ``"Visible;Ally,Neutral"``: all words before the semicolon, none of those after it."""
    return _field("", Measure("text", unit="filter", meaning=meaning, **more))


def condition(meaning: str, **more: Any) -> Any:
    """A requirement, ``"unit(Armory) and not upgrade(Stimpack, QueuedOrBetter)"``; empty: always met."""
    return _field("", Measure("text", unit="requirement", meaning=meaning, **more))


def table(meaning: str, **more: Any) -> Any:
    """A TOML table that the compiler treats by itself."""
    return _field(None, Measure("table", unit="table", meaning=meaning, **more))


def tables(meaning: str, **more: Any) -> Any:
    """A list of TOML tables that the compiler treats by itself."""
    return _field((), Measure("tables", unit="tables", meaning=meaning, **more))
