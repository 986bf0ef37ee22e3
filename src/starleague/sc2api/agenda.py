"""What players are about to do: each deed waits for its loop, is done, written down, and told to those who look."""

from __future__ import annotations

import heapq
import logging
from typing import TYPE_CHECKING

from starleague.sc2api import deeds
from starleague.sc2api.deeds import Deed
from starleague.sc2api.orders import commandable, give
from starleague.sc2api.picking import picked, target_at

if TYPE_CHECKING:
    from starleague.sc2api.match import Match

log = logging.getLogger("starleague.sc2api")
FIRST_LOOK = 1  # loop in which the game itself puts each player's camera over his workers
MOST = 5000  # deeds of one player that may wait


class Agenda:
    """Deeds by loop; those of one loop in the order in which they were said."""

    def __init__(self) -> None:
        self._waiting: list[tuple[int, int, int, Deed]] = []
        self._said = 0

    def add(self, loop: int, player: int, deed: Deed) -> bool:
        """A player is to do something at the start of the tick that follows a loop; False: too much waits."""
        if len(self._waiting) >= MOST:
            return False
        self._said += 1
        heapq.heappush(self._waiting, (loop, self._said, player, deed))
        return True

    def next_loop(self, default: int) -> int:
        """When the next deed is due."""
        return self._waiting[0][0] if self._waiting else default

    def due(self, loop: int) -> list[tuple[int, Deed]]:
        """(player, deed) of all that is due, taken off."""
        found = []
        while self._waiting and self._waiting[0][0] <= loop:
            _, _, player, deed = heapq.heappop(self._waiting)
            found.append((player, deed))
        return found

    def clear(self) -> None:
        self._waiting.clear()


def carry_out(match: Match) -> bool:
    """Do what is due; whether there was anything."""
    due = match.agenda.due(match.loop)
    for player, deed in due:
        if deed.kind == deeds.SCORE:
            match.score = deed.mode
            continue
        if not match.replays:
            deed = _settle(match, player, deed)
            if deed is None:
                continue
            if not give(match, player, deed):
                match.agenda.add(match.loop + 1, player, deed)
                continue
        match.desks[player].do(match, deed)
        if match.games.recorder is not None:
            match.games.recorder.note(player, deed.to_json())
        for viewer in match.viewers:
            viewer.hear(player, deed)
    return bool(due)


def _settle(match: Match, player: int, deed: Deed) -> Deed | None:
    """Put names to what was said of the selection, or of pixels; None: nothing is left to do."""
    if deed.kind == deeds.SELECT:
        return deed.by(picked(match, player, deed))
    if deed.kind == deeds.COMMAND and not deed.units:
        slots = commandable(match, player)
        if deed.way == deeds.SCREEN and deed.places:
            deed = deed.aimed(target_at(match, player, deed))
        return deed.by(tuple(match.tag(slot) for slot in slots)) if slots else None
    return deed
