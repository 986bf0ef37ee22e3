"""A teacher beside a student: in whatever state a game is, it says what it would do next.

Recorded games of the teacher alone never show the states that a student's own mistakes lead to, and a student that
has learned nine actions in ten of them by heart is lost after its first mistake. So the student plays, too, and the
teacher says at each of its decisions what it would have done (DAgger: Ross et al. 2011). The teacher is the built-in
computer, which speaks one command at a time here, and sees what came of it before the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from starleague.agent.actor import Actor
from starleague.bots.driver import BotDriver
from starleague.env.action_rows import choices, choices_to
from starleague.env.encoding import encode
from starleague.env.strategies import SHOWN, Strategy, choose
from starleague.env.vector import Turn, VectorEnv
from starleague.env.z import Z, z_of
from starleague.game.clock import LOOPS_PER_MINUTE

PAUSE = 6  # loops after a command: the limit is 22 actions in five seconds, 112 loops
WAIT = 28  # loops where there is nothing to say: less, and half of all that is learned is to wait
AGAIN = 90  # loops before a unit is told the same about the same target: the computer says it until it is done
SOON_AGAIN = 16  # where there is no target: two units may be wanted of one structure
NEAR = 10 * 4096  # [1/4096 cell] who is on his way is not told to go there: the computer shares patches out by worker
NEVER = np.iinfo(np.int32).max
PUPIL = 1  # the player that is watched
TEACHER = "medium:macro"  # one plan is learned sooner than three, and a harder level's armies not in minutes
TAKES_OVER_BY = 10 * LOOPS_PER_MINUTE  # the student begins to play at a time up to this one, in half of its games

Arrays = dict[str, np.ndarray]


@dataclass(frozen=True)
class Pairing:
    """Who plays whom; the first of each is the teacher's."""

    races: tuple[str, str]  # in lower case
    players: tuple[str, str]  # LEVEL:BUILD


@dataclass
class Lesson:
    """One game as it was seen, with what the teacher would have done at each decision."""

    players: tuple[str, str]
    observations: list[Arrays] = field(default_factory=list)
    actions: list[Arrays] = field(default_factory=list)
    result: int = 0  # 1 won, -1 lost
    taken_over: int = NEVER  # [loop] from which the student plays
    strategy: Strategy | None = None  # that the student was to follow; once it is over, that was followed


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
        """Every game as it ends; those that are under way when it is halted are lost."""
        while not halted():
            self._decide(self.turn)
            while self.over:
                yield self.over.pop()

    def _decide(self, turn: Turn) -> None:
        games = turn.agents // 2
        advice = choices_to(self.teacher.advise(turn.agents), self.env.shapes)
        done = {name: values.copy() for name, values in advice.items()}
        if self.student is not None:
            own = self.student.act(turn.observations, games).actions
            loops = self.env.arena.loops[games]
            mine = np.array([loop >= self.lessons[g].taken_over for g, loop in zip(games, loops)])
            for name, values in done.items():
                values[mine] = own[name][mine]
        for row, g in enumerate(games):
            lesson = self.lessons[int(g)]
            lesson.observations.append({name: _small(array[row]) for name, array in turn.observations.items()})
            lesson.actions.append({name: array[row] for name, array in advice.items()})
        self.turn = self.env.step(done)

    def _begin(self, g: int) -> None:
        """A game begins; the one before it, if there was one, is over."""
        if g in self.lessons:
            lesson = self.lessons.pop(g)
            lesson.result = int(self.env.arena.rewards(np.array([[g, PUPIL]]))[0])
            if self.student is None:
                self._look_back(g, lesson)
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


