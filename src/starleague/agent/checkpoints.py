"""Checkpoints: a policy in one safetensors file, which runs no code when loaded, and what resuming needs beside it.

A file holds named tensors ("policy/…", "optimizer/…") and JSON metadata. It is written beside its place and moved
there when complete, so that a killed process leaves the old file or the new one. Its digest, the SHA-256 of names,
types, shapes and bytes, finds damage and names snapshots.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor, nn

from starleague.agent.dials import DIALS
from starleague.agent.network import Policy
from starleague.agent.shapes import differences, interface_of
from starleague.env.spec import Shapes
from starleague.env.strategies import Strategy

FORMAT, VERSION = "starleague.checkpoint", 1
Tensors = dict[str, Tensor]


class CheckpointError(ValueError):
    """A checkpoint cannot be used; the message names the file, what is wrong with it, and the mend."""


def save_policy(path: str | Path, policy: Policy, **metadata: Any) -> str:
    """Write a policy and its description (metadata: anything JSON can hold). Returns its digest."""
    return save(path, prefixed("policy/", policy.state_dict()), {**describe(policy), **metadata})


def load_policy(path: str | Path, shapes: Shapes | None = None, device: str | torch.device = "cpu") -> Policy:
    """The policy of a checkpoint. `shapes`: what the environment has now; None: made from the patch it was saved with.

    Raises CheckpointError where the file is missing, damaged, or made for other observations and actions.
    """
    tensors, metadata = load(path)
    return policy_of(path, tensors, metadata, shapes).to(device)


def policy_of(path: str | Path, tensors: Tensors, metadata: dict, shapes: Shapes | None = None) -> Policy:
    """A policy from what `load` gave."""
    if metadata.get("size") not in DIALS:
        raise CheckpointError(f"{path} holds no policy of a size known here ({', '.join(DIALS)}): update starleague")
    if shapes is None:
        from starleague.env.spec import shapes as shapes_of

        shapes = shapes_of(metadata["size"], metadata["shapes"]["patch"])
    policy = Policy(shapes, metadata["size"], metadata["race"])
    restore_policy(path, policy, tensors, metadata)
    return policy


def restore_policy(path: str | Path, policy: Policy, tensors: Tensors, metadata: dict) -> None:
    """Put a checkpoint's weights and strategies into a policy of the same size and shapes."""
    mine, theirs = describe(policy), metadata
    if mine["size"] != theirs.get("size"):
        raise CheckpointError(
            f"{path} is of size {theirs.get('size')}, not {mine['size']}: give --size {theirs['size']}"
        )
    changed = differences(theirs["shapes"], mine["shapes"])
    if changed:
        raise CheckpointError(
            f"{path} was made for another interface: {changed}. Use the version that made it, or train anew"
        )
    try:
        policy.load_state_dict(section(tensors, "policy/"))
        policy.strategies = tuple(Strategy.read(each, policy.shapes) for each in theirs.get("strategies", ()))
    except (RuntimeError, ValueError, KeyError) as error:
        raise CheckpointError(f"{path} has other layers than this version's network: train anew. {error}") from error


def describe(policy: Policy) -> dict:
    """A policy's size, race, the shapes it was made for, and its strategies, as JSON."""
    strategies = [strategy.written(policy.shapes) for strategy in policy.strategies]
    interface = interface_of(policy.shapes)
    return {"size": policy.size, "race": policy.race, "shapes": interface, "strategies": strategies}


def save(path: str | Path, tensors: Tensors, metadata: dict) -> str:
    """Write tensors and metadata at once or not at all. Returns the digest."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    tensors = {name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}
    digest = digest_of(tensors)
    header = {"format": FORMAT, "version": str(VERSION), "digest": digest, "metadata": json.dumps(metadata)}
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        save_file(tensors, unfinished, header)
        with open(unfinished, "rb+") as file:
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    return digest


def load(path: str | Path) -> tuple[Tensors, dict]:
    """The tensors and metadata of a file; metadata also has its "digest". Raises CheckpointError."""
    path = Path(path)
    if not path.is_file():
        raise CheckpointError(f"there is no checkpoint {path}: give the path of a .safetensors file")
    try:
        with safe_open(path, framework="pt") as file:
            header = file.metadata() or {}
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 (not a dict)
    except (SafetensorError, OSError) as error:
        raise CheckpointError(
            f"{path} is cut short or damaged ({error}): copy it again, or use an earlier one"
        ) from error
    if header.get("format") != FORMAT:
        raise CheckpointError(f"{path} is no starleague checkpoint (a safetensors file of something else)")
    if int(header["version"]) > VERSION:
        raise CheckpointError(
            f"{path} was written by a newer starleague (format {header['version']}): update starleague"
        )
    if digest_of(tensors) != header["digest"]:
        raise CheckpointError(
            f"{path} is damaged (its contents do not match its digest): copy it again, or use an earlier one"
        )
    return tensors, {**json.loads(header["metadata"]), "digest": header["digest"]}


def race_of(path: str | Path) -> str:
    """The race that a policy plays, from its file's description alone. Raises CheckpointError."""
    try:
        with safe_open(path, framework="pt") as file:
            return json.loads(file.metadata()["metadata"])["race"]
    except (SafetensorError, OSError, TypeError, KeyError) as error:
        raise CheckpointError(f"{path} is no starleague checkpoint or damaged ({error}): copy it again") from error


def digest_of(tensors: Tensors) -> str:
    """SHA-256 of names, types, shapes and bytes, in the order of names."""
    total = hashlib.sha256()
    for name in sorted(tensors):
        tensor = tensors[name].detach().cpu().contiguous()
        total.update(f"{name} {tensor.dtype} {tuple(tensor.shape)}\n".encode())
        total.update(tensor.reshape(-1).view(torch.uint8).numpy().data)
    return total.hexdigest()


def optimizer_tensors(optimizer: torch.optim.Optimizer) -> Tensors:
    """An optimizer's memory as named tensors: "optimizer/3/exp_avg"."""
    state = optimizer.state_dict()["state"]
    return {f"optimizer/{index}/{name}": value for index, memory in state.items() for name, value in memory.items()}


def restore_optimizer(optimizer: torch.optim.Optimizer, tensors: Tensors) -> None:
    """Put an optimizer's memory back; learning rates and the like stay as they are configured now."""
    state: dict[int, Tensors] = {}
    for name, value in section(tensors, "optimizer/").items():
        index, key = name.split("/")
        state.setdefault(int(index), {})[key] = value
    optimizer.load_state_dict({"state": state, "param_groups": optimizer.state_dict()["param_groups"]})


def prefixed(prefix: str, tensors: Tensors) -> Tensors:
    return {prefix + name: tensor for name, tensor in tensors.items()}


def section(tensors: Tensors, prefix: str) -> Tensors:
    """The tensors under a prefix, without it."""
    return {name.removeprefix(prefix): tensor for name, tensor in tensors.items() if name.startswith(prefix)}


def weights_digest(module: nn.Module) -> str:
    """What `save_policy` would name these weights by."""
    return digest_of(prefixed("policy/", module.state_dict()))
