"""Openings as they are followed: what was bought there is bought here, in its order and no more."""

import dataclasses
from pathlib import Path

import pytest

from starleague.bench.openings.following import Following
from starleague.bench.openings.measuring import measure
from starleague.bench.openings.recorded import Opening, Placed, Said, Sample

RECORDED = Opening.from_json((Path(__file__).parent / "opening.json").read_text())
HALL, X, Y = 1, 142, 33
WORKERS = {"Protoss": "Probe", "Terran": "SCV", "Zerg": "Drone"}
HALLS = {"Protoss": "Nexus", "Terran": "CommandCenter", "Zerg": "Hatchery"}


def opening(race, said=(), born=(), begun=(), finished=()):
    """A made-up opening on the ground of a real one: a town hall (1), twelve workers (2 to 13), larvae (21 to 23)."""
    start = [Placed(0, HALLS[race], HALL, X, Y), *(Placed(0, WORKERS[race], k, X + 3, Y) for k in range(2, 14))]
    if race == "Zerg":
        start += [Placed(0, "Larva", k, X, Y - 3) for k in (21, 22, 23)]
    return dataclasses.replace(
        RECORDED, race=race, said=tuple(said), born=(*start, *born), begun=tuple(begun), finished=tuple(finished),
        died=(), samples=(Sample(0, 50, 0, 50, 0, 12),),
    )


def follow(length, *args, **facts):
    following = Following(opening(*args, **facts), "4.10", length)
    following.play()
    return following


def count(following, name):
    used = following.game.units[: int(following.game.n_slots)]
    return int(((used["type"] == following.games.unit_row(name)) & (used["owner"] == 1) & (used["alive"] == 1)).sum())


def say(loop, name, unit, target=0, point=None):
    return Said(loop, name, (unit,), False, target, point)


def test_of_what_was_said_in_vain_nothing_is_bought():
    """A probe is born after 272 loops: of four commands, two made one, and the cancelling of a third is paid back."""
    said = [say(loop, "TrainProbe", HALL) for loop in (10, 260, 263, 266)] + [say(300, "CancelLast", HALL)]
    born = [Placed(282, "Probe", 31, X + 3, Y), Placed(554, "Probe", 32, X + 3, Y)]
    following = follow(700, "Protoss", said, born)
    assert [each.loop for each in following.outcomes.said] == [10, 266]
    assert count(following, "Probe") == 14


def test_a_boosted_structure_trains_the_next_unit_when_it_has_trained_the_last():
    said = [say(loop, "TrainProbe", HALL) for loop in (10, 100, 270)]
    born = [Placed(loop, "Probe", loop, X + 3, Y) for loop in (282, 463)]
    assert [each.loop for each in follow(1, "Protoss", said, born).outcomes.said] == [10, 270]


def test_a_boosted_structure_trains_what_it_is_told_next_rather_than_what_was_said_in_vain():
    said = [say(loop, "TrainProbe", HALL) for loop in (10, 60, 288)]
    born = [Placed(loop, "Probe", loop, X + 3, Y) for loop in (282, 470)]
    assert [each.loop for each in follow(1, "Protoss", said, born).outcomes.said] == [10, 288]


def test_larvae_become_what_they_became_as_soon_as_there_is_money():
    """Three drones in the same loop, with money for one: none is lost, and larvae that wait are not taken for eggs."""
    said = [say(20, "MorphDrone", unit) for unit in (21, 22, 23)]
    following = follow(600, "Zerg", said)
    assert count(following, "Drone") == 14, "supply for two"


def test_money_for_what_was_wanted_first_is_not_spent_on_what_came_later():
    """A pylon began in loop 130 there, when 80 minerals are here: the probe of loop 140 waits for it."""
    place = (float(X) - 6, float(Y))
    said = [say(100, "RightClick", 2, 0, place), say(129, "BuildPylon", 2, 0, place), say(140, "TrainProbe", HALL)]
    following = follow(400, "Protoss", said, [Placed(412, "Probe", 31, X + 3, Y)], [Placed(130, "Pylon", 41, X - 6, Y)])
    assert 130 < following.roll.starts[41] < 210
    assert following.spent[following.roll.starts[41] - 2, 0] == -50, "the 50 of the start are left"
    assert following.spent[-1, 0] == 100 + 50 - 50, "it is bought, too"


