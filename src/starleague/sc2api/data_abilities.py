"""ResponseData.abilities: every command of the catalog, and the ids that stand for several of them."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

import numpy as np
from s2clientprotocol import data_pb2
from s2clientprotocol import sc2api_pb2 as api

from starleague.catalog.names import Names
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import AbilityClass, AbilityFlag, Flag, Verb

CASTS = {AbilityClass.EFFECT_TARGET, AbilityClass.EFFECT_INSTANT}
NOWHERE = 1 << 20  # an id that no list holds


@dataclass(frozen=True)
class Text:
    """What a client calls an ability."""

    link_name: str
    link_index: int
    button_name: str
    friendly_name: str
    hotkey: str
    flags: str


def fill_abilities(rules: np.record, names: Names, response: api.ResponseData) -> None:
    """One entry for each id up to the last; ``available`` where the catalog has the ability."""
    rows = {int(rules.abilities[k].api_id): k for k in range(1, int(rules.n_abilities)) if rules.abilities[k].api_id}
    for api_id in range(max(rows) + 1):
        entry = response.abilities.add(ability_id=api_id)
        if api_id in rows:
            _fill(rules, names, entry, rows[api_id])
        elif api_id in idle_abilities():
            entry.remaps_to_ability_id, text = idle_abilities()[api_id]
            _write(text, entry)


def _fill(rules: np.record, names: Names, entry: data_pb2.AbilityData, row: int) -> None:
    ability = rules.abilities[row]
    entry.available = True
    entry.target = int(ability.target)
    if ability.generic_id:
        entry.remaps_to_ability_id = int(ability.generic_id)
    _name(names.commands[row], int(ability.index), entry)
    one = _meant(rules, row)
    entry.allow_autocast = bool(one.flags & AbilityFlag.AUTOCAST) and one.verb == Verb.EXECUTE
    if one.kind == AbilityClass.BUILD and one.product:
        entry.is_building = True
        entry.footprint_radius = footprint_radius(rules, rules.unit_types[one.product])
    if one.kind in CASTS and one.verb == Verb.EXECUTE and one.range:
        entry.cast_range = one.range / ONE


def _name(command: str, index: int, entry: data_pb2.AbilityData) -> None:
    link, _, _ = command.partition(",")
    text = ability_texts().get(entry.ability_id) or Text(link, index, "", f"{link}_{index}", "", "")
    _write(text, entry)


def _write(text: Text, entry: data_pb2.AbilityData) -> None:
    entry.link_name, entry.link_index = text.link_name, text.link_index
    entry.button_name, entry.friendly_name, entry.hotkey = text.button_name, text.friendly_name, text.hotkey
    entry.allow_minimap = "m" in text.flags
    entry.is_instant_placement = "i" in text.flags


def _meant(rules: np.record, row: int) -> np.record:
    """The ability itself; of an id that stands for several, the first of them."""
    ability = rules.abilities[row]
    if ability.kind != AbilityClass.GENERIC:
        return ability
    generic = rules.abilities["generic_id"][: int(rules.n_abilities)]
    same = np.flatnonzero(generic == (ability.api_id or NOWHERE))
    return rules.abilities[int(same[0])] if len(same) else ability


def footprint_radius(rules: np.record, kind: np.record) -> float:
    """Half the width of what a structure covers [cells]; an add-on's reaches to the middle of its host."""
    radius = rules.footprints[kind.footprint].width / 2
    return radius + abs(int(kind.addon_offset_x)) / ONE if kind.flags & Flag.ADDON else radius


def allows_minimap(api_id: int) -> bool:
    """Whether its target may be clicked on the minimap."""
    text = ability_texts().get(api_id)
    return text is not None and "m" in text.flags


@functools.cache
def ability_texts() -> dict[int, Text]:
    """Texts by ability id."""
    return {int(row[0]): Text(row[1], int(row[2]), *row[3:]) for row in _rows("ability_texts.tsv")}


@functools.cache
def idle_abilities() -> dict[int, tuple[int, Text]]:
    """Abilities that no unit has, by id: the id that stands for them, and their text."""
    found = {}
    for api_id, generic, link, index, button, friendly, hotkey in _rows("idle_abilities.tsv"):
        text = Text(link, int(index), button, friendly or f"{link}_{index}", hotkey, "")
        found[int(api_id)] = int(generic), text
    return found


def _rows(file: str) -> Iterator[list[str]]:
    """Rows of a table of seven columns; empty ones at the end are left out there."""
    for line in resources.files("starleague.sc2api").joinpath(file).read_text().splitlines():
        if line and not line.startswith("#"):
            row = line.split("\t")
            yield row + [""] * (7 - len(row))
