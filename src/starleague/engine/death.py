"""Phase bury_the_dead: the only place where a slot is freed."""

from __future__ import annotations

import numpy as np

from starleague.catalog.vocabulary import AbilityClass, AbilityFlag, Flag
from starleague.engine import manifest
from starleague.engine.births import remove
from starleague.engine.cargo import unload
from starleague.engine.effect_queue import push
from starleague.engine.effects import settle
from starleague.engine.events import emit
from starleague.engine.growth import take_builder_along
from starleague.engine.hangars import lose_hangar
from starleague.engine.jit import jit
from starleague.engine.layout import EventKind
from starleague.engine.score import note_loss

ROUNDS = 4  # deaths that cause deaths in the same loop; the rest follow in the next
RESOURCES_EVERY = 4  # loops between two looks for empty resources, a power of two


@jit
def bury_the_dead(rules, game):
    """Units without life leave the game: death effects, passengers, events, score.

    What phases since resolve_effects have pushed happens first, so that the queue is empty between ticks.
    """
    for _ in range(ROUNDS):
        settle(rules, game)
        if not _mourn(rules, game):
            break
        settle(rules, game)
        _bury(rules, game)
    if game.loop & (RESOURCES_EVERY - 1) == 0:
        for k in range(game.n_resources - 1, -1, -1):
            slot = np.int64(game.resources[k])
            if game.units[slot].life <= 0:
                emit(game, EventKind.UNIT_DIED, game.units[slot].owner, slot, game.units[slot].visible_to, 0)
                remove(rules, game, slot)


@jit
def _mourn(rules, game):
    """Last effects, freed passengers and tidings of everyone who has died; whether anyone has."""
    anyone = False
    for k in range(game.scratch.n_live):
        slot = np.int64(game.scratch.live[k])
        unit = game.units[slot]
        if not unit.alive or unit.life > 0:
            continue
        anyone = True
        kind = rules.unit_types[unit.type]
        if unit.consumed:
            emit(game, EventKind.UNIT_DIED, unit.owner, slot, unit.visible_to, 0)
            continue
        push(game, kind.death_effect, unit.owner, slot, slot, slot, unit.x, unit.y)
        for b in range(unit.n_buffs):
            buff = unit.buffs[b]
            if not buff.off:
                push(game, rules.behaviors[buff.behavior].death_effect, buff.owner, slot, slot, slot, unit.x, unit.y)
        take_builder_along(game, slot)
        if kind.magazine != 0:
            lose_hangar(rules, game, slot)
        _free_passengers(rules, game, slot)
        _note_loss(rules, game, slot)
    return anyone


@jit
def _bury(rules, game):
    for k in range(game.scratch.n_live):
        slot = np.int64(game.scratch.live[k])
        unit = game.units[slot]
        if unit.alive and unit.life <= 0:
            if rules.unit_types[unit.type].flags & Flag.REFINERY:
                _free_workers(game, slot)
            remove(rules, game, slot)


@jit
def _free_passengers(rules, game, slot):
    """Passengers get out, or die with their carrier when its kind takes them along or there is no room."""
    carrier = game.units[slot]
    if manifest.count(rules, game, slot) == 0 or (carrier.n_passengers == 0 and manifest.move_on(rules, game, slot)):
        return
    doomed = rules.unit_types[carrier.type].magazine != 0 or _takes_along(rules, carrier.type)
    while manifest.count(rules, game, slot) > 0:
        passenger = manifest.nth(rules, game, slot, np.int64(0))
        unit = game.units[passenger]
        if doomed or not unload(rules, game, slot, passenger, unit.x, unit.y):
            unit.life = 0
            _note_loss(rules, game, passenger)
            remove(rules, game, passenger)


@jit
def _takes_along(rules, unit_type):
    span = rules.unit_types[unit_type].abilities
    for k in range(span.first, span.first + span.count):
        ability = rules.abilities[rules.lists[k]]
        if ability.kind == AbilityClass.TRANSPORT:
            return ability.flags & AbilityFlag.CARGO_DEATH != 0
    return False


@jit
def _free_workers(game, slot):
    """Workers in a refinery that falls stand in its ruins."""
    for other in range(1, game.n_slots):
        if game.units[other].alive and game.units[other].inside == slot:
            game.units[other].inside = 0


@jit
def _note_loss(rules, game, slot):
    """The score of what its player lost, and the news of it."""
    unit = game.units[slot]
    note_loss(rules, game, slot)
    emit(game, EventKind.UNIT_DIED, unit.owner, slot, unit.visible_to, unit.attacker)
