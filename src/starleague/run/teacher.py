"""The built-in computer as a teacher: it speaks one command at a time, and sees what came of it before the next.

What a computer says in one breath, to one unit after the other, would take an agent all its actions, and most of it
for one recruit. So who is told the same is told at once; who marches is told with all who go there; and until those
who are to join an army are worth a word, nobody is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np

from starleague.bots.driver import BotDriver
from starleague.bots.marching import ASTRAY
from starleague.catalog.vocabulary import Flag
from starleague.env.action_rows import choices
from starleague.env.encoding import encode
from starleague.env.vector import VectorEnv
from starleague.run.crews import crew

PAUSE = 6  # loops after a command: the limit is 22 actions in five seconds, 112 loops
WAIT = 28  # loops where there is nothing to say: less, and half of all that is learned is to wait
AGAIN = 90  # loops before a unit is told the same about the same target: the computer says it until it is done
OFTEN = 8  # what was advised so often in vain lets other advice go before it: who cannot do one thing learns the others
SOON_AGAIN = 16  # where there is no target: two units may be wanted of one structure
NEAR = 10 * 4096  # [1/4096 cell] who is on his way is not told to go there: the computer shares patches out by worker
JOIN = 4  # those who march are told again when so large a part of them, a fourth, is not on its way
UNSAID = ("CreepTumorBuild,Build1", "QueenBuild,Build1")  # wanted all the time, and not what wins
NEVER = np.iinfo(np.int32).max
PUPIL = 1  # the player that is watched
TEACHER = "hard:mass"  # one plan is learned sooner than three, and one kind of soldier sooner than an army of many

Saying = tuple[tuple[int, ...], list[int], np.ndarray]  # the command, who is told, the CHOICE row


class Teacher:
    """The built-in computer in the pupil's seat of every game, asked instead of playing."""

    def __init__(self, env: VectorEnv):
        arena = env.arena
        self.env, self.arena = env, arena
        self.driver = BotDriver(arena.games)
        self.expected: dict[int, str] = {}  # in games that have not begun
        self.rules = rules = arena.observer.rules.reshape(-1)[0]
        kinds = rules["unit_types"]
        self.move, self.attack, self.gather = (kinds[f"{what}_ability"] for what in ("move", "attack", "gather"))
        self.soldiers = (kinds["flags"] & int(Flag.ARMY) != 0) & (kinds["speed"] > 0) & (kinds["attack_ability"] != 0)
        self.energy = rules["abilities"]["energy"]
        self.unsaid = {arena.games.names.abilities[name] for name in UNSAID}
        self.told: list[dict[int, tuple]] = [{} for _ in range(len(arena))]  # unit → (command, loop) advised last
        self.asked: list[list[int]] = [[] for _ in range(len(arena))]  # whom the last advice was for
        self.advised = [0] * len(arena)  # the ability
        self.in_vain: list[Counter[int]] = [Counter() for _ in range(len(arena))]  # ability → advised, not done

    def begin(self, g: int, who: str) -> None:
        """A new game is about to begin, in which it is to play as ``who``, "medium:macro"."""
        self.expected[g] = who

    def _sit(self, games: Sequence[int]) -> None:
        """Sit down where a game has begun: only now is its race known."""
        for g in self.expected.keys() & set(games):
            level, _, build = self.expected.pop(g).partition(":")
            self.driver.seat(g, PUPIL, level, build or "macro")
            self.driver.bots[g, PUPIL]["teaches"] = True
            self.told[g], self.in_vain[g], self.asked[g] = {}, Counter(), []

    def advise(self, agents: np.ndarray, about_to: np.ndarray | None = None) -> np.ndarray:
        """CHOICE rows: what it would do now in the games of these agents, in the order of the last observation.

        about_to: the action type that each student is about to do, nil for none. Where the teacher wants that, too, it
        says so rather than what it would do first: of several things that are wanted none is wrong.
        """
        state, games = self.arena.state, agents // 2
        self._sit(games.tolist())
        bots = self.driver.bots[:, PUPIL]
        bots["next"] = NEVER
        bots["next"][games] = 0
        commands, units = state["n_commands"].copy(), state["n_command_units"].copy()
        self.driver.decide(np.ones(len(state), np.int32))
        rows = choices(len(agents))
        for row, g in enumerate(games):
            said = range(commands[g], state["n_commands"][g])
            self._advice(int(g), row, said, rows[row : row + 1], 0 if about_to is None else int(about_to[row]))
        state["n_commands"], state["n_command_units"] = commands, units
        return rows

    def unheeded(self, games: Sequence[int]) -> None:
        """What was done in these games is of another kind than the last advice, which is then as good as not given."""
        for g in games:
            if self.asked[g]:
                self.in_vain[g][self.advised[g]] += 1
            for unit in self.asked[g]:
                self.told[g].pop(unit, None)
            self.asked[g] = []

    def _advice(self, g: int, row: int, said: range, choice: np.ndarray, about_to: int) -> None:
        """What is said of a game's new commands: what the student is about to do, else the first; else to wait."""
        if self.asked[g]:  # it was heeded
            self.in_vain[g].pop(self.advised[g], None)
        self.asked[g] = []
        sayable = self._sayable(g, row, said, choice.copy())
        first = next(sayable, None)
        if first is None:
            choice[:] = choices(1)
            choice["delay"] = WAIT
            return
        alike = (each for each in chain([first], sayable) if each[2]["type"] == about_to)
        what, units, choice[:] = next(alike, first) if about_to else first
        choice["delay"] = PAUSE
        self.asked[g], self.advised[g] = units[: self.env.shapes.sizes.max_selected], what[0]
        self.told[g].update(dict.fromkeys(self.asked[g], (what, int(self.arena.loops[g]))))
        self._be_patient(g, self.arena.games[g], what, units)

    def _sayable(self, g: int, row: int, said: range, choice: np.ndarray) -> Iterator[Saying]:
        """Commands of game ``g`` that are new and that an agent can say, an army's before the others.

        By that order rather than the computer's: a student that leaves much undone would hear of nothing but workers
        and barracks, which the computer thinks of first, and never that it is time to attack. What was often said in
        vain waits for what was not.
        """
        game, now = self.arena.games[g], int(self.arena.loops[g])
        wanted: dict[tuple[int, ...], tuple[int, list[int]]] = {}  # first command that says so, and to whom it is new
        for k in said:
            what, units = self._told(g, game, k)
            if what[0] in self.unsaid or self._walks(game, what, units):
                continue
            new = wanted.setdefault(what, (k, []))[1]
            new += [unit for unit in units if self._new(g, game, now, what, unit)]
        vain = self.in_vain[g]
        news = [(what, k, new) for what, (k, new) in wanted.items() if new]
        for what, k, new in sorted(news, key=lambda n: (vain[n[0][0]] // OFTEN, -self._weight(game, n[2]))):
            units = self._together(game, what, new)
            if units and self._encode(g, row, game, k, what, units, choice):
                yield what, units, choice.copy()

    def _be_patient(self, g: int, game: np.record, what: tuple[int, ...], units: list[int]) -> None:
        """An attack that sets out only now has not yet found nobody, after which the computer looks everywhere."""
        bot = self.driver.bots[g, PUPIL]
        attacks = what[0] == self.attack[game.units[units[0]].type] and not what[1]
        middle = tuple(int(game.units[axis][units].mean()) for axis in ("x", "y"))
        at_home = _near(middle, (int(bot["rally_x"]), int(bot["rally_y"])), ASTRAY)
        if attacks and at_home and not bot["hunting"] and self._marches(game, units):
            bot["damage_at"] = self.arena.loops[g]

    def _weight(self, game: np.record, units: list[int]) -> int:
        """How much a command counts: as many soldiers as it is new to. What is to be made comes in the computer's
        order, or the many barracks would spend what it saves for a single laboratory."""
        return len(units) if self._marches(game, units) else min(1, len(units))

    def _marches(self, game: np.record, units: list[int]) -> bool:
        return bool(self.soldiers[game.units["type"][units]].all())

    def _walks(self, game: np.record, what: tuple[int, ...], units: list[int]) -> bool:
        """Whether it is a walk of who does not fight: scouts and builders on their way would be told for minutes, and a
        student that cannot tell who has been where would learn to wait."""
        kinds = game.units["type"][units]
        return not what[1] and not self.soldiers[kinds].any() and bool((self.move[kinds] == what[0]).all())

    def _together(self, game: np.record, what: tuple[int, ...], new: list[int]) -> list[int]:
        """Those to whom a command is new, and all who are told with them; none where it is not yet worth a word."""
        if what[1] and what[0] == self.gather[game.units[new[0]].type]:
            return crew(self.rules, game, new, what[1])
        there, coming = self._company(game, what, new)
        return new + coming if len(there) + len(coming) <= (JOIN - 1) * len(new) else []

    def _company(self, game: np.record, what: tuple[int, ...], units: list[int]) -> tuple[list[int], list[int]]:
        """Where soldiers march: the others that are there already, and those on the same way.

        Only the latter are told, too: an army that hears where it stands would learn to stand there for good.
        """
        ability, target, x, y = what
        if target or not self._marches(game, units):
            return [], []
        order = game.units["orders"][:, 0]
        stands = game.units["n_orders"] == 0
        heads = (order["ability"] == ability) & (order["target"] == 0)
        away_x = np.where(stands, game.units["x"], order["x"]) - np.int64(x)
        away_y = np.where(stands, game.units["y"], order["y"]) - np.int64(y)
        near = np.maximum(abs(away_x), abs(away_y)) <= NEAR
        others = near & _own(game) & (game.units["inside"] == 0) & self.soldiers[game.units["type"]]
        others[units] = False
        return np.flatnonzero(others & stands).tolist(), np.flatnonzero(others & heads & ~stands).tolist()

    def _new(self, g: int, game: np.record, now: int, what: tuple[int, ...], unit: int) -> bool:
        """Whether a unit was not told so just now, and is not about to do as good as that."""
        before, then = self.told[g].get(unit, (None, NEVER))
        if what == before and now - then < (AGAIN if _aims(what) else SOON_AGAIN):
            return False
        if not _aims(what):
            return True
        if not game.units[unit].n_orders:
            stays = not what[1] and what[0] == self.move[game.units[unit].type]
            return not stays or not _near(_place(game, (0, unit, 0, 0)), what[2:])
        order = game.units[unit].orders[0]
        if self.energy[order["ability"]] and what[0] != order["ability"]:
            return False  # who is about to cast is left to it
        doing = tuple(int(order[name]) for name in ("ability", "target", "x", "y"))
        if doing[0] != what[0] or game.units[doing[1]].owner != game.units[what[1]].owner:
            return True
        return not _near(_place(game, doing), _place(game, what))

    def _told(self, g: int, game: np.record, k: int) -> tuple[tuple[int, ...], list[int]]:
        """What command ``k`` says (ability, target, x, y), and to whom.

        Who is to gather, where he is to or where one of his is, is told to move: then an attack is an attack, and a
        student has a word for each.
        """
        command, bot = game.commands[k], self.driver.bots[g, PUPIL]
        first = int(command["first"])
        units = game.command_units[first : first + int(command["count"])].tolist()
        ability, target, x, y = (int(command[name]) for name in ("ability", "target", "x", "y"))
        kind = int(game.units[units[0]].type)
        if ability == self.attack[kind] and not target:
            gathers = (x, y) == (int(bot["rally_x"]), int(bot["rally_y"]))
            if gathers or (_own(game) & (game.units["x"] == x) & (game.units["y"] == y)).any():
                ability = int(self.move[kind])
        return (ability, target, x, y), units

    def _encode(
        self, g: int, row: int, game: np.record, k: int, what: tuple[int, ...], units: list[int], choice: np.ndarray
    ) -> bool:
        arena, said, command = self.arena, np.zeros(1, np.int32), game.commands[k : k + 1].copy()
        command["ability"] = what[0]
        encode(
            arena.observer.rules.reshape(-1), arena.observer.tables, arena.land, arena.state, arena.seats,
            np.array([(g, PUPIL)], np.int32), arena.observer.slots[row : row + 1],
            command, np.array(units, np.int16), choice, said,
        )
        return bool(said[0])


def _own(game: np.record) -> np.ndarray:
    """bool by slot: the pupil's living units."""
    return game.units["alive"].astype(bool) & (game.units["owner"] == PUPIL)


def _place(game: np.record, what: tuple[int, ...]) -> tuple[int, int]:
    """Where a command or an order leads."""
    _, target, x, y = what
    return (int(game.units[target].x), int(game.units[target].y)) if target else (x, y)


def _near(one: tuple[int, ...], other: tuple[int, ...], by: int = NEAR) -> bool:
    return max(abs(one[0] - other[0]), abs(one[1] - other[1])) <= by


def _aims(what: tuple[int, ...]) -> bool:
    return any(what[1:])
