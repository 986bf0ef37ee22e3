"""What the page shows of a selection: the state of the command card, queues, orders, cargo."""

from __future__ import annotations

from typing import Any

from starleague.catalog.rules import LOOPS_PER_SECOND, ONE
from starleague.catalog.vocabulary import AbilityClass, AbilityFlag, Verb
from starleague.engine.layout import MAX_COOLDOWNS
from starleague.engine.refusals import Refusal
from starleague.game.games import Games
from starleague.ui.page.facts import FASTER, card_rows

ASKED = 6  # units of a type that are asked what they can do
SHOWN_ORDERS = 24  # units whose orders are drawn
NOTHING_TO_DO = {Refusal.CANT_FIND_CANCEL_ORDER, Refusal.NOT_SUPPORTED, Refusal.NO_CARGO_TO_UNLOAD}
CANCELS = {Verb.CANCEL, Verb.CANCEL_LAST, Verb.CANCEL_MORPH, Verb.HALT}
STANDING = {AbilityClass.MOVE, AbilityClass.STOP, AbilityClass.ATTACK, AbilityClass.HARVEST, AbilityClass.RALLY}


def detail(games: Games, units: list[int], lead: int) -> dict[str, Any]:
    """Of a player's selected units (slots); ``lead``: the type whose card is shown."""
    leaders = [slot for slot in units if int(games[0].units[slot].type) == lead]
    told: dict[str, Any] = {
        "lead": lead, "card": _card(games, leaders, lead),
        "orders": [[slot, _orders(games, slot)] for slot in units[:SHOWN_ORDERS] if games[0].units[slot].n_orders],
        "rallies": [rally for slot in units[:SHOWN_ORDERS] for rally in _rallies(games, slot)],
        "queues": [[slot, _queue(games, slot)] for slot in leaders[:SHOWN_ORDERS] if games[0].units[slot].n_queued],
    }
    if len(units) == 1:
        told["one"] = _one(games, units[0])
    return told


def _card(games: Games, slots: list[int], kind: int) -> dict[int, list]:
    """By ability: [reason why it cannot be used (0: it can), seconds until it can, autocast]; absent: no button."""
    card = {}
    for row in card_rows(games, kind):
        state = _button(games, slots[:ASKED], row)
        if state is not None:
            card[row] = state
    return card


def _button(games: Games, slots: list[int], row: int) -> list | None:
    ability = games.rules.abilities[row]
    best: list | None = None
    for slot in slots:
        unit = games[0].units[slot]
        if unit.building and ability.verb not in CANCELS and ability.kind != AbilityClass.RALLY:
            continue
        error = games.use_error(0, slot, row)
        if (error and (error in NOTHING_TO_DO or not games.is_shown(0, slot, row))) or (_is_cancel(ability) and error):
            continue
        if ability.kind in STANDING:
            error = 0  # a gatherer without a load may still be told to deliver
        wait = _cooldown(games, slot, ability) if error == Refusal.COOLDOWN else 0
        if best is None or (best[0] and not error):
            best = [error, wait, _autocast(games, slot, row)]
    return best


def _is_cancel(ability) -> bool:
    return ability.verb in CANCELS


def _cooldown(games: Games, slot: int, ability) -> float:
    unit = games[0].units[slot]
    for k in range(MAX_COOLDOWNS):
        if ability.cooldown_slot and unit.cooldown_slots[k] == ability.cooldown_slot:
            return round(float(unit.cooldowns[k]) / ONE / LOOPS_PER_SECOND / FASTER, 1)
    return 0.0


def _autocast(games: Games, slot: int, row: int) -> int:
    """1 when a unit uses an ability by itself: its bit is the ability's rank among those that can be."""
    unit, abilities = games[0].units[slot], games.rules.abilities
    span = games.rules.unit_types[unit.type].abilities
    held = games.rules.lists[span.first : span.first + span.count].tolist()
    ranked = [one for one in held if int(abilities[one].flags) & AbilityFlag.AUTOCAST]
    return int(unit.autocast) >> ranked.index(row) & 1 if row in ranked else 0


def _orders(games: Games, slot: int) -> list[list[float]]:
    """[ability, x, y] of each order that leads somewhere."""
    game = games[0]
    unit, found = game.units[slot], []
    for order in unit.orders[: int(unit.n_orders)]:
        if order.target:
            at = game.units[order.target]
            found.append([int(order.ability), *_place(at)])
        elif order.has_point:
            found.append([int(order.ability), *_place(order)])
    return found


def _place(thing) -> tuple[float, float]:
    return round(int(thing.x) / ONE, 1), round(int(thing.y) / ONE, 1)


def _rallies(games: Games, slot: int) -> list[list[float]]:
    """[slot, 1 for workers, x, y]"""
    game = games[0]
    unit, found = game.units[slot], []
    for workers, name in ((0, "rallies"), (1, "worker_rallies")):
        for rally in unit[name][: int(unit["n_worker_rallies" if workers else "n_rallies"])]:
            at = game.units[rally.target] if rally.target else rally
            found.append([slot, workers, *_place(at)])
    return found


def _queue(games: Games, slot: int) -> list[list[float]]:
    """[ability, share done] of each thing in a queue."""
    unit, found = games[0].units[slot], []
    for item in unit.queue[: int(unit.n_queued)]:
        ability = games.rules.abilities[item.ability]
        time = int(ability.time) or int(games.rules.upgrades[ability.upgrade].time)
        found.append([int(item.ability), round(int(item.progress) / max(1, time), 2)])
    return found


def _one(games: Games, slot: int) -> dict[str, Any]:
    """Of a unit that is selected alone."""
    game = games[0]
    unit = game.units[slot]
    told: dict[str, Any] = {"kills": int(unit.kills)}
    if unit.n_passengers:
        told["cargo"] = [int(game.units[inside].type) for inside in unit.passengers[: int(unit.n_passengers)]]
    facts = games.unit_type_facts(int(unit.type))
    if facts.townhall and not unit.building:
        told["harvesters"] = list(games.base_harvesters(0, slot))
    elif facts.resource or facts.ideal_harvesters:
        told["harvesters"] = [int(unit.harvesters), int(facts.ideal_harvesters)]
    return told
