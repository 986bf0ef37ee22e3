"""What reaches the page: all that a player may see, nothing else, and little of it."""

import numpy as np
import pytest
from page_frames import Mirror, read

from scenario import game as scene
from starleague.bots.driver import BotDriver
from starleague.catalog.rules import ONE
from starleague.game.games import Games
from starleague.sc2api.eyes.eye import Memories
from starleague.ui.page.stream import Stream
from starleague.ui.page.wire import CELL, Section, runs

pytestmark = pytest.mark.timeout(1200)


@pytest.fixture(scope="module")
def played():
    """A game of two computers, its streams, and for each a mirror that has followed all changes; bytes of them."""
    games = Games(1, seed=3, threads=1)
    driver = BotDriver(games)
    driver.seat(0, 1, "medium")
    driver.seat(0, 2, "easy")
    memories = Memories(games)
    streams = {player: Stream(games, memories, player) for player in (0, 1, 2)}
    mirrors = {player: Mirror(games.map.width, games.map.height) for player in streams}
    size = 0
    for player, stream in streams.items():
        mirrors[player].take(stream.key())
    for loop in range(0, 2400, 2):
        driver.step(2)
        if loop % 8 == 6:
            memories.remember(loop - 8)
        for player, stream in streams.items():
            data = stream.change()
            size += len(data)
            mirrors[player].take(data)
    return games, streams, mirrors, size


def test_changes_add_up_to_what_a_keyframe_tells(played):
    games, streams, mirrors, _ = played
    for player, stream in streams.items():
        fresh = Mirror(games.map.width, games.map.height)
        fresh.take(stream.key())
        assert fresh.units == mirrors[player].units and len(fresh.units) > 100
        assert np.array_equal(fresh.sight, mirrors[player].sight)
        assert np.array_equal(fresh.creep, mirrors[player].creep)


def test_an_observer_is_told_where_every_unit_stands(played):
    games, _, mirrors, _ = played
    units = games.state["units"][0]
    for slot in np.flatnonzero((units["alive"] == 1) & (units["inside"] == 0)).tolist():
        told = mirrors[0].units[slot]
        assert (told["x"], told["y"]) == (units["x"][slot] * CELL // ONE, units["y"][slot] * CELL // ONE)


def test_fog_hides_the_enemy(played):
    games, _, mirrors, _ = played
    units = games.state["units"][0]
    for player in (1, 2):
        for index, told in mirrors[player].units.items():
            if told["owner"] == 3 - player and index < 1024:
                assert units["visible_to"][index] >> player & 1
        owners = [told["owner"] for told in mirrors[player].units.values()]
        assert owners.count(player) > 15 and owners.count(3 - player) < 15
    assert {0, 1, 2} <= set(mirrors[1].sight.tolist())


def test_streams_are_small(played):
    *_, size = played
    assert size / 3 / (2400 / 22.4) < 4000  # bytes a second of play, each


def test_shots_and_deaths_are_told():
    fight = scene("6 Marine vs 4 Zergling", gap=4)
    stream = Stream(fight.games, Memories(fight.games), 1)
    shots, deaths = 0, 0
    for _ in range(200):
        fight.games.step(2)
        _, _, told = read(stream.change())
        shots += len(told.get(Section.SHOTS, {}).get("index", []))
        deaths += sum(told.get(Section.GONE, {}).get("died", []))
    assert shots > 15 and deaths >= 4


def test_effects_on_the_ground_are_told():
    """Those that a client of the API is told of, and where whom they lie round has gone."""
    shield = scene("1 Sentry")
    sentry, games = shield.unit(1), shield.games
    shield.charge(sentry)
    stream = Stream(games, Memories(games), 0)
    shield.order(sentry, "EffectGuardianShield")
    shield.step(4)
    begun = sentry.x
    shield.order(sentry, "move", point=(begun + 3, sentry.y))
    shield.step(30)
    _, _, told = read(stream.change())
    assert told[Section.FIELDS]["style"] == [games.names.effects["GuardianShieldPersistent"]]
    assert told[Section.FIELDS]["x"] == [int(sentry.record.x) * CELL // ONE] and sentry.x > begun + 1
    games[0].persistents[0].effect = games.names.effects["SpawnLarvaDelay"]
    assert Section.FIELDS not in read(stream.change())[2]


def test_work_in_hand_is_told_while_it_lasts():
    games = Games(1, seed=1, threads=1)
    stream = Stream(games, Memories(games), 1)
    units = games.state["units"][0]
    hall = int(np.flatnonzero((units["owner"] == 1) & (units["type"] == games.unit_row("CommandCenter")))[0])
    games.command(0, 1, "TrainSCV", [hall])
    shares = []
    for _ in range(20):
        games.step(16)
        stream.change()
        shares.append(int(stream.now["work"][hall]))
    done = shares.index(0)
    assert max(shares) > 200 and shares[:done] == sorted(shares[:done]) and not any(shares[done:])


def test_runs_tell_a_whole_map_of_one_value():
    blank, full = np.zeros((256, 264), np.uint8), np.full((256, 264), 2, np.uint8)
    grid = blank.reshape(-1).copy()
    told = runs(blank, full)
    for start, length, value in zip(*told.values(), strict=True):
        start = int(start) + (int(value) >> 4 << 16)
        grid[start : start + length] = int(value) & 15
    assert (grid == 2).all()
