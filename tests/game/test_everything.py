"""Every unit of every race tries each of its commands, on nothing and on another unit: the game stays sound."""

import pytest

from starleague import catalog
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import TargetKind
from starleague.engine.layout import Overflow
from starleague.game.games import Games

AT_ONCE = 16  # types on the field
ON_UNITS = (TargetKind.UNIT, TargetKind.POINT_OR_UNIT)


@pytest.mark.parametrize("patch", ["4.10", "5.0.14"])
def test_whatever_units_do_the_game_stays_sound(patch):
    games = Games(1, map="Training Ground", seed=1, threads=1, melee=False, patch=patch)
    types = games.rules.unit_types
    kinds = [k for k in range(1, int(games.rules.n_unit_types)) if types[k].race and types[k].abilities.count]
    assert len(kinds) > 160
    for first in range(0, len(kinds), AT_ONCE):
        batch = kinds[first : first + AT_ONCE]
        games.reset(seeds=[first])
        try_everything(games, batch)
        assert_sound(games, [catalog.load(patch).names.unit_names[k] for k in batch])


def try_everything(games, kinds):
    """Rich and learned players of all of these types give each unit each of its commands."""
    game, rules = games[0], games.rules
    units = []
    for place, kind in enumerate(kinds):
        for owner in (1, 2):
            x, y = 30 + place % 8 * 5, 30 + place // 8 * 6 + owner * 2.5
            units += [(slot, owner, kind) for slot in games.create_unit(0, kind, owner, x, y)]
    for player in (1, 2):
        own = game.players[player]
        own.minerals = own.vespene = 5000
        own.upgrades[1 : int(rules.n_upgrades)] = 1
    for place, (slot, owner, kind) in enumerate(units):
        other = units[(place * 7 + 3) % len(units)][0]
        span = rules.unit_types[kind].abilities
        for row in rules.lists[span.first : span.first + span.count].tolist():
            for target in (0, other) if rules.abilities[row].target in ON_UNITS else (0,):
                if game.units[slot].alive:
                    game.units[slot].energy = 200 * ONE
                    games.command(0, owner, row, [slot], target, (35.0, 35.0), False)
                    games.step(4)
    games.step(600)


def assert_sound(games, names):
    game = games[0]
    units = game.units[: int(game.n_slots)]
    alive = units[units["alive"] == 1]
    assert int(game.overflow) & ~Overflow.EVENTS == 0, names
    assert (alive["life"] > 0).all(), names
    assert ((alive["type"] > 0) & (alive["type"] < games.rules.n_unit_types)).all(), names
    for player in (1, 2):
        own = game.players[player]
        assert own.minerals >= 0 and own.vespene >= 0 and own.supply_used >= 0, names
