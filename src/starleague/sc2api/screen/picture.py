"""The rendered interface: a plain picture from straight above, and its minimap."""

from __future__ import annotations

import numpy as np
from s2clientprotocol import raw_pb2, spatial_pb2

from starleague.sc2api.eyes.layout import Known, Side
from starleague.sc2api.grids import colors
from starleague.sc2api.screen.geometry import Frame
from starleague.sc2api.screen.ground import discs
from starleague.sc2api.screen.layers import ground_of, visibility
from starleague.sc2api.viewer import Viewer

# Red, green, blue
GROUND, CLIFF, CREEP = (96, 88, 72), (40, 38, 36), (84, 48, 96)
SIDES = {Side.SELF: (40, 200, 60), Side.ALLY: (60, 160, 220), Side.NEUTRAL: (90, 180, 220), Side.ENEMY: (220, 50, 40)}
EFFECT = (240, 220, 90)
SHADES = (0.25, 0.55, 1.0, 0.0)  # of what is hidden, fogged, in sight, and not on the map
DIM = 0.6  # of what is only remembered, hidden or planned


def fill_pictures(viewer: Viewer, effects: list[raw_pb2.Effect], out: spatial_pb2.ObservationRender) -> None:
    setup = viewer.options.render
    colors(out.map, _picture(viewer, viewer.screen(setup), effects))
    colors(out.minimap, _picture(viewer, viewer.minimap(setup), []))


def _picture(viewer: Viewer, frame: Frame, effects: list[raw_pb2.Effect]) -> np.ndarray:
    """uint8 [y, x, 3]"""
    terrain = viewer.match.games.rules.terrain
    ground = ground_of(viewer, frame)
    picture = np.where(ground.sample(terrain.pathable)[..., None] != 0, GROUND, CLIFF).astype(np.float32)
    picture[ground.sample(viewer.creep()) != 0] = CREEP
    picture *= (0.6 + ground.sample(terrain.ground) / 512)[..., None]
    picture *= np.array(SHADES, np.float32)[visibility(viewer, ground)][..., None]
    for effect in effects:
        picture[discs(frame, [(pos.x, pos.y, effect.radius) for pos in effect.pos])] += np.array(EFFECT) / 4
    shown = viewer.eye.paint(frame).shown
    picture = np.where((shown < viewer.eye.n)[..., None], _unit_colors(viewer)[shown], picture)
    return picture.clip(0, 255).astype(np.uint8)


def _unit_colors(viewer: Viewer) -> np.ndarray:
    """float32 [sightings + 1, 3]"""
    seen = viewer.eye.seen
    palette = np.zeros((max(SIDES) + 1, 3), np.float32)
    for side, color in SIDES.items():
        palette[side] = color
    whole = np.where(seen["known"] == Known.VISIBLE, 1.0, DIM) * np.where(seen["selected"], 1.25, 1.0)
    return np.vstack([palette[seen["side"]] * whole[:, None], np.zeros(3)]).astype(np.float32)
