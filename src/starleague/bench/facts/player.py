"""A scripted player of openings: workers without a break, and a list of steps."""

from __future__ import annotations

import math
from dataclasses import dataclass

from starleague.bench.facts import sites
from starleague.bench.facts.boosts import boost
from starleague.bench.facts.economy import fields_of, gather, halls_of, makes_helpers, split_workers
from starleague.bench.facts.effects import casters
from starleague.bench.facts.plans import Step, recipe_of
from starleague.bench.facts.recipes import Recipe, requires
from starleague.bench.facts.world import Scene
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import AbilityClass, Flag, Resource

PACE = 4  # loops between decisions
AHEAD = 150  # loops before its time that money is put aside for a step
PATIENCE = 60  # loops that a builder may take longer than its way, before another is sent
LONGEST_WALK = 400  # loops
LATE = 30  # loops that a town hall's change may wait for a worker
PAYS_OFF = 1500  # loops until a worker has brought home what it cost
HEARD = 16  # loops until a command shows
LOOK_AGAIN = 100  # loops between two looks for a place
INCOME = 0.042  # minerals of a worker a loop


@dataclass
class Errand:
    """A worker under way to build something."""

    builder: int
    target: int
    point: tuple[float, float]
    walk: float = 0.0  # loops
    told: float = -math.inf  # loop in which it was told to build


