"""A learner of numbers for tests of the wiring: it plays by the dice, and goes on from its checkpoint."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from starleague.league import Coordinator, Outcome

STEPS = 10  # of a match


class DiceLearner:
    """Writes its process to ``learners/NAME.pid``, so that a test can kill it."""

    def __init__(self, league: Coordinator, learner: int, folder: Path, seed: int) -> None:
        self.league, self.learner = league, learner
        self.name = league.roster.players[learner].name
        self.checkpoint = folder / "learners" / f"{self.name}.json"
        self.checkpoint.parent.mkdir(exist_ok=True)
        self.steps = json.loads(self.checkpoint.read_text())["steps"] if self.checkpoint.exists() else 0
        self.checkpoint.with_suffix(".pid").write_text(str(os.getpid()))

    def work(self, seconds: float, halted: Callable[[], bool], tell: Callable[[Any], None]) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end and not halted():
            match = self.league.next_match(self.learner)
            self.league.report(match.id, Outcome.WIN if match.seed % 3 else Outcome.LOSS)
            self.steps += STEPS
            self.save()
            if request := self.league.step(self.learner, self.steps):
                self.league.take_snapshot(request, self.checkpoint)
            time.sleep(0.05)
        tell((self.name, self.steps))

    def save(self) -> None:
        written = self.checkpoint.with_suffix(".new")
        written.write_text(json.dumps({"steps": self.steps, "name": self.name}))
        written.replace(self.checkpoint)

    def close(self) -> None:
        self.save()
