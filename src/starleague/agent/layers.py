"""The blocks that encoders, torso and heads are made of."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

NEVER = -1e9  # added to what cannot be chosen or attended to (the paper's bias of empty slots)


class ResBlock(nn.Module):
    """x + f(x), twice normalised, rectified and mixed."""

    def __init__(self, width: int):
        super().__init__()
        self.layers = nn.Sequential(
            nn.LayerNorm(width), nn.ReLU(), nn.Linear(width, width),
            nn.LayerNorm(width), nn.ReLU(), nn.Linear(width, width),
        )  # fmt: skip

    def forward(self, x: Tensor) -> Tensor:
        return x + self.layers(x)


class ConvResBlock(nn.Module):
    """x + f(x) over a map."""

    def __init__(self, channels: int):
        super().__init__()
        self.first = nn.Conv2d(channels, channels, 3, padding=1)
        self.second = nn.Conv2d(channels, channels, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.second(F.relu(self.first(F.relu(x))))


class FilmResBlock(nn.Module):
    """x + f(x) over a map, where a vector scales and shifts each channel (FiLM: Perez et al. 2018)."""

    def __init__(self, channels: int, condition: int):
        super().__init__()
        self.first = nn.Conv2d(channels, channels, 3, padding=1)
        self.second = nn.Conv2d(channels, channels, 3, padding=1)
        self.film = nn.Linear(condition, 2 * channels)

    def forward(self, x: Tensor, condition: Tensor) -> Tensor:
        scale, shift = self.film(condition)[:, :, None, None].chunk(2, dim=1)
        hidden = self.first(F.relu(x)) * (1 + scale) + shift
        return x + self.second(F.relu(hidden))


class Gate(nn.Module):
    """The paper's gated linear unit: what passes is decided by the context (the scalars of the game)."""

    def __init__(self, width: int, context: int, out: int):
        super().__init__()
        self.gate = nn.Linear(context, width)
        self.linear = nn.Linear(width, out)

    def forward(self, x: Tensor, context: Tensor) -> Tensor:
        return self.linear(torch.sigmoid(self.gate(context)) * x)


class TransformerLayer(nn.Module):
    """Self-attention among entities, then an MLP on each, both residual and normalised beforehand."""

    def __init__(self, width: int, heads: int, head_size: int, hidden: int):
        super().__init__()
        self.heads = heads
        self.norm_attention = nn.LayerNorm(width)
        self.query_key_value = nn.Linear(width, 3 * heads * head_size)
        self.mix = nn.Linear(heads * head_size, width)
        self.norm_mlp = nn.LayerNorm(width)
        self.mlp = nn.Sequential(nn.Linear(width, hidden), nn.ReLU(), nn.Linear(hidden, width))

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """x: [N, E, W]; bias: [N, 1, 1, E], 0 or NEVER."""
        x = x + self.mix(self.attend(self.norm_attention(x), bias))
        return x + self.mlp(self.norm_mlp(x))

    def attend(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, entities, _ = x.shape
        split = self.query_key_value(x).view(batch, entities, 3, self.heads, -1)
        query, key, value = split.permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        return mixed.transpose(1, 2).reshape(batch, entities, -1)


class LayerNormLSTM(nn.Module):
    """A deep LSTM with layer normalisation (Ba et al. 2016) that is reset where a game begins.

    a = LN(W x_t) + LN(U h_{t−1}) + b, split into i, f, g, o
    c_t = σ(f + 1) c_{t−1} + σ(i) tanh(g)
    h_t = σ(o) tanh(LN(c_t))
    """

    def __init__(self, inputs: int, width: int, layers: int):
        super().__init__()
        self.width = width
        self.cells = nn.ModuleList(LayerNormCell(inputs if i == 0 else width, width) for i in range(layers))

    def initial_state(self, batch: int, device: torch.device | None = None) -> Tensor:
        """[batch, layers, 2, width]: h and c of each layer."""
        return torch.zeros(batch, len(self.cells), 2, self.width, device=device)

    def forward(self, inputs: Tensor, state: Tensor, first: Tensor) -> tuple[Tensor, Tensor]:
        """inputs: [T, B, I]; first: [T, B], where a game begins → outputs [T, B, H], the state after the last."""
        ends = []
        keep = (~first).unsqueeze(-1).to(inputs.dtype)
        for layer, cell in enumerate(self.cells):
            inputs, h, c = cell(inputs, state[:, layer, 0], state[:, layer, 1], keep)
            ends.append(torch.stack((h, c), dim=1))
        return inputs, torch.stack(ends, dim=1)


class LayerNormCell(nn.Module):
    """One layer of the LSTM over time. The inputs of all steps are projected at once."""

    def __init__(self, inputs: int, width: int):
        super().__init__()
        self.from_input = nn.Linear(inputs, 4 * width, bias=False)
        self.from_output = nn.Linear(width, 4 * width, bias=False)
        self.norm_input = nn.LayerNorm(4 * width)
        self.norm_output = nn.LayerNorm(4 * width)
        self.norm_cell = nn.LayerNorm(width)

    def forward(self, inputs: Tensor, h: Tensor, c: Tensor, keep: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        projected = self.norm_input(self.from_input(inputs))
        outputs = []
        for x, kept in zip(projected, keep):
            h, c = h * kept, c * kept
            i, f, g, o = (x + self.norm_output(self.from_output(h))).chunk(4, dim=-1)
            c = torch.sigmoid(f + 1) * c + torch.sigmoid(i) * torch.tanh(g)
            h = torch.sigmoid(o) * torch.tanh(self.norm_cell(c))
            outputs.append(h)
        return torch.stack(outputs), h, c
