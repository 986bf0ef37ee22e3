import math

import torch

from starleague.agent.choices import Choice, Forced, Sampler
from starleague.agent.distributions import divergence, entropy, log_probabilities, sample


def test_sampling_follows_the_distribution_and_never_the_illegal():
    log_p = log_probabilities(torch.tensor([0.0, 1.0, 5.0]), torch.tensor([True, True, False]))
    draws = sample(log_p.expand(20_000, 3), torch.Generator().manual_seed(1))
    share = (draws == 1).float().mean()
    assert abs(share - math.e / (1 + math.e)) < 0.01
    assert draws.max() == 1


def test_temperature_sharpens():
    logits = torch.tensor([0.0, 1.0])
    torch.testing.assert_close(log_probabilities(logits, temperature=0.5), log_probabilities(2 * logits))


def test_the_delay_keeps_its_own_temperature():
    logits, rows = torch.tensor([[0.0, 1.0]]), torch.tensor([0])
    for choose in (Sampler(0.5), Forced({"type": rows, "delay": rows + 1}, 0.5)):
        torch.testing.assert_close(choose("type", logits, None, rows).log_p[:, 0], log_probabilities(2 * logits))
        torch.testing.assert_close(choose("delay", logits, None, rows).log_p[:, 0], log_probabilities(logits))


def test_what_was_done_counts_as_legal_and_what_is_not_known_is_no_choice():
    logits, legal = torch.zeros(2, 3), torch.tensor([[True, True, False], [True, True, True]])
    choice = Forced({"target_entity": torch.tensor([2, -1])})("target_entity", logits, legal, torch.arange(2))
    torch.testing.assert_close(choice.log_prob(2), torch.tensor([math.log(1 / 3), 0.0]))


def test_entropy_and_divergence_have_their_closed_forms():
    even = log_probabilities(torch.zeros(4), torch.tensor([True, True, True, False]))
    skew = log_probabilities(torch.tensor([0.5, 0.25, 0.25, 1.0]).log(), torch.tensor([True, True, True, False]))
    torch.testing.assert_close(entropy(even), torch.tensor(math.log(3)))
    expected = math.log(1 / 3) - (math.log(0.5) + 2 * math.log(0.25)) / 3
    torch.testing.assert_close(divergence(even, skew), torch.tensor(expected))


def test_a_choice_spreads_over_its_rows_and_ignores_steps_that_were_none():
    log_p = torch.tensor([[0.5, 0.5], [0.25, 0.75]]).log().expand(2, 2, 2)
    real = torch.tensor([[True, True], [True, False]])
    choice = Choice(log_p, torch.tensor([[0, 1], [1, 1]]), real, torch.tensor([3, 1]))
    expected = torch.tensor([0.0, math.log(0.5), 0.0, math.log(0.5) + math.log(0.75)])
    torch.testing.assert_close(choice.log_prob(4), expected)
    assert choice.hits() == (2, 3)  # of the even pair the first counts as likelier
    assert choice.divergence(choice, 4).abs().max() == 0


def test_in_any_order_whatever_is_still_to_be_chosen_is_right():
    torch.manual_seed(0)
    log_p = torch.log_softmax(torch.randn(2, 4, 6), dim=-1)  # the sixth is the end
    index = torch.tensor([[1, 3, 5, 5], [2, 5, 5, 5]])
    real = torch.tensor([[True, True, True, False], [True, True, False, False]])
    choice = Choice(log_p, index, real, rows=torch.tensor([0, 2]))
    two = torch.logsumexp(log_p[0, 0, [1, 3]], dim=0) + log_p[0, 1, 3] + log_p[0, 2, 5]
    one = log_p[1, 0, 2] + log_p[1, 1, 5]
    assert torch.allclose(choice.log_prob_any_order(3), torch.stack([two / 3, torch.tensor(0.0), one / 2]))

    likely = torch.full((1, 3, 6), -5.0)
    likely[0, 0, 3], likely[0, 1, 1], likely[0, 2, 4] = 0, 0, 0
    told = Choice(likely, torch.tensor([[1, 3, 5]]), torch.ones(1, 3, dtype=torch.bool), torch.tensor([0]))
    assert told.hits() == (1, 3), "3 comes later; 1 has come before; 4 is never told"
