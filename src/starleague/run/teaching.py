"""A teacher beside a student: in whatever state a game is, it says what it would do next.

Recorded games of the teacher alone never show the states that a student's own mistakes lead to, and a student that
has learned nine actions in ten of them by heart is lost after its first mistake. So the student plays, too, and the
teacher says at each of its decisions what it would have done (DAgger: Ross et al. 2011). A student's game is handed on
in parts, since what it does now is what it is to be told about, not what it did ten minutes ago.

Now and then the teacher plays for a minute. A student that spends what its teacher would save is never told what that
was for; so it sees how what it missed is made good.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from starleague.agent.actor import Actor
from starleague.env.action_rows import choices_to
from starleague.env.strategies import SHOWN, Strategy, choose
from starleague.env.vector import Turn, VectorEnv
from starleague.env.z import Z, z_of
from starleague.game.clock import LOOPS_PER_MINUTE
from starleague.run.teacher import NEVER, PUPIL, Teacher

PART = 256  # decisions of a student's game that are handed on at once
TAKES_OVER_BY = 10 * LOOPS_PER_MINUTE  # the student begins to play at a time up to this one, in half of its games
HELPED = 0.25  # of the minutes after that, in which the teacher plays
LONGEST = 60  # minutes of a game that are told apart so

Arrays = dict[str, np.ndarray]


@dataclass(frozen=True)
class Pairing:
    """Who plays whom; the first of each is the teacher's."""

    races: tuple[str, str]  # in lower case
    players: tuple[str, str]  # LEVEL:BUILD


@dataclass
class Lesson:
    """One game, or a part of a student's, as it was seen, with what the teacher would have done at each decision."""

    players: tuple[str, str]
    observations: list[Arrays] = field(default_factory=list)
    actions: list[Arrays] = field(default_factory=list)
    result: int = 0  # 1 won, -1 lost; 0 where that is not known yet, too
    taken_over: int = NEVER  # [loop] from which the student plays
    helped: np.ndarray = field(default_factory=lambda: np.zeros(LONGEST, bool))  # by minute: the teacher plays
    strategy: Strategy | None = None  # that the student was to follow; once it is over, that was followed

    def is_students(self, loop: int) -> bool:
        return loop >= self.taken_over and not self.helped[loop // LOOPS_PER_MINUTE % LONGEST]


class Classroom:
    """Games at which a teacher sits, played by it alone or, where there is one, by a student."""

    def __init__(
        self, pairings: Sequence[Pairing], games: int, size: str, seed: int, student: Actor | None = None
    ):
        self.pairings, self.student, self.number = pairings, student, seed
        self.random = np.random.default_rng(seed)
        self.lessons: dict[int, Lesson] = {}
        self.over: list[Lesson] = []
        self.env = VectorEnv(games, strategy=self._strategy, before_game=self._begin, sizes=size)
        self.teacher = Teacher(self.env)
        self.turn = self.env.reset(seed)

    def lessons_until(self, halted: Callable[[], bool]) -> Iterator[Lesson]:
        """Every game as it ends, and a student's in parts; what is not handed on when it is halted is lost."""
        while not halted():
            self._decide(self.turn)
            while self.over:
                yield self.over.pop()

    def _decide(self, turn: Turn) -> None:
        games = turn.agents // 2
        if self.student is None:
            advice = done = choices_to(self.teacher.advise(turn.agents), self.env.shapes)
        else:
            own = self.student.act(turn.observations, games).actions
            loops = self.env.arena.loops[games]
            plays = np.array([self.lessons[g].is_students(loop) for g, loop in zip(games, loops)])
            advice = choices_to(self.teacher.advise(turn.agents, np.where(plays, own["type"], 0)), self.env.shapes)
            done = {name: values.copy() for name, values in advice.items()}
            for name, values in done.items():
                values[plays] = own[name][plays]
            self.teacher.unheeded(games[done["type"] != advice["type"]].tolist())
        for row, g in enumerate(games):
            lesson = self.lessons[int(g)]
            lesson.observations.append({name: _small(array[row]) for name, array in turn.observations.items()})
            lesson.actions.append({name: array[row] for name, array in advice.items()})
            if self.student is not None and len(lesson.actions) == PART:
                self.over.append(lesson)
                self.lessons[int(g)] = replace(lesson, observations=[], actions=[])
        self.turn = self.env.step(done)

    def _begin(self, g: int) -> None:
        """A game begins; the one before it, if there was one, is over."""
        if g in self.lessons:
            lesson = self.lessons.pop(g)
            lesson.result = int(self.env.arena.rewards(np.array([[g, PUPIL]]))[0])
            if self.student is None:
                self._look_back(g, lesson)
            if lesson.actions:
                self.over.append(lesson)
        pairing = self.pairings[self.number % len(self.pairings)]
        players = pairing.players
        self.number += 1
        self.env.seat(g, 3 - PUPIL, players[1])
        self.env.arena.races[g] = (pairing.races[0].title(), pairing.races[1].title())
        lesson = self.lessons[g] = Lesson(players)
        if self.student is not None:
            self.student.begin(np.array([g]))
            known = [each for each in self.student.policy.strategies if each.plan == players[0]]
            lesson.strategy = choose(known, self.random)
            lesson.taken_over = int(self.random.integers(2) * self.random.integers(TAKES_OVER_BY))
            lesson.helped = self.random.random(LONGEST) < HELPED
        self.teacher.begin(g, players[0])

    def _strategy(self, g: int, player: int) -> Z | None:
        strategy = self.lessons[g].strategy if player == PUPIL else None
        return strategy.z if strategy else None

    def _look_back(self, g: int, lesson: Lesson) -> None:
        """What the teacher has built by the end is what it set out to build, and what it saw is made to say so."""
        z = z_of(self.env.arena.seats[g, PUPIL - 1], self.env.shapes.items)
        lesson.strategy = Strategy(z, lesson.players[0])
        if self.random.random() < SHOWN:
            for observation in lesson.observations:
                observation["z_build"][:], observation["z_counts"][:] = z.build, z.counts


def _small(array: np.ndarray) -> np.ndarray:
    """A copy; large arrays as the data set keeps them."""
    return array.astype(np.float16) if array.dtype == np.float32 and array.size > 4096 else array.copy()
