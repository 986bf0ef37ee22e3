"""Strategies of real games: what is counted, what is left out, what is said of bad files."""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from starleague.env.ladder import LIBRARY, ReplayError, read_library, read_replay, write_library
from starleague.env.spec import shapes

REPLAYS = Path(os.environ.get("STARLEAGUE_REFERENCE", Path(__file__).parents[3] / "shared/reference")) / "replays"


@pytest.fixture(scope="module")
def interface():
    return shapes("tiny")


def event(name, frame, unit, type_name, pid=1):
    owner = SimpleNamespace(pid=pid)
    return SimpleNamespace(
        name=name, frame=frame, unit_id=unit, unit_type_name=type_name, control_pid=pid, unit=SimpleNamespace(owner=owner)
    )


@pytest.fixture
def replay(monkeypatch):
    """A game as sc2reader tells of it, of whatever events are appended."""
    import sc2reader

    players = [SimpleNamespace(pid=1, play_race="Terran", result="Win"), SimpleNamespace(pid=2, play_race="Zerg", result="Loss")]
    game = SimpleNamespace(players=players, tracker_events=[], frames=9000, map_name="A", release_string="4.10.4.1")
    monkeypatch.setattr(sc2reader, "load_replay", lambda path, load_level: game)
    return game


def test_births_placements_morphs_and_upgrades_count(interface, replay):
    upgrade = SimpleNamespace(name="UpgradeCompleteEvent", frame=4000, pid=1, upgrade_type_name="ShieldWall")
    replay.tracker_events += [
        event("UnitBornEvent", 0, 1, "CommandCenter"), event("UnitBornEvent", 300, 2, "SCV"),
        event("UnitInitEvent", 350, 3, "SupplyDepot"), event("UnitTypeChangeEvent", 900, 3, "SupplyDepotLowered"),
        event("UnitTypeChangeEvent", 2500, 1, "OrbitalCommand"), upgrade,
        event("UnitBornEvent", 320, 9, "Drone", pid=2), event("UnitTypeChangeEvent", 400, 8, "Egg", pid=2),
    ]  # fmt: skip
    terran, zerg = read_replay("x", interface)
    written = terran.strategy.written(interface)
    assert (written["build"], written["loops"]) == (["SCV", "SupplyDepot", "OrbitalCommand", "ShieldWall"], [300, 350, 2500, 4000])
    assert written["counts"] == dict.fromkeys(written["build"], 1)
    assert terran.won and (terran.race, terran.opponent) == ("terran", "zerg")
    assert zerg.strategy.written(interface)["build"] == ["Drone"] and not zerg.won


def test_a_library_is_read_as_it_was_written(tmp_path, interface, replay):
    replay.tracker_events.append(event("UnitBornEvent", 300, 2, "SCV"))
    write_library(tmp_path / "z.json", read_replay("x", interface), interface)
    (strategy,) = read_library(tmp_path / "z.json", interface, "terran")
    assert strategy.z.loops[0] == 300
    with pytest.raises(ValueError, match="no strategy of protoss"):
        read_library(tmp_path / "z.json", interface, "protoss")


def test_what_is_no_library_is_named(tmp_path, interface):
    (tmp_path / "z.json").write_text("{}")
    with pytest.raises(ValueError, match="import replays"):
        read_library(tmp_path / "z.json", interface, "terran")


def test_what_is_no_replay_is_named(tmp_path, interface):
    (tmp_path / "broken.SC2Replay").write_bytes(b"MPQ\x1b" + bytes(100))
    with pytest.raises(ReplayError, match=r"broken\.SC2Replay cannot be read"):
        read_replay(tmp_path / "broken.SC2Replay", interface)


@pytest.mark.parametrize("race", ["terran", "zerg", "protoss"])
def test_the_library_that_ships_speaks_of_what_can_be_built(interface, race):
    strategies = read_library(LIBRARY, interface, race)
    assert len(strategies) >= 50 and all(strategy.z.build.min() >= 1 for strategy in strategies)


@pytest.mark.skipif(not REPLAYS.is_dir(), reason="needs real replays, the reference folder's replays/")
def test_a_real_game_reads_as_its_player_played(interface):
    played = read_replay(next(iter(sorted(REPLAYS.glob("*.SC2Replay")))), interface)
    assert {each.race for each in played} == {"protoss", "zerg"}
    zerg = next(each for each in played if each.race == "zerg").strategy.written(interface)
    assert zerg["build"][:3] == ["Drone", "Drone", "Overlord"] and zerg["counts"]["SpawningPool"] == 1
