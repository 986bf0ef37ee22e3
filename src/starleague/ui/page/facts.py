"""What the page must know of the rules, once: unit types, abilities with their places on the command card, upgrades."""

from __future__ import annotations

import functools
from importlib import resources
from typing import Any

import numpy as np

from starleague.catalog import load
from starleague.catalog.rules import LOOPS_PER_SECOND, ONE
from starleague.catalog.vocabulary import AbilityClass, AbilityFlag, Attribute, Flag, Plane, Race, TargetKind, Verb
from starleague.game.games import Games
from starleague.sc2api.data_abilities import ability_texts
from starleague.sc2api.kinds import reach
from starleague.ui.art import footprint_size, parts_of
from starleague.ui.page.requirements import requirement_text
from starleague.ui.page.words import spaced

FASTER = 1.4  # seconds of the data that pass in one of play
WITHOUT_BUTTON = {
    Verb.TURN, Verb.HOLD_FIRE, Verb.CANCEL_SLOT, Verb.UNLOAD_UNIT, Verb.WITH_SELECTED, Verb.ATTACK_REDIRECT,
}
UNIT_FLAGS = {
    "structure": Flag.STRUCTURE, "worker": Flag.WORKER, "hall": Flag.TOWNHALL, "addon": Flag.ADDON, "army": Flag.ARMY,
    "rich": Flag.HIGH_RESOURCE, "geyser": Flag.GEYSER, "refinery": Flag.REFINERY, "unselectable": Flag.UNSELECTABLE,
    "tower": Flag.TOWER, "burrowed": Flag.BURROWED, "creep": Flag.NEEDS_CREEP, "pylon": Flag.NEEDS_PYLON,
}


def facts_of(games: Games) -> dict[str, Any]:
    """Rows of unit types, abilities and upgrades, in the order of the rules (row 0: none)."""
    rules = games.rules
    texts = ability_texts()
    return {
        "patch": games.patch,
        "smart": int(rules.smart_ability),
        "units": [_unit(games, row) for row in range(int(rules.n_unit_types))],
        "abilities": [_ability(games, row, texts) for row in range(int(rules.n_abilities))],
        "effects": _effects(games),
        "upgrades": [spaced(name) for name in games.names.upgrade_names],
    }


def card_rows(games: Games, kind: int) -> list[int]:
    """Abilities (rows) for which players have a button on the card of a unit type."""
    span = games.rules.unit_types[kind].abilities
    rows = games.rules.lists[span.first : span.first + span.count].tolist()
    texts = ability_texts()
    return [row for row in rows if _has_button(games.rules.abilities[row], texts)]


def _has_button(ability: np.record, texts: dict) -> bool:
    if ability.flags & AbilityFlag.HIDDEN or ability.verb in WITHOUT_BUTTON or not ability.api_id:
        return False
    return bool(texts[int(ability.api_id)].hotkey) if int(ability.api_id) in texts else False


def _effects(games: Games) -> dict[int, list]:
    """[name, radius in cells] of what lies on the ground for a while, by row."""
    rules, rows = games.rules, games.names.effects
    lasting = {rows[effect.name]: effect.api_name for effect in load(games.patch).effects.values() if effect.api_id}
    return {row: [name, reach(rules, rules.effects[row])] for row, name in lasting.items()}


def _unit(games: Games, row: int) -> dict[str, Any]:
    kind = games.rules.unit_types[row]
    width, height = footprint_size(games, row)
    flags = [word for word, bit in UNIT_FLAGS.items() if int(kind.flags) & bit]
    facts = {
        "name": games.names.unit_names[row], "label": spaced(games.names.unit_names[row]),
        "race": Race(int(kind.race)).name.lower(), "radius": round(kind.radius / ONE, 3), "size": [width, height],
        "sight": round(kind.sight / ONE, 2), "speed": round(kind.speed / ONE * LOOPS_PER_SECOND * FASTER, 2),
        "cost": [int(kind.minerals), int(kind.vespene), kind.supply_used / 2], "flags": flags,
        "air": bool(kind.plane == Plane.AIR), "height": round(kind.height / ONE, 2), "armor": kind.armor / ONE,
        "resource": int(kind.resource), "contents": int(kind.resource_contents), "cargo": int(kind.cargo_capacity),
        "supply": kind.supply_provided / 2, "energy": kind.energy_max / ONE, "queue": int(kind.queue_size),
        "attributes": [one.name.lower() for one in Attribute if int(kind.attributes) >> one & 1],
        "weapons": _weapons(games, kind), "card": card_rows(games, row), "alias": int(kind.alias),
        "addonAt": [kind.addon_offset_x / ONE, kind.addon_offset_y / ONE], "parts": list(parts_of(games, row)),
        "power": _power(games, kind), "spawns": int(games.rules.behaviors[kind.spawner].spawn_type),
    }
    return _plain(facts)


