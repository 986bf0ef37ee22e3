"""A checkpoint comes back as it was, or says what is wrong with it and what to do."""

import pytest
import torch
from synthetic import synthetic_shapes

from starleague.agent import checkpoints
from starleague.agent.checkpoints import CheckpointError, load, load_policy, save, save_policy
from starleague.agent.network import Policy


@pytest.fixture(scope="module")
def policy():
    return Policy(synthetic_shapes(), "tiny")


@pytest.fixture
def path(tmp_path, policy):
    save_policy(tmp_path / "agent.safetensors", policy, steps=7)
    return tmp_path / "agent.safetensors"


def test_a_policy_comes_back_bit_for_bit(path, policy):
    loaded = load_policy(path, synthetic_shapes())
    assert all(torch.equal(value, loaded.state_dict()[name]) for name, value in policy.state_dict().items())
    _, metadata = load(path)
    assert metadata["steps"] == 7
    assert metadata["digest"] == checkpoints.weights_digest(policy)


def test_the_optimizer_comes_back(tmp_path, policy):
    optimizer = torch.optim.Adam(policy.parameters(), 1e-3)
    for parameter in list(policy.parameters())[:5]:
        parameter.grad = torch.randn_like(parameter)
    optimizer.step()
    save(tmp_path / "x.safetensors", checkpoints.optimizer_tensors(optimizer), {})
    other = torch.optim.Adam(policy.parameters(), 1e-4)
    checkpoints.restore_optimizer(other, load(tmp_path / "x.safetensors")[0])
    assert other.param_groups[0]["lr"] == 1e-4
    before, after = optimizer.state_dict()["state"], other.state_dict()["state"]
    assert before.keys() == after.keys() and len(after) == 5
    assert all(torch.equal(value, after[i][name]) for i, memory in before.items() for name, value in memory.items())


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CheckpointError, match=r"no checkpoint .*nothing\.safetensors"):
        load(tmp_path / "nothing.safetensors")


@pytest.mark.parametrize("keep", [0, 4, 200, 100_000, -1])
def test_a_file_cut_short_is_named(path, keep):
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(CheckpointError, match=r"agent\.safetensors is cut short or damaged.*use an earlier one"):
        load(path)


def test_one_flipped_bit_is_found(path):
    data = bytearray(path.read_bytes())
    data[-1000] ^= 1
    path.write_bytes(data)
    with pytest.raises(CheckpointError, match=r"agent\.safetensors is damaged"):
        load(path)


def test_a_file_of_something_else_is_refused(tmp_path):
    from safetensors.torch import save_file

    save_file({"x": torch.zeros(1)}, tmp_path / "other.safetensors")
    with pytest.raises(CheckpointError, match="no starleague checkpoint"):
        load(tmp_path / "other.safetensors")


def test_a_newer_format_is_refused(path, monkeypatch):
    monkeypatch.setattr(checkpoints, "VERSION", 0)
    with pytest.raises(CheckpointError, match="newer starleague"):
        load(path)


def test_another_interface_is_named(path):
    with pytest.raises(
        CheckpointError, match=r"agent\.safetensors was made for another interface: .*actions 24 \(now 25\)"
    ):
        load_policy(path, synthetic_shapes(actions=25))


def test_the_same_number_of_other_actions_is_noticed(path):
    shapes = synthetic_shapes()
    shapes.tables.items = ("other", *shapes.tables.items[1:])
    with pytest.raises(CheckpointError, match="vocabulary"):
        load_policy(path, shapes)


def test_a_failed_write_leaves_the_old_file(path, policy, monkeypatch):
    before = path.read_bytes()

    def fail(*_):
        raise OSError("no space left")

    monkeypatch.setattr(checkpoints.os, "replace", fail)
    with pytest.raises(OSError, match="no space"):
        save_policy(path, policy, steps=8)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["agent.safetensors"]