class Teacher:
    """The built-in computer in the pupil's seat of every game, asked instead of playing."""

    def __init__(self, env: VectorEnv):
        arena = env.arena
        self.env, self.arena = env, arena
        self.driver = BotDriver(arena.games)
        self.expected: dict[int, str] = {}  # in games that have not begun
        self.told: list[dict[int, tuple]] = [{} for _ in range(len(arena))]  # unit → (command, loop) advised last

    def begin(self, g: int, who: str) -> None:
        """A new game is about to begin, in which it is to play as ``who``, "medium:macro"."""
        self.expected[g] = who

    def _sit(self, games: Sequence[int]) -> None:
        """Sit down where a game has begun: only now is its race known."""
        for g in self.expected.keys() & set(games):
            level, _, build = self.expected.pop(g).partition(":")
            self.driver.seat(g, PUPIL, level, build or "macro")
            self.told[g] = {}

    def advise(self, agents: np.ndarray) -> np.ndarray:
        """CHOICE rows: what it would do now in the games of these agents, in the order of the last observation."""
        state, games = self.arena.state, agents // 2
        self._sit(games.tolist())
        bots = self.driver.bots[:, PUPIL]
        bots["next"] = NEVER
        bots["next"][games] = 0
        commands, units = state["n_commands"].copy(), state["n_command_units"].copy()
        self.driver.decide(np.ones(len(state), np.int32))
        rows = choices(len(agents))
        for row, g in enumerate(games):
            self._first(int(g), row, range(commands[g], state["n_commands"][g]), rows[row : row + 1])
        state["n_commands"], state["n_command_units"] = commands, units
        return rows

    def _first(self, g: int, row: int, said: range, choice: np.ndarray) -> None:
        """The command of game ``g`` that is new, that an agent can say, and that most units are told; else to wait.

        By that order rather than the computer's: a student that leaves much undone would hear of nothing but workers
        and barracks, which the computer thinks of first, and never that it is time to attack.
        """
        game, now = self.arena.games[g], int(self.arena.loops[g])
        wanted: dict[tuple[int, ...], list[int]] = {}
        first: dict[tuple[int, ...], int] = {}
        for k in said:
            what, units = _told(game, k)
            wanted.setdefault(what, []).extend(units)
            first.setdefault(what, k)
        new = {
            what: [unit for unit in units if self._new(g, game, now, what, unit)] for what, units in wanted.items()
        }
        for what, units in sorted(new.items(), key=lambda command: -len(command[1])):
            if units and self._encode(g, row, game, first[what], units, choice):
                self.told[g].update(dict.fromkeys(units[: self.env.shapes.sizes.max_selected], (what, now)))
                choice["delay"] = PAUSE
                return
        choice[:] = choices(1)
        choice["delay"] = WAIT

    def _new(self, g: int, game: np.record, now: int, what: tuple[int, ...], unit: int) -> bool:
        """Whether a unit was not told so just now, and is not about to do as good as that."""
        before, then = self.told[g].get(unit, (None, NEVER))
        if what == before and now - then < (AGAIN if _aims(what) else SOON_AGAIN):
            return False
        if not _aims(what) or not game.units[unit].n_orders:
            return True
        order = game.units[unit].orders[0]
        doing = tuple(int(order[name]) for name in ("ability", "target", "x", "y"))
        if doing[0] != what[0] or game.units[doing[1]].owner != game.units[what[1]].owner:
            return True
        (x, y), (to_x, to_y) = _place(game, doing), _place(game, what)
        return max(abs(x - to_x), abs(y - to_y)) > NEAR

    def _encode(self, g: int, row: int, game: np.record, k: int, units: list[int], choice: np.ndarray) -> bool:
        arena, said = self.arena, np.zeros(1, np.int32)
        encode(
            arena.observer.rules.reshape(-1), arena.observer.tables, arena.land, arena.state, arena.seats,
            np.array([(g, PUPIL)], np.int32), arena.observer.slots[row : row + 1],
            game.commands[k : k + 1], np.array(units, np.int16), choice, said,
        )
        return bool(said[0])


def _told(game: np.record, k: int) -> tuple[tuple[int, ...], list[int]]:
    """What command ``k`` says (ability, target, x, y), and to whom."""
    command = game.commands[k]
    first = int(command["first"])
    what = tuple(int(command[name]) for name in ("ability", "target", "x", "y"))
    return what, game.command_units[first : first + int(command["count"])].tolist()


def _place(game: np.record, what: tuple[int, ...]) -> tuple[int, int]:
    """Where a command or an order leads."""
    _, target, x, y = what
    return (int(game.units[target].x), int(game.units[target].y)) if target else (x, y)


def _aims(what: tuple[int, ...]) -> bool:
    return any(what[1:])


def _small(array: np.ndarray) -> np.ndarray:
    """A copy; large arrays as the data set keeps them."""
    return array.astype(np.float16) if array.dtype == np.float32 and array.size > 4096 else array.copy()