class Player:
    """Plays player 1 of a scene; ``starts`` are the loops in which things began, by name.

    What a structure trains is recorded as recordings have it: its birth less the time that it usually takes.
    """

    def __init__(self, scene: Scene, race: int, steps: list[Step]):
        self.scene, self.race, self.steps = scene, race, steps
        self.rules, self.worker = scene.rules, int(scene.rules.worker[race])
        self.starts: dict[str, list[float]] = {}
        self.births: dict[str, list[float]] = {}  # the same of what is trained, for what is born
        self.errands: dict[Step, Errand] = {}
        self.seen = {(slot, int(scene.game.units[slot].generation)) for slot in scene.units()}
        self.at_work: dict[int, int] = {}  # slot to the ability that it trains, researches or changes by
        self._trained_by = {step.product: step.recipe.ability for step in steps if self._trains(step.recipe)}
        self.looked: dict[Step, tuple] = {}  # (loop, target, point): where a step would be built
        self.told: dict[int, int] = {}  # trainer to the loop in which it was last told something
        self.first = len(scene.units(scene.world.supplier(race)))
        self.sent: dict[int, int] = {}  # refinery or caster to the loop in which it was last served

    def play(self, loops: float) -> dict[str, list[float]]:
        """Play so many loops, or until all steps have begun."""
        self.scene.games.step(1)
        split_workers(self.scene, self.scene.units(self.worker))
        while self.scene.loop < loops and any(not self._has_begun(step) for step in self.steps):
            self.scene.games.step(PACE)
            self._notice()
            self._work_gas()
            self._employ_idle()
            self._call_helpers()
            boost(self.scene, self.steps, self.starts)
            self._advance()
        return {name: self.births.get(name, []) + loops[len(self.births.get(name, ())) :]
                for name, loops in self.starts.items()}

    def _notice(self) -> None:
        """Write down what has begun."""
        scene = self.scene
        self._notice_births()
        for slot in scene.units():
            unit = scene.game.units[slot]
            key = int(slot), int(unit.generation)
            if not self.rules.unit_types[unit.type].flags & Flag.STRUCTURE and not unit.n_queued:
                self.at_work.pop(key[0], None)
                continue
            if key not in self.seen:
                self.seen.add(key)
                if unit.building:
                    self._begin(scene.world.names.unit_names[unit.type], int(unit.born))
            changing = int(unit.build_ability) if not unit.building and unit.build_time else 0
            ability = int(unit.queue[0].ability) if unit.n_queued else changing
            progress = int(unit.queue[0].progress if unit.n_queued else unit.progress)
            if ability and ability != self.at_work.get(key[0]):
                row = self.rules.abilities[ability]
                begun = scene.loop - progress // ONE
                if row.upgrade:
                    self._begin(scene.world.names.upgrade_names[row.upgrade], begun + int(row.time) / ONE)
                else:
                    self._begin(scene.world.names.unit_names[row.product], begun)
            self.at_work[key[0]] = ability

    def _notice_births(self) -> None:
        """Write down what structures have trained."""
        scene = self.scene
        for slot in scene.units():
            unit = scene.game.units[slot]
            key, kind = (int(slot), int(unit.generation)), int(unit.type)
            ability = self._trained_by.get(kind)
            if ability and key not in self.seen:
                self.seen.add(key)
                name = scene.world.names.unit_names[kind]
                self.births.setdefault(name, []).append(int(unit.born) - int(self.rules.abilities[ability].time) / ONE)

    def _begin(self, name: str, loop: float) -> None:
        self.starts.setdefault(name, []).append(loop)

    def _has_begun(self, step: Step) -> bool:
        return len(self.starts.get(step.name, ())) >= step.number

    def _advance(self) -> None:
        """Steps in order, then workers: each takes its price from the purse, or has it put aside."""
        purse = [int(self.scene.player.minerals), int(self.scene.player.vespene)]
        ahead = [step for step in self.steps if not self._has_begun(step) and self.scene.loop >= step.lo - LONGEST_WALK]
        self._train_workers(purse)
        self._keep_supply()
        for step in ahead:
            price = self.rules.abilities[step.recipe.ability]
            if step.recipe.maker == self.worker:
                self._build(step, purse)
            elif self.scene.loop >= step.lo and self._can_pay(step, purse):
                self._use(step)
            if self.scene.loop >= step.lo - AHEAD:
                purse[0] -= int(price.minerals)
                purse[1] -= int(price.vespene)
        for step in [step for step in self.errands if self._has_begun(step)]:
            del self.errands[step]

    def _can_pay(self, step: Step, purse: list[int]) -> bool:
        price = self.rules.abilities[step.recipe.ability]
        return purse[0] >= price.minerals and purse[1] >= price.vespene

    def _train_workers(self, purse: list[int]) -> None:
        """One in each idle trainer, unless it will change into something else before that would be done."""
        price = int(self.rules.unit_types[self.worker].minerals)
        for slot in self._idle_trainers():
            kind = int(self.scene.game.units[slot].type)
            ability = self._ability(kind, self.worker)
            time = int(self.rules.abilities[ability].time) / ONE
            if self._wants_worker(slot, purse[0] - price) and self.scene.loop + time <= self._change_of(kind) + LATE:
                self._tell(slot, ability)
                purse[0] -= price

    def _idle_trainers(self) -> list[int]:
        """What could train a worker now: a town hall, or a unit that becomes one."""
        types = self.scene.game.units["type"]
        return [int(slot) for slot in self.scene.units()
                if self._ability(int(types[slot]), self.worker) and self._is_idle(int(slot))]

    def _wants_worker(self, slot: int, left: int) -> bool:
        """Whether a worker can be paid; town halls make them without a break, what else makes them may have to wait.

        It does when all bases have theirs, and when the next steps could then not be paid at their usual time;
        those after them the worker itself helps to pay.
        """
        scene = self.scene
        if left < 0 or self.rules.unit_types[scene.game.units[slot].type].flags & Flag.TOWNHALL:
            return left >= 0
        workers = len(scene.units(self.worker))
        places = [*fields_of(scene, halls_of(scene), Resource.MINERALS), *scene.units()]
        kinds = [self.rules.unit_types[scene.game.units[slot].type] for slot in places]
        if workers >= sum(int(kind.ideal_harvesters) for kind in kinds):
            return False
        for step in sorted((step for step in self.steps if not self._has_begun(step)), key=lambda step: step.expect):
            left -= int(self.rules.abilities[step.recipe.ability].minerals)
            if left + INCOME * workers * (step.expect - scene.loop) < 0:
                return step.expect > scene.loop + PAYS_OFF
        return True

    def _is_idle(self, slot: int) -> bool:
        unit = self.scene.game.units[slot]
        told = self.scene.loop < self.told.get(slot, -math.inf) + HEARD
        return not (unit.building or unit.n_queued or unit.n_orders or unit.build_time or told)

    def _tell(self, slot: int, ability: int) -> None:
        self.told[slot] = self.scene.loop
        self.scene.tell(slot, ability)

    def _change_of(self, kind: int) -> float:
        """When the next change of this kind of structure can begin."""
        abilities = self.rules.abilities
        changes = [step for step in self.steps
                   if step.recipe.maker == kind and abilities[step.recipe.ability].kind == AbilityClass.MORPH]
        return min((self._ready(step) for step in changes if not self._has_begun(step)), default=math.inf)

    def _ready(self, step: Step) -> float:
        """Loop from which a step is allowed, as far as what it requires is under way; infinity when it is not."""
        ready = step.lo
        requirement = int(self.rules.abilities[step.recipe.ability].requirement)
        for kinds in requires(self.scene.world, requirement, step.recipe.maker):
            units = [self.scene.game.units[slot] for slot in self.scene.units(kinds)]
            left = [(int(unit.build_time) - int(unit.progress)) / ONE if unit.building else 0 for unit in units]
            ready = max(ready, self.scene.loop + min(left, default=math.inf))
        return ready

    def _ability(self, kind: int, product: int) -> int:
        for ability in self.scene.world.members(self.rules.unit_types[kind].abilities):
            row = self.rules.abilities[ability]
            if row.product == product and row.kind == AbilityClass.TRAIN:
                return ability
        return 0

    def _keep_supply(self) -> None:
        """One more of what gives supply when it runs out and no step provides for it."""
        kind = self.scene.world.supplier(self.race)
        player, units = self.scene.player, self.scene.game.units
        room = int(player.supply_cap) - int(player.supply_used)
        name = self.scene.world.names.unit_names[kind]
        planned = any(step.product == kind and not self._has_begun(step) for step in self.steps)
        coming = len(self.starts.get(name, ())) + self.first > len(self.scene.units(kind))
        if room < 4 and not planned and not coming and not any(units[slot].building for slot in self.scene.units(kind)):
            recipe = recipe_of(self.scene.world, self.race, kind, 0)
            if recipe:
                number = len(self.starts.get(name, ())) + 1
                self.steps.insert(0, Step(name, number, recipe, kind, 0, self.scene.loop, math.inf, self.scene.loop))

    def _use(self, step: Step) -> None:
        """Let an idle unit train, research, change or build its add-on."""
        for slot in self.scene.units():
            has = self.scene.world.members(self.rules.unit_types[self.scene.game.units[slot].type].abilities)
            if step.recipe.ability in has and self._is_idle(int(slot)):
                if self.scene.games.command_error(0, 1, int(slot), step.recipe.ability) == 0:
                    self._tell(int(slot), step.recipe.ability)
                    return

    def _build(self, step: Step, purse: list[int]) -> None:
        """Send a worker so that it arrives when the step may begin; then let it build."""
        scene, price = self.scene, int(self.rules.abilities[step.recipe.ability].minerals)
        errand = self.errands.get(step)
        if errand is None:
            income = INCOME * len(scene.units(self.worker))
            if self._ready(step) > scene.loop + LONGEST_WALK or purse[0] + income * LONGEST_WALK < price:
                return
            errand = self._errand(step)
            away = sites.way(scene, scene.at(errand.builder), errand.point) if errand else 0
            walk = away * ONE / int(self.rules.unit_types[self.worker].speed)
            if errand is None or self._ready(step) > scene.loop + walk or purse[0] + income * walk < price:
                return
            errand.walk = walk
            self.errands[step] = errand
            kind = self.rules.unit_types[self.worker]
            scene.tell(errand.builder, int(kind.move_ability), point=errand.point)
        if not scene.game.units[errand.builder].alive or scene.loop > errand.told + errand.walk + PATIENCE > 0:
            del self.errands[step]
        elif math.isinf(errand.told) and scene.loop >= self._ready(step) and self._can_pay(step, purse):
            scene.tell(errand.builder, step.recipe.ability, errand.target, None if errand.target else errand.point)
            errand.told = scene.loop

    def _errand(self, step: Step) -> Errand | None:
        """A place for a step, and the worker nearest to it that carries nothing."""
        if self.scene.loop > self.looked.get(step, (-math.inf,))[0] + LOOK_AGAIN:
            self.looked[step] = self.scene.loop, *sites.place(self.scene, step.recipe, step.product)
        _, target, point = self.looked[step]
        builder = self._free_worker(point) if point else 0
        return Errand(builder, target, point) if point and builder else None

    def _free_worker(self, point: tuple[float, float]) -> int:
        """The nearest worker on minerals; 0: none."""
        scene, busy = self.scene, {errand.builder for errand in self.errands.values()}
        free = [int(slot) for slot in scene.units(self.worker) if slot not in busy and self._mines(int(slot))]
        return min(free, key=lambda slot: math.dist(scene.at(slot), point), default=0)

    def _mines(self, slot: int) -> bool:
        unit = self.scene.game.units[slot]
        target = self.scene.game.units[unit.gather_target]
        ability = self.rules.abilities[unit.orders[0].ability]
        on_minerals = self.rules.unit_types[target.type].resource == Resource.MINERALS
        return bool(unit.n_orders and ability.kind == AbilityClass.HARVEST and on_minerals and not unit.carrying)

    def _work_gas(self) -> None:
        """Fill finished refineries."""
        scene = self.scene
        for slot in scene.flagged(Flag.REFINERY):
            unit = scene.game.units[slot]
            missing = int(self.rules.unit_types[unit.type].ideal_harvesters) - int(unit.harvesters)
            if not unit.building and missing > 0 and scene.loop > self.sent.get(int(slot), -100) + 60:
                self.sent[int(slot)] = scene.loop
                for _ in range(missing):
                    worker = self._free_worker(scene.at(slot))
                    if worker:
                        gather(scene, worker, int(slot))
                        scene.games.step(2)

    def _employ_idle(self) -> None:
        """Idle workers go to the field with the fewest workers."""
        scene, busy = self.scene, {errand.builder for errand in self.errands.values()}
        for slot in scene.units(self.worker):
            if scene.game.units[slot].n_orders == 0 and slot not in busy:
                fields = fields_of(scene, halls_of(scene), Resource.MINERALS)
                if fields:
                    harvesters = scene.game.units["harvesters"]
                    gather(scene, int(slot), min(fields, key=lambda field: (
                        int(harvesters[field]), math.dist(scene.at(slot), scene.at(field)))))

    def _call_helpers(self) -> None:
        """Use energy for workers for a time."""
        scene = self.scene
        for kind, ability in casters(scene.world):
            if not makes_helpers(scene.world, ability):
                continue
            for slot in scene.units(kind):
                enough = scene.game.units[slot].energy >= self.rules.abilities[ability].energy
                fields = fields_of(scene, halls_of(scene), Resource.MINERALS) if enough else []
                if fields and scene.loop > self.sent.get(int(slot), -100) + 20:
                    self.sent[int(slot)] = scene.loop
                    scene.tell(int(slot), ability, target=fields[0])

    def _trains(self, recipe: Recipe) -> bool:
        is_structure = self.rules.unit_types[recipe.maker].flags & Flag.STRUCTURE
        return bool(is_structure and self.rules.abilities[recipe.ability].kind == AbilityClass.TRAIN)
