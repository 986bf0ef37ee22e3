"""What each player has in production now."""

from __future__ import annotations

import numpy as np

from starleague.game.games import Games


def production(games: Games) -> dict[int, list[list[float]]]:
    """By player: [kind (0 a unit type, 1 an upgrade), row, how many, share done of the first]."""
    units = games.state["units"][0]
    found: dict[int, dict[tuple[int, int], list[float]]] = {1: {}, 2: {}}
    alive = (units["alive"] == 1) & (units["owner"] > 0)
    for slot in np.flatnonzero(alive & (units["building"] == 1)).tolist():
        _add(found, units[slot], (0, int(units[slot].type)), int(units[slot].progress), int(units[slot].build_time))
    for slot in np.flatnonzero(alive & (units["n_queued"] > 0)).tolist():
        for item in units[slot].queue[: int(units[slot].n_queued)]:
            ability = games.rules.abilities[item.ability]
            time = int(ability.time) or int(games.rules.upgrades[ability.upgrade].time)
            what = (1, int(ability.upgrade)) if ability.upgrade else (0, int(ability.product))
            if item.started and what[1]:
                _add(found, units[slot], what, int(item.progress), time)
    return {player: [[*what, *told] for what, told in sorted(rows.items())] for player, rows in found.items()}


def _add(found: dict, unit: np.record, what: tuple[int, int], progress: int, time: int) -> None:
    row = found[int(unit.owner)].setdefault(what, [0, 0.0])
    row[0] += 1
    row[1] = max(row[1], round(progress / max(1, time), 2))