def test_a_worker_sent_to_an_unfinished_refinery_is_at_work_there_once_it_is_done():
    geyser = next(place for place in RECORDED.resources if "Geyser" in place[0] and abs(place[1] - X) < 9)
    build = say(100, "BuildRefinery", 2, 99, geyser[1:])
    begun = [Placed(140, "Refinery", 41, int(geyser[1]), int(geyser[2]))]
    alone, both = (follow(1100, "Terran", said, begun=begun, finished=[(620, 41)]).collected[-1, 1]
                   for said in ([build], [build, say(500, "RightClick", 3, 41, geyser[1:])]))
    assert both >= 1.5 * alone > 0


def test_a_worker_that_was_killed_is_killed_though_it_has_built():
    said = [say(130, "BuildPylon", 2, 0, (float(X) - 6, float(Y)))]
    made = opening("Protoss", said, begun=[Placed(140, "Pylon", 41, X - 6, Y)])
    following = Following(dataclasses.replace(made, died=((300, 2),)), "4.10", 310)
    following.play()
    assert following.roll.starts and count(following, "Probe") == 11


def test_what_is_cancelled_is_paid_back_but_for_a_quarter_and_not_built_again():
    place = (float(X) - 6, float(Y))
    said = [say(130, "BuildPylon", 2, 0, place), say(250, "CancelBuilding", 41)]
    made = opening("Protoss", said, begun=[Placed(140, "Pylon", 41, X - 6, Y)])
    following = Following(dataclasses.replace(made, died=((250, 41),)), "4.10", 500)
    following.play()
    assert count(following, "Pylon") == 0
    assert following.spent[-1, 0] == 25 - 50
    (loop, lost), = following.sites.cancelled()
    assert loop == 250 and lost.tolist() == [25, 0]


def test_the_player_could_pay_when_he_began_whatever_the_recording_sums_up():
    place = (float(X) - 6, float(Y))
    made = opening("Protoss", [say(240, "BuildPylon", 2, 0, place)], begun=[Placed(260, "Pylon", 41, X - 6, Y)])
    samples = tuple(Sample(loop, 0, 0, 50 + loop // 8, 0, 12) for loop in (0, 160, 320, 480))
    begun, = measure(dataclasses.replace(made, samples=samples), length=500).buildings
    assert begun.expected == 260 > begun.found


def test_a_field_in_the_fog_is_a_field_though_it_has_no_number():
    field = next(place for place in RECORDED.resources if "Mineral" in place[0] and abs(place[1] - X) < 9)
    said = [say(5, "Stop", 2), say(10, "RightClick", 2, 0, field[1:])]
    following = follow(60, "Protoss", said)
    worker = following.game.units[following.roll.slot(2)]
    assert worker.n_orders == 1 and following.rules.unit_types[
        following.game.units[int(worker.orders[0].target)].type].resource


def test_a_worker_that_stands_in_for_a_builder_takes_its_part():
    """Builder 31 is not born here: the nearest worker builds, and then goes where 31 was sent."""
    place = (float(X) - 6, float(Y))
    said = [say(200, "BuildPylon", 31, 0, place), say(205, "RightClick", 31, 0, (float(X) - 9, float(Y)))]
    following = follow(600, "Protoss", said, [Placed(190, "Probe", 31, X - 3, Y)], [Placed(200, "Pylon", 41, X - 6, Y)])
    worker = following.game.units[following.roll.slot(31)]
    assert 200 < following.roll.starts[41] < 320
    assert not worker.n_orders and abs(int(worker.x) / 4096 - (X - 9)) < 0.5


@pytest.mark.parametrize(("told", "pylons"), [((X - 6, Y), 1), ((X - 12, Y), 0)])
def test_nothing_is_built_that_the_recording_does_not_have(told, pylons):
    said = [say(130, "BuildPylon", 2, 0, tuple(map(float, told)))]
    assert count(follow(400, "Protoss", said, begun=[Placed(200, "Pylon", 41, X - 6, Y)]), "Pylon") == pylons
