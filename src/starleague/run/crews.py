"""Workers as crews: who changes his place of work together with one who is told to.

The computer moves one worker and looks again. A student who hears of each, and errs in some, has the next to hear of:
a fifth of all that a student of Zerg was told. So he is told of a crew, and of nothing where few are out of place.
"""

from __future__ import annotations

import numpy as np

from starleague.bots.economy import AT_FIELD
from starleague.catalog.vocabulary import AbilityClass, Resource

FIELD = 12 * 4096  # [1/4096 cell] mineral fields so near to one another are mined as one
WORTH = {Resource.MINERALS: 4, Resource.VESPENE: 2}  # workers out of place that are worth a word, by where from or to


def crew(rules: np.record, game: np.record, workers: list[int], target: int) -> list[int]:
    """Slots of all who should go to a resource at once, when these are told to; none, if it is not worth a word.

    From a refinery those go who are too many, to one as many as it has room for, and between mineral fields those for
    whom there is no room here and room there. Idle workers go in any case.
    """
    units, kinds = game.units, rules["unit_types"]
    first = workers[0]
    if not units["n_orders"][workers].all():
        return workers
    resource = kinds["resource"][units["type"]]
    gathers = rules["abilities"]["kind"][units["orders"][:, 0]["ability"]] == AbilityClass.HARVEST
    gathers &= (units["alive"] != 0) & (units["owner"] == units["owner"][first]) & (units["n_orders"] > 0)
    source = int(units["gather_target"][first])
    here, there = (_field(game, resource, slot) for slot in (source, target))
    at_work_here, at_work_there = (gathers & np.isin(units["gather_target"], field) for field in (here, there))
    room = _places(kinds, units, there) - int(at_work_there.sum())
    surplus = int(at_work_here.sum()) - _places(kinds, units, here)
    if resource[target] == Resource.VESPENE:
        number, least = room, WORTH[Resource.VESPENE]
    elif resource[source] == Resource.VESPENE:
        number, least = surplus, WORTH[Resource.VESPENE]
    else:
        number, least = min(room, surplus), WORTH[Resource.MINERALS]
    if number < least:
        return []
    others = np.flatnonzero(at_work_here & (units["inside"] == 0) & (units["carrying"] == 0))
    others = others[~np.isin(others, workers)]
    x, y = (units[axis][others] - np.int64(units[axis][first]) for axis in ("x", "y"))
    nearest = others[np.argsort(x * x + y * y, kind="stable")]
    return workers + nearest.tolist()[: max(0, number - len(workers))]


def _field(game: np.record, resource: np.ndarray, slot: int) -> np.ndarray:
    """Slots of the refinery, or of all mineral fields around one."""
    if resource[slot] != Resource.MINERALS:
        return np.array([slot])
    fields = game.resources[: int(game.n_resources)]
    fields = fields[(resource[fields] == Resource.MINERALS) & (game.units["alive"][fields] != 0)]
    x, y = (abs(game.units[axis][fields] - np.int64(game.units[axis][slot])) for axis in ("x", "y"))
    return fields[np.maximum(x, y) < FIELD]


def _places(kinds: np.ndarray, units: np.ndarray, field: np.ndarray) -> int:
    ideal = kinds["ideal_harvesters"][units["type"][field]]
    return int(np.where(ideal > 0, ideal, AT_FIELD).sum())
