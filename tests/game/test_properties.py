"""Whatever is commanded, the game holds: nothing crashes, nothing comes from nothing."""

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from starleague.game.games import Games

COMMANDS = st.lists(
    st.tuples(st.integers(1, 2), st.integers(0, 10_000), st.integers(0, 200), st.integers(0, 200),
              st.tuples(st.floats(0, 168), st.floats(0, 152)), st.booleans(), st.integers(1, 40)),
    min_size=1, max_size=40,
)
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def play(commands, seed):
    """Commands of any ability for any units on anything, with pauses."""
    games = Games(1, seed=seed, threads=1)
    rows = int(games.rules.n_abilities) - 1
    for player, ability, slot, target, point, queued, pause in commands:
        row = 1 + ability % rows
        with_target = target if games.rules.abilities[row].target in (3, 4) and target % 3 else 0
        games.command(0, player, row, [1 + slot % 170], with_target, point, queued, autocast=ability % 17 == 0)
        games.step(pause)
    return games


@SETTINGS
@given(COMMANDS, st.integers(0, 1000))
def test_random_commands_leave_a_sound_game(commands, seed):
    games = play(commands, seed)
    game = games[0]
    units = game.units[: int(game.n_slots)]
    alive = units[units["alive"] == 1]
    left, bottom, right, top = (edge * 4096 for edge in games.map.playable)
    assert ((alive["x"] >= left) & (alive["x"] <= right) & (alive["y"] >= bottom) & (alive["y"] <= top)).all()
    assert (alive["life"] > 0).all() and (alive["n_orders"] >= 0).all() and (alive["n_orders"] <= 8).all()
    assert ((alive["type"] > 0) & (alive["type"] < games.rules.n_unit_types)).all()
    assert (units[units["alive"] == 0]["type"] == 0).all()
    for player in (1, 2):
        own = game.players[player]
        assert own.minerals >= 0 and own.vespene >= 0 and own.supply_used >= 0


@SETTINGS
@given(COMMANDS, st.integers(0, 1000))
def test_minerals_come_from_fields_only(commands, seed):
    games = play(commands, seed)
    game = games[0]
    units = game.units[: int(game.n_slots)]
    kinds = [games.unit_row(kind) for kind, _, _ in games.map.resources if "Mineral" in kind]
    whole = int(games.rules.unit_types["resource_contents"][kinds].sum())
    minerals = (units["alive"] == 1) & (games.rules.unit_types["resource"][units["type"]] == 1)
    left = int(units[minerals]["contents"].sum())
    carried = int(units[(units["alive"] == 1) & (units["carrying"] == 1)]["carry_amount"].sum())
    collected = sum(int(game.players[player].minerals_collected) for player in (1, 2))
    lost = len(np.flatnonzero(units["alive"] == 0)) * 5  # what dead workers carried
    assert collected + carried <= whole - left <= collected + carried + lost + 60
