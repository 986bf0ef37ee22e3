"""Killed at any statement, a league goes on as if nothing had been; several processes share one store."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from starleague.league import Coordinator, Store, verify

from .runner import play_alone
from .scripted import contents, found

MATCHES = 60


def run(folder, *arguments):
    command = [sys.executable, "-m", "league.runner", str(folder), *map(str, arguments)]
    return subprocess.Popen(command, cwd=Path(__file__).parents[1])


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    league = found(tmp_path_factory.mktemp("undisturbed"))
    play_alone(league, MATCHES)
    return contents(league.store)


@pytest.mark.parametrize("seed", [0, 1])
def test_kill_and_resume_equal_an_undisturbed_run(tmp_path, undisturbed, seed):
    dice = random.Random(seed)
    deaths = 0
    while (code := run(tmp_path, "solo", MATCHES, dice.randrange(1, 600)).wait(timeout=60)) != 0:
        assert code == -9
        deaths += 1
    assert deaths >= 2
    league = Coordinator(Store(tmp_path))
    assert contents(league.store) == undisturbed
    assert verify(league) == []
    assert len(undisturbed["snapshots"]) > 4 and any(row["reset"] for row in undisturbed["snapshots"])


def test_stopping_and_resuming_in_one_process(tmp_path, undisturbed):
    for matches in range(0, MATCHES + 1, 7):
        league = found(tmp_path)
        play_alone(league, min(matches, MATCHES))
        league.store.close()
    play_alone(Coordinator(Store(tmp_path)), MATCHES)
    assert contents(Store(tmp_path)) == undisturbed


def test_two_processes_on_one_store(tmp_path):
    watching = found(tmp_path)
    processes = [run(tmp_path, "shared", learner, 40) for learner in (0, 2)]
    assert [process.wait(timeout=120) for process in processes] == [0, 0]
    rows = contents(watching.store)["matches"]
    assert [row["id"] for row in rows] == list(range(80))
    assert sorted(row["reported"] for row in rows) == list(range(80))
    assert {row["home_id"] for row in rows} == {0, 2}
    again = Coordinator(Store(tmp_path))
    assert watching.players == again.players and len(again.players) == 6 + 4 + 4
    assert verify(watching) == verify(again) == []
    assert [match.id for match in (watching.next_match(0), again.next_match(0))] == [80, 81]
