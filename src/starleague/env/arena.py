"""A batch of games as agents know them: seats that observe and act. Every environment here is made of one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from starleague.engine.layout import Result
from starleague.env.actions import choices_from, decode, land_of
from starleague.env.features import Observer
from starleague.env.limits import RateLimit
from starleague.env.memory import seats
from starleague.env.opponents import COMPUTER, DriverFactory, Opponent, Opponents, driver_factory
from starleague.env.spec import SIZES, Sizes
from starleague.env.z import Z, begin_tracking, follow
from starleague.game.clock import LOOPS_PER_MINUTE
from starleague.game.driver import EngineDriver
from starleague.game.games import Games

Who = str | Opponent | None  # a computer's level, a scripted player, or None: an agent


@dataclass(frozen=True)
class ArenaConfig:
    """How games are set up; the same for all of a batch."""

    map: str = "Basalt Terraces"
    races: tuple[str, str] = ("Terran", "Terran")  # of each game until `Arena.races` says otherwise
    sizes: str | Sizes = "tiny"
    patch: str = "4.10"
    time_limit: int = 30 * LOOPS_PER_MINUTE  # loops; then it is a tie
    rate_limit: bool = True  # 22 non-duplicate actions in 5 seconds
    driver: str | DriverFactory = COMPUTER  # what plays levels

    def __post_init__(self) -> None:
        if isinstance(self.sizes, str) and self.sizes not in SIZES:
            raise ValueError(f"sizes is {self.sizes!r}; choose one of {', '.join(SIZES)} or give a Sizes")
        if self.time_limit < 1:
            raise ValueError(f"time_limit is {self.time_limit} loops; a game needs at least one")


class Arena:
    """Games, their seats, and what connects the two. Seat (g, player) is agent ``2 * g + player - 1``."""

    def __init__(self, n: int, config: ArenaConfig, seed: int = 0):
        self.config = config
        self.games = Games(n, map=config.map, races=config.races, patch=config.patch, seed=seed)
        self.seats = seats(n)
        self.observer = Observer(self.games.table, 2 * n, config.sizes, config.patch)
        self.shapes = self.observer.shapes
        self.land = land_of(self.observer.frame, self.shapes, self.games.map.bases())
        self.limit = RateLimit(2 * n, config.rate_limit)
        self.races = [config.races] * n  # of each game from its next reset on
        self._players: list[list[Who]] = [[None, None] for _ in range(n)]
        self._opponents = Opponents(self.games, EngineDriver(self.games))
        self._results = np.zeros(2 * n, np.int32)

    def __len__(self) -> int:
        return len(self.games)

    @property
    def state(self) -> np.ndarray:
        return self.games.state

    @property
    def loops(self) -> np.ndarray:
        """The loop of every game."""
        return self.state["loop"]

    def seat(self, g: int, player: int, who: Who) -> None:
        """Who plays a seat from the game's next reset on; None: an agent."""
        self._players[g][player - 1] = who

    def is_agent(self, g: int, player: int) -> bool:
        return self._players[g][player - 1] is None

    def reset(self, g: int, seed: int, strategy: Callable[[int], Z | None] = lambda player: None) -> None:
        """Begin game ``g`` anew. ``strategy(player)`` gives the z that a seat is to follow."""
        self.games.reset([g], [seed], [self.races[g]])
        self.seats[g] = np.zeros((), self.seats.dtype)
        begin_tracking(self.observer.tables, self.state, self.seats, g, g + 1)
        self.limit.reset(np.array([2 * g, 2 * g + 1]))
        opponents = self._seated()
        opponents.clear(g)
        for player in (1, 2):
            follow(self.seats[g, player - 1], strategy(player))
            opponents.seat(g, player, self._players[g][player - 1])

    def observe(self, who: np.ndarray) -> dict[str, np.ndarray]:
        """Observations of the seats ``who`` [n, 2] (game, player); views that the next call overwrites."""
        return self.observer.observe(self.state, self.seats, who)

    def act(self, who: np.ndarray, actions: dict[str, np.ndarray]) -> np.ndarray:
        """Do what the seats of the last ``observe`` answer, given in its order; returns their delays [loops]."""
        who = np.ascontiguousarray(who, np.int32)
        rows = choices_from(actions)
        self._check(rows)
        rows = self.limit.allow(2 * who[:, 0] + who[:, 1] - 1, self.loops[who[:, 0]].astype(np.int64), rows)
        observer = self.observer
        decode(
            observer.rules.reshape(-1), observer.tables, self.land, self.state, self.seats, who,
            observer.slots, observer.generations, rows, self._results,
        )
        return rows["delay"]

    def step(self, loops: np.ndarray) -> None:
        """Move game g on by ``loops[g]`` loops, or until it is over."""
        self._seated().step(loops)

    def over(self) -> np.ndarray:
        """bool [games]: decided, or at the time limit."""
        return (self.state["over"] != 0) | self.timed_out()

    def timed_out(self) -> np.ndarray:
        return (self.state["over"] == 0) & (self.loops >= self.config.time_limit)

    def rewards(self, who: np.ndarray) -> np.ndarray:
        """float32: +1 for those who have won, -1 for those who have lost, else 0."""
        results = self.state["players"]["result"][who[:, 0], who[:, 1]]
        return (results == Result.VICTORY).astype(np.float32) - (results == Result.DEFEAT)

    def _seated(self) -> Opponents:
        """Who moves the games on; the computers' driver is looked up when the first computer sits down."""
        needs = any(isinstance(who, str) for players in self._players for who in players)
        if needs and isinstance(self._opponents.driver, EngineDriver):
            self._opponents.driver = driver_factory(self.config.driver)(self.games)
        return self._opponents

    def _check(self, rows: np.ndarray) -> None:
        """Actions come from outside compiled code; a wrong index there would read what is not the agent's."""
        limits = {
            "type": (0, self.shapes.actions), "delay": (1, self.shapes.sizes.max_delay + 1), "queued": (0, 2),
            "repeat": (0, 2), "units": (-1, self.shapes.sizes.max_entities),
            "target_entity": (-1, self.shapes.sizes.max_entities),
            "target_cell": (-1, self.shapes.sizes.target_size**2),
        }
        for key, (low, high) in limits.items():
            values = rows[key]
            if len(rows) and (values.min() < low or values.max() >= high):
                raise ValueError(f"action {key!r} must lie in [{low}, {high}); got {values.min()} to {values.max()}")
