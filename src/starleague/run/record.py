"""Lessons of the built-in computer, as a data set for supervised learning; every core records."""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from starleague.bots.plans import builds, levels
from starleague.env.spec import Shapes, shapes
from starleague.env.strategies import Strategy
from starleague.learn.data import DatasetWriter, Game
from starleague.run.agents import RACES
from starleague.run.teacher import TEACHER
from starleague.run.teaching import Pairing

Report = Callable[[int, int], None]  # games, steps so far
LIBRARY = 64  # strategies that an agent carries along
WEAKEST = "easy"  # level that the teacher meets, and on up to its own: who is crushed hears of defence alone
GAMES = 6  # that a worker plays at once


def pairings(race: str, teacher: str = TEACHER) -> list[Pairing]:
    """Whom the teacher of a race plays in turn: rivals of every build and race, of levels up to its own."""
    level, _, build = teacher.partition(":")
    if level not in levels()[levels().index(WEAKEST) :]:
        raise ValueError(f"no teacher {teacher!r}: it is LEVEL:BUILD, hard:mass, from the level {WEAKEST} on")
    known = builds(race.title(), level, taught=True)
    if build not in known:
        raise ValueError(f"no teacher {teacher!r}: {level} teaches {', '.join(known)} to {race}")
    rivals = levels()[levels().index(WEAKEST) : levels().index(level) + 1]
    played = dict.fromkeys(build for rival in RACES for build in builds(rival.title(), level))
    return [
        Pairing((race, rival), (teacher, f"{level}:{build}"))
        for build in played for level in reversed(rivals) for rival in RACES if build in builds(rival.title(), level)
    ]


def winning_strategies(games: Sequence[Game], shapes: Shapes) -> tuple[Strategy, ...]:
    """What the teacher built where it won, of at most so many games."""
    told = [game.metadata for game in games if "strategy" in game.metadata]
    won = [facts["strategy"] for facts in told if facts["result"] == 1]
    return tuple(Strategy.read(written, shapes) for written in won[:LIBRARY])


class Recording:
    """Workers that write lessons into a folder until they are stopped."""

    def __init__(
        self, folder: Path, race: str, size: str, workers: int, seed: int, teacher: str = TEACHER,
        student: Path | None = None,
    ):
        """race: the teacher's; student: a checkpoint, read again whenever it changes, that plays in its place."""
        context = multiprocessing.get_context("spawn")
        self.counts, self.halt = context.Queue(), context.Event()
        self.games = self.steps = 0
        self.processes = [
            context.Process(
                target=_record, daemon=True,
                args=(folder, race, size, seed * 1000 + k, teacher, student, self.counts, self.halt),
            )
            for k in range(workers)
        ]

    def __enter__(self) -> Recording:
        for process in self.processes:
            process.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.halt.set()
        for process in self.processes:
            process.join(60)

    def count(self) -> tuple[int, int]:
        """Games and steps so far; RuntimeError where a worker has failed."""
        while not self.counts.empty():
            self.games, self.steps = self.games + 1, self.steps + self.counts.get()
        if any(process.exitcode for process in self.processes):
            raise RuntimeError("a worker that records games has failed; what it recorded is kept, run it again")
        return self.games, self.steps


def record(
    folder: Path, race: str, size: str, seconds: float, workers: int, seed: int, report: Report,
    teacher: str = TEACHER,
) -> tuple[int, int]:
    """Record the teacher's games for so long; returns how many games and steps there are. Ctrl-C keeps what is
    complete."""
    end = time.monotonic() + seconds
    with Recording(folder, race, size, workers, seed, teacher) as recording:
        while time.monotonic() < end:
            report(*recording.count())
            time.sleep(0.3)
    return recording.count()


def _record(
    folder: Path, race: str, size: str, seed: int, teacher: str, student: Path | None, counts, halt
) -> None:
    """One worker."""
    import torch

    from starleague.run.teaching import Classroom

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process decides
    torch.set_num_threads(1)
    parent = multiprocessing.parent_process()
    assert parent is not None, "a worker is a process of its own"
    pupil = Student(student, seed) if student else None
    room = Classroom(pairings(race, teacher), GAMES, size, seed, pupil.actor if pupil else None)
    with DatasetWriter(folder, shapes(size), shard_steps=4096) as writer:
        for lesson in room.lessons_until(lambda: halt.is_set() or not parent.is_alive()):
            facts = {"result": lesson.result, "players": lesson.players, "taken_over": lesson.taken_over}
            if lesson.strategy and not pupil:
                facts["strategy"] = lesson.strategy.written(room.env.shapes)
            with writer.game(**facts) as append:
                for observation, action in zip(lesson.observations, lesson.actions):
                    append(observation, action)
            counts.put(len(lesson.actions))
            if pupil:
                pupil.refresh()


class Student:
    """An agent that is still being taught, as its checkpoint has it."""

    def __init__(self, file: Path, seed: int):
        from starleague.agent.actor import Actor
        from starleague.agent.checkpoints import load_policy

        self.file, self.read = file, file.stat().st_mtime_ns
        self.actor = Actor(load_policy(file), GAMES, seed)

    def refresh(self) -> None:
        """Read the checkpoint again if it has changed."""
        from starleague.agent.checkpoints import load_policy

        changed = self.file.stat().st_mtime_ns
        if changed != self.read:
            self.read = changed
            now = load_policy(self.file)
            self.actor.policy.load_state_dict(now.state_dict())
            self.actor.policy.strategies = now.strategies
