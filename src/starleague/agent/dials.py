"""One dial for the network's widths: ``tiny`` learns on two cores, ``full`` has the published dimensions.

The sizes of observations and actions (how many entities, how large a map) are the environment's
(`starleague.env.spec.SIZES`, the same three names); these are the sizes of what lies between them.

Weights, with the vocabulary of all of melee (`bench/agent.py` counts them): tiny 1.0 million (0.8 of them act),
laptop 4.1 (3.3), full 35.7 (25.6). The paper states 139 and 55 million without saying in which layers; where it is
silent the widths here are the smaller choice.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Dial:
    # entity encoder: a transformer
    entity_width: int
    entity_layers: int
    entity_heads: int
    entity_head_size: int  # of each head's query, key and value
    entity_hidden: int  # between the two layers of the MLP

    # map encoder: a residual network
    scatter_channels: int  # channels that entities write into at their place
    map_input: int  # channels after the first 1×1 convolution
    map_channels: tuple[int, ...]  # channels after each halving of the map
    map_blocks: int  # residual blocks at the smallest size

    # scalar encoder
    scalar_width: int  # of each piece of it
    build_layers: int  # transformer layers over the build order; 0: a plain linear layer

    # torso
    summary_width: int  # what each encoder hands to the LSTM
    lstm_layers: int
    lstm_width: int

    # heads
    type_blocks: int  # residual blocks of the action type's head
    head_width: int  # of hidden layers in every head
    embedding_width: int  # the autoregressive embedding: what has been chosen so far
    key_width: int  # keys and queries of the pointers
    location_blocks: int  # residual blocks steered by the autoregressive embedding
    location_channels: tuple[int, ...]  # channels after each doubling, the last: 1

    # value functions
    value_blocks: int
    value_width: int

    temperature: float = 0.8  # of sampling, in every head but the delay's


DIALS = {
    "tiny": Dial(
        entity_width=32, entity_layers=1, entity_heads=2, entity_head_size=16, entity_hidden=64,
        scatter_channels=8, map_input=8, map_channels=(16, 32), map_blocks=1,
        scalar_width=32, build_layers=0,
        summary_width=64, lstm_layers=1, lstm_width=128,
        type_blocks=2, head_width=64, embedding_width=128, key_width=16,
        location_blocks=1, location_channels=(16, 1),
        value_blocks=1, value_width=64,
        temperature=0.5,  # who has learned for minutes is less sure: at 0.8 it won 40 % against easy, so 88 %
    ),
    "laptop": Dial(
        entity_width=96, entity_layers=2, entity_heads=2, entity_head_size=48, entity_hidden=256,
        scatter_channels=16, map_input=16, map_channels=(32, 64, 64), map_blocks=2,
        scalar_width=48, build_layers=1,
        summary_width=128, lstm_layers=1, lstm_width=256,
        type_blocks=4, head_width=128, embedding_width=256, key_width=32,
        location_blocks=2, location_channels=(64, 32, 1),
        value_blocks=2, value_width=128,
    ),
    "full": Dial(
        entity_width=256, entity_layers=3, entity_heads=2, entity_head_size=128, entity_hidden=1024,
        scatter_channels=32, map_input=32, map_channels=(64, 128, 128), map_blocks=4,
        scalar_width=64, build_layers=3,
        summary_width=256, lstm_layers=3, lstm_width=384,
        type_blocks=16, head_width=256, embedding_width=1024, key_width=32,
        location_blocks=4, location_channels=(128, 64, 16, 1),
        value_blocks=16, value_width=256,
    ),
}  # fmt: skip
