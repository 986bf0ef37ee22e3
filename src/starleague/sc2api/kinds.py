"""Unit types that the interface treats alike, found by what their rules say."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from starleague import catalog
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import AbilityClass, BehaviorClass, Flag

EFFECTS = 50  # that are looked at for the reach of one


@dataclass
class Kinds:
    """Rows of unit types."""

    power: dict[int, int] = field(default_factory=dict)  # to the radius of the field [1/4096 cell]
    radar: dict[int, int] = field(default_factory=dict)  # to its reach [1/4096 cell]
    warp_gates: set[int] = field(default_factory=set)
    larvae: set[int] = field(default_factory=set)
    halls: set[int] = field(default_factory=set)
    refineries: set[int] = field(default_factory=set)
    grown: dict[int, int] = field(default_factory=dict)  # to the [AbilityClass] that makes it grow where it stands

    @staticmethod
    @functools.cache
    def of(patch: str) -> Kinds:
        """The same in all games of a patch."""
        kinds, rules = Kinds(), catalog.compile(patch=patch)[0]
        for row in range(1, int(rules.n_unit_types)):
            for behavior in _listed(rules, rules.unit_types[row].behaviors, rules.behaviors):
                if behavior.kind == BehaviorClass.POWER_SOURCE:
                    kinds.power[row] = max(kinds.power.get(row, 0), int(behavior.radius))
                if behavior.radar:
                    kinds.radar[row] = max(kinds.radar.get(row, 0), int(behavior.radar))
            flags = rules.unit_types[row].flags
            for group, flag in ((kinds.halls, Flag.TOWNHALL), (kinds.refineries, Flag.REFINERY)):
                if flags & flag:
                    group.add(row)
            for ability in _listed(rules, rules.unit_types[row].abilities, rules.abilities):
                if ability.kind == AbilityClass.WARP_TRAIN:
                    kinds.warp_gates.add(row)
                if ability.product and ability.kind in (AbilityClass.WARP_TRAIN, AbilityClass.MERGE):
                    kinds.grown[int(ability.product)] = int(ability.kind)
                if ability.egg:
                    kinds.larvae.add(row)
        return kinds


def reach(rules: np.record, effect: np.record) -> float:
    """How far an effect that lasts is felt or seen [cells]: its own area, or that of what it does time and again."""
    widest, todo, done = 0, [effect], 0
    while todo and done < EFFECTS:
        one, done = todo.pop(0), done + 1
        widest = max(widest, int(one.reveal_radius), int(max(one.area_radius)))
        children = rules.lists[one.children.first : one.children.first + one.children.count].tolist()
        todo += [rules.effects[row] for row in (*children, int(one.initial_effect), int(one.expire_effect)) if row]
    return widest / ONE


def _listed(rules: np.record, span: np.record, table: np.ndarray) -> Iterator[np.record]:
    return (table[row] for row in rules.lists[span.first : span.first + span.count].tolist())
