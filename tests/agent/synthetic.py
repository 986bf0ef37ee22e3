"""Shapes, observations and actions made up at random, to test the network without an environment."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import torch

from starleague.agent.actor import Actor
from starleague.agent.network import Policy
from starleague.env.spec import BUILD_ORDER, ENTITY_FIELDS, ENTITY_IDS, PLANES, SIZES, Shapes

RELATIONS = ("is_self", "is_enemy", "is_neutral")


def synthetic_shapes(size="tiny", types=30, actions=24, items=20, scalars=40, seed=0) -> Shapes:
    """A vocabulary with every combination of arguments in it; action 0 is no_op."""
    rng = np.random.default_rng(seed)

    def action(index: int) -> SimpleNamespace:
        target = index % 3
        uses = {
            "units": index > 0,
            "target_entity": index > 0 and target == 1,
            "target_cell": index > 0 and target == 2,
        }
        uses |= {"queued": index > 0 and index % 2 == 0, "repeat": index > 0 and index % 3 == 0}
        return SimpleNamespace(name=f"action_{index}", **{f"uses_{name}": used for name, used in uses.items()})

    tables = SimpleNamespace(
        patch="synthetic",
        unit_types=tuple(f"type_{i}" for i in range(types)),
        items=tuple(f"item_{i}" for i in range(items)),
        buffs=("none", "buff"),
        actions=tuple(action(i) for i in range(actions)),
        selectable=(rng.random((actions, types)) < 0.4).astype(np.uint8),
        targetable=(rng.random((actions, 3, types)) < 0.4).astype(np.uint8),
    )
    ids = {name: {"o": actions, "q": items, "a": types, "b": 2}[name[0]] for name in ENTITY_IDS}
    return Shapes(SIZES[size], types, ids, len(ENTITY_FIELDS), len(PLANES), scalars, actions, items, tables)


def observations(shapes: Shapes, *leading: int, seed=0, filled=(20, 40)) -> dict[str, np.ndarray]:
    """Random observations with leading axes, as `starleague.env.spec` has them."""
    rng = np.random.default_rng(seed)
    sizes = shapes.sizes
    slots = (*leading, sizes.max_entities)
    count = rng.integers(*filled, size=leading).astype(np.int32)
    is_filled = np.arange(sizes.max_entities) < count[..., None]

    features = rng.uniform(-1, 1, (*slots, shapes.entity_features)).astype(np.float32)
    relation = rng.integers(0, 3, slots)
    for index, name in enumerate(RELATIONS):
        features[..., ENTITY_FIELDS.index(name)] = relation == index
    ids = np.stack([rng.integers(0, size, slots) for size in shapes.entity_ids.values()], axis=-1)
    ids *= rng.random(ids.shape) < 0.2  # most entities do, make and have nothing
    return {
        "entity_type": (rng.integers(1, shapes.entity_types, slots) * is_filled).astype(np.int16),
        "entity_ids": (ids * is_filled[..., None]).astype(np.int16),
        "entity_features": features * is_filled[..., None],
        "entity_cell": (rng.integers(0, sizes.map_size, (*slots, 2)) * is_filled[..., None]).astype(np.int16),
        "entity_count": count,
        "planes": rng.random((*leading, shapes.planes, sizes.map_size, sizes.map_size), dtype=np.float32),
        "scalars": rng.random((*leading, shapes.scalars), dtype=np.float32),
        "last_action": rng.integers(0, shapes.actions, leading).astype(np.int32),
        "available": (rng.random((*leading, shapes.actions)) < 0.7).astype(np.uint8),
        "z_build": rng.integers(0, shapes.items, (*leading, BUILD_ORDER)).astype(np.int16),
        "z_counts": rng.integers(0, 5, (*leading, shapes.items)).astype(np.float32),
        "opponent_scalars": rng.random((*leading, shapes.scalars), dtype=np.float32),
        "opponent_counts": rng.integers(0, 5, (*leading, shapes.items)).astype(np.float32),
    }


def tensors(arrays: dict[str, np.ndarray]) -> dict[str, torch.Tensor]:
    return {name: torch.from_numpy(array) for name, array in arrays.items()}


def legal_actions(shapes: Shapes, observation: dict[str, np.ndarray], seed=0) -> dict[str, np.ndarray]:
    """An action for each observation [N, …], as a policy that knows nothing would sample it."""
    torch.manual_seed(seed)
    return Actor(Policy(shapes, "tiny"), len(observation["entity_count"]), seed).act(observation).actions


def game(shapes: Shapes, *leading: int, seed=0, **kwargs) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """Observations and legal actions [T, B, …]."""
    observation = observations(shapes, *leading, seed=seed, **kwargs)
    size = len(leading)
    flat = {name: value.reshape(-1, *value.shape[size:]) for name, value in observation.items()}
    actions = legal_actions(shapes, flat, seed)
    return observation, {name: value.reshape(*leading, *value.shape[1:]) for name, value in actions.items()}
