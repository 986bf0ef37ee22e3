"""What went through a policy when it decided: for people who look over its shoulder."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from starleague.agent.choices import Action, Choice
from starleague.agent.encoders import Observation
from starleague.agent.torso import Encoding
from starleague.agent.values import Values

MOST_TYPES, MOST_ENTITIES, MOST_CELLS = 6, 12, 16
LEAST = 0.01  # probability that is worth telling

Likely = list[tuple[int, float]]  # (index, probability), the likeliest first


@dataclass(frozen=True)
class Thought:
    """One decision, with what else it could have been. Indices are those of an action's fields (`env.spec`)."""

    value: float  # who will win, from −1 to 1: the baseline, which sees both sides
    types: Likely
    units: Likely  # entity slots, of the first unit that it selects
    target_entities: Likely
    target_cells: Likely
    action: dict[str, list[int]]  # what it chose


def think_aloud(
    values: Values, observation: Observation, encoding: Encoding, choices: dict[str, Choice], actions: Action,
    rows: list[int],
) -> dict[int, Thought]:
    """The thoughts of some of the rows that were decided."""
    index = torch.tensor(rows, device=encoding.core.device)
    opponent = {name: observation[name][index] for name in ("opponent_scalars", "opponent_counts")}
    outcome = values(encoding.rows(index), opponent)["winloss"].tolist()
    return {
        row: Thought(
            outcome[k],
            likeliest(choices["type"], row, MOST_TYPES),
            likeliest(choices["units"], row, MOST_ENTITIES),
            likeliest(choices["target_entity"], row, MOST_ENTITIES),
            likeliest(choices["target_cell"], row, MOST_CELLS),
            {name: value[row].reshape(-1).tolist() for name, value in actions.items()},
        )
        for k, row in enumerate(rows)
    }


def likeliest(choice: Choice, row: int, most: int) -> Likely:
    """Of a head's first choice in a row; nothing where the action does not need the head."""
    place: Tensor = (choice.rows == row).nonzero()
    if not len(place):
        return []
    found = choice.log_p[int(place[0, 0]), 0].exp().topk(min(most, choice.log_p.shape[-1]))
    return [(index, p) for index, p in zip(found.indices.tolist(), found.values.tolist()) if p >= LEAST]
