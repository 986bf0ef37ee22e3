"""A replay as a driver: it moves its game on and does on the way what was done then."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from starleague.game.frames import ReplayError
from starleague.game.games import Games
from starleague.game.inbox import post
from starleague.game.maps import Map
from starleague.game.recorder import HASH_EVERY
from starleague.game.replay_checks import check_intervention

if TYPE_CHECKING:
    from starleague.game.replay import Replay


@dataclass(frozen=True)
class Mark:
    """A moment of a replay to come back to."""

    game: bytes  # compressed snapshot
    command: int
    intervention: int


class Playback:
    """Plays a replay again; a ``game.driver.Driver`` without computers, whose commands the replay holds too.

    ReplayError names the first loop whose hash differs; ``check`` false neither compares nor refuses.
    """

    def __init__(self, replay: Replay, check: bool = True, game_map: Map | None = None):
        self.replay, self.check = replay, check
        self.games: Games = replay.games(check, game_map)
        self._command = self._intervention = 0  # the next to be done

    @property
    def last(self) -> int:
        """How far the replay goes; more, when it grows."""
        return self.replay.last_loop

    @property
    def loop(self) -> int:
        return int(self.games[0].loop)

    @property
    def finished(self) -> bool:
        return self.loop >= self.last or bool(self.games[0].over)

    def seat(self, g: int, player: int, difficulty: str, build: str = "macro") -> None:
        pass

    def clear(self, g: int) -> None:
        pass

    def step(self, loops: int | np.ndarray = 1) -> None:
        """Move on by so many loops, or to the end."""
        until = min(self.last, self.loop + int(np.max(loops)))
        while self.loop < until and not self.games[0].over:
            self._do_what_is_due()
            stops = [until, (self.loop // HASH_EVERY + 1) * HASH_EVERY]
            stops += [row[0] - 1 for row in self.replay.commands[self._command : self._command + 1]]
            stops += [row[0] for row in self.replay.interventions[self._intervention : self._intervention + 1]]
            self.games.step(min(stop for stop in stops if stop > self.loop) - self.loop)
            self._verify()
        if self.loop >= self.last:
            self._do_what_is_due()  # a surrender after the last loop

    def mark(self) -> Mark:
        """This moment, for ``rewind``."""
        return Mark(zlib.compress(self.games.snapshot(0), 1), self._command, self._intervention)

    def rewind(self, mark: Mark) -> None:
        """Go to a moment, earlier or later."""
        self.games.restore(0, zlib.decompress(mark.game))
        self._command, self._intervention = mark.command, mark.intervention

    def _do_what_is_due(self) -> None:
        rows = self.replay.interventions
        while self._intervention < len(rows) and rows[self._intervention][0] <= self.loop:
            _, what, arguments = rows[self._intervention]
            self._intervention += 1
            check_intervention(what, arguments, self.replay.where)
            getattr(self.games, what)(0, *arguments)
        rows = self.replay.commands
        while self._command < len(rows) and rows[self._command][0] <= self.loop + 1 <= self.last:
            post(self.games[0], self.replay.command(self.games, rows[self._command]))
            self._command += 1

    def _verify(self) -> None:
        said = self.replay.hashes.get(self.loop)
        if self.check and said is not None and f"{self.games.hash(0):016x}" != said:
            raise ReplayError(
                f"{self.replay.where}: the game differs from the recorded one at loop {self.loop}, and was the same at "
                f"loop {self.loop - HASH_EVERY}: recorded with another engine "
                f"(starleague {self.replay.header['starleague']})"
            )
