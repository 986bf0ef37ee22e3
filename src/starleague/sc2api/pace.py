"""How far each client of a game lets it go."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

SILENCE = 30.0  # seconds without a request, after which the others may get a little ahead of a client
AHEAD = 64  # loops; the largest step of python-sc2's bots is 50


@dataclass(eq=False)
class Pace:
    """How far a client of the game has asked it to go, and when it has last said anything."""

    loop: int = 0
    heard: float = field(default_factory=time.monotonic)  # [seconds]

    def hear(self) -> None:
        self.heard = time.monotonic()

    @property
    def limit(self) -> int:
        """How far the others may go: a client that ends its game between two of their steps does not hold them up."""
        return self.loop + (AHEAD if time.monotonic() - self.heard > SILENCE else 0)
