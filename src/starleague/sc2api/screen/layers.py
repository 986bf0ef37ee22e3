"""Feature layers of screen and minimap: one image for each property of what a pixel shows."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from s2clientprotocol import raw_pb2, spatial_pb2

from starleague.catalog.rules import ONE
from starleague.sc2api.eyes.eye import Canvas
from starleague.sc2api.eyes.layout import Cloak, Fog, Known
from starleague.sc2api.grids import bits, octets, words
from starleague.sc2api.screen.geometry import Frame
from starleague.sc2api.screen.ground import Ground, discs
from starleague.sc2api.tags import NEUTRAL_OWNER
from starleague.sc2api.viewer import Viewer

IN_SIGHT = 2  # of the visibility grid
ALARM = 16  # loops for which the minimap shows where a unit was hurt
FULL = 255  # a ratio of one


def fill_layers(viewer: Viewer, effects: list[raw_pb2.Effect], out: spatial_pb2.ObservationFeatureLayer) -> None:
    """Both views, at the resolutions that the client has asked for."""
    setup = viewer.options.feature_layer
    _fill_screen(viewer, viewer.screen(setup), effects, out.renders)
    _fill_minimap(viewer, viewer.minimap(setup), viewer.screen(setup), setup.allow_cheating_layers, out.minimap_renders)


def _fill_screen(viewer: Viewer, frame: Frame, effects, out: spatial_pb2.FeatureLayers) -> None:
    canvas, ground = viewer.eye.paint(frame), ground_of(viewer, frame)
    _fill_ground(viewer, ground, out)
    bits(out.power, discs(frame, _power(viewer)))
    sightings = viewer.eye.seen
    for name, (fill, value) in SCREEN.items():
        fill(getattr(out, name), _by_pixel(canvas, value(viewer, sightings)))
    octets(out.unit_density, canvas.density)
    octets(out.unit_density_aa, canvas.cover)
    octets(out.effects, _effects(frame, effects))


def _fill_minimap(viewer: Viewer, frame: Frame, screen: Frame, cheats: bool, out) -> None:
    canvas, ground = viewer.eye.paint(frame), ground_of(viewer, frame)
    _fill_ground(viewer, ground, out)
    bits(out.camera, _camera(frame, screen))
    for name in MINIMAP:
        fill, value = SCREEN[name]
        fill(getattr(out, name), _by_pixel(canvas, value(viewer, viewer.eye.seen)))
    bits(out.alerts, discs(frame, _alarms(viewer)))
    if cheats:
        words(out.unit_type, _by_pixel(canvas, _unit_type(viewer, viewer.eye.seen)))


def ground_of(viewer: Viewer, frame: Frame) -> Ground:
    terrain = viewer.match.games.rules.terrain
    return Ground(frame, int(terrain.width), int(terrain.height))


def visibility(viewer: Viewer, ground: Ground) -> np.ndarray:
    seen = ground.sample(viewer.match.game.visibility[viewer.player - 1])
    return seen if viewer.eye.fog != Fog.NONE else np.full_like(seen, IN_SIGHT)


def _fill_ground(viewer: Viewer, ground: Ground, out) -> None:
    """What both views tell of the map itself."""
    terrain = viewer.match.games.rules.terrain
    octets(out.height_map, ground.sample(terrain.ground))
    octets(out.visibility_map, visibility(viewer, ground))
    bits(out.creep, ground.sample(viewer.creep()))
    bits(out.buildable, ground.sample(terrain.placeable))
    bits(out.pathable, ground.sample(terrain.pathable))


def _by_pixel(canvas: Canvas, values: np.ndarray) -> np.ndarray:
    """Values of sightings where their pixels are; nothing is shown as 0."""
    return np.append(values, 0)[canvas.shown]


def _ratio(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return np.where(whole > 0, part.astype(np.int64) * FULL // np.maximum(whole, 1), 0)


def _unit_type(viewer: Viewer, seen: np.ndarray) -> np.ndarray:
    return viewer.match.games.rules.unit_types["api_id"][seen["type"]]


Fill = Callable[..., None]
# Layer to how its pixels are packed, and the value of each sighting.
SCREEN: dict[str, tuple[Fill, Callable[[Viewer, np.ndarray], np.ndarray]]] = {
    "player_id": (octets, lambda _, s: np.where(s["owner"] == 0, NEUTRAL_OWNER, s["owner"])),
    "player_relative": (octets, lambda _, s: s["side"]),
    "unit_type": (words, _unit_type),
    "selected": (bits, lambda _, s: s["selected"]),
    "unit_hit_points": (words, lambda _, s: s["life"] // ONE),
    "unit_hit_points_ratio": (octets, lambda _, s: _ratio(s["life"], s["life_max"])),
    "unit_energy": (words, lambda _, s: s["energy"] // ONE),
    "unit_energy_ratio": (octets, lambda _, s: _ratio(s["energy"], s["energy_max"])),
    "unit_shields": (words, lambda _, s: s["shields"] // ONE),
    "unit_shields_ratio": (octets, lambda _, s: _ratio(s["shields"], s["shields_max"])),
    "hallucinations": (bits, lambda _, s: s["hallucination"]),
    "cloaked": (bits, lambda _, s: np.isin(s["cloak"], (Cloak.CLOAKED, Cloak.DETECTED, Cloak.ALLIED))),
    "blip": (bits, lambda _, s: s["blip"]),
    "buffs": (words, lambda _, s: s["buff"]),
    "buff_duration": (octets, lambda _, s: (s["buff_share"] * FULL).astype(np.int64)),
    "active": (bits, lambda _, s: s["active"]),
    "build_progress": (octets, lambda _, s: np.where(s["progress"] < 1, s["progress"] * FULL, 0).astype(np.int64)),
    "placeholder": (bits, lambda _, s: s["known"] == Known.PLACEHOLDER),
}
MINIMAP = ("player_id", "player_relative", "selected")


def _power(viewer: Viewer) -> list[tuple[float, float, float]]:
    power, units = viewer.match.kinds.power, viewer.match.game.units
    slots = viewer.match.own_of(viewer.player, power)
    return [(units[s].x / ONE, units[s].y / ONE, power[int(units[s].type)] / ONE) for s in slots]


def _alarms(viewer: Viewer) -> list[tuple[float, float, float]]:
    """Own units that were hurt just now."""
    match = viewer.match
    units = match.games.state["units"][0][: int(match.game.n_slots)]
    hurt = (units["owner"] == viewer.player) & (units["alive"] == 1)
    hurt &= units["since_damage"] > max(0, match.loop - ALARM)
    return [(x / ONE, y / ONE, 2.0) for x, y in zip(units["x"][hurt].tolist(), units["y"][hurt].tolist())]


def _effects(frame: Frame, effects: list[raw_pb2.Effect]) -> np.ndarray:
    pixels = np.zeros((frame.rows, frame.columns), np.uint8)
    for effect in effects:
        pixels[discs(frame, [(pos.x, pos.y, effect.radius) for pos in effect.pos])] = min(effect.effect_id, FULL)
    return pixels


def _camera(frame: Frame, screen: Frame) -> np.ndarray:
    """The part of the minimap that the screen shows."""
    pixels = np.zeros((frame.rows, frame.columns), bool)
    right, bottom = screen.left + screen.columns * screen.scale, screen.top - screen.rows * screen.scale
    (x0, y0), (x1, y1) = frame.nearest((screen.left, screen.top)), frame.nearest((right, bottom))
    pixels[y0 : y1 + 1, x0 : x1 + 1] = True
    return pixels
