"""Games between two players named in words, some at once."""

from __future__ import annotations

import math
import time
from pathlib import Path

import numpy as np

from starleague.agent.checkpoints import load_policy
from starleague.bots.driver import BotDriver
from starleague.catalog.loader import DEFAULT_PATCH
from starleague.engine.layout import Result
from starleague.env.limits import Pace
from starleague.game.games import Games
from starleague.game.replay import Recorder
from starleague.run.agents import Seats, find_checkpoint
from starleague.run.contestants import Contestant

MAP = "Basalt Terraces"


def play(
    player: str, opponent: str, games: int, seed: int, map_name: str | None, limit: int, until: float = math.inf,
    patch: str = DEFAULT_PATCH,
) -> tuple[list[float], Pace]:
    """1 won, 0 drawn, -1 lost for ``player``, and its pace. Its seat, 1 or 2, alternates. Games that are not over by
    ``until`` (of ``time.time()``) are left out."""
    races = (Contestant.parse(player).race, Contestant.parse(opponent).race)
    batch = Games(games, map=map_name or MAP, races=races, seed=seed, threads=1, patch=patch)
    seated = range(1, games, 2)  # where the player has the second seat
    batch.reset(seated, [batch.seeds[g] for g in seated], [races[::-1]] * len(seated))
    table = Table(batch, player, opponent, seed)
    return table.finish(limit, until), table.pace


def play_recorded(
    player: str, opponent: str, games: int, seed: int, map_name: str | None, limit: int, folder: Path,
    patch: str = DEFAULT_PATCH,
) -> list[float]:
    """As ``play``, one after the other, each with a replay file in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    results = []
    races = (Contestant.parse(player).race, Contestant.parse(opponent).race)
    for k in range(games):
        seat = 1 + k % 2
        batch = Games(1, map=map_name or MAP, races=races[:: 3 - 2 * seat], seed=seed + k, threads=1, patch=patch)
        with Recorder(batch, folder / f"game-{seed + k}.slreplay"):
            results += Table(batch, player, opponent, seed + k, seats=[seat]).finish(limit)
    return results


class Table:
    """Two players at a batch of games; ``seats`` are the first one's, 1 and 2 in turn by default."""

    def __init__(self, games: Games, player: str, opponent: str, seed: int, seats: list[int] | None = None):
        self.games = games
        self.driver = BotDriver(games)
        self.home = seats or [1 + g % 2 for g in range(len(games))]
        self.agents: list[Seats] = []
        self._sit(player, [(g, self.home[g]) for g in range(len(games))], seed)
        self.player = self.agents[0] if self.agents else None
        self._sit(opponent, [(g, 3 - self.home[g]) for g in range(len(games))], seed + 1)

    @property
    def pace(self) -> Pace:
        """The player's, of nothing where the built-in computer plays."""
        return self.player.pace() if self.player else Pace()

    def finish(self, limit: int, until: float = math.inf) -> list[float]:
        """Play to the end, or to the limit [loops]; the player's results in the games that came to it in time."""
        games = self.games
        while (playing := ~games.over & (games.state["loop"] < limit)).any() and time.time() < until:
            self.driver.step(np.where(playing, self._until_due(limit), 0))
        mine = np.array([games.results[g, seat - 1] for g, seat in enumerate(self.home)])[~playing]
        return [float(r) for r in (mine == Result.VICTORY).astype(int) - (mine == Result.DEFEAT)]

    def _until_due(self, limit: int) -> np.ndarray:
        """Let agents decide; loops that each game may go on until one of its agents is due."""
        now = self.games.state["loop"].astype(np.int64)
        until = np.minimum(now + 200, limit)
        for agent in self.agents:
            agent.act()
            np.minimum.at(until, agent.who[:, 0], agent.due)
        return np.maximum(until - now, 1)

    def _sit(self, player: str, who: list[tuple[int, int]], seed: int) -> None:
        if player.startswith("builtin:"):
            computer = Contestant.parse(player)
            for g, seat in who:
                self.driver.seat(g, seat, computer.level, computer.build)
        else:
            self.agents.append(Seats(self.games, load_policy(find_checkpoint(player)), who, seed))
