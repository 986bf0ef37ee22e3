"""Dense indices: which row of the compiled rules each name of the catalog has.

Row 0 is "none" everywhere, so indices start at 1. Units, upgrades and commands are ordered by API id,
the rest by name: the order does not depend on files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starleague.catalog.loader import Catalog
    from starleague.catalog.schema import Command


@dataclass(frozen=True)
class Names:
    """Names to indices, and API ids to indices.

    ``abilities`` knows a command as ``"BarracksTrain,Train1"`` and by its alias ``"TrainMarine"``;
    ``groups`` knows whole abilities (``ability.group``).
    """

    unit_types: Mapping[str, int]
    weapons: Mapping[str, int]
    abilities: Mapping[str, int]
    groups: Mapping[str, int]
    effects: Mapping[str, int]
    behaviors: Mapping[str, int]
    validators: Mapping[str, int]
    upgrades: Mapping[str, int]
    footprints: Mapping[str, int]
    cooldowns: Mapping[str, int]
    powers: Mapping[str, int]
    damages: Mapping[str, int]  # effect name to row of the player's damage table
    unit_by_api: Mapping[int, int]
    ability_by_api: Mapping[int, int]
    upgrade_by_api: Mapping[int, int]
    effect_by_api: Mapping[int, int]
    behavior_by_api: Mapping[int, int]
    commands: tuple[str, ...]  # row of rules.abilities to "Ability,Command"; row 0 is ""
    unit_names: tuple[str, ...]  # row of rules.unit_types to name; row 0 is ""
    upgrade_names: tuple[str, ...]

    @classmethod
    def of(cls, catalog: Catalog) -> Names:
        kinds = catalog.kinds
        units = sorted(catalog.units.values(), key=lambda u: (u.api_id or 1 << 30, u.name))
        upgrades = sorted(catalog.upgrades.values(), key=lambda u: (u.api_id, u.name))
        rows = sorted(
            ((c.api_id or 1 << 30, f"{a.name},{c.name}", c) for a in catalog.abilities.values() for c in a.commands),
            key=lambda row: row[:2],
        )
        abilities = _numbered(row[1] for row in rows)
        commands = ("", *abilities)
        for _, full, command in rows:
            if command.alias:
                abilities.setdefault(command.alias, abilities[full])
        effects = _numbered(sorted(kinds["effect"]))
        behaviors = _numbered(sorted(kinds["behavior"]))
        return cls(
            unit_types=_numbered(u.name for u in units),
            weapons=_numbered(sorted(kinds["weapon"])),
            abilities=abilities,
            groups=_numbered(sorted(kinds["ability"])),
            effects=effects,
            behaviors=behaviors,
            validators=_numbered(sorted(kinds["validator"])),
            upgrades=_numbered(u.name for u in upgrades),
            footprints=_numbered(sorted(kinds["footprint"])),
            cooldowns=_numbered(sorted(_cooldowns(catalog))),
            powers=_numbered(sorted({b.power_link for b in catalog.behaviors.values() if b.power_link})),
            damages=_numbered(sorted(n for n, e in catalog.effects.items() if e.kind == "Damage")),
            unit_by_api={u.api_id: i for i, u in enumerate(units, 1) if u.api_id},
            ability_by_api={c.api_id: abilities[full] for _, full, c in rows if c.api_id},
            upgrade_by_api={u.api_id: i for i, u in enumerate(upgrades, 1) if u.api_id},
            effect_by_api={e.api_id: effects[n] for n, e in catalog.effects.items() if e.api_id},
            behavior_by_api={b.api_id: behaviors[n] for n, b in catalog.behaviors.items() if b.api_id},
            commands=commands,
            unit_names=("", *(u.name for u in units)),
            upgrade_names=("", *(u.name for u in upgrades)),
        )


def _numbered(names: Iterable[str]) -> dict[str, int]:
    return {name: index for index, name in enumerate(names, 1)}


def _cooldowns(catalog: Catalog) -> set[str]:
    """Names of cooldowns: a command's own is named after it."""
    links = {e.cooldown_link for e in catalog.effects.values()}
    links |= {v.cooldown_link for v in catalog.validators.values()}
    for ability in catalog.abilities.values():
        links |= {cooldown_of(ability.name, c) for c in ability.commands}
    return links - {""}


def cooldown_of(ability: str, command: Command) -> str:
    """The name of the cooldown that a command uses; empty: none."""
    return command.cooldown_link or (f"{ability},{command.name}" if command.cooldown or command.charges else "")
