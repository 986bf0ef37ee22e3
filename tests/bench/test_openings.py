"""Openings of real games: what is read from a recording, and how it is compared."""

import math
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from starleague.bench.openings.measuring import Begun, measure, patch_of
from starleague.bench.openings.reading import Reader, _moment
from starleague.bench.openings.recorded import LENGTH, Opening, Placed, Said, Sample

ONE = SimpleNamespace(pid=1)


@pytest.fixture
def reader():
    return Reader({1: SimpleNamespace(pid=1, play_race="терраны"), 2: SimpleNamespace(pid=2, play_race="Zerg")})


def select(units, group=10, mask="None", data=()):
    return SimpleNamespace(
        name="SelectionEvent", frame=1, player=ONE, control_group=group, mask_type=mask, mask_data=list(data),
        new_unit_ids=units,
    )


def say(name, frame, point=None, target=None, queued=False, kind="BasicCommandEvent"):
    x, y = point or (0, 0)
    return SimpleNamespace(
        name=kind, frame=frame, player=ONE, ability_name=name, ability_link=7, command_index=1, x=x, y=y,
        target_unit_id=target, flag={"queued": queued},
    )


def test_a_command_goes_to_what_is_selected_at_that_time(reader):
    for event in (select([5, 9, 12]), say("Stop", 3), select([20], mask="Mask", data=[True, False, True]), say("Stop", 4),
                  select([], mask="ZeroIndices", data=[1]), say("Stop", 5)):
        reader.take(event)
    assert [(said.loop, said.units) for said in reader.said[1]] == [(3, (5, 9, 12)), (4, (9, 20)), (5, (20,))]


def test_control_groups_are_kept_and_lose_their_dead(reader):
    group = {"frame": 2, "player": ONE, "control_group": 4, "mask_type": "None", "mask_data": []}
    for event in (
        select([5, 9]), SimpleNamespace(name="SetControlGroupEvent", **group), select([7], mask="ZeroIndices"),
        SimpleNamespace(name="AddToControlGroupEvent", **group),
        SimpleNamespace(name="UnitDiedEvent", frame=3, unit_id=9), say("Stop", 4),
        SimpleNamespace(name="GetControlGroupEvent", **group), say("Stop", 5),
    ):
        reader.take(event)
    assert [said.units for said in reader.said[1]] == [(7,), (5, 7)]


def test_a_repeated_command_is_given_again_at_its_new_target(reader):
    again = SimpleNamespace(name="CommandManagerStateEvent", frame=8, player=ONE, state=1)
    for event in (
        select([5]), say("RightClick", 3, (4, 6), kind="TargetPointCommandEvent"),
        say("RightClick", 8, (5, 7), target=99, kind="UpdateTargetUnitCommandEvent"), again,
    ):
        reader.take(event)
    assert reader.said[1] == [
        Said(3, "RightClick", (5,), False, 0, (4, 6)), Said(8, "RightClick", (5,), False, 99, (5, 7)),
    ]


def test_what_dies_of_a_command_is_told_it():
    died = SimpleNamespace(name="UnitDiedEvent", frame=4, unit_id=5)
    assert sorted([died, say("CancelBuilding", 4), say("Stop", 5)], key=_moment)[1] is died


def test_larvae_are_told_only_what_makes_eggs(reader):
    larva = {"frame": 0, "control_pid": 1, "unit_type_name": "Larva", "x": 30, "y": 40}
    for event in (
        SimpleNamespace(name="UnitBornEvent", unit_id=5, **larva), SimpleNamespace(name="UnitBornEvent", unit_id=6, **larva),
        select([5, 6]), say("MorphDrone", 3),
        SimpleNamespace(name="UnitTypeChangeEvent", frame=4, unit_id=6, unit_type_name="Egg"), say("MorphDrone", 4),
        say("MorphDrone", 4),
    ):
        reader.take(event)
    assert [(said.loop, said.units) for said in reader.said[1]] == [(4, (6,))]


def test_a_race_is_told_by_its_town_hall_whatever_the_recording_calls_it(reader):
    for pid, name in ((1, "Nexus"), (2, "Hatchery")):
        reader.take(SimpleNamespace(
            name="UnitBornEvent", frame=0, control_pid=pid, unit_type_name=name, unit_id=pid, x=30 * pid, y=40))
    replay = SimpleNamespace(release_string="4.10.0.75689", map_name="Some Map")
    assert [reader.opening(pid, "game", replay).race for pid in (1, 2)] == ["Protoss", "Zerg"]


def test_openings_are_kept_as_text():
    opening = Opening(
        "game", "4.10.4.76811", "Some Map", "Terran", ((30.5, 40.5), (100.5, 90.5)), (("MineralField", 30.0, 47.5),),
        born=(Placed(0, "SCV", 17, 31, 44),), begun=(Placed(400, "SupplyDepot", 18, 35, 35),), finished=((880, 18),),
        said=(Said(390, "BuildSupplyDepot", (17,), False, 0, (35.0, 35.0)),), samples=(Sample(160, 35, 0, 85, 0, 12),),
    )
    assert Opening.from_json(opening.to_json()) == opening


@pytest.mark.parametrize(("version", "patch"), [("4.9.3.75025", "4.10"), ("5.0.11.90136", "4.10"), ("5.0.14.93333", "5.0.14")])
def test_a_game_is_followed_at_the_patch_nearest_to_its_own(version, patch):
    assert patch_of(version) == patch


def test_the_error_is_relative_to_when_the_player_began_and_whole_for_what_never_began():
    assert Begun("g", "Terran", "Barracks", 1000, 900, 930, 1010).error == pytest.approx(0.03)
    assert Begun("g", "Terran", "Barracks", 1000, 900, math.inf, -1).error == 1
    assert np.isinf(Begun("g", "Terran", "Barracks", 1000, 900, math.inf, -1).late)
    assert LENGTH == 5 * 60 * 22.4


def test_the_first_two_minutes_of_a_recorded_game_come_as_they_came_there():
    """A Protoss player's: seven buildings begin where and when theirs did, his money comes as fast."""
    opening = Opening.from_json((Path(__file__).parent / "opening.json").read_text())
    measured = measure(opening, length=2600)
    assert [begun.name for begun in measured.buildings] == [
        "Pylon", "Gateway", "Assimilator", "Nexus", "CyberneticsCore", "Assimilator", "Pylon",
    ]
    assert all(abs(begun.here - begun.started) < 40 for begun in measured.buildings)
    assert max(begun.error for begun in measured.buildings) < 0.04
    assert measured.minerals == pytest.approx(0, abs=0.03)
