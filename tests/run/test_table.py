"""Matches with programs: who wins, who crashes, who thinks too long, and what is kept of it."""

import os
import pathlib
import subprocess
import sys
import time

import pytest

from starleague.game.replay import Replay
from starleague.run.contestants import Contestant
from starleague.run.table import Limits, play

PROGRAM = pathlib.Path(__file__).parent / "ladder_program.py"
MAP = "Training Ground"

pytestmark = pytest.mark.timeout(900)


def ladder(manner: str) -> Contestant:
    return Contestant.parse(f"ladder:{PROGRAM} {manner}")


def test_players_are_named_in_words(tmp_path):
    rush = Contestant.parse("builtin:zerg:hard:rush")
    assert (rush.kind, rush.race, rush.level, rush.build) == ("builtin", "zerg", "hard", "rush")
    easy = Contestant.parse("builtin:easy")
    assert (easy.race, easy.level, easy.build) == ("terran", "easy", "random")
    program = Contestant.parse("ladder:./bot --fast 1")
    assert program.is_program and program.command == ("./bot", "--fast", "1")
    assert Contestant.parse(f"bot:{PROGRAM} idle").command[1:] == (str(PROGRAM), "idle")
    assert Contestant.parse(str(PROGRAM)).kind == "bot"
    assert easy.ladder_id == Contestant.parse("builtin:easy").ladder_id != rush.ladder_id


@pytest.mark.parametrize("words", ["builtin:", "builtin:zerg", "builtin:a:b:c", "ladder:", "bot:nowhere.py", "nowhere"])
def test_what_is_no_player_says_what_is_one(words):
    with pytest.raises((ValueError, FileNotFoundError), match=r"no such program|ladder:COMMAND"):
        Contestant.parse(words)


def test_who_leaves_has_lost_and_the_replay_plays_again(tmp_path):
    report = play(ladder("idle"), ladder("give-up"), MAP, 3, Limits(), tmp_path / "game.slreplay")
    one, two = report.sides
    assert (one.result, two.result, report.winner) == ("victory", "defeat", one.name)
    assert not (one.crashed or two.crashed or one.timed_out or two.timed_out)
    assert 100 <= report.loops <= 112 and one.steps >= 12 and one.step_ms_max >= one.step_ms_mean > 0
    replay = Replay.load(report.replay)
    assert replay.winner == 1 and replay.header["names"] == ["idle", "give-up"]
    for _ in replay.play():
        pass
    assert (tmp_path / "game.SC2Replay").read_bytes().startswith(b"MPQ")


@pytest.mark.parametrize(("races", "rusher"), [(("Zerg", "Terran"), 0), (("Terran", "Protoss"), 0), (("Zerg", "Protoss"), 1)])
def test_python_sc2_programs_play_to_the_end(races, rusher):
    pytest.importorskip("sc2", reason="python-sc2 is not installed")
    program = PROGRAM.with_name("python_sc2_program.py")
    manners = ["rush" if seat == rusher else "idle" for seat in (0, 1)]
    players = [Contestant.parse(f"ladder:{program} {race} {manner}") for race, manner in zip(races, manners, strict=True)]
    report = play(players[0], players[1], MAP, 3, Limits(loops=9000), None)
    assert [side.crashed for side in report.sides] == ["", ""]
    assert report.sides[rusher].result == "victory" and report.sides[1 - rusher].result == "defeat"
    assert 1000 < report.loops < 9000 and all(side.steps > report.loops // 5 for side in report.sides)


def test_actions_are_counted_and_words_kept(tmp_path):
    """What is refused, a look and a word are no actions."""
    report = play(ladder("act"), ladder("idle"), MAP, 3, Limits(), tmp_path / "game.slreplay")
    one, two = report.sides
    assert not one.crashed and two.actions == 0 and two.apm == 0
    assert one.actions == one.steps + 1 >= 25  # it acts once more, and leaves
    assert one.apm == round(one.actions * 1344 / report.loops, 1) > 100
    assert report.pace(0).decisions == one.steps
    assert "results" in (tmp_path / "game.2.txt").read_text()
    assert not (tmp_path / "game.1.txt").read_text()


def test_who_crashes_has_lost_and_its_last_words_are_told():
    report = play(ladder("crash"), ladder("idle"), MAP, 3, Limits(), None)
    assert [side.result for side in report.sides] == ["defeat", "victory"]
    assert "fails on purpose" in report.sides[0].crashed and not report.sides[1].crashed


def test_who_thinks_too_long_has_lost():
    report = play(ladder("sleep"), ladder("idle"), MAP, 3, Limits(step_seconds=3), None)
    assert report.sides[0].timed_out and report.sides[0].result == "defeat" and report.sides[1].result == "victory"


def test_a_program_plays_the_computer_until_the_loops_are_over():
    report = play(ladder("idle"), Contestant.parse("builtin:very_easy"), MAP, 3, Limits(loops=300), None)
    assert [side.result for side in report.sides] == ["tie", "tie"]
    assert report.loops == 300 and report.winner == "" and report.sides[0].steps >= 37


def test_a_match_that_is_ended_leaves_no_program_behind(tmp_path):
    """SIGTERM ends the programs, too, and keeps what they said."""
    sleeper, mark = tmp_path / "sleeper.py", tmp_path / "pid"
    sleeper.write_text(f"import os, pathlib, time\nprint('here', flush=True)\n"
                       f"pathlib.Path({str(mark)!r}).write_text(str(os.getpid()))\ntime.sleep(600)\n")
    words = ["match", f"bot:{sleeper}", f"bot:{sleeper}", "--map", MAP, "--replays", str(tmp_path)]
    match = subprocess.Popen([sys.executable, "-m", "starleague", *words])
    while not (mark.exists() and mark.read_text()):
        assert match.poll() is None
        time.sleep(0.1)
    match.terminate()
    match.wait(60)
    with pytest.raises(ProcessLookupError):
        os.kill(int(mark.read_text()), 0)
    assert (tmp_path / "game-0.1.txt").read_text() == "here\n"
