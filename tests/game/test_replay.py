"""Replays: what was recorded plays again, and files that are damaged say so."""

import pytest

from openings import play_opening
from starleague.game import frames
from starleague.game.games import Games
from starleague.game.replay import Recorder, Replay, ReplayError

LOOPS = 450


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """(path, hash at the end) of a short recorded game."""
    path = tmp_path_factory.mktemp("replay") / "short.slreplay"
    games = Games(1, seed=11)
    with Recorder(games, path, names=("one", "two")):
        play_opening(games, LOOPS)
    return path, games.hash(0), int(games[0].loop)


def test_replay_plays_to_the_same_end(recorded):
    path, expected, loop = recorded
    replay = Replay.load(path)
    assert replay.header["names"] == ["one", "two"] and replay.end["loop"] == loop
    assert len(replay.hashes) == LOOPS // 100 and len(replay.commands) > 5
    last = None
    for games in replay.play(every=64):
        last = games
    assert int(last[0].loop) == loop and last.hash(0) == expected


def test_file_is_small(recorded):
    path, _, _ = recorded
    assert path.stat().st_size < 4000


def test_interrupted_recording_plays_as_far_as_it_goes(tmp_path):
    games = Games(1, seed=2)
    recorder = Recorder(games, tmp_path / "cut.slreplay")
    games.recorder = recorder
    play_opening(games, 880)
    replay = Replay.load(tmp_path / "cut.slreplay")  # the process ended here: no end was written
    assert replay.end is None and 800 <= replay.last_loop <= 880
    *_, last = replay.play(200)
    assert int(last[0].loop) == replay.last_loop
    recorder.close()
    assert Replay.load(tmp_path / "cut.slreplay").end["loop"] == 880


def test_leaving_by_an_interrupt_writes_the_end(tmp_path):
    games = Games(1, seed=2)
    with pytest.raises(KeyboardInterrupt), Recorder(games, tmp_path / "stop.slreplay"):
        games.step(30)
        raise KeyboardInterrupt
    assert Replay.load(tmp_path / "stop.slreplay").end["loop"] == 30
    assert games.recorder is None


def test_first_differing_loop_is_named(recorded):
    replay = Replay.load(recorded[0])
    replay.commands = [row for row in replay.commands if row[0] > 220]
    with pytest.raises(ReplayError, match=r"short\.slreplay.*at loop [1-3]00"):
        list(replay.play())
    assert list(replay.play(check=False))


def test_other_rules_or_map_are_refused(recorded):
    for what in ("map", "rules"):
        replay = Replay.load(recorded[0])
        replay.header[f"{what}_digest"] = "0" * 16
        with pytest.raises(ReplayError, match=f"other {what}"):
            next(replay.play())


def test_damaged_files_say_so(recorded, tmp_path):
    whole = recorded[0].read_bytes()
    path = tmp_path / "bad.slreplay"

    def message(data):
        path.write_bytes(data)
        with pytest.raises(ReplayError, match=r"bad\.slreplay") as caught:
            Replay.load(path)
        return str(caught.value)

    assert "not a .slreplay" in message(b"PK" + whole[2:])
    assert "cut off" in message(whole[:-3])
    assert "damaged" in message(whole[:60] + bytes([whole[60] ^ 255]) + whole[61:])
    assert "header" in message(whole[:8])
    other = frames.MAGIC + frames.pack("header", {"format": 99, "starleague": "7.0"})
    assert "starleague 7.0" in message(other)
    path.write_bytes(whole[:-3])
    assert Replay.load(path, partial=True).header["names"] == ["one", "two"]
    with pytest.raises(ReplayError, match="no such file"):
        Replay.load(tmp_path / "none.slreplay")


def test_interventions_and_restores_are_recorded(tmp_path):
    games = Games(1, seed=3)
    with Recorder(games) as recorder:
        games.step(20)
        games.create_unit(0, "Marine", 1, 60.0, 60.0, 3)
        games.step(30)
        saved = games.snapshot(0)
        games.create_unit(0, "Marauder", 2, 90.0, 90.0)
        games.step(60)
        games.restore(0, saved)
        games.step(80)
        games.surrender(0, 2)
        data = recorder.to_bytes()
    *_, last = Replay.from_bytes(data).play()
    assert last.hash(0) == games.hash(0) and last.results[0].tolist() == [1, 2]


def test_recording_changes_nothing():
    with_recorder, without = Games(1, seed=9), Games(1, seed=9)
    with Recorder(with_recorder):
        play_opening(with_recorder, 160)
    play_opening(without, 160)
    assert with_recorder.hash(0) == without.hash(0)


def test_races_may_be_named_in_small_letters():
    games = Games(1, races=("zerg", "protoss"), seed=1)
    with Recorder(games) as recorder:
        games.step(1)
        replay = Replay.from_bytes(recorder.to_bytes())
    assert replay.header["races"] == ["Zerg", "Protoss"]
