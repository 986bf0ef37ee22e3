"""Openings from .SC2Replay files, by sc2reader: ``pip install 'starleague[replays]'``.

A recording holds what was selected, bit by bit, and what was said to it; who was told is worked out here. A repeated
command is a state event after the first, its new target an update before that. Larvae are told again and again what
cannot be paid yet: to them, only what made an egg was said.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

from starleague import catalog
from starleague.bench.openings.recorded import LENGTH, Opening, Placed, Said, Sample
from starleague.env.ladder import COMMANDS, ReplayError, load_replay

OLDEST = 4  # major version
TRAINED = 1400  # loops after the opening in which what trains at its end is born
ACTIVE = 10  # the control group that is selected
REPEATED = 1  # a state event: the last command once more
RESOURCES = ("MineralField", "Geyser")
LARVA, EGG = "Larva", "Egg"


def read_openings(path: Path) -> list[Opening]:
    """The people of a game of two. ReplayError where the file is no such game, or is damaged."""
    replay = load_replay(path, COMMANDS)
    if int(replay.release_string.split(".")[0]) < OLDEST:
        raise ReplayError(f"{path} is of {replay.release_string}, with other prices: give games of {OLDEST}.0 on")
    players = {player.pid: player for player in replay.players}
    if len(players) != 2:
        raise ReplayError(f"{path} is a game of {len(players)} players: give games of two")
    if not replay.tracker_events or not replay.game_events:
        raise ReplayError(f"{path} tells neither commands nor what came of them: give games of Legacy of the Void")
    reader = Reader(players)
    for event in sorted((*replay.tracker_events, *replay.game_events), key=_moment):
        if event.frame <= LENGTH or event.name == "UnitBornEvent":
            reader.take(event)
        if event.frame > LENGTH + TRAINED:
            break
    return [reader.opening(pid, path.stem, replay) for pid, player in players.items() if player.is_human]


class Reader:
    """Takes events in order; one method an event, of its name."""

    def __init__(self, players: dict[int, Any]):
        self.players = players
        self.resources: list[tuple[str, float, float]] = []
        self.born: dict[int, list[Placed]] = defaultdict(list)
        self.begun: dict[int, list[Placed]] = defaultdict(list)
        self.said: dict[int, list[Said]] = defaultdict(list)
        self.samples: dict[int, list[Sample]] = defaultdict(list)
        self.finished: list[tuple[int, int]] = []
        self.died: list[tuple[int, int]] = []
        self.owner: dict[int, int] = {}
        self.larvae: set[int] = set()
        self.eggs: dict[int, int] = {}  # larvae to the loop in which they became eggs
        self.groups: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        self.last: dict[int, Said] = {}

    def take(self, event: Any) -> None:
        """Note what an event says; most are of no interest."""
        noted = getattr(self, f"_{event.name}", None)
        if noted is not None:
            noted(event)

    def opening(self, pid: int, game: str, replay: Any) -> Opening:
        own = {unit for unit, owner in self.owner.items() if owner == pid}
        halls = {player: born[0] for player, born in self.born.items() if born and player in self.players}
        order = [pid, *(other for other in self.players if other != pid)]
        if len(halls) != 2:
            raise ReplayError(f"{game}: not both players begin with a town hall: give melee games")
        hall = catalog.load().units.get(halls[pid].name)
        if hall is None:
            raise ReplayError(f"{game}: {halls[pid].name} is no unit of a race: give melee games")
        return Opening(
            game, replay.release_string, replay.map_name, hall.race,  # the recording has it in its player's language
            tuple((halls[player].x + 0.5, halls[player].y + 0.5) for player in order), tuple(sorted(self.resources)),
            tuple(self.born[pid]), tuple(self.begun[pid]),
            tuple(row for row in self.finished if row[1] in own), tuple(row for row in self.died if row[1] in own),
            tuple(self.said[pid]), tuple(self.samples[pid]),
        )

    def _UnitBornEvent(self, event: Any) -> None:
        name = event.unit_type_name
        if event.control_pid == 0 and event.frame == 0 and any(kind in name for kind in RESOURCES):
            wide = 0.0 if "Mineral" in name else 0.5  # a field is two cells wide, a geyser three
            self.resources.append((name, event.x + wide, event.y + 0.5))
        elif event.control_pid in self.players and not name.startswith("Beacon"):
            self.born[event.control_pid].append(Placed(event.frame, name, event.unit_id, event.x, event.y))
            self.owner[event.unit_id] = event.control_pid
            if name == LARVA:
                self.larvae.add(event.unit_id)

    def _UnitTypeChangeEvent(self, event: Any) -> None:
        if event.unit_type_name == EGG:
            self.eggs[event.unit_id] = event.frame

    def _UnitInitEvent(self, event: Any) -> None:
        self.begun[event.control_pid].append(
            Placed(event.frame, event.unit_type_name, event.unit_id, event.x, event.y))
        self.owner[event.unit_id] = event.control_pid

    def _UnitDoneEvent(self, event: Any) -> None:
        self.finished.append((event.frame, event.unit_id))

    def _UnitDiedEvent(self, event: Any) -> None:
        self.died.append((event.frame, event.unit_id))
        for groups in self.groups.values():
            for group in groups.values():
                if event.unit_id in group:
                    group.remove(event.unit_id)

    def _PlayerStatsEvent(self, event: Any) -> None:
        used = [getattr(event, f"{what}_used_{when}") + 0 for what in ("minerals", "vespene")
                for when in ("in_progress", "current")]
        self.samples[event.pid].append(Sample(
            event.frame, event.minerals_current, event.vespene_current,
            event.minerals_current + used[0] + used[1] + event.minerals_lost,
            event.vespene_current + used[2] + used[3] + event.vespene_lost, event.workers_active_count,
        ))

    def _SelectionEvent(self, event: Any) -> None:
        groups = self.groups[event.player.pid]
        left = _masked(groups[event.control_group], event)
        groups[event.control_group] = sorted({*left, *event.new_unit_ids})

    def _SetControlGroupEvent(self, event: Any) -> None:
        groups = self.groups[event.player.pid]
        groups[event.control_group] = list(groups[ACTIVE])

    def _AddToControlGroupEvent(self, event: Any) -> None:
        groups = self.groups[event.player.pid]
        groups[event.control_group] = sorted({*_masked(groups[event.control_group], event), *groups[ACTIVE]})

    def _GetControlGroupEvent(self, event: Any) -> None:
        groups = self.groups[event.player.pid]
        groups[ACTIVE] = _masked(groups[event.control_group], event)

    def _BasicCommandEvent(self, event: Any) -> None:
        self._say(event, 0, None)

    def _TargetPointCommandEvent(self, event: Any) -> None:
        self._say(event, 0, (event.x, event.y))

    def _TargetUnitCommandEvent(self, event: Any) -> None:
        self._say(event, event.target_unit_id, (event.x, event.y))

    def _UpdateTargetPointCommandEvent(self, event: Any) -> None:
        self._aim(event, 0)

    def _UpdateTargetUnitCommandEvent(self, event: Any) -> None:
        self._aim(event, event.target_unit_id)

    def _CommandManagerStateEvent(self, event: Any) -> None:
        if event.state == REPEATED and event.player.pid in self.last:
            self._note(event, self.last[event.player.pid])

    def _aim(self, event: Any, target: int) -> None:
        pid = event.player.pid
        if pid in self.last:
            self.last[pid] = self.last[pid]._replace(target=target, point=(event.x, event.y))

    def _say(self, event: Any, target: int, point: tuple[float, float] | None) -> None:
        name = event.ability_name or f"{event.ability_link},{event.command_index}"
        self._note(event, Said(0, name, (), bool(event.flag["queued"]), target, point))

    def _note(self, event: Any, said: Said) -> None:
        pid = event.player.pid
        self.last[pid] = said._replace(loop=event.frame, units=tuple(self.groups[pid][ACTIVE]))
        if said.point is None and self.larvae & set(self.last[pid].units):
            eggs = [unit for unit in self.last[pid].units if self.eggs.get(unit) == event.frame]
            self.said[pid] += [self.last[pid]._replace(units=(unit,)) for unit in eggs]
            self.eggs.update(dict.fromkeys(eggs, 0))
        else:
            self.said[pid].append(self.last[pid])


def _moment(event: Any) -> tuple[int, bool]:
    """What dies in a loop may die of what is said in it: a structure that is cancelled."""
    return event.frame, event.name == "UnitDiedEvent"


def _masked(units: list[int], event: Any) -> list[int]:
    """What of a group stays selected."""
    data = event.mask_data
    if event.mask_type == "Mask":
        return [unit for k, unit in enumerate(units) if k >= len(data) or not data[k]]
    if event.mask_type == "OneIndices":
        return [unit for k, unit in enumerate(units) if k not in data]
    if event.mask_type == "ZeroIndices":
        return [units[k] for k in data if k < len(units)]
    return list(units)
