"""A game that is still being played elsewhere, followed in its replay while that is written."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from starleague.game.driver import Driver
from starleague.game.games import Games
from starleague.ui.page.guest import Guest
from starleague.ui.page.stage import Told
from starleague.ui.page.theatre import ReplayRoom

BEHIND = 448  # loops before what is known at which watching begins
SILENT = 90.0  # [s] without a word after which whoever wrote it has gone
LOOK_EVERY = 0.5  # [s]


class LiveRoom(ReplayRoom):
    """Plays on as far as is known, then waits for more."""

    def __init__(self, file: Path, title: str, home: int | None = None):
        self.file, self.home = file, home  # home: the learner, whose next game may be asked for
        self._looked = 0.0
        super().__init__(file, title)

    @property
    def finished(self) -> bool:
        return self.driver.finished and not self.goes_on

    @property
    def goes_on(self) -> bool:
        """Whether more is to come."""
        if self.replay.end is not None:
            return False
        try:
            return time.time() - self.file.stat().st_mtime < SILENT
        except FileNotFoundError:
            return False

    def welcome(self, guest: Guest) -> dict[str, Any]:
        return {**super().welcome(guest), "live": self.goes_on, "home": self.home}

    def step(self, loops: int) -> None:
        self._grow()
        super().step(loops)

    def begin(self, make: Callable[[], tuple[Games, Driver]], played: bool) -> None:
        super().begin(make, played)
        if self.goes_on:
            self._go_to(max(0, self.driver.last - BEHIND))

    def _grow(self) -> None:
        now = time.monotonic()
        if now - self._looked > LOOK_EVERY:
            self._looked = now
            if self.replay.grow(self.file):
                self.minds.read(self.replay.notes)

    def _follow(self) -> bool:
        """The scan has come to the end of what is known: whether to wait for more."""
        return self.goes_on and not self._closing.wait(LOOK_EVERY)

    def details(self, guests: list[Guest]) -> Told:
        found = super().details(guests)
        length = {"is": "length", "last": self.driver.last, "live": self.goes_on}
        return found + [(guest, length) for guest in guests]