def _plain(facts: dict[str, Any]) -> dict[str, Any]:
    """As JSON has it, without what is nothing."""
    kept = {}
    for key, value in facts.items():
        if isinstance(value, list):
            value = [part.item() if isinstance(part, np.generic) else part for part in value]
        elif isinstance(value, np.generic):
            value = value.item()
        if value and not (isinstance(value, list) and all(part == 0 for part in value)):
            kept[key] = value
    return kept


def _power(games: Games, kind: np.record) -> float:
    """Radius [cells] of the field in which structures work; 0: none."""
    return round(float(games.rules.behaviors[kind.power_source].radius) / ONE, 2) if kind.power_source else 0.0


def _weapons(games: Games, kind: np.record) -> list[dict[str, float]]:
    """Range [cells] and period [seconds] of each weapon that a player is told of."""
    span = kind.weapons
    found = []
    for row in games.rules.lists[span.first : span.first + span.count].tolist():
        weapon = games.rules.weapons[row]
        if not weapon.hidden:
            period = weapon.period / ONE / LOOPS_PER_SECOND / FASTER
            found.append({"range": round(float(weapon.range) / ONE, 2), "period": round(float(period), 2)})
    return found


def _ability(games: Games, row: int, texts: dict) -> dict[str, Any]:
    ability = games.rules.abilities[row]
    text = texts.get(int(ability.api_id))
    time = int(ability.time) or int(games.rules.upgrades[ability.upgrade].time)
    facts = {
        "name": games.names.commands[row], "label": _label(games, ability, text), "key": text.hotkey if text else "",
        "letters": standard_hotkeys().get(int(ability.api_id), ""),
        "icon": text.button_name if text else "", "kind": AbilityClass(int(ability.kind)).name.lower(),
        "verb": Verb(int(ability.verb)).name.lower(), "target": int(ability.target or TargetKind.NONE),
        "product": int(ability.product), "upgrade": int(ability.upgrade), "generic": int(ability.generic_id),
        "cost": [int(ability.minerals), int(ability.vespene), ability.supply / 2], "energy": ability.energy / ONE,
        "life": ability.life / ONE, "time": round(time / ONE / LOOPS_PER_SECOND / FASTER, 1),
        "needs": requirement_text(games, int(ability.requirement)), "range": round(ability.range / ONE, 2),
        "autocast": bool(ability.flags & AbilityFlag.AUTOCAST), "addon": bool(ability.flags & AbilityFlag.ADDON),
        "minimap": "m" in text.flags if text else False, "radius": _reach(games, int(ability.effect)),
    }
    return _plain(facts)


@functools.cache
def standard_hotkeys() -> dict[int, str]:
    """Keys of the standard layout by API id; those of the grid are in the texts of abilities."""
    lines = resources.files("starleague.ui").joinpath("data").joinpath("hotkeys.tsv").read_text().splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {int(row[0]): row[1] for row in rows}


def _label(games: Games, ability: np.record, text) -> str:
    names = games.names
    if ability.upgrade:
        return spaced(names.upgrade_names[ability.upgrade])
    if ability.product and ability.kind in (AbilityClass.BUILD, AbilityClass.TRAIN, AbilityClass.WARP_TRAIN):
        return spaced(names.unit_names[ability.product])
    return spaced(text.button_name or text.friendly_name) if text else ""


def _reach(games: Games, effect: int) -> float:
    """Radius [cells] of the first area that an effect leads to; 0: none."""
    todo, seen = [effect], set()
    while todo:
        row = todo.pop(0)
        if not row or row in seen:
            continue
        seen.add(row)
        one = games.rules.effects[row]
        if one.areas:
            return round(float(one.area_radius.max()) / ONE, 2)
        span = one.children
        todo += games.rules.lists[span.first : span.first + span.count].tolist()
        todo += [int(one[name]) for name in ("impact_effect", "initial_effect")]
    return 0.0
