"""The statistic z: what a player builds, in order, and how much of it."""

from __future__ import annotations

import numpy as np

from starleague.env.spec import BUILD_ORDER
from starleague.env.z import begin_tracking, follow, track_games, z_of


def track(table) -> None:
    track_games(table.observer.tables, table.state, table.seats, 0, 1)


def built(table, player: int) -> list[str]:
    z = z_of(table.seats[0, player - 1], table.observer.shapes.items)
    return [table.tables.items[item] for item in z.build if item]


def test_what_stands_at_the_start_does_not_count(melee) -> None:
    track(melee)
    assert built(melee, 1) == []


def test_births_count_in_their_order(melee) -> None:
    x, y = melee.games.map.starts[0]
    for kind in ("SCV", "SupplyDepot", "SCV", "Marine"):
        melee.put(kind, 1, x + 8, y + 8)
        track(melee)
    track(melee)
    assert built(melee, 1) == ["SCV", "SupplyDepot", "SCV", "Marine"]
    assert built(melee, 2) == []
    counts = z_of(melee.seats[0, 0], melee.observer.shapes.items).counts
    assert counts[melee.tables.items.index("SCV")] == 2
    assert counts.sum() == 4


def test_the_build_order_ends_and_the_counts_go_on(field) -> None:
    field.put("Marine", 1, *field.games.map.starts[0], 30)
    track(field)
    assert len(built(field, 1)) == BUILD_ORDER
    assert z_of(field.seats[0, 0], field.observer.shapes.items).counts.sum() == 30


def test_a_morph_counts_as_its_new_form_and_a_lift_as_nothing(melee) -> None:
    game, names = melee.games[0], melee.games.names.unit_types
    units = game.units[: game.n_slots]
    hall = np.flatnonzero((units["type"] == names["CommandCenter"]) & (units["owner"] == 1))[0]
    game.units[hall].type = names["CommandCenterFlying"]
    track(melee)
    assert built(melee, 1) == []
    game.units[hall].type = names["CommandCenter"]
    track(melee)
    game.units[hall].type = names["OrbitalCommand"]
    track(melee)
    assert built(melee, 1) == ["OrbitalCommand"]


def test_an_upgrade_counts_when_it_is_done(melee) -> None:
    upgrades = melee.games[0].players[1].upgrades
    row = melee.games.names.upgrades["Stimpack"]
    upgrades[row] = 2
    track(melee)
    assert built(melee, 1) == []
    upgrades[row] = 1
    track(melee)
    track(melee)
    assert built(melee, 1) == ["Stimpack"]


def test_a_new_game_forgets(melee) -> None:
    melee.put("Marine", 1, *melee.games.map.starts[0])
    track(melee)
    melee.games.reset()
    begin_tracking(melee.observer.tables, melee.state, melee.seats, 0, 1)
    assert built(melee, 1) == []
    melee.put("Marine", 1, *melee.games.map.starts[0])
    track(melee)
    assert built(melee, 1) == ["Marine"]


def test_a_strategy_to_follow_is_shown(melee) -> None:
    melee.put("Marine", 2, *melee.games.map.starts[0])
    track(melee)
    follow(melee.seats[0, 0], z_of(melee.seats[0, 1], melee.observer.shapes.items))
    seen = melee.look(1)
    assert melee.tables.items[seen["z_build"][0]] == "Marine" and not seen["z_build"][1:].any()
    assert seen["z_counts"][melee.tables.items.index("Marine")] == 1
    follow(melee.seats[0, 0], None)
    assert not np.any(melee.look(1)["z_build"])
