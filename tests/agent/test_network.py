"""The policy as a whole: acting equals unrolling, masks are honoured, opponents are seen by values only."""

import pytest
import torch
from synthetic import observations, synthetic_shapes, tensors

from starleague.agent.masks import ARGUMENTS, HEADS
from starleague.agent.network import Policy

BATCH = 6


@pytest.fixture(scope="module")
def shapes():
    return synthetic_shapes()


@pytest.fixture(scope="module")
def policy(shapes):
    torch.manual_seed(0)
    return Policy(shapes, "tiny")


def play(policy, observation, steps, temperature=0.8, seed=0):
    """Act step by step; the steps' records, and the state after the last."""
    generator = torch.Generator().manual_seed(seed)
    state, records = policy.initial_state(BATCH), []
    with torch.no_grad():
        for t in range(steps):
            now = {name: value[t] for name, value in observation.items()}
            records.append(policy.step(now, state, temperature=temperature, generator=generator))
            state = records[-1].state
    return records, state


def stacked(records, field):
    return {head: torch.stack([getattr(record, field)[head] for record in records]) for head in HEADS}


def test_unroll_gives_the_same_log_probabilities_and_state_as_acting(shapes, policy):
    observation = tensors(observations(shapes, 4, BATCH))
    records, state = play(policy, observation, 4)
    first = torch.zeros(4, BATCH, dtype=torch.bool)
    with torch.no_grad():
        unrolled = policy.unroll(
            observation, policy.initial_state(BATCH), first, stacked(records, "actions"), temperature=0.8
        )
    torch.testing.assert_close(unrolled.state, state, atol=1e-5, rtol=1e-4)
    for head, log_probs in stacked(records, "log_probs").items():
        torch.testing.assert_close(unrolled.log_probs[head], log_probs, atol=1e-4, rtol=1e-4)
        assert log_probs.abs().sum() > 0, head


def test_sampled_actions_are_legal(shapes, policy):
    table = shapes.tables
    rows = 0
    for seed in range(4):
        observation = observations(shapes, 1, BATCH, seed=seed, filled=(1, 20))
        (record,), _ = play(policy, tensors(observation), 1, temperature=20.0, seed=seed)
        for b in range(BATCH):
            view = {name: value[0, b] for name, value in observation.items()}
            check_legal(shapes, table, view, {head: value[b] for head, value in record.actions.items()})
            rows += 1
    assert rows == 4 * BATCH


def check_legal(shapes, table, view, action):
    kind = int(action["type"])
    entry, own, relation = table.actions[kind], view["entity_features"][:, 0] > 0.5, relation_of(view)
    assert view["available"][kind] or kind == 0
    assert 1 <= action["delay"] <= shapes.sizes.max_delay
    units = [int(unit) for unit in action["units"] if unit >= 0]
    assert action["units"].tolist() == units + [-1] * (shapes.sizes.max_selected - len(units))
    assert bool(units) == entry.uses_units and len(units) == len(set(units))
    for unit in units:
        assert unit < view["entity_count"] and own[unit]
        assert table.selectable[kind, view["entity_type"][unit]]
    target = int(action["target_entity"])
    assert (target >= 0) == entry.uses_target_entity
    if target >= 0:
        assert target < view["entity_count"]
        assert table.targetable[kind, relation[target], view["entity_type"][target]]
    assert (action["target_cell"] >= 0) == entry.uses_target_cell
    assert action["target_cell"] < shapes.sizes.target_size**2
    assert entry.uses_queued or not action["queued"]
    assert entry.uses_repeat or not action["repeat"]


def relation_of(view):
    return view["entity_features"][:, [0, 2, 3]].argmax(axis=1)


def test_an_empty_world_allows_no_op_only(shapes, policy):
    observation = tensors(observations(shapes, 1, BATCH, filled=(0, 1)))
    (record,), _ = play(policy, observation, 1)
    assert record.actions["type"].tolist() == [0] * BATCH
    assert all(record.log_probs[head].abs().sum() == 0 for head in ARGUMENTS)


def test_the_opponent_is_seen_by_values_only(shapes, policy):
    observation = tensors(observations(shapes, 2, BATCH))
    records, _ = play(policy, observation, 2)
    first = torch.zeros(2, BATCH, dtype=torch.bool)
    changed = observation | {"opponent_scalars": observation["opponent_scalars"] + 1}
    with torch.no_grad():
        one, two = (
            policy.unroll(view, policy.initial_state(BATCH), first, stacked(records, "actions"), values=True)
            for view in (observation, changed)
        )
    assert all(torch.equal(one.log_probs[head], two.log_probs[head]) for head in HEADS)
    assert all((one.values[name] != two.values[name]).all() for name in one.values)
    assert one.values["winloss"].abs().max() < 1


def test_state_is_reset_where_a_game_begins(shapes, policy):
    observation = tensors(observations(shapes, 3, BATCH))
    records, _ = play(policy, observation, 3)
    actions = stacked(records, "actions")
    first = torch.zeros(3, BATCH, dtype=torch.bool)
    first[2] = True
    last = {name: value[2:] for name, value in observation.items()}
    with torch.no_grad():
        through = policy.unroll(observation, torch.randn(BATCH, 1, 2, 128), first, actions)
        fresh = policy.unroll(last, policy.initial_state(BATCH), first[:1], {k: v[2:] for k, v in actions.items()})
    torch.testing.assert_close(through.state, fresh.state)


def test_empty_slots_do_not_matter(shapes, policy):
    """A crowded game in the batch widens the entity axis; the others' choices stay the same."""
    few = tensors(observations(shapes, 1, BATCH, filled=(5, 10)))
    (record,), _ = play(policy, few, 1)
    crowded = tensors(observations(shapes, 1, 1, seed=9, filled=(90, 91)))
    both = {name: torch.cat((few[name], crowded[name]), dim=1) for name in few}
    actions = {name: torch.cat((value, value[:1])).unsqueeze(0) for name, value in record.actions.items()}
    actions["type"][0, -1] = 0
    first = torch.zeros(1, BATCH + 1, dtype=torch.bool)
    with torch.no_grad():
        unrolled = policy.unroll(both, policy.initial_state(BATCH + 1), first, actions, temperature=0.8)
    for head in HEADS:
        torch.testing.assert_close(unrolled.log_probs[head][0, :BATCH], record.log_probs[head], atol=1e-4, rtol=1e-4)


@pytest.mark.parametrize("size", ["tiny", "laptop", "full"])
def test_the_dial_fits_the_sizes_of_the_interface(size):
    with torch.device("meta"):
        policy = Policy(synthetic_shapes(size), size)
    assert policy.initial_state(2).shape[0] == 2
