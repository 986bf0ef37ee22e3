"""A league whose processes are killed at random: a coordinator, a learner for each role, actors.

python -m league.kills KILLS [FOLDER [URL]]      in tests/; 50 kills take a minute or two
python -m league.kills --role ROLE FOLDER NAME   one of the processes

Processes share the store and the folder only. Each writes what the league has acknowledged to a journal of its own;
afterwards every line of every journal must be in the store.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from starleague.league import Coordinator, Match, Outcome, Store, verify

from .scripted import by_odds, contents, small_config

ROLES = {"coordinator": ["coordinator"], "learner": ["0", "1", "2"], "actor": ["a", "b"]}
STEPS = 100  # of a match
MOST_LIFE = 0.5  # [s] at work before it is killed
PATIENCE = 60.0  # [s] for a process to begin


class Journal:
    """Lines that outlive the process."""

    def __init__(self, folder: Path, name: str) -> None:
        self.file = (folder / "journals" / name).open("a")

    def note(self, **facts: object) -> None:
        self.file.write(json.dumps(facts) + "\n")
        self.file.flush()
        os.fsync(self.file.fileno())


def coordinate(league: Coordinator, folder: Path, journal: Journal, _: str) -> Iterator[None]:
    """Matches between players of fixed strength; matches whose actor died are reported void."""
    while True:
        match = league.next_evaluation()
        finish(league, journal, match, by_odds(match, 0.5))
        playing = {json.loads(file.read_text() or "null") for file in (folder / "playing").iterdir()}
        for match in league.open_matches():
            if match.id not in playing:
                finish(league, journal, match, Outcome.VOID)
        yield


def act(league: Coordinator, folder: Path, journal: Journal, name: str) -> Iterator[None]:
    """Plays the learners' matches; the one it was in when it was killed first."""
    playing = folder / "playing" / name
    unfinished = json.loads(playing.read_text() or "null") if playing.exists() else None
    for match in [each for each in league.open_matches() if each.id == unfinished]:
        finish(league, journal, match, by_odds(match, 0.6))
    while True:
        for learner in range(3):
            match = league.next_match(learner)
            write(playing, match.id)
            finish(league, journal, match, by_odds(match, 0.6))
            yield


def learn(league: Coordinator, folder: Path, journal: Journal, name: str) -> Iterator[None]:
    """Goes on from its last checkpoint, joins the league as copies, begins anew where the league says so."""
    checkpoint = folder / "learners" / name
    learner = int(name)
    while True:
        steps = (json.loads(checkpoint.read_text())["steps"] if checkpoint.exists() else 0) + STEPS
        write(checkpoint, {"steps": steps, "of": learner})
        if request := league.step(learner, steps):
            taken = league.take_snapshot(request, checkpoint)
            journal.note(snapshot=taken.player.id, sha256=taken.player.sha256)
        yield


WORK = {"coordinator": coordinate, "actor": act, "learner": learn}


def finish(league: Coordinator, journal: Journal, match: Match, outcome: Outcome) -> None:
    league.report(match.id, outcome)
    journal.note(match=match.id)


def write(file: Path, content: object) -> None:
    """Whole or not at all."""
    waiting = file.parent.parent / f"new-{file.name}-{file.parent.name}"
    waiting.write_text(json.dumps(content))
    waiting.replace(file)


def kill_at_random(folder: Path, kills: int, url: str | None = None, seed: int = 0) -> list[str]:
    """Found a league, kill its processes so many times, let it go on; everything that is wrong then."""
    for name in ("journals", "playing", "learners"):
        (folder / name).mkdir(parents=True)
    league = Coordinator(Store(folder, url), small_config())
    league.add_initial("terran", b"initial")
    dice = random.Random(seed)
    running = {(role, name): start(role, folder, name) for role, names in ROLES.items() for name in names}
    try:
        for _ in range(kills):
            who = dice.choice(sorted(running))
            wait_for(folder, *who, running[who])
            time.sleep(dice.uniform(0.0, MOST_LIFE))
            running[who].send_signal(signal.SIGKILL)
            running[who].wait()
            running[who] = start(who[0], folder, who[1])
        for who, process in running.items():
            wait_for(folder, *who, process)
        time.sleep(MOST_LIFE)
        broken = [f"{who} stopped by itself" for who, process in running.items() if process.poll() is not None]
    finally:
        for process in running.values():
            process.kill()
            process.wait()
    league = Coordinator(Store(folder))
    return broken + verify(league) + lost(folder, league)


def lost(folder: Path, league: Coordinator) -> list[str]:
    """What the league acknowledged and does not know any more."""
    tables = contents(league.store)
    known = [{"match": row["id"]} for row in tables["matches"] if row["reported"] is not None]
    known += [{"snapshot": row["player_id"], "sha256": row["sha256"]} for row in tables["snapshots"]]
    lines = {json.dumps(facts) for facts in known}
    problems = []
    for journal in sorted((folder / "journals").iterdir()):
        for line in journal.read_text().splitlines():
            if "begun" not in line and line not in lines:
                problems.append(f"{journal.name}: {line} is lost")
    numbers = sorted(row["reported"] for row in tables["matches"] if row["reported"] is not None)
    if numbers != list(range(league.store.league().reports)):
        problems.append("results are not numbered one by one")
    return problems


def start(role: str, folder: Path, name: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "league.kills", "--role", role, str(folder), name]
    return subprocess.Popen(command, cwd=Path(__file__).parents[1])


def wait_for(folder: Path, role: str, name: str, process: subprocess.Popen[bytes]) -> None:
    """Until the process is at work: killing one that only imports shows nothing."""
    journal, end = folder / "journals" / f"{role}-{name}", time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        if journal.exists() and json.dumps({"begun": process.pid}) in journal.read_text():
            return
        time.sleep(0.02)


def work(role: str, folder: Path, name: str) -> None:
    steps: Callable[..., Iterator[None]] = WORK[role]
    league, journal = Coordinator(Store(folder)), Journal(folder, f"{role}-{name}")
    journal.note(begun=os.getpid())
    for _ in steps(league, folder, journal, name):
        pass


def main(kills: int, folder: Path | None = None, url: str | None = None) -> None:
    folder = folder or Path(tempfile.mkdtemp())
    problems = kill_at_random(folder, kills, url)
    league = Coordinator(Store(folder)).store.league()
    print(
        f"{kills} kills, {league.matches} matches given out, {league.reports} results; wrong: {problems or 'nothing'}"
    )
    sys.exit(bool(problems))


if __name__ == "__main__":
    if sys.argv[1] == "--role":
        work(sys.argv[2], Path(sys.argv[3]), sys.argv[4])
    else:
        main(int(sys.argv[1]), *(Path(word) for word in sys.argv[2:3]), *sys.argv[3:4])
