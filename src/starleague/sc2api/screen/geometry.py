"""Where pixels lie on the map. Both views look straight down; the upper left pixel is (0, 0)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from s2clientprotocol import sc2api_pb2 as api

Place = tuple[float, float]
Pixel = tuple[int, int]
WIDTH = 24.0  # cells across a screen whose client names no width
LARGEST = 1024  # pixels on a side


@dataclass(frozen=True)
class Frame:
    """A rectangle of pixels over the map: ``scale`` cells a pixel, (left, top) is the corner of pixel (0, 0)."""

    left: float
    top: float
    scale: float
    columns: int
    rows: int

    def place(self, pixel: Pixel) -> Place:
        """The middle of a pixel on the map."""
        return self.left + (pixel[0] + 0.5) * self.scale, self.top - (pixel[1] + 0.5) * self.scale

    def pixel(self, place: Place) -> Pixel:
        """The pixel at a place; it may lie outside of the frame."""
        return int((place[0] - self.left) // self.scale), int((self.top - place[1]) // self.scale)

    def holds(self, pixel: Pixel) -> bool:
        return 0 <= pixel[0] < self.columns and 0 <= pixel[1] < self.rows

    def nearest(self, place: Place) -> Pixel:
        """The pixel of the frame that is nearest to a place."""
        x, y = self.pixel(place)
        return min(max(x, 0), self.columns - 1), min(max(y, 0), self.rows - 1)


def screen(setup: api.SpatialCameraSetup, camera: Place) -> Frame:
    """What the camera shows."""
    columns, rows = setup.resolution.x, setup.resolution.y
    scale = (setup.width or WIDTH) / columns
    return Frame(camera[0] - columns * scale / 2, camera[1] + rows * scale / 2, scale, columns, rows)


def minimap(setup: api.SpatialCameraSetup, terrain: np.record) -> Frame:
    """The whole map, or its playable area: as large as fits, from the upper left corner."""
    left, bottom, right, top = 0, 0, int(terrain.width), int(terrain.height)
    if setup.crop_to_playable_area:
        left, bottom, right, top = (int(terrain[side]) for side in ("left", "bottom", "right", "top"))
    columns, rows = setup.minimap_resolution.x, setup.minimap_resolution.y
    scale = max((right - left) / columns, (top - bottom) / rows)
    return Frame(left, top, scale, columns, rows)


def problem_of(options: api.InterfaceOptions) -> str:
    """What is wrong with the views that a client asks for; "" when nothing is."""
    for name in ("feature_layer", "render"):
        setup = getattr(options, name)
        for side in ("resolution", "minimap_resolution") if options.HasField(name) else ():
            size = getattr(setup, side)
            if not (1 <= size.x <= LARGEST and 1 <= size.y <= LARGEST):
                return f"{name}.{side} is {size.x} x {size.y}; a side has 1 to {LARGEST} pixels"
        if not 0 <= setup.width <= LARGEST:
            return f"{name}.width is {setup.width}; it is a number of cells"
    return ""
