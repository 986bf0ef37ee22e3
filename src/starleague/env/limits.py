"""AlphaStar's limit on actions: 22 that are not duplicates in any 5 seconds; and a report of what agents do.

An action that repeats the one before (the same in all but its delay) is a duplicate and free, and so is no_op.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass

import numpy as np

from starleague.env.action_rows import choices
from starleague.env.tables import NO_OP
from starleague.game.clock import LOOPS_PER_MINUTE, LOOPS_PER_SECOND

ACTIONS = 22
WINDOW = 112  # loops: 5 seconds at "faster"


@dataclass(frozen=True)
class Pace:
    """What agents did in their episodes so far. Paces of several add up."""

    actions: int = 0  # sent, without no_op
    refused: int = 0  # beyond the limit
    decisions: int = 0  # with no_op
    loops: int = 0

    @property
    def apm(self) -> float:
        """Actions a minute."""
        return self.actions * LOOPS_PER_MINUTE / self.loops if self.loops else 0.0

    @property
    def delay(self) -> float:
        """Mean time [ms] from a decision to the next."""
        return 1000 * self.loops / max(1, self.decisions) / LOOPS_PER_SECOND

    def __add__(self, other: Pace) -> Pace:
        return Pace(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other))))


class RateLimit:
    """Keeps the actions of ``agents`` within the limit: one too many becomes no_op.

    ``enabled=False`` lets everything pass and only counts.
    """

    def __init__(self, agents: int, enabled: bool = True, actions: int = ACTIONS, window: int = WINDOW):
        self.enabled, self.actions, self.window = enabled, actions, window
        self._loops = np.full((agents, actions), -window, np.int64)  # when the last ones were sent, a ring
        self._next = np.zeros(agents, np.int64)
        self._before = choices(agents)
        self._sent = np.zeros(agents, np.int64)
        self._refused = np.zeros(agents, np.int64)
        self._steps = np.zeros(agents, np.int64)
        self._time = np.zeros(agents, np.int64)  # [loop] over all episodes

    def reset(self, agents: np.ndarray) -> None:
        """A new episode begins for these agents: the window is empty, the report goes on."""
        self._loops[agents] = -self.window
        self._before[agents] = choices(len(agents))

    def allow(self, agents: np.ndarray, loops: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """The actions (CHOICE rows) that these agents may do at these loops: too many become no_op."""
        rows = rows.copy()
        acts = rows["type"] != NO_OP
        fresh = acts & ~_same(rows, self._before[agents])
        full = loops - self._loops[agents, self._next[agents]] < self.window
        refused = fresh & full & self.enabled
        counted = fresh & ~refused
        self._loops[agents[counted], self._next[agents[counted]]] = loops[counted]
        self._next[agents[counted]] = (self._next[agents[counted]] + 1) % self.actions
        rows["type"][refused] = NO_OP
        sent = acts & ~refused
        self._before[agents[sent]] = rows[sent]
        self._sent[agents] += sent
        self._refused[agents] += refused
        self._steps[agents] += 1
        self._time[agents] += rows["delay"]
        return rows

    def report(self, agents: int | np.ndarray) -> Pace:
        """Of one agent, or of several together."""
        counts = (self._sent, self._refused, self._steps, self._time)
        return Pace(*(int(count[agents].sum()) for count in counts))


def _same(rows: np.ndarray, others: np.ndarray) -> np.ndarray:
    same = np.ones(len(rows), bool)
    for key in ("type", "queued", "repeat", "target_entity", "target_cell"):
        same &= rows[key] == others[key]
    return same & (rows["units"] == others["units"]).all(axis=1)
