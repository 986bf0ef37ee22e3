"""What becomes of the dead, those inside them, and the score."""

import pytest

from starleague.catalog.vocabulary import ScoreCategory, State


def by_category(**amounts):
    """(minerals, vespene) of each score category; those that are not named are nil."""
    return [list(amounts.get(category.name, (0, 0))) for category in ScoreCategory]


def test_the_slot_is_free_and_old_references_are_void(game):
    scene = game("1 Marine vs 2 Marauder", gap=3)
    marine = scene.unit(1)
    scene.until(lambda: not marine.alive, 200)
    assert not scene.record.units[marine.slot].alive
    assert scene.record.units[marine.slot].generation == marine.generation + 1
    scene.step(2)
    assert all(unit.record.target == 0 for unit in scene.units(2))


def test_the_score_knows_who_lost_what_to_whom(game):
    scene = game("1 Marine vs 2 Marauder", gap=3)
    scene.until(lambda: not scene.units(1), 200)
    loser, winner = scene.record.players[1], scene.record.players[2]
    assert loser.lost.tolist() == winner.killed.tolist() == by_category(ARMY=(50, 0))
    assert (winner.killed_value_units, winner.killed_value_structures) == (50, 0)
    assert sum(int(unit.record.kills) for unit in scene.units(2)) == 1
    assert winner.damage_dealt.tolist() == loser.damage_taken.tolist() == [45 * 4096, 0]


@pytest.mark.parametrize(("kind", "lost"), [
    ("SCV", {"ECONOMY": (50, 0)}), ("Overlord", {"ECONOMY": (100, 0)}), ("Overseer", {"ARMY": (150, 50)}),
    ("Queen", {"ARMY": (150, 0)}), ("Pylon", {"ECONOMY": (100, 0)}), ("PhotonCannon", {"TECHNOLOGY": (150, 0)}),
    ("Archon", {"ARMY": (175, 275)}), ("PlanetaryFortress", {"ECONOMY": (550, 150)}),
])
def test_losses_are_counted_by_what_they_were_for(game, kind, lost):
    """As in recorded games, where nothing else was lost in the same seven seconds."""
    scene = game("1 Marine vs 1 Marine", gap=30)
    victim = scene.add(1, kind, *scene.center)
    scene.step(2)
    scene.games.kill_unit(0, victim.slot)
    scene.step(2)
    assert scene.record.players[1].lost.tolist() == by_category(**lost)


def test_what_was_not_finished_or_was_summoned_is_no_loss(game):
    scene = game("1 SCV")
    scene.bank(1, 500)
    scene.order(scene.unit(1), "BuildSupplyDepot", point=scene.center)
    scene.until(lambda: scene.units(1, "SupplyDepot"))
    depot = scene.unit(1, "SupplyDepot")
    scene.games.kill_unit(0, depot.slot)
    mule = scene.add(1, "MULE", 20, 20)
    mule.record.states |= State.SUMMONED
    scene.games.kill_unit(0, mule.slot)
    scene.step(2)
    assert not depot.alive and not mule.alive and not scene.record.players[1].lost.any()


def test_shields_have_their_own_count(game):
    scene = game("1 Marine vs 1 Zealot", gap=4)
    scene.step(60)
    one, two = scene.record.players[1], scene.record.players[2]
    assert two.damage_taken.tolist() == one.damage_dealt.tolist()
    assert one.damage_dealt[0] == 0 and one.damage_dealt[1] == (50 - scene.unit(2).shields) * 4096 > 0


def test_friendly_fire_is_a_loss_and_no_kill(game):
    scene = game("2 Marine")
    one, other = scene.units(1)
    scene.order(one, "attack", target=other)
    scene.until(lambda: not other.alive, 300)
    own = scene.record.players[1]
    assert own.friendly_fire.tolist() == own.lost.tolist() == by_category(ARMY=(50, 0))
    assert not own.killed.any() and own.killed_value_units == 0 and one.record.kills == 0


def test_it_is_told(game):
    scene = game("1 Marine")
    marine = scene.unit(1)
    scene.record.n_events = 0
    marine.record.life = 0
    scene.step()
    event = scene.record.events[0]
    assert (int(event.kind), int(event.unit), int(event.generation)) == (1, marine.slot, marine.generation)


def test_passengers_survive_their_bunker(game):
    scene = game("3 Marine")
    bunker = scene.add(1, "Bunker", 40.5, 40.5)
    marines = scene.units(1, "Marine")
    scene.order(marines, "Smart", target=bunker)
    scene.until(lambda: all(unit.record.inside for unit in marines), 400)
    bunker.record.life = 0
    scene.step()
    assert not bunker.alive
    assert all(unit.alive and not unit.record.inside and unit.distance((40.5, 40.5)) < 4 for unit in marines)


def test_a_worker_in_a_refinery_survives_it(game):
    scene = game("1 SCV")
    refinery = scene.add(1, "Refinery", 40.5, 40.5)
    worker = scene.unit(1, "SCV")
    worker.record.inside = refinery.slot
    scene.step()
    refinery.record.life = 0
    scene.step(2)
    assert worker.alive
    assert worker.record.inside == 0


@pytest.fixture
def melee():
    from starleague.game.games import Games

    games = Games(1, seed=3, threads=1)
    games.step(5)
    return games


def structures(games, player):
    units = games[0].units
    flags = games.rules.unit_types["flags"][units["type"]]
    return [slot for slot in range(1, int(games[0].n_slots)) if units[slot].owner == player and flags[slot] & 1 << 8]


def test_who_has_no_structure_left_loses(melee):
    for slot in structures(melee, 2):
        melee[0].units[slot].life = 0
    melee.step(2)
    assert melee[0].over
    assert melee.results[0].tolist() == [1, 2]


def test_when_both_have_none_nobody_wins(melee):
    for slot in structures(melee, 1) + structures(melee, 2):
        melee[0].units[slot].life = 0
    melee.step(2)
    assert melee.results[0].tolist() == [3, 3]


def test_a_game_in_which_nobody_earns_pays_or_razes_anything_is_a_tie(melee):
    """After 360 of the real game's seconds, 5,760 loops."""
    for slot in range(1, int(melee[0].n_slots)):
        if melee[0].units[slot].owner and slot not in structures(melee, 1) + structures(melee, 2):
            melee[0].units[slot].life = 0
    melee.step(3000)
    melee[0].players[2].minerals_spent += 50
    melee.step(5700)
    assert not melee[0].over
    melee.step(100)
    assert melee[0].over and melee.results[0].tolist() == [3, 3]


def test_without_a_town_hall_the_rest_is_shown_after_a_while(melee):
    x, y = melee.start_locations(0)[2]
    depot = melee.create_unit(0, "SupplyDepot", 2, x / 4096 + 6, y / 4096)[0]
    for slot in structures(melee, 2):
        if slot != depot:
            melee[0].units[slot].life = 0
    melee.step(390)
    assert melee[0].units[depot].visible_to & 2 == 0
    melee.step(40)
    assert melee[0].units[depot].visible_to & 2 != 0
