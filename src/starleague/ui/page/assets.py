"""What the page loads beside its stream: the built files, what units look like, the ground of a map."""

from __future__ import annotations

import functools
import io
import json
from importlib import resources
from typing import Any

import numpy as np
from PIL import Image

from starleague.game.games import Games
from starleague.game.maps import Map
from starleague.ui.art import art, inks
from starleague.ui.ground_picture import ground_picture
from starleague.ui.page.facts import facts_of
from starleague.ui.page.looks import FLAGS
from starleague.ui.page.wire import schema

THUMBNAIL_SCALE = 3  # pixels a cell


@functools.cache
def asset(name: str) -> bytes:
    """A built file; FileNotFoundError when there is none."""
    return resources.files("starleague.ui").joinpath("static").joinpath(name).read_bytes()


_facts: dict[str, bytes] = {}  # by patch


def facts_json(games: Games) -> bytes:
    """What the page knows about a patch's units and abilities, as JSON."""
    if games.patch not in _facts:
        content = {**facts_of(games), "frames": schema(), "flags": FLAGS, "inks": inks()}
        _facts[games.patch] = json.dumps(content, separators=(",", ":")).encode()
    return _facts[games.patch]


FACES = {
    "Terran": ("Marine", "Hellion", "SiegeTank", "Banshee", "Thor", "Battlecruiser"),
    "Zerg": ("Zergling", "Roach", "Hydralisk", "Mutalisk", "Ultralisk", "BroodLord"),
    "Protoss": ("Zealot", "Stalker", "Immortal", "Phoenix", "Archon", "Carrier"),
}


@functools.cache
def faces() -> dict[str, Any]:
    """How some units of each race look, for the start page."""
    return {"inks": inks(), "races": {race: [art()[name] for name in names] for race, names in FACES.items()}}


_grounds: dict[str, bytes] = {}  # by a map's digest


def ground_webp(game_map: Map) -> bytes:
    """A small picture of a map."""
    if game_map.digest not in _grounds:
        buffer = io.BytesIO()
        Image.fromarray(ground_picture(game_map, THUMBNAIL_SCALE)).save(buffer, "WEBP", quality=80)
        _grounds[game_map.digest] = buffer.getvalue()
    return _grounds[game_map.digest]


def grids_png(game_map: Map) -> bytes:
    """The grids side by side as a picture, row 0 at the bottom, for the page to paint the ground from."""
    blank = np.zeros_like(game_map.ground)
    left = np.stack([game_map.ground, game_map.pathable * 255, game_map.placeable * 255], axis=-1)
    right = np.stack([game_map.sight_block * 255, blank, blank], axis=-1)
    buffer = io.BytesIO()
    Image.fromarray(np.concatenate([left, right], axis=1)[::-1]).save(buffer, "PNG")
    return buffer.getvalue()
