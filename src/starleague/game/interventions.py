"""What is done to a game from outside that is no command: debug commands, a surrender. Replays hold them too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from starleague.catalog.rules import ONE
from starleague.engine.cheats import BITS, Cheat
from starleague.engine.layout import Result
from starleague.game import start

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starleague.catalog.names import Names

MOST = 1 << 30  # minerals or vespene
VITALS = ("life", "shields", "energy")


class Interventions:
    """Mixed into Games. Each is noted by the recorder under its method's name."""

    table: np.ndarray
    rules: np.record
    state: np.ndarray
    names: Names
    recorder: Any

    def create_unit(self, g: int, kind: int | str, owner: int, x: float, y: float, n: int = 1) -> list[int]:
        """Put ``n`` finished units of a type (name or row) at a place, beside it when it is taken; their slots.

        Structures go to the grid that their footprint needs. Fewer come when there is no room.
        """
        row = self._row(kind, self.names.unit_types, int(self.rules.n_unit_types), "unit type")
        at = round(x * ONE), round(y * ONE)
        slots: list[int] = []
        while len(slots) < n and (slot := int(start.put(self.table, self.state, g, row, owner, *at))):
            slots.append(slot)
        self._note(g, "create_unit", row, owner, x, y, n)
        return slots

    def surrender(self, g: int, player: int) -> None:
        """A player leaves; the other wins."""
        self.end(g, player, Result.DEFEAT)

    def end(self, g: int, player: int, result: int) -> None:
        """The game is over, with this result for a player and the opposite for the other."""
        game = self.state[g]
        if game.over:
            return
        opposite = {Result.VICTORY: Result.DEFEAT, Result.DEFEAT: Result.VICTORY}.get(Result(result), Result.TIE)
        game.players[player].result, game.players[3 - player].result = result, opposite
        game.over = 1
        self._note(g, "end", player, int(result))

    def kill_unit(self, g: int, slot: int) -> None:
        """A unit dies in the next loop."""
        self.state[g].units[slot].life = 0
        self._note(g, "kill_unit", slot)

    def set_vital(self, g: int, slot: int, vital: str, points: float) -> None:
        """Life, shields or energy of a unit, not over what it can have; without life it dies in the next loop."""
        if vital not in VITALS:
            raise ValueError(f"no vital {vital!r}; there are {', '.join(VITALS)}")
        unit = self.state[g].units[slot]
        most = int(self.state[g].players[max(1, int(unit.owner))].unit_stats[unit.type][f"{vital}_max"])
        if vital == "life":
            most += int(unit.life_max_bonus)
        unit[vital] = min(max(0, round(points * ONE)), most)
        self._note(g, "set_vital", slot, vital, points)

    def give_resources(self, g: int, player: int, minerals: int, vespene: int) -> None:
        """Add to what a player has."""
        own = self.state[g].players[player]
        own.minerals = min(MOST, int(own.minerals) + minerals)
        own.vespene = min(MOST, int(own.vespene) + vespene)
        self._note(g, "give_resources", player, minerals, vespene)

    def set_fog(self, g: int, on: bool) -> None:
        """Fog of war; without it everybody sees everything, from the next time that the map is lit."""
        self.state[g].fog = int(on)
        self._note(g, "set_fog", on)

    def look(self, g: int) -> None:
        """Light the map and count units at once, not only with the next tick: what was put in shows."""
        start.refresh_view(self.table, self.state, g)
        self._note(g, "look")

    def toggle_cheat(self, g: int, player: int, cheat: int) -> None:
        """Let a player do what the rules forbid (``engine.cheats.Cheat``), or no longer."""
        self.state[g].cheats ^= int(Cheat(cheat)) << player * BITS
        self._note(g, "toggle_cheat", player, int(cheat))

    def research(self, g: int, player: int) -> None:
        """Give a player all upgrades of his race that can be had next: of each line one level."""
        done = self.state[g].players[player].upgrades.copy()
        for row in self._researchable(int(self.state[g].players[player].race)):
            upgrade, name = self.rules.upgrades[row], self.names.upgrade_names[row]
            before = self.names.upgrades.get(name.replace(f"Level{upgrade.level}", f"Level{upgrade.level - 1}"), 0)
            if done[row] != 1 and (upgrade.level <= 1 or done[before] == 1):
                start.finish_upgrade(self.table, self.state, g, player, row)
        self._note(g, "research", player)

    def _researchable(self, race: int) -> list[int]:
        """Upgrades (rows) that structures of a race research."""
        found = set()
        for kind in self.rules.unit_types[1 : int(self.rules.n_unit_types)]:
            span = kind.abilities
            for row in self.rules.lists[span.first : span.first + span.count] if kind.race == race else ():
                found.add(int(self.rules.abilities[row].upgrade))
        return sorted(found - {0})

    def _note(self, g: int, what: str, *arguments: Any) -> None:
        if self.recorder is not None:
            self.recorder.intervened(g, what, list(arguments))

    @staticmethod
    def _row(name: int | str, rows: Mapping[str, int], n: int, what: str) -> int:
        """A name's row; a row as it is, if it is one."""
        row = rows.get(name, 0) if isinstance(name, str) else int(name)
        if not 0 < row < n:
            raise ValueError(f"no {what} {name!r} in the catalog")
        return row

