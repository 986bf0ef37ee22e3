"""The melee checklist: a row for everything that a game of the ladder can come to, generated from the catalog."""

from __future__ import annotations

from dataclasses import dataclass

from starleague.catalog.loader import Catalog
from starleague.catalog.reach import on_map, reached

# Ours, of the API rather than of the game: the right click, and ids that stand for several commands.
NOT_OF_THE_GAME = {"Smart", "Generic"}

SIDES = ("terran", "zerg", "protoss", "neutral")


@dataclass(frozen=True, order=True)
class Row:
    """One thing to show. ``kind`` is unit, structure, neutral, missile, ability or upgrade."""

    kind: str
    name: str
    side: str  # whose it is: terran, zerg, protoss, neutral or shared

    def __str__(self) -> str:
        return f"{self.kind}/{self.name}"


def checklist(catalog: Catalog) -> list[Row]:
    """Rows in order of kind and name. What data carries though nothing leads to it has no row."""
    return sorted({_row(catalog, kind, name) for kind, name in reached(catalog) if _is_shown(catalog, kind, name)})


def _is_shown(catalog: Catalog, kind: str, name: str) -> bool:
    match kind:
        case "unit" | "upgrade":
            return name in catalog.kinds[kind]
        case "ability":
            return name in catalog.abilities and catalog.abilities[name].kind not in NOT_OF_THE_GAME
        case "effect":
            return name in catalog.effects and bool(catalog.effects[name].missile)
    return False


def _row(catalog: Catalog, kind: str, name: str) -> Row:
    whose = _whose(catalog.files[kind, name])
    if kind == "effect":
        return Row("missile", catalog.effects[name].missile, whose)
    return Row(_kind(catalog, name) if kind == "unit" else kind, name, whose)


def _kind(catalog: Catalog, name: str) -> str:
    unit = catalog.units[name]
    if on_map(catalog, unit):
        return "neutral"
    return "structure" if "Structure" in unit.flags else "unit"


def _whose(file: str) -> str:
    """The side in whose folder (4.10/zerg/roach.toml) or file (5.0.14/zerg.toml) a thing stands."""
    return next((side for side in SIDES if side in file), "shared")
