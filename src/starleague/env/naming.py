"""Names of rows of the rules, and from them the names of actions: ``train_marine``, ``lift``, ``attack_unit``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from starleague import catalog as starcraft
from starleague.catalog.vocabulary import AbilityClass

_PRODUCTION: dict[int, str] = {
    AbilityClass.TRAIN: "train", AbilityClass.WARP_TRAIN: "warp", AbilityClass.BUILD: "build",
    AbilityClass.RESEARCH: "research",
}
GENERIC = "General"  # how the catalog calls what several commands are one of


@dataclass(frozen=True)
class Names:
    """Names by row of the compiled rules; row 0 is "none"."""

    unit_types: Sequence[str]
    abilities: Sequence[str]
    behaviors: Sequence[str]
    upgrades: Sequence[str]


def catalog(patch: str) -> tuple[np.ndarray, Names]:
    """A patch's compiled rules and the names of their rows."""
    known = starcraft.load(patch).names
    aliases = {row: name for name, row in known.abilities.items() if "," not in name}
    behaviors = {row: name for name, row in known.behaviors.items()}
    commands = [name.removesuffix(",Execute") for name in known.commands]
    return starcraft.compile(patch=patch), Names(
        unit_types=("none", *known.unit_names[1:]),
        abilities=("none", *(aliases.get(row, name) for row, name in enumerate(commands) if row)),
        behaviors=("none", *(behaviors[row] for row in range(1, len(behaviors) + 1))),
        upgrades=("none", *known.upgrade_names[1:]),
    )


def action_name(rules: np.record, names: Names, rows: list[int]) -> str:
    """The name of an action that stands for these rows of ``rules.abilities``."""
    ability = rules["abilities"][rows[0]]
    verb = _PRODUCTION.get(int(ability["kind"]))
    if verb and len(rows) == 1:
        made = int(ability["product"])
        what = names.unit_types[made] if made else names.upgrades[int(ability["upgrade"])]
        return snake(f"{verb}_{what}")
    if ability["generic_id"]:
        named = np.flatnonzero(rules["abilities"]["api_id"] == ability["generic_id"])
        if len(named):
            return snake(names.abilities[named[0]].removeprefix(GENERIC))
    by_holders = sorted(rows, key=lambda row: -_holders(rules, row))
    return _shared([snake(names.abilities[row]) for row in by_holders])


def snake(name: str) -> str:
    """``TrainMarine`` as ``train_marine``, ``que5,CancelLast`` as ``que5_cancel_last``."""
    parts = re.findall(r"[A-Z]+(?![a-z])|[A-Z][a-z]+|[a-z]+|\d+", name)
    return "_".join(part.lower() for part in parts)


def make_unique(names: list[str]) -> list[str]:
    """Number those that occur again: names of actions identify them."""
    seen: dict[str, int] = {}
    unique = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        unique.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return unique


def _holders(rules: np.record, ability: int) -> int:
    """How many unit types can be told an ability."""
    spans = rules["unit_types"]["abilities"][: int(rules["n_unit_types"])]
    return sum(ability in rules["lists"][span["first"] : span["first"] + span["count"]] for span in spans)


def _shared(names: list[str]) -> str:
    """The words that names begin with, all of them; the most common one where they share none."""
    shared = []
    for words in zip(*(name.split("_") for name in names)):
        if len(set(words)) > 1:
            break
        shared.append(words[0])
    return "_".join(shared) or names[0]
