"""Draws the parts of ``ui.art`` on a picture; web/src/draw/paint.ts does the same on the page."""

from __future__ import annotations

import functools
import math
from typing import Any, Protocol

from starleague.ui.art import Parts

EDGE = (6, 8, 12, 217)  # around every part
MIRRORED = set("mdk")
Color = tuple[int, int, int]


class Surface(Protocol):
    """What is drawn on: ``unit`` pixels a cell, ``at`` the pixel of a place."""

    unit: int
    draw: Any

    def at(self, x: float, y: float) -> tuple[float, float]: ...


def draw_parts(
    canvas: Surface, parts: Parts, ink: dict[str, str], at: tuple[float, float], angle: float, scale: float
) -> None:
    """At a place [cells], turned by an angle [radians], ``scale`` cells to a unit of the parts' measure."""
    cos, sin = math.cos(angle) * scale, math.sin(angle) * scale
    edge = max(1, round(scale * canvas.unit * 0.045))

    def place(x: float, y: float) -> tuple[float, float]:
        return canvas.at(at[0] + x * cos - y * sin, at[1] + x * sin + y * cos)

    for part in parts:
        shape, color, numbers = read(part)
        fill = rgb(ink[color])
        outline = None if color == "glow" else EDGE
        for side in (1, -1) if shape in MIRRORED else (1,):
            if shape in "cd":
                (x, y), (radius,) = numbers
                u, v = place(x, y * side)
                far = radius * scale * canvas.unit
                canvas.draw.ellipse([u - far, v - far, u + far, v + far], fill=fill, outline=outline, width=edge)
            elif shape in "lk":
                (x, y), (to_x, to_y), (width,) = numbers
                ends = [place(x, y * side), place(to_x, to_y * side)]
                thick = max(1, round(width * scale * canvas.unit))
                if outline:
                    canvas.draw.line(ends, fill=outline, width=thick + 2 * edge)
                canvas.draw.line(ends, fill=fill, width=thick)
            else:
                corners = cut_rectangle(numbers) if shape == "r" else numbers
                points = [place(x, y * side) for x, y in corners]
                canvas.draw.polygon(points, fill=fill, outline=outline, width=edge)


@functools.cache
def read(part: str) -> tuple[str, str, tuple[tuple[float, ...], ...]]:
    """Shape, colour and numbers of a part."""
    shape, color, *rest = part.split()
    return shape, color, tuple(tuple(float(number) for number in word.split(",")) for word in rest)


@functools.cache
def rgb(color: str) -> Color:
    """Of "#rrggbb"."""
    return tuple(int(color[k : k + 2], 16) for k in (1, 3, 5))  # type: ignore[return-value]


def cut_rectangle(numbers: tuple[tuple[float, ...], ...]) -> list[tuple[float, float]]:
    """The corners of a rectangle whose corners are cut off."""
    (x, y), (width,), (height,), (cut,) = numbers
    w, h = width / 2, height / 2
    return [
        (x + w, y + h - cut), (x + w - cut, y + h), (x - w + cut, y + h), (x - w, y + h - cut),
        (x - w, y - h + cut), (x - w + cut, y - h), (x + w - cut, y - h), (x + w, y - h + cut),
    ]
