"""How fast a game goes, and why it stands."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

FRAMES = 12  # a second, at most
LOOPS_PER_FRAME = 2
SPEEDS = {  # loops a second
    "slower": 9.6, "slow": 12.8, "normal": 16.0, "fast": 19.2, "faster": 22.4, "x2": 44.8, "x4": 89.6, "x8": 179.2,
}


class Clock:
    """When the machine is too slow, the game goes slower, not in leaps."""

    def __init__(self) -> None:
        self.loops_per_second = SPEEDS["faster"]
        self.waits_for: set[str] = set()  # "person", "away", "loading", "over"
        self._wake = asyncio.Event()

    def wait_for(self, what: str, waits: bool = True) -> None:
        """Stand still for a reason, or no longer for it."""
        (self.waits_for.add if waits else self.waits_for.discard)(what)
        self.wake()

    def wake(self) -> None:
        """Look again whether there is still a reason to wait."""
        self._wake.set()

    async def run(self, move: Callable[[int], Awaitable[None]], look: Callable[[], None]) -> None:
        """Call ``move`` with the loops that are due, for ever; before each, ``look`` may find a reason to wait."""
        now = asyncio.get_running_loop().time
        due = now()
        while True:
            look()
            if self.waits_for:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), 0.5)
                self._wake.clear()
                due = now()
                continue
            loops = max(LOOPS_PER_FRAME, round(self.loops_per_second / FRAMES))
            await move(loops)
            due = max(due + loops / self.loops_per_second, now() - 0.25)
            await asyncio.sleep(max(0.0, due - now()))

    def to_json(self) -> dict[str, Any]:
        return {"is": "pace", "speed": self.loops_per_second, "waits": sorted(self.waits_for)}
