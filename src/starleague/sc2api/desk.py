"""A player's desk: camera, selection, control groups. They change only by deeds, so a replay has the same."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from s2clientprotocol import spatial_pb2, ui_pb2

from starleague.catalog.vocabulary import Flag
from starleague.sc2api import deeds
from starleague.sc2api.deeds import Deed, Place
from starleague.sc2api.tags import slot_of

if TYPE_CHECKING:
    from starleague.sc2api.match import Match

GROUPS = 10
MOST = 500  # units in a selection
_Point = spatial_pb2.ActionSpatialUnitSelectionPoint
_Group, _Idle, _Multi = ui_pb2.ActionControlGroup, ui_pb2.ActionSelectIdleWorker, ui_pb2.ActionMultiPanel


@dataclass
class Desk:
    """Of one player. Tags stay listed until they are asked for: ``living`` drops those of the dead."""

    player: int
    camera: Place = (0.0, 0.0)  # the middle of his screen [cells]
    selection: list[int] = field(default_factory=list)  # tags
    groups: dict[int, list[int]] = field(default_factory=dict)

    def copy(self) -> Desk:
        return Desk(self.player, self.camera, [*self.selection], {k: [*tags] for k, tags in self.groups.items()})

    def living(self, match: Match, tags: list[int] | None = None) -> list[int]:
        """Slots of selected (or given) units that live and stand on the field."""
        game = match.game
        slots = (slot_of(game, tag) for tag in (self.selection if tags is None else tags))
        return [slot for slot in slots if slot and not game.units[slot].inside]

    def do(self, match: Match, deed: Deed) -> None:
        """What a deed does to the desk."""
        if deed.kind == deeds.CAMERA:
            self.camera = deed.places[0]
        elif deed.kind == deeds.SELECT:
            self._select(match, list(deed.units), deed)
        elif deed.kind == deeds.COMMAND and deed.mode:
            self._choose(list(deed.units))
        elif deed.kind == deeds.PANEL:
            panel = ui_pb2.ActionUI.FromString(deed.panel)
            which = panel.WhichOneof("action")
            if which in _PANELS:
                _PANELS[which](self, match, getattr(panel, which))

    def _select(self, match: Match, picked: list[int], deed: Deed) -> None:
        """A click or a rectangle that meets nothing changes nothing."""
        clicks = len(deed.places) == 1
        adds = deed.mode in (_Point.Toggle, _Point.AddAllType) if clicks else bool(deed.mode)
        before = [match.tag(slot) for slot in self.living(match)] if adds else []
        if clicks and picked and all(tag in before for tag in picked):
            self.selection = [tag for tag in before if tag not in picked]
        elif picked:
            self._choose([*before, *picked])

    def _choose(self, tags: list[int]) -> None:
        self.selection = list(dict.fromkeys(tags))[:MOST]

    def _own(self, match: Match, wanted) -> list[int]:
        """Tags of own units whose slot is ``wanted``."""
        units = match.games.state["units"][0][: int(match.game.n_slots)]
        mine = (units["owner"] == self.player) & (units["alive"] == 1) & (units["inside"] == 0)
        slots = [slot for slot in mine.nonzero()[0].tolist() if wanted(match.game.units[slot])]
        return [match.tag(slot) for slot in slots]

    def _take(self, match: Match, wanted, add: bool) -> None:
        found = self._own(match, wanted)
        if found:
            self._choose([*self.selection, *found] if add else found)

    def _control_group(self, match: Match, action: ui_pb2.ActionControlGroup) -> None:
        group = action.control_group_index
        if group >= GROUPS:
            return
        if action.action == _Group.Recall:
            if self.living(match, self.groups.get(group, [])):
                self._choose(self.groups[group])
            return
        if action.action in (_Group.SetAndSteal, _Group.AppendAndSteal):
            for other, tags in self.groups.items():
                self.groups[other] = [tag for tag in tags if tag not in self.selection]
        appends = action.action in (_Group.Append, _Group.AppendAndSteal)
        self.groups[group] = list(dict.fromkeys([*(self.groups.get(group, []) if appends else []), *self.selection]))

    def _army(self, match: Match, action: ui_pb2.ActionSelectArmy) -> None:
        kinds = match.games.rules.unit_types
        self._take(match, lambda unit: kinds[unit.type].flags & Flag.ARMY, action.selection_add)

    def _warp_gates(self, match: Match, action: ui_pb2.ActionSelectWarpGates) -> None:
        gates = match.kinds.warp_gates
        self._take(match, lambda unit: int(unit.type) in gates and not unit.building, action.selection_add)

    def _larva(self, match: Match, action: ui_pb2.ActionSelectLarva) -> None:
        """Larvae of the selected town halls, or all of them."""
        larvae = match.kinds.larvae
        halls = [match.game.units[slot] for slot in self.living(match)]
        halls = [hall for hall in halls if match.games.rules.unit_types[hall.type].flags & Flag.TOWNHALL]

        def is_near(unit) -> bool:
            away = (math.hypot(int(unit.x) - int(hall.x), int(unit.y) - int(hall.y)) for hall in halls)
            return not halls or min(away) < LARVA_REACH

        self._take(match, lambda unit: int(unit.type) in larvae and is_near(unit), add=False)

    def _idle_worker(self, match: Match, action: ui_pb2.ActionSelectIdleWorker) -> None:
        kinds = match.games.rules.unit_types
        idle = self._own(match, lambda unit: kinds[unit.type].flags & Flag.WORKER and not unit.n_orders)
        if not idle:
            return
        if action.type in (_Idle.Set, _Idle.Add):  # the next one, in turn
            last = next((k for k, tag in enumerate(idle) if tag in self.selection), -1)
            idle = [idle[(last + 1) % len(idle)]]
        adds = action.type in (_Idle.Add, _Idle.AddAll)
        self._choose([*self.selection, *idle] if adds else idle)

    def _multi_panel(self, match: Match, action: ui_pb2.ActionMultiPanel) -> None:
        slots = self.living(match)
        if not 0 <= action.unit_index < len(slots):
            return
        game = match.game
        shown = {slot: match.tag(slot) for slot in slots}
        clicked = slots[action.unit_index]
        same = [slot for slot in slots if game.units[slot].type == game.units[clicked].type]
        if action.type == _Multi.SingleSelect:
            self._choose([shown[clicked]])
        elif action.type == _Multi.SelectAllOfType:
            self._choose([shown[slot] for slot in same])
        else:
            gone = same if action.type == _Multi.DeselectAllOfType else [clicked]
            self._choose([shown[slot] for slot in slots if slot not in gone])


LARVA_REACH = 5 * 4096  # [1/4096 cell] from the middle of a town hall
_PANELS = {
    "control_group": Desk._control_group, "select_army": Desk._army, "select_warp_gates": Desk._warp_gates,
    "select_larva": Desk._larva, "select_idle_worker": Desk._idle_worker, "multi_panel": Desk._multi_panel,
}
