"""Games of a league to watch: the first of each learner's games is written down while it is played."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from starleague.agent.actor import Decisions
from starleague.env.arena import Arena
from starleague.game.recorder import Recorder
from starleague.league import Match
from starleague.league.place import LIVE
from starleague.run.telling import Telling

KEPT = 12  # replays of each learner
GAME = 0  # which of its games at once


class Broadcast:
    """Writes replays that can be read while they grow; the oldest are removed."""

    def __init__(self, arena: Arena, folder: Path, learner: str) -> None:
        self.folder = folder / LIVE / learner
        self.folder.mkdir(parents=True, exist_ok=True)
        self.recorder = arena.games.recorder = Recorder(arena.games, g=GAME)
        self.telling = Telling(arena.games, arena.shapes, arena.land)
        self.slots = arena.observer.slots

    def begin(self, match: Match) -> None:
        """The recorded game is about to be reset, for this match."""
        self.recorder.finish()
        for old in sorted(self.folder.glob("*.slreplay"), key=lambda file: int(file.stem))[: 1 - KEPT]:
            old.unlink()
        self.recorder.path = self.folder / f"{match.id}.slreplay"
        self.recorder.names = (match.home.name, match.away.name)
        self.recorder.facts = {"match": match.id}

    @staticmethod
    def heard(agents: np.ndarray) -> list[int]:
        """Positions of the agents whose thoughts are written down."""
        return np.flatnonzero(agents // 2 == GAME).tolist()

    def tell(self, decisions: Decisions, agents: np.ndarray, rows: np.ndarray) -> None:
        """Note what agents thought; ``rows``: of the observation, for each of them."""
        for k, thought in decisions.thoughts.items():
            self.telling.note(int(agents[k]) % 2 + 1, thought, self.slots[rows[k]])

    def close(self) -> None:
        self.recorder.close()
