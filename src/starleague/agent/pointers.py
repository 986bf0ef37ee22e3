"""The pointer heads: choices among entities, by the likeness of a query to each entity's key."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from starleague.agent.choices import Choice, Chooser, Forced, Sampler
from starleague.agent.dials import Dial
from starleague.agent.torso import Encoding
from starleague.env.spec import Shapes


class UnitsHead(nn.Module):
    """Selects units one after another until it selects the end token.

    Before each choice a small LSTM makes the query from the embedding, from what the action type allows and
    from the mean key of those already selected. The first choice cannot be the end.
    """

    def __init__(self, shapes: Shapes, dial: Dial):
        super().__init__()
        self.max_selected = shapes.sizes.max_selected
        self.keys = nn.Linear(dial.entity_width, dial.key_width)
        self.end = nn.Parameter(torch.randn(dial.key_width) * 0.1)
        self.start = nn.Linear(dial.embedding_width, dial.head_width)
        self.able = nn.Linear(shapes.entity_types, dial.head_width, bias=False)
        self.seen = nn.Linear(dial.key_width, dial.head_width, bias=False)
        self.enter = nn.Linear(dial.head_width, dial.key_width)
        self.lstm = nn.LSTM(dial.key_width, dial.key_width, batch_first=True)
        self.embed = nn.Linear(dial.key_width, dial.embedding_width)

    def forward(
        self, encoding: Encoding, embedding: Tensor, able: Tensor, legal: Tensor, choose: Chooser, rows: Tensor
    ) -> tuple[Choice, Tensor]:
        """able: float [R, types], legal: bool [R, E] → the choice, and what it adds to the embedding."""
        keys = self.keys(encoding.entities)
        filled = encoding.filled.unsqueeze(-1)
        mean = (keys * filled).sum(dim=1, keepdim=True) / filled.sum(dim=1, keepdim=True).clamp_min(1)
        keys = torch.cat((keys - mean, self.end.expand(len(keys), 1, -1)), dim=1)
        start = self.start(embedding) + self.able(able)
        legal = F.pad(legal, (0, 1))  # the end token is the last, and not legal at first
        if isinstance(choose, Forced):
            choice = self.repeat(keys, start, legal, choose, rows)
        else:
            choice = self.choose(keys, start, legal, choose, rows)
        return choice, self.embed(mean_selected(keys, choice))

    def choose(self, keys: Tensor, start: Tensor, legal: Tensor, sampler: Sampler, rows: Tensor) -> Choice:
        """One after another, each knowing the last, until all have selected the end."""
        end = keys.shape[1] - 1
        done = torch.zeros(len(keys), dtype=torch.bool, device=keys.device)
        state: tuple[Tensor, Tensor] | None = None
        log_ps: list[Tensor] = []
        indices: list[Tensor] = []
        reals: list[Tensor] = []
        while len(indices) < self.max_selected and not bool(done.all()):
            query, state = self.lstm(self.enter(F.relu(start)).unsqueeze(1), state)
            log_ps.append(sampler.log_p("units", torch.bmm(keys, query.transpose(1, 2)).squeeze(-1), legal))
            index = sampler.pick(log_ps[-1])  # of no account where done
            indices.append(index)
            reals.append(~done)
            done = done | (index == end)
            start = start + self.seen(keys.gather(1, index.view(-1, 1, 1).expand(-1, 1, keys.shape[2])).squeeze(1))
            legal = legal.scatter(1, index.unsqueeze(1), False)
            legal[:, end] = True
        return Choice(torch.stack(log_ps, dim=1), torch.stack(indices, dim=1), torch.stack(reals, dim=1), rows)

    def repeat(self, keys: Tensor, start: Tensor, legal: Tensor, forced: Forced, rows: Tensor) -> Choice:
        """All steps at once, since it is known what was selected before each."""
        end = keys.shape[1] - 1
        units = forced.actions["units"][rows].long()
        count = (units >= 0).sum(dim=1, keepdim=True)
        steps = min(self.max_selected, int(count.max()) + 1)
        order = torch.arange(steps, device=keys.device)
        index = units[:, :steps].masked_fill(order >= count, end)

        chosen = keys.gather(1, index.unsqueeze(-1).expand(-1, -1, keys.shape[2]))
        before = F.pad(self.seen(chosen).cumsum(dim=1), (0, 0, 1, 0))[:, :-1]
        query, _ = self.lstm(self.enter(F.relu(start.unsqueeze(1) + before)))
        taken = F.pad(F.one_hot(index, end + 1).cumsum(dim=1), (0, 0, 1, 0))[:, :-1] > 0
        legal = legal.unsqueeze(1) & ~taken
        legal[:, 1:, end] = True
        log_p = forced.log_p("units", torch.bmm(query, keys.transpose(1, 2)), legal, index)
        return Choice(log_p, index, (order <= count) & (count > 0), rows)


def mean_selected(keys: Tensor, choice: Choice) -> Tensor:
    """[R, key]: the mean key of the selected units, the end token left out."""
    selected = (choice.real & (choice.index < keys.shape[1] - 1)).unsqueeze(-1)
    chosen = keys.gather(1, choice.index.unsqueeze(-1).expand(-1, -1, keys.shape[2]))
    return (chosen * selected).sum(dim=1) / selected.sum(dim=1).clamp_min(1)


class TargetEntityHead(nn.Module):
    """One entity, by one query from the embedding."""

    def __init__(self, dial: Dial):
        super().__init__()
        self.keys = nn.Linear(dial.entity_width, dial.key_width)
        self.query = nn.Sequential(
            nn.Linear(dial.embedding_width, dial.head_width), nn.ReLU(),
            nn.Linear(dial.head_width, dial.key_width),
        )  # fmt: skip

    def forward(self, encoding: Encoding, embedding: Tensor) -> Tensor:
        return torch.bmm(self.keys(encoding.entities), self.query(embedding).unsqueeze(-1)).squeeze(-1)
