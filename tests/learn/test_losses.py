"""Each piece of the loss pulls in its direction, on the policy that learns."""

import math
from dataclasses import replace

import pytest
import torch

from starleague.agent.choices import Choice
from starleague.agent.masks import HEADS
from starleague.agent.network import Unrolled
from starleague.agent.rewards import BASELINES
from starleague.game.clock import LOOPS_PER_MINUTE
from starleague.learn.config import ReinforcementConfig, RewardWeight
from starleague.learn.losses import Batch, reinforcement_loss

T, B = 3, 2
N = T * B
EVEN = -math.log(3)  # log probability of one of three
ONLY_WINLOSS = {"winloss": RewardWeight(policy=1, upgo=1, baseline=10)}
QUIET = ReinforcementConfig(rewards=ONLY_WINLOSS, entropy=0, kl=0, kl_type_early=0)


def unrolled(logits, taken=1, value=0.0):
    """Every head has three choices with these logits in each of N rows, and took the same one."""
    log_p = torch.log_softmax(logits, dim=-1).expand(N, 1, 3)
    everyone = torch.arange(N)
    choice = Choice(log_p, torch.full((N, 1), taken), torch.ones(N, 1, dtype=torch.bool), everyone)
    choices = dict.fromkeys(HEADS, choice)
    values = {name: torch.full((T + 1, B), value) for name in BASELINES}
    return Unrolled(choices, {head: choice.log_prob(N).view(T, B) for head in HEADS}, values, torch.zeros(1))


def batch(reward=0.0, log_prob=EVEN, loop=0):
    steps = torch.zeros(T, B)
    rewards = {name: steps.clone() for name in BASELINES}
    rewards["winloss"][-1] = reward
    discounts = torch.ones(T, B)
    discounts[-1] = 0
    log_probs = {head: torch.full((T, B), log_prob) for head in HEADS}
    return Batch(log_probs, rewards, dict.fromkeys(BASELINES, torch.ones(T, B)), discounts, steps + loop)


def gradient(config, reward=0.0, teacher=None, logits=(0.0, 0.0, 0.0), **kwargs):
    logits = torch.tensor(logits, requires_grad=True)
    loss, pieces = reinforcement_loss(unrolled(logits), teacher, batch(reward, **kwargs), config, learn_policy=True)
    loss.backward()
    return logits.grad, pieces


def test_winning_makes_what_was_done_likelier_and_losing_unlikelier():
    assert gradient(QUIET, reward=1.0)[0][1] < 0 < gradient(QUIET, reward=-1.0)[0][1]


def test_the_policy_gradient_has_its_closed_form():
    """On policy, values 0, a win at the end: every step has V-trace and UPGO advantage 1, for each of 7 heads."""
    got, pieces = gradient(QUIET, reward=1.0)
    log_softmax_gradient = torch.tensor([-1 / 3, 2 / 3, -1 / 3])
    torch.testing.assert_close(got, -2 * 7 * log_softmax_gradient)
    assert pieces["policy/winloss"] == pytest.approx(7 * math.log(3))


def test_importance_weights_are_clipped_and_split_by_part():
    """What the actor did half as likely counts once, what it did twice as likely a half, five arguments 1/32."""
    likely = gradient(QUIET, reward=1.0, log_prob=-math.log(3 / 0.5))[0]
    torch.testing.assert_close(likely, gradient(QUIET, reward=1.0)[0])
    config = replace(QUIET, rewards={"winloss": RewardWeight(policy=0, upgo=1, baseline=0)})
    unlikely = gradient(config, reward=1.0, log_prob=math.log(2 / 3))[0]
    share = (1 / 2 + 1 / 2 + 5 / 32) / 7
    torch.testing.assert_close(unlikely, share * gradient(config, reward=1.0)[0])


def test_entropy_is_a_bonus_with_a_gradient():
    """Seven heads with entropy as a share of log 3; the gradient flattens the distribution."""
    config = replace(QUIET, entropy=1.0)
    flat, pieces = gradient(config)
    assert pieces["entropy"] == pytest.approx(-7)
    torch.testing.assert_close(flat, torch.zeros(3))
    peaked, _ = gradient(config, logits=(0.0, 3.0, 0.0))
    assert peaked[1] > 0 > peaked[0]


def test_kl_to_the_supervised_policy_has_a_gradient_towards_it():
    teacher = unrolled(torch.tensor([2.0, 0.0, 0.0])).choices
    got, pieces = gradient(replace(QUIET, kl=1.0), teacher=teacher)
    assert pieces["kl"] > 0
    expected = 7 * (1 / 3 - torch.softmax(torch.tensor([2.0, 0.0, 0.0]), 0))  # ∂KL(t‖p)/∂logits = p − t
    torch.testing.assert_close(got, expected)


def test_the_extra_kl_is_for_the_first_four_minutes_and_the_type_only():
    teacher = unrolled(torch.tensor([2.0, 0.0, 0.0])).choices
    config = replace(QUIET, kl_type_early=1.0)
    early, _ = gradient(config, teacher=teacher, loop=4 * LOOPS_PER_MINUTE - 1)
    late, _ = gradient(config, teacher=teacher, loop=4 * LOOPS_PER_MINUTE)
    torch.testing.assert_close(early, 1 / 3 - torch.softmax(torch.tensor([2.0, 0.0, 0.0]), 0))
    assert late.abs().max() == 0


def test_baselines_learn_the_return():
    """λ-return of a win at the end, values 0: 1, 0.8, 0.64 backwards; weight 10, half the square, mean over T·B."""
    unroll = unrolled(torch.zeros(3))
    value = unroll.values["winloss"].requires_grad_()
    loss, pieces = reinforcement_loss(unroll, None, batch(reward=1.0), QUIET, learn_policy=False)
    loss.backward()
    assert set(pieces) == {"baseline/winloss"}
    returns = torch.tensor([0.64, 0.8, 1.0])[:, None].expand(T, B)
    assert pieces["baseline/winloss"] == pytest.approx(float(5 * (returns**2).mean()))
    torch.testing.assert_close(value.grad[:-1], -10 * returns / N)
    assert value.grad[-1].abs().max() == 0


def test_an_inactive_pseudo_reward_teaches_nothing():
    config = ReinforcementConfig(entropy=0, kl=0, kl_type_early=0)
    steps = batch()
    steps.rewards["units"] += 1
    _, on = reinforcement_loss(unrolled(torch.zeros(3)), None, steps, config, True)
    steps.active = {**steps.active, "units": torch.zeros(T, B)}
    _, off = reinforcement_loss(unrolled(torch.zeros(3)), None, steps, config, True)
    assert on["policy/units"] > 0 and on["baseline/units"] > 0
    assert off["policy/units"] == 0 and off["baseline/units"] == 0


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"entropy": -1e-4}, "collapse"),
        ({"betas": (0.0, 1.0)}, "never forget"),
        ({"rewards": {}}, "who wins must count"),
        ({"rewards": {"gold": RewardWeight(1, 1)}}, "no value function is called gold"),
        ({"max_uses": 0}, "at least once"),
        ({"kl": -1.0}, "drives away"),
    ],
)
def test_the_config_explains_its_checks(change, why):
    with pytest.raises(ValueError, match=why):
        ReinforcementConfig(**change)
