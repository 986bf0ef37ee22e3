"""Muon: steps equally large in every direction on matrices, Adam's on everything else."""

import copy

import pytest
import torch
from synthetic import synthetic_shapes
from torch import nn

from starleague.agent.network import Policy
from starleague.learn.muon import LIKE_ADAM, Muon, for_policy, orthogonal


@pytest.mark.parametrize("shape", [(3, 8, 40), (1, 40, 8), (2, 16, 16)])
def test_singular_values_become_one_and_directions_stay(shape):
    matrices = torch.randn(shape, generator=torch.Generator().manual_seed(1)) * 1e-3
    made = orthogonal(matrices)
    u, _, v = torch.linalg.svd(matrices, full_matrices=False)
    aligned = u.transpose(1, 2) @ made @ v.transpose(1, 2)
    values = aligned.diagonal(dim1=1, dim2=2)
    assert values.min() > 0.3 and values.max() < 1.3  # the quintic leaves them near one, not at it
    assert (aligned - torch.diag_embed(values)).abs().max() < 1e-3


def test_no_gradient_is_no_step():
    assert (orthogonal(torch.zeros(1, 4, 6)) == 0).all()


def test_a_matrix_goes_as_far_whatever_the_gradient_s_size():
    went = []
    for size in (1e-6, 1e3):
        p = nn.Parameter(torch.zeros(16, 64))
        p.grad = size * torch.randn(16, 64, generator=torch.Generator().manual_seed(2))
        Muon([p], [], lr=0.01).step()
        went.append(p.detach())
    assert torch.allclose(*went, atol=1e-5)
    assert went[0].norm() == pytest.approx(0.01 * LIKE_ADAM * 64**0.5 * 16**0.5, rel=0.3)


def test_what_is_no_matrix_goes_as_adam_takes_it():
    torch.manual_seed(3)
    ours = nn.Linear(5, 3)
    theirs = copy.deepcopy(ours)
    one = Muon([], ours.parameters(), lr=0.01, l2=1e-3)
    two = torch.optim.Adam(theirs.parameters(), lr=0.01, weight_decay=1e-3)
    for _ in range(5):
        x = torch.randn(4, 5)
        for layer, optimizer in ((ours, one), (theirs, two)):
            optimizer.zero_grad()
            layer(x).square().sum().backward()
            optimizer.step()
    for mine, other in zip(ours.parameters(), theirs.parameters()):
        assert torch.allclose(mine, other, atol=1e-6)


def test_a_policy_s_tables_and_biases_are_adam_s():
    policy = Policy(synthetic_shapes())
    matrices, others = ({id(p) for p in group["params"]} for group in for_policy(policy, 1e-3).param_groups)
    names = {id(p): name for name, p in policy.named_parameters()}
    assert matrices | others == set(names) and not matrices & others
    told = {names[p] for p in matrices}
    assert {"torso.scalars.scalars.weight", "torso.map.downscale.0.weight", "heads.units.lstm.weight_hh_l0"} <= told
    apart = {names[p] for p in others}
    assert {"torso.entities.identity.weight", "torso.scalars.scalars.bias", "torso.scalars.build.places"} <= apart
