"""Steps of a build: what a line of TOML asks for, who makes it, and what counts as it."""

from __future__ import annotations

from typing import Any

import numpy as np

from starleague.bots.casts import filter_bits
from starleague.bots.layout import MAX_FORMS, MAX_LEVELS, Kind
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import AbilityClass, AbilityFlag

KINDS = {
    "build": (Kind.BUILD, {AbilityClass.BUILD}), "refinery": (Kind.REFINERY, {AbilityClass.BUILD}),
    "expand": (Kind.EXPAND, {AbilityClass.BUILD}), "add_on": (Kind.ADD_ON, {AbilityClass.BUILD}),
    "train": (Kind.TRAIN, {AbilityClass.TRAIN, AbilityClass.WARP_TRAIN}),
    "research": (Kind.RESEARCH, {AbilityClass.RESEARCH}), "morph": (Kind.MORPH, {AbilityClass.MORPH}),
}
KEYS = {*KINDS, "supply", "loop", "bank", "count", "per_base", "from_level", "to_level", "saves", "against", "ratio"}
_NO_LIMIT = 9999


class StepCompiler:
    """Turns steps into STEP records for one catalog."""

    def __init__(self, rules: np.record, names: Any):
        self.rules, self.names = rules, names
        self.abilities = rules.abilities[: int(rules.n_abilities)]
        self.holders: dict[int, list[int]] = {}  # unit types that have an ability
        for row in range(1, int(rules.n_unit_types)):
            for ability in self._abilities(row):
                self.holders.setdefault(ability, []).append(row)

    def fill(self, out: np.record, step: dict[str, Any], where: str) -> None:
        """One step; ValueError names the place and what is wrong."""
        if wrong := sorted(set(step) - KEYS):
            raise ValueError(f"{where}: no key {wrong[0]!r}; there are {sorted(KEYS)}")
        verb = next((v for v in KINDS if v in step), None)
        if verb is None:
            raise ValueError(f"{where}: says none of {', '.join(KINDS)}")
        what = step[verb]
        table, field = (self.names.upgrades, "upgrade") if verb == "research" else (self.names.unit_types, "product")
        if what not in table:
            raise ValueError(f"{where}: the catalog has no {what!r}")
        out.kind, makers = self._way(verb, field, table[what])
        if not makers:
            raise ValueError(f"{where}: nothing makes {what!r} by {verb}")
        out[field], out.ability = table[what], makers[0][1]  # the price is that of the first ability that makes it
        out.n_makers = min(len(makers), MAX_FORMS)
        for maker, (holder, ability) in zip(out.makers, makers):
            maker.unit_type, maker.ability = holder, ability
        self._forms(out)
        held = self._abilities(int(out.product))
        out.takes_addon = any(int(self.abilities[row].flags) & AbilityFlag.ADDON for row in held)
        out.count = step.get("count", self._usual_count(verb, step))
        out.per_base, out.saves = step.get("per_base", False), step.get("saves", False)
        out.from_supply, out.from_loop = step.get("supply", 0) * 2, step.get("loop", 0)
        out.from_bank = step.get("bank", -_NO_LIMIT)
        if "against" in step:
            out.against.require, out.against.exclude = filter_bits(step["against"], where)
            out.ratio = round(step.get("ratio", 0.5) * ONE)
        out.from_level, out.to_level = step.get("from_level", 0), step.get("to_level", MAX_LEVELS)

    def _usual_count(self, verb: str, step: dict[str, Any]) -> int:
        if "against" in step:
            return 0
        return _NO_LIMIT if verb == "train" and not step.get("per_base") else 1

    def _way(self, verb: str, field: str, row: int) -> tuple[Kind, list[tuple[int, int]]]:
        """How a product comes to be, and (unit type, ability) of all who make it.

        What one patch trains another morphs, as Banelings are.
        """
        kind, classes = KINDS[verb]
        makers = self._makers(field, row, classes)
        return self._way("morph", field, row) if verb == "train" and not makers else (kind, makers)

    def _makers(self, field: str, row: int, classes: set[AbilityClass]) -> list[tuple[int, int]]:
        made = (self.abilities[field] == row) & np.isin(self.abilities["kind"], [int(kind) for kind in classes])
        rows = np.flatnonzero(made).tolist()
        return [(holder, ability) for ability in rows for holder in self.holders.get(ability, ())]

    def _forms(self, out: np.record) -> None:
        """What counts as the product: what counts as one for technology; an improvement only if it is no less."""
        product = int(out.product)
        if product == 0:
            return
        span = self.rules.unit_types[product].tech_alias
        alike = [int(row) for row in self.rules.lists[int(span.first) : int(span.first) + int(span["count"])]]
        if out.kind == Kind.MORPH:
            alike = [row for row in alike if row in self._becomes(product)]
        elif out.kind == Kind.ADD_ON:
            alike = []
        forms = list(dict.fromkeys([product, *alike]))[:MAX_FORMS]
        out.forms[: len(forms)] = forms
        out.n_forms = len(forms)

    def _abilities(self, kind: int) -> list[int]:
        span = self.rules.unit_types[kind].abilities
        return [int(row) for row in self.rules.lists[int(span.first) : int(span.first) + int(span["count"])]]

    def _becomes(self, row: int) -> set[int]:
        """What a unit type can change itself into, step by step."""
        found: set[int] = set()
        queue = [row]
        while queue:
            for ability in self._abilities(queue.pop()):
                change = self.abilities[ability]
                if change.kind == AbilityClass.MORPH and int(change.product) not in {0, *found}:
                    found.add(int(change.product))
                    queue.append(int(change.product))
        return found
